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
  campaign, year, title: `Kiểm tra công tác cải cách hành chính năm ${year}`, kind: 'inspection', clock: 'real', bases: [],
  period: { label: `năm ${year}`, from: `${year}-01-01`, to: `${year}-09-30` }, outline: 'de-cuong@1', teams: [], units: [],
});
const lan = (key: string) => ({ key, by: 'p-lan', at: '2026-01-05T02:00:00.000Z' as const });
const saving = (base: number, by = 'p-lan') => ({ base, by, at: '2026-01-06T02:00:00.000Z' as const });

test('a round is created once: its id is taken, its key gives the same draft', async () => {
  const made = await store.plans.create(plan('binh-dinh-2026'), lan('k1'));
  expect(made).toMatchObject({ campaign: 'binh-dinh-2026', version: 1, createdBy: 'p-lan' });
  expect(await store.plans.create(plan('binh-dinh-2026'), lan('k1'))).toEqual(made);
  await expect(store.plans.create(plan('binh-dinh-2026'), lan('k2'))).rejects.toMatchObject({ code: 'campaign-exists' });
  await expect(store.plans.create(plan('binh-dinh-2026', 2027), lan('k1'))).rejects.toMatchObject({ code: 'key-reused' });
});

test('who saves over an old version is told so, and nothing is lost', async () => {
  await store.plans.create(plan('long-an-2026'), lan('k3'));
  const changed = { ...plan('long-an-2026'), title: 'Kiểm tra việc thực hiện kỷ luật, kỷ cương hành chính' };
  expect((await store.plans.save(changed, saving(1))).version).toBe(2);
  await expect(store.plans.save(plan('long-an-2026'), saving(1, 'p-minh'))).rejects.toMatchObject({ code: 'stale-draft' });
  expect((await store.plans.get('long-an-2026'))?.plan.title).toBe(changed.title);
});

test('a save whose answer was lost may be repeated', async () => {
  await store.plans.create(plan('cao-bang-2026'), lan('k4'));
  const changed = { ...plan('cao-bang-2026'), bases: ['Căn cứ Kế hoạch số 12/KH-UBND'] };
  const first = await store.plans.save(changed, saving(1));
  expect(await store.plans.save(changed, saving(1))).toEqual(first);
});

test('the latest year comes first, page by page', async () => {
  await store.plans.create(plan('khanh-hoa-2027', 2027), lan('k5'));
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.plans.list({ limit: 2, after });
    seen.push(...page.map(({ campaign }) => campaign));
    if (page.length < 2) break;
    after = page.at(-1)!.campaign;
  }
  expect(seen).toEqual(['khanh-hoa-2027', 'binh-dinh-2026', 'cao-bang-2026', 'long-an-2026']);
});
