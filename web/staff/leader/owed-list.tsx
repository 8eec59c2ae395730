import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { OverviewOwed } from '../../../api/leader/overview.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { handWords } from '../../../domain/tally.ts';
import { dutyWords } from '../../../domain/why.ts';
import { ask, withQuery } from '../parts/ask.ts';
import { Due } from '../parts/due.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { To } from '../parts/to.tsx';
import type { OverviewSearch } from './addresses.ts';

type Owed = OverviewOwed['items'][number];
const many = 50;

/** Each thing behind a figure of the page, the longest overdue first. */
export function OwedList({ search: { dot, viec, tay, ngay, tre } }: { search: OverviewSearch }) {
  const [limit, setLimit] = useState(many);
  const query = { campaign: dot, what: viec, hand: tay, by: ngay, late: tre === undefined ? undefined : true, limit };
  const owed = useQuery({
    queryKey: ['overview-owed', query],
    queryFn: ({ signal }) => ask<OverviewOwed>(withQuery('/overview/owed', query), { signal }),
  });
  const what = [
    viec === undefined ? 'Việc' : (dutyWords[viec as keyof typeof dutyWords] ?? 'Việc'),
    ...(tay === undefined
      ? []
      : [tay === 'ours' ? 'ở phía Sở' : `ở tay ${handWords[tay as keyof typeof handWords] ?? tay}`]),
    ...(tre === undefined ? [] : ['quá hạn']),
    ...(ngay === undefined ? [] : [`đến hạn ${vnDay(ngay as Day)}`]),
  ].join(', ');
  return (
    <section className="opened" id="danh-sach" aria-label={what}>
      <h2>{what}</h2>
      <p>
        <Link to="/tinh-hinh" search={dot === undefined ? {} : { dot }}>
          Đóng danh sách
        </Link>
      </p>
      {owed.isError && <Failed error={owed.error} again={() => void owed.refetch()} />}
      {owed.isPending && <Loading what="danh sách" />}
      {owed.data?.total === 0 && <Nothing>Không còn việc nào như vậy.</Nothing>}
      {owed.data && owed.data.total > 0 && (
        <Rows
          caption={what}
          rows={owed.data.items}
          keyOf={({ matter, duty }) => `${matter} ${duty}`}
          columns={[
            { head: 'Việc', cell: (row) => <What row={row} /> },
            { head: 'Chờ', cell: ({ who }) => who },
            { head: 'Hạn', cell: (row) => <Due {...row} /> },
            {
              head: 'Đơn vị',
              cell: ({ unit }) => unit && <To href={`/don-vi/${encodeURIComponent(unit.id)}`}>{unit.name}</To>,
            },
            {
              head: 'Đợt',
              cell: ({ campaign }) => <To href={`/dot/${encodeURIComponent(campaign.id)}`}>{campaign.name}</To>,
            },
          ]}
        />
      )}
      {owed.data && owed.data.items.length < owed.data.total && (
        <Button className="more" onClick={() => setLimit((now) => Math.min(500, now + many * 2))}>
          Xem thêm ({vnNumber(owed.data.total - owed.data.items.length)})
        </Button>
      )}
    </section>
  );
}

const What = ({ row: { what, item, inspection, paper } }: { row: Owed }) => {
  const href =
    item !== undefined
      ? `/viec/${encodeURIComponent(item)}`
      : paper !== undefined
        ? `/van-ban/${encodeURIComponent(paper)}`
        : inspection !== undefined
          ? `/kiem-tra/${encodeURIComponent(inspection)}`
          : undefined;
  return href === undefined ? <>{what}</> : <To href={href}>{what}</To>;
};
