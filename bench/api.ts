import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { nodeArgs } from '../local/child.ts';
import { freePorts } from '../local/ports.ts';
import type { Instant } from '../domain/day.ts';
import { signIn } from '../test/support/api.ts';
import type { Caller } from '../test/support/api.ts';
import { startTestMachine } from '../test/support/machine.ts';
import { openOfficeAtWork, unitId } from '../test/support/province.ts';
import { judge } from './judge.ts';

// An authorised read of the API beside the least that express, zod and the driver can do (bare-api.ts), each in a
// process of its own, taking turns: the processor time of one request.

const requests = Number(process.env['REQUESTS'] ?? 2_000);
const rounds = 5;
const atOnce = 8;
const units = 50;

const machine = await startTestMachine();
await openOfficeAtWork(machine, units);
const [port] = await freePorts(1);

async function begin(program: string) {
  const child = spawn(process.execPath, nodeArgs(new URL(program, import.meta.url)), {
    env: { ...machine.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"ready":true')) return { child, line };
  }
  throw new Error(`${program} did not come up`);
}

/** Seconds of the processor a process has used, Linux only: fields 14 and 15 of its stat, in hundredths. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const api = await begin('../api/main.ts');
const bare = await begin('./bare-api.ts');
const barePort = (JSON.parse(bare.line) as { at: { port: number } }).at.port;
const now = new Date().toISOString() as Instant;
const planner = (origin: string) => signIn(machine.store, origin, 'chuyen-vien', now, '2099-12-31T00:00:00.000Z');

async function load(who: Caller): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < requests) {
      const id = unitId((next++ % units) + 1);
      const { status, text } = await who.get(`/api/units/${id}`);
      if (status !== 200) throw new Error(`${status} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** Processor time of one request, in milliseconds. */
async function measured(pid: number, who: Caller): Promise<number> {
  const before = cpuOf(pid);
  await load(who);
  return ((cpuOf(pid) - before) / requests) * 1_000;
}

const apiAt = await planner(`http://127.0.0.1:${port}`);
const bareAt = await planner(`http://127.0.0.1:${barePort}`);
await load(apiAt);
await load(bareAt);
const ours: number[] = [];
const least: number[] = [];
for (let n = 0; n < rounds; n++) {
  ours.push(await measured(api.child.pid!, apiAt));
  least.push(await measured(bare.child.pid!, bareAt));
}
for (const { child } of [api, bare]) {
  child.kill('SIGTERM');
  await once(child, 'exit');
}
await machine.stop();

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const round = (value: number) => Math.round(value * 1_000) / 1_000;
judge({ requests, rounds, apiMs: round(median(ours)), bareMs: round(median(least)) }, [
  { name: 'timesBare', figure: round(median(ours) / median(least)), atMost: 1.5 },
]);
