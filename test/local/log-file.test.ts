import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLog } from '../../local/log-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dondoc-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('goes on in a second file at 10 MB, and keeps one before it', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, 'x'.repeat(10 * 1024 * 1024 - 5));
  const log = openLog(path);
  log.write('tràn');
  log.write('sau');
  await log.close();
  expect(await readFile(path, 'utf8')).toBe('tràn\nsau\n');
  expect((await readFile(`${path}.1`, 'utf8')).length).toBe(10 * 1024 * 1024 - 5);
  expect(log.tail).toEqual(['tràn', 'sau']);
});

test('a full disk costs the lines that had no room, not those before nor us', async () => {
  const path = join(folder, 'a.log');
  await writeFile(`${path}.1`, 'trước đó\n');
  await symlink('/dev/full', path);
  const log = openLog(path);
  for (let i = 0; i < 5; i++) {
    log.write(`mất ${i}`);
    await pause(20);
  }
  await rm(path);
  for (const until = Date.now() + 5_000; Date.now() < until; await pause(100)) {
    log.write('lại ghi được');
    const text = await readFile(path, 'utf8').catch(() => '');
    if (text.startsWith('lại ghi được\n')) break;
  }
  await log.close();
  expect(await readFile(path, 'utf8')).toMatch(/^(lại ghi được\n)+$/);
  expect(await readFile(`${path}.1`, 'utf8')).toBe('trước đó\n');
  expect(log.tail.slice(0, 2)).toEqual(['mất 0', 'mất 1']);
});
