import { vnDay } from './day.ts';
import type { Day } from './day.ts';
import { fold, nfc } from './fold.ts';

/** The number and symbol of somebody's paper: read, and kept as it was written. */
export interface PaperSymbol {
  number: number;
  symbol: string;
  /** As NĐ 30/2020 writes it: `1770/UBND-KSTT`, a number below 10 with its zero. */
  normalised: string;
  asWritten: string;
}

/** `05/TB-SNV`: a number below 10 with its zero. */
export const numberWith = (symbol: string, number: number): string => `${String(number).padStart(2, '0')}/${symbol}`;

/**
 * Reads a number and symbol as people type them, `1770/ UBND - KSTT`, `số 05/TB-SNV` or `61/2018/NĐ-CP`; undefined
 * when it is none.
 */
export function readPaperSymbol(asWritten: string): PaperSymbol | undefined {
  const tight = nfc(asWritten)
    .replace(/^\s*(số|so)\s*:?\s*/i, '')
    .replace(/[\s\u00a0]+/g, '')
    .replace(/[–—−]/g, '-')
    .toUpperCase();
  const read = /^(\d{1,6})\/((?:\d{4}\/)?[\p{Lu}\d]+(?:[-&.][\p{Lu}\d]+)*)$/u.exec(tight);
  if (!read) return undefined;
  const number = Number(read[1]);
  const symbol = read[2]!;
  return { number, symbol, normalised: numberWith(symbol, number), asWritten };
}

/** `1770/UBND-KSTT (ghi trên văn bản: 1770/ UBND - KSTT)`; once where the paper writes it so itself. */
export const symbolInFull = ({ normalised, asWritten }: Pick<PaperSymbol, 'normalised' | 'asWritten'>): string =>
  asWritten.trim() === normalised ? normalised : `${normalised} (ghi trên văn bản: ${asWritten.trim()})`;

/**
 * Do two names mean one organ? `UBND tỉnh` and `Ủy ban nhân dân tỉnh Hương Giang` do: what issues under the same symbol
 * is named shorter or longer. `Sở Y tế` and `Sở Nội vụ` do not.
 */
export function sameIssuer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => `${fold(name).replace(/^uy ban nhan dan(?= |$)/, 'ubnd')} `);
  return a!.startsWith(b!) || b!.startsWith(a!);
}

/** A paper somebody else issued that belongs to a round or is cited (văn bản liên quan), as it was written down. */
export interface RelatedPaper {
  /** `Công văn`, `Kế hoạch`. */
  type: string;
  /** Its number and symbol as typed, `1770/ UBND - KSTT`. */
  asWritten: string;
  on?: Day;
  /** `UBND tỉnh`. */
  issuer?: string;
  /** After its day: `về việc đôn đốc …`. */
  about?: string;
}

/** `Công văn số 1770/UBND-KSTT ngày 28/05/2019 của UBND tỉnh về việc …`: as NĐ 30/2020 writes it, or as typed where it cannot be read. */
export function citation({ type, asWritten, on, issuer, about }: RelatedPaper): string {
  const symbol = readPaperSymbol(asWritten)?.normalised ?? asWritten.trim();
  return [`${type} số ${symbol}`, on && `ngày ${vnDay(on)}`, issuer && `của ${issuer}`, about]
    .filter(Boolean)
    .join(' ');
}
