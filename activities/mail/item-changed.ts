import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part } from './letter.ts';

/** What was decided about an item after it was asked for. */
export type ItemChange =
  | 'extended'
  | 'not-extended'
  | 'suspended'
  | 'resumed'
  | 'reopened'
  | 'incidents-reviewed'
  | 'assigned';

export interface ItemChangedLetter {
  office: Office;
  to: string;
  reader: 'unit' | 'staff' | 'superior';
  unit: string;
  vertical: boolean;
  change: ItemChange;
  /** `Thông báo kết luận số 05/TB-SNV`. */
  paper: string;
  item: string;
  /** What is shown when it is reported. */
  proof?: string;
  /** When the item is due now; a milestone can never be overdue. */
  now?: { day: Day; milestone: boolean };
  /** The day the unit had asked for. */
  wished?: Day;
  /** The reason, or what the office found, point by point. */
  remarks: string[];
  /** Why the item is due on that day. */
  days: string[];
}

/** A decision about one item: what it means for the unit, and by when it is due now. */
export function itemChanged(letter: ItemChangedLetter): Letter {
  const { office, to, reader, unit, change, paper, item, proof, now, wished, remarks, days } = letter;
  const owed = change !== 'suspended' && change !== 'incidents-reviewed' && now !== undefined;
  const facts: [string, string][] = [
    ['Nội dung', item],
    ['Văn bản', paper],
    ...(proof && change === 'assigned' ? [['Cần nộp', proof] as [string, string]] : []),
    ...(wished && change === 'not-extended' ? [['Đơn vị xin đến', vnDay(wished)] as [string, string]] : []),
    ...(owed ? [[now.milestone ? 'Mốc theo dõi của Sở' : 'Hạn', vnDay(now.day)] as [string, string]] : []),
    ...(remarks.length > 0 ? [[remarkWords[change], remarks.join('\n')] as [string, string]] : []),
  ];
  const act: Part =
    reader === 'staff'
      ? { act: 'Mở nội dung' }
      : {
          act: owed ? 'Báo cáo kết quả' : 'Xem nội dung',
          note: 'Mở được trên điện thoại, không cần tài khoản.',
        };
  const small = [
    ...(owed ? days : []),
    ...(reader === 'staff' ? [] : ['Chưa rõ nội dung nào? Trả lời thư này hoặc gọi số điện thoại bên dưới.']),
  ];
  return letterOf(
    {
      subject: `${subjectOf(letter)} – ${unit}`,
      to,
      parts: [{ say: sayOf(letter) }, { facts }, act, ...(small.length > 0 ? [{ small }] : [])],
    },
    office,
  );
}

const remarkWords: Record<ItemChange, string> = {
  extended: 'Lý do',
  'not-extended': 'Lý do',
  suspended: 'Lý do',
  resumed: 'Lý do',
  reopened: 'Lý do',
  'incidents-reviewed': 'Kết quả xem xét',
  assigned: 'Ghi chú',
};

function subjectOf({ change, now, vertical }: ItemChangedLetter): string {
  const day = now && vnDay(now.day);
  const due = now?.milestone ? 'mốc theo dõi' : 'hạn';
  switch (change) {
    case 'extended':
      return day ? `Gia hạn đến ${day}` : 'Đã gia hạn';
    case 'not-extended':
      return day ? `Không gia hạn: ${due} vẫn là ${day}` : 'Không gia hạn';
    case 'suspended':
      return 'Tạm dừng theo dõi 1 nội dung';
    case 'resumed':
      return day ? `Theo dõi tiếp, tính lại ${due}: ${day}` : 'Theo dõi tiếp 1 nội dung';
    case 'reopened':
      return `${vertical ? 'Đề nghị tiếp tục thực hiện' : 'Mở lại'} 1 nội dung đã đóng${day ? `, ${due} ${day}` : ''}`;
    case 'incidents-reviewed':
      return 'Đã xem xét vụ việc đơn vị báo cáo';
    case 'assigned':
      return `${vertical ? 'Đề nghị thực hiện thêm' : 'Giao thêm'} 1 nội dung${day ? `, ${due} ${day}` : ''}`;
  }
}

function sayOf({ change, office, unit, vertical, now, reader }: ItemChangedLetter) {
  const day = { strong: now ? vnDay(now.day) : '' };
  const until = now ? [now.milestone ? '; mốc theo dõi của Sở là ngày ' : ', chậm nhất ngày ', day] : [];
  const yours = reader === 'unit' ? 'đơn vị' : unit;
  switch (change) {
    case 'extended':
      return [`${office.organ} đồng ý gia hạn cho ${unit}`, ...(now ? [' đến hết ngày ', day] : []), '.'];
    case 'not-extended':
      return [
        `${office.organ} đã xem đề nghị gia hạn của ${unit} và không gia hạn`,
        ...(now ? [`; ${now.milestone ? 'mốc theo dõi của Sở' : 'hạn'} vẫn là ngày `, day] : []),
        '.',
      ];
    case 'suspended':
      return [
        `${office.organ} tạm dừng theo dõi nội dung dưới đây; ${yours} chưa phải báo cáo cho đến khi có thư mới.`,
      ];
    case 'resumed':
      return [
        `${office.organ} theo dõi tiếp nội dung dưới đây`,
        ...(now
          ? [`; ${now.milestone ? 'mốc theo dõi' : 'hạn'} được dời theo số ngày tạm dừng, nay là ngày `, day]
          : []),
        '.',
      ];
    case 'reopened':
      return [
        `Nội dung dưới đây đã đóng nhưng nay còn phải làm tiếp. ${office.organ} đề nghị ${unit} thực hiện và báo cáo lại`,
        ...until,
        '.',
      ];
    case 'incidents-reviewed':
      return [`${office.organ} đã xem xét các vụ việc ${unit} báo cáo trong kỳ đối với nội dung dưới đây.`];
    case 'assigned':
      return [
        `${office.organ} ${vertical ? 'đề nghị' : 'giao'} ${unit} thực hiện và báo cáo kết quả nội dung dưới đây, đã nêu trong văn bản trước`,
        ...until,
        '.',
      ];
  }
}
