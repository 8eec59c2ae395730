import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addWorkingDays, workingDaysBetween } from '../../domain/calendar.ts';
import { caughtUp, nextRung } from '../../domain/chase.ts';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen, isPaused } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { decideExtension, requestExtension, resume, suspend } from '../../domain/extension.ts';
import { confirmPeriod, reaches, report, reviewIncidents } from '../../domain/item-report.ts';
import { nothingToTell } from '../../domain/letter.ts';
import { newCalendar } from '../../domain/new-calendar.ts';
import {
  assignItem,
  begin,
  carried,
  carriedTo,
  newRemediation,
  remediationId,
  standingAlone,
} from '../../domain/remediation.ts';
import type { ItemState, Remediation } from '../../domain/remediation.ts';
import { wantedItems } from '../../domain/requirement.ts';
import type { Requirement } from '../../domain/requirement.ts';
import { lateBy } from '../../domain/two-clocks.ts';
import { close, reopen, twinClosed, twinned, twinReopened, verify } from '../../domain/verification.ts';
import type { Verdict } from '../../domain/verification.ts';
import { asked, endedDuties, owedNow, refusal, refusalCode, toldTo } from '../support/rules.ts';
import { aRequirement, aSetting, calendar } from '../support/round.ts';

const paper = 'paper:cchc-2026:conclusion:1';
const unit = 'so-xay-dung';
const place = { campaign: 'cchc-2026', team: 'doan-1', unit };
const issued: Day = '2026-02-23';
const due: Day = '2026-03-10';

const born = (requirements: Partial<Requirement>[], from = paper): Remediation =>
  newRemediation(
    aSetting(),
    place,
    from,
    issued,
    wantedItems(
      calendar,
      from,
      requirements.map((one, at) => aRequirement({ id: `yc-${at + 1}`, ...one })),
      [unit],
      unit,
      issued,
    ),
    false,
  );
const owed = (...requirements: Partial<Requirement>[]): Remediation =>
  asked(begin, born(requirements.length > 0 ? requirements : [{}]), {}, issued).state;

const duty = (state: Remediation, id: string): Duty => state.duties.find((one) => one.id === id)!;
const item = (state: Remediation, n = 1) => state.items.find((one) => one.n === n)!;
const reported = (state: Remediation, day: Day, n = 1, more: object = {}) =>
  asked(report, state, { item: n, report: `bc-${n}-${day}`, evidence: 1, ...more }, day).state;
const judged = (state: Remediation, what: Verdict, day: Day, until?: Day) =>
  asked(
    verify,
    state,
    {
      item: 1,
      report: item(state).report!,
      verdict: what,
      remarks: `nx-${day}`,
      by: 'p-thu-ky',
      ...(until ? { until } : {}),
    },
    day,
  ).state;
const shut = (state: Remediation, day: Day, n = 1) => asked(close, state, { item: n, by: 'p-truong-doan' }, day);
const asking = (until: Day, reason = 'ly-do-1') => ({ item: 1, until, reason });
const granting = (until?: Day) => ({
  item: 1,
  granted: true,
  remarks: 'qd-1',
  by: 'p-pgd',
  ...(until ? { until } : {}),
});
const refusing = { item: 1, granted: false, remarks: 'qd-1', by: 'p-pgd' };

describe('a target of n/N', () => {
  const target = { target: { of: 'hồ sơ trễ hạn', percent: 95 } };
  const sent = (achieved?: object) => ({ item: 1, report: 'bc', evidence: 1, ...(achieved ? { achieved } : {}) });

  test.each<[string, object | undefined, string | undefined]>([
    ['no figures', undefined, 'target-figures-missing'],
    ['more done than there is', { done: 748, total: 747 }, 'target-figures-wrong'],
    ['a negative count', { done: -1, total: 747 }, 'target-figures-wrong'],
    ['a part of one', { done: 1.5, total: 747 }, 'target-figures-wrong'],
    ['38 of 38', { done: 38, total: 38 }, undefined],
    ['nothing to be done', { done: 0, total: 0 }, undefined],
  ])('is reported with its figures: %s', (_, achieved, code) => {
    expect(refusalCode(() => report.accepts(owed(target), sent(achieved) as never, '2026-03-05'))).toBe(code);
  });

  test('an item without a target needs none', () => {
    expect(refusal(() => report.accepts(owed(), sent() as never, '2026-03-05'))).toBeUndefined();
  });

  test.each<[number, number, boolean]>([
    [709, 747, false],
    [710, 747, true],
    [747, 747, true],
    [0, 0, true],
    [0, 1, false],
  ])('%d of %d is found met at 95%%: %s', (done, total, isMet) => {
    const state = reported(owed(target), '2026-03-05', 1, { achieved: { done, total } });
    const met = { item: 1, report: item(state).report!, verdict: 'met' as const, remarks: 'nx', by: 'p' };
    expect(reaches({ done, total }, 95)).toBe(isMet);
    expect(refusalCode(() => verify.accepts(state, met, '2026-03-06'))).toBe(isMet ? undefined : 'target-not-reached');
    expect(refusalCode(() => verify.accepts(state, { ...met, verdict: 'partly' }, '2026-03-06'))).toBeUndefined();
  });
});

test.each<[number, number, number, boolean]>([
  [142_005, 150_000, 94.67, true],
  [142_004, 150_000, 94.67, false],
  [7, 700, 1, true],
  [2_367, 2_500, 94.68, true],
])('a share with decimals is held exactly: %d of %d at %d%%: %s', (done, total, percent, isMet) => {
  expect(reaches({ done, total }, percent)).toBe(isMet);
});

test('a share not reached is said as people write numbers', () => {
  const wanted = { target: { of: 'hồ sơ trễ hạn', percent: 94.67 } };
  const state = reported(owed(wanted), '2026-03-05', 1, { achieved: { done: 1_400, total: 1_500 } });
  const met = { item: 1, report: item(state).report!, verdict: 'met' as const, remarks: 'nx', by: 'p' };
  expect(refusal(() => verify.accepts(state, met, '2026-03-06'))).toContain('mới đạt 1.400/1.500, chưa tới 94,67%');
});

describe('what came on paper', () => {
  const standing: Partial<Requirement> = { due: { kind: 'recurring', every: 'quarter', until: '2026-12-31' } };

  test('in time and entered late is in time: the days between are not the unit’s', () => {
    const state = reported(owed(), '2026-03-16', 1, { arrived: '2026-03-09' });
    expect(endedDuties(state)).toContain('remediate:1 met 2026-03-09');
    expect(lateBy(state.duties, calendar, '2026-03-17')).toEqual({ unit: 0, office: 0 });
    expect(duty(state, 'verify:1:1').opened).toBe('2026-03-16');
    const confirming = { item: 1, report: 'xn', period: '2026-03-31' as Day, arrived: '2026-03-30' as Day };
    const confirmed = asked(confirmPeriod, owed(standing), confirming, '2026-04-08').state;
    expect(endedDuties(confirmed)).toContain('confirm-period:1:2026-03-31 met 2026-03-30');
  });

  test('a supplement that was on its way before the return met what was owed from then on', () => {
    const returned = judged(reported(owed(), '2026-03-05'), 'not-met', '2026-03-09');
    const state = reported(returned, '2026-03-11', 1, { arrived: '2026-03-06' });
    expect(endedDuties(state)).toContain('remediate:1:2 met 2026-03-09');
  });

  test.each<[string, Day, string | undefined]>([
    ['the year mistyped', '2025-03-09', 'arrived-before-asked'],
    ['before the paper', '2026-02-22', 'arrived-before-asked'],
    ['on the day of the paper', '2026-02-23', undefined],
    ['today', '2026-03-16', undefined],
    ['tomorrow', '2026-03-17', 'arrived-in-future'],
  ])('%s', (_, arrived, code) => {
    const ask = { item: 1, report: 'bc', evidence: 1, arrived };
    expect(refusalCode(() => report.accepts(owed(), ask, '2026-03-16'))).toBe(code);
    const confirming = { item: 1, report: 'xn', period: '2026-03-31' as Day, arrived };
    expect(refusalCode(() => confirmPeriod.accepts(owed(standing), confirming, '2026-03-16'))).toBe(code);
  });
});

test('a period that has not begun is not confirmed ahead', () => {
  const standing = owed({ due: { kind: 'recurring', every: 'quarter', until: '2026-12-31' } });
  const of = (period: Day) => ({ item: 1, report: `xn-${period}`, period });
  const first = asked(confirmPeriod, standing, of('2026-03-31'), '2026-03-20').state;
  expect(refusalCode(() => confirmPeriod.accepts(first, of('2026-06-30'), '2026-03-20'))).toBe('period-not-open');
  expect(refusalCode(() => confirmPeriod.accepts(first, of('2026-06-30'), '2026-04-01'))).toBeUndefined();
});

describe('a verdict that waits for the next morning', () => {
  const met = (state: Remediation, n: number, day: Day) =>
    asked(
      verify,
      state,
      { item: n, report: item(state, n).report!, verdict: 'met', remarks: `kq-${n}`, by: 'thu-ky' },
      day,
    );
  const closedBy = (state: Remediation, n: number, day: Day) =>
    asked(close, state, { item: n, by: 'truong-doan' }, day).state;

  test('is told while it is the last word, also of an item closed since while others are open', () => {
    const judged = met(reported(owed({}, {}), '2026-03-05'), 1, '2026-03-06');
    expect(judged.lines.map((line) => nothingToTell(line, judged.state))).toEqual([undefined, undefined]);
    expect(nothingToTell(judged.lines[0]!, closedBy(judged.state, 1, '2026-03-06'))).toBeUndefined();
  });

  test('is not told after the end of the whole follow-up, after a reopening, or after a new report', () => {
    const first = met(reported(owed(), '2026-03-05'), 1, '2026-03-06');
    const over = closedBy(first.state, 1, '2026-03-06');
    const again = asked(reopen, over, { item: 1, remarks: 'mo-lai' }, '2026-03-06').state;
    const anew = reported(again, '2026-03-06', 1, { report: 'bc-moi' });
    const second = met(anew, 1, '2026-03-06');
    for (const state of [over, again, anew, second.state])
      expect(first.lines.map((line) => nothingToTell(line, state))).toEqual(['overtaken', 'overtaken']);
    expect(second.lines.map((line) => nothingToTell(line, second.state))).toEqual([undefined, undefined]);
    const back = judged(reported(owed(), '2026-03-05'), 'not-met', '2026-03-06');
    const answered = reported(back, '2026-03-06', 1, { report: 'bc-2' });
    const line = { ...first.lines[0]!, about: { item: 1, reports: 1, verdict: 'not-met' } };
    expect([back, answered].map((state) => nothingToTell(line, state))).toEqual([undefined, 'overtaken']);
  });
});

test('a monthly prohibition until a day is confirmed in each month that has begun, and ends with the last', () => {
  const until: Day = '2026-05-15';
  let state = owed({ mode: 'prohibit', due: { kind: 'recurring', every: 'month', until } });
  const refused = (period: Day, day: Day) =>
    refusalCode(() => confirmPeriod.accepts(state, { item: 1, report: 'x', period, incidents: 0 }, day));
  const confirmed = (period: Day, day: Day) => {
    state = asked(confirmPeriod, state, { item: 1, report: `xn-${period}`, period, incidents: 0 }, day).state;
  };
  const months: [Day, Day, Day][] = [
    ['2026-02-28', '2026-02-27', '2026-03-01'],
    ['2026-03-31', '2026-03-31', '2026-04-01'],
    ['2026-04-30', '2026-04-13', '2026-05-01'],
  ];
  for (const [at, [period, day, opens]] of months.entries()) {
    const next = months[at + 1]?.[0] ?? until;
    confirmed(period, day);
    expect(refused(period, day)).toBe('period-not-open');
    expect(refused(next, day)).toBe('period-not-open');
    expect(refused(next, opens)).toBeUndefined();
  }
  confirmed(until, '2026-05-04');
  expect(item(state)).toMatchObject({ state: 'closed', closedOn: '2026-05-04', reports: 4 });
});

describe('met in part', () => {
  test('leaves the remainder with the day the office names, until 747 are 0', () => {
    const first = judged(reported(owed(), '2026-03-05'), 'partly', '2026-03-09', '2026-04-15');
    expect(item(first)).toMatchObject({
      state: 'partly-met',
      verdict: { what: 'partly', on: '2026-03-09', until: '2026-04-15' },
    });
    expect(owedNow(first)).toEqual(['remediate:1:2 · unit-contact · C · 2026-04-15 nx-2026-03-09 · from 2026-03-09']);
    const second = judged(reported(first, '2026-04-10'), 'partly', '2026-04-13', '2026-05-15');
    const last = judged(reported(second, '2026-05-14'), 'met', '2026-05-15');
    expect([item(last).state, item(last).reports]).toEqual(['verified', 3]);
    expect(new Set(last.duties.map(({ id }) => id)).size).toBe(last.duties.length);
  });

  test.each<[Verdict, Day | undefined, string | undefined]>([
    ['met', '2026-04-15', 'due-for-nothing'],
    ['partly', '2026-03-09', 'due-in-past'],
    ['not-met', '2026-03-08', 'due-in-past'],
    ['partly', undefined, undefined],
  ])('found %s on 09/03 with %s: %s', (verdict, until, code) => {
    const state = reported(owed(), '2026-03-05');
    const ask = { item: 1, report: item(state).report!, verdict, remarks: 'nx', by: 'p', ...(until ? { until } : {}) };
    expect(refusalCode(() => verify.accepts(state, ask, '2026-03-09'))).toBe(code);
  });

  test('a milestone stays a milestone, and what has no day in the paper never gets one it can be late by', () => {
    for (const requirement of [{ due: { kind: 'milestone' as const, day: '2026-03-31' as Day } }, withoutDue]) {
      for (const until of [undefined, '2026-04-15' as Day]) {
        const state = judged(reported(owed(requirement), '2026-03-05'), 'partly', '2026-03-09', until);
        expect(duty(state, 'remediate:1:2').due).toBeUndefined();
        expect(duty(state, 'remediate:1:2').followUpOn).toBe(
          until ?? (requirement === withoutDue ? '2026-03-16' : '2026-03-31'),
        );
      }
    }
  });

  test('a longer day once granted is not taken back by a return', () => {
    const extended = asked(
      decideExtension,
      asked(requestExtension, owed(), asking('2026-04-30'), '2026-03-02').state,
      granting('2026-04-28'),
      '2026-03-03',
    ).state;
    const returned = judged(reported(extended, '2026-03-20'), 'not-met', '2026-03-23');
    expect(duty(returned, 'remediate:1:2').due?.day).toBe('2026-04-28');
  });
});

const withoutDue = { due: undefined } as unknown as Partial<Requirement>;

describe('a prohibition', () => {
  const prohibition: Partial<Requirement> = {
    mode: 'prohibit',
    due: { kind: 'recurring', every: 'quarter', until: '2026-12-31' },
  };
  const confirming = (more: object, period: Day = '2026-03-31') =>
    ({ item: 1, report: `xn-${period}`, period, ...more }) as never;

  test.each<[string, object, string | undefined]>([
    ['uncounted', {}, 'incidents-uncounted'],
    ['none', { incidents: 0 }, undefined],
    ['one without a file', { incidents: 1 }, 'incidents-without-file'],
    ['two with one file', { incidents: 2, files: 1 }, 'incidents-without-file'],
    ['two with a file each', { incidents: 2, files: 2 }, undefined],
    ['arrived tomorrow', { incidents: 0, arrived: '2026-04-02' }, 'arrived-in-future'],
  ])('is confirmed by its incidents: %s', (_, more, code) => {
    expect(refusalCode(() => confirmPeriod.accepts(owed(prohibition), confirming(more), '2026-04-01'))).toBe(code);
  });

  test('what is no prohibition is confirmed without a count', () => {
    expect(
      refusal(() => confirmPeriod.accepts(owed({ ...prohibition, mode: 'do' }), confirming({}), '2026-04-01')),
    ).toBeUndefined();
  });

  test('incidents add up and the office deals with each period’s', () => {
    const first = asked(confirmPeriod, owed(prohibition), confirming({ incidents: 2, files: 2 }), '2026-04-01').state;
    expect(item(first).incidents).toBe(2);
    expect(owedNow(first)).toContainEqual(expect.stringContaining('review-incidents:1:2026-03-31 · secretary · D'));
    const dealt = asked(reviewIncidents, first, { item: 1, remarks: 'xl-1' }, '2026-04-03');
    expect(endedDuties(dealt.state)).toContain('review-incidents:1:2026-03-31 met 2026-04-03');
    expect(toldTo(dealt.lines)).toEqual(['item-changed unit-contact', 'item-changed unit-head']);
    expect(refusalCode(() => reviewIncidents.accepts(dealt.state, { item: 1, remarks: 'xl-2' }, '2026-04-03'))).toBe(
      'no-incidents-waiting',
    );
    const second = asked(
      confirmPeriod,
      dealt.state,
      confirming({ incidents: 1, files: 3 }, '2026-06-30'),
      '2026-07-01',
    ).state;
    expect(item(second).incidents).toBe(3);
  });

  test('the last period with incidents is closed only when the office has dealt with them', () => {
    const short = owed({ ...prohibition, due: { kind: 'recurring', every: 'quarter', until: '2026-03-31' } });
    const over = asked(confirmPeriod, short, confirming({ incidents: 1, files: 1 }), '2026-03-30');
    expect([item(over.state).state, over.state.closed]).toEqual(['standing', undefined]);
    const dealt = asked(reviewIncidents, over.state, { item: 1, remarks: 'xl' }, '2026-04-01');
    expect([item(dealt.state).state, dealt.state.closed]).toEqual(['closed', '2026-04-01']);
    expect(asked(confirmPeriod, short, confirming({ incidents: 0 }), '2026-03-30').state.closed).toBe('2026-03-30');
  });
});

describe('more time', () => {
  test.each<[string, Remediation, object, string | undefined]>([
    ['to a later day', owed(), asking('2026-04-10'), undefined],
    ['to the day it is due', owed(), asking(due), 'extension-not-later'],
    ['to a day before', owed(), asking('2026-03-06'), 'extension-not-later'],
    ['for what has no day', owed(withoutDue), asking('2026-04-10'), 'extension-of-nothing'],
    ['for what is reported', reported(owed(), '2026-03-02'), asking('2026-04-10'), 'item-not-ready'],
  ])('is asked %s', (_, state, ask, code) => {
    expect(refusalCode(() => requestExtension.accepts(state, ask as never, '2026-03-03'))).toBe(code);
  });

  test('asked when already late it must still lie ahead', () => {
    expect(refusalCode(() => requestExtension.accepts(owed(), asking('2026-03-12'), '2026-03-16'))).toBe('due-in-past');
  });

  test('is asked one at a time, and the same asking again is the same', () => {
    const state = asked(requestExtension, owed(), asking('2026-04-10'), '2026-03-03').state;
    expect(refusalCode(() => requestExtension.accepts(state, asking('2026-04-20', 'ly-do-2'), '2026-03-04'))).toBe(
      'extension-already-asked',
    );
    expect(asked(requestExtension, state, asking('2026-04-10'), '2026-03-04')).toEqual({
      state: { ...state, asOf: '2026-03-04' },
      lines: [],
      tells: [],
    });
    expect(owedNow(state)).toContain(
      'decide-extension:1:1 · deputy-director · D · 2026-03-05 rule:decide-extension · from 2026-03-03',
    );
  });

  test('no rung of the unit is told while it waits; the leader is chased', () => {
    const state = asked(requestExtension, owed(), asking('2026-04-10'), '2026-03-02').state;
    const { state: later, lines } = caughtUp(state, '2026-05-04');
    expect(duty(later, 'remediate:1').told.filter(({ on }) => on > '2026-03-02')).toEqual([]);
    expect(new Set(lines.map((line) => line.duty))).toEqual(new Set(['decide-extension:1:1']));
  });

  test('granted, the early rungs open again against the new day', () => {
    const told = caughtUp(owed(), '2026-03-10').state;
    expect(duty(told, 'remediate:1').told.map(({ rung }) => rung)).toEqual([0, 1]);
    const state = asked(
      decideExtension,
      asked(requestExtension, told, asking('2026-04-10'), '2026-03-10').state,
      granting(),
      '2026-03-11',
    ).state;
    expect(duty(state, 'remediate:1')).toMatchObject({
      due: { day: '2026-04-10' },
      moves: [{ from: due, to: '2026-04-10', why: 'extension', on: '2026-03-11' }],
    });
    expect(nextRung(state)).toBe(addWorkingDays(calendar, '2026-04-10', -5));
    const again = duty(caughtUp(state, '2026-04-10').state, 'remediate:1').told;
    expect(again.map(({ rung, against }) => [rung, against])).toEqual([
      [0, due],
      [1, due],
      [0, '2026-04-10'],
      [1, '2026-04-10'],
    ]);
  });

  test('refused, the chase goes on by the old day with the rung that is due now', () => {
    const state = asked(
      decideExtension,
      asked(requestExtension, owed(), asking('2026-04-10'), '2026-03-02').state,
      refusing,
      '2026-03-12',
    ).state;
    expect(duty(state, 'remediate:1')).toMatchObject({ due: { day: due }, moves: [], pauses: [{ to: '2026-03-12' }] });
    expect(item(state).extensions).toEqual([
      {
        n: 1,
        until: '2026-04-10',
        asked: '2026-03-02',
        reason: 'ly-do-1',
        decided: { on: '2026-03-12', granted: false, by: 'p-pgd', remarks: 'qd-1' },
      },
    ]);
    expect(caughtUp(state, '2026-03-12').lines.map(({ rung, role }) => [rung, role])).toEqual([
      [2, 'unit-contact'],
      [2, 'unit-head'],
    ]);
  });

  test.each<[string, object, Day, string | undefined]>([
    ['to the day asked', granting(), '2026-03-05', undefined],
    ['to another later day', granting('2026-03-20'), '2026-03-05', undefined],
    ['to a day that is no later', granting(due), '2026-03-05', 'extension-not-later'],
    ['when the day asked has passed', granting(), '2026-04-10', 'due-in-past'],
    ['not at all, however late', refusing, '2026-06-01', undefined],
  ])('is granted %s', (_, ask, day, code) => {
    const state = asked(requestExtension, owed(), asking('2026-04-10'), '2026-03-03').state;
    expect(refusalCode(() => decideExtension.accepts(state, ask as never, day))).toBe(code);
  });

  test('nobody decides what nobody asked, nor twice', () => {
    const state = asked(requestExtension, owed(), asking('2026-04-10'), '2026-03-03').state;
    const once = asked(decideExtension, state, granting(), '2026-03-04').state;
    for (const before of [owed(), once])
      expect(refusalCode(() => decideExtension.accepts(before, granting(), '2026-03-05'))).toBe('extension-not-asked');
  });

  test('reported meanwhile, nothing is left to decide; returned, it may be asked anew', () => {
    const state = reported(asked(requestExtension, owed(), asking('2026-04-10'), '2026-03-03').state, '2026-03-04');
    expect(item(state).extensions).toMatchObject([{ withdrawn: '2026-03-04' }]);
    expect(endedDuties(state)).toContain('decide-extension:1:1 met 2026-03-04');
    expect(refusalCode(() => decideExtension.accepts(state, granting(), '2026-03-05'))).toBe('extension-not-asked');
    const returned = judged(state, 'not-met', '2026-03-05');
    const again = asked(requestExtension, returned, asking('2026-05-04', 'ly-do-2'), '2026-03-06').state;
    expect(item(again).extensions?.map(({ n }) => n)).toEqual([1, 2]);
    expect(duty(again, 'decide-extension:1:2')).toBeDefined();
  });

  test('a milestone moved by a grant stays one', () => {
    const state = owed({ due: { kind: 'milestone', day: '2026-03-31' } });
    const granted = asked(
      decideExtension,
      asked(requestExtension, state, asking('2026-04-10'), '2026-03-03').state,
      granting(),
      '2026-03-04',
    ).state;
    expect(duty(granted, 'remediate:1')).toMatchObject({ followUpOn: '2026-04-10' });
    expect(duty(granted, 'remediate:1').due).toBeUndefined();
  });
});

describe('suspension', () => {
  const suspended = (state: Remediation, day: Day) => asked(suspend, state, { item: 1, remarks: 'td-1' }, day).state;
  const resumed = (state: Remediation, day: Day) => asked(resume, state, { item: 1, remarks: 'tt-1' }, day).state;

  test.each<[ItemState, Remediation]>([
    ['open', owed()],
    ['returned', judged(reported(owed(), '2026-02-26'), 'not-met', '2026-02-27')],
    ['partly-met', judged(reported(owed(), '2026-02-26'), 'partly', '2026-02-27')],
  ])('of what is %s ends where it began', (state, before) => {
    expect(item(before).state).toBe(state);
    const after = resumed(suspended(before, '2026-03-02'), '2026-03-02');
    expect(item(after).state).toBe(state);
    expect(item(after)).not.toHaveProperty('suspended');
  });

  test('no rung is told while it lasts, and nothing is reported', () => {
    const state = suspended(owed(), '2026-03-02');
    expect(nextRung(state)).toBeUndefined();
    expect(caughtUp(state, '2027-03-01').lines).toEqual([]);
    expect(refusalCode(() => report.accepts(state, { item: 1, report: 'b', evidence: 1 }, '2026-03-03'))).toBe(
      'item-not-ready',
    );
    expect(refusalCode(() => suspend.accepts(state, { item: 1, remarks: 'x' }, '2026-03-03'))).toBe('item-not-ready');
  });

  test('is not while a leader has more time to decide on', () => {
    const state = asked(requestExtension, owed(), asking('2026-04-10'), '2026-03-02').state;
    expect(refusalCode(() => suspend.accepts(state, { item: 1, remarks: 'x' }, '2026-03-03'))).toBe(
      'extension-already-asked',
    );
  });

  test('moves the day by the working days it lasted, whatever the days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 60 }), (from, length) => {
        const start = addDays('2026-02-24', from);
        const end = addDays(start, length);
        const after = resumed(suspended(owed(), start), end);
        const rested = workingDaysBetween(calendar, start, end);
        const moved = duty(after, 'remediate:1');
        expect(moved.due?.day).toBe(addWorkingDays(calendar, due, rested));
        expect(isPaused(moved)).toBe(false);
        expect(moved.moves).toHaveLength(rested > 0 ? 1 : 0);
      }),
    );
  });
});

describe('moving twice equals once', () => {
  test('a granted day told again, a calendar brought again', () => {
    const state = asked(
      decideExtension,
      asked(requestExtension, owed(), asking('2026-04-10'), '2026-03-02').state,
      granting(),
      '2026-03-03',
    ).state;
    const year = { year: 2026, version: 2, daysOff: ['2026-04-10' as Day], makeUpDays: [], provisional: false };
    const once = newCalendar.next(state, year as never, '2026-03-04').state;
    const twice = newCalendar.next(once, year as never, '2026-03-04').state;
    expect(duty(twice, 'remediate:1')).toEqual(duty(once, 'remediate:1'));
  });
});

describe('đã có tại kết luận số …: one report meets both', () => {
  const earlier = remediationId(paper, unit);
  const directive = 'paper:cchc-2026:directive:1';
  const later = () => born([{ meetsWith: { paper, requirement: 'yc-1' } }], directive);

  test('the later item is followed at the earlier, and is told to it', () => {
    const { state, tells } = asked(begin, later(), {}, issued);
    expect([item(state).state, owedNow(state)]).toEqual(['elsewhere', []]);
    expect(tells).toEqual([
      { to: earlier, message: 'twinned', body: { requirement: 'yc-1', remediation: state.id, item: 1 } },
    ]);
  });

  test('where the earlier paper asked nothing of this unit, it stands on its own', () => {
    const alone = asked(
      begin,
      standingAlone(later(), () => false),
      {},
      issued,
    );
    expect(owedNow(alone.state)).toEqual([expect.stringContaining('remediate:1 · unit-contact · C')]);
    expect([item(alone.state).state, alone.tells]).toEqual(['open', []]);
    expect(standingAlone(later(), () => true)).toEqual(later());
  });

  const told = { requirement: 'yc-1', remediation: remediationId(directive, unit), item: 1 };

  test('they are closed together, also when the earlier is closed already', () => {
    const begun = asked(begin, later(), {}, issued).state;
    const after = asked(twinned, owed(), told, '2026-02-24');
    expect(after.tells).toEqual([]);
    expect(asked(twinned, after.state, told, '2026-02-25').state.items).toEqual(after.state.items);
    const closing = shut(judged(reported(after.state, '2026-03-05'), 'met', '2026-03-06'), '2026-03-09');
    const word = { to: begun.id, message: 'twinClosed', body: { item: 1 } };
    expect(closing.tells).toEqual([word]);
    const closedBefore = shut(judged(reported(owed(), '2026-03-05'), 'met', '2026-03-06'), '2026-03-09').state;
    expect(asked(twinned, closedBefore, told, '2026-03-10').tells).toEqual([word]);
    const met = asked(twinClosed, begun, { item: 1 }, '2026-03-09');
    expect([item(met.state).state, met.state.closed]).toEqual(['closed', '2026-03-09']);
    expect(toldTo(met.lines)).toEqual(['follow-up-ended unit-contact', 'follow-up-ended unit-head']);
    expect(asked(twinClosed, met.state, { item: 1 }, '2026-03-10').lines).toEqual([]);
  });

  test('the earlier opened again, the later is open again too', () => {
    const both = asked(twinned, owed(), told, '2026-02-24').state;
    const closed = shut(judged(reported(both, '2026-03-05'), 'met', '2026-03-06'), '2026-03-09').state;
    const again = asked(reopen, closed, { item: 1, remarks: 'ml-1' }, '2026-04-01');
    expect(again.tells).toEqual([{ to: remediationId(directive, unit), message: 'twinReopened', body: { item: 1 } }]);
    const begun = asked(begin, later(), {}, issued).state;
    const met = asked(twinClosed, begun, { item: 1 }, '2026-03-09').state;
    const open = asked(twinReopened, met, { item: 1 }, '2026-04-01').state;
    expect([item(open).state, open.closed, item(open).closedOn]).toEqual(['elsewhere', undefined, undefined]);
    expect(asked(twinReopened, open, { item: 1 }, '2026-04-02').state.items).toEqual(open.items);
    expect(item(asked(twinClosed, open, { item: 1 }, '2026-05-01').state).state).toBe('closed');
  });

  test('a third paper that asks for the same ends, and is open again, with the second', () => {
    const third = { remediation: remediationId('paper:cchc-2026:directive:2', unit), item: 1 };
    const second = asked(begin, later(), {}, issued).state;
    const both = asked(twinned, second, { requirement: 'yc-1', ...third }, '2026-02-25').state;
    const met = asked(twinClosed, both, { item: 1 }, '2026-03-09');
    expect(met.tells).toEqual([{ to: third.remediation, message: 'twinClosed', body: { item: 1 } }]);
    expect(asked(twinReopened, met.state, { item: 1 }, '2026-04-01').tells).toEqual([
      { to: third.remediation, message: 'twinReopened', body: { item: 1 } },
    ]);
  });

  test('an item that has a life of its own is not closed by another', () => {
    const own = owed();
    expect(asked(twinClosed, own, { item: 1 }, '2026-03-09').state.items).toEqual(own.items);
  });
});

describe('opened again', () => {
  const over = () => shut(judged(reported(owed(), '2026-03-05'), 'met', '2026-03-06'), '2026-03-09').state;

  test('a closed remediation is owed, chased and closed once more', () => {
    expect(over().closed).toBe('2026-03-09');
    const { state, lines } = asked(reopen, over(), { item: 1, remarks: 'ml-1', until: '2026-06-15' }, '2026-05-04');
    expect([state.closed, item(state).state]).toEqual([undefined, 'returned']);
    expect(item(state)).not.toHaveProperty('closedOn');
    expect(item(state).reopened).toEqual({ on: '2026-05-04', remarks: 'ml-1' });
    expect(item(reported(state, '2026-06-10'))).not.toHaveProperty('reopened');
    expect(item(state)).not.toHaveProperty('verifiedBy');
    expect(owedNow(state)).toEqual(['remediate:1:2 · unit-contact · C · 2026-06-15 ml-1 · from 2026-05-04']);
    expect(toldTo(lines)).toEqual(['item-changed unit-contact', 'item-changed unit-head']);
    expect(nextRung(state)).toBe(addWorkingDays(calendar, '2026-06-15', -5));
    const again = shut(judged(reported(state, '2026-06-10'), 'met', '2026-06-11'), '2026-06-12').state;
    expect(again.closed).toBe('2026-06-12');
    expect(new Set(again.duties.map(({ id }) => id)).size).toBe(again.duties.length);
  });

  test('what was found met and not closed yet is no longer to be closed', () => {
    const verified = judged(reported(owed(), '2026-03-05'), 'met', '2026-03-06');
    const { state } = asked(reopen, verified, { item: 1, remarks: 'ml-1' }, '2026-03-09');
    expect(state.duties.filter(isOpen).map(({ kind }) => kind)).toEqual(['remediate']);
  });

  test.each<ItemState>(['open', 'reported', 'returned', 'suspended'])('not what is %s', (state) => {
    const states: Partial<Record<ItemState, Remediation>> = {
      open: owed(),
      reported: reported(owed(), '2026-03-02'),
      returned: judged(reported(owed(), '2026-03-02'), 'not-met', '2026-03-03'),
      suspended: asked(suspend, owed(), { item: 1, remarks: 'td' }, '2026-03-02').state,
    };
    expect(refusalCode(() => reopen.accepts(states[state]!, { item: 1, remarks: 'x' }, '2026-03-04'))).toBe(
      'item-not-ready',
    );
  });

  test('by a day that lies ahead', () => {
    const ask = { item: 1, remarks: 'x', until: '2026-05-04' as Day };
    expect(refusalCode(() => reopen.accepts(over(), ask, '2026-05-04'))).toBe('due-in-past');
  });
});

describe('giao thành việc', () => {
  const line = { requirement: 'yc-kn', area: 'mot-cua', followUpOn: '2026-06-30' as Day };

  test('a line that made no item becomes one, followed by the office’s own day', () => {
    const { state, lines } = asked(assignItem, owed(), { item: line }, '2026-03-02');
    expect(item(state, 2)).toEqual({ n: 2, ...line, state: 'open', reports: 0 });
    expect(owedNow(state)).toContain('remediate:2 · unit-contact · C · followed up 2026-06-30 · from 2026-03-02');
    expect(toldTo(lines)).toEqual(['item-changed unit-contact', 'item-changed unit-head']);
    expect(asked(assignItem, state, { item: line }, '2026-03-03').state.items).toHaveLength(2);
  });

  test('opens what had ended, or what was only told, as the first item', () => {
    const informed = asked(begin, { ...born([]), letter: 'directive' as const }, {}, issued).state;
    expect(informed.closed).toBe(issued);
    const { state } = asked(assignItem, informed, { item: line }, '2026-03-02');
    expect([state.closed, state.items.map(({ n }) => n)]).toEqual([undefined, [1]]);
  });

  test('standing work is confirmed by period', () => {
    const wanted = { requirement: 'yc-tx', recurs: { every: 'quarter' as const, until: '2026-12-31' as Day } };
    const { state } = asked(assignItem, owed(), { item: wanted }, '2026-03-02');
    expect([item(state, 2).state, state.duties.at(-1)?.id]).toEqual(['standing', 'confirm-period:2:2026-03-31']);
  });
});

test('carried into another year by name it stays open and is chased as before', () => {
  const before = owed();
  const { state, lines } = asked(carried, before, { to: 'theo-doi-2027' }, '2026-03-02');
  expect(state.carried).toEqual({ to: 'theo-doi-2027', on: '2026-03-02', items: [1] });
  expect([state.closed, nextRung(state)]).toEqual([undefined, nextRung(before)]);
  expect(lines).toEqual([]);
  expect(asked(carried, state, { to: 'khac' }, '2026-03-03').state.carried?.to).toBe('theo-doi-2027');
});

test('what is carried is each open item once; what is opened again or given after the close is carried too', () => {
  const two = owed({}, { id: 'yc-2' });
  const one = shut(judged(reported(two, '2026-03-05'), 'met', '2026-03-06'), '2026-03-09').state;
  const left = asked(carried, one, { to: 'theo-doi-2027' }, '2026-12-28').state;
  expect([carriedTo(left, 1), carriedTo(left, 2)]).toEqual([undefined, 'theo-doi-2027']);
  const again = asked(reopen, left, { item: 1, remarks: 'ml', carriedTo: 'theo-doi-2027' }, '2027-01-04').state;
  expect(again.carried).toEqual({ to: 'theo-doi-2027', on: '2026-12-28', items: [1, 2] });
  const over = shut(judged(reported(owed(), '2026-03-05'), 'met', '2026-03-06'), '2026-03-09').state;
  expect(asked(carried, over, { to: 'theo-doi-2027' }, '2026-12-28').state.carried).toBeUndefined();
  const given = asked(
    assignItem,
    over,
    { item: { requirement: 'yc-kn', followUpOn: '2027-02-01' }, carriedTo: 'theo-doi-2027' },
    '2027-01-04',
  ).state;
  expect(given.carried).toEqual({ to: 'theo-doi-2027', on: '2027-01-04', items: [2] });
});
