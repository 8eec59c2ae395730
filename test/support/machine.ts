import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { reconcile } from '../../activities/index.ts';
import type { Reconciled } from '../../activities/reconcile.ts';
import type { Instant } from '../../domain/day.ts';
import type { PersonId } from '../../domain/role.ts';
import { cacheDir } from '../../local/cache.ts';
import { killGroup, nodeArgs, openNursery } from '../../local/child.ts';
import type { Child, Command, Nursery } from '../../local/child.ts';
import { findMongod } from '../../local/mongod-program.ts';
import { mongodCommand, mongodReady, mongodUri } from '../../local/mongod.ts';
import { freePorts } from '../../local/ports.ts';
import { findTemporal } from '../../local/temporal-program.ts';
import { temporalCommand, temporalReady } from '../../local/temporal.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { signIn } from './api.ts';
import type { Caller } from './api.ts';
import { openMailSink } from './mail-sink.ts';
import type { MailSink } from './mail-sink.ts';

export const partNames = ['mongod', 'temporal', 'worker', 'api'] as const;
/** A second worker and a second API beside the first, where a test asks for them. */
export const twinNames = ['worker-2', 'api-2'] as const;
export type PartName = (typeof partNames)[number] | (typeof twinNames)[number];

/** An act that was answered with success: it must be found again. */
export interface Acknowledged {
  /** As the API stores it, made unique to the caller. */
  key: string;
  path: string;
}

/**
 * The four real processes on ports and data of their own, each of which can be killed and started again. One that
 * ends although nobody killed it is started again, as `npm start` does.
 */
export interface TestMachine {
  store: Store;
  temporal: Client;
  mail: MailSink;
  acknowledged: Acknowledged[];
  /** `kill -9`; resolves when it is gone. */
  kill(part: PartName): Promise<void>;
  /** SIGTERM; resolves with how it ended and after how many ms. */
  end(part: PartName): Promise<{ how: string; took: number }>;
  /** Resolves when it can be used again. */
  start(part: PartName): Promise<void>;
  /** Removes everything Temporal knew; it must be down. */
  forgetTemporal(): void;
  /** At the second API where said. */
  signIn(person: PersonId, at?: 'api' | 'api-2'): Promise<Caller>;
  /** Sends a command as people are told to: again under the same key until it is answered. */
  insist: <T = unknown>(who: Caller, path: string, body?: unknown) => Promise<T>;
  reconcile(): Promise<Reconciled>;
  /** Parts that ended by themselves, with how. */
  falls: string[];
  /** What every part printed. */
  said: string[];
  /** What our own processes are told. */
  env: NodeJS.ProcessEnv;
  url: string;
  stop(): Promise<void>;
}

const secret = 'a secret of tests, thirty-two characters long';
const patience = 240_000;

export interface TestMachineOptions {
  /** Two workers and two APIs. */
  twins?: boolean;
  /** Before our own processes are started for the first time. */
  prepare?: (env: NodeJS.ProcessEnv) => Promise<void>;
  env?: NodeJS.ProcessEnv;
  /** What one part is told beside that. */
  envOf?: Partial<Record<PartName, NodeJS.ProcessEnv>>;
  /** Where the compiler put our own processes, to run those instead of the sources. */
  compiled?: URL;
  /** Tells our own processes their secrets by files alone, as containers get them. */
  secretsInFiles?: boolean;
}

export async function startTestMachine({
  twins = false,
  prepare,
  env: more,
  envOf = {},
  compiled,
  secretsInFiles = false,
}: TestMachineOptions = {}): Promise<TestMachine> {
  const found = { cache: cacheDir(), say: (line: string) => void process.stderr.write(`${line}\n`) };
  const [mongodBinary, temporalBinary] = await Promise.all([findMongod(found), findTemporal(found)]);
  const [mongodPort, temporalPort, webPort, webPort2] = (await freePorts(4)) as [number, number, number, number];
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-kills-'));
  const mail = await openMailSink();
  const nursery = openNursery();
  nursery.removeAfterwards(folder);

  const mongod = { binary: mongodBinary, port: mongodPort, dbPath: folder, cacheGB: 0.25 };
  const address = `127.0.0.1:${temporalPort}`;
  const file = join(folder, 'temporal.sqlite');
  const url = `http://127.0.0.1:${webPort}`;
  const uri = mongodUri(mongod, 'dondoc');
  const { NODE_OPTIONS: _jests, ...inherited } = process.env;
  const whole: NodeJS.ProcessEnv = {
    ...inherited,
    TZ: 'UTC',
    MONGODB_URI: uri,
    TEMPORAL_ADDRESS: address,
    SMTP_URL: mail.url,
    MAILBOX_SMTP_URL: mail.url,
    MAIL_FROM: 'Đôn Đốc <dondoc@snv.example>',
    PUBLIC_URL: url,
    PORT: String(webPort),
    LINK_SECRET: secret,
    LOG_LEVEL: 'error',
    ...more,
  };
  const env = secretsInFiles ? withSecretsIn(join(folder, 'secrets'), whole) : whole;
  const own = (name: PartName, program: 'worker' | 'api', port = webPort): Command => ({
    name,
    file: process.execPath,
    args: nodeArgs(
      compiled ? new URL(`${program}/main.js`, compiled) : new URL(`../../${program}/main.ts`, import.meta.url),
    ),
    env: { ...env, PORT: String(port), ...envOf[name] },
  });
  const everythingSaid: string[] = [];
  const dynamicConfig = { 'history.timerProcessorMaxTimeShift': '"1ms"' };
  const falls: string[] = [];
  const parts: Record<PartName, Kept> = {
    mongod: keep(
      nursery,
      mongodCommand(mongod),
      (child) => mongodReady(mongod, () => child.running, patience),
      falls,
      everythingSaid,
    ),
    temporal: keep(
      nursery,
      temporalCommand({ binary: temporalBinary, port: temporalPort, file, dynamicConfig }),
      (child) => temporalReady(address, () => child.running, patience),
      falls,
      everythingSaid,
    ),
    worker: keep(nursery, own('worker', 'worker'), said('{"ready":true'), falls, everythingSaid),
    api: keep(nursery, own('api', 'api'), said('{"ready":true'), falls, everythingSaid),
    'worker-2': keep(nursery, own('worker-2', 'worker'), said('{"ready":true'), falls, everythingSaid),
    'api-2': keep(nursery, own('api-2', 'api', webPort2), said('{"ready":true'), falls, everythingSaid),
  };
  const ours = ['worker', 'api', ...(twins ? twinNames : [])] as const;
  const opened: (() => Promise<unknown> | void)[] = [
    () => nursery.close(),
    () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
    () => mail.stop(),
    ...[...partNames, ...twinNames].map((name) => () => parts[name].kill()),
  ];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };

  try {
    await Promise.all([parts.mongod.start(), parts.temporal.start()]);
    const store = await openStore(uri);
    opened.push(() => store.close());
    const connection = await Connection.connect({ address, connectTimeout: '60s' });
    opened.push(() => connection.close());
    const temporal = new Client({ connection });
    await prepare?.(env);
    await Promise.all(ours.map((part) => parts[part].start()));
    const acknowledged: Acknowledged[] = [];
    return {
      store,
      temporal,
      mail,
      acknowledged,
      falls,
      said: everythingSaid,
      env,
      url,
      end: (part) => parts[part].end(),
      kill: (part) => parts[part].kill(),
      start: (part) => parts[part].start(),
      forgetTemporal() {
        for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
      },
      signIn: (person, at = 'api') =>
        signIn(
          store,
          at === 'api' ? url : `http://127.0.0.1:${webPort2}`,
          person,
          new Date().toISOString() as Instant,
          '2099-12-31T00:00:00.000Z',
        ),
      async insist(who, path, body) {
        const key = randomUUID();
        const answer = await persistently(
          () => who.post(path, body, { key }),
          ({ status }) => status < 500,
        );
        if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 1_000)}`);
        acknowledged.push({ key: `${who.id}/${key}`, path });
        return answer.body as never;
      },
      reconcile: () =>
        reconcile({ store, door: { temporal, queuePrefix: '' }, now: () => new Date().toISOString() as Instant }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function withSecretsIn(folder: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  mkdirSync(folder);
  const told = { ...env };
  for (const name of ['MONGODB_URI', 'SMTP_URL', 'LINK_SECRET']) {
    writeFileSync(join(folder, name), `${env[name]}\n`, { mode: 0o400 });
    delete told[name];
    told[`${name}_FILE`] = join(folder, name);
  }
  return told;
}

/** Repeats until it holds, whatever fails meanwhile: servers are away now and then. */
export async function persistently<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  within = patience,
): Promise<T> {
  const until = Date.now() + within;
  for (;;) {
    const [outcome] = await Promise.allSettled([read()]);
    if (outcome.status === 'fulfilled' && holds(outcome.value)) return outcome.value;
    if (Date.now() > until) {
      const last =
        outcome.status === 'fulfilled' ? JSON.stringify(outcome.value)?.slice(0, 1_500) : String(outcome.reason);
      throw new Error(`still ${last} after ${within / 1_000} s`);
    }
    await pause(100);
  }
}

/** The same delays at every run: kills are scattered, failures can be repeated. */
export function seeded(seed: number): (least: number, most: number) => number {
  let state = seed;
  return (least, most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return least + Math.floor((state / 2 ** 32) * (most - least));
  };
}

interface Kept {
  start(): Promise<void>;
  kill(): Promise<void>;
  end(): Promise<{ how: string; took: number }>;
}

type Ready = (child: Child, lines: string[]) => Promise<unknown>;

/** Our own processes say one line when they can be used. */
const said =
  (beginning: string): Ready =>
  (child, lines) =>
    persistently(async () => {
      if (!child.running) throw new Error(`ended:\n${lines.join('\n')}`);
      return lines.some((line) => line.startsWith(beginning));
    }, Boolean);

function keep(nursery: Nursery, command: Command, ready: Ready, falls: string[], heard: string[]): Kept {
  let wanted = false;
  let child: Child | undefined;
  const start = async (): Promise<void> => {
    const lines: string[] = [];
    const started = nursery.start(command, (line) => {
      lines.push(line);
      heard.push(line);
      if (lines.length > 40) lines.shift();
    });
    child = started;
    void watch(started, lines);
    await ready(started, lines).catch((error: unknown) => {
      if (wanted) throw error;
    });
  };
  const watch = async (started: Child, lines: string[]): Promise<void> => {
    const how = await started.ended;
    if (!wanted) return;
    falls.push(`${command.name}: ${how}\n${lines.slice(-5).join('\n')}`);
    await pause(500);
    if (wanted) await start();
  };
  return {
    start() {
      wanted = true;
      return start();
    },
    async kill() {
      wanted = false;
      if (!child?.running) return;
      killGroup(child);
      await child.ended;
    },
    async end() {
      wanted = false;
      const began = Date.now();
      process.kill(child!.pid, 'SIGTERM');
      const how = await child!.ended;
      return { how, took: Date.now() - began };
    },
  };
}
