import type { Check } from './check.ts';
import { check } from './check.ts';
import type { Day } from './day.ts';
import { addDays, vnDay } from './day.ts';
import type { Cell } from './number.ts';
import { isCount, NO_FIGURE, vnDifference, vnNumber } from './number.ts';

/** The columns of form II.06 (Thông tư 01/2020/TT-VPCP), `mark` as printed; (8)+(9) is for units that keep them together. */
export const columns = {
  received_total: { mark: '(3)', name: 'Tổng số tiếp nhận' },
  received_online: { mark: '(4)', name: 'Tiếp nhận trực tuyến' },
  received_direct_postal: { mark: '(5)', name: 'Tiếp nhận trực tiếp, qua bưu chính' },
  carried_over: { mark: '(6)', name: 'Từ kỳ trước chuyển sang' },
  resolved_total: { mark: '(7)', name: 'Đã giải quyết' },
  resolved_early: { mark: '(8)', name: 'Giải quyết trước hạn' },
  resolved_on_time: { mark: '(9)', name: 'Giải quyết đúng hạn' },
  resolved_early_or_on_time: { mark: '(8)+(9)', name: 'Giải quyết trước hạn và đúng hạn' },
  resolved_late: { mark: '(10)', name: 'Giải quyết quá hạn' },
  in_progress_total: { mark: '(11)', name: 'Đang giải quyết' },
  in_progress_in_time: { mark: '(12)', name: 'Đang giải quyết trong hạn' },
  in_progress_overdue: { mark: '(13)', name: 'Đang giải quyết quá hạn' },
} as const;

export type Column = keyof typeof columns;
export const columnCodes = Object.keys(columns) as Column[];

/** The figures of one row; a column left out has no figure. */
export type Cells = Partial<Record<Column, Cell>>;

/** One row of the form; the rows whose `under` names it add up to it. Fields stand under the total, or under a site. */
export interface FigureRow {
  id: string;
  name: string;
  under?: string;
  /** The figures of one one-stop site. */
  site?: true;
  cells: Cells;
}

export type Period = { label: string; from: Day; to: Day } | 'unknown';

export interface Figures {
  period: Period;
  rows: FigureRow[];
}

export interface CellAt {
  row: string;
  column: Column;
}

/** An identity: the parts add up to the whole. */
export interface Sum {
  id: 'I1' | 'I2' | 'I3' | 'I4' | 'I6';
  whole: CellAt;
  parts: CellAt[];
}

type Read = (at: CellAt) => Cell;

export function readerOf(rows: FigureRow[]): Read {
  const byId = new Map(rows.map(({ id, cells }) => [id, cells]));
  return ({ row, column }) => byId.get(row)?.[column] ?? null;
}

/** I1–I4 of each row, I6 of each row that has others under it; only where some figure stands. */
export function sumsOf(rows: FigureRow[]): Sum[] {
  const read = readerOf(rows);
  const childrenOf = new Map<string, string[]>();
  for (const { id, under } of rows) if (under) childrenOf.set(under, [...(childrenOf.get(under) ?? []), id]);
  return [...rows.flatMap(sumsInRow), ...rows.flatMap(({ id }) => sumsOver(id, childrenOf.get(id) ?? []))].filter(
    ({ whole, parts }) => [whole, ...parts].some((at) => read(at) !== null),
  );
}

function sumsInRow({ id: row, cells }: FigureRow): Sum[] {
  const sum = (id: Sum['id'], whole: Column, ...parts: Column[]): Sum => ({
    id,
    whole: { row, column: whole },
    parts: parts.map((column) => ({ row, column })),
  });
  const together = (cells.resolved_early_or_on_time ?? null) !== null;
  const apart = (cells.resolved_early ?? null) !== null || (cells.resolved_on_time ?? null) !== null;
  return [
    sum('I1', 'received_total', 'received_online', 'received_direct_postal', 'carried_over'),
    together
      ? sum('I2', 'resolved_total', 'resolved_early_or_on_time', 'resolved_late')
      : sum('I2', 'resolved_total', 'resolved_early', 'resolved_on_time', 'resolved_late'),
    ...(together && apart ? [sum('I2', 'resolved_early_or_on_time', 'resolved_early', 'resolved_on_time')] : []),
    sum('I3', 'in_progress_total', 'in_progress_in_time', 'in_progress_overdue'),
    sum('I4', 'received_total', 'resolved_total', 'in_progress_total'),
  ];
}

function sumsOver(row: string, children: string[]): Sum[] {
  if (children.length === 0) return [];
  return columnCodes.map((column) => ({
    id: 'I6',
    whole: { row, column },
    parts: children.map((child) => ({ row: child, column })),
  }));
}

/** A broken identity: the parts differ from the whole, or what is known of them (`over`) already exceeds it. */
export interface Failure {
  sum: Sum;
  over?: CellAt[];
  difference: number;
}

/** What is broken in one identity. Approximate figures and absent ones are never reckoned with. */
export function failuresOf(sum: Sum, read: Read): Failure[] {
  const whole = read(sum.whole);
  if (typeof whole !== 'number') return [];
  const known = sum.parts.filter((at) => typeof read(at) === 'number');
  const total = (parts: CellAt[]) => parts.reduce((n, at) => n + (read(at) as number), 0);
  const complete = known.length === sum.parts.length;
  const failures: Failure[] = [];
  if (complete && total(known) !== whole) failures.push({ sum, difference: total(known) - whole });
  for (const part of known) {
    if (total([part]) > whole) failures.push({ sum, over: [part], difference: total([part]) - whole });
  }
  if (!complete && known.length > 1 && total(known) > whole) {
    failures.push({ sum, over: known, difference: total(known) - whole });
  }
  return failures;
}

/**
 * The identities I1–I6 of a form, and what still has to be split. Every broken one is an error; one with an absent
 * or approximate figure is not checkable and names what is missing.
 */
export function checkFigures(rows: FigureRow[]): Check[] {
  const read = readerOf(rows);
  return [
    ...rows.flatMap((row) => checkCounts(row, rows)),
    ...sumsOf(rows).flatMap((sum) => {
      const failures = failuresOf(sum, read).map((failure) => describe(failure, rows));
      const missing = [sum.whole, ...sum.parts].filter((at) => typeof read(at) !== 'number');
      return missing.length > 0 ? [...failures, notCheckable(sum, missing, rows)] : failures;
    }),
    ...rows.flatMap((row) => checkSplit(row, rows)),
  ];
}

/** I5: every count is a whole number, not negative. */
function checkCounts(row: FigureRow, rows: FigureRow[]): Check[] {
  return columnCodes
    .filter((column) => !isCount(row.cells[column] ?? null))
    .map((column) =>
      check(
        'count-invalid',
        'error',
        [{ row: row.id, column }],
        inRow(row.id, rows, `${label(column)} phải là số nguyên, không âm.`),
      ),
    );
}

function describe({ sum, over, difference }: Failure, rows: FigureRow[]): Check {
  const read = readerOf(rows);
  const whole = vnNumber(read(sum.whole) as number);
  const found = vnNumber((read(sum.whole) as number) + difference);
  if (over) {
    return check(
      'I5',
      'error',
      [...over, sum.whole],
      `${namesOfParts(sum, over, rows)} ${over.length > 1 ? 'cộng lại đã là' : 'ghi'} ${found}, lớn hơn ` +
        `${nameOfWhole(sum, rows)} ghi ${whole}: vượt ${vnNumber(difference)}. Phần không thể lớn hơn tổng, hãy soát lại.`,
      { difference },
    );
  }
  return check(
    sum.id,
    'error',
    [sum.whole, ...sum.parts],
    `${namesOfParts(sum, sum.parts, rows)} cộng lại là ${found}, nhưng ${nameOfWhole(sum, rows)} ghi ${whole}: ` +
      `lệch ${vnDifference(difference)}. Hãy soát lại các ô này.`,
    { difference },
  );
}

function notCheckable(sum: Sum, missing: CellAt[], rows: FigureRow[]): Check {
  const read = readerOf(rows);
  const name = (at: CellAt) => (sum.id === 'I6' ? `dòng “${nameOfRow(at.row, rows)}”` : columns[at.column].mark);
  const reasons = [
    [NO_FIGURE, missing.filter((at) => read(at) === null)],
    ['chỉ có số gần đúng', missing.filter((at) => read(at) !== null)],
  ] as const;
  const why = reasons
    .filter(([, cells]) => cells.length > 0)
    .map(([reason, cells]) => `${reason}: ${cells.map(name).join(', ')}`)
    .join('; ');
  const sentence =
    sum.id === 'I6'
      ? `Cột ${label(sum.whole.column)}: chưa kiểm được dòng “${nameOfRow(sum.whole.row, rows)}” có bằng các dòng thuộc nó không; ${why}.`
      : inRow(
          sum.whole.row,
          rows,
          `chưa kiểm được ${columns[sum.whole.column].mark} = ${sum.parts.map(({ column }) => columns[column].mark).join(' + ')}; ${why}.`,
        );
  return check(sum.id, 'not-checkable', [sum.whole, ...sum.parts], sentence, { missing });
}

/** Dossiers still in hand must say how many of them are overdue: Ninh Hòa left 914 of 3,037 unsaid. */
function checkSplit({ id, cells }: FigureRow, rows: FigureRow[]): Check[] {
  const { in_progress_total, received_total, resolved_total, in_progress_in_time, in_progress_overdue } = cells;
  if ((in_progress_in_time ?? null) !== null || (in_progress_overdue ?? null) !== null) return [];
  const implied = typeof received_total === 'number' && typeof resolved_total === 'number';
  const n = typeof in_progress_total === 'number' ? in_progress_total : implied ? received_total - resolved_total : 0;
  if (n <= 0) return [];
  return [
    check(
      'in-progress-unsplit',
      'warning',
      [
        { row: id, column: 'in_progress_in_time' },
        { row: id, column: 'in_progress_overdue' },
      ],
      inRow(
        id,
        rows,
        `còn ${vnNumber(n)} hồ sơ đang giải quyết chưa nêu bao nhiêu trong hạn (12), ` +
          'bao nhiêu quá hạn (13). Hãy tách hoặc giải trình.',
      ),
    ),
  ];
}

/**
 * I7: what was carried over is what the period before left in progress. Compared only when the one period begins
 * the day after the other ends.
 */
export function checkCarryOver(now: Figures, before: Figures): Check[] {
  const left = readerOf(before.rows);
  return now.rows.flatMap(({ id, cells }) => {
    const at = { row: id, column: 'carried_over' } as const;
    const carried = cells.carried_over ?? null;
    const remaining = left({ row: id, column: 'in_progress_total' });
    if (carried === null || remaining === null) return [];
    if (!follows(now.period, before.period)) {
      return [
        check(
          'I7',
          'not-checkable',
          [at],
          inRow(
            id,
            now.rows,
            `chưa so được ${label('carried_over')} với kỳ trước vì hai kỳ không liền nhau: ` +
              `${vnPeriod(before.period)}; ${vnPeriod(now.period)}.`,
          ),
        ),
      ];
    }
    if (typeof carried !== 'number' || typeof remaining !== 'number' || carried === remaining) return [];
    return [
      check(
        'I7',
        'warning',
        [at],
        inRow(
          id,
          now.rows,
          `${label('carried_over')} ghi ${vnNumber(carried)}, kỳ trước báo cáo còn ` +
            `${vnNumber(remaining)} hồ sơ đang giải quyết: lệch ${vnDifference(carried - remaining)}. Hãy sửa hoặc giải trình.`,
        ),
        { difference: carried - remaining },
      ),
    ];
  });
}

/** Does `period` begin the day after the other ends? Only then what was left in the one is carried into the other. */
export const follows = (period: Period, before: Period): boolean =>
  before !== 'unknown' && period !== 'unknown' && addDays(before.to, 1) === period.from;

/** The figures of the whole form: its one top row, or the sum of its top rows where each of them has an exact figure. */
export function totalOf(rows: FigureRow[]): Cells {
  const ids = new Set(rows.map(({ id }) => id));
  const tops = rows.filter(({ under }) => under === undefined || !ids.has(under)).map(({ cells }) => cells);
  if (tops.length === 1) return tops[0]!;
  return Object.fromEntries(
    columnCodes
      .filter((column) => tops.length > 0 && tops.every((cells) => typeof cells[column] === 'number'))
      .map((column) => [column, tops.reduce((n, cells) => n + (cells[column] as number), 0)]),
  );
}

/** Nothing of the period itself: what was carried into it is known before anybody has written a figure. */
export const isUnfilled = (cells: Cells): boolean => isBlank({ ...cells, carried_over: null });

export const isBlank = (cells: Cells): boolean => columnCodes.every((column) => (cells[column] ?? null) === null);

/** `quý II năm 2026 (01/04/2026 – 30/06/2026)`, or `chưa rõ kỳ`. */
export const vnPeriod = (period: Period): string =>
  period === 'unknown' ? 'chưa rõ kỳ' : `${period.label} (${vnDay(period.from)} – ${vnDay(period.to)})`;

/** `Đã giải quyết (7)`. */
export const label = (column: Column): string => `${columns[column].name} ${columns[column].mark}`;

const nameOfRow = (id: string, rows: FigureRow[]) => rows.find((row) => row.id === id)?.name ?? id;

/** A sentence about a row: in a form of several rows it begins with the row. */
export const inRow = (row: string, rows: FigureRow[], sentence: string): string =>
  rows.length > 1
    ? `Dòng “${nameOfRow(row, rows)}”: ${sentence}`
    : sentence.charAt(0).toUpperCase() + sentence.slice(1);

const namesOfParts = (sum: Sum, parts: CellAt[], rows: FigureRow[]): string =>
  sum.id === 'I6'
    ? `Cột ${label(sum.whole.column)}: ${parts.length > 1 ? 'các dòng' : 'dòng'} ${parts.map(({ row }) => `“${nameOfRow(row, rows)}”`).join(', ')}`
    : inRow(sum.whole.row, rows, parts.map(({ column }) => label(column)).join(' + '));

const nameOfWhole = (sum: Sum, rows: FigureRow[]): string =>
  sum.id === 'I6' ? `dòng “${nameOfRow(sum.whole.row, rows)}”` : label(sum.whole.column);
