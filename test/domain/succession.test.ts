import { describe, expect, test } from '@jest/globals';
import { caughtUp } from '../../domain/chase.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import { newInspection } from '../../domain/inspection.ts';
import { report } from '../../domain/item-report.ts';
import { gathersBy, hearers, nothingToTell } from '../../domain/letter.ts';
import { noticed } from '../../domain/notice.ts';
import { answer, newProposal, raise, route } from '../../domain/proposal.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { begin, newRemediation } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { unitRoles } from '../../domain/role.ts';
import type { Appointment } from '../../domain/role.ts';
import { handOver, isAskedWithin, isHeldBy } from '../../domain/succession.ts';
import { reckon } from '../../domain/term.ts';
import { lateBy } from '../../domain/two-clocks.ts';
import { aSetting, calendar } from '../support/round.ts';

const paper = 'paper:dot:conclusion:1';
const issued: Day = '2026-03-02';
const [old, heir, later] = ['so-tttt', 'so-khcn', 'so-moi'];
const basis = 'remarks:nghi-quyet';
const passing = { from: old, to: heir, basis };

const owing = (): Remediation =>
  begin.next(
    newRemediation(
      aSetting({ clock: { kind: 'real' } }),
      { campaign: 'dot', unit: old, team: 'doan-1' },
      paper,
      issued,
      [5, 30].map((count, at) => ({
        n: at + 1,
        requirement: `yc-${at + 1}`,
        due: reckon(calendar, { from: issued, count, unit: 'working-day', basis: paper }),
      })),
      false,
    ),
    {},
    issued,
  ).state;
const passed = (state: Remediation, on: Day, act = passing) => handOver.next(state, act, on);

describe('what a unit owes passes to its successor', () => {
  // the first is due on Monday 09/03 and was reminded of; the merger is of Monday 16/03
  const before = caughtUp(owing(), '2026-03-16').state;
  const { state, lines } = passed(before, '2026-03-16');

  test('with every day as it was, and the record under the name its papers have', () => {
    const days = (matter: Remediation) => matter.duties.filter(isOpen).map(({ id, due }) => [id, due!.day]);
    expect(days(state)).toEqual(days(before));
    expect(state).toMatchObject({
      id: before.id,
      place: { unit: old, through: heir },
      custody: [{ from: old, to: heir, on: '2026-03-16', basis }],
    });
    expect([isHeldBy(state, old), isHeldBy(state, heir)]).toEqual([false, true]);
  });

  test('the former duty ended as handed over; the new one knows from whom', () => {
    expect(state.duties.map(({ id, ended, tookOver }) => [id, ended?.how, tookOver?.from])).toEqual([
      [`remediate:1/${old}`, 'handed-over', undefined],
      ['remediate:1', undefined, old],
      [`remediate:2/${old}`, 'handed-over', undefined],
      ['remediate:2', undefined, old],
    ]);
  });

  test('what was told is not told again, what comes next is', () => {
    const toldBefore = before.duties[0]!.told.map(({ rung }) => rung);
    expect(toldBefore.length).toBeGreaterThan(1);
    const next = caughtUp(state, '2026-03-31').lines.filter(({ duty }) => duty === 'remediate:1');
    expect(next.length).toBeGreaterThan(0);
    expect(next.filter(({ rung }) => toldBefore.includes(rung!))).toEqual([]);
    expect(next.every(({ through }) => through === heir)).toBe(true);
    // a reminder that had not left yet is still true: its duty goes on
    expect(nothingToTell({ ...next[0]!, against: state.duties[1]!.due!.day }, state)).toBeUndefined();
  });

  test('the successor’s people hear of it once, the former unit’s nobody', () => {
    expect(lines.map(({ letter, unit, role, through }) => [letter, unit, role, through])).toEqual([
      ['handed-over', heir, 'unit-contact', undefined],
      ['handed-over', heir, 'unit-head', undefined],
    ]);
    expect(new Set(lines.map(gathersBy)).size).toBe(1);
    const contact: Appointment = {
      id: 'a',
      role: 'unit-contact',
      scope: `unit:${heir}`,
      person: 'p-moi',
      from: '2026-01-01',
    };
    expect(hearers(lines[0]!, [contact], '2026-03-17').people).toEqual(['p-moi']);
    const reminder = caughtUp(state, '2026-04-20').lines.find(({ role }) => unitRoles.includes(role))!;
    expect(hearers(reminder, [{ ...contact, role: reminder.role }], '2026-04-20').people).toEqual(['p-moi']);
  });

  test('late days are counted once: those before and those after', () => {
    const on: Day = '2026-03-24';
    expect(lateBy(state.duties, calendar, on)).toEqual(lateBy(before.duties, calendar, on));
    expect(lateBy(state.duties, calendar, on).unit).toBeGreaterThan(0);
  });

  test('the successor reports it', () => {
    const reported = report.next(state, { item: 1, report: 'bc', evidence: 1 }, '2026-03-18').state;
    expect(reported.items[0]!.state).toBe('reported');
    expect(reported.duties.filter(isOpen).map(({ id }) => id)).toEqual(['remediate:2', 'verify:1:1']);
  });

  test('again changes nothing; a second merger passes it on', () => {
    expect(passed(state, '2026-03-17').state).toBe(state);
    const again = passed(state, '2026-05-04', { from: heir, to: later, basis }).state;
    expect(again.place).toMatchObject({ unit: old, through: later });
    expect(again.custody!.map(({ to }) => to)).toEqual([heir, later]);
    expect(again.duties.map(({ id }) => id)).toContain(`remediate:1/${heir}`);
  });
});

test('a branch that stays keeps what it owes; only who hears for it changes', () => {
  const branch: Remediation = { ...owing(), place: { campaign: 'dot', unit: 'chi-nhanh', through: old } };
  const { state } = passed(branch, '2026-03-16');
  expect(state.place).toMatchObject({ unit: 'chi-nhanh', through: heir });
  expect(state.custody).toBeUndefined();
  expect(state.duties).toEqual(branch.duties);
});

test('a closed one passes too, for the day it is opened again, and nobody is written to', () => {
  const { state, lines } = passed({ ...owing(), duties: [], closed: '2026-03-10' }, '2026-03-16');
  expect(state.place.through).toBe(heir);
  expect(lines).toEqual([]);
});

test('an inspection nobody outside knows of is not told', () => {
  const planned = newInspection(
    aSetting(),
    {
      place: { campaign: 'dot', team: 'doan-1', unit: old },
      method: 'on-site',
      visits: [{ n: 1, day: '2026-04-01', session: 'morning' }],
      vertical: false,
    },
    issued,
  );
  expect(handOver.next(planned, passing, '2026-03-16').lines).toEqual([]);
  const told = noticed.next(planned, { paper: 'paper:dot:notice:1', on: issued }, issued).state;
  expect(handOver.next(told, passing, '2026-03-16').lines).toHaveLength(2);
});

describe('a proposal', () => {
  const day: Day = '2026-03-02';
  const raised = raise.next(
    newProposal(aSetting(), 'proposal:dot:xa:1', { campaign: 'dot', unit: 'xa' }, day),
    { content: 'kn' },
    day,
  ).state;
  const routed = (to: string[]): Proposal => route.next(raised, { to }, day).state;

  test('put to the unit that ended waits for its successor, by the same day', () => {
    const before = routed([old, 'so-tai-chinh']);
    const { state } = handOver.next(before, passing, '2026-03-16');
    expect(state.routes.map(({ to }) => to)).toEqual([heir, 'so-tai-chinh']);
    expect(state.place.through).toBeUndefined();
    const due = (matter: Proposal, unit: string) =>
      matter.duties.find((duty) => isOpen(duty) && duty.owedBy.unit === unit)?.due?.day;
    expect(due(state, heir)).toBe(due(before, old));
    expect(isAskedWithin(state, old)).toBe(false);
    const answered = answer.next(state, { from: heir, answer: 'tl', by: 'p' }, '2026-03-17').state;
    expect(answered.routes[0]!.answered).toBeDefined();
  });

  test('put to both already is owed once', () => {
    const { state } = handOver.next(routed([old, heir]), passing, '2026-03-16');
    expect(state.routes.map(({ to }) => to)).toEqual([heir]);
    expect(state.duties.filter((duty) => isOpen(duty)).map(({ owedBy }) => owedBy.unit)).toEqual([heir]);
  });
});
