import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Instant } from '../../domain/day.ts';
import { newInspection } from '../../domain/inspection.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { ok } from '../support/office.ts';
import { aSetting } from '../support/round.ts';

const at: Instant = '2026-03-11T01:00:00.000Z';
const matter = 'inspection:dot-1:so-y-te';

let api: TestApi;
let head: Caller;
let administrator: Caller;
let planner: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-audit' });
  [head, administrator, planner] = [
    await api.as('division-head'),
    await api.as('administrator'),
    await api.as('planner'),
  ];
  const { store } = api;
  await store.people.create({ _id: 'p-lan', name: 'Nguyễn Thị Lan', mail: 'lan@thu.vn' });
  const born = newInspection(
    aSetting(),
    { place: { campaign: 'dot-1', team: 'doan-1', unit: 'so-y-te' }, method: 'on-site', visits: [], vertical: false },
    '2026-03-02',
  );
  await store.matters.born(born);
  for (const [n, message] of ['acknowledge', 'hold', 'signMinutes'].entries()) {
    const version = n + 1;
    const act = { message, by: 'p-lan', key: `k${version}`, hash: 'h', day: '2026-03-11', version };
    await store.db.transaction(async (session) => {
      await store.matters.replace({ state: { ...born, version }, base: n, batch: act.key }, session);
      await store.audit.append(matter, [act], at, session);
      await store.asks.put([{ _id: act.key, hash: 'h', matter, message, version, at: new Date(at) }], session);
    });
  }
  await planner.post('/api/units', { name: 'Sở Y tế', kind: 'sở', level: 'province' });
  const person = { name: 'Trần Văn Kín', mail: 'kin@thu.vn', phone: '0905.999.888', unit: 'so-y-te' };
  const { body } = await planner.post('/api/people', person);
  await planner.post('/api/appointments', {
    role: 'unit-contact',
    scope: 'unit:so-y-te',
    person: body.id,
    from: '2026-03-02',
  });
  await administrator.post('/api/tokens', { name: 'Đồng bộ bí mật', role: 'planner', lastDay: '2026-04-01' });
});
afterAll(() => api.stop());

describe('a matter', () => {
  test('names who acted, page by page', async () => {
    const first = await ok(head.get(`/api/audit?matter=${matter}&limit=2`));
    const rest = await ok(head.get(`/api/audit?matter=${matter}&limit=2&after=${first.next}`));
    expect(
      [...first.items, ...rest.items].map(({ seq, message, by, version }) => [seq, message, by.name, version]),
    ).toEqual([
      [1, 'acknowledge', 'Nguyễn Thị Lan', 1],
      [2, 'hold', 'Nguyễn Thị Lan', 2],
      [3, 'signMinutes', 'Nguyễn Thị Lan', 3],
    ]);
    expect((await head.get(`/api/audit?matter=${matter}&after=4`)).status).toBe(422);
    expect((await head.get('/api/audit?matter=khong-co')).status).toBe(404);
    expect((await head.get('/api/audit/verify?matter=khong-co')).status).toBe(404);
    expect((await head.get('/api/audit')).status).toBe(422);
  });

  test('is whole; what was cut off is named by matter, number and version, in words', async () => {
    expect(await ok(head.get('/api/audit/verify'))).toEqual({
      intact: true,
      matters: 1,
      broken: [],
      changes: 4,
      brokenChanges: [],
    });
    const [last] = await api.store.db.collection('audit').find({ matter, seq: 3 }).toArray();
    await api.store.db.collection('audit').deleteOne({ matter, seq: 3 });
    for (const query of ['', `?matter=${matter}`]) {
      expect(await ok(head.get(`/api/audit/verify${query}`))).toMatchObject({
        intact: false,
        broken: [
          { matter, seq: 3, version: 3, reason: 'missing', sentence: `${matter}: thiếu mục này (số 3, phiên bản 3).` },
        ],
      });
    }
    await api.store.db.collection('audit').insertOne(last!);
    expect(await ok(head.get('/api/audit/verify'))).toMatchObject({ intact: true });
  });

  test('whose record was removed is still told of', async () => {
    const row = await api.store.matters.model.findById(matter).lean();
    await api.store.matters.model.deleteOne({ _id: matter });
    expect((await ok(head.get(`/api/audit?matter=${matter}`))).items).toHaveLength(3);
    expect((await ok(head.get(`/api/audit/verify?matter=${matter}`))).broken).toHaveLength(3);
    await api.store.matters.model.create(row!);
  });
});

describe('the office’s content', () => {
  test('is read page by page by those who may; it holds no name, address or secret', async () => {
    const seen: { seq: number; what: string; about: string }[] = [];
    let texts = '';
    for (let after = ''; ;) {
      const answer = await administrator.get(`/api/audit/content?limit=3${after && `&after=${after}`}`);
      expect(answer.status).toBe(200);
      seen.push(...answer.body.items);
      texts += JSON.stringify(answer.body.items, (key, value: unknown) => (key === 'by' ? undefined : value));
      if (!answer.body.next) break;
      after = answer.body.next;
    }
    expect(seen.map(({ seq, what }) => [seq, what])).toEqual([
      [1, 'unit-added'],
      [2, 'person-added'],
      [3, 'appointed'],
      [4, 'token-made'],
    ]);
    // a hash may have any digits
    expect(texts.replace(/[0-9a-f]{64}/g, '')).not.toMatch(/Kín|kin@|0905|Đồng bộ|Sở Y tế|dd_/);
    expect((await ok(head.get('/api/audit/content?about=so-y-te'))).items).toMatchObject([
      { seq: 1, what: 'unit-added', by: { id: planner.id } },
    ]);
    expect((await planner.get('/api/audit/content')).status).toBe(403);
    expect((await api.anonymous.get('/api/audit/content')).status).toBe(401);
    expect((await head.get('/api/audit/content?after=99')).status).toBe(422);
  });

  test('is whole; a changed entry and a cut tail are found, in words', async () => {
    expect(await ok(administrator.get('/api/audit/content/verify'))).toEqual({
      intact: true,
      changes: 4,
      brokenChanges: [],
    });
    const changes = api.store.db.collection('changes');
    await changes.updateOne({ seq: 2 }, { $set: { by: 'p-khac' } });
    await changes.deleteOne({ seq: 4 });
    const { intact, brokenChanges } = await ok(administrator.get('/api/audit/content/verify'));
    expect([intact, brokenChanges.map(({ seq, reason }: { seq: number; reason: string }) => [seq, reason])]).toEqual([
      false,
      [
        [2, 'changed'],
        [4, 'missing'],
      ],
    ]);
    expect(brokenChanges[1].sentence).toBe('Nội dung của cơ quan: thiếu mục này (số 4).');
    expect((await ok(head.get('/api/audit/verify'))).intact).toBe(false);
    expect((await planner.get('/api/audit/content/verify')).status).toBe(403);
  });
});
