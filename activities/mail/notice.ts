import { vnDay, vnWeekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Session } from '../../domain/inspection.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part } from './letter.ts';

export interface NoticeLetter {
  office: Office;
  to: string;
  /** `staff` prepares the visit, `superior` is only informed. */
  reader: 'unit' | 'staff' | 'superior';
  unit: string;
  vertical: boolean;
  year: number;
  /** `Thông báo kiểm tra số 02/TB-SNV ngày 05/02/2026`. */
  paper: string;
  visits: { day: Day; session: Session; startsAt?: string; at?: string }[];
  /** `Đoàn kiểm tra số 1, trưởng đoàn Trần Minh Khôi`. */
  team?: string;
  acknowledgeBy?: Day;
  selfReportBy?: Day;
  /** Why these two are due on these days. */
  days: string[];
}

/** A unit will be inspected: when, where, by whom, and what it answers first. */
export function notice(letter: NoticeLetter): Letter {
  const { office, to, reader, unit, vertical, year, paper, visits, team, acknowledgeBy, selfReportBy, days } = letter;
  const first = visits[0];
  const when = first ? `${session(first)} ${vnDay(first.day)}` : 'qua báo cáo';
  const facts: [string, string][] = [
    ...visits.map((visit): [string, string] => [visits.length > 1 ? 'Buổi kiểm tra' : 'Thời gian', placed(visit)]),
    ...(team ? [['Đoàn kiểm tra', team] as [string, string]] : []),
    ...(acknowledgeBy ? [['Xác nhận đã nhận', `chậm nhất ${vnDay(acknowledgeBy)}`] as [string, string]] : []),
    ...(selfReportBy ? [['Báo cáo tự kiểm tra', `chậm nhất ${vnDay(selfReportBy)}`] as [string, string]] : []),
  ];
  const opening: Record<NoticeLetter['reader'], string> = {
    unit: `${office.organ} ${vertical ? 'đề nghị' : 'mời'} ${unit} làm việc với đoàn kiểm tra công tác cải cách hành chính năm ${year} theo ${paper} (đính kèm).`,
    staff: `${paper} (đính kèm) đã gửi ${unit}. Dưới đây là lịch và các mốc đơn vị cần trả lời.`,
    superior: `${office.organ} trân trọng thông tin: ${unit} được mời làm việc với đoàn kiểm tra công tác cải cách hành chính năm ${year} theo ${paper} (đính kèm).`,
  };
  const act: Record<NoticeLetter['reader'], Part[]> = {
    unit: [
      {
        act: 'Xác nhận đã nhận',
        note: 'Mở được trên điện thoại, không cần tài khoản. Báo cáo tự kiểm tra cũng gửi tại trang này.',
      },
    ],
    staff: [{ act: 'Mở cuộc kiểm tra' }],
    superior: [],
  };
  const small =
    reader === 'unit'
      ? [...days, 'Lịch chưa phù hợp? Trả lời thư này hoặc gọi số điện thoại bên dưới trước ngày xác nhận.']
      : days;
  return letterOf(
    {
      subject: `Kiểm tra CCHC ${year}: ${unit}, ${when}${reader === 'unit' ? ' – đề nghị xác nhận' : ' – đã thông báo'}`,
      to,
      parts: [
        { say: opening[reader] },
        ...(facts.length > 0 ? [{ facts }] : []),
        ...act[reader],
        ...(small.length > 0 ? [{ small }] : []),
      ],
    },
    office,
  );
}

const session = ({ session: half }: { session: Session }): string => (half === 'morning' ? 'sáng' : 'chiều');

const placed = (visit: NoticeLetter['visits'][number]): string =>
  [
    `${visit.startsAt ? `${visit.startsAt}, ` : ''}${session(visit)} ${vnWeekday(visit.day)} ${vnDay(visit.day)}`,
    ...(visit.at ? [visit.at] : []),
  ].join('\n');
