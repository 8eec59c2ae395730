import { campaignMatterId } from '../../domain/campaign.ts';
import type { Campaign, CampaignState } from '../../domain/campaign.ts';
import type { Calendar } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import type { FrozenPaper } from '../../domain/draft.ts';
import { isOpen, isOverdue, isPaused } from '../../domain/duty.ts';
import type { Duty, DutyId, DutyKind } from '../../domain/duty.ts';
import { inspectionState, isUnannounced, methodWords } from '../../domain/inspection.ts';
import type { Inspection, InspectionState, Visit } from '../../domain/inspection.ts';
import type { Matter, MatterId } from '../../domain/matter.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { RegisterRow } from '../../domain/register.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { CampaignId, Role, TeamId, UnitId } from '../../domain/role.ts';
import { firstOf, readTally, wordsOfState } from '../../domain/tally.ts';
import { dutyWords, roleWords, standing } from '../../domain/why.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';

/** One open duty as a row of a list says it: whose hands it is in and how far from its day. */
export interface Waiting {
  matter: MatterId;
  duty: DutyId;
  kind: DutyKind;
  what: string;
  role: Role;
  who: string;
  due?: Day;
  /** The office's own milestone: never overdue. */
  followUpOn?: Day;
  overdue: boolean;
  /** Working days past the day; negative before it. */
  past: number;
  words: string;
}

/** The day each step was taken; a step not yet taken is absent. */
interface Steps {
  notified?: Day;
  acknowledged?: Day;
  /** `on`: the day of its state; `sent`: the day the latest came. */
  selfReport?: { on: Day; sent: Day; state: 'submitted' | 'returned' | 'accepted'; submissions: number };
  /** Put on record: it sent no report. */
  silent?: Day;
  held?: Day;
  minutesSigned?: Day;
  drafted?: Day;
  concluded?: Day;
}

/** One unit of a round: how far it came, whom it waits for, what is next. */
export interface UnitProgress {
  unit: UnitId;
  team: TeamId;
  inspection: MatterId;
  vertical?: true;
  state: InspectionState;
  words: string;
  /** Inspected again: how, and how far the latest came: `kiểm tra lại: chưa kiểm tra`. */
  again?: string;
  visits: Visit[];
  steps: Steps;
  items: { total: number; closed: number };
  waiting: Waiting[];
  nextDue?: Day;
  /** The most working days any open duty is past its due; 0 when none is overdue. */
  late: number;
}

export interface ProgressFilter {
  on: Day;
  limit: number;
  /** The unit's inspection seen last. */
  after?: MatterId | undefined;
  team?: TeamId | undefined;
  /** Leaves out what nobody outside the team and its round may know of (a surprise not opened yet). */
  without?: readonly MatterId[];
}

/** What a list needs of a state: not its calendar, ladders and terms, the greater part of it. */
const withoutSetting = {
  'state.calendar': 0,
  'state.ladders': 0,
  'state.terms': 0,
  'state.outbox': 0,
  'state.heard': 0,
} as const;

export type Listed<S extends Matter> = Omit<S, 'calendar' | 'ladders' | 'terms' | 'outbox'>;

/** A paper's record, and its number once the register gave one. */
export interface PaperInList {
  record: Listed<Paper>;
  registered?: Pick<RegisterRow, 'number' | 'symbol' | 'day'>;
}

/** How a round stands, read from the records of its processes. */
export function createProgress(db: Connection) {
  const rows = () => db.collection<MatterRow>('matters');

  async function listed<S extends Matter>(filter: object, limit = 0): Promise<Listed<S>[]> {
    const found = await rows().find(filter, { projection: withoutSetting }).sort({ _id: 1 }).limit(limit).toArray();
    return found.map(({ state }) => state as unknown as Listed<S>);
  }

  /** Papers under way by the units they serve: until they are issued the matter is in other hands. */
  async function papersUnderWay(campaign: CampaignId): Promise<Map<UnitId, Listed<Paper>[]>> {
    const papers = (await listed<Paper>({ campaign, process: 'paper', open: true })).filter(
      ({ state }) => state !== 'issued',
    );
    const ids = papers.map(({ content }) => content.snapshot);
    const frozen = await db
      .collection<{ _id: string; body: FrozenPaper }>('snapshots')
      .find({ _id: { $in: ids } }, { projection: { 'body.draft.serves': 1 } })
      .toArray();
    const byUnit = new Map<UnitId, Listed<Paper>[]>();
    for (const paper of papers) {
      const serves = frozen.find(({ _id }) => _id === paper.content.snapshot)?.body.draft.serves ?? [];
      for (const unit of serves) byUnit.set(unit, [...(byUnit.get(unit) ?? []), paper]);
    }
    return byUnit;
  }

  /** How far these inspections came, and whom they and what follows from them wait for. */
  async function progressOf(round: Campaign, inspections: Listed<Inspection>[], on: Day): Promise<UnitProgress[]> {
    const { campaign } = round.place;
    const [remediations, papers] = await Promise.all([
      listed<Remediation>({
        campaign,
        process: 'remediation',
        unit: { $in: inspections.map(({ place }) => place.unit) },
      }),
      papersUnderWay(campaign),
    ]);
    const byUnit = new Map<UnitId, Listed<Remediation>[]>();
    for (const one of remediations) byUnit.set(one.place.unit, [...(byUnit.get(one.place.unit) ?? []), one]);
    const notice = round.duties.filter((duty) => duty.kind === 'issue-notice' && isOpen(duty));
    return inspections.map((inspection) => {
      const { unit } = inspection.place;
      const mine = byUnit.get(unit) ?? [];
      const under = papers.get(unit) ?? [];
      const untold =
        inspection.noticed === undefined && !isUnannounced(inspection) && under.length === 0 && !inspection.closed;
      const waiting = [inspection, ...under, ...mine, ...(untold ? [{ id: round.id, duties: notice }] : [])].flatMap(
        (matter) => waitingOf(matter, round.calendar, on),
      );
      return unitProgress(inspection, mine, waiting);
    });
  }

  return {
    /** The round's units in order of their inspections' ids; those of a round that was not launched are none. */
    async units(
      campaign: CampaignId,
      { on, limit, after, team, without = [] }: ProgressFilter,
    ): Promise<UnitProgress[]> {
      const round = (await rows().findOne({ _id: campaignMatterId(campaign) }))?.state as Campaign | undefined;
      if (!round) return [];
      const inspections = await listed<Inspection>(
        {
          campaign,
          process: 'inspection',
          ...(team ? { team } : {}),
          _id: { ...(after ? { $gt: after } : {}), $nin: [...without] },
        },
        limit,
      );
      return progressOf(round, inspections, on);
    },

    /**
     * These units of the round, each by its first inspection that was not cancelled; what later ones wait for stands
     * with it. A surprise not opened yet is as if it were not there, unless it is among `shows`.
     */
    async unitsNamed(
      campaign: CampaignId,
      units: readonly UnitId[],
      on: Day,
      shows: ReadonlySet<MatterId> = new Set(),
    ): Promise<Map<UnitId, UnitProgress>> {
      const round = (await rows().findOne({ _id: campaignMatterId(campaign) }))?.state as Campaign | undefined;
      if (!round) return new Map();
      const inspections = await listed<Inspection>({
        campaign,
        process: 'inspection',
        unit: { $in: [...units] },
        $or: [{ 'state.hidden': { $ne: true } }, { _id: { $in: [...shows] } }],
      });
      const byUnit = new Map<UnitId, Listed<Inspection>[]>();
      for (const one of inspections) byUnit.set(one.place.unit, [...(byUnit.get(one.place.unit) ?? []), one]);
      const split = [...byUnit.values()].map((all) =>
        firstOf(all, ({ n, cancelled }) => ({ n, cancelled: cancelled !== undefined })),
      );
      const shown = await progressOf(
        round,
        split.map(({ first }) => first),
        on,
      );
      return new Map(shown.map((one, i) => [one.unit, withOthers(one, split[i]!.others, round.calendar, on)]));
    },

    /** What is open at units that this round only wrote to. */
    async waitingOfUnits(campaign: CampaignId, units: readonly UnitId[], on: Day): Promise<Map<UnitId, Waiting[]>> {
      if (units.length === 0) return new Map();
      const round = (await rows().findOne({ _id: campaignMatterId(campaign) }))?.state as Campaign | undefined;
      const found = await listed<Remediation>({ campaign, process: 'remediation', unit: { $in: [...units] } });
      const byUnit = new Map<UnitId, Waiting[]>();
      for (const remediation of found) {
        const { unit } = remediation.place;
        if (round)
          byUnit.set(unit, [...(byUnit.get(unit) ?? []), ...waitingOf(remediation, round.calendar, on)].sort(byDay));
      }
      return byUnit;
    },

    /** How many units came how far, and how many wait for something overdue. */
    async summary(
      campaign: CampaignId,
      on: Day,
      without: readonly MatterId[] = [],
    ): Promise<{
      units: number;
      states: { state: InspectionState; words: string; units: number }[];
      late: number;
      items: { total: number; closed: number };
      proposals: { total: number; closed: number; late: number };
    }> {
      const [inspections, remediations, proposals] = await Promise.all([
        listed<Inspection>({ campaign, process: 'inspection', _id: { $nin: [...without] } }),
        listed<Remediation>({ campaign, process: 'remediation' }),
        listed<Proposal>({ campaign, process: 'proposal' }),
      ]);
      const counts = new Map<InspectionState, { words: string; units: number }>();
      for (const inspection of inspections) {
        const state = inspectionState(inspection as Inspection);
        const words = wordsOfState(state, { method: inspection.method });
        counts.set(state, { words, units: (counts.get(state)?.units ?? 0) + 1 });
      }
      const isLate = ({ duties }: { duties: Duty[] }) => duties.some((duty) => !isPaused(duty) && isOverdue(duty, on));
      const items = remediations.flatMap((remediation) => remediation.items);
      return {
        units: inspections.length,
        states: [...counts].map(([state, count]) => ({ state, ...count })),
        late: new Set([...inspections, ...remediations].filter(isLate).map(({ place }) => place.unit)).size,
        items: { total: items.length, closed: items.filter(({ state }) => state === 'closed').length },
        // late in the hands of the office or of an agency, never of the unit that raised it
        proposals: {
          total: proposals.length,
          closed: proposals.filter(({ closed }) => closed !== undefined).length,
          late: proposals.filter(isLate).length,
        },
      };
    },

    /** The records of these rounds, without what lists do not show. */
    async rounds(campaigns: readonly CampaignId[]): Promise<Map<CampaignId, Listed<Campaign>>> {
      const found = await listed<Campaign>({ _id: { $in: campaigns.map(campaignMatterId) } });
      return new Map(found.map((round) => [round.place.campaign, round]));
    },

    /** The rounds in one of these states; all that were ever submitted when none is said. */
    async roundsIn(states?: readonly CampaignState[]): Promise<CampaignId[]> {
      const found = await rows()
        .find(
          { process: 'campaign', ...(states ? { 'state.state': { $in: [...states] } } : {}) },
          { projection: { campaign: 1 } },
        )
        .toArray();
      return found.flatMap(({ campaign }) => campaign ?? []);
    },

    /** The records of these papers, and what the register says of them. */
    async papers(ids: readonly MatterId[]): Promise<Map<MatterId, PaperInList>> {
      const [records, registered] = await Promise.all([
        listed<Paper>({ _id: { $in: [...ids] } }),
        db
          .collection<RegisterRow>('registers')
          .find({ paper: { $in: [...ids] } }, { projection: { _id: 0, paper: 1, number: 1, symbol: 1, day: 1 } })
          .toArray(),
      ]);
      const rowOf = new Map(registered.map(({ paper, number, symbol, day }) => [paper, { number, symbol, day }]));
      return new Map(
        records.map((record) => [
          record.id,
          { record, ...(rowOf.has(record.id) ? { registered: rowOf.get(record.id)! } : {}) },
        ]),
      );
    },

    /** The first day after `day` on which a matter of this round wakes by itself; undefined when none will. */
    async nextWake(campaign: CampaignId, day: Day): Promise<Day | undefined> {
      const row = await rows()
        .find({ campaign, open: true, nextWake: { $gt: day } }, { projection: { nextWake: 1 } })
        .sort({ nextWake: 1 })
        .limit(1)
        .next();
      return row?.nextWake as Day | undefined;
    },

    /** The inspections of these units in this round; the first of each, unless `n` says another. */
    async inspectionsOf(campaign: CampaignId, units: readonly UnitId[], n = 1): Promise<Map<UnitId, Inspection>> {
      const found = await listed<Inspection>({
        campaign,
        process: 'inspection',
        unit: { $in: [...units] },
        'state.n': n,
      });
      return new Map(found.map((inspection) => [inspection.place.unit, inspection as Inspection]));
    },

    /** The inspections of a round, or of all, that are not opened yet: where they stand. */
    async hiddenOf(campaign?: CampaignId): Promise<Pick<Inspection, 'id' | 'place' | 'visits' | 'dropped'>[]> {
      const found = await listed<Inspection>({
        ...(campaign === undefined ? {} : { campaign }),
        process: 'inspection',
        'state.hidden': true,
      });
      return found.map(({ id, place, visits, dropped = [] }) => ({ id, place, visits, dropped }));
    },

    /** Every inspection of a round: the planned ones and those added to it. */
    async everyInspection(campaign: CampaignId): Promise<Inspection[]> {
      return (await listed<Inspection>({ campaign, process: 'inspection' })) as Inspection[];
    },

    /** The inspections of a round that are not over, in order. */
    async openInspections(campaign: CampaignId, without: readonly MatterId[] = []): Promise<Inspection[]> {
      const found = await listed<Inspection>({
        campaign,
        process: 'inspection',
        open: true,
        _id: { $nin: [...without] },
      });
      return found as Inspection[];
    },

    /** What follows from this round at these units: their remediations. */
    async followUps(campaign: CampaignId, units: readonly UnitId[]): Promise<Listed<Remediation>[]> {
      return listed<Remediation>({ campaign, process: 'remediation', unit: { $in: [...units] } });
    },

    /** How many papers of a round were issued, and how many official letters were put on record. */
    async issuedOf(campaign: CampaignId): Promise<{ papers: number; officialLetters: number }> {
      const [papers, officialLetters] = await Promise.all([
        rows().countDocuments({ campaign, process: 'paper', 'state.state': 'issued' }),
        rows()
          .findOne({ _id: campaignMatterId(campaign) }, { projection: { 'state.duties': 1 } })
          .then((row) =>
            (row?.state.duties ?? []).filter(
              ({ kind, ended }) => kind === 'send-official-letter' && ended?.how === 'met',
            ),
          ),
      ]);
      return { papers, officialLetters: officialLetters.length };
    },

    /** The papers of a round that are not issued, nor given up. */
    async openPapers(campaign: CampaignId): Promise<Listed<Paper>[]> {
      return listed<Paper>({ campaign, process: 'paper', open: true });
    },

    /** What a round that closes would leave: items and proposals that nobody carried on yet, and of how many units. */
    async leftOpen(campaign: CampaignId): Promise<{ items: number; proposals: number; units: number }> {
      const found = await rows()
        .find(
          {
            campaign,
            process: { $in: ['remediation', 'proposal'] },
            open: true,
            'state.carried': { $exists: false },
          },
          { projection: { process: 1, unit: 1, tally: 1 } },
        )
        .toArray();
      const ofItems = found.filter(({ process }) => process === 'remediation');
      return {
        items: ofItems.reduce((sum, { tally }) => {
          const { items = { total: 0, closed: 0 } } = readTally(tally ?? '');
          return sum + items.total - items.closed;
        }, 0),
        proposals: found.length - ofItems.length,
        units: new Set(found.flatMap(({ unit }) => unit ?? [])).size,
      };
    },

    /** Open inspections with a visit that is not held yet: of real rounds, or of one training round. */
    async inspectionsToCome(training?: CampaignId): Promise<Inspection[]> {
      const where = training === undefined ? { stepped: false } : { campaign: training };
      return (await listed<Inspection>({
        ...where,
        process: 'inspection',
        open: true,
        'state.visits': { $elemMatch: { held: { $exists: false } } },
      })) as Inspection[];
    },

    /** The visits of these units in other real rounds between two days, but of what is hidden or was cancelled. */
    async visitsElsewhere(
      campaign: CampaignId,
      units: readonly UnitId[],
      { from, to }: { from: Day; to: Day },
    ): Promise<{ unit: UnitId; campaign: CampaignId; day: Day }[]> {
      const found = await rows()
        .find(
          {
            process: 'inspection',
            unit: { $in: [...units] },
            campaign: { $ne: campaign },
            stepped: false,
            'state.hidden': { $exists: false },
            'state.cancelled': { $exists: false },
            'state.visits': { $elemMatch: { day: { $gte: from, $lte: to } } },
          },
          { projection: { unit: 1, campaign: 1, 'state.visits.day': 1 } },
        )
        .toArray();
      return found.flatMap(({ unit = '', campaign: of, state }) =>
        ((state as unknown as Inspection).visits ?? []).map(({ day }) => ({ unit, campaign: of, day })),
      );
    },

    /** Real rounds whose plan stands and whose inspections are not there yet. */
    async roundsToCome(): Promise<Listed<Campaign>[]> {
      return listed<Campaign>({
        process: 'campaign',
        open: true,
        stepped: false,
        'state.state': { $in: ['submitted', 'approved', 'launching'] },
      });
    },
  };
}

/** The open duties of one matter that do not rest, the nearest day first. */
export function waitingOf({ id, duties }: { id: MatterId; duties: Duty[] }, calendar: Calendar, on: Day): Waiting[] {
  return duties
    .filter((duty) => isOpen(duty) && !isPaused(duty))
    .map((duty): Waiting => {
      const { past, overdue, words } = standing(duty, calendar, on);
      const { role } = duty.owedBy;
      return {
        matter: id,
        duty: duty.id,
        kind: duty.kind,
        what: dutyWords[duty.kind],
        role,
        who: roleWords[role],
        ...(duty.due ? { due: duty.due.day } : {}),
        ...(duty.followUpOn && !duty.due ? { followUpOn: duty.followUpOn } : {}),
        overdue,
        past,
        words,
      };
    })
    .sort(byDay);
}

const byDay = (a: Waiting, b: Waiting): number => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0);

const dayOf = ({ due, followUpOn }: Waiting): string => due ?? followUpOn ?? '9999';

/** A unit inspected again waits for what all its inspections wait for. */
function withOthers(one: UnitProgress, others: Listed<Inspection>[], calendar: Calendar, on: Day): UnitProgress {
  const latest = others.at(-1);
  if (!latest) return one;
  const waiting = [...one.waiting, ...others.flatMap((other) => waitingOf(other, calendar, on))].sort(byDay);
  const how = latest.method === 'surprise' ? methodWords.surprise : 'kiểm tra lại';
  return { ...one, again: `${how}: ${wordsOf(latest)}`, waiting, ...standingOf(waiting) };
}

const wordsOf = (inspection: Listed<Inspection>): string =>
  wordsOfState(inspectionState(inspection as Inspection), {
    method: inspection.method,
    n: inspection.n,
    report: inspection.selfReport?.state,
    silent: inspection.silent,
  });

/** The nearest day a paper or rule sets, and the most working days anything is past it. */
function standingOf(waiting: Waiting[]): Pick<UnitProgress, 'nextDue' | 'late'> {
  const nextDue = waiting.flatMap(({ due }) => due ?? []).sort()[0];
  return {
    ...(nextDue ? { nextDue } : {}),
    late: Math.max(0, ...waiting.filter(({ overdue }) => overdue).map(({ past }) => past)),
  };
}

function unitProgress(
  inspection: Listed<Inspection>,
  remediations: Listed<Remediation>[],
  waiting: Waiting[],
): UnitProgress {
  const state = inspectionState(inspection as Inspection);
  const items = remediations.flatMap((remediation) => remediation.items);
  return {
    unit: inspection.place.unit,
    team: inspection.place.team,
    inspection: inspection.id,
    ...(inspection.vertical ? { vertical: inspection.vertical } : {}),
    state,
    words: wordsOf(inspection),
    visits: inspection.visits,
    steps: stepsOf(inspection),
    items: { total: items.length, closed: items.filter((item) => item.state === 'closed').length },
    waiting,
    ...standingOf(waiting),
  };
}

function stepsOf(inspection: Listed<Inspection>): Steps {
  const { noticed, acknowledged, selfReport, silent, visits, drafted, concluded } = inspection;
  const held = lastOf(visits.map((visit) => visit.held));
  const signed = lastOf(visits.map((visit) => visit.minutesSigned));
  return {
    ...(noticed ? { notified: noticed.on } : {}),
    ...(acknowledged ? { acknowledged: acknowledged.on } : {}),
    ...(selfReport
      ? {
          selfReport: {
            on: selfReport.on,
            sent: sentOn(inspection) ?? selfReport.on,
            state: selfReport.state,
            submissions: selfReport.submissions,
          },
        }
      : {}),
    ...(silent ? { silent: silent.on } : {}),
    ...(held ? { held } : {}),
    ...(signed ? { minutesSigned: signed } : {}),
    ...(drafted ? { drafted: drafted.on } : {}),
    ...(concluded ? { concluded: concluded.on } : {}),
  };
}

/** The day the latest report came: what was owed for it was met on that day, whenever it was judged. */
const sentOn = ({ duties }: Listed<Inspection>): Day | undefined =>
  duties
    .filter(({ kind, ended }) => ['self-report', 'supplement-self-report'].includes(kind) && ended?.how === 'met')
    .flatMap(({ ended }) => ended?.on ?? [])
    .sort()
    .at(-1);

/** The last of the days once all are there. */
const lastOf = (days: (Day | undefined)[]): Day | undefined =>
  days.length > 0 && days.every((day) => day !== undefined) ? [...days].sort().at(-1) : undefined;
