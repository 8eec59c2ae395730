import type { Day } from '../../domain/day.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Proposal, ProposalState } from '../../domain/proposal.ts';
import type { Item, ItemState, Remediation } from '../../domain/remediation.ts';
import type { CampaignId, Role, Scope, UnitId } from '../../domain/role.ts';
import { unitRoles } from '../../domain/role.ts';
import { lateBy } from '../../domain/two-clocks.ts';
import type { Lateness } from '../../domain/two-clocks.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';

/** One item as it stands in lists. */
export interface ItemRow {
  remediation: string;
  campaign: CampaignId;
  unit: UnitId;
  paper: string;
  n: number;
  requirement: string;
  state: ItemState;
  /** The day of the open duty: by the paper or a rule, or the office's own milestone. */
  due?: Day;
  followUpOn?: Day;
  late: boolean;
  area?: string;
  /** Whose hands it is in: the roles that owe something about it now. */
  waiting: Role[];
  /** Working days past dues so far, the unit's and the office's. */
  lateBy: Lateness;
  incidents?: number;
  achieved?: Item['achieved'];
  carriedTo?: string;
}

export interface ItemFilter {
  campaign?: CampaignId | undefined;
  /** Only of these units. */
  units?: readonly UnitId[] | undefined;
  /** Only what stands in one of these; everything where one is the office. */
  scopes?: readonly Scope[] | undefined;
  state?: ItemState | undefined;
  late?: boolean | undefined;
  area?: string | undefined;
  /** Waiting for one of these. */
  waiting?: readonly Role[] | undefined;
  /** Carried on under this name when its round was closed. */
  carriedTo?: string | undefined;
  /** Today in Vietnam; a stepped round is held against its own day. */
  today: Day;
  limit: number;
  /** The last row seen. */
  after?: { remediation: string; n: number } | undefined;
}

export interface ProposalFilter {
  campaign?: CampaignId | undefined;
  /** Raised by one of these, or put to one of them. */
  units?: readonly UnitId[] | undefined;
  /** Only what stands in one of these, or was put to a unit among them; everything where one is the office. */
  scopes?: readonly Scope[] | undefined;
  state?: ProposalState | undefined;
  /** The one seen last. */
  after?: MatterId | undefined;
  limit?: number;
}

/** How the states of a proposal stand in its record. */
const proposalStands: Record<ProposalState, object> = {
  received: { open: true, 'state.routes.0': { $exists: false } },
  routed: { open: true, 'state.routes.0': { $exists: true }, 'state.routes.answered': { $exists: false } },
  answered: { open: true, 'state.routes.answered': { $exists: true } },
  closed: { open: false },
};

/** What units owe, read across the records of their processes. */
export function createUnitWork(db: Connection) {
  const matters = () => db.model<MatterRow>('Matter');
  /** The days of training rounds. */
  const clocksOf = (campaign?: CampaignId): Promise<{ _id: CampaignId; now: Day }[]> =>
    db
      .collection<{ _id: CampaignId; now: Day }>('clocks')
      .find(campaign === undefined ? {} : { _id: campaign }, { projection: { now: 1 } })
      .toArray();
  return {
    /** Every inspection and remediation of these units, open and closed; not a surprise that is not opened yet. */
    async mattersOf(units: readonly UnitId[]): Promise<(Inspection | Remediation)[]> {
      const rows = await matters().aggregate<{ state: Inspection | Remediation }>([
        {
          $match: {
            unit: { $in: units },
            process: { $in: ['inspection', 'remediation'] },
            'state.hidden': { $ne: true },
          },
        },
        { $sort: { _id: 1 } },
        { $project: { state: 1 } },
      ]);
      return rows.map(({ state }) => state);
    },
    /** What one round has of a unit, also what the unit was not told of yet. */
    async ofRound(campaign: CampaignId, unit: UnitId): Promise<(Inspection | Remediation)[]> {
      const rows = await matters().aggregate<{ state: Inspection | Remediation }>([
        { $match: { campaign, unit, process: { $in: ['inspection', 'remediation'] } } },
        { $sort: { _id: 1 } },
        { $project: { state: 1 } },
      ]);
      return rows.map(({ state }) => state);
    },
    /** Proposals in the order of their ids. */
    async proposals({ campaign, units, scopes, state, after, limit = 0 }: ProposalFilter): Promise<Proposal[]> {
      const raisedOrAsked = (ids: readonly UnitId[]): object[] => [
        { unit: { $in: ids } },
        { 'state.routes.to': { $in: ids } },
      ];
      const asked = (scope: Scope): object[] =>
        scope.startsWith('unit:') ? raisedOrAsked([scope.slice('unit:'.length)]) : [within(scope)];
      const rows = await matters().aggregate<{ state: Proposal }>([
        {
          $match: {
            process: 'proposal',
            ...(campaign === undefined ? {} : { campaign }),
            ...(state === undefined ? {} : proposalStands[state]),
            ...(after === undefined ? {} : { _id: { $gt: after } }),
            $and: [
              units === undefined ? {} : { $or: raisedOrAsked(units) },
              scopes === undefined || scopes.includes('office') ? {} : { $or: scopes.flatMap(asked) },
            ],
          },
        },
        { $sort: { _id: 1 } },
        ...(limit > 0 ? [{ $limit: limit }] : []),
        { $project: { state: 1 } },
      ]);
      return rows.map((row) => row.state);
    },
    /** Items one by one, in the order of their remediations. */
    async items({
      campaign,
      units,
      scopes,
      state,
      late,
      area,
      waiting,
      carriedTo,
      today,
      limit,
      after,
    }: ItemFilter): Promise<ItemRow[]> {
      const training = await clocksOf(campaign);
      const rows = await matters().aggregate<Omit<ItemRow, 'lateBy'> & { today: Day }>([
        {
          $match: {
            process: 'remediation',
            ...(campaign === undefined ? {} : { campaign }),
            ...(units === undefined ? {} : { unit: { $in: units } }),
            ...(scopes === undefined || scopes.includes('office') ? {} : { $or: scopes.map(within) }),
            ...(after === undefined ? {} : { _id: { $gte: after.remediation } }),
            ...(carriedTo === undefined ? {} : { 'state.carried.to': carriedTo }),
          },
        },
        { $sort: { _id: 1 } },
        { $unwind: '$state.items' },
        ...(area === undefined ? [] : [{ $match: { 'state.items.area': area } }]),
        {
          $project: {
            _id: 0,
            remediation: '$_id',
            campaign: 1,
            unit: 1,
            paper: '$state.paper',
            n: '$state.items.n',
            requirement: '$state.items.requirement',
            state: '$state.items.state',
            area: '$state.items.area',
            incidents: '$state.items.incidents',
            achieved: '$state.items.achieved',
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
            waited: {
              $filter: {
                input: '$state.duties',
                cond: {
                  $and: [
                    { $eq: ['$$this.about', '$state.items.n'] },
                    { $eq: [{ $type: '$$this.ended' }, 'missing'] },
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
                  cond: {
                    $and: [
                      { $eq: ['$$this.about', '$state.items.n'] },
                      { $in: ['$$this.kind', ['remediate', 'confirm-period']] },
                      { $eq: [{ $type: '$$this.ended' }, 'missing'] },
                    ],
                  },
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
            paper: 1,
            n: 1,
            requirement: 1,
            state: 1,
            due: '$duty.due.day',
            followUpOn: '$duty.followUpOn',
            area: 1,
            incidents: 1,
            achieved: 1,
            carriedTo: 1,
            today: 1,
            waiting: { $setUnion: ['$waited.owedBy.role', []] },
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
            ...(state === undefined ? {} : { state }),
            ...(carriedTo === undefined ? {} : { carriedTo }),
            ...(late === undefined ? {} : { late }),
            ...(waiting === undefined ? {} : { waiting: { $in: waiting } }),
            ...(after === undefined
              ? {}
              : { $or: [{ remediation: { $gt: after.remediation } }, { n: { $gt: after.n } }] }),
          },
        },
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
        return { ...row, lateBy: lateBy(about, calendar, on) };
      });
    },
    /** The ids of closed items of a round, `{ remediation, n }`, in order. */
    async closedItems(campaign: CampaignId, scopes: readonly Scope[]): Promise<Pick<ItemRow, 'remediation' | 'n'>[]> {
      return matters().aggregate<Pick<ItemRow, 'remediation' | 'n'>>([
        {
          $match: {
            process: 'remediation',
            campaign,
            ...(scopes.includes('office') ? {} : { $or: scopes.map(within) }),
          },
        },
        { $sort: { _id: 1 } },
        { $unwind: '$state.items' },
        { $match: { 'state.items.state': 'closed' } },
        { $project: { _id: 0, remediation: '$_id', n: '$state.items.n' } },
      ]);
    },
  };
}

/** `{ team: 'doan-1' }` for `team:doan-1`. */
function within(scope: Scope): object {
  const [kind = '', id = ''] = scope.split(/:(.*)/s);
  // who manages a branch without standing of its own acts for it
  return kind === 'unit' ? { $or: [{ unit: id }, { 'state.place.through': id }] } : { [kind]: id };
}
