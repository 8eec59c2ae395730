import type { Day } from './day.ts';
import { vnDay } from './day.ts';
import { owe } from './duty.ts';
import type { Duty } from './duty.ts';
import { reaches } from './item-report.ts';
import { dutyOf, nothingMore } from './matter.ts';
import type { Rule } from './matter.ts';
import { vnNumber } from './number.ts';
import { Refusal } from './refusal.ts';
import {
  assertItem,
  closable,
  closedIfLast,
  contact,
  itemOf,
  twinTells,
  unitTold,
  verifiable,
  withCarried,
  withItem,
} from './remediation.ts';
import type { Item, Remediation } from './remediation.ts';
import { fixedDue } from './term.ts';

/** What the office found: met, met in part with a remainder, or not met. */
export const verdicts = ['met', 'partly', 'not-met'] as const;
export type Verdict = (typeof verdicts)[number];
export const verdictWords: Record<Verdict, string> = { met: 'đạt', partly: 'đạt một phần', 'not-met': 'chưa đạt' };

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
        done: vnNumber(item.achieved.done),
        total: vnNumber(item.achieved.total),
        percent: vnNumber(item.target.percent),
      });
    if (until !== undefined && verdict === 'met') throw new Refusal('due-for-nothing', { item: n });
    if (until !== undefined && until <= day) throw new Refusal('due-in-past', { day: vnDay(until) });
  },
  next(state, { item: n, verdict, until, remarks, by }, day) {
    const item = itemOf(state, n);
    const lines = unitTold(state, 'verified', `item:${n}:${item.reports}`, day, {
      item: n,
      reports: item.reports,
      verdict,
      remarks,
    });
    if (verdict === 'met') {
      const closeDuty = owe({
        ...dutyOf(state, 'close', day, n),
        id: `close:${n}:${item.reports}`,
        owedBy: { role: 'lead' },
        ladder: 'D',
        opened: day,
      });
      return {
        state: withItem(
          state,
          n,
          { state: 'verified', verifiedBy: by, verdict: { what: 'met', on: day } },
          ['verify'],
          day,
          closeDuty,
        ),
        lines,
        tells: [],
      };
    }
    const change: Partial<Item> = {
      state: verdict === 'partly' ? 'partly-met' : 'returned',
      verdict: { what: verdict, on: day, ...(until ? { until } : {}) },
    };
    return {
      state: withItem(state, n, change, ['verify'], day, owedAgain(state, item, day, remarks, until)),
      lines,
      tells: [],
    };
  },
};

/**
 * What is owed after a return or a reopening: on the day the office named, by a new term, or still
 * by the day it was owed last when that is later, extended as it may be. Where the paper names no day
 * it is a milestone again: that can never be overdue.
 */
function owedAgain(state: Remediation, item: Item, day: Day, basis: string, until?: Day): Duty {
  const named = until === undefined ? undefined : fixedDue(state.calendar, until, basis);
  const term = named ?? dutyOf(state, 'remediate', day, item.n).due;
  const last = state.duties.findLast((duty) => duty.kind === 'remediate' && duty.about === item.n);
  const before = last?.followUpOn ?? item.followUpOn;
  const kept = !named && last?.due && last.due.day > term.day ? last.due : term;
  const milestone = !named && before !== undefined && before > term.day ? before : term.day;
  return owe({
    id: `remediate:${item.n}:${item.reports + 1}`,
    kind: 'remediate',
    owedBy: contact,
    ...(item.due || item.recurs ? { due: kept } : { followUpOn: milestone }),
    ladder: 'C',
    opened: day,
    about: item.n,
  });
}

/**
 * A verdict waits for the next morning: it is told no more where the unit reported anew or the item was opened again,
 * and where the end of the whole follow-up was told.
 */
export function isVerdictOver(
  { items = [], closed }: { items?: readonly Item[]; closed?: Day },
  about: Record<string, string | number> = {},
): boolean {
  if (closed !== undefined) return true;
  const item = items.find(({ n }) => n === about['item']);
  if (!item) return false;
  return item.reports !== (about['reports'] ?? item.reports) || item.reopened !== undefined;
}

/** An item found met is closed by another hand than the one that verified it; what ends with it is told. */
export const close: Rule<Remediation, { item: number; by: string }> = {
  accepts(state, ask) {
    const item = assertItem(state, ask.item, closable, 'đóng');
    if (item.verifiedBy === ask.by) throw new Refusal('closer-verified', { item: ask.item });
  },
  next(state, { item: n }, day) {
    const step = closedIfLast(withItem(state, n, { state: 'closed', closedOn: day }, ['close'], day), day);
    return { ...step, tells: twinTells(itemOf(state, n), 'twinClosed') };
  },
};

/** An item of a later paper asks for the same: it ends with this one, at once when this one has ended. */
export const twinned: Rule<Remediation, { requirement: string; remediation: string; item: number }> = {
  accepts() {
    // the issue of the later paper is a fact
  },
  next(state, { requirement, remediation, item: n }, day) {
    const item = state.items.find((candidate) => candidate.requirement === requirement);
    if (!item || item.twins?.some((one) => one.remediation === remediation && one.item === n))
      return nothingMore(state);
    const twins = [{ remediation, item: n }];
    return {
      state: withItem(state, item.n, { twins: [...(item.twins ?? []), ...twins] }, [], day),
      lines: [],
      tells: item.state === 'closed' ? twinTells({ twins }, 'twinClosed') : [],
    };
  },
};

/** The earlier item that this one is followed by was closed; what is followed by this one in turn ends too. */
export const twinClosed: Rule<Remediation, { item: number }> = {
  accepts() {
    // the close of the other is a fact
  },
  next(state, { item: n }, day) {
    const item = itemOf(state, n);
    if (item.state !== 'elsewhere') return nothingMore(state);
    const step = closedIfLast(withItem(state, n, { state: 'closed', closedOn: day }, [], day), day);
    return { ...step, tells: twinTells(item, 'twinClosed') };
  },
};

/** The earlier item was opened again: this one is not met either. */
export const twinReopened: Rule<Remediation, { item: number }> = {
  accepts() {
    // the reopening of the other is a fact
  },
  next(before, { item: n }) {
    const item = itemOf(before, n);
    if (item.state !== 'closed' || !item.meetsWith) return nothingMore(before);
    const { closed: _, ...state } = before;
    const { closedOn: _on, ...again } = item;
    const items = state.items.map((other) => (other.n === n ? { ...again, state: 'elsewhere' as const } : other));
    return { state: { ...state, items }, lines: [], tells: twinTells(item, 'twinReopened') };
  },
};

/**
 * A closed item is opened again: a re-inspection or a sample found it undone. The reason is content; `carriedTo` is the
 * name under which its round, closed meanwhile, carried on what it left open.
 */
export const reopen: Rule<Remediation, { item: number; remarks: string; until?: Day; carriedTo?: string }> = {
  accepts(state, { item: n, until }, day) {
    assertItem(state, n, ['closed', 'verified'], 'mở lại');
    if (until !== undefined && until <= day) throw new Refusal('due-in-past', { day: vnDay(until) });
  },
  next(state, { item: n, remarks, until, carriedTo }, day) {
    const item = itemOf(state, n);
    const { closed: _, ...open } = state;
    const { closedOn: _on, verifiedBy: _by, ...again } = item;
    const after = withItem(open, n, {}, ['close'], day, owedAgain(state, item, day, remarks, until));
    const owing: Remediation = {
      ...after,
      items: after.items.map((other) =>
        other.n === n ? { ...again, state: 'returned' as const, reopened: { on: day, remarks } } : other,
      ),
    };
    return {
      state: carriedTo === undefined ? owing : withCarried(owing, carriedTo, day),
      lines: unitTold(state, 'item-changed', `reopened:${n}:${remarks}`, day, { item: n, change: 'reopened', remarks }),
      tells: item.state === 'closed' ? twinTells(item, 'twinReopened') : [],
    };
  },
};
