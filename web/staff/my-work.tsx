import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import { roleWords } from '../../domain/why.ts';
import { ask } from './ask.ts';
import type { MyWork } from './contract.ts';
import { Due } from './due.tsx';
import { Failed, Loading, Nothing } from './states.tsx';

type Work = MyWork['items'][number];

/** What lies on top of the desk: each thing I owe, the latest first. */
export function MyWorkPage() {
  const work = useQuery({ queryKey: ['work'], queryFn: ({ signal }) => ask<MyWork>('/me/work', { signal }) });
  if (work.isPending) return <Loading what="việc của tôi" />;
  if (work.isError) return <Failed error={work.error} again={() => void work.refetch()} />;
  const { total, late, items } = work.data;
  return (
    <>
      <h1>Việc của tôi</h1>
      <p className="lead">
        {total === 0 ? 'Không còn việc nào chờ anh/chị.' : `${total} việc`}
        {late > 0 && <span className="late"> · {late} việc quá hạn</span>}
      </p>
      {total === 0 ? (
        <Nothing>
          Việc đến tay theo vai trò của anh/chị ở từng đợt. Xem <Link to="/dot">các đợt kiểm tra</Link>.
        </Nothing>
      ) : (
        <Table<Work>
          rowKey={(row) => `${row.matter} ${row.duty}`}
          dataSource={items}
          pagination={{ pageSize: 25, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: 'Việc', key: 'what', render: (_, row) => <What row={row} /> },
            { title: 'Hạn', key: 'due', render: (_, row) => <Due {...row} /> },
            { title: 'Đơn vị', key: 'unit', render: (_, row) => row.unit?.name ?? '' },
            {
              title: 'Đợt',
              key: 'campaign',
              render: (_, { campaign }) => (
                <Link to="/dot/$round" params={{ round: campaign.id }}>
                  {campaign.title}
                  {campaign.training && ' (tập huấn)'}
                </Link>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

const What = ({ row: { what, insteadOf } }: { row: Work }) => (
  <>
    <div>{what}</div>
    {insteadOf && <div className="soft">Chưa có ai giữ vai trò {roleWords[insteadOf]}</div>}
  </>
);
