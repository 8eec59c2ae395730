import { startMatter } from '../client/ask.ts';
import type { ActivityDeps } from './deps.ts';
import { wakePosts } from './letters.ts';

/** What the reconciler found and did. */
export interface Reconciled {
  /** Open records. */
  open: number;
  /** Open records that had no process and were started from the record. */
  started: string[];
  /** Processes that run although their record is closed or absent. */
  astray: string[];
  /** People whose waiting lines had no post. */
  posts: number;
}

/**
 * Holds the records against the running processes: starts what is open and lost, tells the
 * reverse, wakes the posts of waiting lines. Needs nothing but Mongo to be right; repeating is harmless.
 */
export async function reconcile({ store, door }: Pick<ActivityDeps, 'store' | 'door'>): Promise<Reconciled> {
  const running = new Set<string>();
  for await (const { workflowId, type } of door.temporal.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
    if (type !== 'post' && type !== 'broadcast') running.add(workflowId);
  }
  const started: string[] = [];
  let open = 0;
  for (let after = ''; ;) {
    const page = await store.matters.open(after, 200);
    for (const matter of page) {
      open += 1;
      if (running.delete(matter.id)) continue;
      await startMatter(door, matter);
      started.push(matter.id);
    }
    const last = page.at(-1);
    if (!last) break;
    after = last.id;
  }
  const waiting = await store.lines.everyoneWaiting();
  for (const { person, campaign } of waiting) await wakePosts(door, [person], campaign);
  return { open, started, astray: [...running], posts: waiting.length };
}
