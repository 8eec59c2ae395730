import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { Role, Scope } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

/** What lets another program act in one role, until its end. The secret was shown once and is not kept. */
export interface Token {
  _id: string;
  /** What it is for: `Đồng bộ danh mục đơn vị`. */
  name: string;
  role: Role;
  scope: Scope;
  secretHash: string;
  createdBy: string;
  createdAt: Instant;
  endsAt: Instant;
  usedAt?: Instant;
  revokedAt?: Instant;
}

const schema = new Schema<Token>(
  {
    _id: String,
    name: { type: String, required: true },
    role: { type: String, required: true },
    scope: { type: String, required: true },
    secretHash: { type: String, required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: String, required: true },
    endsAt: { type: String, required: true },
    usedAt: String,
    revokedAt: String,
  },
  { ...plain, collection: 'tokens' },
);
schema.index({ secretHash: 1 }, { unique: true });

export function createTokens(db: Connection) {
  const model = db.model<Token>('Token', schema);
  return {
    model,
    async create(token: Token, session?: ClientSession): Promise<void> {
      await model.create([token], inside(session));
    },
    async get(id: string): Promise<Token | undefined> {
      return (await model.findById(id).lean()) ?? undefined;
    },
    /** The token of that secret, unless it ended or was revoked. */
    async withSecret(secretHash: string, now: Instant): Promise<Token | undefined> {
      return (await model.findOne({ secretHash, endsAt: trusted({ $gt: now }), revokedAt: null }).lean()) ?? undefined;
    },
    /** By id. `after` is the last id seen. */
    async list({ limit, after }: { limit: number; after?: string | undefined }): Promise<Token[]> {
      return model
        .find(after === undefined ? {} : { _id: trusted({ $gt: after }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
    },
    async used(id: string, at: Instant): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { usedAt: at } });
    },
    async revoke(id: string, at: Instant, session?: ClientSession): Promise<void> {
      await model.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: at } }, inside(session));
    },
  };
}
