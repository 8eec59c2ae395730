import { readNumber, readPercent, vnNumber } from './number.ts';
import { Refusal } from './refusal.ts';
import { pointsOf, refusalOf } from './scale.ts';
import type { Criterion, Declared, Scale } from './scale.ts';
import { criteriaOf, totalOf } from './score.ts';
import type { Marks, Total } from './score.ts';

/**
 * A column of scores as a form has it: `m/<criterion>` what is declared, `b/<criterion>` ticked where it does not
 * concern the unit, `y/<criterion>` the reason. A line with none of them stands as the report declares it.
 */
export type ScoreFields = Record<string, string>;

/** `Có`, `96%`, `3`, `Không áp dụng`. */
export function declaredWords(declared: Declared): string {
  if ('answer' in declared) return declared.answer === 'yes' ? 'Có' : 'Không';
  if ('percent' in declared) return `${vnNumber(declared.percent)}%`;
  if ('count' in declared) return vnNumber(declared.count);
  return 'points' in declared ? 'Chấm' : 'Không áp dụng';
}

/** The marks as a form shows them. */
export function scoreFields(scale: Scale, marks: Marks): ScoreFields {
  return Object.fromEntries(
    criteriaOf(scale).flatMap(({ code, rule }) => {
      const declared = marks[code]?.declared;
      if (!declared) return [];
      if ('notApplicable' in declared)
        return [
          rule.by === 'yes-no' ? [`m/${code}`, 'not-applicable'] : [`b/${code}`, 'yes'],
          [`y/${code}`, declared.notApplicable],
        ];
      if ('answer' in declared) return [[`m/${code}`, declared.answer]];
      if ('points' in declared)
        return [
          [`m/${code}`, vnNumber(declared.points)],
          [`y/${code}`, declared.reason],
        ];
      return [[`m/${code}`, declaredWords(declared)]];
    }),
  );
}

/** What a form declares, and the lines of it that cannot be kept as they are written. */
export interface ReadScores {
  marks: Marks;
  unread: { criterion: string; sentence: string }[];
}

export function readScores(scale: Scale, fields: ScoreFields): ReadScores {
  const read: ReadScores = { marks: {}, unread: [] };
  for (const criterion of criteriaOf(scale)) {
    try {
      const declared = declaredIn(criterion, fields);
      if (declared) read.marks[criterion.code] = { declared };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      read.unread.push({ criterion: criterion.code, sentence: error.message });
    }
  }
  return read;
}

/** Throws Refusal where the line cannot be kept: a figure that cannot be read, a reason without what it is for. */
function declaredIn({ code, rule, optional }: Criterion, fields: ScoreFields): Declared | undefined {
  const text = (fields[`m/${code}`] ?? '').trim();
  const reason = (fields[`y/${code}`] ?? '').trim();
  const out = fields[`b/${code}`] === 'yes' || text === 'not-applicable';
  if (optional && out) return { notApplicable: reason };
  if (rule.by === 'yes-no' && (text === 'yes' || text === 'no')) return { answer: text };
  if (text === '' || rule.by === 'yes-no') {
    if (reason === '') return undefined;
    throw new Refusal(rule.by === 'manual' ? 'score-points-missing' : 'score-reason-alone', { criterion: code });
  }
  const cell = `Tiêu chí ${code}`;
  // near a band's edge “gần 95%” and 95% are not the same points
  const exactly = (isExact: boolean) => {
    if (!isExact) throw new Refusal('score-not-exact', { criterion: code, value: text });
  };
  if (rule.by === 'ratio') {
    const { value, qualifier } = readPercent(text, cell)!;
    exactly(qualifier === undefined);
    return { percent: value };
  }
  if (rule.by === 'manual') return { points: readPoints(text, cell), reason };
  const count = readNumber(text, cell)!;
  exactly(typeof count === 'number');
  return { count: Number(count) };
}

/** Points as people write them, `7,5` or `−1`. Throws Refusal('points-malformed'). */
export function readPoints(text: string, cell: string): number {
  const bare = text.trim().replace(/^[−–]/, '-').replace(',', '.');
  if (!/^-?\d{1,4}(\.\d{1,4})?$/.test(bare)) throw new Refusal('points-malformed', { cell, value: text.trim() });
  return Number(bare);
}

/** What one line comes to. */
export interface LineScore {
  code: string;
  /** Undefined: nothing is declared, or the line does not concern the unit. */
  points?: number;
  /** Said not to concern the unit: approved for its kind, or not yet. */
  out?: 'approved' | 'unapproved';
  /** What is wrong with it, and what to do. */
  fault?: string;
}

/** A column line by line, and added up. */
export interface ColumnScore {
  lines: Record<string, LineScore>;
  total: Total;
  /** Lines that cannot be sent as they are. */
  faults: number;
}

/** What a unit's own column comes to: what its report declares, with what it wrote itself laid over. */
export function columnScore(
  scale: Scale,
  { declared, marks, unread }: ReadScores & { declared: Marks },
  exempt: readonly string[],
): ColumnScore {
  const all = { ...declared, ...marks };
  const lines = criteriaOf(scale).map((criterion): LineScore => {
    const { code } = criterion;
    const said = all[code]?.declared;
    const fault =
      unread.find((one) => one.criterion === code)?.sentence ?? (said && refusalOf(criterion, said)?.message);
    const points = said && fault === undefined ? pointsOf(criterion, said) : undefined;
    return {
      code,
      ...(points === undefined ? {} : { points }),
      ...(said && fault === undefined && 'notApplicable' in said
        ? { out: exempt.includes(code) ? 'approved' : 'unapproved' }
        : {}),
      ...(fault === undefined ? {} : { fault }),
    };
  });
  // what cannot stand earns nothing, and is told apart from what is still to be declared
  const bad = new Set(lines.flatMap(({ code, fault }) => (fault === undefined ? [] : [code])));
  const good = Object.fromEntries(Object.entries(all).filter(([code]) => !bad.has(code)));
  const total = totalOf(scale, good, exempt);
  return {
    lines: Object.fromEntries(lines.map((line) => [line.code, line])),
    total: { ...total, blank: total.blank.filter((code) => !bad.has(code)) },
    faults: bad.size,
  };
}
