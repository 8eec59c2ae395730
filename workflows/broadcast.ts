import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { BroadcastActivities } from '../activities/index.ts';
import type { Change } from './messages.ts';
import { queueFor } from './queues.ts';

/** Brings one change to every record that lacks it, page by page, until none is left. */
export async function broadcast(change: Change): Promise<void> {
  const { bringPage } = proxyActivities<BroadcastActivities>({
    taskQueue: queueFor('process'),
    startToCloseTimeout: '5 minutes',
    heartbeatTimeout: '1 minute',
    retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
  });
  while ((await bringPage(change)) > 0) {
    if (workflowInfo().historyLength > 500) await continueAsNew<typeof broadcast>(change);
  }
}
