import { describe, expect, test } from '@jest/globals';
import { caughtUp } from '../../domain/chase.ts';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import {
  answer,
  approveEscalation,
  carried,
  newProposal,
  proposalId,
  proposalState,
  raise,
  route,
} from '../../domain/proposal.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { whyYou } from '../../domain/why.ts';
import { aSetting } from '../support/round.ts';
import { asked, endedDuties, owedNow, refusal } from '../support/rules.ts';

const place = { campaign: 'khanh-hoa-2026', team: 'to-2', unit: 'xa-ninh-ich' };
const id = proposalId(place.campaign, place.unit, 1);
const raisedOn: Day = '2026-07-23';
const routedOn: Day = '2026-07-24';

const born = (): Proposal => newProposal(aSetting(), id, place, raisedOn, 'inspection:khanh-hoa-2026:xa-ninh-ich');
const raised = (): Proposal => asked(raise, born(), { content: 'kien-nghi-1' }, raisedOn).state;
const routed = (to = ['so-tai-chinh', 'so-noi-vu'], vertical: string[] = []): Proposal =>
  asked(route, raised(), { to, vertical }, routedOn).state;
const answered = (state: Proposal, from: string, on: Day = '2026-08-05'): Proposal =>
  asked(answer, state, { from, answer: `tra-loi-${from}`, by: 'link:x' }, on).state;

const told = (lines: { letter: string; role: string; unit?: string; about?: object }[]) =>
  lines.map(({ letter, role, unit, about }) => `${letter} ${role} ${unit} ${(about as { what: string }).what}`);

describe('a proposal is raised', () => {
  test('and the planner owes its routing within five working days', () => {
    const { state, lines } = asked(raise, born(), { content: 'kien-nghi-1' }, raisedOn);
    expect(owedNow(state)).toEqual(['route-proposal · planner · D · 2026-07-30 rule:route-proposal · from 2026-07-23']);
    expect(told(lines)).toEqual([
      'proposal unit-contact xa-ninh-ich raised',
      'unit-answered planner xa-ninh-ich proposal',
    ]);
    expect(proposalState(state)).toBe('received');
  });

  test('once: the same text changes nothing, another is refused', () => {
    const state = raised();
    expect(asked(raise, state, { content: 'kien-nghi-1' }, routedOn)).toEqual({
      state: { ...state, asOf: routedOn },
      lines: [],
      tells: [],
    });
    expect(refusal(() => asked(raise, state, { content: 'khác' }, routedOn))).toContain('proposal-already-raised');
  });
});

describe('a proposal is routed', () => {
  test('to agencies by name: each owes an answer of its own, its contact and head hear of it, and so does the unit', () => {
    const { state, lines } = asked(route, raised(), { to: ['so-tai-chinh', 'so-noi-vu'] }, routedOn);
    expect(owedNow(state)).toEqual([
      'answer-proposal:1 · unit-contact · C · 2026-08-14 rule:answer-proposal · from 2026-07-24',
      'answer-proposal:2 · unit-contact · C · 2026-08-14 rule:answer-proposal · from 2026-07-24',
    ]);
    expect(endedDuties(state)).toEqual(['route-proposal met 2026-07-24']);
    expect(told(lines)).toEqual([
      'proposal unit-contact so-tai-chinh asked',
      'proposal unit-head so-tai-chinh asked',
      'proposal unit-contact so-noi-vu asked',
      'proposal unit-head so-noi-vu asked',
      'proposal unit-contact xa-ninh-ich routed',
    ]);
    expect(proposalState(state)).toBe('routed');
  });

  test.each([
    [[], 'proposal-without-agency'],
    [['xa-ninh-ich'], 'proposal-to-its-own-unit'],
    [['so-noi-vu', 'xa-ninh-ich'], 'proposal-to-its-own-unit'],
  ])('not to %j: %s', (to, code) => {
    expect(refusal(() => asked(route, raised(), { to }, routedOn))).toContain(code);
  });

  test('an agency named twice is asked once', () => {
    expect(routed(['so-noi-vu', 'so-noi-vu']).routes).toHaveLength(1);
  });

  test('anew: who is left out owes nothing any more and hears it; who stays keeps its day', () => {
    const { state, lines } = asked(route, routed(), { to: ['so-noi-vu', 'so-y-te'] }, '2026-07-28');
    expect(owedNow(state)).toEqual([
      'answer-proposal:2 · unit-contact · C · 2026-08-14 rule:answer-proposal · from 2026-07-24',
      'answer-proposal:3 · unit-contact · C · 2026-08-18 rule:answer-proposal · from 2026-07-28',
    ]);
    expect(endedDuties(state)).toContain('answer-proposal:1 replaced 2026-07-28');
    expect(told(lines)).toEqual([
      'proposal unit-contact so-y-te asked',
      'proposal unit-head so-y-te asked',
      'proposal unit-contact so-tai-chinh withdrawn',
      'proposal unit-head so-tai-chinh withdrawn',
      'proposal unit-contact xa-ninh-ich routed',
    ]);
    expect(refusal(() => asked(answer, state, { from: 'so-tai-chinh', answer: 'x', by: 'y' }, routedOn))).toContain(
      'proposal-not-routed',
    );
  });

  test('anew to the very same agencies changes nothing', () => {
    const state = routed();
    expect(asked(route, state, { to: ['so-noi-vu', 'so-tai-chinh'] }, '2026-07-28').lines).toEqual([]);
  });

  test('away, back and away on one day is told each time', () => {
    let state = routed(['so-tai-chinh']);
    const ids: string[] = [];
    for (const to of [['so-noi-vu'], ['so-tai-chinh'], ['so-noi-vu']]) {
      const step = asked(route, state, { to }, routedOn);
      state = step.state;
      ids.push(...step.lines.map((line) => line.id));
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(owedNow(state)).toHaveLength(1);
  });

  test('away from the only one that has not answered, it is closed: nobody owes anything', () => {
    const state = asked(route, answered(routed(), 'so-noi-vu'), { to: ['so-noi-vu'] }, '2026-08-10').state;
    expect([state.closed, proposalState(state), state.duties.filter(isOpen)]).toEqual(['2026-08-10', 'closed', []]);
    expect(state.routes).toHaveLength(1);
  });

  test('not any more once it is answered', () => {
    const state = answered(routed(['so-noi-vu']), 'so-noi-vu');
    expect(refusal(() => asked(route, state, { to: ['so-y-te'] }, '2026-08-10'))).toContain('proposal-closed');
  });
});

describe('a proposal is answered', () => {
  test('in part, then in full; the unit hears each answer, the agency that it came, the planner in the morning', () => {
    const { state, lines } = asked(
      answer,
      routed(),
      { from: 'so-noi-vu', answer: 'tra-loi-1', by: 'link:x' },
      '2026-08-05',
    );
    expect([proposalState(state), state.closed]).toEqual(['answered', undefined]);
    expect(told(lines)).toEqual([
      'proposal unit-contact xa-ninh-ich answered',
      'proposal unit-contact so-noi-vu answered',
      'unit-answered planner xa-ninh-ich proposal-answer',
    ]);
    expect(new Set(lines.map((line) => line.id)).size).toBe(3);
    expect(owedNow(state)).toEqual([
      'answer-proposal:1 · unit-contact · C · 2026-08-14 rule:answer-proposal · from 2026-07-24',
    ]);
    const whole = answered(state, 'so-tai-chinh', '2026-08-13');
    expect([proposalState(whole), whole.closed, owedNow(whole)]).toEqual(['closed', '2026-08-13', []]);
  });

  test('once by each; the same answer again changes nothing', () => {
    const state = answered(routed(), 'so-noi-vu');
    expect(refusal(() => asked(answer, state, { from: 'so-noi-vu', answer: 'khác', by: 'x' }, '2026-08-06'))).toContain(
      'already-answered',
    );
    const again = asked(answer, state, { from: 'so-noi-vu', answer: 'tra-loi-so-noi-vu', by: 'x' }, '2026-08-06');
    expect([again.lines, again.state.routes]).toEqual([[], state.routes]);
  });

  test('on paper: by the day it came, never by one still to come', () => {
    const entered = (arrived: Day) =>
      asked(answer, routed(), { from: 'so-noi-vu', answer: 'giay', by: 'p-cv', arrived }, '2026-08-10').state;
    expect(entered('2026-08-06').routes[1]?.answered).toEqual({
      on: '2026-08-06',
      answer: 'giay',
      by: 'p-cv',
      entered: true,
    });
    expect(refusal(() => entered('2026-08-11'))).toContain('arrived-in-future');
    expect(entered('2026-07-23').routes[1]?.answered?.on).toBe('2026-07-23');
  });
});

describe('an agency that does not answer is chased by ladder C', () => {
  const chased = (state: Proposal) =>
    caughtUp(state, '2026-12-31').lines.map(({ letter, role, unit }) => `${letter} ${role} ${unit}`);

  test('its own contact and head, the letter of the office, then the leader', () => {
    // the office slept: of rungs that were really missed only the loudest is told, so day by day
    const lines: string[] = [];
    let state = routed(['so-tai-chinh']);
    for (let on: Day = '2026-07-24'; on <= '2026-09-10'; on = addDays(on, 1)) {
      const step = caughtUp(state, on);
      state = step.state;
      lines.push(...step.lines.map(({ letter, role, unit, day }) => `${day} ${letter} ${role} ${unit}`));
    }
    expect(lines).toEqual([
      '2026-08-07 reminder unit-contact so-tai-chinh',
      '2026-08-13 reminder unit-contact so-tai-chinh',
      '2026-08-17 reminder unit-contact so-tai-chinh',
      '2026-08-17 reminder unit-head so-tai-chinh',
      '2026-08-21 official-letter unit-contact so-tai-chinh',
      '2026-08-21 official-letter unit-head so-tai-chinh',
      // Saturday 22/08/2026 is worked, for the holiday of National Day
      '2026-08-27 reminder director so-tai-chinh',
    ]);
  });

  test('a vertically managed one ends with its direct superior, whatever the unit that raised it is', () => {
    const vertical = routed(['cuc-thue'], ['cuc-thue']);
    expect(chased(vertical).at(-1)).toBe('official-letter superior cuc-thue');
    expect(chased(vertical)).not.toContain('reminder director cuc-thue');
    const own = { ...routed(['so-tai-chinh']), vertical: true as const };
    expect(chased(own)).not.toContain('official-letter superior so-tai-chinh');
    const duty = vertical.duties.find(({ kind }) => kind === 'answer-proposal')!;
    expect(whyYou(duty, vertical, 2, 'unit-contact', '2026-08-17')).toContain('đã qua');
    expect(whyYou(duty, vertical, 2, 'unit-contact', '2026-08-17')).not.toContain('quá hạn');
  });

  test('a leader agrees to the paper of the province for one agency only', () => {
    const state = asked(approveEscalation, routed(), { from: 'so-noi-vu' }, '2026-08-28').state;
    expect(state.duties.map(({ id: duty, approved }) => [duty, approved])).toEqual([
      ['route-proposal', undefined],
      ['answer-proposal:1', undefined],
      ['answer-proposal:2', '2026-08-28'],
    ]);
    expect(refusal(() => asked(approveEscalation, routed(), { from: 'so-y-te' }, '2026-08-28'))).toContain(
      'proposal-not-routed',
    );
  });
});

test('what an agency is asked is never heard by whoever acts for the unit that raised it', () => {
  const branch = { ...born(), place: { ...place, through: 'chu-quan' } };
  const raisedThere = asked(raise, branch, { content: 'kien-nghi-1' }, raisedOn);
  expect(raisedThere.lines.map(({ through }) => through)).toEqual(['chu-quan', 'chu-quan']);
  const put = asked(route, raisedThere.state, { to: ['so-noi-vu'] }, routedOn);
  expect(put.lines.map(({ unit, through }) => [unit, through])).toEqual([
    ['so-noi-vu', undefined],
    ['so-noi-vu', undefined],
    ['xa-ninh-ich', 'chu-quan'],
  ]);
  for (const line of caughtUp(put.state, '2026-09-30').lines) expect(line).not.toHaveProperty('through');
});

test('a round that is closed carries an unanswered proposal on, and it can still be answered', () => {
  const state = asked(carried, routed(['so-noi-vu']), { to: 'Năm 2027' }, '2026-12-20').state;
  expect(state.carried).toEqual({ to: 'Năm 2027', on: '2026-12-20' });
  expect(asked(carried, state, { to: 'Năm 2028' }, '2026-12-21').state.carried).toEqual(state.carried);
  expect(proposalState(answered(state, 'so-noi-vu', '2027-01-05'))).toBe('closed');
});
