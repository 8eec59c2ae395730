import type { Day } from '../../domain/day.ts';
import { vnDay } from '../../domain/day.ts';
import { bare } from '../../domain/document.ts';
import type { CountRow, FigureTable, RateRow } from '../../domain/document.ts';
import { columnCodes, columns, isBlank, totalOf } from '../../domain/figures.ts';
import type { Cells, Column, FigureRow } from '../../domain/figures.ts';
import type { Cell } from '../../domain/number.ts';
import type { Outline, SelfReport, Table, TableAnswer } from '../../domain/outline.ts';
import { denominators, rateOf, rates } from '../../domain/rate.ts';
import type { RateCode, Values } from '../../domain/rate.ts';

/** `từ ngày 01/01/2026 đến ngày 30/09/2026`. */
export const spanInWords = ({ from, to }: { from: Day; to: Day }): string =>
  `từ ngày ${vnDay(from)} đến ngày ${vnDay(to)}`;

/** `Tình hình giải quyết hồ sơ` of `Biểu II.06: Tình hình giải quyết hồ sơ`. */
export const plainTitle = ({ title }: Table): string => bare(title).replace(/^Biểu[^:]*:\s*/u, '');

/** More one-stop sites than this do not fit beside each other on the page. */
const sitesAtMost = 4;

/** The rates a conclusion states, where the table they come from has figures. */
const ratesPrinted: RateCode[] = ['rate_early_or_on_time', 'rate_received_online'];

/**
 * The figures of one unit as its conclusion prints them: form by form, its sites side by side, then
 * the single indicators. A figure nobody has stays null and is printed “chưa có số liệu”; a unit
 * without a report has a table that says so, in the words of `noReport`.
 */
export function figureTables(
  unit: { name: string },
  report: SelfReport | undefined,
  outline: Outline,
  asked: { from: Day; to: Day },
  noReport = 'Đơn vị chưa có báo cáo tự kiểm tra',
): FigureTable[] {
  const period = spanInWords(asked);
  const forms = outline.tables.map((table) =>
    formTable(unit, table, report?.tables[table.code], report, period, noReport),
  );
  const single = outline.indicators.map(({ code, name, unitOfMeasure }): CountRow => ({
    label: `${name} (${unitOfMeasure})`,
    counts: [report?.indicators[code] ?? null],
  }));
  return [
    ...forms,
    ...(single.length > 0
      ? [{ caption: `Chỉ tiêu khác tại ${unit.name}`, period, columns: ['Số liệu'], rows: single }]
      : []),
  ];
}

function formTable(
  unit: { name: string },
  table: Table,
  answer: TableAnswer | undefined,
  report: SelfReport | undefined,
  asked: string,
  noReport: string,
): FigureTable {
  const caption = `${plainTitle(table)} tại ${unit.name}`;
  const unitOfMeasure = 'hồ sơ';
  if (!answer || !('rows' in answer) || answer.rows.every(({ cells }) => isBlank(cells))) {
    const why = !report
      ? noReport
      : answer && 'noFigures' in answer
        ? `Lý do đơn vị nêu: ${answer.noFigures}`
        : undefined;
    return {
      caption,
      period: asked,
      unitOfMeasure,
      columns: ['Số liệu'],
      rows: [{ label: columns.resolved_total.name, counts: [null] }],
      ...(why ? { notes: [why] } : {}),
    };
  }
  const shown = columnsOf(table, answer.rows);
  return {
    caption,
    period: answer.period === 'unknown' ? 'chưa rõ kỳ' : spanInWords(answer.period),
    unitOfMeasure,
    columns: shown.map(({ name }) => name),
    rows: [...countRows(shown), ...rateRows(shown)],
  };
}

interface Shown {
  name: string;
  cells: Cells;
}

/** The total alone, or the sites under it with the total last. */
function columnsOf({ perSite }: Table, rows: FigureRow[]): Shown[] {
  const total = totalOf(rows);
  const ids = new Set(rows.map(({ id }) => id));
  const tops = rows.filter(({ under }) => under === undefined || !ids.has(under));
  const under = rows.filter((row) => row.under !== undefined && tops.some(({ id }) => id === row.under));
  const sites = under.length > 0 ? under : tops;
  if (!perSite || sites.length < 2 || sites.length > sitesAtMost) return [{ name: 'Số liệu', cells: total }];
  return [...sites.map(({ name, cells }) => ({ name, cells })), { name: 'Cộng', cells: total }];
}

/** Every count of the form; early and on time apart or together, as the unit keeps them. */
function countRows(shown: Shown[]): CountRow[] {
  const has = (column: Column) => shown.some(({ cells }) => (cells[column] ?? null) !== null);
  const together = has('resolved_early_or_on_time');
  const left: Column[] = together
    ? (['resolved_early', 'resolved_on_time'] as const).filter((column) => !has(column))
    : ['resolved_early_or_on_time'];
  return columnCodes
    .filter((column) => !left.includes(column))
    .map((column) => ({ label: columns[column].name, counts: shown.map(({ cells }) => cells[column] ?? null) }));
}

/** A rate of each column over its named denominator; left out where no column has both numbers. */
function rateRows(shown: Shown[]): RateRow[] {
  return ratesPrinted.flatMap((code) => {
    const shares = shown.map(({ cells }) => shareOf(code, cells));
    if (shares.every(({ whole }) => whole === null)) return [];
    return [{ label: rates[code].name, of: plainName(denominators[rates[code].of].name), rates: shares }];
  });
}

function shareOf(code: RateCode, cells: Cells): { part: Cell; whole: Cell } {
  const values: Values = cells;
  const { ways, of } = rates[code];
  const reckoned = rateOf(code, values);
  if (reckoned)
    return {
      part: stated(ways, values) ?? reckoned.part,
      whole: stated(denominators[of].ways, values) ?? reckoned.whole,
    };
  return stated(denominators[of].ways, values) === 0 ? { part: 0, whole: 0 } : { part: null, whole: null };
}

/** The figure that stands in one cell, with its “hơn” or “gần”; null when it has to be added up. */
function stated(ways: readonly { plus: readonly string[]; minus?: readonly string[] }[], values: Values): Cell {
  const alone = ways.find(
    ({ plus, minus }) => plus.length === 1 && minus === undefined && (values[plus[0]!] ?? null) !== null,
  );
  return alone ? values[alone.plus[0]!]! : null;
}

/** Without the marks of the form's columns, which a reader of the paper does not see. */
const plainName = (name: string): string => name.replace(/\s*\([\d()\s+−-]+$/u, '');
