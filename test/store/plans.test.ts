import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Plan } from '../../domain/plan.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(process.env['TEST_MONGODB_URI']!.replace('/?', '/plans?'));
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
});

const plan = (campaign: string, year = 2026): Plan => ({
  campaign,
  year,
  title: `Kiểm tra công tác cải cách hành chính năm ${year}`,
  kind: 'inspection',
  clock: 'real',
  bases: [],
  period: { label: `năm ${year}`, from: `${year}-01-01`, to: `${year}-09-30` },
  outline: 'de-cuong@1',
  teams: [],
  units: [],
});
const lan = { by: 'p-lan', at: '2026-01-05T02:00:00.000Z' as const };
const saving = (base: number, by = 'p-lan') => ({ base, by, at: '2026-01-06T02:00:00.000Z' as const });

test('the id of a round is taken once', async () => {
  await store.plans.create(plan('binh-dinh-2026'), lan);
  expect(await store.plans.get('binh-dinh-2026')).toMatchObject({
    campaign: 'binh-dinh-2026',
    version: 1,
    createdBy: 'p-lan',
  });
  await expect(store.plans.create(plan('binh-dinh-2026', 2027), lan)).rejects.toMatchObject({
    code: 'campaign-exists',
  });
  expect((await store.plans.get('binh-dinh-2026'))?.plan.year).toBe(2026);
});

test('who saves over an old version is told so, and nothing is lost', async () => {
  await store.plans.create(plan('long-an-2026'), lan);
  const changed = { ...plan('long-an-2026'), title: 'Kiểm tra việc thực hiện kỷ luật, kỷ cương hành chính' };
  await store.plans.save(changed, saving(1));
  await expect(store.plans.save(plan('long-an-2026'), saving(1, 'p-minh'))).rejects.toMatchObject({
    code: 'stale-draft',
  });
  expect(await store.plans.get('long-an-2026')).toMatchObject({ version: 2, plan: { title: changed.title } });
});

test('a team of another round is found by its id', async () => {
  const team = { id: 'doan-1', name: 'Đoàn kiểm tra số 1', lead: 'p-khoi', secretary: 'p-thinh', members: [] };
  await store.plans.create({ ...plan('cao-bang-2026'), teams: [team] }, lan);
  expect((await store.plans.withTeams(['doan-1'], 'binh-dinh-2026')).map(({ campaign }) => campaign)).toEqual([
    'cao-bang-2026',
  ]);
  expect(await store.plans.withTeams(['doan-1'], 'cao-bang-2026')).toEqual([]);
});

test('the latest year comes first, page by page', async () => {
  await store.plans.create(plan('khanh-hoa-2027', 2027), lan);
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.plans.list({ limit: 2, after });
    seen.push(...page.map(({ campaign }) => campaign));
    if (page.length < 2) break;
    after = page.at(-1)!.campaign;
  }
  expect(seen).toEqual(['khanh-hoa-2027', 'binh-dinh-2026', 'cao-bang-2026', 'long-an-2026']);
});
