import { Schema, trusted } from 'mongoose';
import { nfc } from '../../domain/fold.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { PersonId, UnitId } from '../../domain/role.ts';
import { lookFor, searchLine } from '../../domain/search.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';
import { isLined, lineFilter } from './search-lines.ts';
import { isDuplicate } from './snapshots.ts';

/** A human and the one mailbox letters reach them at. Everybody else knows only the id. */
export interface Person {
  _id: PersonId;
  name: string;
  /** Chức vụ, `Phó Giám đốc Sở Nội vụ`. */
  post?: string;
  mail: string;
  phone?: string;
  /** Where they work: nobody inspects their own unit. */
  unit?: UnitId;
}

export type PersonRow = Person & { version: number; search: string };

const schema = new Schema<PersonRow>(
  {
    _id: String,
    name: { type: String, required: true },
    post: String,
    mail: { type: String, required: true },
    phone: String,
    unit: String,
    version: { type: Number, required: true },
    search: { type: String, required: true },
  },
  { ...plain, collection: 'people' },
);
schema.index({ search: 1 });
schema.index({ unit: 1 });
schema.index({ mail: 1 }, { unique: true });

/** One spelling for one mailbox: what is upper case or blank around it does not make another. */
const mailOf = (mail: string): string => nfc(mail).trim().toLowerCase();

const searchOf = ({ name, post = '', mail }: Person) => searchLine(name, [post, mail]);

function personOf(row: PersonRow): Person {
  const { version: _, search: __, ...person } = row;
  return person;
}

const rowOf = (person: Person, version: number): PersonRow => ({
  ...person,
  mail: mailOf(person.mail),
  version,
  search: searchOf(person),
});

export function createPeople(db: Connection) {
  const model = db.model<PersonRow>('Person', schema);
  return {
    model,
    async get(id: PersonId): Promise<Person | undefined> {
      const row = await model.findById(id).lean();
      return row ? personOf(row) : undefined;
    },
    async getMany(ids: readonly PersonId[]): Promise<Person[]> {
      const rows = await model.find({ _id: trusted({ $in: ids }) }).lean();
      return rows.map(personOf);
    },
    /** With the version a change must carry. */
    async row(id: PersonId): Promise<(Person & { version: number }) | undefined> {
      return (await model.findById(id, { search: 0 }).lean()) ?? undefined;
    },
    /** By name; every word of `q` must be in name, post or mail, diacritics or not. `after` is the last id seen. */
    async list({
      q,
      unit,
      of,
      limit,
      after,
    }: {
      q?: string | undefined;
      unit?: UnitId | undefined;
      /** Of the office itself, or at the units. */
      of?: 'office' | 'units' | undefined;
      limit: number;
      after?: string | undefined;
    }): Promise<(Person & { version: number })[]> {
      const look = q === undefined ? undefined : lookFor(q);
      if (look === undefined && q !== undefined && q.trim() !== '') return [];
      const seen = after === undefined ? null : await model.findById(after, { search: 1 }).lean();
      const following = seen
        ? [{ $or: [{ search: trusted({ $gt: seen.search }) }, { search: seen.search, _id: trusted({ $gt: after }) }] }]
        : [];
      const searched = look === undefined ? [] : [lineFilter('search', look)];
      return model
        .find(
          {
            ...(following.length + searched.length === 0 ? {} : { $and: [...following, ...searched] }),
            ...(of === undefined ? {} : { unit: of === 'office' ? null : trusted({ $ne: null }) }),
            ...(unit === undefined ? {} : { unit }),
          } as Parameters<typeof model.find>[0],
          { search: 0 },
        )
        .sort({ search: 1, _id: 1 })
        .limit(limit)
        .lean();
    },
    /** Writes the lines a search goes through where an earlier release wrote others. */
    async writeLines(): Promise<void> {
      for await (const row of model.find(isLined('search', false)).lean().cursor({ batchSize: 100 }))
        await model.updateOne({ _id: row._id, version: row.version }, { $set: { search: searchOf(row) } });
    },
    /** The person with that mailbox, if one is known. */
    async withMail(mail: string, session?: ClientSession): Promise<Person | undefined> {
      const row = await model.findOne({ mail: mailOf(mail) }, {}, inside(session)).lean();
      return row ? personOf(row) : undefined;
    },
    /** Throws Refusal('mail-taken') when the mailbox is somebody else's. */
    async create(person: Person, session?: ClientSession): Promise<void> {
      await model.create([rowOf(person, 1)], inside(session)).catch(mailTaken);
    },
    /** Writes over version `base`. Throws Refusal('stale-draft') when somebody saved in between, Refusal('mail-taken'). */
    async save(person: Person, base: number, session?: ClientSession): Promise<void> {
      const { matchedCount } = await model
        .replaceOne({ _id: person._id, version: base }, rowOf(person, base + 1), inside(session))
        .catch(mailTaken);
      if (matchedCount === 0) throw new Refusal('stale-draft');
    },
  };
}

/** For `.catch`: the second person with one mailbox. */
function mailTaken(error: unknown): never {
  const pattern = isDuplicate(error) ? (error as { keyPattern?: Record<string, unknown> }).keyPattern : undefined;
  throw pattern && 'mail' in pattern ? new Refusal('mail-taken') : error;
}
