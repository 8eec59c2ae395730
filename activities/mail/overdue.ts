import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter } from './letter.ts';
import { listOf, reasonLines, subjectOf } from './reminder.ts';
import type { ReminderLetter } from './reminder.ts';

export interface OverdueLetter extends ReminderLetter {
  /** Days on which the contact was told of these before. */
  contactTold: Day[];
}

/** The same facts to the head of the unit: why they are told, and what comes next. */
export const overdue = ({ office, to, today, owed, reasons, act, contactTold }: OverdueLetter): Letter =>
  letterOf(
    {
      subject: subjectOf(owed),
      to,
      parts: [
        ...owed.flatMap((group) => listOf(group, today, office, owed.length > 1)),
        ...(contactTold.length > 0
          ? [{ say: `Đầu mối của đơn vị đã được nhắc ngày ${contactTold.map(vnDay).join(', ')}.` }]
          : []),
        { act, note: 'Mở được trên điện thoại, không cần tài khoản. Đầu mối của đơn vị cũng có đường dẫn riêng.' },
        { small: [...reasonLines(reasons), 'Cần trao đổi thêm? Trả lời thư này hoặc gọi số điện thoại bên dưới.'] },
      ],
    },
    office,
  );
