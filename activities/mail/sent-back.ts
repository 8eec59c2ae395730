import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office } from './letter.ts';

export interface SentBackLetter {
  office: Office;
  to: string;
  unit: string;
  vertical: boolean;
  /** `báo cáo tự kiểm tra`. */
  what: string;
  /** What is missing, point by point. */
  points: string[];
  by?: Day;
  /** Why that day. */
  days: string[];
}

/** The unit's report needs more: what, and by when. */
export function sentBack({ office, to, unit, vertical, what, points, by, days }: SentBackLetter): Letter {
  const count = points.length;
  return letterOf(
    {
      subject: `Đề nghị bổ sung ${count} điểm trong ${what} của ${unit}${by ? `, hạn ${vnDay(by)}` : ''}`,
      to,
      parts: [
        {
          say: [
            `Cảm ơn ${vertical ? unit : 'đơn vị'} đã gửi ${what}. Để báo cáo đủ căn cứ xem xét, ${office.organ} đề nghị bổ sung `,
            { strong: `${count} điểm` },
            by ? `, chậm nhất ngày ${vnDay(by)}:` : ':',
          ],
        },
        { points },
        {
          act: 'Bổ sung báo cáo',
          note: 'Nội dung đã gửi còn nguyên trong trang này, chỉ cần sửa các điểm trên rồi gửi lại.',
        },
        { small: [...days, 'Chưa rõ điểm nào? Trả lời thư này hoặc gọi số điện thoại bên dưới.'] },
      ],
    },
    office,
  );
}
