import { randomBytes } from 'node:crypto';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createPapers } from '../../activities/pdf/pool.ts';
import type { Instant } from '../../domain/day.ts';
import { openStore } from '../../store/index.ts';
import { queueKinds, queueName } from '../../workflows/messages.ts';
import type { QueueKind } from '../../workflows/messages.ts';
import { startWorkers } from '../../worker/workers.ts';

export interface StackOptions {
  /** `real`: the development server; `skipping`: the time-skipping one. */
  server?: 'real' | 'skipping';
  smtpUrl: string;
  queues?: readonly QueueKind[];
  /** Keep using the database and queues of an earlier stack: a restart. */
  again?: { name: string };
}

export type Stack = Awaited<ReturnType<typeof startStack>>;

const mongodbUri = (name: string): string => {
  const uri = new URL(process.env['TEST_MONGODB_URI'] ?? '');
  uri.pathname = `/${name}`;
  return uri.toString();
};

/**
 * Store, Temporal client and workers on the servers the tests share, under a name of their own:
 * a database and a prefix of task queues. `stop` ends all of it, the native runtime included.
 */
export async function startStack({ server = 'real', smtpUrl, queues = queueKinds, again }: StackOptions) {
  // a jest file has its own native runtime; left running, as any of the rest, it would hang jest for ever
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } },
  });
  const opened: (() => Promise<unknown>)[] = [() => Runtime.instance().shutdown()];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const name = again?.name ?? `t${randomBytes(5).toString('hex')}`;
    const address = process.env[server === 'real' ? 'TEST_TEMPORAL_ADDRESS' : 'TEST_SKIPPING_ADDRESS'] ?? '';
    const store = await openStore(mongodbUri(name));
    opened.push(() => store.close());
    const connection = await Connection.connect({ address });
    opened.push(() => connection.close());
    const temporal = new Client({ connection });
    const queuePrefix = `${name}-`;
    const papers = createPapers();
    opened.push(() => papers.close());
    const deps = {
      store,
      door: { temporal, queuePrefix },
      papers,
      now: () => new Date().toISOString() as Instant,
      linkSecret: 'a secret of tests, thirty-two characters long',
      publicUrl: 'http://localhost:8080',
      mailFrom: 'Đôn Đốc <dondoc@snv.example>',
      smtpUrl,
      mailboxSmtpUrl: smtpUrl,
    };
    const begin = () =>
      startWorkers(
        {
          temporalAddress: address,
          namespace: 'default',
          queuePrefix,
          queues,
          workflowBundle: { codePath: process.env['TEST_BUNDLE_PATH'] ?? '' },
          ...(server === 'skipping' ? { maxCachedWorkflows: 0 } : {}),
        },
        deps,
      );
    let workers = await begin();
    opened.push(() => workers.stop());
    // ids are birth names, the same in many tests: a process left running would answer the next one, from a queue nobody serves
    if (server === 'real') opened.push(() => endProcesses(temporal, queueName('process', queuePrefix)));
    return {
      name,
      store,
      temporal,
      queuePrefix,
      deps,
      async restartWorkers() {
        await workers.stop();
        workers = await begin();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends what still runs on a queue; what began a moment ago is listed a moment later. */
async function endProcesses(temporal: Client, taskQueue: string): Promise<void> {
  const query = `TaskQueue = "${taskQueue}" AND ExecutionStatus = "Running"`;
  for (let unseen = 0; unseen < 3; unseen++) {
    for await (const { workflowId, runId } of temporal.workflow.list({ query })) {
      unseen = 0;
      await temporal.workflow
        .getHandle(workflowId, runId)
        .terminate('The test is over')
        .catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        });
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
