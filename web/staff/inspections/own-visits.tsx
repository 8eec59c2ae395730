import { getRouteApi, Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import type { OwnInspection, OwnVisit } from '../../../api/inspections/own-inspections.ts';
import { capitalised } from '../../../domain/fold.ts';
import { vnDay, vnWeekday } from '../../../domain/day.ts';
import { sessionWords } from '../../../domain/plan.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import './inspections.css';

const route = getRouteApi('/kiem-tra');

const views = [
  { xem: undefined, name: 'Sắp tới, còn thiếu' },
  { xem: 'da-xong', name: 'Đã xong' },
  { xem: 'don-vi', name: 'Mọi cuộc kiểm tra' },
] as const;

/** Where my teams go: what lies ahead first, then every inspection of theirs. */
export function OwnVisitsPage() {
  const { xem } = route.useSearch();
  return (
    <>
      <h1>Lịch của đoàn tôi</h1>
      <nav className="room-tabs" aria-label="Xem theo">
        {views.map((view) => (
          <Link
            key={view.name}
            to="/kiem-tra"
            search={view.xem === undefined ? {} : { xem: view.xem }}
            activeOptions={{ exact: true, includeSearch: true }}
            {...(view.xem === xem ? { 'aria-current': 'page' as const } : {})}
          >
            {view.name}
          </Link>
        ))}
      </nav>
      {xem === 'don-vi' ? <Inspections /> : <Visits over={xem === 'da-xong'} />}
    </>
  );
}

function Visits({ over }: { over: boolean }) {
  const visits = usePages<Page<OwnVisit>>('/me/visits', { when: over ? 'over' : 'ahead' });
  return (
    <Paged of={visits} what="lịch của đoàn" more="Xem thêm buổi">
      {(rows) =>
        rows.length === 0 ? (
          <Nothing>{over ? 'Chưa có buổi nào xong.' : 'Không có buổi kiểm tra nào đang chờ đoàn của anh/chị.'}</Nothing>
        ) : (
          byDay(rows).map(({ key, title, rows: onDay }) => (
            <section key={key} aria-label={title}>
              <h2>{title}</h2>
              <ul className="visit-cards">
                {onDay.map((visit) => (
                  <VisitCard key={`${visit.inspection} ${visit.n}`} visit={visit} />
                ))}
              </ul>
            </section>
          ))
        )
      }
    </Paged>
  );
}

/** The day a list speaks of, once: `thứ Ba, 24/03/2026`. */
function byDay(rows: readonly OwnVisit[]) {
  const days: { key: string; title: string; rows: OwnVisit[] }[] = [];
  for (const row of rows) {
    const key = row.postponed ? 'hoan' : row.day;
    const weekday = vnWeekday(row.day);
    const title = row.postponed
      ? 'Đang hoãn, chưa có ngày mới'
      : `${capitalised(weekday)}, ${vnDay(row.day)}${row.day === row.campaign.today ? ' · hôm nay' : ''}`;
    const last = days.at(-1);
    if (last?.key === key) last.rows.push(row);
    else days.push({ key, title, rows: [row] });
  }
  return days;
}

function VisitCard({ visit }: { visit: OwnVisit }) {
  const { inspection, unit, startsAt, session, at, site, chair, campaign, team, missing, past, again } = visit;
  return (
    <li>
      <div className="hour number">
        {startsAt}
        <div className="soft">{sessionWords[session]}</div>
      </div>
      <div className="what">
        <Link className="unit" to="/kiem-tra/$inspection" params={{ inspection }}>
          {unit.name}
          {again !== undefined && ` (lần ${again})`}
        </Link>
        <div>
          {at}
          {site && ` · ${site.name}`}
          {chair.length > 0 && ` · chủ trì: ${chair.join(', ')}`}
        </div>
        <div className="soft">
          {team.name} · {campaign.title}
          {campaign.training && ' (tập huấn)'}
        </div>
        {visit.minutesSigned ? (
          <div className="soft">Đã ký biên bản ngày {vnDay(visit.minutesSigned)}</div>
        ) : missing.length > 0 ? (
          <div className={past ? 'late' : 'soon'}>Còn thiếu: {missing.join('; ')}</div>
        ) : (
          <div className="soft">Đã đủ báo cáo và xác nhận</div>
        )}
      </div>
    </li>
  );
}

function Inspections() {
  const { tim = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(tim);
  const inspections = usePages<Page<OwnInspection>>('/me/inspections', { search: tim });
  return (
    <>
      <form
        role="search"
        className="room-search"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({
            to: '/kiem-tra',
            search: { xem: 'don-vi', ...(typed.trim() ? { tim: typed.trim() } : {}) },
            replace: true,
          });
        }}
      >
        <Input.Search
          aria-label="Tìm đơn vị"
          placeholder="Tên đơn vị, không cần dấu"
          allowClear
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onSearch={(text) =>
            void navigate({
              to: '/kiem-tra',
              search: { xem: 'don-vi', ...(text.trim() ? { tim: text.trim() } : {}) },
              replace: true,
            })
          }
        />
      </form>
      <Paged of={inspections} what="các cuộc kiểm tra" more="Xem thêm cuộc kiểm tra">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>
              {tim === '' ? 'Đoàn của anh/chị chưa có cuộc kiểm tra nào.' : `Không có đơn vị nào khớp “${tim}”.`}
            </Nothing>
          ) : (
            <Rows
              caption="Các cuộc kiểm tra của đoàn tôi"
              rows={rows}
              keyOf={({ inspection }) => inspection}
              columns={[
                {
                  head: 'Đơn vị',
                  cell: ({ inspection, unit, again }) => (
                    <Link to="/kiem-tra/$inspection" params={{ inspection }}>
                      {unit.name}
                      {again !== undefined && ` (lần ${again})`}
                    </Link>
                  ),
                },
                { head: 'Đợt', cell: ({ campaign }) => campaign.title },
                { head: 'Đoàn', cell: ({ team }) => team.name },
                { head: 'Hình thức', cell: ({ methodWords }) => methodWords },
                { head: 'Tình trạng', cell: ({ words }) => words },
                { head: 'Sắp tới', cell: ({ next }) => next && <span className="number">{vnDay(next)}</span> },
              ]}
            />
          )
        }
      </Paged>
    </>
  );
}
