import type { Inspection } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { CampaignId, Scope, UnitId } from '../../domain/role.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';

/** What a list needs of an inspection. */
export type ListedInspection = Pick<
  Inspection,
  'id' | 'place' | 'n' | 'method' | 'visits' | 'dropped' | 'hidden' | 'selfReport' | 'silent' | 'duties'
> &
  Pick<Inspection, 'noticed' | 'acknowledged' | 'concluded' | 'cancelled' | 'closed' | 'reportBy' | 'drafted'>;

export interface OwnFilter {
  /** Only what stands in one of these; everything where one is the office. */
  scopes: readonly Scope[];
  campaign?: CampaignId | undefined;
  units?: readonly UnitId[] | undefined;
  /** Only those with a visit. */
  visited?: boolean;
  /** Leaves out what whoever asks may not know of. */
  without: readonly MatterId[];
  limit?: number;
  /** The one seen last. */
  after?: MatterId | undefined;
}

const within = (scope: Scope): object => {
  const [kind, id] = [scope.split(':')[0], scope.slice(scope.indexOf(':') + 1)];
  if (kind === 'team' || kind === 'campaign') return { [kind]: id };
  return { _id: id.replace(/#\d+$/, '') };
};

/** Inspections of the teams and rounds somebody stands in. */
export function createOwnInspections(db: Connection) {
  return {
    /** The latest rounds first, each in the order of its units. */
    async list({
      scopes,
      campaign,
      units,
      visited,
      without,
      limit = 0,
      after,
    }: OwnFilter): Promise<ListedInspection[]> {
      const anywhere = scopes.includes('office');
      if (!anywhere && scopes.length === 0) return [];
      const rows = await db
        .collection<MatterRow>('matters')
        .find(
          {
            process: 'inspection',
            ...(campaign === undefined ? {} : { campaign }),
            ...(units ? { unit: { $in: [...units] } } : {}),
            ...(visited ? { 'state.visits.0': { $exists: true } } : {}),
            $and: [
              { _id: { ...(after === undefined ? {} : { $lt: after }), $nin: [...without] } },
              ...(anywhere ? [] : [{ $or: scopes.map(within) }]),
            ],
          },
          {
            projection: {
              'state.calendar': 0,
              'state.ladders': 0,
              'state.terms': 0,
              'state.outbox': 0,
              'state.heard': 0,
            },
          },
        )
        .sort({ _id: -1 })
        .limit(limit)
        .toArray();
      return rows.map(({ state }) => state as unknown as ListedInspection);
    },
  };
}
