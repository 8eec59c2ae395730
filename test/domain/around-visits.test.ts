import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aSetting } from '../support/round.ts';
import { asked, endedDuties, owedNow, refusal, refusalCode, toldTo } from '../support/rules.ts';
import { caughtUp } from '../../domain/chase.ts';
import { cancel, concluded, drafted } from '../../domain/conclusion.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import {
  askComments,
  askExplanation,
  commentDraft,
  commentsOpen,
  commentsOutcome,
  explain,
} from '../../domain/explanation.ts';
import { inspectionState, isPublic, newInspection, visitKey } from '../../domain/inspection.ts';
import type { Inspection, PlannedInspection } from '../../domain/inspection.ts';
import { inspectionRules } from '../../domain/inspection-rules.ts';
import { noticed, opened } from '../../domain/notice.ts';
import { agendaOf } from '../../domain/plan.ts';
import { acceptSelfReport, recordSilence, sendBackSelfReport, submitSelfReport } from '../../domain/self-report.ts';
import {
  askAnotherDay,
  decideAnotherDay,
  hold,
  minutesRendered,
  moveVisit,
  postponeVisit,
  schedule,
  signMinutes,
  unrendered,
} from '../../domain/visit.ts';

const place = { campaign: 'binh-dinh-2026', team: 'doan-1', unit: 'so-van-hoa' };
const notice = { paper: 'paper:binh-dinh-2026:notice:1', on: '2026-03-09' as Day };
const conclusion = { paper: 'paper:binh-dinh-2026:conclusion:1', on: '2026-04-16' as Day };
const visit = (n: number, day: Day, session: 'morning' | 'afternoon' = 'morning') => ({ n, day, session });

const workingDays = [6, 7, 8, 9, 10, 13, 14, 15, 16].map((n): Day => `2026-04-${String(n).padStart(2, '0')}` as Day);

const planned = (more: Partial<PlannedInspection> = {}): Inspection =>
  newInspection(
    aSetting(),
    { place, method: 'on-site', visits: [visit(1, '2026-04-06')], vertical: false, ...more },
    '2026-03-02',
  );
const told = (more: Partial<PlannedInspection> = {}) => asked(noticed, planned(more), notice, '2026-03-09').state;
const surprise = (visits = [visit(1, '2026-04-06')]) => planned({ method: 'surprise', visits });
const again = () => planned({ n: 2 });
const to = (day: Day, session: 'morning' | 'afternoon' = 'morning') => ({ visit: 1, day, session, change: 'doi-1' });

/** Minutes of every visit signed, on the days they are planned. */
const minuted = (state: Inspection): Inspection =>
  state.visits.reduce((so, { n, day }) => {
    const held = asked(hold, so, { visit: n, on: day }, day).state;
    return asked(signMinutes, held, { visit: n, minutes: `bb-${n}` }, day).state;
  }, state);

describe('who may know of an inspection', () => {
  test.each<[string, Inspection, boolean]>([
    ['planned, not noticed yet', planned(), false],
    ['noticed', told(), true],
    ['a surprise that waits', surprise(), false],
    ['a surprise that was opened', asked(hold, surprise(), { visit: 1, on: '2026-04-06' }, '2026-04-06').state, true],
    ['a surprise given up', asked(cancel, surprise(), { reason: 'r' }, '2026-04-01').state, false],
    ['a re-inspection', again(), true],
    ['cancelled before its notice', asked(cancel, planned(), { reason: 'r' }, '2026-03-03').state, false],
    ['asked for a report of a period', planned({ method: 'reporting', visits: [], reportBy: '2026-04-10' }), true],
  ])('%s', (_, state, known) => {
    expect(isPublic(state)).toBe(known);
  });
});

describe('a surprise', () => {
  test('is scheduled, moved, put off and given up without a word to anybody', () => {
    const born = asked(schedule, surprise(), {}, '2026-03-20');
    const moved = asked(moveVisit, born.state, to('2026-04-08'), '2026-03-21');
    const put = asked(postponeVisit, moved.state, { visit: 1, change: 'hoan-1' }, '2026-03-22');
    const gone = asked(cancel, put.state, { reason: 'thoi' }, '2026-03-23');
    expect([born, moved, put, gone].flatMap(({ lines }) => lines)).toEqual([]);
    expect(gone.state.hidden).toBe(true);
    expect(owedNow(put.state)).toEqual([]);
  });

  test('begins at held: the unit hears that it was opened, the secretary owes the minutes', () => {
    const { state, lines } = asked(hold, surprise(), { visit: 1, on: '2026-04-06' }, '2026-04-06');
    expect(state.hidden).toBeUndefined();
    expect(toldTo(lines)).toEqual([
      'visit-changed unit-contact',
      'visit-changed unit-head',
      'visit-changed lead',
      'visit-changed secretary',
    ]);
    expect(lines.every(({ about }) => about?.['change'] === 'opened')).toBe(true);
    expect(owedNow(state)).toEqual(['minutes:1 · secretary · D · 2026-04-06 rule:minutes · from 2026-04-06']);
  });

  test('once opened, its next visit is moved before everybody’s eyes', () => {
    const two = asked(
      hold,
      surprise([visit(1, '2026-04-06'), visit(2, '2026-04-09')]),
      { visit: 1, on: '2026-04-06' },
      '2026-04-06',
    );
    const { lines } = asked(moveVisit, two.state, { ...to('2026-04-10'), visit: 2 }, '2026-04-07');
    expect(toldTo(lines)).toContain('visit-changed unit-contact');
  });

  test('the unit may not ask for another day of what it cannot know', () => {
    const wish = { visit: 1, day: '2026-04-08' as Day, session: 'morning' as const, reason: 'r' };
    expect(refusalCode(() => askAnotherDay.accepts(surprise(), wish, '2026-03-20'))).toBe('visit-unknown');
  });

  test('is no part of the inspections that a plan schedules', () => {
    expect(refusalCode(() => schedule.accepts(planned(), {}, '2026-03-20'))).toBe('inspection-in-plan');
  });

  test('a notice that meets it would tell nothing twice: a re-inspection is called by letter, once', () => {
    const first = asked(schedule, again(), {}, '2026-03-20');
    expect(toldTo(first.lines)).toHaveLength(4);
    expect(asked(schedule, { ...first.state, version: 1 }, {}, '2026-03-21').lines).toEqual([]);
  });
});

describe('the people of a visit', () => {
  const own = planned({
    visits: [{ ...visit(1, '2026-04-06'), chaired: true, written: true }, visit(2, '2026-04-07')],
  });

  test('its own chair and secretary hear of the notice beside the team, in the scope of the visit', () => {
    const { lines } = asked(noticed, own, notice, '2026-03-09');
    const inScope = lines.filter((line) => line.visit !== undefined);
    expect(inScope.map(({ role, visit: scope }) => [role, scope])).toEqual([
      ['chair', visitKey(own.id, 1)],
      ['secretary', visitKey(own.id, 1)],
    ]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  test('a visit that goes to other hands says so, and tells the new ones', () => {
    const { state, lines } = asked(moveVisit, told(), { ...to('2026-04-06'), chaired: true }, '2026-03-20');
    expect(state.visits[0]).toMatchObject({ chaired: true, sequence: 1 });
    expect(toldTo(lines)).toContain('visit-changed chair');
  });

  test('who is where in a half-day is seen across rounds', () => {
    const slot = { person: 'p-lan', day: '2026-04-06' as Day, session: 'morning' as const };
    const agenda = agendaOf([{ ...slot, unit: 'so-y-te' }]);
    expect(agenda.elsewhere({ ...slot, unit: 'so-van-hoa' })).toBe('so-y-te');
    expect(agenda.elsewhere({ ...slot, unit: 'so-y-te' })).toBeUndefined();
    expect(agenda.elsewhere({ ...slot, session: 'afternoon', unit: 'so-van-hoa' })).toBeUndefined();
    agenda.add({ ...slot, session: 'afternoon', unit: 'so-tu-phap' });
    expect(agenda.elsewhere({ ...slot, session: 'afternoon', unit: 'so-van-hoa' })).toBe('so-tu-phap');
  });
});

describe('a visit moved', () => {
  test('the report is due anew before the new day; the early day is kept in its history', () => {
    const { state } = asked(moveVisit, told(), to('2026-04-20', 'afternoon'), '2026-03-20');
    const report = state.duties.find(({ kind }) => kind === 'self-report')!;
    expect(report.due!.day).toBe('2026-04-13');
    expect(report.moves).toMatchObject([{ from: '2026-03-30', to: '2026-04-13', why: 'visit-moved', basis: 'doi-1' }]);
    expect(state.visits[0]).toMatchObject({ day: '2026-04-20', session: 'afternoon', sequence: 1, change: 'doi-1' });
  });

  test('of two visits, only the first sets the due', () => {
    const two = told({ visits: [visit(1, '2026-04-06'), visit(2, '2026-04-08')] });
    const { state } = asked(moveVisit, two, { ...to('2026-04-15'), visit: 2 }, '2026-03-20');
    expect(state.duties.find(({ kind }) => kind === 'self-report')!.due!.day).toBe('2026-03-30');
  });

  test.each<[string, Inspection, object, Day, string]>([
    ['to where it is', told(), to('2026-04-06'), '2026-03-20', 'visit-not-moved'],
    ['to today', told(), to('2026-03-20'), '2026-03-20', 'visit-in-past'],
    ['that does not exist', told(), { ...to('2026-04-20'), visit: 7 }, '2026-03-20', 'visit-unknown'],
    [
      'that was held',
      asked(hold, told(), { visit: 1, on: '2026-04-06' }, '2026-04-06').state,
      to('2026-04-20'),
      '2026-04-07',
      'visit-already-held',
    ],
    [
      'of a concluded inspection',
      asked(concluded, minuted(told()), conclusion, '2026-04-16').state,
      to('2026-04-20'),
      '2026-04-17',
      'inspection-not-ready',
    ],
  ])('refused: %s', (_, state, ask, day, code) => {
    expect(refusalCode(() => moveVisit.accepts(state, ask as never, day))).toBe(code);
  });

  test('put off, the report waits; a new day lets it run on', () => {
    const put = asked(postponeVisit, told(), { visit: 1, change: 'hoan-1' }, '2026-03-20');
    const report = () => put.state.duties.find(({ kind }) => kind === 'self-report')!;
    expect(report().pauses).toEqual([{ from: '2026-03-20', basis: 'hoan-1' }]);
    expect(refusalCode(() => postponeVisit.accepts(put.state, { visit: 1, change: 'x' }, '2026-03-21'))).toBe(
      'visit-already-postponed',
    );
    // the very day it was on before is a new day again
    const back = asked(moveVisit, put.state, to('2026-04-06'), '2026-03-24').state;
    expect(back.visits[0]).not.toHaveProperty('postponed');
    expect(back.duties.find(({ kind }) => kind === 'self-report')!.pauses).toEqual([
      { from: '2026-03-20', to: '2026-03-24', basis: 'hoan-1' },
    ]);
  });

  test('one of two put off: the report still waits for the other', () => {
    const two = told({ visits: [visit(1, '2026-04-06'), visit(2, '2026-04-08')] });
    const { state } = asked(postponeVisit, two, { visit: 1, change: 'hoan-1' }, '2026-03-20');
    expect(state.duties.find(({ kind }) => kind === 'self-report')!.pauses).toEqual([]);
  });

  test('every change of an invitation has a higher number than the one before', () => {
    const step = fc.constantFrom('move', 'postpone');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let state = told();
        let moves = 0;
        for (const what of steps) {
          const before = state.visits[0]!.sequence ?? 0;
          if (what === 'postpone' && state.visits[0]!.postponed) continue;
          state =
            what === 'move'
              ? asked(moveVisit, state, to(workingDays[(moves += 1)]!), '2026-03-20').state
              : asked(postponeVisit, state, { visit: 1, change: 'hoan' }, '2026-03-20').state;
          expect(state.visits[0]!.sequence).toBe(before + 1);
        }
      }),
    );
  });
});

describe('another day', () => {
  const wish = { visit: 1, day: '2026-04-08' as Day, session: 'afternoon' as const, reason: 'ly-do-1' };
  const wished = () => asked(askAnotherDay, told(), wish, '2026-03-12').state;

  test('the lead owes an answer in two working days; the team hears the next morning', () => {
    const { state, lines } = asked(askAnotherDay, told(), wish, '2026-03-12');
    expect(owedNow(state)).toContain(
      'decide-another-day:1 · lead · D · 2026-03-16 rule:decide-another-day · from 2026-03-12',
    );
    expect(toldTo(lines)).toEqual(['unit-answered lead', 'unit-answered secretary']);
    expect(state.visits[0]!.day).toBe('2026-04-06');
  });

  test('granted, the visit moves and the answer is given', () => {
    const { state, lines } = asked(decideAnotherDay, wished(), { wish: 1, granted: true, change: 'c' }, '2026-03-13');
    expect(state.visits[0]).toMatchObject({ day: '2026-04-08', session: 'afternoon', sequence: 1 });
    expect(state.dayWishes[0]!.decided).toEqual({ on: '2026-03-13', granted: true, remarks: 'c' });
    expect(endedDuties(state)).toContain('decide-another-day:1 met 2026-03-13');
    expect(lines[0]!.about).toMatchObject({ change: 'moved' });
  });

  test('refused, the day is kept and the unit alone is told', () => {
    const { state, lines } = asked(decideAnotherDay, wished(), { wish: 1, granted: false, change: 'c' }, '2026-03-13');
    expect(state.visits).toEqual(told().visits);
    expect(toldTo(lines)).toEqual(['visit-changed unit-contact']);
    expect(lines[0]!.about).toMatchObject({ change: 'kept', remarks: 'c' });
  });

  test.each<[string, () => Inspection, string]>([
    ['twice while one waits', wished, 'another-day-already-asked'],
    [
      'after the visit',
      () => asked(hold, told(), { visit: 1, on: '2026-04-06' }, '2026-04-06').state,
      'visit-already-held',
    ],
  ])('not asked %s', (_, state, code) => {
    expect(refusalCode(() => askAnotherDay.accepts(state(), { ...wish, reason: 'khac' }, '2026-03-13'))).toBe(code);
  });

  test('the same wish sent again is the same wish', () => {
    expect(asked(askAnotherDay, wished(), wish, '2026-03-13').lines).toEqual([]);
  });

  test('the office’s own day answers a wish that waits: granted only if it is the very half-day', () => {
    const other = asked(moveVisit, wished(), to('2026-04-09'), '2026-03-13').state;
    expect(other.dayWishes[0]!.decided).toEqual({ on: '2026-03-13', granted: false, remarks: 'doi-1' });
    expect(owedNow(other).some((duty) => duty.startsWith('decide-another-day'))).toBe(false);
    const same = asked(moveVisit, wished(), to('2026-04-08', 'afternoon'), '2026-03-13').state;
    expect(same.dayWishes[0]!.decided).toMatchObject({ granted: true });
    expect(
      refusalCode(() => decideAnotherDay.accepts(other, { wish: 1, granted: true, change: 'c' }, '2026-03-16')),
    ).toBe('another-day-not-asked');
  });

  test('a visit held meanwhile leaves the wish for another one waiting', () => {
    const two = told({ visits: [visit(1, '2026-04-06'), visit(2, '2026-04-10')] });
    const waits = asked(askAnotherDay, two, { ...wish, visit: 2, day: '2026-04-14' }, '2026-04-01').state;
    const held = asked(hold, waits, { visit: 1, on: '2026-04-06' }, '2026-04-06').state;
    expect(owedNow(held).some((duty) => duty.startsWith('decide-another-day:1'))).toBe(true);
    const over = asked(hold, held, { visit: 2, on: '2026-04-10' }, '2026-04-10').state;
    expect(endedDuties(over)).toContain('decide-another-day:1 cancelled 2026-04-10');
    expect(
      refusalCode(() => decideAnotherDay.accepts(over, { wish: 1, granted: false, change: 'c' }, '2026-04-13')),
    ).toBe('another-day-not-asked');
  });
});

describe('minutes', () => {
  const held = () => asked(hold, told(), { visit: 1, on: '2026-04-06' }, '2026-04-06').state;

  test.each<[string, object, string | undefined]>([
    ['signed by all three', {}, undefined],
    ['without the unit, with its reason', { unsigned: ['unit'], reasoned: true }, undefined],
    ['without the unit, without a word', { unsigned: ['unit'] }, 'minutes-unsigned-without-reason'],
    ['without the chair, with the reason', { unsigned: ['chair'], reasoned: true }, undefined],
    ['without the secretary', { unsigned: ['secretary'], reasoned: true }, 'minutes-without-secretary'],
  ])('%s', (_, unsigned, code) => {
    const ask = { visit: 1, minutes: 'bb-1', ...unsigned } as never;
    expect(refusalCode(() => signMinutes.accepts(held(), ask, '2026-04-06'))).toBe(code);
  });

  test('signed, they are printed once; what cannot be laid out holds up nothing', () => {
    const signed = minuted(told());
    expect(unrendered(signed)?.n).toBe(1);
    expect(inspectionRules.work!.on(signed)).toBe(signed.asOf);
    expect(inspectionRules.work!.next(signed)).toEqual({
      does: 'renderMinutes',
      message: 'minutesRendered',
      body: { visit: 1, minutes: 'bb-1' },
    });
    const printed = asked(minutesRendered, signed, { visit: 1, file: 'f'.repeat(64) }, '2026-04-06').state;
    expect(printed.visits[0]!.minutesFile).toBe('f'.repeat(64));
    expect(inspectionRules.work!.on(printed)).toBeUndefined();
    const failed = asked(minutesRendered, signed, { visit: 1, unprintable: true }, '2026-04-06').state;
    expect(inspectionRules.work!.on(failed)).toBeUndefined();
    expect(inspectionRules.work!.on(held())).toBeUndefined();
  });
});

describe('explanation', () => {
  const asks = (state = minuted(told())) => asked(askExplanation, state, { remarks: 'hoi-1' }, '2026-04-07').state;

  test('is owed in five working days, asked of contact and head; answered, the team hears', () => {
    const { state, lines } = asked(askExplanation, minuted(told()), { remarks: 'hoi-1' }, '2026-04-07');
    expect(owedNow(state)).toContain('explain:1 · unit-contact · A · 2026-04-14 rule:explain · from 2026-04-07');
    expect(toldTo(lines)).toEqual(['asked unit-contact', 'asked unit-head']);
    const answered = asked(explain, state, { n: 1, explanation: 'gt-1', by: 'p' }, '2026-04-10');
    expect(endedDuties(answered.state)).toContain('explain:1 met 2026-04-10');
    expect(toldTo(answered.lines)).toEqual(['unit-answered lead', 'unit-answered secretary', 'received unit-contact']);
  });

  test('entered for the unit it is dated by the day it came', () => {
    const arrived = (on: Day) => ({ n: 1, explanation: 'gt-1', by: 'p', arrived: on });
    const { state } = asked(explain, asks(), arrived('2026-04-14'), '2026-04-16');
    expect(state.explanations[0]!.answered!.on).toBe('2026-04-14');
    expect(endedDuties(state)).toContain('explain:1 met 2026-04-14');
    expect(refusalCode(() => explain.accepts(asks(), arrived('2026-04-17'), '2026-04-16'))).toBe('arrived-in-future');
    expect(refusalCode(() => explain.accepts(asks(), arrived('2025-04-14'), '2026-04-16'))).toBe(
      'arrived-before-asked',
    );
  });

  test('several questions are each answered on their own', () => {
    const two = asked(askExplanation, asks(), { remarks: 'hoi-2' }, '2026-04-08').state;
    const { state } = asked(explain, two, { n: 2, explanation: 'gt-2', by: 'p' }, '2026-04-09');
    expect(owedNow(state).filter((duty) => duty.startsWith('explain'))).toEqual([
      'explain:1 · unit-contact · A · 2026-04-14 rule:explain · from 2026-04-07',
    ]);
  });

  test('late is better than never; a second answer to the same question is not', () => {
    const late = asked(explain, asks(), { n: 1, explanation: 'gt-1', by: 'p' }, '2026-05-20').state;
    expect(refusalCode(() => explain.accepts(late, { n: 1, explanation: 'khac', by: 'p' }, '2026-05-21'))).toBe(
      'already-answered',
    );
    expect(asked(explain, late, { n: 1, explanation: 'gt-1', by: 'p' }, '2026-05-21').lines).toEqual([]);
    expect(refusalCode(() => explain.accepts(late, { n: 3, explanation: 'x', by: 'p' }, '2026-05-21'))).toBe(
      'explanation-not-asked',
    );
  });

  test.each<[string, Inspection]>([
    ['before a report or a visit', told()],
    ['after the conclusion', asked(concluded, minuted(told()), conclusion, '2026-04-16').state],
  ])('is not asked %s', (_, state) => {
    expect(refusalCode(() => askExplanation.accepts(state, { remarks: 'x' }, '2026-04-20'))).toBe(
      'inspection-not-ready',
    );
  });
});

describe('comments on the draft', () => {
  const asks = () => asked(askComments, minuted(told()), { draft: 'dt-1' }, '2026-04-08').state;
  /** The days go by. */
  const on = (state: Inspection, day: Day) => caughtUp(state, day).state;

  test('are owed in three working days', () => {
    expect(owedNow(asks())).toContain(
      'comment-draft · unit-contact · A · 2026-04-13 rule:comment-draft · from 2026-04-08',
    );
    expect([commentsOpen(asks()), commentsOutcome(asks())]).toEqual([true, 'waiting']);
  });

  test('silence past the due counts as agreement, and nobody is chased past it', () => {
    const silent = on(asks(), '2026-04-14');
    expect(endedDuties(silent)).toContainEqual(expect.stringMatching(/^comment-draft lapsed/));
    expect([commentsOpen(silent), commentsOutcome(silent)]).toEqual([false, 'taken-as-agreed']);
    expect(
      refusalCode(() => commentDraft.accepts(silent, { agreed: false, comment: 'yk', by: 'p' }, '2026-04-14')),
    ).toBe('comments-lapsed');
  });

  test('on its last day the unit may still speak', () => {
    const last = on(asks(), '2026-04-13');
    expect(commentsOutcome(last)).toBe('waiting');
    expect(
      refusal(() => commentDraft.accepts(last, { agreed: true, comment: 'yk', by: 'p' }, '2026-04-13')),
    ).toBeUndefined();
  });

  test.each([
    [true, 'agreed'],
    [false, 'commented'],
  ])('answered %s it is %s', (agreed, outcome) => {
    const { state, lines } = asked(commentDraft, asks(), { agreed, comment: 'yk-1', by: 'p' }, '2026-04-10');
    expect([commentsOpen(state), commentsOutcome(state)]).toEqual([false, outcome]);
    expect(toldTo(lines)).toEqual(['unit-answered lead', 'unit-answered secretary', 'received unit-contact']);
    expect(refusalCode(() => commentDraft.accepts(state, { agreed, comment: 'yk-2', by: 'p' }, '2026-04-10'))).toBe(
      'already-answered',
    );
  });

  const entered = (arrived: Day) => ({ agreed: false, comment: 'yk-1', by: 'p', arrived });

  test('what came in time on paper counts when it is entered after the term', () => {
    const silent = on(asks(), '2026-04-14');
    const { state } = asked(commentDraft, silent, entered('2026-04-13'), '2026-04-15');
    expect([state.comments!.answered!.on, commentsOutcome(state)]).toEqual(['2026-04-13', 'commented']);
  });

  test.each<[string, () => Inspection, Day, string]>([
    ['that came after the term', () => on(asks(), '2026-04-14'), '2026-04-14', 'comments-lapsed'],
    ['that is still to come', asks, '2026-04-16', 'arrived-in-future'],
    ['of before the draft', asks, '2026-04-07', 'arrived-before-asked'],
    [
      'once a conclusion was made of the silence',
      () => asked(drafted, on(asks(), '2026-04-14'), { paper: conclusion.paper }, '2026-04-14').state,
      '2026-04-13',
      'comments-lapsed',
    ],
  ])('no paper is entered %s', (_, state, arrived, code) => {
    expect(refusalCode(() => commentDraft.accepts(state(), entered(arrived), '2026-04-15'))).toBe(code);
  });

  test.each<[string, () => Inspection, string]>([
    ['twice', asks, 'comments-already-asked'],
    [
      'before the minutes',
      () => asked(hold, told(), { visit: 1, on: '2026-04-06' }, '2026-04-06').state,
      'inspection-not-ready',
    ],
    [
      'once the conclusion is submitted',
      () => asked(drafted, minuted(told()), { paper: conclusion.paper }, '2026-04-09').state,
      'conclusion-already-submitted',
    ],
  ])('are not asked %s', (_, state, code) => {
    expect(refusalCode(() => askComments.accepts(state(), { draft: 'dt-2' }, '2026-04-09'))).toBe(code);
  });

  test('nothing is commented on that was not asked', () => {
    expect(
      refusalCode(() => commentDraft.accepts(minuted(told()), { agreed: true, comment: 'x', by: 'p' }, '2026-04-09')),
    ).toBe('comments-not-asked');
  });
});

describe('judged by the report alone', () => {
  const desk = () => told({ method: 'desk', visits: [], reportBy: '2026-04-10' });
  const sent = () => asked(submitSelfReport, desk(), { submission: 'bc-1', by: 'p' }, '2026-04-08').state;

  test('the report is due on the day of the plan; accepted, the lead owes the result', () => {
    expect(desk().duties.find(({ kind }) => kind === 'self-report')!.due).toMatchObject({
      day: '2026-04-10',
      reckoned: { basis: 'rule:report-by' },
    });
    const { state } = asked(acceptSelfReport, sent(), {}, '2026-04-13');
    expect(inspectionState(state)).toBe('reviewed');
    expect(owedNow(state)).toEqual(['draft-conclusion · lead · D · 2026-04-23 rule:report-judged · from 2026-04-13']);
  });

  test('entered for the unit it counts from the day it came, not from the day it was typed', () => {
    const { state } = asked(
      submitSelfReport,
      desk(),
      { submission: 'bc-1', by: 'p', arrived: '2026-04-10' },
      '2026-04-15',
    );
    expect(state.selfReport).toEqual({
      submissions: 1,
      latest: 'bc-1',
      state: 'submitted',
      on: '2026-04-10',
      entered: true,
    });
    const late = asked(
      submitSelfReport,
      desk(),
      { submission: 'bc-1', by: 'p', arrived: '2026-04-14' },
      '2026-04-15',
    ).state;
    expect(late.selfReport!.late).toBe(2);
    expect(
      refusalCode(() =>
        submitSelfReport.accepts(desk(), { submission: 'b', by: 'p', arrived: '2026-04-16' }, '2026-04-15'),
      ),
    ).toBe('arrived-in-future');
  });

  test.each<[string, () => Inspection, Day, string | undefined]>([
    ['on the due itself', desk, '2026-04-10', 'report-not-overdue'],
    ['the day after', desk, '2026-04-11', undefined],
    ['of a unit that has a visit', told, '2026-04-11', 'inspection-not-ready'],
    ['of one that sent it', sent, '2026-04-11', 'inspection-not-ready'],
    [
      'of one that owes only a supplement',
      () => asked(sendBackSelfReport, sent(), { remarks: 'nx', points: 1 }, '2026-04-09').state,
      '2026-04-14',
      undefined,
    ],
  ])('silence is put on record %s', (_, state, day, code) => {
    expect(refusalCode(() => recordSilence.accepts(state(), { remarks: 'r', by: 'p' }, day))).toBe(code);
  });

  test('silent, nothing is owed by the unit any more and the result is', () => {
    const { state } = asked(recordSilence, desk(), { remarks: 'r', by: 'p' }, '2026-04-13');
    expect(state.duties.filter(isOpen).map(({ kind }) => kind)).toEqual(['draft-conclusion']);
    expect(inspectionState(state)).toBe('reviewed');
  });

  test('a reporting round asks at once, without a paper', () => {
    const round = planned({ method: 'reporting', visits: [], reportBy: '2026-04-10' });
    const { state, lines } = asked(opened, round, {}, '2026-03-09');
    expect(toldTo(lines)).toEqual(['asked unit-contact', 'asked unit-head']);
    expect(inspectionState(state)).toBe('acknowledged');
    expect(asked(opened, state, {}, '2026-03-10').lines).toEqual([]);
  });
});
