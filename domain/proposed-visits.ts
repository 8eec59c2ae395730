import { isWorkingDay } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { addDays } from './day.ts';
import type { Day } from './day.ts';
import type { Session } from './inspection.ts';
import { agendaOf, methodOf, presentAt } from './plan.ts';
import type { Engagement, Plan, PlannedUnit, PlannedVisit, Team } from './plan.ts';
import type { PersonId, TeamId, UnitId } from './role.ts';

/** What a schedule is proposed for. */
export interface VisitsWanted {
  /** The first day a visit may be on. */
  from: Day;
  /** The halves of a day that are used, each by one unit a team. */
  sessions: readonly Session[];
}

/** What the proposal has to respect. */
export interface VisitsAround {
  calendar: Calendar;
  /** Where people have to be for other rounds. */
  engaged: readonly Engagement[];
  /** The unit a person belongs to: a team does not inspect its own. */
  worksAt: (person: PersonId) => UnitId | undefined;
}

export interface ProposedVisit {
  unit: UnitId;
  team: TeamId;
  visit: PlannedVisit;
}

export interface ProposedVisits {
  visits: ProposedVisit[];
  /** Units that found no team or no half-day. */
  left: { unit: UnitId; why: 'no-team' | 'no-day' }[];
}

/** When a visit begins unless somebody says otherwise. */
export const startsAtUsually: Record<Session, string> = { morning: '08:00', afternoon: '14:00' };
/** Where it is held unless somebody says otherwise. */
export const heldAtUsually = 'Trụ sở đơn vị';

/** How far ahead a half-day is looked for. */
const farthest = 250;

/**
 * A first visit for every unit that is inspected on the spot and has none, in the order of the plan: each with its
 * team (the one with the fewest units where it has none), on the team's first half-day on which whoever must be
 * there is free. Visits that stand already are not touched. Throws Refusal('calendar-missing').
 */
export function proposedVisits(plan: Plan, wanted: VisitsWanted, around: VisitsAround): ProposedVisits {
  const load = new Map<TeamId, number>(plan.teams.map(({ id }) => [id, 0]));
  for (const { team } of plan.units) if (load.has(team)) load.set(team, load.get(team)! + 1);
  const agenda = agendaOf(around.engaged);
  const taken = new Set<string>();
  const take = (planned: PlannedUnit, visit: PlannedVisit) => {
    taken.add(`${planned.team} ${visit.day} ${visit.session}`);
    for (const person of presentAt(plan, planned, visit)) agenda.add({ person, ...slotOf(planned, visit) });
  };
  for (const planned of plan.units) for (const visit of planned.visits) take(planned, visit);

  const days = workingDays(around.calendar, wanted.from);
  const halves = days.flatMap((day) => wanted.sessions.map((session) => ({ day, session })));
  /** Half-days before it are taken for the team: looked at no more. */
  const firstFree = new Map<TeamId, number>();
  const proposed: ProposedVisits = { visits: [], left: [] };
  for (const one of plan.units) {
    if (one.visits.length > 0 || methodOf(plan, one) !== 'on-site') continue;
    const team = plan.teams.find(({ id }) => id === one.team) ?? leastLoaded(plan.teams, load, one.unit, around);
    if (!team) {
      proposed.left.push({ unit: one.unit, why: 'no-team' });
      continue;
    }
    const planned = { ...one, team: team.id };
    let at = firstFree.get(team.id) ?? 0;
    const isTaken = (i: number) => taken.has(`${team.id} ${halves[i]!.day} ${halves[i]!.session}`);
    while (at < halves.length && isTaken(at)) at += 1;
    firstFree.set(team.id, at);
    const isFree = (i: number) =>
      !isTaken(i) &&
      presentAt(plan, planned, {}).every(
        (person) => agenda.elsewhere({ person, ...halves[i]!, unit: one.unit }) === undefined,
      );
    while (at < halves.length && !isFree(at)) at += 1;
    const half = halves[at];
    if (!half) {
      proposed.left.push({ unit: one.unit, why: 'no-day' });
      continue;
    }
    const visit = { n: 1, ...half, startsAt: startsAtUsually[half.session], at: heldAtUsually };
    take(planned, visit);
    if (one.team !== team.id) load.set(team.id, load.get(team.id)! + 1);
    proposed.visits.push({ unit: one.unit, team: team.id, visit });
  }
  return proposed;
}

const slotOf = ({ unit }: PlannedUnit, { day, session }: PlannedVisit) => ({ unit, day, session });

/** Of the teams in which nobody belongs to the unit, the one with the fewest units. */
function leastLoaded(
  teams: readonly Team[],
  load: ReadonlyMap<TeamId, number>,
  unit: UnitId,
  { worksAt }: VisitsAround,
): Team | undefined {
  const own = ({ lead, secretary, members }: Team) =>
    [lead, secretary, ...members.map(({ person }) => person)].some((person) => worksAt(person) === unit);
  return teams.filter((team) => !own(team)).sort((a, b) => load.get(a.id)! - load.get(b.id)!)[0];
}

function workingDays(calendar: Calendar, from: Day): Day[] {
  const days: Day[] = [];
  for (let n = 0; days.length < farthest; n += 1) {
    const day = addDays(from, n);
    if (isWorkingDay(calendar, day)) days.push(day);
  }
  return days;
}
