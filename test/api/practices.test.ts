import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultTerms } from '../../domain/duty-terms.ts';
import { defaultLadders } from '../../domain/ladder.ts';
import type { Ladder } from '../../domain/ladder.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import { chasing } from '../../api/campaigns/setting.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';

let api: TestApi;
let administrator: Caller;
let head: Caller;
let planner: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-practices' });
  await api.store.outlines.create(sampleOutline2026, { by: 'p', at: '2026-01-05T01:00:00.000Z' });
  [administrator, head, planner] = await Promise.all([
    api.as('administrator'),
    api.as('division-head'),
    api.as('planner'),
  ]);
});
afterAll(() => api.stop());

const louderA: Ladder = {
  rungs: [...defaultLadders.A.rungs, { offset: 4, to: ['deputy-director'], does: 'tell' }],
};
const louder = { ladders: { ...defaultLadders, A: louderA }, terms: defaultTerms };
const slower = { ...louder, terms: { ...defaultTerms, explain: { count: 7, unit: 'working-day' } } };
const reason = 'Theo Quy chế kiểm tra số 12/QC-SNV';

const aRound = (campaign: string) => ({
  campaign,
  title: `Kiểm tra ${campaign}`,
  year: 2026,
  period: { label: 'Năm 2025', from: '2025-01-01', to: '2025-12-31' },
  outline: 'mau-2026@1',
});
const planOf = async (campaign: string) => (await api.store.plans.get(campaign))!.plan;
const fieldsOf = async (campaign: string) => {
  const { campaign: _, practice: __, ...fields } = await planOf(campaign);
  return fields;
};

describe('how the office chases', () => {
  test('before anybody changed it, as shipped', async () => {
    const { body } = await planner.get('/api/practices/newest');
    expect(body).toEqual({ version: 0, newest: 0, ladders: defaultLadders, terms: defaultTerms });
    expect((await planner.get('/api/practices')).body.items).toEqual([
      { version: 0, changes: { ladders: [], terms: [] }, rounds: 0 },
    ]);
    await planner.post('/api/campaigns', aRound('dot-cu'));
    expect((await planOf('dot-cu')).practice).toBeUndefined();
  });

  test('what would change is said before, and nothing is saved by it', async () => {
    const { body, status } = await head.post('/api/practices/check', { ...louder, base: 0 }, { key: '' });
    expect([status, body]).toEqual([
      200,
      { version: 1, changes: { ladders: ['A'], terms: [] }, drafts: 1, running: 0 },
    ]);
    expect(await api.store.practices.newest()).toBe(0);
  });

  test('a change is a version with who, when and why; again under its key it is the same', async () => {
    const made = await head.post('/api/practices', { ...louder, reason, base: 0 }, { key: 'm-1' });
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ version: 1, newest: 1, reason, by: expect.objectContaining({ id: head.id }) }),
    ]);
    expect(made.body.ladders.A).toEqual(louderA);
    expect((await head.post('/api/practices', { ...louder, reason, base: 0 }, { key: 'm-1' })).body.version).toBe(1);
    expect((await planner.get('/api/practices')).body.items).toMatchObject([
      { version: 1, reason, changes: { ladders: ['A'], terms: [] }, rounds: 0 },
      { version: 0, rounds: 1 },
    ]);
    expect((await planner.get('/api/practices?limit=1')).body).toMatchObject({ items: [{ version: 1 }], next: '1' });
    expect((await planner.get('/api/practices?limit=1&after=1')).body).toMatchObject({ items: [{ version: 0 }] });
    expect((await planner.get('/api/practices?after=0')).body).toEqual({ items: [] });
    expect((await planner.get('/api/practices/0')).body).toMatchObject({ version: 0, newest: 1 });
    expect((await planner.get('/api/practices/9')).status).toBe(404);
    const { items } = (await administrator.get('/api/audit/content')).body;
    expect(items).toContainEqual(
      expect.objectContaining({ what: 'practice-made', about: 'practice@1', counts: { ladders: 1, terms: 0 } }),
    );
  });

  test('a round begun before keeps its own; one begun from then on takes the newest', async () => {
    await planner.post('/api/campaigns', aRound('dot-moi'));
    expect((await planOf('dot-moi')).practice).toBe(1);
    expect((await chasing(await planOf('dot-moi'), api.store)).ladders.A).toEqual(louderA);
    expect((await chasing(await planOf('dot-cu'), api.store)).ladders).toEqual(defaultLadders);
    const shown = (await planner.get('/api/practices')).body.items;
    expect(shown.map(({ version, rounds }: { version: number; rounds: number }) => [version, rounds])).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  test('saved again a plan keeps its version; its planner moves it, to one there is', async () => {
    const put = async (campaign: string, base: number, more: object) =>
      planner.put(`/api/campaigns/${campaign}/plan`, { ...(await fieldsOf(campaign)), ...more, base });
    expect((await put('dot-moi', 1, {})).status).toBe(200);
    expect((await planOf('dot-moi')).practice).toBe(1);
    expect((await put('dot-cu', 1, { practice: 1 })).status).toBe(200);
    expect((await planOf('dot-cu')).practice).toBe(1);
    const nowhere = await put('dot-cu', 2, { practice: 7 });
    expect([nowhere.status, nowhere.body.errors[0].at]).toEqual([422, 'practice']);
    expect((await put('dot-cu', 2, { practice: 0 })).status).toBe(200);
    expect((await planOf('dot-cu')).practice).toBeUndefined();
  });

  test('who comes second hears what is there now, and is not saved over', async () => {
    const late = await administrator.post('/api/practices', { ...slower, reason, base: 0 });
    expect([late.status, late.body.type, late.body.current.version]).toEqual([409, '/problems/stale-draft', 1]);
    const both = await Promise.all(
      [head, administrator].map((who) => who.post('/api/practices', { ...slower, reason, base: 1 })),
    );
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
    expect(await api.store.practices.newest()).toBe(2);
  });

  test.each<[string, object, string]>([
    ['mức xếp ngược', { A: { rungs: defaultLadders.A.rungs.toReversed() } }, 'ladders.A.rungs'],
    ['không tới ai', { A: { rungs: [{ offset: 1, to: [], does: 'tell' }] } }, 'ladders.A.rungs[0].to'],
    [
      'chờ lãnh đạo không ai trình',
      { F: { rungs: [{ offset: 1, to: ['director'], does: 'tell', when: 'approved' }] } },
      'ladders.F.rungs[0].when',
    ],
    ['thiếu một lịch', { A: undefined }, 'ladders.A'],
  ])('refused, of the office as of a plan: %s', async (_, ladders, at) => {
    const whole = { ...slower, ladders: { ...defaultLadders, ...ladders }, reason, base: 2 };
    const answer = await head.post('/api/practices', whole);
    expect([answer.status, answer.body.errors[0].at]).toEqual([422, at]);
    if (Object.values(ladders).includes(undefined)) return;
    const plan = await planner.put('/api/campaigns/dot-cu/plan', {
      ...(await fieldsOf('dot-cu')),
      ladders,
      base: 3,
    });
    expect([plan.status, plan.body.errors[0]]).toEqual([422, answer.body.errors[0]]);
  });

  test('refused: a term the other way round, no reason, nothing changed', async () => {
    const backwards = { ...defaultTerms, 'self-report': { count: 5, unit: 'working-day' } };
    const turned = await head.post('/api/practices', { ...slower, terms: backwards, reason, base: 2 });
    expect([turned.status, turned.body.errors[0].at]).toEqual([422, 'terms.self-report.count']);
    const why = await head.post('/api/practices', { ...louder, reason: ' ', base: 2 });
    expect([why.status, why.body.errors[0].at]).toEqual([422, 'reason']);
    for (const path of ['/api/practices', '/api/practices/check']) {
      const same = await head.post(path, { ...slower, ...(path.endsWith('check') ? {} : { reason }), base: 2 });
      expect([same.status, same.body.type]).toEqual([422, '/problems/practice-unchanged']);
    }
  });

  test('planners read it and set what their round needs; they do not change it for all', async () => {
    for (const path of ['/api/practices', '/api/practices/check'])
      expect((await planner.post(path, { ...louder, reason, base: 2 })).status).toBe(403);
    expect((await planner.get('/api/practices/2')).status).toBe(200);
  });
});
