import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useId, useState } from 'react';
import type { UnitsRead } from '../../../api/campaigns/planning.ts';
import { vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { noTeam, sessionWords } from '../../../domain/plan.ts';
import type { PlannedUnit } from '../../../domain/plan.ts';
import { heldAtUsually, startsAtUsually } from '../../../domain/proposed-visits.ts';
import { Refused } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { usePlan } from './plan-context.ts';
import type { PlanFields } from './plan-context.ts';

type ReadRow = UnitsRead['rows'][number];

/** Units from a file: what it says is shown row by row before anything is taken over. */
export function UnitsFile() {
  const { round, change, drafting, plan } = usePlan();
  const nameOfTeam = (team: string) => plan.teams.find(({ id }) => id === team)?.name ?? team;
  const id = useId();
  const [name, setName] = useState('');
  const [taken, setTaken] = useState<number>();
  const path = `/campaigns/${encodeURIComponent(round)}/units-file`;
  const read = useMutation({
    mutationFn: async (file: File) => {
      // its teams are those the server knows
      await drafting.flush();
      return ask<UnitsRead>(path, { method: 'POST', body: file });
    },
  });
  const rows = read.data?.rows ?? [];
  const errors = read.data?.errors ?? [];
  const fresh = rows.filter(({ known }) => !known).length;
  return (
    <>
      <p className="soft">
        Mỗi dòng một đơn vị, ghi mã, tên hoặc tên viết tắt ở cột “đơn vị”. Có thể thêm các cột đoàn, cách kiểm tra,
        ngày, buổi, giờ, địa điểm. <a href={`/api${path}`}>Tải danh sách đang chọn dạng Excel</a> để ghi thêm.
      </p>
      <label htmlFor={id}>Tệp Excel (.xlsx) hoặc CSV</label>{' '}
      <input
        id={id}
        type="file"
        accept=".xlsx,.csv,.txt"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (!file) return;
          setName(file.name);
          setTaken(undefined);
          read.mutate(file);
        }}
      />
      {read.isPending && <p role="status">Đang đọc {name}…</p>}
      {read.isError && <Refused error={read.error} />}
      {read.isSuccess && (
        <div className="units-read">
          {errors.length > 0 && (
            <Alert
              type="warning"
              showIcon
              role="alert"
              title={`${name}: ${vnNumber(errors.length)} chỗ chưa đọc được, các dòng ấy chưa lấy.`}
              description={
                <ul className="wrong-places">
                  {errors.map(({ at, sentence }) => (
                    <li key={`${at} ${sentence}`}>
                      <strong>{at}</strong>: {sentence}
                    </li>
                  ))}
                </ul>
              }
            />
          )}
          {rows.length > 0 && taken === undefined && (
            <>
              <p>
                Đọc được {vnNumber(rows.length)} đơn vị: {vnNumber(fresh)} đơn vị thêm mới,{' '}
                {vnNumber(rows.length - fresh)} đơn vị đã có trong kế hoạch.
              </p>
              <Button
                onClick={() => {
                  change((now) => taking(now, rows));
                  setTaken(rows.length);
                }}
              >
                Lấy {vnNumber(rows.length)} đơn vị đọc được
              </Button>
              <Rows
                caption={`Đọc được từ ${name}`}
                rows={rows.slice(0, 100)}
                keyOf={({ unit }) => unit.id}
                columns={[
                  { head: 'Đơn vị', cell: ({ unit }) => unit.name },
                  { head: 'Dòng', cell: ({ line }) => line, figures: true },
                  { head: 'Đoàn', cell: ({ team }) => team && nameOfTeam(team) },
                  {
                    head: 'Buổi',
                    cell: ({ visit }) => visit && `${sessionWords[visit.session]} ${vnDay(visit.day)}`,
                  },
                  {
                    head: 'Khi lấy',
                    cell: (row) => (row.known ? (row.team || row.visit || row.method ? 'sửa' : 'giữ nguyên') : 'thêm'),
                  },
                ]}
              />
              {rows.length > 100 && <p className="soft">và {vnNumber(rows.length - 100)} đơn vị nữa.</p>}
            </>
          )}
          {taken !== undefined && (
            <p role="status">
              Đã lấy {vnNumber(taken)} đơn vị từ {name}; kế hoạch có {vnNumber(plan.units.length)} đơn vị.
            </p>
          )}
        </div>
      )}
    </>
  );
}

/** What a row says stands; what it does not say stays as it was. */
function taking(plan: PlanFields, rows: readonly ReadRow[]): PlanFields {
  const team = plan.teams.length === 1 ? plan.teams[0]!.id : noTeam;
  const said = new Map(rows.map((row) => [row.unit.id, row]));
  const there = new Set(plan.units.map(({ unit }) => unit));
  const added = rows
    .filter(({ unit }) => !there.has(unit.id))
    .map((row) => saidOf(row, { unit: row.unit.id, team, visits: [] }));
  return {
    ...plan,
    units: [
      ...plan.units.map((planned) => {
        const row = said.get(planned.unit);
        return row ? saidOf(row, planned) : planned;
      }),
      ...added,
    ],
  };
}

function saidOf({ team, method, visit }: ReadRow, planned: PlannedUnit): PlannedUnit {
  const [first, ...others] = planned.visits;
  return {
    ...planned,
    ...(team ? { team } : {}),
    ...(method ? { method } : {}),
    ...(visit
      ? {
          visits: [
            {
              ...first,
              n: first?.n ?? 1,
              day: visit.day,
              session: visit.session,
              startsAt: visit.startsAt ?? startsAtUsually[visit.session],
              at: visit.at ?? first?.at ?? heldAtUsually,
            },
            ...others,
          ],
        }
      : {}),
  };
}
