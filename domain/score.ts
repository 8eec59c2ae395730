import { roundTo } from './number.ts';
import { Refusal } from './refusal.ts';
import { pointsOf, refusalOf } from './scale.ts';
import type { Criterion, Declared, Scale, ScoreGroup } from './scale.ts';

/** Tự đánh giá, thẩm định lần 1, thẩm định lần 2: each later one starts from the one before. */
export const appraisals = ['self', 'first', 'second'] as const;
export type Appraisal = (typeof appraisals)[number];

export const appraisalWords: Record<Appraisal, string> = {
  self: 'Tự đánh giá',
  first: 'Thẩm định lần 1',
  second: 'Thẩm định lần 2',
};

/** One line in one column: what is declared or found, why it differs from the column before. */
export interface Mark {
  declared: Declared;
  reason?: string;
}

/** One column by the code of its criteria; a line that is missing stands as the column before has it. */
export type Marks = Record<string, Mark>;

export type Columns = Partial<Record<Appraisal, Marks>>;

export const criteriaOf = ({ groups }: Scale): Criterion[] => groups.flatMap(({ criteria }) => criteria);

/** What counts: on each line the mark of the latest column that has one. */
export function latest(columns: Columns, upTo: Appraisal = 'second'): Marks {
  const read = appraisals.slice(0, appraisals.indexOf(upTo) + 1);
  return Object.assign({}, ...read.map((appraisal) => columns[appraisal] ?? {})) as Marks;
}

/**
 * What is wrong with a column, line by line: the refusals of `refusalOf`, and Refusal('score-unknown' |
 * 'score-reason-missing') where points differ from the column before without a reason.
 */
export function faultsOfMarks(
  scale: Scale,
  columns: Columns,
  appraisal: Appraisal,
  marks: Marks,
): { criterion: string; refusal: Refusal }[] {
  const criteria = new Map(criteriaOf(scale).map((criterion) => [criterion.code, criterion]));
  const at = appraisals.indexOf(appraisal);
  const before = at === 0 ? {} : latest(columns, appraisals[at - 1]);
  return Object.entries(marks).flatMap(([criterion, mark]) => {
    const refusal = faultOf(criteria.get(criterion), criterion, mark, before[criterion]);
    return refusal ? [{ criterion, refusal }] : [];
  });
}

function faultOf(
  criterion: Criterion | undefined,
  code: string,
  { declared, reason = '' }: Mark,
  was: Mark | undefined,
): Refusal | undefined {
  if (!criterion) return new Refusal('score-unknown', { criterion: code });
  const refusal = refusalOf(criterion, declared);
  if (refusal) return refusal;
  const differs = was !== undefined && pointsOf(criterion, was.declared) !== pointsOf(criterion, declared);
  return differs && reason.trim() === '' ? new Refusal('score-reason-missing', { criterion: code }) : undefined;
}

export interface GroupTotal {
  group: string;
  points: number;
  /** Of all its lines, and of those that concern the unit. */
  most: number;
  applicable: number;
}

/** A unit's points. */
export interface Total {
  /** Stretched to the whole scale where lines do not concern the unit, then bonus and deductions; two decimals. */
  points: number;
  /** The scored groups' most, and of their lines that concern the unit; what these earned before it was stretched. */
  most: number;
  applicable: number;
  earned: number;
  groups: GroupTotal[];
  /** Lines nobody has declared yet: 0 points. */
  blank: string[];
  /** Lines said not to concern the unit that nobody has approved: 0 points until then. */
  unapproved: string[];
}

/**
 * Adds a column up. `notApplicable` are the lines approved as not concerning units of this kind: they leave the
 * scale, and the rest is stretched to it.
 */
export function totalOf(scale: Scale, marks: Marks, notApplicable: readonly string[]): Total {
  const left = (code: string): boolean => {
    const declared = marks[code]?.declared;
    return declared !== undefined && 'notApplicable' in declared && notApplicable.includes(code);
  };
  const groups = scale.groups.map((group) => groupTotal(group, marks, left));
  const scored = groups.filter((_, i) => scale.groups[i]!.counts === 'scored');
  const added = groups.filter((_, i) => scale.groups[i]!.counts !== 'scored');
  const [points, most, applicable] = [sum(scored, 'points'), sum(scored, 'most'), sum(scored, 'applicable')];
  return {
    points: roundTo((applicable === 0 ? 0 : (points * most) / applicable) + sum(added, 'points'), 2),
    most,
    applicable,
    earned: points,
    groups,
    blank: criteriaOf(scale).flatMap(({ code }) => (marks[code] ? [] : [code])),
    unapproved: criteriaOf(scale).flatMap(({ code }) => {
      const declared = marks[code]?.declared;
      return declared && 'notApplicable' in declared && !left(code) ? [code] : [];
    }),
  };
}

function groupTotal({ code, criteria }: ScoreGroup, marks: Marks, left: (code: string) => boolean): GroupTotal {
  const lines = criteria.map((criterion) => {
    const declared = marks[criterion.code]?.declared;
    return {
      points: (declared && pointsOf(criterion, declared)) ?? 0,
      most: criterion.most,
      applicable: left(criterion.code) ? 0 : criterion.most,
    };
  });
  return {
    group: code,
    points: sum(lines, 'points'),
    most: sum(lines, 'most'),
    applicable: sum(lines, 'applicable'),
  };
}

const sum = <Key extends string>(lines: readonly Record<Key, number>[], key: Key): number =>
  roundTo(
    lines.reduce((total, line) => total + line[key], 0),
    2,
  );

/** Xếp hạng: the highest first; equal points share a place and the next is skipped over. */
export function ranked<Row extends { points: number }>(
  rows: readonly Row[],
): (Row & { place: number; tied: boolean })[] {
  const sorted = [...rows].sort((a, b) => b.points - a.points);
  return sorted.map((row) => ({
    ...row,
    place: 1 + sorted.findIndex(({ points }) => points === row.points),
    tied: sorted.filter(({ points }) => points === row.points).length > 1,
  }));
}
