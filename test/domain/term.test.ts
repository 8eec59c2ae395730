import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addWorkingDays, compact, isWorkingDay, lastWorkingDay, rollForward } from '../../domain/calendar.ts';
import { knownYears } from '../../domain/calendars/known.ts';
import type { CalendarYear } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import { addDays, addMonths } from '../../domain/day.ts';
import type { TermUnit } from '../../domain/term.ts';
import { againstNewCalendar, explainDue, fixedDue, reckon } from '../../domain/term.ts';

const calendar = compact(knownYears);
const basis = 'conclusion-05';
const due = (from: Day, count: number, unit: TermUnit) => reckon(calendar, { from, count, unit, basis });

describe('reckoning (Civil Code 2015, art. 144–148)', () => {
  test.each([
    ['2026-02-01', 15, 'calendar-day', '2026-02-23', '2026-02-16'],
    ['2026-04-10', 15, 'calendar-day', '2026-04-28', '2026-04-25'],
    ['2026-08-03', 30, 'calendar-day', '2026-09-03', '2026-09-02'],
    ['2026-03-31', 30, 'calendar-day', '2026-05-04', '2026-04-30'],
    ['2026-02-23', 15, 'calendar-day', '2026-03-10', undefined],
    ['2026-02-12', 15, 'working-day', '2026-03-12', undefined],
    ['2026-01-08', 2, 'working-day', '2026-01-10', undefined],
    ['2026-02-24', -5, 'working-day', '2026-02-10', undefined],
    ['2026-03-05', -5, 'calendar-day', '2026-02-27', '2026-02-28'], // backwards it moves earlier
    ['2026-01-31', 1, 'month', '2026-03-02', '2026-02-28'],
    ['2026-01-15', 2, 'month', '2026-03-16', '2026-03-15'],
    ['2026-05-31', -1, 'month', '2026-04-29', '2026-04-30'],
    ['2026-02-14', 0, 'working-day', '2026-02-23', '2026-02-14'],
    ['2026-03-05', 0, 'working-day', '2026-03-05', undefined],
  ] as [Day, number, TermUnit, Day, Day | undefined][])('%s and %d %s: %s', (from, count, unit, day, rolled) =>
    expect(due(from, count, unit)).toEqual({
      day,
      reckoned: { from, count, unit, basis, calendar: '2025.1+2026.1+2027.0', ...(rolled && { rolled }) },
    }),
  );

  test.each([
    ['2026-12-28', 2, 'working-day', undefined],
    ['2026-12-28', 5, 'working-day', true],
    ['2026-12-31', 15, 'calendar-day', true],
    ['2027-01-06', -5, 'working-day', true],
    ['2027-01-04', -10, 'calendar-day', undefined], // only 2026 was asked
  ] as [Day, number, TermUnit, true | undefined][])(
    '%s and %d %s touches a year not announced: %s',
    (from, count, unit, provisional) => expect(due(from, count, unit).reckoned.provisional).toBe(provisional),
  );

  test('a calendar-day term rolled into a year not announced is provisional', () => {
    const noRest: CalendarYear = {
      ...knownYears[1]!,
      off: [...knownYears[1]!.off, { day: '2026-12-31', kind: 'holiday', name: 'Nghỉ' }],
    };
    const rolling = reckon(compact([noRest, knownYears[2]!]), {
      from: '2026-12-16',
      count: 15,
      unit: 'calendar-day',
      basis,
    });
    expect(rolling).toMatchObject({ day: '2027-01-04', reckoned: { rolled: '2026-12-31', provisional: true } });
  });

  test('a day named by a paper moves off a day off', () => {
    expect(fixedDue(calendar, '2026-01-15', 'plan-12')).toEqual({
      day: '2026-01-15',
      reckoned: { from: '2026-01-15', count: 0, unit: 'calendar-day', basis: 'plan-12', calendar: calendar.version },
    });
    expect(fixedDue(calendar, '2026-04-25', 'plan-12')).toMatchObject({
      day: '2026-04-28',
      reckoned: { rolled: '2026-04-25' },
    });
  });

  test('a year absent is refused', () =>
    expect(() => due('2027-12-30', 10, 'working-day')).toThrow(expect.objectContaining({ code: 'calendar-missing' })));

  const someDay = fc.nat(364 * 2).map((n) => addDays('2025-06-01', n));
  const someUnit = fc.constantFrom<TermUnit>('working-day', 'calendar-day', 'month');

  test('never lands on a day off, and moves no further than the next worked day', () =>
    fc.assert(
      fc.property(someDay, fc.integer({ min: -5, max: 5 }), someUnit, (from, count, unit) => {
        const { day, reckoned } = due(from, count, unit);
        expect(isWorkingDay(calendar, day)).toBe(true);
        const plain =
          count === 0
            ? from
            : unit === 'working-day'
              ? addWorkingDays(calendar, from, count)
              : unit === 'month'
                ? addMonths(from, count)
                : addDays(from, count);
        expect(day).toBe(count < 0 ? lastWorkingDay(calendar, plain) : rollForward(calendar, plain));
        expect(reckoned.rolled).toBe(day === plain ? undefined : plain);
        expect(againstNewCalendar(calendar, { day, reckoned })).toEqual({ day, reckoned });
      }),
    ));
});

describe('a new calendar', () => {
  const announced: CalendarYear = {
    ...knownYears[2]!,
    version: 1,
    off: [...knownYears[2]!.off, { day: '2027-01-04', kind: 'swap', name: 'Tết Dương lịch' }],
    makeUp: [{ day: '2027-01-09', for: '2027-01-04' }],
  };
  delete announced.provisional;
  const after = compact([...knownYears.slice(0, 2), announced]);

  test('the same term is reckoned again', () => {
    const before = due('2026-12-30', 2, 'working-day');
    expect(before).toMatchObject({ day: '2027-01-04', reckoned: { provisional: true } });
    expect(againstNewCalendar(after, before)).toEqual({
      day: '2027-01-05',
      reckoned: { from: '2026-12-30', count: 2, unit: 'working-day', basis, calendar: '2025.1+2026.1+2027.1' },
    });
  });

  test('a day named by a paper is rolled again from the named day', () =>
    expect(againstNewCalendar(after, fixedDue(calendar, '2027-01-03', basis))).toMatchObject({
      day: '2027-01-05',
      reckoned: { from: '2027-01-03', count: 0, rolled: '2027-01-03' },
    }));
});

describe('why the due is that day', () => {
  const words = { from: 'ngày ban hành Thông báo kết luận số 05/TB-SNV' };

  test.each([
    [
      '2026-02-23',
      15,
      'calendar-day',
      'Hạn 10/03/2026: 15 ngày kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (23/02/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
    [
      '2026-02-12',
      15,
      'working-day',
      'Hạn 12/03/2026: 15 ngày làm việc kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (12/02/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
    [
      '2026-04-12',
      15,
      'calendar-day',
      'Hạn 28/04/2026: 15 ngày kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (12/04/2026), không tính ngày đầu; 27/04/2026 là thứ Hai, Giỗ Tổ Hùng Vương (nghỉ bù) nên chuyển sang ngày làm việc tiếp theo; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
    [
      '2026-04-10',
      15,
      'calendar-day',
      'Hạn 28/04/2026: 15 ngày kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (10/04/2026), không tính ngày đầu; 25/04/2026 là thứ Bảy, ngày nghỉ nên chuyển sang ngày làm việc tiếp theo; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
    [
      '2026-12-30',
      2,
      'working-day',
      'Hạn 04/01/2027: 2 ngày làm việc kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (30/12/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1, năm 2027 chưa công bố; tạm tính, sẽ tính lại khi có thông báo lịch nghỉ chính thức.',
    ],
    [
      '2026-01-30',
      1,
      'month',
      'Hạn 02/03/2026: 1 tháng kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (30/01/2026), không tính ngày đầu; 28/02/2026 là thứ Bảy, ngày nghỉ nên chuyển sang ngày làm việc tiếp theo; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
  ] as [Day, number, TermUnit, string][])('%s and %d %s', (from, count, unit, sentence) =>
    expect(explainDue(due(from, count, unit), words, calendar)).toBe(sentence),
  );

  test('backwards', () => {
    expect(explainDue(due('2026-02-24', -5, 'working-day'), { from: 'ngày kiểm tra' })).toBe(
      'Hạn 10/02/2026: 5 ngày làm việc trước ngày kiểm tra (24/02/2026), không tính ngày đó; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    );
    expect(explainDue(due('2026-03-05', -5, 'calendar-day'), { from: 'ngày kiểm tra' })).toBe(
      'Hạn 27/02/2026: 5 ngày trước ngày kiểm tra (05/03/2026), không tính ngày đó; 28/02/2026 là thứ Bảy, ngày nghỉ nên lùi về ngày làm việc liền trước; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    );
  });

  test('a day named by a paper', () =>
    expect(
      explainDue(fixedDue(calendar, '2026-11-24', basis), { from: 'ngày nêu tại Kế hoạch số 12/KH-UBND' }, calendar),
    ).toBe(
      'Hạn 25/11/2026: đúng ngày nêu tại Kế hoạch số 12/KH-UBND (24/11/2026); 24/11/2026 là thứ Ba, Ngày Văn hóa Việt Nam 24/11 nên chuyển sang ngày làm việc tiếp theo; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ));

  test('with a calendar that no longer holds the year, or none, the weekday alone', () => {
    const moved = due('2026-04-12', 15, 'calendar-day');
    for (const held of [undefined, compact([knownYears[0]!])])
      expect(explainDue(moved, words, held)).toContain('27/04/2026 là thứ Hai, ngày nghỉ nên');
  });
});
