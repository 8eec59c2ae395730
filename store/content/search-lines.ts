import { trusted } from 'mongoose';
import { patternsOf } from '../../domain/search.ts';
import type { Look } from '../../domain/search.ts';

/** Rows whose line in `field` may fit: each word is in it. Without a look, all. */
export const lineFilter = (field: string, look: Look | undefined): object =>
  look === undefined ? {} : { $and: patternsOf(look).map((pattern) => ({ [field]: trusted({ $regex: pattern }) })) };

/** Rows whose line in `field` is one of this release, or is not: every such line ends with its initials, after `~`. */
export const isLined = (field: string, lined: boolean): object => ({
  [field]: trusted(lined ? { $regex: '~' } : { $not: /~/ }),
});
