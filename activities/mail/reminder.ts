import { vnDay, vnWeekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part, Row } from './letter.ts';

/** One thing a unit owes. */
export interface OwedRow {
  what: string;
  /** How a subject may name it, `báo cáo tự kiểm tra`; items have none. */
  short?: string;
  day: Day;
  /** `quá 1 ngày làm việc`. */
  stands: string;
  /** Working days past the day; negative before it. */
  past: number;
  overdue: boolean;
  /** The day is the office's milestone, not a due. */
  milestone: boolean;
  /** This letter is about it; the others are listed so that the list is whole. */
  told: boolean;
  notes?: string[];
}

/** What one unit owes by one paper or one inspection. */
export interface Owed {
  unit: string;
  vertical: boolean;
  /** `nội dung khắc phục`, `việc`. */
  noun: string;
  /** `báo cáo`, `hoàn thành`: what is still to be done with them. */
  verb: string;
  /** `theo Thông báo kết luận số 05/TB-SNV`. */
  by: string;
  rows: OwedRow[];
}

/** Why these days, why this letter, what comes next; each a sentence. */
export interface Reasons {
  days: string[];
  you: string[];
  next: string[];
}

export interface ReminderLetter {
  office: Office;
  to: string;
  today: Day;
  owed: Owed[];
  reasons: Reasons;
  act: string;
}

/** What a unit's contact owes, over all matters. */
export const reminder = ({ office, to, today, owed, reasons, act }: ReminderLetter): Letter =>
  letterOf(
    {
      subject: subjectOf(owed),
      to,
      parts: [
        ...owed.flatMap((group) => listOf(group, today, office, owed.length > 1)),
        { act, note: 'Mở được trên điện thoại, không cần tài khoản.' },
        { small: [...reasonLines(reasons), ...helpWith(owed)] },
      ],
    },
    office,
  );

const helpWith = (owed: Owed[]): string[] => [
  owed.some(({ verb }) => verb === 'báo cáo')
    ? 'Chưa làm kịp? Trong trang báo cáo có mục Xin gia hạn; cũng có thể trả lời thư này hoặc gọi số điện thoại bên dưới.'
    : 'Chưa làm kịp? Trả lời thư này hoặc gọi số điện thoại bên dưới để trao đổi.',
  'Đã gửi bằng văn bản giấy? Trả lời thư này để chúng tôi nhập giúp.',
];

/** The sentences below the button: why these days, why this letter, what comes next. */
export const reasonLines = ({ days, you, next }: Reasons): string[] => [
  ...days.map((sentence, i) => (i === 0 ? `Vì sao hạn là ngày này? ${sentence}` : sentence)),
  ...you,
  ...next,
];

const told = (owed: Owed[]): OwedRow[] => owed.flatMap(({ rows }) => rows.filter((row) => row.told));

/** `Quá hạn 1 ngày làm việc: 2 việc của Sở Xây dựng`. */
export function subjectOf(owed: Owed[]): string {
  const rows = told(owed);
  const units = [...new Set(owed.filter((group) => group.rows.some((row) => row.told)).map(({ unit }) => unit))];
  const whose = units.length === 1 ? `của ${units[0]}` : `của ${units.length} đơn vị`;
  const what = (some: OwedRow[]) =>
    `${some.length === 1 && some[0]!.short ? some[0]!.short : `${some.length} việc`} ${whose}`;

  if (owed.every(({ vertical }) => vertical)) {
    const first = rows.reduce((a, b) => (b.day < a.day ? b : a));
    return `Đề nghị gửi kết quả: ${what(rows)}, ${first.milestone ? 'mốc theo dõi' : 'hạn'} ${vnDay(first.day)}`;
  }
  const late = rows.filter(({ overdue }) => overdue);
  if (late.length > 0) return `Quá hạn ${Math.max(...late.map(({ past }) => past))} ngày làm việc: ${what(late)}`;
  const due = rows.filter(({ milestone }) => !milestone);
  if (due.length === 0) return `Mốc theo dõi của Sở: ${what(rows)}`;
  const nearest = Math.min(...due.map(({ past }) => -past));
  return nearest === 0 ? `Đến hạn hôm nay: ${what(due)}` : `Sắp đến hạn, còn ${nearest} ngày làm việc: ${what(due)}`;
}

/** The lead-in and list of one group; with several groups each names its unit. */
export function listOf(
  { unit, vertical, noun, verb, by, rows }: Owed,
  today: Day,
  { organ }: Office,
  severalGroups: boolean,
): Part[] {
  const who = severalGroups || vertical ? unit : 'đơn vị';
  const count = { strong: `${rows.length} ${noun}` };
  const morning = `Đến sáng ${vnWeekday(today)} ${vnDay(today)}, `;
  const say = vertical
    ? [`${organ} đề nghị ${who} quan tâm, gửi kết quả `, count, ` ${by}:`]
    : rows.some(({ overdue }) => overdue)
      ? [`${morning}${who} còn `, count, ` chưa ${verb} ${by}:`]
      : [`${morning}${who} đang có `, count, ` cần ${verb} ${by}:`];
  return [{ say }, { list: rows.map((row) => rowOf(row, vertical)) }];
}

const rowOf = ({ what, day, stands, overdue, notes }: OwedRow, vertical: boolean): Row => ({
  what,
  day: vnDay(day),
  stands,
  late: overdue && !vertical,
  ...(notes ? { notes } : {}),
});
