import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OverviewGroups } from '../../../api/leader/overview.ts';
import { vnNumber, vnPercent } from '../../../domain/number.ts';
import { ask, withQuery } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import type { Column } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { To } from '../parts/to.tsx';
import { groupsQuery, itemsOver, withinOf } from './addresses.ts';
import { More } from './more.tsx';
import type { OverviewSearch } from './addresses.ts';

type By = OverviewGroups['by'];
type Group = OverviewGroups['items'][number];

const ways: { by: By; name: string }[] = [
  { by: 'unit', name: 'Theo đơn vị' },
  { by: 'place', name: 'Theo khối, địa bàn' },
  { by: 'head', name: 'Theo người đứng đầu' },
  { by: 'area', name: 'Theo lĩnh vực' },
  { by: 'kind', name: 'Theo loại' },
  { by: 'round', name: 'Theo đợt' },
];

/** Items summed one way or another; each row leads to its items, or to the units it sums. */
export function Groups({ search, training }: { search: OverviewSearch; training: boolean }) {
  const by = ways.find((way) => way.by === search.theo)?.by ?? 'unit';
  const [limit, setLimit] = useState(50);
  const query = { ...groupsQuery(search, training), by, limit };
  const groups = useQuery({
    queryKey: ['overview-groups', query],
    queryFn: ({ signal }) => ask<OverviewGroups>(withQuery('/overview/groups', query), { signal }),
    placeholderData: keepPreviousData,
  });
  const kept = keptOf(search);
  const narrowed = [
    ...(search.nam === undefined ? [] : [`mọi đợt của năm ${search.nam}`]),
    ...(search.khoi === undefined && search.dungDau === undefined ? [] : ['các đơn vị của nhóm đã chọn']),
    ...(search.linhVuc === undefined ? [] : ['nội dung của lĩnh vực đã chọn']),
    ...(search.loai === undefined ? [] : ['nội dung của loại đã chọn']),
  ];
  return (
    <>
      <nav className="ways" aria-label="Cách xếp nội dung khắc phục">
        {ways.map((way) => (
          <Link
            key={way.by}
            to="/tinh-hinh"
            search={{ ...kept, theo: way.by }}
            hash="theo"
            activeOptions={{ explicitUndefined: true }}
            aria-current={way.by === by ? 'true' : undefined}
          >
            {way.name}
          </Link>
        ))}
      </nav>
      <div id="theo" />
      {narrowed.length > 0 && (
        <p>
          Chỉ {narrowed.join(', ')} ·{' '}
          <Link
            to="/tinh-hinh"
            search={search.dot === undefined ? { theo: by } : { dot: search.dot, theo: by }}
            hash="theo"
          >
            Bỏ lọc
          </Link>
        </p>
      )}
      {groups.isError && <Failed error={groups.error} again={() => void groups.refetch()} />}
      {groups.isPending && <Loading what="bảng nội dung khắc phục" />}
      {groups.data && groups.data.total === 0 && <Nothing>Chưa có nội dung khắc phục nào.</Nothing>}
      {groups.data && groups.data.total > 0 && (
        <>
          <Rows
            caption={`Nội dung khắc phục theo ${groups.data.words.toLowerCase()}, chậm nhiều nhất trước`}
            rows={groups.data.items}
            keyOf={({ id }) => id}
            columns={columnsOf(groups.data, { search, training })}
          />
          {groups.data.items.length < groups.data.total && (
            <More left={groups.data.total - groups.data.items.length} limit={limit} more={setLimit} />
          )}
        </>
      )}
    </>
  );
}

/** The round or the year: stays when the table is looked at another way. */
const keptOf = ({ dot, nam }: OverviewSearch): OverviewSearch =>
  nam !== undefined ? { nam } : dot === undefined ? {} : { dot };

const field: Record<By, string> = {
  unit: 'dangGiu',
  place: 'khoi',
  head: 'dungDau',
  area: 'linhVuc',
  kind: 'loai',
  round: 'dot',
};

function columnsOf(
  { by, words, items }: OverviewGroups,
  { search, training }: { search: OverviewSearch; training: boolean },
): Column<Group>[] {
  const kept = keptOf(search);
  const within = withinOf(search);
  const list = (id: string, more: Record<string, string> = {}) =>
    withQuery('/theo-doi', { ...itemsOver(search, training), ...within, [field[by]]: id, ...more });
  const days = (n: number, id: string, tay: 'unit' | 'ours') =>
    n === 0 ? (
      '0'
    ) : (
      <Link
        to="/tinh-hinh"
        search={{ ...kept, ...within, theo: by, [by === 'unit' ? 'donVi' : field[by]]: id, tay, tre: 'co' }}
        hash="danh-sach"
      >
        {vnNumber(n)}
      </Link>
    );
  const figure = (n: number, href: string) => (n === 0 ? '0' : <To href={href}>{vnNumber(n)}</To>);
  return [
    { head: words, cell: ({ id, name }) => <Name by={by} id={id} name={name} kept={kept} /> },
    ...(by === 'unit'
      ? []
      : [
          {
            head: 'Số đơn vị',
            // a round that is over has no page here to be looked at alone
            cell: ({ id, units }: Group) =>
              by === 'round' && search.nam !== undefined ? (
                vnNumber(units)
              ) : (
                <Link
                  to="/tinh-hinh"
                  search={
                    by === 'round'
                      ? { ...within, dot: id, theo: 'unit' }
                      : { ...kept, ...within, [field[by]]: id, theo: 'unit' }
                  }
                  hash="theo"
                >
                  {vnNumber(units)}
                </Link>
              ),
            figures: true as const,
          },
        ]),
    { head: 'Nội dung', cell: ({ id, items: all }) => figure(all, list(id)), figures: true },
    {
      head: 'Đã đóng',
      cell: ({ id, closed, items: all }) => (
        <>
          {figure(closed, list(id, { tinhTrang: 'closed' }))}
          {all > 0 && <span className="soft"> ({vnPercent((100 * closed) / all, 0)})</span>}
        </>
      ),
      figures: true,
    },
    { head: 'Quá hạn ở đơn vị', cell: ({ id, late }) => figure(late, list(id, { quaHan: 'co' })), figures: true },
    { head: 'Chờ phía Sở', cell: ({ id, ours }) => figure(ours, list(id, { cho: 'office' })), figures: true },
    // of a year that mixes rounds open and closed, days could not be opened: the open rounds show theirs
    ...(search.nam === undefined && items.some(({ days: of }) => of !== undefined)
      ? [
          {
            head: 'Ngày chậm: đơn vị / Sở',
            cell: ({ id, days: of }: Group) =>
              of ? (
                <>
                  {days(of.unit, id, 'unit')} / {days(of.ours, id, 'ours')}
                </>
              ) : (
                '–'
              ),
            figures: true as const,
          },
        ]
      : []),
  ];
}

/** A unit has its page; a place or a head opens its units. */
function Name({ by, id, name, kept }: { by: By; id: string; name: string; kept: OverviewSearch }) {
  if (by === 'unit') return <To href={`/don-vi/${encodeURIComponent(id)}`}>{name}</To>;
  if (by === 'round') return <To href={`/dot/${encodeURIComponent(id)}`}>{name}</To>;
  if (by === 'place' || by === 'head')
    return (
      <Link
        to="/tinh-hinh"
        search={{ ...kept, theo: 'unit', ...(by === 'place' ? { khoi: id } : { dungDau: id }) }}
        hash="theo"
      >
        {name}
      </Link>
    );
  return <>{name}</>;
}
