import { Schema } from 'mongoose';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';

/** An issued paper's bytes, named by their SHA-256. */
interface FileRow {
  _id: string;
  name: string;
  type: string;
  bytes: Buffer;
  at: Date;
}

const schema = new Schema<FileRow>(
  { _id: String, name: String, type: String, bytes: { type: Buffer, required: true }, at: Date },
  { ...plain, collection: 'files' },
);

export function createFiles(db: Connection) {
  const model = db.model<FileRow>('File', schema);
  return {
    /** Stores bytes under their hash; the same bytes are stored once. */
    async put(sha256: string, file: { name: string; type: string; bytes: Uint8Array; at: string }): Promise<void> {
      await model.updateOne(
        { _id: sha256 },
        { $setOnInsert: { name: file.name, type: file.type, bytes: Buffer.from(file.bytes), at: new Date(file.at) } },
        { upsert: true },
      );
    },
    async get(sha256: string): Promise<{ name: string; type: string; bytes: Buffer } | undefined> {
      const row = await model.findById(sha256).lean();
      if (!row) return undefined;
      return {
        name: row.name,
        type: row.type,
        bytes: Buffer.from((row.bytes as unknown as { buffer: Uint8Array }).buffer),
      };
    },
  };
}
