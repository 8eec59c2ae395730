import { isWorkingDay } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import { isPaused, leavesInTheMorning, measuredFrom } from './duty.ts';
import type { Line, LetterKind } from './duty.ts';
import type { Matter, MatterId } from './matter.ts';
import type { Item } from './remediation.ts';
import { holders, recipients, scopesOf } from './role.ts';
import type { Appointment, PersonId, Role, Scope } from './role.ts';
import { isVerdictOver } from './verification.ts';

/** Why a line is told to nobody any more: what ended its duty, or what else became of it. */
export const dropReasons = [
  'met',
  'cancelled',
  'replaced',
  'handed-over',
  'lapsed',
  'moved',
  'paused',
  'matter-closed',
  'overtaken',
  'holder-changed',
  'record-missing',
] as const;
export type DropReason = (typeof dropReasons)[number];

/** What a line needs of its matter's record; a verdict needs its items. */
export type Told = Pick<Matter, 'duties' | 'closed'> & { items?: Item[] };

/** One letter to one person: over all matters (reminder), one matter (verified, visit-changed) or one event. */
export interface PlannedLetter {
  kind: LetterKind;
  recipient: PersonId;
  /** What makes it one letter: its kind, and the matter or event it is about. */
  gathers: string;
  lines: Line[];
  /** Roles nobody holds: this person is told instead. */
  insteadOf?: Role[];
}

export interface LetterPlan {
  letters: PlannedLetter[];
  dropped: { line: Line; why: DropReason }[];
  /** Told to this person on a later working day. */
  later: { line: Line; recipient: PersonId }[];
  /** Nobody holds the role, and nobody is there to be told instead. */
  unheard: Line[];
}

export interface Known {
  matter(id: MatterId): Told | undefined;
  appointments: Appointment[];
  /** Those of them that may hold anything where a line is told; all if absent. */
  near?(line: Line): Appointment[];
  calendar: Calendar;
  /** The day whose letters these are; morning letters leave only on a working day. */
  day: Day;
  /** Had a reminder letter on this day. */
  reminded(person: PersonId): boolean;
}

/** What asks somebody to act before the matter ends. */
const overWhenClosed: readonly LetterKind[] = ['notice', 'asked'];

/** Why there is nothing to tell by this line any more; undefined while there is. */
export function nothingToTell(line: Line, matter: Told | undefined): DropReason | undefined {
  if (!matter) return 'record-missing';
  if (line.letter === 'verified') return isVerdictOver(matter, line.about) ? 'overtaken' : undefined;
  if (line.duty === undefined)
    return matter.closed !== undefined && overWhenClosed.includes(line.letter) ? 'matter-closed' : undefined;
  const duty = matter.duties.find(({ id }) => id === line.duty);
  if (!duty) return 'record-missing';
  if (duty.ended) return duty.ended.how;
  if (matter.closed !== undefined) return 'matter-closed';
  if (isPaused(duty)) return 'paused';
  return measuredFrom(duty) === line.against ? undefined : 'moved';
}

/** A line's id without its role: the same for everybody who is told of one event. */
const eventOf = (line: Line): string => line.id.slice(0, -(line.role.length + 1));

/** Appointments by where they hold, so that a line's are found without looking through all of a province's. */
export function appointmentsNear(appointments: readonly Appointment[]): (line: Line) => Appointment[] {
  const byScope = new Map<Scope, Appointment[]>();
  for (const one of appointments) {
    const there = byScope.get(one.scope);
    if (there) there.push(one);
    else byScope.set(one.scope, [one]);
  }
  return (line) => scopesOf(placeOf(line)).flatMap((scope) => byScope.get(scope) ?? []);
}

/** Lines with the same answer go to one person in one letter. */
export function gathersBy(line: Line): string {
  if (line.instead) return `${line.letter}/${line.about?.['paper'] ?? line.campaign}`;
  switch (line.letter) {
    case 'reminder':
    case 'unit-answered':
      return line.letter;
    case 'verified':
      return `verified/${line.matter}`;
    case 'handed-over':
      return `handed-over/${line.about?.['basis']}`;
    case 'team-told':
      return `team-told/${line.about?.['paper']}`;
    case 'visit-changed':
      return `visit-changed/${line.matter}`;
    default:
      return eventOf(line);
  }
}

/**
 * May a line leave with the letters of `day`? A reminder leaves on its planned day or after, a verdict
 * or a word to the team on the next working day, so that a day's verdicts on one matter and a
 * paper's units are one letter; all only on a working day. Every other line leaves at once.
 */
export function mayLeaveOn(line: Pick<Line, 'letter' | 'day' | 'instead'>, calendar: Calendar, day: Day): boolean {
  if (!leavesInTheMorning(line)) return true;
  return isWorkingDay(calendar, day) && (line.letter === 'reminder' ? line.day <= day : line.day < day);
}

/** Who hears a line: whoever it names; the holders of its role; else the head of division; else the administrators. */
export function hearers(line: Line, appointments: Appointment[], day: Day): { people: PersonId[]; insteadOf?: Role } {
  if (line.only !== undefined) return { people: [line.only] };
  const heard = recipients(appointments, line.role, placeOf(line), day);
  return heard.people.length > 0
    ? heard
    : { people: holders(appointments, 'administrator', {}, day), insteadOf: line.role };
}

/** Many units hear of it at once: by a paper that addresses them all, or a round that asks each for its report. */
const isSpread = ({ letter, about }: Line): boolean =>
  letter === 'directive' || (letter === 'asked' && about?.['what'] === 'report');

/** A line as it is written, with those who hear it on `day`. */
export function addressed(line: Line, appointments: Appointment[], day: Day): Line & { people: PersonId[] } {
  const { instead: _, ...plain } = line;
  const { people, insteadOf } = hearers(line, appointments, day);
  return { ...plain, people, ...(insteadOf && isSpread(line) ? { instead: true as const } : {}) };
}

/**
 * How lines gather into letters: at most one reminder a person and working day over all matters,
 * verdicts by matter, one letter a person and event however many of the told roles that person
 * holds. Who holds a role is looked up on `day`. Lines that wait for an official letter are only
 * dropped here; they make no mail.
 */
export function planLetters(lines: readonly Line[], known: Known): LetterPlan {
  const plan: LetterPlan = { letters: [], dropped: [], later: [], unheard: [] };
  const letters = new Map<string, PlannedLetter>();
  for (const line of [...lines].sort(byDayThenId)) {
    const why = nothingToTell(line, known.matter(line.matter));
    if (why) plan.dropped.push({ line, why });
    else if (line.letter !== 'official-letter') gather(line, known, letters, plan);
  }
  plan.letters = [...letters.values()];
  return plan;
}

function gather(line: Line, known: Known, letters: Map<string, PlannedLetter>, plan: LetterPlan): void {
  const { people, insteadOf } = hearers(line, known.near?.(line) ?? known.appointments, known.day);
  if (people.length === 0) plan.unheard.push(line);
  for (const recipient of people) {
    if (!mayLeaveOn(line, known.calendar, known.day) || (line.letter === 'reminder' && known.reminded(recipient))) {
      plan.later.push({ line, recipient });
      continue;
    }
    const gathers = gathersBy(line);
    const key = `${recipient}\n${gathers}`;
    const letter = letters.get(key) ?? { kind: line.letter, recipient, gathers, lines: [] };
    letter.lines.push(line);
    if (insteadOf && !letter.insteadOf?.includes(insteadOf))
      letter.insteadOf = [...(letter.insteadOf ?? []), insteadOf];
    letters.set(key, letter);
  }
}

/** Where a line's role is looked up. */
export const placeOf = ({ campaign, team, unit, through, visit }: Line) => ({
  ...(campaign ? { campaign } : {}),
  ...(team ? { team } : {}),
  ...(unit ? { unit } : {}),
  ...(through ? { through } : {}),
  ...(visit ? { visit } : {}),
});

const byDayThenId = (a: Line, b: Line): number => (a.day === b.day ? compare(a.id, b.id) : compare(a.day, b.day));
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The name of a letter in the ledger, for ever: `reminder/<person>/2026-03-11/1`. */
export const letterId = (kind: LetterKind, recipient: PersonId, day: Day, n: number): string =>
  `${kind}/${recipient}/${day}/${n}`;

/**
 * The Message-ID of a letter: made of its name alone, so that a repeat carries the same one. What
 * an identifier may not hold (RFC 5322, dot-atom) is written `=` and its code in hex.
 */
export const messageIdOf = (letter: string, domain: string): string =>
  `<${letter.replace(/[^A-Za-z0-9/_-]/gu, (sign) => `=${sign.codePointAt(0)!.toString(16)}=`)}@${domain}>`;
