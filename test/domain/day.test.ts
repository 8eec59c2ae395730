import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Day, Instant } from '../../domain/day.ts';
import {
  readTime,
  addDays,
  addMonths,
  asDay,
  dayAt,
  daysBetween,
  fromSerial,
  instantAt,
  readDay,
  serial,
  vnDay,
  vnTime,
  vnWeekday,
  weekday,
} from '../../domain/day.ts';

const anyDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as Day);

describe('reading days', () => {
  test.each([
    ['05/3/2026', '2026-03-05'],
    ['5-3-2026', '2026-03-05'],
    ['05.03.2026', '2026-03-05'],
    ['2026-03-05', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    [' 05 / 03 / 2026 ', '2026-03-05'],
    ['ngày 05 tháng 3 năm 2026', '2026-03-05'],
    ['Ngày 29 tháng 02 năm 2028', '2028-02-29'],
    ['ngày 05 tháng 3 năm 2026'.normalize('NFD'), '2026-03-05'],
    ['5 tháng 3 năm 2026', '2026-03-05'],
    ['05032026', '2026-03-05'],
    ['29/02/2000', '2000-02-29'],
    ['01/01/1900', '1900-01-01'],
    ['31/12/2199', '2199-12-31'],
  ])('%s', (text, day) => expect(readDay(text)).toBe(day));

  test.each([
    '29/02/2026',
    '31/02/2026',
    '29/02/2100',
    '31/4/2026',
    '31/6/2026',
    '31/9/2026',
    '31/11/2026',
    '00/01/2026',
    '1/0/2026',
    '05/13/2026',
  ])('%p can be read but is no day of the calendar', (text) =>
    expect(() => readDay(text)).toThrow(
      expect.objectContaining({ code: 'day-not-in-calendar', message: expect.stringContaining('không có trong lịch') }),
    ),
  );

  test.each(['', 'hôm nay', '5/3/26', '05/03/0206', '01/01/2200', '5/3', 'ngày 05/3 năm 2026'])('refuses %p', (text) =>
    expect(() => readDay(text)).toThrow(expect.objectContaining({ code: 'day-malformed', facts: { value: text } })),
  );

  test.each(['2026-3-5', '05/03/2026', '2026-02-29', ' 2026-03-05', '2026-03-05T00:00:00Z', '2026-00-10', ''])(
    'only ISO is a Day: refuses %p',
    (text) => expect(() => asDay(text)).toThrow(expect.objectContaining({ name: 'Refusal' })),
  );

  test('any real day', () =>
    fc.assert(fc.property(anyDay, (day) => asDay(day) === day && readDay(vnDay(day)) === day)));
});

describe('arithmetic', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'], // else the last day of the month
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-02-28', 1, '2026-03-28'],
    ['2026-11-15', 3, '2027-02-15'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-10', 0, '2026-12-10'],
  ] as [Day, number, Day][])('%s and %d months', (day, n, expected) => expect(addMonths(day, n)).toBe(expected));

  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2000-02-28', 2, '2000-03-01'],
    ['2000-02-28', 1, '2000-02-29'], // ends a cycle of 400 years
  ] as [Day, number, Day][])('%s and %d days', (day, n, expected) => expect(addDays(day, n)).toBe(expected));

  test('agrees with the ordinary calendar', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, n) => {
        const date = new Date(`${day}T00:00:00Z`);
        expect(weekday(day)).toBe(date.getUTCDay());
        date.setUTCDate(date.getUTCDate() + n);
        expect(addDays(day, n)).toBe(date.toISOString().slice(0, 10));
        expect(daysBetween(day, addDays(day, n))).toBe(n);
        expect(fromSerial(serial(day))).toBe(day);
      }),
    ));
});

describe('for people', () => {
  test('dd/mm/yyyy with leading zeros', () => expect(vnDay('2026-03-05')).toBe('05/03/2026'));
  test.each([
    ['2026-03-01', 'Chủ nhật'],
    ['2026-03-02', 'thứ Hai'],
    ['2026-03-03', 'thứ Ba'],
    ['2026-03-04', 'thứ Tư'],
    ['2026-03-05', 'thứ Năm'],
    ['2026-03-06', 'thứ Sáu'],
    ['2026-03-07', 'thứ Bảy'],
  ] as [Day, string][])('%s is %s', (day, name) => expect(vnWeekday(day)).toBe(name));
});

describe('moments in Vietnam (+07:00)', () => {
  test.each([
    ['2026-03-10T16:59:59.999Z', '2026-03-10', '23:59'],
    ['2026-03-10T17:00:00.000Z', '2026-03-11', '00:00'],
    ['2026-03-11T02:12:00.000Z', '2026-03-11', '09:12'],
    ['1969-12-31T17:00:00.000Z', '1970-01-01', '00:00'],
  ] as [Instant, Day, string][])('%s', (instant, day, time) => {
    expect(dayAt(instant)).toBe(day);
    expect(vnTime(instant)).toBe(time);
  });

  test('eight in the morning', () => {
    expect(instantAt('2026-03-05', 8)).toBe('2026-03-05T01:00:00.000Z');
    expect(instantAt('2026-03-05', 6, 30)).toBe('2026-03-04T23:30:00.000Z');
  });

  test('an hour of a day is in that day', () =>
    fc.assert(
      fc.property(anyDay, fc.nat(23), fc.nat(59), (day, hour, minute) => {
        const instant = instantAt(day, hour, minute);
        expect(dayAt(instant)).toBe(day);
        expect(vnTime(instant)).toBe(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
      }),
    ));
});

test.each([
  ['8h', '08:00'],
  ['8h30', '08:30'],
  ['08:30', '08:30'],
  ['8 giờ 30 phút', '08:30'],
  ['13g', 'sai'],
  ['1h30 chiều', '13:30'],
  ['0830', '08:30'],
  ['12h', '12:00'],
  ['24h', 'sai'],
  ['8h75', 'sai'],
  ['sáng', 'sai'],
])('giờ “%s”', (text, at) => {
  if (at === 'sai') expect(() => readTime(text)).toThrow(`“${text}” không đọc được.`);
  else expect(readTime(text)).toBe(at);
});
