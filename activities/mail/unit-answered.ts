import { vnDay, vnWeekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office } from './letter.ts';

/** One thing a unit or an agency answered or asks for. */
export interface Answered {
  /** `Sở Xây dựng`. */
  unit: string;
  /** `giải trình`, `xin gia hạn đến 30/04/2026`. */
  what: string;
  /** What it is about: the item, the visit, the question. */
  about?: string;
  /** The beginning of what it wrote. */
  said?: string;
  on: Day;
  /** Who decides on it, by when; or what was decided since. */
  next?: string;
  /** It waits for a decision. */
  waits: boolean;
}

export interface UnitAnsweredLetter {
  office: Office;
  to: string;
  today: Day;
  answers: Answered[];
}

/** Everything units answered since the last working morning, for one person, what waits for a decision first. */
export function unitAnswered({ office, to, today, answers }: UnitAnsweredLetter): Letter {
  const [first] = answers;
  const units = new Set(answers.map(({ unit }) => unit));
  const waiting = answers.filter(({ waits }) => waits);
  const rest = answers.filter(({ waits }) => !waits);
  const rows = (some: Answered[]) =>
    some.map(({ unit, what, about, said, on, next }) => ({
      what: `${unit}: ${what}`,
      day: vnDay(on),
      notes: [...(about ? [about] : []), ...(said ? [`“${said}”`] : []), ...(next ? [next] : [])],
    }));
  const counts = `${answers.length} trả lời, đề nghị của ${units.size} đơn vị`;
  return letterOf(
    {
      subject:
        answers.length === 1
          ? `${first!.unit}: ${first!.what}`
          : `Đơn vị trả lời, đề nghị (${answers.length})${waiting.length > 0 ? `: ${waiting.length} chờ quyết định` : ''}`,
      to,
      parts: [
        { say: [`Đến sáng ${vnWeekday(today)} ${vnDay(today)}: `, { strong: counts }, '.'] },
        ...(waiting.length > 0 ? [{ title: 'Chờ quyết định', list: rows(waiting) }] : []),
        ...(rest.length > 0
          ? [{ ...(waiting.length > 0 ? { title: 'Để biết, xem xét' } : {}), list: rows(rest) }]
          : []),
        { act: 'Mở trong Đôn Đốc' },
      ],
    },
    office,
  );
}
