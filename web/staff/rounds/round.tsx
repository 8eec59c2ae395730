import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Descriptions } from 'antd';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import type { Progress } from '../../../api/campaigns/round-reading.ts';
import { vnDay } from '../../../domain/day.ts';
import { ask } from '../parts/ask.ts';
import { Due } from '../parts/due.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading } from '../parts/states.tsx';

const route = getRouteApi('/dot/$round');
type Row = Progress['items'][number];

/** One round: how far it came, and each unit with whom it waits for. */
export function RoundPage() {
  const { round } = route.useParams();
  const path = `/campaigns/${encodeURIComponent(round)}`;
  const campaign = useQuery({
    queryKey: ['round', round],
    queryFn: ({ signal }) => ask<CampaignView>(path, { signal }),
  });
  if (campaign.isPending) return <Loading what="đợt kiểm tra" />;
  if (campaign.isError) return <Failed error={campaign.error} again={() => void campaign.refetch()} />;
  const { title, words, today, training, units } = campaign.data;
  return (
    <>
      <p>
        <Link to="/dot">Đợt kiểm tra</Link>
      </p>
      <h1>{title}</h1>
      <p className="lead">
        {words} · {units} đơn vị · ngày của đợt {vnDay(today)}
        {training && ' · đợt tập huấn'}
      </p>
      {campaign.data.record && <Units path={path} />}
    </>
  );
}

function Units({ path }: { path: string }) {
  const progress = usePages<Progress>(`${path}/progress`);
  return (
    <Paged of={progress} what="các đơn vị" more="Xem thêm đơn vị">
      {(rows, { summary }) => (
        <>
          <Descriptions
            size="small"
            column={{ xs: 1, sm: 2, md: 4 }}
            items={[
              { key: 'units', label: 'Đơn vị', children: summary.units },
              { key: 'late', label: 'Đơn vị quá hạn', children: summary.late },
              { key: 'items', label: 'Nội dung đã đóng', children: `${summary.items.closed}/${summary.items.total}` },
              {
                key: 'proposals',
                label: 'Kiến nghị đã trả lời',
                children: `${summary.proposals.closed}/${summary.proposals.total}`,
              },
            ]}
          />
          <Rows
            caption="Từng đơn vị của đợt"
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { head: 'Đơn vị', cell: ({ unit }) => unit.name },
              { head: 'Bước', cell: ({ words }) => words },
              {
                head: 'Khắc phục',
                cell: ({ items }) => (items.total === 0 ? undefined : `${items.closed}/${items.total}`),
                figures: true,
              },
              { head: 'Đang chờ ai', cell: ({ waiting }) => <WaitedFor waiting={waiting} /> },
            ]}
          />
        </>
      )}
    </Paged>
  );
}

function WaitedFor({ waiting: [next, ...others] }: Pick<Row, 'waiting'>) {
  if (!next) return undefined;
  return (
    <>
      <div>
        {next.what} · {next.who}
        {others.length > 0 && <span className="soft"> và {others.length} việc khác</span>}
      </div>
      <Due {...next} />
    </>
  );
}
