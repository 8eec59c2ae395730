import { Client, Connection } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';
import { reconcile } from '../activities/index.ts';
import { createPapers } from '../activities/pdf/pool.ts';
import { configOrExit, readConfig } from '../config.ts';
import type { Instant } from '../domain/day.ts';
import { orExit } from '../store/format.ts';
import { openStore } from '../store/index.ts';
import { bundle } from './bundle.ts';
import { startWorkers } from './workers.ts';

const config = configOrExit(readConfig);
try {
  Runtime.install({
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {}, filter: 'WARN' },
      ...(config.workerMetrics === undefined ? {} : { metrics: { prometheus: { bindAddress: config.workerMetrics } } }),
    },
  });
} catch (error) {
  if (config.workerMetrics === undefined) throw error;
  console.error(
    `WORKER_METRICS: không mở được ${config.workerMetrics}, có thể đang có chương trình khác dùng (${(error as Error).message.replace(/\s+/g, ' ')}). Mỗi bộ xử lý cần một cổng riêng.`,
  );
  process.exit(1);
}
const store = await openStore(config.mongodbUri).catch(orExit);
const connection = await Connection.connect({ address: config.temporalAddress });
const temporal = new Client({ connection, namespace: config.temporalNamespace });
const papers = createPapers();
const deps = {
  store,
  door: { temporal, queuePrefix: '' },
  papers,
  now: () => new Date().toISOString() as Instant,
  linkSecret: config.linkSecret,
  publicUrl: config.publicUrl,
  mailFrom: config.mailFrom,
  smtpUrl: config.smtpUrl,
  ...(config.mailboxSmtpUrl ? { mailboxSmtpUrl: config.mailboxSmtpUrl } : {}),
};
const workers = await startWorkers(
  {
    temporalAddress: config.temporalAddress,
    namespace: config.temporalNamespace,
    queuePrefix: '',
    queues: config.workQueues,
    workflowBundle: { code: config.workQueues.includes('process') ? await bundle() : '' },
  },
  deps,
);

const nightly = 24 * 3_600_000;
const reconcileNow = async () => {
  const { open, started, astray, posts } = await reconcile(deps);
  console.error(JSON.stringify({ msg: 'reconciled', open, started: started.length, astray: astray.length, posts }));
};
// whoever prints or mails only leaves the processes to those who run them
const reconciles = config.workQueues.includes('process');
if (reconciles) await reconcileNow();
const reconciling = setInterval(() => {
  if (!reconciles) return;
  reconcileNow().catch((error: unknown) =>
    console.error(JSON.stringify({ msg: 'reconcile failed', error: String(error) })),
  );
}, nightly);
console.log(JSON.stringify({ ready: true }));

let stopping = false;
const stop = async () => {
  stopping = true;
  clearInterval(reconciling);
  await workers.stop();
  await papers.close();
  await connection.close();
  await store.close();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
await workers.ended.catch((error: unknown) => {
  if (!stopping) throw error;
});
