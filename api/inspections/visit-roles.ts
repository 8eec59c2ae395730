import { inspectionId, visitKey } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { PlannedVisit } from '../../domain/plan.ts';
import { methodOf } from '../../domain/plan.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Day } from '../../domain/day.ts';
import type { Appointment } from '../../domain/role.ts';
import { newId } from '../deps.ts';

/** The chairs and secretaries of an inspection's own visits, as appointments in the scope of each visit. */
export const visitRoles = (
  inspection: MatterId,
  visits: readonly Pick<PlannedVisit, 'n' | 'chair' | 'secretary'>[],
  from: Day,
): Appointment[] =>
  visits.flatMap(({ n, chair, secretary }) => {
    const scope = `visit:${visitKey(inspection, n)}` as const;
    const held = { chair, secretary };
    return (['chair', 'secretary'] as const).flatMap((role) => {
      const person = held[role];
      return person === undefined ? [] : [{ id: newId('a'), role, scope, person, from }];
    });
  });

/** Those of a whole plan. */
export const planVisitRoles = ({ campaign, units }: Pick<Plan, 'campaign' | 'units'>, from: Day): Appointment[] =>
  units.flatMap(({ unit, visits }) => visitRoles(inspectionId(campaign, unit), visits, from));

/** The units a plan's notice is addressed to: not those that are surprised. */
export const announcedUnits = (plan: Pick<Plan, 'kind' | 'units'>): string[] =>
  plan.units.filter((planned) => methodOf(plan, planned) !== 'surprise').map(({ unit }) => unit);
