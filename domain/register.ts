import type { Day } from './day.ts';
import type { MatterId } from './matter.ts';
import type { PaperKind } from './paper.ts';

/** Numbers of one organ, series and year: 01 on 1 January, never reused (NĐ 30/2020, art. 15). */
export type RegisterId = string;

/** One row of the outgoing register (NĐ 30/2020, annex IV, minimum columns). */
export interface RegisterRow {
  register: RegisterId;
  number: number;
  symbol: string;
  day: Day;
  paper: MatterId;
  kind: PaperKind;
  about: string;
  signer: string;
  recipients: string[];
  /** The number could not be used; it stays taken. `reason` names the snapshot that says why, `by` who decided. */
  voided?: { on: Day; reason: string; by: string };
}

/** Whether all kinds share one series or each has its own is the organ's choice; here: one per type letters. */
const seriesOf: Record<PaperKind, string> = {
  notice: 'TB',
  conclusion: 'TB',
  'result-notice': 'TB',
  directive: 'CV',
  report: 'BC',
};

/** Training papers take their numbers from a register of their own (series TH). */
export const registerOf = (organ: string, kind: PaperKind, year: number, training: boolean): RegisterId =>
  `${organ}-${training ? 'TH' : seriesOf[kind]}/${year}`;

/** `CCHC` of `Phòng Cải cách hành chính`. */
export const initials = (division: string): string =>
  division
    .replace(/^(Phòng|Ban|Văn phòng)\s+/iu, '')
    .split(/\s+/u)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('');

/**
 * The symbol after the number: `TB-SNV`; a công văn has no type letters but those of its drafting division,
 * `SNV-CCHC` (NĐ 30/2020, annex III).
 */
export const symbolOf = (
  { organ, divisionName }: { organ: string; divisionName: string },
  kind: PaperKind,
  training: boolean,
): string =>
  `${training ? 'TH-' : ''}${kind === 'directive' ? `${organ}-${initials(divisionName)}` : `${seriesOf[kind]}-${organ}`}`;

/** The next free number: one more than the highest, voided ones included. */
export const nextNumber = (highest: number | undefined): number => (highest ?? 0) + 1;
