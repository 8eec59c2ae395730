import { criteriaOf } from '../../../domain/score.ts';
import { deductingRules, mostOf, mostOfScale, scoreRules } from '../../../domain/scale.ts';
import type { Criterion, Scale, ScoreGroup, ScoreRule } from '../../../domain/scale.ts';
import { vnNumber } from '../../../domain/number.ts';

export const ruleNames: Record<ScoreRule['by'], string> = {
  'yes-no': 'Có hoặc Không',
  ratio: 'Tỷ lệ, theo mức',
  count: 'Đếm, mỗi việc thêm điểm',
  deduction: 'Đếm, mỗi trường hợp trừ điểm',
  manual: 'Chấm theo nhận xét, ghi lý do',
};

export const groupNames: Record<ScoreGroup['counts'], string> = {
  scored: 'tính điểm',
  bonus: 'điểm cộng',
  deducted: 'điểm trừ',
};

/** How a line of such a group may come by its points. */
export const rulesIn = (counts: ScoreGroup['counts']): readonly ScoreRule['by'][] =>
  counts === 'deducted' ? deductingRules : scoreRules;

/** What a rule begins with, to be changed. */
export function freshRule(by: ScoreRule['by'], counts: ScoreGroup['counts']): ScoreRule {
  if (by === 'yes-no') return { by, better: counts === 'deducted' ? 'no' : 'yes' };
  if (by === 'ratio')
    return {
      by,
      bands: [
        { from: 95, gives: 'full' },
        { from: 80, gives: 'share' },
      ],
    };
  return by === 'count' || by === 'deduction' ? { by, step: 0.5 } : { by };
}

/** The same line in a group that counts otherwise: what it gave is what it takes, and back. */
export function countedAs(counts: ScoreGroup['counts'], { least, most, rule, ...rest }: Criterion): Criterion {
  const worth = most > 0 ? most : -(least ?? -1);
  const fits = rulesIn(counts).includes(rule.by);
  const { from: _, ...unsourced } = rest;
  return {
    ...(fits ? rest : unsourced),
    rule: fits ? rule : freshRule('deduction', counts),
    ...(counts === 'deducted' ? { most: 0, least: -worth } : { most: worth }),
  };
}

/** `Thang 60 điểm; cộng thêm nhiều nhất 2; trừ nhiều nhất 3.` */
export function scaleInWords(scale: Scale): string {
  const bonus = mostOf({ criteria: criteriaIn(scale, 'bonus') });
  const deducted = criteriaIn(scale, 'deducted').reduce((sum, { least = 0 }) => sum - least, 0);
  return [
    `Thang ${vnNumber(mostOfScale(scale))} điểm, ${vnNumber(criteriaOf(scale).length)} tiêu chí`,
    ...(bonus > 0 ? [`cộng thêm nhiều nhất ${vnNumber(bonus)}`] : []),
    ...(deducted > 0 ? [`trừ nhiều nhất ${vnNumber(deducted)}`] : []),
  ].join('; ');
}

const criteriaIn = ({ groups }: Scale, counts: ScoreGroup['counts']): Criterion[] =>
  groups.filter((group) => group.counts === counts).flatMap(({ criteria }) => criteria);

/** `12 điểm`, `trừ tới 3 điểm`. */
export const worthOf = ({ most, least = 0 }: Criterion): string =>
  least < 0 ? `trừ tới ${vnNumber(-least)} điểm` : `${vnNumber(most)} điểm`;
