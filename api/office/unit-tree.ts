import { fold } from '../../domain/fold.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { UnitId } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import type { VersionedUnit } from '../../store/content/units.ts';

/** `Sở Nội vụ` is `so-noi-vu`. */
export const idOf = (name: string): UnitId =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');

export interface Branch extends VersionedUnit {
  parts: Branch[];
}

/** Who stands under whom; a unit whose parent is unknown stands at the top. */
export function treeOf(rows: VersionedUnit[]): Branch[] {
  const branches = new Map<UnitId, Branch>(rows.map((row) => [row.id, { ...row, parts: [] }]));
  const top: Branch[] = [];
  for (const branch of branches.values()) {
    const above = branch.parent === undefined ? undefined : branches.get(branch.parent);
    (above?.parts ?? top).push(branch);
  }
  return top;
}

/** Throws Refusal('unit-unknown' | 'unit-above-itself'). `others` are the units as they will stand beside it. */
export function assertTree(unit: Unit, others: ReadonlyMap<UnitId, Unit>): void {
  for (const named of [unit.parent, unit.through, unit.superior, ...(unit.successors ?? [])]) {
    if (named !== undefined && named !== unit.id && !others.has(named))
      throw new Refusal('unit-unknown', { unit: named });
  }
  if (unit.superior === unit.id || unit.through === unit.id || unit.successors?.includes(unit.id))
    throw new Refusal('unit-above-itself', { unit: unit.name });
  const seen = new Set<UnitId>();
  for (let above = unit.parent; above !== undefined && !seen.has(above); above = others.get(above)?.parent) {
    if (above === unit.id) throw new Refusal('unit-above-itself', { unit: unit.name });
    seen.add(above);
  }
}
