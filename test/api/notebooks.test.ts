import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { visitKey } from '../../domain/inspection.ts';
import type { Caller } from '../support/api.ts';
import { deskConclusion, deskNow, deskPlan, inspectionOf, openDesk, png, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';

jest.setTimeout(120_000);

let desk: Desk;
let contact: Caller;
let secretary: Caller;
let lead: Caller;
let planner: Caller;
let stranger: Caller;
let chair: Caller;
beforeAll(async () => {
  desk = await openDesk();
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: deskNow });
  // the desk's conclusion has a record and no draft: its number is taken
  await desk.store.db.transaction((session) =>
    desk.store.drafts.create(
      { campaign: round, team: 'doan-1', draft: { ...deskConclusion, serves: ['so-xay-dung'] }, by: 'p', at: deskNow },
      session,
    ),
  );
  contact = await desk.office.as('unit-contact', 'unit:so-y-te');
  secretary = await desk.office.as('secretary', 'team:doan-1');
  lead = await desk.office.as('lead', 'team:doan-1');
  planner = await desk.office.as('planner');
  stranger = await desk.api.as('secretary', 'team:doan-2', 'p-doan-khac');
  chair = await desk.api.as('chair', `visit:${visitKey(inspectionOf('hai-quan'), 1)}`, 'p-chu-tri');
});
afterAll(() => desk.stop());

const path = (verb = '', unit = 'so-y-te') => `/api/inspections/${round}:${unit}${verb}`;
const note = (part: object = {}) => ({
  id: 'gn-1',
  kind: 'shortcoming',
  area: 'cai_cach_tthc',
  text: 'Chưa niêm yết 12 thủ tục mới.',
  ...part,
});
const book = (...notes: object[]) => ({ notes, found: {} });
const keep = (content: object, base: number, who = secretary, unit = 'so-y-te') =>
  who.put(path('/notebook', unit), { base, content });

describe('sổ ghi nhận', () => {
  test('bắt đầu trống, mỗi lần lưu trên bản đã xem; ai lưu trước thì người sau thấy bản ấy', async () => {
    expect((await lead.get(path('/notebook'))).body).toEqual({ version: 0, content: { notes: [], found: {} } });
    const first = await keep(book(note()), 0);
    expect(first.body).toMatchObject({ version: 1, savedBy: { name: 'Lê Thu Hà' }, content: book(note()) });
    expect((await keep(book(note({ text: 'Khác.' })), 0, lead)).body).toMatchObject({
      type: '/problems/stale-draft',
      current: { version: 1, content: book(note()) },
    });
    expect((await keep(book(note()), 0)).body).toMatchObject({ type: '/problems/stale-draft' });
    const found = { 'ho-so/tong/resolved_total': '3.529', 'II.06/1.2/x': '' };
    expect((await keep({ notes: [note({ text: '' })], found, tolerance: 1 }, 1, lead)).body).toMatchObject({
      version: 2,
      savedBy: { name: 'Trần Minh Khôi' },
      content: { found, tolerance: 1 },
    });
  });

  test('cả Đoàn và người chủ trì buổi ghi được, cơ quan đọc được, đơn vị và đoàn khác thì không', async () => {
    expect((await chair.get(path('/notebook', 'hai-quan'))).status).toBe(200);
    expect((await keep(book(note()), 0, chair, 'hai-quan')).status).toBe(200);
    expect((await chair.get(path('/notebook'))).status).toBe(404);
    expect((await planner.get(path('/notebook'))).status).toBe(200);
    expect((await keep(book(), 2, planner)).status).toBe(403);
    expect((await contact.get(path('/notebook'))).status).toBe(403);
    expect((await contact.get(path('/comparison'))).status).toBe(403);
    expect((await stranger.get(path('/notebook'))).status).toBe(404);
  });

  test('chỉ nhận ghi nhận có mã riêng, tệp của đơn vị này, chỗ số liệu đọc được', async () => {
    expect((await keep(book(note(), note()), 2)).body).toMatchObject({
      type: '/problems/invalid-body',
      errors: [{ at: 'notes[1].id' }],
    });
    const files = [{ id: 'la', name: 'a.jpg', size: 1 }];
    expect((await keep(book(note({ files })), 2)).body).toMatchObject({ type: '/problems/evidence-unknown' });
    expect((await keep({ notes: [], found: { $where: '1' } }, 2)).body).toMatchObject({
      type: '/problems/invalid-body',
    });
    expect((await keep({ notes: [], found: {}, tolerance: 101 }, 2)).status).toBe(422);
    expect((await secretary.put(path('/notebook'), { content: book() })).body).toMatchObject({
      type: '/problems/base-missing',
    });
  });

  test('thành viên, người chủ trì gửi được ảnh chụp tại chỗ cho sổ; đoàn khác thì không', async () => {
    const photo = (inspection: string) => {
      const form = new FormData();
      form.set('inspection', inspection);
      form.set('files', new Blob([Uint8Array.from(png)], { type: 'image/png' }), 'bảng niêm yết.png');
      return form;
    };
    const { status, body } = await lead.post('/api/files', photo(`${round}:so-y-te`));
    expect(status).toBe(201);
    const [{ id, name, size }] = body.items;
    expect((await keep(book(note({ files: [{ id, name, size }] })), 2)).body).toMatchObject({ version: 3 });
    expect((await chair.post('/api/files', photo(`${round}:hai-quan`))).status).toBe(201);
    expect((await chair.post('/api/files', photo(`${round}:so-y-te`))).status).toBe(404);
    expect((await stranger.post('/api/files', photo(`${round}:so-y-te`))).status).toBe(404);
  });

  test('biên bản chưa soạn lấy kết quả từ sổ; cuộc kiểm tra đã kết luận thì sổ không ghi thêm', async () => {
    const { body } = await secretary.get(path('/visits/1/minutes'));
    expect(body).toMatchObject({
      version: 0,
      content: {
        results: [{ area: 'cai_cach_tthc', text: 'Tồn tại, hạn chế:\n+ Chưa niêm yết 12 thủ tục mới.' }],
      },
    });
    expect((await keep(book(note()), 0, secretary, 'so-xay-dung')).body).toMatchObject({
      type: '/problems/inspection-not-ready',
      detail: 'Không ghi nhận được: cuộc kiểm tra đã có kết luận.',
    });
  });

  test('đối chiếu với đề cương và kỳ số liệu của đợt', async () => {
    const { body } = await lead.get(path('/comparison'));
    expect(body).toMatchObject({ outline: { id: 'mau-2026' }, period: { label: 'Năm 2025' } });
    expect(body.declared).toBeUndefined();
  });
});

describe('lịch của đoàn tôi', () => {
  test('buổi sớm nhất trước, điều còn thiếu bằng chữ, từng trang', async () => {
    const { body } = await secretary.get('/api/me/visits?limit=1');
    expect(body.items).toEqual([
      expect.objectContaining({
        inspection: `${round}:so-y-te`,
        unit: { id: 'so-y-te', name: 'Sở Y tế' },
        campaign: expect.objectContaining({ title: deskPlan.title, training: true, today: '2026-03-11' }),
        team: { id: 'doan-1', name: 'Đoàn kiểm tra số 1' },
        day: '2026-03-24',
        startsAt: '08:00',
        at: 'Trụ sở đơn vị',
        chair: ['Trần Minh Khôi'],
        past: false,
        missing: ['đơn vị chưa xác nhận', 'chưa có báo cáo tự kiểm tra'],
      }),
    ]);
    const next = await secretary.get(`/api/me/visits?limit=5&after=${encodeURIComponent(body.next)}`);
    expect(next.body.items.map(({ unit }: { unit: { id: string } }) => unit.id)).toEqual(['hai-quan']);
    expect(next.body.next).toBeUndefined();
    expect((await secretary.get('/api/me/visits?after=la')).body).toMatchObject({ type: '/problems/invalid-body' });
    const over = await secretary.get('/api/me/visits?when=over');
    expect(over.body.items).toMatchObject([{ unit: { id: 'so-xay-dung' }, missing: [] }]);
  });

  test('mỗi người thấy của đoàn mình, người chủ trì chỉ buổi của mình, người lập kế hoạch thấy cả', async () => {
    const unitsOf = async (who: Caller, list: string) =>
      (await who.get(`/api/me/${list}`)).body.items.map(({ unit }: { unit: { id: string } }) => unit.id);
    expect(await unitsOf(stranger, 'visits')).toEqual([]);
    expect(await unitsOf(stranger, 'inspections')).toEqual([]);
    expect(await unitsOf(chair, 'visits')).toEqual(['hai-quan']);
    expect(await unitsOf(planner, 'visits')).toHaveLength(2);
    expect((await contact.get('/api/me/visits')).status).toBe(403);
    expect(await unitsOf(lead, 'inspections?search=y te')).toEqual(['so-y-te']);
  });

  test('các cuộc kiểm tra từng trang', async () => {
    const first = await lead.get('/api/me/inspections?limit=2');
    const rest = await lead.get(`/api/me/inspections?limit=2&after=${encodeURIComponent(first.body.next)}`);
    expect([...first.body.items, ...rest.body.items].map(({ unit }: { unit: { id: string } }) => unit.id)).toEqual([
      'so-y-te',
      'so-xay-dung',
      'hai-quan',
    ]);
    expect(first.body.items[0]).toMatchObject({ next: '2026-03-24', words: 'đã thông báo, chờ xác nhận' });
  });
});

test('văn bản của một cuộc kiểm tra, từ bản thảo đầu tiên', async () => {
  const drafted = await lead.post(`/api/campaigns/${round}/papers`, {
    ...deskConclusion,
    serves: ['so-y-te'],
    findings: [],
    requirements: [],
  });
  expect(drafted.status).toBe(201);
  const { body } = await lead.get(path('/papers'));
  expect(body.items).toMatchObject([{ id: drafted.body.id, kind: 'conclusion', state: 'drafted' }]);
  expect((await lead.get(path('/papers', 'hai-quan'))).body.items).toEqual([]);
  expect((await contact.get(path('/papers'))).status).toBe(403);
});

test('cuộc kiểm tra nói bằng chữ: đợt, đoàn, việc đang nợ', async () => {
  const { body } = await lead.get(path());
  expect(body).toMatchObject({
    round: { title: deskPlan.title, training: true, today: '2026-03-11' },
    teamName: 'Đoàn kiểm tra số 1',
  });
  expect(body.duties[0]).toMatchObject({
    what: 'Xác nhận đã nhận thông báo kiểm tra',
    who: 'đầu mối đơn vị',
    words: expect.stringMatching(/ngày làm việc|hôm nay/),
  });
});
