import { vnDay } from '../../domain/day.ts';
import type { Inspection, Visit } from '../../domain/inspection.ts';
import { visitKey } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import { agendaOf, presentAt, sessionWords } from '../../domain/plan.ts';
import type { Engagement, Plan } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId, PersonId } from '../../domain/role.ts';
import type { Deps } from '../deps.ts';
import { presidingAt } from '../inspections/visit-places.ts';

/** Whose rounds count: every real one, or the one training round. `but` leaves out a round, a visit, inspections. */
interface Whose {
  training?: CampaignId | undefined;
  but?: { campaign?: CampaignId; visit?: string; inspections?: readonly MatterId[] };
}

/** Where people have to be, for visits of open rounds that are not held yet: as recorded, and before a launch as planned. */
export async function engagements(
  { store }: Pick<Deps, 'store'>,
  { training, but = {} }: Whose,
): Promise<Engagement[]> {
  const [inspections, rounds, appointments] = await Promise.all([
    store.progress.inspectionsToCome(training),
    training === undefined ? store.progress.roundsToCome() : [],
    store.appointments.all(),
  ]);
  const recorded = inspections
    .filter(({ id, place }) => place.campaign !== but.campaign && !but.inspections?.includes(id))
    .flatMap((inspection) =>
      inspection.visits
        .filter(({ n, held, postponed }) => !held && !postponed && visitKey(inspection.id, n) !== but.visit)
        .flatMap((visit) => engagedAt(appointments, inspection, visit)),
    );
  const known = new Set(inspections.map(({ place }) => `${place.campaign}/${place.unit}`));
  const plans = await store.snapshots.getMany<Plan>(
    rounds.filter(({ place }) => place.campaign !== but.campaign).map(({ plan }) => plan.snapshot),
  );
  const planned = [...plans.values()].flatMap(({ body: plan }) =>
    plan.units
      .filter(({ unit }) => !known.has(`${plan.campaign}/${unit}`))
      .flatMap((one) =>
        one.visits.flatMap((visit) =>
          presentAt(plan, one, visit).map((person) => ({
            person,
            day: visit.day,
            session: visit.session,
            unit: one.unit,
          })),
        ),
      ),
  );
  return [...recorded, ...planned];
}

type Appointments = Parameters<typeof presidingAt>[0];

const engagedAt = (
  appointments: Appointments,
  inspection: Pick<Inspection, 'id' | 'place'>,
  visit: Pick<Visit, 'n' | 'day' | 'session'>,
  named: { chair?: PersonId; secretary?: PersonId } = {},
): Engagement[] => {
  const presiding = presidingAt(appointments, inspection, visit);
  const chair = named.chair ? [named.chair] : presiding.chair;
  const secretary = named.secretary ? [named.secretary] : presiding.secretary;
  const { day, session } = visit;
  return [...new Set([...chair, ...secretary])].map((person) => ({
    person,
    day,
    session,
    unit: inspection.place.unit,
  }));
};

/** Refuses a visit on a half-day on which its chair or its secretary (as `named` from now on) has to be at another unit. Throws Refusal('person-in-two-places'). */
export async function assertFree(
  deps: Pick<Deps, 'store'>,
  inspection: Inspection,
  visit: Pick<Visit, 'n' | 'day' | 'session'>,
  named: { chair?: PersonId; secretary?: PersonId } = {},
): Promise<void> {
  const { store } = deps;
  const training = inspection.clock.kind === 'stepped' ? inspection.place.campaign : undefined;
  const [taken, appointments] = await Promise.all([
    engagements(deps, { training, but: { visit: visitKey(inspection.id, visit.n) } }),
    store.appointments.all(),
  ]);
  const agenda = agendaOf(taken);
  const clash = engagedAt(appointments, inspection, visit, named).find((one) => agenda.elsewhere(one) !== undefined);
  if (!clash) return;
  const [person] = await store.people.getMany([clash.person]);
  throw new Refusal('person-in-two-places', {
    name: person?.name ?? clash.person,
    session: sessionWords[visit.session],
    day: vnDay(visit.day),
  });
}
