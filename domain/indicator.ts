import type { Check, Place } from './check.ts';
import { check } from './check.ts';
import type { Cells, Column } from './figures.ts';
import { label } from './figures.ts';
import type { Cell } from './number.ts';
import { vnNumber } from './number.ts';
import type { Values } from './rate.ts';

/** A single figure beside the form: `procedures_total`, `apology_letters`, `one_stop_sites`. */
export interface Indicator {
  code: string;
  name: string;
  unitOfMeasure: string;
  /** The area it is shown under. */
  area?: string;
}

/** I11: one indicator is part of another. */
export interface Pair {
  part: string;
  whole: string;
  level: 'error' | 'warning';
}

const LATE: Column[] = ['resolved_late', 'in_progress_overdue'];

/** I9: a letter of apology for every dossier resolved late or overdue in hand. `placeOf` says where a column stands. */
export function checkApologies(total: Cells, letters: Cell, placeOf: (column: Column) => Place): Check[] {
  const at: Place[] = [{ indicator: 'apology_letters' }, ...LATE.map(placeOf)];
  const missing = [letters, ...LATE.map((column) => total[column] ?? null)].flatMap((cell, i) =>
    typeof cell === 'number' ? [] : [at[i]!],
  );
  const late = LATE.reduce((n, column) => n + exact(total[column]), 0);
  if (typeof letters === 'number' && letters < late) {
    return [
      check(
        'I9',
        'warning',
        at,
        `Có ${vnNumber(late)} hồ sơ quá hạn (10) + (13) nhưng chỉ ${vnNumber(letters)} văn bản xin lỗi: ` +
          `thiếu ${vnNumber(late - letters)}. Hãy bổ sung hoặc giải trình.`,
        { difference: letters - late },
      ),
    ];
  }
  if (missing.length === 0 || missing.length === at.length) return [];
  return [
    check(
      'I9',
      'not-checkable',
      at,
      'Chưa kiểm được số văn bản xin lỗi so với hồ sơ quá hạn (10) + (13) vì chưa đủ số liệu.',
      { missing },
    ),
  ];
}

/** I10: whoever says that no dossier was late enters (10) and (13), and both are 0. */
export function checkNoLateClaim(total: Cells, placeOf: (column: Column) => Place): Check[] {
  const missing = LATE.filter((column) => typeof total[column] !== 'number');
  const late = LATE.filter((column) => exact(total[column]) > 0);
  if (missing.length === 0 && late.length === 0) return [];
  const said = 'Báo cáo nêu không có hồ sơ trễ hạn';
  return [
    check(
      'I10',
      'warning',
      [{ claim: 'no-late-dossiers' }, ...[...late, ...missing].map(placeOf)],
      late.length > 0
        ? `${said}, nhưng ${late.map((column) => `${label(column)} ghi ${vnNumber(exact(total[column]))}`).join(', ')}. Hãy sửa hoặc giải trình.`
        : `${said} nhưng chưa có số liệu ${missing.map(label).join(', ')}. Hãy nhập số, kể cả số 0.`,
      missing.length > 0 ? { missing: missing.map(placeOf) } : {},
    ),
  ];
}

/** I11: a part is not larger than its whole. Pairs without two exact figures are passed over. */
export function checkPairs(pairs: Pair[], indicators: Indicator[], values: Values): Check[] {
  const name = (code: string) => indicators.find((indicator) => indicator.code === code)?.name ?? code;
  return pairs.flatMap(({ part, whole, level }) => {
    const [n, d] = [values[part] ?? null, values[whole] ?? null];
    if (typeof n !== 'number' || typeof d !== 'number' || n <= d) return [];
    return [
      check(
        'I11',
        level,
        [{ indicator: part }, { indicator: whole }],
        `${name(part)} ghi ${vnNumber(n)}, lớn hơn ${name(whole)} ghi ${vnNumber(d)}: vượt ${vnNumber(n - d)}. ` +
          (level === 'error' ? 'Hãy sửa lại.' : 'Hãy sửa hoặc giải trình.'),
        { difference: n - d },
      ),
    ];
  });
}

const exact = (cell: Cell | undefined): number => (typeof cell === 'number' ? cell : 0);
