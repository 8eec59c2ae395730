import { createHash } from 'node:crypto';
import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { contentChain } from '../records/chain-ends.ts';
import type { createChainEnds } from '../records/chain-ends.ts';
import { contentHash } from './snapshots.ts';

/** One command over the office's own content: who, what, when, and which record came of it. Ids and hashes only. */
export interface Change {
  /** The idempotency key it came under. */
  id: string;
  /** Its number in the chain of all changes, from 1. */
  seq: number;
  what: string;
  /** The record it made or changed. */
  about: string;
  by: string;
  at: Instant;
  /** SHA-256 of the command's body. */
  sha256: string;
  /** What came of a command over many records, in numbers. */
  counts?: Record<string, number>;
  /** The hash of the entry before. */
  previous: string;
  /** Covers the entry and the hash before it. */
  hash: string;
}

type ChangeRow = Omit<Change, 'id'> & { _id: string };

const schema = new Schema<ChangeRow>(
  {
    _id: String,
    seq: { type: Number, required: true },
    what: { type: String, required: true },
    about: String,
    by: { type: String, required: true },
    at: { type: String, required: true },
    sha256: { type: String, required: true },
    counts: Schema.Types.Mixed,
    previous: String,
    hash: { type: String, required: true },
  },
  { ...plain, collection: 'changes' },
);
schema.index({ about: 1, seq: 1 });
schema.index({ seq: 1 }, { unique: true });

const hashOf = ({ _id, seq, what, about, by, at, sha256, counts, previous }: Omit<ChangeRow, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify([seq, _id, what, about, by, at, sha256, counts ? contentHash(counts) : '', previous]))
    .digest('hex');

export interface Command {
  key: string;
  what: string;
  body: unknown;
  by: string;
  at: Instant;
}

/** What a command touched: the id of a record, with counts where there are many. */
export interface Touched {
  about: string;
  counts?: Record<string, number>;
}

/** A change that is not as it was written, or not there. */
export interface BrokenChange {
  seq: number;
  reason: 'missing' | 'changed' | 'unlinked';
  /** Of one that is there. */
  what?: string;
  about?: string;
}

const changeOf = ({ _id, ...rest }: ChangeRow): Change => ({ id: _id, ...rest });

/** The record of every change to content, each chained by hash to the one before, and what makes a repeated command harmless. */
export function createChanges(db: Connection, ends: ReturnType<typeof createChainEnds>) {
  const model = db.model<ChangeRow>('Change', schema);

  /** What came of this very command before. Throws Refusal('key-reused') for the same key with another body. */
  async function before({ key, what, body }: Command, session?: ClientSession): Promise<Touched | undefined> {
    const row = await model.findById(key, {}, inside(session)).lean();
    if (!row) return undefined;
    if (row.what !== what || row.sha256 !== contentHash(body)) throw new Refusal('key-reused');
    return { about: row.about, ...(row.counts ? { counts: row.counts } : {}) };
  }

  return {
    model,
    before,
    /**
     * Runs `act` in one transaction with its entry and resolves with the record it touched; the same key again gives
     * the same and changes nothing. One command at a time: the next waits for the end of the chain.
     * Throws Refusal('key-reused') for the same key with another body.
     */
    async once(
      command: Command,
      act: (session: ClientSession) => Promise<string | Touched>,
    ): Promise<Touched & { repeated: boolean }> {
      const { key, what, body, by, at } = command;
      const done = await before(command);
      if (done) return { ...done, repeated: true };
      return db.transaction(async (session) => {
        const end = await ends.hold(contentChain, session);
        const meanwhile = await before(command, session);
        if (meanwhile) return { ...meanwhile, repeated: true };
        const outcome = await act(session);
        const touched = typeof outcome === 'string' ? { about: outcome } : outcome;
        const link = {
          _id: key,
          seq: end.seq + 1,
          what,
          ...touched,
          by,
          at,
          sha256: contentHash(body),
          previous: end.hash,
        };
        const hash = hashOf(link);
        await model.create([{ ...link, hash }], { session });
        await ends.put({ _id: contentChain, seq: link.seq, hash }, session);
        return { ...touched, repeated: false };
      });
    },
    /** Everything done to one record, oldest first. */
    async of(about: string): Promise<Change[]> {
      return (await model.find({ about }).sort({ seq: 1 }).lean()).map(changeOf);
    },
    /** The whole chain, or what was done to one record, from beyond number `after` on; 0 is before the first. */
    async list({
      about,
      after,
      newest = false,
      limit,
    }: {
      about?: string | undefined;
      after: number;
      /** Backwards, from the end of the chain. */
      newest?: boolean;
      limit: number;
    }): Promise<Change[]> {
      const rows = await model
        .find({
          ...(about === undefined ? {} : { about }),
          ...(newest && after === 0 ? {} : { seq: trusted(newest ? { $lt: after } : { $gt: after }) }),
        })
        .sort({ seq: newest ? -1 : 1 })
        .limit(limit)
        .lean();
      return rows.map(changeOf);
    },
    /** Is there a change of that number? */
    async has(seq: number): Promise<boolean> {
      return (await model.exists({ seq })) !== null;
    },
    /** Every change that is not as it was written or not there, in order. */
    async breaks(): Promise<BrokenChange[]> {
      // the end first: what is written meanwhile is beyond it, not missing
      const end = await ends.get(contentChain);
      const broken: BrokenChange[] = [];
      let previous = '';
      let seq = 0;
      const missing = (upTo: number) => {
        if (upTo > seq)
          broken.push(
            ...Array.from({ length: Math.min(upTo - seq, mostNamed) }, (_, i) => ({
              seq: seq + i + 1,
              reason: 'missing' as const,
            })),
          );
      };
      for await (const row of model.find().sort({ seq: 1 }).lean().cursor()) {
        const isNext = row.seq === seq + 1;
        missing(row.seq - 1);
        const isForged = row.hash !== hashOf(row) || (row.seq === end.seq && row.hash !== end.hash);
        const reason = isForged ? 'changed' : isNext && row.previous !== previous ? 'unlinked' : undefined;
        if (reason) broken.push({ seq: row.seq, reason, what: row.what, about: row.about });
        seq = row.seq;
        previous = row.hash;
      }
      missing(end.seq);
      return broken;
    },
    /** How many there are. */
    count: (): Promise<number> => model.countDocuments(),
  };
}

/** Of a gap, as many are named. */
const mostNamed = 1_000;

/** The options of a query inside a transaction, where there is one. */
export const inside = (session: ClientSession | undefined): { session?: ClientSession } => (session ? { session } : {});
