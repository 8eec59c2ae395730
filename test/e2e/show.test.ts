import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openMailbox } from '../../local/mailbox.ts';
import type { Mailbox } from '../../local/mailbox.ts';
import { loadSample } from '../../local/sample/load.ts';
import { playShow } from '../../local/show/play.ts';
import { showRound } from '../../local/show/round.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { ok } from '../support/office.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

jest.setTimeout(900_000);

let mailbox: Mailbox;
let stack: Stack;
let api: TestApi;
let planner: Caller;
const folder = mkdtempSync(join(tmpdir(), 'dondoc-show-'));
const said: string[] = [];
const noted: string[] = [];

beforeAll(async () => {
  mailbox = await openMailbox({ folder, smtpPort: 0, httpPort: 0 });
  const smtpUrl = `smtp://127.0.0.1:${mailbox.smtpPort}`;
  stack = await startStack({ smtpUrl });
  api = await startApi({
    database: stack.name,
    queuePrefix: stack.queuePrefix,
    now: stack.deps.now(),
    env: {
      SMTP_URL: smtpUrl,
      LINK_SECRET: stack.deps.linkSecret,
      MAILBOX_URL: `http://127.0.0.1:${mailbox.httpPort}`,
      PUBLIC_URL: 'http://localhost:8080',
    },
  });
  await loadSample({ store: api.store, config: api.deps.config, url: api.url, now: api.deps.now });
  planner = await api.signIn('chuyen-vien-cchc');
});
afterAll(async () => {
  await api?.stop();
  await stack?.stop();
  await mailbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

const play = (signal: AbortSignal) =>
  playShow({
    store: api.store,
    config: api.deps.config,
    url: api.url,
    site: 'http://localhost:8080',
    now: api.deps.now,
    say: (line) => {
      said.push(line);
      if (process.env['SHOW_ALOUD']) process.stderr.write(`${line}\n`);
    },
    note: (line) => {
      noted.push(line);
      if (process.env['SHOW_ALOUD']) process.stderr.write(`!! ${line}\n`);
    },
    signal,
  });

/** Plays until somebody says something like this; as a process that is ended would. */
async function playUntil(words: RegExp): Promise<void> {
  const stopping = new AbortController();
  const from = said.length;
  const watch = setInterval(() => {
    if (said.slice(from).some((line) => words.test(line))) stopping.abort();
  }, 20);
  expect(await play(stopping.signal)).toBe(false);
  clearInterval(watch);
}

test('stopped in the middle and begun again it goes on where it was, to the close', async () => {
  const began = Date.now();
  await playUntil(/gửi báo cáo tự kiểm tra/);
  const before = said.length;
  await playUntil(/Công văn chỉ đạo/);
  expect(await play(new AbortController().signal)).toBe(true);
  process.stderr.write(`the show took ${Date.now() - began} ms\n`);
  // a letter that is still on its way is waited for, and said so
  expect(noted.filter((line) => !line.includes('has a link yet'))).toEqual([]);
  expect(said.slice(before).join('\n')).not.toMatch(/lập kế hoạch|Triển khai/);
});

test('what a newcomer is told happened, and leads to where it can be seen', () => {
  const told = said.join('\n');
  for (const words of [
    /Thông báo kiểm tra .*phát hành/,
    /UBND xã Thượng Lâm: xác nhận đã nhận thông báo .*muộn 2 ngày làm việc/,
    /Sở Công Thương: gửi báo cáo tự kiểm tra, muộn 1 ngày làm việc/,
    /Sở Giáo dục và Đào tạo: báo cáo thiếu tài liệu, thư ký Đoàn trả lại/,
    /Sở Giáo dục và Đào tạo: sửa và gửi lại báo cáo/,
    /Thông báo kết luận của Đoàn trình diễn số 1: .*phát hành/,
    /Công văn chỉ đạo .*phát hành/,
    /báo cáo nội dung khắc phục, kèm ảnh, quá hạn \d+ ngày làm việc/,
    /bổ sung, báo cáo lại nội dung khắc phục/,
    /xin gia hạn/,
    /đồng ý gia hạn/,
    /đóng lại/,
    /Hệ thống gửi \d+ thư/,
    /Đợt trình diễn đã đóng/,
  ])
    expect(told).toMatch(words);
  expect(told).not.toMatch(/\/u\//);
  expect(told).not.toMatch(/\/setup\//);
});

test('the round is closed: papers are issued, every item is closed, and by another hand than verified it', async () => {
  expect(await ok(planner.get(`/api/campaigns/${showRound}`))).toMatchObject({ state: 'closed' });
  const { items: papers } = await ok(planner.get(`/api/papers?campaign=${showRound}`));
  expect(papers.map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`).sort()).toEqual([
    'conclusion issued',
    'conclusion issued',
    'directive issued',
    'notice issued',
  ]);
  for (const { id } of papers) {
    const file = await planner.get<string>(`/api/papers/${id}/file`);
    expect([id, file.status, file.text.startsWith('%PDF')]).toEqual([id, 200, true]);
  }
  const { items } = await ok(planner.get(`/api/items?campaign=${showRound}&limit=100`));
  expect(items.length).toBeGreaterThanOrEqual(20);
  expect(items.filter(({ state }: { state: string }) => state !== 'closed')).toEqual([]);
});

test('nobody of the cast stays signed in', async () => {
  for (const person of ['chuyen-vien-cchc', 'giam-doc', 'van-thu', 'thu-ky-doan-1']) {
    const left = await api.store.sessions.of(person, { now: api.deps.now(), idleSince: '2026-01-01T00:00:00.000Z' });
    expect(left.filter(({ device }) => device === 'Đợt trình diễn')).toEqual([]);
  }
});

test('the board of the round says what a recount of its records says', async () => {
  const { count } = await api.store.board.board(
    showRound,
    (await api.store.matters.get(`campaign:${showRound}`))!.calendar,
    {
      on: '2030-01-01',
    },
  );
  expect(count).toMatchObject({ units: 6, concluded: 6, acknowledged: 6, reported: 6, late: { units: 0 } });
  expect(count.items.closed).toBe(count.items.total);
  expect((await api.store.matters.recount(showRound)).differing).toEqual([]);
  const { body } = await planner.get(`/api/campaigns/${showRound}/board`);
  expect(body.counts.items).toEqual(count.items);
});
