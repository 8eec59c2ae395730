import { vnNumber } from '../../../domain/number.ts';
import type { Declared } from '../../../domain/scale.ts';
import type { Appraisal } from '../../../domain/score.ts';

export const columnNames: Record<Appraisal, string> = {
  self: 'Tự đánh giá',
  first: 'Thẩm định lần 1',
  second: 'Thẩm định lần 2',
};

/** `Có`, `96%`, `3`, `Không áp dụng`. */
export function declaredWords(declared: Declared): string {
  if ('answer' in declared) return declared.answer === 'yes' ? 'Có' : 'Không';
  if ('percent' in declared) return `${vnNumber(declared.percent)}%`;
  if ('count' in declared) return vnNumber(declared.count);
  return 'points' in declared ? 'Chấm' : 'Không áp dụng';
}

/** Why, where the declaration itself says it. */
export const ownReason = (declared: Declared): string | undefined =>
  'points' in declared ? declared.reason : 'notApplicable' in declared ? declared.notApplicable : undefined;
