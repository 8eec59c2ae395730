import { nfc } from './fold.ts';
import { Refusal } from './refusal.ts';

/** “hơn” and “gần”: which side of the written number the true one lies. */
type Qualifier = 'more_than' | 'less_than';

interface Approximate {
  value: number;
  qualifier: Qualifier;
}

/** A count as somebody states it: exact, approximate, or null where there is no figure yet, which is never 0. */
export type Cell = number | Approximate | null;

/** Whole and not negative, or absent: what programs send is not read by `readNumber`. */
export function isCount(cell: Cell): boolean {
  const value = typeof cell === 'object' ? (cell?.value ?? 0) : cell;
  return Number.isSafeInteger(value) && value >= 0;
}

/** A stated rate: the percentage and how many decimals it was written with. `66,5%` is `{ value: 66.5, decimals: 1 }`. */
export interface Percent {
  value: number;
  decimals: number;
  qualifier?: Qualifier;
}

const QUALIFIERS: Record<string, Qualifier> = {
  hơn: 'more_than',
  trên: 'more_than',
  '>': 'more_than',
  gần: 'less_than',
  dưới: 'less_than',
  '<': 'less_than',
};
const QUALIFIED = /^(hơn|trên|>|gần|dưới|<)\s*(.*)$/;
const PLAIN = /^\d{1,15}$/;
const GROUPED = /^[1-9]\d{0,2}(?:\s*\.\s*\d{3}){1,4}$/;
const SPACED = /^[1-9]\d{0,2}(?:\s\d{3}){1,4}$/;
const NEGATIVE = /^[-−–]\s*\d/;
const FRACTION = /^[\d.\s]*\d\s*,\s*\d+$/;

/**
 * A count as people write it: `3.541`, `3541`, `140. 683`, `hơn 15.000`, `gần 5.500`; empty is null. `cell` names
 * the place for people. Throws Refusal('count-negative' | 'count-fraction' | 'count-malformed').
 */
export function readNumber(text: string, cell = 'Ô số liệu'): Cell {
  const { bare, qualifier } = unqualified(text);
  if (bare === '' && !qualifier) return null;
  if (!PLAIN.test(bare) && !GROUPED.test(bare) && !SPACED.test(bare)) {
    const code = NEGATIVE.test(bare) ? 'count-negative' : FRACTION.test(bare) ? 'count-fraction' : 'count-malformed';
    throw new Refusal(code, { cell, value: text.trim() });
  }
  const value = Number(bare.replace(/[\s.]/g, ''));
  return qualifier ? { value, qualifier } : value;
}

/**
 * A rate as people write it: `66,53%`, `66.5 %`, `hơn 94%`; empty is null.
 * Throws Refusal('percent-malformed').
 */
export function readPercent(text: string, cell = 'Ô tỷ lệ'): Percent | null {
  const { bare, qualifier } = unqualified(text);
  if (bare === '' && !qualifier) return null;
  const [, whole, decimals = ''] = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*%?$/.exec(bare) ?? [];
  if (whole === undefined) throw new Refusal('percent-malformed', { cell, value: text.trim() });
  return { value: Number(`${whole}.${decimals}`), decimals: decimals.length, ...(qualifier && { qualifier }) };
}

/**
 * A number with decimals as people write it: `0,5`, `1.5`, `−2`, `1.000`; empty is undefined.
 * Throws Refusal('decimal-malformed').
 */
export function readDecimal(text: string): number | undefined {
  const bare = nfc(text)
    .trim()
    .replace(/^[−–]\s*/, '-');
  if (bare === '') return undefined;
  const isGrouped = /^-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(bare);
  if (!isGrouped && !/^-?\d{1,12}([.,]\d{1,6})?$/.test(bare)) throw new Refusal('decimal-malformed', { value: bare });
  return Number((isGrouped ? bare.replaceAll('.', '') : bare).replace(',', '.'));
}

function unqualified(text: string): { bare: string; qualifier?: Qualifier } {
  const bare = nfc(text).toLowerCase().trim();
  const [, word, rest] = QUALIFIED.exec(bare) ?? [];
  return word === undefined ? { bare } : { bare: rest!, qualifier: QUALIFIERS[word]! };
}

/** Thousands by `.`, decimals by `,`: `3.541`, `−885`, `1,5`. */
export function vnNumber(n: number): string {
  const [whole = '', decimals] = String(Math.abs(n)).split('.');
  return `${n < 0 ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, '.')}${decimals ? `,${decimals}` : ''}`;
}

/** A difference with its sign: `+1.000`, `−885`. */
export const vnDifference = (n: number): string => (n > 0 ? `+${vnNumber(n)}` : vnNumber(n));

/** `66,53%`: half up, all decimals written. */
export function vnPercent(percent: number, decimals = 2): string {
  const [whole, rest] = roundTo(percent, decimals).toFixed(decimals).split('.');
  return `${vnNumber(Number(whole))}${rest ? `,${rest}` : ''}%`;
}

/** Half up, as by hand: the binary error of a product like 1.005 × 100 does not count. */
export const roundTo = (x: number, decimals: number): number => Math.round(x * 10 ** decimals + 1e-7) / 10 ** decimals;

export const NO_FIGURE = 'chưa có số liệu';
const IN_WORDS: Record<Qualifier, string> = { more_than: 'hơn ', less_than: 'gần ' };

/** `3.541`, `hơn 15.000`, or `chưa có số liệu`. */
export function vnCell(cell: Cell): string {
  if (cell === null) return NO_FIGURE;
  return typeof cell === 'number' ? vnNumber(cell) : `${IN_WORDS[cell.qualifier]}${vnNumber(cell.value)}`;
}

/** The rate as it was stated: `66,5%`, `hơn 94%`. */
export const vnStated = ({ value, decimals, qualifier }: Percent): string =>
  `${qualifier ? IN_WORDS[qualifier] : ''}${vnPercent(value, decimals)}`;

/** The number and symbol of a paper, spaces and dashes as printed: `1770/ UBND – KSTT` is `1770/UBND-KSTT`. Keep the original beside it. */
export const readSymbol = (text: string): string =>
  nfc(text)
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\s*[-–—]\s*/g, '-')
    .replace(/\s*\/\s*/g, '/');
