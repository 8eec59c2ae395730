import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleScoredOutline2026 } from '../../domain/outlines/sample-scored-2026.ts';
import type { Declared } from '../../domain/scale.ts';
import type { Caller } from '../support/api.ts';
import { deskNow, deskPlan, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { ok } from '../support/office.ts';

const outline = 'mau-cham-diem-2026@1';
const at = (unit: string) => `/api/inspections/${round}:${unit}/scores`;
let desk: Desk;
let unit: Caller;
let secretary: Caller;
let planner: Caller;
let head: Caller;

beforeAll(async () => {
  desk = await openDesk();
  const { store, office } = desk;
  await store.outlines.create(sampleScoredOutline2026, { by: 'p-test', at: deskNow });
  // the round of the desk, scored by that scale
  await store.snapshots.model.updateMany({ kind: 'plan' }, { $set: { body: { ...deskPlan, outline } } });
  await store.plans.create({ ...deskPlan, outline }, { by: 'p-chuyen-vien', at: deskNow });
  [unit, secretary, planner, head] = await Promise.all([
    office.as('unit-contact', 'unit:so-xay-dung'),
    office.as('secretary', 'team:doan-1'),
    office.as('planner'),
    desk.api.as('division-head'),
  ]);
});
afterAll(() => desk?.stop());

const marks = (declared: Record<string, Declared>, reason?: string) =>
  Object.fromEntries(
    Object.entries(declared).map(([code, said]) => [code, { declared: said, ...(reason ? { reason } : {}) }]),
  );

test('đơn vị tự chấm, chốt; đoàn thẩm định khác thì nói vì sao; đơn vị thấy cột của đoàn khi đã chốt', async () => {
  const mine = at('so-xay-dung');
  const self = marks({
    'I.1': { answer: 'yes' },
    'II.2': { percent: 96 },
    'II.3': { notApplicable: 'Không có thủ tục trực tuyến' },
    'III.5': { points: 5, reason: '' },
  });
  const saved = await ok(unit.put(`${mine}/self`, { base: 0, marks: self }));
  expect(saved.self).toMatchObject({
    version: 1,
    total: { points: 21, most: 60, unapproved: ['II.3'] },
    faults: [{ criterion: 'III.5', sentence: 'Tiêu chí III.5: hãy ghi lý do.' }],
    may: true,
  });
  expect(saved.first).toBeUndefined();
  // two windows: the later one is told what is there
  const stale = await unit.put(`${mine}/self`, { base: 0, marks: {} });
  expect([stale.status, stale.body]).toEqual([
    409,
    expect.objectContaining({ type: '/problems/stale-draft', current: expect.objectContaining({ version: 1 }) }),
  ]);
  const early = await unit.post(`${mine}/self/confirm`, { version: 1 });
  expect([early.status, early.body.errors]).toEqual([422, [{ at: 'marks.III.5', sentence: expect.any(String) }]]);

  self['III.5'] = { declared: { points: 5, reason: 'Phối hợp đúng hạn' } };
  await ok(unit.put(`${mine}/self`, { base: 1, marks: self }));
  await ok(unit.post(`${mine}/self/confirm`, { version: 2 }));
  expect((await unit.put(`${mine}/self`, { base: 3, marks: {} })).body.type).toBe('/problems/score-confirmed');

  const first = await ok(secretary.put(`${mine}/first`, { base: 0, marks: marks({ 'II.2': { percent: 85 } }) }));
  expect(first.first).toMatchObject({
    total: { points: 19.2 }, // 12 còn 10,2
    faults: [{ criterion: 'II.2', sentence: 'Tiêu chí II.2: hãy ghi lý do.' }],
    marks: [{ criterion: 'II.2', points: 10.2, by: { id: 'p-thu-ky', name: 'Lê Thu Hà' } }],
  });
  expect((await ok(unit.get(mine))).first).toBeUndefined();
  const found = marks({ 'II.2': { percent: 85 } }, 'Đối chiếu hệ thống một cửa');
  await ok(secretary.put(`${mine}/first`, { base: 1, marks: found }));
  await ok(secretary.post(`${mine}/first/confirm`, { version: 2 }));
  expect((await ok(unit.get(mine))).first).toMatchObject({ confirmed: { by: { name: 'Lê Thu Hà' } }, may: false });

  const reopened = await ok(head.post(`${mine}/reopen`, { appraisal: 'first', reason: 'Có thêm tài liệu' }));
  expect(reopened.first.confirmed).toBeUndefined();
  const again = await head.post(`${mine}/reopen`, { appraisal: 'first', reason: 'Có thêm tài liệu' });
  expect(again.body.type).toBe('/problems/score-not-confirmed');
});

test('không áp dụng duyệt một lần cho cả loại đơn vị, thang quy lại; rút lại thì tính như cũ', async () => {
  const of = `/api/outlines/${outline}/exemptions`;
  const exempt = { kind: 'so', criterion: 'II.3', reason: 'Các sở không tiếp nhận trực tuyến' };
  expect((await planner.post(of, exempt)).status).toBe(403);
  expect((await head.post(of, { ...exempt, criterion: 'I.1' })).body.type).toBe('/problems/score-always-applies');
  expect((await head.post(of, { ...exempt, criterion: 'X' })).body.type).toBe('/problems/score-unknown');
  expect((await ok(head.post(of, exempt))).items).toMatchObject([{ kind: 'so', criterion: 'II.3' }]);
  // 19,2 của 52 điểm áp dụng, quy về 60
  expect((await ok(secretary.get(at('so-xay-dung')))).first.total).toMatchObject({ points: 22.15, unapproved: [] });
  await ok(head.post(`${of}/withdraw`, { kind: 'so', criterion: 'II.3' }));
  expect((await ok(secretary.get(at('so-xay-dung')))).first.total).toMatchObject({
    points: 19.2,
    unapproved: ['II.3'],
  });
});

test('số kê khai có sẵn trong báo cáo không phải ghi lại', async () => {
  const { store } = desk;
  await store.snapshots.freeze({
    id: 'self-report:thu',
    kind: 'self-report',
    matter: `inspection:${round}:so-y-te`,
    body: {
      answers: { '1.1': { value: 'yes' }, '3.1': { value: 'not-applicable', explanation: 'Không có thủ tục' } },
      tables: {},
      indicators: {},
      rates: [{ code: 'rate_early_or_on_time', stated: { value: 90, decimals: 0 } }],
      claims: [],
      explanations: {},
      outline,
      checks: [],
    },
    by: 'link:x',
    at: deskNow,
  });
  await store.matters.model.updateOne(
    { _id: `inspection:${round}:so-y-te` },
    { $set: { 'state.selfReport': { latest: 'self-report:thu', sent: 1 } } },
  );
  const { self } = await ok(secretary.get(at('so-y-te')));
  expect(self.marks.map((mark: { criterion: string; points?: number }) => [mark.criterion, mark.points])).toEqual([
    ['I.1', 4],
    ['II.1', undefined],
    ['II.2', 10.8],
  ]);
  // who appraises first keeps them with what the appraisal says
  const kept = await ok(secretary.put(`${at('so-y-te')}/first`, { base: 0, marks: {} }));
  expect(kept.first.total.points).toBe(14.8);
});

test('xếp hạng trong cấp của mình, điểm của cột sau cùng đã chốt', async () => {
  const { items, ...rest } = await ok(planner.get(`/api/campaigns/${round}/ranking`));
  expect(rest).toMatchObject({ most: 60, official: false, units: 3, scored: 2 });
  expect(items).toMatchObject([
    { place: 1, unit: { name: 'Sở Xây dựng' }, points: 21, upTo: 'self', settled: true },
    { place: 2, unit: { name: 'Sở Y tế' }, points: 14.8, upTo: 'first', settled: false },
  ]);
  expect((await ok(planner.get(`/api/campaigns/${round}/ranking?level=commune`))).items).toEqual([]);
});

test('thang sai thì nói sai ở đâu; đề cương không có thang thì không chấm', async () => {
  const { id: _, version: __, ...fields } = sampleScoredOutline2026;
  const [group] = fields.scale!.groups;
  const wrong = { ...fields, scale: { groups: [group, { ...group!, code: 'II' }] } };
  const refused = await planner.post('/api/outlines', { id: 'thang-sai', ...wrong });
  expect([refused.status, refused.body.errors[0]]).toEqual([
    422,
    { at: 'scale.groups[1].criteria[0].code', sentence: 'Mã I.1 đã dùng ở trên. Hãy đặt mã khác.' },
  ]);
  const stray = {
    ...fields,
    scale: { groups: [{ ...group!, criteria: [{ ...group!.criteria[0]!, from: { question: '99' } }] }] },
  };
  expect((await planner.post('/api/outlines', { id: 'thang-la', ...stray })).body.type).toBe(
    '/problems/outline-unknown-code',
  );
  expect((await planner.get('/api/outlines/mau-2026@1/exemptions')).status).toBe(200);
  const none = await desk.api.as('division-head');
  expect(
    (await none.post('/api/outlines/mau-2026@1/exemptions', { kind: 'so', criterion: 'I.1', reason: 'x' })).body.type,
  ).toBe('/problems/score-without-scale');
});
