import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { RoundSchedule } from '../../../api/campaigns/round-schedule.ts';
import { addDays, vnDay, vnWeekday, weekday } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { sessionWords } from '../../../domain/plan.ts';
import { ask } from '../parts/ask.ts';
import { MoveVisit } from '../parts/move-visit.tsx';
import { Rows } from '../parts/rows.tsx';
import type { Column } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { Choice } from './board.tsx';
import { useRound, useRoundView } from './round-data.ts';

const route = getRouteApi('/dot/$round/lich');
type Visit = RoundSchedule['days'][number]['teams'][number]['visits'][number];
type Session = Visit['session'];

/** A visit with the day and team it stands under. */
interface Placed extends Visit {
  day: Day;
  team: { id: string; name: string };
}

const mondayOf = (day: Day): Day => addDays(day, -((weekday(day) + 6) % 7));

/** The visits of a round week by week: teams by half-days, where somebody would be in two places. */
export function SchedulePage() {
  const { id, path } = useRound();
  const { data: round } = useRoundView();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const schedule = useQuery({
    queryKey: [`${path}/schedule`],
    queryFn: ({ signal }) => ask<RoundSchedule>(`${path}/schedule`, { signal }),
  });
  if (schedule.isPending || !round) return <Loading what="lịch kiểm tra" />;
  if (schedule.isError) return <Failed error={schedule.error} again={() => void schedule.refetch()} />;
  const { days } = schedule.data;
  if (days.length === 0)
    return (
      <Nothing>
        {round.kind === 'reporting'
          ? 'Đợt báo cáo kỳ không có buổi kiểm tra.'
          : 'Chưa có buổi kiểm tra nào trong lịch.'}
      </Nothing>
    );
  const all = days.flatMap(({ day, teams }) =>
    teams.flatMap(({ team, visits }) => visits.map((visit): Placed => ({ ...visit, day, team }))),
  );
  const teams = [...new Map(all.map(({ team }) => [team.id, team])).values()];
  const shown = all.filter(
    ({ team, clashes }) =>
      (search.doan === undefined || team.id === search.doan) && (search.chi !== 'trung' || clashes.length > 0),
  );
  const weeks = [...new Set(all.map(({ day }) => mondayOf(day)))].sort();
  const week = weekOf(weeks, isDay(search.tuan) ? search.tuan : round.today);
  const goTo = (next: Partial<typeof search>) =>
    void navigate({ to: '.', search: { ...search, ...next }, replace: true, resetScroll: false });
  const at = weeks.indexOf(week);
  const count = (of: Day) => shown.filter(({ day }) => mondayOf(day) === of).length;
  const clashing = all.filter(({ clashes }) => clashes.length > 0);
  return (
    <>
      <h2>Lịch kiểm tra</h2>
      {clashing.length > 0 && (
        <section className="troubles" aria-label="Lịch trùng">
          <strong>{vnNumber(clashing.length)} buổi có chỗ trùng hoặc rơi vào ngày nghỉ</strong>
          <ul>
            {[...new Map(clashing.flatMap(({ clashes, day }) => clashes.map((said) => [said, day] as const)))]
              .slice(0, 10)
              .map(([said, day]) => (
                <li key={said}>
                  {said}{' '}
                  <Link
                    to="/dot/$round/lich"
                    params={{ round: id }}
                    search={{ ...search, tuan: mondayOf(day) }}
                    aria-label={`Đến tuần của ngày ${vnDay(day)}`}
                  >
                    Xem tuần này
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      )}
      <div className="round-filters" role="search" aria-label="Chọn tuần">
        <Choice
          label="Tuần"
          value={week}
          choices={weeks.map((one) => [one, `${shortDay(one)} – ${vnDay(addDays(one, 6))} (${count(one)} buổi)`])}
          onChange={(tuan) => goTo({ tuan })}
        />
        {teams.length > 1 && (
          <Choice
            label="Đoàn"
            all="Mọi đoàn"
            value={search.doan}
            choices={teams.map(({ id: one, name }) => [one, name])}
            onChange={(doan) => goTo({ doan })}
          />
        )}
        {clashing.length > 0 && (
          <Choice
            label="Chỉ xem"
            all="Mọi buổi"
            value={search.chi}
            choices={[['trung', 'Buổi có chỗ trùng']]}
            onChange={(chi) => goTo({ chi })}
          />
        )}
        <div className="acts week-steps">
          <Button disabled={at <= 0} onClick={() => goTo({ tuan: weeks[at - 1] })}>
            Tuần trước
          </Button>
          <Button disabled={at === weeks.length - 1} onClick={() => goTo({ tuan: weeks[at + 1] })}>
            Tuần sau
          </Button>
        </div>
      </div>
      <Week
        days={daysOf(week, schedule.data)}
        visits={shown.filter(({ day }) => mondayOf(day) === week)}
        today={round.today}
      />
    </>
  );
}

const isDay = (text: string | undefined): text is Day => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
const shortDay = (day: Day): string => vnDay(day).slice(0, 5);

/** The week asked for, or the next one with visits, or the last. */
const weekOf = (weeks: readonly Day[], day: Day): Day => weeks.find((week) => week >= mondayOf(day)) ?? weeks.at(-1)!;

interface DayHead {
  day: Day;
  off?: string;
}

/** Monday to Friday, and a Saturday or Sunday on which somebody is out. */
function daysOf(week: Day, { days }: RoundSchedule): DayHead[] {
  return [0, 1, 2, 3, 4, 5, 6]
    .map((n): DayHead => {
      const day = addDays(week, n);
      const off = days.find((one) => one.day === day)?.dayOff;
      return { day, ...(off === undefined ? {} : { off }) };
    })
    .filter(({ day }, n) => n < 5 || days.some((one) => one.day === day));
}

interface HalfRow {
  team: { id: string; name: string };
  session: Session;
  visits: Placed[];
}

function Week({ days, visits, today }: { days: DayHead[]; visits: Placed[]; today: Day }) {
  const teams = [...new Map(visits.map(({ team }) => [team.id, team])).values()].sort((a, b) =>
    a.name.localeCompare(b.name, 'vi'),
  );
  const rows = teams.flatMap((team) =>
    (['morning', 'afternoon'] as const)
      .map((session): HalfRow => ({
        team,
        session,
        visits: visits.filter((visit) => visit.team.id === team.id && visit.session === session),
      }))
      .filter((row) => row.visits.length > 0),
  );
  if (rows.length === 0) return <Nothing>Tuần này không có buổi nào đúng với bộ lọc.</Nothing>;
  const columns: Column<HalfRow>[] = [
    {
      head: 'Đoàn, buổi',
      cell: ({ team, session }) => (
        <>
          {team.name}
          <div className="soft small">buổi {sessionWords[session]}</div>
        </>
      ),
    },
    ...days.map(({ day, off }): Column<HalfRow> => ({
      head: `${vnWeekday(day)} ${shortDay(day)}${day === today ? ' · hôm nay' : ''}${off ? ` · ${off}` : ''}`,
      cell: (row) => {
        const here = row.visits.filter((visit) => visit.day === day);
        return here.length === 0
          ? undefined
          : here.map((visit) => <OneVisit key={`${visit.unit.id} ${visit.n}`} of={visit} />);
      },
    })),
  ];
  return (
    <div className="wide week" role="region" aria-label="Lịch trong tuần" tabIndex={0}>
      <Rows
        caption="Lịch kiểm tra trong tuần"
        rows={rows}
        keyOf={({ team, session }) => `${team.id} ${session}`}
        columns={columns}
      />
    </div>
  );
}

function OneVisit({ of: visit }: { of: Placed }) {
  const { unit, inspection, startsAt, at, chair, held, postponed, minutesSigned, clashes } = visit;
  return (
    <div className="visit" data-held={held !== undefined || undefined}>
      <div>
        <span className="number">{startsAt}</span>{' '}
        {inspection === undefined ? (
          unit.name
        ) : (
          <Link to="/kiem-tra/$inspection" params={{ inspection }}>
            {unit.name}
          </Link>
        )}
      </div>
      <div className="soft small">
        {at}
        {chair.name !== '' && <> · {chair.name} chủ trì</>}
      </div>
      <div className="small">
        {minutesSigned ? (
          <span className="step-done">Đã kiểm tra, đã ký biên bản</span>
        ) : held ? (
          <span className="step-done">Đã kiểm tra {vnDay(held)}</span>
        ) : postponed ? (
          <span className="soon">Hoãn, chưa có ngày mới</span>
        ) : undefined}
      </div>
      {clashes.map((said) => (
        <div key={said} className="late small">
          {said}
        </div>
      ))}
      {!held && inspection !== undefined && <Move of={visit} inspection={inspection} />}
    </div>
  );
}

/** Another day for a visit, by keyboard as by hand. */
function Move({ of: visit, inspection }: { of: Placed; inspection: string }) {
  const { id } = useRound();
  const may = useMay();
  const { unit, team, chair, secretary, told } = visit;
  if (!may('move-visit', { campaign: id, team: team.id, unit: unit.id }))
    return <span className="unseen">{onlyFor('move-visit')}</span>;
  return (
    <MoveVisit
      size="small"
      inspection={inspection}
      unit={unit.name}
      visit={{ ...visit, chair: chair.name, secretary: secretary.name }}
      told={told}
    />
  );
}
