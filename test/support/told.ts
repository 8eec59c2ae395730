import type { Line } from '../../domain/duty.ts';

/** A letter as one line of text: the same in the rehearsal and in the ledger. */
export const told = (
  day: string,
  kind: string,
  recipient: string,
  lines: Pick<Line, 'matter' | 'duty' | 'rung' | 'letter'>[],
) =>
  `${day} ${kind} ${recipient}: ${lines
    .map(({ matter, duty, rung, letter }) => `${matter} ${duty ?? letter} ${rung ?? ''}`)
    .sort()
    .join(' + ')}`;
