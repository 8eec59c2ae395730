import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { roleWords } from '../../../domain/why.ts';
import { ask } from '../parts/ask.ts';
import type { MyWork } from '../../../api/office/my-work.ts';
import { Due } from '../parts/due.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';

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
        {items.length < total && <> · dưới đây là {items.length} việc gấp nhất</>}
      </p>
      {total === 0 ? (
        <Nothing>
          Việc đến tay theo vai trò của anh/chị ở từng đợt. Xem <Link to="/dot">các đợt kiểm tra</Link>.
        </Nothing>
      ) : (
        <Rows
          caption="Việc của tôi, việc gấp nhất trước"
          rows={items}
          keyOf={({ matter, duty }) => `${matter} ${duty}`}
          columns={[
            { head: 'Việc', cell: (row) => <What row={row} /> },
            { head: 'Hạn', cell: (row) => <Due {...row} /> },
            { head: 'Đơn vị', cell: (row) => row.unit?.name },
            {
              head: 'Đợt',
              cell: ({ campaign }) => (
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
