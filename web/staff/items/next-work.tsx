import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { MyWork } from '../../../api/office/my-work.ts';
import { ask } from '../parts/ask.ts';
import { itemOfWork } from '../work/where.ts';

type Work = MyWork['items'][number];

/** What waits for me about items, the most urgent first; read once for page and list. */
export function useWaitingItems(): { row: Work; item: string }[] | undefined {
  const { data } = useQuery({ queryKey: ['work'], queryFn: ({ signal }) => ask<MyWork>('/me/work', { signal }) });
  return data?.items.flatMap((row) => {
    const item = itemOfWork(row);
    return item === undefined ? [] : [{ row, item }];
  });
}

const nextWorkId = 'viec-tiep-theo';

/** Once an act is done, Enter goes on to the next. */
export const toNextWork = (): void => document.getElementById(nextWorkId)?.focus();

/**
 * The next item that waits for me, of the same kind of work first: so many verdicts are given one after the other,
 * each found by the same keys.
 */
export function NextWork({ current }: { current: string }) {
  const waiting = useWaitingItems();
  const here = waiting?.find(({ item }) => item === current);
  // once it is done it waits for me no more: what I came for stays the measure
  const came = useRef<string>(undefined);
  came.current ??= here?.row.kind;
  if (!waiting) return undefined;
  const others = waiting.filter(({ item }) => item !== current);
  const same = others.filter(({ row }) => row.kind === came.current);
  const at = here ? same.findIndex(({ row }) => row.past <= here.row.past) : 0;
  const next = same[Math.max(at, 0)] ?? others[0];
  // who came for another reason is not told what does not wait for them
  if (!next)
    return here || came.current === undefined ? undefined : (
      <p className="soft" role="status">
        Đã xong. Không còn nội dung nào chờ anh/chị.
      </p>
    );
  return (
    <p className="next-work">
      <span className="soft">
        Còn {others.length} nội dung {here ? 'khác ' : ''}chờ anh/chị.
      </span>
      <Link id={nextWorkId} to="/viec/$item" params={{ item: next.item }}>
        Việc tiếp theo: {next.row.what} · {next.row.unit?.name} →
      </Link>
    </p>
  );
}
