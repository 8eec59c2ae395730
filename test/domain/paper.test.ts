import { describe, expect, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import type { Rule } from '../../domain/matter.ts';
import {
  appraisable,
  appraise,
  drafter,
  enterPaper,
  exported,
  issueElsewhere,
  newPaper,
  number,
  numberable,
  numberTaken,
  numberVoided,
  paperId,
  paperKinds,
  paperRules,
  paperStates,
  paperWords,
  proofed,
  rendered,
  returnable,
  sendBackPaper,
  sign,
  signable,
  spread,
  submitPaper,
  submittablePaper,
  voidable,
  voidPaper,
} from '../../domain/paper.ts';
import type { Paper, PaperKind, PaperState } from '../../domain/paper.ts';
import type { Ladder } from '../../domain/ladder.ts';
import { asked, endedDuties, owedNow, refusal } from '../support/rules.ts';
import { aSetting } from '../support/round.ts';

const id = 'paper:binh-dinh-2026:conclusion:1';
const content = { snapshot: 'ket-luan-1', sha256: 'a1' };
const head = { sha256: 'a1', by: 'p-truong-phong' };
const director = { sha256: 'a1', by: 'p-giam-doc' };
const taken = { register: 'SNV-TB/2026', number: 5, on: '2026-04-20' as Day };
const file = { file: 'f-sha', pages: 4 };

const aPaper = (kind: PaperKind = 'conclusion'): Paper =>
  newPaper(
    aSetting(),
    kind === 'notice' ? 'paper:binh-dinh-2026:notice:1' : id,
    kind,
    { campaign: 'binh-dinh-2026', team: 'doan-1' },
    '2026-04-13',
  );

/** Submitted on Monday 13/04/2026, appraised on Tuesday, signed on Thursday, numbered on Monday 20/04. */
function reached(state: PaperState, kind: PaperKind = 'conclusion'): Paper {
  const submitted = asked(submitPaper, aPaper(kind), { content }, '2026-04-13').state;
  const appraised = asked(appraise, submitted, head, '2026-04-14').state;
  const signed = asked(sign, appraised, director, '2026-04-16').state;
  const numbering = asked(number, signed, {}, '2026-04-20').state;
  const proved = asked(proofed, numbering, { pages: 4 }, '2026-04-20').state;
  const numbered = asked(numberTaken, proved, taken, '2026-04-20').state;
  const stages: Record<PaperState, () => Paper> = {
    drafted: () => aPaper(kind),
    submitted: () => submitted,
    appraised: () => appraised,
    signed: () => signed,
    numbering: () => numbering,
    numbered: () => numbered,
    issued: () => asked(rendered, numbered, file, '2026-04-20').state,
    voiding: () => asked(voidPaper, numbered, { reason: 'ly-do-2' }, '2026-04-20').state,
    void: () => asked(voidPaper, signed, { reason: 'ly-do-1' }, '2026-04-17').state,
  };
  return stages[state]();
}

describe('a new paper', () => {
  test('is a draft without content and without a duty', () => {
    expect(aPaper()).toEqual({
      id,
      process: 'paper',
      schema: 1,
      version: 0,
      place: { campaign: 'binh-dinh-2026', team: 'doan-1' },
      ...aSetting(),
      asOf: '2026-04-13',
      duties: [],
      outbox: [],
      heard: [],
      kind: 'conclusion',
      state: 'drafted',
      content: { snapshot: '', sha256: '' },
    });
  });

  test.each([
    ['notice', 1, 'paper:binh-dinh-2026:notice:1'],
    ['conclusion', 3, 'paper:binh-dinh-2026:conclusion:3'],
  ] as const)('is named by its round, kind %s and order %s, never by its number', (kind, n, name) => {
    expect(paperId('binh-dinh-2026', kind, n)).toBe(name);
  });

  test('is drafted by the role its kind belongs to', () => {
    expect(paperKinds).toEqual(['notice', 'conclusion', 'result-notice', 'directive', 'report']);
    expect(drafter).toEqual({
      notice: 'planner',
      conclusion: 'lead',
      'result-notice': 'lead',
      directive: 'planner',
      report: 'secretary',
    });
  });
});

describe('who may act when', () => {
  const acts: [string, Rule<Paper, never>, object, PaperState[], string][] = [
    ['submit', submitPaper, { content: { snapshot: 'ket-luan-1b', sha256: 'b2' } }, ['drafted'], 'trình'],
    ['send back', sendBackPaper, { remarks: 'nx-1' }, ['submitted', 'appraised'], 'trả lại'],
    ['appraise', appraise, head, ['submitted'], 'thẩm định'],
    ['sign', sign, director, ['appraised'], 'ký'],
    ['number: only after signature', number, {}, ['signed'], 'cấp số'],
    ['prove before the number', proofed, { pages: 4 }, ['numbering'], 'in thử'],
    ['take the register’s number', numberTaken, taken, ['numbering'], 'cấp số'],
    ['issue: only once numbered; voided meanwhile, it is heard', rendered, file, ['numbered', 'voiding'], 'phát hành'],
    ['void', voidPaper, { reason: 'ly-do-1' }, ['drafted', 'submitted', 'appraised', 'signed', 'numbered'], 'hủy'],
    ['say that the number is void', numberVoided, {}, ['voiding'], 'hủy'],
  ];

  test.each(acts)('to %s', (_, rule, ask, allowed, act) => {
    const refusals = paperStates.map((state) => [
      state,
      refusal(() => rule.accepts(reached(state), ask as never, '2026-04-20')),
    ]);
    expect(refusals).toEqual(
      paperStates.map((state) => [
        state,
        allowed.includes(state) ? undefined : `paper-not-ready: Không ${act} được: văn bản ${paperWords[state]}.`,
      ]),
    );
  });

  test('the named lists say the same', () => {
    expect({ submittablePaper, appraisable, signable, returnable, numberable, voidable }).toEqual({
      submittablePaper: ['drafted'],
      appraisable: ['submitted'],
      signable: ['appraised'],
      returnable: ['submitted', 'appraised'],
      numberable: ['signed'],
      voidable: ['drafted', 'submitted', 'appraised', 'signed', 'numbered'],
    });
  });

  test('the states as people read them', () => {
    expect(paperWords).toEqual({
      drafted: 'dự thảo',
      submitted: 'đã trình, chờ thẩm định',
      appraised: 'đã thẩm định, chờ ký',
      signed: 'đã ký, chờ cấp số',
      numbering: 'đang cấp số',
      numbered: 'đã cấp số, đang phát hành',
      issued: 'đã phát hành',
      voiding: 'đang hủy số',
      void: 'đã hủy',
    });
    expect(Object.keys(paperWords)).toEqual([...paperStates]);
  });

  test.each(paperStates)('a finished broadcast is a fact, though the paper is %s', (state) => {
    expect(refusal(() => spread.accepts(reached(state), {}, '2026-04-20'))).toBeUndefined();
  });

  test.each<[string, Rule<Paper, { sha256: string; by: string }>, PaperState]>([
    ['appraises', appraise, 'submitted'],
    ['signs', sign, 'appraised'],
  ])('nobody %s what they have not read: the hash must be the content’s', (_, rule, state) => {
    expect(refusal(() => rule.accepts(reached(state), { sha256: 'b2', by: 'p' }, '2026-04-20'))).toBe(
      'paper-changed: Nội dung văn bản đã khác bản đang xem. Hãy tải lại, đọc bản mới nhất rồi thực hiện lại.',
    );
  });

  test('every message has its rule', () => {
    expect(paperRules.messages).toMatchObject({
      submit: submitPaper,
      sendBack: sendBackPaper,
      appraise,
      sign,
      number,
      proofed,
      numberTaken,
      rendered,
      spread,
      void: voidPaper,
      numberVoided,
    });
  });
});

describe('the way of a paper', () => {
  test.each<[PaperState, string[], string[]]>([
    ['submitted', ['appraise:1 · division-head · D · 2026-04-15 rule:appraise · from 2026-04-13'], []],
    ['appraised', ['sign:1 · signer · E · 2026-04-20 rule:sign · from 2026-04-14'], ['appraise:1 met 2026-04-14']],
    [
      'signed',
      ['number:1 · clerk · D · 2026-04-17 rule:number · from 2026-04-16'],
      ['appraise:1 met 2026-04-14', 'sign:1 met 2026-04-16'],
    ],
    [
      'numbering',
      ['number:1 · clerk · D · 2026-04-17 rule:number · from 2026-04-16'],
      ['appraise:1 met 2026-04-14', 'sign:1 met 2026-04-16'],
    ],
    ['numbered', [], ['appraise:1 met 2026-04-14', 'sign:1 met 2026-04-16', 'number:1 met 2026-04-20']],
    ['issued', [], ['appraise:1 met 2026-04-14', 'sign:1 met 2026-04-16', 'number:1 met 2026-04-20']],
    ['voiding', [], ['appraise:1 met 2026-04-14', 'sign:1 met 2026-04-16', 'number:1 met 2026-04-20']],
    ['void', [], ['appraise:1 met 2026-04-14', 'sign:1 met 2026-04-16', 'number:1 cancelled 2026-04-17']],
  ])('once %s somebody owes the next step', (state, owed, over) => {
    const paper = reached(state);
    expect(paper.state).toBe(state);
    expect(owedNow(paper)).toEqual(owed);
    expect(endedDuties(paper)).toEqual(over);
  });

  test('leaves its marks: who, when, which number, which file', () => {
    expect(reached('issued')).toMatchObject({
      content,
      appraised: { on: '2026-04-14', by: 'p-truong-phong' },
      signed: { on: '2026-04-16', by: 'p-giam-doc' },
      number: taken,
      issued: { on: '2026-04-20', file: 'f-sha', pages: 4 },
    });
  });

  test('a conclusion put forward says so to the inspections it serves, once for each text', () => {
    const { tells, lines } = asked(submitPaper, aPaper(), { content }, '2026-04-13');
    expect(tells).toEqual([
      {
        to: `broadcast:${id}:submitted:ket-luan-1`,
        message: 'broadcast',
        body: { change: 'submitted', paper: id, on: '2026-04-13' },
      },
    ]);
    expect(lines).toEqual([]);
  });

  test('a notice put forward says nothing to anybody', () => {
    expect(asked(submitPaper, aPaper('notice'), { content }, '2026-04-13').tells).toEqual([]);
  });

  test('the same text put forward twice changes nothing', () => {
    const submitted = reached('submitted');
    expect(asked(submitPaper, submitted, { content }, '2026-04-13')).toEqual({
      state: submitted,
      lines: [],
      tells: [],
    });
  });

  test.each<[PaperKind, string]>([
    ['notice', 'planner'],
    ['conclusion', 'lead'],
  ])('a %s sent back is redrafted by its drafter, the %s', (kind, role) => {
    const { state, lines, tells } = asked(sendBackPaper, reached('appraised', kind), { remarks: 'nx-1' }, '2026-04-15');
    expect(state.state).toBe('drafted');
    expect(owedNow(state)).toEqual([`redraft:1 · ${role} · D · 2026-04-17 rule:redraft · from 2026-04-15`]);
    expect(endedDuties(state)).toEqual(['appraise:1 met 2026-04-14', 'sign:1 met 2026-04-15']);
    expect([...lines, ...tells]).toEqual([]);
  });

  test('a second round of drafting has duties of its own', () => {
    const returned = asked(sendBackPaper, reached('submitted'), { remarks: 'nx-1' }, '2026-04-14').state;
    const again = asked(
      submitPaper,
      returned,
      { content: { snapshot: 'ket-luan-1b', sha256: 'b2' } },
      '2026-04-15',
    ).state;
    expect(again.content.sha256).toBe('b2');
    expect(owedNow(again)).toEqual(['appraise:2 · division-head · D · 2026-04-17 rule:appraise · from 2026-04-15']);
    expect(endedDuties(again)).toEqual(['appraise:1 met 2026-04-14', 'redraft:1 met 2026-04-15']);
    expect(new Set(again.duties.map((duty) => duty.id)).size).toBe(3);
  });

  test('the register’s number is dated by the register, and terms run from that day', () => {
    const { state, tells, lines } = asked(rendered, reached('numbered'), file, '2026-04-21');
    expect(state.issued).toEqual({ on: '2026-04-20', file: 'f-sha', pages: 4 });
    expect(tells).toEqual([
      {
        to: `broadcast:${id}:issued:ket-luan-1`,
        message: 'broadcast',
        body: { change: 'issued', paper: id, on: '2026-04-20' },
      },
    ]);
    expect(lines).toEqual([]);
    expect(state.closed).toBeUndefined();
  });

  test('is closed once every addressee has it', () => {
    expect(asked(spread, reached('issued'), {}, '2026-04-22').state).toMatchObject({
      state: 'issued',
      spread: '2026-04-22',
      closed: '2026-04-22',
    });
  });

  test('the broadcast of a mere submission closes nothing', () => {
    const submitted = reached('submitted');
    expect(spread.next(submitted, {}, '2026-04-14').state).toEqual(submitted);
  });

  test('a void paper is closed', () => {
    expect(reached('void').closed).toBe('2026-04-17');
  });

  test('a conclusion given up after its submission is told to those it served, a draft never submitted to nobody', () => {
    const tells = (paper: Paper) =>
      voidPaper.next(paper, { reason: 'ly-do-1' }, '2026-04-17').tells.map(({ body }) => body['change']);
    expect(tells(reached('signed'))).toEqual(reached('signed').kind === 'conclusion' ? ['voided'] : []);
    expect(tells({ ...reached('signed'), kind: 'conclusion' })).toEqual(['voided']);
    expect(tells({ ...reached('signed'), kind: 'notice' })).toEqual([]);
    expect(tells({ ...reached('drafted'), kind: 'conclusion', content: { snapshot: '', sha256: '' } })).toEqual([]);
  });
});

describe('what a paper does by itself', () => {
  const work = paperRules.work!;

  test.each(paperStates)('%s', (state) => {
    const paper = reached(state);
    const busy = state === 'numbering' || state === 'numbered' || state === 'voiding';
    expect(work.on(paper)).toBe(busy ? '2026-04-20' : undefined);
  });

  test('is laid out before it takes a number', () => {
    expect(work.next(reached('numbering'))).toEqual({
      does: 'proofPaper',
      message: 'proofed',
      body: { on: '2026-04-20' },
    });
  });

  test('takes its number on the day it was asked to, once the very content was proved', () => {
    const proved = asked(proofed, reached('numbering'), { pages: 4 }, '2026-04-20').state;
    expect(work.next({ ...proved, proofed: 'ket-luan-0' })).toMatchObject({ does: 'proofPaper' });
    expect(work.next(proved)).toEqual({
      does: 'takeNumber',
      message: 'numberTaken',
      body: { kind: 'conclusion', on: '2026-04-20' },
    });
  });

  test('then is rendered from its frozen content', () => {
    expect(work.next(reached('numbered'))).toEqual({
      does: 'renderPaper',
      message: 'rendered',
      body: { snapshot: 'ket-luan-1' },
    });
  });

  test('a number that cannot be used is voided in the register, with the day and the name of the reason', () => {
    expect(work.next(reached('voiding'))).toEqual({
      does: 'voidNumber',
      message: 'numberVoided',
      body: { on: '2026-04-20', reason: 'ly-do-2' },
    });
  });
});

describe('what cannot be printed never takes a number', () => {
  const lost = { unprintable: 'paper-text-lost', reason: 'vi-sao-1' } as const;
  const failed = { unprintable: 'printing-failed' } as const;
  const stays = (paper: Paper) => {
    expect(paperRules.work!.on(paper)).toBeUndefined();
    expect(paper.closed).toBeUndefined();
  };

  test.each<[PaperKind, string]>([
    ['notice', 'planner'],
    ['conclusion', 'lead'],
  ])('a %s goes back to its drafter, the %s, and is signed anew', (kind, role) => {
    const { state, lines, tells } = asked(proofed, reached('numbering', kind), lost, '2026-04-20');
    expect(state).toMatchObject({
      state: 'drafted',
      unprintable: { code: 'paper-text-lost', on: '2026-04-20', reason: 'vi-sao-1' },
    });
    for (const gone of ['signed', 'appraised', 'number', 'proofed']) expect(state).not.toHaveProperty(gone);
    expect(owedNow(state)).toEqual([`redraft:1 · ${role} · D · 2026-04-22 rule:redraft · from 2026-04-20`]);
    expect(endedDuties(state).at(-1)).toBe('number:1 cancelled 2026-04-20');
    expect([...lines, ...tells]).toEqual([]);
    stays(state);
    expect(refusal(() => sign.accepts(state, director, '2026-04-20'))).toContain('paper-not-ready');
  });

  test('submitted anew, nothing is said of the former text any more', () => {
    const back = asked(proofed, reached('numbering'), lost, '2026-04-20').state;
    const anew = { snapshot: 'ket-luan-1b', sha256: 'b2' };
    const again = asked(submitPaper, back, { content: anew }, '2026-04-21').state;
    expect(again).not.toHaveProperty('unprintable');
    expect(owedNow(again)).toEqual(['appraise:2 · division-head · D · 2026-04-23 rule:appraise · from 2026-04-21']);
  });

  test('where only the printing failed it stays signed, and the clerk may try again', () => {
    const waiting = asked(proofed, reached('numbering'), failed, '2026-04-20').state;
    expect(waiting).toMatchObject({
      state: 'signed',
      signed: { by: 'p-giam-doc' },
      unprintable: { code: 'printing-failed', on: '2026-04-20' },
    });
    expect(owedNow(waiting)).toEqual(['number:1 · clerk · D · 2026-04-17 rule:number · from 2026-04-16']);
    stays(waiting);
    const again = asked(number, waiting, {}, '2026-04-21').state;
    expect(again.state).toBe('numbering');
    expect(again).not.toHaveProperty('unprintable');
    expect(paperRules.work!.next(again)).toMatchObject({ does: 'proofPaper' });
  });

  test('or it is sent back though it is signed, or given up', () => {
    const waiting = asked(proofed, reached('numbering'), failed, '2026-04-20').state;
    const back = asked(sendBackPaper, waiting, { remarks: 'nx-1' }, '2026-04-21').state;
    expect(back.state).toBe('drafted');
    expect(back).not.toHaveProperty('signed');
    expect(asked(voidPaper, waiting, { reason: 'ly-do-1' }, '2026-04-21').state.closed).toBe('2026-04-21');
  });

  test('signed anew it is proved anew, though the text came back unchanged', () => {
    const proved = asked(proofed, reached('numbering'), { pages: 4 }, '2026-04-20').state;
    const back = sendBackPaper.next({ ...proved, state: 'signed' }, { remarks: 'nx-1' }, '2026-04-20').state;
    expect(back).not.toHaveProperty('proofed');
  });
});

describe('a number that was taken', () => {
  const failed = { unprintable: 'printing-failed', reason: 'vi-sao-1' } as const;
  const stuck = () => asked(rendered, reached('numbered'), failed, '2026-04-20').state;

  test('is kept by a paper that was not printed; its clerk is asked to try again', () => {
    const paper = stuck();
    expect(paper).toMatchObject({
      state: 'numbered',
      number: taken,
      unprintable: { code: 'printing-failed', on: '2026-04-20', reason: 'vi-sao-1' },
    });
    expect(owedNow(paper)).toEqual(['number:2 · clerk · D · 2026-04-21 rule:number · from 2026-04-20']);
    expect(paperRules.work!.on(paper)).toBeUndefined();
    expect(reached('numbered')).not.toHaveProperty('unprintable');
  });

  test('is printed under the same number when the clerk tries again, and the duty ends', () => {
    const again = asked(number, stuck(), {}, '2026-04-21').state;
    expect(again).toMatchObject({ state: 'numbered', number: taken });
    expect(paperRules.work!.next(again)).toMatchObject({ does: 'renderPaper' });
    const twice = asked(rendered, again, failed, '2026-04-21').state;
    expect(owedNow(twice)).toEqual(owedNow(stuck()));
    const issued = asked(rendered, asked(number, twice, {}, '2026-04-22').state, file, '2026-04-22').state;
    expect(issued).toMatchObject({ state: 'issued', issued: { on: '2026-04-20' } });
    expect(issued).not.toHaveProperty('unprintable');
    expect(owedNow(issued)).toEqual([]);
    expect(refusal(() => number.accepts(reached('numbered'), {}, '2026-04-20'))).toContain('paper-not-ready');
  });

  test('is voided before the paper is: only the register ends it', () => {
    const { state, tells } = asked(voidPaper, stuck(), { reason: 'ly-do-2' }, '2026-04-21');
    expect(state).toMatchObject({ state: 'voiding', voided: { on: '2026-04-21', reason: 'ly-do-2' }, number: taken });
    expect(state.closed).toBeUndefined();
    expect(tells).toEqual([]);
    const over = asked(numberVoided, state, {}, '2026-04-21');
    expect(over.state).toMatchObject({ state: 'void', closed: '2026-04-21', number: taken });
    expect(endedDuties(over.state).at(-1)).toBe('number:2 cancelled 2026-04-21');
    expect(over.tells.map(({ body }) => body)).toEqual([{ change: 'voided', paper: id, on: '2026-04-21' }]);
  });

  test.each([
    ['a file', file],
    ['a failure', failed],
  ])('is not issued by %s that comes after it was voided', (_, outcome) => {
    const voiding = reached('voiding');
    expect(asked(rendered, voiding, outcome, '2026-04-20')).toEqual({ state: voiding, lines: [], tells: [] });
  });

  test('a paper given up without a number keeps the name of its reason', () => {
    expect(reached('void').voided).toEqual({ on: '2026-04-17', reason: 'ly-do-1' });
  });
});

test('whoever signs is never mailed: the leader’s secretary is, then the head of division', () => {
  const paper = reached('appraised');
  const { ladder, owedBy } = paper.duties.find(({ kind }) => kind === 'sign')!;
  const { rungs }: Ladder = paper.ladders[ladder];
  expect(owedBy.role).toBe('signer');
  expect(rungs.map(({ offset, to }) => `${offset} ${to.join()}`)).toEqual(['0 leader-secretary', '2 division-head']);
});

describe('a paper that is signed in another system', () => {
  const back = { sha256: 'a1', entry: 'entry:1', on: '2026-04-17' as Day, file: 'f-ky', pages: 3 };
  const day: Day = '2026-04-20';

  test.each<PaperState>(['submitted', 'appraised', 'signed'])(
    '%s it comes back issued: nothing is owed any more, its addressees hear of it',
    (state) => {
      const step = asked(issueElsewhere, reached(state, 'directive'), back, day);
      expect(step.state).toMatchObject({
        state: 'issued',
        elsewhere: { entry: 'entry:1', on: '2026-04-17' },
        issued: { on: '2026-04-17', file: 'f-ky', pages: 3 },
      });
      expect(step.state.number).toBeUndefined();
      expect(owedNow(step.state)).toEqual([]);
      expect(step.tells).toMatchObject([{ message: 'broadcast', body: { change: 'issued', on: '2026-04-17' } }]);
    },
  );

  test.each<PaperState>(['drafted', 'numbering', 'numbered', 'issued', 'voiding', 'void'])(
    '%s it does not',
    (state) => {
      expect(refusal(() => issueElsewhere.accepts(reached(state), back, day))).toMatch(
        /^paper-not-ready: .*hệ thống khác/,
      );
    },
  );

  test('nobody records what they have not read, nor a day that is to come', () => {
    const signed = reached('signed');
    expect(refusal(() => issueElsewhere.accepts(signed, { ...back, sha256: 'b2' }, day))).toMatch(/^paper-changed/);
    expect(refusal(() => issueElsewhere.accepts(signed, { ...back, on: '2026-04-21' }, day))).toMatch(
      /^issued-in-future/,
    );
    expect(refusal(() => issueElsewhere.accepts(signed, { ...back, on: day }, day))).toBeUndefined();
  });

  test('said again under the same entry it changes nothing', () => {
    const { state } = asked(issueElsewhere, reached('signed'), back, day);
    expect(asked(issueElsewhere, state, back, day)).toMatchObject({ state: { elsewhere: state.elsewhere }, tells: [] });
  });

  test('what could not be printed here does not stand in its way', () => {
    const paper: Paper = { ...reached('signed'), unprintable: { code: 'printing-failed', on: '2026-04-17' } };
    expect(asked(issueElsewhere, paper, back, day).state.unprintable).toBeUndefined();
  });
});

describe('a paper that was issued before anybody drafted it here', () => {
  const ask = { content, entry: 'entry:9', on: '2024-12-16' as Day, file: 'f-cu', pages: 5 };

  test('is entered whole: issued on its own day, marked as entered', () => {
    const step = asked(enterPaper, aPaper('directive'), ask, '2026-04-13');
    expect(step.state).toMatchObject({
      state: 'issued',
      content,
      elsewhere: { entry: 'entry:9', on: '2024-12-16', entered: true },
      issued: { on: '2024-12-16', file: 'f-cu' },
    });
    expect(step.tells).toMatchObject([{ body: { change: 'issued', on: '2024-12-16' } }]);
    expect(asked(enterPaper, step.state, ask, '2026-04-13').tells).toEqual([]);
  });

  test('not from the future, and not over what is under way', () => {
    expect(refusal(() => enterPaper.accepts(aPaper(), { ...ask, on: '2026-05-01' }, '2026-04-13'))).toMatch(
      /^issued-in-future/,
    );
    expect(refusal(() => enterPaper.accepts(reached('submitted'), ask, '2026-04-13'))).toMatch(/^paper-not-ready/);
  });
});

describe('a directive is laid out for whoever signs it elsewhere', () => {
  const laid = { of: content.snapshot, file: 'f-xuat', pages: 2 };
  const work = (paper: Paper) => (paperRules.work!.on(paper) ? paperRules.work!.next(paper) : undefined);

  test('once it is submitted, by itself, and only a directive', () => {
    expect(work(reached('submitted', 'directive'))).toMatchObject({ message: 'exported', body: { keep: true } });
    expect(work(reached('submitted', 'conclusion'))).toBeUndefined();
    const { state } = asked(exported, reached('appraised', 'directive'), laid, '2026-04-14');
    expect(state.exported).toEqual(laid);
    expect(work(state)).toBeUndefined();
  });

  test('sent back it is a draft without it', () => {
    const { state } = asked(exported, reached('submitted', 'directive'), laid, '2026-04-13');
    expect(asked(sendBackPaper, state, { remarks: 'nx' }, '2026-04-14').state.exported).toBeUndefined();
  });

  test('what was made of another wording, or came when it was issued, is left', () => {
    const paper = reached('submitted', 'directive');
    expect(asked(exported, paper, { ...laid, of: 'khac' }, '2026-04-13').state.exported).toBeUndefined();
    expect(asked(exported, reached('issued', 'directive'), laid, '2026-04-20').state.exported).toBeUndefined();
  });

  test('what cannot be laid out goes back to its drafter; a machine that failed keeps nobody waiting', () => {
    const unprintable = { of: content.snapshot, unprintable: 'glyph-missing' as const, reason: 'r' };
    const returned = asked(exported, reached('appraised', 'directive'), unprintable, '2026-04-14').state;
    expect([returned.state, returned.unprintable?.code]).toEqual(['drafted', 'glyph-missing']);
    expect(owedNow(returned)[0]).toMatch(/^redraft.*planner/);
    const failed = { of: content.snapshot, unprintable: 'printing-failed' as const };
    const left = asked(exported, reached('submitted', 'directive'), failed, '2026-04-13').state;
    expect([left.state, work(left)]).toEqual(['submitted', undefined]);
  });
});
