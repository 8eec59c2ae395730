import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import nodemailer from 'nodemailer';
import { cacheDir } from '../../local/cache.ts';
import { nodeArgs } from '../../local/child.ts';
import type { Holder } from '../../local/lock.ts';
import { findMongod } from '../../local/mongod-program.ts';
import { freePorts } from '../../local/ports.ts';
import { identityOf } from '../../local/process-identity.ts';
import { findTemporal } from '../../local/temporal-program.ts';

let folder: string;
let port: number;
let machine: ChildProcess;
let lines: string[];

beforeAll(async () => {
  const found = { cache: cacheDir(), say: (line: string) => void process.stderr.write(`${line}\n`) };
  await Promise.all([findMongod(found), findTemporal(found)]);
  folder = await mkdtemp(join(tmpdir(), 'dondoc-machine-'));
  [port] = (await freePorts(1)) as [number];
}, 30 * 60_000);
afterAll(async () => {
  machine.kill('SIGKILL');
  await rm(folder, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

/** Starts the machine and resolves when it is up or has ended. */
async function start(): Promise<void> {
  const script = new URL('./fixtures/machine.ts', import.meta.url);
  const { NODE_OPTIONS: _jests, ...env } = process.env;
  machine = spawn(process.execPath, [...nodeArgs(script), folder, String(port)], { env });
  lines = [];
  const seen = createInterface({ input: machine.stdout! });
  seen.on('line', (line) => lines.push(line));
  machine.stderr!.on('data', (text: Buffer) => lines.push(String(text)));
  await Promise.race([
    once(machine, 'exit'),
    new Promise<void>((resolve) => seen.on('line', (line) => line.startsWith('{"webUrl"') && resolve())),
  ]);
}
const api = async () => (await fetch(`http://127.0.0.1:${port}/`)).json() as Promise<Record<string, string>>;
const children = async () => JSON.parse(await readFile(join(folder, 'children.json'), 'utf8')) as Holder[];
const living = (holders: Holder[]) => holders.filter(({ pid, identity }) => identityOf(pid) === identity);

async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
  const until = Date.now() + 30_000;
  while (!(await Promise.resolve(holds()).catch(() => false))) {
    if (Date.now() > until) throw new Error(`not within 30 s; the machine said:\n${lines.join('\n')}`);
    await pause(50);
  }
}

test('starts, survives the killing of any part and of all, goes on where it was, and ends in order', async () => {
  await start();
  expect(lines.at(-1)).toContain('/dang-nhap/mot-lan');
  const told = await api();
  expect(told).toMatchObject({ TZ: 'UTC', SMTP_URL: expect.stringMatching(/^smtp:\/\/127\.0\.0\.1:\d+$/) });
  expect(await children()).toHaveLength(5);

  // Something in each part that has to be there later.
  const mongo = await mongoose.createConnection(told['MONGODB_URI']!, { writeConcern: { w: 'majority' } }).asPromise();
  await mongo.collection('proof').insertOne({ kept: true });
  await mongo.close();
  const transport = nodemailer.createTransport(told['SMTP_URL']);
  await transport.sendMail({ from: 'a@b.vn', to: 'c@d.vn', subject: 'Còn đây', text: '.' });
  transport.close();

  // Without its password the database refuses.
  const stranger = mongoose.createConnection(
    told['MONGODB_URI']!.replace(/\/\/.*@/, '//').replace('&authSource=admin', ''),
  );
  await stranger.asPromise();
  await expect(stranger.collection('proof').findOne()).rejects.toMatchObject({ codeName: 'Unauthorized' });
  await stranger.close();

  // One part.
  process.kill(Number(told['pid']), 'SIGKILL');
  await eventually(async () => (await api())['pid'] !== told['pid']);
  expect(lines).toContain('Máy chủ web đã dừng (bị dừng bằng SIGKILL), khởi động lại…');
  const next = (await api())['pid'];
  // The link that was shown is no longer good: the one that is must be seen.
  await eventually(() =>
    lines.includes(`  Quản trị       ${told['PUBLIC_URL']}/dang-nhap/mot-lan-${next}  (dùng một lần)`),
  );

  // The machine itself: none of its children stays.
  const before = await children();
  expect(living(before)).toHaveLength(5);
  machine.kill('SIGKILL');
  await eventually(() => living(before).length === 0);

  await start();
  expect(lines.at(-1)).toContain('webUrl');
  const again = await api();
  expect(again['MONGODB_URI']).toBe(told['MONGODB_URI']);
  const reread = await mongoose.createConnection(again['MONGODB_URI']!).asPromise();
  expect(await reread.collection('proof').countDocuments({ kept: true })).toBe(1);
  await reread.close();
  const mail = await fetch(`${again['MAILBOX_URL']}/mailbox/api/messages`);
  expect(await mail.json()).toMatchObject({ total: 1, messages: [{ subject: 'Còn đây' }] });

  // The machine and its keeper at once: the next start ends what stayed.
  const left = await children();
  const keeper = execFileSync('ps', ['-eo', 'pid=,ppid=,args='])
    .toString()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, parent, ...args]) => Number(parent) === machine.pid && /local\/keeper/.test(args.join(' ')));
  machine.kill('SIGSTOP'); // or it would start another
  process.kill(Number(keeper![0]), 'SIGKILL');
  machine.kill('SIGKILL');
  await once(machine, 'exit');
  expect(living(left)).toHaveLength(5);
  await start();
  expect(lines.at(-1)).toContain('webUrl');
  expect(living(left)).toEqual([]);

  const last = await children();
  machine.kill('SIGTERM');
  expect(await once(machine, 'exit')).toEqual([0, null]);
  expect(living(last)).toEqual([]);
}, 120_000);
