import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';

/** A day with how far it is, in words first: only a day of a paper or a rule is ever late. */
export function Due({ due, followUpOn, overdue, past, words }: DueOf) {
  const day = due ?? followUpOn;
  const weight = overdue ? 'late' : due !== undefined && past >= -1 ? 'soon' : 'soft';
  return (
    <span className="number">
      {day !== undefined && <>{vnDay(day)} · </>}
      <span className={weight}>{words}</span>
    </span>
  );
}

interface DueOf {
  due?: Day | undefined;
  followUpOn?: Day | undefined;
  overdue: boolean;
  past: number;
  words: string;
}
