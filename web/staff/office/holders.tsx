import { Link } from '@tanstack/react-router';
import { Form } from 'antd';
import type { AppointmentRow } from '../../../api/office/appointments.ts';
import { vnDay } from '../../../domain/day.ts';
import { plannersGive } from '../../../domain/rights.ts';
import { Act } from '../parts/act.tsx';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';
import { appointBody, AppointFields } from './appoint-fields.tsx';
import { decidedBody, DecisionFields, paperWords } from './decision-fields.tsx';
import type { DecisionValues } from './decision-fields.tsx';
import type { AppointValues } from './appoint-fields.tsx';
import { PersonSelect } from './person-select.tsx';

/** Who holds which role at one place, and the acts by which that changes. */
export function Holders({ scope, unit }: { scope: string; unit?: string }) {
  const may = useMay();
  const { today } = useMe();
  const held = usePages<Page<AppointmentRow>>('/appointments', { scope });
  return (
    <>
      <Paged of={held} what="ai giữ vai trò">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa có ai giữ vai trò nào ở đây: thư của đơn vị đến trưởng phòng.</Nothing>
          ) : (
            <Rows
              caption="Ai giữ vai trò"
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                { head: 'Vai trò', cell: ({ words }) => words },
                { head: 'Ai', cell: (row) => <Who row={row} /> },
                { head: 'Thời gian', cell: (row) => <Span row={row} /> },
                { head: 'Việc', cell: (row) => <AppointmentActs row={row} /> },
              ]}
            />
          )
        }
      </Paged>
      <p className="more">
        <Act<AppointValues>
          name="Phân công"
          path="/appointments"
          barred={may('change-people') ? undefined : onlyFor('change-people')}
          initial={{ from: today }}
          bodyOf={(values) => appointBody({ ...values, scope })}
        >
          <AppointFields scope={scope} {...(unit === undefined ? {} : { unit })} />
        </Act>
      </p>
    </>
  );
}

export const spanWords = ({ from, to }: Pick<AppointmentRow, 'from' | 'to'>): string =>
  to === undefined ? `từ ${vnDay(from)}` : `${vnDay(from)} – ${vnDay(to)}`;

/** From when to when, and by which papers. */
export const Span = ({ row }: { row: Pick<AppointmentRow, 'from' | 'to' | 'decision' | 'endedBy'> }) => (
  <>
    <span className="number">{spanWords(row)}</span>
    {row.decision && <span className="under">theo {paperWords(row.decision)}</span>}
    {row.endedBy && <span className="under">thôi giữ theo {paperWords(row.endedBy)}</span>}
  </>
);

export const Who = ({ row: { who, insteadOf } }: { row: AppointmentRow }) => (
  <>
    <Link to="/quan-tri/nguoi/$person" params={{ person: who.id }}>
      {who.name}
    </Link>
    {insteadOf !== undefined && <span className="under">thay tạm cho {insteadOf}</span>}
    {who.post !== undefined && <span className="under">{who.post}</span>}
    <span className="under">{[who.mail, who.phone].filter((one) => one !== undefined).join(' · ')}</span>
  </>
);

/** Replaced by somebody, or ended, from a day on; what was held before stays on record. */
export function AppointmentActs({
  row: { id, role, words, at, to, scope },
  who,
}: {
  row: Pick<AppointmentRow, 'id' | 'role' | 'words' | 'at' | 'to' | 'scope'>;
  /** Whose page it is, where that is said already. */
  who?: string;
}) {
  const may = useMay();
  const { today } = useMe();
  if (to !== undefined && to < today) return <span className="soft">đã kết thúc</span>;
  const mine = plannersGive.includes(role) ? 'change-people' : 'administer';
  if (!may(mine)) return <span className="soft">{onlyFor(mine)}</span>;
  const what = `${words}, ${at}${who === undefined ? '' : `: ${who}`}`;
  const isOfTeam = scope.startsWith('team:');
  const path = `/appointments/${encodeURIComponent(id)}`;
  return (
    <span className="row-acts">
      <Act<{ person: string; from: string } & DecisionValues>
        name="Thay người"
        title={`Thay ${what}`}
        path={`${path}/replace`}
        size="small"
        initial={{ from: today }}
        bodyOf={decidedBody}
        consequence="Người đang giữ giữ vai trò đến hết ngày hôm trước. Thư chưa gửi và việc đang mở chuyển sang người mới từ ngày này."
      >
        <Form.Item name="person" label="Người mới" rules={[{ required: true, message: 'Hãy chọn người.' }]}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="from" label="Từ ngày" rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}>
          <DayInput />
        </Form.Item>
        <DecisionFields {...(isOfTeam ? { extra: 'Thay người của đoàn kiểm tra thì phải có quyết định.' } : {})} />
      </Act>
      <Act<{ on: string } & DecisionValues>
        name="Kết thúc"
        title={`Kết thúc ${what}`}
        path={`${path}/end`}
        size="small"
        danger
        initial={{ on: today }}
        bodyOf={decidedBody}
        consequence="Sau ngày này không còn ai giữ vai trò thì thư đến trưởng phòng. Có người mới thì hãy bấm Thay người."
      >
        <Form.Item name="on" label="Ngày cuối" rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}>
          <DayInput />
        </Form.Item>
        <DecisionFields />
      </Act>
    </span>
  );
}
