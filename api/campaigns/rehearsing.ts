import { addDays, dayOf } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Setting } from '../../domain/matter.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Deps } from '../deps.ts';
import { runInThread } from '../thread.ts';
import { appointedAtLaunch } from './campaign-launch.ts';
import type { Pace } from './rehearsal-acts.ts';
import type { Rehearsal, Rehearsed } from './rehearsal-run.ts';
import type * as thread from './rehearsal-thread.ts';

/** Plays a round through in a thread, each day as it begins told to `told`. Throws the rules' Refusal; Unavailable when it takes too long. */
export type Rehearsing = (input: Rehearsal, told: (day: Day) => void) => Promise<Rehearsed>;

/** A rehearsal takes a processor for seconds: one at a time, and none longer than this. */
const patienceMs = 60_000;
const lastsAtMost = 400;
const memoryMb = 512;

/** The rehearsals of one server: the next begins when the one before has ended, however it ended. */
export function rehearsing(): Rehearsing {
  let last: Promise<unknown> = Promise.resolve();
  return (input, told) => {
    const mine = last.then(() => run(input, told));
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** What a plan is played with: who holds a role, those whom its own launch gives one among them. */
export async function rehearsalOf(
  deps: Pick<Deps, 'store'>,
  { plan, setting, from, pace }: { plan: Plan; setting: Setting; from: Day; pace: Pace },
): Promise<Rehearsal> {
  const { store } = deps;
  const [held, given, units] = await Promise.all([
    store.appointments.all(),
    appointedAtLaunch(deps, plan, from),
    store.units.all(),
  ]);
  const end = dayOf(Math.max(...Object.keys(setting.calendar.years).map(Number)), 11, 30);
  const far = addDays(from, lastsAtMost);
  const taken = new Set(held.map(({ role, scope, person }) => `${role} ${scope} ${person}`));
  return {
    plan,
    setting,
    appointments: [...held, ...given.filter(({ role, scope, person }) => !taken.has(`${role} ${scope} ${person}`))],
    vertical: units.filter((unit) => unit.vertical).map(({ id }) => id),
    through: Object.fromEntries(units.flatMap((unit) => (unit.through ? [[unit.id, unit.through]] : []))),
    from,
    to: far < end ? far : end,
    pace,
  };
}

const THREAD: keyof typeof thread = 'rehearseInThread';

/** Off the event loop, so that nobody else waits. */
async function run(input: Rehearsal, told: (day: Day) => void): Promise<Rehearsed> {
  const outcome = await runInThread<Rehearsal, thread.RehearsalOutcome>({
    module: './campaigns/rehearsal-thread',
    name: THREAD,
    input,
    patienceMs,
    memoryMb,
    told: (day) => told(day as Day),
  });
  if ('refused' in outcome) throw new Refusal(outcome.refused.code, outcome.refused.facts);
  return outcome.rehearsed;
}
