import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { BroadcastActivities } from '../activities/index.ts';
import type { Change, Cursor } from './messages.ts';
import { queueFor } from './queues.ts';

/** Brings one change to every record that lacks it, page by page, until none is left. */
export async function broadcast(change: Change, from?: Cursor): Promise<void> {
  const { bringPage } = proxyActivities<BroadcastActivities>({
    taskQueue: queueFor('process'),
    startToCloseTimeout: '5 minutes',
    heartbeatTimeout: '1 minute',
    retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
  });
  for (let cursor = from; ;) {
    const { next, pause } = await bringPage(change, cursor);
    if (next === undefined) return;
    cursor = next;
    if (pause !== undefined) await sleep(pause);
    if (workflowInfo().historyLength > 500) await continueAsNew<typeof broadcast>(change, cursor);
  }
}
