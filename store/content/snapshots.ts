import { createHash } from 'node:crypto';
import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { MatterId } from '../../domain/matter.ts';
import { Refusal } from '../../domain/refusal.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';

export type SnapshotKind =
  | 'plan'
  | 'paper'
  | 'paper-entry'
  | 'self-report'
  | 'item-report'
  | 'minutes'
  | 'remarks'
  | 'official-letter'
  | 'proposal'
  | 'proposal-answer'
  | 'visits'
  | 'explanation'
  | 'comments-draft'
  | 'comment'
  | 'mail-test';

/** What somebody wrote, as it stood when it was decided upon. Written once, never again. */
export interface Snapshot<T = unknown> {
  /** Made from the caller's idempotency key, so that a repeated submission is the same one. */
  id: string;
  kind: SnapshotKind;
  matter: MatterId;
  /** SHA-256 (hex) of the body's canonical JSON. */
  sha256: string;
  body: T;
  by: string;
  at: Instant;
}

type SnapshotRow = Omit<Snapshot, 'id'> & { _id: string };

const schema = new Schema<SnapshotRow>(
  {
    _id: String,
    kind: { type: String, required: true },
    matter: { type: String, required: true },
    sha256: { type: String, required: true },
    body: { type: Schema.Types.Mixed, required: true },
    by: { type: String, required: true },
    at: { type: String, required: true },
  },
  { ...plain, collection: 'snapshots' },
);
schema.index({ matter: 1, kind: 1, at: 1 });

/** The same for the same content, whatever the order of its keys: JSON with keys sorted. */
const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

export const contentHash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

export function createSnapshots(db: Connection) {
  const model = db.model<SnapshotRow>('Snapshot', schema);

  async function get<T>(id: string): Promise<Snapshot<T> | undefined> {
    const row = await model.findById(id).lean();
    if (!row) return undefined;
    const { _id, ...rest } = row;
    return { id: _id, ...rest } as Snapshot<T>;
  }

  return {
    model,
    get,
    /** The bodies of several, by id; those that do not exist are left out. */
    async getMany<T>(ids: string[]): Promise<Map<string, Snapshot<T>>> {
      const rows = await model.find({ _id: trusted({ $in: ids }) }).lean();
      return new Map(rows.map(({ _id, ...rest }) => [_id, { id: _id, ...rest } as Snapshot<T>]));
    },
    /** Everything of a kind that was frozen for a matter, the earliest first. */
    async ofMatter<T>(matter: MatterId, kind: SnapshotKind): Promise<Snapshot<T>[]> {
      const rows = await model.find({ matter, kind }).sort({ at: 1, _id: 1 }).lean();
      return rows.map(({ _id, ...rest }) => ({ id: _id, ...rest }) as Snapshot<T>);
    },
    /**
     * Keeps `body` for ever under `id`. The same id with the same body is the same snapshot.
     * Throws Refusal('key-reused') for the same id with another body.
     */
    async freeze(snapshot: Omit<Snapshot, 'sha256'>): Promise<{ id: string; sha256: string }> {
      const { id, ...rest } = snapshot;
      const sha256 = contentHash(snapshot.body);
      try {
        await model.create({ _id: id, ...rest, sha256 });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const kept = await get(id);
        if (kept?.sha256 !== sha256 || kept.kind !== snapshot.kind || kept.matter !== snapshot.matter) {
          throw new Refusal('key-reused');
        }
      }
      return { id, sha256 };
    },
  };
}

/** MongoDB's answer to a second row under the same unique key. */
export const isDuplicate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
