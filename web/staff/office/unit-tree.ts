import { useQuery } from '@tanstack/react-query';
import type { UnitBranch, UnitView } from '../../../api/office/units.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { fold } from '../../../domain/fold.ts';
import { ask } from '../parts/ask.ts';

/** A unit of the tree with how deep it stands and the names above it. */
export type Placed = UnitBranch & { depth: number; above: string[] };

function flat(branches: UnitBranch[], depth = 0, above: string[] = []): Placed[] {
  return branches.flatMap((branch) => [
    { ...branch, depth, above },
    ...flat(branch.parts, depth + 1, [...above, branch.name]),
  ]);
}

const inOrder = (branches: UnitBranch[]): UnitBranch[] =>
  branches
    .map((branch) => ({ ...branch, parts: inOrder(branch.parts) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));

/** Every unit, those of the past included, the parts of each behind it. */
export const useUnits = () =>
  useQuery({
    queryKey: ['/units/tree'],
    queryFn: ({ signal }) => ask<{ items: UnitBranch[] }>('/units/tree', { signal }),
    select: ({ items }) => {
      const all = flat(inOrder(items));
      return { flat: all, byId: new Map(all.map((unit) => [unit.id, unit])) };
    },
    staleTime: 60_000,
  });

/** Every word occurs in the name, an alias or the id, diacritics or not. */
export function matching({ name, aliases, id }: Pick<UnitView, 'name' | 'aliases' | 'id'>, q: string): boolean {
  const text = fold([name, ...aliases, id].join(' | '));
  return fold(q)
    .split(' ')
    .every((word) => text.includes(word));
}

export const kindsIn = (units: Pick<UnitView, 'kind'>[]): string[] =>
  [...new Set(units.map(({ kind }) => kind))].sort();

/** When it is there: `từ 01/03/2025`, `đến hết 30/06/2025`. */
export const validityWords = ({ from, to }: Pick<UnitView, 'from' | 'to'>, today: Day): string =>
  to !== undefined && to < today
    ? `Đã hết ngày ${vnDay(to)}`
    : from > today
      ? `Sẽ có từ ${vnDay(from)}`
      : to !== undefined
        ? `Đến hết ${vnDay(to)}`
        : `Từ ${vnDay(from)}`;
