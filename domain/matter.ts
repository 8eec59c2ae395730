import type { Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import type { Duty, DutyId, Line } from './duty.ts';
import type { TermName, Terms } from './duty-terms.ts';
import type { Ladders } from './ladder.ts';
import type { Facts, RefusalCode } from './refusal.ts';
import type { Place, UnitId } from './role.ts';
import { reckon } from './term.ts';
import type { Due } from './term.ts';

/** A birth name such as `inspection:binh-dinh-2026:so-noi-vu` or `broadcast:…`; never parsed. */
export type MatterId = string;
export const processNames = ['campaign', 'inspection', 'paper', 'remediation', 'proposal'] as const;
export type ProcessName = (typeof processNames)[number];

/** What every new matter takes from its round. */
export type Setting = Pick<Matter, 'clock' | 'calendar' | 'ladders' | 'terms'>;

/** What the records of all processes have in common. The record is the process's whole state. */
export interface Matter {
  id: MatterId;
  process: ProcessName;
  /** The shape of this state; a release reads a new shape before another writes it. */
  schema: 1;
  version: number;
  place: Place;
  /** A training campaign's clock is stepped by hand; `now` is its day. */
  clock: { kind: 'real' } | { kind: 'stepped'; now: Day };
  /** The planned day of the last wake or ask: lines are dated by it, never by the clock. */
  asOf: Day;
  /** A vertically managed agency: requested, never criticised; its chase ends with its superior. */
  vertical?: true;
  calendar: Calendar;
  ladders: Ladders;
  terms: Terms;
  duties: Duty[];
  /** Tells not yet delivered; they leave the state once an activity has delivered them. */
  outbox: Tell[];
  /** The latest idempotency keys, so that a message repeated after a restart changes nothing. */
  heard: string[];
  /** Why this matter cannot be chased just now; the office sees it. */
  trouble?: { code: RefusalCode; facts?: Facts; on: Day };
  closed?: Day;
  /** Whose work it was before it passed to a successor (bàn giao), in order; `basis` names the frozen document. */
  custody?: { from: UnitId; to: UnitId; on: Day; basis: string }[];
}

/** A message to another process; `broadcast` brings a change to every record that lacks it. */
export interface Tell {
  /** `<id>:<version>:<n>`, the receiver's idempotency key. */
  key: string;
  to: MatterId;
  message: string;
  day: Day;
  body: Record<string, unknown>;
}

/** What follows from an ask or a wake. */
export interface Step<S extends Matter> {
  state: S;
  lines: Line[];
  tells: Omit<Tell, 'key' | 'day'>[];
}

/** One message of a process: may it, and what follows. Refuses by throwing a Refusal. */
export interface Rule<S extends Matter, A> {
  accepts(state: S, ask: A, day: Day): void;
  next(state: S, ask: A, day: Day): Step<S>;
}

/** One activity a process runs by itself; its outcome comes back as `message`. */
export interface Work {
  does: 'launchPage' | 'countOpen' | 'proofPaper' | 'takeNumber' | 'renderPaper' | 'renderMinutes' | 'voidNumber';
  message: string;
  body: Record<string, unknown>;
}

/** Everything a process does: its messages, and the work that no message asks for. */
export interface Rules<S extends Matter> {
  // oxlint-disable-next-line typescript/no-explicit-any -- each rule has its own ask
  messages: Record<string, Rule<S, any>>;
  /** The work to do now, and the day from which there is some. */
  work?: { on(state: S): Day | undefined; next(state: S): Work };
}

/** Whose work the matter's own is now: its unit's, or the successor's it passed to last. */
export function holderOf(matter: { place: { unit: UnitId }; custody?: Matter['custody'] }): UnitId;
export function holderOf(matter: Pick<Matter, 'place' | 'custody'>): UnitId | undefined;
export function holderOf({
  place,
  custody,
}: {
  place: { unit?: UnitId };
  custody?: Matter['custody'];
}): UnitId | undefined {
  return custody?.at(-1)?.to ?? place.unit;
}

export const nothingMore = <S extends Matter>(state: S): Step<S> => ({ state, lines: [], tells: [] });

/** A line about an event: leaves at once, once per role. `event` makes it unique in its matter. */
export function eventLine(
  state: Matter,
  letter: Exclude<Line['letter'], 'reminder' | 'official-letter'>,
  event: string,
  role: Line['role'],
  day: Day,
  about: Record<string, string | number> = {},
): Line {
  return { id: `${state.id}/${letter}/${event}/${role}`, letter, matter: state.id, role, ...state.place, day, about };
}

/** The identity and due of a duty by its term: `from` is day 0; `about` numbers it in its matter. */
export function dutyOf<K extends TermName & Duty['kind']>(
  state: Matter,
  kind: K,
  from: Day,
  about?: number,
): { id: DutyId; kind: K; due: Due; about?: number } {
  const due = reckon(state.calendar, { from, ...state.terms[kind], basis: `rule:${kind}` });
  return about === undefined ? { id: kind, kind, due } : { id: `${kind}:${about}`, kind, due, about };
}
