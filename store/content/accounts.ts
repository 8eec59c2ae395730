import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import { fold } from '../../domain/fold.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';
import { isDuplicate } from './snapshots.ts';

/** How a person of the office signs in. Units' people have none: they come by the links in their letters. */
export interface Account {
  _id: PersonId;
  /** As folded: `an.nv`. */
  login: string;
  /** Argon2id, with its parameters. */
  passwordHash: string;
  createdAt: Instant;
  passwordSetAt: Instant;
  closedAt?: Instant;
}

const schema = new Schema<Account>(
  {
    _id: String,
    login: { type: String, required: true },
    passwordHash: { type: String, required: true },
    createdAt: { type: String, required: true },
    passwordSetAt: { type: String, required: true },
    closedAt: String,
  },
  { ...plain, collection: 'accounts' },
);
schema.index({ login: 1 }, { unique: true });

export function createAccounts(db: Connection) {
  const model = db.model<Account>('Account', schema);
  return {
    model,
    async get(person: PersonId): Promise<Account | undefined> {
      return (await model.findById(person).lean()) ?? undefined;
    },
    async getMany(people: readonly PersonId[]): Promise<Account[]> {
      return model.find({ _id: trusted({ $in: people }) }).lean();
    },
    async withLogin(login: string): Promise<Account | undefined> {
      return (await model.findOne({ login: fold(login) }).lean()) ?? undefined;
    },
    async any(): Promise<boolean> {
      return (await model.exists({})) !== null;
    },
    /** Makes the account, or gives an existing one a new login and password and opens it again. Throws Refusal('login-taken'). */
    async set(
      { person, login, passwordHash, at }: { person: PersonId; login: string; passwordHash: string; at: Instant },
      session?: ClientSession,
    ): Promise<void> {
      try {
        await model.updateOne(
          { _id: person },
          {
            $set: { login: fold(login), passwordHash, passwordSetAt: at },
            $setOnInsert: { createdAt: at },
            $unset: { closedAt: 1 },
          },
          { upsert: true, ...inside(session) },
        );
      } catch (error) {
        if (isDuplicate(error)) throw new Refusal('login-taken');
        throw error;
      }
    },
    async close(person: PersonId, at: Instant, session?: ClientSession): Promise<void> {
      await model.updateOne({ _id: person }, { $set: { closedAt: at } }, inside(session));
    },
  };
}
