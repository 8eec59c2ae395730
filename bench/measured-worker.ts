import { BroadcastChannel } from 'node:worker_threads';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Batch } from '../workflows/messages.ts';

// A worker alone in its process, for `processes.ts`: what it saves is counted elsewhere and kept nowhere.

export type Said = { ready: true } | { saved: string } | { measured: Measured };

/** Bytes, after the garbage of both threads is collected. */
export interface Measured {
  /** Live in the heap of the thread that runs processes. */
  processes: number;
  /** Live in the heap of the thread that talks with Temporal and runs activities. */
  main: number;
  /** What both heaps have reserved, and buffers outside them. */
  reserved: number;
  resident: number;
}

const [address, taskQueue, codePath, maxCachedWorkflows] = process.argv.slice(2) as [string, string, string, string];
const say = (said: Said) => void process.send!(said);
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  shutdownSignals: [],
  telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } },
});
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  taskQueue,
  workflowBundle: { codePath },
  maxCachedWorkflows: Number(maxCachedWorkflows),
  activities: {
    save: ({ state }: Batch) => {
      say({ saved: state.id });
      return Promise.resolve();
    },
  },
});
const collect = new BroadcastChannel('collect');
const left = new BroadcastChannel('left');
left.addEventListener('message', (message) => {
  const { data } = message as Event & { data: NodeJS.MemoryUsage };
  for (let i = 0; i < 3; i++) globalThis.gc!();
  const { heapUsed, heapTotal, external, rss } = process.memoryUsage();
  const reserved = heapTotal + external + data.heapTotal + data.external;
  say({ measured: { processes: data.heapUsed, main: heapUsed, reserved, resident: rss } });
});
process.on('message', (asked) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- between threads, which have no origin
  if (asked === 'measure') collect.postMessage('now');
  if (asked === 'stop') worker.shutdown();
});
const running = worker.run();
say({ ready: true });
await running;
await connection.close();
process.exit(0);
