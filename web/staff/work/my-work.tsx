import './work.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import type { MyWork } from '../../../api/office/my-work.ts';
import { roleWords } from '../../../domain/why.ts';
import { ask } from '../parts/ask.ts';
import { Due } from '../parts/due.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { useMay } from '../parts/who.ts';
import { groupNames, groupOf } from './groups.ts';
import { LettersInTrouble, Troubles } from './trouble.tsx';
import { placeOfWork } from './where.ts';

type Work = MyWork['items'][number];

const route = getRouteApi('/viec-cua-toi');

/** What lies on top of the desk: each thing I owe, by when, and the page where it is done. */
export function MyWorkPage() {
  const may = useMay();
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
        <Groups items={items} />
      )}
      {may('draft-campaign') && (
        <>
          <Troubles />
          <LettersInTrouble />
        </>
      )}
    </>
  );
}

/** By day; of one round where one chooses it. */
function Groups({ items }: { items: Work[] }) {
  const { dot } = route.useSearch();
  const navigate = useNavigate();
  const rounds = [...new Map(items.map(({ campaign }) => [campaign.id, campaign])).values()];
  const shown = dot === undefined ? items : items.filter(({ campaign }) => campaign.id === dot);
  const nameOf = ({ title, training }: Work['campaign']) => `${title}${training ? ' (tập huấn)' : ''}`;
  const countOf = (id: string) => items.filter(({ campaign }) => campaign.id === id).length;
  return (
    <>
      {(rounds.length > 1 || dot !== undefined) && (
        <div className="of-round">
          <label htmlFor="viec-cua-dot">Việc của đợt</label>
          <Select
            id="viec-cua-dot"
            value={dot ?? ''}
            options={[
              { value: '', label: `Mọi đợt (${items.length})` },
              ...rounds.map((round) => ({ value: round.id, label: `${nameOf(round)} (${countOf(round.id)})` })),
            ]}
            onChange={(chosen) =>
              void navigate({ to: '/viec-cua-toi', search: chosen === '' ? {} : { dot: chosen }, replace: true })
            }
          />
        </div>
      )}
      {shown.length === 0 && <Nothing>Không có việc nào của đợt này chờ anh/chị.</Nothing>}
      {groupNames.map((name) => {
        const rows = shown.filter((row) => groupOf(row) === name);
        if (rows.length === 0) return undefined;
        return (
          <section key={name} aria-label={name}>
            <h2 className={name === 'Quá hạn' ? 'late' : undefined}>
              {name} <span className="soft">{rows.length} việc</span>
            </h2>
            <Rows
              caption={`${name}: việc gấp nhất trước`}
              rows={rows}
              keyOf={({ matter, duty }) => `${matter} ${duty}`}
              columns={[
                { head: 'Việc', cell: (row) => <What row={row} /> },
                { head: 'Hạn', cell: (row) => <Due {...row} /> },
                {
                  head: 'Đơn vị',
                  cell: ({ unit, units }) => unit?.name ?? (units === undefined ? '' : `${units} đơn vị`),
                },
                {
                  head: 'Đợt',
                  cell: ({ campaign }) => (
                    <Link to="/dot/$round" params={{ round: campaign.id }}>
                      {nameOf(campaign)}
                    </Link>
                  ),
                },
              ]}
            />
          </section>
        );
      })}
    </>
  );
}

const What = ({ row }: { row: Work }) => (
  <>
    <Link to={placeOfWork(row)} className="act-of-work">
      {row.what}
    </Link>
    {row.subject !== undefined && <div className="soft subject">{row.subject}</div>}
    {row.insteadOf && <div className="soft">Chưa có ai giữ vai trò {roleWords[row.insteadOf]}</div>}
  </>
);
