import { check } from './check.ts';
import type { Check } from './check.ts';
import { vnDay } from './day.ts';
import type { Day } from './day.ts';

/** One line of a plan a unit hands in: what is done, by whom, until when, and what comes of it. */
export interface PlanItem {
  task: string;
  person: string;
  from?: Day;
  to?: Day;
  product: string;
}

/**
 * Whoever reads the plan must know for each item who does it and until when: an item without is named, one by one.
 * `code` is the question it answers; places carry the item's number.
 */
export function checkPlanItems(code: string, items: readonly PlanItem[]): Check[] {
  return items.flatMap(({ task, person, from, to }, i) => {
    const at = [{ question: code, row: String(i + 1) }];
    const name = task.trim() === '' ? `Mục ${i + 1}` : `Mục ${i + 1} “${short(task)}”`;
    const missing = [
      ...(task.trim() === '' ? ['nhiệm vụ'] : []),
      ...(person.trim() === '' ? ['người phụ trách'] : []),
      ...(to === undefined ? ['thời hạn hoàn thành'] : []),
    ];
    return [
      ...(missing.length > 0
        ? [check('plan-item-incomplete', 'error', at, `${name} chưa có ${missing.join(', ')}. Hãy ghi rõ.`)]
        : []),
      ...(from !== undefined && to !== undefined && from > to
        ? [
            check(
              'plan-item-reversed',
              'error',
              at,
              `${name}: ngày bắt đầu ${vnDay(from)} đứng sau ngày hoàn thành ${vnDay(to)}. Hãy sửa lại.`,
            ),
          ]
        : []),
    ];
  });
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
