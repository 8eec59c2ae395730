import type { Column, Figures, Period } from './figures.ts';
import { serial } from './day.ts';
import type { Cell } from './number.ts';
import { roundTo, vnCell, vnPercent } from './number.ts';
import type { SelfReport } from './outline.ts';

/** A figure of the period before, and how the one written now stands to it. */
export interface Trend {
  /** `Năm 2024: 3.020`. */
  before: string;
  /** `tăng 17,3%`; undefined: nothing to compare. */
  change?: string;
  /** So far from the one before that it is worth a second look. It holds nothing back. */
  far?: true;
}

/** Per cent from which a change is far, and below how many it says nothing. */
const FAR = 30;
const FEW = 20;

/** Are two periods of one kind, as two years or two second quarters are? Others are not compared. */
export function isAlike(one: Period, other: Period): boolean {
  if (one === 'unknown' || other === 'unknown') return false;
  const days = ({ from, to }: typeof one) => serial(to) - serial(from);
  return one.from.slice(5) === other.from.slice(5) && Math.abs(days(one) - days(other)) <= 1;
}

/** How `now` stands to `before`; undefined where there was no figure before. */
export function trendOf(label: string, now: Cell | undefined, before: Cell, alike: boolean): Trend | undefined {
  if (before === null) return undefined;
  const was = `${label}: ${vnCell(before)}`;
  if (!alike) return { before: `${was} (khác kỳ)` };
  if (typeof now !== 'number' || typeof before !== 'number') return { before: was };
  if (now === before) return { before: was, change: 'bằng kỳ trước' };
  if (before === 0) return { before: was, ...(now >= FEW ? { change: 'kỳ trước không có', far: true as const } : {}) };
  const percent = (Math.abs(now - before) / before) * 100;
  const far = percent >= FAR && Math.max(now, before) >= FEW;
  const change = `${now > before ? 'tăng' : 'giảm'} ${vnPercent(percent, roundTo(percent, 1) >= 100 ? 0 : 1)}`;
  return { before: was, change, ...(far ? { far: true as const } : {}) };
}

/** The figures a unit gave for a table in the period before. */
export function figuresBefore(previous: SelfReport | undefined, table: string): Figures | undefined {
  const answer = previous?.tables[table];
  return answer && 'rows' in answer ? answer : undefined;
}

/** Of that row; a form that had one row and still has one is about the same thing, whatever the row is called. */
export function cellBefore(before: Figures, row: string, column: Column, rows: number): Cell {
  const same = before.rows.find(({ id }) => id === row) ?? (rows === 1 ? only(before.rows) : undefined);
  return same?.cells[column] ?? null;
}

const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);
