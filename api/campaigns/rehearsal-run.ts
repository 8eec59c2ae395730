import type { Campaign } from '../../domain/campaign.ts';
import { campaignMatterId } from '../../domain/campaign.ts';
import { addDays, weekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { measuredFrom } from '../../domain/duty.ts';
import type { DutyId, DutyKind, LetterKind } from '../../domain/duty.ts';
import type { MatterId, Setting } from '../../domain/matter.ts';
import type { Plan } from '../../domain/plan.ts';
import { emptyWorld } from '../../domain/rehearsal.ts';
import { foretoldLetters } from '../../domain/rehearsed-letters.ts';
import type { Appointment, PersonId, Role, UnitId } from '../../domain/role.ts';
import { rehearsalActs } from './rehearsal-acts.ts';
import type { Pace } from './rehearsal-acts.ts';

/** A round to be run through on paper. */
export interface Rehearsal {
  plan: Plan;
  setting: Setting;
  appointments: Appointment[];
  vertical: UnitId[];
  /** The agency each unit without standing of its own goes through. */
  through: Record<UnitId, UnitId>;
  /** The day its plan would be submitted, and the last day looked at. */
  from: Day;
  to: Day;
  pace: Pace;
  /** Every letter is listed, not the first ones alone. */
  whole?: true;
}

/** What a round would bring: its letters by day and person, its load by week and role, when it would close. */
export interface Rehearsed {
  /** Absent when it is still open on the last day looked at. */
  closes?: Day;
  letters: number;
  byKind: Partial<Record<LetterKind, number>>;
  days: { day: Day; letters: number; reminders: number }[];
  /** The letters one by one, in order: the first ones, or all. */
  list: Rehearsing[];
  people: { person: PersonId; letters: number; onOneDay: number }[];
  /** Duties by the week (its Monday) of their day and the role that owes them. */
  weeks: { week: Day; role: Role; duties: number }[];
  papers: number;
  officialLetters: number;
  /** Roles nobody holds: the head of division is told instead. */
  unheld: Role[];
}

/** One letter of a rehearsal: whom it tells, as what, of which units and duties. */
export interface Rehearsing {
  day: Day;
  kind: LetterKind;
  recipient: PersonId;
  role: Role;
  units: UnitId[];
  duties: DutyKind[];
  /** What its first lines tell of. */
  lines: { matter: MatterId; duty?: DutyId; rung?: number }[];
}

/** As many letters as somebody looks through; the others are counted. */
const listed = 2_000;
/** As many lines of a letter as say what it is about. */
const linesAtMost = 5;

/** Runs the whole round on a virtual clock, by the same rules as the real one. Takes seconds for hundreds of units. */
export function rehearsed(
  { plan, setting, appointments, vertical, through, from, to, pace, whole }: Rehearsal,
  /** Hears each day as it begins. */
  told: (day: Day) => void = () => undefined,
): Rehearsed {
  const world = emptyWorld(
    (unit) => vertical.includes(unit),
    (unit) => through[unit],
  );
  world.plans.set('plan', plan);
  const actsOf = rehearsalActs(plan, setting, from, pace);
  let last: Day | undefined;
  const acts: typeof actsOf = (day, now) => {
    if (day !== last) told(day);
    last = day;
    return actsOf(day, now);
  };
  const letters = foretoldLetters(world, { from, to }, { calendar: setting.calendar, appointments, acts });
  const matters = [...world.matters.values()];
  const round = world.matters.get(campaignMatterId(plan.campaign)) as Campaign | undefined;
  const duties = matters.flatMap((matter) => matter.duties);
  const kindOf = (matter: MatterId, duty: DutyId) =>
    world.matters.get(matter)?.duties.find(({ id }) => id === duty)?.kind;
  return {
    ...(round?.closed ? { closes: round.closed } : {}),
    letters: letters.length,
    byKind: Object.fromEntries(counted(letters, ({ kind }) => kind)),
    days: [...grouped(letters, ({ day }) => day)]
      .map(([day, sent]) => ({
        day,
        letters: sent.length,
        reminders: sent.filter(({ kind }) => kind === 'reminder').length,
      }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    list: letters.slice(0, whole ? letters.length : listed).map(({ day, kind, recipient, lines }) => ({
      day,
      kind,
      recipient,
      role: lines[0]!.role,
      units: [...new Set(lines.flatMap(({ unit }) => unit ?? []))],
      duties: [
        ...new Set(lines.flatMap(({ matter, duty }) => (duty === undefined ? [] : (kindOf(matter, duty) ?? [])))),
      ],
      lines: lines.slice(0, linesAtMost).map(({ matter, duty, rung }) => ({
        matter,
        ...(duty === undefined ? {} : { duty }),
        ...(rung === undefined ? {} : { rung }),
      })),
    })),
    people: [...grouped(letters, ({ recipient }) => recipient)]
      .map(([person, got]) => ({
        person,
        letters: got.length,
        onOneDay: Math.max(...counted(got, ({ day }) => day).values()),
      }))
      .sort((a, b) => b.letters - a.letters || (a.person < b.person ? -1 : 1)),
    weeks: [...counted(duties, (duty) => `${mondayOf(measuredFrom(duty) ?? duty.opened)} ${duty.owedBy.role}`)]
      .map(([key, count]) => ({ week: key.slice(0, 10) as Day, role: key.slice(11) as Role, duties: count }))
      .sort((a, b) => (a.week === b.week ? (a.role < b.role ? -1 : 1) : a.week < b.week ? -1 : 1)),
    papers: matters.filter(({ process }) => process === 'paper').length,
    officialLetters: duties.filter(({ kind, ended }) => kind === 'send-official-letter' && ended?.how === 'met').length,
    unheld: [...new Set(letters.flatMap(({ insteadOf }) => insteadOf ?? []))].sort(),
  };
}

const mondayOf = (day: Day): Day => addDays(day, -((weekday(day) + 6) % 7));

function grouped<T, K>(items: readonly T[], by: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = by(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const counted = <T, K>(items: readonly T[], by: (item: T) => K): Map<K, number> =>
  new Map([...grouped(items, by)].map(([key, group]) => [key, group.length]));
