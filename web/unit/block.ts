import { readNumber } from '../../domain/number.ts';
import { planCells } from '../../domain/step-form.ts';

/** One line of a copied table: what it is called there, where it says so, and its cells. */
export interface BlockLine {
  name?: string;
  cells: string[];
}

/** The cells of a copied table as they stand; undefined where it is one text like any other. */
export function cellsIn(text: string): string[][] | undefined {
  // a cell of several lines comes in quotation marks, those within it doubled
  const lines: string[][] = [[]];
  for (const [, quoted, bare, end] of text
    .replace(/\r\n?/g, '\n')
    .matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g)) {
    lines.at(-1)!.push((quoted?.replaceAll('""', '"') ?? bare!).trim());
    if (end === '\n') lines.push([]);
    else if (end !== '\t') break;
  }
  const full = lines.filter((line) => line.some((cell) => cell !== ''));
  return full.length > 1 || (full[0] ?? []).length > 1 ? full : undefined;
}

/**
 * The figures of a copied table: heads and lines of column numbers left out, names of lines taken off. Undefined where
 * there is nothing a form could be filled with beyond what the browser pastes by itself.
 */
export function figuresIn(text: string): BlockLine[] | undefined {
  const cells = cellsIn(text) ?? [[text.trim()]];
  const lines = cells.map(lineOf);
  const wanted = lines.filter((line, i) => line.cells.some(isFigure) && !(i < lines.length - 1 && numbers(line)));
  const isOne = wanted.length === 1 && wanted[0]!.cells.length === 1 && wanted[0]!.cells[0] === text.trim();
  return wanted.length === 0 || isOne ? undefined : wanted;
}

function lineOf(line: string[]): BlockLine {
  const cells = line.map(asCount);
  // `1 | Đất đai | 3.541`: what stands before the figures names the line
  const isName = (i: number) => /\p{L}/u.test(cells[i] ?? '') && !isFigure(cells[i]!);
  const isBefore = isName(0) || (cells.length > 2 && /^\d{0,3}$/.test(cells[0]!));
  const named = isBefore && isName(1) ? 1 : isName(0) ? 0 : undefined;
  return named === undefined ? { cells } : { name: cells[named]!, cells: cells.slice(named + 1) };
}

const isFigure = (cell: string): boolean => {
  try {
    return readNumber(cell) !== null;
  } catch {
    return false; // said at its cell
  }
};

/** `3 | 4 | 5`, as forms number their columns. */
const numbers = ({ cells }: BlockLine): boolean =>
  cells.length > 2 && cells.every((cell, i) => Number(cell) === Number(cells[0]) + i);

/** A count as sheets show it elsewhere: in a whole number a comma parts thousands, `.00` says nothing, a dash is none. */
function asCount(cell: string): string {
  const bare = cell.replace(/[.,]0{1,2}$/, '');
  if (/^[-–—]$/.test(bare)) return '0';
  return /^\d{1,3}(,\d{3})+$/.test(bare)
    ? bare.replaceAll(',', '.')
    : bare === '' || /^[\d., ]+$/.test(bare)
      ? bare
      : cell;
}

/** The lines of a copied plan, their cells as the form has them from `first` on: heads and numbers of lines left out. */
export function planIn(text: string, first: number): string[][] | undefined {
  const lines = cellsIn(text);
  if (!lines) return undefined;
  const rest = lines.length > 1 ? lines.slice(1) : lines;
  const isNumbered = first === 0 && rest.every(([cell = '']) => /^\d{1,3}\.?$/.test(cell));
  const bare = isNumbered ? lines.map((line) => line.slice(1)) : lines;
  // `Từ ngày | Hoàn thành`: where days should stand there is none
  const isHead = (line: string[]) =>
    line.some((cell, i) => cell !== '' && /from|to/.test(planCells[first + i] ?? '') && !/\d/.test(cell));
  return bare.filter((line, i) => i > 0 || lines.length === 1 || !isHead(line));
}
