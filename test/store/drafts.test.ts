import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConclusionDraft, PaperDraft } from '../../domain/draft.ts';
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
  kind: 'conclusion',
  serves,
  strengths: [],
  findings: [],
  requirements: [],
  proposals: [],
});
const create = (draft: PaperDraft, campaign = 'binh-dinh-2026') =>
  store.db.transaction((session) =>
    store.drafts.create({ campaign, team: 'doan-1', draft, by: 'p-thinh', at: '2026-03-09T02:00:00.000Z' }, session),
  );

test('papers are numbered in their round and kind', async () => {
  const papers = [
    await create(conclusion('so-y-te')),
    await create(conclusion('so-tai-chinh')),
    await create({ kind: 'notice', serves: ['so-y-te'], requests: [] }),
  ];
  expect(papers).toEqual([
    'paper:binh-dinh-2026:conclusion:1',
    'paper:binh-dinh-2026:conclusion:2',
    'paper:binh-dinh-2026:notice:1',
  ]);
  const first = await store.drafts.list({ campaign: 'binh-dinh-2026', limit: 2 });
  const rest = await store.drafts.list({ campaign: 'binh-dinh-2026', limit: 2, after: first.at(-1)!.paper });
  expect([...first, ...rest].map(({ paper }) => paper)).toEqual(papers);
});

test('people drafting at the same moment get a paper each', async () => {
  const made = await Promise.all(['a', 'b', 'c', 'd'].map((unit) => create(conclusion(unit), 'long-an-2026')));
  expect(made.sort()).toEqual([1, 2, 3, 4].map((n) => `paper:long-an-2026:conclusion:${n}`));
});

test('who saves over an old version is told so', async () => {
  const paper = await create(conclusion('so-y-te'), 'khanh-hoa-2026');
  const saving = { base: 1, by: 'p-thinh', at: '2026-03-10T02:00:00.000Z' as const };
  await store.drafts.save(paper, conclusion('so-y-te', 'so-tai-chinh'), saving);
  await expect(store.drafts.save(paper, conclusion('so-xay-dung'), saving)).rejects.toMatchObject({
    code: 'stale-draft',
  });
  expect(await store.drafts.get(paper)).toMatchObject({ version: 2, draft: { serves: ['so-y-te', 'so-tai-chinh'] } });
});

test('a word left out of a draft stays out', async () => {
  const draft: ConclusionDraft = {
    ...conclusion('so-y-te'),
    findings: [{ id: 'f1', text: 'chưa niêm yết', area: 'cai_cach_tthc', concerns: { all: true } }],
  };
  const read = await store.drafts.get(await create(draft, 'doan-1228'));
  expect(read?.draft).toEqual(draft);
  expect(read?.draft).not.toHaveProperty('findings.0.basis');
});
