import { proxyActivities } from '@temporalio/workflow';
import type { ProofActivities } from '../activities/index.ts';
import { queueFor } from './queues.ts';

/** Prints a draft for the eye of whoever writes it: over as soon as it is printed, and no part of any record. */
export async function proof(id: string): Promise<void> {
  const { printProof } = proxyActivities<ProofActivities>({
    taskQueue: queueFor('papers'),
    scheduleToCloseTimeout: '2 minutes',
    heartbeatTimeout: '30 seconds',
    retry: { initialInterval: '1 second', maximumAttempts: 3 },
  });
  await printProof(id);
}
