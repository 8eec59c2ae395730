import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LetterRowView } from '../../../api/letters.ts';
import type { Trouble } from '../../../api/office/troubles.ts';
import { vnDay } from '../../../domain/day.ts';
import { ask } from '../parts/ask.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed } from '../parts/states.tsx';
import { placeOfWork, processOf } from './where.ts';

/** Matters whose days cannot be reckoned just now: nobody is reminded of them until the office has entered what lacks. */
export function Troubles() {
  const troubles = useQuery({
    queryKey: ['/troubles'],
    queryFn: ({ signal }) => ask<{ items: Trouble[] }>('/troubles', { signal }),
    staleTime: 60_000,
  });
  if (troubles.isError) return <Failed error={troubles.error} again={() => void troubles.refetch()} />;
  const items = troubles.data?.items ?? [];
  if (items.length === 0) return undefined;
  return (
    <section aria-label="Hồ sơ chưa tính được ngày nhắc">
      <h2 className="late">
        Chưa tính được ngày nhắc <span className="soft">{items.length} hồ sơ</span>
      </h2>
      <Rows
        caption="Hồ sơ chưa tính được ngày nhắc"
        rows={items}
        keyOf={({ matter }) => matter}
        columns={[
          { head: 'Vì sao, cần làm gì', cell: ({ sentence }) => sentence },
          {
            head: 'Hồ sơ',
            cell: ({ matter, unit, campaign }) => (
              <Link to={pageOf(matter, campaign)}>{unit === undefined ? 'Mở hồ sơ' : `Mở hồ sơ của ${unit}`}</Link>
            ),
          },
          { head: 'Rà lần gần nhất', cell: ({ on }) => vnDay(on), figures: true },
        ]}
      />
    </section>
  );
}

/** The page of a matter; what a paper asks of a unit is a list of items. */
const pageOf = (matter: string, campaign: string): string => {
  const process = processOf(matter);
  return process === 'remediation' ? `/theo-doi?dot=${encodeURIComponent(campaign)}` : placeOfWork({ matter, process });
};

/** Letters that did not arrive, or perhaps not: the office tells those people by another way. */
export function LettersInTrouble() {
  const letters = usePages<Page<LetterRowView>>('/letters', { trouble: true, limit: 20 });
  if (letters.data?.pages[0]?.items.length === 0 || letters.isPending) return undefined;
  return (
    <section aria-label="Thư không tới">
      <h2>Thư không tới, cần báo bằng cách khác</h2>
      <Paged of={letters} what="thư không tới" more="Xem thêm thư">
        {(rows) => (
          <Rows
            caption="Thư bị từ chối, không gửi được hoặc không rõ đã tới chưa"
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { head: 'Thư', cell: ({ subject }) => subject },
              { head: 'Gửi ai', cell: ({ recipient }) => recipient.name ?? recipient.id },
              { head: 'Ngày', cell: ({ day }) => vnDay(day), figures: true },
              {
                head: 'Tình trạng',
                cell: ({ words, answer }) => (
                  <>
                    <span className="soon">{words}</span>
                    {answer !== undefined && <div className="soft">{answer}</div>}
                  </>
                ),
              },
            ]}
          />
        )}
      </Paged>
    </section>
  );
}
