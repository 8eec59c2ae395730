import { createContext, useContext } from 'react';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import type { Plan, PlannedUnit } from '../../../domain/plan.ts';
import type { PersonId, UnitId } from '../../../domain/role.ts';
import type { Drafting } from '../parts/draft.ts';
import type { PlanPlace } from './steps.ts';
import type { Units } from './units.ts';

/** A plan as it is saved: its round never changes. */
export type PlanFields = Omit<Plan, 'campaign'>;

/** The plan being written, for every step. */
export interface PlanDesk {
  round: string;
  /** As last read or saved. */
  view: CampaignView;
  plan: PlanFields;
  change: (next: (plan: PlanFields) => PlanFields) => void;
  drafting: Drafting<PlanFields>;
  /** What the last check and the last save found. */
  places: readonly PlanPlace[];
  /** The check is of the plan as it stands, not of an earlier one. */
  checked: boolean;
  units: Units;
  /** The units of the plan. */
  chosen: ReadonlySet<UnitId>;
  nameOf: (person: PersonId) => string;
  /** Somebody was chosen: the name is known before the server says it. */
  learn: (person: PersonId, name: string) => void;
  /** Why nothing can be changed here; undefined where it can. */
  closed?: string;
}

export const PlanContext = createContext<PlanDesk | undefined>(undefined);

export function usePlan(): PlanDesk {
  const desk = useContext(PlanContext);
  if (!desk) throw new Error('A step is shown inside its plan');
  return desk;
}

/** What is wrong at exactly that place. */
export const at = (places: readonly PlanPlace[], place: string): PlanPlace[] =>
  places.filter((one) => one.at === place);

/** The plan with one of its units changed. */
export const withUnit = (
  plan: PlanFields,
  unit: UnitId,
  changed: (planned: PlannedUnit) => PlannedUnit,
): PlanFields => ({ ...plan, units: plan.units.map((one) => (one.unit === unit ? changed(one) : one)) });
