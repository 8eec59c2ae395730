import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  approvable,
  approve,
  campaignMatterId,
  campaignRules,
  campaignStates,
  campaignWords,
  cancelCampaign,
  cancellableCampaign,
  counted,
  endable,
  endInspection,
  launch,
  launchable,
  launchedPage,
  newCampaign,
  noticeIssued,
  officialLetterSent,
  sendBack,
  submit,
  submittable,
} from '../../domain/campaign.ts';
import type { Campaign, CampaignState, FrozenPlan } from '../../domain/campaign.ts';
import { caughtUp } from '../../domain/chase.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Rule } from '../../domain/matter.ts';
import { nothingToTell } from '../../domain/letter.ts';
import { asked, endedDuties, owedNow, refusal, toldTo } from '../support/rules.ts';
import { aSetting } from '../support/round.ts';

const plan: FrozenPlan = {
  snapshot: 'ke-hoach',
  sha256: 'a1',
  units: 4,
  firstVisit: '2026-04-06',
  lastVisit: '2026-04-10',
};
const nothingOpen = { matters: 0, inspections: 0, lettersWaiting: 0 };

const aRound = (): Campaign => newCampaign(aSetting(), 'binh-dinh-2026', '2026-03-02');

/** Bình Định: submitted on Monday 02/03/2026, launched on Wednesday, visits from 06/04, ended on 20/04. */
function reached(state: CampaignState): Campaign {
  const submitted = asked(submit, aRound(), { plan }, '2026-03-02').state;
  const approved = asked(approve, submitted, { by: 'p-giam-doc' }, '2026-03-03').state;
  const launching = asked(launch, approved, {}, '2026-03-04').state;
  const running = asked(launchedPage, launching, { launched: 4 }, '2026-03-04').state;
  const ended = asked(endInspection, running, { openInspections: 0 }, '2026-04-20').state;
  const stages: Record<CampaignState, () => Campaign> = {
    submitted: () => submitted,
    'sent-back': () => asked(sendBack, submitted, { remarks: 'nx-1' }, '2026-03-03').state,
    approved: () => approved,
    launching: () => launching,
    running: () => running,
    'inspection-ended': () => ended,
    closed: () => asked(counted, ended, nothingOpen, '2026-06-01').state,
    cancelled: () => asked(cancelCampaign, approved, { reason: 'ly-do-1' }, '2026-03-04').state,
  };
  return stages[state]();
}

describe('a round', () => {
  test('is born waiting for a plan', () => {
    expect(aRound()).toEqual({
      id: 'campaign:binh-dinh-2026',
      process: 'campaign',
      schema: 1,
      version: 0,
      place: { campaign: 'binh-dinh-2026' },
      ...aSetting(),
      asOf: '2026-03-02',
      duties: [],
      outbox: [],
      heard: [],
      state: 'sent-back',
      plan: { snapshot: '', sha256: '', units: 0 },
      launched: 0,
    });
    expect(campaignMatterId('binh-dinh-2026')).toBe('campaign:binh-dinh-2026');
  });

  test.each(campaignStates)('comes to be %s by the acts of people', (state) => {
    expect(reached(state).state).toBe(state);
  });

  test('its states as people read them', () => {
    expect(campaignWords).toEqual({
      submitted: 'đã trình, chờ phê duyệt',
      'sent-back': 'bị trả lại, cần sửa kế hoạch',
      approved: 'đã phê duyệt, chờ triển khai',
      launching: 'đang triển khai tới các đơn vị',
      running: 'đang kiểm tra',
      'inspection-ended': 'đã kết thúc kiểm tra, đang theo dõi khắc phục',
      closed: 'đã đóng đợt',
      cancelled: 'đã hủy',
    });
    expect(Object.keys(campaignWords)).toEqual([...campaignStates]);
  });
});

describe('who may act when', () => {
  const acts: [string, Rule<Campaign, never>, object, CampaignState[], string][] = [
    ['submit a plan', submit, { plan: { ...plan, snapshot: 'ke-hoach-2' } }, ['sent-back'], 'trình kế hoạch'],
    ['approve', approve, { by: 'p-giam-doc' }, ['submitted'], 'phê duyệt'],
    ['send back', sendBack, { remarks: 'nx-1' }, ['submitted'], 'trả lại kế hoạch'],
    ['launch', launch, {}, ['approved'], 'triển khai'],
    ['launch a page', launchedPage, { launched: 4 }, ['launching'], 'triển khai'],
    ['end the inspection', endInspection, { openInspections: 0 }, ['running'], 'kết thúc kiểm tra'],
    [
      'cancel: not once launched',
      cancelCampaign,
      { reason: 'ly-do-1' },
      ['submitted', 'sent-back', 'approved'],
      'hủy đợt',
    ],
  ];

  test.each(acts)('to %s', (_, rule, ask, allowed, act) => {
    const refusals = campaignStates.map((state) => [
      state,
      refusal(() => rule.accepts(reached(state), ask as never, '2026-03-05')),
    ]);
    expect(refusals).toEqual(
      campaignStates.map((state) => [
        state,
        allowed.includes(state)
          ? undefined
          : `campaign-not-ready: Không ${act} được: đợt kiểm tra ${campaignWords[state]}.`,
      ]),
    );
  });

  test('the named lists say the same', () => {
    expect({ submittable, approvable, launchable, endable, cancellableCampaign }).toEqual({
      submittable: ['sent-back'],
      approvable: ['submitted'],
      launchable: ['approved'],
      endable: ['running'],
      cancellableCampaign: ['submitted', 'sent-back', 'approved'],
    });
  });

  test.each<[string, Partial<FrozenPlan>, string | undefined]>([
    ['without units', { units: 0 }, 'plan-without-units: Kế hoạch chưa có đơn vị nào. Hãy chọn ít nhất một đơn vị.'],
    [
      'whose first visit is today',
      { firstVisit: '2026-03-02' },
      'visit-in-past: Buổi kiểm tra 02/03/2026 không còn ở phía trước. Hãy chọn ngày khác.',
    ],
    [
      'whose first visit is past',
      { firstVisit: '2026-02-27' },
      'visit-in-past: Buổi kiểm tra 27/02/2026 không còn ở phía trước. Hãy chọn ngày khác.',
    ],
    ['whose first visit is tomorrow', { firstVisit: '2026-03-03' }, undefined],
  ])('a plan %s', (_, change, sentence) => {
    expect(refusal(() => submit.accepts(aRound(), { plan: { ...plan, ...change } }, '2026-03-02'))).toBe(sentence);
  });

  test.each(campaignStates)('an issued notice and a count are facts, though the round is %s', (state) => {
    expect(refusal(() => noticeIssued.accepts(reached(state), { on: '2026-03-09' }, '2026-03-09'))).toBeUndefined();
    expect(refusal(() => counted.accepts(reached(state), nothingOpen, '2026-03-09'))).toBeUndefined();
  });

  test('every message has its rule', () => {
    expect(campaignRules.messages).toMatchObject({
      submit,
      approve,
      sendBack,
      launch,
      launchedPage,
      noticeIssued,
      counted,
      officialLetterSent,
      endInspection,
      cancel: cancelCampaign,
    });
  });
});

describe('the plan', () => {
  test('put forward, it is to be approved within five working days by the signer', () => {
    const { state, lines } = asked(submit, aRound(), { plan }, '2026-03-02');
    expect(state).toMatchObject({ state: 'submitted', plan });
    expect(owedNow(state)).toEqual(['approve-plan:1 · signer · E · 2026-03-09 rule:approve-plan · from 2026-03-02']);
    expect(lines).toEqual([]);
  });

  test('put forward twice the same, it changes nothing', () => {
    const submitted = reached('submitted');
    expect(asked(submit, submitted, { plan }, '2026-03-02')).toEqual({ state: submitted, lines: [], tells: [] });
  });

  test('approved, the planner hears so and owes the notice fifteen working days before the first visit', () => {
    const { state, lines } = asked(approve, reached('submitted'), { by: 'p-giam-doc' }, '2026-03-03');
    expect(state).toMatchObject({ state: 'approved', approved: { on: '2026-03-03', by: 'p-giam-doc' } });
    expect(owedNow(state)).toEqual(['issue-notice · planner · D · 2026-03-16 rule:issue-notice · from 2026-03-03']);
    expect(endedDuties(state)).toEqual(['approve-plan:1 met 2026-03-03']);
    expect(lines).toEqual([
      {
        id: 'campaign:binh-dinh-2026/plan-decided/ke-hoach/planner',
        letter: 'plan-decided',
        matter: 'campaign:binh-dinh-2026',
        role: 'planner',
        campaign: 'binh-dinh-2026',
        day: '2026-03-03',
        about: { decision: 'approved' },
      },
    ]);
  });

  test('sent back, the planner hears so and owes it again within three working days', () => {
    const { state, lines } = asked(sendBack, reached('submitted'), { remarks: 'nx-1' }, '2026-03-03');
    expect(state.state).toBe('sent-back');
    expect(owedNow(state)).toEqual(['revise-plan:1 · planner · D · 2026-03-06 rule:revise-plan · from 2026-03-03']);
    expect(endedDuties(state)).toEqual(['approve-plan:1 met 2026-03-03']);
    expect(toldTo(lines)).toEqual(['plan-decided planner']);
    expect(lines[0]).toMatchObject({
      id: 'campaign:binh-dinh-2026/plan-decided/ke-hoach/planner',
      about: { decision: 'sent-back', remarks: 'nx-1' },
    });
  });

  test('put forward again it opens a duty of its own, whose reminders are told', () => {
    const again = asked(
      submit,
      reached('sent-back'),
      { plan: { ...plan, snapshot: 'ke-hoach-2' } },
      '2026-03-04',
    ).state;
    expect(owedNow(again)).toEqual(['approve-plan:2 · signer · E · 2026-03-11 rule:approve-plan · from 2026-03-04']);
    expect(endedDuties(again)).toEqual(['approve-plan:1 met 2026-03-03', 'revise-plan:1 met 2026-03-04']);
    const { state, lines } = caughtUp(again, '2026-03-11');
    expect(toldTo(lines)).toEqual(['reminder leader-secretary']);
    expect(lines.map((line) => nothingToTell(line, state))).toEqual([undefined]);
  });

  test('sent back twice it is revised twice', () => {
    const again = asked(
      submit,
      reached('sent-back'),
      { plan: { ...plan, snapshot: 'ke-hoach-2' } },
      '2026-03-04',
    ).state;
    expect(owedNow(asked(sendBack, again, { remarks: 'nx-2' }, '2026-03-05').state)).toEqual([
      'revise-plan:2 · planner · D · 2026-03-10 rule:revise-plan · from 2026-03-05',
    ]);
  });
});

describe('the launch', () => {
  const work = campaignRules.work!;

  test('starts at the first page and goes on page by page', () => {
    const launching = reached('launching');
    expect(launching.launched).toBe(0);
    expect(work.on(launching)).toBe('2026-03-04');
    expect(work.next(launching)).toEqual({
      does: 'launchPage',
      message: 'launchedPage',
      body: { snapshot: 'ke-hoach', after: 0 },
    });
    const next = asked(launchedPage, launching, { launched: 3 }, '2026-03-04').state;
    expect(next).toMatchObject({ state: 'launching', launched: 3 });
    expect(next.countOn).toBeUndefined();
    expect(work.next(next).body).toEqual({ snapshot: 'ke-hoach', after: 3 });
  });

  test('runs with the last unit, and counts from the next working day on', () => {
    const { state } = asked(launchedPage, reached('launching'), { launched: 4 }, '2026-03-06');
    expect(state).toMatchObject({ state: 'running', launched: 4, countOn: '2026-03-09' });
    expect(work.on(state)).toBe('2026-03-09');
    expect(work.next(state)).toEqual({ does: 'countOpen', message: 'counted', body: { before: '2026-03-09' } });
  });

  test.each(campaignStates)('only a round under way counts: %s', (state) => {
    const day = work.on({ ...reached(state), countOn: '2026-04-26' });
    // Sunday 26/04 is Giỗ Tổ Hùng Vương, Monday 27/04 its day off instead
    expect(day).toBe(
      state === 'running' || state === 'inspection-ended'
        ? '2026-04-28'
        : state === 'launching'
          ? '2026-03-04'
          : undefined,
    );
  });

  test('a round that counts nothing yet has no work', () => {
    const { countOn: _, ...running } = reached('running');
    expect(work.on(running)).toBeUndefined();
  });
});

describe('the notice', () => {
  test('once with every unit, meets the duty to issue it', () => {
    const { state, lines } = asked(noticeIssued, reached('running'), { on: '2026-03-09' }, '2026-03-10');
    expect(state.noticed).toBe('2026-03-09');
    expect(endedDuties(state)).toContain('issue-notice met 2026-03-10');
    expect(lines).toEqual([]);
  });

  test('keeps its first day', () => {
    const once = asked(noticeIssued, reached('running'), { on: '2026-03-09' }, '2026-03-10').state;
    expect(asked(noticeIssued, once, { on: '2026-03-12' }, '2026-03-12').state.noticed).toBe('2026-03-09');
  });
});

describe('a plan of surprises alone', () => {
  const { firstVisit: _, lastVisit: __, ...surprises } = plan;

  test('announces nothing: it is submitted whatever its period, and owes no notice', () => {
    const submitted = asked(submit, aRound(), { plan: surprises }, '2026-03-02').state;
    const approved = asked(approve, submitted, { by: 'p-giam-doc' }, '2026-03-03');
    expect(owedNow(approved.state)).toEqual([]);
    expect(toldTo(approved.lines)).toEqual(['plan-decided planner']);
  });
});

describe('the consolidated report of several teams', () => {
  test('is owed by the planner: nobody is secretary over them all', () => {
    const several = { ...reached('running'), plan: { ...plan, report: true as const, severalTeams: true as const } };
    const { state } = asked(endInspection, several, { openInspections: 0 }, '2026-04-20');
    expect(owedNow(state).at(-1)).toBe('draft-report · planner · D · 2026-05-05 rule:draft-report · from 2026-04-20');
  });
});

describe('the daily count', () => {
  const letterDuty = (n: number, due: Day, from: Day) =>
    `send-official-letter:${n} · planner · D · ${due} rule:send-official-letter · from ${from}`;
  const noticed = (state: CampaignState) =>
    asked(noticeIssued, reached(state), { on: '2026-03-09' }, '2026-03-10').state;
  const count = (state: Campaign, open: Partial<typeof nothingOpen>, day: Day) =>
    asked(counted, state, { matters: 4, inspections: 4, lettersWaiting: 0, ...open }, day).state;

  test('a notice is owed while a unit waits for one, and not when those that did were cancelled', () => {
    const issue = 'issue-notice · planner · D · 2026-03-16 rule:issue-notice · from 2026-03-03';
    const waits = asked(
      counted,
      reached('running'),
      { ...nothingOpen, matters: 1, inspections: 1, unnoticed: 1 },
      '2026-03-13',
    );
    expect(owedNow(waits.state)).toEqual([issue]);
    const none = asked(
      counted,
      waits.state,
      { ...nothingOpen, matters: 1, inspections: 1, unnoticed: 0 },
      '2026-03-16',
    );
    expect(owedNow(none.state)).toEqual([]);
    expect(endedDuties(none.state)).toContain('issue-notice cancelled 2026-03-16');
  });

  test('is on record, and comes again on the next working day', () => {
    const state = count(noticed('running'), {}, '2026-03-13');
    expect(state).toMatchObject({ open: { matters: 4, inspections: 4, on: '2026-03-13' }, countOn: '2026-03-16' });
    expect(owedNow(state)).toEqual([]);
  });

  test('one official letter is owed at a time, however many rungs wait for one', () => {
    const first = count(noticed('running'), { lettersWaiting: 3 }, '2026-05-18');
    expect(owedNow(first)).toEqual([letterDuty(1, '2026-05-20', '2026-05-18')]);
    const second = count(first, { lettersWaiting: 7 }, '2026-05-19');
    expect(owedNow(second)).toEqual([letterDuty(1, '2026-05-20', '2026-05-18')]);
  });

  test('once it was sent the next is a duty of its own', () => {
    const first = count(noticed('running'), { lettersWaiting: 3 }, '2026-05-18');
    const { state, lines, tells } = asked(
      officialLetterSent,
      first,
      { letter: 'cv-12', on: '2026-05-19' },
      '2026-05-20',
    );
    expect(endedDuties(state)).toContain('send-official-letter:1 met 2026-05-20');
    expect(lines).toEqual([]);
    expect(tells).toEqual([
      {
        to: 'broadcast:binh-dinh-2026:letter:cv-12',
        message: 'broadcast',
        body: { change: 'official-letter', campaign: 'binh-dinh-2026', letter: 'cv-12', on: '2026-05-19' },
      },
    ]);
    expect(owedNow(count(state, { lettersWaiting: 1 }, '2026-06-01'))).toEqual([
      letterDuty(2, '2026-06-03', '2026-06-01'),
    ]);
  });

  test('it is owed no more when every late unit reported meanwhile', () => {
    const state = count(count(noticed('running'), { lettersWaiting: 3 }, '2026-05-18'), {}, '2026-05-19');
    expect(owedNow(state)).toEqual([]);
    expect(endedDuties(state)).toContain('send-official-letter:1 cancelled 2026-05-19');
    expect(owedNow(count(state, { lettersWaiting: 1 }, '2026-05-20'))).toEqual([
      letterDuty(2, '2026-05-22', '2026-05-20'),
    ]);
  });

  test('no letter is sent that nobody waits for', () => {
    const sentence = 'no-official-letter-wanted: Hiện không có đơn vị nào đến mức phải gửi công văn đôn đốc.';
    const sent = (state: Campaign) =>
      refusal(() => officialLetterSent.accepts(state, { letter: 'cv-12', on: '2026-05-19' }, '2026-05-19'));
    const wanted = count(noticed('running'), { lettersWaiting: 3 }, '2026-05-18');
    expect(sent(wanted)).toBeUndefined();
    expect(sent(noticed('running'))).toBe(sentence);
    expect(sent(asked(officialLetterSent, wanted, { letter: 'cv-12', on: '2026-05-19' }, '2026-05-19').state)).toBe(
      sentence,
    );
    expect(sent(reached('approved'))).toBe(sentence);
  });

  test('every unit has its conclusion: the planner is asked once to end the inspection', () => {
    const asking = count(noticed('running'), { inspections: 0 }, '2026-04-20');
    expect(owedNow(asking)).toEqual([
      'end-inspection · planner · D · 2026-04-28 rule:end-inspection · from 2026-04-20',
    ]);
    expect(owedNow(count(asking, { inspections: 0 }, '2026-04-21'))).toHaveLength(1);
    const ended = asked(endInspection, asking, { openInspections: 0 }, '2026-04-21').state;
    expect(ended).toMatchObject({ state: 'inspection-ended', inspectionEnded: '2026-04-21' });
    expect(endedDuties(ended)).toContain('end-inspection met 2026-04-21');
    expect(owedNow(count(ended, { inspections: 0 }, '2026-04-22'))).toEqual([]);
  });

  test.each([1, 12])('the inspection does not end while %s inspections have no conclusion', (count) => {
    expect(refusal(() => endInspection.accepts(reached('running'), { openInspections: count }, '2026-04-20'))).toBe(
      `inspections-still-open: Còn ${count} cuộc kiểm tra chưa có kết luận. Hãy ban hành kết luận hoặc hủy cuộc kiểm tra trước khi kết thúc.`,
    );
  });

  test('the round closes only when the inspection has ended, nothing is open and no letter waits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<CampaignState>('running', 'inspection-ended'),
        fc.record({ matters: fc.nat({ max: 2 }), inspections: fc.nat({ max: 2 }), lettersWaiting: fc.nat({ max: 2 }) }),
        (from, open) => {
          const { state } = asked(counted, reached(from), open, '2026-06-01');
          const over = from === 'inspection-ended' && open.matters === 0 && open.lettersWaiting === 0;
          expect(state.closed).toBe(over ? '2026-06-01' : undefined);
          expect(state.state).toBe(over ? 'closed' : from);
        },
      ),
    );
  });

  test('closed, it owes nothing and counts no more', () => {
    const open = count(reached('inspection-ended'), { lettersWaiting: 1 }, '2026-05-29');
    const { state } = asked(counted, open, nothingOpen, '2026-06-01');
    expect(state.open).toEqual({ matters: 0, inspections: 0, on: '2026-06-01' });
    expect(state).not.toHaveProperty('countOn');
    expect(state.duties.filter(isOpen)).toEqual([]);
    expect(endedDuties(state)).toContain('send-official-letter:1 cancelled 2026-06-01');
  });
});

test('a cancelled round is closed and owes nothing', () => {
  const { state, lines } = asked(cancelCampaign, reached('approved'), { reason: 'ly-do-1' }, '2026-03-04');
  expect(state).toMatchObject({ state: 'cancelled', closed: '2026-03-04' });
  expect(endedDuties(state)).toEqual(['approve-plan:1 met 2026-03-03', 'issue-notice cancelled 2026-03-04']);
  expect(lines).toEqual([]);
});
