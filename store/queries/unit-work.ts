import type { Day } from '../../domain/day.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { ItemState, Remediation } from '../../domain/remediation.ts';
import type { CampaignId, Scope, UnitId } from '../../domain/role.ts';
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
}

export interface ItemFilter {
  campaign?: CampaignId | undefined;
  /** Only of these units. */
  units?: readonly UnitId[] | undefined;
  /** Only what stands in one of these; everything where one is the office. */
  scopes?: readonly Scope[] | undefined;
  state?: ItemState | undefined;
  late?: boolean | undefined;
  /** Today in Vietnam; a stepped round is held against its own day. */
  today: Day;
  limit: number;
  /** The last row seen. */
  after?: { remediation: string; n: number } | undefined;
}

/** What units owe, read across the records of their processes. */
export function createUnitWork(db: Connection) {
  const matters = () => db.model<MatterRow>('Matter');
  return {
    /** Every inspection and remediation of these units, open and closed. */
    async mattersOf(units: readonly UnitId[]): Promise<(Inspection | Remediation)[]> {
      const rows = await matters().aggregate<{ state: Inspection | Remediation }>([
        { $match: { unit: { $in: units }, process: { $in: ['inspection', 'remediation'] } } },
        { $sort: { _id: 1 } },
        { $project: { state: 1 } },
      ]);
      return rows.map(({ state }) => state);
    },
    /** Items one by one, in the order of their remediations. */
    async items({ campaign, units, scopes, state, late, today, limit, after }: ItemFilter): Promise<ItemRow[]> {
      return matters().aggregate<ItemRow>([
        {
          $match: {
            process: 'remediation',
            ...(campaign === undefined ? {} : { campaign }),
            ...(units === undefined ? {} : { unit: { $in: units } }),
            ...(scopes === undefined || scopes.includes('office') ? {} : { $or: scopes.map(within) }),
            ...(after === undefined ? {} : { _id: { $gte: after.remediation } }),
          },
        },
        { $sort: { _id: 1 } },
        { $unwind: '$state.items' },
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
            today: { $ifNull: ['$state.clock.now', today] },
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
            late: { $and: [{ $eq: [{ $type: '$duty.due.day' }, 'string'] }, { $lt: ['$duty.due.day', '$today'] }] },
          },
        },
        {
          $match: {
            ...(state === undefined ? {} : { state }),
            ...(late === undefined ? {} : { late }),
            ...(after === undefined
              ? {}
              : { $or: [{ remediation: { $gt: after.remediation } }, { n: { $gt: after.n } }] }),
          },
        },
        { $limit: limit },
      ]);
    },
  };
}

/** `{ team: 'doan-1' }` for `team:doan-1`. */
function within(scope: Scope): Record<string, string> {
  const [kind = '', id = ''] = scope.split(/:(.*)/s);
  return { [kind]: id };
}
