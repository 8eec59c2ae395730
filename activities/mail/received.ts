import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office } from './letter.ts';

export interface ReceivedLetter {
  office: Office;
  to: string;
  unit: string;
  /** `báo cáo tự kiểm tra`, `báo cáo khắc phục`, `xác nhận việc thường xuyên`, `giải trình`. */
  what: string;
  /** The item it is about. */
  item?: string;
  /** `09:12, 11/03/2026`. */
  at: string;
  /** `BN-0417`. */
  receipt?: string;
  evidence?: number;
  /** Of a prohibition: what happened against it in the period. */
  incidents?: number;
  /** Came on paper or by telephone, and was entered for the unit on this day. */
  entered?: string;
  review?: { by: string; day: Day; term: string };
  /** What follows where nobody answers by a day. */
  after: string;
}

/** What the unit sent has arrived: its number, and who looks at it by when. */
export function received(letter: ReceivedLetter): Letter {
  const { office, to, unit, what, item, at, receipt, evidence, incidents, entered, review, after } = letter;
  const facts: [string, string][] = [
    ['Đơn vị', unit],
    ...(item ? [['Nội dung', item] as [string, string]] : []),
    [entered ? 'Nhận ngày' : 'Nhận lúc', at],
    ...(entered ? [['Cách gửi', `ngoài hệ thống, chúng tôi nhập giúp ngày ${entered}`] as [string, string]] : []),
    ...(incidents === undefined
      ? []
      : [['Vụ vi phạm trong kỳ', incidents === 0 ? '0 (không có)' : String(incidents)] as [string, string]]),
    ...(receipt ? [['Số biên nhận', receipt] as [string, string]] : []),
    ...(evidence ? [['Tài liệu kèm theo', `${evidence} tài liệu`] as [string, string]] : []),
  ];
  const next = review
    ? `${review.by} sẽ xem và trả lời chậm nhất ${vnDay(review.day)} (${review.term}). Đơn vị không cần làm gì thêm cho đến khi có thư trả lời.`
    : after;
  return letterOf(
    {
      subject: `Đã nhận ${what} ${entered ? 'ngày' : 'lúc'} ${at}${receipt ? `, số ${receipt}` : ''}`,
      to,
      parts: [
        { say: ['Đã nhận ', { strong: what }, ` của ${unit}. Xin cảm ơn.`] },
        { facts },
        { say: next },
        { act: 'Xem nội dung đã gửi' },
      ],
    },
    office,
  );
}
