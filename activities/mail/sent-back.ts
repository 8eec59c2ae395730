import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office } from './letter.ts';

export interface SentBackLetter {
  office: Office;
  to: string;
  unit: string;
  vertical: boolean;
  /** What is missing, point by point. */
  points: string[];
  by?: Day;
  /** Why that day. */
  days: string[];
}

/** The self-assessment needs more before the visit: what, and by when. */
export function sentBack({ office, to, unit, vertical, points, by, days }: SentBackLetter): Letter {
  const count = points.length;
  return letterOf(
    {
      subject: `Đề nghị bổ sung ${count} điểm trong báo cáo tự kiểm tra của ${unit}${by ? `, trước hết ngày ${vnDay(by)}` : ''}`,
      to,
      parts: [
        {
          say: [
            `Cảm ơn ${vertical ? unit : 'đơn vị'} đã gửi báo cáo tự kiểm tra. Để buổi kiểm tra thuận lợi, ${office.organ} đề nghị bổ sung `,
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
