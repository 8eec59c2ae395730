import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { ask } from './ask.ts';
import type { CampaignRow } from './contract.ts';
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
        <Table<CampaignRow>
          rowKey="id"
          dataSource={rows}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: 'Tên đợt',
              key: 'title',
              render: (_, { id, title, training }) => (
                <Link to="/dot/$round" params={{ round: id }}>
                  {title}
                  {training && ' (tập huấn)'}
                </Link>
              ),
            },
            { title: 'Năm', dataIndex: 'year', className: 'number' },
            { title: 'Đơn vị', dataIndex: 'units', align: 'right', className: 'number' },
            { title: 'Tình trạng', dataIndex: 'words' },
          ]}
        />
      )}
      {rounds.hasNextPage && (
        <Button onClick={() => void rounds.fetchNextPage()} loading={rounds.isFetchingNextPage}>
          Xem thêm
        </Button>
      )}
    </>
  );
}
