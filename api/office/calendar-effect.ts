import { lacksYear, yearOfCalendar } from '../../domain/calendar.ts';
import type { CalendarYear } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Matter } from '../../domain/matter.ts';
import { newCalendar } from '../../domain/new-calendar.ts';
import { Refusal } from '../../domain/refusal.ts';
import { againstNewCalendar } from '../../domain/term.ts';
import type { Store } from '../../store/index.ts';

/** What a year's new version would do to everything that is open. */
export interface CalendarEffect {
  /** Open matters that would reckon by it. */
  matters: number;
  /** Days that would come later. */
  later: number;
  /** Days nobody was told of yet that would come earlier. */
  earlier: number;
  /** Days that were told and stay, though the new version reckons an earlier one. */
  kept: number;
  /** How many units that concerns. */
  units: number;
}

const pageSize = 200;

/** Reckons every open matter by a notice that nobody entered yet, and changes nothing. */
export async function effectOf(
  { matters }: Pick<Store, 'matters'>,
  notice: CalendarYear,
  day: Day,
): Promise<CalendarEffect> {
  const effect = { matters: 0, later: 0, earlier: 0, kept: 0 };
  const units = new Set<string>();
  for (let after = ''; ;) {
    const page = await matters.open(after, pageSize);
    for (const matter of page.filter(({ calendar }) => lacksYear(calendar.version, notice))) {
      const found = movesOf(matter, notice, day);
      effect.matters += 1;
      for (const how of ['later', 'earlier', 'kept'] as const) effect[how] += found[how];
      if (found.later + found.earlier > 0 && matter.place.unit !== undefined) units.add(matter.place.unit);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return { ...effect, units: units.size };
    after = last.id;
  }
}

function movesOf(matter: Matter, notice: CalendarYear, day: Day): Pick<CalendarEffect, 'later' | 'earlier' | 'kept'> {
  const { state } = newCalendar.next(matter, yearOfCalendar(notice), day);
  const moves = { later: 0, earlier: 0, kept: 0 };
  for (const [i, { due }] of state.duties.entries()) {
    const before = matter.duties[i];
    if (!before?.due || !due || !isOpen(before)) continue;
    if (due.day > before.due.day) moves.later += 1;
    else if (due.day < before.due.day) moves.earlier += 1;
    else if (wouldBeEarlier(state, before.due)) moves.kept += 1;
  }
  return moves;
}

function wouldBeEarlier({ calendar }: Matter, due: Parameters<typeof againstNewCalendar>[1]): boolean {
  try {
    return againstNewCalendar(calendar, due).day < due.day;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'calendar-missing') return false;
    throw error;
  }
}
