import { describe, expect, test } from '@jest/globals';
import { compact, isWorkingDay, workingDaysBetween } from '../../domain/calendar.ts';
import { knownYear } from '../../domain/calendars/known.ts';
import { addDays, yearOf } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import { planGaps } from '../../domain/plan.ts';
import type { Unit } from '../../domain/unit.ts';
import { sampleAppointments, sampleOffice, samplePeople, unitsCsv } from '../../local/sample/province.ts';
import { periodBefore, samplePlan } from '../../local/sample/round.ts';

const calendar = compact([2025, 2026, 2027, 2028].map(knownYear));
const [, ...rows] = unitsCsv().split('\n');
const cells = rows.map((row) =>
  row.replaceAll(/"([^"]*)"/g, (_all, text: string) => text.replaceAll(',', ';')).split(','),
);
const units: Unit[] = cells.map(([id, name]) => ({
  id: id!,
  name: name!,
  aliases: [],
  kind: 'sở',
  level: 'province',
  from: '2025-07-01',
}));

const everyDay = (from: Day, to: Day): Day[] => {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};

describe('tỉnh Hương Giang', () => {
  test('forty units, each but the sites and the superior body with a contact and a head', () => {
    expect(rows).toHaveLength(40);
    expect(new Set(cells.map(([id]) => id)).size).toBe(40);
    const unheard = cells.filter((row) => row.at(-1) === '').map(([, , , kind]) => kind);
    expect(unheard).toEqual(['cấp trên', 'trụ sở', 'trụ sở', 'trụ sở']);
  });

  test('nobody has a name, and no letter can arrive', () => {
    const mails = [
      ...samplePeople.map(({ mail }) => mail),
      ...cells.flatMap((row) => row.filter((cell) => cell.includes('@'))),
    ];
    expect(
      mails.filter((mail) => !mail.endsWith('.huonggiang.example') && !mail.endsWith('@huonggiang.example')),
    ).toEqual([]);
    expect(new Set(samplePeople.map(({ mail }) => mail)).size).toBe(samplePeople.length);
  });

  test('every post of the office is held, and whoever signs says how', () => {
    const held = new Set(sampleAppointments.map(({ role }) => role));
    expect([...held].sort()).toEqual([
      'clerk',
      'deputy-director',
      'director',
      'division-head',
      'leader-secretary',
      'planner',
      'signer',
      'superior',
    ]);
    const signers = sampleAppointments.filter(({ role }) => role === 'signer').map(({ person }) => person);
    expect(Object.keys(sampleOffice.signers)).toEqual(signers);
  });
});

describe('the sample round', () => {
  const gapsOn = (today: Day) =>
    planGaps(samplePlan(today, calendar), {
      calendar,
      units,
      hasContact: (unit) => cells.some((row) => row[0] === unit && row.at(-1) !== ''),
      worksAt: (person) => samplePeople.find(({ _id }) => _id === person)?.unit,
      nameOf: (person) => samplePeople.find(({ _id }) => _id === person)?.name,
      knowsOutline: samplePlan(today, calendar).outline === `${sampleOutline2026.id}@${sampleOutline2026.version}`,
      alsoTeamOf: () => undefined,
      today,
    });

  test('could be submitted on whatever day of two years it is made', () => {
    const faulty = everyDay('2026-01-01', '2027-12-31').filter((today) => gapsOn(today).length > 0);
    expect(faulty).toEqual([]);
  });

  test('leaves time for the notice, and its visits are on working days', () => {
    const today = '2026-02-10'; // Tết is ahead
    const days = samplePlan(today, calendar).units.flatMap(({ visits }) => visits.map(({ day }) => day));
    expect(days.every((day) => isWorkingDay(calendar, day))).toBe(true);
    expect(workingDaysBetween(calendar, today, days.sort()[0]!)).toBe(20);
  });

  test.each([
    ['2026-01-15', 'năm 2025', '2025-01-01', '2025-12-31'],
    ['2026-04-01', 'quý I năm 2026', '2026-01-01', '2026-03-31'],
    ['2026-09-30', '6 tháng đầu năm 2026', '2026-01-01', '2026-06-30'],
    ['2026-11-22', '9 tháng đầu năm 2026', '2026-01-01', '2026-09-30'],
  ] as const)('made on %s it asks for %s', (today, label, from, to) => {
    expect(periodBefore(today)).toEqual({ label, from, to });
    expect(samplePlan(today, calendar).year).toBe(yearOf(today));
  });
});
