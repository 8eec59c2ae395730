import type { CampaignId } from '../../domain/role.ts';
import type { Deps } from '../deps.ts';

/** What areas are called in the outlines of these rounds; one that no outline has keeps its code. */
export async function areaNames(
  { store }: Pick<Deps, 'store'>,
  campaigns: readonly CampaignId[],
): Promise<(area: string) => string> {
  const plans = await Promise.all(campaigns.map((campaign) => store.plans.get(campaign)));
  const ids = [...new Set(plans.flatMap((draft) => draft?.plan.outline ?? []))];
  const outlines = await Promise.all(ids.map((id) => store.outlines.get(id)));
  const names = new Map(
    outlines.flatMap((outline) => (outline?.areas ?? []).map(({ code, name }) => [code, name] as const)),
  );
  return (area) => names.get(area) ?? area;
}
