import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openNursery } from '../../local/child.ts';
import type { Nursery } from '../../local/child.ts';
import { openLog } from '../../local/log-file.ts';
import { identityOf } from '../../local/process-identity.ts';
import { keepRunning } from '../../local/supervision.ts';
import type { Part } from '../../local/supervision.ts';

let folder: string;
let nursery: Nursery;
let said: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dondoc-supervision-'));
  nursery = openNursery();
  said = [];
});
afterEach(async () => {
  await nursery.close();
  await rm(folder, { recursive: true });
});

const manners = { say: (line: string) => void said.push(line), firstPause: 10, longestPause: 40 };

/** A shell script as a part; it is ready when it has said `ready`. */
const part = (script: string): Part<number> => ({
  command: { name: 'Phần thử', file: 'sh', args: ['-c', script], env: { PATH: process.env['PATH'] } },
  log: openLog(join(folder, 'part.log')),
  ready: (child, lines) => lines.first((line) => (line === 'ready' ? child.pid : undefined)),
});
const until = async (holds: () => boolean) => {
  for (const end = Date.now() + 5_000; !holds(); await pause(10))
    if (Date.now() > end) throw new Error(said.join('\n'));
};

test('a part that ends is started again, until it is stopped', async () => {
  const kept = await keepRunning(nursery, part('echo ready; exec sleep 60'), manners);
  expect(kept.ready).toBe(kept.pid);
  process.kill(kept.pid, 'SIGKILL');
  await until(() => said.includes('Phần thử đã chạy lại.'));
  expect(kept.pid).not.toBe(kept.ready);
  const { pid } = kept;
  await kept.stop();
  expect(identityOf(pid)).toBeUndefined();
  expect(said).toEqual(['Phần thử đã dừng (bị dừng bằng SIGKILL), khởi động lại…', 'Phần thử đã chạy lại.']);
});

test('what it gives when it is ready again is told each time, and no link of anybody is in its log', async () => {
  const gave: number[] = [];
  const talking = part('echo to http://a/setup/bi-mat_1 and http://a/u/bi-mat_2; echo ready; exec sleep 60');
  const kept = await keepRunning(nursery, { ...talking, again: (pid) => void gave.push(pid) }, manners);
  expect(gave).toEqual([]);
  for (let times = 1; times <= 2; times++) {
    process.kill(kept.pid, 'SIGKILL');
    await until(() => gave.length === times);
    expect(gave.at(-1)).toBe(kept.pid);
  }
  await kept.stop();
  const logged = await readFile(talking.log.path, 'utf8');
  expect(logged).toContain('to http://a/setup/… and http://a/u/…');
  expect(logged).not.toContain('bi-mat');
});

test('the pauses between attempts grow', async () => {
  const once = join(folder, 'once');
  const kept = await keepRunning(nursery, part(`[ -e ${once} ] && exit 3; touch ${once}; echo ready`), manners);
  await until(() => said.length >= 4);
  await kept.stop();
  expect(said[0]).toBe('Phần thử đã dừng (mã 0), khởi động lại…');
  expect(said[1]).toMatch(/^Phần thử chưa chạy lại được \(mã 3\), thử lại sau \d+ giây\. Nhật ký: .*part\.log$/);
});

test('a part that does not come up names its reason and its log, and a full disk before all', async () => {
  const failing = part('echo "MONGODB_URI: thiếu" >&2; echo chatter; exit 1');
  await expect(keepRunning(nursery, failing, manners)).rejects.toThrow(
    `Phần thử không chạy được: mã 1. Nhật ký: ${failing.log.path}\n  MONGODB_URI: thiếu`,
  );
  await failing.log.close();
  expect((await readFile(failing.log.path, 'utf8')).match(/chatter/g)).toHaveLength(3);
  const full = { ...manners, explain: () => 'đĩa đầy' };
  await expect(keepRunning(nursery, part('exit 1'), full)).rejects.toThrow('Phần thử không chạy được: đĩa đầy.');
});

test('a cause that can be removed is removed before the next attempt', async () => {
  const mended = join(folder, 'mended');
  const repairs: string[][] = [];
  const broken: Part<number> = {
    ...part(`[ -e ${mended} ] || { echo malformed; exit 1; }; echo ready; exec sleep 60`),
    repair(tail) {
      repairs.push([...tail]);
      writeFileSync(mended, '');
    },
  };
  const kept = await keepRunning(nursery, broken, manners);
  await kept.stop();
  expect(repairs).toEqual([['malformed']]);
});
