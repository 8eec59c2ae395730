import type { TermUnit } from './term.ts';

/** How long a duty has from the event that opens it. */
export interface DutyTerm {
  count: number;
  unit: TermUnit;
}

/** Terms by duty. Source: practice.md §3 and guide §1.2; usual practice shipped as defaults, each a setting of the round. */
export const defaultTerms = {
  'approve-plan': { count: 5, unit: 'working-day' },
  'revise-plan': { count: 3, unit: 'working-day' },
  /** Counted back from the first visit. */
  'issue-notice': { count: -15, unit: 'working-day' },
  /** The consolidated report, from the end of inspection or the day the units' reports are due. */
  'draft-report': { count: 15, unit: 'calendar-day' },
  'end-inspection': { count: 5, unit: 'working-day' },
  'send-official-letter': { count: 2, unit: 'working-day' },
  acknowledge: { count: 2, unit: 'working-day' },
  /** Counted back from the visit. */
  'self-report': { count: -5, unit: 'working-day' },
  'supplement-self-report': { count: 2, unit: 'working-day' },
  'review-self-report': { count: 3, unit: 'working-day' },
  'decide-another-day': { count: 2, unit: 'working-day' },
  explain: { count: 5, unit: 'working-day' },
  /** Then taken as agreed. */
  'comment-draft': { count: 3, unit: 'working-day' },
  /** The same day: a visit is never on a day off. */
  minutes: { count: 0, unit: 'calendar-day' },
  'draft-conclusion': { count: 8, unit: 'working-day' },
  redraft: { count: 2, unit: 'working-day' },
  appraise: { count: 2, unit: 'working-day' },
  sign: { count: 4, unit: 'working-day' },
  /** NĐ 30/2020, art. 18: issued on the day of signature or the next working day. */
  number: { count: 1, unit: 'working-day' },
  /** For a requirement that was returned: a new term for the supplement. */
  remediate: { count: 5, unit: 'working-day' },
  verify: { count: 5, unit: 'working-day' },
  close: { count: 5, unit: 'working-day' },
  'decide-extension': { count: 2, unit: 'working-day' },
  'review-incidents': { count: 5, unit: 'working-day' },
  'route-proposal': { count: 5, unit: 'working-day' },
  'answer-proposal': { count: 15, unit: 'working-day' },
} as const satisfies Record<string, DutyTerm>;

export type TermName = keyof typeof defaultTerms;
export type Terms = Record<TermName, DutyTerm>;
export const termNames = Object.keys(defaultTerms) as TermName[];

/** A term counted back from a visit stays so, and the others run forward. */
export const runsBack = (name: TermName): boolean => defaultTerms[name].count < 0;

/** Why a duty cannot have that term; undefined where it can. */
export const termFault = (name: TermName, { count }: DutyTerm): string | undefined =>
  runsBack(name) === count < 0
    ? undefined
    : runsBack(name)
      ? 'Thời hạn này tính lùi nên phải là số âm.'
      : 'Thời hạn này tính tới nên phải từ 0 trở lên.';
