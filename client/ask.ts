import { WithStartWorkflowOperation, WorkflowNotFoundError } from '@temporalio/client';
import type { Client, Workflow, WorkflowHandle } from '@temporalio/client';
import type { Matter, MatterId } from '../domain/matter.ts';
import { queueName } from '../workflows/messages.ts';
import type { Ask, Change } from '../workflows/messages.ts';

/** How anyone speaks to the processes: a Temporal client and the prefix of the task queues. */
export interface Door {
  temporal: Client;
  queuePrefix: string;
}

const started = (door: Door, record: Matter) => ({
  workflowId: record.id,
  taskQueue: queueName('process', door.queuePrefix),
  args: [record] as [Matter],
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
});

/**
 * Sends a message to the process of `record`, starting it from the record when it is not running.
 * Resolves with the version that was saved. Throws what the Temporal client throws.
 */
export async function askMatter(door: Door, record: Matter, message: string, ask: Ask): Promise<number> {
  const startWorkflowOperation = new WithStartWorkflowOperation(record.process, started(door, record));
  return door.temporal.workflow.executeUpdateWithStart<Workflow, number, [Ask]>(message, {
    args: [ask],
    updateId: ask.key,
    startWorkflowOperation,
  });
}

/** Starts the process of an open record unless it runs already. */
export async function startMatter(door: Door, record: Matter): Promise<void> {
  await door.temporal.workflow.start(record.process, started(door, record));
}

/** Tells a process that its stepped clock moved to `day`. */
export async function tickMatter(door: Door, record: Matter, day: string): Promise<void> {
  await door.temporal.workflow.signalWithStart(record.process, {
    ...started(door, record),
    signal: 'tick',
    signalArgs: [day],
  });
}

/** Lets a running process continue as new, by the code of today; one that does not run is left alone. */
export async function renewMatter(door: Door, id: MatterId): Promise<void> {
  try {
    await door.temporal.workflow.getHandle(id).signal('renew');
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/** Starts a broadcast, after `delayMs` if given, or joins the one of that id under way. */
export async function startBroadcast(
  door: Door,
  id: MatterId,
  change: Change,
  delayMs?: number,
): Promise<WorkflowHandle<Workflow>> {
  return door.temporal.workflow.start('broadcast', {
    workflowId: id,
    taskQueue: queueName('process', door.queuePrefix),
    args: [change],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    ...(delayMs === undefined ? {} : { startDelay: delayMs }),
  });
}

/** Has the document kept under `id` printed for the eye, and is over when it is. Throws what the Temporal client throws. */
export async function askProof({ temporal, queuePrefix }: Door, id: string): Promise<void> {
  await temporal.workflow.execute('proof', {
    workflowId: `proof:${id}`,
    taskQueue: queueName('process', queuePrefix),
    args: [id],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowExecutionTimeout: '3 minutes',
  });
}
