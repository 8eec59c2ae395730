import { instantAt } from './day.ts';
import type { Day, Instant } from './day.ts';
import type { Session } from './inspection.ts';

/** One visit as a calendar holds it; moments in UTC. */
export interface CalendarEntry {
  /** The same for one visit for ever (see `visitKey`). */
  uid: string;
  /** How often its invitation changed: a calendar keeps the highest. */
  sequence: number;
  starts: Instant;
  ends: Instant;
  title: string;
  place?: string;
  about: string;
}

/** A file of entries as a letter carries it: an invitation, its withdrawal, or a list to be taken over. */
export interface CalendarFile {
  /** `lich-kiem-tra.ics`. */
  name: string;
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  entries: CalendarEntry[];
}

/** When a half-day of work begins and ends where nobody names the hour; hours and minutes of Vietnam. */
const halves: Record<Session, { from: [number, number]; to: [number, number] }> = {
  morning: { from: [8, 0], to: [11, 30] },
  afternoon: { from: [13, 30], to: [17, 0] },
};

/** From when to when a visit is in the calendar: to the end of its half-day, an hour at least. */
export function visitHours(day: Day, session: Session, startsAt?: string): { starts: Instant; ends: Instant } {
  const { from, to } = halves[session];
  const named = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(startsAt ?? '');
  const [hour, minute] = named ? [Number(named[1]), Number(named[2])] : from;
  const [endHour, endMinute] = to[0] * 60 + to[1] >= (hour + 1) * 60 + minute ? to : [hour + 1, minute];
  return { starts: instantAt(day, hour, minute), ends: instantAt(day, endHour, endMinute) };
}
