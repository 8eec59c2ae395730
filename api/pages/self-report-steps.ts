import { columns } from '../../domain/figures.ts';
import type { Column } from '../../domain/figures.ts';
import { blocking } from '../../domain/check.ts';
import type { Check, Place } from '../../domain/check.ts';
import { suggestions } from '../../domain/correction.ts';
import { vnNumber } from '../../domain/number.ts';
import { checkDraft } from '../../domain/outline.ts';
import type { Area, Outline, Table } from '../../domain/outline.ts';
import type { TypedReport, TypedRow, TypedTable } from '../../store/content/self-reports.ts';
import type { Deps } from '../deps.ts';
import { theirInspection } from './inspection-page.ts';
import { selfReportCase } from '../inspections/inspection-record.ts';
import type { SelfReportCase } from '../inspections/inspection-record.ts';
import type { Visitor } from './links.ts';
import { emptyTyped, examine, freshTable } from './typed-report.ts';
import type { Findings } from './typed-report.ts';

/** One page of the self-assessment: an area with its questions, or one row of a table. */
export type Step =
  | { id: string; name: string; area: Area }
  | { id: string; name: string; table: Table; typed: TypedTable; row: TypedRow; first: boolean };

/** A self-assessment as its pages need it. */
export interface Writing extends SelfReportCase {
  /** As typed; tables nobody touched have their fresh rows. */
  typed: TypedReport;
  version: number;
  steps: Step[];
  found: Findings;
  /** What is wrong or doubtful already, blanks left aside. */
  early: Check[];
}

/** What is wrong in a step already, blanks left aside: a person who goes on leaves it behind. */
export function wrongIn(written: Writing, step: Step): number {
  const isHere = (at: Place | undefined) => stepOf(written, at ?? {}) === step;
  return (
    written.found.read.unread.filter(({ at }) => isHere(at)).length +
    blocking(written.early).filter(({ at }) => isHere(at[0])).length
  );
}

export async function writingOf(deps: Deps, visitor: Visitor, id: string): Promise<Writing> {
  return writing(await selfReportCase(deps, await theirInspection(deps, visitor, id)));
}

export function writing(report: SelfReportCase): Writing {
  const { outline, period, sites, story, previous } = report;
  const saved = story.draft?.typed ?? emptyTyped;
  const tables = Object.fromEntries(
    outline.tables.map((table) => [table.code, saved.tables[table.code] ?? freshTable(table, sites, period)]),
  );
  const typed = { ...saved, tables };
  const found = examine(outline, typed, period, previous);
  const early = checkDraft(outline, found.read.report, previous);
  return { ...report, typed, version: story.draft?.version ?? 0, steps: stepsOf(outline, typed), found, early };
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
export function stepOf({ outline, steps }: Pick<Writing, 'outline' | 'steps'>, place: Place): Step | undefined {
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
  { found }: Writing,
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
