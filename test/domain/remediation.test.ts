import { describe, expect, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import { isOpen, isOverdue } from '../../domain/duty.ts';
import type { Rule } from '../../domain/matter.ts';
import { confirmPeriod, report } from '../../domain/item-report.ts';
import {
  approveEscalation,
  begin,
  closable,
  itemStates,
  itemWords,
  newRemediation,
  remediationId,
  reportable,
  verifiable,
} from '../../domain/remediation.ts';
import { remediationRules } from '../../domain/remediation-rules.ts';
import { suspend } from '../../domain/extension.ts';
import type { Verdict } from '../../domain/verification.ts';
import { close, verify } from '../../domain/verification.ts';
import type { ItemState, Remediation } from '../../domain/remediation.ts';
import { wantedItems } from '../../domain/requirement.ts';
import type { Requirement, RequirementDue } from '../../domain/requirement.ts';
import { asked, endedDuties, owedNow, refusal, toldTo } from '../support/rules.ts';
import { aRequirement, aSetting, calendar } from '../support/round.ts';

const paper = 'paper:cchc-2026:conclusion:1';
const place = { campaign: 'cchc-2026', team: 'doan-1', unit: 'so-xay-dung' };
const id = 'remediation:cchc-2026:conclusion:1:so-xay-dung';
const issued: Day = '2026-02-23';

/** Thông báo kết luận số 05/TB-SNV of Monday 23/02/2026: 15 days end on Tuesday 10/03/2026. */
const born = (
  dues: (RequirementDue | undefined)[] = [{ kind: 'term', count: 15, unit: 'calendar-day' }],
  vertical = false,
): Remediation => {
  const requirements = dues.map((due, at): Requirement => {
    const { due: _, ...rest } = aRequirement({ id: `yc-${at + 1}` });
    return due ? { ...rest, due } : rest;
  });
  return newRemediation(
    aSetting(),
    place,
    paper,
    issued,
    wantedItems(calendar, paper, requirements, [place.unit], place.unit, issued),
    vertical,
  );
};
const owedFrom = (dues?: (RequirementDue | undefined)[]): Remediation => asked(begin, born(dues), {}, issued).state;
const milestone = { kind: 'milestone', day: '2026-03-31' } as const;
const quarterly = { kind: 'recurring', every: 'quarter', until: '2026-12-31' } as const;

const reportOf = (n: number, item = 1) => ({ item, report: `bc-${n}`, evidence: 1 });
const verdict = (n: number, what: Verdict, item = 1) => ({
  item,
  report: `bc-${n}`,
  verdict: what,
  remarks: `nx-${n}`,
  by: 'p-thu-ky',
});
const closing = { item: 1, by: 'p-truong-doan' };

/** An item in each state; a standing one is item 2. */
function reached(state: ItemState): Remediation {
  const open = owedFrom([{ kind: 'term', count: 15, unit: 'calendar-day' }, quarterly]);
  const reported = asked(report, open, reportOf(1), '2026-03-05').state;
  const verified = asked(verify, reported, verdict(1, 'met'), '2026-03-09').state;
  const stages: Record<ItemState, () => Remediation> = {
    open: () => open,
    reported: () => reported,
    returned: () => asked(verify, reported, verdict(1, 'not-met'), '2026-03-09').state,
    verified: () => verified,
    standing: () => ({
      ...open,
      items: [...open.items].reverse().map((item, at) => ({ ...item, n: at + 1 })),
      duties: open.duties.map((duty) => ({ ...duty, about: 3 - duty.about! })),
    }),
    'partly-met': () => asked(verify, reported, verdict(1, 'partly'), '2026-03-09').state,
    suspended: () => asked(suspend, open, { item: 1, remarks: 'tam-dung-1' }, '2026-03-03').state,
    elsewhere: () => ({
      ...open,
      items: open.items.map((item) => (item.n === 1 ? { ...item, state: 'elsewhere' as const } : item)),
    }),
    closed: () => asked(close, verified, closing, '2026-03-10').state,
  };
  return stages[state]();
}

describe('a remediation', () => {
  test('is born complete with its items, and owes nothing before it begins', () => {
    expect(born([{ kind: 'term', count: 15, unit: 'calendar-day' }, quarterly])).toEqual({
      id,
      process: 'remediation',
      schema: 1,
      version: 0,
      place,
      ...aSetting(),
      asOf: issued,
      duties: [],
      outbox: [],
      heard: [],
      paper,
      issued,
      items: [
        {
          n: 1,
          requirement: 'yc-1',
          area: 'mot-cua',
          due: expect.objectContaining({ day: '2026-03-10' }),
          state: 'open',
          reports: 0,
        },
        {
          n: 2,
          requirement: 'yc-2',
          area: 'mot-cua',
          recurs: { every: 'quarter', until: '2026-12-31' },
          state: 'standing',
          reports: 0,
        },
      ],
    });
    expect(born(undefined, true).vertical).toBe(true);
  });

  test('is named by its paper and its unit', () => {
    expect(remediationId(paper, 'so-xay-dung')).toBe(id);
  });

  test('its items as people read them', () => {
    expect(itemWords).toEqual({
      open: 'chưa báo cáo',
      reported: 'đã báo cáo, chờ thẩm tra',
      returned: 'chưa đạt, cần bổ sung',
      'partly-met': 'đạt một phần, còn phần phải làm tiếp',
      suspended: 'tạm dừng theo dõi',
      elsewhere: 'theo dõi tại văn bản trước',
      verified: 'đã đạt, chờ đóng',
      standing: 'thường xuyên, xác nhận theo kỳ',
      closed: 'đã đóng',
    });
    expect(Object.keys(itemWords)).toEqual([...itemStates]);
  });

  test.each(itemStates)('an item comes to be %s by the acts of people', (state) => {
    expect(reached(state).items[0]!.state).toBe(state);
  });

  test('begins with one duty for each item, by the day the paper gives it', () => {
    const { state, lines } = asked(
      begin,
      born([
        { kind: 'term', count: 15, unit: 'calendar-day' },
        { kind: 'day', day: '2026-04-25' },
        milestone,
        quarterly,
      ]),
      {},
      '2026-02-24',
    );
    expect(owedNow(state)).toEqual([
      `remediate:1 · unit-contact · C · 2026-03-10 ${paper} · from 2026-02-24`,
      `remediate:2 · unit-contact · C · 2026-04-28 ${paper} · from 2026-02-24`,
      'remediate:3 · unit-contact · C · followed up 2026-03-31 · from 2026-02-24',
      `confirm-period:4:2026-03-31 · unit-contact · F · 2026-03-31 ${paper} · from 2026-02-24`,
    ]);
    expect(state.duties.map(({ about }) => about)).toEqual([1, 2, 3, 4]);
    expect(lines).toEqual([]);
  });

  test('begins once', () => {
    const begun = owedFrom();
    expect(begin.next(begun, {}, '2026-02-25')).toEqual({ state: begun, lines: [], tells: [] });
    const reported = asked(report, begun, reportOf(1), '2026-03-05').state;
    expect(begin.next(reported, {}, '2026-03-06').state).toEqual(reported);
  });

  test('a milestone of the office is never overdue, however long it is past; a due is', () => {
    const { duties } = owedFrom([{ kind: 'term', count: 15, unit: 'calendar-day' }, milestone]);
    expect(duties.map((duty) => isOverdue(duty, '2027-03-31'))).toEqual([true, false]);
    expect(duties[1]).not.toHaveProperty('due');
    expect(duties[0]).not.toHaveProperty('followUpOn');
  });

  test('every message has its rule', () => {
    expect(remediationRules).toMatchObject({
      messages: { begin, report, verify, close, confirmPeriod, approveEscalation },
    });
  });
});

describe('who may act when', () => {
  const acts: [string, Rule<Remediation, never>, object, ItemState[], string][] = [
    ['report', report, reportOf(2), ['open', 'returned', 'partly-met'], 'báo cáo'],
    ['verify', verify, verdict(1, 'met'), ['reported'], 'thẩm tra'],
    ['close', close, closing, ['verified'], 'đóng'],
    ['confirm a period', confirmPeriod, { item: 1, report: 'xn-1', period: '2026-03-31' }, ['standing'], 'xác nhận kỳ'],
    [
      'approve the letter of the People’s Committee',
      approveEscalation,
      { item: 1 },
      ['open', 'returned', 'partly-met'],
      'duyệt văn bản của UBND',
    ],
  ];

  test.each(acts)('to %s', (name, rule, ask, allowed, act) => {
    const refusals = itemStates.map((state) => [
      state,
      refusal(() => rule.accepts(reached(state), ask as never, '2026-03-12')),
    ]);
    const no = (state: ItemState) =>
      !allowed.includes(state)
        ? `item-not-ready: Không ${act} được nội dung số 1: ${itemWords[state]}.`
        : name.startsWith('confirm')
          ? 'period-not-open: Nội dung số 1 không chờ xác nhận cho kỳ 31/03/2026.'
          : undefined;
    expect(refusals).toEqual(itemStates.map((state) => [state, no(state)]));
  });

  test.each(acts)('to %s an item the paper does not have', (_, rule, ask) => {
    expect(refusal(() => rule.accepts(reached('open'), { ...ask, item: 9 } as never, '2026-03-12'))).toBe(
      'item-unknown: Không có nội dung khắc phục số 9 trong văn bản này.',
    );
  });

  test('the named lists say the same', () => {
    expect({ reportable, verifiable, closable }).toEqual({
      reportable: ['open', 'returned', 'partly-met'],
      verifiable: ['reported'],
      closable: ['verified'],
    });
  });

  test.each([
    [
      0,
      'report-without-evidence: Báo cáo nội dung số 1 cần ít nhất một tài liệu kiểm chứng. Hãy đính kèm ảnh, văn bản hoặc tệp số liệu.',
    ],
    [1, undefined],
  ])('a report with %s pieces of evidence', (evidence, sentence) => {
    expect(refusal(() => report.accepts(reached('open'), { ...reportOf(1), evidence }, '2026-03-05'))).toBe(sentence);
  });

  test('a verdict is about the report that was read', () => {
    expect(refusal(() => verify.accepts(reached('reported'), verdict(2, 'met'), '2026-03-09'))).toBe(
      'report-superseded: Đơn vị đã gửi báo cáo mới cho nội dung số 1. Hãy tải lại để xem báo cáo mới nhất.',
    );
  });

  test.each([
    [
      'p-thu-ky',
      'closer-verified: Người đã thẩm tra nội dung số 1 không được đóng nội dung đó. Hãy để người khác đóng.',
    ],
    ['p-truong-doan', undefined],
  ])('a verifier may not close: verified by p-thu-ky, closed by %s', (by, sentence) => {
    expect(refusal(() => close.accepts(reached('verified'), { item: 1, by }, '2026-03-10'))).toBe(sentence);
  });
});

describe('a report', () => {
  test('meets the duty to remediate, is acknowledged, and is owed a verdict by the secretary', () => {
    const { state, lines, tells } = asked(report, owedFrom(), reportOf(1), '2026-03-05');
    expect(state.items[0]).toMatchObject({ state: 'reported', reports: 1, report: 'bc-1', reportedOn: '2026-03-05' });
    expect(endedDuties(state)).toEqual(['remediate:1 met 2026-03-05']);
    expect(owedNow(state)).toEqual(['verify:1:1 · secretary · D · 2026-03-12 rule:verify · from 2026-03-05']);
    expect(lines).toEqual([
      {
        id: `${id}/received/item:1:1/unit-contact`,
        letter: 'received',
        matter: id,
        role: 'unit-contact',
        ...place,
        day: '2026-03-05',
        about: { item: 1, report: 'bc-1' },
      },
    ]);
    expect(tells).toEqual([]);
  });

  test('sent twice changes nothing, whatever became of the item', () => {
    for (const state of ['reported', 'verified', 'closed'] as const) {
      const before = reached(state);
      expect(asked(report, before, { ...reportOf(1), evidence: 0 }, before.asOf)).toEqual({
        state: before,
        lines: [],
        tells: [],
      });
    }
  });

  test('of one item leaves the others owed', () => {
    const { state } = asked(report, owedFrom([milestone, milestone]), reportOf(1, 2), '2026-03-05');
    expect(state.items.map((item) => item.state)).toEqual(['open', 'reported']);
    expect(owedNow(state)).toEqual([
      'remediate:1 · unit-contact · C · followed up 2026-03-31 · from 2026-02-23',
      'verify:2:1 · secretary · D · 2026-03-12 rule:verify · from 2026-03-05',
    ]);
  });

  test('found met is to be closed by the lead, and the unit and its head hear so', () => {
    const { state, lines, tells } = asked(verify, reached('reported'), verdict(1, 'met'), '2026-03-09');
    expect(state.items[0]).toMatchObject({ state: 'verified', verifiedBy: 'p-thu-ky' });
    expect(endedDuties(state)).toEqual(['remediate:1 met 2026-03-05', 'verify:1:1 met 2026-03-09']);
    expect(owedNow(state)).toContain('close:1:1 · lead · D · 2026-03-16 rule:close · from 2026-03-09');
    expect(toldTo(lines)).toEqual(['verified unit-contact', 'verified unit-head']);
    expect(lines[0]).toMatchObject({
      id: `${id}/verified/item:1:1/unit-contact`,
      about: { item: 1, verdict: 'met', remarks: 'nx-1' },
    });
    expect(tells).toEqual([]);
  });

  test('found not met is returned: what is wanting is owed by a new term', () => {
    const { state, lines, tells } = asked(verify, reached('reported'), verdict(1, 'not-met'), '2026-03-09');
    expect(state.items[0]).toMatchObject({ state: 'returned', reports: 1 });
    expect(state.items[0]).not.toHaveProperty('verifiedBy');
    expect(endedDuties(state)).toContain('verify:1:1 met 2026-03-09');
    expect(owedNow(state)).toContain('remediate:1:2 · unit-contact · C · 2026-03-16 rule:remediate · from 2026-03-09');
    expect(lines.map(({ about }) => about?.['verdict'])).toEqual(['not-met', 'not-met']);
    expect(tells).toEqual([]);
  });

  test.each<[string, RequirementDue, string]>([
    ['still by the paper’s day when that is later', { kind: 'day', day: '2026-06-30' }, `2026-06-30 ${paper}`],
    [
      'by the new term when the paper’s day is that very day',
      { kind: 'day', day: '2026-03-16' },
      '2026-03-16 rule:remediate',
    ],
    ['by the new term when the paper’s day is past', { kind: 'day', day: '2026-03-02' }, '2026-03-16 rule:remediate'],
    ['by the office’s milestone when that is later', milestone, 'followed up 2026-03-31'],
    [
      'followed up by the new term when the milestone is past, never as a due',
      { kind: 'milestone', day: '2026-03-03' },
      'followed up 2026-03-16',
    ],
  ])('returned on 09/03 it is owed %s', (_, due, by) => {
    const reported = asked(report, owedFrom([due]), reportOf(1), '2026-03-05').state;
    const { state } = asked(verify, reported, verdict(1, 'not-met'), '2026-03-09');
    expect(owedNow(state)).toEqual([`remediate:1:2 · unit-contact · C · ${by} · from 2026-03-09`]);
    expect(state.duties.at(-1)).toMatchObject({ kind: 'remediate', about: 1 });
  });

  test('a second report meets the supplement and is verified anew', () => {
    const again = asked(report, reached('returned'), reportOf(2), '2026-03-13').state;
    expect(again.items[0]).toMatchObject({ state: 'reported', reports: 2, report: 'bc-2' });
    expect(endedDuties(again)).toContain('remediate:1:2 met 2026-03-13');
    expect(owedNow(again)).toContain('verify:1:2 · secretary · D · 2026-03-20 rule:verify · from 2026-03-13');
    const met = asked(verify, again, verdict(2, 'met'), '2026-03-16').state;
    expect(owedNow(met)).toContain('close:1:2 · lead · D · 2026-03-23 rule:close · from 2026-03-16');
    expect(new Set(met.duties.map((duty) => duty.id)).size).toBe(met.duties.length);
  });
});

describe('the end', () => {
  test('an item is closed while others are owed', () => {
    const { state, lines } = asked(close, reached('verified'), closing, '2026-03-10');
    expect(state.items[0]).toMatchObject({ state: 'closed', closedOn: '2026-03-10' });
    expect(endedDuties(state)).toContain('close:1:1 met 2026-03-10');
    expect(state.closed).toBeUndefined();
    expect(lines).toEqual([]);
  });

  test('with the last item the follow-up ends, and the unit and its head hear so', () => {
    const verified = asked(
      verify,
      asked(report, owedFrom(), reportOf(1), '2026-03-05').state,
      verdict(1, 'met'),
      '2026-03-09',
    ).state;
    const { state, lines, tells } = asked(close, verified, closing, '2026-03-10');
    expect(state.closed).toBe('2026-03-10');
    expect(state.duties.filter(isOpen)).toEqual([]);
    expect(toldTo(lines)).toEqual(['follow-up-ended unit-contact', 'follow-up-ended unit-head']);
    expect(lines[1]).toMatchObject({ id: `${id}/follow-up-ended/2026-03-10/unit-head`, day: '2026-03-10', about: {} });
    expect(tells).toEqual([]);
  });
});

describe('a standing requirement', () => {
  const standing = (every: 'month' | 'quarter' = 'quarter', until: Day = '2026-12-31') =>
    owedFrom([{ kind: 'recurring', every, until }]);
  const confirm = (state: Remediation, period: Day, day: Day) =>
    asked(confirmPeriod, state, { item: 1, report: `xn-${period}`, period }, day);

  test('confirmed late, the next quarter is still owed and not skipped', () => {
    const { state } = confirm(standing(), '2026-03-31', '2026-07-15');
    expect(owedNow(state)).toEqual([
      expect.stringContaining('confirm-period:1:2026-06-30 · unit-contact · F · 2026-06-30'),
    ]);
    expect(state.duties.at(-1)?.opened).toBe('2026-07-15');
  });

  test('is confirmed each quarter until 31/12, then closed', () => {
    let state = standing();
    const quarters: [Day, Day, string][] = [
      ['2026-03-31', '2026-03-30', 'confirm-period:1:2026-06-30 · unit-contact · F · 2026-06-30'],
      ['2026-06-30', '2026-06-30', 'confirm-period:1:2026-09-30 · unit-contact · F · 2026-09-30'],
      ['2026-09-30', '2026-10-02', 'confirm-period:1:2026-12-31 · unit-contact · F · 2026-12-31'],
    ];
    for (const [at, [period, day, next]] of quarters.entries()) {
      const step = confirm(state, period, day);
      state = step.state;
      expect(state.items[0]).toMatchObject({
        state: 'standing',
        reports: at + 1,
        report: `xn-${period}`,
        reportedOn: day,
      });
      expect(endedDuties(state)).toContain(`confirm-period:1:${period} met ${day}`);
      expect(owedNow(state)).toEqual([expect.stringContaining(next)]);
      expect(step.lines).toEqual([
        expect.objectContaining({
          id: `${id}/received/item:1:${period}/unit-contact`,
          letter: 'received',
          about: { item: 1, report: `xn-${period}` },
        }),
      ]);
    }
    const last = confirm(state, '2026-12-31', '2026-12-28');
    expect(last.state.items[0]).toMatchObject({ state: 'closed', reports: 4, closedOn: '2026-12-28' });
    expect(last.state.closed).toBe('2026-12-28');
    expect(owedNow(last.state)).toEqual([]);
    expect(toldTo(last.lines)).toEqual([
      'received unit-contact',
      'follow-up-ended unit-contact',
      'follow-up-ended unit-head',
    ]);
  });

  test.each<[string, Day, string]>([
    ['before its end, the next period opens with its first day', '2026-03-20', '2026-04-01'],
    ['after its end, the next period opens at once', '2026-04-10', '2026-04-10'],
  ])('confirmed %s', (_, day, opened) => {
    expect(confirm(standing(), '2026-03-31', day).state.duties.at(-1)!.opened).toBe(opened);
  });

  test.each([
    ['of another quarter', '2026-06-30', 'period-not-open: Nội dung số 1 không chờ xác nhận cho kỳ 30/06/2026.'],
    ['that is open', '2026-03-31', undefined],
  ] as const)('a period %s', (_, period, sentence) => {
    expect(refusal(() => confirmPeriod.accepts(standing(), { item: 1, report: 'xn', period }, '2026-03-30'))).toBe(
      sentence,
    );
  });

  test('a period is confirmed once', () => {
    const { state } = confirm(standing(), '2026-03-31', '2026-03-30');
    expect(
      refusal(() => confirmPeriod.accepts(state, { item: 1, report: 'xn', period: '2026-03-31' }, '2026-03-31')),
    ).toBe('period-not-open: Nội dung số 1 không chờ xác nhận cho kỳ 31/03/2026.');
  });

  test('each month, a period that ends on a Saturday is due the Monday after and keeps its name', () => {
    const { state } = confirm(standing('month', '2026-03-31'), '2026-02-28', '2026-03-02');
    expect(endedDuties(state)).toEqual(['confirm-period:1:2026-02-28 met 2026-03-02']);
    expect(state.duties[0]!.due!.day).toBe('2026-03-02');
    expect(state.duties[1]!.due!.day).toBe('2026-03-31');
  });

  test('another item’s confirmation is not met by it', () => {
    const state = owedFrom([quarterly, quarterly]);
    const after = confirm(state, '2026-03-31', '2026-03-30').state;
    expect(owedNow(after).map((duty) => duty.split(' ')[0])).toEqual([
      'confirm-period:2:2026-03-31',
      'confirm-period:1:2026-06-30',
    ]);
  });

  test('closes alone while another item is owed', () => {
    const short = owedFrom([{ kind: 'recurring', every: 'quarter', until: '2026-03-31' }, milestone]);
    const { state, lines } = confirm(short, '2026-03-31', '2026-03-30');
    expect(state.items.map((item) => item.state)).toEqual(['closed', 'open']);
    expect(state.closed).toBeUndefined();
    expect(toldTo(lines)).toEqual(['received unit-contact']);
  });
});

describe('the agreement to a letter of the People’s Committee', () => {
  test('is on record with the item’s duty, on its first day', () => {
    const once = asked(approveEscalation, owedFrom([milestone, milestone]), { item: 2 }, '2026-04-20').state;
    expect(once.duties.map(({ approved }) => approved)).toEqual([undefined, '2026-04-20']);
    expect(asked(approveEscalation, once, { item: 2 }, '2026-04-22').state.duties[1]!.approved).toBe('2026-04-20');
  });

  test('concerns what is owed now, not what was owed before', () => {
    const { state } = asked(approveEscalation, reached('returned'), { item: 1 }, '2026-04-20');
    expect(state.duties.filter(({ approved }) => approved).map((duty) => duty.id)).toEqual(['remediate:1:2']);
  });

  test('concerns the remediation, not a confirmation of the same number', () => {
    const odd = { ...reached('open'), duties: reached('open').duties.map((duty) => ({ ...duty, about: 1 })) };
    const { state } = asked(approveEscalation, odd, { item: 1 }, '2026-04-20');
    expect(state.duties.filter(({ approved }) => approved).map(({ kind }) => kind)).toEqual(['remediate']);
  });
});
