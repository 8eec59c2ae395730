import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { z } from 'zod';
import { logRequests } from '../../api/log.ts';
import { errorHandler, parse, problemOf, statusOf, withCurrent } from '../../api/problem.ts';
import { serve } from '../../api/serve.ts';
import { Refusal, refusals } from '../../domain/refusal.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ database: 'api-problem', quiet: true });
});
afterAll(() => api.stop());

test.each(Object.keys(refusals) as RefusalCode[])('%s has a status and a title', (code) => {
  const status = statusOf(code);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(504);
  expect(problemOf(new Refusal(code), 'r')).toMatchObject({
    type: `/problems/${code}`,
    title: expect.stringMatching(/.{5}/),
    status,
    requestId: 'r',
  });
});

test.each([
  [409, 'inspection-not-ready'],
  [409, 'closer-verified'],
  [422, 'report-without-evidence'],
  [422, 'key-reused'],
  [400, 'key-missing'],
  [401, 'not-signed-in'],
  [403, 'not-allowed'],
  [404, 'not-found'],
  [503, 'unavailable'],
  [413, 'body-too-large'],
] as const)('%i for %s', (status, code) => {
  expect(statusOf(code)).toBe(status);
});

describe('what goes wrong before a route', () => {
  const asPlanner = async (body: string, headers: Record<string, string> = {}) =>
    (await api.as('planner')).post('/api/people', body, {
      headers: { 'content-type': 'application/json', ...headers },
    });

  test('an unknown address', async () => {
    const answer = await api.anonymous.get('/api/khong-co', { headers: { 'x-request-id': 'ma-cua-toi' } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ type: '/problems/not-found', status: 404, requestId: 'ma-cua-toi' });
    expect(answer.headers.get('x-request-id')).toBe('ma-cua-toi');
  });

  test('a request id that could spoil a log is not taken over', async () => {
    const answer = await api.anonymous.get('/api/health', { headers: { 'x-request-id': 'a b "c"' } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['half a body', '{"name": ', 400, 'body-malformed'],
    ['a body in another code', '{}', 400, 'body-malformed', { 'content-type': 'application/json; charset=latin1' }],
    ['a body that is not what it says', 'abc', 400, 'body-malformed', { 'content-encoding': 'gzip' }],
    ['too much', `{"name":"${'x'.repeat(2_200_000)}"}`, 413, 'body-too-large'],
    ['not an object', '[1]', 422, 'invalid-body'],
    ['another kind', 'name=A', 422, 'invalid-body', { 'content-type': 'text/plain' }],
  ] as const)('%s', async (...[, body, status, code, headers]) => {
    const answer = await asPlanner(body, headers);
    expect(answer.body).toMatchObject({ type: `/problems/${code}`, status });
  });

  test('an address that is none', async () => {
    expect((await (await api.as('planner')).get('/api/units/%E0%A4%A')).status).toBe(404);
  });
});

describe('a wrong field', () => {
  const schema = z.strictObject({
    units: z
      .array(
        z.strictObject({
          day: z.string(),
          n: z.int().min(1).max(9),
          way: z.enum(['bus', 'car']),
          who: z.string().min(2).max(3),
          at: z.discriminatedUnion('as', [z.object({ as: z.literal('head') })]),
        }),
      )
      .min(1),
    agreed: z.literal(true),
    list: z.array(z.string()).max(1).optional(),
    of: z.union([z.string(), z.number()]),
    even: z.number().multipleOf(2),
    when: z.iso.datetime(),
  });
  const good = {
    units: [{ day: 'x', n: 1, way: 'bus', who: 'an', at: { as: 'head' } }],
    agreed: true,
    of: 1,
    even: 2,
    when: '2026-03-05T01:00:00.000Z',
  };

  test.each([
    ['units', [], 'Cần ít nhất một dòng.'],
    ['units', 'x', 'Phải là một danh sách.'],
    ['units[0]', [1], 'Phải là một nhóm mục.'],
    ['units[0].n', [{ ...good.units[0], n: 0 }], 'Phải từ 1 trở lên.'],
    ['units[0].n', [{ ...good.units[0], n: 10 }], 'Chỉ đến 9.'],
    ['units[0].n', [{ ...good.units[0], n: 1.5 }], 'Phải là số nguyên.'],
    ['units[0].way', [{ ...good.units[0], way: 'train' }], 'Hãy chọn một trong: bus, car.'],
    ['units[0].who', [{ ...good.units[0], who: 'a' }], 'Cần ít nhất 2 ký tự.'],
    ['units[0].who', [{ ...good.units[0], who: 'abcd' }], 'Dài quá 3 ký tự. Hãy viết gọn lại.'],
    ['units[0].day', [{ ...good.units[0], day: null }], 'Còn thiếu. Hãy ghi mục này.'],
    ['units[0].at.as', [{ ...good.units[0], at: { as: 'x' } }], 'Hãy chọn một trong: head.'],
    ['units[1]', [good.units[0], undefined], 'Còn thiếu. Hãy ghi mục này.'],
  ])('%s', (at, units, sentence) => {
    expect(() => parse(schema, { ...good, units })).toThrow(`Có 1 chỗ cần sửa. Chỗ đầu tiên: ${at}: ${sentence}`);
  });

  test.each([
    [{ agreed: false }, 'agreed: Phải là true.'],
    [{ list: ['a', 'b'] }, 'list: Nhiều quá 1 dòng. Hãy bớt đi.'],
    [{ of: {} }, 'of: Không khớp cách ghi nào. Hãy xem lại mục này.'],
    [{ even: 3 }, 'even: Phải chia hết cho 2.'],
    [{ when: 'hôm nay' }, 'when: Không phải thời điểm. Hãy viết như 2026-03-05T01:00:00.000Z.'],
    [{ thua: 1, them: 2 }, 'nội dung: Không có mục “thua”, “them”. Hãy bỏ hoặc sửa lại tên.'],
  ])('%p', (wrong, sentence) => {
    expect(() => parse(schema, { ...good, ...wrong })).toThrow(sentence);
  });

  test('a right one passes', () => {
    expect(parse(schema, good)).toEqual(good);
  });
});

describe('what is thrown', () => {
  const thrown = async (error: unknown, path = '/') => {
    const app = express();
    app.use(logRequests(api.deps.log));
    app.get(path, () => {
      throw error;
    });
    app.use(errorHandler);
    const serving = await serve(app, { host: '127.0.0.1', port: 0 });
    try {
      const from = api.logged.length;
      const response = await fetch(`http://127.0.0.1:${serving.port}/`);
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Record<string, unknown>,
        logged: api.logged.slice(from),
      };
    } finally {
      await serving.stop();
    }
  };
  const named = (name: string, message: string) => Object.assign(new Error(message), { name });

  test('a bug is 500, says nothing of itself, and is logged once under the same id', async () => {
    const { status, body, logged } = await thrown(
      new Error('E11000 của nguyen.van.an@snv.vn tại /u/bi-mat-cua-lien-ket'),
    );
    expect(status).toBe(500);
    expect(body).toEqual({
      type: '/problems/internal',
      title: 'Lỗi của hệ thống',
      status: 500,
      requestId: expect.any(String),
      detail: `Hệ thống gặp lỗi và đã ghi lại. Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị kèm mã ${String(body['requestId'])}.`,
    });
    const failed = logged.filter((line) => line.includes('"err"'));
    expect(failed).toHaveLength(1);
    expect(failed[0]).toContain(String(body['requestId']));
    expect(failed[0]).toContain('problem.test');
    expect(failed[0]).not.toMatch(/nguyen|bi-mat/);
  });

  test.each([
    'MongoServerSelectionError',
    'MongooseServerSelectionError',
    'MongoNetworkError',
    'MongoNetworkTimeoutError',
    'MongoNotConnectedError',
    'MongoPoolClearedError',
  ])('%s is an outage', async (name) => {
    const { status, headers, body } = await thrown(named(name, 'connect ECONNREFUSED'));
    expect([status, headers.get('retry-after'), body['type']]).toEqual([503, '5', '/problems/unavailable']);
  });

  test('MongoDB’s own words, which quote what people wrote, stay out of the log', async () => {
    const { logged } = await thrown(
      named('MongoServerError', 'E11000 duplicate key error dup key: { mail: "an@snv.vn", name: "Nguyễn Văn An" }'),
    );
    expect(logged.join('\n')).not.toMatch(/an@snv|Nguyễn/);
  });

  test('nothing but a refusal says its sentence', async () => {
    for (const error of ['chuỗi', undefined, 42, { status: 418 }])
      expect((await thrown(error ?? Object.create(null))).status).toBe(500);
  });
});

test('a stale draft carries the version that is there now', async () => {
  const caught = await withCurrent(async () => ({ version: 3 }))(new Refusal('stale-draft')).catch((error: unknown) =>
    problemOf(error, 'r'),
  );
  expect(caught).toMatchObject({ type: '/problems/stale-draft', status: 409, current: { version: 3 } });
  const other = new Refusal('not-found');
  await expect(withCurrent(async () => ({}))(other)).rejects.toBe(other);
});
