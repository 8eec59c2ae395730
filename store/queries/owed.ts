import type { Duty } from '../../domain/duty.ts';
import type { MatterId, ProcessName } from '../../domain/matter.ts';
import type { Place, Role, UnitId } from '../../domain/role.ts';
import type { Connection } from '../connection.ts';
import type { LineRow } from '../records/lines.ts';
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
  /** Open matters among these, each with those of its open duties that are asked for. */
  const owing = (matters: object, duties: object): Promise<Owing[]> =>
    db.model<MatterRow>('Matter').aggregate<Owing>([
      { $match: { open: true, ...matters } },
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
              cond: { $and: [{ $eq: [{ $type: '$$duty.ended' }, 'missing'] }, duties] },
            },
          },
        },
      },
    ]);
  return {
    /** Open duties of these roles that do not rest, in the order of their matters. */
    owedBy: (roles: readonly Role[]): Promise<Owing[]> =>
      owing(
        { 'state.duties': { $elemMatch: { ended: { $exists: false }, 'owedBy.role': { $in: roles } } } },
        { $in: ['$$duty.owedBy.role', roles] },
      ),

    /** What a ladder put to a leader and no leader agreed to yet: the late duty, and the role it was put to. */
    async putToLeader(): Promise<{ owing: Owing; duty: Duty; role: Role }[]> {
      const put = await db
        .model<LineRow>('Line')
        .aggregate<{ _id: { matter: MatterId; duty: string; role: Role } }>([
          { $match: { act: 'put-to-leader' } },
          { $group: { _id: { matter: '$matter', duty: '$duty', role: '$role' } } },
        ]);
      const waiting = new Map(
        (
          await owing(
            { _id: { $in: [...new Set(put.map(({ _id }) => _id.matter))] } },
            { $eq: [{ $type: '$$duty.approved' }, 'missing'] },
          )
        ).map((one) => [one.id, one]),
      );
      return put.flatMap(({ _id: { matter, duty: id, role } }) => {
        const one = waiting.get(matter);
        const duty = one?.duties.find((each) => each.id === id);
        return one && duty ? [{ owing: one, duty, role }] : [];
      });
    },
  };
}
