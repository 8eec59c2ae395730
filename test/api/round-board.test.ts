import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { inspectionId, newInspection } from '../../domain/inspection.ts';
import type { RoundBoard } from '../../api/campaigns/round-board.ts';
import type { Caller } from '../support/api.ts';
import { deskPlan, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { ok } from '../support/office.ts';
import { aSetting } from '../support/round.ts';

jest.setTimeout(60_000);

let desk: Desk;
let planner: Caller;
const board = `/api/campaigns/${round}/board`;
beforeAll(async () => {
  desk = await openDesk();
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: '2026-03-11T01:00:00.000Z' });
  planner = await desk.office.as('planner');
});
afterAll(() => desk?.stop());

const names = ({ items }: RoundBoard) => items.map(({ unit }) => unit.name);

test.each([
  ['', ['Sở Xây dựng', 'Chi cục Hải quan khu vực', 'Sở Y tế']],
  ['?late=true', ['Sở Xây dựng']],
  ['?step=conclusion', ['Chi cục Hải quan khu vực', 'Sở Y tế']],
  ['?state=concluded', ['Sở Xây dựng']],
  ['?search=y%20te', ['Sở Y tế']],
  ['?search=HAI%20quan&step=acknowledge', ['Chi cục Hải quan khu vực']],
  ['?waiting=office', []],
  ['?team=doan-khac', []],
  ['?group=khong-co', []],
])('bảng theo dõi hỏi %s', async (query, units) => {
  const found = await ok<RoundBoard>(planner.get(`${board}${query}`));
  expect([names(found), found.found, found.all]).toEqual([units, units.length, 3]);
});

test('từng trang theo đơn vị đã xem; con trỏ của danh sách khác thì từ chối', async () => {
  const first = await ok<RoundBoard>(planner.get(`${board}?limit=2`));
  expect([names(first), first.next]).toEqual([['Sở Xây dựng', 'Chi cục Hải quan khu vực'], 'hai-quan']);
  const rest = await ok<RoundBoard>(planner.get(`${board}?limit=2&after=${first.next}`));
  expect([names(rest), rest.next]).toEqual([['Sở Y tế'], undefined]);
  expect((await planner.get(`${board}?after=so-la`)).status).toBe(422);
});

test('từng đơn vị qua các bước, việc giống nhau gộp một dòng, số đơn vị theo từng bước', async () => {
  const { items, steps, counts } = await ok<RoundBoard>(planner.get(board));
  expect(items[0]).toMatchObject({
    inspection: `${round}:so-xay-dung`,
    words: 'đã có kết luận',
    items: { total: 5, closed: 0 },
    late: { words: 'quá 1 ngày làm việc', hand: 'unit' },
  });
  expect(items[0]!.waiting.map(({ kind, count }) => [kind, count])).toContainEqual(['remediate', 4]);
  expect(steps.find(({ step }) => step === 'conclusion')).toMatchObject({ done: 1, of: 3 });
  expect(counts).toMatchObject({ units: 3, concluded: 1, late: { units: 1 } });
});

test('kiểm tra đột xuất chưa bắt đầu: người chuẩn bị thấy, người khác không thấy cả trong con số', async () => {
  const place = { campaign: round, team: 'doan-1', unit: 'so-tu-phap' };
  const hidden = newInspection(
    aSetting({ clock: { kind: 'stepped', now: '2026-03-11' } }),
    { place, method: 'surprise', visits: [{ n: 1, day: '2026-03-30', session: 'morning' }], vertical: false },
    '2026-03-11',
  );
  await desk.store.matters.born(hidden);
  expect(hidden.id).toBe(inspectionId(round, 'so-tu-phap'));
  const prepared = await ok<RoundBoard>(planner.get(board));
  expect([prepared.all, prepared.items.some(({ unit }) => unit.id === 'so-tu-phap')]).toEqual([4, true]);
  const clerk = await desk.api.as('clerk');
  const seen = await ok<RoundBoard>(clerk.get(board));
  expect([seen.all, seen.counts.units, seen.items.some(({ unit }) => unit.id === 'so-tu-phap')]).toEqual([3, 3, false]);
  const acts = await ok(clerk.get(`/api/campaigns/${round}/acts`));
  expect(acts.open.inspections).toBe(2);
});

test('việc làm được lúc này, kéo theo gì, vì sao chưa', async () => {
  const { acts, open, inspections } = await ok(planner.get(`/api/campaigns/${round}/acts`));
  expect(acts.map(({ act }: { act: string }) => act)).toEqual(['add', 'end-inspection']);
  expect(acts[1].barred).toMatch(/^Còn 3 cuộc kiểm tra chưa có kết luận/);
  expect(open).toMatchObject({ inspections: 3, items: 5, units: 1 });
  expect(inspections.map(({ unit }: { unit: { name: string } }) => unit.name)).toContain('Sở Y tế');
});

test('danh sách đợt lọc theo năm và tình trạng', async () => {
  await ok(planner.post('/api/campaigns', { ...deskPlan, campaign: 'dang-soan', year: 2027, title: 'Đợt 2027' }));
  const ids = async (query: string) =>
    (await ok(planner.get(`/api/campaigns${query}`))).items.map(({ id }: { id: string }) => id);
  expect(await ids('')).toEqual(['dang-soan', round]);
  expect(await ids('?year=2026')).toEqual([round]);
  expect(await ids('?state=draft')).toEqual(['dang-soan']);
  expect(await ids('?state=open')).toEqual([round]);
  expect(await ids('?state=closed')).toEqual([]);
  expect((await ok(planner.get('/api/campaigns'))).years).toEqual([2027, 2026]);
});

test('đợt đang ở đâu: đủ cho một trang đang chờ, không kèm kế hoạch', async () => {
  const standing = await ok(planner.get(`/api/campaigns/${round}/standing`));
  expect(standing).toMatchObject({ state: 'running', today: '2026-03-11', clock: { now: '2026-03-11' }, launched: 3 });
  expect(JSON.stringify(standing).length).toBeLessThan(300);
  expect((await planner.get('/api/campaigns/khong-co/standing')).status).toBe(404);
});

test('công văn đôn đốc: một việc nhắc hai người là một việc; số và ngày phải có thật', async () => {
  const matter = `remediation:${round}:conclusion:1:so-xay-dung`;
  const duty = (await desk.store.matters.get(matter))!.duties.find(({ about }) => about === 1)!;
  for (const role of ['unit-contact', 'unit-head'] as const)
    await desk.store.lines.model.create({
      _id: `${matter}/${duty.id}/3/${role}`,
      line: `${matter}/${duty.id}/3/${role}`,
      letter: 'official-letter',
      matter,
      duty: duty.id,
      rung: 3,
      against: duty.due!.day,
      role,
      unit: 'so-xay-dung',
      campaign: round,
      stepped: true,
      day: '2026-03-11',
      status: 'waiting',
    });
  const path = `/api/campaigns/${round}/official-letters`;
  expect(await ok(planner.get(path))).toMatchObject({
    units: 1,
    lines: 1,
    items: [{ item: `${round}:conclusion:1:so-xay-dung:1`, who: 'đầu mối đơn vị, thủ trưởng đơn vị' }],
  });
  const letter = { number: '112/SNV-CCHC', day: '2026-03-11', signer: 'Giám đốc' };
  const wrong = async (more: object) => (await planner.post(path, { ...letter, ...more })).body.errors;
  expect(await wrong({ number: 'abc', day: '2026-03-12' })).toMatchObject([{ at: 'number' }, { at: 'day' }]);
  expect(await wrong({ day: '2026-03-10' })).toMatchObject([
    { at: 'day', sentence: 'Ngày 10/03/2026 chưa việc nào đến mức công văn; việc đầu tiên đến ngày 11/03/2026.' },
  ]);
  // nobody owes the letter before the next morning's count
  expect((await planner.post(path, letter)).body).toMatchObject({ type: '/problems/no-official-letter-wanted' });
});
