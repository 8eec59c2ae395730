import { Schema } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { MinutesContent } from '../../domain/minutes.ts';
import { Refusal } from '../../domain/refusal.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { isDuplicate } from './snapshots.ts';

/** Minutes of a visit as the secretary is writing them; what was signed is frozen elsewhere. */
export interface MinutesDraft {
  /** See `visitKey`. */
  visit: string;
  version: number;
  content: MinutesContent;
  savedBy: string;
  savedAt: Instant;
}

type MinutesRow = Omit<MinutesDraft, 'visit'> & { _id: string };

const schema = new Schema<MinutesRow>(
  {
    _id: String,
    version: { type: Number, required: true },
    content: { type: Schema.Types.Mixed, required: true },
    savedBy: { type: String, required: true },
    savedAt: { type: String, required: true },
  },
  { ...plain, collection: 'minutes' },
);

export function createMinutesDrafts(db: Connection) {
  const model = db.model<MinutesRow>('Minutes', schema);
  return {
    model,
    async get(visit: string): Promise<MinutesDraft | undefined> {
      const row = await model.findById(visit).lean();
      if (!row) return undefined;
      const { _id, ...rest } = row;
      return { visit: _id, ...rest };
    },
    /** Saves over version `base`, 0 for the first. Throws Refusal('stale-draft') when somebody saved in between. */
    async save(
      visit: string,
      content: MinutesContent,
      { base, by, at }: { base: number; by: string; at: Instant },
    ): Promise<MinutesDraft> {
      const saved = { version: base + 1, content, savedBy: by, savedAt: at };
      if (base === 0) {
        try {
          await model.create({ _id: visit, ...saved });
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          throw new Refusal('stale-draft');
        }
        return { visit, ...saved };
      }
      const { matchedCount } = await model.updateOne({ _id: visit, version: base }, { $set: saved });
      if (matchedCount === 0) throw new Refusal('stale-draft');
      return { visit, ...saved };
    },
  };
}
