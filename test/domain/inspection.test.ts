import { describe, expect, test } from '@jest/globals';
import { isOpen } from '../../domain/duty.ts';
import type { Day } from '../../domain/day.ts';
import { undrafted, cancel, concluded, drafted } from '../../domain/conclusion.ts';
import {
  awaitingAcknowledgement,
  cancellable,
  concludable,
  holdable,
  inspectionId,
  inspectionState,
  inspectionStates,
  inspectionWords,
  newInspection,
  reviewable,
  selfReportable,
} from '../../domain/inspection.ts';
import { inspectionRules } from '../../domain/inspection-rules.ts';
import { noticed } from '../../domain/notice.ts';
import { acceptSelfReport, acknowledge, sendBackSelfReport, submitSelfReport } from '../../domain/self-report.ts';
import { hold, signMinutes } from '../../domain/visit.ts';
import type { Inspection, InspectionState, Visit } from '../../domain/inspection.ts';
import type { Rule } from '../../domain/matter.ts';
import { asked, endedDuties, owedNow, refusal, refusalCode, toldTo } from '../support/rules.ts';
import { aSetting } from '../support/round.ts';

const place = { campaign: 'binh-dinh-2026', team: 'doan-1', unit: 'so-van-hoa' };
const visitOn = (day: Day, n = 1): Visit => ({ n, day, session: 'morning' });
const notice = { paper: 'paper:binh-dinh-2026:notice:1', on: '2026-03-09' as Day };
const conclusion = { paper: 'paper:binh-dinh-2026:conclusion:1', on: '2026-04-16' as Day };
const contact = { by: 'p-dau-moi' };

/** Sở Văn hóa và Thể thao, to be visited on Monday 06/04/2026. */
const planned = (visits: Visit[] = [visitOn('2026-04-06')], vertical = false): Inspection =>
  newInspection(aSetting(), { place, method: 'on-site', visits, vertical }, '2026-03-02');

/** One inspection in each state, reached by the acts of people. */
function reached(state: InspectionState, visits?: Visit[]): Inspection {
  const start = planned(visits);
  const told = asked(noticed, start, notice, '2026-03-09').state;
  const known = asked(acknowledge, told, contact, '2026-03-10').state;
  const reported = asked(submitSelfReport, known, { submission: 'bc-1', ...contact }, '2026-03-27').state;
  const held = asked(hold, reported, { visit: 1, on: '2026-04-06' }, '2026-04-06').state;
  const signed = asked(signMinutes, held, { visit: 1, minutes: 'bb-1' }, '2026-04-07').state;
  switch (state) {
    case 'planned':
      return start;
    case 'notified':
      return told;
    case 'acknowledged':
      return known;
    case 'self-report-received':
      return reported;
    case 'reviewed':
      return asked(acceptSelfReport, { ...reported, method: 'desk', visits: [] }, {}, '2026-03-30').state;
    case 'held':
      return held;
    case 'minutes-signed':
      return signed;
    case 'concluded':
      return asked(concluded, signed, conclusion, '2026-04-16').state;
    case 'cancelled':
      return asked(cancel, reported, { reason: 'ly-do-1' }, '2026-04-01').state;
  }
}

describe('a planned inspection', () => {
  test('is born with its visits and without a duty', () => {
    expect(planned([visitOn('2026-04-06'), visitOn('2026-04-08', 2)])).toEqual({
      id: 'inspection:binh-dinh-2026:so-van-hoa',
      process: 'inspection',
      n: 1,
      method: 'on-site',
      explanations: [],
      dayWishes: [],
      schema: 1,
      version: 0,
      place,
      ...aSetting(),
      asOf: '2026-03-02',
      duties: [],
      outbox: [],
      heard: [],
      visits: [visitOn('2026-04-06'), visitOn('2026-04-08', 2)],
    });
  });

  test('of a vertically managed agency says so', () => {
    expect(planned(undefined, true).vertical).toBe(true);
    expect(planned()).not.toHaveProperty('vertical');
  });

  test.each([
    [undefined, 'inspection:binh-dinh-2026:so-van-hoa'],
    [1, 'inspection:binh-dinh-2026:so-van-hoa'],
    [2, 'inspection:binh-dinh-2026:so-van-hoa:2'],
  ])('numbered %s is %s', (n, id) => {
    expect(inspectionId('binh-dinh-2026', 'so-van-hoa', n)).toBe(id);
  });
});

describe('the states', () => {
  test.each(inspectionStates)('%s is reached by the acts of people', (state) => {
    expect(inspectionState(reached(state))).toBe(state);
  });

  test('as people read them', () => {
    expect(inspectionWords).toEqual({
      planned: 'đã lên lịch, chưa thông báo',
      notified: 'đã thông báo, chờ xác nhận',
      acknowledged: 'đã xác nhận, chờ báo cáo',
      'self-report-received': 'đã nhận báo cáo',
      reviewed: 'đã thẩm định báo cáo, chờ kết quả',
      held: 'đã kiểm tra, chờ biên bản',
      'minutes-signed': 'đã ký biên bản, chờ kết luận',
      concluded: 'đã có kết luận',
      cancelled: 'đã hủy',
    });
    expect(Object.keys(inspectionWords)).toEqual([...inspectionStates]);
  });

  test('a desk inspection without visits never waits for minutes', () => {
    expect(inspectionState(planned([]))).toBe('planned');
  });

  test('a returned self-report is not received', () => {
    const returned = asked(
      sendBackSelfReport,
      reached('self-report-received'),
      { remarks: 'nx-1', points: 2 },
      '2026-03-30',
    ).state;
    expect(inspectionState(returned)).toBe('acknowledged');
  });

  test('an accepted one is', () => {
    const accepted = asked(acceptSelfReport, reached('self-report-received'), {}, '2026-03-30').state;
    expect(inspectionState(accepted)).toBe('self-report-received');
  });
});

describe('who may act when', () => {
  const acts: [string, Rule<Inspection, never>, object, InspectionState[], string][] = [
    ['acknowledge', acknowledge, contact, ['notified'], 'xác nhận đã nhận thông báo'],
    [
      'send a self-report',
      submitSelfReport,
      { submission: 'bc-2', ...contact },
      ['notified', 'acknowledged'],
      'gửi báo cáo',
    ],
    ['send it back', sendBackSelfReport, { remarks: 'nx-1', points: 1 }, ['self-report-received'], 'trả lại báo cáo'],
    [
      'hold a visit',
      hold,
      { visit: 1, on: '2026-04-06' },
      ['notified', 'acknowledged', 'self-report-received'],
      'ghi nhận đã kiểm tra',
    ],
    [
      'cancel',
      cancel,
      { reason: 'ly-do-1' },
      ['planned', 'notified', 'acknowledged', 'self-report-received'],
      'hủy cuộc kiểm tra',
    ],
  ];

  test.each(acts)('to %s', (_, rule, ask, allowed, act) => {
    const willing = inspectionStates.filter(
      (state) => refusal(() => rule.accepts(reached(state), ask as never, '2026-04-20')) === undefined,
    );
    expect(willing).toEqual(allowed);
    for (const state of inspectionStates.filter(
      (other) => !allowed.includes(other) && !(other === 'held' && rule === hold),
    )) {
      const no = refusal(() => rule.accepts(reached(state), ask as never, '2026-04-20'));
      expect(no).toBe(`inspection-not-ready: Không ${act} được: cuộc kiểm tra ${inspectionWords[state]}.`);
    }
  });

  test('the named lists say the same', () => {
    expect({ awaitingAcknowledgement, selfReportable, reviewable, holdable, concludable, cancellable }).toEqual({
      awaitingAcknowledgement: ['notified'],
      selfReportable: ['notified', 'acknowledged'],
      reviewable: ['self-report-received'],
      holdable: ['notified', 'acknowledged', 'self-report-received', 'held'],
      concludable: ['reviewed', 'minutes-signed'],
      cancellable: ['planned', 'notified', 'acknowledged', 'self-report-received'],
    });
  });

  test.each(inspectionStates)('what a paper says of itself is never refused, though the inspection is %s', (state) => {
    for (const [rule, ask] of [
      [noticed, notice],
      [drafted, { paper: conclusion.paper }],
      [concluded, conclusion],
    ] as [Rule<Inspection, never>, never][]) {
      expect(refusal(() => rule.accepts(reached(state), ask, '2026-04-20'))).toBeUndefined();
    }
  });

  test('every message has its rule', () => {
    expect(inspectionRules).toMatchObject({
      messages: {
        noticed,
        acknowledge,
        submitSelfReport,
        sendBackSelfReport,
        acceptSelfReport,
        hold,
        signMinutes,
        drafted,
        undrafted,
        concluded,
        cancel,
      },
    });
  });
});

describe('the inspection notice', () => {
  test('tells the unit and the team, and the unit owes an acknowledgement and its self-report', () => {
    const { state, lines, tells } = asked(noticed, planned(), notice, '2026-03-09');
    expect(state.noticed).toEqual({ paper: notice.paper, on: '2026-03-09' });
    expect(owedNow(state)).toEqual([
      'acknowledge · unit-contact · A · 2026-03-11 rule:acknowledge · from 2026-03-09',
      'self-report · unit-contact · B · 2026-03-30 rule:self-report · from 2026-03-09',
    ]);
    expect(toldTo(lines)).toEqual(['notice unit-contact', 'notice unit-head', 'team-told lead', 'team-told secretary']);
    expect(lines[0]).toEqual({
      id: 'inspection:binh-dinh-2026:so-van-hoa/notice/paper:binh-dinh-2026:notice:1/unit-contact',
      letter: 'notice',
      matter: 'inspection:binh-dinh-2026:so-van-hoa',
      role: 'unit-contact',
      ...place,
      day: '2026-03-09',
      about: { paper: notice.paper },
    });
    expect(tells).toEqual([]);
  });

  test('issued on Friday and heard on Monday: the acknowledgement runs from the issue', () => {
    const { state } = asked(noticed, planned(), { ...notice, on: '2026-03-06' }, '2026-03-09');
    expect(owedNow(state)[0]).toBe('acknowledge · unit-contact · A · 2026-03-10 rule:acknowledge · from 2026-03-09');
    expect(state.noticed?.on).toBe('2026-03-06');
  });

  test('the self-report is reckoned back from the first visit, whichever is written first', () => {
    const { state } = asked(
      noticed,
      planned([visitOn('2026-04-08', 2), visitOn('2026-04-06', 1), visitOn('2026-04-13', 3)]),
      notice,
      '2026-03-09',
    );
    expect(state.duties.find(({ kind }) => kind === 'self-report')?.due?.reckoned.from).toBe('2026-04-06');
  });

  test.each<[string, Day, string]>([
    ['seven working days before the visit', '2026-03-26', '2026-03-30 rule:self-report'],
    ['on the working day before the due', '2026-03-27', '2026-03-30 rule:self-report'],
    ['on the due itself', '2026-03-30', '2026-03-31 rule:late-notice'],
    ['on the Friday before the visit', '2026-04-03', '2026-04-06 rule:late-notice'],
    ['on the Saturday before the visit', '2026-04-04', '2026-04-06 rule:late-notice'],
  ])('a late notice: heard %s, the self-report is due %s → %s', (_, heard, due) => {
    const { state } = asked(noticed, planned(), { ...notice, on: heard }, heard);
    const selfReport = state.duties.find(({ kind }) => kind === 'self-report')!;
    expect(`${selfReport.due!.day} ${selfReport.due!.reckoned.basis}`).toBe(due);
    expect(selfReport.due!.day > heard).toBe(true);
  });

  test('a desk inspection owes no report before a visit', () => {
    expect(owedNow(asked(noticed, planned([]), notice, '2026-03-09').state)).toHaveLength(1);
  });

  test('keeps what was owed before it', () => {
    const before = reached('notified').duties.slice(0, 1);
    expect(asked(noticed, { ...planned(), duties: before }, notice, '2026-03-09').state.duties.slice(0, 1)).toEqual(
      before,
    );
  });

  test.each<[string, InspectionState]>([
    ['brought twice', 'acknowledged'],
    ['that meets a cancelled inspection', 'cancelled'],
  ])('%s changes nothing', (_, state) => {
    const before = reached(state);
    expect(noticed.next(before, notice, '2026-04-02')).toEqual({ state: before, lines: [], tells: [] });
  });

  test('that meets an inspection cancelled before any notice changes nothing', () => {
    const before = asked(cancel, planned(), { reason: 'ly-do-1' }, '2026-03-05').state;
    expect(asked(noticed, before, notice, '2026-03-09')).toEqual({
      state: { ...before, asOf: '2026-03-09' },
      lines: [],
      tells: [],
    });
  });
});

describe('before the visit', () => {
  test('the unit acknowledges', () => {
    const { state, lines } = asked(acknowledge, reached('notified'), contact, '2026-03-10');
    expect(state.acknowledged).toEqual({ on: '2026-03-10', by: 'p-dau-moi' });
    expect(endedDuties(state)).toEqual(['acknowledge met 2026-03-10']);
    expect(lines).toEqual([]);
  });

  test('the self-report is met, its receipt told, its review owed by the secretary', () => {
    const { state, lines } = asked(
      submitSelfReport,
      reached('acknowledged'),
      { submission: 'bc-1', ...contact },
      '2026-03-27',
    );
    expect(state.selfReport).toEqual({ submissions: 1, latest: 'bc-1', state: 'submitted', on: '2026-03-27' });
    expect(state.acknowledged?.on).toBe('2026-03-10');
    expect(endedDuties(state)).toEqual(['acknowledge met 2026-03-10', 'self-report met 2026-03-27']);
    expect(owedNow(state)).toEqual([
      'review-self-report:1 · secretary · D · 2026-04-01 rule:review-self-report · from 2026-03-27',
    ]);
    expect(toldTo(lines)).toEqual(['received unit-contact']);
    expect(lines[0]).toMatchObject({
      id: `${state.id}/received/self-report:1/unit-contact`,
      about: { submission: 'bc-1', submissions: 1 },
    });
  });

  test('a report without acknowledgement acknowledges too', () => {
    const { state } = asked(submitSelfReport, reached('notified'), { submission: 'bc-1', ...contact }, '2026-03-12');
    expect(state.acknowledged).toEqual({ on: '2026-03-12', by: 'p-dau-moi' });
    expect(endedDuties(state)).toEqual(['acknowledge met 2026-03-12', 'self-report met 2026-03-12']);
  });

  test('the same submission sent again is accepted and changes nothing, even after the visit', () => {
    const held = reached('held');
    expect(asked(submitSelfReport, held, { submission: 'bc-1', ...contact }, '2026-04-06')).toEqual({
      state: held,
      lines: [],
      tells: [],
    });
  });

  test('a report returned opens a supplement with a new due', () => {
    const { state, lines } = asked(
      sendBackSelfReport,
      reached('self-report-received'),
      { remarks: 'nx-1', points: 3 },
      '2026-03-30',
    );
    expect(state.selfReport).toEqual({ submissions: 1, latest: 'bc-1', state: 'returned', on: '2026-03-30' });
    expect(owedNow(state)).toEqual([
      'supplement-self-report:1 · unit-contact · B · 2026-04-01 rule:supplement-self-report · from 2026-03-30',
    ]);
    expect(endedDuties(state)).toContain('review-self-report:1 met 2026-03-30');
    expect(lines).toEqual([
      expect.objectContaining({
        id: `${state.id}/sent-back/self-report:1/unit-contact`,
        letter: 'sent-back',
        about: { remarks: 'nx-1', points: 3 },
      }),
    ]);
  });

  test('the supplement is met by the second report, which is reviewed anew', () => {
    const returned = asked(
      sendBackSelfReport,
      reached('self-report-received'),
      { remarks: 'nx-1', points: 3 },
      '2026-03-30',
    ).state;
    const { state } = asked(submitSelfReport, returned, { submission: 'bc-2', ...contact }, '2026-03-31');
    expect(state.selfReport).toEqual({ submissions: 2, latest: 'bc-2', state: 'submitted', on: '2026-03-31' });
    expect(endedDuties(state)).toContain('supplement-self-report:1 met 2026-03-31');
    expect(owedNow(state)).toEqual([
      'review-self-report:2 · secretary · D · 2026-04-03 rule:review-self-report · from 2026-03-31',
    ]);
  });

  test('after the visit a report is no longer accepted, and after the conclusion no minutes are signed', () => {
    const sent = asked(
      submitSelfReport,
      reached('acknowledged'),
      { submission: 'bc-1', by: 'p-dm' },
      '2026-03-30',
    ).state;
    const held = asked(hold, sent, { visit: 1, on: sent.visits[0]!.day }, sent.visits[0]!.day).state;
    expect(refusalCode(() => acceptSelfReport.accepts(held, {}, sent.visits[0]!.day))).toBe('inspection-not-ready');
    const over = asked(concluded, held, { paper: 'paper:x:conclusion:1', on: '2026-04-20' }, '2026-04-20').state;
    expect(refusalCode(() => signMinutes.accepts(over, { visit: 1, minutes: 'bb' }, '2026-04-21'))).toBe(
      'inspection-not-ready',
    );
  });

  test('an accepted report is reviewed', () => {
    const { state, lines } = asked(acceptSelfReport, reached('self-report-received'), {}, '2026-03-30');
    expect(state.selfReport).toEqual({ submissions: 1, latest: 'bc-1', state: 'accepted', on: '2026-03-30' });
    expect(owedNow(state)).toEqual([]);
    expect(endedDuties(state)).toContain('review-self-report:1 met 2026-03-30');
    expect(lines).toEqual([]);
  });

  test.each(['submitted', 'returned', 'accepted', undefined] as const)('a report that is %s is decided once', (was) => {
    const before = reached('self-report-received');
    const { selfReport, ...without } = before;
    const state: Inspection = was ? { ...before, selfReport: { ...selfReport!, state: was } } : without;
    const expected = was === 'submitted' ? undefined : 'self-report-already-decided';
    expect(refusalCode(() => acceptSelfReport.accepts(state, {}, '2026-03-31'))).toBe(expected);
    if (was === 'submitted' || was === 'accepted') {
      expect(refusalCode(() => sendBackSelfReport.accepts(state, { remarks: 'nx', points: 1 }, '2026-03-31'))).toBe(
        expected,
      );
    }
  });
});

describe('the visit', () => {
  test('once held ends what was owed before it, and the secretary owes the minutes of that day', () => {
    const { state, lines } = asked(hold, reached('notified'), { visit: 1, on: '2026-04-06' }, '2026-04-07');
    expect(state.visits).toEqual([{ ...visitOn('2026-04-06'), held: '2026-04-06' }]);
    expect(endedDuties(state)).toEqual(['acknowledge cancelled 2026-04-07', 'self-report cancelled 2026-04-07']);
    expect(owedNow(state)).toEqual(['minutes:1 · secretary · D · 2026-04-06 rule:minutes · from 2026-04-07']);
    expect(state.duties.find(({ kind }) => kind === 'minutes')?.about).toBe(1);
    expect(lines).toEqual([]);
  });

  test('once held ends an open supplement and an open review', () => {
    const received = reached('self-report-received');
    const returned = asked(sendBackSelfReport, received, { remarks: 'nx-1', points: 3 }, '2026-04-03').state;
    const held = (state: Inspection) =>
      endedDuties(asked(hold, state, { visit: 1, on: '2026-04-06' }, '2026-04-06').state);
    expect(held(received)).toContain('review-self-report:1 cancelled 2026-04-06');
    expect(held(returned)).toContain('supplement-self-report:1 cancelled 2026-04-06');
  });

  test.each<[string, { visit: number; on: Day }, string]>([
    ['of another number', { visit: 9, on: '2026-04-06' }, 'visit-unknown: Không có buổi kiểm tra số 9.'],
    [
      'that is still to come',
      { visit: 2, on: '2026-04-08' },
      'visit-in-future: Buổi kiểm tra ngày 08/04/2026 chưa tới nên chưa ghi nhận được.',
    ],
    ['held before', { visit: 1, on: '2026-04-06' }, 'visit-already-held: Buổi kiểm tra số 1 đã được ghi nhận.'],
  ])('%s is not held', (_, ask, sentence) => {
    expect(
      refusal(() =>
        hold.accepts(reached('held', [visitOn('2026-04-06'), visitOn('2026-04-08', 2)]), ask, '2026-04-07'),
      ),
    ).toBe(sentence);
  });

  describe('on another day than planned', () => {
    const told = { ...reached('notified', [visitOn('2026-04-06')]), noticed: { paper: 'tb', on: '2026-03-20' as Day } };
    const code = (state: Inspection, on: Day, reason?: string, day: Day = '2026-06-01') =>
      refusalCode(() => hold.accepts(state, { visit: 1, on, ...(reason ? { reason } : {}) }, day));
    test.each<[string, Day, string | undefined]>([
      ['the day before', '2026-04-05', undefined],
      ['on the day of the notice', '2026-03-20', undefined],
      ['before the unit was told', '2026-03-19', 'visit-held-unlikely'],
      ['thirty days after', '2026-05-06', undefined],
      ['a month too late', '2026-05-07', 'visit-held-unlikely'],
      ['the year mistyped', '2025-04-06', 'visit-held-unlikely'],
      ['that is still to come', '2026-06-02', 'visit-in-future'],
    ])('%s', (_, on, refused) => {
      expect(code(told, on, 'ly-do')).toBe(refused);
      if (refused !== 'visit-in-future') expect(code(told, on)).toBe('visit-held-other-day');
    });

    test('a visit put off is held whenever it came about', () => {
      const off = { ...told, visits: [{ ...told.visits[0]!, postponed: '2026-03-25' as Day }] };
      expect(code(off, '2026-05-29')).toBe('visit-held-other-day');
      expect(code(off, '2026-05-29', 'ly-do')).toBeUndefined();
      expect(code(off, '2026-03-19', 'ly-do')).toBe('visit-held-unlikely');
    });

    test('without a notice the plan alone says what is likely', () => {
      const { noticed: _, ...surprise } = { ...told, method: 'surprise' as const };
      expect(code(surprise, '2026-03-07', 'ly-do')).toBeUndefined();
      expect(code(surprise, '2026-03-06', 'ly-do')).toBe('visit-held-unlikely');
    });

    test('put right until the minutes are signed: their term runs from the right day', () => {
      const held = asked(hold, told, { visit: 1, on: '2026-04-03', reason: 'som' }, '2026-04-07').state;
      expect(held.visits[0]).toMatchObject({ held: '2026-04-03', heldWhy: 'som' });
      const due = (state: Inspection) =>
        state.duties.filter(({ kind }) => kind === 'minutes').map(({ due }) => due!.day);
      expect(code(held, '2026-04-03', 'lai')).toBe('visit-already-held');
      expect(code(held, '2026-04-06')).toBe('visit-held-other-day');
      const right = asked(hold, held, { visit: 1, on: '2026-04-06', reason: 'nham' }, '2026-04-08');
      expect(right.state.visits[0]).toMatchObject({ held: '2026-04-06', heldWhy: 'nham' });
      const atOnce = asked(hold, told, { visit: 1, on: '2026-04-06' }, '2026-04-08').state;
      expect(due(right.state)).toEqual(due(atOnce));
      expect(due(right.state)).not.toEqual(due(held));
      expect(right.lines).toEqual([]);
      const signed = asked(signMinutes, right.state, { visit: 1, minutes: 'bb' }, '2026-04-09').state;
      expect(code(signed, '2026-04-03', 'nua')).toBe('inspection-not-ready');
    });
  });

  test('may be recorded on its day', () => {
    expect(
      refusal(() => hold.accepts(reached('notified'), { visit: 1, on: '2026-04-06' }, '2026-04-06')),
    ).toBeUndefined();
  });

  test('minutes are signed once, after the visit', () => {
    const two = [visitOn('2026-04-06'), visitOn('2026-04-08', 2)];
    expect(refusal(() => signMinutes.accepts(reached('held', two), { visit: 9, minutes: 'bb' }, '2026-04-07'))).toBe(
      'visit-unknown: Không có buổi kiểm tra số 9.',
    );
    expect(refusal(() => signMinutes.accepts(reached('held', two), { visit: 2, minutes: 'bb' }, '2026-04-07'))).toBe(
      'visit-not-held: Buổi kiểm tra số 2 chưa diễn ra nên chưa có biên bản để ký.',
    );
    expect(
      refusal(() => signMinutes.accepts(reached('minutes-signed', two), { visit: 1, minutes: 'bb' }, '2026-04-07')),
    ).toBe('minutes-already-signed: Biên bản buổi kiểm tra số 1 đã ký.');
    expect(
      refusal(() => signMinutes.accepts(reached('held', two), { visit: 1, minutes: 'bb' }, '2026-04-07')),
    ).toBeUndefined();
  });

  test('after the minutes the lead owes a draft conclusion within eight working days of the visit', () => {
    const { state, lines } = asked(signMinutes, reached('held'), { visit: 1, minutes: 'bb-1' }, '2026-04-08');
    expect(state.visits[0]).toEqual({
      ...visitOn('2026-04-06'),
      held: '2026-04-06',
      minutesSigned: '2026-04-08',
      minutes: 'bb-1',
    });
    expect(endedDuties(state)).toContain('minutes:1 met 2026-04-08');
    expect(owedNow(state)).toEqual([
      'draft-conclusion · lead · D · 2026-04-16 rule:draft-conclusion · from 2026-04-08',
    ]);
    expect(lines).toEqual([]);
  });
});

/** A customs sub-department with three one-stop sites: Phòng Nghiệp vụ, Quy Nhơn, Phú Yên. */
describe('an inspection of several visits', () => {
  const three = [visitOn('2026-04-06'), visitOn('2026-04-08', 2), visitOn('2026-04-10', 3)];
  const holdAll = (state: Inspection): Inspection =>
    [...three].reverse().reduce((so, { n, day }) => asked(hold, so, { visit: n, on: day }, '2026-04-10').state, state);

  test('owes the minutes of each', () => {
    expect(owedNow(holdAll(reached('acknowledged', three)))).toEqual([
      'minutes:3 · secretary · D · 2026-04-10 rule:minutes · from 2026-04-10',
      'minutes:2 · secretary · D · 2026-04-08 rule:minutes · from 2026-04-10',
      'minutes:1 · secretary · D · 2026-04-06 rule:minutes · from 2026-04-10',
    ]);
  });

  test('holding one leaves the others to be held', () => {
    const { state } = asked(hold, reached('acknowledged', three), { visit: 2, on: '2026-04-08' }, '2026-04-08');
    expect(state.visits.map(({ held }) => held)).toEqual([undefined, '2026-04-08', undefined]);
    expect(inspectionState(state)).toBe('held');
  });

  test('the draft conclusion is owed only after the minutes of the last, reckoned from the last visit', () => {
    let state = holdAll(reached('acknowledged', three));
    for (const n of [3, 1]) {
      state = asked(signMinutes, state, { visit: n, minutes: `bb-${n}` }, '2026-04-13').state;
      expect(inspectionState(state)).toBe('held');
      expect(state.duties.some(({ kind }) => kind === 'draft-conclusion')).toBe(false);
    }
    expect(owedNow(state)).toEqual(['minutes:2 · secretary · D · 2026-04-08 rule:minutes · from 2026-04-10']);
    state = asked(signMinutes, state, { visit: 2, minutes: 'bb-2' }, '2026-04-14').state;
    expect(inspectionState(state)).toBe('minutes-signed');
    expect(owedNow(state)).toEqual([
      'draft-conclusion · lead · D · 2026-04-22 rule:draft-conclusion · from 2026-04-14',
    ]);
  });
});

describe('the conclusion', () => {
  test('submitted for signature, it is in other hands', () => {
    const { state, lines } = asked(drafted, reached('minutes-signed'), { paper: conclusion.paper }, '2026-04-14');
    expect(state.drafted).toEqual({ paper: conclusion.paper, on: '2026-04-14' });
    expect(owedNow(state)).toEqual([]);
    expect(endedDuties(state)).toContain('draft-conclusion met 2026-04-14');
    expect(lines).toEqual([]);
  });

  test('given up before its issue, the lead owes another draft, reckoned from that day', () => {
    const submitted = asked(drafted, reached('minutes-signed'), { paper: 'paper:x:conclusion:1' }, '2026-04-08').state;
    const { state } = asked(undrafted, submitted, { paper: 'paper:x:conclusion:1' }, '2026-04-09');
    expect(state.drafted).toBeUndefined();
    expect(state.duties.filter(isOpen).map(({ kind, due }) => `${kind} ${due?.day}`)).toEqual([
      'draft-conclusion 2026-04-21',
    ]);
    expect(asked(undrafted, submitted, { paper: 'paper:x:conclusion:2' }, '2026-04-09').state.drafted).toEqual(
      submitted.drafted,
    );
  });

  test('submitted early it leaves the minutes to be signed', () => {
    expect(owedNow(asked(drafted, reached('held'), { paper: conclusion.paper }, '2026-04-06').state)).toHaveLength(1);
  });

  test('issued, it ends the inspection and is told to the unit and the team', () => {
    const { state, lines } = asked(concluded, reached('minutes-signed'), conclusion, '2026-04-17');
    expect(state).toMatchObject({ concluded: conclusion, closed: '2026-04-17' });
    expect(owedNow(state)).toEqual([]);
    expect(endedDuties(state)).toContain('draft-conclusion cancelled 2026-04-17');
    expect(toldTo(lines)).toEqual([
      'conclusion unit-contact',
      'conclusion unit-head',
      'team-told lead',
      'team-told secretary',
    ]);
    expect(lines[1]).toMatchObject({
      id: `${state.id}/conclusion/${conclusion.paper}/unit-head`,
      day: '2026-04-17',
      about: { paper: conclusion.paper },
    });
  });

  test('of a vertically managed agency goes to its superior too', () => {
    const customs = { ...reached('minutes-signed'), vertical: true as const };
    expect(toldTo(asked(concluded, customs, conclusion, '2026-04-17').lines)).toContain('conclusion superior');
  });

  test('issued twice it changes nothing', () => {
    const before = reached('concluded');
    expect(concluded.next(before, { ...conclusion, paper: 'paper:binh-dinh-2026:conclusion:2' }, '2026-04-20')).toEqual(
      { state: before, lines: [], tells: [] },
    );
  });
});

test('a cancelled inspection owes nothing and is closed, its reason named; who was invited is told', () => {
  const { state, lines } = asked(cancel, reached('notified'), { reason: 'ly-do-1' }, '2026-03-10');
  expect(state).toMatchObject({ cancelled: { on: '2026-03-10', reason: 'ly-do-1' }, closed: '2026-03-10' });
  expect(endedDuties(state)).toEqual(['acknowledge cancelled 2026-03-10', 'self-report cancelled 2026-03-10']);
  expect(toldTo(lines)).toEqual([
    'visit-changed unit-contact',
    'visit-changed unit-head',
    'visit-changed lead',
    'visit-changed secretary',
  ]);
});
