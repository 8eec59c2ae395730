import type { Calendar } from '../../domain/calendar.ts';
import { workingDaysBetween } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import { inspectionWords } from '../../domain/inspection.ts';
import type { InspectionState } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { FrozenPaper } from '../../domain/draft.ts';
import type { CampaignId, TeamId, UnitId } from '../../domain/role.ts';
import { hands, readTally } from '../../domain/tally.ts';
import type { Hand, Tally } from '../../domain/tally.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';

/** One unit of a round, counted: how far it came, and what is open in whose hands. */
export interface BoardUnit {
  unit: UnitId;
  team?: TeamId;
  /** Absent: it was only written to by a directive. */
  state?: InspectionState;
  notified: boolean;
  acknowledged: boolean;
  reported: boolean;
  visits: { total: number; held: number; signed: number };
  concluded: boolean;
  items: { total: number; closed: number };
  /** Hands that owe something now. */
  waiting: Hand[];
  /** The earliest due that is past, and in whose hands; a milestone is never among them. */
  late?: { due: Day; hand: Hand };
  /** The next due that is not past. */
  next?: Day;
}

/** The whole round counted. */
export interface BoardCount {
  units: number;
  notified: number;
  acknowledged: number;
  reported: number;
  /** Visits, not units. */
  visits: { total: number; held: number; signed: number };
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
}

/** Units that have not come as far as this step. */
export const boardSteps = ['notice', 'acknowledge', 'report', 'visit', 'minutes', 'conclusion', 'items'] as const;
export type BoardStep = (typeof boardSteps)[number];

const lacks: Record<BoardStep, (unit: BoardUnit) => boolean> = {
  notice: (unit) => unit.state !== undefined && !unit.notified,
  acknowledge: (unit) => unit.state !== undefined && !unit.acknowledged,
  report: (unit) => unit.state !== undefined && !unit.reported,
  visit: ({ visits }) => visits.held < visits.total,
  minutes: ({ visits }) => visits.signed < visits.total,
  conclusion: (unit) => unit.state !== undefined && !unit.concluded,
  items: ({ items }) => items.closed < items.total,
};

const none = { total: 0, held: 0, signed: 0 };

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
  async function unitsOf(campaign: CampaignId, on: Day): Promise<BoardUnit[]> {
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
    for (const { unit = '', team, process, tally: text } of counted) {
      const tally = readTally(text ?? '');
      if (tally.hidden) continue;
      const one = units.get(unit) ?? emptyUnit(unit);
      units.set(unit, one);
      if (team !== undefined && (one.team === undefined || process === 'inspection')) one.team = team;
      if (process === 'inspection') takeSteps(one, tally);
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
    return [...units.values()].sort(byLateness);
  }

  return {
    boardUnits: unitsOf,

    /** The count of the whole round, and the units of the filter in order. */
    async board(
      campaign: CampaignId,
      calendar: Calendar,
      { on, ...filter }: BoardFilter,
    ): Promise<{ count: BoardCount; all: number; units: BoardUnit[] }> {
      const all = await unitsOf(campaign, on);
      return { count: countOf(all, calendar, on), all: all.length, units: all.filter((unit) => fits(unit, filter)) };
    },
  };
}

const emptyUnit = (unit: UnitId): BoardUnit => ({
  unit,
  notified: false,
  acknowledged: false,
  reported: false,
  visits: { ...none },
  concluded: false,
  items: { total: 0, closed: 0 },
  waiting: [],
});

/** Of a unit inspected again the later inspection is shown, the visits of both are counted. */
function takeSteps(unit: BoardUnit, { state, acknowledged, reported, visits = none }: Tally): void {
  if (state === undefined || (state === 'cancelled' && unit.state !== undefined)) return;
  unit.state = state;
  unit.notified = state !== 'planned' && state !== 'cancelled';
  unit.acknowledged = acknowledged === true;
  unit.reported = reported === true;
  unit.concluded = state === 'concluded';
  if (state === 'cancelled') return;
  unit.visits = {
    total: unit.visits.total + visits.total,
    held: unit.visits.held + visits.held,
    signed: unit.visits.signed + visits.signed,
  };
}

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

const fits = (unit: BoardUnit, { team, among, late, waiting, step }: Omit<BoardFilter, 'on'>): boolean =>
  (team === undefined || unit.team === team) &&
  (among === undefined || among.has(unit.unit)) &&
  (late !== true || unit.late !== undefined) &&
  (waiting === undefined || unit.waiting.includes(waiting)) &&
  (step === undefined || lacks[step](unit));

const byHand = (units: BoardUnit[], holds: (unit: BoardUnit, hand: Hand) => boolean): Record<Hand, number> =>
  Object.fromEntries(hands.map((hand) => [hand, units.filter((unit) => holds(unit, hand)).length])) as Record<
    Hand,
    number
  >;

/** Sums over units; exported so that a recount from the records can be held against it. */
export function countOf(units: BoardUnit[], calendar: Calendar, on: Day): BoardCount {
  const inspected = units.filter(({ state }) => state !== undefined);
  const count = (which: (unit: BoardUnit) => boolean) => inspected.filter(which).length;
  const sum = (of: (unit: BoardUnit) => number) => units.reduce((total, unit) => total + of(unit), 0);
  const states = [...new Set(inspected.map(({ state }) => state!))].map((state) => ({
    state,
    words: inspectionWords[state],
    units: count((unit) => unit.state === state),
  }));
  const late = units.filter((unit) => unit.late !== undefined);
  const [earliest] = late.map((unit) => unit.late!.due).sort();
  const [next] = units.flatMap((unit) => unit.next ?? []).sort();
  return {
    units: inspected.length,
    notified: count(({ notified }) => notified),
    acknowledged: count(({ acknowledged }) => acknowledged),
    reported: count(({ reported }) => reported),
    visits: {
      total: sum(({ visits }) => visits.total),
      held: sum(({ visits }) => visits.held),
      signed: sum(({ visits }) => visits.signed),
    },
    concluded: count(({ concluded }) => concluded),
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
