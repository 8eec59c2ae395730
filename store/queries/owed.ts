import type { Duty } from '../../domain/duty.ts';
import type { MatterId, ProcessName } from '../../domain/matter.ts';
import type { Place, Role, UnitId } from '../../domain/role.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';

/** One open matter with what these roles owe in it. */
export interface Owing {
  id: MatterId;
  process: ProcessName;
  place: Place;
  /** The successor whose work it is now. */
  heldBy?: UnitId;
  /** A training round's own day. */
  stepped: boolean;
  duties: Duty[];
  /** Of what a paper asks: the paper, and the line each item owes. */
  paper?: MatterId;
  lines?: { n: number; requirement: string }[];
  /** The frozen text of a proposal. */
  content?: string;
  /** What a paper was frozen as. */
  snapshot?: string;
}

/** What is owed by roles, read across every open matter. */
export function createOwed(db: Connection) {
  return {
    /** Open duties of these roles that do not rest, in the order of their matters. */
    async owedBy(roles: readonly Role[]): Promise<Owing[]> {
      const owed = { ended: { $exists: false }, 'owedBy.role': { $in: roles } };
      return db.model<MatterRow>('Matter').aggregate<Owing>([
        { $match: { open: true, 'state.duties': { $elemMatch: owed } } },
        { $sort: { _id: 1 } },
        {
          $project: {
            _id: 0,
            id: '$_id',
            process: 1,
            place: '$state.place',
            heldBy: { $ifNull: [{ $last: '$state.custody.to' }, '$$REMOVE'] },
            stepped: 1,
            paper: '$state.paper',
            lines: {
              $map: { input: '$state.items', as: 'item', in: { n: '$$item.n', requirement: '$$item.requirement' } },
            },
            content: { $cond: [{ $eq: [{ $type: '$state.content' }, 'string'] }, '$state.content', '$$REMOVE'] },
            snapshot: '$state.content.snapshot',
            duties: {
              $filter: {
                input: '$state.duties',
                as: 'duty',
                cond: {
                  $and: [{ $eq: [{ $type: '$$duty.ended' }, 'missing'] }, { $in: ['$$duty.owedBy.role', roles] }],
                },
              },
            },
          },
        },
      ]);
    },
  };
}
