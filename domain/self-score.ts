import type { Outline, SelfReport } from './outline.ts';
import { rates } from './rate.ts';
import type { Criterion, Declared } from './scale.ts';
import type { Marks } from './score.ts';

/** What a self-report already declares on the lines of the scale that are taken from it: nobody is asked twice. */
export function declaredIn({ scale }: Pick<Outline, 'scale'>, report: SelfReport): Marks {
  const criteria = scale?.groups.flatMap((group) => group.criteria) ?? [];
  return Object.fromEntries(
    criteria.flatMap((criterion) => {
      const declared = declaredOf(criterion, report);
      return declared ? [[criterion.code, { declared }]] : [];
    }),
  );
}

function declaredOf({ from, rule }: Criterion, report: SelfReport): Declared | undefined {
  if (!from) return undefined;
  if ('question' in from) {
    const answer = report.answers[from.question];
    if (rule.by !== 'yes-no' || !answer || !('value' in answer)) return undefined;
    return answer.value === 'not-applicable' ? { notApplicable: answer.explanation ?? '' } : { answer: answer.value };
  }
  if ('indicator' in from) {
    const cell = report.indicators[from.indicator];
    // “hơn 15” is no count to reckon with
    return (rule.by === 'count' || rule.by === 'deduction') && typeof cell === 'number' ? { count: cell } : undefined;
  }
  const stated = report.rates.find(({ code }) => code === from.rate)?.stated;
  return rule.by === 'ratio' && stated && stated.qualifier === undefined ? { percent: stated.value } : undefined;
}

/** The codes a scale takes its declarations from that the outline does not have. */
export function unknownSources({ areas, indicators, scale }: Outline): string[] {
  const known = new Set([
    ...areas.flatMap(({ questions }) => questions.map(({ code }) => `question ${code}`)),
    ...indicators.map(({ code }) => `indicator ${code}`),
    ...Object.keys(rates).map((code) => `rate ${code}`),
  ]);
  return (scale?.groups ?? [])
    .flatMap(({ criteria }) => criteria)
    .flatMap(({ from }) => (from ? Object.entries(from) : []))
    .filter(([kind, code]) => !known.has(`${kind} ${code}`))
    .map(([, code]) => code);
}
