import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addWorkingDays, isWorkingDay } from '../../domain/calendar.ts';
import { caughtUp, linesDue, nextRung } from '../../domain/chase.ts';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { ended, isOpen, moved, owe } from '../../domain/duty.ts';
import type { Duty, Line } from '../../domain/duty.ts';
import { ladderNames } from '../../domain/ladder.ts';
import type { LadderName } from '../../domain/ladder.ts';
import type { Matter } from '../../domain/matter.ts';
import { fixedDue, reckon } from '../../domain/term.ts';
import { aSetting, calendar } from '../support/round.ts';

const aMatter = (duties: Duty[], more: Partial<Matter> = {}): Matter => ({
  id: 'remediation:cchc-2026:conclusion:1:so-xay-dung',
  process: 'remediation',
  schema: 1,
  version: 1,
  place: { campaign: 'cchc-2026', unit: 'so-xay-dung', team: 'doan-1' },
  ...aSetting(),
  asOf: '2026-02-23',
  duties,
  outbox: [],
  heard: [],
  ...more,
});

/** Ban hành 23/02/2026, 15 ngày: hạn 10/03/2026. */
const aDuty = (duty: Partial<Duty> = {}): Duty =>
  owe({
    id: 'remediate:1',
    kind: 'remediate',
    owedBy: { role: 'unit-contact' },
    due: reckon(calendar, {
      from: '2026-02-23',
      count: 15,
      unit: 'calendar-day',
      basis: 'paper:cchc-2026:conclusion:1',
    }),
    ladder: 'C',
    opened: '2026-02-23',
    about: 1,
    ...duty,
  });

const aPausedDuty: Duty = { ...aDuty(), pauses: [{ from: '2026-02-25', basis: 'cv-12' }] };

/** Every line told day by day from `from` to `to`, as `day role act`. */
function toldBy(matter: Matter, from: Day, to: Day): { state: Matter; told: string[]; lines: Line[] } {
  let state = matter;
  const lines: Line[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const step = caughtUp(state, day);
    state = step.state;
    lines.push(...step.lines);
  }
  return { state, lines, told: lines.map(({ day, role, act }) => `${day} ${role} ${act}`) };
}

describe('ladder C chases a remediation item', () => {
  test('a department hears before and after the due day, then by paper, then its leader decides', () => {
    expect(toldBy(aMatter([aDuty()]), '2026-02-23', '2026-05-05').told).toEqual([
      '2026-03-03 unit-contact tell',
      '2026-03-09 unit-contact tell',
      '2026-03-11 unit-contact tell',
      '2026-03-11 unit-head tell',
      '2026-03-17 unit-contact draft-official-letter',
      '2026-03-17 unit-head draft-official-letter',
      '2026-03-24 director put-to-leader',
      '2026-04-14 unit-contact tell',
      '2026-04-14 unit-head tell',
      '2026-04-29 unit-contact tell',
      '2026-04-29 unit-head tell',
    ]);
  });

  test('a vertically managed agency is never put to the leader: a letter to its superior ends the chase', () => {
    const { told } = toldBy(aMatter([aDuty()], { vertical: true }), '2026-03-10', '2026-12-31');
    expect(told.slice(-3)).toEqual([
      '2026-03-17 unit-contact draft-official-letter',
      '2026-03-17 unit-head draft-official-letter',
      '2026-03-24 superior draft-official-letter',
    ]);
  });

  test.each([
    ['in time', '2026-03-26', '2026-03-31'],
    ['later than its rung', '2026-04-08', '2026-04-08'],
  ])('the letter of the People’s Committee needs an approval, given %s', (_, approved, told) => {
    const { lines } = toldBy(aMatter([aDuty({ approved: approved as Day })]), '2026-02-23', '2026-04-10');
    expect(lines.filter((line) => line.rung === 6).map((line) => line.day)).toEqual([told, told]);
  });

  test('a milestone of the office is chased by the same ladder', () => {
    const { due: _, ...withoutDue } = aDuty();
    expect(toldBy(aMatter([{ ...withoutDue, followUpOn: '2026-03-10' }]), '2026-02-23', '2026-03-09').told).toEqual([
      '2026-03-03 unit-contact tell',
      '2026-03-09 unit-contact tell',
    ]);
  });
});

describe('the rules of the chase', () => {
  test('rungs earlier than the opening are dropped', () => {
    expect(toldBy(aMatter([aDuty({ opened: '2026-03-10' })]), '2026-03-10', '2026-03-11').told).toEqual([
      '2026-03-11 unit-contact tell',
      '2026-03-11 unit-head tell',
    ]);
  });

  test('a rung on the very day of the opening is told next morning, with that day’s letters', () => {
    const number = aDuty({ ladder: 'D', owedBy: { role: 'clerk' }, opened: '2026-03-09' });
    expect(toldBy(aMatter([number]), '2026-03-09', '2026-03-10').told).toEqual(['2026-03-10 clerk tell']);
  });

  test('after a stop over several working days only the loudest rung is told, the others are on record', () => {
    const { state, lines } = caughtUp(aMatter([aDuty()]), '2026-03-12');
    expect(lines.map((line) => `${line.day} ${line.rung} ${line.role}`)).toEqual([
      '2026-03-11 2 unit-contact',
      '2026-03-11 2 unit-head',
    ]);
    expect(state.duties[0]?.told).toEqual([
      { rung: 0, on: '2026-03-03', against: '2026-03-10', skipped: true },
      { rung: 1, on: '2026-03-09', against: '2026-03-10', skipped: true },
      { rung: 2, on: '2026-03-11', against: '2026-03-10' },
    ]);
  });

  test('a line is dated by the planned day, however late the timer', () => {
    expect(caughtUp(aMatter([aDuty()]), '2026-03-07').lines.map((line) => line.day)).toEqual(['2026-03-03']);
  });

  test('an extension opens the early rungs again', () => {
    const { state } = toldBy(aMatter([aDuty()]), '2026-02-23', '2026-03-11');
    const extended = moved(state.duties[0]!, fixedDue(calendar, '2026-03-31', 'gia-han'), {
      on: '2026-03-12',
      why: 'extension',
      basis: 'x',
    });
    expect(nextRung({ ...state, duties: [extended] })).toBe('2026-03-24');
  });

  test('a due never becomes earlier once somebody was told of it', () => {
    const earlier = fixedDue(calendar, '2026-03-05', 'lich');
    const move = { on: '2026-03-03', why: 'calendar', basis: 'lich-2026.2' } as const;
    const { state } = toldBy(aMatter([aDuty()]), '2026-02-23', '2026-03-03');
    expect(moved(state.duties[0]!, earlier, move).due?.day).toBe('2026-03-10');
    expect(moved(aDuty(), earlier, move).due?.day).toBe('2026-03-05');
  });

  test.each([
    ['paused', aPausedDuty],
    ['met', aDuty({ ended: { how: 'met', on: '2026-03-01' } })],
  ])('a duty that is %s is silent', (_, duty) => {
    expect(nextRung(aMatter([duty]))).toBeUndefined();
  });

  test('a closed matter is silent', () => {
    expect(nextRung(aMatter([aDuty()], { closed: '2026-03-01' }))).toBeUndefined();
  });

  test('who owes hears once, also where the ladder names the same role again', () => {
    const review = aDuty({ ladder: 'D', owedBy: { role: 'division-head' } });
    expect(toldBy(aMatter([review]), '2026-03-09', '2026-03-11').told).toEqual([
      '2026-03-09 division-head tell',
      '2026-03-11 division-head tell',
    ]);
  });

  test('another unit’s duty is told at that unit', () => {
    const asked = aDuty({ owedBy: { role: 'unit-contact', unit: 'so-tai-chinh' } });
    expect(linesDue(aMatter([asked]), '2026-03-03', '2026-03-03').lines.map((line) => line.unit)).toEqual([
      'so-tai-chinh',
    ]);
  });
});

describe('properties', () => {
  const dayOf2026 = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-01-05', n));
  const duty = fc
    .record({
      from: dayOf2026,
      count: fc.integer({ min: 1, max: 40 }),
      ladder: fc.constantFrom<LadderName>(...ladderNames),
    })
    .map(({ from, count, ladder }) =>
      aDuty({ ladder, opened: from, due: reckon(calendar, { from, count, unit: 'working-day', basis: 'r' }) }),
    );
  const steps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 });

  test('no rung is told twice against one due, every line falls on a working day, and days only go forward', () => {
    fc.assert(
      fc.property(duty, steps, fc.boolean(), (owed, gaps, vertical) => {
        let state = aMatter([owed], vertical ? { vertical } : {});
        let today = owed.opened;
        const lines: Line[] = [];
        for (const gap of gaps) {
          today = addDays(today, gap);
          if (today > '2027-11-01') break;
          const step = caughtUp(state, today);
          state = step.state;
          lines.push(...step.lines);
          expect(nextRung(state) ?? '9999').not.toBe(undefined);
          const next = nextRung(state);
          expect(next === undefined || next > today).toBe(true);
        }
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
        const told = state.duties[0]!.told.map(({ rung, against }) => `${rung}@${against}`);
        expect(new Set(told).size).toBe(told.length);
        expect(lines.every(({ day }) => isWorkingDay(calendar, day))).toBe(true);
        expect(lines.map(({ day }) => day)).toEqual(lines.map(({ day }) => day).sort());
      }),
      { numRuns: 60 },
    );
  });

  test('no line follows the end of a duty', () => {
    fc.assert(
      fc.property(duty, fc.integer({ min: 0, max: 60 }), (owed, after) => {
        const end = addDays(owed.opened, after);
        const { state } = toldBy(aMatter([owed]), owed.opened, end);
        const over = { ...state, duties: ended(state.duties, isOpen, 'met', end) };
        expect(caughtUp(over, addDays(end, 90)).lines).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('moving a due twice equals moving it once', () => {
    fc.assert(
      fc.property(duty, fc.integer({ min: 1, max: 60 }), (owed, more) => {
        const due = fixedDue(calendar, addWorkingDays(calendar, owed.due!.day, more), 'gia-han');
        const move = { on: owed.opened, why: 'extension', basis: 'qd' } as const;
        const once = moved(owed, due, move);
        expect(moved(once, due, move)).toEqual(once);
      }),
    );
  });
});
