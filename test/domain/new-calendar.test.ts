import { describe, expect, test } from '@jest/globals';
import { addWorkingDays, compact, lacksYear, withYear, yearOfCalendar } from '../../domain/calendar.ts';
import type { CalendarYear, YearOfCalendar } from '../../domain/calendar.ts';
import { knownYear } from '../../domain/calendars/known.ts';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Line } from '../../domain/duty.ts';
import { nothingToTell } from '../../domain/letter.ts';
import { newCalendar } from '../../domain/new-calendar.ts';
import { report } from '../../domain/item-report.ts';
import { begin, newRemediation } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { caughtUp } from '../../domain/chase.ts';
import { reckon } from '../../domain/term.ts';
import { whyThisDay } from '../../domain/why.ts';
import { aSetting, calendar } from '../support/round.ts';

const paper = 'paper:dot:conclusion:1';
const issued: Day = '2026-04-01';
/** 2026 with Friday 10/04 off, given back on Saturday 18/04. */
const swapped: CalendarYear = {
  ...knownYear(2026),
  version: 2,
  off: [...knownYear(2026).off, { day: '2026-04-10', kind: 'swap', name: 'Nghỉ hoán đổi' }],
  makeUp: [...knownYear(2026).makeUp, { day: '2026-04-18', for: '2026-04-10' }],
};
const notice = yearOfCalendar(swapped);
const items = (...counts: number[]) =>
  counts.map((count, at) => ({
    n: at + 1,
    requirement: `yc-${at + 1}`,
    due: reckon(calendar, { from: issued, count, unit: 'working-day', basis: paper }),
  }));
const owing = (...counts: number[]): Remediation => {
  const born = newRemediation(
    aSetting({ clock: { kind: 'real' } }),
    { campaign: 'dot', unit: 'so-y-te', team: 'doan-1' },
    paper,
    issued,
    items(...counts),
    false,
  );
  return begin.next(born, {}, issued).state;
};
const announced = (state: Remediation, on: Day, year: YearOfCalendar = notice): Remediation =>
  newCalendar.next(state, year, on).state;

/** What is told from one day to the other. */
const linesFrom = (state: Remediation, from: Day, to: Day) => {
  const lines: Line[] = [];
  let now = caughtUp(state, from);
  for (let day = from; day <= to; day = addDays(day, 1)) {
    lines.push(...now.lines);
    now = caughtUp(now.state, addDays(day, 1));
  }
  return lines;
};

describe('a swap announced late', () => {
  const before = owing(8, 5, 15);
  const after = announced(before, '2026-04-07');

  test('moves what spans it by a day, with the move on record, and nothing else', () => {
    expect(before.duties.map(({ due }) => due!.day)).toEqual(['2026-04-13', '2026-04-08', '2026-04-22']);
    // the fifteenth day falls on the day worked instead
    expect(after.duties.map(({ due }) => due!.day)).toEqual(['2026-04-14', '2026-04-08', '2026-04-22']);
    expect(after.duties.map(({ moves }) => moves)).toEqual([
      [{ from: '2026-04-13', to: '2026-04-14', on: '2026-04-07', why: 'calendar', basis: 'calendar:2026.2' }],
      [],
      [],
    ]);
    expect(new Set(after.duties.map(({ due }) => due!.reckoned.calendar))).toEqual(new Set([after.calendar.version]));
    expect(after.calendar.version).toContain('2026.2');
  });

  test('is explained', () => {
    expect(whyThisDay(after.duties[0]!, after.calendar, () => 'Thông báo kết luận số 05/TB-SNV')).toBe(
      'Hạn 14/04/2026: 8 ngày làm việc kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (01/04/2026), ' +
        'không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 2. ' +
        'Đã chuyển từ 13/04/2026 sang 14/04/2026: lịch nghỉ thay đổi.',
    );
  });

  test('the item is due when its duty is', () => {
    expect(after.items.map(({ due }) => due)).toEqual(after.duties.map(({ due }) => due));
  });

  test('tells nobody by itself, and drops the letter that says the old day', () => {
    const { state, lines } = caughtUp(before, '2026-04-07');
    const step = newCalendar.next(state, notice, '2026-04-07');
    expect(step).toMatchObject({ lines: [], tells: [] });
    const outdated = lines.filter(({ duty }) => duty === 'remediate:1');
    expect(outdated.length).toBeGreaterThan(0);
    for (const line of outdated) expect(nothingToTell(line, step.state)).toBe('moved');
  });

  test('who heard of the old day hears of the new one by the next rung, not by the last once more', () => {
    const heard = caughtUp(before, '2026-04-08').state;
    const first = (state: Remediation) => state.duties.find(({ id }) => id === 'remediate:1')!;
    expect(first(heard).told).toEqual([{ rung: 0, on: '2026-04-06', against: '2026-04-13' }]);
    const told = announced(heard, '2026-04-08');
    // five working days before the 14th would be the 6th too
    expect(first(told).told).toEqual([
      ...first(heard).told,
      { rung: 0, on: '2026-04-06', against: '2026-04-14', skipped: true },
    ]);
    const next = (state: Remediation) =>
      linesFrom(state, '2026-04-08', '2026-04-17').filter(({ duty }) => duty === 'remediate:1');
    expect(next(told).map(({ day, rung }) => [day, rung])).toEqual(
      next(heard).map(({ day, rung }) => [addWorkingDays(told.calendar, day, 1), rung]),
    );
  });

  test('brought again it changes nothing', () => {
    expect(newCalendar.next(after, notice, '2026-04-08').state).toBe(after);
    expect(newCalendar.next(after, { ...notice, version: 1 }, '2026-04-08').state).toBe(after);
  });
});

test('what ended stays as it was', () => {
  const reported = report.next(owing(8), { item: 1, report: 'bc-1', evidence: 1 }, '2026-04-03').state;
  const { duties, items: after } = announced(reported, '2026-04-07');
  expect(duties.find(({ id }) => id === 'remediate:1')).toEqual(reported.duties.find(({ id }) => id === 'remediate:1'));
  expect(after).toEqual(reported.items);
});

test('a closed matter stays as it was', () => {
  const over: Remediation = { ...owing(8), closed: '2026-04-03' };
  expect(announced(over, '2026-04-07')).toBe(over);
});

describe('a day off taken back', () => {
  const back: YearOfCalendar = { ...yearOfCalendar(knownYear(2026)), version: 3 };
  const late = announced(owing(8), '2026-04-02');

  test('a day the unit was told never becomes earlier', () => {
    expect(late.duties[0]!.due!.day).toBe('2026-04-14');
    const kept = announced(late, '2026-04-03', back);
    expect(kept.duties[0]!.due).toMatchObject({ day: '2026-04-14', reckoned: { calendar: late.calendar.version } });
    expect(kept.duties[0]!.moves).toEqual(late.duties[0]!.moves);
    expect(kept.items[0]!.due!.day).toBe('2026-04-14');
  });

  test('what the office owes and was not told of yet moves with it; what it was told of does not', () => {
    const owed = { ...late.duties[0]!, owedBy: { role: 'secretary' as const } };
    const told = {
      ...owed,
      id: 'told',
      told: [{ rung: 0, on: '2026-04-03' as const, against: '2026-04-14' as const }],
    };
    const passed = { ...owed, id: 'passed', told: [{ ...told.told[0]!, skipped: true as const }] };
    const days = announced({ ...late, duties: [owed, told, passed] }, '2026-04-06', back).duties.map(
      ({ due }) => due!.day,
    );
    expect(days).toEqual(['2026-04-13', '2026-04-14', '2026-04-13']);
  });
});

test('tạm tính ends with the notice, whether the day moves or not', () => {
  const provisional = reckon(compact([2026, 2027].map(knownYear)), {
    from: '2026-12-21',
    count: 12,
    unit: 'working-day',
    basis: paper,
  });
  expect(provisional.reckoned.provisional).toBe(true);
  const state = owing(8);
  const waiting: Remediation = { ...state, duties: [{ ...state.duties[0]!, due: provisional }] };
  const { provisional: _, ...days } = knownYear(2027);
  const [duty] = announced(waiting, '2026-12-22', yearOfCalendar({ ...days, version: 1 })).duties;
  expect(duty!.due!.day).toBe(provisional.day);
  expect(duty!.due!.reckoned.provisional).toBeUndefined();
  expect(duty!.moves).toEqual([]);
});

test('a milestone of the office stays the office’s', () => {
  const { due: _, ...bare } = owing(8).duties[0]!;
  const state: Remediation = { ...owing(8), duties: [{ ...bare, followUpOn: '2026-04-13' }] };
  expect(announced(state, '2026-04-07').duties).toEqual(state.duties);
});

test('a term into a year nobody entered stays as it was reckoned, and hinders no other', () => {
  const far = {
    ...owing(8).duties[0]!,
    id: 'far',
    due: {
      day: '2041-03-01' as const,
      reckoned: {
        from: '2041-01-01' as const,
        count: 30,
        unit: 'working-day' as const,
        basis: paper,
        calendar: '2041.0',
      },
    },
  };
  const state: Remediation = { ...owing(8), duties: [far, owing(8).duties[0]!] };
  const [first, second] = announced(state, '2026-04-07').duties;
  expect(first).toBe(far);
  expect(second!.due!.day).toBe('2026-04-14');
});

describe('which calendars lack a year', () => {
  test.each([
    ['2025.1+2026.1', 2026, 2, true],
    ['2025.1+2026.2', 2026, 2, false],
    ['2025.1+2026.3', 2026, 2, false],
    ['2025.1+2026.12', 2026, 2, false],
    ['2025.1+2026.1', 2027, 0, true],
    ['2025.1+2026.1', 2024, 5, false],
  ])('%s, told of %i version %i: %s', (version, year, newest, lacks) => {
    expect(lacksYear(version, { year, version: newest })).toBe(lacks);
  });

  test('the new year takes its place among the others', () => {
    const next = withYear(calendar, { year: 2031, version: 1, days: { off: [], makeUp: [] } });
    expect(next.version).toBe(`${calendar.version}+2031.1`);
    expect(next.years['2026']).toBe(calendar.years['2026']);
  });
});
