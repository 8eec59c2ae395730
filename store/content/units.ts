import { Schema, trusted } from 'mongoose';
import { fold } from '../../domain/fold.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { UnitId } from '../../domain/role.ts';
import { searchText } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';
import { literal } from './people.ts';
import { isDuplicate } from './snapshots.ts';

export type VersionedUnit = Unit & { version: number };

type UnitRow = Omit<Unit, 'id'> & { _id: UnitId; version: number; search: string };

const schema = new Schema<UnitRow>(
  {
    _id: String,
    name: { type: String, required: true },
    aliases: { type: [String], required: true },
    kind: { type: String, required: true },
    level: { type: String, required: true },
    parent: String,
    through: String,
    vertical: Boolean,
    superior: String,
    from: { type: String, required: true },
    to: String,
    successors: { type: [String], default: undefined },
    version: { type: Number, required: true },
    search: { type: String, required: true },
  },
  { ...plain, collection: 'units' },
);
schema.index({ search: 1 });
schema.index({ parent: 1 });

const rowOf = ({ id, ...unit }: Unit, version: number): UnitRow => ({
  _id: id,
  ...unit,
  version,
  search: searchText({ ...unit }),
});
function versioned(row: UnitRow): VersionedUnit {
  const { _id, search: _, ...unit } = row;
  return { id: _id, ...unit };
}

function unitOf(row: UnitRow): Unit {
  const { version: _, ...unit } = versioned(row);
  return unit;
}

export interface UnitFilter {
  q?: string | undefined;
  level?: string | undefined;
  kind?: string | undefined;
  parent?: UnitId | undefined;
  /** Only these. */
  among?: readonly UnitId[] | undefined;
  limit: number;
  after?: UnitId | undefined;
}

/** The bodies the office knows, those of the past included: papers keep the names as issued. */
export function createUnits(db: Connection) {
  const model = db.model<UnitRow>('Unit', schema);
  return {
    model,
    async get(id: UnitId): Promise<Unit | undefined> {
      const row = await model.findById(id).lean();
      return row ? unitOf(row) : undefined;
    },
    /** With the version a change must carry. */
    async row(id: UnitId): Promise<VersionedUnit | undefined> {
      const row = await model.findById(id).lean();
      return row ? versioned(row) : undefined;
    },
    async getMany(ids: readonly UnitId[]): Promise<Unit[]> {
      return (await model.find({ _id: trusted({ $in: ids }) }).lean()).map(unitOf);
    },
    async all(): Promise<Unit[]> {
      return (await model.find().sort({ _id: 1 }).lean()).map(unitOf);
    },
    async rows(session?: ClientSession): Promise<VersionedUnit[]> {
      return (await model.find({}, {}, inside(session)).sort({ _id: 1 }).lean()).map(versioned);
    },
    /** By id; every word of `q` must occur in the name or an alias, diacritics or not. */
    async list({ q, level, kind, parent, among, limit, after }: UnitFilter): Promise<VersionedUnit[]> {
      const words = q === undefined ? [] : fold(q).split(' ').filter(Boolean);
      const rows = await model
        .find({
          ...(after === undefined && among === undefined
            ? {}
            : {
                _id: trusted({
                  ...(after === undefined ? {} : { $gt: after }),
                  ...(among === undefined ? {} : { $in: [...among] }),
                }),
              }),
          ...(words.length === 0
            ? {}
            : { $and: words.map((word) => ({ search: trusted({ $regex: literal(word) }) })) }),
          ...(level === undefined ? {} : { level: level as Unit['level'] }),
          ...(kind === undefined ? {} : { kind }),
          ...(parent === undefined ? {} : { parent }),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(versioned);
    },
    /** Throws Refusal('unit-exists') when the id is taken. */
    async create(unit: Unit, session?: ClientSession): Promise<void> {
      try {
        await model.create([rowOf(unit, 1)], inside(session));
      } catch (error) {
        if (isDuplicate(error)) throw new Refusal('unit-exists', { unit: unit.id });
        throw error;
      }
    },
    /** Writes over version `base`. Throws Refusal('stale-draft') when somebody saved in between. */
    async save(unit: Unit, base: number, session?: ClientSession): Promise<void> {
      const { matchedCount } = await model.replaceOne({ _id: unit.id, version: base }, rowOf(unit, base + 1), {
        ...inside(session),
      });
      if (matchedCount === 0) throw new Refusal('stale-draft');
    },
  };
}
