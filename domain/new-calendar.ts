import { withYear } from './calendar.ts';
import type { YearOfCalendar } from './calendar.ts';
import { passedOver } from './chase.ts';
import type { Day } from './day.ts';
import { isOpen, moved } from './duty.ts';
import type { Duty } from './duty.ts';
import { nothingMore } from './matter.ts';
import type { Matter, Step } from './matter.ts';
import { Refusal } from './refusal.ts';
import type { Remediation } from './remediation.ts';
import { unitRoles } from './role.ts';
import { againstNewCalendar } from './term.ts';
import type { Due } from './term.ts';

/**
 * A year's calendar was announced, or changed. Every open duty is reckoned anew by it: what ended stays as it was,
 * what somebody was told never becomes earlier. Nobody is written to: the next reminder says the new day.
 */
export const newCalendar = {
  accepts(): void {
    // a notice of the days off is a fact
  },
  next<S extends Matter>(state: S, year: YearOfCalendar, day: Day): Step<S> {
    const calendar = withYear(state.calendar, year);
    if (calendar === state.calendar || state.closed !== undefined) return nothingMore(state);
    const anew = { ...state, calendar };
    const duties = state.duties.map((duty) => reckonedAnew(anew, duty, year, day));
    return nothingMore(withItems({ ...anew, duties }));
  },
};

function reckonedAnew(matter: Matter, duty: Duty, { year, version }: YearOfCalendar, on: Day): Duty {
  if (!isOpen(duty) || duty.due === undefined) return duty;
  const { due: before } = duty;
  const due = unlessMissing(() => againstNewCalendar(matter.calendar, before));
  if (due === undefined) return duty;
  if (due.day === before.day) return { ...duty, due };
  // a letter named the day of what a unit owes as it came up
  const isTold = duty.told.some(({ skipped }) => !skipped) || unitRoles.includes(duty.owedBy.role);
  if (isTold && due.day < before.day) return { ...duty, due: kept(before, due) };
  const later = moved(duty, due, { on, why: 'calendar', basis: `calendar:${year}.${version}` });
  return unlessMissing(() => passedOver(matter, later, before.day, on)) ?? later;
}

/** Undefined while a year it touches has no calendar: then all stays as it was reckoned. */
function unlessMissing<T>(reckon: () => T): T | undefined {
  try {
    return reckon();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'calendar-missing') return undefined;
    throw error;
  }
}

/** The day that was told stays, by the calendar it was reckoned by; no notice that is still to come can change it back. */
function kept(told: Due, anew: Due): Due {
  if (anew.reckoned.provisional) return told;
  const { provisional: _, ...reckoned } = told.reckoned;
  return { ...told, reckoned };
}

/** What an item still owes for the first time is due when its duty is. */
function withItems<S extends Matter>(state: S): S {
  if (state.process !== 'remediation') return state;
  const remediation: Remediation = state as Matter as Remediation;
  const dueOf = (n: number) => remediation.duties.find((duty) => duty.id === `remediate:${n}` && isOpen(duty))?.due;
  const items = remediation.items.map((item) => {
    const due = dueOf(item.n);
    return due === undefined ? item : { ...item, due };
  });
  return { ...state, items };
}
