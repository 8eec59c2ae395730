import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office } from './letter.ts';

export interface FollowUpEndedLetter {
  office: Office;
  to: string;
  unit: string;
  paper: string;
  on: Day;
  items: { what: string; closedOn?: Day }[];
}

/** Every item of a paper is closed. */
export const followUpEnded = ({ office, to, unit, paper, on, items }: FollowUpEndedLetter): Letter =>
  letterOf(
    {
      subject: `Kết thúc theo dõi: ${unit} đã hoàn thành ${items.length} nội dung`,
      to,
      parts: [
        {
          say: [
            `${unit} đã hoàn thành `,
            { strong: `${items.length}/${items.length} nội dung` },
            ` theo ${paper}. ${office.organ} kết thúc theo dõi từ ngày ${vnDay(on)} và cảm ơn sự phối hợp của đơn vị.`,
          ],
        },
        {
          list: items.map(({ what, closedOn }) => ({
            what,
            ...(closedOn ? { day: vnDay(closedOn) } : {}),
            stands: 'đã đóng',
          })),
        },
        { act: 'Xem lại hồ sơ' },
        { small: ['Đơn vị không cần làm gì thêm đối với văn bản này.'] },
      ],
    },
    office,
  );
