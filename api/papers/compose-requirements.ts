import type { PrintedDue } from '../../domain/document.ts';
import { vnPercent } from '../../domain/number.ts';
import type { Requirement, RequirementDue } from '../../domain/requirement.ts';

/**
 * A term runs from the issue, a day nobody knows while the paper is a draft: so the words name the event. The office's
 * own milestone is for the office: no paper prints it.
 */
export function printedDue(due: RequirementDue | undefined, from: string): { due?: PrintedDue } {
  if (!due || due.kind === 'milestone') return {};
  return { due: due.kind === 'term' ? { ...due, from } : due };
}

/** `100% nhiệm vụ trong kế hoạch`. */
export const targetInWords = ({ of, percent }: NonNullable<Requirement['target']>): string =>
  `${vnPercent(percent, Number.isInteger(percent) ? 0 : 2)} ${of}`;
