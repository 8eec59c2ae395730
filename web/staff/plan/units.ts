import { useQuery } from '@tanstack/react-query';
import type { UnitBranch } from '../../../api/office/units.ts';
import type { UnitId } from '../../../domain/role.ts';
import { capitalised } from '../../../domain/fold.ts';
import { fits, lookFor } from '../../../domain/search.ts';
import { levelWords, searchText } from '../../../domain/unit.ts';
import type { Unit } from '../../../domain/unit.ts';
import { ask } from '../parts/ask.ts';

/** Every unit of the province, read once. */
export interface Units {
  top: readonly UnitBranch[];
  /** Each with its parts after it. */
  all: readonly UnitBranch[];
  byId: ReadonlyMap<UnitId, UnitBranch>;
  nameOf: (unit: UnitId) => string;
}

export const useUnits = () =>
  useQuery({
    queryKey: ['units', 'tree'],
    queryFn: ({ signal }) => ask<{ items: UnitBranch[] }>('/units/tree', { signal }),
    select: unitsOf,
    staleTime: 60_000,
  });

export function unitsOf({ items }: { items: UnitBranch[] }): Units {
  const all: UnitBranch[] = [];
  const take = (branch: UnitBranch) => {
    all.push(branch);
    branch.parts.forEach(take);
  };
  items.forEach(take);
  const byId = new Map(all.map((unit) => [unit.id, unit]));
  return { top: items, all, byId, nameOf: (unit) => byId.get(unit)?.name ?? unit };
}

/** A level at the head of its units. */
export const levelName = (level: Unit['level']): string => capitalised(levelWords[level]);

/** Why a unit cannot be inspected by itself; undefined where it can. */
export const unfit = (unit: Pick<UnitBranch, 'level' | 'to'>, today: string): string | undefined => {
  if (unit.to !== undefined && unit.to < today) return 'đã thôi hoạt động';
  return unit.level === 'site' ? 'trụ sở' : undefined;
};

const texts = new WeakMap<object, string>();

/** Whether what was typed means it: without diacritics, by a short form, by any part of the name. Nothing typed means all. */
export function meantBy(typed: string): (unit: Pick<Unit, 'name' | 'aliases' | 'level'>) => boolean {
  const look = lookFor(typed);
  return (unit) => {
    const text = texts.get(unit) ?? searchText(unit);
    texts.set(unit, text);
    return look === undefined || fits(look, text);
  };
}

/** A unit of the plan, also where no unit is known by its id. */
export const unitOr = (units: Units, unit: UnitId): Pick<Unit, 'name' | 'aliases' | 'level'> =>
  units.byId.get(unit) ?? { name: unit, aliases: [], level: 'province' };
