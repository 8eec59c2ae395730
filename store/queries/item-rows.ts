import type { PipelineStage } from 'mongoose';
import type { Calendar } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import type { Duty, DutyKind } from '../../domain/duty.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Item, ItemKind, ItemState, Remediation } from '../../domain/remediation.ts';
import type { CampaignId, Role, Scope, TeamId, UnitId } from '../../domain/role.ts';
import { unitRoles } from '../../domain/role.ts';
import { lateBy } from '../../domain/two-clocks.ts';
import type { Lateness } from '../../domain/two-clocks.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';
import { waitingOf } from './progress.ts';
import type { Waiting } from './progress.ts';

/** One item as it stands in lists. */
export interface ItemRow {
  remediation: string;
  campaign: CampaignId;
  unit: UnitId;
  /** The successor that owes it now; absent: never passed on. */
  heldBy?: UnitId;
  /** With `unit` and `campaign` the place its rights are asked at. */
  team?: TeamId;
  through?: UnitId;
  paper: string;
  n: number;
  requirement: string;
  kind: ItemKind;
  state: ItemState;
  /** The day of the open duty: by the paper or a rule, or the office's own milestone. */
  due?: Day;
  followUpOn?: Day;
  late: boolean;
  area?: string;
  /** Whose hands it is in: the roles that owe something about it now. */
  waiting: Role[];
  /** What they owe, the nearest day first. */
  owed: Waiting[];
  /** Working days past dues so far, the unit's and the office's. */
  lateBy: Lateness;
  incidents?: number;
  achieved?: Item['achieved'];
  carriedTo?: string;
  /** The frozen report a verdict would answer. */
  report?: string;
  closedOn?: Day;
}

/** What one word of a search is found in: units by name, lines of papers (see `lineKey`) by text or number. */
export interface FoundWord {
  units: readonly UnitId[];
  lines: readonly string[];
}

/** One line of one paper, whatever units owe it. */
export const lineKey = (paper: MatterId, requirement: string): string => `${paper}#${requirement}`;

export interface ItemFilter {
  campaign?: CampaignId | undefined;
  /** Only of these rounds. */
  campaigns?: readonly CampaignId[] | undefined;
  /** Only of these units: what is theirs now, and what was until it passed on. */
  units?: readonly UnitId[] | undefined;
  /** Only what is one of these units' now. */
  holders?: readonly UnitId[] | undefined;
  /** Only what stands in one of these; everything where one is the office. */
  scopes?: readonly Scope[] | undefined;
  paper?: MatterId | undefined;
  state?: ItemState | undefined;
  /** Closed ones alone, or all the others. */
  closed?: boolean | undefined;
  kind?: ItemKind | undefined;
  late?: boolean | undefined;
  /** `-`: of none. */
  area?: string | undefined;
  /** Waiting for one of these. */
  waiting?: readonly Role[] | undefined;
  /** Something of this kind is owed about it. */
  awaits?: DutyKind | undefined;
  /** Carried on under this name when its round was closed. */
  carriedTo?: string | undefined;
  /** Each word is found in its unit or its line. */
  words?: readonly FoundWord[] | undefined;
  /** Today in Vietnam; a stepped round is held against its own day. */
  today: Day;
}

export interface ItemsAsked extends ItemFilter {
  /** `urgency`: the nearest day of anything owed first; else by paper and unit. */
  order?: 'paper' | 'urgency' | undefined;
  limit: number;
  /** The last row seen; `by`: its day, where they come by urgency. */
  after?: { remediation: string; n: number; by?: string | undefined } | undefined;
}

/** How many items of a unit in a round, in one unit's hands, are in one state, of one area and kind, late or not. */
export interface ItemCount {
  campaign: CampaignId;
  /** As its paper names it. */
  unit: UnitId;
  /** Whose it is now: the unit itself, or its successor. */
  holder: UnitId;
  state: ItemState;
  kind: ItemKind;
  area?: string;
  late: boolean;
  /** Somebody beside the unit owes something about it now. */
  ours: boolean;
  count: number;
}

/** Items, one by one and counted, across the records of their processes. */
export function createItemRows(db: Connection) {
  const matters = () => db.model<MatterRow>('Matter');
  /** The days of training rounds. */
  const clocksOf = (campaign?: CampaignId): Promise<{ _id: CampaignId; now: Day }[]> =>
    db
      .collection<{ _id: CampaignId; now: Day }>('clocks')
      .find(campaign === undefined ? {} : { _id: campaign }, { projection: { now: 1 } })
      .toArray();
  const calendarOf = async (matter: MatterId): Promise<Calendar> =>
    (await matters().findById(matter, { 'state.calendar': 1 }).lean<Pick<MatterRow, 'state'>>())!.state.calendar;
  return {
    /** Items one by one, in the order asked for; `by` goes into the next page's `after`. */
    async items({ order = 'paper', limit, after, ...filter }: ItemsAsked): Promise<(ItemRow & { by: string })[]> {
      const seen =
        after === undefined
          ? {}
          : order === 'paper'
            ? { $or: beyond(after) }
            : { $or: [{ by: { $gt: after.by } }, { by: after.by, $or: beyond(after) }] };
      const rows = await matters().aggregate<Omit<ItemRow, 'lateBy' | 'owed'> & { today: Day; by: string }>([
        ...chosen(filter, await clocksOf(filter.campaign), order === 'paper' ? { from: after?.remediation } : {}),
        { $match: seen },
        ...(order === 'paper' ? [] : [{ $sort: { by: 1 as const, remediation: 1 as const, n: 1 as const } }]),
        { $limit: limit },
      ]);
      const records = new Map(
        (
          await matters().aggregate<Pick<MatterRow, '_id'> & { state: Pick<Remediation, 'duties' | 'calendar'> }>([
            { $match: { _id: { $in: [...new Set(rows.map(({ remediation }) => remediation))] } } },
            { $project: { 'state.duties': 1, 'state.calendar': 1 } },
          ])
        ).map(({ _id, state: record }) => [_id, record]),
      );
      return rows.map(({ today: on, ...row }) => {
        const { duties, calendar } = records.get(row.remediation)!;
        const about = duties.filter((duty) => duty.about === row.n);
        const owed = waitingOf({ id: row.remediation, duties: about }, calendar, on);
        return { ...row, owed, lateBy: lateBy(about, calendar, on) };
      });
    },
    /** Every item, the nearest day first, by so many as they are read: the database sorts, nothing is held here. */
    async *everyItem(filter: ItemFilter, atOnce = 500): AsyncGenerator<ItemRow[]> {
      type Read = Omit<ItemRow, 'lateBy' | 'owed'> & { by: string; today: Day; duties: Duty[]; calendar: string };
      const found = matters()
        .aggregate<Read>([
          ...chosen(filter, await clocksOf(filter.campaign), { withDuties: true }),
          { $sort: { by: 1, remediation: 1, n: 1 } },
        ])
        .allowDiskUse(true)
        .cursor<Read>({ batchSize: atOnce });
      const calendars = new Map<string, Calendar>();
      let rows: ItemRow[] = [];
      for await (const { by: _by, today: on, duties, calendar: version, ...row } of found) {
        const calendar = calendars.get(version) ?? (await calendarOf(row.remediation));
        calendars.set(version, calendar);
        const owed = waitingOf({ id: row.remediation, duties }, calendar, on);
        rows.push({ ...row, owed, lateBy: lateBy(duties, calendar, on) });
        if (rows.length < atOnce) continue;
        yield rows;
        rows = [];
      }
      if (rows.length > 0) yield rows;
    },
    /** How many of them there are. */
    async countItems(filter: ItemFilter): Promise<ItemCount[]> {
      const rows = await matters().aggregate<{ _id: Omit<ItemCount, 'count'>; count: number }>([
        ...chosen(filter, await clocksOf(filter.campaign)),
        {
          $group: {
            _id: {
              campaign: '$campaign',
              unit: '$unit',
              holder: { $ifNull: ['$heldBy', '$unit'] },
              state: '$state',
              kind: '$kind',
              area: '$area',
              late: '$late',
              ours: { $gt: [{ $size: { $setDifference: ['$waiting', [...unitRoles]] } }, 0] },
            },
            count: { $sum: 1 },
          },
        },
      ]);
      return rows.map(({ _id, count }) => ({ ..._id, count }));
    },
    /** The papers that ask something of units: of one round, or of all. */
    async askingPapers(campaign?: CampaignId): Promise<MatterId[]> {
      return matters().distinct('state.paper', {
        process: 'remediation',
        ...(campaign === undefined ? {} : { campaign }),
      }) as Promise<MatterId[]>;
    },
    /** The units that papers frozen under these ids are sent to. */
    async servedBy(snapshots: readonly string[]): Promise<Map<string, UnitId[]>> {
      const rows = await db
        .collection<{ _id: string; body: { draft: { serves?: UnitId[] } } }>('snapshots')
        .find({ _id: { $in: [...snapshots] } }, { projection: { 'body.draft.serves': 1 } })
        .toArray();
      return new Map(rows.map(({ _id, body }) => [_id, body.draft.serves ?? []]));
    },
    /** What lines of papers ask, as last submitted: `{ paper, requirement, text }`. */
    async linesOf(papers: readonly MatterId[]): Promise<{ paper: MatterId; requirement: string; text: string }[]> {
      return matters().aggregate([
        { $match: { _id: { $in: [...papers] } } },
        { $project: { snapshot: '$state.content.snapshot' } },
        {
          $lookup: {
            from: 'snapshots',
            localField: 'snapshot',
            foreignField: '_id',
            pipeline: [{ $project: { 'body.draft.requirements.id': 1, 'body.draft.requirements.text': 1 } }],
            as: 'frozen',
          },
        },
        { $unwind: '$frozen' },
        { $unwind: '$frozen.body.draft.requirements' },
        {
          $project: {
            _id: 0,
            paper: '$_id',
            requirement: '$frozen.body.draft.requirements.id',
            text: '$frozen.body.draft.requirements.text',
          },
        },
      ]);
    },
  };
}

const beyond = ({ remediation, n }: { remediation: string; n: number }): object[] => [
  { remediation: { $gt: remediation } },
  { remediation, n: { $gt: n } },
];

/** An open duty about the item at hand. */
const openHere = [{ $eq: ['$$this.about', '$state.items.n'] }, { $eq: [{ $type: '$$this.ended' }, 'missing'] }];

/** The items a filter asks for, by paper and unit, each as its row says it but for what only the rules can reckon. */
function chosen(
  filter: ItemFilter,
  training: { _id: CampaignId; now: Day }[],
  { from, withDuties = false }: { from?: MatterId | undefined; withDuties?: boolean } = {},
): PipelineStage[] {
  const { campaign, campaigns, units, holders, scopes, paper, state, closed, kind, late, area } = filter;
  const { waiting, awaits, carriedTo, words, today } = filter;
  return [
    {
      $match: {
        process: 'remediation',
        ...(campaign !== undefined ? { campaign } : campaigns === undefined ? {} : { campaign: { $in: campaigns } }),
        $and: [
          ...(units === undefined ? [] : [everOf(units)]),
          ...(holders === undefined ? [] : [everOf(holders)]),
          ...(scopes === undefined || scopes.includes('office') ? [] : [{ $or: scopes.map(within) }]),
          {},
        ],
        ...(from === undefined ? {} : { _id: { $gte: from } }),
        ...(paper === undefined ? {} : { 'state.paper': paper }),
        ...(state === undefined ? {} : { 'state.items.state': state }),
        ...(carriedTo === undefined ? {} : { 'state.carried.to': carriedTo }),
      },
    },
    { $sort: { _id: 1 } },
    { $unwind: '$state.items' },
    {
      $match: {
        ...(area === undefined ? {} : { 'state.items.area': area === '-' ? { $exists: false } : area }),
        ...(closed === undefined ? {} : { 'state.items.state': closed ? 'closed' : { $ne: 'closed' } }),
        ...(state === undefined ? {} : { $and: [{ 'state.items.state': state }] }),
        ...(kind === undefined ? {} : kinds[kind]),
      },
    },
    {
      $project: {
        _id: 0,
        remediation: '$_id',
        campaign: 1,
        unit: 1,
        heldBy: { $ifNull: [{ $last: '$state.custody.to' }, '$$REMOVE'] },
        team: 1,
        through: '$state.place.through',
        paper: '$state.paper',
        n: '$state.items.n',
        requirement: '$state.items.requirement',
        line: { $concat: ['$state.paper', '#', '$state.items.requirement'] },
        kind: {
          $switch: {
            branches: [
              // oxlint-disable-next-line unicorn/no-thenable -- $switch calls it so
              { case: { $eq: ['$state.items.prohibits', true] }, then: 'prohibition' },
              // oxlint-disable-next-line unicorn/no-thenable -- $switch calls it so
              { case: { $gt: ['$state.items.recurs', null] }, then: 'standing' },
            ],
            default: 'once',
          },
        },
        state: '$state.items.state',
        area: '$state.items.area',
        incidents: '$state.items.incidents',
        achieved: '$state.items.achieved',
        report: '$state.items.report',
        closedOn: '$state.items.closedOn',
        carriedTo: {
          $cond: [
            { $in: ['$state.items.n', { $ifNull: ['$state.carried.items', []] }] },
            '$state.carried.to',
            '$$REMOVE',
          ],
        },
        // a matter that nothing woke does not know its round's day
        today:
          training.length === 0
            ? { $ifNull: ['$state.clock.now', today] }
            : {
                $cond: [
                  { $eq: ['$state.clock.kind', 'stepped'] },
                  {
                    $switch: {
                      // oxlint-disable-next-line unicorn/no-thenable -- $switch calls it so
                      branches: training.map(({ _id, now }) => ({ case: { $eq: ['$campaign', _id] }, then: now })),
                      default: '$state.clock.now',
                    },
                  },
                  today,
                ],
              },
        ...(withDuties
          ? {
              duties: {
                $filter: { input: '$state.duties', cond: { $eq: ['$$this.about', '$state.items.n'] } },
              },
              calendar: '$state.calendar.version',
            }
          : {}),
        waited: {
          $filter: {
            input: '$state.duties',
            cond: {
              $and: [
                ...openHere,
                {
                  $allElementsTrue: {
                    $map: { input: '$$this.pauses', as: 'pause', in: { $gt: ['$$pause.to', null] } },
                  },
                },
              ],
            },
          },
        },
        duty: {
          $first: {
            $filter: {
              input: '$state.duties',
              cond: { $and: [{ $in: ['$$this.kind', ['remediate', 'confirm-period']] }, ...openHere] },
            },
          },
        },
      },
    },
    {
      $project: {
        remediation: 1,
        campaign: 1,
        unit: 1,
        heldBy: 1,
        team: 1,
        through: 1,
        paper: 1,
        n: 1,
        requirement: 1,
        line: 1,
        kind: 1,
        state: 1,
        due: '$duty.due.day',
        followUpOn: '$duty.followUpOn',
        area: 1,
        incidents: 1,
        achieved: 1,
        report: 1,
        closedOn: 1,
        carriedTo: 1,
        today: 1,
        ...(withDuties ? { duties: 1, calendar: 1 } : {}),
        waiting: { $setUnion: ['$waited.owedBy.role', []] },
        awaits: '$waited.kind',
        by: {
          $ifNull: [
            {
              $min: {
                $map: { input: '$waited', as: 'owed', in: { $ifNull: ['$$owed.due.day', '$$owed.followUpOn'] } },
              },
            },
            '9999-12-31',
          ],
        },
        late: {
          $anyElementTrue: {
            $map: {
              input: '$waited',
              as: 'owed',
              in: {
                $and: [
                  { $in: ['$$owed.owedBy.role', [...unitRoles]] },
                  { $eq: [{ $type: '$$owed.due.day' }, 'string'] },
                  { $lt: ['$$owed.due.day', '$today'] },
                ],
              },
            },
          },
        },
      },
    },
    {
      $match: {
        ...(holders === undefined ? {} : { $expr: { $in: [{ $ifNull: ['$heldBy', '$unit'] }, holders] } }),
        ...(carriedTo === undefined ? {} : { carriedTo }),
        ...(late === undefined ? {} : { late }),
        ...(waiting === undefined ? {} : { waiting: { $in: waiting } }),
        ...(awaits === undefined ? {} : { awaits }),
        ...(words === undefined || words.length === 0
          ? {}
          : {
              $and: words.map((word) => ({
                $or: [{ unit: { $in: word.units } }, { heldBy: { $in: word.units } }, { line: { $in: word.lines } }],
              })),
            }),
      },
    },
    { $project: { line: 0, awaits: 0 } },
  ];
}

/** Of these units by its record, or passed on to one of them at some time. */
const everOf = (units: readonly UnitId[]): object => ({
  $or: [{ unit: { $in: units } }, { 'state.custody.to': { $in: units } }],
});

/** How the kinds stand in a record. */
const kinds: Record<ItemKind, object> = {
  prohibition: { 'state.items.prohibits': true },
  standing: { 'state.items.prohibits': { $ne: true }, 'state.items.recurs': { $exists: true } },
  once: { 'state.items.prohibits': { $ne: true }, 'state.items.recurs': { $exists: false } },
};

/** `{ team: 'doan-1' }` for `team:doan-1`. */
export function within(scope: Scope): object {
  const [kind = '', id = ''] = scope.split(/:(.*)/s);
  // who manages a branch without standing of its own acts for it
  return kind === 'unit' ? { $or: [{ unit: id }, { 'state.place.through': id }] } : { [kind]: id };
}
