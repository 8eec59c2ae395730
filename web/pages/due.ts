import { vnDay, vnWeekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { isVertical, measuredFrom } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import type { Matter } from '../../domain/matter.ts';
import { standing, whyThisDay } from '../../domain/why.ts';
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
  /** Why it is that day, in one sentence; empty where it is told elsewhere. */
  why: string;
}

/** Working days before a due from which it is near. */
const NEAR = 3;

/** `named` gives a paper in words, `Thông báo kết luận số 05/TB-SNV`. Undefined when nothing has a day. */
export function dueLine(
  duty: Duty,
  matter: Pick<Matter, 'calendar' | 'vertical'>,
  today: Day,
  named: (paper: string) => string | undefined,
): DueLine | undefined {
  const day = measuredFrom(duty);
  if (day === undefined) return undefined;
  const vertical = isVertical(duty, matter);
  const { past, milestone, overdue, words } = standing(duty, matter.calendar, today, vertical);
  const late = overdue && !vertical;
  return {
    day,
    label: milestone ? 'Mốc theo dõi của Sở' : 'Hạn',
    words:
      !milestone && day === today ? 'hôm nay là hạn cuối' : late && past > 0 ? `quá hạn ${past} ngày làm việc` : words,
    // a vertically managed agency is requested, never called late
    urgency: late ? 'late' : past >= -NEAR ? 'soon' : 'later',
    why: whyThisDay(duty, matter.calendar, named),
  };
}

/** What is owed first: by day, what has none last. */
export const byDue = (a: { due?: DueLine | undefined }, b: { due?: DueLine | undefined }): number =>
  (a.due?.day ?? '9999') < (b.due?.day ?? '9999') ? -1 : (a.due?.day ?? '9999') > (b.due?.day ?? '9999') ? 1 : 0;

const tagOf = ({ words, urgency }: DueLine): Html => html`<span class="tag ${urgency}">${capitalised(words)}</span>`;

/** The day, its tag and, to be opened, why it is that day. */
export const dueBlock = (due: DueLine | undefined): Part =>
  due &&
  html`<p>${tagOf(due)} ${due.label}: <strong class="whole">${longDay(due.day)}</strong></p>${due.why !== '' && whyBlock(due)}`;

const whyBlock = ({ label, why }: DueLine): Html =>
  html`<details><summary>${label === 'Hạn' ? 'Vì sao hạn là ngày này?' : 'Mốc này là gì?'}</summary><p>${why}</p></details>`;

/** `thứ Ba, 10/03/2026`. */
export const longDay = (day: Day): string => `${vnWeekday(day)}, ${vnDay(day)}`;

/** With a capital first letter. */
export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
