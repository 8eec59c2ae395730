import { describe, expect, test } from '@jest/globals';
import { aSetting } from '../support/round.ts';
import { asked, endedDuties, owedNow, refusalCode, toldTo } from '../support/rules.ts';
import { cancel, drafted } from '../../domain/conclusion.ts';
import type { Day } from '../../domain/day.ts';
import { inspectionState, newInspection } from '../../domain/inspection.ts';
import type { Inspection, PlannedInspection } from '../../domain/inspection.ts';
import { noticed, opened } from '../../domain/notice.ts';
import { tallyOf } from '../../domain/tally.ts';
import {
  askAnotherDay,
  decideAnotherDay,
  dropVisit,
  hold,
  moveVisit,
  postponeVisit,
  signMinutes,
} from '../../domain/visit.ts';
import { whyThisDay } from '../../domain/why.ts';

const place = { campaign: 'khanh-hoa-2026', team: 'doan-1', unit: 'hai-quan' };
const notice = { paper: 'paper:khanh-hoa-2026:notice:1', on: '2026-03-09' as Day };
const visit = (n: number, day: Day) => ({ n, day, session: 'morning' as const });
const planned = (more: Partial<PlannedInspection> = {}): Inspection =>
  newInspection(
    aSetting(),
    {
      place,
      method: 'on-site',
      visits: [visit(1, '2026-04-06'), visit(2, '2026-04-10')],
      vertical: false,
      ...more,
    },
    '2026-03-02',
  );
const told = (more: Partial<PlannedInspection> = {}) => asked(noticed, planned(more), notice, '2026-03-09').state;
const drop = (state: Inspection, n: number, day: Day) => asked(dropVisit, state, { visit: n, change: `bo-${n}` }, day);
const reportOf = ({ duties }: Inspection) => duties.find(({ kind }) => kind === 'self-report')!;
const minuted = (state: Inspection, n: number, day: Day): Inspection =>
  asked(signMinutes, asked(hold, state, { visit: n, on: day }, day).state, { visit: n, minutes: `bb-${n}` }, day).state;

describe('a visit that will not be held any more', () => {
  test('is off the calendar of unit, team and its own people, by a higher number than the invitation before', () => {
    const own = told({ visits: [visit(1, '2026-04-06'), { ...visit(2, '2026-04-10'), chaired: true, written: true }] });
    const put = asked(postponeVisit, own, { visit: 2, change: 'hoan' }, '2026-03-20').state;
    const { state, lines } = drop(put, 2, '2026-03-23');
    expect(state.visits.map(({ n }) => n)).toEqual([1]);
    expect(state.dropped).toEqual([
      expect.objectContaining({ n: 2, day: '2026-04-10', dropped: '2026-03-23', change: 'bo-2', sequence: 2 }),
    ]);
    expect(state.dropped![0]).not.toHaveProperty('postponed');
    expect(toldTo(lines)).toEqual([
      'visit-changed unit-contact',
      'visit-changed unit-head',
      'visit-changed lead',
      'visit-changed secretary',
      'visit-changed chair',
      'visit-changed secretary',
    ]);
    expect(lines.every(({ about }) => about?.['change'] === 'dropped' && about['sequence'] === 2)).toBe(true);
    expect(tallyOf(state).visits).toEqual({ total: 1, held: 0, signed: 0 });
  });

  test('holds up nothing: the draft is owed from the day it is dropped, once the other minutes are signed', () => {
    const waits = asked(
      postponeVisit,
      minuted(told(), 1, '2026-04-06'),
      { visit: 2, change: 'hoan' },
      '2026-04-08',
    ).state;
    expect([inspectionState(waits), owedNow(waits)]).toEqual(['held', []]);
    const { state } = drop(waits, 2, '2026-06-01');
    expect(inspectionState(state)).toBe('minutes-signed');
    expect(owedNow(state)).toEqual(['draft-conclusion · lead · D · 2026-06-11 rule:visit-dropped · from 2026-06-01']);
    expect(whyThisDay(state.duties.at(-1)!, state.calendar, () => undefined)).toContain('bỏ buổi kiểm tra');
  });

  test('before the minutes of the others are signed, the draft is owed after them, from the last visit', () => {
    const held = asked(hold, told(), { visit: 1, on: '2026-04-06' }, '2026-04-06').state;
    const { state } = drop(held, 2, '2026-04-07');
    expect(owedNow(state)).toEqual(['minutes:1 · secretary · D · 2026-04-06 rule:minutes · from 2026-04-06']);
    const signed = asked(signMinutes, state, { visit: 1, minutes: 'bb-1' }, '2026-04-07').state;
    expect(owedNow(signed)).toEqual([
      'draft-conclusion · lead · D · 2026-04-16 rule:draft-conclusion · from 2026-04-07',
    ]);
  });

  test('a conclusion that was submitted meanwhile is not owed again', () => {
    const submitted = asked(
      drafted,
      minuted(told(), 1, '2026-04-06'),
      { paper: 'paper:k:conclusion:1' },
      '2026-04-08',
    ).state;
    expect(owedNow(drop(submitted, 2, '2026-04-09').state)).toEqual([]);
  });

  test('the first one: the report is due before the next', () => {
    const { state } = drop(told(), 1, '2026-03-20');
    expect(reportOf(state).due!.day).toBe('2026-04-03');
    expect(reportOf(state).moves).toMatchObject([{ from: '2026-03-30', to: '2026-04-03', basis: 'bo-1' }]);
  });

  test('the only one that was not put off: the report waits', () => {
    const put = asked(postponeVisit, told(), { visit: 2, change: 'hoan' }, '2026-03-20').state;
    expect(reportOf(put).pauses).toEqual([]);
    expect(reportOf(drop(put, 1, '2026-03-23').state).pauses).toEqual([{ from: '2026-03-23', basis: 'bo-1' }]);
  });

  test('a wish for another day of it is moot', () => {
    const wish = { visit: 2, day: '2026-04-14' as Day, session: 'morning' as const, reason: 'ly-do' };
    const wished = asked(askAnotherDay, told(), wish, '2026-03-12').state;
    const { state } = drop(wished, 2, '2026-03-13');
    expect(endedDuties(state)).toContain('decide-another-day:1 cancelled 2026-03-13');
    const decide = { wish: 1, granted: false, change: 'c' };
    expect(refusalCode(() => decideAnotherDay.accepts(state, decide, '2026-03-16'))).toBe('another-day-not-asked');
    const other = asked(askAnotherDay, state, { ...wish, visit: 1, reason: 'khac' }, '2026-03-13').state;
    expect(owedNow(other)).toContainEqual(expect.stringMatching(/^decide-another-day:2/));
  });

  test('of a surprise that waits, nobody hears', () => {
    const hidden = planned({ method: 'surprise' });
    expect(drop(hidden, 1, '2026-03-20').lines).toEqual([]);
  });

  test.each<[string, () => Inspection, number, string]>([
    ['the last one', () => told({ visits: [visit(1, '2026-04-06')] }), 1, 'visit-is-the-last'],
    ['the last one left', () => drop(told(), 1, '2026-03-20').state, 2, 'visit-is-the-last'],
    [
      'one that was held',
      () => asked(hold, told(), { visit: 1, on: '2026-04-06' }, '2026-04-06').state,
      1,
      'visit-already-held',
    ],
    ['one that is not there', told, 7, 'visit-unknown'],
    [
      'one dropped before',
      () => drop(told({ visits: [1, 2, 3].map((n) => visit(n, '2026-04-06')) }), 1, '2026-03-20').state,
      1,
      'visit-dropped',
    ],
    [
      'of a cancelled inspection',
      () => asked(cancel, told(), { reason: 'r' }, '2026-03-20').state,
      1,
      'inspection-not-ready',
    ],
  ])('is not %s', (_, state, n, code) => {
    expect(refusalCode(() => dropVisit.accepts(state(), { visit: n, change: 'x' }, '2026-04-08'))).toBe(code);
  });

  test.each([
    ['held', (state: Inspection) => hold.accepts(state, { visit: 1, on: '2026-04-06' }, '2026-04-06')],
    ['put off', (state: Inspection) => postponeVisit.accepts(state, { visit: 1, change: 'x' }, '2026-03-23')],
    [
      'moved',
      (state: Inspection) =>
        moveVisit.accepts(state, { ...visit(1, '2026-04-13'), visit: 1, change: 'x' }, '2026-03-23'),
    ],
  ])('is not %s', (_, act) => {
    expect(refusalCode(() => act(drop(told(), 1, '2026-03-20').state))).toBe('visit-dropped');
  });
});

describe('the report before the visits', () => {
  test('follows the first visit that is not put off', () => {
    const put = asked(postponeVisit, told(), { visit: 1, change: 'hoan' }, '2026-03-20').state;
    expect(reportOf(put).due!.day).toBe('2026-04-03');
  });

  test('overdue, it stays overdue when a later visit is moved', () => {
    const to = { visit: 2, day: '2026-04-15' as Day, session: 'morning' as const, change: 'doi' };
    expect(reportOf(asked(moveVisit, told(), to, '2026-04-01').state).due!.day).toBe('2026-03-30');
  });

  test('waits from the notice on, when every visit was put off before it', () => {
    const put = asked(
      postponeVisit,
      planned({ visits: [visit(1, '2026-04-06')] }),
      { visit: 1, change: 'hoan' },
      '2026-03-05',
    );
    const { state } = asked(noticed, put.state, notice, '2026-03-09');
    expect(reportOf(state).pauses).toEqual([{ from: '2026-03-09', basis: 'hoan' }]);
    const to = { visit: 1, day: '2026-05-18' as Day, session: 'morning' as const, change: 'doi' };
    const running = reportOf(asked(moveVisit, state, to, '2026-04-20').state);
    expect([running.due!.day, running.pauses[0]!.to]).toEqual(['2026-05-11', '2026-04-20']);
  });

  test('a visit that was put off and held after all is no longer put off', () => {
    const put = asked(postponeVisit, told(), { visit: 1, change: 'hoan' }, '2026-03-20').state;
    const { state } = asked(hold, put, { visit: 1, on: '2026-04-06' }, '2026-04-06');
    expect(state.visits[0]).not.toHaveProperty('postponed');
  });
});

describe('a day off', () => {
  const to = { visit: 1, day: '2026-04-11' as Day, session: 'morning' as const };

  test('is no day for a visit, whoever wishes it', () => {
    const ask = { ...to, change: 'doi' };
    expect(refusalCode(() => moveVisit.accepts(told(), ask, '2026-03-20'))).toBe('visit-on-day-off');
    expect(refusalCode(() => askAnotherDay.accepts(told(), { ...to, reason: 'r' }, '2026-03-20'))).toBe(
      'visit-on-day-off',
    );
  });
});

describe('an inspection given up', () => {
  test('keeps where its visits were to be, and says why in the letter', () => {
    const { state, lines } = asked(cancel, told(), { reason: 'ly-do' }, '2026-03-20');
    expect(state.visits.map(({ sequence, change }) => [sequence, change])).toEqual([
      [1, undefined],
      [1, undefined],
    ]);
    expect(lines).toHaveLength(8);
    expect(lines.every(({ about }) => about?.['remarks'] === 'ly-do')).toBe(true);
  });

  const desk = { method: 'desk' as const, visits: [], reportBy: '2026-04-10' as Day };
  test.each<[string, () => Inspection, number]>([
    ['judged by its report, noticed', () => told(desk), 4],
    ['judged by its report, not noticed yet', () => planned(desk), 0],
    [
      'asked for a report of the period',
      () => asked(opened, planned({ ...desk, method: 'reporting' }), {}, '2026-03-09').state,
      4,
    ],
    ['a surprise', () => planned({ method: 'surprise' }), 0],
  ])('%s: %#', (_, state, count) => {
    const { lines } = asked(cancel, state(), { reason: 'ly-do' }, '2026-03-20');
    expect(lines.map(({ role }) => role)).toEqual(['unit-contact', 'unit-head', 'lead', 'secretary'].slice(0, count));
    expect(lines.every(({ about }) => about?.['change'] === 'cancelled' && about['remarks'] === 'ly-do')).toBe(true);
  });

  test('a wish that waited is not answered any more', () => {
    const wish = { visit: 1, day: '2026-04-08' as Day, session: 'morning' as const, reason: 'r' };
    const over = asked(
      cancel,
      asked(askAnotherDay, told(), wish, '2026-03-12').state,
      { reason: 'r' },
      '2026-03-13',
    ).state;
    const decide = { wish: 1, granted: false, change: 'c' };
    expect(refusalCode(() => decideAnotherDay.accepts(over, decide, '2026-03-16'))).toBe('inspection-not-ready');
  });
});
