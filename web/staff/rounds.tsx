import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { ask } from './ask.ts';
import type { CampaignRow } from './contract.ts';
import { Rows } from './rows.tsx';
import { Failed, Loading, Nothing } from './states.tsx';

interface Rounds {
  items: CampaignRow[];
  next?: string;
}

/** Every round, the open ones and those that ended. */
export function RoundsPage() {
  const rounds = useInfiniteQuery({
    queryKey: ['rounds'],
    queryFn: ({ signal, pageParam }) =>
      ask<Rounds>(`/campaigns?limit=50${pageParam === '' ? '' : `&after=${encodeURIComponent(pageParam)}`}`, {
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  if (rounds.isPending) return <Loading what="các đợt kiểm tra" />;
  if (rounds.isError) return <Failed error={rounds.error} again={() => void rounds.refetch()} />;
  const rows = rounds.data.pages.flatMap(({ items }) => items);
  return (
    <>
      <h1>Đợt kiểm tra</h1>
      {rows.length === 0 ? (
        <Nothing>Chưa có đợt nào.</Nothing>
      ) : (
        <Rows
          caption="Các đợt kiểm tra"
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              head: 'Tên đợt',
              cell: ({ id, title, training }) => (
                <Link to="/dot/$round" params={{ round: id }}>
                  {title}
                  {training && ' (tập huấn)'}
                </Link>
              ),
            },
            { head: 'Năm', cell: ({ year }) => year, figures: true },
            { head: 'Đơn vị', cell: ({ units }) => units, figures: true },
            { head: 'Tình trạng', cell: ({ words }) => words },
          ]}
        />
      )}
      {rounds.hasNextPage && (
        <Button className="more" onClick={() => void rounds.fetchNextPage()} loading={rounds.isFetchingNextPage}>
          Xem thêm
        </Button>
      )}
    </>
  );
}
