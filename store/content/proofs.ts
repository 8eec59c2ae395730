import { Schema } from 'mongoose';
import type { Printable } from '../../domain/minutes.ts';
import type { Facts, RefusalCode } from '../../domain/refusal.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';

/** How a draft would be printed: asked for under the hash of its document, kept for a day. */
export interface Proof {
  document: Printable;
  pdf?: Buffer;
  /** Why nothing could be printed. */
  refused?: { code: RefusalCode; facts: Facts };
}

interface Row extends Proof {
  _id: string;
  at: Date;
}

const schema = new Schema<Row>(
  {
    _id: String,
    document: { type: Schema.Types.Mixed, required: true },
    pdf: Buffer,
    refused: Schema.Types.Mixed,
    at: { type: Date, required: true },
  },
  { ...plain, collection: 'proofs' },
);
const day = 24 * 3_600;
schema.index({ at: 1 }, { expireAfterSeconds: day });

/** Proofs of drafts: nobody decides upon them, and what is not looked at any more goes by itself. */
export function createProofs(db: Connection) {
  const model = db.model<Row>('Proof', schema);
  return {
    model,
    /** Asks for a proof under the hash of its document; asked again it is the same. */
    async ask(id: string, document: Printable, at: string): Promise<void> {
      await model.updateOne({ _id: id }, { $setOnInsert: { document, at: new Date(at) } }, { upsert: true });
    },
    async get(id: string): Promise<Proof | undefined> {
      const row = await model.findById(id).lean();
      if (!row) return undefined;
      const { document, pdf, refused } = row;
      return {
        document,
        ...(pdf ? { pdf: Buffer.from((pdf as unknown as { buffer: Uint8Array }).buffer) } : {}),
        ...(refused ? { refused } : {}),
      };
    },
    async made(id: string, outcome: Pick<Proof, 'refused'> | { pdf: Uint8Array }): Promise<void> {
      const found = 'pdf' in outcome ? { pdf: Buffer.from(outcome.pdf) } : { refused: outcome.refused };
      await model.updateOne({ _id: id }, { $set: found });
    },
  };
}
