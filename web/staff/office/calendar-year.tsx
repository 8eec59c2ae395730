import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import type { CalendarYearView } from '../../../api/office/calendars.ts';
import { addDays, dayOf, vnDay, vnWeekday, weekday } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { ask } from '../parts/ask.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { versionWords } from './calendars.tsx';
import { OfficeFrame } from './frame.tsx';

const route = getRouteApi('/quan-tri/lich/$year');

export const dayOffKinds: Record<CalendarYearView['off'][number]['kind'], string> = {
  holiday: 'nghỉ lễ, tết',
  compensatory: 'nghỉ bù',
  swap: 'nghỉ hoán đổi',
};

export const versionsOf = (year: string) => ({
  queryKey: ['/calendars', year, 'versions'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    ask<{ items: CalendarYearView[] }>(`/calendars/${encodeURIComponent(year)}/versions`, { signal }),
});

/** One year month by month: which days are off, which are made up, and by what paper. */
export function CalendarYearPage() {
  const { year } = route.useParams();
  const { ban } = route.useSearch();
  const navigate = useNavigate({ from: '/quan-tri/lich/$year' });
  const may = useMay();
  const versions = useQuery(versionsOf(year));
  if (versions.isPending) return <Loading what="lịch của năm" />;
  if (versions.isError) return <Failed error={versions.error} again={() => void versions.refetch()} />;
  const [newest] = versions.data.items;
  const shown = versions.data.items.find(({ version }) => version === ban) ?? newest!;
  return (
    <OfficeFrame
      title={`Lịch làm việc năm ${year}`}
      up={<Link to="/quan-tri/lich">Lịch làm việc</Link>}
      lead={
        <>
          {shown === newest ? 'Đang dùng' : 'Bản cũ'}: {versionWords(shown)} · {shown.source}
        </>
      }
      acts={
        may('change-calendars') ? (
          <Link className="like-button main" to="/quan-tri/lich/$year/nhap" params={{ year }}>
            Nhập phiên bản mới
          </Link>
        ) : (
          <span className="soft">{onlyFor('change-calendars')}</span>
        )
      }
    >
      {versions.data.items.length > 1 && (
        <div className="asking">
          <Select
            aria-label="Phiên bản"
            value={shown.version}
            options={versions.data.items.map((one) => ({
              value: one.version,
              label: `${one.version === 0 ? 'Tạm tính' : `Phiên bản ${one.version}`}: ${one.source}`,
            }))}
            popupMatchSelectWidth={false}
            onChange={(version) =>
              void navigate({
                search: version === newest!.version ? {} : { ban: version },
              })
            }
          />
        </div>
      )}
      <ul className="office-legend">
        <li>
          <span className="weekend">6</span>thứ Bảy, Chủ nhật
        </li>
        <li>
          <span className="off">2</span>nghỉ lễ, nghỉ bù, nghỉ hoán đổi
        </li>
        <li>
          <span className="make-up">22</span>làm bù
        </li>
      </ul>
      <div className="months">
        {Array.from({ length: 12 }, (_, n) => (
          <Month key={n} year={Number(year)} month={n + 1} of={shown} />
        ))}
      </div>
      <h2>Văn bản nguồn</h2>
      <ul>
        {versions.data.items.map(({ version, source, provisional }) => (
          <li key={version}>
            {versionWords({ version, provisional })}: {source}
          </li>
        ))}
      </ul>
    </OfficeFrame>
  );
}

const heads = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'];

/** The days of a month by weeks from Monday; undefined before its first. */
function weeksOf(year: number, month: number): (Day | undefined)[][] {
  const first = dayOf(year, month, 1);
  const before = (weekday(first) + 6) % 7;
  const days: (Day | undefined)[] = Array.from({ length: before }, () => undefined);
  for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1)) days.push(day);
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, n) => days.slice(7 * n, 7 * n + 7));
}

/** Days that follow each other for one reason by one paper, as one line. */
function runsOf(off: CalendarYearView['off']) {
  const runs: (Omit<CalendarYearView['off'][number], 'day'> & { from: Day; to: Day })[] = [];
  for (const { day, ...why } of off.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const last = runs.at(-1);
    const follows =
      last &&
      addDays(last.to, 1) === day &&
      last.name === why.name &&
      last.kind === why.kind &&
      last.source === why.source;
    if (follows) last.to = day;
    else runs.push({ ...why, from: day, to: day });
  }
  return runs;
}

function Month({ year, month, of: { off, makeUp } }: { year: number; month: number; of: CalendarYearView }) {
  const prefix = dayOf(year, month, 1).slice(0, 7);
  const offHere = off.filter(({ day }) => day.startsWith(prefix));
  const makeUpHere = makeUp.filter(({ day }) => day.startsWith(prefix));
  const classOf = (day: Day): string | undefined => {
    if (makeUpHere.some((one) => one.day === day)) return 'make-up';
    if (offHere.some((one) => one.day === day)) return 'off';
    return [0, 6].includes(weekday(day)) ? 'weekend' : undefined;
  };
  return (
    <section className="month">
      <h3>Tháng {month}</h3>
      <table>
        <caption className="unseen">
          Tháng {month} năm {year}
        </caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(year, month).map((week) => (
            <tr key={week.find((day) => day !== undefined)}>
              {Array.from({ length: 7 }, (_, n) => {
                const day = week[n];
                return (
                  <td key={heads[n]} className={day && classOf(day)}>
                    {day && Number(day.slice(8))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {offHere.length + makeUpHere.length > 0 && (
        <ul>
          {runsOf(offHere).map(({ from, to, name, kind, source }) => (
            <li key={from}>
              {from === to
                ? `${vnWeekday(from)} ${vnDay(from).slice(0, 5)}`
                : `${vnDay(from).slice(0, 5)} – ${vnDay(to).slice(0, 5)}`}
              : {name} ({dayOffKinds[kind]}){source !== undefined && <span className="under">{source}</span>}
            </li>
          ))}
          {makeUpHere.map(({ day, for: instead, source }) => (
            <li key={day}>
              {vnWeekday(day)} {vnDay(day).slice(0, 5)}: làm bù cho {vnDay(instead)}
              {source !== undefined && <span className="under">{source}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
