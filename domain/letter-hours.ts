import { nextWorkingDay, rollForward } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { dayAt, instantAt } from './day.ts';
import type { Day, Instant } from './day.ts';
import type { PersonId } from './role.ts';

/** The office's hours from a day on, clock of Vietnam: `['07:30', '11:30']`. */
export interface WorkingHours {
  from: Day;
  morning: [string, string];
  afternoon: [string, string];
}

const usualHours: WorkingHours = { from: '1900-01-01', morning: ['07:30', '11:30'], afternoon: ['13:30', '17:00'] };

/** Morning letters leave at 08:00 and a few minutes. */
const MORNING = 8;
const SPREAD = 10;

/** The hours in force on a day. */
export const hoursOn = (hours: readonly WorkingHours[], day: Day): WorkingHours =>
  hours
    .filter(({ from }) => from <= day)
    .reduce((latest, each) => (each.from > latest.from ? each : latest), usualHours);

function moment(day: Day, clock: string): Instant {
  const [hour, minute] = clock.split(':').map(Number) as [number, number];
  return instantAt(day, hour, minute);
}

/** `at` itself within working hours, else the next opening: after lunch, or on the next working day. */
export function opening(hours: readonly WorkingHours[], calendar: Calendar, at: Instant): Instant {
  for (let day = rollForward(calendar, dayAt(at)); ; day = nextWorkingDay(calendar, day)) {
    const { morning, afternoon } = hoursOn(hours, day);
    for (const [opens, closes] of [morning, afternoon]) {
      if (at < moment(day, closes)) return at > moment(day, opens) ? at : moment(day, opens);
    }
  }
}

/** Minutes after 08:00, 0 to 9, the same for a person every morning: the relay gets no burst. */
export function minutesOf(person: PersonId): number {
  let hash = 2_166_136_261;
  for (const sign of person) hash = Math.imul(hash ^ sign.codePointAt(0)!, 16_777_619) >>> 0;
  return hash % SPREAD;
}

export const morningOf = (person: PersonId, day: Day): Instant => instantAt(day, MORNING, minutesOf(person));

/**
 * When a person's morning letter leaves that may leave from `day` on: that working day's morning;
 * a morning that is past, the same day within working hours, else the next working day's.
 */
export function nextMorning(
  hours: readonly WorkingHours[],
  calendar: Calendar,
  person: PersonId,
  day: Day,
  at: Instant,
): Instant {
  const today = dayAt(at);
  const first = rollForward(calendar, day > today ? day : today);
  const morning = morningOf(person, first);
  if (at <= morning) return morning;
  const open = opening(hours, calendar, at);
  return dayAt(open) === first ? open : morningOf(person, dayAt(open));
}
