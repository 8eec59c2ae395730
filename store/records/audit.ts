import { createHash } from 'node:crypto';
import { Schema, trusted } from 'mongoose';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';

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

const hashOf = ({ matter, seq, act, at, previous }: Omit<AuditEntry, '_id' | 'hash'>): string => {
  const { message, by, key, hash, day, version } = act;
  return createHash('sha256')
    .update(JSON.stringify([matter, seq, message, by, key, hash, day, version, at, previous]))
    .digest('hex');
};

/** The first entry that does not follow from the one before it. */
export interface BrokenLink {
  matter: string;
  seq: number;
  reason: 'missing' | 'changed' | 'unlinked';
}

export function createAudit(db: Connection) {
  const model = db.model<AuditEntry>('AuditEntry', schema);
  return {
    /** Adds acts to a matter's chain, inside the transaction that saves what they changed. */
    async append(matter: string, acts: AuditAct[], at: string, session: ClientSession): Promise<void> {
      if (acts.length === 0) return;
      let last: AuditEntry | null = await model
        .findOne({ matter }, {}, { session })
        .sort({ seq: -1 })
        .lean<AuditEntry>();
      const entries = acts.map((act) => {
        const seq = (last?.seq ?? 0) + 1;
        const link = { matter, seq, act, at, previous: last?.hash ?? '' };
        const entry = { _id: `${matter}#${seq}`, ...link, hash: hashOf(link) };
        last = entry;
        return entry;
      });
      await model.insertMany(entries, { session });
    },
    async of(matter: string, after = 0, limit = 100): Promise<AuditEntry[]> {
      return model
        .find({ matter, seq: trusted({ $gt: after }) })
        .sort({ seq: 1 })
        .limit(limit)
        .lean();
    },
    /** Recomputes the chain of one matter; undefined when it is whole. */
    async verify(matter: string): Promise<BrokenLink | undefined> {
      let previous = '';
      let seq = 0;
      for await (const entry of model.find({ matter }).sort({ seq: 1 }).lean().cursor()) {
        seq += 1;
        if (entry.seq !== seq) return { matter, seq, reason: 'missing' };
        if (entry.previous !== previous) return { matter, seq, reason: 'unlinked' };
        if (entry.hash !== hashOf(entry)) return { matter, seq, reason: 'changed' };
        previous = entry.hash;
      }
      return undefined;
    },
    async matters(): Promise<string[]> {
      return model.distinct('matter');
    },
  };
}
