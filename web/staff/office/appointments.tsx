import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import type { AppointmentRow } from '../../../api/office/appointments.ts';
import { roles } from '../../../domain/role.ts';
import { roleWords } from '../../../domain/why.ts';
import { Act } from '../parts/act.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';
import { appointBody, AppointFields } from './appoint-fields.tsx';
import type { AppointValues } from './appoint-fields.tsx';
import { OfficeFrame } from './frame.tsx';
import { AppointmentActs, Span, Who } from './holders.tsx';

const route = getRouteApi('/quan-tri/phan-cong');

/** Who holds which role, everywhere. */
export function AppointmentsPage() {
  const search = route.useSearch();
  const { vai_tro: role, ca_cu: past } = search;
  const navigate = useNavigate();
  const may = useMay();
  const { today } = useMe();
  const held = usePages<Page<AppointmentRow>>('/appointments', { role, past: past || undefined });
  return (
    <OfficeFrame
      title="Phân công"
      lead="Vai trò hẹp hơn thắng: người của đơn vị, rồi của đoàn, của đợt, rồi cả cơ quan. Không phân công nào bị xóa, chỉ kết thúc."
      acts={
        <Act<AppointValues>
          name="Phân công"
          path="/appointments"
          primary
          barred={may('change-people') ? undefined : onlyFor('change-people')}
          initial={{ from: today }}
          bodyOf={appointBody}
        >
          <AppointFields />
        </Act>
      }
    >
      <div className="asking">
        <FoldedSelect
          aria-label="Vai trò"
          placeholder="Mọi vai trò"
          allowClear
          {...(role === undefined ? {} : { value: role })}
          options={roles.map((one) => ({ value: one as string, label: roleWords[one] }))}
          onChange={(value: string | undefined) =>
            void navigate({
              to: '.',
              search: { ...search, vai_tro: value },
            })
          }
        />
        <Checkbox
          checked={past === true}
          onChange={({ target }) =>
            void navigate({ to: '.', search: { vai_tro: role, ...(target.checked ? { ca_cu: true as const } : {}) } })
          }
        >
          Cả những phân công đã kết thúc
        </Checkbox>
      </div>
      <Paged of={held} what="các phân công">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa có ai giữ vai trò này.</Nothing>
          ) : (
            <Rows
              caption="Các phân công"
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: 'Vai trò',
                  cell: ({ words, at }) => (
                    <>
                      {words}
                      <span className="under">{at}</span>
                    </>
                  ),
                },
                { head: 'Ai', cell: (row) => <Who row={row} /> },
                { head: 'Thời gian', cell: (row) => <Span row={row} /> },
                { head: 'Việc', cell: (row) => <AppointmentActs row={row} /> },
              ]}
            />
          )
        }
      </Paged>
    </OfficeFrame>
  );
}
