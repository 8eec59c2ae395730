import { useQuery } from '@tanstack/react-query';
import type { ChangeView, EntryView, Verdict } from '../../../api/audit.ts';
import type { Instant } from '../../../domain/day.ts';
import { dayAt, vnDay, vnTime } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { ask, withQuery } from '../parts/ask.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { useRound } from './round-data.ts';

/** Who did what to the round, and whether the chain of entries is whole. */
export function RoundLogPage() {
  const { id } = useRound();
  const matter = `campaign:${id}`;
  const entries = usePages<Page<EntryView>>('/audit', { matter });
  const changes = usePages<Page<ChangeView>>('/audit/content', { about: id, newest: true });
  const verdict = useQuery({
    queryKey: ['/audit/verify', matter],
    queryFn: ({ signal }) => ask<Verdict>(withQuery('/audit/verify', { matter }), { signal }),
  });
  return (
    <>
      <h2>Việc đã làm với đợt</h2>
      {verdict.data && (
        <p role="status" className={verdict.data.intact ? 'step-done' : 'late'}>
          {verdict.data.intact
            ? 'Nhật ký còn nguyên: từng mục nối đúng với mục trước.'
            : verdict.data.broken.map(({ sentence }) => sentence).join(' ')}
        </p>
      )}
      <Paged of={entries} what="nhật ký của đợt" more="Xem tiếp">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa ai làm gì với đợt này.</Nothing>
          ) : (
            <Rows
              caption="Việc đã làm với đợt"
              rows={rows}
              keyOf={({ seq }) => String(seq)}
              columns={[
                { head: 'Việc', cell: ({ words }) => words },
                { head: 'Ai', cell: ({ by }) => by.name ?? 'hệ thống' },
                { head: 'Ngày của đợt', cell: ({ day }) => <span className="number">{vnDay(day)}</span> },
                { head: 'Lúc', cell: ({ at }) => <Moment at={at} /> },
                { head: 'Số', cell: ({ seq }) => vnNumber(seq), figures: true },
              ]}
            />
          )
        }
      </Paged>
      <h2>Sửa kế hoạch, chuẩn bị triển khai</h2>
      <Paged of={changes} what="các lần sửa kế hoạch" more="Xem tiếp">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Kế hoạch chưa được sửa lần nào.</Nothing>
          ) : (
            <Rows
              caption="Các lần sửa kế hoạch của đợt, mới nhất trước"
              rows={rows}
              keyOf={({ seq }) => String(seq)}
              columns={[
                { head: 'Việc', cell: ({ words }) => words },
                { head: 'Ai', cell: ({ by }) => by.name ?? 'hệ thống' },
                { head: 'Lúc', cell: ({ at }) => <Moment at={at} /> },
              ]}
            />
          )
        }
      </Paged>
    </>
  );
}

const Moment = ({ at }: { at: string }) => (
  <span className="number">
    {vnTime(at as Instant)}, {vnDay(dayAt(at as Instant))}
  </span>
);
