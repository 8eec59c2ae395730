import { Schema, trusted } from 'mongoose';
import { Refusal } from '../../domain/refusal.ts';
import type { UnitId } from '../../domain/role.ts';
import { lookFor } from '../../domain/search.ts';
import { searchText } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';
import { isLined, lineFilter } from './search-lines.ts';
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
  // xa-2 before xa-10, as people count
  const counted = { locale: 'en', numericOrdering: true };
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
      return (await model.find().collation(counted).sort({ _id: 1 }).lean()).map(unitOf);
    },
    async rows(session?: ClientSession): Promise<VersionedUnit[]> {
      return (await model.find({}, {}, inside(session)).collation(counted).sort({ _id: 1 }).lean()).map(versioned);
    },
    /** By id; every word of `q` must be in the name, an alias or the initials, diacritics or not. */
    async list({ q, level, kind, parent, among, limit, after }: UnitFilter): Promise<VersionedUnit[]> {
      const look = q === undefined ? undefined : lookFor(q);
      if (look === undefined && q !== undefined && q.trim() !== '') return [];
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
          ...lineFilter('search', look),
          ...(level === undefined ? {} : { level: level as Unit['level'] }),
          ...(kind === undefined ? {} : { kind }),
          ...(parent === undefined ? {} : { parent }),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(versioned);
    },
    /** Writes the lines a search goes through where an earlier release wrote others. */
    async writeLines(): Promise<void> {
      for await (const row of model.find(isLined('search', false)).lean().cursor({ batchSize: 100 }))
        await model.updateOne({ _id: row._id, version: row.version }, { $set: { search: searchText(row) } });
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
