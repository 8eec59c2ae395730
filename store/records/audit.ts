import { createHash } from 'node:crypto';
import { Schema, trusted } from 'mongoose';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import type { createChainEnds } from './chain-ends.ts';

/** What is written of an act: ids and hashes, never texts. */
export interface AuditAct {
  message: string;
  by: string;
  /** The idempotency key it came under. */
  key: string;
  /** SHA-256 of its body. */
  hash: string;
  /** The day in Vietnam it counts for. */
  day: string;
  version: number;
}

/** One entry of a matter's chain: `hash` covers the entry and the hash before it. */
export interface AuditEntry {
  _id: string;
  matter: string;
  seq: number;
  act: AuditAct;
  at: string;
  previous: string;
  hash: string;
}

const schema = new Schema<AuditEntry>(
  {
    _id: String,
    matter: { type: String, required: true },
    seq: Number,
    act: Schema.Types.Mixed,
    at: String,
    previous: String,
    hash: String,
  },
  { ...plain, collection: 'audit' },
);
schema.index({ matter: 1, seq: 1 }, { unique: true });

/** What an entry's `hash` must be. */
export const auditHash = ({ matter, seq, act, at, previous }: Omit<AuditEntry, '_id' | 'hash'>): string => {
  const { message, by, key, hash, day, version } = act;
  return createHash('sha256')
    .update(JSON.stringify([matter, seq, message, by, key, hash, day, version, at, previous]))
    .digest('hex');
};

/** The chains of acts, one a matter. Whether they are whole is told by `audit-verdict.ts`. */
export function createAudit(db: Connection, ends: ReturnType<typeof createChainEnds>) {
  const model = db.model<AuditEntry>('AuditEntry', schema);
  return {
    model,
    /** Adds acts to a matter's chain, inside the transaction that saves what they changed. */
    async append(matter: string, acts: AuditAct[], at: string, session: ClientSession): Promise<void> {
      if (acts.length === 0) return;
      // after the end as it was kept, not after the last entry found: what was cut off stays missing
      let end = await ends.get(matter, session);
      const entries = acts.map((act) => {
        const link = { matter, seq: end.seq + 1, act, at, previous: end.hash };
        const hash = auditHash(link);
        end = { _id: matter, seq: link.seq, hash };
        return { _id: `${matter}#${link.seq}`, ...link, hash };
      });
      await model.insertMany(entries, { session });
      await ends.put(end, session);
    },
    async of(matter: string, after = 0, limit = 100): Promise<AuditEntry[]> {
      return model
        .find({ matter, seq: trusted({ $gt: after }) })
        .sort({ seq: 1 })
        .limit(limit)
        .lean();
    },
    /** The whole chains of several matters, in order. */
    async ofMany(matters: readonly string[]): Promise<AuditEntry[]> {
      return model
        .find({ matter: trusted({ $in: matters }) })
        .sort({ matter: 1, seq: 1 })
        .lean();
    },
    async matters(): Promise<string[]> {
      return model.distinct('matter');
    },
  };
}
