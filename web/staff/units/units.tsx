import './units.css';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { UnitView } from '../../../api/office/units.ts';
import { vnDay } from '../../../domain/day.ts';
import { levelWords } from '../../../domain/unit.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { useLater } from '../search/later.ts';
import { levels, foundUnitsSearch } from './addresses.ts';

const route = getRouteApi('/don-vi');

/** Every unit the office knows, those of the past included. */
export function UnitsPage() {
  const { tim, cap } = route.useSearch();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(tim ?? '');
  const q = useLater(typed.trim(), 250);
  useEffect(() => {
    void navigate({ to: '/don-vi', search: foundUnitsSearch({ cap, tim: q }), replace: true });
  }, [q, cap, navigate]);
  const units = usePages<Page<UnitView>>('/units', { q: q === '' ? undefined : q, level: cap });
  return (
    <>
      <h1>Đơn vị</h1>
      <div className="unit-filters">
        <div>
          <label htmlFor="tim-don-vi">Tìm theo tên</label>
          <Input
            id="tim-don-vi"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            placeholder="so vhtt, phu lam…"
            allowClear
          />
        </div>
        <div>
          <label htmlFor="cap">Cấp</label>
          <Select
            id="cap"
            value={cap ?? ''}
            onChange={(value) => void navigate({ to: '/don-vi', search: foundUnitsSearch({ tim: q, cap: value }) })}
            options={[
              { value: '', label: 'Mọi cấp' },
              ...levels.map((level) => ({ value: level as string, label: levelWords[level] })),
            ]}
          />
        </div>
      </div>
      <Paged of={units} what="các đơn vị">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Không có đơn vị nào như vậy. Thử ít chữ hơn, tên viết tắt, hoặc bỏ lọc theo cấp.</Nothing>
          ) : (
            <Rows
              caption="Các đơn vị"
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: 'Đơn vị',
                  cell: ({ id, name }) => (
                    <Link to="/don-vi/$unit" params={{ unit: id }}>
                      {name}
                    </Link>
                  ),
                },
                { head: 'Tên khác', cell: ({ aliases }) => aliases.join(', ') },
                { head: 'Cấp', cell: ({ level }) => levelWords[level] },
                { head: 'Tồn tại', cell: ({ to }) => (to === undefined ? '' : `đến ${vnDay(to)}`) },
              ]}
            />
          )
        }
      </Paged>
    </>
  );
}
