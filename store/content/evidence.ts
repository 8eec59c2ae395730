import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose, { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { UnitId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { isDuplicate } from './snapshots.ts';

/** A document a unit shows as proof. Its bytes are stored once a unit, whatever they were called. */
export interface Evidence {
  _id: string;
  unit: UnitId;
  /** The matters it was uploaded for: who may see those may see it. */
  matters: MatterId[];
  /** As the unit calls it, composed (NFC), with the ending of its true type. */
  name: string;
  /** Media type by content, never by name. */
  type: string;
  /** Bytes. */
  size: number;
  sha256: string;
  by: string;
  at: Instant;
}

interface EvidenceRow extends Evidence {
  /** The bytes in GridFS. */
  file: string;
}

const schema = new Schema<EvidenceRow>(
  {
    _id: String,
    unit: { type: String, required: true },
    matters: { type: [String], required: true },
    name: { type: String, required: true },
    type: { type: String, required: true },
    size: { type: Number, required: true },
    sha256: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: String, required: true },
    file: { type: String, required: true },
  },
  { ...plain, collection: 'evidence' },
);
schema.index({ unit: 1, sha256: 1 }, { unique: true });

function evidenceOf(row: EvidenceRow): Evidence {
  const { file: _, ...evidence } = row;
  return evidence;
}

export interface NewEvidence extends Omit<Evidence, '_id' | 'matters'> {
  matter: MatterId;
  bytes: Readable;
}

export function createEvidence(db: Connection) {
  const model = db.model<EvidenceRow>('Evidence', schema);
  const bucket = () => new mongoose.mongo.GridFSBucket(db.db!, { bucketName: 'evidence' });

  /** The evidence with these bytes, tied to one more matter. */
  const again = ({ unit, sha256, matter }: Pick<NewEvidence, 'unit' | 'sha256' | 'matter'>) =>
    model.findOneAndUpdate({ unit, sha256 }, { $addToSet: { matters: matter } }, { returnDocument: 'after' }).lean();

  return {
    model,
    /** Stores a document; the same bytes of the same unit are stored once and keep their first name. */
    async put({ bytes, matter, ...about }: NewEvidence): Promise<Evidence> {
      const before = await again({ ...about, matter });
      if (before) {
        bytes.destroy();
        return evidenceOf(before);
      }
      const upload = bucket().openUploadStream(about.sha256);
      await pipeline(bytes, upload);
      try {
        const row: EvidenceRow = { _id: randomUUID(), ...about, matters: [matter], file: upload.id.toHexString() };
        await model.create(row);
        return evidenceOf(row);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // the same bytes came twice at once
        await bucket().delete(upload.id);
        return evidenceOf((await again({ ...about, matter }))!);
      }
    },
    async get(id: string): Promise<Evidence | undefined> {
      const row = await model.findById(id).lean();
      return row ? evidenceOf(row) : undefined;
    },
    async getMany(ids: readonly string[]): Promise<Map<string, Evidence>> {
      const rows = await model.find({ _id: trusted({ $in: ids }) }).lean();
      return new Map(rows.map((row) => [row._id, evidenceOf(row)]));
    },
    /** Its bytes as they were sent. */
    async open(id: string): Promise<Readable | undefined> {
      const row = await model.findById(id, { file: 1 }).lean();
      return row ? bucket().openDownloadStream(new mongoose.mongo.ObjectId(row.file)) : undefined;
    },
  };
}
