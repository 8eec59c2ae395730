import { Schema } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Notebook } from '../../domain/notebook.ts';
import { Refusal } from '../../domain/refusal.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { isDuplicate } from './snapshots.ts';

/** What the team noted at one inspection so far; what became of it is in its minutes and its conclusion. */
export interface KeptNotebook {
  inspection: MatterId;
  version: number;
  content: Notebook;
  savedBy: string;
  savedAt: Instant;
}

type NotebookRow = Omit<KeptNotebook, 'inspection'> & { _id: MatterId };

const schema = new Schema<NotebookRow>(
  {
    _id: String,
    version: { type: Number, required: true },
    content: { type: Schema.Types.Mixed, required: true },
    savedBy: { type: String, required: true },
    savedAt: { type: String, required: true },
  },
  { ...plain, collection: 'notebooks' },
);

export function createNotebooks(db: Connection) {
  const model = db.model<NotebookRow>('Notebook', schema);
  return {
    model,
    async get(inspection: MatterId): Promise<KeptNotebook | undefined> {
      const row = await model.findById(inspection).lean();
      if (!row) return undefined;
      const { _id, ...rest } = row;
      return { inspection: _id, ...rest };
    },
    /** Saves over version `base`, 0 for the first. Throws Refusal('stale-draft') when somebody saved in between. */
    async save(
      inspection: MatterId,
      content: Notebook,
      { base, by, at }: { base: number; by: string; at: Instant },
    ): Promise<void> {
      const saved = { version: base + 1, content, savedBy: by, savedAt: at };
      if (base === 0) {
        await model.create({ _id: inspection, ...saved }).catch((error: unknown) => {
          throw isDuplicate(error) ? new Refusal('stale-draft') : error;
        });
        return;
      }
      const { matchedCount } = await model.updateOne({ _id: inspection, version: base }, { $set: saved });
      if (matchedCount === 0) throw new Refusal('stale-draft');
    },
  };
}
