import { useQueries } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { compact, dayOffName } from '../../../domain/calendar.ts';
import type { Calendar, CalendarYear } from '../../../domain/calendar.ts';
import { addDays, vnDay, vnWeekday, weekday, yearOf } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import type { Session } from '../../../domain/inspection.ts';
import { sessionWords } from '../../../domain/plan.ts';
import type { PlannedUnit, PlannedVisit } from '../../../domain/plan.ts';
import { ask } from '../parts/ask.ts';
import { nameOfHalf, useCarrier } from './carry.tsx';
import type { Half } from './carry.tsx';
import { usePlacesOfUnits } from './chosen-units.tsx';
import { usePlan } from './plan-context.ts';
import type { PlanPlace } from './steps.ts';
import type { Placing } from './visit-dialog.tsx';

const route = getRouteApi('/dot/$round/ke-hoach/doan-va-lich');
const sessions: Session[] = ['morning', 'afternoon'];
const mondayOf = (day: Day): Day => addDays(day, -((weekday(day) + 6) % 7));
const isDay = (text: string): text is Day => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** A visit on the board, and what is wrong with it. */
interface Standing {
  planned: PlannedUnit;
  visit: PlannedVisit;
  places: readonly PlanPlace[];
}

/** Days off of the years shown; undefined while they are being read. */
function useCalendar(years: readonly number[]): Calendar | undefined {
  const read = useQueries({
    queries: years.map((year) => ({
      queryKey: ['calendar', year],
      queryFn: ({ signal }: { signal: AbortSignal }) => ask<CalendarYear>(`/calendars/${year}`, { signal }),
      staleTime: 300_000,
    })),
  });
  const known = read.flatMap(({ data }) => data ?? []);
  return known.length === years.length ? compact(known) : undefined;
}

/** One week: teams by half-days. A unit is dragged to its half-day, or put there by its button. */
export function VisitBoard({ open }: { open: (placing: Placing) => void }) {
  const { plan, view, round, closed } = usePlan();
  const { tuan } = route.useSearch();
  const visitDays = plan.units.flatMap(({ visits }) => visits.map(({ day }) => day).filter(isDay)).sort();
  const fallback = visitDays.find((day) => day > view.today) ?? visitDays[0] ?? addDays(view.today, 7);
  const monday = mondayOf(tuan !== undefined && isDay(tuan) ? tuan : fallback);
  const calendar = useCalendar([...new Set([yearOf(monday), yearOf(addDays(monday, 6))])]);
  const week = Array.from({ length: 7 }, (_, i) => addDays(monday, i));
  // a Saturday is shown when somebody works on it, or is to
  const days = week.filter(
    (day, i) => i < 5 || visitDays.includes(day) || (calendar !== undefined && dayOffName(calendar, day) === undefined),
  );
  const wrong = usePlacesOfUnits('doan-va-lich');
  const byHalf = new Map<string, Standing[]>();
  plan.units.forEach((planned, u) =>
    planned.visits.forEach((visit, v) => {
      const key = `${planned.team} ${visit.day} ${visit.session}`;
      const places = (wrong.get(planned.unit) ?? []).filter(
        ({ at }) => at === `units[${u}]` || at.startsWith(`units[${u}].visits[${v}]`),
      );
      byHalf.set(key, [...(byHalf.get(key) ?? []), { planned, visit, places }]);
    }),
  );
  const weeks = new Map<Day, number>();
  for (const day of visitDays) weeks.set(mondayOf(day), (weeks.get(mondayOf(day)) ?? 0) + 1);
  const turn = (name: string, to: Day) => (
    <Link
      to="/dot/$round/ke-hoach/doan-va-lich"
      params={{ round }}
      search={{ tuan: to }}
      resetScroll={false}
      replace
      className="button"
    >
      {name}
    </Link>
  );
  return (
    <>
      <nav className="weeks" aria-label="Các tuần">
        {turn('← Tuần trước', addDays(monday, -7))}
        <strong className="number">
          Tuần {vnDay(monday).slice(0, 5)} – {vnDay(addDays(monday, 4))}
        </strong>
        {turn('Tuần sau →', addDays(monday, 7))}
        <span className="week-list">
          {[...weeks].map(([start, count]) => (
            <Link
              key={start}
              to="/dot/$round/ke-hoach/doan-va-lich"
              params={{ round }}
              search={{ tuan: start }}
              resetScroll={false}
              replace
              aria-current={start === monday ? 'true' : undefined}
            >
              {vnDay(start).slice(0, 5)}: {count} buổi
            </Link>
          ))}
        </span>
      </nav>
      <table className="visit-board">
        <caption className="unseen">
          Lịch kiểm tra tuần từ {vnDay(monday)}: mỗi đoàn hai hàng, buổi sáng và buổi chiều
        </caption>
        <thead>
          <tr>
            <th scope="col">Đoàn</th>
            <th scope="col">Buổi</th>
            {days.map((day) => (
              <th scope="col" key={day} className={calendar && dayOffName(calendar, day) ? 'off' : undefined}>
                {vnWeekday(day)} <span className="number">{vnDay(day).slice(0, 5)}</span>
                {calendar && dayOffName(calendar, day) !== undefined && (
                  <span className="off-name">{dayOffName(calendar, day)}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        {plan.teams.map((team) => (
          <tbody key={team.id}>
            {sessions.map((session, i) => (
              <tr key={session}>
                {i === 0 && (
                  <th scope="rowgroup" rowSpan={2}>
                    {team.name}
                  </th>
                )}
                <th scope="row" className="session">
                  {sessionWords[session]}
                </th>
                {days.map((day) => (
                  <HalfDay
                    key={day}
                    label={`${team.name}, ${sessionWords[session]} ${vnWeekday(day)} ${vnDay(day)}`}
                    head={`${sessionWords[session]} ${vnWeekday(day)} ${vnDay(day)}`}
                    off={calendar !== undefined && dayOffName(calendar, day) !== undefined}
                    at={{ team: team.id, day, session }}
                    here={byHalf.get(`${team.id} ${day} ${session}`) ?? []}
                    closed={closed !== undefined}
                    open={open}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </>
  );
}

/** One half-day of one team. */
function HalfDay({
  label,
  head,
  off,
  at,
  here,
  closed,
  open,
}: {
  label: string;
  head: string;
  off: boolean;
  at: Half;
  here: readonly Standing[];
  closed: boolean;
  open: (placing: Placing) => void;
}) {
  const { over } = useCarrier();
  const takes = !closed && !off;
  const isOver = takes && over !== undefined && nameOfHalf(over) === nameOfHalf(at);
  return (
    <td
      data-head={head}
      data-half={takes ? nameOfHalf(at) : undefined}
      className={[off ? 'off' : '', isOver ? 'over' : '', here.length === 0 ? 'empty' : ''].join(' ').trim()}
    >
      {here.map((standing) => (
        <VisitCard key={`${standing.planned.unit} ${standing.visit.n}`} {...standing} open={open} />
      ))}
      {takes && here.length === 0 && (
        <button type="button" className="put" aria-label={`Xếp buổi: ${label}`} onClick={() => open(at)}>
          +
        </button>
      )}
    </td>
  );
}

/** Where a finger takes a card; a mouse takes it anywhere. */
const Grip = () => (
  <span className="grip" aria-hidden>
    ⠿
  </span>
);

function VisitCard({ planned, visit, places, open }: Standing & { open: (placing: Placing) => void }) {
  const { units, closed, nameOf } = usePlan();
  const { begin } = useCarrier();
  return (
    <div
      className={`visit ${closed === undefined ? 'movable' : ''} ${places.some(({ weight }) => weight !== 'warning') ? 'wrong' : ''}`}
      onPointerDown={(event) => closed === undefined && begin(event, { unit: planned.unit, n: visit.n })}
    >
      {closed === undefined && <Grip />}
      <Button
        type="text"
        className="visit-name"
        aria-label={`Sửa lịch ${units.nameOf(planned.unit)}`}
        disabled={closed !== undefined}
        onClick={() => open({ unit: planned.unit })}
      >
        {units.nameOf(planned.unit)}
      </Button>
      <span className="soft number">
        {visit.startsAt}
        {planned.method === 'surprise' && ' · đột xuất'}
        {visit.chair && ` · ${nameOf(visit.chair)} chủ trì`}
      </span>
      <Sentences of={places} />
    </div>
  );
}

const Sentences = ({ of }: { of: readonly PlanPlace[] }) =>
  of.map(({ sentence, weight, at }) => (
    <span key={`${at} ${sentence}`} className={weight === 'warning' ? 'soon small' : 'late small'}>
      {sentence}
    </span>
  ));

/** Units that still need a visit: to be dragged to a half-day, or put there by their button. */
export function Tray({ open }: { open: (placing: Placing) => void }) {
  const { plan, units, closed } = usePlan();
  const { begin } = useCarrier();
  const [shown, setShown] = useState(30);
  const waiting = plan.units.filter(({ method = 'on-site', visits }) => method !== 'desk' && visits.length === 0);
  if (waiting.length === 0) return <p className="soft">Mọi đơn vị kiểm tra tại chỗ đều đã có buổi.</p>;
  return (
    <ul className="tray" aria-label="Đơn vị chưa có buổi">
      {waiting.slice(0, shown).map((planned) => (
        <li
          key={planned.unit}
          className="visit movable"
          onPointerDown={(event) =>
            closed === undefined && plan.teams.length > 0 && begin(event, { unit: planned.unit })
          }
        >
          <Grip />
          <Button
            type="text"
            className="visit-name"
            aria-label={`Xếp lịch ${units.nameOf(planned.unit)}`}
            disabled={closed !== undefined || plan.teams.length === 0}
            onClick={() => open({ unit: planned.unit })}
          >
            {units.nameOf(planned.unit)}
          </Button>
        </li>
      ))}
      {waiting.length > shown && (
        <li>
          <Button size="small" onClick={() => setShown(shown + 100)}>
            Xem thêm {waiting.length - shown}
          </Button>
        </li>
      )}
    </ul>
  );
}
