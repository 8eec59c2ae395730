import { addDays, vnDay } from './day.ts';
import type { Day } from './day.ts';
import { sentence } from './document.ts';
import { columnCodes, totalOf } from './figures.ts';
import type { Cells, Column, Period } from './figures.ts';
import type { FrozenGroup } from './group.ts';
import { NO_FIGURE, vnCell, vnNumber } from './number.ts';
import type { Cell } from './number.ts';
import type { TableAnswer } from './outline.ts';
import type { UnitId } from './role.ts';
import type { NoReport } from './self-report.ts';
import type { Unit } from './unit.ts';

/** The span figures are asked for. */
export interface Span {
  from: Day;
  to: Day;
}

/** What one unit sent of one form; undefined: nothing, and `missing` says why; without it, it sent none. */
export interface UnitAnswer {
  unit: Pick<Unit, 'id' | 'name' | 'level'>;
  answer?: TableAnswer | undefined;
  missing?: NoReport | 'no-figures';
}

/** One unit's line: its figures, and why they are not in the sums where they are not. */
export interface RolledRow {
  unit: UnitId;
  name: string;
  cells: Cells;
  /** No report, and why; its own word that it has no figures; figures of another period. */
  apart?: NoReport | 'no-figures' | 'other-period';
  period?: Period;
}

/** A sum over the rows that have the figure exactly, and over how many of them that is. */
export interface RolledSum {
  sum: number | null;
  /** Rows with a “hơn” or “gần”: never added. */
  approximate: number;
  exact: number;
  of: number;
}

export type RolledSums = Record<Column, RolledSum>;

export interface RolledGroup {
  name: string;
  rows: RolledRow[];
  sums: RolledSums;
}

export interface RollUp {
  groups: RolledGroup[];
  sums: RolledSums;
}

/** A group a report adds up by: `Các sở, ban, ngành` and who belongs to it. */
export type RollUpGroup = Pick<FrozenGroup, 'name' | 'units'>;

/** By level, in this order, where a report names no groups. */
const levelNames: [Unit['level'], string][] = [
  ['province', 'Các sở, ban, ngành'],
  ['commune', 'UBND cấp xã'],
  ['central-vertical', 'Các cơ quan ngành dọc'],
  ['site', 'Các trụ sở'],
];

/** The units group by group, each in the first it belongs to; those of none stand last, under a name of their own. */
function grouped<T extends UnitAnswer>(units: T[], groups: readonly RollUpGroup[]): { name: string; own: T[] }[] {
  if (groups.length === 0)
    return levelNames.map(([level, name]) => ({ name, own: units.filter(({ unit }) => unit.level === level) }));
  const groupOf = (one: T) => groups.findIndex((group) => group.units.includes(one.unit.id));
  return [
    ...groups.map(({ name }, at) => ({ name: sentence(name), own: units.filter((one) => groupOf(one) === at) })),
    { name: 'Các đơn vị khác', own: units.filter((one) => groupOf(one) === -1) },
  ];
}

/**
 * One form over many units, group by group: a sum is the sum of the lines above it. Figures of another period than
 * `asked` are shown and never added; an absent figure is none, never 0.
 */
export function rollUp(units: UnitAnswer[], asked: Span, by: readonly RollUpGroup[] = []): RollUp {
  const groups = grouped(units, by).flatMap(({ name, own }) => {
    const rows = own.map((one) => rowOf(one, asked));
    return rows.length > 0 ? [{ name, rows, sums: sumsOver(rows) }] : [];
  });
  return { groups, sums: sumsOver(groups.flatMap((group) => group.rows)) };
}

function rowOf({ unit, answer, missing = 'not-sent' }: UnitAnswer, asked: Span): RolledRow {
  const row = { unit: unit.id, name: unit.name };
  if (!answer) return { ...row, cells: {}, apart: missing };
  if ('noFigures' in answer) return { ...row, cells: {}, apart: 'no-figures' };
  const { period } = answer;
  const same = period !== 'unknown' && period.from === asked.from && period.to === asked.to;
  return { ...row, cells: totalOf(answer.rows), period, ...(same ? {} : { apart: 'other-period' as const }) };
}

/** Over those that were asked. */
function sumsOver(all: RolledRow[]): RolledSums {
  const rows = all.filter(({ apart }) => apart !== 'not-asked');
  return Object.fromEntries(
    columnCodes.map((column): [Column, RolledSum] => {
      return [column, sumOver(rows.map(({ cells, apart }) => (apart === undefined ? (cells[column] ?? null) : null)))];
    }),
  ) as RolledSums;
}

/** A sum of cells, one a line: only exact ones are added. */
export function sumOver(cells: Cell[]): RolledSum {
  const exact = cells.filter((cell) => typeof cell === 'number');
  return {
    sum: exact.length > 0 ? exact.reduce((a, b) => a + b, 0) : null,
    exact: exact.length,
    approximate: cells.filter((cell) => cell !== null && typeof cell === 'object').length,
    of: cells.length,
  };
}

/**
 * `140.683`; where not every line has the figure, over how many: `140.683 (3/4)`; `chỉ có số gần đúng`;
 * `chưa có số liệu`.
 */
export const sumInWords = ({ sum, exact, approximate, of }: RolledSum): string =>
  sum === null
    ? approximate > 0
      ? 'chỉ có số gần đúng'
      : NO_FIGURE
    : `${vnNumber(sum)}${exact < of ? ` (${exact}/${of})` : ''}`;

export const cellInWords = (cell: Cell | undefined): string => vnCell(cell ?? null);

/**
 * Whether two periods can be held against each other: of as many whole months, or else of as many days. A quarter
 * and a half year are not, neither is what nobody knows.
 */
export function comparable(a: Period, b: Period): boolean {
  if (a === 'unknown' || b === 'unknown') return false;
  const [one, other] = [monthsOf(a), monthsOf(b)];
  return one !== undefined || other !== undefined ? one === other : daysOf(a) === daysOf(b);
}

/** Of the 1st to the last, or of the 15th to the 14th, as Thông tư 01/2020/TT-VPCP counts quarters. */
function monthsOf({ from, to }: Span): number | undefined {
  const after = addDays(to, 1);
  if (from.slice(8) !== after.slice(8)) return undefined;
  const count = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return count(after) - count(from);
}

const daysOf = ({ from, to }: Span): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** This period against the one before, over the units whose two periods can be compared. */
export interface Comparison {
  column: Column;
  now: number;
  before: number;
}

export interface Compared {
  /** Units in the comparison. */
  units: UnitId[];
  /** Units with an earlier report of a period that cannot be compared: “khác kỳ”. */
  otherPeriod: UnitId[];
  columns: Comparison[];
}

/**
 * Holds each unit's figures against its report before, where the periods are comparable; a column counts a unit only
 * when both figures are exact. Units whose figures are of another period than `asked` are left out.
 */
export function comparedWithBefore(
  units: (UnitAnswer & { before?: TableAnswer | undefined })[],
  asked: Span,
  columns: Column[],
): Compared {
  const rows = units.flatMap(({ before, ...one }) => {
    const now = rowOf(one, asked);
    return now.apart === undefined && before && 'rows' in before ? [{ now, before }] : [];
  });
  const fits = ({ now, before }: (typeof rows)[number]) =>
    comparable(now.period!, before.period) && before.period !== 'unknown' && before.period.to < asked.from;
  const kept = rows.filter(fits);
  return {
    units: kept.map(({ now }) => now.unit),
    otherPeriod: rows.filter((row) => !fits(row)).map(({ now }) => now.unit),
    columns: columns.flatMap((column) => {
      const both = kept.flatMap(({ now, before }) => {
        const [n, b] = [now.cells[column], totalOf(before.rows)[column]];
        return typeof n === 'number' && typeof b === 'number' ? [{ n, b }] : [];
      });
      if (both.length === 0) return [];
      const add = (which: 'n' | 'b') => both.reduce((sum, one) => sum + one[which], 0);
      return [{ column, now: add('n'), before: add('b') }];
    }),
  };
}

/** `từ ngày 01/4/2026 đến ngày 30/6/2026`. */
export const spanWords = ({ from, to }: Span): string => `từ ngày ${vnDay(from)} đến ngày ${vnDay(to)}`;
