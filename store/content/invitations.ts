import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { PersonId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

/** A link by which somebody sets their login name and password, once. Without a person: the first administrator. */
export interface Invitation {
  _id: string;
  secretHash: string;
  person?: PersonId;
  createdBy: string;
  createdAt: Instant;
  endsAt: Instant;
  usedAt?: Instant;
}

const schema = new Schema<Invitation>(
  {
    _id: String,
    secretHash: { type: String, required: true },
    person: String,
    createdBy: { type: String, required: true },
    createdAt: { type: String, required: true },
    endsAt: { type: String, required: true },
    usedAt: String,
  },
  { ...plain, collection: 'invitations' },
);
schema.index({ secretHash: 1 }, { unique: true });

export function createInvitations(db: Connection) {
  const model = db.model<Invitation>('Invitation', schema);

  const unused = (secretHash: string, now: Instant) => ({
    secretHash,
    endsAt: trusted({ $gt: now }),
    usedAt: null,
  });

  return {
    model,
    /** A newer invitation of the same person ends those before it. */
    async create(invitation: Invitation, session?: ClientSession): Promise<void> {
      const { person } = invitation;
      await model.deleteMany({ person: person ?? null, usedAt: null }, inside(session));
      await model.create([invitation], inside(session));
    },
    /** The first administrator's, unused and good beyond `until`. */
    async first(until: Instant): Promise<Invitation | undefined> {
      const open = { person: null, usedAt: null, endsAt: trusted({ $gt: until }) };
      return (await model.findOne(open).sort({ endsAt: -1 }).lean()) ?? undefined;
    },
    /** Ends what was given to this person and not used. */
    async end(person: PersonId, session?: ClientSession): Promise<void> {
      await model.deleteMany({ person, usedAt: null }, inside(session));
    },
    /** Looking does not use it up. */
    async look(secretHash: string, now: Instant): Promise<Invitation | undefined> {
      return (await model.findOne(unused(secretHash, now)).lean()) ?? undefined;
    },
    /** Uses it up; undefined when it was used before or its time is over. */
    async use(secretHash: string, now: Instant, session: ClientSession): Promise<Invitation | undefined> {
      return (
        (await model.findOneAndUpdate(unused(secretHash, now), { $set: { usedAt: now } }, { session }).lean()) ??
        undefined
      );
    },
  };
}
