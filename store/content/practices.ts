import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { Terms } from '../../domain/duty-terms.ts';
import type { Ladders } from '../../domain/ladder.ts';
import { shippedPractice, wholePractice } from '../../domain/practice.ts';
import type { ChasedBy, Practice } from '../../domain/practice.ts';
import { Refusal } from '../../domain/refusal.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';
import { isDuplicate } from './snapshots.ts';

/** A version the office made: what it says, who made it, when and why. It never changes. */
export interface KeptPractice extends Practice {
  reason: string;
  savedBy: string;
  savedAt: Instant;
}

interface PracticeRow {
  _id: number;
  ladders: Partial<Ladders>;
  terms: Partial<Terms>;
  reason: string;
  savedBy: string;
  savedAt: Instant;
}

const schema = new Schema<PracticeRow>(
  {
    _id: Number,
    ladders: { type: Schema.Types.Mixed, required: true },
    terms: { type: Schema.Types.Mixed, required: true },
    reason: { type: String, required: true },
    savedBy: { type: String, required: true },
    savedAt: { type: String, required: true },
  },
  { ...plain, collection: 'practices' },
);

const keptOf = ({ _id, ladders, terms, reason, savedBy, savedAt }: PracticeRow): KeptPractice => ({
  ...wholePractice(_id, { ladders, terms }),
  reason,
  savedBy,
  savedAt,
});

/** How the office chases, version by version; before its first one, as shipped. Versions are kept for ever. */
export function createPractices(db: Connection) {
  const model = db.model<PracticeRow>('Practice', schema);

  async function newest(session?: ClientSession): Promise<number> {
    return (await model.findOne({}, { _id: 1 }, inside(session)).sort({ _id: -1 }).lean())?._id ?? 0;
  }

  return {
    model,
    /** The number of the version in use. */
    newest,
    /** One version; undefined where the office made none of that number. */
    async get(version: number): Promise<Practice | KeptPractice | undefined> {
      if (version === 0) return shippedPractice;
      const row = await model.findById(version).lean();
      return row ? keptOf(row) : undefined;
    },
    /** What the office made, the newest first; `below` is the number of the last one seen. */
    async list({ limit, below }: { limit: number; below?: number | undefined }): Promise<KeptPractice[]> {
      const rows = await model
        .find(below === undefined ? {} : { _id: trusted({ $lt: below }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean();
      return rows.map(keptOf);
    },
    /** The version after `base`; resolves with its number. Throws Refusal('stale-draft') when another came in between. */
    async add(
      { ladders, terms }: ChasedBy,
      { base, reason, by, at }: { base: number; reason: string; by: string; at: Instant },
      session?: ClientSession,
    ): Promise<number> {
      if ((await newest(session)) !== base) throw new Refusal('stale-draft');
      try {
        await model.create([{ _id: base + 1, ladders, terms, reason, savedBy: by, savedAt: at }], inside(session));
      } catch (error) {
        throw isDuplicate(error) ? new Refusal('stale-draft') : error;
      }
      return base + 1;
    },
  };
}
