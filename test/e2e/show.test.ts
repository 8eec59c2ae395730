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

jest.setTimeout(200_000);

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

test('the cast plays the whole round to its close', async () => {
  const began = Date.now();
  expect(await play(new AbortController().signal)).toBe(true);
  process.stderr.write(`the show took ${Date.now() - began} ms\n`);
  expect(noted).toEqual([]);
  expect(await ok(planner.get(`/api/campaigns/${showRound}`))).toMatchObject({ state: 'closed' });
});
