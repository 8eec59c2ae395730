import { Schema, trusted } from 'mongoose';
import type { Day } from '../../domain/day.ts';
import type { Appointment, Decision, PersonId, Role, Scope } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

export type AppointmentRow = Omit<Appointment, 'id'> & { _id: string };

const schema = new Schema<AppointmentRow>(
  {
    _id: String,
    role: { type: String, required: true },
    scope: { type: String, required: true },
    person: { type: String, required: true },
    from: { type: String, required: true },
    to: String,
    substituteFor: String,
    decision: Schema.Types.Mixed,
    endedBy: Schema.Types.Mixed,
  },
  { ...plain, collection: 'appointments' },
);
schema.index({ person: 1 });
schema.index({ scope: 1, role: 1, from: 1 });
schema.index({ role: 1 });

export const appointmentOf = ({ _id, ...rest }: AppointmentRow): Appointment => ({ id: _id, ...rest });

/** Who holds which role, where, from when to when. An appointment is ended, never deleted. */
export function createAppointments(db: Connection) {
  const model = db.model<AppointmentRow>('Appointment', schema);

  const found = async (filter: { person?: PersonId; scope?: Scope }, session?: ClientSession): Promise<Appointment[]> =>
    (await model.find(filter, {}, inside(session)).sort({ _id: 1 }).lean()).map(appointmentOf);

  return {
    model,
    async get(id: string): Promise<Appointment | undefined> {
      const row = await model.findById(id).lean();
      return row ? appointmentOf(row) : undefined;
    },
    async getMany(ids: readonly string[]): Promise<Appointment[]> {
      return (await model.find({ _id: trusted({ $in: ids }) }).lean()).map(appointmentOf);
    },
    /** Where somebody holds the role on that day. */
    async scopesWith(role: Role, day: Day): Promise<Scope[]> {
      return model.distinct('scope', {
        role,
        from: trusted({ $lte: day }),
        $or: [{ to: null }, { to: trusted({ $gte: day }) }],
      });
    },
    all: (): Promise<Appointment[]> => found({}),
    of: (person: PersonId): Promise<Appointment[]> => found({ person }),
    at: (scope: Scope, session?: ClientSession): Promise<Appointment[]> => found({ scope }, session),
    /** By id; without `past` only what is in force or still to come on `day`. `after` is the last id seen. */
    async list(filter: {
      role?: Role | undefined;
      scope?: string | undefined;
      person?: PersonId | undefined;
      day: Day;
      past: boolean;
      limit: number;
      after?: string | undefined;
      /** Leaves out what is held there. */
      without?: readonly Scope[];
    }): Promise<Appointment[]> {
      const { role, scope, person, day, past, limit, after, without = [] } = filter;
      const rows = await model
        .find({
          $and: [{ scope: trusted({ $nin: [...without] }) }],
          ...(role === undefined ? {} : { role }),
          ...(scope === undefined ? {} : { scope: scope as Scope }),
          ...(person === undefined ? {} : { person }),
          ...(past ? {} : { $or: [{ to: null }, { to: trusted({ $gte: day }) }] }),
          ...(after === undefined ? {} : { _id: trusted({ $gt: after }) }),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(appointmentOf);
    },
    async create({ id, ...appointment }: Appointment, session?: ClientSession): Promise<void> {
      await model.create([{ _id: id, ...appointment }], inside(session));
    },
    /** Ends what is held in these scopes, if it has no end before `to`, the last day, inclusive. */
    async endAt(scopes: readonly Scope[], to: Day, session?: ClientSession, role?: Role): Promise<void> {
      await model.updateMany(
        {
          scope: trusted({ $in: [...scopes] }),
          ...(role === undefined ? {} : { role }),
          $or: [{ to: null }, { to: trusted({ $gt: to }) }],
        },
        { $set: { to } },
        inside(session),
      );
    },
    /** Ended before its time, it goes on: to its end as it was, or without one. */
    async goOn(id: string, to: Day | undefined, session?: ClientSession): Promise<void> {
      await model.updateOne({ _id: id }, to === undefined ? { $unset: { to: 1 } } : { $set: { to } }, inside(session));
    },
    /** `to` is the last day, inclusive; `endedBy` the paper that says so. */
    async end(id: string, to: Day, session?: ClientSession, endedBy?: Decision): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { to, ...(endedBy ? { endedBy } : {}) } }, inside(session));
    },
  };
}
