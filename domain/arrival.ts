import { vnDay } from './day.ts';
import type { Day } from './day.ts';
import { Refusal } from './refusal.ts';

/**
 * The day an answer came that the office enters for the unit (nhập hộ): neither ahead, nor before it was `asked`.
 * Throws Refusal('arrived-in-future' | 'arrived-before-asked').
 */
export function assertArrived(arrived: Day | undefined, asked: Day | undefined, day: Day): void {
  if (arrived === undefined) return;
  if (arrived > day) throw new Refusal('arrived-in-future');
  if (asked !== undefined && arrived < asked) throw new Refusal('arrived-before-asked', { day: vnDay(asked) });
}
