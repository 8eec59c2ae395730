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
  /** Judged by its report alone (qua báo cáo): nobody comes. */
  byReport: boolean;
  visits: { day: Day; session: Session; startsAt?: string; at?: string; chair?: string }[];
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
  const when = letter.byReport ? 'qua báo cáo' : first ? `${session(first)} ${vnDay(first.day)}` : 'chưa có ngày';
  const inspects = `kiểm tra công tác cải cách hành chính năm ${year}`;
  const facts: [string, string][] = [
    ...visits.map((visit): [string, string] => [visits.length > 1 ? 'Buổi kiểm tra' : 'Thời gian', placed(visit)]),
    ...(team ? [['Đoàn kiểm tra', team] as [string, string]] : []),
    ...(acknowledgeBy ? [['Xác nhận đã nhận', `chậm nhất ${vnDay(acknowledgeBy)}`] as [string, string]] : []),
    ...(selfReportBy ? [['Báo cáo tự kiểm tra', `chậm nhất ${vnDay(selfReportBy)}`] as [string, string]] : []),
  ];
  const opening: Record<NoticeLetter['reader'], string> = {
    unit: letter.byReport
      ? `${office.organ} ${inspects} của ${unit} qua báo cáo, không đến làm việc tại đơn vị, và đề nghị ${vertical ? unit : 'đơn vị'} gửi báo cáo theo ${paper} (đính kèm).`
      : `${office.organ} ${vertical ? 'đề nghị' : 'mời'} ${unit} làm việc với đoàn ${inspects} theo ${paper} (đính kèm).`,
    staff: `${paper} (đính kèm) đã gửi ${unit}. Dưới đây là lịch và các mốc đơn vị cần trả lời.`,
    superior: `${office.organ} trân trọng thông tin: ${unit} được ${letter.byReport ? 'đề nghị gửi báo cáo phục vụ' : 'mời làm việc với đoàn'} ${inspects} theo ${paper} (đính kèm).`,
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
      ? [
          ...days,
          ...(visits.length > 0
            ? [
                `Tệp lịch kèm theo ghi sẵn ${visits.length > 1 ? `${visits.length} buổi` : 'buổi'} kiểm tra vào lịch của anh/chị.`,
              ]
            : []),
          letter.byReport
            ? 'Chưa rõ nội dung nào? Trả lời thư này hoặc gọi số điện thoại bên dưới.'
            : 'Lịch chưa phù hợp? Trang trên có mục Xin đổi ngày; cũng có thể trả lời thư này hoặc gọi số điện thoại bên dưới.',
        ]
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
    ...(visit.chair ? [`Chủ trì: ${visit.chair}`] : []),
  ].join('\n');
