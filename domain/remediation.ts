import { addDays, vnDay } from './day.ts';
import type { Day } from './day.ts';
import { ended, owe } from './duty.ts';
import type { Duty } from './duty.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { Matter, MatterId, Rule, Rules, Setting, Step } from './matter.ts';
import { Refusal } from './refusal.ts';
import { periodEnd } from './requirement.ts';
import type { WantedItem } from './requirement.ts';
import type { CampaignId, TeamId, UnitId } from './role.ts';
import { fixedDue } from './term.ts';

export const itemStates = ['open', 'reported', 'returned', 'verified', 'standing', 'closed'] as const;
export type ItemState = (typeof itemStates)[number];

/** The states as people read them. */
export const itemWords: Record<ItemState, string> = {
  open: 'chưa báo cáo',
  reported: 'đã báo cáo, chờ thẩm tra',
  returned: 'chưa đạt, cần bổ sung',
  verified: 'đã đạt, chờ đóng',
  standing: 'thường xuyên, xác nhận theo kỳ',
  closed: 'đã đóng',
};

export const reportable: readonly ItemState[] = ['open', 'returned'];
export const verifiable: readonly ItemState[] = ['reported'];
export const closable: readonly ItemState[] = ['verified'];

/** Nội dung khắc phục: one requirement as one unit owes it. Texts are in the paper. */
export interface Item extends WantedItem {
  state: ItemState;
  reports: number;
  /** The frozen report under verification. */
  report?: string;
  reportedOn?: Day;
  /** The actor who found it met: may not close it. */
  verifiedBy?: string;
  closedOn?: Day;
}

/** What one paper asks of one unit, until its last item is closed. */
export interface Remediation extends Matter {
  process: 'remediation';
  place: { campaign: CampaignId; unit: UnitId; team?: TeamId };
  paper: MatterId;
  issued: Day;
  items: Item[];
}

export const remediationId = (paper: MatterId, unit: UnitId): MatterId =>
  `remediation:${paper.replace(/^paper:/, '')}:${unit}`;

/** Born complete with its items when the paper is issued. */
export function newRemediation(
  setting: Setting,
  place: Remediation['place'],
  paper: MatterId,
  issued: Day,
  wanted: WantedItem[],
  vertical: boolean,
): Remediation {
  return {
    id: remediationId(paper, place.unit),
    process: 'remediation',
    schema: 1,
    version: 0,
    place,
    ...setting,
    asOf: issued,
    ...(vertical ? { vertical } : {}),
    duties: [],
    outbox: [],
    heard: [],
    paper,
    issued,
    items: wanted.map((item) => ({ ...item, state: item.recurs ? 'standing' : 'open', reports: 0 })),
  };
}

const contact = { role: 'unit-contact' } as const;

function itemOf(state: Remediation, n: number): Item {
  const item = state.items.find((candidate) => candidate.n === n);
  if (!item) throw new Refusal('item-unknown', { item: n });
  return item;
}

function assertItem(state: Remediation, n: number, allowed: readonly ItemState[], act: string): Item {
  const item = itemOf(state, n);
  if (!allowed.includes(item.state))
    throw new Refusal('item-not-ready', { act, item: n, state: itemWords[item.state] });
  return item;
}

/** The state with one item changed and its open duties of `kinds` ended. */
function withItem(
  state: Remediation,
  n: number,
  change: Partial<Item>,
  met: Duty['kind'][],
  day: Day,
  ...opened: Duty[]
): Remediation {
  const duties = ended(state.duties, (duty) => duty.about === n && met.includes(duty.kind), 'met', day);
  return {
    ...state,
    items: state.items.map((item) => (item.n === n ? { ...item, ...change } : item)),
    duties: [...duties, ...opened],
  };
}

/** The confirmation a standing item owes for the period that holds `within`: each period's, also when an earlier one came late. */
function confirmation(state: Remediation, item: Item, within: Day, opened: Day): Duty {
  const end = periodEnd(within, item.recurs!.every, item.recurs!.until);
  return owe({
    id: `confirm-period:${item.n}:${end}`,
    kind: 'confirm-period',
    owedBy: contact,
    due: fixedDue(state.calendar, end, state.paper),
    ladder: 'F',
    opened: within > opened ? within : opened,
    about: item.n,
  });
}

/** The paper was issued: every item is owed from now on. */
export const begin: Rule<Remediation, object> = {
  accepts() {
    // the issue of the paper is a fact
  },
  next(state, _, day) {
    if (state.duties.length > 0) return nothingMore(state);
    const duties = state.items.map((item) =>
      item.recurs
        ? confirmation(state, item, day, day)
        : owe({
            id: `remediate:${item.n}`,
            kind: 'remediate',
            owedBy: contact,
            ...(item.due ? { due: item.due } : {}),
            ...(item.followUpOn ? { followUpOn: item.followUpOn } : {}),
            ladder: 'C',
            opened: day,
            about: item.n,
          }),
    );
    return nothingMore({ ...state, duties });
  },
};

/** The unit reports one item with evidence, frozen beforehand as `report`. */
export const report: Rule<Remediation, { item: number; report: string; evidence: number }> = {
  accepts(state, ask) {
    if (itemOf(state, ask.item).report === ask.report) return;
    assertItem(state, ask.item, reportable, 'báo cáo');
    if (ask.evidence < 1) throw new Refusal('report-without-evidence', { item: ask.item });
  },
  next(state, { item: n, report: id }, day) {
    const item = itemOf(state, n);
    if (item.report === id) return nothingMore(state);
    const reports = item.reports + 1;
    const verifyDuty = owe({
      ...dutyOf(state, 'verify', day, n),
      id: `verify:${n}:${reports}`,
      owedBy: { role: 'secretary' },
      ladder: 'D',
      opened: day,
    });
    return {
      state: withItem(
        state,
        n,
        { state: 'reported', reports, report: id, reportedOn: day },
        ['remediate'],
        day,
        verifyDuty,
      ),
      lines: [eventLine(state, 'received', `item:${n}:${reports}`, 'unit-contact', day, { item: n, report: id })],
      tells: [],
    };
  },
};

/** The office found the report met, or returns it with the reason (content, named by `remarks`). */
export const verify: Rule<
  Remediation,
  { item: number; report: string; verdict: 'met' | 'not-met'; remarks: string; by: string }
> = {
  accepts(state, ask) {
    const item = assertItem(state, ask.item, verifiable, 'thẩm tra');
    if (item.report !== ask.report) throw new Refusal('report-superseded', { item: ask.item });
  },
  next(state, { item: n, verdict, remarks, by }, day) {
    const item = itemOf(state, n);
    const lines = (['unit-contact', 'unit-head'] as const).map((role) =>
      eventLine(state, 'verified', `item:${n}:${item.reports}`, role, day, { item: n, verdict, remarks }),
    );
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
    return {
      state: withItem(state, n, { state: 'returned' }, ['verify'], day, supplement(state, item, day)),
      lines,
      tells: [],
    };
  },
};

/** What is owed after a return: by a new term, or still by the first day when that is later. */
function supplement(state: Remediation, item: Item, day: Day): Duty {
  const term = dutyOf(state, 'remediate', day, item.n).due;
  const kept = item.due && item.due.day > term.day ? item.due : term;
  return owe({
    id: `remediate:${item.n}:${item.reports + 1}`,
    kind: 'remediate',
    owedBy: contact,
    ...(item.followUpOn ? { followUpOn: item.followUpOn > term.day ? item.followUpOn : term.day } : { due: kept }),
    ladder: 'C',
    opened: day,
    about: item.n,
  });
}

/** An item found met is closed by another hand than the one that verified it. */
export const close: Rule<Remediation, { item: number; by: string }> = {
  accepts(state, ask) {
    const item = assertItem(state, ask.item, closable, 'đóng');
    if (item.verifiedBy === ask.by) throw new Refusal('closer-verified', { item: ask.item });
  },
  next(state, { item: n }, day) {
    return closedIfLast(state, withItem(state, n, { state: 'closed', closedOn: day }, ['close'], day), day);
  },
};

/** The unit confirms a standing item for the period; after the last period it is closed. */
export const confirmPeriod: Rule<Remediation, { item: number; report: string; period: Day }> = {
  accepts(state, ask) {
    assertItem(state, ask.item, ['standing'], 'xác nhận kỳ');
    if (!state.duties.some((duty) => duty.id === `confirm-period:${ask.item}:${ask.period}` && !duty.ended)) {
      throw new Refusal('period-not-open', { item: ask.item, period: vnDay(ask.period) });
    }
  },
  next(state, { item: n, period, report: id }, day) {
    const item = itemOf(state, n);
    const over = period >= item.recurs!.until;
    const following = over ? [] : [confirmation(state, item, addDays(period, 1), day)];
    const change: Partial<Item> = { reports: item.reports + 1, report: id, reportedOn: day };
    const after = withItem(
      state,
      n,
      over ? { ...change, state: 'closed', closedOn: day } : change,
      ['confirm-period'],
      day,
      ...following,
    );
    const step = closedIfLast(state, after, day);
    return {
      ...step,
      lines: [
        eventLine(state, 'received', `item:${n}:${period}`, 'unit-contact', day, { item: n, report: id }),
        ...step.lines,
      ],
    };
  },
};

/** Follow-up ends with the last item; the unit and its head are told so. */
function closedIfLast(before: Remediation, after: Remediation, day: Day): Step<Remediation> {
  if (after.items.some((item) => item.state !== 'closed')) return nothingMore(after);
  const lines = (['unit-contact', 'unit-head'] as const).map((role) =>
    eventLine(before, 'follow-up-ended', 'all', role, day),
  );
  return { state: { ...after, closed: day }, lines, tells: [] };
}

/** A leader agreed to the rungs of an item's chase that need it. */
export const approveEscalation: Rule<Remediation, { item: number }> = {
  accepts(state, ask) {
    assertItem(state, ask.item, reportable, 'duyệt văn bản của UBND');
  },
  next(state, { item: n }, day) {
    const duties = state.duties.map((duty) =>
      duty.about === n && duty.kind === 'remediate' && !duty.ended ? { ...duty, approved: duty.approved ?? day } : duty,
    );
    return nothingMore({ ...state, duties });
  },
};

export const remediationRules: Rules<Remediation> = {
  messages: { begin, report, verify, close, confirmPeriod, approveEscalation },
};
