import './items.css';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useEffect, useState } from 'react';
import type { ItemRowOut } from '../../../api/items/item-views.ts';
import { closable, verifiable } from '../../../domain/remediation.ts';
import type { Operation } from '../../../domain/rights.ts';
import type { Place } from '../../../domain/role.ts';
import { withQuery } from '../parts/ask.ts';
import { Due } from '../parts/due.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { useMay } from '../parts/who.ts';
import { BulkActs, OutcomeList } from './bulk.tsx';
import type { Outcomes } from './bulk.tsx';
import { useCounts } from './item-counts.ts';
import { ItemFilters } from './item-filters.tsx';
import { capital, isFiltered, itemQuery } from './item-search.ts';
import type { ItemSearch } from './item-search.ts';
import { ItemsNav } from './items-nav.tsx';
import { SavedViews } from './saved-views.tsx';

const route = getRouteApi('/theo-doi');

/** Every item one may read, over all rounds, the nearest day first. */
export function ItemsPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const query = itemQuery(search);
  const items = usePages<Page<ItemRowOut>>('/items', { ...query, order: 'urgency' });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [outcomes, setOutcomes] = useState<Outcomes>();
  const ready = useReady();
  // what is no longer shown is no longer chosen
  const asked = JSON.stringify(search);
  useEffect(() => setPicked(new Set()), [asked]);
  const pick = (ids: readonly string[], on: boolean) =>
    setPicked((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));

  return (
    <div className="items-list">
      <ItemsNav />
      <h1>Nội dung khắc phục</h1>
      <ItemFilters
        search={search}
        change={(next: ItemSearch) => void navigate({ to: '/theo-doi', search: next, replace: true })}
      />
      <SavedViews search={search} />
      <div className="list-head">
        <Counts search={search} />
        <span className="list-acts">
          <Button size="small" onClick={() => print()}>
            In
          </Button>
          <a href={`/api${withQuery('/items/sheet', query)}`} download>
            Tải danh sách (Excel)
          </a>
        </span>
      </div>
      {outcomes && <OutcomeList of={outcomes} close={() => setOutcomes(undefined)} />}
      <Paged of={items} what="các nội dung khắc phục" more="Xem thêm nội dung">
        {(rows) => {
          if (rows.length === 0)
            return (
              <Nothing>
                {isFiltered(search)
                  ? 'Không có nội dung nào như vậy. Bỏ bớt điều kiện lọc, hoặc tìm bằng ít chữ hơn.'
                  : 'Chưa có nội dung khắc phục nào. Nội dung có khi kết luận hoặc công văn được phát hành.'}
              </Nothing>
            );
          const can = new Map(rows.flatMap((row) => (ready(row) ? [[row.id, ready(row)!] as const] : [])));
          const chosen = rows.filter(({ id }) => picked.has(id) && can.has(id));
          return (
            <>
              {can.size > 0 && (
                <div className="bulk" role="group" aria-label="Làm nhiều nội dung một lần">
                  <Checkbox
                    checked={chosen.length === can.size}
                    indeterminate={chosen.length > 0 && chosen.length < can.size}
                    onChange={({ target }) => pick([...can.keys()], target.checked)}
                  >
                    Chọn cả {can.size} nội dung tôi thẩm tra hoặc đóng được trong danh sách đang hiện
                  </Checkbox>
                  <BulkActs
                    verify={chosen.filter(({ id }) => can.get(id) === 'verify-item')}
                    close={chosen.filter(({ id }) => can.get(id) === 'close-item')}
                    done={(told) => {
                      setOutcomes(told);
                      setPicked(new Set());
                    }}
                  />
                </div>
              )}
              <Rows
                caption="Nội dung khắc phục, ngày gần nhất trước"
                rows={rows}
                keyOf={({ id }) => id}
                columns={[
                  {
                    head: 'Nội dung',
                    cell: (row) => (
                      <div className={can.size === 0 ? undefined : can.has(row.id) ? 'picked' : 'picked none'}>
                        {can.size > 0 &&
                          (can.has(row.id) ? (
                            <Checkbox
                              aria-label={`Chọn: ${row.text}`}
                              checked={picked.has(row.id)}
                              onChange={({ target }) => pick([row.id], target.checked)}
                            />
                          ) : (
                            <span />
                          ))}
                        <div>
                          <Link to="/viec/$item" params={{ item: row.id }} className="line-text">
                            {row.text || `Nội dung ${row.n}`}
                          </Link>
                          <div className="soft">
                            {row.paperName}
                            {row.kind !== 'once' && ` · ${row.kindWords}`}
                            {row.carriedTo !== undefined && ` · chuyển theo dõi: ${row.carriedTo}`}
                          </div>
                        </div>
                      </div>
                    ),
                  },
                  {
                    head: 'Đơn vị',
                    cell: ({ unitName, heldByName }) =>
                      heldByName === undefined ? (
                        unitName
                      ) : (
                        <>
                          {heldByName}
                          <div className="soft">nhận từ {unitName}</div>
                        </>
                      ),
                  },
                  { head: 'Hạn', cell: (row) => <RowDue row={row} /> },
                  { head: 'Đang chờ ai', cell: ({ owed }) => <WaitedFor owed={owed} /> },
                  { head: 'Tình trạng', cell: ({ words }) => capital(words) },
                ]}
              />
            </>
          );
        }}
      </Paged>
      {items.hasNextPage && <p className="on-paper">Còn nội dung chưa hiện trên trang: tải Excel để có đủ.</p>}
    </div>
  );
}

/** `62 nội dung · 14 quá hạn · 20 đã báo cáo, chờ thẩm tra`. */
function Counts({ search }: { search: ItemSearch }) {
  const data = useCounts(search);
  if (!data) return <p className="soft">Đang đếm…</p>;
  return (
    <p role="status">
      <b className="number">{data.total.toLocaleString('vi-VN')} nội dung</b>
      {data.late > 0 && <span className="late"> · {data.late} quá hạn</span>}
      <span className="soft">{data.states.map(({ words, count }) => ` · ${count} ${words}`).join('')}</span>
    </p>
  );
}

/** What is to be done in bulk about a row, by me: its verdict, its close, or nothing. */
function useReady(): (row: ItemRowOut) => Extract<Operation, 'verify-item' | 'close-item'> | undefined {
  const may = useMay();
  return (row) => {
    const place = placeOf(row);
    if (verifiable.includes(row.state) && row.report !== undefined && may('verify-item', place)) return 'verify-item';
    return closable.includes(row.state) && may('close-item', place) ? 'close-item' : undefined;
  };
}

export const placeOf = ({
  campaign,
  unit,
  team,
  through,
}: Pick<ItemRowOut, 'campaign' | 'unit' | 'team' | 'through'>): Place => ({
  campaign,
  unit,
  ...(team === undefined ? {} : { team }),
  ...(through === undefined ? {} : { through }),
});

/** The day of what is owed now; of the unit's duty while that rests. */
function RowDue({ row: { owed, due, followUpOn, state } }: { row: ItemRowOut }) {
  const [first] = owed;
  if (first) return <Due {...first} />;
  if (state === 'closed' || state === 'elsewhere') return undefined;
  return <Due due={due as never} followUpOn={followUpOn as never} overdue={false} past={-99} words="đang tạm dừng" />;
}

function WaitedFor({ owed: [first, ...others] }: Pick<ItemRowOut, 'owed'>) {
  if (!first) return undefined;
  return (
    <>
      {capital(first.who)}
      <div className="soft">
        {first.what}
        {others.length > 0 && ` và ${others.length} việc khác`}
      </div>
    </>
  );
}
