import { useQuery } from '@tanstack/react-query';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import type { TermUnit } from '../../../domain/term.ts';
import { ask, withQuery } from '../parts/ask.ts';

/** What a term comes to if the paper is issued today, and why. */
export function Reckoned({ from, count, unit }: { from: string; count: number; unit: TermUnit }) {
  const { data } = useQuery({
    queryKey: ['reckon', from, count, unit],
    queryFn: ({ signal }) =>
      ask<{ due: { day: Day }; sentence: string }>(
        withQuery('/reckon', { from, count, unit, words: 'ngày ban hành, nếu là hôm nay' }),
        { signal },
      ),
    enabled: Number.isInteger(count) && count > 0 && count <= 400,
    staleTime: 60_000,
  });
  if (!data) return undefined;
  return (
    <details className="paper-why">
      <summary className="soft">nếu ban hành hôm nay: {vnDay(data.due.day)}</summary>
      {data.sentence}
    </details>
  );
}
