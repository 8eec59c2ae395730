import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ForetoldLetters, ForetoldView, ForetoldVisits } from '../../../api/campaigns/foretold.ts';
import { daysBetween, vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { sessionWords } from '../../../domain/plan.ts';
import { ask } from '../parts/ask.ts';
import { LetterCalendar } from '../parts/letter-calendar.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import type { Column } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { Choice } from './board.tsx';
import { useRound, useRoundView } from './round-data.ts';

const route = getRouteApi('/dot/$round/chay-thu');
type How = ForetoldLetters['items'][number]['how'];

/** How a letter fared, as it is chosen and said. */
const howWords: [How, string][] = [
  ['missing', 'dự kiến mà không đi'],
  ['unforeseen', 'đã đi ngoài dự kiến'],
  ['other-day', 'đi vào ngày khác'],
  ['left', 'đi đúng ngày'],
  ['to-come', 'chưa tới ngày'],
];

/** While what was approved is played through, the page looks again this often. */
const lookAgainMs = 1_500;

/** What the rehearsal of the approved plan foretold beside what happened: days, letters, visits, the end. */
export function ForetoldPage() {
  const { id, path } = useRound();
  const { data: round } = useRoundView();
  const foretold = useQuery({
    queryKey: ['round', id, 'foretold'],
    queryFn: ({ signal }) => ask<ForetoldView>(`${path}/foretold`, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.making && data.making.refused === undefined ? lookAgainMs : false),
  });
  if (round && !round.record?.approved)
    return (
      <Nothing>
        Kế hoạch chưa được phê duyệt nên chưa có gì để so.{' '}
        <Link to="/dot/$round/ke-hoach/chay-thu" params={{ round: id }}>
          Chạy thử kế hoạch đang soạn
        </Link>
      </Nothing>
    );
  if (foretold.isPending) return <Loading what="chạy thử và thực tế" />;
  if (foretold.isError) return <Failed error={foretold.error} again={() => void foretold.refetch()} />;
  const { data } = foretold;
  return (
    <>
      <h2>Chạy thử và thực tế</h2>
      <Making of={data} />
      {data.foretold && <Whole of={data} told={data.foretold} />}
      {data.foretold && <Days of={data} />}
      {data.foretold && <Letters counts={data.letters} />}
      <Visits of={data} />
    </>
  );
}

/** The foretelling is being made, or could not be. */
function Making({ of: { making, foretold } }: { of: ForetoldView }) {
  if (making?.refused !== undefined)
    return (
      <p className="soon" role="status">
        Chưa lập được dự kiến từ kế hoạch đã duyệt. {making.refused}
      </p>
    );
  if (making || !foretold)
    return (
      <p role="status" className="foretelling">
        {making?.from && making.to && making.day ? (
          <>
            <progress
              aria-label="Lập dự kiến tới đâu"
              max={daysBetween(making.from, making.to)}
              value={daysBetween(making.from, making.day)}
            />{' '}
            Đang lập dự kiến từ kế hoạch đã duyệt, tới ngày {vnDay(making.day)}
          </>
        ) : (
          'Đang lập dự kiến từ kế hoạch đã duyệt…'
        )}
      </p>
    );
  return undefined;
}

/** The round in a few numbers, foretold beside real. */
function Whole({ of, told }: { of: ForetoldView; told: NonNullable<ForetoldView['foretold']> }) {
  const { happened, letters, visits, today } = of;
  const rows: { what: string; foretold: string; now: string }[] = [
    {
      what: 'Ngày đóng đợt',
      foretold: told.closes ? vnDay(told.closes) : 'hết kỳ xem vẫn còn việc',
      now: ending(told.closes, happened.closed, happened.open, today),
    },
    {
      what: 'Thư',
      foretold: vnNumber(letters.foretold),
      now: `${vnNumber(letters.sent)} đã gửi${letters.trouble > 0 ? `, trong đó ${vnNumber(letters.trouble)} không tới được` : ''}`,
    },
    {
      what: 'Buổi kiểm tra',
      foretold: vnNumber(visits.planned),
      now: `${vnNumber(visits.held + visits['held-other-day'])} đã kiểm tra${visits.added > 0 ? `; thêm ${vnNumber(visits.added)} buổi ngoài kế hoạch` : ''}`,
    },
    { what: 'Văn bản phát hành', foretold: vnNumber(told.papers), now: vnNumber(happened.papers) },
    { what: 'Công văn đôn đốc', foretold: vnNumber(told.officialLetters), now: vnNumber(happened.officialLetters) },
  ];
  return (
    <>
      <p className="soft">
        Chạy thử từ ngày trình {vnDay(told.from)}, giả định các đơn vị làm đúng ngày hạn
        {told.late
          ? `; lập ngày ${vnDay(told.madeOn)}, sau khi kế hoạch đã duyệt`
          : ', giữ lại khi kế hoạch được duyệt'}
        .{!told.ofPlan && ' Đây là chạy thử của bản kế hoạch duyệt lần trước.'}
      </p>
      <Rows
        caption="Cả đợt: chạy thử và đến nay"
        rows={rows}
        keyOf={({ what }) => what}
        columns={[
          { head: 'Cả đợt', cell: ({ what }) => what },
          { head: 'Chạy thử', cell: (row) => <span className="number">{row.foretold}</span> },
          { head: 'Đến nay', cell: ({ now }) => <span className="number">{now}</span> },
        ]}
      />
    </>
  );
}

function ending(closes: Day | undefined, closed: Day | undefined, open: number, today: Day): string {
  const apart = (days: number): string =>
    days === 0 ? 'đúng ngày' : days > 0 ? `muộn ${vnNumber(days)} ngày` : `sớm ${vnNumber(-days)} ngày`;
  if (closed) return `${vnDay(closed)}${closes ? `, ${apart(daysBetween(closes, closed))}` : ''}`;
  const left = `chưa đóng; còn ${vnNumber(open)} hồ sơ mở`;
  if (!closes) return left;
  const ahead = daysBetween(today, closes);
  return ahead >= 0
    ? `${left}; còn ${vnNumber(ahead)} ngày tới ngày dự kiến`
    : `${left}; đã qua ngày dự kiến ${vnNumber(-ahead)} ngày`;
}

/** The calendar: letters sent, below them those foretold. */
function Days({ of: { days, today } }: { of: ForetoldView }) {
  const { ngay } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <h3>Thư theo ngày</h3>
      <p className="soft hint">
        Số đậm là thư đã gửi, sau gạch chéo là thư dự kiến. Ngày chưa tới, khung nét đứt, chỉ có số dự kiến. Gạch đỏ: có
        thư dự kiến mà không đi, hoặc thư đi ngoài dự kiến. Bấm vào một ngày để xem thư của ngày ấy.
      </p>
      <LetterCalendar
        days={days.map(({ day, foretold, sent, missing, unforeseen }) => ({
          day,
          letters: day > today && sent === 0 ? foretold : sent,
          ...(day > today && sent === 0 ? { ahead: true } : { beside: `/ ${vnNumber(foretold)}` }),
          otherwise: missing + unforeseen > 0,
          words:
            `${vnNumber(sent)} thư đã gửi, ${vnNumber(foretold)} thư dự kiến` +
            (missing > 0 ? `, ${vnNumber(missing)} không đi` : '') +
            (unforeseen > 0 ? `, ${vnNumber(unforeseen)} ngoài dự kiến` : ''),
        }))}
        chosen={days.find(({ day }) => day === ngay)?.day}
        choose={(day) => void navigate({ to: '.', search: { ngay: day }, replace: true, resetScroll: false })}
      />
    </>
  );
}

/** The letters one by one: of a day all, else those that went otherwise. */
function Letters({ counts }: { counts: ForetoldView['letters'] }) {
  const { id, path } = useRound();
  const { xem, ngay } = route.useSearch();
  const navigate = route.useNavigate();
  const how = howWords.find(([one]) => one === xem)?.[0] ?? (ngay === undefined ? 'missing' : undefined);
  const letters = usePages<ForetoldLetters>(`${path}/foretold/letters`, { how, day: ngay });
  const goTo = (next: { xem?: string | undefined; ngay?: string | undefined }) =>
    void navigate({ to: '.', search: { xem, ngay, ...next }, replace: true, resetScroll: false });
  return (
    <section aria-label="Từng lá thư">
      <h3>{ngay === undefined ? 'Từng lá thư' : `Thư ngày ${vnDay(ngay as Day)}`}</h3>
      <div className="round-filters" role="search" aria-label="Lọc thư">
        <Choice
          label="Xem thư"
          {...(ngay === undefined ? {} : { all: 'mọi thư của ngày' })}
          value={how}
          choices={howWords.map(([one, words]) => [
            one,
            ngay === undefined ? `${words} (${vnNumber(counts[one])})` : words,
          ])}
          onChange={(next) => goTo({ xem: next })}
        />
        {ngay !== undefined && (
          <Button size="small" onClick={() => goTo({ ngay: undefined })}>
            Xem mọi ngày
          </Button>
        )}
      </div>
      <Paged of={letters} what="các thư" more="Xem thêm thư">
        {(rows, { found }) =>
          rows.length === 0 ? (
            <Nothing>Không có thư nào như vậy.</Nothing>
          ) : (
            <>
              <p className="soft">{vnNumber(found)} thư</p>
              <Rows
                caption="Từng lá thư: dự kiến và thực tế"
                rows={rows}
                keyOf={(row) => row.id}
                columns={columnsOf(id)}
              />
            </>
          )
        }
      </Paged>
    </section>
  );
}

type Letter = ForetoldLetters['items'][number];

const columnsOf = (round: string): Column<Letter>[] => [
  { head: 'Ngày', cell: ({ day }) => <span className="number">{vnDay(day)}</span> },
  {
    head: 'Thư',
    cell: ({ words, duties, units }) => (
      <>
        {duties.length > 0 ? `${words}: ${duties.join(', ')}` : words}
        {units.length > 0 && (
          <div className="soft small">
            {units.slice(0, 3).join(', ')}
            {units.length > 3 && ` và ${vnNumber(units.length - 3)} đơn vị`}
          </div>
        )}
      </>
    ),
  },
  { head: 'Gửi', cell: ({ to, who }) => (who === undefined ? to : `${to} (${who})`) },
  { head: 'Thực tế', cell: (letter) => <Fared of={letter} round={round} /> },
];

function Fared({ of: { how, letter, sent, day, why, trouble }, round }: { of: Letter; round: string }) {
  const words = {
    left: 'đi đúng ngày',
    'other-day':
      sent === undefined
        ? ''
        : `đi ngày ${vnDay(sent)}, ${sent > day ? 'muộn' : 'sớm'} ${vnNumber(Math.abs(daysBetween(day, sent)))} ngày`,
    missing: 'không đi',
    unforeseen: 'đi ngoài dự kiến',
    'to-come': 'chưa tới ngày',
  }[how];
  return (
    <>
      {letter === undefined ? (
        words
      ) : (
        <Link to="/dot/$round/thu" params={{ round }} search={{ thu: letter }}>
          {words}
        </Link>
      )}
      {trouble && <div className="late small">máy chủ thư không nhận</div>}
      {why !== undefined && <div className="soft small">{why}</div>}
    </>
  );
}

/** The visits that did not go as planned. */
function Visits({ of: { visits } }: { of: ForetoldView }) {
  const { path } = useRound();
  const differing = visits.planned - visits.asPlanned;
  const rows = usePages<ForetoldVisits>(`${path}/foretold/visits`);
  if (visits.planned === 0) return undefined;
  return (
    <section aria-label="Buổi kiểm tra">
      <h3>Buổi kiểm tra</h3>
      <p>
        {vnNumber(visits.planned)} buổi theo kế hoạch: {vnNumber(visits.held)} đã kiểm tra đúng ngày,{' '}
        {vnNumber(visits['to-come'])} chưa tới ngày, {vnNumber(differing)} khác kế hoạch.
      </p>
      {differing > 0 && (
        <Paged of={rows} what="các buổi" more="Xem thêm buổi">
          {(shown) => (
            <Rows
              caption="Buổi kiểm tra khác kế hoạch"
              rows={shown}
              keyOf={({ unit, n }) => `${unit.id} ${n}`}
              columns={[
                {
                  head: 'Đơn vị',
                  cell: ({ unit, inspection }) =>
                    inspection === undefined ? (
                      unit.name
                    ) : (
                      <Link to="/kiem-tra/$inspection" params={{ inspection }}>
                        {unit.name}
                      </Link>
                    ),
                },
                {
                  head: 'Theo kế hoạch',
                  cell: ({ day, session }) => (
                    <span className="number">
                      {sessionWords[session]} {vnDay(day)}
                    </span>
                  ),
                },
                { head: 'Thực tế', cell: ({ words }) => words },
              ]}
            />
          )}
        </Paged>
      )}
    </section>
  );
}
