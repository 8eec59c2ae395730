import { Schema } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { Outline } from '../../domain/outline.ts';
import { Refusal } from '../../domain/refusal.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

/** One version of an outline. From the day a round uses it, it never changes. */
export interface OutlineVersion {
  outline: Outline;
  used: boolean;
  savedBy: string;
  savedAt: Instant;
  /** Counts the saves of a version not yet used. */
  edition: number;
}

type OutlineRow = OutlineVersion & { _id: string; name: string; version: number };

const schema = new Schema<OutlineRow>(
  {
    _id: String,
    name: { type: String, required: true },
    version: { type: Number, required: true },
    outline: { type: Schema.Types.Mixed, required: true },
    used: { type: Boolean, required: true },
    savedBy: { type: String, required: true },
    savedAt: { type: String, required: true },
    edition: { type: Number, required: true },
  },
  { ...plain, collection: 'outlines' },
);
schema.index({ name: 1, version: 1 }, { unique: true });

export const outlineKey = ({ id, version }: Pick<Outline, 'id' | 'version'>): string => `${id}@${version}`;

const versionOf = ({ outline, used, savedBy, savedAt, edition }: OutlineRow): OutlineVersion => ({
  outline,
  used,
  savedBy,
  savedAt,
  edition,
});

/** What units are asked before a visit, version by version; a version is named `cchc-2026@2`. */
export function createOutlines(db: Connection) {
  const model = db.model<OutlineRow>('Outline', schema);
  return {
    model,
    async get(id: string): Promise<Outline | undefined> {
      return (await model.findById(id).lean())?.outline;
    },
    async version(id: string): Promise<OutlineVersion | undefined> {
      const row = await model.findById(id).lean();
      return row ? versionOf(row) : undefined;
    },
    /** Every version, the outlines by id and the newest version first. */
    async list({ limit, after }: { limit: number; after?: string | undefined }): Promise<OutlineVersion[]> {
      const rows = await model.find().sort({ name: 1, version: -1 }).lean();
      const from = after === undefined ? 0 : rows.findIndex(({ _id }) => _id === after) + 1;
      return rows.slice(from, from + limit).map(versionOf);
    },
    /** The number the next version of `name` takes, from 1. */
    async nextVersion(name: string, session?: ClientSession): Promise<number> {
      const last = await model.findOne({ name }, { version: 1 }, inside(session)).sort({ version: -1 }).lean();
      return (last?.version ?? 0) + 1;
    },
    async create(outline: Outline, { by, at }: { by: string; at: Instant }, session?: ClientSession): Promise<void> {
      await model.create(
        [
          {
            _id: outlineKey(outline),
            name: outline.id,
            version: outline.version,
            outline,
            used: false,
            savedBy: by,
            savedAt: at,
            edition: 1,
          },
        ],
        inside(session),
      );
    },
    /**
     * Writes over edition `base` of a version nobody uses yet.
     * Throws Refusal('outline-in-use') or, when somebody saved in between, Refusal('stale-draft').
     */
    async save(
      outline: Outline,
      { base, by, at }: { base: number; by: string; at: Instant },
      session?: ClientSession,
    ): Promise<void> {
      const { matchedCount } = await model.updateOne(
        { _id: outlineKey(outline), used: false, edition: base },
        { $set: { outline, savedBy: by, savedAt: at, edition: base + 1 } },
        inside(session),
      );
      if (matchedCount === 1) return;
      const row = await model.findById(outlineKey(outline), { used: 1 }, inside(session)).lean();
      throw row?.used ? new Refusal('outline-in-use', { outline: outlineKey(outline) }) : new Refusal('stale-draft');
    },
    /** A round uses this version: it stays as it is for ever. */
    async use(id: string): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { used: true } });
    },
  };
}
