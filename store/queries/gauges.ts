import { dayAt, instantAt } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import type { Connection } from '../connection.ts';

/** How much there is of what, by the few words that name it; nothing of a person. */
export interface Gauges {
  /** Letters by how far they got. */
  letters: { phase: string; clock: Clock; count: number }[];
  /** Open matters. */
  matters: { process: string; state: string; clock: Clock; count: number }[];
  /** Lines that somebody still has to be told, by kind of letter. */
  lines: { letter: string; clock: Clock; count: number }[];
  /** Since when the longest overdue wake of a real round was due, in seconds; 0 when none is. */
  overdueWake: number;
  /** For how long the oldest line of a real round that should have left waits, in seconds; 0 when none does. */
  postLag: number;
}
type Clock = 'real' | 'stepped';

/** Matters wake at seven, letters leave from eight. */
const [wakes, leaves] = [7, 8];

/** The figures an operator watches. */
export function createGauges(db: Connection) {
  const counted = async <Keys extends string>(
    collection: string,
    match: object,
    keys: Record<Keys, string>,
  ): Promise<({ clock: Clock; count: number } & Record<Keys, string>)[]> => {
    const rows = await db
      .collection(collection)
      .aggregate<{ _id: Record<Keys, string> & { stepped?: boolean }; count: number }>([
        { $match: match },
        { $group: { _id: { ...keys, stepped: '$stepped' }, count: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    return rows.map(({ _id: { stepped, ...words }, count }) => ({
      ...(words as unknown as Record<Keys, string>),
      clock: stepped ? 'stepped' : 'real',
      count,
    }));
  };
  const since = (due: Instant, now: Instant): number => Math.max(0, (Date.parse(now) - Date.parse(due)) / 1_000);

  return async (now: Instant): Promise<Gauges> => {
    const day = dayAt(now);
    const [letters, matters, lines, wake, line] = await Promise.all([
      counted('letters', {}, { phase: '$phase' }),
      counted('matters', { open: true }, { process: '$process', state: '$state.state' }),
      counted('lines', { status: 'waiting' }, { letter: '$letter' }),
      db
        .collection<{ nextWake: typeof day }>('matters')
        .findOne(
          { open: true, stepped: false, nextWake: { $lte: day } },
          { sort: { nextWake: 1 }, projection: { nextWake: 1 } },
        ),
      db
        .collection<{ day: typeof day }>('lines')
        .findOne(
          { status: 'waiting', stepped: false, letter: { $ne: 'official-letter' }, day: { $lte: day } },
          { sort: { day: 1 }, projection: { day: 1 } },
        ),
    ]);
    return {
      letters,
      matters,
      lines,
      overdueWake: wake ? since(instantAt(wake.nextWake, wakes), now) : 0,
      postLag: line ? since(instantAt(line.day, leaves), now) : 0,
    };
  };
}
