import type { Day } from '../../domain/day.ts';
import { yearOf } from '../../domain/day.ts';
import type { Setting } from '../../domain/matter.ts';
import type { Plan } from '../../domain/plan.ts';
import { chasedBy } from '../../domain/practice.ts';
import type { ChasedBy } from '../../domain/practice.ts';
import type { Store } from '../../store/index.ts';

/**
 * What new matters of a round take from it: the calendars of its years, ladders and terms with the
 * round's own over the office's, and its clock. `today` is the day in Vietnam.
 */
export async function settingOf(
  plan: Plan,
  store: Pick<Store, 'calendars' | 'clocks' | 'practices'>,
  today: Day,
): Promise<Setting> {
  const day = await dayOfRound(plan, store, today);
  const years = new Set([plan.year, yearOf(day)].flatMap((year) => [-1, 0, 1, 2, 3].map((n) => year + n)));
  return {
    clock: plan.clock === 'stepped' ? { kind: 'stepped', now: day } : { kind: 'real' },
    calendar: await store.calendars.compact([...years].sort((a, b) => a - b)),
    ...(await chasing(plan, store)),
  };
}

/** The ladders and terms of a plan: its own over those of the office's practice it was begun under. */
export async function chasing(plan: Plan, { practices }: Pick<Store, 'practices'>): Promise<ChasedBy> {
  const practice = await practices.get(plan.practice ?? 0);
  if (!practice) throw new Error(`practice ${plan.practice} of ${plan.campaign} is not there`);
  return chasedBy(plan, practice);
}

/** The day it is in a round: a training round has a day of its own, from the one its planner chose. */
export async function dayOfRound(plan: Plan, store: Pick<Store, 'clocks'>, today: Day): Promise<Day> {
  if (plan.clock === 'real') return today;
  return (await store.clocks.get(plan.campaign))?.now ?? plan.clockFrom ?? today;
}
