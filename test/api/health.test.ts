import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openMailbox } from '../../local/mailbox.ts';
import type { Mailbox } from '../../local/mailbox.ts';
import { startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';

let sink: MailSink;
let box: Mailbox;
let folder: string;
let api: TestApi;
beforeAll(async () => {
  sink = await openMailSink();
  folder = await mkdtemp(join(tmpdir(), 'dondoc-hop-thu-'));
  box = await openMailbox({ folder, smtpPort: 0, httpPort: 0 });
  api = await startApi({
    database: 'api-health',
    queuePrefix: 'api-health-',
    env: {
      SMTP_URL: sink.url,
      MAILBOX_URL: `http://127.0.0.1:${box.httpPort}`,
      PUBLIC_URL: 'http://127.0.0.1:8080',
    },
  });
});
afterAll(async () => {
  await api.stop();
  await box.close();
  await sink.stop();
  await rm(folder, { recursive: true });
});

describe('health', () => {
  test('this process answers', async () => {
    expect((await api.anonymous.get('/api/health')).body).toEqual({ state: 'ok', at: '2026-03-02T02:00:00.000Z' });
  });

  test('ready says which part is away and what to do', async () => {
    const answer = await api.anonymous.get('/api/ready');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.body).toEqual({
      state: 'away',
      parts: [
        { part: 'mongodb', state: 'ok' },
        { part: 'temporal', state: 'ok' },
        {
          part: 'workers',
          state: 'away',
          hint: 'Chưa có bộ xử lý nào nhận việc: quy trình, văn bản, thư. Hãy khởi động worker.',
        },
        { part: 'mail', state: 'ok' },
      ],
    });
  });

  test('without Temporal and a mail server the rest is still told', async () => {
    const alone = await startApi({ database: 'api-health-alone', temporalAddress: '127.0.0.1:1' });
    try {
      const { status, body } = await alone.anonymous.get('/api/ready');
      expect(status).toBe(503);
      expect(body.parts.map(({ part, state }: { part: string; state: string }) => [part, state])).toEqual([
        ['mongodb', 'ok'],
        ['temporal', 'away'],
        ['workers', 'away'],
        ['mail', 'away'],
      ]);
      for (const { state, hint } of body.parts) expect(state === 'ok' ? 'Hãy' : hint).toContain('Hãy');
      expect((await (await alone.as('planner')).get('/api/units')).status).toBe(200);
    } finally {
      await alone.stop();
    }
  }, 20_000);

  test('metrics count by route, never by what is in it', async () => {
    await (await api.as('planner')).get('/api/units/so-bi-mat');
    const { status, text } = await api.anonymous.get('/metrics');
    expect(status).toBe(200);
    expect(text).toMatch(/dondoc_http_requests_total\{method="GET",route="\/api\/units\/:id",status="404"\} 1/);
    expect(text).not.toContain('so-bi-mat');
  });

  test('from elsewhere metrics are an administrator’s', async () => {
    const through = { headers: { 'x-forwarded-for': '10.0.0.9' } };
    expect((await api.anonymous.get('/metrics', through)).status).toBe(401);
    expect((await (await api.as('planner')).get('/metrics', through)).status).toBe(403);
    expect((await (await api.as('administrator')).get('/metrics', through)).status).toBe(200);
  });
});

describe('every answer', () => {
  test('forbids scripts, frames and other sites', async () => {
    const { headers } = await api.anonymous.get('/api/health');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';style-src 'self';img-src 'self' data:;font-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('the stylesheet may be kept for ever, another is not there', async () => {
    const { stylesheet } = await import('../../web/pages/stylesheet.ts');
    const { status, headers } = await api.anonymous.get(stylesheet.href);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    expect((await api.anonymous.get('/assets/khong-co.css')).status).toBe(404);
  });
});

describe('the built-in mailbox', () => {
  test('of an office that is elsewhere too is an administrator’s, whatever a proxy leaves out', async () => {
    const abroad = await startApi({ database: 'api-health-public', env: { MAILBOX_URL: 'http://127.0.0.1:1' } });
    try {
      expect((await abroad.anonymous.get('/mailbox')).status).toBe(401);
      expect((await abroad.anonymous.get('/metrics')).status).toBe(401);
    } finally {
      await abroad.stop();
    }
  });

  test('is shown as it is, with its own policies', async () => {
    const page = await api.anonymous.get('/mailbox');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Hộp thư thử');
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
    expect((await api.anonymous.get('/mailbox/api/messages?to=ai@thu.vn')).body).toEqual({ total: 0, messages: [] });
    expect((await api.anonymous.get('/mailbox/messages/7')).status).toBe(404);
    expect((await api.anonymous.post('/mailbox', new URLSearchParams({ a: 'b' }))).status).toBe(405);
  });

  test('from elsewhere only who may read letters sees it', async () => {
    const through = { headers: { 'x-forwarded-for': '10.0.0.9' } };
    expect((await api.anonymous.get('/mailbox', through)).status).toBe(401);
    expect((await (await api.as('unit-contact', 'unit:so-noi-vu')).get('/mailbox', through)).status).toBe(403);
    expect((await (await api.as('planner')).get('/mailbox', through)).status).toBe(403);
    expect((await (await api.as('administrator')).get('/mailbox', through)).status).toBe(200);
  });

  test('away or absent, it says so', async () => {
    const other = await startApi({
      database: 'api-health-other',
      env: { MAILBOX_URL: 'http://127.0.0.1:1', PUBLIC_URL: 'http://127.0.0.1:8080' },
    });
    try {
      expect((await other.anonymous.get('/mailbox')).body).toMatchObject({
        type: '/problems/unavailable',
        status: 503,
      });
    } finally {
      await other.stop();
    }
    const none = await startApi({ database: 'api-health-other' });
    try {
      expect((await none.anonymous.get('/mailbox')).status).toBe(404);
    } finally {
      await none.stop();
    }
  });
});
