import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar, CalendarYear } from '../../domain/calendar.ts';
import {
  addWorkingDays,
  assertCalendarYear,
  compact,
  dayOffName,
  isProvisional,
  isWorkingDay,
  lastWorkingDay,
  nextWorkingDay,
  provisionalYear,
  rollForward,
  workingDaysBetween,
} from '../../domain/calendar.ts';
import { calendar2025 } from '../../domain/calendars/2025.ts';
import { calendar2026 } from '../../domain/calendars/2026.ts';
import { knownYear, knownYears } from '../../domain/calendars/known.ts';
import type { Day } from '../../domain/day.ts';
import { addDays, weekday } from '../../domain/day.ts';
import { hungKingsDay, lunarNewYear } from '../../domain/lunar.ts';

const calendar = compact(knownYears);
const missing = (year: number) => expect.objectContaining({ code: 'calendar-missing', facts: { year } });
const daysOf = (year: number): Day[] =>
  Array.from({ length: 366 }, (_, n) => addDays(`${year}-01-01`, n)).filter((day) => day.startsWith(String(year)));

describe('lunar days, for UTC+7', () => {
  test.each([
    [1985, '1985-01-21', '1985-04-29'], // a month before the Chinese new year
    [2004, '2004-01-22', '2004-04-28'], // two second months
    [2007, '2007-02-17', '2007-04-26'], // a day before the Chinese one
    [2012, '2012-01-23', '2012-03-31'],
    [2015, '2015-02-19', '2015-04-28'],
    [2018, '2018-02-16', '2018-04-25'],
    [2019, '2019-02-05', '2019-04-14'],
    [2020, '2020-01-25', '2020-04-02'],
    [2021, '2021-02-12', '2021-04-21'],
    [2022, '2022-02-01', '2022-04-10'],
    [2023, '2023-01-22', '2023-04-29'], // two second months
    [2024, '2024-02-10', '2024-04-18'],
    [2025, '2025-01-29', '2025-04-07'],
    [2026, '2026-02-17', '2026-04-26'],
    [2027, '2027-02-06', '2027-04-16'],
    [2028, '2028-01-26', '2028-04-04'],
    [2029, '2029-02-13', '2029-04-23'],
    [2030, '2030-02-02', '2030-04-12'], // a day before the Chinese one
    [2031, '2031-01-23', '2031-04-01'],
  ])('%d: mùng 1 Tết %s, Giỗ Tổ %s', (year, tet, hungKings) => {
    expect(lunarNewYear(year)).toBe(tet);
    expect(hungKingsDay(year)).toBe(hungKings);
  });
});

test('the moon is the same one the Chinese calendar sees, but for new moons within an hour of midnight', () => {
  const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
  const seen = (day: Day) => chinese.format(new Date(`${day}T12:00:00Z`));
  const nearMidnight = [1985, 2007, 2027, 2030, 2053]; // 2027 by four minutes in Beijing
  const differing = Array.from({ length: 85 }, (_, n) => 1976 + n).filter((year) => seen(lunarNewYear(year)) !== '1/1');
  expect(nearMidnight).toEqual(expect.arrayContaining(differing));
  expect([2009, 2030, 2037, 2038]).toEqual(
    expect.arrayContaining(
      Array.from({ length: 85 }, (_, n) => 1976 + n).filter((year) => seen(hungKingsDay(year)) !== '3/10'),
    ),
  );
});

describe('the calendar of 2026', () => {
  test('has 249 working days', () => {
    expect(daysOf(2026).filter((day) => isWorkingDay(calendar, day))).toHaveLength(249);
    expect(workingDaysBetween(compact([calendar2025, calendar2026]), '2025-12-31', '2026-12-31')).toBe(249);
  });

  test.each([
    ['2026-01-02', 'Tết Dương lịch (nghỉ hoán đổi)'],
    ['2026-01-10', undefined], // a Saturday worked instead
    ['2026-01-17', 'thứ Bảy'],
    ['2026-02-16', 'Tết Nguyên đán'],
    ['2026-02-20', 'Tết Nguyên đán'],
    ['2026-02-23', undefined],
    ['2026-04-26', 'Giỗ Tổ Hùng Vương'],
    ['2026-04-27', 'Giỗ Tổ Hùng Vương (nghỉ bù)'],
    ['2026-05-03', 'Chủ nhật'],
    ['2026-08-22', undefined],
    ['2026-08-31', 'Quốc khánh (nghỉ hoán đổi)'],
    ['2026-11-23', undefined], // only a proposal
    ['2026-11-24', 'Ngày Văn hóa Việt Nam 24/11'],
    ['2026-11-28', 'thứ Bảy'],
  ] as [Day, string | undefined][])('%s: %s', (day, why) => expect(dayOffName(calendar, day)).toBe(why));

  test('a calendar without names still says why', () => {
    const bare: Calendar = { version: '2026.9', years: { 2026: { off: ['2026-11-24'], makeUp: [] } } };
    expect(dayOffName(bare, '2026-11-24')).toBe('ngày nghỉ theo lịch');
    expect(dayOffName(bare, '2026-11-22')).toBe('Chủ nhật');
  });
});

describe('the calendar of 2025', () => {
  test('has 250 working days', () =>
    expect(daysOf(2025).filter((day) => isWorkingDay(calendar, day))).toHaveLength(250));
  test.each([
    ['2025-01-24', true],
    ['2025-01-27', false],
    ['2025-01-31', false],
    ['2025-02-03', true],
    ['2025-04-07', false],
    ['2025-04-26', true],
    ['2025-05-02', false],
    ['2025-05-05', true],
    ['2025-09-01', false],
    ['2025-09-03', true],
  ] as [Day, boolean][])('%s', (day, worked) => expect(isWorkingDay(calendar, day)).toBe(worked));
});

describe('a year whose notice is not out', () => {
  test('2027', () => {
    const year = provisionalYear(2027);
    expect(year).toMatchObject({ year: 2027, version: 0, provisional: true, makeUp: [] });
    expect(year.off.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      '2027-01-01 holiday',
      '2027-02-04 holiday',
      '2027-02-05 holiday',
      '2027-02-06 holiday',
      '2027-02-07 holiday',
      '2027-02-08 holiday',
      '2027-02-09 compensatory',
      '2027-02-10 compensatory',
      '2027-04-16 holiday',
      '2027-04-30 holiday',
      '2027-05-01 holiday',
      '2027-05-03 compensatory',
      '2027-09-02 holiday',
      '2027-09-03 holiday',
      '2027-11-24 holiday',
    ]);
    expect(dayOffName(calendar, '2027-05-03')).toBe('Ngày Quốc tế lao động 1/5 (nghỉ bù)');
  });

  /** What was announced then, without its swaps. */
  test.each([
    [2019, '02-04 02-05 02-06 02-07 02-08', '09-02'],
    [2020, '01-23 01-24 01-27 01-28 01-29', '09-02'],
    [2021, '02-10 02-11 02-12 02-15 02-16', '09-02 09-03'],
    [2022, '01-31 02-01 02-02 02-03 02-04', '09-01 09-02'],
    [2023, '01-20 01-23 01-24 01-25 01-26', '09-01 09-04'],
    [2024, '02-08 02-09 02-12 02-13 02-14', '09-02 09-03'],
    [2025, '01-27 01-28 01-29 01-30 01-31', '09-01 09-02'],
    [2026, '02-16 02-17 02-18 02-19 02-20', '09-01 09-02'],
  ])('%d as it was decided: Tết %s, Quốc khánh %s', (year, tet, independence) => {
    const weekdaysOff = provisionalYear(year).off.filter(({ day }) => ![0, 6].includes(weekday(day)));
    const named = (name: string) =>
      weekdaysOff
        .filter((off) => off.name === name)
        .map(({ day }) => day.slice(5))
        .join(' ');
    expect(named('Tết Nguyên đán')).toBe(tet);
    expect(named('Quốc khánh')).toBe(independence);
  });

  test('2023: Giỗ Tổ, 30/4 and 1/5 in a row give the days back one after the other', () =>
    expect(
      provisionalYear(2023)
        .off.filter(({ day }) => day >= '2023-04-01' && day < '2023-06-01')
        .map(({ day }) => day),
    ).toEqual(['2023-04-29', '2023-04-30', '2023-05-01', '2023-05-02', '2023-05-03']));

  test.each([
    [2025, 0],
    [2026, 1],
    [2027, 1],
  ])('24/11 in %d: %d', (year, n) =>
    expect(provisionalYear(year).off.filter(({ day }) => day.endsWith('11-24'))).toHaveLength(n),
  );

  test('a holiday on Sunday is given back on Monday', () =>
    expect(provisionalYear(2026).off).toContainEqual({
      day: '2026-04-27',
      kind: 'compensatory',
      name: 'Giỗ Tổ Hùng Vương',
    }));

  test('says that it is reckoned, not announced', () =>
    expect(provisionalYear(2027).source).toMatch(/^Tạm tính .* chưa có thông báo lịch nghỉ năm 2027$/));

  test('every year keeps its own rules', () => {
    for (let year = 2018; year <= 2060; year += 1) {
      const made = provisionalYear(year);
      expect(() => assertCalendarYear(made)).not.toThrow();
      const given = made.off.filter(({ kind }) => kind === 'compensatory');
      const lost = made.off.filter(({ day, kind }) => kind === 'holiday' && [0, 6].includes(weekday(day)));
      expect(given).toHaveLength(lost.length);
      expect(given.every(({ day }) => ![0, 6].includes(weekday(day)))).toBe(true);
    }
  });
});

describe('what the rules carry', () => {
  test('the version names each year, in order', () => {
    expect(calendar.version).toBe('2025.1+2026.1+2027.0');
    expect(compact([knownYear(2027), knownYear(2026)]).version).toBe('2026.1+2027.0');
  });
  test('three years stay under 3 KB', () =>
    expect(new TextEncoder().encode(JSON.stringify(calendar)).length).toBeLessThan(3_000));
  test('it is plain JSON', () => expect(JSON.parse(JSON.stringify(calendar))).toEqual(calendar));
  test('only 2027 is provisional', () => {
    expect(isProvisional(calendar, '2025-01-01', '2026-12-31')).toBe(false);
    expect(isProvisional(calendar, '2026-12-31', '2027-01-01')).toBe(true);
    expect(isProvisional(calendar, '2027-01-01', '2026-12-31')).toBe(true);
    expect(isProvisional(calendar, '2028-01-01', '2029-01-01')).toBe(false);
  });
  test('a year absent is refused, not guessed', () => {
    expect(() => isWorkingDay(calendar, '2028-01-03')).toThrow(missing(2028));
    expect(() => addWorkingDays(calendar, '2027-12-30', 5)).toThrow(missing(2028));
    expect(() => dayOffName(calendar, '2024-06-01')).toThrow(missing(2024));
  });
});

describe('a year entered by hand', () => {
  const refused = (change: Partial<CalendarYear>, code: string) =>
    expect(() => assertCalendarYear({ ...calendar2026, ...change })).toThrow(expect.objectContaining({ code }));
  const off = { day: '2026-06-01', kind: 'holiday', name: 'Nghỉ' } as const;

  test('the announced years hold', () => {
    for (const year of [calendar2025, calendar2026]) expect(() => assertCalendarYear(year)).not.toThrow();
  });
  test('a day of another year', () => refused({ off: [{ ...off, day: '2025-12-31' }] }, 'calendar-day-outside-year'));
  test('a day written twice', () => refused({ off: [off, off] }, 'calendar-day-twice'));
  test('a day written twice, lines apart', () =>
    refused({ off: [off, { ...off, day: '2026-06-02' }, off] }, 'calendar-day-twice'));
  test('a day both off and made up', () => refused({ off: [{ ...off, day: '2026-01-10' }] }, 'calendar-day-twice'));
  test('a make-up day that is worked anyway', () =>
    refused({ makeUp: [{ day: '2026-01-09', for: '2026-01-02' }] }, 'calendar-make-up-on-working-day'));
});

describe('counting working days', () => {
  test.each([
    ['2026-01-08', 2, '2026-01-10'], // a Saturday made up
    ['2026-02-11', 5, '2026-02-25'],
    ['2026-02-12', 15, '2026-03-12'],
    ['2026-04-24', 3, '2026-05-04'],
    ['2026-08-20', 3, '2026-08-24'],
    ['2026-08-28', 1, '2026-09-03'],
    ['2026-11-20', 2, '2026-11-25'],
    ['2026-11-20', 15, '2026-12-14'],
    ['2026-02-24', -5, '2026-02-10'],
    ['2026-09-03', -3, '2026-08-26'],
    ['2026-03-05', 0, '2026-03-05'],
    ['2026-02-14', 0, '2026-02-23'],
    ['2026-12-30', 2, '2027-01-04'],
  ] as [Day, number, Day][])('%s and %d', (from, n, expected) =>
    expect(addWorkingDays(calendar, from, n)).toBe(expected),
  );

  test.each([
    ['2026-02-13', '2026-02-23', '2026-02-13', '2026-02-13'],
    ['2026-02-17', '2026-02-23', '2026-02-13', '2026-02-23'],
    ['2026-01-10', '2026-01-12', '2026-01-10', '2026-01-10'],
  ] as [Day, Day, Day, Day][])('around %s: next %s, last %s, rolled %s', (day, next, last, rolled) => {
    expect(nextWorkingDay(calendar, day)).toBe(next);
    expect(lastWorkingDay(calendar, day)).toBe(last);
    expect(rollForward(calendar, day)).toBe(rolled);
  });

  test.each([
    ['2026-03-10', '2026-03-11', 1],
    ['2026-03-10', '2026-03-10', 0],
    ['2026-03-13', '2026-03-15', 0],
    ['2026-03-11', '2026-03-10', -1],
    ['2026-02-23', '2026-02-13', -1],
    ['2026-08-20', '2026-08-24', 3],
  ] as [Day, Day, number][])('%s to %s: %d', (from, to, n) => expect(workingDaysBetween(calendar, from, to)).toBe(n));

  const someDay = fc.nat(364 * 2).map((n) => addDays('2025-06-01', n));
  const someWorkingDay = someDay.map((day) => rollForward(calendar, day));

  test('adding is undone by taking away, and counted by the span', () =>
    fc.assert(
      fc.property(someWorkingDay, fc.integer({ min: -60, max: 60 }), (day, n) => {
        const there = addWorkingDays(calendar, day, n);
        expect(isWorkingDay(calendar, there)).toBe(true);
        expect(addWorkingDays(calendar, there, -n)).toBe(day);
        expect(workingDaysBetween(calendar, day, there)).toBe(n);
      }),
    ));

  test('nothing is worked between a day and its next working day', () =>
    fc.assert(
      fc.property(someDay, (day) => {
        const next = nextWorkingDay(calendar, day);
        expect(workingDaysBetween(calendar, day, next)).toBe(1);
        expect(lastWorkingDay(calendar, addDays(next, -1)) <= day || !isWorkingDay(calendar, day)).toBe(true);
      }),
    ));
});
