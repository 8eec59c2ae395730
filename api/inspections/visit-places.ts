import { campaignMatterId } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { visitKey } from '../../domain/inspection.ts';
import type { Inspection, Session, Visit } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Plan, PlannedVisit } from '../../domain/plan.ts';
import { holders } from '../../domain/role.ts';
import type { Appointment, PersonId, UnitId } from '../../domain/role.ts';
import type { VisitChangeText } from '../../domain/visit-texts.ts';
import type { Store } from '../../store/index.ts';

/** When and where a visit is now: as its latest change says, else as planned. */
export interface PlacedVisit extends Visit {
  startsAt: string;
  at: string;
  site?: UnitId;
  /** Why it was moved, put off or given up. */
  reason?: string;
}

type Placeable = Pick<Inspection, 'id' | 'n' | 'place' | 'visits'>;

/** Where nobody names the hour. */
const usualHour: Record<Session, string> = { morning: '08:00', afternoon: '13:30' };

/** The visits of these inspections, each with its hour and place. */
export async function placedVisits(
  { snapshots, matters }: Pick<Store, 'snapshots' | 'matters'>,
  inspections: readonly Placeable[],
): Promise<Map<MatterId, PlacedVisit[]>> {
  const campaigns = [...new Set(inspections.map(({ place }) => place.campaign))];
  const rounds = await Promise.all(campaigns.map((campaign) => matters.get<Campaign>(campaignMatterId(campaign))));
  const frozen = await snapshots.getMany<Plan | VisitChangeText>([
    ...rounds.flatMap((round) => round?.plan.snapshot ?? []),
    ...inspections.flatMap(({ visits }) => visits.flatMap(({ change }) => change ?? [])),
  ]);
  const plans = new Map(
    rounds.flatMap((round) => {
      const plan = round && frozen.get(round.plan.snapshot);
      return plan ? [[round.place.campaign, plan.body as Plan] as const] : [];
    }),
  );
  return new Map(
    inspections.map(({ id, n, place, visits }) => {
      const plan = n === 1 ? plans.get(place.campaign) : undefined;
      const planned = plan?.units.find(({ unit }) => unit === place.unit)?.visits ?? [];
      return [
        id,
        visits.map((visit) =>
          placed(
            visit,
            planned.find((one) => one.n === visit.n),
            visit.change === undefined ? undefined : (frozen.get(visit.change)?.body as VisitChangeText | undefined),
          ),
        ),
      ];
    }),
  );
}

function placed(visit: Visit, planned: PlannedVisit | undefined, change: VisitChangeText | undefined): PlacedVisit {
  const hour = change?.startsAt ?? (planned?.session === visit.session ? planned.startsAt : undefined);
  const site = change?.site ?? (change?.at === undefined ? planned?.site : undefined);
  return {
    ...visit,
    startsAt: hour ?? usualHour[visit.session],
    at: change?.at ?? planned?.at ?? 'trụ sở đơn vị',
    ...(site ? { site } : {}),
    ...(change?.text ? { reason: change.text } : {}),
  };
}

/** Who chairs a visit and who writes its minutes: its own, else the team's. */
export function presidingAt(
  appointments: Appointment[],
  { id, place }: Pick<Inspection, 'id' | 'place'>,
  { n, day }: Pick<Visit, 'n' | 'day'>,
): { chair: PersonId[]; secretary: PersonId[] } {
  const { campaign, team } = place;
  const there = { campaign, team, visit: visitKey(id, n) };
  const chair = holders(appointments, 'chair', { visit: there.visit }, day);
  return {
    chair: chair.length > 0 ? chair : holders(appointments, 'lead', there, day),
    secretary: holders(appointments, 'secretary', there, day),
  };
}
