import type { Day } from './day.ts';
import { addDays, dayOf, vnDay, vnWeekday, weekday, yearOf } from './day.ts';
import { hungKingsDay, lunarNewYear } from './lunar.ts';
import { Refusal } from './refusal.ts';

/** Each year with the version of its data, `2026.1+2027.0`; 0 is a year computed before its notice. */
export type CalendarVersion = string;

/**
 * Which days are worked, small enough to live in the state of a process: `off` are the days off beside
 * Saturdays and Sundays, `makeUp` the Saturdays and Sundays worked, `names` why a day is off.
 */
export interface Calendar {
  version: CalendarVersion;
  years: Record<string, { off: Day[]; makeUp: Day[]; names?: Record<Day, string>; provisional?: true }>;
}

type DayOffKind = 'holiday' | 'compensatory' | 'swap';

/** One year as the notice has it: for the store and the screen. */
export interface CalendarYear {
  year: number;
  version: number;
  provisional?: true;
  off: { day: Day; kind: DayOffKind; name: string; source?: string }[];
  makeUp: { day: Day; for: Day; source?: string }[];
  source: string;
}

/** What the rules need of some years. */
export function compact(years: CalendarYear[]): Calendar {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  return {
    version: sorted.map(({ year, version }) => `${year}.${version}`).join('+'),
    years: Object.fromEntries(
      sorted.map(({ year, off, makeUp, provisional }) => [
        String(year),
        {
          off: off.map(({ day }) => day),
          makeUp: makeUp.map(({ day }) => day),
          names: Object.fromEntries(off.map(({ day, kind, name }) => [day, `${name}${BECAUSE[kind]}`])),
          ...(provisional && { provisional }),
        },
      ]),
    ),
  };
}

/** One year as it is brought to a process that reckons by it. */
export interface YearOfCalendar {
  year: number;
  version: number;
  days: Calendar['years'][string];
}

export const yearOfCalendar = (notice: CalendarYear): YearOfCalendar => ({
  year: notice.year,
  version: notice.version,
  days: compact([notice]).years[String(notice.year)]!,
});

/** The version of each year, by year. */
const versionsOf = (version: CalendarVersion): Map<number, number> =>
  new Map(
    version
      .split('+')
      .filter((part) => part !== '')
      .map((part) => part.split('.').map(Number) as [number, number]),
  );

/**
 * Does a calendar of this version want that one of a year? An older one of the same year does, and one that ends
 * before it; a year before its first concerns nothing it reckons.
 */
export function lacksYear(version: CalendarVersion, { year, version: newest }: Pick<CalendarYear, 'year' | 'version'>) {
  const held = versionsOf(version);
  const own = held.get(year);
  return own === undefined ? year > Math.max(...held.keys()) : own < newest;
}

/** The calendar with that version of a year; the calendar itself where it does not lack it. */
export function withYear(c: Calendar, { year, version, days }: YearOfCalendar): Calendar {
  if (!lacksYear(c.version, { year, version })) return c;
  const versions = [...versionsOf(c.version).set(year, version)].sort(([a], [b]) => a - b);
  return {
    version: versions.map(([y, n]) => `${y}.${n}`).join('+'),
    years: { ...c.years, [String(year)]: days },
  };
}

const BECAUSE: Record<DayOffKind, string> = { holiday: '', compensatory: ' (nghỉ bù)', swap: ' (nghỉ hoán đổi)' };

/**
 * Refuses a year that contradicts itself: a day of another year or written twice, a make-up day that is worked
 * anyway. Throws Refusal('calendar-day-outside-year' | 'calendar-day-twice' | 'calendar-make-up-on-working-day').
 */
export function assertCalendarYear({ year, off, makeUp }: CalendarYear): void {
  const days = [...off, ...makeUp].map(({ day }) => day).sort();
  for (const [i, day] of days.entries()) {
    if (yearOf(day) !== year) throw new Refusal('calendar-day-outside-year', { day: vnDay(day), year });
    if (day === days[i + 1]) throw new Refusal('calendar-day-twice', { day: vnDay(day) });
  }
  for (const { day } of makeUp) {
    if (!isWeeklyRest(day)) throw new Refusal('calendar-make-up-on-working-day', { day: vnDay(day) });
  }
}

/** Saturday and Sunday (40-hour week). */
const isWeeklyRest = (day: Day): boolean => weekday(day) === 0 || weekday(day) === 6;

/** Throws Refusal('calendar-missing') for a year the calendar does not hold. */
export function isWorkingDay(c: Calendar, day: Day): boolean {
  const { off, makeUp } = yearIn(c, day);
  return makeUp.includes(day) || (!off.includes(day) && !isWeeklyRest(day));
}

/** Why nobody works that day, for people: `Giỗ Tổ Hùng Vương (nghỉ bù)`, `Chủ nhật`; undefined on a working day. */
export function dayOffName(c: Calendar, day: Day): string | undefined {
  if (isWorkingDay(c, day)) return undefined;
  const { off, names } = yearIn(c, day);
  return names?.[day] ?? (off.includes(day) ? 'ngày nghỉ theo lịch' : vnWeekday(day));
}

function yearIn(c: Calendar, day: Day) {
  const year = yearOf(day);
  const found = c.years[year];
  if (!found) throw new Refusal('calendar-missing', { year });
  return found;
}

/** Is any year from one day to the other computed before its notice? Years the calendar lacks do not count. */
export function isProvisional(c: Calendar, from: Day, to: Day): boolean {
  const [first, last] = from < to ? [yearOf(from), yearOf(to)] : [yearOf(to), yearOf(from)];
  return Object.entries(c.years).some(([year, { provisional }]) => provisional && +year >= first && +year <= last);
}

/**
 * The n-th working day after `from`, day 0 excluded (Civil Code 2015, art. 147); before it when negative.
 * 0 gives `from` itself if worked, else the next working day. Throws Refusal('calendar-missing').
 */
export function addWorkingDays(c: Calendar, from: Day, n: number): Day {
  if (n === 0) return rollForward(c, from);
  const step = n < 0 ? -1 : 1;
  let day = from;
  for (let left = Math.abs(n); left > 0;) {
    day = addDays(day, step);
    if (isWorkingDay(c, day)) left -= 1;
  }
  return day;
}

/** The first working day strictly after. */
export const nextWorkingDay = (c: Calendar, after: Day): Day => addWorkingDays(c, after, 1);

/** The latest working day up to and including `until`. */
export const lastWorkingDay = (c: Calendar, until: Day): Day =>
  isWorkingDay(c, until) ? until : addWorkingDays(c, until, -1);

/** The day itself if worked, else the next working day (Civil Code 2015, art. 148.5). */
export const rollForward = (c: Calendar, day: Day): Day => (isWorkingDay(c, day) ? day : addWorkingDays(c, day, 1));

/** How many working days d there are with from < d ≤ to; negative when `to` comes first. */
export function workingDaysBetween(c: Calendar, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(c, to, from);
  let count = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (isWorkingDay(c, day)) count += 1;
  }
  return count;
}

/**
 * A year whose notice is not out: Saturdays, Sundays and the days off of the Labour Code 2019 (art. 112, with
 * 24/11 from 2026 by Nghị quyết 28/2026/QH16), a rest day lost given back on the next working day (art. 111.3).
 * Two of these are the Prime Minister's choice each year; taken here as every notice of 2018–2026 chose:
 * Tết from two days before mùng 1, the second day of Quốc khánh on the side that gives the longer rest.
 */
export function provisionalYear(year: number): CalendarYear {
  const holidays = statutoryDays(year);
  return {
    year,
    version: 0,
    provisional: true,
    off: [...holidays, ...compensation(holidays)].sort((a, b) => (a.day < b.day ? -1 : 1)),
    makeUp: [],
    source: `Tạm tính theo Điều 111, 112 Bộ luật Lao động 2019, chưa có thông báo lịch nghỉ năm ${year}`,
  };
}

type DayOff = CalendarYear['off'][number];

function statutoryDays(year: number): DayOff[] {
  const tet = lunarNewYear(year);
  const independence = dayOf(year, 9, 2);
  const beside = addDays(independence, secondDayOffset(independence));
  const named: [string, Day[]][] = [
    ['Tết Dương lịch', [dayOf(year, 1, 1)]],
    ['Tết Nguyên đán', [-2, -1, 0, 1, 2].map((n) => addDays(tet, n))],
    ['Giỗ Tổ Hùng Vương', [hungKingsDay(year)]],
    ['Ngày Chiến thắng 30/4', [dayOf(year, 4, 30)]],
    ['Ngày Quốc tế lao động 1/5', [dayOf(year, 5, 1)]],
    ['Quốc khánh', year >= 2021 ? [independence, beside] : [independence]],
    ['Ngày Văn hóa Việt Nam 24/11', year >= 2026 ? [dayOf(year, 11, 24)] : []],
  ];
  return named.flatMap(([name, days]) => days.map((day) => ({ day, kind: 'holiday' as const, name })));
}

/** After on Monday and Thursday, when that joins the weekend's rest; before on the others. */
const secondDayOffset = (independence: Day): number => ([1, 4].includes(weekday(independence)) ? 1 : -1);

function compensation(holidays: DayOff[]): DayOff[] {
  const taken = new Set(holidays.map(({ day }) => day));
  return holidays
    .filter(({ day }) => isWeeklyRest(day))
    .map(({ day, name }) => {
      let instead = addDays(day, 1);
      while (isWeeklyRest(instead) || taken.has(instead)) instead = addDays(instead, 1);
      taken.add(instead);
      return { day: instead, kind: 'compensatory' as const, name };
    });
}
