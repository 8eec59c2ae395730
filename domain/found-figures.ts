import type { Check } from './check.ts';
import { placeKey } from './check.ts';
import { columnCodes, label } from './figures.ts';
import type { Cells, FigureRow } from './figures.ts';
import type { Notebook } from './notebook.ts';
import { readNumber } from './number.ts';
import type { Cell } from './number.ts';
import { checkDraft, emptySelfReport } from './outline.ts';
import type { Outline, SelfReport } from './outline.ts';
import { Refusal } from './refusal.ts';

/** The figures a team counted, as they were typed, read as a report of the unit's would be. */
export interface FoundFigures {
  report: SelfReport;
  /** What cannot be read, by `placeKey`. */
  unread: Map<string, string>;
}

type Figures = Pick<SelfReport, 'tables' | 'indicators'>;

/** The rows of a form: as the unit filled them in, as it did before, as the outline names them, else the whole unit. */
export function rowsOfForm(
  { code, rows }: Outline['tables'][number],
  declared: Figures | undefined,
  previous: Figures | undefined,
): Omit<FigureRow, 'cells'>[] {
  for (const report of [declared, previous]) {
    const answer = report?.tables[code];
    if (answer && 'rows' in answer && answer.rows.length > 0)
      return answer.rows.map(({ cells: _cells, ...row }) => row);
  }
  return rows ?? [{ id: 'tong', name: 'Toàn đơn vị' }];
}

/** Reads what was typed; what is left out was not counted. */
export function readFound(
  outline: Outline,
  rowsOf: (table: Outline['tables'][number]) => Omit<FigureRow, 'cells'>[],
  found: Notebook['found'],
): FoundFigures {
  const unread = new Map<string, string>();
  const read = (key: string, name: string): Cell => {
    try {
      return readNumber(found[key] ?? '', name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      unread.set(key, error.message);
      return null;
    }
  };
  const tables = outline.tables.map((table) => {
    const rows = rowsOf(table).map((row): FigureRow => {
      const cells: Cells = {};
      for (const column of columnCodes) {
        const cell = read(placeKey({ table: table.code, row: row.id, column }), label(column));
        if (cell !== null) cells[column] = cell;
      }
      return { ...row, cells };
    });
    return [table.code, { period: 'unknown' as const, rows }] as const;
  });
  const indicators = outline.indicators.map(
    ({ code, name }) => [code, read(placeKey({ indicator: code }), name)] as const,
  );
  return {
    report: { ...emptySelfReport, tables: Object.fromEntries(tables), indicators: Object.fromEntries(indicators) },
    unread,
  };
}

/** What a unit has to answer for, not who counts its dossiers. */
const unitsOwn: readonly Check['code'][] = ['in-progress-unsplit', 'sites-differ', 'row-unknown', 'I7'];

/** What does not add up among the figures a team counted: by the same rules as a unit's report. */
export const checkFound = (outline: Outline, { report }: Pick<FoundFigures, 'report'>): Check[] =>
  checkDraft(outline, report).filter(({ level, code }) => level !== 'not-checkable' && !unitsOwn.includes(code));
