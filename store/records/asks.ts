import { Schema, trusted } from 'mongoose';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';

/** An idempotency key and what came of it: the same key gives the same answer, across restarts. */
export interface AskRow {
  _id: string;
  hash: string;
  matter: string;
  message: string;
  version: number;
  at: Date;
}

const schema = new Schema<AskRow>(
  { _id: String, hash: String, matter: String, message: String, version: Number, at: Date },
  { ...plain, collection: 'asks' },
);

schema.index({ matter: 1, version: 1 });

export function createAsks(db: Connection) {
  const model = db.model<AskRow>('Ask', schema);
  return {
    async get(key: string): Promise<AskRow | undefined> {
      return (await model.findById(key).lean()) ?? undefined;
    },
    /** What a matter was last asked by this message. */
    async lastOf(matter: string, message: string): Promise<AskRow | undefined> {
      return (await model.findOne({ matter, message }).sort({ version: -1 }).lean()) ?? undefined;
    },
    /** Those of these keys that were answered. */
    async known(keys: readonly string[]): Promise<Set<string>> {
      return new Set(await model.distinct('_id', { _id: trusted({ $in: keys }) }));
    },
    /** Everything several matters were asked, in order of what came of it. */
    async ofMany(matters: readonly string[]): Promise<AskRow[]> {
      return model
        .find({ matter: trusted({ $in: matters }) })
        .sort({ matter: 1, version: 1 })
        .lean();
    },
    async matters(): Promise<string[]> {
      return model.distinct('matter');
    },
    async put(rows: AskRow[], session: ClientSession): Promise<void> {
      if (rows.length === 0) return;
      await model.bulkWrite(
        rows.map(({ _id, ...row }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true },
        })),
        { session },
      );
    },
  };
}
