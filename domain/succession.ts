import type { Day } from './day.ts';
import { isOpen } from './duty.ts';
import type { Duty, Line } from './duty.ts';
import { isPublic } from './inspection.ts';
import type { Inspection } from './inspection.ts';
import { eventLine, holderOf, nothingMore } from './matter.ts';
import type { Matter, Step } from './matter.ts';
import { closedIfAnswered } from './proposal.ts';
import type { Proposal } from './proposal.ts';
import { unitRoles } from './role.ts';
import type { UnitId } from './role.ts';

/** A unit ended, was merged or split: what it owed passes to `to`. `basis` names the frozen document. */
export interface HandOver {
  from: UnitId;
  to: UnitId;
  basis: string;
}

/** Is the matter's own work now that of this unit: its own and never passed on, or passed to it? */
export const isHeldBy = (matter: Pick<Matter, 'place' | 'custody'>, unit: UnitId): boolean => holderOf(matter) === unit;

/** Does the matter of another unit, which has no standing of its own, go through this one? */
export const isThrough = ({ place }: Pick<Matter, 'place'>, unit: UnitId): boolean => place.through === unit;

/** Was this unit asked for something within the matter of another, and has not answered? */
export const isAskedWithin = ({ duties }: Pick<Matter, 'duties'>, unit: UnitId): boolean =>
  duties.some((duty) => isOpen(duty) && duty.owedBy.unit === unit);

/**
 * The work of a unit that is no more passes to its successor, as it stands: every day stays what it was, a rung that
 * was told is not told again. The record keeps the name it was born under, because its papers do; who answers for it
 * is the successor, where that unit has nobody of its own any more (`Place.through`).
 */
export const handOver = {
  accepts(): void {
    // that a unit ended is a fact
  },
  next<S extends Matter>(state: S, { from, to, basis }: HandOver, day: Day): Step<S> {
    const isOwn = isHeldBy(state, from);
    const isAgency = !isOwn && isThrough(state, from);
    if (from === to || !(isOwn || isAgency || isAskedWithin(state, from) || isRoutedTo(state, from)))
      return nothingMore(state);
    const hasAnswerer = isRoutedTo(state, to);
    const passed = (duty: Duty): boolean =>
      isOpen(duty) &&
      unitRoles.includes(duty.owedBy.role) &&
      (duty.owedBy.unit === undefined ? isOwn : duty.owedBy.unit === from);
    const duties = state.duties.flatMap((duty): Duty[] => {
      if (!passed(duty)) return [duty];
      const ended: Duty = { ...duty, id: `${duty.id}/${from}`, ended: { how: 'handed-over', on: day } };
      // whoever was asked for the same already owes it once
      return duty.owedBy.unit !== undefined && hasAnswerer ? [ended] : [ended, takenOver(duty, from, to, day)];
    });
    const after: S = {
      ...state,
      ...(isOwn || isAgency ? { place: { ...state.place, through: to } } : {}),
      ...(isOwn ? { custody: [...(state.custody ?? []), { from, to, on: day, basis }] } : {}),
      duties,
    };
    const now = routedTo(after, from, to, day);
    return { state: now, lines: now.closed === undefined ? told(now, { from, to, basis }, day) : [], tells: [] };
  },
};

/** The same duty, with the same day, in other hands; its chase goes on where it stood. */
const takenOver = (duty: Duty, from: UnitId, to: UnitId, on: Day): Duty => ({
  ...duty,
  owedBy: duty.owedBy.unit === undefined ? duty.owedBy : { ...duty.owedBy, unit: to },
  opened: duty.opened > on ? duty.opened : on,
  tookOver: { from, on },
});

const proposalOf = (state: Matter): Proposal | undefined =>
  state.process === 'proposal' ? (state as Proposal) : undefined;

const isRoutedTo = (state: Matter, unit: UnitId): boolean =>
  proposalOf(state)?.routes.some((route) => route.to === unit && !route.answered) === true;

/** A proposal that waits for the answer of the unit that ended waits for its successor's. */
function routedTo<S extends Matter>(state: S, from: UnitId, to: UnitId, day: Day): S {
  const proposal = proposalOf(state);
  if (!proposal || !isRoutedTo(state, from)) return state;
  const isThere = proposal.routes.some((route) => route.to === to);
  const routes = proposal.routes.flatMap((route) =>
    route.to !== from || route.answered ? [route] : isThere ? [] : [{ ...route, to }],
  );
  return closedIfAnswered({ ...proposal, routes }, day) as Matter as S;
}

/** Contact and head of the successor hear what became theirs; nobody hears of an inspection that is not known yet. */
function told(state: Matter, { from, to, basis }: HandOver, day: Day): Line[] {
  if (state.process === 'inspection' && !isPublic(state as Inspection)) return [];
  return unitRoles.map((role) => {
    const { through: _, ...line } = eventLine(state, 'handed-over', basis, role, day, { from, basis });
    return { ...line, unit: to };
  });
}
