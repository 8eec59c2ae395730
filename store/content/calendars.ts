import { Schema } from 'mongoose';
import { assertCalendarYear, compact } from '../../domain/calendar.ts';
import type { Calendar, CalendarYear } from '../../domain/calendar.ts';
import { knownYear } from '../../domain/calendars/known.ts';
import type { Instant } from '../../domain/day.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

type CalendarRow = CalendarYear & { _id: string; savedBy: string; savedAt: Instant };

const schema = new Schema<CalendarRow>(
  {
    _id: String,
    year: { type: Number, required: true },
    version: { type: Number, required: true },
    provisional: Boolean,
    off: { type: Schema.Types.Mixed, required: true },
    makeUp: { type: Schema.Types.Mixed, required: true },
    source: { type: String, required: true },
    savedBy: { type: String, required: true },
    savedAt: { type: String, required: true },
  },
  { ...plain, collection: 'calendars' },
);
schema.index({ year: 1, version: -1 }, { unique: true });

function yearOf(row: CalendarRow): CalendarYear {
  const { _id: _, savedBy: __, savedAt: ___, ...year } = row;
  return year;
}

/** The days worked in each year: what the office entered, else what this release knows. Versions are kept for ever. */
export function createCalendars(db: Connection) {
  const model = db.model<CalendarRow>('Calendar', schema);

  async function year(y: number, session?: ClientSession): Promise<CalendarYear> {
    const row = await model.findOne({ year: y }, {}, inside(session)).sort({ version: -1 }).lean();
    const known = knownYear(y);
    return row && row.version >= known.version ? yearOf(row) : known;
  }

  return {
    model,
    year,
    /** What the rules need of these years. */
    async compact(years: number[]): Promise<Calendar> {
      return compact(await Promise.all([...new Set(years)].map((y) => year(y))));
    },
    /** Every version of a year, the newest first; the release's own among them. */
    async versions(y: number): Promise<CalendarYear[]> {
      const entered = (await model.find({ year: y }).sort({ version: -1 }).lean()).map((row) => yearOf(row));
      const known = knownYear(y);
      return entered.some(({ version }) => version === known.version)
        ? entered
        : [...entered, known].sort((a, b) => b.version - a.version);
    },
    /** The years somebody entered. */
    async years(): Promise<number[]> {
      return (await model.distinct('year')).sort((a, b) => a - b);
    },
    /**
     * A new version of a year, numbered after the newest; resolves with its number.
     * Throws the refusals of `assertCalendarYear` when it contradicts itself.
     */
    async add(
      entered: Omit<CalendarYear, 'version'>,
      { by, at }: { by: string; at: Instant },
      session?: ClientSession,
    ): Promise<number> {
      const version = (await year(entered.year, session)).version + 1;
      assertCalendarYear({ ...entered, version });
      await model.create([{ _id: `${entered.year}@${version}`, ...entered, version, savedBy: by, savedAt: at }], {
        ...inside(session),
      });
      return version;
    },
  };
}
