import type { Day } from './day.ts';
import { vnDay } from './day.ts';
import { owe } from './duty.ts';
import type { Duty } from './duty.ts';
import { reaches } from './item-report.ts';
import { dutyOf, nothingMore } from './matter.ts';
import type { Rule } from './matter.ts';
import { Refusal } from './refusal.ts';
import { assertItem, closable, closedIfLast, contact, itemOf, unitTold, verifiable, withItem } from './remediation.ts';
import type { Item, Remediation } from './remediation.ts';
import { fixedDue } from './term.ts';

/** What the office found: met, met in part with a remainder, or not met. */
export const verdicts = ['met', 'partly', 'not-met'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * The office judges a report; the reason is content, named by `remarks`. Met in part leaves the
 * remainder, due on `until` when the office names a day.
 */
export const verify: Rule<
  Remediation,
  { item: number; report: string; verdict: Verdict; until?: Day; remarks: string; by: string }
> = {
  accepts(state, { item: n, report, verdict, until }, day) {
    const item = assertItem(state, n, verifiable, 'thẩm tra');
    if (item.report !== report) throw new Refusal('report-superseded', { item: n });
    if (verdict === 'met' && item.target && item.achieved && !reaches(item.achieved, item.target.percent))
      throw new Refusal('target-not-reached', {
        item: n,
        done: item.achieved.done,
        total: item.achieved.total,
        percent: item.target.percent,
      });
    if (until !== undefined && verdict === 'met') throw new Refusal('due-for-nothing', { item: n });
    if (until !== undefined && until <= day) throw new Refusal('due-in-past', { day: vnDay(until) });
  },
  next(state, { item: n, verdict, until, remarks, by }, day) {
    const item = itemOf(state, n);
    const lines = unitTold(state, 'verified', `item:${n}:${item.reports}`, day, { item: n, verdict, remarks });
    if (verdict === 'met') {
      const closeDuty = owe({
        ...dutyOf(state, 'close', day, n),
        id: `close:${n}:${item.reports}`,
        owedBy: { role: 'lead' },
        ladder: 'D',
        opened: day,
      });
      return {
        state: withItem(state, n, { state: 'verified', verifiedBy: by }, ['verify'], day, closeDuty),
        lines,
        tells: [],
      };
    }
    const next = verdict === 'partly' ? 'partly-met' : 'returned';
    return {
      state: withItem(state, n, { state: next }, ['verify'], day, owedAgain(state, item, day, remarks, until)),
      lines,
      tells: [],
    };
  },
};

/**
 * What is owed after a return or a reopening: on the day the office named, by a new term, or still
 * by the first day when that is later. A milestone stays one: it can never be overdue.
 */
function owedAgain(state: Remediation, item: Item, day: Day, basis: string, until?: Day): Duty {
  const named = until === undefined ? undefined : fixedDue(state.calendar, until, basis);
  const term = named ?? dutyOf(state, 'remediate', day, item.n).due;
  const later = (a: Day, b: Day) => (a > b ? a : b);
  const kept = !named && item.due && item.due.day > term.day ? item.due : term;
  return owe({
    id: `remediate:${item.n}:${item.reports + 1}`,
    kind: 'remediate',
    owedBy: contact,
    ...(item.followUpOn ? { followUpOn: named ? named.day : later(item.followUpOn, term.day) } : { due: kept }),
    ladder: 'C',
    opened: day,
    about: item.n,
  });
}

/** An item found met is closed by another hand than the one that verified it; what ends with it is told. */
export const close: Rule<Remediation, { item: number; by: string }> = {
  accepts(state, ask) {
    const item = assertItem(state, ask.item, closable, 'đóng');
    if (item.verifiedBy === ask.by) throw new Refusal('closer-verified', { item: ask.item });
  },
  next(state, { item: n }, day) {
    const step = closedIfLast(withItem(state, n, { state: 'closed', closedOn: day }, ['close'], day), day);
    return { ...step, tells: twinTells(itemOf(state, n)) };
  },
};

const twinTells = (item: Item) =>
  (item.twins ?? []).map(({ remediation, item: n }) => ({ to: remediation, message: 'twinClosed', body: { item: n } }));

/** An item of a later paper asks for the same: it ends with this one, at once when this one has ended. */
export const twinned: Rule<Remediation, { requirement: string; remediation: string; item: number }> = {
  accepts() {
    // the issue of the later paper is a fact
  },
  next(state, { requirement, remediation, item: n }) {
    const item = state.items.find((candidate) => candidate.requirement === requirement);
    const twin = { remediation, item: n };
    if (!item || item.state === 'closed') return { state, lines: [], tells: twinTells({ twins: [twin] } as Item) };
    if (item.twins?.some((one) => one.remediation === remediation && one.item === n)) return nothingMore(state);
    return nothingMore(withItem(state, item.n, { twins: [...(item.twins ?? []), twin] }, [], state.asOf));
  },
};

/** The earlier item that this one is followed by was closed. */
export const twinClosed: Rule<Remediation, { item: number }> = {
  accepts() {
    // the close of the other is a fact
  },
  next(state, { item: n }, day) {
    if (state.closed || itemOf(state, n).state === 'closed') return nothingMore(state);
    return closedIfLast(withItem(state, n, { state: 'closed', closedOn: day }, [], day), day);
  },
};

/** A closed item is opened again: a re-inspection or a sample found it undone. The reason is content. */
export const reopen: Rule<Remediation, { item: number; remarks: string; until?: Day }> = {
  accepts(state, { item: n, until }, day) {
    assertItem(state, n, ['closed', 'verified'], 'mở lại');
    if (until !== undefined && until <= day) throw new Refusal('due-in-past', { day: vnDay(until) });
  },
  next(state, { item: n, remarks, until }, day) {
    const item = itemOf(state, n);
    const { closed: _, ...open } = state;
    const { closedOn: _on, verifiedBy: _by, ...again } = item;
    const after = withItem(open, n, {}, ['close'], day, owedAgain(state, item, day, remarks, until));
    return {
      state: {
        ...after,
        items: after.items.map((other) => (other.n === n ? { ...again, state: 'returned' as const } : other)),
      },
      lines: unitTold(state, 'item-changed', `reopened:${n}:${remarks}`, day, { item: n, change: 'reopened', remarks }),
      tells: [],
    };
  },
};
