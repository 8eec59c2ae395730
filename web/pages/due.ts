import { workingDaysBetween } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { vnDay, vnWeekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { explainDue } from '../../domain/term.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';

/** A day something is owed by, in the words of today. */
export interface DueLine {
  day: Day;
  /** `Hạn` by a paper or a rule; the office's own milestone is never overdue. */
  label: 'Hạn' | 'Mốc theo dõi của Sở';
  /** `quá hạn 4 ngày làm việc`, `còn 2 ngày làm việc`, `hôm nay là hạn cuối`. */
  words: string;
  urgency: 'late' | 'soon' | 'later';
  /** Why it is that day, in one sentence. */
  why?: string;
}

/** Working days before a due from which it is near. */
const NEAR = 3;

/** `named` is the paper in words, `Thông báo kết luận số 05/TB-SNV`; undefined when nothing has a day. */
export function dueLine(duty: Pick<Duty, 'due' | 'followUpOn' | 'kind'>, calendar: Calendar, today: Day, named: string): DueLine | undefined {
  const { due, followUpOn } = duty;
  if (due) {
    const why = explainDue(due, { from: countedFrom(duty.kind, due.reckoned.basis, due.reckoned.count, named) }, calendar);
    return { day: due.day, label: 'Hạn', ...wordsOf(due.day, calendar, today), why };
  }
  if (followUpOn === undefined) return undefined;
  const words = followUpOn < today ? 'đã qua mốc' : wordsOf(followUpOn, calendar, today).words;
  const why = 'Văn bản không ấn định ngày. Đây là ngày Sở hẹn xem lại kết quả, không phải hạn theo văn bản.';
  return { day: followUpOn, label: 'Mốc theo dõi của Sở', words, urgency: followUpOn <= today ? 'soon' : 'later', why };
}

function wordsOf(day: Day, calendar: Calendar, today: Day): Pick<DueLine, 'words' | 'urgency'> {
  if (day === today) return { words: 'hôm nay là hạn cuối', urgency: 'soon' };
  const left = workingDaysBetween(calendar, today, day);
  if (day < today) return { words: left === 0 ? 'đã quá hạn' : `quá hạn ${-left} ngày làm việc`, urgency: 'late' };
  return { words: `còn ${left} ngày làm việc`, urgency: left <= NEAR ? 'soon' : 'later' };
}

/** The day a term is counted from, in words. */
export function countedFrom(kind: Duty['kind'], basis: string, count: number, named: string): string {
  if (basis === 'rule:late-notice') return 'ngày gửi thông báo kiểm tra';
  switch (kind) {
    case 'acknowledge':
      return `ngày ban hành ${named}`;
    case 'self-report':
      return 'ngày kiểm tra';
    case 'supplement-self-report':
      return 'ngày Đoàn kiểm tra đề nghị bổ sung';
    case 'review-self-report':
    case 'verify':
      return 'ngày nhận báo cáo';
    case 'close':
      return 'ngày thẩm tra đạt';
    case 'confirm-period':
      return `ngày cuối kỳ theo ${named}`;
    case 'remediate':
      if (basis === 'rule:remediate') return 'ngày thông báo kết quả thẩm tra';
      return count === 0 ? `ngày ghi trong ${named}` : `ngày ban hành ${named}`;
    default:
      return 'ngày việc được giao';
  }
}

/** What is owed first: by day, what has none last. */
export const byDue = (a: { due?: DueLine | undefined }, b: { due?: DueLine | undefined }): number =>
  (a.due?.day ?? '9999') < (b.due?.day ?? '9999') ? -1 : (a.due?.day ?? '9999') > (b.due?.day ?? '9999') ? 1 : 0;

/** The open duty of these kinds, if any. */
export const openDuty = (duties: Duty[], which: (duty: Duty) => boolean): Duty | undefined =>
  duties.find((duty) => isOpen(duty) && which(duty));

export const tagOf = ({ words, urgency }: DueLine): Html => html`<span class="tag ${urgency}">${first(words)}</span>`;

/** The day, its tag and, to be opened, why it is that day. */
export const dueBlock = (due: DueLine | undefined): Part =>
  due && html`<p>${tagOf(due)} ${due.label}: <strong>${longDay(due.day)}</strong></p>${whyBlock(due)}`;

export const whyBlock = ({ label, why }: DueLine): Part =>
  why !== undefined &&
  html`<details><summary>${label === 'Hạn' ? 'Vì sao hạn là ngày này?' : 'Mốc này là gì?'}</summary><p>${why}</p></details>`;

/** `thứ Ba, 10/03/2026`. */
export const longDay = (day: Day): string => `${vnWeekday(day)}, ${vnDay(day)}`;

const first = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
