import { columnCodes, columns, isBlank, totalOf } from '../../domain/figures.ts';
import type { Cells, Column, Period } from '../../domain/figures.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { NO_FIGURE, vnCell, vnNumber, vnPercent } from '../../domain/number.ts';
import type { Cell } from '../../domain/number.ts';
import type { Outline, SelfReport, TableAnswer } from '../../domain/outline.ts';
import { denominators, rateOf, rates } from '../../domain/rate.ts';
import type { Denominator, RateCode, Values } from '../../domain/rate.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';

/** What one unit of a round declared, or that it has not. */
export interface Declared {
  unit: UnitId;
  /** Undefined: nothing is in the office's hands, nothing sent yet or returned. */
  state?: 'submitted' | 'accepted';
  report?: SelfReport;
}

/** A figure with the words it is shown by: null is “chưa có số liệu”, never 0. */
interface ShownFigure {
  value: Cell;
  text: string;
}

/** A figure over all units: a sum only when every unit has it exactly; else what is known, and of how many. */
interface TotalFigure extends ShownFigure {
  /** The sum over the units that have an exact figure. */
  known: number | null;
  exact: number;
  approximate: number;
  absent: UnitId[];
}

interface ShownRate {
  code: RateCode;
  name: string;
  of: Denominator;
  ofWhat: string;
  part: number | null;
  whole: number | null;
  percent: number | null;
  approximate?: true;
  text: string;
}

interface UnitFigures {
  unit: UnitId;
  state: 'submitted' | 'accepted' | 'none';
  period?: Period;
  /** The unit says that it has no figures, and why. */
  noFigures?: string;
  total: Record<Column, ShownFigure>;
  rates: ShownRate[];
  /** The unit's rows, sites and fields under what they belong to. */
  rows: { id: string; name: string; under?: string; cells: Record<Column, ShownFigure> }[];
}

interface TableFigures {
  code: string;
  title: string;
  columns: { code: Column; name: string; mark: string }[];
  units: UnitFigures[];
  totals: Record<Column, TotalFigure>;
  rates: ShownRate[];
  /** Units whose figures are of another period than most: shown, never quietly added. */
  otherPeriods: UnitId[];
}

interface IndicatorFigures {
  code: string;
  name: string;
  unitOfMeasure: string;
  units: (ShownFigure & { unit: UnitId })[];
  total: TotalFigure;
}

export interface ConsolidatedFigures {
  units: number;
  reported: number;
  accepted: number;
  tables: TableFigures[];
  indicators: IndicatorFigures[];
}

const shown = (value: Cell): ShownFigure => ({ value, text: vnCell(value) });

const byColumn = <T>(of: (column: Column) => T): Record<Column, T> =>
  Object.fromEntries(columnCodes.map((column) => [column, of(column)])) as Record<Column, T>;

/** The figures of a whole round, form by form and indicator by indicator. */
export function consolidated(outline: Outline, declared: Declared[]): ConsolidatedFigures {
  return {
    units: declared.length,
    reported: declared.filter(({ report }) => report).length,
    accepted: declared.filter(({ state }) => state === 'accepted').length,
    tables: outline.tables.map(({ code, title }) => tableFigures(code, title, declared)),
    indicators: outline.indicators.map(({ code, name, unitOfMeasure }) => {
      const cells = declared.map(({ unit, report }) => ({ unit, cell: report?.indicators[code] ?? null }));
      return {
        code,
        name,
        unitOfMeasure,
        units: cells.map(({ unit, cell }) => ({ unit, ...shown(cell) })),
        total: totalFigure(cells),
      };
    }),
  };
}

function tableFigures(code: string, title: string, declared: Declared[]): TableFigures {
  const answered = declared.map(({ unit, report }) => ({ unit, answer: report?.tables[code] }));
  const cellsOf = ({ answer }: { answer: TableAnswer | undefined }): Cells =>
    answer && 'rows' in answer ? totalOf(answer.rows) : {};
  const totals = byColumn((column) =>
    totalFigure(answered.map((one) => ({ unit: one.unit, cell: cellsOf(one)[column] ?? null }))),
  );
  return {
    code,
    title,
    columns: columnCodes.map((column) => ({ code: column, ...columns[column] })),
    units: declared.map((one) => unitFigures(one, code)),
    totals,
    rates: ratesOf(Object.fromEntries(columnCodes.map((column) => [column, totals[column].value]))),
    otherPeriods: otherPeriods(answered),
  };
}

function unitFigures({ unit, state, report }: Declared, code: string): UnitFigures {
  const answer = report?.tables[code];
  const rows = answer && 'rows' in answer ? answer.rows : [];
  const total = totalOf(rows);
  return {
    unit,
    state: state ?? 'none',
    ...(answer && 'period' in answer ? { period: answer.period } : {}),
    ...(answer && 'noFigures' in answer ? { noFigures: answer.noFigures } : {}),
    total: byColumn((column) => shown(total[column] ?? null)),
    rates: rows.some(({ cells }) => !isBlank(cells)) ? ratesOf(total) : [],
    rows: rows.map(({ id, name, under, cells }) => ({
      id,
      name,
      ...(under === undefined ? {} : { under }),
      cells: byColumn((column) => shown(cells[column] ?? null)),
    })),
  };
}

function totalFigure(cells: { unit: UnitId; cell: Cell }[]): TotalFigure {
  const exact = cells.flatMap(({ cell }) => (typeof cell === 'number' ? [cell] : []));
  const absent = cells.flatMap(({ unit, cell }) => (cell === null ? [unit] : []));
  const approximate = cells.length - exact.length - absent.length;
  const known = exact.length > 0 ? exact.reduce((a, b) => a + b, 0) : null;
  const value = cells.length > 0 && exact.length === cells.length ? known : null;
  const text =
    value !== null
      ? vnNumber(value)
      : known === null
        ? NO_FIGURE
        : `chưa đủ số liệu: ${vnNumber(known)} ở ${exact.length}/${cells.length} đơn vị`;
  return { value, text, known, exact: exact.length, approximate, absent };
}

/** Every rate the figures allow, each with what it is a share of; one that they do not is null. */
function ratesOf(values: Values): ShownRate[] {
  const dossierRates = (Object.keys(rates) as RateCode[]).filter((code) => rates[code].of !== 'procedures_total');
  return dossierRates.map((code) => {
    const { name, of } = rates[code];
    const reckoned = rateOf(code, values);
    const ofWhat = denominators[of].name;
    return {
      code,
      name,
      of,
      ofWhat,
      part: reckoned?.part ?? null,
      whole: reckoned?.whole ?? null,
      percent: reckoned?.percent ?? null,
      ...(reckoned?.approximate ? { approximate: true as const } : {}),
      text: reckoned
        ? `${reckoned.approximate ? 'khoảng ' : ''}${vnPercent(reckoned.percent)} (trên ${ofWhat})`
        : NO_FIGURE,
    };
  });
}

/** Units whose period is not the one most units report. */
function otherPeriods(answered: { unit: UnitId; answer: TableAnswer | undefined }[]): UnitId[] {
  const periods = answered.flatMap(({ unit, answer }) =>
    answer && 'rows' in answer ? [{ unit, span: spanOf(answer.period) }] : [],
  );
  const counts = new Map<string, number>();
  for (const { span } of periods) counts.set(span, (counts.get(span) ?? 0) + 1);
  const usual = [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
  return periods.filter(({ span }) => span !== usual).map(({ unit }) => unit);
}

const spanOf = (period: Period): string => (period === 'unknown' ? '' : `${period.from}/${period.to}`);

/** The self-reports of a round's units, as the office has them. */
export function createRoundFigures(db: Connection) {
  return {
    /** One entry a unit, in order of their ids; a report that was returned is none. */
    async declared(campaign: CampaignId, units?: readonly UnitId[]): Promise<Declared[]> {
      const rows = await db
        .collection<MatterRow>('matters')
        .find(
          {
            campaign,
            process: 'inspection',
            ...(units ? { unit: { $in: [...units] } } : {}),
            // what is held unannounced asks for no report, and a surprise is not to be seen here
            'state.n': { $not: { $gt: 1 } },
            'state.method': { $ne: 'surprise' },
          },
          { projection: { unit: 1, 'state.selfReport': 1, 'state.cancelled': 1 } },
        )
        .sort({ _id: 1 })
        .toArray();
      const known = rows
        .map(({ unit, state }) => ({
          unit: unit!,
          ...(state as unknown as Pick<Inspection, 'selfReport' | 'cancelled'>),
        }))
        .filter(({ cancelled }) => cancelled === undefined);
      const ids = known.flatMap(({ selfReport }) =>
        selfReport && selfReport.state !== 'returned' ? [selfReport.latest] : [],
      );
      const frozen = await db
        .collection<{ _id: string; body: SelfReport }>('snapshots')
        .find({ _id: { $in: ids } })
        .toArray();
      const reports = new Map(frozen.map(({ _id, body }) => [_id, body]));
      return known.map(({ unit, selfReport }): Declared => {
        if (!selfReport || selfReport.state === 'returned') return { unit };
        const report = reports.get(selfReport.latest);
        return report ? { unit, state: selfReport.state, report } : { unit };
      });
    },
  };
}
