import { Schema } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { contentHash, isDuplicate } from './snapshots.ts';

/** One command over the office's own content: who, what, when, and which record came of it. Ids and hashes only. */
export interface Change {
  /** The idempotency key it came under. */
  id: string;
  what: string;
  /** The record it made or changed. */
  about: string;
  by: string;
  at: Instant;
  /** SHA-256 of the command's body. */
  sha256: string;
}

type ChangeRow = Omit<Change, 'id'> & { _id: string };

const schema = new Schema<ChangeRow>(
  {
    _id: String,
    what: { type: String, required: true },
    about: String,
    by: { type: String, required: true },
    at: { type: String, required: true },
    sha256: { type: String, required: true },
  },
  { ...plain, collection: 'changes' },
);
schema.index({ about: 1, at: 1 });

export interface Command {
  key: string;
  what: string;
  body: unknown;
  by: string;
  at: Instant;
}

/** The record of every change to content, and what makes a repeated command harmless. */
export function createChanges(db: Connection) {
  const model = db.model<ChangeRow>('Change', schema);

  async function before({ key, what, body }: Command): Promise<string | undefined> {
    const row = await model.findById(key).lean();
    if (!row) return undefined;
    if (row.what !== what || row.sha256 !== contentHash(body)) throw new Refusal('key-reused');
    return row.about;
  }

  return {
    model,
    /**
     * Runs `act` in one transaction with its entry and resolves with the id of the record it touched; the same key
     * again gives the same id and changes nothing. Throws Refusal('key-reused') for the same key with another body.
     */
    async once(
      command: Command,
      act: (session: ClientSession) => Promise<string>,
    ): Promise<{ about: string; repeated: boolean }> {
      const { key, what, body, by, at } = command;
      const done = await before(command);
      if (done !== undefined) return { about: done, repeated: true };
      try {
        const about = await db.transaction(async (session) => {
          await model.create([{ _id: key, what, about: '', by, at, sha256: contentHash(body) }], { session });
          const touched = await act(session);
          await model.updateOne({ _id: key }, { $set: { about: touched } }, { session });
          return touched;
        });
        return { about, repeated: false };
      } catch (error) {
        // the same command ran meanwhile: its entry is there now
        const meanwhile = isDuplicate(error) ? await before(command) : undefined;
        if (meanwhile === undefined) throw error;
        return { about: meanwhile, repeated: true };
      }
    },
    /** Everything done to one record, oldest first. */
    async of(about: string): Promise<Change[]> {
      const rows = await model.find({ about }).sort({ at: 1 }).lean();
      return rows.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
    },
  };
}

/** The options of a query inside a transaction, where there is one. */
export const inside = (session: ClientSession | undefined): { session?: ClientSession } => (session ? { session } : {});
