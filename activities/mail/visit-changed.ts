import { vnDay, vnWeekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Session } from '../../domain/inspection.ts';
import type { VisitChange } from '../../domain/notice.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part, Said } from './letter.ts';

/** What became of one visit. */
export interface ChangedVisit {
  change: VisitChange;
  day: Day;
  session: Session;
  startsAt?: string;
  at?: string;
  /** Who chairs it in the lead's place. */
  chair?: string;
  /** Of a move: the half-day it was on. */
  from?: { day: Day; session: Session };
  /** Why, in the words of whoever decided. */
  reason: string[];
}

export interface VisitChangedLetter {
  office: Office;
  to: string;
  reader: 'unit' | 'staff' | 'superior';
  unit: string;
  vertical: boolean;
  year: number;
  /** `kiểm tra lại`, when the unit was inspected in this round before. */
  again: boolean;
  /** `Đoàn kiểm tra số 1, trưởng đoàn Trần Minh Khôi`. */
  team?: string;
  visits: ChangedVisit[];
  /** Given up without a visit in it: judged by its report, or only asked for one. */
  givenUp?: { report: boolean; reason: string[] };
  /** The report before the visit, due anew. */
  selfReportBy?: Day;
  /** Why that day. */
  days: string[];
}

const gone: readonly VisitChange[] = ['postponed', 'dropped', 'cancelled'];

/** It is off the calendar, for a while or for good. */
export const isGone = (change: VisitChange): boolean => gone.includes(change);

/** A visit was called, moved, put off, dropped, cancelled, kept or opened: old and new in one line. */
export function visitChanged(letter: VisitChangedLetter): Letter {
  const { office, to, reader, visits, selfReportBy, days, givenUp } = letter;
  // a dropped visit leaves others, for which the report is still due
  const going = visits.some(({ change }) => change !== 'cancelled' && change !== 'postponed');
  const facts: [string, string][] = [
    ...visits.flatMap((visit) => factsOf(visit, visits.length > 1)),
    ...(letter.team && going ? [['Đoàn kiểm tra', letter.team] as [string, string]] : []),
    ...(selfReportBy && going ? [['Báo cáo tự kiểm tra', `chậm nhất ${vnDay(selfReportBy)}`] as [string, string]] : []),
  ];
  const reasons = [...new Set([...visits.flatMap(({ reason }) => reason), ...(givenUp?.reason ?? [])])];
  const has = (...changes: VisitChange[]): boolean => visits.some(({ change }) => changes.includes(change));
  const calendar = [
    ...(has('moved') ? ['Tệp lịch kèm theo thay cho tệp đã gửi trước: mở tệp để lịch của anh/chị đổi theo.'] : []),
    ...(has('called') ? ['Tệp lịch kèm theo ghi sẵn buổi kiểm tra vào lịch của anh/chị.'] : []),
    ...(has(...gone) ? ['Tệp lịch kèm theo gỡ buổi này khỏi lịch của anh/chị.'] : []),
  ];
  const act: Record<VisitChangedLetter['reader'], Part[]> = {
    unit: [
      {
        act: givenUp ? 'Mở trang của đơn vị' : 'Xem lịch kiểm tra',
        note: 'Mở được trên điện thoại, không cần tài khoản.',
      },
    ],
    staff: [{ act: 'Mở cuộc kiểm tra' }],
    superior: [],
  };
  const small = [
    ...(going ? days : []),
    ...calendar,
    ...(reader === 'unit' ? ['Cần trao đổi thêm? Trả lời thư này hoặc gọi số điện thoại bên dưới.'] : []),
  ];
  return letterOf(
    {
      subject: subjectOf(letter),
      to,
      parts: [
        { say: sayOf(letter) },
        ...(facts.length > 0 ? [{ facts }] : []),
        ...(reasons.length > 0 ? [{ say: `Lý do: ${reasons.join('; ')}` }] : []),
        ...act[reader],
        ...(small.length > 0 ? [{ small }] : []),
      ],
    },
    office,
  );
}

const halfDay = ({ day, session }: { day: Day; session: Session }): string =>
  `${session === 'morning' ? 'sáng' : 'chiều'} ${vnDay(day)}`;

function subjectOf({ unit, year, again, visits, givenUp }: VisitChangedLetter): string {
  if (givenUp) return `${givenUp.report ? 'Thôi đề nghị báo cáo' : 'Hủy kiểm tra qua báo cáo'}: ${unit}`;
  const [visit] = visits;
  const same = visits.every(({ change }) => change === visit!.change);
  if (!visit || !same) return `Đổi lịch kiểm tra: ${unit}, ${visits.length} buổi`;
  const when = visits.length > 1 ? `${visits.length} buổi` : halfDay(visit);
  switch (visit.change) {
    case 'called':
      return `Kiểm tra${again ? ' lại' : ''} CCHC ${year}: ${unit}, ${when}`;
    case 'opened':
      return `Kiểm tra đột xuất CCHC ${year}: ${unit}, ${when}`;
    case 'moved':
      return visits.length > 1 || !visit.from
        ? `Đổi lịch kiểm tra: ${unit}, ${when}`
        : `Đổi lịch kiểm tra: ${halfDay(visit.from)} → ${when}, ${unit}`;
    case 'postponed':
      return `Hoãn buổi kiểm tra: ${unit}, ${when}`;
    case 'dropped':
      return `Bỏ buổi kiểm tra: ${unit}, ${when}`;
    case 'cancelled':
      return `Hủy kiểm tra: ${unit}, ${when}`;
    case 'kept':
      return `Giữ nguyên lịch kiểm tra: ${unit}, ${when}`;
  }
}

function sayOf({ reader, unit, vertical, office, again, visits, givenUp }: VisitChangedLetter): Said[] {
  const name = { strong: unit };
  const toUnit = (sentence: string) => (reader === 'unit' ? ` ${sentence}` : '');
  if (givenUp) {
    const nothing = toUnit('Đơn vị không phải gửi báo cáo này nữa.');
    return givenUp.report
      ? ['Đợt báo cáo không còn yêu cầu ', name, `.${nothing}`]
      : ['Cuộc kiểm tra qua báo cáo đối với ', name, ` đã hủy.${nothing}`];
  }
  const [visit] = visits;
  if (!visit || visits.some(({ change }) => change !== visit.change))
    return ['Lịch kiểm tra tại ', name, ' thay đổi như sau.'];
  const theVisit = visits.length > 1 ? 'Các buổi kiểm tra tại ' : 'Buổi kiểm tra tại ';
  switch (visit.change) {
    case 'called': {
      const what = again ? 'kiểm tra lại các nội dung khắc phục' : 'kiểm tra công tác cải cách hành chính';
      return reader === 'staff'
        ? [`Đoàn kiểm tra đến `, name, ` ${what} theo lịch dưới đây; đơn vị đã được báo.`]
        : [`${office.organ} ${vertical ? 'đề nghị' : 'mời'} `, name, ` làm việc với đoàn ${what} theo lịch dưới đây.`];
    }
    case 'opened':
      return [
        'Đoàn kiểm tra đột xuất đã đến làm việc tại ',
        name,
        '. Biên bản và kết quả gửi đơn vị sau buổi kiểm tra.',
      ];
    case 'moved':
      return [theVisit, name, ' chuyển sang lịch mới.'];
    case 'postponed':
      return [
        theVisit,
        name,
        ` được hoãn, chưa có ngày mới.${toUnit('Đơn vị chưa phải chuẩn bị gì thêm; ngày mới sẽ báo bằng thư.')}`,
      ];
    case 'dropped':
      return [theVisit, name, ' dưới đây không tổ chức nữa. Các buổi khác giữ nguyên lịch đã báo.'];
    case 'cancelled':
      return [theVisit, name, ` đã hủy.${toUnit('Đơn vị không phải chuẩn bị gì thêm.')}`];
    case 'kept':
      return [`${office.organ} đã xem đề nghị đổi ngày của `, name, '; buổi kiểm tra giữ nguyên lịch.'];
  }
}

function factsOf(visit: ChangedVisit, several: boolean): [string, string][] {
  const { change, from, startsAt, at, chair, session, day } = visit;
  const when = `${startsAt ? `${startsAt}, ` : ''}${session === 'morning' ? 'sáng' : 'chiều'} ${vnWeekday(day)} ${vnDay(day)}`;
  const isOff = isGone(change);
  const label: Record<VisitChange, string> = {
    called: several ? 'Buổi kiểm tra' : 'Thời gian',
    opened: 'Thời gian',
    moved: 'Lịch mới',
    postponed: 'Buổi hoãn',
    dropped: 'Buổi bỏ',
    cancelled: 'Buổi hủy',
    kept: several ? 'Giữ nguyên' : 'Thời gian',
  };
  return [
    ...(change === 'moved' && from ? [['Lịch cũ', halfDay(from)] as [string, string]] : []),
    [
      label[change],
      [when, ...(at && !isOff ? [at] : []), ...(chair && !isOff ? [`Chủ trì: ${chair}`] : [])].join('\n'),
    ],
  ];
}
