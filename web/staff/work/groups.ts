import { addDays, weekday } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import type { MyWork } from '../../../api/office/my-work.ts';

type Work = MyWork['items'][number];

export const groupNames = ['Chờ cho ý kiến', 'Quá hạn', 'Hôm nay', 'Tuần này', 'Sau'] as const;
export type GroupName = (typeof groupNames)[number];

/** The last day of the week of `day`: its Sunday. */
export const weekEnd = (day: Day): Day => addDays(day, (7 - weekday(day)) % 7);

/** Under which heading a row stands; a round under training has a day of its own. */
export function groupOf({ decide, due, followUpOn, overdue, campaign: { today } }: Work): GroupName {
  // late is the unit: what is asked of me is a decision
  if (decide) return 'Chờ cho ý kiến';
  if (overdue) return 'Quá hạn';
  const day = due ?? followUpOn;
  if (day === undefined) return 'Sau';
  // a milestone that has passed is for today: it is never overdue
  if (day <= today) return 'Hôm nay';
  return day <= weekEnd(today) ? 'Tuần này' : 'Sau';
}
