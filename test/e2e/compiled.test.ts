import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { freePorts } from '../../local/ports.ts';
import { runCommand } from '../support/command.ts';
import { startTestMachine } from '../support/machine.ts';
import type { TestMachine } from '../support/machine.ts';
import {
  allLettersLeft,
  aRound,
  contactOf,
  lettersOnRecord,
  lostActs,
  mailOf,
  openOfficeAtWork,
  unitId,
} from '../support/province.ts';
import type { OfficeAtWork } from '../support/province.ts';

jest.setTimeout(480_000);

/** As the image is made and `docker-compose.yml` runs it: compiled, each kind of worker apart, secrets in files. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dondoc-bien-dich-'));
const compiled = pathToFileURL(join(folder, 'dist/'));
const communes = 4;
const campaign = 'dot-bien-dich';

let machine: TestMachine;
let office: OfficeAtWork;
let ports: [number, number];
const containerOf = (part: 0 | 1) => ({ ...machine.env, WORKER_METRICS: `0.0.0.0:${ports[part]}` });

beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  await promisify(execFile)(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    root,
    '--outDir',
    fileURLToPath(compiled),
  ]);
  ports = (await freePorts(2)) as [number, number];
  machine = await startTestMachine({
    twins: true,
    compiled,
    secretsInFiles: true,
    env: { LOG_LEVEL: 'info' },
    envOf: {
      worker: { WORK_QUEUES: 'process', WORKER_METRICS: `0.0.0.0:${ports[0]}` },
      'worker-2': { WORK_QUEUES: 'papers,mail', WORKER_METRICS: `0.0.0.0:${ports[1]}` },
    },
  });
  office = await openOfficeAtWork(machine, communes);
});
afterAll(async () => {
  await machine?.stop();
  rmSync(folder, { recursive: true });
});

test('every part is there', async () => {
  expect(await (await fetch(`${machine.url}/api/ready`)).json()).toMatchObject({ state: 'ok' });
});

test('a round is launched, its notice printed and mailed, a link opened', async () => {
  await office.approved(aRound(campaign, communes));
  await office.launched(campaign);
  const paper = await office.signed(campaign, 'notice');
  await office.number(paper);
  await office.issued(paper);
  await allLettersLeft(machine, campaign);
  const file = await office.planner.get<string>(`/api/papers/${paper}/file`);
  expect([file.status, file.text.slice(0, 4)]).toEqual([200, '%PDF']);
  for (let n = 1; n <= communes; n += 1) expect(machine.mail.lettersTo(mailOf(contactOf(n)))).toHaveLength(1);
  expect((await lettersOnRecord(machine)).wrong).toEqual([]);
  const link = /\/u\/[\w-]+/.exec(machine.mail.lettersTo(mailOf(contactOf(1)))[0]!.text)![0];
  expect((await fetch(`${machine.url}${link}`)).status).toBe(200);
  expect((await fetch(`${machine.url}/api/docs`)).status).toBe(200);
  expect((await fetch(`${machine.url}/api/openapi.json`)).status).toBe(200);
});

test('each worker gives its own figures, which name no unit and nobody', async () => {
  const [process_, others] = await Promise.all(
    ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()),
  );
  expect(process_).toMatch(/^temporal_workflow_completed\S*\{[^}]*workflow_type="broadcast"/m);
  expect(others).toMatch(/^temporal_activity_execution_latency\S*\{[^}]*activity_type="deliver"/m);
  expect(others).not.toContain('temporal_workflow_completed');
  for (const figures of [process_, others])
    for (const text of [unitId(1), contactOf(1), campaign, mailOf(contactOf(1))]) expect(figures).not.toContain(text);
});

test('the health check of each container tells who answers', async () => {
  const alive = async (env: NodeJS.ProcessEnv) => (await runCommand('alive', [], env, compiled)).code;
  const api = { ...machine.env, PORT: new URL(machine.url).port };
  expect(await Promise.all([alive(api), alive(containerOf(0)), alive(containerOf(1))])).toEqual([0, 0, 0]);
  const [nobody] = (await freePorts(1)) as [number];
  expect(
    await Promise.all([alive({ ...api, PORT: String(nobody) }), alive({ WORKER_METRICS: `0.0.0.0:${nobody}` })]),
  ).toEqual([1, 1]);
});

test('a worker whose figures have no place of their own says so in a sentence', async () => {
  const { code, err } = await runCommand('../worker/main', [], containerOf(0), compiled);
  expect(code).toBe(1);
  expect(err.trim().split('\n')).toEqual([
    expect.stringMatching(/^WORKER_METRICS: không mở được 0\.0\.0\.0:\d+, .*cổng riêng\.$/),
  ]);
});

test('the commands beside it find their parts by the same files', async () => {
  const run = (program: Parameters<typeof runCommand>[0], args: string[] = []) =>
    runCommand(program, args, machine.env, compiled);
  const backup = join(folder, 'ban');
  expect(await run('backup', ['--to', backup])).toMatchObject({ code: 0, err: '' });
  expect(await run('recount')).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Đã đếm lại \d+ hồ sơ/) });
  expect(await run('reconcile')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('khởi động lại: 0') });
  expect(await run('restore', [backup])).toMatchObject({ code: 1, err: expect.stringContaining('--replace') });
});

test('told to end, each does so in order; nothing was lost', async () => {
  expect(await lostActs(machine)).toEqual([]);
  expect(machine.falls).toEqual([]);
  const ends = await Promise.all((['api', 'api-2', 'worker', 'worker-2'] as const).map((part) => machine.end(part)));
  for (const { how, took } of ends) {
    expect(how).toBe('mã 0');
    expect(took).toBeLessThan(20_000);
  }
});
