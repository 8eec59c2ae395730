import { blocking } from './check.ts';
import type { Check, Place } from './check.ts';
import { suggestions } from './correction.ts';
import { cellBefore, figuresBefore } from './figure-trend.ts';
import { columns, follows } from './figures.ts';
import type { Column, Figures } from './figures.ts';
import { vnCell, vnNumber } from './number.ts';
import { checkDraft } from './outline.ts';
import type { Area, Outline, SelfReport, Table } from './outline.ts';
import { emptyTyped, examine, freshTable } from './typed-report.ts';
import type { AskedPeriod, Findings, TypedReport, TypedRow, TypedTable } from './typed-report.ts';
import type { Unit } from './unit.ts';

/** One page of the self-assessment: an area with its questions, or one row of a table. */
export type Step =
  | { id: string; name: string; area: Area }
  | { id: string; name: string; table: Table; typed: TypedTable; row: TypedRow; first: boolean };

/** A self-assessment with everything its rules say of it, laid out step by step. */
export interface Examined {
  outline: Outline;
  /** As typed; tables nobody touched have their fresh rows. */
  typed: TypedReport;
  steps: Step[];
  found: Findings;
  /** What is wrong or doubtful already, blanks left aside. */
  early: Check[];
  /** The unit's report of the period before. */
  previous?: SelfReport;
}

/** What a self-assessment is asked and held against. */
export interface Asked {
  outline: Outline;
  period: AskedPeriod;
  /** Places of work without standing of their own: a row each. */
  sites: Unit[];
  /** The unit's report of the period before. */
  previous?: SelfReport;
}

/** Everything the rules say of what is typed so far; undefined: nothing was typed yet. */
export function examined(
  { outline, period, sites, previous }: Asked,
  saved: TypedReport | undefined = emptyTyped,
): Examined {
  const tables = Object.fromEntries(
    outline.tables.map((table) => [
      table.code,
      saved.tables[table.code] ??
        carriedInto(freshTable(table, sites, period), period, figuresBefore(previous, table.code)),
    ]),
  );
  const typed = { ...saved, tables };
  const found = examine(outline, typed, period, previous);
  const early = checkDraft(outline, found.read.report, previous);
  return { outline, typed, steps: stepsOf(outline, typed), found, early, ...(previous ? { previous } : {}) };
}

/** A table nobody has touched, with what the period before left in progress: what I7 will hold it against. */
function carriedInto(fresh: TypedTable, period: AskedPeriod, before: Figures | undefined): TypedTable {
  if (!before || !follows(period, before.period)) return fresh;
  return {
    ...fresh,
    rows: fresh.rows.map((row) => {
      const left = cellBefore(before, row.id, 'in_progress_total', fresh.rows.length);
      return left === null ? row : { ...row, cells: { ...row.cells, carried_over: vnCell(left) } };
    }),
  };
}

/** What is wrong in a step already, blanks left aside: a person who goes on leaves it behind. */
export function wrongIn(written: Examined, step: Step): number {
  const isHere = (at: Place | undefined) => stepOf(written, at ?? {}) === step;
  return (
    written.found.read.unread.filter(({ at }) => isHere(at)).length +
    blocking(written.early).filter(({ at }) => isHere(at[0])).length
  );
}

export function stepsOf(outline: Outline, typed: TypedReport): Step[] {
  return [
    ...outline.areas.map((area) => ({ id: area.code, name: area.name, area })),
    ...outline.tables.flatMap((table) => {
      const mine = typed.tables[table.code]!;
      return mine.rows.map((row, i) => ({
        id: `${table.code}.${row.id}`,
        name: mine.rows.length > 1 ? `${shortTitle(table)}: ${row.name}` : table.title,
        table,
        typed: mine,
        row,
        first: i === 0,
      }));
    }),
  ];
}

/** `Biểu II.06` of `Biểu II.06: Tình hình …`. */
const shortTitle = ({ title }: Table): string => title.split(':')[0]!;

/** The step where a place stands. */
export function stepOf({ outline, steps }: Pick<Examined, 'outline' | 'steps'>, place: Place): Step | undefined {
  const ofArea = (which: (area: Area) => boolean) => steps.find((step) => 'area' in step && which(step.area));
  if (place.question !== undefined) return ofArea((area) => area.questions.some(({ code }) => code === place.question));
  const rows = steps.filter((step) => 'row' in step);
  if (place.indicator !== undefined) {
    const area = outline.indicators.find(({ code }) => code === place.indicator)?.area;
    return ofArea(({ code }) => code === area) ?? rows[0] ?? steps.at(-1);
  }
  const ofTable = rows.filter((step) => place.table === undefined || step.table.code === place.table);
  return ofTable.find((step) => step.row.id === place.row) ?? ofTable[0] ?? steps.at(-1);
}

/** The blank cells of a row that can have one value only, each with the button that fills it in. */
export function suggestedIn(
  { found }: Examined,
  { table, row }: Pick<Extract<Step, { row: TypedRow }>, 'table' | 'row'>,
) {
  const answer = found.read.report.tables[table.code];
  return suggestions(answer && 'rows' in answer ? answer.rows : [])
    .filter(({ at }) => at.row === row.id && (row.cells[at.column] ?? '').trim() === '')
    .map(({ at: { column }, value }) => ({
      column,
      value: vnNumber(value),
      act: `fill/c/${table.code}/${row.id}/${column}/${vnNumber(value)}`,
    }));
}

export const groups: { name: string; columns: Column[] }[] = [
  { name: 'Tiếp nhận', columns: ['received_total', 'received_online', 'received_direct_postal', 'carried_over'] },
  {
    name: 'Đã giải quyết',
    columns: ['resolved_total', 'resolved_early', 'resolved_on_time', 'resolved_late', 'resolved_early_or_on_time'],
  },
  { name: 'Đang giải quyết', columns: ['in_progress_total', 'in_progress_in_time', 'in_progress_overdue'] },
];

export const labelOf = (column: Column): string =>
  `${columns[column].name} ${columns[column].mark}${column === 'resolved_early_or_on_time' ? ', chỉ ghi khi không tách được' : ''}`;
