import { useNavigate } from '@tanstack/react-router';
import { Button, Input, InputNumber } from 'antd';
import { placeKey } from '../../../domain/check.ts';
import type { Place } from '../../../domain/check.ts';
import { changeSince, deviation, deviationFinding } from '../../../domain/deviation.ts';
import { columnCodes, label, vnPeriod } from '../../../domain/figures.ts';
import { checkFound, readFound, rowsOfForm } from '../../../domain/found-figures.ts';
import { areaOfFigures } from '../../../domain/notebook.ts';
import { vnCell, vnNumber } from '../../../domain/number.ts';
import type { Cell } from '../../../domain/number.ts';
import type { SelfReport } from '../../../domain/outline.ts';
import { comparable } from '../../../domain/roll-up.ts';
import { Nothing } from '../parts/states.tsx';
import { Corrections } from './corrections.tsx';
import { newNote } from './notes.tsx';
import { useRoom } from './room.ts';

/** One figure three ways: as the year before, as declared, as found. */
interface Line {
  at: Place;
  name: string;
  /** The figure in a sentence: with its row, in a form of several. */
  inWords: string;
  area: string;
  before: Cell;
  declared: Cell;
}

type Figures = Pick<SelfReport, 'tables' | 'indicators'>;

const cellOf = (report: Figures | undefined, { table = '', row, column, indicator }: Place): Cell => {
  if (indicator !== undefined) return report?.indicators[indicator] ?? null;
  const answer = report?.tables[table];
  const cells = answer && 'rows' in answer ? answer.rows.find(({ id }) => id === row)?.cells : undefined;
  return cells?.[column as keyof typeof cells] ?? null;
};

/** What the unit declared, what the team counts and what was last year, figure by figure. */
export function FiguresTab() {
  const { comparison, notebook, drafting } = useRoom();
  const { outline, declared, previous } = comparison;
  const rowsOf = (table: (typeof outline.tables)[number]) => rowsOfForm(table, declared?.report, previous?.report);
  const read = readFound(outline, rowsOf, notebook.found);
  const checks = checkFound(outline, read);
  const line = (at: Place, name: string, inWords: string, area: string): Line => ({
    at,
    name,
    inWords,
    area,
    before: cellOf(previous?.report, at),
    declared: cellOf(declared?.report, at),
  });
  const forms = outline.tables.flatMap((table) => {
    const rows = rowsOf(table);
    return rows.map((row) => ({
      key: `${table.code}/${row.id}`,
      title: rows.length > 1 ? `${table.title}: ${row.name}` : table.title,
      khacKy: isOtherPeriod(declared?.report, previous?.report, table.code),
      periods: periodsOf(comparison.period, declared?.report, previous?.report, table.code),
      lines: columnCodes.map((column) =>
        line(
          { table: table.code, row: row.id, column },
          label(column),
          rows.length > 1 ? `${label(column)}, ${row.name}` : label(column),
          areaOfFigures(outline),
        ),
      ),
    }));
  });
  const singles = outline.indicators.map(({ code, name, unitOfMeasure, area = areaOfFigures(outline) }) =>
    line({ indicator: code }, unitOfMeasure ? `${name} (${unitOfMeasure})` : name, name, area),
  );
  const beyond = [...forms.flatMap(({ lines }) => lines), ...singles].filter(
    ({ at, declared: said }) => deviation(said, cellOf(read.report, at), notebook.tolerance)?.beyond,
  ).length;
  return (
    <>
      <p>
        {declared ? 'Số đơn vị báo cáo là của bản gửi sau cùng.' : 'Đơn vị chưa gửi báo cáo, nên chưa có số để so.'}{' '}
        {beyond > 0 && <strong className="soon">{beyond} số liệu lệch.</strong>}
      </p>
      {drafting && (
        <label className="tolerance">
          Bỏ qua khi lệch không quá{' '}
          <InputNumber
            min={0}
            max={100}
            aria-label="Bỏ qua khi lệch không quá, phần trăm"
            decimalSeparator=","
            value={notebook.tolerance ?? 0}
            onChange={(percent) => {
              const { tolerance: _tolerance, ...rest } = notebook;
              drafting.change(percent ? { ...rest, tolerance: percent } : rest);
            }}
          />{' '}
          %
        </label>
      )}
      {forms.length + singles.length === 0 && <Nothing>Đề cương của đợt không hỏi số liệu nào.</Nothing>}
      {forms.map(({ key, title, lines, khacKy, periods }) => (
        <section key={key}>
          <h2>{title}</h2>
          <p className="soft">{periods}</p>
          <ThreeWay caption={title} lines={lines} read={read} otherPeriod={khacKy} />
          <Broken checks={checks.filter(({ at }) => at.some((place) => `${place.table}/${place.row}` === key))} />
        </section>
      ))}
      {singles.length > 0 && (
        <section>
          <h2>Chỉ tiêu khác</h2>
          <ThreeWay caption="Chỉ tiêu khác" lines={singles} read={read} />
          <Broken checks={checks.filter(({ at }) => at[0]?.indicator !== undefined)} />
        </section>
      )}
      <Corrections
        figures={[...forms.flatMap(({ lines }) => lines), ...singles].filter(({ at }) => isAsked(declared?.report, at))}
      />
    </>
  );
}

/** Has the report a place for that figure, filled or not? */
function isAsked(report: Figures | undefined, { table = '', row, indicator }: Place): boolean {
  if (indicator !== undefined) return report !== undefined && indicator in report.indicators;
  const answer = report?.tables[table];
  return answer !== undefined && 'rows' in answer && answer.rows.some(({ id }) => id === row);
}

const periodOf = (report: Figures | undefined, table: string) => {
  const answer = report?.tables[table];
  return answer && 'rows' in answer ? answer.period : undefined;
};

function isOtherPeriod(now: Figures | undefined, before: Figures | undefined, table: string): boolean {
  const [a, b] = [periodOf(now, table), periodOf(before, table)];
  return a !== undefined && b !== undefined && !comparable(a, b);
}

function periodsOf(asked: { label: string }, now: Figures | undefined, before: Figures | undefined, table: string) {
  const [a, b] = [periodOf(now, table), periodOf(before, table)];
  return `Kỳ đơn vị báo cáo: ${a ? vnPeriod(a) : asked.label}. Kỳ trước: ${b ? vnPeriod(b) : 'chưa có báo cáo'}.`;
}

const Broken = ({ checks }: { checks: ReturnType<typeof checkFound> }) =>
  checks.length > 0 && (
    <div role="status" aria-label="Số Đoàn xác định chưa khớp">
      <ul className="broken">
        {checks.map(({ key, sentence }) => (
          <li key={key}>{sentence}</li>
        ))}
      </ul>
    </div>
  );

function ThreeWay({
  caption,
  lines,
  read: { report, unread },
  otherPeriod = false,
}: {
  caption: string;
  lines: Line[];
  read: ReturnType<typeof readFound>;
  otherPeriod?: boolean;
}) {
  const { notebook, drafting } = useRoom();
  const type = (key: string, text: string) => {
    const { [key]: _before, ...rest } = notebook.found;
    drafting?.change({ ...notebook, found: text === '' ? rest : { ...rest, [key]: text } });
  };
  return (
    <table className="rows three-way">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Chỉ tiêu</th>
          <th scope="col" className="figures">
            Năm trước
          </th>
          <th scope="col" className="figures">
            Đơn vị báo cáo
          </th>
          <th scope="col" className="figures">
            Đoàn xác định
          </th>
          <th scope="col">So sánh</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ at, name, inWords, area, before, declared }) => {
          const key = placeKey(at);
          const text = notebook.found[key] ?? '';
          const change = otherPeriod ? undefined : changeSince(declared, before);
          return (
            <tr key={key}>
              <td>{name}</td>
              <td data-head="Năm trước" className="figures">
                <Said cell={before} />
                {before !== null && otherPeriod && <div className="soft">khác kỳ</div>}
              </td>
              <td data-head="Đơn vị báo cáo" className="figures">
                <Said cell={declared} />
                {change !== undefined && <div className="soft">{change} so với năm trước</div>}
              </td>
              <td data-head="Đoàn xác định" className="figures found">
                {drafting ? (
                  <div className="found-entry">
                    <Input
                      id={`tim-${key}`}
                      aria-label={`Đoàn xác định: ${inWords}`}
                      inputMode="numeric"
                      value={text}
                      status={unread.has(key) ? 'error' : ''}
                      onChange={({ target }) => type(key, target.value)}
                    />
                    {text === '' && typeof declared === 'number' && (
                      <Button
                        size="small"
                        aria-label={`Khớp: ${inWords} là ${vnNumber(declared)}`}
                        onClick={() => type(key, vnNumber(declared))}
                      >
                        Khớp
                      </Button>
                    )}
                  </div>
                ) : (
                  <Said cell={cellOf(report, at)} />
                )}
              </td>
              <td data-head="So sánh">
                {unread.has(key) ? (
                  <span className="late">{unread.get(key)}</span>
                ) : (
                  <Compared at={key} inWords={inWords} area={area} declared={declared} found={cellOf(report, at)} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const Said = ({ cell }: { cell: Cell }) =>
  cell === null ? <span className="soft absent">{vnCell(cell)}</span> : vnCell(cell);

/** In words what differs, and the finding one may begin with it. */
function Compared({
  at,
  inWords,
  area,
  declared,
  found,
}: {
  at: string;
  inWords: string;
  area: string;
  declared: Cell;
  found: Cell;
}) {
  const { id, notebook, drafting } = useRoom();
  const navigate = useNavigate();
  if (found === null) return undefined;
  const differs = deviation(declared, found, notebook.tolerance);
  if (!differs) return <span className="soft">Khớp</span>;
  const note = notebook.notes.find(({ figure }) => figure === at);
  const lead = (to: string) =>
    void navigate({
      to: '/kiem-tra/$inspection/$tab',
      params: { inspection: id, tab: 'ghi-nhan' },
      search: { mo: to },
    });
  const begin = () => {
    if (!drafting || typeof found !== 'number') return;
    const begun = newNote({
      kind: 'shortcoming',
      area,
      text: deviationFinding(inWords, declared, found),
      figure: at,
    });
    drafting.change({ ...notebook, notes: [...notebook.notes, begun] });
    lead(begun.id);
  };
  return (
    <>
      <div className={differs.beyond ? 'late' : 'soft'}>{differs.words}</div>
      {note ? (
        <Button size="small" onClick={() => lead(note.id)}>
          Xem ghi nhận
        </Button>
      ) : (
        differs.beyond &&
        drafting && (
          <Button size="small" aria-label={`Lập ghi nhận: ${inWords}`} onClick={begin}>
            Lập ghi nhận
          </Button>
        )
      )}
    </>
  );
}
