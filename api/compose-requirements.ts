import type { PrintedDue } from '../domain/document.ts';
import { vnPercent } from '../domain/number.ts';
import type { Requirement, RequirementDue } from '../domain/requirement.ts';

/** A term runs from the issue, a day nobody knows while the paper is a draft: so the words name the event. */
export const printedDue = (due: RequirementDue, from: string): PrintedDue =>
  due.kind === 'term' ? { ...due, from } : due;

/** `100% nhiệm vụ trong kế hoạch`. */
export const targetInWords = ({ of, percent }: NonNullable<Requirement['target']>): string =>
  `${vnPercent(percent, Number.isInteger(percent) ? 0 : 2)} ${of}`;
