import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConclusionDraft } from '../../domain/draft.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(process.env['TEST_MONGODB_URI']!.replace('/?', '/drafts?'));
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
});

const conclusion = (...serves: string[]): ConclusionDraft => ({
  kind: 'conclusion', serves, strengths: [], findings: [], requirements: [], proposals: [],
});
const drafting = (key: string, draft: ConclusionDraft, campaign = 'binh-dinh-2026') => ({
  campaign, team: 'doan-1', draft, key, by: 'p-thinh', at: '2026-03-09T02:00:00.000Z' as const,
});

test('papers are numbered in their round and kind', async () => {
  const first = await store.drafts.create(drafting('a1', conclusion('so-y-te')));
  const second = await store.drafts.create(drafting('a2', conclusion('so-tai-chinh')));
  const notice = await store.drafts.create({ ...drafting('a3', conclusion()), draft: { kind: 'notice', serves: ['so-y-te'], requests: [] } });
  expect([first, second, notice].map(({ paper }) => paper)).toEqual([
    'paper:binh-dinh-2026:conclusion:1', 'paper:binh-dinh-2026:conclusion:2', 'paper:binh-dinh-2026:notice:1',
  ]);
  expect((await store.drafts.ofCampaign('binh-dinh-2026')).map(({ kind, n }) => `${kind} ${n}`)).toEqual(['notice 1', 'conclusion 1', 'conclusion 2']);
});

test('two people drafting at the same moment get two papers', async () => {
  const made = await Promise.all(['b1', 'b2', 'b3', 'b4'].map((key) => store.drafts.create(drafting(key, conclusion(key), 'long-an-2026'))));
  expect(made.map(({ n }) => n).sort()).toEqual([1, 2, 3, 4]);
});

test('the same key gives the same paper; with another draft it is refused', async () => {
  const made = await store.drafts.create(drafting('c1', conclusion('so-y-te'), 'cao-bang-2026'));
  expect(await store.drafts.create(drafting('c1', conclusion('so-y-te'), 'cao-bang-2026'))).toEqual(made);
  await expect(store.drafts.create(drafting('c1', conclusion('so-xay-dung'), 'cao-bang-2026'))).rejects.toMatchObject({ code: 'key-reused' });
});

test('who saves over an old version is told so', async () => {
  const { paper } = await store.drafts.create(drafting('d1', conclusion('so-y-te'), 'khanh-hoa-2026'));
  const saving = { base: 1, by: 'p-thinh', at: '2026-03-10T02:00:00.000Z' as const };
  expect((await store.drafts.save(paper, conclusion('so-y-te', 'so-tai-chinh'), saving)).version).toBe(2);
  await expect(store.drafts.save(paper, conclusion('so-xay-dung'), saving)).rejects.toMatchObject({ code: 'stale-draft' });
  expect((await store.drafts.get(paper))?.draft.serves).toEqual(['so-y-te', 'so-tai-chinh']);
});

test('a word left out of a draft stays out', async () => {
  const { paper, draft } = await store.drafts.create(drafting('e1', {
    ...conclusion('so-y-te'),
    findings: [{ id: 'f1', text: 'chưa niêm yết', area: 'cai-cach-tthc', concerns: { all: true } }],
  }, 'doan-1228'));
  const read = await store.drafts.get(paper);
  expect(read?.draft).toEqual(draft);
  expect(Object.keys((read?.draft as ConclusionDraft).findings[0]!)).toEqual(['id', 'text', 'area', 'concerns']);
});
