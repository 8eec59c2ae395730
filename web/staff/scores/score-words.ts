import type { Declared } from '../../../domain/scale.ts';
import type { Appraisal } from '../../../domain/score.ts';

export const columnNames: Record<Appraisal, string> = {
  self: 'Tự đánh giá',
  first: 'Thẩm định lần 1',
  second: 'Thẩm định lần 2',
};

/** Why, where the declaration itself says it. */
export const ownReason = (declared: Declared): string | undefined =>
  'points' in declared ? declared.reason : 'notApplicable' in declared ? declared.notApplicable : undefined;
