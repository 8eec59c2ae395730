import { daysBetween } from './day.ts';
import type { Day } from './day.ts';
import type { LetterKind } from './duty.ts';
import type { PersonId, UnitId } from './role.ts';

/** One letter, foretold or sent: enough of it to know the one by the other. */
export interface Posted {
  day: Day;
  kind: LetterKind;
  recipient: PersonId;
  units: readonly UnitId[];
}

/** What became of a letter a rehearsal foretold. */
export const fates = ['left', 'other-day', 'missing', 'to-come'] as const;
export type Fate = (typeof fates)[number];

/** Foretold letters and those that left, by their places in the lists given. */
export interface Held {
  /** Of each foretold letter: its fate, and the one that left for it. */
  foretold: { fate: Fate; sent?: number }[];
  /** Letters nobody foretold. */
  unforeseen: number[];
}

/** Gathers what one person has to hear that morning: known by its day, not by what it speaks of. */
const gathering: readonly LetterKind[] = ['reminder', 'team-told', 'unit-answered'];

/** A gathering letter this many days from the one foretold is another letter. */
export const nearDays = 7;

const nameOf = ({ kind, recipient, units }: Posted): string =>
  gathering.includes(kind) ? `${kind} ${recipient}` : `${kind} ${recipient} ${[...units].sort().join(' ')}`;

/**
 * Holds the letters a rehearsal foretold against those that left. The same kind to the same person (and of the same
 * units, where a letter is about one event) on the same day is the same letter; what is left over then is paired in
 * the order of days, a gathering letter only within `nearDays`. Not yet missing before `today` is over.
 */
export function heldAgainst(foretold: readonly Posted[], sent: readonly Posted[], today: Day, isOver: boolean): Held {
  const fateOf: Held['foretold'] = foretold.map(({ day }) => ({
    fate: isOver || day < today ? 'missing' : 'to-come',
  }));
  const unforeseen: number[] = [];
  const byName = (letters: readonly Posted[]): Map<string, number[]> => {
    const places = new Map<string, number[]>();
    letters.forEach((letter, at) => {
      const name = nameOf(letter);
      const there = places.get(name);
      if (there) there.push(at);
      else places.set(name, [at]);
    });
    for (const there of places.values()) there.sort((a, b) => (letters[a]!.day < letters[b]!.day ? -1 : 1));
    return places;
  };
  const wanted = byName(foretold);
  const found = byName(sent);
  for (const [name, mine] of wanted) {
    const theirs = found.get(name) ?? [];
    found.delete(name);
    const [restMine, restTheirs] = onTheirDay(mine, theirs);
    let [f, s] = [0, 0];
    while (f < restMine.length && s < restTheirs.length) {
      const [of, by] = [restMine[f]!, restTheirs[s]!];
      const apart = daysBetween(foretold[of]!.day, sent[by]!.day);
      if (!gathering.includes(foretold[of]!.kind) || Math.abs(apart) <= nearDays) {
        fateOf[of] = { fate: 'other-day', sent: by };
        f++;
        s++;
      } else if (apart > 0) f++;
      else {
        unforeseen.push(by);
        s++;
      }
    }
    unforeseen.push(...restTheirs.slice(s));
  }
  unforeseen.push(...[...found.values()].flat());
  return { foretold: fateOf, unforeseen };

  /** Pairs what left on the very day; resolves with what is left over of both. */
  function onTheirDay(mine: readonly number[], theirs: readonly number[]): [number[], number[]] {
    const free = new Map<Day, number[]>();
    for (const by of theirs) free.set(sent[by]!.day, [...(free.get(sent[by]!.day) ?? []), by]);
    const over = mine.filter((of) => {
      const by = free.get(foretold[of]!.day)?.shift();
      if (by !== undefined) fateOf[of] = { fate: 'left', sent: by };
      return by === undefined;
    });
    const unused = new Set([...free.values()].flat());
    return [over, theirs.filter((by) => unused.has(by))];
  }
}
