import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import type { UnitView } from '../../../api/office/units.ts';
import type { Day } from '../../../domain/day.ts';
import { existsOn, levelWords } from '../../../domain/unit.ts';
import { Act } from '../parts/act.tsx';
import { ask, withQuery } from '../parts/ask.ts';
import { DayInput } from '../parts/day-input.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { SearchBox } from './search-box.tsx';
import { unitBody, UnitFields } from './unit-fields.tsx';
import type { UnitValues } from './unit-fields.tsx';
import { matching, useUnits, validityWords } from './unit-tree.ts';
import type { Placed } from './unit-tree.ts';

const route = getRouteApi('/quan-tri/don-vi');

const shows = [
  { value: '', label: 'Đang hoạt động' },
  { value: 'chua-co-dau-moi', label: 'Chưa có đầu mối' },
  { value: 'chua-co-thu-truong', label: 'Chưa có thủ trưởng' },
  { value: 'da-het', label: 'Đã hết hiệu lực' },
  { value: 'tat-ca', label: 'Tất cả' },
];
const isDay = (text: string): text is Day => /^\d{4}-\d{2}-\d{2}$/.test(text);
const lackedRole: Record<string, string> = { 'chua-co-dau-moi': 'unit-contact', 'chua-co-thu-truong': 'unit-head' };

/** The units as they stand under each other, found by any part of any of their names. */
export function UnitsPage() {
  const search = route.useSearch();
  const { q = '', chi = '', ngay } = search;
  const navigate = useNavigate();
  const may = useMay();
  const { today } = useMe();
  const units = useUnits();
  const lacked = lackedRole[chi];
  const lacking = useLacking(lacked);
  const mayChange = may('change-units');

  const shown = (unit: Placed): boolean => {
    const past = unit.to !== undefined && unit.to < today;
    if (q !== '' && !matching(unit, q)) return false;
    if (ngay !== undefined && isDay(ngay)) return existsOn(unit, ngay);
    if (lacked !== undefined) return lacking.ids?.has(unit.id) ?? false;
    return chi === 'tat-ca' || (chi === 'da-het' ? past : !past);
  };
  const rows = units.data?.flat.filter(shown) ?? [];
  const isTree = q === '' && (chi === '' || chi === 'tat-ca');
  return (
    <OfficeFrame
      title="Đơn vị"
      lead="Ai được kiểm tra, ai nhận văn bản, ai đứng trên ai. Đơn vị hết hiệu lực vẫn giữ tên trong văn bản cũ."
      acts={
        <>
          <Act<UnitValues, UnitView>
            name="Thêm đơn vị"
            path="/units"
            primary
            barred={mayChange ? undefined : onlyFor('change-units')}
            bodyOf={unitBody}
            initial={{ level: 'province' }}
            done={({ id }) => void navigate({ to: '/quan-tri/don-vi/$unit', params: { unit: id } })}
          >
            <UnitFields />
          </Act>
          {mayChange && (
            <Link className="like-button" to="/quan-tri/don-vi/ban-giao">
              Sáp nhập, chia tách
            </Link>
          )}
          {mayChange && (
            <Link className="like-button" to="/quan-tri/don-vi/nhap">
              Nhập, xuất Excel
            </Link>
          )}
        </>
      }
    >
      <div className="asking">
        <SearchBox
          name="Tìm theo tên, tên viết tắt, mã"
          value={q}
          change={(text) => void navigate({ to: '.', search: { ...search, q: text || undefined }, replace: true })}
        />
        <Select
          aria-label="Chỉ hiện"
          value={chi}
          options={shows}
          onChange={(value) => void navigate({ to: '.', search: { ...search, chi: value || undefined } })}
        />
        <label className="on-day">
          <span>Vào ngày</span>
          <DayInput
            value={ngay}
            onChange={(day) => void navigate({ to: '.', search: { ...search, ngay: day }, replace: true })}
          />
        </label>
        {units.data && <span className="soft">{rows.length} đơn vị</span>}
      </div>
      {units.isPending || (lacked !== undefined && lacking.isPending) ? (
        <Loading what="các đơn vị" />
      ) : units.isError ? (
        <Failed error={units.error} again={() => void units.refetch()} />
      ) : lacking.error ? (
        <Failed error={lacking.error} />
      ) : rows.length === 0 ? (
        <Nothing>{lacked === undefined ? 'Không có đơn vị nào như vậy.' : 'Đơn vị nào cũng đã có.'}</Nothing>
      ) : (
        <Rows
          caption="Các đơn vị"
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { head: 'Đơn vị', cell: (unit) => <NameOf unit={unit} isTree={isTree} /> },
            { head: 'Loại', cell: ({ kind }) => kind },
            { head: 'Cấp', cell: ({ level }) => levelWords[level] },
            {
              head: 'Hiệu lực',
              cell: (unit) => (
                <>
                  {validityWords(unit, today)}
                  {unit.successors?.map((id) => (
                    <span className="under" key={id}>
                      nay là{' '}
                      <Link to="/quan-tri/don-vi/$unit" params={{ unit: id }}>
                        {units.data?.byId.get(id)?.name ?? id}
                      </Link>
                    </span>
                  ))}
                </>
              ),
            },
          ]}
        />
      )}
    </OfficeFrame>
  );
}

const NameOf = ({ unit, isTree }: { unit: Placed; isTree: boolean }) => (
  <div className={isTree ? `depth-${Math.min(unit.depth, 3)}` : ''}>
    <Link to="/quan-tri/don-vi/$unit" params={{ unit: unit.id }}>
      {unit.name}
    </Link>
    {unit.vertical && <span className="under">ngành dọc</span>}
    {!isTree && unit.above.length > 0 && <span className="under">{unit.above.join(' › ')}</span>}
    {unit.aliases.length > 0 && <span className="under">{unit.aliases.join(', ')}</span>}
  </div>
);

/** The ids of the units nobody holds the role for, all pages of them. */
function useLacking(role: string | undefined) {
  const found = useInfiniteQuery({
    queryKey: ['/units', 'lacks', role, 'all'],
    queryFn: ({ signal, pageParam }) =>
      ask<Page<UnitView>>(withQuery('/units', { lacks: role, limit: 200, after: pageParam }), { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: role !== undefined,
  });
  if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
  return {
    ids: found.data && new Set(found.data.pages.flatMap(({ items }) => items.map(({ id }) => id))),
    isPending: found.isPending,
    error: found.error,
  };
}
