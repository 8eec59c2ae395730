import { Schema } from 'mongoose';
import type { Day } from '../../domain/day.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';

/** The stepped clock of a training campaign. */
export interface ClockRow {
  _id: string;
  /** The campaign's day. */
  now: Day;
  /** The day up to which morning letters may leave: behind `now` while matters are being stepped. */
  postsOn: Day;
}

const schema = new Schema<ClockRow>({ _id: String, now: String, postsOn: String }, { ...plain, collection: 'clocks' });

export function createClocks(db: Connection) {
  const model = db.model<ClockRow>('Clock', schema);
  return {
    async get(campaign: string): Promise<{ now: Day; postsOn: Day } | undefined> {
      const row = await model.findById(campaign).lean();
      return row ? { now: row.now, postsOn: row.postsOn } : undefined;
    },
    /** Starts the clock; a clock that runs already is left as it is. */
    async start(campaign: string, day: Day): Promise<void> {
      await model.updateOne({ _id: campaign }, { $setOnInsert: { now: day, postsOn: day } }, { upsert: true });
    },
    /** Days only go forward. */
    async advance(campaign: string, to: { now?: Day; postsOn?: Day }): Promise<void> {
      await model.updateOne({ _id: campaign }, { $max: to });
    },
  };
}
