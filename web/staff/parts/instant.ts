import type { Instant } from '../../../domain/day.ts';

/** A moment of this browser's clock as the office's records write it. */
export const instantOf = (ms: number): Instant => new Date(ms).toISOString() as Instant;
