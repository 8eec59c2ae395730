import type { Day } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Duty, Line } from '../../domain/duty.ts';
import type { Matter, Rule, Step } from '../../domain/matter.ts';
import { Refusal } from '../../domain/refusal.ts';

/** What follows from an ask, as a process takes it: refused by the rule, or its next step on `day`. */
export function asked<S extends Matter, A>(rule: Rule<S, A>, state: S, ask: A, day: Day): Step<S> {
  rule.accepts(state, ask, day);
  return rule.next({ ...state, asOf: day }, ask, day);
}

/** The sentence a rule refuses with, under its code: `visit-unknown: Không có buổi kiểm tra số 9.`; undefined when it accepts. */
export function refusal(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
}

export const refusalCode = (act: () => unknown): string | undefined => refusal(act)?.split(':')[0];

/** A duty in one line: `self-report · unit-contact · B · 2026-03-30 rule:self-report · from 2026-03-09`. */
export const inWords = ({ id, owedBy, ladder, due, followUpOn, opened }: Duty): string =>
  [
    id,
    owedBy.role,
    ladder,
    due ? `${due.day} ${due.reckoned.basis}` : `followed up ${followUpOn}`,
    `from ${opened}`,
  ].join(' · ');

/** What is owed now. */
export const owedNow = ({ duties }: Pick<Matter, 'duties'>): string[] => duties.filter(isOpen).map(inWords);

/** How duties ended: `acknowledge met 2026-03-11`. */
export const endedDuties = ({ duties }: Pick<Matter, 'duties'>): string[] =>
  duties.flatMap(({ id, ended }) => (ended ? [`${id} ${ended.how} ${ended.on}`] : []));

/** Who is told by which letter: `notice unit-contact`. */
export const toldTo = (lines: Line[]): string[] => lines.map(({ letter, role }) => `${letter} ${role}`);
