import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { binhDinhOutline, binhDinhPlan, binhDinhUnits, round } from '../support/binh-dinh.ts';
import { launched } from '../support/launched.ts';

let api: TestApi;
let administrator: Caller;
let planner: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-lists', now: '2026-09-08T02:00:00.000Z' });
  for (const unit of binhDinhUnits) await api.store.units.create(unit);
  await api.store.outlines.create(binhDinhOutline, { by: 'p', at: '2026-09-01T01:00:00.000Z' });
  await launched(api.store, binhDinhPlan, '2026-09-08');
  [administrator, planner] = [await api.as('administrator'), await api.as('planner')];
  await planner.post('/api/units', { name: 'Sở Mới', kind: 'sở', level: 'province' });
  await planner.post('/api/units', { name: 'Sở Mới Nữa', kind: 'sở', level: 'province' });
});
afterAll(() => api.stop());

const inspection = `${round}:${binhDinhPlan.units[0]!.unit}`;

/** Every list that goes by pages. */
const lists = [
  '/api/units',
  '/api/groups',
  '/api/people',
  '/api/appointments',
  '/api/tokens',
  '/api/outlines',
  '/api/practices',
  '/api/campaigns',
  `/api/campaigns/${round}/inspections`,
  `/api/campaigns/${round}/progress`,
  '/api/papers',
  '/api/letters',
  '/api/items',
  '/api/proposals',
  '/api/register',
  '/api/audit/content',
  `/api/campaigns/${round}/board`,
  `/api/campaigns/${round}/official-letters`,
  `/api/campaigns/${round}/foretold/letters`,
  `/api/campaigns/${round}/foretold/visits`,
  `/api/inspections/${inspection}/papers`,
  '/api/me/inspections',
  '/api/me/visits',
];

test('all lists of the contract that take `after` are among these', async () => {
  const { body } = await api.anonymous.get('/api/openapi.json');
  const paged = Object.entries<{ get?: { parameters?: { name: string }[] } }>(body.paths).flatMap(([path, { get }]) =>
    get?.parameters?.some(({ name }) => name === 'after')
      ? [path.replace('/inspections/{id}', `/inspections/${inspection}`).replace('{id}', round)]
      : [],
  );
  expect(paged.filter((path) => path !== '/api/audit').sort()).toEqual(lists.toSorted());
});

test.each(lists)(
  '%s: a cursor that no page of it gave is refused, never answered with the first page',
  async (path) => {
    const who = path === '/api/tokens' || path.startsWith('/api/audit') ? administrator : planner;
    expect((await who.get(path)).status).toBe(200);
    for (const after of ['khong-co', 'p-khong-co', `${round}:khong-co`, '987654', '../x', '$gt']) {
      const answer = await who.get(`${path}?after=${encodeURIComponent(after)}`);
      expect([after, answer.status, answer.body.errors?.[0].at]).toEqual([after, 422, 'after']);
    }
  },
);

test.each(['/api/units', '/api/people', `/api/campaigns/${round}/inspections`, '/api/audit/content'])(
  '%s: what its pages give leads through the whole list',
  async (path) => {
    const who = path.startsWith('/api/audit') ? administrator : planner;
    const whole = (await who.get(`${path}?limit=200`)).body.items;
    const seen: unknown[] = [];
    for (let after: string | undefined; ;) {
      const { body } = await who.get(
        `${path}?limit=1${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`,
      );
      seen.push(...body.items);
      if (body.next === undefined) break;
      after = body.next;
    }
    expect(whole.length).toBeGreaterThan(1);
    expect(seen).toEqual(whole);
  },
);
