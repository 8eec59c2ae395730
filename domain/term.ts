import type { Calendar, CalendarVersion } from './calendar.ts';
import { addWorkingDays, dayOffName, isProvisional, lastWorkingDay, rollForward } from './calendar.ts';
import type { Day } from './day.ts';
import { addDays, addMonths, vnDay, vnWeekday, yearOf } from './day.ts';

/** “15 ngày” are calendar days, “15 ngày làm việc” working days: never the same thing. */
export type TermUnit = 'working-day' | 'calendar-day' | 'month';

/** A day something is owed by, with how it was reckoned. A negative `count` was reckoned backwards. */
export interface Due {
  day: Day;
  reckoned: {
    from: Day;
    count: number;
    unit: TermUnit;
    basis: string; // the paper or rule that says so
    calendar: CalendarVersion;
    provisional?: true; // some year it touches had no notice yet
    rolled?: Day; // the day before it was moved off a day off
  };
}

export interface Term {
  from: Day;
  count: number;
  unit: TermUnit;
  basis: string;
}

/**
 * The day a term ends: day 0 is not counted, a month ends on its corresponding day, and a last day off moves to
 * the next working day (Civil Code 2015, art. 147–148). Backwards it moves to the working day before, so that
 * the span promised before the event stays whole. Throws Refusal('calendar-missing').
 */
export function reckon(c: Calendar, { from, count, unit, basis }: Term): Due {
  const last = lastDay(c, from, count, unit);
  const day = count < 0 ? lastWorkingDay(c, last) : rollForward(c, last);
  return {
    day,
    reckoned: {
      from,
      count,
      unit,
      basis,
      calendar: c.version,
      ...(isProvisional(c, unit === 'working-day' ? from : last, day) && { provisional: true as const }),
      ...(day !== last && { rolled: last }),
    },
  };
}

function lastDay(c: Calendar, from: Day, count: number, unit: TermUnit): Day {
  if (count === 0) return from;
  switch (unit) {
    case 'working-day':
      return addWorkingDays(c, from, count);
    case 'calendar-day':
      return addDays(from, count);
    case 'month':
      return addMonths(from, count);
  }
}

/** A day named by a paper (“chậm nhất ngày 15/01”), moved off a day off like any other. */
export const fixedDue = (c: Calendar, day: Day, basis: string): Due =>
  reckon(c, { from: day, count: 0, unit: 'calendar-day', basis });

/** The same term under a new calendar. */
export const againstNewCalendar = (c: Calendar, due: Due): Due => reckon(c, due.reckoned);

export const unitWords: Record<TermUnit, string> = {
  'working-day': 'ngày làm việc',
  'calendar-day': 'ngày',
  month: 'tháng',
};

/**
 * Why the due is that day, in one sentence. `words.from` names the day counted from (“ngày ban hành Thông báo
 * kết luận số 05/TB-SNV”); with the calendar at hand a day off is named too.
 */
export function explainDue({ day, reckoned }: Due, words: { from: string }, calendar?: Calendar): string {
  const { from, count, unit, rolled, provisional } = reckoned;
  const anchor = `${words.from} (${vnDay(from)})`;
  const years = yearsIn(reckoned.calendar, [from, rolled ?? day, day]);
  return (
    [
      count === 0
        ? `Hạn ${vnDay(day)}: đúng ${anchor}`
        : `Hạn ${vnDay(day)}: ${Math.abs(count)} ${unitWords[unit]} ${count < 0 ? 'trước' : 'kể từ'} ${anchor}, ` +
          (count < 0 ? 'không tính ngày đó' : 'không tính ngày đầu'),
      ...(rolled
        ? [
            `${vnDay(rolled)} là ${whyOff(rolled, calendar)} nên ${count < 0 ? 'lùi về ngày làm việc liền trước' : 'chuyển sang ngày làm việc tiếp theo'}`,
          ]
        : []),
      `tính theo lịch nghỉ ${years.join(', ')}`,
      ...(provisional ? ['tạm tính, sẽ tính lại khi có thông báo lịch nghỉ chính thức'] : []),
    ].join('; ') + '.'
  );
}

function whyOff(day: Day, calendar: Calendar | undefined): string {
  const weekday = vnWeekday(day);
  const name = calendar && yearOf(day) in calendar.years ? dayOffName(calendar, day) : undefined;
  return !name || name === weekday ? `${weekday}, ngày nghỉ` : `${weekday}, ${name}`;
}

/** “năm 2026 phiên bản 1”, for each year of the version that the days span. */
function yearsIn(version: CalendarVersion, days: Day[]): string[] {
  const spanned = days.map(yearOf);
  return version
    .split('+')
    .map((part) => part.split('.'))
    .filter(([year]) => Number(year) >= Math.min(...spanned) && Number(year) <= Math.max(...spanned))
    .map(([year, n]) => (n === '0' ? `năm ${year} chưa công bố` : `năm ${year} phiên bản ${n}`));
}
