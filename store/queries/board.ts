import type { Calendar } from '../../domain/calendar.ts';
import { workingDaysBetween } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import { inspectionId } from '../../domain/inspection.ts';
import type { InspectionState } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { FrozenPaper } from '../../domain/draft.ts';
import type { CampaignId, TeamId, UnitId } from '../../domain/role.ts';
import { firstOf, hands, readTally, wordsOfState } from '../../domain/tally.ts';
import type { Hand, Tally } from '../../domain/tally.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';

/** One unit of a round, counted: how far it came, and what is open in whose hands. */
export interface BoardUnit {
  unit: UnitId;
  team?: TeamId;
  /** Absent: it was only written to by a directive. */
  state?: InspectionState;
  /** Absent: at its place. */
  method?: Tally['method'];
  /** The steps its kind of inspection has; of the others nothing is said and nothing is counted. */
  has: ReadonlySet<BoardStep>;
  notified: boolean;
  acknowledged: boolean;
  /** A report was sent and not returned. */
  reported: boolean;
  report?: Tally['report'];
  /** Of its first inspection; those of a re-inspection stand beside it. */
  visits: Visits;
  concluded: boolean;
  /** The latest re-inspection under way or done (kiểm tra lại), and the visits of all of them. */
  again?: { state: InspectionState; visits: Visits };
  items: { total: number; closed: number };
  /** Hands that owe something now. */
  waiting: Hand[];
  /** The earliest due that is past, and in whose hands; a milestone is never among them. */
  late?: { due: Day; hand: Hand };
  /** The next due that is not past. */
  next?: Day;
}

interface Visits {
  total: number;
  held: number;
  signed: number;
}

/** The whole round counted. */
export interface BoardCount {
  units: number;
  /** Units that have this step at all. */
  having: Record<BoardStep, number>;
  /** Units that are not as far as this step: who the filter by it shows. */
  lacking: Record<BoardStep, number>;
  notified: number;
  acknowledged: number;
  reported: number;
  /** Of a reporting round: reports accepted, returned, and units none came from. */
  accepted: number;
  returned: number;
  unsent: number;
  /** Visits, not units; also those of re-inspections. */
  visits: Visits;
  concluded: number;
  items: { total: number; closed: number };
  states: { state: InspectionState; words: string; units: number }[];
  /** Units with something past its due, by the hand of the earliest. */
  late: { units: number; byHand: Record<Hand, number>; longest: number };
  waiting: Record<Hand, number>;
  next?: { day: Day; units: number };
}

export interface BoardFilter {
  on: Day;
  team?: TeamId | undefined;
  /** Only these units. */
  among?: ReadonlySet<UnitId> | undefined;
  late?: boolean | undefined;
  waiting?: Hand | undefined;
  step?: BoardStep | undefined;
  /** How far its first inspection came. */
  state?: InspectionState | undefined;
  /** Surprises not opened yet are left out, but these. */
  shows?: ReadonlySet<MatterId> | undefined;
}

/** Units that have not come as far as this step: those of an inspection, then those of a reporting round. */
export const boardSteps = [
  'notice',
  'acknowledge',
  'report',
  'visit',
  'minutes',
  'conclusion',
  'items',
  'accept',
  'supplement',
  'send',
] as const;
export type BoardStep = (typeof boardSteps)[number];

/** What is lacking of a step it has. */
const lacks: Record<BoardStep, (unit: BoardUnit) => boolean> = {
  notice: ({ notified }) => !notified,
  acknowledge: ({ acknowledged }) => !acknowledged,
  report: ({ reported }) => !reported,
  visit: (unit) => visitsOf(unit).some(({ held, total }) => held < total),
  minutes: (unit) => visitsOf(unit).some(({ signed, total }) => signed < total),
  conclusion: ({ concluded }) => !concluded,
  items: ({ items }) => items.closed < items.total,
  accept: ({ report }) => report !== 'accepted',
  supplement: ({ report }) => report === 'returned',
  send: ({ report }) => report === undefined,
};

const visitsOf = ({ visits, again }: BoardUnit): Visits[] => [visits, ...(again ? [again.visits] : [])];

/** What each kind of inspection goes through: unannounced nobody is notified, judged by a report nobody is visited. */
function stepsOf({ state, method, n = 1 }: Tally): BoardStep[] {
  if (state === 'cancelled') return ['items'];
  if (method === 'reporting') return ['report', 'accept', 'supplement', 'send', 'items'];
  const told: BoardStep[] = method === 'surprise' || n > 1 ? [] : ['notice', 'acknowledge', 'report'];
  const seen: BoardStep[] = method === 'desk' ? [] : ['visit', 'minutes'];
  return [...told, ...seen, 'conclusion', 'items'];
}

const none: Visits = { total: 0, held: 0, signed: 0 };

/**
 * How a whole round stands, counted from the tallies in one index: no record is opened, however many items there are.
 * Units come most late first. Papers under way count for the units they will reach.
 */
export function createBoard(db: Connection) {
  const rows = () => db.collection<MatterRow>('matters');
  type Counted = Pick<MatterRow, 'process' | 'unit' | 'team' | 'tally'> & { _id: MatterId };

  async function papersUnderWay(campaign: CampaignId): Promise<{ tally: Tally; serves: UnitId[] }[]> {
    const papers = await rows()
      .find(
        { campaign, process: 'paper', open: true },
        { projection: { tally: 1, 'state.state': 1, 'state.content.snapshot': 1 } },
      )
      .toArray();
    const under = papers
      .map(({ tally, state }) => ({
        tally,
        paper: state as unknown as { state: string; content: { snapshot: string } },
      }))
      .filter(({ paper }) => paper.state !== 'issued');
    if (under.length === 0) return [];
    const frozen = await db
      .collection<{ _id: string; body: FrozenPaper }>('snapshots')
      .find(
        { _id: { $in: under.map(({ paper }) => paper.content.snapshot) } },
        { projection: { 'body.draft.serves': 1 } },
      )
      .toArray();
    const serves = new Map(frozen.map(({ _id, body }) => [_id, body.draft.serves]));
    return under.map(({ tally, paper }) => ({
      tally: readTally(tally ?? ''),
      serves: serves.get(paper.content.snapshot) ?? [],
    }));
  }

  /** Every unit of the round, most late first. */
  async function unitsOf(campaign: CampaignId, on: Day, shows?: ReadonlySet<MatterId>): Promise<BoardUnit[]> {
    const [counted, papers] = await Promise.all([
      rows()
        .find(
          { campaign, process: { $in: ['inspection', 'remediation'] } },
          { projection: { _id: 0, process: 1, unit: 1, team: 1, tally: 1 } },
        )
        .hint({ campaign: 1, process: 1, unit: 1, team: 1, tally: 1 })
        .toArray() as unknown as Promise<Counted[]>,
      papersUnderWay(campaign),
    ]);
    const units = new Map<UnitId, BoardUnit>();
    const inspections = new Map<UnitId, Seen[]>();
    for (const { unit = '', team, process, tally: text } of counted) {
      const tally = readTally(text ?? '');
      if (tally.hidden && !shows?.has(inspectionId(campaign, unit, tally.n ?? 1))) continue;
      const one = units.get(unit) ?? emptyUnit(unit);
      units.set(unit, one);
      if (team !== undefined) one.team ??= team;
      if (process === 'inspection')
        inspections.set(unit, [
          ...(inspections.get(unit) ?? []),
          { ...tally, ...(team === undefined ? {} : { team }) },
        ]);
      if (tally.items) {
        one.items.total += tally.items.total;
        one.items.closed += tally.items.closed;
      }
      takeOwed(one, tally, on);
    }
    for (const { tally, serves } of papers) {
      for (const unit of serves) {
        const one = units.get(unit);
        if (one) takeOwed(one, tally, on);
      }
    }
    for (const [unit, tallies] of inspections) takeSteps(units.get(unit)!, tallies);
    return [...units.values()].sort(byLateness);
  }

  return {
    boardUnits: unitsOf,

    /** The proposals units of the round raised, and how many are answered. */
    async proposals(campaign: CampaignId): Promise<{ total: number; closed: number }> {
      const [total, open] = await Promise.all(
        [{}, { open: true }].map((which) => rows().countDocuments({ campaign, process: 'proposal', ...which })),
      );
      return { total: total!, closed: total! - open! };
    },

    /** The count of the whole round, and the units of the filter in order. */
    async board(
      campaign: CampaignId,
      calendar: Calendar,
      { on, shows, ...filter }: BoardFilter,
    ): Promise<{ count: BoardCount; all: number; units: BoardUnit[] }> {
      const all = await unitsOf(campaign, on, shows);
      return { count: countOf(all, calendar, on), all: all.length, units: all.filter((unit) => fits(unit, filter)) };
    },
  };
}

const emptyUnit = (unit: UnitId): BoardUnit => ({
  unit,
  has: new Set<BoardStep>(['items']),
  notified: false,
  acknowledged: false,
  reported: false,
  visits: { ...none },
  concluded: false,
  items: { total: 0, closed: 0 },
  waiting: [],
});

/** One inspection as it is counted. */
type Seen = Tally & { team?: TeamId };

/** The first inspection says how far the unit came; one that was cancelled never hides another. */
function takeSteps(unit: BoardUnit, tallies: Seen[]): void {
  const { first, others } = firstOf(tallies, ({ n = 1, state }) => ({ n, cancelled: state === 'cancelled' }));
  const { state, method, report, acknowledged, visits = none } = first;
  if (first.team !== undefined) unit.team = first.team;
  if (state === undefined) return;
  unit.state = state;
  if (method !== undefined) unit.method = method;
  if (report !== undefined) unit.report = report;
  unit.has = new Set(stepsOf(first));
  unit.notified = state !== 'planned' && state !== 'cancelled';
  unit.acknowledged = acknowledged === true;
  unit.reported = report !== undefined && report !== 'returned';
  unit.concluded = state === 'concluded';
  unit.visits = state === 'cancelled' ? none : visits;
  const latest = others.at(-1)?.state;
  if (latest !== undefined)
    unit.again = { state: latest, visits: others.map((one) => one.visits ?? none).reduce(together, none) };
}

const together = (a: Visits, b: Visits): Visits => ({
  total: a.total + b.total,
  held: a.held + b.held,
  signed: a.signed + b.signed,
});

function takeOwed(unit: BoardUnit, { owed }: Tally, on: Day): void {
  for (const { hand, due } of owed) {
    if (!unit.waiting.includes(hand)) unit.waiting.push(hand);
    if (due === undefined) continue;
    if (due >= on) {
      if (unit.next === undefined || due < unit.next) unit.next = due;
    } else if (unit.late === undefined || due < unit.late.due) unit.late = { due, hand };
  }
}

const byLateness = (a: BoardUnit, b: BoardUnit): number => {
  const [first, second] = [a.late?.due ?? '9999', b.late?.due ?? '9999'];
  if (first !== second) return first < second ? -1 : 1;
  return a.unit < b.unit ? -1 : 1;
};

const fits = (
  unit: BoardUnit,
  { team, among, late, waiting, step, state }: Omit<BoardFilter, 'on' | 'shows'>,
): boolean =>
  (team === undefined || unit.team === team) &&
  (among === undefined || among.has(unit.unit)) &&
  (late !== true || unit.late !== undefined) &&
  (waiting === undefined || unit.waiting.includes(waiting)) &&
  (step === undefined || (unit.has.has(step) && lacks[step](unit))) &&
  (state === undefined || unit.state === state);

const byHand = (units: BoardUnit[], holds: (unit: BoardUnit, hand: Hand) => boolean): Record<Hand, number> =>
  Object.fromEntries(hands.map((hand) => [hand, units.filter((unit) => holds(unit, hand)).length])) as Record<
    Hand,
    number
  >;

/** Sums over units; exported so that a recount from the records can be held against it. */
export function countOf(units: BoardUnit[], calendar: Calendar, on: Day): BoardCount {
  const inspected = units.filter(({ state }) => state !== undefined);
  const count = (which: (unit: BoardUnit) => boolean) => inspected.filter(which).length;
  const reached = (step: BoardStep, which: (unit: BoardUnit) => boolean) =>
    count((unit) => unit.has.has(step) && which(unit));
  const sum = (of: (unit: BoardUnit) => number) => units.reduce((total, unit) => total + of(unit), 0);
  const states = [...new Set(inspected.map(({ state }) => state!))].map((state) => ({
    state,
    words: wordsOfState(
      state,
      inspected.find((unit) => unit.state === state)!,
    ),
    units: count((unit) => unit.state === state),
  }));
  const late = units.filter((unit) => unit.late !== undefined);
  const [earliest] = late.map((unit) => unit.late!.due).sort();
  const [next] = units.flatMap((unit) => unit.next ?? []).sort();
  return {
    units: inspected.length,
    having: Object.fromEntries(boardSteps.map((step) => [step, reached(step, () => true)])) as BoardCount['having'],
    lacking: Object.fromEntries(
      boardSteps.map((step) => [step, units.filter((unit) => fits(unit, { step })).length]),
    ) as BoardCount['lacking'],
    notified: reached('notice', ({ notified }) => notified),
    acknowledged: reached('acknowledge', ({ acknowledged }) => acknowledged),
    reported: reached('report', ({ reported }) => reported),
    accepted: reached('accept', ({ report }) => report === 'accepted'),
    returned: reached('supplement', ({ report }) => report === 'returned'),
    unsent: reached('send', ({ report }) => report === undefined),
    visits: units.flatMap(visitsOf).reduce(together, none),
    concluded: reached('conclusion', ({ concluded }) => concluded),
    items: { total: sum(({ items }) => items.total), closed: sum(({ items }) => items.closed) },
    states,
    late: {
      units: late.length,
      byHand: byHand(late, (unit, hand) => unit.late?.hand === hand),
      longest: earliest === undefined ? 0 : workingDaysBetween(calendar, earliest, on),
    },
    waiting: byHand(units, ({ waiting }, hand) => waiting.includes(hand)),
    ...(next === undefined ? {} : { next: { day: next, units: units.filter((unit) => unit.next === next).length } }),
  };
}
