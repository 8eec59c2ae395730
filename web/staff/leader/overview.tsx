import './overview.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { Fragment } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import type { Overview } from '../../../api/leader/overview.ts';
import { vnDay, vnWeekday } from '../../../domain/day.ts';
import { vnNumber, vnPercent } from '../../../domain/number.ts';
import { ask, withQuery } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { To } from '../parts/to.tsx';
import { itemsOver } from './addresses.ts';
import { Groups } from './groups.tsx';
import { OwedList } from './owed-list.tsx';

const route = getRouteApi('/tinh-hinh');
type Hand = Overview['hands'][number];
type Repeat = Overview['repeats']['items'][number];

/** Trang thứ Hai: how far, who is late and by whose hand, what lies with us; every figure opens its list. */
export function OverviewPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const query = { campaign: search.dot };
  const overview = useQuery({
    queryKey: ['overview', query],
    queryFn: ({ signal }) => ask<Overview>(withQuery('/overview', query), { signal }),
  });
  const all = useQuery({
    queryKey: ['overview', {}],
    queryFn: ({ signal }) => ask<Overview>('/overview', { signal }),
  });
  if (overview.isError) return <Failed error={overview.error} again={() => void overview.refetch()} />;
  if (overview.isPending) return <Loading what="Trang thứ Hai" />;
  const seen = overview.data;
  return (
    <div className="monday">
      <h1>Trang thứ Hai</h1>
      <p className="lead">
        {vnWeekday(seen.today)}, {vnDay(seen.today)}
        {seen.training && <span className="soon"> · số liệu các đợt tập huấn</span>}
      </p>
      <div className="tools">
        <label htmlFor="dot">Đợt</label>
        <Select
          id="dot"
          value={search.dot ?? ''}
          onChange={(dot) => void navigate({ to: '/tinh-hinh', search: dot === '' ? {} : { dot } })}
          options={[
            { value: '', label: 'Mọi đợt đang mở' },
            ...(all.data ?? seen).rounds.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        <Button onClick={() => print()}>In</Button>
        <Button href={`/api${withQuery('/overview/sheet', query)}`}>Tải Excel</Button>
      </div>
      {seen.rounds.length === 0 ? (
        <Nothing>
          Không có đợt nào đang mở. Xem <Link to="/dot">các đợt kiểm tra</Link>.
        </Nothing>
      ) : (
        <>
          <Summary of={seen} />
          {(search.viec !== undefined || search.tay !== undefined) && <OwedList search={search} />}
          <h2>Ai đang chậm, ở tay ai</h2>
          <Hands of={seen} />
          <h2>Đang nằm ở phía Sở</h2>
          <Stuck of={seen} />
          <h2>
            Đến hạn từ {vnDay(seen.week.from)} đến {vnDay(seen.week.to)}
          </h2>
          <Week of={seen} />
          <h2>Các đợt đang mở</h2>
          <Rounds of={seen} />
          <h2>Nội dung khắc phục</h2>
          <Groups search={search} training={seen.training} />
          <h2>Qua các năm</h2>
          <Years of={seen} />
          <h2>Lặp lại qua các năm</h2>
          <Repeats of={seen} />
        </>
      )}
    </div>
  );
}

/** The page in three sentences. */
function Summary({ of: { rounds, hands, training } }: { of: Overview }) {
  const { dot } = route.useSearch();
  const over = itemsOver(dot === undefined ? {} : { dot }, training);
  const sum = (count: (round: Overview['rounds'][number]) => number) =>
    rounds.reduce((total, round) => total + count(round), 0);
  const [items, closed] = [sum((round) => round.items.total), sum((round) => round.items.closed)];
  const late = hands.filter(({ late: many }) => many > 0);
  return (
    <div className="summary">
      <p>
        {rounds.length} đợt đang mở, {vnNumber(sum(({ units }) => units))} lượt đơn vị, đã kết luận{' '}
        {vnNumber(sum(({ concluded }) => concluded))}.
        {items > 0 && (
          <>
            {' '}
            <Items n={items} search={over} /> nội dung khắc phục, đã đóng{' '}
            <Items n={closed} search={{ ...over, tinhTrang: 'closed' }} /> ({vnPercent((100 * closed) / items)}).
          </>
        )}
      </p>
      <p>
        {late.length === 0 ? (
          'Không có việc nào quá hạn.'
        ) : (
          <>
            Quá hạn:{' '}
            {late.map((one, i) => (
              <Fragment key={one.hand}>
                {i > 0 && '; '}
                <Lateness of={one} />
              </Fragment>
            ))}
            . Mốc riêng của Sở không tính là quá hạn.
          </>
        )}
      </p>
    </div>
  );
}

const Lateness = ({ of: { hand, words, late, units, longest } }: { of: Hand }) => (
  <>
    <Opens n={late} search={{ tay: hand, tre: 'co' }} /> việc ở tay {words}
    {units > 0 && (
      <>
        {' '}
        (<Opens n={units} search={{ tay: hand, tre: 'co', xem: 'don-vi' }} /> đơn vị)
      </>
    )}
    {longest > 0 && `, lâu nhất ${vnNumber(longest)} ngày làm việc`}
  </>
);

/** Opens the list behind a figure on this page. */
const Opens = ({ n, search }: { n: number; search: Record<string, string> }) => {
  const { dot } = route.useSearch();
  return n === 0 ? (
    <>0</>
  ) : (
    <Link to="/tinh-hinh" search={{ ...(dot === undefined ? {} : { dot }), ...search }} hash="danh-sach">
      {vnNumber(n)}
    </Link>
  );
};

const Hands = ({ of: { hands } }: { of: Overview }) => (
  <Rows
    caption="Ai đang chậm, ở tay ai"
    rows={hands.filter(({ hand, open }) => open > 0 || hand === 'unit' || hand === 'office')}
    keyOf={({ hand }) => hand}
    columns={[
      { head: 'Ở tay', cell: ({ words }) => `${words.charAt(0).toUpperCase()}${words.slice(1)}` },
      { head: 'Đang mở', cell: ({ hand, open }) => <Opens n={open} search={{ tay: hand }} />, figures: true },
      {
        head: 'Quá hạn',
        cell: ({ hand, late }) => <Opens n={late} search={{ tay: hand, tre: 'co' }} />,
        figures: true,
      },
      {
        head: 'Đơn vị liên quan',
        cell: ({ hand, units }) => <Opens n={units} search={{ tay: hand, tre: 'co', xem: 'don-vi' }} />,
        figures: true,
      },
      {
        head: 'Lâu nhất (ngày làm việc)',
        cell: ({ hand, longest }) => <Opens n={longest} search={{ tay: hand, tre: 'co' }} />,
        figures: true,
      },
      {
        head: 'Tổng ngày chậm',
        cell: ({ hand, days }) => <Opens n={days} search={{ tay: hand, tre: 'co' }} />,
        figures: true,
      },
    ]}
  />
);

function Stuck({ of: { stuck } }: { of: Overview }) {
  if (stuck.length === 0) return <Nothing>Không có việc nào chờ phía Sở.</Nothing>;
  return (
    <Rows
      caption="Việc đang nằm ở phía Sở, quá hạn nhiều nhất trước"
      rows={stuck}
      keyOf={({ what }) => what}
      columns={[
        { head: 'Việc', cell: ({ words }) => words },
        {
          head: 'Số việc',
          cell: ({ what, count }) => <Opens n={count} search={{ viec: what, tay: 'ours' }} />,
          figures: true,
        },
        {
          head: 'Quá hạn',
          cell: ({ what, late }) => <Opens n={late} search={{ viec: what, tay: 'ours', tre: 'co' }} />,
          figures: true,
        },
        {
          head: 'Lâu nhất (ngày làm việc)',
          cell: ({ what, longest }) => <Opens n={longest} search={{ viec: what, tay: 'ours', tre: 'co' }} />,
          figures: true,
        },
        { head: 'Hạn sớm nhất', cell: ({ oldest }) => oldest && vnDay(oldest) },
      ]}
    />
  );
}

function Week({ of: { week } }: { of: Overview }) {
  if (week.days.length === 0) return <Nothing>Không có việc nào đến hạn trong những ngày này.</Nothing>;
  return (
    <Rows
      caption="Việc đến hạn trong tuần"
      rows={week.days}
      keyOf={({ day }) => day}
      columns={[
        { head: 'Ngày', cell: ({ day }) => `${vnWeekday(day)} ${vnDay(day)}` },
        {
          head: 'Đơn vị',
          cell: ({ day, unit }) => <Opens n={unit} search={{ tay: 'unit', ngay: day }} />,
          figures: true,
        },
        {
          head: 'Phía Sở',
          cell: ({ day, ours }) => <Opens n={ours} search={{ tay: 'ours', ngay: day }} />,
          figures: true,
        },
        {
          head: 'Cơ quan khác',
          cell: ({ day, outside }) => <Opens n={outside} search={{ tay: 'outside', ngay: day }} />,
          figures: true,
        },
      ]}
    />
  );
}

const Rounds = ({ of: { rounds } }: { of: Overview }) => (
  <Rows
    caption="Các đợt đang mở"
    rows={rounds}
    keyOf={({ id }) => id}
    columns={[
      { head: 'Đợt', cell: ({ id, title }) => <To href={`/dot/${encodeURIComponent(id)}`}>{title}</To> },
      { head: 'Tình trạng', cell: ({ words, today }) => `${words}, tính đến ${vnDay(today)}` },
      {
        head: 'Đơn vị',
        cell: ({ id, units }) => <To href={`/dot/${encodeURIComponent(id)}`}>{vnNumber(units)}</To>,
        figures: true,
      },
      {
        head: 'Đã gửi báo cáo',
        cell: ({ id, reported, units, lacking }) => (
          <Still id={id} step="report" n={lacking.report}>
            {vnNumber(reported)}/{vnNumber(units)}
          </Still>
        ),
        figures: true,
      },
      {
        head: 'Buổi đã kiểm tra',
        cell: ({ id, visits, lacking }) =>
          visits.total === 0 ? (
            '–'
          ) : (
            <Still id={id} step="visit" n={lacking.visit}>
              {vnNumber(visits.held)}/{vnNumber(visits.total)}
            </Still>
          ),
        figures: true,
      },
      {
        head: 'Đã kết luận',
        cell: ({ id, concluded, lacking }) => (
          <Still id={id} step="conclusion" n={lacking.conclusion}>
            {vnNumber(concluded)}
          </Still>
        ),
        figures: true,
      },
      {
        head: 'Khắc phục đã đóng',
        cell: ({ id, items }) =>
          items.total === 0 ? (
            '–'
          ) : (
            <>
              <Items n={items.closed} search={{ dot: id, tinhTrang: 'closed' }} />/
              <Items n={items.total} search={{ dot: id }} />
            </>
          ),
        figures: true,
      },
      {
        head: 'Đơn vị có việc quá hạn',
        cell: ({ id, lateUnits }) =>
          lateUnits === 0 ? '0' : <To href={`/dot/${encodeURIComponent(id)}?tre=co`}>{vnNumber(lateUnits)}</To>,
        figures: true,
      },
    ]}
  />
);

/** How far, and below it how many units are not there yet: those are the list. */
const Still = ({ id, step, n, children }: { id: string; step: string; n: number; children: ReactNode }) => (
  <>
    {children}
    {n > 0 && (
      <div className="still">
        <To href={withQuery(`/dot/${encodeURIComponent(id)}`, { buoc: step })}>còn {vnNumber(n)} đơn vị</To>
      </div>
    )}
  </>
);

/** Items, and the list of exactly these. */
const Items = ({ n, search }: { n: number; search: Record<string, string> }) =>
  n === 0 ? <>0</> : <To href={withQuery('/theo-doi', search)}>{vnNumber(n)}</To>;

/** Rounds or units of a year: the table of its items, by them. */
const OfYear = ({ year, by, n }: { year: number; by: 'round' | 'unit'; n: number }) => (
  <Link to="/tinh-hinh" search={{ nam: year, theo: by }} hash="theo">
    {vnNumber(n)}
  </Link>
);

/** Bars beside their table: how much each year found, and how much of it is closed. */
function Years({ of: { years, training } }: { of: Overview }) {
  const tapHuan = training ? 'co' : 'khong';
  const list = (year: number, more: Record<string, string> = {}) => ({ nam: String(year), tapHuan, ...more });
  if (years.length === 0) return <Nothing>Chưa có nội dung khắc phục nào.</Nothing>;
  const most = Math.max(...years.map(({ items }) => items), 1);
  const [step, height] = [56, 120];
  const tall = (n: number) => (n / most) * height;
  const said = years.map(({ year, items, closed }) => `${year}: ${items} nội dung, đã đóng ${closed}`).join('; ');
  const wide: CSSProperties = { width: `${years.length * step}px`, maxWidth: '100%' };
  return (
    <>
      {years.length > 1 && (
        <figure className="bars">
          <svg viewBox={`0 0 ${years.length * step} ${height + 24}`} role="img" aria-label={said} style={wide}>
            {years.map(({ year, items, closed }, i) => (
              <g key={year}>
                <rect x={i * step + 10} y={height - tall(items)} width={36} height={tall(items)} className="all" />
                <rect x={i * step + 10} y={height - tall(closed)} width={36} height={tall(closed)} className="closed" />
                <text x={i * step + 28} y={height + 17} textAnchor="middle">
                  {year}
                </text>
              </g>
            ))}
          </svg>
          <figcaption className="soft">Cả cột: nội dung khắc phục; phần đậm: đã đóng.</figcaption>
        </figure>
      )}
      <Rows
        caption="Qua các năm"
        rows={[...years].reverse()}
        keyOf={({ year }) => String(year)}
        columns={[
          { head: 'Năm', cell: ({ year }) => year },
          { head: 'Đợt', cell: ({ year, rounds }) => <OfYear year={year} by="round" n={rounds} />, figures: true },
          { head: 'Đơn vị', cell: ({ year, units }) => <OfYear year={year} by="unit" n={units} />, figures: true },
          { head: 'Nội dung', cell: ({ year, items }) => <Items n={items} search={list(year)} />, figures: true },
          {
            head: 'Đã đóng',
            cell: ({ year, items, closed }) => (
              <>
                <Items n={closed} search={list(year, { tinhTrang: 'closed' })} /> (
                {vnPercent((100 * closed) / Math.max(items, 1))})
              </>
            ),
            figures: true,
          },
          {
            head: 'Đang quá hạn',
            cell: ({ year, late }) => <Items n={late} search={list(year, { quaHan: 'co' })} />,
            figures: true,
          },
        ]}
      />
    </>
  );
}

function Repeats({ of: { repeats, years, training } }: { of: Overview }) {
  const list = ({ units, area }: Repeat, more: Record<string, string> = {}) => ({
    dangGiu: units.join(','),
    linhVuc: area.id,
    tapHuan: training ? 'co' : 'khong',
    ...more,
  });
  if (repeats.total === 0)
    return (
      <Nothing>
        {years.length < 2
          ? 'Mới có một năm trong hệ thống, chưa so sánh được.'
          : 'Không đơn vị nào bị nhắc lại cùng một lĩnh vực.'}
      </Nothing>
    );
  return (
    <>
      <Rows
        caption="Đơn vị bị nhắc lại cùng một lĩnh vực, kể cả khi còn là đơn vị cũ"
        rows={repeats.items}
        keyOf={({ unit, area }) => `${unit.id} ${area.id}`}
        columns={[
          { head: 'Đơn vị', cell: ({ unit }) => <To href={`/don-vi/${encodeURIComponent(unit.id)}`}>{unit.name}</To> },
          {
            head: 'Lĩnh vực',
            cell: (row) => <To href={withQuery('/theo-doi', list(row))}>{row.area.name}</To>,
          },
          {
            head: 'Các năm',
            cell: (row) =>
              row.years.map(({ year, items }, i) => (
                <span key={year}>
                  {i > 0 && ' · '}
                  {year}: <Items n={items} search={list(row, { nam: String(year) })} />
                </span>
              )),
          },
          {
            head: 'Chưa đóng',
            cell: (row) => <Items n={row.open} search={list(row, { chuaDong: 'co' })} />,
            figures: true,
          },
        ]}
      />
      {repeats.items.length < repeats.total && (
        <p className="soft">
          Trên đây là {repeats.items.length} trong {vnNumber(repeats.total)}; tất cả có trong tệp Excel.
        </p>
      )}
    </>
  );
}
