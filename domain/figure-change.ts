import type { Place } from './check.ts';
import { columnCodes, label } from './figures.ts';
import type { FigureRow } from './figures.ts';
import type { Cell } from './number.ts';
import type { Outline, SelfReport } from './outline.ts';

/** One figure that says something else than before. */
export interface FigureChange {
  at: Place;
  /** `Đã giải quyết (7)`, with its row in a form of several. */
  name: string;
  was: Cell;
  now: Cell;
}

/** What differs between two reports of the same outline, in the order of its forms; a row gone or new counts as absent figures. */
export function figureChanges(
  outline: Pick<Outline, 'tables' | 'indicators'>,
  before: Pick<SelfReport, 'tables' | 'indicators'>,
  after: Pick<SelfReport, 'tables' | 'indicators'>,
): FigureChange[] {
  return [
    ...outline.tables.flatMap(({ code }) => rowChanges(code, rowsOf(before, code), rowsOf(after, code))),
    ...outline.indicators.flatMap(({ code, name }) =>
      changed({ indicator: code }, name, before.indicators[code] ?? null, after.indicators[code] ?? null),
    ),
  ];
}

const rowsOf = ({ tables }: Pick<SelfReport, 'tables'>, code: string): FigureRow[] => {
  const answer = tables[code];
  return answer && 'rows' in answer ? answer.rows : [];
};

function rowChanges(table: string, before: FigureRow[], after: FigureRow[]): FigureChange[] {
  const ids = [...new Set([...after, ...before].map(({ id }) => id))];
  return ids.flatMap((row) => {
    const [was, now] = [before, after].map((rows) => rows.find(({ id }) => id === row));
    const name = ids.length > 1 ? `${(now ?? was)!.name}: ` : '';
    return columnCodes.flatMap((column) =>
      changed(
        { table, row, column },
        `${name}${label(column)}`,
        was?.cells[column] ?? null,
        now?.cells[column] ?? null,
      ),
    );
  });
}

const changed = (at: Place, name: string, was: Cell, now: Cell): FigureChange[] =>
  JSON.stringify(was) === JSON.stringify(now) ? [] : [{ at, name, was, now }];
