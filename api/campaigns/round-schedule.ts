import type { Request } from 'express';
import { z } from 'zod';
import { dayOffName, isWorkingDay } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { vnDay, vnWeekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { isPublic } from '../../domain/inspection.ts';
import type { Session } from '../../domain/inspection.ts';
import { agendaOf, presentAt, sessionWords } from '../../domain/plan.ts';
import type { Engagement, Plan } from '../../domain/plan.ts';
import type { PersonId, TeamId, UnitId } from '../../domain/role.ts';
import type { Deps } from '../deps.ts';
import { engagements } from '../office/engagements.ts';
import { daySchema } from '../fields.ts';
import { unseenBy } from '../inspections/inspection-record.ts';
import { namedSchema, namesOf, unitNames } from './rounds.ts';
import { seenUnits } from './seen-plan.ts';
import { placedVisits, presidingAt } from '../inspections/visit-places.ts';

const visitSchema = z.object({
  inspection: z.string().optional(),
  unit: namedSchema,
  n: z.int(),
  session: z.enum(['morning', 'afternoon']),
  startsAt: z.string(),
  at: z.string(),
  chair: namedSchema,
  secretary: namedSchema,
  postponed: daySchema.optional(),
  held: daySchema.optional(),
  minutesSigned: daySchema.optional(),
  told: z.boolean().meta({ description: 'Đơn vị đã được biết: đổi lịch thì đơn vị và đoàn nhận thư' }),
  clashes: z.array(z.string()),
});
export const scheduleSchema = z.object({
  days: z.array(
    z.object({
      day: daySchema,
      weekday: z.string(),
      dayOff: z.string().optional(),
      teams: z.array(z.object({ team: namedSchema, visits: z.array(visitSchema) })),
    }),
  ),
  clashes: z.int(),
});
export type RoundSchedule = z.output<typeof scheduleSchema>;

/** One visit of a round: as recorded, or before the launch as planned. */
interface ScheduledVisit {
  inspection?: string;
  unit: UnitId;
  team: TeamId;
  n: number;
  day: Day;
  session: Session;
  startsAt: string;
  at: string;
  chair: PersonId;
  secretary: PersonId;
  postponed?: Day;
  held?: Day;
  minutesSigned?: Day;
  told: boolean;
}

/** The visits of a round by day and team, in the order they begin, with where somebody would be in two places. */
export async function scheduleOf(
  deps: Deps,
  req: Request,
  plan: Plan,
  calendar: Calendar,
  launched: boolean,
): Promise<z.infer<typeof scheduleSchema>> {
  const { store } = deps;
  const training = plan.clock === 'stepped' ? plan.campaign : undefined;
  const unseen = await unseenBy(deps, req);
  const seen = launched
    ? (await recorded(deps, plan)).filter(({ inspection }) => !unseen.includes(inspection ?? ''))
    : planned(await seenUnits(deps, req, plan));
  // a clash with a visit they may not know of would tell them of it
  const but = { campaign: plan.campaign, inspections: unseen };
  const others = training === undefined ? await engagements(deps, { but }) : [];
  const agenda = agendaOf([...others, ...seen.filter(isToCome).flatMap(engagedAt)]);
  const [people, unitName] = await Promise.all([
    namesOf(
      store,
      seen.flatMap(({ chair, secretary }) => [chair, secretary]),
    ),
    unitNames(
      store,
      seen.map(({ unit }) => unit),
    ),
  ]);
  const personName = (id: PersonId) => people[id] ?? id;
  const teamName = (id: TeamId) => plan.teams.find((team) => team.id === id)?.name ?? id;
  const clashesOf = (visit: ScheduledVisit): string[] =>
    isToCome(visit)
      ? [
          ...engagedAt(visit)
            .filter((one) => agenda.elsewhere(one) !== undefined)
            .map(
              ({ person }) =>
                `${personName(person)} phải có mặt ở hai nơi trong buổi ${sessionWords[visit.session]} ${vnDay(visit.day)}. Hãy đổi giờ, đổi đoàn hoặc cử người khác chủ trì.`,
            ),
          ...(isWorkingDay(calendar, visit.day)
            ? []
            : [
                `Buổi kiểm tra ${unitName(visit.unit)} ngày ${vnDay(visit.day)} rơi vào ngày nghỉ (${dayOffName(calendar, visit.day)}).`,
              ]),
        ]
      : [];
  const shown = (visit: ScheduledVisit): z.infer<typeof visitSchema> => {
    const { inspection, unit, team: _, day: __, chair, secretary, ...rest } = visit;
    return {
      ...(inspection === undefined ? {} : { inspection: inspection.replace(/^inspection:/, '') }),
      unit: { id: unit, name: unitName(unit) },
      ...rest,
      chair: { id: chair, name: personName(chair) },
      secretary: { id: secretary, name: personName(secretary) },
      clashes: clashesOf(visit),
    };
  };
  const order = ({ startsAt, unit }: ScheduledVisit) => `${startsAt} ${unit}`;
  const days = [...new Set(seen.map(({ day }) => day))].sort().map((day) => {
    const onDay = seen.filter((one) => one.day === day).sort((a, b) => (order(a) < order(b) ? -1 : 1));
    const off = dayOffName(calendar, day);
    return {
      day,
      weekday: vnWeekday(day),
      ...(off ? { dayOff: off } : {}),
      teams: [...new Set(onDay.map(({ team }) => team))].sort().map((team) => ({
        team: { id: team, name: teamName(team) },
        visits: onDay.filter((one) => one.team === team).map(shown),
      })),
    };
  });
  const clashes = days
    .flatMap(({ teams }) => teams.flatMap(({ visits }) => visits))
    .reduce((sum, visit) => sum + visit.clashes.length, 0);
  return { days, clashes };
}

const isToCome = ({ held, postponed }: ScheduledVisit): boolean => !held && !postponed;

const engagedAt = ({ day, session, unit, chair, secretary }: ScheduledVisit): Engagement[] =>
  [...new Set([chair, secretary])].map((person) => ({ person, day, session, unit }));

const planned = (plan: Plan): ScheduledVisit[] =>
  plan.units.flatMap((one) =>
    one.visits.map((visit) => {
      const { n, day, session, startsAt, at } = visit;
      const [chair = '', secretary = chair] = presentAt(plan, one, visit);
      return { unit: one.unit, team: one.team, n, day, session, startsAt, at, chair, secretary, told: false };
    }),
  );

async function recorded({ store }: Pick<Deps, 'store'>, plan: Plan): Promise<ScheduledVisit[]> {
  const inspections = (await store.progress.everyInspection(plan.campaign)).filter(({ cancelled }) => !cancelled);
  const [places, appointments] = await Promise.all([placedVisits(store, inspections), store.appointments.all()]);
  return inspections.flatMap((inspection) =>
    places.get(inspection.id)!.map((visit) => {
      const { n, day, session, startsAt, at, postponed, held, minutesSigned } = visit;
      const { chair, secretary } = presidingAt(appointments, inspection, visit);
      return {
        inspection: inspection.id,
        unit: inspection.place.unit,
        team: inspection.place.team,
        n,
        day,
        session,
        startsAt,
        at,
        chair: chair[0] ?? '',
        secretary: secretary[0] ?? '',
        told: isPublic(inspection),
        ...(postponed ? { postponed } : {}),
        ...(held ? { held } : {}),
        ...(minutesSigned ? { minutesSigned } : {}),
      };
    }),
  );
}
