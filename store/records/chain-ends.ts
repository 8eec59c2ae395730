import { Schema, trusted } from 'mongoose';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';

/** Where a chain of entries ends: what is cut off its tail is missed here. */
export interface ChainEnd {
  /** A matter's id, or `content`. */
  _id: string;
  /** The number of its last entry; 0 before the first. */
  seq: number;
  hash: string;
  /** How often it was held: what two transactions cannot both write. */
  holds?: number;
}

/** The chain of the office's own content; no matter is called so. */
export const contentChain = 'content';

const schema = new Schema<ChainEnd>(
  { _id: String, seq: { type: Number, required: true }, hash: String, holds: Number },
  { ...plain, collection: 'chainEnds' },
);

/** The ends of all chains of the audit: one a matter, and one for the office's content. */
export function createChainEnds(db: Connection) {
  const model = db.model<ChainEnd>('ChainEnd', schema);
  return {
    async get(id: string, session?: ClientSession): Promise<ChainEnd> {
      const end = await model.findById(id, {}, session ? { session } : {}).lean();
      return end ?? { _id: id, seq: 0, hash: '' };
    },
    async getMany(ids: readonly string[]): Promise<Map<string, ChainEnd>> {
      const rows = await model.find({ _id: trusted({ $in: ids }) }).lean();
      return new Map(rows.map((row) => [row._id, row]));
    },
    async ids(): Promise<string[]> {
      return model.distinct('_id');
    },
    /** The end, held until the transaction is over: whoever wants to add to the same chain comes after it. */
    async hold(id: string, session: ClientSession): Promise<ChainEnd> {
      const held = await model
        .findOneAndUpdate(
          { _id: id },
          { $inc: { holds: 1 }, $setOnInsert: { seq: 0, hash: '' } },
          { upsert: true, returnDocument: 'after', session },
        )
        .lean();
      return { _id: id, seq: held.seq, hash: held.hash };
    },
    async put({ _id, seq, hash }: ChainEnd, session: ClientSession): Promise<void> {
      await model.updateOne({ _id }, { $set: { seq, hash } }, { upsert: true, session });
    },
  };
}
