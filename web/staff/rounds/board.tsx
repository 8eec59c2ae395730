import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { RoundBoard, RoundBoardRow } from '../../../api/campaigns/round-board.ts';
import { vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { Due } from '../parts/due.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import type { Column } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { chosen } from './addresses.ts';
import { useRound, useRoundActs, useRoundView } from './round-data.ts';
import { planned } from './planned.ts';

const route = getRouteApi('/dot/$round/');
type Search = ReturnType<typeof route.useSearch>;

/** The board of a launched round; before that, what is planned. */
export function RoundBoardPage() {
  const { data: round } = useRoundView();
  if (!round) return undefined;
  return (round.record?.launched ?? 0) > 0 ? <Board /> : <Planned />;
}

function Planned() {
  const { data: acts } = useRoundActs();
  const { data: round } = useRoundView();
  if (!acts || !round) return undefined;
  return (
    <section>
      <h2>Kế hoạch</h2>
      <p>
        {planned(acts.plan)}.{' '}
        {round.record?.approved && (
          <>
            Phê duyệt {vnDay(round.record.approved.on)}
            {round.record.approved.by.name && <>, {round.record.approved.by.name}</>}.
          </>
        )}
      </p>
      <p>Lịch nhắc và thời hạn: {acts.plan.chasedBy}.</p>
      <p>
        {round.state !== 'cancelled' && 'Bảng theo dõi có khi đợt đã triển khai. '}
        Nội dung từng đơn vị, đoàn và buổi ở{' '}
        <Link to="/dot/$round/ke-hoach" params={{ round: round.id }}>
          trang Kế hoạch
        </Link>
        ; ngày giờ ở{' '}
        <Link to="/dot/$round/lich" params={{ round: round.id }}>
          Lịch
        </Link>
        .
      </p>
    </section>
  );
}

function Board() {
  const { id, path } = useRound();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const board = usePages<RoundBoard>(`${path}/board`, {
    search: search.tim,
    step: search.buoc,
    state: search['tinh-trang'],
    late: search.tre === 'co' ? true : undefined,
    waiting: search.cho,
    team: search.doan,
    group: search.nhom,
  });
  const filter = (next: Partial<Record<keyof Search, string | undefined>>) =>
    void navigate({ to: '.', search: { ...search, ...next }, replace: true, resetScroll: false });
  const isFiltered = Object.values(search).some((one) => one !== undefined);
  return (
    <Paged of={board} what="các đơn vị" more="Xem thêm đơn vị">
      {(rows, first) => (
        <>
          <Summary of={first} />
          <Steps of={first} chosen={search.buoc} />
          <h2 id="bang">Từng đơn vị</h2>
          <Filters of={first} search={search} filter={filter} />
          <p role="status" className="found">
            {isFiltered ? (
              <>
                {vnNumber(first.found)} trong {vnNumber(first.all)} đơn vị{' '}
                <Button
                  size="small"
                  onClick={() => void navigate({ to: '.', search: {}, replace: true, resetScroll: false })}
                >
                  Bỏ lọc
                </Button>
              </>
            ) : (
              <span className="soft">{vnNumber(first.all)} đơn vị, quá hạn lâu nhất trước</span>
            )}
          </p>
          {rows.length === 0 ? (
            <Nothing>{isFiltered ? 'Không đơn vị nào đúng với bộ lọc.' : 'Chưa có đơn vị nào.'}</Nothing>
          ) : (
            <div className="wide" role="region" aria-label="Bảng theo dõi" tabIndex={0}>
              <Rows
                caption="Từng đơn vị của đợt"
                rows={rows}
                keyOf={({ unit }) => unit.id}
                columns={columnsOf(id, first.steps)}
              />
            </div>
          )}
        </>
      )}
    </Paged>
  );
}

/** How far, who is late, in whose hands: each figure leads to its units. */
function Summary({ of: { counts, hands, steps } }: { of: RoundBoard }) {
  const { id } = useRound();
  const { late, waiting, next, items, visits } = counts;
  const isReporting = !steps.some(({ step }) => step === 'conclusion');
  const of = (n: number, search: Search, words = 'đơn vị') => (
    <Link to="/dot/$round" params={{ round: id }} search={search} hash="bang">
      {vnNumber(n)} {words}
    </Link>
  );
  const lateIn = hands.filter(({ hand }) => late.byHand[hand] > 0);
  const waited = hands.filter(({ hand }) => waiting[hand] > 0);
  return (
    <div className="summary">
      <p>
        {isReporting ? (
          <>
            {vnNumber(counts.units)} đơn vị: {vnNumber(counts.reported)} đã gửi báo cáo, {vnNumber(counts.accepted)} báo
            cáo đã chấp nhận, {vnNumber(counts.returned)} trả lại, {vnNumber(counts.unsent)} chưa gửi.
          </>
        ) : (
          <>
            {vnNumber(counts.units)} đơn vị: {vnNumber(counts.concluded)} đã có kết luận, {vnNumber(visits.held)}/
            {vnNumber(visits.total)} buổi kiểm tra đã làm
            {items.total > 0 && (
              <>
                ,{' '}
                <Link to="/theo-doi" search={{ dot: id }}>
                  {vnNumber(items.closed)}/{vnNumber(items.total)} nội dung khắc phục
                </Link>{' '}
                đã đóng
              </>
            )}
            .
          </>
        )}
        {counts.proposals.total > 0 && (
          <>
            {' '}
            Kiến nghị: {vnNumber(counts.proposals.closed)}/{vnNumber(counts.proposals.total)} đã trả lời.
          </>
        )}
      </p>
      <p>
        {late.units === 0 ? (
          'Không đơn vị nào có việc quá hạn.'
        ) : (
          <>
            <span className="late">{of(late.units, { tre: 'co' })} có việc quá hạn</span>
            {late.longest > 0 && <>, lâu nhất {vnNumber(late.longest)} ngày làm việc</>}:{' '}
            {lateIn.map(({ hand, words }) => `${vnNumber(late.byHand[hand])} ở tay ${words}`).join(', ')}.
          </>
        )}{' '}
        {waited.length === 0 ? (
          'Hiện không chờ đơn vị, đoàn hay cơ quan nào.'
        ) : (
          <>
            Đang chờ:{' '}
            {waited.map(({ hand, words }, i) => (
              <span key={hand}>
                {i > 0 && ', '}
                {words} ({of(waiting[hand], { cho: hand })})
              </span>
            ))}
            .
          </>
        )}{' '}
        {next && (
          <>
            Hạn tới gần nhất: {vnDay(next.day)}, {vnNumber(next.units)} đơn vị.
          </>
        )}
      </p>
    </div>
  );
}

/** The steps of the round, each with how many did it; pressed, it shows who has not. */
function Steps({ of: { steps }, chosen: step }: { of: RoundBoard; chosen: string | undefined }) {
  const { id } = useRound();
  return (
    <ol className="steps" aria-label="Tiến độ theo bước">
      {steps.map(({ step: one, name, lacking, done, of }) => (
        <li key={one} data-chosen={step === one ? true : undefined}>
          <Link
            to="/dot/$round"
            params={{ round: id }}
            search={step === one ? {} : { buoc: one }}
            hash="bang"
            title={step === one ? 'Bỏ lọc theo bước này' : `Xem đơn vị chưa xong: ${lacking}`}
          >
            <span className="step-name">{name}</span>
            <span className="number step-count">
              {of === 0
                ? '–'
                : one === 'supplement' || one === 'send'
                  ? vnNumber(done)
                  : `${vnNumber(done)}/${vnNumber(of)}`}
            </span>
            <progress max={Math.max(of, 1)} value={done} aria-hidden="true" />
          </Link>
        </li>
      ))}
    </ol>
  );
}

function Filters({
  of: { steps, states, hands, teams, groups },
  search,
  filter,
}: {
  of: RoundBoard;
  search: Search;
  filter: (next: Partial<Record<keyof Search, string | undefined>>) => void;
}) {
  return (
    <div className="round-filters" role="search" aria-label="Lọc đơn vị">
      <NameFilter value={search.tim} onChange={(tim) => filter({ tim })} />
      <Choice
        label="Chưa xong bước"
        all="Không lọc"
        value={search.buoc}
        choices={steps.map(({ step, lacking }) => [step, lacking])}
        onChange={(buoc) => filter({ buoc })}
      />
      <Choice
        label="Tình trạng"
        all="Mọi tình trạng"
        value={search['tinh-trang']}
        choices={states.map(({ state, words, units }) => [state, `${words} (${vnNumber(units)})`])}
        onChange={(state) => filter({ 'tinh-trang': state })}
      />
      <Choice
        label="Quá hạn"
        all="Tất cả"
        value={search.tre}
        choices={[['co', 'Có việc quá hạn']]}
        onChange={(tre) => filter({ tre })}
      />
      <Choice
        label="Đang chờ"
        all="Bất kỳ ai"
        value={search.cho}
        choices={hands.map(({ hand, words }) => [hand, words])}
        onChange={(cho) => filter({ cho })}
      />
      {teams.length > 1 && (
        <Choice
          label="Đoàn"
          all="Mọi đoàn"
          value={search.doan}
          choices={teams.map(({ id, name }) => [id, name])}
          onChange={(doan) => filter({ doan })}
        />
      )}
      {groups.length > 0 && (
        <Choice
          label="Nhóm"
          all="Mọi nhóm"
          value={search.nhom}
          choices={groups.map(({ id, name }) => [id, name])}
          onChange={(nhom) => filter({ nhom })}
        />
      )}
    </div>
  );
}

const settledMs = 300;

/** A name as it is typed, asked for once the typing rests. */
function NameFilter({ value = '', onChange }: { value?: string | undefined; onChange: (value?: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(() => onChange(chosen(typed.trim())), settledMs);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <label className="filter">
      <span>Tên đơn vị</span>
      <Input
        allowClear
        value={typed}
        placeholder="không cần dấu"
        maxLength={100}
        onChange={({ target }) => setTyped(target.value)}
      />
    </label>
  );
}

/** One filter: everything, or one of its choices. */
export function Choice({
  label,
  all,
  value,
  choices,
  onChange,
}: {
  label: string;
  /** What stands for no choice; without it one of them is always chosen. */
  all?: string;
  value: string | undefined;
  choices: (readonly [string, string])[];
  onChange: (value: string | undefined) => void;
}) {
  const options = [
    ...(all === undefined ? [] : [{ value: '', label: all }]),
    ...choices.map(([one, words]) => ({ value: one, label: words })),
  ];
  return (
    <label className="filter">
      <span>{label}</span>
      {choices.length > 8 ? (
        <FoldedSelect value={value ?? ''} options={options} onChange={(next) => onChange(chosen(next))} />
      ) : (
        <Select value={value ?? ''} options={options} onChange={(next) => onChange(chosen(next))} />
      )}
    </label>
  );
}

const columnsOf = (round: string, steps: RoundBoard['steps']): Column<RoundBoardRow>[] => [
  { head: 'Đơn vị', cell: (row) => <Unit of={row} /> },
  ...steps.map(({ step, name }): Column<RoundBoardRow> => ({
    head: name,
    className: 'step-cell',
    cell: (row) => <Step of={row} step={step} round={round} />,
  })),
  { head: 'Đang chờ ai', cell: (row) => <Waited of={row} /> },
];

function Unit({ of: { unit, inspection, team, words, notes } }: { of: RoundBoardRow }) {
  return (
    <>
      {inspection === undefined ? (
        unit.name
      ) : (
        <Link to="/kiem-tra/$inspection" params={{ inspection }}>
          {unit.name}
        </Link>
      )}
      <div className="soft small">{[words, ...notes, ...(team ? [team.name] : [])].join(' · ')}</div>
    </>
  );
}

function Step({ of: { steps, unit }, step, round }: { of: RoundBoardRow; step: string; round: string }) {
  const cell = steps.find((one) => one.step === step);
  if (!cell) return undefined;
  const shown = <span className={`number ${cell.done ? 'step-done' : 'step-open'}`}>{cell.text}</span>;
  return step === 'items' ? (
    <Link to="/theo-doi" search={{ dot: round, donVi: unit.id }}>
      {shown}
    </Link>
  ) : (
    shown
  );
}

function Waited({ of: { waiting, late } }: { of: RoundBoardRow }) {
  const [next, ...others] = waiting;
  if (!next) return undefined;
  return (
    <>
      {late && !next.overdue && (
        <div className="late">
          {late.words} · chờ {late.who}
        </div>
      )}
      <One of={next} />
      {others.length > 0 && (
        <details>
          <summary>và {others.length} việc khác</summary>
          {others.map((one) => (
            <One key={`${one.kind} ${one.role}`} of={one} />
          ))}
        </details>
      )}
    </>
  );
}

const One = ({ of: { what, who, count, ...due } }: { of: RoundBoardRow['waiting'][number] }) => (
  <div className="waited">
    {what} · {who}
    {count > 1 && ` (${vnNumber(count)})`}
    <br />
    <Due {...due} />
  </div>
);
