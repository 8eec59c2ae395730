import { workingDaysBetween } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import { isOpen, isOverdue, isPaused } from './duty.ts';
import type { Duty, Pause } from './duty.ts';
import { unitRoles } from './role.ts';
import type { Role } from './role.ts';

/** Working days an item was late, in the unit's hands and in the office's (hai đồng hồ). */
export interface Lateness {
  unit: number;
  office: number;
}

/**
 * Whose hands an item lost time in: the working days each duty went past its due, up to its end or `on`. What rests
 * (more time asked for, follow-up suspended) and the office's own milestones are nobody's delay.
 */
export function lateBy(duties: readonly Duty[], calendar: Calendar, on: Day): Lateness {
  const late: Lateness = { unit: 0, office: 0 };
  for (const duty of duties)
    late[unitRoles.includes(duty.owedBy.role) ? 'unit' : 'office'] += daysLate(duty, calendar, on);
  return late;
}

function daysLate({ due, ended, pauses, moves, tookOver }: Duty, calendar: Calendar, on: Day): number {
  const until = ended && ended.on < on ? ended.on : on;
  if (due === undefined || ended?.how === 'lapsed') return 0;
  // the days before a successor took it over are those of the duty that was handed over
  const since = tookOver && tookOver.on > due.day ? tookOver.on : due.day;
  if (until <= since) return 0;
  // the days a suspension rested moved the due itself
  const isMoved = ({ to }: Pause) => moves.some((move) => move.why === 'suspension' && move.on === to);
  const resting = pauses.filter((pause) => !isMoved(pause));
  const rested = resting.reduce((days, { from, to }) => {
    const [start, end] = [from > since ? from : since, to !== undefined && to < until ? to : until];
    return end > start ? days + workingDaysBetween(calendar, start, end) : days;
  }, 0);
  return Math.max(0, workingDaysBetween(calendar, since, until) - rested);
}

/** Who is waited for now: the roles that owe something and whose chase does not rest. */
export const waitingFor = (duties: readonly Duty[]): Role[] => [
  ...new Set(duties.filter((duty) => isOpen(duty) && !isPaused(duty)).map(({ owedBy }) => owedBy.role)),
];

/**
 * An item is late while the unit owes something about it past a day of a paper or rule, and its chase does not rest:
 * the one rule for lists, boards and papers. `store/queries/item-rows.ts` asks the same of the database.
 */
export const isItemLate = (duties: readonly Duty[], n: number, on: Day): boolean =>
  duties.some(
    (duty) => duty.about === n && !isPaused(duty) && isOverdue(duty, on) && unitRoles.includes(duty.owedBy.role),
  );
