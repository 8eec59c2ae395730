import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RoundFigures } from '../../../api/campaigns/round-reading.ts';
import { NO_FIGURE, vnNumber } from '../../../domain/number.ts';
import { ask } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import type { Column } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { Choice } from './board.tsx';
import { useRound } from './round-data.ts';

const route = getRouteApi('/dot/$round/so-lieu');
type Table = RoundFigures['tables'][number];
type UnitRow = Table['units'][number];

/** What the units of a round declared, added up where it can be; a figure that is not there is never zero. */
export function RoundFiguresPage() {
  const { id, path } = useRound();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const figures = useQuery({
    queryKey: [`${path}/figures`],
    queryFn: ({ signal }) => ask<RoundFigures>(`${path}/figures`, { signal }),
  });
  if (figures.isPending) return <Loading what="số liệu cả đợt" />;
  if (figures.isError) return <Failed error={figures.error} again={() => void figures.refetch()} />;
  const { units, reported, accepted, names, tables, indicators } = figures.data;
  const nameOf = (unit: string) => names[unit] ?? unit;
  const table = tables.find(({ code }) => code === search.bieu) ?? tables[0];
  return (
    <>
      <h2>Số liệu đơn vị báo cáo</h2>
      <p className="lead">
        {vnNumber(reported)}/{vnNumber(units)} đơn vị đã gửi báo cáo, {vnNumber(accepted)} báo cáo đã chấp nhận. Số liệu
        sai thì sửa ở trang Số liệu của cuộc kiểm tra, kèm lý do; số cũ được giữ lại.
      </p>
      {reported === 0 ? (
        <Nothing>Chưa đơn vị nào gửi báo cáo: số liệu có khi báo cáo đầu tiên đến.</Nothing>
      ) : (
        <>
          {tables.length > 1 && table && (
            <div className="round-filters">
              <Choice
                label="Biểu"
                value={table.code}
                choices={tables.map(({ code, title }) => [code, title])}
                onChange={(bieu) => void navigate({ to: '.', search: { bieu }, replace: true, resetScroll: false })}
              />
            </div>
          )}
          {table ? (
            <FiguresTable of={table} nameOf={nameOf} round={id} />
          ) : (
            <Nothing>Đề cương của đợt không có biểu số liệu.</Nothing>
          )}
          {indicators.length > 0 && (
            <>
              <h2>Chỉ tiêu</h2>
              <Rows
                caption="Chỉ tiêu của cả đợt"
                rows={indicators}
                keyOf={({ code }) => code}
                columns={[
                  { head: 'Chỉ tiêu', cell: ({ name }) => name },
                  {
                    head: 'Cả đợt',
                    cell: ({ total, unitOfMeasure }) => (
                      <>
                        {total.text} <span className="soft">{unitOfMeasure}</span>
                      </>
                    ),
                    figures: true,
                  },
                  { head: 'Chưa có số liệu', cell: ({ total }) => <Absent units={total.absent} nameOf={nameOf} /> },
                ]}
              />
            </>
          )}
        </>
      )}
    </>
  );
}

function FiguresTable({ of: table, nameOf, round }: { of: Table; nameOf: (unit: string) => string; round: string }) {
  const columns: Column<UnitRow>[] = [
    {
      head: 'Đơn vị',
      cell: ({ unit, state, noFigures, period }) => (
        <>
          <Link to="/kiem-tra/$inspection/$tab" params={{ inspection: `${round}:${unit}`, tab: 'so-lieu' }}>
            {nameOf(unit)}
          </Link>
          <div className="soft small">
            {state === 'none' ? 'chưa gửi báo cáo' : state === 'accepted' ? 'đã chấp nhận' : 'đã gửi, chờ xem'}
            {noFigures !== undefined && <> · không có số liệu: {noFigures}</>}
            {table.otherPeriods.includes(unit) && (
              <> · khác kỳ{period && period !== 'unknown' && <>: {period.label}</>}</>
            )}
          </div>
        </>
      ),
    },
    ...table.columns.map(({ code, name, mark }): Column<UnitRow> => ({
      head: `${name} ${mark}`.trim(),
      cell: ({ total }) => total[code]?.text,
      figures: true,
    })),
    ...table.rates.map(({ code, name }): Column<UnitRow> => ({
      head: name,
      cell: ({ rates, state }) =>
        rates.find((rate) => rate.code === code)?.text ?? (state === 'none' ? undefined : NO_FIGURE),
      figures: true,
    })),
  ];
  const absent = [...new Set(Object.values(table.totals).flatMap(({ absent: units }) => units))];
  return (
    <>
      <h3>{table.title}</h3>
      <div className="rates">
        {table.rates.map(({ code, name, text, ofWhat }) => (
          <div key={code}>
            <span className="soft small">{name}</span>
            <strong className="number">{text}</strong>
            <span className="soft small">trên {ofWhat}</span>
          </div>
        ))}
      </div>
      <p>
        Cả đợt:{' '}
        {table.columns.map(({ code, name }, i) => (
          <span key={code}>
            {i > 0 && ' · '}
            {name} <strong className="number">{table.totals[code]?.text}</strong>
          </span>
        ))}
        .
      </p>
      {absent.length > 0 && (
        <p>
          <Absent units={absent} nameOf={nameOf} />
        </p>
      )}
      <div className="wide figures-table" role="region" aria-label={table.title} tabIndex={0}>
        <Rows caption={table.title} rows={table.units} keyOf={({ unit }) => unit} columns={columns} />
      </div>
    </>
  );
}

/** Who lacks a figure: named, because a total without them is no total. */
function Absent({ units, nameOf }: { units: string[]; nameOf: (unit: string) => string }) {
  if (units.length === 0) return <span className="soft">đủ</span>;
  return (
    <details>
      <summary>{vnNumber(units.length)} đơn vị chưa có số liệu</summary>
      {units.map(nameOf).join(', ')}
    </details>
  );
}
