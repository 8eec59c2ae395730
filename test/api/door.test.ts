import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';

let api: TestApi;
/** The same office behind https. */
let secure: TestApi;
beforeAll(async () => {
  api = await startApi({ database: 'api-door' });
  secure = await startApi({ database: 'api-door-https', env: { PUBLIC_URL: 'https://dondoc.thu.vn' } });
});
afterAll(async () => {
  await api.stop();
  await secure.stop();
});

const strict =
  "default-src 'none';style-src 'self';img-src 'self' data:;font-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'";

/** As it goes over the wire: addresses that a client would tidy up first included. */
const sent = (path: string, init: RequestInit = {}) => fetch(`${secure.url}${path}`, { redirect: 'manual', ...init });

describe('every answer carries the policies', () => {
  const json = { 'content-type': 'application/json' };
  test.each<[string, number, string, RequestInit]>([
    ['an answer', 200, '/api/health', {}],
    ['the contract', 200, '/api/openapi.json', {}],
    ['nobody signed in', 401, '/api/units', {}],
    ['a wrong token', 401, '/api/units', { headers: { authorization: 'Bearer sai' } }],
    ['a page that is not there', 404, '/khong-co', {}],
    ['a link never sent', 404, '/u/khong-co', {}],
    ['a link of a script', 404, '/u/%3Cscript%3E', {}],
    ['an address that cannot be read', 404, '/u/%E0%A4%A', {}],
    ['an invitation never made', 410, '/setup/khong-co', {}],
    ['an asset that is not there', 404, '/assets/khong-co.css', {}],
    ['the first page', 200, '/', {}],
    [
      'a body that cannot be read',
      400,
      '/api/sessions',
      { method: 'POST', headers: { ...json, origin: 'https://dondoc.thu.vn' }, body: '{' },
    ],
    [
      'a body too large',
      413,
      '/api/sessions',
      {
        method: 'POST',
        headers: { ...json, origin: 'https://dondoc.thu.vn' },
        body: JSON.stringify('x'.repeat(3_000_000)),
      },
    ],
    [
      'from another site',
      403,
      '/api/sessions',
      { method: 'POST', headers: { ...json, origin: 'https://xau.example' }, body: '{}' },
    ],
    ['what may be done', 200, '/api/units', { method: 'OPTIONS' }],
    ['figures of another', 401, '/metrics', {}],
    ['the mailbox, which is not there', 404, '/mailbox', {}],
  ])('%s (%i)', async (_, status, path, init) => {
    const answer = await sent(path, init);
    await answer.text();
    expect(answer.status).toBe(status);
    const header = (name: string) => answer.headers.get(name);
    // a unit's page may run the one script of ours; what cannot be read never gets that far
    const script = path.startsWith('/u/') && !path.includes('%E0') ? ";script-src 'self';connect-src 'self'" : '';
    expect(header('content-security-policy')).toBe(`${strict}${script}`);
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('x-frame-options')).toBe('SAMEORIGIN');
    expect(header('strict-transport-security')).toContain('max-age=15552000');
    expect(['same-origin', 'no-referrer']).toContain(header('referrer-policy'));
    expect(header('cross-origin-opener-policy')).toBe('same-origin');
    expect(header('cross-origin-resource-policy')).toBe('same-origin');
    expect(header('x-powered-by')).toBeNull();
    expect(header('server')).toBeNull();
    expect(header('access-control-allow-origin')).toBeNull();
    expect(header('x-request-id')).toMatch(/^[\w.:-]+$/);
    if (/^\/(u|setup)\/(?!%E0)/.test(path)) expect(header('cache-control')).toBe('no-store');
  });

  test('only the reader of the contract may run a script, and only ours', async () => {
    const { headers } = await sent('/api/docs');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*(unsafe|\*|http)/);
  });
});

test('no act of the contract is done for a cookie that comes from another site', async () => {
  const planner = await api.as('administrator');
  const { body } = await api.anonymous.get<{ paths: Record<string, Record<string, unknown>> }>('/api/openapi.json');
  const acts = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'get' && path.startsWith('/api/'))
      .map((method) => [method, path.replaceAll(/\{\w+\}/g, 'x')] as const),
  );
  expect(acts.length).toBeGreaterThan(50);
  for (const [n, [method, path]] of acts.entries()) {
    for (const site of [['cross-site', 'same-site', 'none'][n % 3]!]) {
      const from = { headers: { 'sec-fetch-site': site } };
      const { status, body: said } = await (method === 'delete'
        ? planner.delete(path, from)
        : planner[method as 'post'](path, {}, from));
      expect({ method, path, site, status, type: said.type }).toEqual({
        method,
        path,
        site,
        status: 403,
        type: '/problems/from-another-site',
      });
    }
  }
});

describe('the devices of another', () => {
  test('an administrator sees them and ends one or all; nobody else does', async () => {
    const [administrator, planner, director] = await Promise.all([
      api.as('administrator'),
      api.as('planner'),
      api.as('director'),
    ]);
    const phone = await api.signIn(planner.id);
    const path = `/api/people/${planner.id}/sessions`;
    for (const other of [planner, director]) {
      expect((await other.get(path)).status).toBe(403);
      expect((await other.delete(path)).status).toBe(403);
      expect((await other.delete(`${path}/s-1`)).status).toBe(403);
    }
    const { body } = await administrator.get(path);
    expect(body.items).toHaveLength(2);
    expect(body.items.every(({ current }: { current: boolean }) => !current)).toBe(true);
    expect(JSON.stringify(body)).not.toMatch(/secretHash|[\w-]{43}/);

    const ended = body.items[0].id;
    expect((await administrator.delete(`${path}/${ended}`)).status).toBe(204);
    expect((await administrator.delete(`${path}/${ended}`)).status).toBe(404);
    const alive = async (who: Caller) => (await who.get('/api/me')).status;
    expect([await alive(planner), await alive(phone)].sort((a, b) => a - b)).toEqual([200, 401]);
    expect((await administrator.delete(path)).status).toBe(204);
    expect([await alive(planner), await alive(phone)]).toEqual([401, 401]);
    expect((await administrator.get(path)).body.items).toEqual([]);
    expect((await administrator.delete(`/api/people/${director.id}/sessions/${ended}`)).status).toBe(404);
    expect((await administrator.get('/api/people/p-khong-co/sessions')).status).toBe(404);
    expect((await api.store.changes.model.find({ about: planner.id }).lean()).map(({ what }) => what).sort()).toEqual([
      'session-ended',
      'sessions-ended',
    ]);
  });
});

describe('what comes too often', () => {
  test('links that were never sent, from one address; a link that was sent still opens', async () => {
    const own = await startApi({ database: 'api-door-links' });
    try {
      const visit = (token: string) => own.anonymous.get(`/u/${token.padEnd(43, 'k')}`);
      for (let n = 1; n <= 50; n += 1) expect((await visit(`doan-${n}`)).status).toBe(404);
      const refused = await visit('doan-51');
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '900']);
      expect(refused.headers.get('content-type')).toContain('text/html');
    } finally {
      await own.stop();
    }
  });

  test('a program, by its token; people and other programs go on', async () => {
    const [eager, other] = [await api.token('planner'), await api.token('planner')];
    const statuses: number[] = [];
    for (let n = 0; n < 13; n += 1)
      statuses.push(
        ...(await Promise.all(Array.from({ length: 50 }, async () => (await eager.get('/api/me')).status))),
      );
    expect(statuses.filter((status) => status === 200)).toHaveLength(600);
    expect(statuses.filter((status) => status === 429)).toHaveLength(50);
    const refused = await eager.get('/api/me');
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.body).toMatchObject({ type: '/problems/too-many-attempts' });
    expect((await other.get('/api/me')).status).toBe(200);
  });

  test('files, by who sends them', async () => {
    const contact = await api.as('unit-contact', 'unit:so-y-te');
    const send = () => contact.post('/api/files', new FormData());
    const statuses = await Promise.all(Array.from({ length: 121 }, async () => (await send()).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect((await (await api.as('unit-contact', 'unit:so-tu-phap')).post('/api/files', new FormData())).status).toBe(
      422,
    );
  });
});
