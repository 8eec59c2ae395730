import { Schema, trusted } from 'mongoose';
import type { Group, GroupId } from '../../domain/group.ts';
import { Refusal } from '../../domain/refusal.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';
import { isDuplicate } from './snapshots.ts';

export type VersionedGroup = Group & { version: number };

type GroupRow = Omit<Group, 'id'> & { _id: GroupId; version: number };

const schema = new Schema<GroupRow>(
  {
    _id: String,
    name: { type: String, required: true },
    kinds: { type: [String], default: undefined },
    levels: { type: [String], default: undefined },
    units: { type: [String], default: undefined },
    except: { type: [String], default: undefined },
    version: { type: Number, required: true },
  },
  { ...plain, collection: 'groups' },
);

const versioned = ({ _id, ...group }: GroupRow): VersionedGroup => ({ id: _id, ...group });

/** Groups of units that papers address together. What a paper was submitted with is frozen with it. */
export function createGroups(db: Connection) {
  const model = db.model<GroupRow>('Group', schema);
  return {
    model,
    async get(id: GroupId): Promise<VersionedGroup | undefined> {
      const row = await model.findById(id).lean();
      return row ? versioned(row) : undefined;
    },
    async getMany(ids: readonly GroupId[]): Promise<VersionedGroup[]> {
      return (await model.find({ _id: trusted({ $in: ids }) }).lean()).map(versioned);
    },
    /** By id. */
    async list({ limit, after }: { limit: number; after?: GroupId | undefined }): Promise<VersionedGroup[]> {
      const rows = await model
        .find(after === undefined ? {} : { _id: trusted({ $gt: after }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(versioned);
    },
    /** Throws Refusal('group-exists') when the id is taken. */
    async create({ id, ...group }: Group, session?: ClientSession): Promise<void> {
      try {
        await model.create([{ _id: id, ...group, version: 1 }], inside(session));
      } catch (error) {
        if (isDuplicate(error)) throw new Refusal('group-exists', { group: id });
        throw error;
      }
    },
    /** Writes over version `base`. Throws Refusal('stale-draft') when somebody saved in between. */
    async save({ id, ...group }: Group, base: number, session?: ClientSession): Promise<void> {
      const { matchedCount } = await model.replaceOne(
        { _id: id, version: base },
        { _id: id, ...group, version: base + 1 },
        { ...inside(session) },
      );
      if (matchedCount === 0) throw new Refusal('stale-draft');
    },
    /** Papers that were submitted with it keep it as it was. */
    async remove(id: GroupId, session?: ClientSession): Promise<void> {
      await model.deleteOne({ _id: id }, { ...inside(session) });
    },
  };
}
