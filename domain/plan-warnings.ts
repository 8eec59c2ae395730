import { workingDaysBetween } from './calendar.ts';
import { daysBetween, vnDay } from './day.ts';
import type { Day } from './day.ts';
import type { Terms } from './duty-terms.ts';
import { methodOf, peopleOf } from './plan.ts';
import type { Plan, PlanContext, PlannedUnit, Team } from './plan.ts';
import type { PersonId, UnitId } from './role.ts';
import { reckon, unitWords } from './term.ts';
import type { Unit } from './unit.ts';

/** Another visit of the same unit within so many days is worth a word: one round might have done. */
export const againWithinDays = 180;
/** Who was a unit's contact or head within so many days before inspects what they answered for themselves. */
export const onceThereDays = 3 * 365;

/** What does not hold the plan up: too little time, a unit inspected again, an inspector where they once answered. */
export interface PlanWarning {
  code: 'notice-late' | 'report-late' | 'unit-inspected-again' | 'inspector-once-there';
  at: string;
  sentence: string;
}

/** What a plan's warnings are seen by. */
export interface Watched extends Pick<PlanContext, 'calendar' | 'units' | 'today'> {
  /** What the plan is chased by. */
  terms: Pick<Terms, 'issue-notice' | 'self-report'>;
  nameOf?: PlanContext['nameOf'];
  worksAt?: PlanContext['worksAt'];
  /** Where somebody answered for a unit, and until when. */
  onceAt?: (person: PersonId) => readonly { unit: UnitId; to: Day }[];
  /** Visits of a unit in other rounds. */
  alsoVisited?: (unit: UnitId) => readonly { day: Day; title: string }[];
}

/** What is worth a look before a plan is submitted, in the order of its units. */
export function planWarnings(plan: Plan, watched: Watched): PlanWarning[] {
  const names = new Map(watched.units.map((unit) => [unit.id, unit]));
  const nameOf = (unit: UnitId) => names.get(unit)?.name ?? unit;
  const teams = new Map(plan.teams.map((team) => [team.id, team]));
  return [
    ...lateWarnings(plan, watched, nameOf),
    ...plan.units.flatMap((planned, u): PlanWarning[] => [
      ...againWarnings(planned, `units[${u}]`, watched, nameOf),
      ...onceThereWarnings(planned, `units[${u}]`, teams.get(planned.team), watched, names),
    ]),
  ];
}

/** The nearest visit of another round, where it is near. */
function againWarnings(
  { unit, visits }: PlannedUnit,
  at: string,
  { alsoVisited }: Watched,
  nameOf: (unit: UnitId) => string,
): PlanWarning[] {
  const others = alsoVisited?.(unit) ?? [];
  const near = visits
    .flatMap(({ day }) => others.map((other) => ({ ...other, apart: Math.abs(daysBetween(day, other.day)) })))
    .sort((a, b) => a.apart - b.apart)[0];
  if (!near || near.apart > againWithinDays) return [];
  return [
    {
      code: 'unit-inspected-again',
      at,
      sentence: `${nameOf(unit)} còn có buổi kiểm tra ngày ${vnDay(near.day)} ở đợt “${near.title}”, cách buổi này ${near.apart} ngày. Hãy xem có gộp làm một được không.`,
    },
  ];
}

/** Who goes there and answered for the unit not long ago, or works at what became it. */
function onceThereWarnings(
  { unit, visits }: PlannedUnit,
  at: string,
  team: Team | undefined,
  { onceAt, worksAt, nameOf, today }: Watched,
  units: ReadonlyMap<UnitId, Unit>,
): PlanWarning[] {
  const going = new Set([
    ...(team ? peopleOf(team) : []),
    ...visits.flatMap(({ chair, secretary }) => [chair ?? [], secretary ?? []].flat()),
  ]);
  return [...going].flatMap((person): PlanWarning[] => {
    const name = nameOf?.(person) ?? person;
    const there = units.get(unit)?.name ?? unit;
    const since = (onceAt?.(person) ?? []).find(
      (one) => one.unit === unit && daysBetween(one.to, today) <= onceThereDays,
    );
    const place = worksAt?.(person);
    const before = place === undefined ? undefined : units.get(place);
    if (since)
      return [
        {
          code: 'inspector-once-there',
          at,
          sentence: `${name} từng là đầu mối hoặc thủ trưởng của ${there} đến ngày ${vnDay(since.to)}. Nên cử người khác để khách quan.`,
        },
      ];
    if (before?.successors?.includes(unit))
      return [
        {
          code: 'inspector-once-there',
          at,
          sentence: `${name} thuộc ${before.name}, nay là ${there}. Nên cử người khác để khách quan.`,
        },
      ];
    return [];
  });
}

/** Visits so near that the notice, or the report before them, cannot be in time any more. */
function lateWarnings(
  plan: Plan,
  { calendar, today, terms }: Watched,
  nameOf: (unit: UnitId) => string,
): PlanWarning[] {
  const notice = terms['issue-notice'];
  // thousands of visits fall on some dozens of days
  const byDay = new Map<Day, { left: number; noticeBy: Day; due: Day }>();
  const timesOf = (day: Day) => {
    const known = byDay.get(day) ?? {
      left: workingDaysBetween(calendar, today, day),
      noticeBy: reckon(calendar, { from: day, ...notice, basis: 'rule:issue-notice' }).day,
      due: reckon(calendar, { from: day, ...terms['self-report'], basis: 'rule:self-report' }).day,
    };
    byDay.set(day, known);
    return known;
  };
  return plan.units.flatMap((planned, u) =>
    planned.visits.flatMap(({ day }, v): PlanWarning[] => {
      if (methodOf(plan, planned) !== 'on-site' || day <= today) return [];
      const { left, noticeBy, due } = timesOf(day);
      const at = `units[${u}].visits[${v}]`;
      const name = nameOf(planned.unit);
      const visit = `Buổi kiểm tra ${name} ngày ${vnDay(day)}`;
      return [
        ...(noticeBy < today
          ? [
              {
                code: 'notice-late' as const,
                at,
                sentence: `${visit} chỉ còn ${left} ngày làm việc, không kịp gửi thông báo trước ít nhất ${-notice.count} ${unitWords[notice.unit]}.`,
              },
            ]
          : []),
        ...(due <= today
          ? [
              {
                code: 'report-late' as const,
                at,
                sentence: `${visit}: hạn gửi báo cáo tự kiểm tra ${vnDay(due)} không còn ở phía trước; đơn vị sẽ được tính hạn từ ngày nhận thông báo.`,
              },
            ]
          : []),
      ];
    }),
  );
}
