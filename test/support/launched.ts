import { campaignMatterId, newCampaign } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter } from '../../domain/matter.ts';
import { frozenPlan } from '../../domain/plan.ts';
import type { Plan } from '../../domain/plan.ts';
import type { UnitId } from '../../domain/role.ts';
import type { Store } from '../../store/index.ts';
import { aSetting } from './round.ts';

/** Puts a training round that is running into the records, its units where `change` says they are. */
export async function launched(
  store: Store,
  plan: Plan,
  day: Day,
  change: (unit: UnitId) => Partial<Inspection> = () => ({}),
): Promise<void> {
  const { campaign } = plan;
  const setting = aSetting({ clock: { kind: 'stepped', now: day } });
  const by = { by: 'chuyen-vien', at: `${day}T01:00:00.000Z` } as const;
  await store.plans.create(plan, by);
  const matter = campaignMatterId(campaign);
  const { id: snapshot, sha256 } = await store.snapshots.freeze({
    id: `plan:${campaign}`,
    kind: 'plan',
    matter,
    body: plan,
    ...by,
  });
  const round: Campaign = {
    ...newCampaign(setting, campaign, day),
    state: 'running',
    plan: frozenPlan(plan, { snapshot, sha256 }),
    launched: plan.units.length,
  };
  const inspections = plan.units.map(({ unit, team, visits }): Inspection => ({
    ...newInspection(
      setting,
      {
        place: { campaign, team, unit },
        method: 'on-site',
        visits: visits.map(({ n, day: on, session }) => ({ n, day: on, session })),
        vertical: false,
      },
      day,
    ),
    ...change(unit),
  }));
  for (const record of [round, ...inspections] as Matter[]) await store.matters.born(record);
  await store.clocks.start(campaign, day);
}

/** A visit held on `day`, its minutes signed. */
export const minutesSigned = (day: Day): Partial<Inspection> => ({
  noticed: { paper: 'paper:x:notice:1', on: day },
  visits: [{ n: 1, day, session: 'morning', held: day, minutesSigned: day }],
});
