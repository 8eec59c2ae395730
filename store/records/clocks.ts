import { Schema, trusted } from 'mongoose';
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
  /** It goes on by itself. */
  playing?: Playing;
}

/** A clock at play: an event every so many seconds, not past `until`. */
export interface Playing {
  everySeconds: number;
  until: Day;
}

const schema = new Schema<ClockRow>(
  { _id: String, now: String, postsOn: String, playing: Schema.Types.Mixed },
  { ...plain, collection: 'clocks' },
);

export function createClocks(db: Connection) {
  const model = db.model<ClockRow>('Clock', schema);
  return {
    async get(campaign: string): Promise<Omit<ClockRow, '_id'> | undefined> {
      const row = await model.findById(campaign).lean();
      return row ? { now: row.now, postsOn: row.postsOn, ...(row.playing ? { playing: row.playing } : {}) } : undefined;
    },
    async play(campaign: string, playing: Playing): Promise<void> {
      await model.updateOne({ _id: campaign }, { $set: { playing } });
    },
    async pause(campaign: string): Promise<void> {
      await model.updateOne({ _id: campaign }, { $unset: { playing: 1 } });
    },
    /** The campaigns whose clocks are at play. */
    async atPlay(): Promise<string[]> {
      const rows = await model.find({ playing: trusted({ $exists: true }) }, { _id: 1 }).lean();
      return rows.map(({ _id }) => _id);
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
