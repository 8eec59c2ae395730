import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
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
import { More } from './more.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { To } from '../parts/to.tsx';
import { owedQuery } from './addresses.ts';
import type { OverviewSearch } from './addresses.ts';

type Owed = OverviewOwed['items'][number];
/** Each thing behind a figure of the page, the longest overdue first. */
export function OwedList({ search }: { search: OverviewSearch }) {
  const { dot, viec, tay, ngay, tre, xem } = search;
  const [limit, setLimit] = useState(50);
  const query = { ...owedQuery(search), limit };
  const owed = useQuery({
    queryKey: ['overview-owed', query],
    queryFn: ({ signal }) => ask<OverviewOwed>(withQuery('/overview/owed', query), { signal }),
  });
  const what = [
    xem === 'don-vi'
      ? 'Đơn vị có việc'
      : viec === undefined
        ? 'Việc'
        : (dutyWords[viec as keyof typeof dutyWords] ?? 'Việc'),
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
        <p className="number">
          {vnNumber(owed.data.total)} việc
          {owed.data.unitsTotal > 0 && <> ở {vnNumber(owed.data.unitsTotal)} đơn vị</>}
          {owed.data.days > 0 && <>, cộng {vnNumber(owed.data.days)} ngày làm việc chậm</>}.
        </p>
      )}
      {owed.data && xem === 'don-vi' && (
        <OwingUnits
          of={owed.data}
          search={{
            ...(dot === undefined ? {} : { dot }),
            ...(viec === undefined ? {} : { viec }),
            ...(tay === undefined ? {} : { tay }),
            ...(tre === undefined ? {} : { tre }),
          }}
        />
      )}
      {owed.data && owed.data.total > 0 && xem === undefined && (
        <Rows
          caption={what}
          rows={owed.data.items}
          keyOf={({ matter, duty }) => `${matter} ${duty}`}
          columns={[
            {
              head: 'Việc',
              cell: (row) => (
                <>
                  <What row={row} />
                  {row.subject !== undefined && <div className="soft">{row.subject}</div>}
                </>
              ),
            },
            { head: 'Chờ', cell: ({ who }) => who },
            { head: 'Hạn', cell: (row) => <Due {...row} /> },
            {
              head: 'Đơn vị',
              cell: ({ unit, receivedFrom }) =>
                unit && (
                  <>
                    <To href={`/don-vi/${encodeURIComponent(unit.id)}`}>{unit.name}</To>
                    {receivedFrom && <div className="soft">nhận từ {receivedFrom.name}</div>}
                  </>
                ),
            },
            {
              head: 'Đợt',
              cell: ({ campaign }) => <To href={`/dot/${encodeURIComponent(campaign.id)}`}>{campaign.name}</To>,
            },
          ]}
        />
      )}
      {owed.data && left(owed.data, xem) > 0 && <More left={left(owed.data, xem)} limit={limit} more={setLimit} />}
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

/** How many of the list are not shown yet. */
const left = ({ total, items, unitsTotal, units }: OverviewOwed, xem: OverviewSearch['xem']): number =>
  xem === 'don-vi' ? unitsTotal - units.length : total - items.length;

/** The units behind a figure, each with what it has to do with it. */
const OwingUnits = ({ of: { units }, search }: { of: OverviewOwed; search: OverviewSearch }) => (
  <Rows
    caption="Các đơn vị, chậm nhiều nhất trước"
    rows={units}
    keyOf={({ id }) => id}
    columns={[
      { head: 'Đơn vị', cell: ({ id, name }) => <To href={`/don-vi/${encodeURIComponent(id)}`}>{name}</To> },
      {
        head: 'Việc',
        cell: ({ id, count }) => (
          <Link to="/tinh-hinh" search={{ ...search, donVi: id }} hash="danh-sach">
            {vnNumber(count)}
          </Link>
        ),
        figures: true,
      },
      { head: 'Lâu nhất (ngày làm việc)', cell: ({ longest }) => vnNumber(longest), figures: true },
      { head: 'Cộng ngày chậm', cell: ({ days }) => vnNumber(days), figures: true },
    ]}
  />
);
