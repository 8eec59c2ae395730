import { nfc } from './fold.ts';
import { Refusal } from './refusal.ts';

/** A calendar day in Vietnam, `2026-03-05`. Compares as text. */
export type Day = `${number}-${number}-${number}`;
/** A moment, ISO 8601 in UTC with milliseconds, `2026-03-05T01:00:00.000Z`. */
export type Instant = `${number}-${number}-${number}T${string}Z`;

/** Sunday is 0. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;
/** The keys of a telephone have no stroke. */
const BARE = /^(\d{2})(\d{2})(\d{4})$/;
const IN_WORDS = /^(?:ngày)?(\d{1,2})tháng(\d{1,2})năm(\d{4})$/;

/** A real day of 1900–2199 written strictly `yyyy-mm-dd`. Throws Refusal('day-malformed' | 'day-not-in-calendar'). */
export function asDay(text: string): Day {
  const [, year, month, day] = ISO.exec(text) ?? [];
  return realDay(text, Number(year), Number(month), Number(day));
}

/**
 * A day as people write it: `05/3/2026`, `5-3-2026`, `05.03.2026`, `2026-03-05`,
 * `05032026`, `ngày 05 tháng 3 năm 2026`; the day comes before the month. Throws Refusal('day-malformed'), and of
 * `31/02/2026` Refusal('day-not-in-calendar').
 */
export function readDay(text: string): Day {
  const bare = text.normalize('NFC').toLowerCase().replace(/\s+/g, '');
  const yearFirst = YEAR_FIRST.exec(bare);
  if (yearFirst) return realDay(text, Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const [, day, month, year] = DAY_FIRST.exec(bare) ?? BARE.exec(bare) ?? IN_WORDS.exec(bare) ?? [];
  return realDay(text, Number(year), Number(month), Number(day));
}

function realDay(text: string, year: number, month: number, day: number): Day {
  if (!(year >= 1900 && year <= 2199)) throw new Refusal('day-malformed', { value: text });
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)))
    throw new Refusal('day-not-in-calendar', { value: text });
  return dayOf(year, month, day);
}

/** The day `n` days later, earlier when negative. */
export const addDays = (day: Day, n: number): Day => fromSerial(serial(day) + n);

/** The corresponding day `n` months later, else the last day of that month (Civil Code 2015, art. 148). */
export function addMonths(day: Day, n: number): Day {
  const months = yearOf(day) * 12 + monthOf(day) - 1 + n;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return dayOf(year, month, Math.min(dateOf(day), daysInMonth(year, month)));
}

/** Days from `from` to `to`; negative when `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => serial(to) - serial(from);

/** The day of the week; Sunday is 0. */
export const weekday = (day: Day): Weekday => ((serial(day) + 1) % 7) as Weekday;

export const yearOf = (day: Day): number => Number(day.slice(0, 4));
const monthOf = (day: Day): number => Number(day.slice(5, 7));
const dateOf = (day: Day): number => Number(day.slice(8, 10));

/** The day as shown on screen and in letters, `05/03/2026`. */
export const vnDay = (day: Day): string => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'] as const;

/** `thứ Tư`, `Chủ nhật`. */
export const vnWeekday = (day: Day): string => WEEKDAYS[weekday(day)];

const MS_PER_DAY = 86_400_000;
/** Vietnam keeps +07:00 all year. */
const MS_AHEAD = 7 * 3_600_000;

/** The day in Vietnam at that moment. */
export const dayAt = (instant: Instant): Day =>
  fromSerial(Math.floor((Date.parse(instant) + MS_AHEAD) / MS_PER_DAY) + SERIAL_1970);

/** That hour of the day in Vietnam, as a moment in UTC. */
export function instantAt(day: Day, hour: number, minute = 0): Instant {
  const midnight = (serial(day) - SERIAL_1970) * MS_PER_DAY - MS_AHEAD;
  return new Date(midnight + (hour * 60 + minute) * 60_000).toISOString() as Instant;
}

/** The clock in Vietnam at that moment, `09:12`. */
export const vnTime = (instant: Instant): string =>
  new Date(Date.parse(instant) + MS_AHEAD).toISOString().slice(11, 16);

/**
 * An hour of the day as people write it: `8h`, `8h30`, `08:30`, `8 giờ 30`, `0830`; `1h30 chiều` is half past one in
 * the afternoon. Answers `08:30`. Throws Refusal('time-malformed').
 */
export function readTime(text: string): string {
  const bare = nfc(text).trim().toLowerCase();
  const [, hour, minute = '0', half] =
    /^(\d{1,2})\s*(?:(?:giờ|[:.h])\s*(\d{1,2})?)?\s*(?:phút|p)?\s*(sáng|chiều|tối)?$/u.exec(bare) ??
    /^(\d{2})(\d{2})$/.exec(bare) ??
    [];
  const at = Number(hour) + (half !== undefined && half !== 'sáng' && Number(hour) < 12 ? 12 : 0);
  if (hour === undefined || at > 23 || Number(minute) > 59) throw new Refusal('time-malformed', { value: text.trim() });
  return `${String(at).padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

const SERIAL_1970 = 2_440_588;

/** The Julian day number: a count of days on which weekdays, months and moons are reckoned. */
export function serial(day: Day): number {
  const early = monthOf(day) <= 2 ? 1 : 0;
  const year = yearOf(day) + 4800 - early;
  const month = monthOf(day) + 12 * early - 3;
  return dateOf(day) + Math.floor((153 * month + 2) / 5) + 365 * year + leapDays(year) - 32_045;
}

/** The day of a Julian day number (Gregorian calendar). */
export function fromSerial(n: number): Day {
  const a = n + 32_044;
  const century = Math.floor((4 * a + 3) / 146_097);
  const b = a - Math.floor((146_097 * century) / 4);
  const yearOfCentury = Math.floor((4 * b + 3) / 1461);
  const c = b - Math.floor((1461 * yearOfCentury) / 4);
  const month = Math.floor((5 * c + 2) / 153);
  const late = Math.floor(month / 10);
  return dayOf(
    100 * century + yearOfCentury - 4800 + late,
    month + 3 - 12 * late,
    c - Math.floor((153 * month + 2) / 5) + 1,
  );
}

export const dayOf = (year: number, month: number, date: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as Day;

const leapDays = (years: number) => Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
