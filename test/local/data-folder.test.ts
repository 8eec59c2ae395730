import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { endLeftovers } from '../../local/child.ts';
import { openDataFolder } from '../../local/data-folder.ts';
import { identityOf } from '../../local/process-identity.ts';

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'dondoc-data-'));
});
afterEach(() => rm(path, { recursive: true }));

const modeOf = async (...parts: string[]) => (await stat(join(path, ...parts))).mode & 0o777;

test('secrets are for their owner only, also those of a backup put back', async () => {
  await mkdir(join(path, 'secrets'), { mode: 0o755 });
  await writeFile(join(path, 'secrets', 'link-secret'), 'của bản sao lưu');
  await chmod(join(path, 'secrets', 'link-secret'), 0o644);
  const data = await openDataFolder(path);
  expect(data.secret('link-secret')).toBe('của bản sao lưu');
  expect(data.secret('mongodb-key')).toMatch(/^[\w+/]{64}$/);
  data.keepSecret('environment.json', '{}');
  for (const name of ['link-secret', 'mongodb-key', 'environment.json']) {
    expect([name, await modeOf('secrets', name)]).toEqual([name, 0o600]);
  }
  expect(await modeOf('secrets')).toBe(0o700);
  data.release();
});

test('what an earlier run left running is ended, and nothing else', async () => {
  const [left, other] = [spawn('sleep', ['60'], { detached: true }), spawn('sleep', ['60'], { detached: true })];
  const ended = once(left, 'exit');
  const holders = [
    { pid: left.pid, identity: identityOf(left.pid!) },
    { pid: other.pid, identity: 'lần khởi động khác:1' },
  ];
  await writeFile(join(path, 'children.json'), JSON.stringify(holders));
  (await openDataFolder(path)).release();
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(identityOf(other.pid!)).toBeDefined();
  other.kill('SIGKILL');
});

test('what will not end is named, not waited for without end', async () => {
  const other = spawn('sleep', ['60']); // no leader of a group: the kill finds nobody
  const holder = { pid: other.pid!, identity: identityOf(other.pid!)! };
  expect(await endLeftovers([holder], 100)).toEqual([other.pid]);
  other.kill('SIGKILL');
});

test('a broken list of leftovers is no reason not to start; a broken memory is, and says what to do', async () => {
  await writeFile(join(path, 'children.json'), '[{"pid":');
  (await openDataFolder(path)).release();
  await writeFile(join(path, 'machine.json'), '');
  await expect(openDataFolder(path)).rejects.toThrow(/machine\.json hỏng .*Hãy xoá tệp ấy rồi chạy lại/);
  await rm(join(path, 'machine.json'));
  (await openDataFolder(path)).release();
});

test('a disk that breaks while it runs ends nothing', async () => {
  const data = await openDataFolder(path);
  await mkdir(join(path, 'children.json'));
  data.recordChildren([{ pid: 1, identity: 'x' }]);
  await rm(join(path, 'children.json'), { recursive: true });
  data.recordChildren([{ pid: 1, identity: 'x' }]);
  expect(JSON.parse(await readFile(join(path, 'children.json'), 'utf8'))).toEqual([{ pid: 1, identity: 'x' }]);
  data.release();
});
