import { startBroadcast, startMatter } from '../client/ask.ts';
import { lacksYear } from '../domain/calendar.ts';
import type { CalendarYear } from '../domain/calendar.ts';
import { dayAt } from '../domain/day.ts';
import type { Instant } from '../domain/day.ts';
import { broadcastIdOf } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';
import { wakePosts } from './letters.ts';
import { readdress } from './unheard.ts';

/** What the reconciler found and did. */
export interface Reconciled {
  /** Open records. */
  open: number;
  /** Open records that had no process and were started from the record. */
  started: string[];
  /** Processes that run although their record is closed or absent. */
  astray: string[];
  /** Lines nobody was there to hear that have found somebody. */
  addressed: number;
  /** Years whose newest calendar is on its way to records that lack it. */
  calendars: number[];
  /** People whose waiting lines had no post. */
  posts: number;
}

/**
 * Holds the records against the running processes: starts what is open and lost, tells the reverse, brings new
 * calendars to those that missed them, finds hearers for lines without one, wakes the posts of waiting lines. Needs
 * nothing but Mongo to be right; repeating is harmless.
 */
export async function reconcile({
  store,
  door,
  now,
}: Pick<ActivityDeps, 'store' | 'door'> & { now: () => Instant }): Promise<Reconciled> {
  await store.matters.countUncounted();
  const running = new Set<string>();
  for await (const { workflowId, type } of door.temporal.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
    if (type !== 'post' && type !== 'broadcast') running.add(workflowId);
  }
  const entered = await Promise.all((await store.calendars.years()).map((year) => store.calendars.year(year)));
  const missed = new Map<number, CalendarYear>();
  const started: string[] = [];
  let open = 0;
  for (let after = ''; ;) {
    const page = await store.matters.open(after, 200);
    for (const matter of page) {
      open += 1;
      if (matter.closed === undefined) {
        for (const year of entered) if (lacksYear(matter.calendar.version, year)) missed.set(year.year, year);
      }
      if (running.delete(matter.id)) continue;
      await startMatter(door, matter);
      started.push(matter.id);
    }
    const last = page.at(-1);
    if (!last) break;
    after = last.id;
  }
  for (const { year, version } of missed.values())
    await startBroadcast(door, broadcastIdOf.calendar(`${year}@${version}`), { change: 'calendar', year });
  for (const campaign of await store.clocks.atPlay())
    await startBroadcast(door, broadcastIdOf.play(campaign), { change: 'play', campaign });
  const addressed = await readdress({ store, door }, () => dayAt(now()));
  const waiting = await store.lines.everyoneWaiting();
  for (const { person, campaign } of waiting) await wakePosts(door, [person], campaign);
  return {
    open,
    started,
    astray: [...running],
    addressed,
    calendars: [...missed.keys()].sort((a, b) => a - b),
    posts: waiting.length,
  };
}
