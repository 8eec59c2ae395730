import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Line } from '../../domain/duty.ts';
import { startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({
    database: 'api-metrics',
    now: '2026-03-11T02:00:00.000Z',
    env: { PUBLIC_URL: 'http://127.0.0.1:8080' },
  });
  const { store } = api;
  const day = '2026-03-10';
  const line = (id: string, letter: Line['letter']): Line & { people: string[] } => ({
    id,
    letter,
    matter: 'remediation:so-bi-mat',
    role: 'unit-contact',
    day,
    people: ['p-kin'],
  });
  await store.db.transaction((session) =>
    store.lines.insert([line('1', 'reminder'), line('2', 'reminder')], false, session),
  );
  await store.db.transaction((session) => store.lines.insert([line('3', 'notice')], true, session));
  await store.db.collection<{ _id: string }>('letters').insertMany([
    { _id: 'reminder/p-kin/1', phase: 'accepted', stepped: false, recipient: 'p-kin', messageId: 'a' },
    { _id: 'reminder/p-kin/2', phase: 'accepted', stepped: false, recipient: 'p-kin', messageId: 'b' },
    { _id: 'reminder/p-kin/3', phase: 'given-up', stepped: false, recipient: 'p-kin', messageId: 'c' },
  ] as never);
  await store.db.collection<{ _id: string }>('matters').insertMany([
    {
      _id: 'a',
      process: 'inspection',
      campaign: 'x',
      open: true,
      stepped: false,
      nextWake: '2026-03-11',
      state: { state: 'noticed' },
    },
    {
      _id: 'b',
      process: 'inspection',
      campaign: 'x',
      open: true,
      stepped: true,
      nextWake: '2026-03-01',
      state: { state: 'noticed' },
    },
    {
      _id: 'c',
      process: 'inspection',
      campaign: 'x',
      open: false,
      stepped: false,
      nextWake: '2026-03-01',
      state: { state: 'concluded' },
    },
  ] as never);
});
afterAll(() => api.stop());

const scraped = async (): Promise<string[]> => (await api.anonymous.get('/metrics')).text.split('\n');

test('what waits, what left and what is open is counted, real rounds apart from training', async () => {
  const lines = await scraped();
  expect(lines).toEqual(
    expect.arrayContaining([
      'dondoc_records_read 1',
      'dondoc_letters{phase="accepted",clock="real"} 2',
      'dondoc_letters{phase="given-up",clock="real"} 1',
      'dondoc_matters_open{process="inspection",state="noticed",clock="real"} 1',
      'dondoc_matters_open{process="inspection",state="noticed",clock="stepped"} 1',
      'dondoc_lines_waiting{letter="reminder",clock="real"} 2',
      'dondoc_lines_waiting{letter="notice",clock="stepped"} 1',
      // woken at seven, now nine; lines of yesterday should have left from eight
      'dondoc_overdue_wake_seconds 7200',
      'dondoc_post_lag_seconds 90000',
    ]),
  );
});

test('decisions are counted by message and outcome', async () => {
  const planner = await api.as('planner');
  await planner.post('/api/campaigns/khong-co/approve');
  const { deps } = api;
  const { ask } = await import('../../api/ask.ts');
  const outcomes: string[] = [];
  const asked = (message: string, outcome: string): void => void outcomes.push(`${message} ${outcome}`);
  const refused = ask(
    { ...deps, asked },
    { matter: 'campaign:khong-co', message: 'approve', body: {}, key: 'k', by: 'p' },
  );
  await expect(refused).rejects.toMatchObject({ code: 'not-found' });
  expect(outcomes).toEqual(['approve not-found']);
});

test('no label names a person, a unit, a matter or an address typed in', async () => {
  const planner = await api.as('planner');
  for (const path of [
    '/api/units/so-bi-mat',
    '/u/bi-mat-token/viec/9',
    '/khong-dau/p-kin',
    '/api/inspections/x:so-bi-mat',
  ])
    await planner.get(path);
  await api.anonymous.get('/metrics');
  const text = (await scraped()).join('\n');
  for (const secret of ['bi-mat', 'p-kin', 'khong-dau']) expect(text).not.toContain(secret);
  const names = new Set([...text.matchAll(/(\w+)="/g)].map(([, name]) => name!));
  expect([...names].sort()).toEqual(
    expect.not.arrayContaining(['person', 'unit', 'campaign', 'matter', 'mail', 'recipient', 'path']),
  );
});

test('without MongoDB the rest is still told', async () => {
  const other = await startApi({
    database: 'api-metrics-away',
    quiet: true,
    env: { PUBLIC_URL: 'http://127.0.0.1:8080' },
  });
  await other.store.db.close();
  try {
    const { status, text } = await other.anonymous.get('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('dondoc_records_read 0');
    expect(text).toContain('dondoc_http_requests_total');
  } finally {
    await other.stop();
  }
});
