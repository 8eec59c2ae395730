import type { CellAt, Failure, FigureRow, Sum } from './figures.ts';
import { failuresOf, inRow, label, readerOf, sumsOf } from './figures.ts';
import type { Cell } from './number.ts';
import { vnNumber } from './number.ts';

/** The one value an empty cell can have. */
export interface Suggestion {
  at: CellAt;
  value: number;
  by: Sum['id'];
  sentence: string;
}

/** How a hand may have slipped: one wrong digit, two neighbours swapped, a digit dropped or doubled. */
type Slip = 'digit' | 'swap' | 'dropped';

/** Changing this one cell would make a knot of broken identities hold. */
interface Correction {
  at: CellAt;
  was: number;
  value: number;
  slip?: Slip;
  sentence: string;
}

/** Broken identities that share cells, with every single cell that could repair them all; likeliest slip first. */
export interface Repair {
  broken: Failure[];
  corrections: Correction[];
}

/** For each identity with exactly one empty cell and all others exact: the value it must have. Nothing is ever filled in. */
export function suggestions(rows: FigureRow[]): Suggestion[] {
  const read = readerOf(rows);
  const sums = sumsOf(rows);
  const found = new Map<string, Suggestion | null>();
  for (const sum of sums) {
    const cells = [sum.whole, ...sum.parts];
    const at = cells.find((cell) => read(cell) === null);
    if (!at || !cells.every((cell) => cell === at || typeof read(cell) === 'number')) continue;
    const value = solve(sum, at, read);
    const earlier = found.get(keyOf(at));
    if (earlier === undefined) found.set(keyOf(at), suggestion(sum, at, value, rows));
    else if (earlier?.value !== value) found.set(keyOf(at), null); // two identities disagree
  }
  // with (8)+(9) filled in other identities hold than without it, so they are laid out anew
  return [...found.values()].filter(
    (s): s is Suggestion => s !== null && fits(s.at, s.value, sumsOf(withCell(rows, s.at, s.value)), read),
  );
}

/** The same rows with that cell changed. */
export const withCell = (rows: FigureRow[], { row, column }: CellAt, value: Cell): FigureRow[] =>
  rows.map((r) => (r.id === row ? { ...r, cells: { ...r.cells, [column]: value } } : r));

/**
 * Which single cell, changed, makes everything hold again. All of them are listed: none is ever chosen for the
 * people who know the dossiers.
 */
export function repairs(rows: FigureRow[]): Repair[] {
  const read = readerOf(rows);
  const sums = sumsOf(rows);
  return knots(sums.flatMap((sum) => failuresOf(sum, read))).map((broken) => ({
    broken,
    corrections: commonCells(broken)
      .flatMap((at) => correction(at, broken, sums, rows))
      .sort((a, b) => likelihood(a) - likelihood(b)),
  }));
}

/** The cells in every broken identity of a knot: another one could not repair it alone. */
function commonCells(broken: Failure[]): CellAt[] {
  const [fewest] = broken.map(({ sum }) => cellsOf(sum)).sort((a, b) => a.length - b.length);
  return fewest!.filter((at) => broken.every(({ sum }) => holds(sum, at)));
}

function correction(at: CellAt, broken: Failure[], sums: Sum[], rows: FigureRow[]): Correction[] {
  const read = readerOf(rows);
  const was = read(at);
  const equation = broken.find(({ over }) => !over);
  if (typeof was !== 'number' || !equation) return [];
  const value = solve(equation.sum, at, read);
  if (!fits(at, value, sums, read)) return [];
  const slip = slipOf(String(was), String(value));
  return [
    {
      at,
      was,
      value,
      ...(slip && { slip }),
      sentence: inRow(
        at.row,
        rows,
        `nếu ${label(at.column)} là ${vnNumber(value)} thay vì ${vnNumber(was)} thì mọi phép kiểm ở đây đều khớp.`,
      ),
    },
  ];
}

/** Groups of failures linked by common cells, so that two slips far apart are repaired one by one. */
function knots(failures: Failure[]): Failure[][] {
  const next = new Map<string, string>();
  const endOf = (cell: string): string => {
    let end = cell;
    for (let on = next.get(end); on !== undefined; on = next.get(end)) end = on;
    return end;
  };
  for (const { sum } of failures) {
    for (const part of sum.parts) {
      const [from, to] = [endOf(keyOf(part)), endOf(keyOf(sum.whole))];
      if (from !== to) next.set(from, to);
    }
  }
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const end = endOf(keyOf(failure.sum.whole));
    groups.set(end, [...(groups.get(end) ?? []), failure]);
  }
  return [...groups.values()];
}

const cellsOf = (sum: Sum): CellAt[] => [sum.whole, ...sum.parts];
const same = (a: CellAt, b: CellAt): boolean => a.row === b.row && a.column === b.column;
const holds = (sum: Sum, at: CellAt): boolean => cellsOf(sum).some((cell) => same(cell, at));
const keyOf = ({ row, column }: CellAt): string => `${row}/${column}`;

/** The value that makes the identity hold, all its other cells being exact. */
function solve({ whole, parts }: Sum, at: CellAt, read: (at: CellAt) => Cell): number {
  const others = parts.filter((part) => !same(part, at)).reduce((n, part) => n + (read(part) as number), 0);
  return same(whole, at) ? others : (read(whole) as number) - others;
}

/** With that value in that cell, nothing the cell takes part in is broken. */
function fits(at: CellAt, value: number, sums: Sum[], read: (at: CellAt) => Cell): boolean {
  const changed = (cell: CellAt) => (same(cell, at) ? value : read(cell));
  return value >= 0 && sums.every((sum) => !holds(sum, at) || failuresOf(sum, changed).length === 0);
}

const ORDER: (Slip | undefined)[] = ['digit', 'swap', 'dropped', undefined];
const likelihood = ({ slip }: Correction): number => ORDER.indexOf(slip);

function slipOf(was: string, is: string): Slip | undefined {
  if (was.length !== is.length) {
    const [short, long] = was.length < is.length ? [was, is] : [is, was];
    const dropped = long.split('').some((_, i) => long.slice(0, i) + long.slice(i + 1) === short);
    return dropped ? 'dropped' : undefined;
  }
  const wrong = was.split('').flatMap((digit, i) => (digit === is[i] ? [] : [i]));
  const [i = 0, j = 0] = wrong;
  if (wrong.length === 1) return 'digit';
  return wrong.length === 2 && j === i + 1 && was[i] === is[j] && was[j] === is[i] ? 'swap' : undefined;
}

function suggestion(sum: Sum, at: CellAt, value: number, rows: FigureRow[]): Suggestion {
  const read = readerOf(rows);
  const others = cellsOf(sum)
    .filter((cell) => !same(cell, at))
    .map((cell) => vnNumber(read(cell) as number));
  const sign = same(sum.whole, at) ? ' + ' : ' − ';
  return {
    at,
    value,
    by: sum.id,
    sentence: inRow(
      at.row,
      rows,
      `${label(at.column)} còn trống, có thể là ${others.join(sign)} = ${vnNumber(value)}. Hãy xác nhận nếu đúng.`,
    ),
  };
}
