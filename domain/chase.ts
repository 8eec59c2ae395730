import { addWorkingDays, nextWorkingDay, rollForward } from './calendar.ts';
import { addDays } from './day.ts';
import type { Day } from './day.ts';
import { ended, isOpen, isPaused, isVertical, measuredFrom } from './duty.ts';
import type { Duty, Line, Told } from './duty.ts';
import type { Rung } from './ladder.ts';
import type { Matter, Rules, Step } from './matter.ts';

/** A rung with its number on the ladder and the working day it falls on. */
interface PlannedRung {
  rung: Rung;
  number: number;
  day: Day;
}

/** The working day of a rung; undefined when it does not apply to this duty. */
function dayOf(matter: Matter, duty: Duty, from: Day, rung: Rung): Day | undefined {
  const day = addWorkingDays(matter.calendar, from, rung.offset);
  switch (rung.when) {
    case undefined:
      return day;
    case 'vertical-agency':
      return isVertical(duty, matter) ? day : undefined;
    case 'own-agency':
      return isVertical(duty, matter) ? undefined : day;
    case 'approved': {
      if (duty.approved === undefined) return undefined;
      const approved = rollForward(matter.calendar, duty.approved);
      return approved > day ? approved : day;
    }
  }
}

/**
 * The rungs a duty has still to be told, against its present due, none earlier than its opening:
 * those of its ladder, and the repeats after the last up to `horizon` (without one, the first).
 */
export function untold(matter: Matter, duty: Duty, horizon?: Day): PlannedRung[] {
  const from = measuredFrom(duty);
  if (!isOpen(duty) || isPaused(duty) || from === undefined) return [];
  const { rungs, thenEvery } = matter.ladders[duty.ladder];
  const isUntold = (number: number, day: Day) =>
    day >= duty.opened &&
    !(duty.lapses && day > from) &&
    !duty.told.some((told) => told.rung === number && told.against === from);

  const planned = rungs.flatMap((rung, number) => {
    const day = dayOf(matter, duty, from, rung);
    if (day === undefined || !isUntold(number, day)) return [];
    // told with the next morning's letters: on the day itself they have left already
    return [{ rung, number, day: day === duty.opened ? nextWorkingDay(matter.calendar, day) : day }];
  });
  const last = rungs.at(-1);
  if (thenEvery === undefined || last === undefined || isVertical(duty, matter)) return planned;
  for (let k = 1; ; k++) {
    const offset = last.offset + k * thenEvery;
    const number = rungs.length - 1 + k;
    const day = addWorkingDays(matter.calendar, from, offset);
    if (horizon !== undefined && day > horizon) return planned;
    if (!isUntold(number, day)) continue;
    planned.push({ rung: { offset, to: ['unit-contact', 'unit-head'], does: 'tell' }, number, day });
    if (horizon === undefined) return planned;
  }
}

/**
 * The duty, moved from `before`, with the rungs that were told then and fall on `today` or earlier by its new day as
 * passed over: whoever heard of the old day hears of the new one by the next rung, not by the last once more.
 */
export function passedOver(matter: Matter, duty: Duty, before: Day, today: Day): Duty {
  const against = measuredFrom(duty);
  const heard = new Set(duty.told.filter((told) => told.against === before).map(({ rung }) => rung));
  const passed = untold(matter, duty, today)
    .filter(({ number, day }) => day <= today && heard.has(number))
    .map(({ number, day }): Told => ({ rung: number, on: day, against: against!, skipped: true }));
  return passed.length > 0 ? { ...duty, told: [...duty.told, ...passed] } : duty;
}

const earliest = (days: (Day | undefined)[]): Day | undefined =>
  days
    .filter((day) => day !== undefined)
    .reduce<Day | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);

/** The first day a rung of this matter's duties must be told. */
export function nextRung(matter: Matter): Day | undefined {
  if (matter.closed !== undefined) return undefined;
  return earliest(matter.duties.flatMap((duty) => untold(matter, duty).map(({ day }) => day)));
}

/** The day a duty that lapses is over: the day after its due. */
const lapseOf = (duty: Duty): Day | undefined =>
  duty.lapses && isOpen(duty) && !isPaused(duty) && duty.due ? addDays(duty.due.day, 1) : undefined;

const nextLapse = (matter: Matter): Day | undefined => earliest(matter.duties.map(lapseOf));

/** The next day this matter must be woken on: a rung of its duties, one that lapses, or work of its own. */
export function nextWake<S extends Matter>(matter: S, rules: Rules<S>): Day | undefined {
  if (matter.closed !== undefined) return undefined;
  return earliest([nextRung(matter), nextLapse(matter), rules.work?.on(matter)]);
}

/**
 * The rungs due on `on`, told: the matter with them on record, and the lines for people. Where
 * working days were really missed (`today` is past later rungs of the same duty too) only the
 * loudest is told and the others are recorded as skipped.
 */
export function linesDue<S extends Matter>(matter: S, on: Day, today: Day): Step<S> {
  const lines: Line[] = [];
  const duties = matter.duties.map((duty) => {
    const against = measuredFrom(duty);
    const planned = untold(matter, duty, today).filter(({ day }) => day <= today);
    if (against === undefined || planned.every(({ day }) => day > on)) return duty;
    const loudest = planned.map(({ day }) => day).reduce((a, b) => (b > a ? b : a));
    const told = planned
      .filter(({ day }) => day <= on)
      .map(({ rung, number, day }): Told => {
        if (day < loudest) return { rung: number, on: day, against, skipped: true };
        lines.push(...linesOf(matter, duty, rung, number, day, against));
        return { rung: number, on: day, against };
      });
    return { ...duty, told: [...duty.told, ...told] };
  });
  return { state: { ...matter, duties }, lines, tells: [] };
}

/** The lines of one rung: one per role, dated by the rung's planned day. */
function linesOf(matter: Matter, duty: Duty, rung: Rung, number: number, day: Day, against: Day): Line[] {
  const told = new Set(rung.to.map((to) => (to === 'who-owes' ? duty.owedBy.role : to)));
  // what another unit owes is not heard by whoever acts for the matter's own
  const { through, ...here } = matter.place;
  const place = duty.owedBy.unit || !through ? here : { ...here, through };
  return [...told].map((role): Line => {
    return {
      id: `${matter.id}/${duty.id}/${number}/${against}/${role}`,
      letter: rung.does === 'draft-official-letter' ? 'official-letter' : 'reminder',
      matter: matter.id,
      duty: duty.id,
      rung: number,
      act: rung.does,
      against,
      role,
      ...place,
      ...(duty.owedBy.unit ? { unit: duty.owedBy.unit } : {}),
      ...(duty.owedBy.visit ? { visit: duty.owedBy.visit } : {}),
      day,
      ...(duty.about === undefined ? {} : { about: { item: duty.about } }),
    };
  });
}

/**
 * Every rung planned up to `today`, wake by wake, each on its planned day, so that a late timer
 * delays a letter but never changes it.
 */
export function caughtUp<S extends Matter>(matter: S, today: Day): Step<S> {
  let state = matter;
  const lines: Line[] = [];
  for (;;) {
    const rung = nextRung(state);
    const lapse = state.closed === undefined ? nextLapse(state) : undefined;
    const on = earliest([rung, lapse]);
    if (on === undefined || on > today) return { state, lines, tells: [] };
    const awake = { ...state, asOf: on > state.asOf ? on : state.asOf };
    if (on === lapse) {
      state = { ...awake, duties: ended(awake.duties, (duty) => lapseOf(duty) === on, 'lapsed', on) };
      continue;
    }
    const step = linesDue(awake, on, today);
    state = step.state;
    lines.push(...step.lines);
  }
}
