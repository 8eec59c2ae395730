import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { PersonId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

/** One device somebody is signed in on. The secret itself is only in their cookie. */
export interface Session {
  _id: string;
  /** SHA-256 (hex) of the cookie. */
  secretHash: string;
  person: PersonId;
  /** `Chrome trên Windows`, to tell devices apart. */
  device: string;
  createdAt: Instant;
  seenAt: Instant;
  /** The last moment whatever happens. */
  endsAt: Instant;
}

const schema = new Schema<Session>(
  {
    _id: String,
    secretHash: { type: String, required: true },
    person: { type: String, required: true },
    device: { type: String, required: true },
    createdAt: { type: String, required: true },
    seenAt: { type: String, required: true },
    endsAt: { type: String, required: true },
  },
  { ...plain, collection: 'sessions' },
);
schema.index({ secretHash: 1 }, { unique: true });
schema.index({ person: 1 });
schema.index({ endsAt: 1 });

export function createSessions(db: Connection) {
  const model = db.model<Session>('Session', schema);

  /** Not past its last moment, and used since `idleSince`. */
  const alive = (now: Instant, idleSince: Instant) => ({
    endsAt: trusted({ $gt: now }),
    seenAt: trusted({ $gt: idleSince }),
  });

  return {
    model,
    async open(session: Session): Promise<void> {
      await model.create([session]);
    },
    async withSecret(
      secretHash: string,
      { now, idleSince }: { now: Instant; idleSince: Instant },
    ): Promise<Session | undefined> {
      return (await model.findOne({ secretHash, ...alive(now, idleSince) }).lean()) ?? undefined;
    },
    async seen(id: string, at: Instant): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { seenAt: at } });
    },
    /** Where the person is signed in, the latest used first. */
    async of(person: PersonId, { now, idleSince }: { now: Instant; idleSince: Instant }): Promise<Session[]> {
      return model
        .find({ person, ...alive(now, idleSince) })
        .sort({ seenAt: -1 })
        .lean();
    },
    /** False when the person has no such session. */
    async end(person: PersonId, id: string, session?: ClientSession): Promise<boolean> {
      return (await model.deleteOne({ _id: id, person }, inside(session))).deletedCount === 1;
    },
    async endAll(person: PersonId, except?: string, session?: ClientSession): Promise<void> {
      await model.deleteMany(
        { person, ...(except === undefined ? {} : { _id: trusted({ $ne: except }) }) },
        inside(session),
      );
    },
    /** Forgets sessions past their last moment. */
    async sweep(now: Instant): Promise<void> {
      await model.deleteMany({ endsAt: trusted({ $lte: now }) });
    },
  };
}
