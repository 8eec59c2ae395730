import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';

let api: TestApi;
let planner: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-calendars' });
  planner = await api.as('planner');
});
afterAll(() => api.stop());

const notice2027 = {
  year: 2027,
  off: [
    { day: '2027-01-01', kind: 'holiday', name: 'Tết Dương lịch' },
    { day: '2027-02-05', kind: 'holiday', name: 'Tết Nguyên đán' },
    { day: '2027-02-08', kind: 'compensatory', name: 'Tết Nguyên đán' },
  ],
  makeUp: [{ day: '2027-02-20', for: '2027-02-05' }],
  source: 'Thông báo lịch nghỉ năm 2027',
};

describe('a calendar', () => {
  test('is known before anybody entered one, provisional where no notice is out', async () => {
    const { body } = await planner.get('/api/calendars');
    expect(body.items).toEqual([
      expect.objectContaining({ year: 2025, version: 1 }),
      expect.objectContaining({ year: 2026, version: 1 }),
      expect.objectContaining({ year: 2027, version: 0, provisional: true }),
    ]);
    expect((await planner.get('/api/calendars/2028')).body).toMatchObject({
      year: 2028,
      version: 0,
      provisional: true,
    });
  });

  test('a notice is a new version; the older ones stay', async () => {
    const made = await planner.post('/api/calendars', notice2027, { key: 'tb-2027' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({ ...notice2027, version: 1 });
    expect((await planner.post('/api/calendars', notice2027, { key: 'tb-2027' })).body.version).toBe(1);
    const swapped = { ...notice2027, source: 'Văn bản hoán đổi ngày nghỉ', off: notice2027.off.slice(0, 2) };
    expect((await planner.post('/api/calendars', swapped)).body.version).toBe(2);
    expect((await planner.get('/api/calendars/2027')).body).toMatchObject({
      version: 2,
      source: 'Văn bản hoán đổi ngày nghỉ',
    });
    expect((await planner.get('/api/calendars/2027?version=1')).body).toEqual({ ...notice2027, version: 1 });
    const { body } = await planner.get('/api/calendars/2027/versions');
    expect(body.items.map(({ version }: { version: number }) => version)).toEqual([2, 1, 0]);
    expect((await planner.get('/api/calendars/2027?version=9')).status).toBe(404);
    expect((await api.store.calendars.compact([2026, 2027])).version).toBe('2026.1+2027.2');
  });

  test('the release’s own version is followed by the office’s', async () => {
    const { body } = await planner.get('/api/calendars/2026');
    const { version: _, ...entered } = body;
    expect((await planner.post('/api/calendars', { ...entered, source: 'Bổ sung 23/11' })).body.version).toBe(2);
  });

  test('five notices at once are five versions', async () => {
    const notice = { year: 2029, off: [], makeUp: [], source: 'Thông báo lịch nghỉ năm 2029' };
    const made = await Promise.all([1, 2, 3, 4, 5].map(() => planner.post('/api/calendars', notice)));
    expect(new Set(made.map(({ body }) => body.version))).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  test.each([
    [
      'a day of another year',
      { off: [{ day: '2026-12-31', kind: 'holiday', name: 'Nghỉ' }] },
      'calendar-day-outside-year',
    ],
    ['a day twice', { makeUp: [{ day: '2027-01-01', for: '2027-02-05' }] }, 'calendar-day-twice'],
    [
      'a make-up day that is worked anyway',
      { makeUp: [{ day: '2027-02-22', for: '2027-02-05' }] },
      'calendar-make-up-on-working-day',
    ],
    ['no source', { source: ' ' }, 'invalid-body'],
    ['no real day', { off: [{ day: '2027-02-30', kind: 'holiday', name: 'Nghỉ' }] }, 'invalid-body'],
  ])('with %s is refused', async (_, wrong, code) => {
    expect((await planner.post('/api/calendars', { ...notice2027, ...wrong })).body).toMatchObject({
      type: `/problems/${code}`,
      status: 422,
    });
  });
});

describe('reckoning', () => {
  const reckon = (query: string) => planner.get(`/api/reckon?${query}`);

  // guide.md §5
  test.each([
    ['2026-01-08', 2, 'working-day', '2026-01-10'],
    ['2026-02-12', 15, 'working-day', '2026-03-12'],
    ['2026-08-20', 3, 'working-day', '2026-08-24'],
    ['2026-02-01', 15, 'calendar-day', '2026-02-23'],
    ['2026-04-10', 15, 'calendar-day', '2026-04-28'],
    ['2026-02-24', -5, 'working-day', '2026-02-10'],
  ])('%s %i %s is %s', async (from, count, unit, day) => {
    expect((await reckon(`from=${from}&count=${count}&unit=${unit}`)).body.due.day).toBe(day);
  });

  test('says why in one sentence', async () => {
    const words = encodeURIComponent('ngày ban hành Thông báo số 05/TB-SNV');
    const { body } = await reckon(`from=2026-04-10&count=15&unit=calendar-day&words=${words}`);
    expect(body.sentence).toBe(
      'Hạn 28/04/2026: 15 ngày kể từ ngày ban hành Thông báo số 05/TB-SNV (10/04/2026), không tính ngày đầu; ' +
        '25/04/2026 là thứ Bảy, ngày nghỉ nên chuyển sang ngày làm việc tiếp theo; tính theo lịch nghỉ năm 2026 phiên bản 2.',
    );
  });

  test('over the turn of a year without a notice it is provisional', async () => {
    const { body } = await reckon('from=2027-12-20&count=15&unit=working-day');
    expect(body.due.reckoned).toMatchObject({ calendar: '2027.2+2028.0', provisional: true });
    expect(body.sentence).toContain('tạm tính');
  });

  test('needs a day, a count and a unit', async () => {
    const { status, body } = await reckon('from=05/3/2026&count=mười&unit=week');
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { at: 'from', sentence: 'Không phải một ngày. Hãy viết theo mẫu 2026-03-05.' },
      { at: 'count', sentence: 'Phải là số.' },
      { at: 'unit', sentence: 'Hãy chọn một trong: working-day, calendar-day, month.' },
    ]);
  });
});
