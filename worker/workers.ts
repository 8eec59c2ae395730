import { GracefulShutdownPeriodExpiredError, NativeConnection, Worker } from '@temporalio/worker';
import { createLetters, createPaperActivities, createProcessActivities } from '../activities/index.ts';
import type { ActivityDeps, LetterDeps } from '../activities/index.ts';
import { queueName } from '../workflows/messages.ts';
import type { QueueKind } from '../workflows/messages.ts';

export interface WorkerSettings {
  temporalAddress: string;
  namespace: string;
  queuePrefix: string;
  queues: readonly QueueKind[];
  /** The workflows as one script, or the file that holds it. */
  workflowBundle: { code: string } | { codePath: string };
  /** Cached processes; 0 where a restarted worker meets a time-skipping server. */
  maxCachedWorkflows?: number;
}

export interface RunningWorkers {
  /** Rejects when a worker fails. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Processes in memory; the others are read again from their histories when they wake. `npm run bench:processes` says what each takes. */
const cached = 2_000;

/** A worker that did not end its work in time, or whose core still held some of it, ended all the same. */
const isCutShort = (error: unknown): boolean =>
  error instanceof GracefulShutdownPeriodExpiredError || (error instanceof Error && error.name === 'IllegalStateError');

/** Serves the queues until stopped; what runs is given time to end. */
export async function startWorkers(settings: WorkerSettings, deps: ActivityDeps & LetterDeps): Promise<RunningWorkers> {
  const connection = await NativeConnection.connect({ address: settings.temporalAddress });
  const activities: Record<QueueKind, object> = {
    process: createProcessActivities(deps),
    papers: createPaperActivities(deps),
    mail: createLetters(deps),
  };
  const workers: Worker[] = [];
  for (const kind of settings.queues) {
    workers.push(
      await Worker.create({
        connection,
        namespace: settings.namespace,
        taskQueue: queueName(kind, settings.queuePrefix),
        activities: activities[kind],
        ...(kind === 'process'
          ? {
              workflowBundle: settings.workflowBundle,
              maxCachedWorkflows: settings.maxCachedWorkflows ?? cached,
              // what a killed worker had cached is soon taken up by the next
              stickyQueueScheduleToStartTimeout: '3s',
            }
          : {}),
        // each sign of life is sent, so that silence is soon noticed
        maxHeartbeatThrottleInterval: '5s',
        defaultHeartbeatThrottleInterval: '5s',
        maxConcurrentActivityTaskExecutions: kind === 'papers' ? 4 : 50,
        shutdownGraceTime: '5s',
        shutdownForceTime: '10s',
      }),
    );
  }
  const runs = workers.map((worker) => worker.run());
  const ended = Promise.all(runs).then(() => undefined);
  ended.catch(() => undefined); // told to whoever waits for it, `stop` among them
  return {
    ended,
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      // what did not end in time is taken up by another worker, as after a kill
      for (const run of await Promise.allSettled(runs))
        if (run.status === 'rejected' && !isCutShort(run.reason)) throw run.reason;
      await connection.close().catch((error: unknown) => {
        if (!isCutShort(error)) throw error;
      });
    },
  };
}
