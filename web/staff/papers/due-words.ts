import { vnDay } from '../../../domain/day.ts';
import type { RequirementDue } from '../../../domain/requirement.ts';

const units = { 'working-day': 'ngày làm việc', 'calendar-day': 'ngày', month: 'tháng' };

/** A due as its line says it. */
export function dueWords(due: RequirementDue | undefined): string {
  switch (due?.kind) {
    case undefined:
      return 'không ghi hạn';
    case 'term':
      return `trong ${due.count} ${units[due.unit]} kể từ ngày ban hành`;
    case 'day':
      return `chậm nhất ngày ${vnDay(due.day)}`;
    case 'milestone':
      return `mốc theo dõi của Sở: ngày ${vnDay(due.day)}`;
    case 'event':
      return `${due.event}, chậm nhất ngày ${vnDay(due.latest)}`;
    case 'recurring':
      return `thường xuyên, xác nhận mỗi ${due.every === 'month' ? 'tháng' : 'quý'} đến hết ngày ${vnDay(due.until)}`;
  }
}
