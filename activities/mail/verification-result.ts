import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { vnNumber } from '../../domain/number.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Row } from './letter.ts';

/** What the office found of one reported item. */
export interface Verdict {
  what: string;
  verdict: 'met' | 'partly' | 'not-met';
  /** Of a requirement with a target: what the report states, and the share asked for. */
  achieved?: { done: number; total: number; percent: number };
  remarks?: string;
  /** Closed since, by another hand. */
  closedOn?: Day;
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
  const partly = verdicts.filter(({ verdict }) => verdict === 'partly').length;
  const wanting = verdicts.length - met;
  const counts = [
    ...(met > 0 ? [`${met} đạt`] : []),
    ...(partly > 0 ? [`${partly} một phần`] : []),
    ...(wanting > partly ? [`${wanting - partly} chưa đạt`] : []),
  ].join(', ');
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
                say: `${vertical ? `${office.organ} đề nghị ${unit}` : 'Đề nghị đơn vị'} ${partly === wanting ? 'làm tiếp phần còn lại' : partly > 0 ? 'bổ sung các nội dung chưa đạt và làm tiếp phần còn lại' : 'bổ sung các nội dung chưa đạt'} theo ghi chú ở trên.`,
              },
              {
                act: partly === wanting ? 'Báo cáo phần còn lại' : 'Bổ sung kết quả',
                note: 'Mở được trên điện thoại, không cần tài khoản.',
              },
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

const verdictWords: Record<Verdict['verdict'], string> = {
  met: 'đạt',
  partly: 'đạt một phần',
  'not-met': 'chưa đạt',
};

function rowOf({ what, verdict, achieved, remarks, closedOn, next }: Verdict, vertical: boolean): Row {
  const notes = [
    ...(achieved
      ? [`Đã làm ${vnNumber(achieved.done)}/${vnNumber(achieved.total)}, chỉ tiêu ${vnNumber(achieved.percent)}%`]
      : []),
    ...(remarks ? [remarks] : []),
  ];
  const rest = closedOn
    ? `, đã đóng ngày ${vnDay(closedOn)}`
    : verdict !== 'met' && next?.milestone
      ? ', mốc theo dõi của Sở'
      : '';
  const isNew = verdict !== 'met' && !closedOn && next?.milestone === false;
  return {
    what,
    ...(notes.length > 0 ? { notes } : {}),
    ...(next ? { day: `${isNew ? 'hạn mới ' : ''}${vnDay(next.day)}` } : {}),
    stands: `${verdictWords[verdict]}${rest}`,
    late: verdict === 'not-met' && !vertical,
  };
}
