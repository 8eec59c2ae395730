import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { Appointment, PersonId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { appointmentOf } from './appointments.ts';
import type { AppointmentRow } from './appointments.ts';
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

/** A session as a request finds it. */
export interface SignedIn {
  session: Session;
  /** All its person ever held. */
  appointments: Appointment[];
  /** They signed in while their account was being closed. */
  closed: boolean;
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
    /** One question for all a request must know of who asks. */
    async withSecret(
      secretHash: string,
      { now, idleSince }: { now: Instant; idleSince: Instant },
    ): Promise<SignedIn | undefined> {
      const [found] = await model.aggregate<
        Session & { appointments: AppointmentRow[]; accounts: { closedAt?: Instant }[] }
      >([
        { $match: { secretHash, endsAt: { $gt: now }, seenAt: { $gt: idleSince } } },
        { $lookup: { from: 'appointments', localField: 'person', foreignField: 'person', as: 'appointments' } },
        {
          $lookup: {
            from: 'accounts',
            localField: 'person',
            foreignField: '_id',
            pipeline: [{ $project: { _id: 0, closedAt: 1 } }],
            as: 'accounts',
          },
        },
      ]);
      if (!found) return undefined;
      const { appointments, accounts, ...session } = found;
      return {
        session,
        appointments: appointments.map(appointmentOf),
        closed: accounts.some(({ closedAt }) => closedAt !== undefined),
      };
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
