import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { compact } from '../domain/calendar.ts';
import { knownYears } from '../domain/calendars/known.ts';
import { nextRung } from '../domain/chase.ts';
import type { Day } from '../domain/day.ts';
import { defaultTerms } from '../domain/duty-terms.ts';
import { defaultLadders } from '../domain/ladder.ts';
import type { Setting } from '../domain/matter.ts';
import { begin, newRemediation } from '../domain/remediation.ts';
import type { Remediation } from '../domain/remediation.ts';
import { fixedDue } from '../domain/term.ts';
import { startServers } from '../test/support/servers.ts';
import { bundle } from '../worker/bundle.ts';
import type { Batch } from '../workflows/messages.ts';

// What one process costs: history events a wake, memory while cached, and what is in the bundle.

const count = Number(process.env['PROCESSES'] ?? 400);
const calendar = compact(knownYears);
const setting: Setting = {
  clock: { kind: 'stepped', now: '2026-02-23' },
  calendar,
  ladders: defaultLadders,
  terms: defaultTerms,
};
const items = Array.from({ length: 10 }, (_, n) => ({
  n: n + 1,
  requirement: `yc-${n + 1}`,
  due: fixedDue(calendar, '2026-03-10', 'kl'),
}));

/** A remediation of ten items, all owed. */
const owed = (unit: string): Remediation => {
  const born = newRemediation(
    setting,
    { campaign: 'bench', unit, team: 'doan-1' },
    'paper:bench:conclusion:1',
    '2026-02-23',
    items,
    false,
  );
  return begin.next(born, {}, '2026-02-23').state;
};

const servers = await startServers();
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  shutdownSignals: [],
  telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } },
});
const code = await bundle();
const connection = await Connection.connect({ address: servers.temporalAddress });
const native = await NativeConnection.connect({ address: servers.temporalAddress });
const temporal = new Client({ connection });
const saves = new Map<string, number>();
const taskQueue = `${randomUUID()}-process`;
const worker = await Worker.create({
  connection: native,
  taskQueue,
  workflowBundle: { code },
  maxCachedWorkflows: count * 2,
  activities: {
    save: ({ state }: Batch) => {
      saves.set(state.id, (saves.get(state.id) ?? 0) + 1);
      return Promise.resolve();
    },
  },
});
const running = worker.run();

/** Ticks until every one of these processes has saved `times` times. */
const tickAll = async (records: Remediation[], day: Day, times: number) => {
  for (let i = 0; i < records.length; i += 20) {
    await Promise.all(
      records.slice(i, i + 20).map((record) =>
        temporal.workflow.signalWithStart('remediation', {
          workflowId: record.id,
          taskQueue,
          args: [record],
          signal: 'tick',
          signalArgs: [day],
        }),
      ),
    );
  }
  const until = Date.now() + 120_000;
  while (records.some(({ id }) => (saves.get(id) ?? 0) < times)) {
    if (Date.now() > until) throw new Error('not every process has saved within two minutes');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const warm = Array.from({ length: 20 }, (_, n) => owed(`warm-${n}`));
await tickAll(warm, '2026-03-03', 1);
const before = process.memoryUsage().rss;
const records = Array.from({ length: count }, (_, n) => owed(`don-vi-${n}`));
const began = Date.now();
await tickAll(records, '2026-03-03', 1);
const startMs = (Date.now() - began) / count;
const memory = (process.memoryUsage().rss - before) / count / 1024;

// the wakes of one chase, each on its own day
const [one] = records as [Remediation];
const lengthOf = async () => (await temporal.workflow.getHandle(one.id).describe()).historyLength;
const first = await lengthOf();
const wakes: Day[] = ['2026-03-09', '2026-03-11', '2026-03-17', '2026-03-24'];
for (const [at, day] of wakes.entries()) await tickAll([one], day, at + 2);
const eventsPerWake = ((await lengthOf()) - first) / wakes.length;

console.log(
  JSON.stringify({
    processes: count,
    itemsEach: items.length,
    firstWake: nextRung(one),
    stateBytes: JSON.stringify(one).length,
    eventsPerWake,
    eventsPerWakeAtMost: 17,
    memoryKBPerProcess: Math.round(memory),
    memoryKBAtMost: 150,
    startMsPerProcess: Math.round(startMs * 10) / 10,
    bundleKB: Math.round(code.length / 1024),
    zodInBundle: /node_modules\/zod/.test(code),
  }),
);

worker.shutdown();
await running;
await native.close();
await connection.close();
await servers.stop();
await Runtime.instance().shutdown();
