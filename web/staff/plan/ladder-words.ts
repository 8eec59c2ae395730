import type { Rung } from '../../../domain/ladder.ts';
import { roleWords } from '../../../domain/why.ts';

/** Whom a rung tells, as people read it. */
export const toWords = (to: Rung['to'][number]): string => (to === 'who-owes' ? 'người có việc' : roleWords[to]);

/** `trước hạn 3 ngày làm việc`. */
export const offsetWords = (offset: number): string =>
  offset === 0 ? 'đúng hạn' : `${offset < 0 ? 'trước hạn' : 'quá hạn'} ${Math.abs(offset)} ngày làm việc`;
