import { trusted } from 'mongoose';
import type { Inspection } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Proposal, ProposalState } from '../../domain/proposal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { CampaignId, Scope, UnitId } from '../../domain/role.ts';
import type { Connection } from '../connection.ts';
import type { ListedMatter, MatterRow } from '../records/matters.ts';
import { createItemRows, within } from './item-rows.ts';
import type { ItemRow } from './item-rows.ts';

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
  return {
    ...createItemRows(db),
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
    /**
     * Everything that is these units' own, goes through them, or was put to them, open and closed, in order of id:
     * without what a list does not show.
     */
    async touching(units: readonly UnitId[]): Promise<ListedMatter[]> {
      const rows = await matters().aggregate<{ state: ListedMatter }>([
        {
          $match: {
            process: { $in: ['inspection', 'remediation', 'proposal'] },
            $or: [
              { unit: { $in: units } },
              { 'state.place.through': { $in: units } },
              { 'state.routes.to': { $in: units } },
            ],
          },
        },
        { $sort: { _id: 1 } },
        { $project: { state: 1 } },
        { $unset: ['state.calendar', 'state.ladders', 'state.terms', 'state.outbox', 'state.heard'] },
      ]);
      return rows.map(({ state }) => state);
    },
    /** Units whose work goes through one of these by its record: those they succeeded among them. */
    async heardThrough(units: readonly UnitId[]): Promise<UnitId[]> {
      return matters().distinct('unit', { 'state.place.through': trusted({ $in: [...units] }) });
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
