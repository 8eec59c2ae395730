import type { Day } from '../../domain/day.ts';
import { yearOf } from '../../domain/day.ts';
import { defaultTerms } from '../../domain/duty-terms.ts';
import { defaultLadders } from '../../domain/ladder.ts';
import type { Setting } from '../../domain/matter.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Store } from '../../store/index.ts';

/**
 * What new matters of a round take from it: the calendars of its years, ladders and terms with the
 * round's own over the defaults, and its clock. `today` is the day in Vietnam.
 */
export async function settingOf(plan: Plan, store: Pick<Store, 'calendars' | 'clocks'>, today: Day): Promise<Setting> {
  const day = await dayOfRound(plan, store, today);
  const years = new Set([plan.year, yearOf(day)].flatMap((year) => [-1, 0, 1, 2, 3].map((n) => year + n)));
  return {
    clock: plan.clock === 'stepped' ? { kind: 'stepped', now: day } : { kind: 'real' },
    calendar: await store.calendars.compact([...years].sort((a, b) => a - b)),
    ladders: { ...defaultLadders, ...plan.ladders },
    terms: { ...defaultTerms, ...plan.terms },
  };
}

/** The day it is in a round: a training round has a day of its own, from the one its planner chose. */
export async function dayOfRound(plan: Plan, store: Pick<Store, 'clocks'>, today: Day): Promise<Day> {
  if (plan.clock === 'real') return today;
  return (await store.clocks.get(plan.campaign))?.now ?? plan.clockFrom ?? today;
}
