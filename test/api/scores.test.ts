import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSheets } from '../../api/sheet.ts';
import { sampleScoredOutline2026 } from '../../domain/outlines/sample-scored-2026.ts';
import type { Declared } from '../../domain/scale.ts';
import type { Caller } from '../support/api.ts';
import { deskNow, deskPlan, formOf, hidden, inspectionOf, openDesk, round, wordsOf } from '../support/desk.ts';
import type { Desk, Visiting } from '../support/desk.ts';
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
  expect(rest.unscored).toEqual([{ unit: { id: 'hai-quan', name: 'Chi cục Hải quan khu vực' } }]);
});

test('bảng Excel: hạng, dòng không áp dụng và thang còn lại, ba cột từng tiêu chí; nói rõ là thang mẫu', async () => {
  await ok(
    head.post(`/api/outlines/${outline}/exemptions`, { kind: 'so', criterion: 'II.3', reason: 'Không có thủ tục' }),
  );
  const { items } = await ok(planner.get(`/api/campaigns/${round}/ranking`));
  // 21 of the 52 points that concern it, stretched to 60
  expect(items[0]).toMatchObject({
    unit: { name: 'Sở Xây dựng' },
    points: 24.23,
    earned: 21,
    applicable: 52,
    exempt: [{ criterion: 'II.3', most: 8 }],
    tied: false,
  });
  const { headers, bytes } = await planner.get(`/api/campaigns/${round}/ranking/sheet`);
  expect(headers.get('content-disposition')).toContain('.xlsx');
  const [places, lines, words] = await readSheets(bytes);
  const cells = ({ rows }: { rows: { cells: string[] }[] }) => rows.map((row) => row.cells);
  expect(cells(places!)).toEqual([
    expect.arrayContaining(['Hạng', 'Đơn vị', 'Tự đánh giá', 'Thẩm định lần 1', 'Thẩm định lần 2']),
    expect.arrayContaining(['1', 'Sở Xây dựng', '24,23', '52', 'II.3. Tỷ lệ hồ sơ tiếp nhận trực tuyến']),
    expect.arrayContaining(['2', 'Sở Y tế']),
    expect.arrayContaining(['Chi cục Hải quan khu vực', 'Chưa có điểm']),
  ]);
  expect(cells(lines!)).toContainEqual(
    expect.arrayContaining(['Sở Xây dựng', 'II.2', 'Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn', '96%']),
  );
  expect(cells(words!).flat()).toContain('Thang điểm mẫu, không phải bộ chính thức.');
  expect((await unit.get(`/api/campaigns/${round}/ranking/sheet`)).status).toBe(403);
  await ok(head.post(`/api/outlines/${outline}/exemptions/withdraw`, { kind: 'so', criterion: 'II.3' }));
});

test('phiên bản đang soạn lưu được dù thang chưa xong; đợt không trình được với thang ấy', async () => {
  const { id: _, version: __, ...fields } = sampleScoredOutline2026;
  const made = await ok(planner.post(`/api/outlines/${outline}/versions`, fields));
  expect([made.key, made.faults]).toEqual(['mau-cham-diem-2026@2', []]);
  const scale = { ...fields.scale!, most: 100 };
  const saved = await ok(planner.put(`/api/outlines/${made.key}`, { ...fields, scale, base: made.edition }));
  const sentence = 'Các nhóm tính điểm cộng được 60 điểm, thiếu 40 so với 100 phải có.';
  expect(saved.faults).toEqual([{ at: 'scale.most', sentence }]);
  const { items } = await ok(planner.get('/api/outlines'));
  expect(items.find(({ key }: { key: string }) => key === made.key)).toMatchObject({ scored: true, faults: 1 });
  const plan = { ...deskPlan, campaign: 'cchc-2027', outline: made.key };
  await ok(planner.post('/api/campaigns', plan));
  const { gaps } = await ok(planner.get('/api/campaigns/cchc-2027/check'));
  expect(gaps).toContainEqual(
    expect.objectContaining({ at: 'outline', sentence: `Thang điểm của đề cương chưa dùng được. ${sentence}` }),
  );
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

describe('Trang tự chấm điểm của đơn vị, chỉ là biểu mẫu', () => {
  const page = `/kiem-tra/${round}:hai-quan/cham-diem`;
  let visit: Visiting;
  const kept = async () => (await desk.store.scores.get(inspectionOf('hai-quan')))?.self;
  /** What the page shows of one criterion. */
  const lineOf = (text: string, code: string): string =>
    wordsOf(text.slice(text.indexOf(`id="t-${code}"`), text.indexOf('</fieldset>', text.indexOf(`id="t-${code}"`))));
  beforeAll(async () => {
    visit = await desk.link('p-hai-noi');
  });
  const save = (fields: Record<string, string>, act = 'save') => visit.post(page, formOf({ ...fields, act }));

  test('mỗi tiêu chí nói cách tính; thang mẫu nói là mẫu; ghi được bao nhiêu giữ bấy nhiêu', async () => {
    const { text } = await visit.get(page);
    const words = wordsOf(text);
    expect(words).toContain('Thang điểm này là mẫu, không phải bộ chỉ số chính thức');
    expect(words).toContain('Tổng tự chấm: 0/60 điểm');
    expect(lineOf(text, 'II.2')).toContain('Từ 95%: đủ điểm; từ 80%: theo tỷ lệ; thấp hơn: 0 điểm');
    expect(lineOf(text, 'V.1')).toContain('Mỗi trường hợp trừ 1 điểm, trừ tối đa 3 điểm');
    const was = hidden(text, 'was');
    const first = await save({ was, 'm/I.1': 'yes', 'm/II.2': '85%', 'm/IV.1': '3', 'm/V.1': '2' });
    expect([first.status, first.headers.get('location')]).toEqual([303, `/u/${visit.token}${page}?luu=1`]);
    const after = await visit.get(`${page}?luu=1`);
    expect(wordsOf(after.text)).toMatch(/Đã lưu\. Bảng tự chấm điểm chưa gửi\..*Tổng tự chấm: 13,7\/60 điểm/);
    expect(lineOf(after.text, 'II.2')).toContain('10,2 điểm');
    expect(lineOf(after.text, 'V.1')).toContain('−2 điểm');
    expect((await kept())?.marks.map(({ criterion }) => criterion)).toEqual(['I.1', 'II.2', 'IV.1', 'V.1']);
  });

  test('điều không đọc được, lý do không có điểm: nói tại tiêu chí, còn nguyên như đã gõ, dòng khác vẫn lưu', async () => {
    const was = hidden((await visit.get(page)).text, 'was');
    const wrong = await save({
      was,
      'm/II.2': 'tám lăm',
      'm/II.3': '40',
      'm/III.5': '',
      'y/III.5': 'Phối hợp đúng hạn',
      'y/II.4': 'lý do bỏ lửng',
    });
    expect(wrong.status).toBe(422);
    expect(lineOf(wrong.text, 'II.2')).toContain('“tám lăm”');
    expect(wrong.text).toContain('value="tám lăm"');
    expect(lineOf(wrong.text, 'III.5')).toContain('hãy ghi điểm');
    expect(wrong.text).toContain('Phối hợp đúng hạn</textarea>');
    expect(lineOf(wrong.text, 'II.4')).toContain('Hãy chọn Không áp dụng, hoặc xóa lý do');
    const marks = new Map((await kept())!.marks.map(({ criterion, declared }) => [criterion, declared]));
    expect([marks.get('II.2'), marks.get('II.3'), marks.get('III.5')]).toEqual([
      { percent: 85 },
      { percent: 40 },
      undefined,
    ]);
    const mended = await save({ was: hidden(wrong.text, 'was'), 'm/III.5': '7,5', 'y/III.5': 'Phối hợp đúng hạn' });
    expect(mended.status).toBe(303);
    expect(lineOf((await visit.get(page)).text, 'III.5')).toContain('số liệu ngoài khoảng cho phép; điểm từ 0 đến 6');
    await save({ 'm/III.5': '5,5', 'b/II.3': 'yes', 'm/II.3': '40', 'y/II.3': 'Không tiếp nhận trực tuyến' });
    expect(lineOf((await visit.get(page)).text, 'II.3')).toContain('Không áp dụng: tính 0 điểm cho đến khi');
  });

  test('hai thẻ: tiêu chí khác nhau thì ghép, cùng một tiêu chí thì hỏi', async () => {
    const { text } = await visit.get(page);
    const was = hidden(text, 'was');
    const ticked = { 'b/II.3': 'yes' };
    await save({ ...ticked, was, 'm/I.2': 'yes', 'm/I.3': 'yes' });
    const second = await save({ ...ticked, was, 'm/I.2': 'no', 'm/I.4': 'yes' });
    expect(second.status).toBe(409);
    expect(wordsOf(second.text)).toContain('chính bạn ở một trang khác đã lưu khác đi');
    expect(second.text).toMatch(/name="m\/I\.2" value="no" checked/);
    const marks = new Map((await kept())!.marks.map(({ criterion, declared }) => [criterion, declared]));
    expect([marks.get('I.2'), marks.get('I.3'), marks.get('I.4')]).toEqual([
      { answer: 'yes' },
      { answer: 'yes' },
      { answer: 'yes' },
    ]);
    // by itself: told when, and what the fields of the page stand for now
    const auto = await save({ ...ticked, was: hidden(second.text, 'was'), 'm/I.2': 'no' }, 'auto');
    expect(JSON.parse(auto.text)).toMatchObject({ saved: '09:12', fields: { was: expect.any(String) } });
    expect(JSON.parse((await save({ ...ticked, 'm/II.2': 'x' }, 'auto')).text).said).toContain('Dòng này chưa lưu.');
  });

  test('gửi sau báo cáo: trước đó nói vì sao; gửi hai lần là một; chốt rồi thì chỉ đọc', async () => {
    const early = await visit.get(`${page}/gui`);
    expect(wordsOf(early.text)).toContain('Có tiêu chí lấy số từ báo cáo, nên gửi báo cáo trước');
    expect(early.text).not.toContain('Gửi bảng tự chấm điểm</button>');
    const forced = await visit.post(`${page}/gui`, { version: String((await kept())!.version), key: 'gui-som-qua' });
    expect([forced.status, wordsOf(forced.text)]).toEqual([409, expect.stringContaining('Hãy gửi báo cáo trước')]);
    // the report has come
    const { store } = desk;
    const id = inspectionOf('hai-quan');
    const { duties } = (await store.matters.get(id))!;
    await store.matters.model.updateOne(
      { _id: id },
      { $set: { 'state.duties': duties.filter(({ kind }) => kind !== 'self-report') } },
    );
    const review = await visit.get(`${page}/gui`);
    expect(wordsOf(review.text)).toContain('Gửi rồi thì không sửa được nữa, trừ khi lãnh đạo phòng mở lại.');
    const form = { version: hidden(review.text, 'version'), key: hidden(review.text, 'key') };
    const sent = await Promise.all([visit.post(`${page}/gui`, form), visit.post(`${page}/gui`, form)]);
    expect(sent.map(({ status }) => status)).toEqual([303, 303]);
    const over = await visit.get(page);
    expect(wordsOf(over.text)).toMatch(/Đã gửi lúc 09:12, 11\/03\/2026: [\d,]+\/60 điểm/);
    expect(over.text).not.toContain('<form');
    const late = await save({ 'm/I.1': 'no' });
    expect([late.status, wordsOf(late.text)]).toEqual([409, expect.stringContaining('chưa lưu')]);
    expect(wordsOf((await visit.get(`/kiem-tra/${round}:hai-quan`)).text)).toContain(
      'Đơn vị tự chấm điểm: đã gửi, chờ thẩm định',
    );
  });

  test('điểm thẩm định chỉ hiện khi đã chốt, kèm lý do; đã thẩm định thì đơn vị không tự chấm nữa', async () => {
    const theirs = at('hai-quan');
    const found = marks({ 'II.2': { percent: 80 } }, 'Đối chiếu hệ thống một cửa');
    await ok(secretary.put(`${theirs}/first`, { base: 0, marks: found }));
    expect(wordsOf((await visit.get(page)).text)).toContain('Điểm thẩm định hiện ở đây khi đã chốt.');
    await ok(secretary.post(`${theirs}/first/confirm`, { version: 1 }));
    const words = wordsOf((await visit.get(page)).text);
    expect(words).toMatch(/Thẩm định lần 1: [\d,]+\/60 điểm\. Lê Thu Hà chốt lúc 09:12, 11\/03\/2026/);
    expect(words).toContain('Thẩm định lần 1: Đối chiếu hệ thống một cửa');
    await ok(head.post(`${theirs}/reopen`, { appraisal: 'self', reason: 'Đơn vị xin sửa' }));
    expect((await save({ 'm/I.1': 'no' })).status).toBe(409);
    const contact = await desk.office.as('unit-contact', 'unit:hai-quan');
    const { version } = (await kept())!;
    expect((await contact.put(`${theirs}/self`, { base: version, marks: {} })).body.type).toBe(
      '/problems/score-appraised',
    );
    expect((await visit.get(`/kiem-tra/${round}:so-xay-dung/cham-diem`)).status).toBe(404);
  });
});
