import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { noTeam, sessionWords } from '../../../domain/plan.ts';
import { Rows } from '../parts/rows.tsx';
import { methodNames, usePlacesOfUnits } from './chosen-units.tsx';
import { usePlan, withUnit } from './plan-context.ts';
import { Pager, pageOf } from './pager.tsx';
import { meantBy, unitOr } from './units.ts';

/** Which team inspects which unit, and when: one by one, or all that were found at once. */
export function TeamUnits({ open }: { open: (unit: string) => void }) {
  const { plan, change, units, closed } = usePlan();
  const wrong = usePlacesOfUnits('doan-va-lich');
  const [text, setText] = useState('');
  const [team, setTeam] = useState('');
  const [page, setPage] = useState(0);
  const typed = useDeferredValue(text);
  const known = new Set(plan.teams.map(({ id }) => id));
  const teamOf = (id: string) => (known.has(id) ? id : noTeam);
  const loose = plan.units.filter(({ team: one }) => !known.has(one)).length;
  const faulty = [...wrong.values()].filter((places) => places.some(({ weight }) => weight !== 'warning')).length;
  const isMeant = meantBy(typed);
  const found = plan.units.filter(
    (one) =>
      (team === '' || (team === 'sai' ? wrong.has(one.unit) : teamOf(one.team) === team)) &&
      isMeant(unitOr(units, one.unit)),
  );
  const here = new Set(found.map(({ unit }) => unit));
  return (
    <>
      <div className="plan-filter">
        <label>
          Tìm đơn vị
          <Input
            type="search"
            disabled={false}
            value={text}
            placeholder="không cần dấu"
            onChange={({ target }) => {
              setText(target.value);
              setPage(0);
            }}
          />
        </label>
        <label>
          Xem
          <select
            value={team}
            onChange={({ target }) => {
              setTeam(target.value);
              setPage(0);
            }}
          >
            <option value="">mọi đơn vị ({vnNumber(plan.units.length)})</option>
            {faulty > 0 && <option value="sai">cần xem lại ({vnNumber(faulty)})</option>}
            {loose > 0 && <option value={noTeam}>chưa có đoàn ({vnNumber(loose)})</option>}
            {plan.teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {closed === undefined && plan.teams.length > 0 && found.length > 0 && (
          <label>
            Giao {vnNumber(found.length)} đơn vị đang xem cho
            <select
              value=""
              onChange={({ target }) =>
                target.value !== '' &&
                change((now) => ({
                  ...now,
                  units: now.units.map((one) => (here.has(one.unit) ? { ...one, team: target.value } : one)),
                }))
              }
            >
              <option value="">chọn đoàn</option>
              {plan.teams.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Rows
        caption="Đoàn và buổi của từng đơn vị"
        rows={pageOf(found, page)}
        keyOf={({ unit }) => unit}
        columns={[
          {
            head: 'Đơn vị',
            cell: ({ unit }) => (
              <>
                {units.nameOf(unit)}
                {wrong.get(unit)?.map(({ sentence, weight, at }) => (
                  <div className={weight === 'warning' ? 'soon' : 'late'} key={`${at} ${sentence}`}>
                    {sentence}
                  </div>
                ))}
              </>
            ),
          },
          {
            head: 'Đoàn',
            cell: ({ unit, team: one }) => (
              <select
                aria-label={`Đoàn của ${units.nameOf(unit)}`}
                value={teamOf(one)}
                disabled={closed !== undefined}
                onChange={({ target }) =>
                  change((now) => withUnit(now, unit, (planned) => ({ ...planned, team: target.value })))
                }
              >
                <option value={noTeam}>chưa có đoàn</option>
                {plan.teams.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            ),
          },
          ...(plan.kind === 'inspection'
            ? [
                {
                  head: 'Buổi kiểm tra',
                  cell: ({ unit, method = 'on-site', visits, reportBy }: (typeof plan.units)[number]) =>
                    method === 'desk' ? (
                      <span className="soft">
                        {methodNames.desk}
                        {reportBy && /^\d/.test(reportBy) ? `, hạn ${vnDay(reportBy)}` : ''}
                      </span>
                    ) : (
                      <>
                        {visits.map(({ n, day, session, startsAt }) => (
                          <div key={n} className="number">
                            {sessionWords[session]} {vnDay(day)}, {startsAt}
                          </div>
                        ))}
                        <Button
                          size="small"
                          aria-label={`${visits.length === 0 ? 'Xếp lịch' : 'Đổi'} ${units.nameOf(unit)}`}
                          disabled={closed !== undefined}
                          onClick={() => open(unit)}
                        >
                          {visits.length === 0 ? 'Xếp lịch' : 'Đổi'}
                        </Button>
                      </>
                    ),
                },
              ]
            : []),
        ]}
      />
      <Pager of={found.length} page={page} turn={setPage} what="đơn vị" />
    </>
  );
}
