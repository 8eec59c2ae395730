import type { Day } from './day.ts';
import { ended, isOpen, owe } from './duty.ts';
import type { Duty, Line } from './duty.ts';
import { eventLine, nothingMore } from './matter.ts';
import type { Matter, MatterId, Rule, Setting, Step } from './matter.ts';
import { Refusal } from './refusal.ts';
import { periodEnd } from './requirement.ts';
import type { WantedItem } from './requirement.ts';
import type { CampaignId, TeamId, UnitId } from './role.ts';
import { fixedDue } from './term.ts';

export const itemStates = [
  'open',
  'reported',
  'returned',
  'partly-met',
  'verified',
  'standing',
  'suspended',
  'elsewhere',
  'closed',
] as const;
export type ItemState = (typeof itemStates)[number];

/** The states as people read them. */
export const itemWords: Record<ItemState, string> = {
  open: 'chưa báo cáo',
  reported: 'đã báo cáo, chờ thẩm tra',
  returned: 'chưa đạt, cần bổ sung',
  'partly-met': 'đạt một phần, còn phần phải làm tiếp',
  verified: 'đã đạt, chờ đóng',
  standing: 'thường xuyên, xác nhận theo kỳ',
  suspended: 'tạm dừng theo dõi',
  elsewhere: 'theo dõi tại văn bản trước',
  closed: 'đã đóng',
};

/** How an item is met: once, by confirming each period, or by each period's count of incidents. */
export const itemKinds = ['once', 'standing', 'prohibition'] as const;
export type ItemKind = (typeof itemKinds)[number];
export const itemKindWords: Record<ItemKind, string> = {
  once: 'khắc phục một lần',
  standing: 'thường xuyên',
  prohibition: 'điều cấm',
};

/** The states in which the unit still owes a report. */
export const reportable: readonly ItemState[] = ['open', 'returned', 'partly-met'];
export const verifiable: readonly ItemState[] = ['reported'];
export const closable: readonly ItemState[] = ['verified'];

/** What the unit asked for and the leader has not decided. `reason` is content. */
export interface Extension {
  n: number;
  until: Day;
  asked: Day;
  reason: string;
  decided?: { on: Day; granted: boolean; until?: Day; by: string; remarks: string };
  /** The unit reported before anybody decided. */
  withdrawn?: Day;
}

/** Nội dung khắc phục: one requirement as one unit owes it. Texts are in the paper. */
export interface Item extends WantedItem {
  state: ItemState;
  reports: number;
  /** The frozen report under verification. */
  report?: string;
  reportedOn?: Day;
  /** The latest report was entered by the office: it came on paper or by telephone. */
  entered?: true;
  /** Of a requirement with a target: how far the latest report says it is done. */
  achieved?: { done: number; total: number };
  /** Of a prohibition: all incidents reported so far. */
  incidents?: number;
  extensions?: Extension[];
  /** `was`: the state it goes back to. */
  suspended?: { on: Day; remarks: string; was: ItemState };
  /** What the office found last, and the day it named for what is left. */
  verdict?: { what: 'met' | 'partly' | 'not-met'; on: Day; until?: Day };
  /** The actor who found it met: may not close it. */
  verifiedBy?: string;
  closedOn?: Day;
  /** Opened again last, for the reason under `remarks`; until the unit has reported anew. */
  reopened?: { on: Day; remarks: string };
  /** Items of later papers that end with this one. */
  twins?: { remediation: MatterId; item: number }[];
}

/** What one paper asks of one unit, until its last item is closed. */
export interface Remediation extends Matter {
  process: 'remediation';
  place: { campaign: CampaignId; unit: UnitId; through?: UnitId; team?: TeamId };
  paper: MatterId;
  issued: Day;
  /** A directive reaches the unit by itself; a conclusion by its inspection. */
  letter?: 'directive';
  items: Item[];
  /** Carried into another year by name when the round was closed: the items that were open. */
  carried?: { to: string; on: Day; items: number[] };
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
  letter?: Remediation['letter'],
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
    ...(letter ? { letter } : {}),
    items: wanted.map((item) => ({ ...item, state: stateAtBirth(item), reports: 0 })),
  };
}

/**
 * Born with items that stand on their own where nothing earlier meets them: the unit may never have been asked by
 * the paper that is said to ask the same. `isAsked` says whether it was.
 */
export const standingAlone = (
  born: Remediation,
  isAsked: (meets: NonNullable<WantedItem['meetsWith']>) => boolean,
): Remediation => ({
  ...born,
  items: born.items.map((item) => {
    const { meetsWith, ...alone } = item;
    return meetsWith === undefined || isAsked(meetsWith) ? item : { ...alone, state: stateAtBirth(alone) };
  }),
});

const stateAtBirth = (item: WantedItem): ItemState =>
  item.meetsWith ? 'elsewhere' : item.recurs ? 'standing' : 'open';

export const contact = { role: 'unit-contact' } as const;

export function itemOf(state: Remediation, n: number): Item {
  const item = state.items.find((candidate) => candidate.n === n);
  if (!item) throw new Refusal('item-unknown', { item: n });
  return item;
}

export function assertItem(state: Remediation, n: number, allowed: readonly ItemState[], act: string): Item {
  const item = itemOf(state, n);
  if (!allowed.includes(item.state))
    throw new Refusal('item-not-ready', { act, item: n, state: itemWords[item.state] });
  return item;
}

/** The state with one item changed and its open duties of `met` kinds ended. */
export function withItem(
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

/** The one duty of the unit about an item that is open. */
export const remediateDuty = (state: Remediation, n: number): Duty | undefined =>
  state.duties.find((duty) => duty.kind === 'remediate' && duty.about === n && isOpen(duty));

/** Changes the open duty of the unit about an item. */
export const withRemediateDuty = (state: Remediation, n: number, change: (duty: Duty) => Duty): Remediation => ({
  ...state,
  duties: state.duties.map((duty) =>
    duty.kind === 'remediate' && duty.about === n && isOpen(duty) ? change(duty) : duty,
  ),
});

/** The confirmation a standing item owes for the period that holds `within`: each period's, also when an earlier one came late. */
export function confirmation(state: Remediation, item: Item, within: Day, opened: Day): Duty {
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

/** Unit and head are told of what was decided about their items; `event` makes it unique. */
export const unitTold = (
  state: Remediation,
  letter: 'verified' | 'item-changed' | 'follow-up-ended' | 'directive',
  event: string,
  day: Day,
  about: Record<string, string | number> = {},
): Line[] => (['unit-contact', 'unit-head'] as const).map((role) => eventLine(state, letter, event, role, day, about));

/** What an item that is owed opens: the unit's report, or the confirmation of its first period. */
const itemOwed = (state: Remediation, item: Item, day: Day): Duty =>
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
      });

/** The paper was issued: every item is owed from now on. A unit it only informs has nothing to follow. */
export const begin: Rule<Remediation, object> = {
  accepts() {
    // the issue of the paper is a fact
  },
  next(state, _, day) {
    if (state.duties.length > 0 || state.closed) return nothingMore(state);
    const duties = state.items.filter((item) => item.state !== 'elsewhere').map((item) => itemOwed(state, item, day));
    const superior = state.vertical
      ? [eventLine(state, 'directive', state.paper, 'superior', day, { paper: state.paper })]
      : [];
    return {
      state: { ...state, duties, ...(state.items.length === 0 ? { closed: day } : {}) },
      lines: state.letter
        ? [...unitTold(state, 'directive', state.paper, day, { paper: state.paper }), ...superior]
        : [],
      tells: state.items.flatMap((item) =>
        item.meetsWith
          ? [
              {
                to: remediationId(item.meetsWith.paper, state.place.unit),
                message: 'twinned',
                body: { requirement: item.meetsWith.requirement, remediation: state.id, item: item.n },
              },
            ]
          : [],
      ),
    };
  },
};

/**
 * A line that made no item (khuyến nghị, phương hướng) is given as work after all (Giao thành việc), with the
 * due or milestone the office decided on. The unit and its head are told. `carriedTo` as in reopening.
 */
export const assignItem: Rule<Remediation, { item: Omit<WantedItem, 'n'>; carriedTo?: string }> = {
  accepts() {
    // who may, and that the line is the paper's, is known at the door
  },
  next(before, { item: wanted, carriedTo: to }, day) {
    if (before.items.some(({ requirement }) => requirement === wanted.requirement)) return nothingMore(before);
    const { closed: _, ...state } = before;
    const n = Math.max(0, ...state.items.map((item) => item.n)) + 1;
    const { meetsWith: _met, ...alone } = wanted;
    const item: Item = { ...alone, n, state: stateAtBirth({ ...alone, n }), reports: 0 };
    const owing: Remediation = {
      ...state,
      items: [...state.items, item],
      duties: [...state.duties, itemOwed(state, item, day)],
    };
    return {
      state: to === undefined ? owing : withCarried(owing, to, day),
      lines: unitTold(state, 'item-changed', `assigned:${n}`, day, { item: n, change: 'assigned' }),
      tells: [],
    };
  },
};

/** Follow-up ends with the last item; the unit and its head are told so. */
export function closedIfLast(after: Remediation, day: Day): Step<Remediation> {
  if (after.items.some((item) => item.state !== 'closed')) return nothingMore(after);
  return { state: { ...after, closed: day }, lines: unitTold(after, 'follow-up-ended', day, day), tells: [] };
}

/** What an item says to the items of later papers that end with it. */
export const twinTells = (
  { twins }: Pick<Item, 'twins'>,
  message: 'twinClosed' | 'twinReopened',
): Step<Remediation>['tells'] =>
  (twins ?? []).map(({ remediation, item: n }) => ({ to: remediation, message, body: { item: n } }));

/** The round was closed with this still open: followed on under its own name (chuyển theo dõi). */
export const carried: Rule<Remediation, { to: string }> = {
  accepts() {
    // the close of the round is a fact
  },
  next: (state, { to }, day) => nothingMore(state.closed ? state : withCarried(state, to, day)),
};

/** What is open is followed under the name of `to` from now on, each item once; a name once given stays. */
export function withCarried(state: Remediation, to: string, day: Day): Remediation {
  const before = state.carried ?? { to, on: day, items: [] };
  const open = state.items.filter((item) => item.state !== 'closed').map(({ n }) => n);
  return { ...state, carried: { ...before, items: [...new Set([...before.items, ...open])].sort((a, b) => a - b) } };
}

/** The name under which an item is followed past the close of its round. */
export const carriedTo = ({ carried: by }: Remediation, n: number): string | undefined =>
  by?.items.includes(n) ? by.to : undefined;

/** A leader agreed to the rungs of an item's chase that need it. */
export const approveEscalation: Rule<Remediation, { item: number }> = {
  accepts(state, ask) {
    assertItem(state, ask.item, reportable, 'duyệt văn bản của UBND');
  },
  next: (state, { item: n }, day) =>
    nothingMore(withRemediateDuty(state, n, (duty) => ({ ...duty, approved: duty.approved ?? day }))),
};
