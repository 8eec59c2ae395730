import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
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
import { judge } from './judge.ts';
import type { Measured, Said } from './measured-worker.ts';

// What one process costs: history events a wake, memory while cached in a worker that is alone in its process, and
// what is in the bundle. Memory is the growth from the first hundred processes on, after garbage is collected.

const count = Number(process.env['PROCESSES'] ?? 400);
const warmUp = 100;
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
const [address] = servers.temporalAddresses as [string];
if (servers.bundlePath === undefined) throw new Error('the workflows could not be bundled');
const code = await readFile(servers.bundlePath, 'utf8');
const connection = await Connection.connect({ address: address });
const temporal = new Client({ connection });
const taskQueue = `${randomUUID()}-process`;

const saves = new Map<string, number>();
const heard: ((measured: Measured) => void)[] = [];
const worker = fork(
  fileURLToPath(new URL('measured-worker.ts', import.meta.url)),
  [address, taskQueue, servers.bundlePath, String((count + warmUp) * 2)],
  {
    execArgv: [
      '--expose-gc',
      '--require',
      fileURLToPath(new URL('collect.cjs', import.meta.url)),
      '--import',
      import.meta.resolve('tsx'),
    ],
  },
);
const ended = new Promise<void>((resolve, reject) =>
  worker.once('exit', (status) => (status === 0 ? resolve() : reject(new Error(`the worker ended with ${status}`)))),
);
const ready = new Promise<void>((resolve) =>
  worker.on('message', (message) => {
    const said = message as Said;
    if ('ready' in said) resolve();
    if ('saved' in said) saves.set(said.saved, (saves.get(said.saved) ?? 0) + 1);
    if ('measured' in said) heard.shift()?.(said.measured);
  }),
);
const measure = async (): Promise<Measured> => {
  await pause(1_000); // the last answers leave
  const measured = new Promise<Measured>((resolve) => heard.push(resolve));
  worker.send('measure');
  return Promise.race([measured, ended.then(() => Promise.reject(new Error('the worker has ended')))]);
};

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
    await pause(50);
  }
};

await Promise.race([ready, ended]);
const warm = Array.from({ length: warmUp }, (_, n) => owed(`warm-${n}`));
await tickAll(warm, '2026-03-03', 1);
const before = await measure();
const records = Array.from({ length: count }, (_, n) => owed(`don-vi-${n}`));
const began = Date.now();
await tickAll(records, '2026-03-03', 1);
const startMs = (Date.now() - began) / count;
const after = await measure();

// the wakes of the same chase, each on its own day
const [one] = records as [Remediation];
const lengthOf = async () => (await temporal.workflow.getHandle(one.id).describe()).historyLength;
const first = await lengthOf();
const wakes: Day[] = ['2026-03-09', '2026-03-11', '2026-03-17', '2026-03-24'];
for (const [at, day] of wakes.entries()) await tickAll([one], day, at + 2);
const eventsPerWake = ((await lengthOf()) - first) / wakes.length;

worker.send('stop');
await ended;
await connection.close();
await servers.stop();

const each = (bytes: (measured: Measured) => number) => Math.round((bytes(after) - bytes(before)) / count / 1024);
judge(
  {
    processes: count,
    itemsEach: items.length,
    firstWake: nextRung(one),
    stateBytes: JSON.stringify(one).length,
    startMsPerProcess: Math.round(startMs * 10) / 10,
    bundleKB: Math.round(code.length / 1024),
    /** The part of the live memory that the processes themselves hold; the rest is the worker's book-keeping. */
    inProcessesKB: each(({ processes }) => processes),
    /** Of what the operating system has given: what Temporal's core keeps outside the heaps. */
    outsideHeapsKB: each(({ resident, reserved }) => resident - reserved),
  },
  [
    { name: 'eventsPerWake', figure: eventsPerWake, atMost: 17 },
    { name: 'liveKBPerProcess', figure: each(({ processes, main }) => processes + main), atMost: 150 },
    { name: 'residentKBPerProcess', figure: each(({ resident }) => resident), atMost: 300 },
    { name: 'zodInBundle', figure: /node_modules\/zod/.test(code) ? 1 : 0, atMost: 0 },
  ],
);
