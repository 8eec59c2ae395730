import type { Day } from './day.ts';
import type { UnitId } from './role.ts';
import { existsOn } from './unit.ts';
import type { Unit } from './unit.ts';

export type GroupId = string;

/** Units a paper addresses together (“các sở, ban, ngành”, “UBND cấp xã”): by kind and level, or one by one. */
export interface Group {
  id: GroupId;
  name: string;
  kinds?: string[];
  levels?: Unit['level'][];
  units?: UnitId[];
  except?: UnitId[];
}

/** A group as a paper was submitted with it: who belongs to it never changes afterwards. */
export interface FrozenGroup {
  id: GroupId;
  name: string;
  units: UnitId[];
}

/** The units of a group that exist on `day`, in their order; sites have no standing of their own. */
export function membersOf(group: Group, units: Unit[], day: Day): Unit[] {
  const named = new Set(group.units);
  const except = new Set(group.except);
  const described = (unit: Unit) =>
    (group.kinds !== undefined || group.levels !== undefined) &&
    (group.kinds?.includes(unit.kind) ?? true) &&
    (group.levels?.includes(unit.level) ?? true);
  return units.filter(
    (unit) =>
      unit.level !== 'site' && existsOn(unit, day) && !except.has(unit.id) && (named.has(unit.id) || described(unit)),
  );
}

export const frozenGroup = (group: Group, units: Unit[], day: Day): FrozenGroup => ({
  id: group.id,
  name: group.name,
  units: membersOf(group, units, day).map(({ id }) => id),
});

/** All a paper addresses: the members of its groups, then the units named beside them, each once. */
export const addressees = (groups: FrozenGroup[], named: UnitId[]): UnitId[] => [
  ...new Set([...groups.flatMap(({ units }) => units), ...named]),
];
