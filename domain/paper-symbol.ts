import { nfc } from './fold.ts';

/** The number and symbol of somebody's paper: read, and kept as it was written. */
export interface PaperSymbol {
  number: number;
  symbol: string;
  /** As NĐ 30/2020 writes it: `1770/UBND-KSTT`, a number below 10 with its zero. */
  normalised: string;
  asWritten: string;
}

/**
 * Reads a number and symbol as people type them, `1770/ UBND - KSTT` or `số 05/TB-SNV`; undefined
 * when it is none.
 */
export function readPaperSymbol(asWritten: string): PaperSymbol | undefined {
  const tight = nfc(asWritten)
    .replace(/^\s*(số|so)\s*:?\s*/i, '')
    .replace(/[\s\u00a0]+/g, '')
    .replace(/[–—−]/g, '-')
    .toUpperCase();
  const read = /^(\d{1,6})\/([\p{Lu}\d]+(?:[-&.][\p{Lu}\d]+)*)$/u.exec(tight);
  if (!read) return undefined;
  const number = Number(read[1]);
  const symbol = read[2]!;
  return { number, symbol, normalised: `${number < 10 ? `0${number}` : number}/${symbol}`, asWritten };
}
