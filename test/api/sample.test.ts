import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { firstAdministratorLink } from '../../api/office/setup.ts';
import { readConfig } from '../../config.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { loadSample } from '../../local/sample/load.ts';
import { openStore } from '../../store/index.ts';
import { startWorkers } from '../../worker/workers.ts';
import type { RunningWorkers } from '../../worker/workers.ts';
import { databaseUri, startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { eventually, ok } from '../support/office.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

jest.setTimeout(180_000);

describe('the sample province', () => {
  let relay: MailSink;
  let mail: MailSink;
  let stack: Stack;
  let post: RunningWorkers;
  let api: TestApi;
  beforeAll(async () => {
    [relay, mail] = [await openMailSink(), await openMailSink()];
    stack = await startStack({ smtpUrl: relay.url, queues: ['process', 'papers'] });
    post = await startWorkers(
      {
        temporalAddress: process.env['TEST_TEMPORAL_ADDRESS'] ?? '',
        namespace: 'default',
        queuePrefix: stack.queuePrefix,
        queues: ['mail'],
        workflowBundle: { code: '' },
      },
      { ...stack.deps, mailboxSmtpUrl: mail.url },
    );
    api = await startApi({
      database: stack.name,
      queuePrefix: stack.queuePrefix,
      now: stack.deps.now(),
      env: { SMTP_URL: relay.url, LINK_SECRET: stack.deps.linkSecret },
    });
    await load();
  });
  afterAll(async () => {
    await api?.stop();
    await post?.stop();
    await stack?.stop();
    await mail?.stop();
    await relay?.stop();
  });

  const load = () => loadSample({ store: api.store, config: api.deps.config, url: api.url, now: api.deps.now });
  const round = () => api.store.matters.get<Campaign>('campaign:dot-mau');

  test('a round of eight units waits to be launched: drafted, submitted and approved by people of the sample', async () => {
    const planner = await api.signIn('chuyen-vien-cchc');
    const seen = await ok(planner.get('/api/campaigns/dot-mau'));
    expect(seen).toMatchObject({
      units: 8,
      training: true,
      words: 'đã phê duyệt, chờ triển khai',
      draft: { sent: true, savedBy: { name: 'Chuyên viên Phòng CCHC' } },
      record: { approved: { by: { name: 'Giám đốc Sở' } } },
    });
    expect(await api.store.audit.verify('campaign:dot-mau')).toBeUndefined();
    const { items } = await ok(planner.get('/api/units?limit=100'));
    expect(items).toHaveLength(40);
  });

  test('nobody stays signed in, and the first administrator is still to come', async () => {
    const now = api.deps.now();
    for (const person of ['chuyen-vien-cchc', 'giam-doc']) {
      const left = await api.store.sessions.of(person, { now, idleSince: '2026-01-01T00:00:00.000Z' });
      expect(left.filter(({ device }) => device === 'Dữ liệu mẫu')).toEqual([]);
    }
    expect(await api.store.accounts.any()).toBe(false);
  });

  test('loading it again changes nothing', async () => {
    const before = [
      await round(),
      await api.store.people.list({ limit: 500 }),
      await api.store.appointments.all(),
      await api.store.plans.get('dot-mau'),
    ];
    await load();
    expect([
      await round(),
      await api.store.people.list({ limit: 500 }),
      await api.store.appointments.all(),
      await api.store.plans.get('dot-mau'),
    ]).toEqual(before);
  });

  test('docs/walk.sh takes it from the launch to the letters, and a unit answers by its link', async () => {
    const link = (await firstAdministratorLink(api.deps))!.replace(api.deps.config.publicUrl, api.url);
    const walk = (where: string, env: NodeJS.ProcessEnv = {}) =>
      promisify(execFile)('bash', ['docs/walk.sh', where], { timeout: 170_000, env: { ...process.env, ...env } });
    // somebody took the link in a browser first
    const account = { login: 'quan-tri', password: 'một câu dài "có nháy" = của tôi' };
    expect(
      (await api.anonymous.post(new URL(link).pathname, { ...account, name: 'Lê An', mail: 'an@snv.vn' })).status,
    ).toBe(201);
    await expect(walk(link)).rejects.toMatchObject({
      stderr: expect.stringContaining('Refused (410): Đường dẫn này đã dùng hoặc đã hết hạn'),
    });
    await expect(walk(api.url, { DONDOC_LOGIN: account.login, DONDOC_PASSWORD: 'sai' })).rejects.toMatchObject({
      stderr: expect.stringMatching(/Refused \(401\): \S/),
    });
    const { stdout } = await walk(api.url, { DONDOC_LOGIN: account.login, DONDOC_PASSWORD: account.password });
    expect(stdout).toContain('4. Notice 01/TH-TB-SNV submitted, appraised, signed, numbered, issued');
    const letter = await eventually(
      () => Promise.resolve(mail.lettersTo('dau-moi@so-tai-chinh.huonggiang.example')[0]),
      (found) => found !== undefined,
    );
    const path = new URL(/https?:\/\/\S+\/u\/[\w-]+/.exec(letter!.text)![0]).pathname;
    const notice = `${path}/kiem-tra/dot-mau:so-tai-chinh`;
    expect(
      (await api.anonymous.post(`${notice}/xac-nhan`, new URLSearchParams({ key: 'mot-lan-xac-nhan' }))).status,
    ).toBe(303);
    expect((await api.anonymous.get(notice)).text).toContain('Đơn vị đã xác nhận nhận thông báo');
    const report = await api.anonymous.get(`${notice}/bao-cao`);
    expect(report.status).toBe(200);
    expect(report.text).toContain('Biểu II.06');
  });

  test('its letters went to the mailbox and not one to the office’s own mail server', () => {
    expect(mail.letters.length).toBeGreaterThanOrEqual(16);
    expect(relay.letters).toEqual([]);
  });
});

test('an office that is in use already gets nothing of it', async () => {
  const store = await openStore(databaseUri('sample-in-use'));
  try {
    const at = '2026-03-02T02:00:00.000Z';
    await store.accounts.set({ person: 'p-lan', login: 'lan', passwordHash: 'x', at });
    const config = readConfig({
      MONGODB_URI: 'mongodb://127.0.0.1/dondoc',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'dondoc@thu.vn',
      PUBLIC_URL: 'http://dondoc.thu.vn',
      LINK_SECRET: 'x'.repeat(40),
    });
    await loadSample({ store, config, url: 'http://127.0.0.1:1', now: () => at });
    expect(await store.people.list({ limit: 1 })).toEqual([]);
    expect(await store.appointments.all()).toEqual([]);
  } finally {
    await store.db.db?.dropDatabase();
    await store.close();
  }
});
