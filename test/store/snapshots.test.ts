import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contentHash } from '../../store/content/snapshots.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(process.env['TEST_MONGODB_URI']!.replace('/?', '/snapshots?'));
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
});

const remarks = {
  id: 'p-lan/tra-lai-1',
  kind: 'remarks' as const,
  matter: 'paper:binh-dinh-2026:conclusion:1',
  body: { points: ['Bổ sung căn cứ của tồn tại thứ hai', 'Ghi rõ hạn của yêu cầu thứ nhất'] },
  by: 'p-lan',
  at: '2026-03-05T01:00:00.000Z' as const,
};

test('what was frozen is read back as it was, under the hash of its body', async () => {
  const { id, sha256 } = await store.snapshots.freeze(remarks);
  expect(sha256).toBe(contentHash(remarks.body));
  expect(await store.snapshots.get(id)).toEqual({ ...remarks, sha256 });
});

test('freezing the same again is the same snapshot, and its first hour stays', async () => {
  await store.snapshots.freeze(remarks);
  await store.snapshots.freeze({ ...remarks, at: '2026-03-06T01:00:00.000Z' });
  expect((await store.snapshots.get(remarks.id))?.at).toBe(remarks.at);
});

test('the same id never takes another body, another matter or another kind', async () => {
  await store.snapshots.freeze(remarks);
  const others = [
    { body: { points: ['Khác'] } },
    { matter: 'paper:binh-dinh-2026:conclusion:2' },
    { kind: 'plan' as const },
  ];
  for (const other of others) {
    await expect(store.snapshots.freeze({ ...remarks, ...other })).rejects.toMatchObject({ code: 'key-reused' });
  }
  expect((await store.snapshots.get(remarks.id))?.body).toEqual(remarks.body);
});

test('the order of keys does not change the hash, a single letter does', () => {
  expect(contentHash({ a: 1, b: { c: 'Sở', d: [1, 2] } })).toBe(contentHash({ b: { d: [1, 2], c: 'Sở' }, a: 1 }));
  expect(contentHash({ a: 'Sở Y tế' })).not.toBe(contentHash({ a: 'Sở Ý tế' }));
});

test('text that looks like an operator or a path is only text', async () => {
  const body = { points: ['{"$where": "1"}', '$set', 'a.b'], byKey: { 'I1@bieu.ii06/tổng': 'giải trình', $gt: '' } };
  await store.snapshots.freeze({ ...remarks, id: 'p-lan/tra-lai-2', body });
  expect((await store.snapshots.get('p-lan/tra-lai-2'))?.body).toEqual(body);
});

test('several are read at once, unknown ones left out', async () => {
  await store.snapshots.freeze(remarks);
  const found = await store.snapshots.getMany([remarks.id, 'không-có']);
  expect([...found.keys()]).toEqual([remarks.id]);
  expect(await store.snapshots.get('không-có')).toBeUndefined();
});
