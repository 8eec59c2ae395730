import { workflowInfo } from '@temporalio/workflow';
import { queueName } from './messages.ts';
import type { QueueKind } from './messages.ts';

/** The queue of `kind` beside the one this process runs on. */
export const queueFor = (kind: QueueKind): string =>
  queueName(kind, workflowInfo().taskQueue.slice(0, -'process'.length));
