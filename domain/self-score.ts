import { roundTo } from './number.ts';
import { figuresIn } from './outline.ts';
import type { Outline, SelfReport } from './outline.ts';
import { rateOf, rates } from './rate.ts';
import type { RateCode } from './rate.ts';
import type { Criterion, Declared } from './scale.ts';
import type { Marks } from './score.ts';

/** What a self-report already declares on the lines of the scale that are taken from it: nobody is asked twice. */
export function declaredIn({ scale, tables }: Pick<Outline, 'scale' | 'tables'>, report: SelfReport): Marks {
  const criteria = scale?.groups.flatMap((group) => group.criteria) ?? [];
  return Object.fromEntries(
    criteria.flatMap((criterion) => {
      const declared = declaredOf(criterion, tables, report);
      return declared ? [[criterion.code, { declared }]] : [];
    }),
  );
}

function declaredOf({ from, rule }: Criterion, tables: Outline['tables'], report: SelfReport): Declared | undefined {
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
  if (rule.by !== 'ratio') return undefined;
  const stated = report.rates.find(({ code }) => code === from.rate)?.stated;
  if (stated) return stated.qualifier === undefined ? { percent: stated.value } : undefined;
  // what nobody states follows from the figures
  const reckoned = from.rate in rates ? rateOf(from.rate as RateCode, figuresIn({ tables }, report)) : null;
  return reckoned && !reckoned.approximate ? { percent: roundTo(reckoned.percent, 2) } : undefined;
}

/** The scale without the sources the outline no longer has: whoever scores declares those lines. */
export function withKnownSources<Fields extends Pick<Outline, 'areas' | 'indicators' | 'scale'>>(
  outline: Fields,
): Fields {
  const unknown = new Set(unknownSources(outline));
  if (!outline.scale || unknown.size === 0) return outline;
  const groups = outline.scale.groups.map((group) => ({
    ...group,
    criteria: group.criteria.map((criterion) => {
      if (!criterion.from || !Object.values(criterion.from).some((code) => unknown.has(code))) return criterion;
      const { from: _, ...rest } = criterion;
      return rest;
    }),
  }));
  return { ...outline, scale: { ...outline.scale, groups } };
}

/** The codes a scale takes its declarations from that the outline does not have. */
export function unknownSources({
  areas,
  indicators,
  scale,
}: Pick<Outline, 'areas' | 'indicators' | 'scale'>): string[] {
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
