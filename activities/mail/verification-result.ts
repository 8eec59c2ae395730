import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Row } from './letter.ts';

/** What the office found of one reported item. */
export interface Verdict {
  what: string;
  verdict: 'met' | 'not-met';
  remarks?: string;
  /** By when the rest is due, when it was not met. */
  next?: { day: Day; milestone: boolean };
}

export interface VerificationLetter {
  office: Office;
  to: string;
  unit: string;
  vertical: boolean;
  paper: string;
  verdicts: Verdict[];
  days: string[];
  /** Items of the paper still to be reported. */
  left: number;
}

/** What became of the unit's reports: met, or what is still wanted and by when. */
export function verificationResult({
  office,
  to,
  unit,
  vertical,
  paper,
  verdicts,
  days,
  left,
}: VerificationLetter): Letter {
  const met = verdicts.filter(({ verdict }) => verdict === 'met').length;
  const wanting = verdicts.length - met;
  const counts = [...(met > 0 ? [`${met} đạt`] : []), ...(wanting > 0 ? [`${wanting} chưa đạt`] : [])].join(', ');
  return letterOf(
    {
      subject: `Kết quả thẩm tra: ${counts} – ${unit}`,
      to,
      parts: [
        { say: [`Kết quả thẩm tra báo cáo khắc phục của ${unit} theo ${paper}: `, { strong: counts }, '.'] },
        { list: verdicts.map((each) => rowOf(each, vertical)) },
        ...(wanting > 0
          ? [
              {
                say: `${vertical ? `${office.organ} đề nghị ${unit}` : 'Đề nghị đơn vị'} bổ sung các nội dung chưa đạt theo ghi chú ở trên.`,
              },
              { act: 'Bổ sung kết quả', note: 'Mở được trên điện thoại, không cần tài khoản.' },
            ]
          : [{ act: 'Xem các nội dung' }]),
        {
          small: [
            ...days,
            left > 0
              ? `Còn ${left} nội dung của văn bản này đang chờ đơn vị báo cáo.`
              : 'Không còn nội dung nào của văn bản này chờ đơn vị báo cáo.',
          ],
        },
      ],
    },
    office,
  );
}

const rowOf = ({ what, verdict, remarks, next }: Verdict, vertical: boolean): Row => ({
  what,
  ...(remarks ? { notes: [remarks] } : {}),
  ...(next ? { day: vnDay(next.day) } : {}),
  stands:
    verdict === 'met'
      ? 'đạt'
      : next?.milestone
        ? 'chưa đạt, mốc theo dõi của Sở'
        : next
          ? 'chưa đạt, hạn mới'
          : 'chưa đạt',
  late: verdict === 'not-met' && !vertical,
});
