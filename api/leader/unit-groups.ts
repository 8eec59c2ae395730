import type { Day } from '../../domain/day.ts';
import { holders } from '../../domain/role.ts';
import type { PersonId, UnitId } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Deps } from '../deps.ts';

/** What nobody named: an area, a head. */
export const unnamed = '-';

/** Where a unit belongs (khối, địa bàn): what it is a part of, else its level. */
export const placeOf = ({ parent, level }: Pick<Unit, 'parent' | 'level'>): string => parent ?? level;

/** Who heads each of these units on that day. */
export async function headsOf(
  { store }: Pick<Deps, 'store'>,
  units: Iterable<UnitId>,
  day: Day,
): Promise<Map<UnitId, PersonId | undefined>> {
  const heads = (await store.appointments.all()).filter(({ role }) => role === 'unit-head');
  const byScope = new Map<string, typeof heads>();
  for (const one of heads) byScope.set(one.scope, [...(byScope.get(one.scope) ?? []), one]);
  return new Map(
    [...units].map((unit) => [unit, holders(byScope.get(`unit:${unit}`) ?? [], 'unit-head', { unit }, day)[0]]),
  );
}

/** The units of one place, or under one head; undefined: all. */
export async function unitsAmong(
  deps: Pick<Deps, 'store'>,
  { place, head }: { place?: string | undefined; head?: string | undefined },
  day: Day,
): Promise<UnitId[] | undefined> {
  if (place === undefined && head === undefined) return undefined;
  const units = await deps.store.units.all();
  const headOf =
    head === undefined
      ? undefined
      : await headsOf(
          deps,
          units.map(({ id }) => id),
          day,
        );
  return units
    .filter(
      (unit) =>
        (place === undefined || placeOf(unit) === place) &&
        (headOf === undefined || (headOf.get(unit.id) ?? unnamed) === head),
    )
    .map(({ id }) => id);
}
