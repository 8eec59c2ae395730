import type { Day } from '../../domain/day.ts';
import { heldAgainst } from '../../domain/foretold.ts';
import type { Fate, Held } from '../../domain/foretold.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import type { LetterPhase } from '../../store/records/letters.ts';
import type { Deps } from '../deps.ts';

/** How a letter fared: foretold, or sent though nobody foretold it. */
export type How = Fate | 'unforeseen';

/** A foretold letter by its place in the run, or one of the ledger by its id. */
export interface HeldLetter {
  id: string;
  day: Day;
  kind: string;
  how: How;
  /** The letter of the ledger. */
  letter?: string;
  /** The day it left on. */
  sent?: Day;
  trouble?: true;
}

/** Every letter of a round held against what was foretold of it: in the order of days, the foretold of a day first. */
export interface HeldLetters {
  list: HeldLetter[];
  /** By day: foretold, sent, and of those what went otherwise. */
  days: { day: Day; foretold: number; sent: number; missing: number; unforeseen: number }[];
  counts: Record<How | 'sent' | 'foretold' | 'trouble', number>;
}

interface Asked {
  campaign: CampaignId;
  run: string;
  today: Day;
  isOver: boolean;
  /** What whoever asks may not know of. */
  hidden: { units: readonly UnitId[]; matters: readonly MatterId[] };
}

const inTrouble: readonly LetterPhase[] = ['refused', 'given-up'];

/** Compares as often as something has changed: the comparison last made is kept. */
export function letterComparisons({ store }: Pick<Deps, 'store'>): (asked: Asked) => Promise<HeldLetters> {
  let kept: { stamp: string; held: HeldLetters } | undefined;
  return async (asked) => {
    const stamp = JSON.stringify([asked, await store.letters.stampOf(asked.campaign)]);
    if (kept?.stamp !== stamp) kept = { stamp, held: await compared(store, asked) };
    return kept.held;
  };
}

async function compared(store: Deps['store'], { campaign, run, today, isOver, hidden }: Asked): Promise<HeldLetters> {
  const [foretold, ledger] = await Promise.all([
    store.foretold.posted(run, hidden.units),
    store.letters.posted(campaign, hidden.matters),
  ]);
  const sent = ledger.map(({ composedOn, kind, recipient, units }) => ({ day: composedOn, kind, recipient, units }));
  const held = heldAgainst(foretold, sent, today, isOver);
  return { ...listed(foretold, ledger, held), counts: counted(held, ledger) };
}

type Foretold = Awaited<ReturnType<Deps['store']['foretold']['posted']>>;
type Ledger = Awaited<ReturnType<Deps['store']['letters']['posted']>>;

function counted({ foretold, unforeseen }: Held, ledger: Ledger): HeldLetters['counts'] {
  const of = (fate: Fate) => foretold.filter((one) => one.fate === fate).length;
  return {
    foretold: foretold.length,
    sent: ledger.length,
    left: of('left'),
    'other-day': of('other-day'),
    missing: of('missing'),
    'to-come': of('to-come'),
    unforeseen: unforeseen.length,
    trouble: ledger.filter(({ phase }) => inTrouble.includes(phase)).length,
  };
}

function listed(foretold: Foretold, ledger: Ledger, held: Held): Pick<HeldLetters, 'list' | 'days'> {
  const days = new Map<Day, HeldLetters['days'][number]>();
  const on = (day: Day) => {
    const there = days.get(day) ?? { day, foretold: 0, sent: 0, missing: 0, unforeseen: 0 };
    days.set(day, there);
    return there;
  };
  const list = foretold.map(({ n, day, kind }, i): HeldLetter => {
    const { fate, sent } = held.foretold[i]!;
    const left = sent === undefined ? undefined : ledger[sent]!;
    const of = on(day);
    of.foretold++;
    if (fate === 'missing') of.missing++;
    return {
      id: String(n),
      day,
      kind,
      how: fate,
      ...(left
        ? {
            letter: left._id,
            sent: left.composedOn,
            ...(inTrouble.includes(left.phase) ? { trouble: true as const } : {}),
          }
        : {}),
    };
  });
  for (const { composedOn } of ledger) on(composedOn).sent++;
  for (const at of held.unforeseen) {
    const { _id, composedOn, kind, phase } = ledger[at]!;
    on(composedOn).unforeseen++;
    list.push({
      id: _id,
      day: composedOn,
      kind,
      how: 'unforeseen',
      letter: _id,
      sent: composedOn,
      ...(inTrouble.includes(phase) ? { trouble: true } : {}),
    });
  }
  // the order of those of one day stays: as they were foretold, then as they left
  list.sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
  return { list, days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)) };
}
