import type { Day } from './day.ts';
import type { LadderName, RungAct } from './ladder.ts';
import type { PersonId, Role, UnitId } from './role.ts';
import type { Due } from './term.ts';

/** Names a duty inside its matter, `remediate:3` or `verify:3:2`. */
export type DutyId = string;

export const dutyKinds = [
  // the round's
  'approve-plan',
  'revise-plan',
  'issue-notice',
  'end-inspection',
  'send-official-letter',
  'draft-report',
  // the inspection's
  'acknowledge',
  'self-report',
  'supplement-self-report',
  'review-self-report',
  'decide-another-day',
  'minutes',
  'explain',
  'comment-draft',
  'draft-conclusion',
  // the paper's
  'redraft',
  'appraise',
  'sign',
  'number',
  // the remediation's
  'remediate',
  'confirm-period',
  'verify',
  'close',
  'decide-extension',
  'review-incidents',
  // the proposal's
  'route-proposal',
  'answer-proposal',
] as const;
export type DutyKind = (typeof dutyKinds)[number];

/**
 * A role in the matter's place, never a person; `unit` when it is another unit than the matter's,
 * `visit` (see `visitKey`) when a visit may have its own.
 */
export interface Party {
  role: Role;
  unit?: UnitId;
  /** That other unit is vertically managed. */
  vertical?: true;
  visit?: string;
}

/** A rung that was told, or passed over for a louder one. */
export interface Told {
  rung: number;
  on: Day;
  /** The due (or milestone) it was told against: after an extension the early rungs open again. */
  against: Day;
  skipped?: true;
}

export interface Pause {
  from: Day;
  to?: Day;
  basis: string;
}

export interface Move {
  from: Day;
  to: Day;
  on: Day;
  why: 'extension' | 'calendar' | 'visit-moved' | 'suspension';
  basis: string;
}

/** What somebody owes by a day. On screen: việc. */
export interface Duty {
  id: DutyId;
  kind: DutyKind;
  owedBy: Party;
  /** Reckoned by a paper or a rule: only past this day may anyone say overdue (quá hạn). */
  due?: Due;
  /** The office's own milestone where the paper names no day. */
  followUpOn?: Day;
  ladder: LadderName;
  /** A leader agreed to the rungs that need it. */
  approved?: Day;
  told: Told[];
  opened: Day;
  ended?: { how: 'met' | 'cancelled' | 'replaced' | 'handed-over' | 'lapsed'; on: Day };
  /** Owed on by a successor (bàn giao): its days before were those of `from`, under a duty of its own that ended. */
  tookOver?: { from: UnitId; on: Day };
  /** Not met by its due it is over (quá hạn coi như thống nhất): nobody is chased past the day. */
  lapses?: true;
  pauses: Pause[];
  moves: Move[];
  /** What it is about inside its matter: an item, a visit. */
  about?: number;
}

/** The day the ladder is measured from. */
export const measuredFrom = (duty: Duty): Day | undefined => duty.due?.day ?? duty.followUpOn;

export const isOpen = (duty: Duty): boolean => duty.ended === undefined;

/** Is whoever owes it vertically managed: the matter's own unit, or another that was asked? */
export const isVertical = (duty: Duty, matter: { vertical?: true }): boolean =>
  (duty.owedBy.unit === undefined ? matter.vertical : duty.owedBy.vertical) === true;

export const isPaused = (duty: Duty): boolean => duty.pauses.some((pause) => pause.to === undefined);

/** Overdue needs a due reckoned from a paper or a rule; a milestone is never overdue. */
export const isOverdue = (duty: Duty, on: Day): boolean => isOpen(duty) && duty.due !== undefined && duty.due.day < on;

/** A new duty, owed from `opened`. */
export function owe(duty: Omit<Duty, 'told' | 'pauses' | 'moves'>): Duty {
  return { ...duty, told: [], pauses: [], moves: [] };
}

/** Ends the open duties named by `which`; duties that ended before stay as they were. */
export function ended(
  duties: Duty[],
  which: (duty: Duty) => boolean,
  how: NonNullable<Duty['ended']>['how'],
  on: Day,
): Duty[] {
  return duties.map((duty) => (isOpen(duty) && which(duty) ? { ...duty, ended: { how, on } } : duty));
}

/** The duty met by what came on `came`, whenever it was entered: the days between are not those of whoever owed it. */
export const metOn = (duty: Duty, came: Day): Duty => ({
  ...duty,
  ended: { how: 'met', on: came > duty.opened ? came : duty.opened },
});

/**
 * Moves a due and keeps the history. A due somebody was told of never becomes earlier; moving to
 * the day it already has changes nothing, so a move that is repeated is the same move.
 */
export function moved(duty: Duty, due: Due, move: { on: Day; why: Move['why']; basis: string }): Duty {
  const before = measuredFrom(duty);
  if (!isOpen(duty) || before === undefined || before === due.day) return duty;
  const wasTold = duty.told.some((told) => !told.skipped);
  if (wasTold && due.day < before) return duty;
  // a milestone moved is a milestone still: it never becomes a day that can be overdue
  const moved = duty.due ? { due } : { followUpOn: due.day };
  return { ...duty, ...moved, moves: [...duty.moves, { from: before, to: due.day, ...move }] };
}

/** One line somebody must be told; written in the same transaction as the state it follows from. */
export interface Line {
  /** Unique by matter, duty, rung, due and role (or by matter, event and role). */
  id: string;
  letter: LetterKind;
  matter: string;
  duty?: DutyId;
  rung?: number;
  act?: RungAct;
  /** The due it was written against: moved since, the line is dropped at delivery. */
  against?: Day;
  role: Role;
  unit?: UnitId;
  /** Heard by this agency where the unit has nobody of its own. */
  through?: UnitId;
  campaign?: string;
  team?: string;
  visit?: string;
  /** Nobody held its role when it was written: whoever is told instead hears it with the others of its paper. */
  instead?: true;
  /** Told to this person, whatever they hold: somebody whose work went to somebody else. */
  only?: PersonId;
  /** The planned day, in Vietnam. */
  day: Day;
  /** Ids and counts only; texts are read from the record at delivery. */
  about?: Record<string, string | number>;
}

/**
 * `reminder` gathers over all matters into one letter a person a working day; `verified` gathers by
 * matter, `team-told` by paper, `handed-over` by what passed and `unit-answered` by person into the next morning's; `visit-changed` gathers what waits of one inspection; `official-letter` waits for a paper; the others leave at once,
 * but what many units are told at once and nobody hears: that is one letter of the next morning to whoever is told instead.
 */
export const letterKinds = [
  'reminder',
  'notice',
  'received',
  'sent-back',
  'conclusion',
  'verified',
  'follow-up-ended',
  'plan-decided',
  'team-told',
  'directive',
  'visit-changed',
  'asked',
  'unit-answered',
  'item-changed',
  'proposal',
  'handed-over',
  'contact-changed',
  'official-letter',
] as const;
export type LetterKind = (typeof letterKinds)[number];

const mornings: readonly LetterKind[] = ['reminder', 'verified', 'team-told', 'unit-answered', 'handed-over'];

export const leavesInTheMorning = ({ letter, instead }: Pick<Line, 'letter' | 'instead'>): boolean =>
  instead === true || mornings.includes(letter);
