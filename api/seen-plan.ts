import type { Request } from 'express';
import { inspectionId } from '../domain/inspection.ts';
import { methodOf } from '../domain/plan.ts';
import type { Plan } from '../domain/plan.ts';
import { mayDo } from './auth.ts';
import type { Deps } from './deps.ts';

/** A plan as whoever asks may see it: without the units that are to be surprised, but for those who prepare it. */
export async function seenUnits(
  { store }: Pick<Deps, 'store'>,
  req: Request,
  plan: Plan,
  launched: boolean,
): Promise<Plan> {
  const { campaign, units } = plan;
  const isSecret = (planned: Plan['units'][number]) =>
    methodOf(plan, planned) === 'surprise' && !mayDo(req, 'read-surprise', { campaign, team: planned.team });
  if (!units.some(isSecret)) return plan;
  const hidden = launched ? new Set((await store.progress.hiddenOf(campaign)).map(({ id }) => id)) : undefined;
  return {
    ...plan,
    units: units.filter(
      (planned) => !isSecret(planned) || (hidden && !hidden.has(inspectionId(campaign, planned.unit))),
    ),
  };
}
