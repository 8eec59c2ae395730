import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Plan } from '../../domain/plan.ts';
import type { ReadUnits } from '../../api/campaigns/units-file.ts';
import { writeWorkbook, readSheets } from '../../api/sheet.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { furnish, ok } from '../support/office.ts';
import { planningOffice } from '../support/planning.ts';

jest.setTimeout(60_000);

const campaign = 'lap-ke-hoach-2026';
const path = `/api/campaigns/${campaign}`;
let api: TestApi;
let planner: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'planning' });
  await furnish(api.store, planningOffice, api.deps.now());
  planner = await api.signIn('p-chuyen-vien');
  await ok(planner.post('/api/campaigns', aPlan()));
});
afterAll(() => api?.stop());

const aPlan = (change: Partial<Plan> = {}): Plan => ({
  campaign,
  title: 'Kiểm tra công tác cải cách hành chính năm 2026',
  year: 2026,
  kind: 'inspection',
  clock: 'real',
  bases: [],
  period: { label: 'Năm 2025', from: '2025-01-01', to: '2025-12-31' },
  outline: 'mau-2026@1',
  teams: [
    { id: 'kh-doan-1', name: 'Đoàn kiểm tra số 1', lead: 'p-khoi', secretary: 'p-ha', members: [] },
    { id: 'kh-doan-2', name: 'Đoàn kiểm tra số 2', lead: 'p-duc', secretary: 'p-mai', members: [] },
  ],
  units: ['so-tai-chinh', 'so-y-te', 'xa-1', 'xa-2'].map((unit) => ({ unit, team: 'chua-phan-doan', visits: [] })),
  ...change,
});

const sent = (bytes: Uint8Array) =>
  planner.post<ReadUnits & { type?: string }>(`${path}/units-file`, bytes, { key: '' });

describe('đơn vị từ tệp', () => {
  test('từng dòng đúng sai, nói tại ô; kế hoạch chưa đổi', async () => {
    const bytes = await writeWorkbook({
      sheets: [
        {
          name: 'Đơn vị',
          rows: [
            ['Tên đơn vị', 'Đoàn', 'Cách kiểm tra', 'Ngày', 'Buổi', 'Giờ', 'Địa điểm'],
            [
              'Sở GD&ĐT',
              'đoàn kiểm tra số 2',
              'kiểm tra trực tiếp',
              new Date('2026-04-06'),
              'Chiều',
              '14h30',
              'Hội trường',
            ],
            ['Sở Y tế', '', '', '', '', '', ''],
            ['Sở Kế hoạch và Đầu tư', '', '', '', '', '', ''],
            ['Hải quan Sân bay', '', '', '', '', '', ''],
            ['Sở GD-ĐT', '', '', '', '', '', ''],
            ['xã an phú', 'Đoàn 9', 'gọi điện', 'hôm nào', '', '25h', ''],
          ],
        },
      ],
    });
    const { status, body } = await sent(bytes);
    expect([status, body.rows]).toEqual([
      200,
      [
        {
          line: 2,
          unit: { id: 'so-gddt', name: 'Sở Giáo dục và Đào tạo' },
          known: false,
          team: 'kh-doan-2',
          method: 'on-site',
          visit: { day: '2026-04-06', session: 'afternoon', startsAt: '14:30', at: 'Hội trường' },
        },
        { line: 3, unit: { id: 'so-y-te', name: 'Sở Y tế' }, known: true },
      ],
    ]);
    expect(body.errors.map(({ at }) => at)).toEqual([
      'dòng 4, cột “đơn vị”',
      'dòng 5, cột “đơn vị”',
      'dòng 6, cột “đơn vị”',
      'dòng 7, cột “đoàn”',
      'dòng 7, cột “cách kiểm tra”',
      'dòng 7, cột “ngày”',
      'dòng 7, cột “buổi”',
      'dòng 7, cột “giờ”',
    ]);
    expect(body.errors[0]?.sentence).toContain('Đơn vị kế thừa có mã so-tai-chinh.');
    expect(body.errors[2]?.sentence).toBe('Sở Giáo dục và Đào tạo đã có ở dòng 2. Hãy bỏ bớt một dòng.');
    expect((await api.store.plans.get(campaign))?.plan.units).toHaveLength(4);
  });

  test('một cột tên không có tên cột cũng đọc; tệp không có cột đơn vị thì nói', async () => {
    expect((await sent(Buffer.from('Xã Kim Long\nXã Sơn Trà\n'))).body.rows.map(({ unit }) => unit.id)).toEqual([
      'xa-6',
      'xa-12',
    ]);
    const { body } = await sent(Buffer.from('stt;ghi chú\n1;không rõ\n'));
    expect([body.rows, body.errors[0]?.at]).toEqual([[], 'dòng 1']);
    expect((await sent(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]))).body.type).toBe('/problems/sheet-unreadable');
  });

  test('danh sách tải về đọc lại được nguyên vẹn', async () => {
    const { bytes } = await planner.get(`${path}/units-file`);
    expect((await readSheets(bytes))[0]?.rows).toHaveLength(5);
    const { body } = await sent(bytes);
    expect([body.errors, body.rows.map(({ unit, known }) => [unit.id, known])]).toEqual([
      [],
      ['so-tai-chinh', 'so-y-te', 'xa-1', 'xa-2'].map((unit) => [unit, true]),
    ]);
  });
});

describe('lịch đề xuất', () => {
  test('không ai ở hai nơi, không ai kiểm tra đơn vị mình, ngày đã qua thì từ chối', async () => {
    const { visits, left } = await ok(planner.post(`${path}/proposed-visits`, { from: '2026-04-06' }, { key: '' }));
    expect(left).toEqual([]);
    expect(
      visits.map(({ unit, team, visit }: { unit: string; team: string; visit: { day: string } }) => [
        unit,
        team,
        visit.day,
      ]),
    ).toEqual([
      // p-mai of the second team belongs to it
      ['so-tai-chinh', 'kh-doan-1', '2026-04-06'],
      ['so-y-te', 'kh-doan-2', '2026-04-06'],
      ['xa-1', 'kh-doan-1', '2026-04-06'],
      ['xa-2', 'kh-doan-2', '2026-04-06'],
    ]);
    expect(await planner.post(`${path}/proposed-visits`, { from: '2026-03-02' }, { key: '' })).toMatchObject({
      status: 422,
      body: { errors: [{ at: 'from' }] },
    });
  });
});

test('kế hoạch kèm tên những người nó nêu', async () => {
  const { draft } = await ok(planner.get(path));
  expect(draft.people).toContainEqual({
    id: 'p-mai',
    name: 'Bùi Tuyết Mai',
    post: 'Chuyên viên Sở Tài chính',
    unit: 'so-tai-chinh',
  });
  expect(await ok(planner.get(`${path}/rehearsal`))).toEqual({ running: false });
});
