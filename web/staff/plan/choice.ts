import { noTeam } from '../../../domain/plan.ts';
import type { PlannedUnit } from '../../../domain/plan.ts';
import type { UnitId } from '../../../domain/role.ts';
import { usePlan } from './plan-context.ts';

/** Adding and taking away units of the plan. */
export function useChoice() {
  const { chosen, change } = usePlan();
  return {
    chosen,
    add: (units: readonly UnitId[]) =>
      change((now) => {
        const there = new Set(now.units.map(({ unit }) => unit));
        // the one team there is takes whoever comes
        const team = now.teams.length === 1 ? now.teams[0]!.id : noTeam;
        const added = units.filter((unit) => !there.has(unit)).map((unit): PlannedUnit => ({ unit, team, visits: [] }));
        return { ...now, units: [...now.units, ...added] };
      }),
    remove: (units: readonly UnitId[]) =>
      change((now) => {
        const gone = new Set(units);
        return { ...now, units: now.units.filter(({ unit }) => !gone.has(unit)) };
      }),
  };
}
