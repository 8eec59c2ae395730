import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part } from './letter.ts';

export interface AskedLetter {
  office: Office;
  to: string;
  reader: 'unit' | 'staff' | 'superior';
  unit: string;
  vertical: boolean;
  what: 'report' | 'explanation' | 'comments';
  /** The plan of a reporting round. */
  title?: string;
  /** A reporting round: the day its figures are taken on. */
  cutOff?: Day;
  /** What is to be explained, point by point. */
  points: string[];
  by?: Day;
  /** Why that day. */
  days: string[];
}

/** A unit is asked for its report, an explanation, or what it says of the draft conclusion. */
export function asked(letter: AskedLetter): Letter {
  const { office, to, reader, what, points, by, days } = letter;
  const act: Record<AskedLetter['what'], string> = {
    report: 'Làm báo cáo',
    explanation: 'Gửi giải trình',
    comments: 'Đọc dự thảo và góp ý',
  };
  const silence =
    what === 'comments' && by
      ? [
          {
            say: ['Sau ngày này đơn vị chưa có ý kiến thì được ', { strong: 'coi như thống nhất' }, ' với dự thảo.'],
          },
        ]
      : [];
  const button: Part[] =
    reader === 'staff'
      ? [{ act: 'Mở cuộc kiểm tra' }]
      : [{ act: act[what], note: 'Mở được trên điện thoại, không cần tài khoản.' }];
  const small = [
    ...days,
    ...(reader === 'staff'
      ? []
      : [
          what === 'comments'
            ? 'Thống nhất với dự thảo? Trang trên có nút Thống nhất, không cần viết gì thêm.'
            : 'Đã gửi bằng văn bản giấy? Trả lời thư này để chúng tôi nhập giúp.',
          'Chưa rõ nội dung nào? Trả lời thư này hoặc gọi số điện thoại bên dưới.',
        ]),
  ];
  return letterOf(
    {
      subject: subjectOf(letter),
      to,
      parts: [{ say: sayOf(letter) }, ...(points.length > 0 ? [{ points }] : []), ...silence, ...button, { small }],
    },
    office,
  );
}

function subjectOf({ what, unit, vertical, title, by }: AskedLetter): string {
  const before = by ? `, hạn trả lời ${vnDay(by)}` : '';
  switch (what) {
    case 'report':
      return `${title ?? 'Báo cáo kỳ'}: đề nghị ${unit} gửi báo cáo${by ? `, hạn ${vnDay(by)}` : ''}`;
    case 'explanation':
      return `${vertical ? 'Đề nghị' : 'Yêu cầu'} giải trình: ${unit}${before}`;
    case 'comments':
      return `Xin ý kiến dự thảo kết luận: ${unit}${before}`;
  }
}

function sayOf({ what, office, unit, vertical, title, cutOff, points, by }: AskedLetter) {
  const until = by ? [', chậm nhất ', { strong: `ngày ${vnDay(by)}` }] : [];
  switch (what) {
    case 'report':
      return [
        `${office.organ} đề nghị ${unit} ${title ? `làm và gửi “${title}”` : 'gửi báo cáo kỳ'}`,
        ...until,
        cutOff ? `. Số liệu chốt đến ngày ${vnDay(cutOff)}.` : '.',
      ];
    case 'explanation':
      return [
        `Đoàn kiểm tra ${vertical ? 'đề nghị' : 'yêu cầu'} ${unit} giải trình`,
        ...until,
        points.length > 0 ? ':' : '.',
      ];
    case 'comments':
      return [`${office.organ} gửi ${unit} dự thảo kết luận kiểm tra để xin ý kiến`, ...until, '.'];
  }
}
