import { Button, Input } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { vnNumber } from '../../../domain/number.ts';
import type { PlannedUnit } from '../../../domain/plan.ts';
import type { UnitId } from '../../../domain/role.ts';
import { DayInput } from '../parts/day-input.tsx';
import { Rows } from '../parts/rows.tsx';
import { usePlan, withUnit } from './plan-context.ts';
import { Pager, pageOf } from './pager.tsx';
import { unitIndexOf } from './steps.ts';
import type { PlanPlace } from './steps.ts';
import { useChoice } from './choice.ts';
import { levelName, meantBy, unitOr } from './units.ts';
import { withoutKey } from './without-key.ts';

/** How a unit is inspected, as one chooses. */
export const methodNames: Record<NonNullable<PlannedUnit['method']>, string> = {
  'on-site': 'trực tiếp',
  desk: 'qua báo cáo',
  surprise: 'đột xuất',
};
type Method = NonNullable<PlannedUnit['method']>;

/** What was found about each unit of the plan. */
export function usePlacesOfUnits(step: PlanPlace['step']): ReadonlyMap<UnitId, PlanPlace[]> {
  const { places, plan } = usePlan();
  return useMemo(() => {
    const found = new Map<UnitId, PlanPlace[]>();
    for (const place of places) {
      const index = unitIndexOf(place.at);
      const unit = index === undefined ? undefined : plan.units[index]?.unit;
      if (unit !== undefined && place.step === step) found.set(unit, [...(found.get(unit) ?? []), place]);
    }
    return found;
  }, [places, plan.units, step]);
}

/** The units of the plan: looked through, told apart by what is wrong, changed or taken away. */
export function ChosenUnits() {
  const { plan, change, units, closed } = usePlan();
  const { remove } = useChoice();
  const wrong = usePlacesOfUnits('don-vi');
  const [text, setText] = useState('');
  const [only, setOnly] = useState(false);
  const [page, setPage] = useState(0);
  const typed = useDeferredValue(text);
  const isMeant = meantBy(typed);
  const found = plan.units.filter(({ unit }) => (!only || wrong.has(unit)) && isMeant(unitOr(units, unit)));
  if (plan.units.length === 0) return <p className="soft">Chưa có đơn vị nào. Chọn ở trên theo một trong ba cách.</p>;
  const shown = pageOf(found, page);
  const filtered = found.length < plan.units.length;
  return (
    <>
      <div className="plan-filter">
        <label>
          Tìm trong các đơn vị đã chọn
          <Input
            type="search"
            value={text}
            placeholder="không cần dấu"
            onChange={({ target }) => {
              setText(target.value);
              setPage(0);
            }}
          />
        </label>
        {(wrong.size > 0 || only) && (
          <label className="check">
            <input type="checkbox" checked={only} onChange={({ target }) => setOnly(target.checked)} /> chỉ{' '}
            {vnNumber(wrong.size)} đơn vị cần xem lại
          </label>
        )}
        {filtered && found.length > 0 && closed === undefined && (
          <Button onClick={() => remove(found.map(({ unit }) => unit))}>Bỏ {vnNumber(found.length)} đơn vị này</Button>
        )}
        {plan.kind === 'inspection' && closed === undefined && (
          <MethodOfAll found={found.map(({ unit }) => unit)} filtered={filtered} />
        )}
      </div>
      <Rows
        caption="Các đơn vị của đợt"
        rows={shown}
        keyOf={({ unit }) => unit}
        columns={[
          {
            head: 'Đơn vị',
            cell: ({ unit }) => (
              <>
                {units.nameOf(unit)}
                {wrong.get(unit)?.map(({ sentence }) => (
                  <div className="late" key={sentence}>
                    {sentence}
                  </div>
                ))}
              </>
            ),
          },
          {
            head: 'Cấp, loại',
            cell: ({ unit }) => {
              const known = units.byId.get(unit);
              return known && `${levelName(known.level)}, ${known.kind}`;
            },
          },
          ...(plan.kind === 'inspection'
            ? [
                {
                  head: 'Cách kiểm tra',
                  cell: (planned: PlannedUnit) => <MethodOf planned={planned} name={units.nameOf(planned.unit)} />,
                },
              ]
            : []),
          {
            head: 'Bỏ',
            cell: ({ unit }) => (
              <Button
                size="small"
                disabled={closed !== undefined}
                aria-label={`Bỏ ${units.nameOf(unit)}`}
                onClick={() => change((now) => ({ ...now, units: now.units.filter((one) => one.unit !== unit) }))}
              >
                Bỏ
              </Button>
            ),
          },
        ]}
      />
      <Pager of={found.length} page={page} turn={setPage} what="đơn vị" />
    </>
  );
}

/** A unit inspected in another way: what only the former way had is dropped. */
function inspectedBy(planned: PlannedUnit, method: Method): PlannedUnit {
  const { method: _, reportBy, ...rest } = planned;
  if (method === 'on-site') return rest;
  if (method === 'surprise') return { ...rest, method };
  return { ...rest, method, visits: [], ...(reportBy ? { reportBy } : {}) };
}

function MethodOf({ planned, name }: { planned: PlannedUnit; name: string }) {
  const { change, closed } = usePlan();
  const { unit, method = 'on-site', reportBy, visits } = planned;
  return (
    <div className="method">
      <select
        aria-label={`Cách kiểm tra ${name}`}
        value={method}
        disabled={closed !== undefined}
        onChange={({ target }) =>
          change((now) => withUnit(now, unit, (one) => inspectedBy(one, target.value as Method)))
        }
      >
        {(Object.keys(methodNames) as Method[]).map((one) => (
          <option key={one} value={one}>
            {methodNames[one]}
            {one === 'desk' && visits.length > 0 ? ` (bỏ ${visits.length} buổi đã xếp)` : ''}
          </option>
        ))}
      </select>
      {method === 'desk' && (
        <DayInput
          aria-label={`Hạn gửi báo cáo của ${name}`}
          value={reportBy}
          onChange={(day) => change((now) => withUnit(now, unit, (one) => reportedBy(one, day)))}
        />
      )}
    </div>
  );
}

function reportedBy(planned: PlannedUnit, day: string | undefined): PlannedUnit {
  return day === undefined
    ? withoutKey(planned, 'reportBy')
    : { ...planned, reportBy: day as NonNullable<PlannedUnit['reportBy']> };
}

/** The same way, and the same day a report is due, for all units found. */
function MethodOfAll({ found, filtered }: { found: readonly UnitId[]; filtered: boolean }) {
  const { plan, change } = usePlan();
  const [day, setDay] = useState<string>();
  const here = new Set(found);
  const desks = plan.units.filter(({ unit, method }) => here.has(unit) && method === 'desk').length;
  const all = filtered ? `${vnNumber(found.length)} đơn vị này` : 'mọi đơn vị';
  const each = (changed: (planned: PlannedUnit) => PlannedUnit) =>
    change((now) => ({ ...now, units: now.units.map((one) => (here.has(one.unit) ? changed(one) : one)) }));
  return (
    <>
      <label>
        Cách kiểm tra {all}
        <select
          value=""
          onChange={({ target }) =>
            target.value !== '' && each((planned) => inspectedBy(planned, target.value as Method))
          }
        >
          <option value="">như từng dòng</option>
          {(Object.keys(methodNames) as Method[]).map((one) => (
            <option key={one} value={one}>
              {methodNames[one]}
            </option>
          ))}
        </select>
      </label>
      {desks > 0 && (
        <label>
          Hạn gửi báo cáo của {vnNumber(desks)} đơn vị qua báo cáo
          <span className="acts">
            <DayInput value={day} onChange={setDay} />
            <Button
              disabled={day === undefined}
              onClick={() => each((planned) => (planned.method === 'desk' ? reportedBy(planned, day) : planned))}
            >
              Ghi cho cả {vnNumber(desks)}
            </Button>
          </span>
        </label>
      )}
    </>
  );
}
