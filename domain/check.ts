/** Where a check points, so that a page can show it at the cell or the question. */
export interface Place {
  table?: string;
  row?: string;
  column?: string;
  question?: string;
  indicator?: string;
  rate?: string;
  claim?: string;
}

/**
 * `error` blocks submission; `warning` blocks until it is explained; `not-checkable` says what is missing for a
 * rule to be tried, and blocks nothing.
 */
export type CheckLevel = 'error' | 'warning' | 'not-checkable';

/** What a rule found. `I1`–`I11` are the identities of form II.06. */
export interface Check {
  /** Stable while the rule and its place are the same: an explanation is kept under it. */
  key: string;
  code: CheckCode;
  level: CheckLevel;
  /** The cells or questions touched; the first is where to show it. */
  at: Place[];
  sentence: string;
  /** Found less expected. */
  difference?: number;
  /** Not checkable because of these. */
  missing?: Place[];
  /** What the unit says about a warning. */
  explanation?: string;
}

export type CheckCode =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I11'
  | 'count-invalid'
  | 'in-progress-unsplit'
  | 'row-twice'
  | 'row-unknown'
  | 'row-missing'
  | 'rows-blank'
  | 'sites-differ'
  | 'table-blank'
  | 'table-unknown'
  | 'no-figures-unexplained'
  | 'period-unknown'
  | 'period-reversed'
  | 'indicator-blank'
  | 'indicator-unknown'
  | 'claim-unknown'
  | 'question-blank'
  | 'question-unknown'
  | 'answer-kind'
  | 'plan-item-incomplete'
  | 'plan-item-reversed'
  | 'answer-unexplained'
  | 'evidence-missing';

/** One name of a place, `bieu-ii06/tong/resolved_total`: a key, and an anchor in a page. */
export const placeKey = (place: Place): string =>
  [place.table, place.row, place.column, place.question, place.indicator, place.rate, place.claim]
    .filter((part) => part !== undefined)
    .join('/');

/** A check with its key: the code and its first two places. */
export const check = (
  code: CheckCode,
  level: CheckLevel,
  at: Place[],
  sentence: string,
  more: Pick<Check, 'difference' | 'missing'> = {},
): Check => ({ key: keyOf(code, at), code, level, at, sentence, ...more });

/** The same check, its places inside a table. */
export function inTable(table: string, found: Check): Check {
  const inside = (places: Place[]) => places.map((place) => ({ table, ...place }));
  const at = inside(found.at);
  return { ...found, key: keyOf(found.code, at), at, ...(found.missing && { missing: inside(found.missing) }) };
}

const keyOf = (code: CheckCode, at: Place[]): string => `${code}@${at.slice(0, 2).map(placeKey).join('<')}`;

/** What still holds a submission back: errors, and warnings nobody has explained. */
export const blocking = (checks: Check[]): Check[] =>
  checks.filter(({ level, explanation }) => level === 'error' || (level === 'warning' && explanation === undefined));

/** What a correction of the office makes doubtful that was not before, explained by its reason, under the checks' keys. */
export const explainedBy = (reason: string, before: Check[], now: Check[]): Record<string, string> =>
  Object.fromEntries(
    now
      .filter(
        ({ key, level, explanation }) =>
          level === 'warning' && explanation === undefined && !before.some((one) => one.key === key),
      )
      .map(({ key }) => [key, reason]),
  );
