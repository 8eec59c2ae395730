import './letter-calendar.css';
import { addDays, addMonths, dayOf, vnDay, weekday, yearOf } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';

const heads = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'];
const monthOf = (day: Day): number => Number(day.slice(5, 7));

/** One day of the calendar: how many letters, and what to say of them. */
export interface LetterDay {
  day: Day;
  letters: number;
  /** Below the number: what it is held against. */
  beside?: string;
  /** It is still to come. */
  ahead?: boolean;
  /** Something went otherwise that day: underlined, beside its words. */
  otherwise?: boolean;
  /** For who hears the page, after the date; `12 thư` if absent. */
  words?: string;
}

/** Months as sheets of a calendar, each day with its letters: the more, the darker, and always the number. */
export function LetterCalendar({
  days,
  chosen,
  choose,
}: {
  days: readonly LetterDay[];
  chosen: Day | undefined;
  choose: (day: Day) => void;
}) {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return <p className="soft">Không có thư nào.</p>;
  const byDay = new Map(days.map((day) => [day.day, day]));
  const most = Math.max(1, ...days.map(({ letters }) => letters));
  const months: Day[] = [];
  for (let month = dayOf(yearOf(first.day), monthOf(first.day), 1); month <= last.day; month = addMonths(month, 1))
    months.push(month);
  return (
    <div className="letter-calendar">
      {months.map((month) => (
        <Month key={month} month={month} byDay={byDay} most={most} chosen={chosen} choose={choose} />
      ))}
    </div>
  );
}

function Month({
  month,
  byDay,
  most,
  chosen,
  choose,
}: {
  month: Day;
  byDay: ReadonlyMap<Day, LetterDay>;
  most: number;
  chosen: Day | undefined;
  choose: (day: Day) => void;
}) {
  const end = addDays(addMonths(month, 1), -1);
  const monday = addDays(month, -((weekday(month) + 6) % 7));
  const weeks: Day[][] = [];
  for (let start = monday; start <= end; start = addDays(start, 7))
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(start, i)));
  return (
    <table>
      <caption>
        Tháng {monthOf(month)}/{yearOf(month)}
      </caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const there = byDay.get(day);
              if (day < month || day > end) return <td key={day} />;
              if (there === undefined)
                return (
                  <td key={day} className="none">
                    {Number(day.slice(8))}
                  </td>
                );
              const { letters, beside, ahead, otherwise, words = `${vnNumber(letters)} thư` } = there;
              const heat = Math.min(4, Math.ceil((4 * letters) / most));
              return (
                <td
                  key={day}
                  className={[heat > 0 && `heat-${heat}`, ahead && 'ahead', otherwise && 'otherwise']
                    .filter(Boolean)
                    .join(' ')}
                >
                  <button type="button" aria-pressed={day === chosen} onClick={() => choose(day)}>
                    <span className="date" aria-hidden>
                      {Number(day.slice(8))}
                    </span>
                    <strong className="number" aria-hidden>
                      {vnNumber(letters)}
                    </strong>
                    {beside !== undefined && (
                      <span className="beside number" aria-hidden>
                        {beside}
                      </span>
                    )}
                    <span className="unseen">{`Ngày ${vnDay(day)}: ${words}`}</span>
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
