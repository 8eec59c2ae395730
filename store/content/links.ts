import { Schema } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { PersonId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';

/** Why a link no longer opens anything. */
export type LinkEnd = 'replaced' | 'nothing-owed';

/** The link of one letter to one person. The token itself is nowhere: only its hash. */
export interface Link {
  _id: string;
  /** SHA-256 (hex) of the token. */
  tokenHash: string;
  letter: string;
  person: PersonId;
  createdAt: Instant;
  endedAt?: Instant;
  endedWhy?: LinkEnd;
}

const schema = new Schema<Link>(
  {
    _id: String,
    tokenHash: { type: String, required: true },
    letter: { type: String, required: true },
    person: { type: String, required: true },
    createdAt: { type: String, required: true },
    endedAt: String,
    endedWhy: String,
  },
  { ...plain, collection: 'links' },
);
schema.index({ tokenHash: 1 }, { unique: true });
schema.index({ person: 1 });

export function createLinks(db: Connection) {
  const model = db.model<Link>('Link', schema);
  return {
    model,
    /** The same token again is the same link, unchanged. Resolves with its id, which is what acts name as `by`. */
    async put({
      tokenHash,
      letter,
      person,
      at,
    }: {
      tokenHash: string;
      letter: string;
      person: PersonId;
      at: Instant;
    }): Promise<string> {
      const _id = tokenHash.slice(0, 20);
      await model.updateOne({ _id }, { $setOnInsert: { tokenHash, letter, person, createdAt: at } }, { upsert: true });
      return _id;
    },
    async withHash(tokenHash: string): Promise<Link | undefined> {
      return (await model.findOne({ tokenHash }).lean()) ?? undefined;
    },
    async get(id: string): Promise<Link | undefined> {
      return (await model.findById(id).lean()) ?? undefined;
    },
    /** Once ended, a link stays ended and keeps its first reason. */
    async end(id: string, why: LinkEnd, at: Instant): Promise<void> {
      await model.updateOne({ _id: id, endedAt: null }, { $set: { endedAt: at, endedWhy: why } });
    },
  };
}
