import { dayAt, vnDay, vnTime } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';

/** `09:12, 11/03/2026`, the clock of Vietnam. */
export const momentWords = (at: string): string => `${vnTime(at as Instant)}, ${vnDay(dayAt(at as Instant))}`;
