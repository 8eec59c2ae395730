import { Schema } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { PersonId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';

/** A choice of items that somebody comes back to, under a name of their own. */
export interface SavedView {
  name: string;
  /** As the address of the list says it. */
  search: Record<string, string>;
}

type ViewRow = SavedView & { _id: string; person: PersonId; savedAt: Instant };

const schema = new Schema<ViewRow>(
  {
    _id: String,
    person: { type: String, required: true },
    name: { type: String, required: true },
    search: { type: Schema.Types.Mixed, required: true },
    savedAt: { type: String, required: true },
  },
  { ...plain, collection: 'views' },
);
schema.index({ person: 1 });

const idOf = (person: PersonId, name: string): string => `${person}/${name}`;

/** What people keep to come back to: each their own, a handful. */
export function createViews(db: Connection) {
  const model = db.model<ViewRow>('View', schema);
  return {
    model,
    /** In order of their names. */
    async of(person: PersonId): Promise<SavedView[]> {
      const rows = await model.find({ person }).lean();
      return rows.map(({ name, search }) => ({ name, search })).sort((a, b) => a.name.localeCompare(b.name, 'vi'));
    },
    /** Under this name what is chosen now; saved again it is the same. */
    async put(person: PersonId, { name, search }: SavedView, at: Instant): Promise<void> {
      await model.updateOne(
        { _id: idOf(person, name) },
        { $set: { search, savedAt: at }, $setOnInsert: { person, name } },
        { upsert: true },
      );
    },
    async remove(person: PersonId, name: string): Promise<void> {
      await model.deleteOne({ _id: idOf(person, name) });
    },
  };
}
