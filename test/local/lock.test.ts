import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDataFolder } from '../../local/data-folder.ts';
import { take } from '../../local/lock.ts';
import { identityOf } from '../../local/process-identity.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dondoc-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('one holder at a time, and free again after its release', async () => {
  const file = join(folder, 'lock');
  const first = await take(file);
  expect(await take(file)).toMatchObject({ held: false, by: { pid: process.pid } });
  if (first.held) first.release();
  expect((await take(file)).held).toBe(true);
});

test('the lock of a killed process is taken over, by one of many', async () => {
  const file = join(folder, 'lock');
  const other = spawn('sleep', ['60']);
  await writeFile(file, JSON.stringify({ pid: other.pid, identity: identityOf(other.pid!) }));
  expect((await take(file)).held).toBe(false);
  other.kill('SIGKILL');
  await once(other, 'exit');
  const locks = await Promise.all(Array.from({ length: 10 }, () => take(file)));
  expect(locks.filter(({ held }) => held)).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['lock']);
});

test('a later process with the same number is not the holder', async () => {
  const file = join(folder, 'lock');
  await writeFile(file, JSON.stringify({ pid: process.pid, identity: 'another-boot:1' }));
  expect((await take(file)).held).toBe(true);
});

test('a data folder in use is one clear line, and remembers when it is free', async () => {
  const data = await openDataFolder(join(folder, 'data'));
  data.remember({ temporal: '1.29.1' });
  const password = data.secret('password');
  await expect(openDataFolder(join(folder, 'data'))).rejects.toThrow(
    `Thư mục dữ liệu ${join(folder, 'data')} đang được tiến trình ${process.pid} dùng.`,
  );
  data.release();
  const again = await openDataFolder(join(folder, 'data'));
  expect(again.memory).toEqual({ temporal: '1.29.1' });
  expect(again.secret('password')).toBe(password);
  again.release();
});
