import type { Request } from 'express';
import { methodOf } from '../../domain/plan.ts';
import type { Plan } from '../../domain/plan.ts';
import { mayDo } from '../auth.ts';
import type { Deps } from '../deps.ts';

/**
 * A plan as whoever asks may see it: without the units that are to be surprised, until they are, but for those who
 * prepare it.
 */
export async function seenUnits({ store }: Pick<Deps, 'store'>, req: Request, plan: Plan): Promise<Plan> {
  const { campaign, units } = plan;
  const isSecret = (planned: Plan['units'][number]) =>
    methodOf(plan, planned) === 'surprise' && !mayDo(req, 'read-surprise', { campaign, team: planned.team });
  const secret = units.filter(isSecret).map(({ unit }) => unit);
  if (secret.length === 0) return plan;
  const inspections = await store.progress.inspectionsOf(campaign, secret);
  const isOpened = (unit: string) => inspections.get(unit)?.hidden === undefined && inspections.has(unit);
  return { ...plan, units: units.filter((planned) => !isSecret(planned) || isOpened(planned.unit)) };
}
