import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { againWithinDays, planWarnings } from '../../domain/plan-warnings.ts';
import type { PlanWarning, Watched } from '../../domain/plan-warnings.ts';
import type { Plan } from '../../domain/plan.ts';
import { unitRoles } from '../../domain/role.ts';
import type { PersonId, UnitId } from '../../domain/role.ts';
import type { Deps } from '../deps.ts';
import { officeNow, peopleOf } from './rounds.ts';
import type { OfficeNow } from './rounds.ts';

/** What is worth a look in a plan before it is submitted on `day`. */
export async function warningsOf(
  { store }: Pick<Deps, 'store'>,
  plan: Plan,
  { calendar, terms, today }: Pick<Watched, 'calendar' | 'terms' | 'today'>,
  office: Promise<OfficeNow> = officeNow({ store }),
): Promise<PlanWarning[]> {
  const [{ units, appointments }, people, alsoVisited] = await Promise.all([
    office,
    store.people.getMany(peopleOf(plan)),
    visitedElsewhere({ store }, plan),
  ]);
  const byId = new Map(people.map((person) => [person._id, person]));
  const once = new Map<PersonId, { unit: UnitId; to: Day }[]>();
  for (const { role, scope, person, to } of appointments)
    if (to !== undefined && to < today && unitRoles.includes(role) && scope.startsWith('unit:'))
      once.set(person, [...(once.get(person) ?? []), { unit: scope.slice('unit:'.length), to }]);
  return planWarnings(plan, {
    calendar,
    terms,
    units,
    today,
    nameOf: (person) => byId.get(person)?.name,
    worksAt: (person) => byId.get(person)?.unit,
    onceAt: (person) => once.get(person) ?? [],
    alsoVisited,
  });
}

/** Where the units of a real plan are inspected by other rounds: as recorded, and before a launch as planned. */
async function visitedElsewhere(
  { store }: Pick<Deps, 'store'>,
  { campaign, clock, units }: Plan,
): Promise<(unit: UnitId) => readonly { day: Day; title: string }[]> {
  const days = units.flatMap(({ visits }) => visits.map(({ day }) => day)).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (clock === 'stepped' || first === undefined || last === undefined) return () => [];
  const window = { from: addDays(first, -againWithinDays), to: addDays(last, againWithinDays) };
  const ids = units.filter(({ visits }) => visits.length > 0).map(({ unit }) => unit);
  const [recorded, rounds] = await Promise.all([
    store.progress.visitsElsewhere(campaign, ids, window),
    store.progress.roundsToCome(),
  ]);
  const others = rounds.filter(({ place }) => place.campaign !== campaign);
  const plans = await store.snapshots.getMany<Plan>(others.map(({ plan }) => plan.snapshot));
  const titles = new Map(
    (await Promise.all([...new Set(recorded.map((one) => one.campaign))].map((id) => store.plans.get(id)))).flatMap(
      (draft) => (draft ? [[draft.campaign, draft.plan.title] as const] : []),
    ),
  );
  const known = new Set(recorded.map((one) => `${one.campaign}/${one.unit}`));
  const visits = new Map<UnitId, { day: Day; title: string }[]>();
  const add = (unit: UnitId, day: Day, title: string) =>
    visits.set(unit, [...(visits.get(unit) ?? []), { day, title }]);
  for (const { unit, campaign: of, day } of recorded) add(unit, day, titles.get(of) ?? of);
  for (const { body } of plans.values())
    for (const { unit, method, visits: planned } of body.units)
      if (method !== 'surprise' && !known.has(`${body.campaign}/${unit}`))
        for (const { day } of planned) add(unit, day, body.title);
  return (unit) => visits.get(unit) ?? [];
}
