import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { PersonId, UnitId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

/** A unit's contact handed the unit's work to a colleague, and why. */
export interface HandOver {
  id: string;
  unit: UnitId;
  from: PersonId;
  to: PersonId;
  /** The appointment that ended with the day, and the one that began on it. */
  ended: string;
  began: string;
  reason: string;
  /** The link it was done by. */
  by: string;
  at: Instant;
  /** Taken back: by whom, why. */
  undone?: { by: string; at: Instant; reason: string };
}

type HandOverRow = Omit<HandOver, 'id'> & { _id: string };

const schema = new Schema<HandOverRow>(
  {
    _id: String,
    unit: { type: String, required: true },
    from: { type: String, required: true },
    to: { type: String, required: true },
    ended: { type: String, required: true },
    began: { type: String, required: true },
    reason: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: String, required: true },
    undone: Schema.Types.Mixed,
  },
  { ...plain, collection: 'hand_overs' },
);
schema.index({ unit: 1, at: -1 });
schema.index({ from: 1, at: -1 });

const handOverOf = ({ _id, ...rest }: HandOverRow): HandOver => ({ id: _id, ...rest });

/** Who handed which unit's work to whom. A row is never deleted. */
export function createHandOvers(db: Connection) {
  const model = db.model<HandOverRow>('HandOver', schema);
  const latest = async (filter: object, limit: number): Promise<HandOver[]> =>
    (await model.find(filter).sort({ at: -1, _id: 1 }).limit(limit).lean()).map(handOverOf);
  return {
    model,
    async get(id: string, session?: ClientSession): Promise<HandOver | undefined> {
      const row = await model.findById(id, {}, inside(session)).lean();
      return row ? handOverOf(row) : undefined;
    },
    async create({ id, ...rest }: HandOver, session: ClientSession): Promise<void> {
      await model.create([{ _id: id, ...rest }], { session });
    },
    /** False, and nothing changed, where it was taken back before. */
    async undo(id: string, undone: NonNullable<HandOver['undone']>, session: ClientSession): Promise<boolean> {
      const { matchedCount } = await model.updateOne({ _id: id, undone: null }, { $set: { undone } }, { session });
      return matchedCount === 1;
    },
    /** Latest first. */
    ofUnit: (unit: UnitId, limit: number): Promise<HandOver[]> => latest({ unit }, limit),
    /** What this person handed over and has not taken back, of these units. */
    byPerson: (from: PersonId, units: readonly UnitId[]): Promise<HandOver[]> =>
      latest({ from, unit: trusted({ $in: units }), undone: null }, 50),
  };
}
