import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineSignal,
  defineUpdate,
  makeContinueAsNewFunc,
  proxyActivities,
  setHandler,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { MatterActivities } from '../activities/index.ts';
import { caughtUp, nextWake } from '../domain/chase.ts';
import { addDays, dayAt, instantAt } from '../domain/day.ts';
import type { Day, Instant } from '../domain/day.ts';
import type { Line } from '../domain/duty.ts';
import type { Matter, Rules, Setting, Step, Work } from '../domain/matter.ts';
import { newCalendar } from '../domain/new-calendar.ts';
import { Refusal } from '../domain/refusal.ts';
import { handOver } from '../domain/succession.ts';
import type { Act, Ask } from './messages.ts';
import { queueFor } from './queues.ts';
import { refusing } from './refusing.ts';

/** A stepped clock moved to this day. */
export const tick = defineSignal<[Day]>('tick');
/** Continue as new when nothing is in flight: after a release. */
export const renew = defineSignal('renew');

const heardKept = 24;
/** Rungs of a day are told from this hour of Vietnam on; letters leave at eight. */
const wakeHour = 7;
const historyBound = 150;
/** A process that nobody asks anything after its birth ends itself: nothing was recorded of it. */
const unaskedFor = 60_000;

/**
 * Opens a process on its record. The shell says once how every matter is saved, told, chased and
 * continued; the process's file says only its story.
 */
export function open<S extends Matter>(record: S, rules: Rules<S>) {
  const retry = { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' } as const;
  const { save } = proxyActivities<MatterActivities>({
    taskQueue: queueFor('process'),
    startToCloseTimeout: '20s',
    retry: { ...retry, nonRetryableErrorTypes: ['stale-base'] },
  });
  const world = proxyActivities<MatterActivities>({
    taskQueue: queueFor('process'),
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '20s',
    retry,
  });
  const papers = proxyActivities<MatterActivities>({
    taskQueue: queueFor('papers'),
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '20s',
    retry,
  });

  let state = record;
  let stored = state.version;
  let lines: Line[] = [];
  let acts: Act[] = [];
  let moved = false;
  let renewing = false;
  let overtaken: ApplicationFailure | undefined;

  const realDay = (hour: number) => dayAt(new Date(Date.now() - hour * 3_600_000).toISOString() as Instant);
  const later = (a: Day, b: Day | undefined) => (b !== undefined && b > a ? b : a);
  /** While nothing is recorded the clock is that of the ask: the process may have been begun by another that was lost. */
  const clockOf = (ask?: Ask) => {
    const { setting }: { setting?: Setting } = ask?.body ?? {};
    return state.version === 0 && setting ? setting.clock : state.clock;
  };
  /** The day an ask is made on, and the day up to which rungs have been told. */
  const askDay = (ask?: Ask) => {
    const clock = clockOf(ask);
    return clock.kind === 'stepped' ? later(clock.now, ask?.day) : realDay(0);
  };
  const wakeDay = (ask?: Ask) => (clockOf(ask).kind === 'stepped' ? askDay(ask) : realDay(wakeHour));

  /** What cannot be reckoned (a year without calendar) is the office's trouble, never fatal. */
  const orRefusal = <T>(reckon: () => T): T | Refusal => {
    try {
      return reckon();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error;
    }
  };
  /** A wake that cannot be reckoned is tried again tomorrow. */
  const plannedWake = (): Day | undefined => {
    const wake = orRefusal(() => nextWake(state, rules));
    return wake instanceof Refusal ? addDays(wakeDay(), 1) : wake;
  };

  const dirty = () => state.version > stored;

  /** Takes a pure result of the domain as the state, its tells numbered into the outbox. */
  const change = (step: Step<S>, day: Day) => {
    const version = state.version + 1;
    const tells = step.tells.map((tell, n) => ({ ...tell, key: `${state.id}:${version}:${n}`, day }));
    state = { ...step.state, version, outbox: [...step.state.outbox, ...tells] };
    lines.push(...step.lines);
  };

  /** Tells what is due by now, and records why that cannot be reckoned, until it can. */
  const catchUp = (ask?: Ask) => {
    const today = wakeDay(ask);
    const step = orRefusal(() => caughtUp(state, today));
    if (!(step instanceof Refusal) && step.state !== state) change(step, today);
    const wake = step instanceof Refusal ? step : orRefusal(() => nextWake(state, rules));
    const { trouble, ...untroubled } = state;
    if (wake instanceof Refusal) {
      const { code, facts } = wake;
      if (trouble?.on !== today)
        change({ state: { ...state, trouble: { code, facts, on: today } }, lines: [], tells: [] }, today);
    } else if (trouble) change({ state: untroubled as S, lines: [], tells: [] }, today);
  };

  const messages: Rules<S>['messages'] = { ...rules.messages, newCalendar, handOver };

  /** Registers a message: refused by the domain's rule, or changed first and answered when saved. */
  const on = (message: string) => {
    const rule = messages[message]!;
    setHandler(
      defineUpdate<number, [Ask]>(message),
      async (ask) => {
        if (!state.heard.includes(ask.key)) {
          catchUp(ask);
          const day = askDay(ask);
          const heard = [...state.heard, ask.key].slice(-heardKept);
          const own = clockOf(ask);
          const clock = own.kind === 'stepped' ? { ...own, now: day } : own;
          change(rule.next({ ...state, heard, clock, asOf: day }, ask.body, day), day);
          acts.push({ version: state.version, message, key: ask.key, hash: ask.hash, by: ask.by, day });
        }
        const mine = state.version;
        await condition(() => stored >= mine || overtaken !== undefined);
        if (overtaken) throw overtaken;
        return mine;
      },
      {
        validator: (ask) =>
          refusing(() => {
            if (state.heard.includes(ask.key)) return;
            const caught = orRefusal(() => caughtUp(state, wakeDay(ask)));
            // a chase in trouble refuses nobody: what cures it comes as an ask
            const now = caught instanceof Refusal ? state : caught.state;
            rule.accepts(now, ask.body, askDay(ask));
            rule.next(now, ask.body, askDay(ask)); // what cannot follow (a year without calendar) is refused, not begun
          }),
      },
    );
  };

  on('newCalendar');
  on('handOver');
  setHandler(tick, (day) => {
    if (state.clock.kind === 'stepped' && day > state.clock.now)
      state = { ...state, clock: { ...state.clock, now: day } };
    moved = true;
  });
  setHandler(renew, () => {
    renewing = true;
  });

  /** One save at a time, in order; each carries everything since the last. */
  const saving = async () => {
    for (;;) {
      await condition(dirty);
      const wake = plannedWake();
      const batch = { id: uuid4(), base: stored, state, ...(wake ? { nextWake: wake } : {}), lines, acts };
      lines = [];
      acts = [];
      try {
        await save(batch);
      } catch (error) {
        if (!(error instanceof ActivityFailure)) throw error;
        overtaken = ApplicationFailure.nonRetryable('The record was written by another run', 'stale-base');
        return;
      }
      stored = batch.state.version;
    }
  };

  const workDue = (): Work | undefined => {
    const day = state.closed === undefined ? orRefusal(() => rules.work?.on(state)) : undefined;
    return day !== undefined && !(day instanceof Refusal) && day <= later(wakeDay(), state.asOf)
      ? rules.work?.next(state)
      : undefined;
  };

  const doWork = async ({ does, message, body }: Work) => {
    const run =
      does === 'proofPaper' || does === 'renderPaper' || does === 'renderMinutes' ? papers[does] : world[does];
    const outcome = await run(state.id, body);
    catchUp();
    const rule = rules.messages[message]!;
    const day = askDay();
    rule.accepts(state, outcome, day);
    change(rule.next(state, outcome, day), day);
  };

  const tell = async () => {
    const telling = state.outbox;
    await world.deliverTells(state.id, telling);
    const told = new Set(telling.map(({ key }) => key));
    change(
      { state: { ...state, outbox: state.outbox.filter(({ key }) => !told.has(key)) }, lines: [], tells: [] },
      askDay(),
    );
  };

  const untilNextWake = (): number | undefined => {
    const wake = plannedWake();
    if (wake === undefined || state.clock.kind === 'stepped') return undefined;
    const at = state.trouble?.on === realDay(wakeHour) ? addDays(state.trouble.on, 1) : wake;
    return Math.max(1, Date.parse(instantAt(at, wakeHour)) - Date.now());
  };

  /** An inspection is on record from its launch on; every other process begins with what is asked of it first. */
  const isUnasked = () => state.version === 0 && state.process !== 'inspection' && plannedWake() === undefined;

  /** Lives until the matter is closed, saved, and everybody told. */
  const chase = async (): Promise<void> => {
    void saving();
    const continueAsNew = makeContinueAsNewFunc<(record: S) => Promise<void>>();
    for (;;) {
      if (overtaken) throw overtaken;
      moved = false;
      catchUp();
      if (dirty()) {
        await condition(() => !dirty() || overtaken !== undefined);
        continue;
      }
      const work = workDue();
      if (work) {
        await doWork(work);
        continue;
      }
      if (state.outbox.length > 0) {
        await tell();
        continue;
      }
      if (state.closed !== undefined || renewing || workflowInfo().historyLength > historyBound) {
        await condition(allHandlersFinished);
        if (dirty() || state.outbox.length > 0) continue;
        if (state.closed !== undefined) return;
        await continueAsNew(state);
      }
      const stirred = () => dirty() || moved || renewing || overtaken !== undefined;
      if (isUnasked()) {
        if (!(await condition(stirred, unaskedFor)) && allHandlersFinished()) return;
        continue;
      }
      const wait = untilNextWake();
      await (wait === undefined ? condition(stirred) : condition(stirred, wait));
    }
  };

  return { on, chase };
}
