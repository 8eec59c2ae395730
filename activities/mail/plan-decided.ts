import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office } from './letter.ts';

export interface PlanDecidedLetter {
  office: Office;
  to: string;
  title: string;
  decision: 'approved' | 'sent-back';
  units: number;
  /** The first visit, or the day the reports are due; none where every unit is surprised. */
  firstDay?: Day;
  reporting?: true;
  /** Why it was returned, point by point. */
  points: string[];
  /** What the planner owes next. */
  next?: { what: string; by: Day };
  days: string[];
}

/** The plan was approved, or returned with the reason. */
export function planDecided({
  office,
  to,
  title,
  decision,
  units,
  firstDay,
  reporting,
  points,
  next,
  days,
}: PlanDecidedLetter): Letter {
  const approved = decision === 'approved';
  return letterOf(
    {
      subject: `${approved ? 'Kế hoạch đã được phê duyệt' : 'Kế hoạch cần sửa'}: ${title}`,
      to,
      parts: [
        approved
          ? {
              say: [
                { strong: title },
                ` đã được phê duyệt: ${units} đơn vị${firstDay ? `, ${reporting ? 'hạn gửi báo cáo' : 'buổi đầu tiên'} ngày ${vnDay(firstDay)}` : ''}.`,
              ],
            }
          : { say: [{ strong: title }, ' được trả lại để sửa:'] },
        ...(points.length > 0 ? [{ points }] : []),
        ...(next ? [{ say: `Việc tiếp theo: ${next.what}, chậm nhất ${vnDay(next.by)}.` }] : []),
        { act: 'Mở đợt kiểm tra' },
        ...(days.length > 0 ? [{ small: days }] : []),
      ],
    },
    office,
  );
}
