import { roundTo, vnCell, vnDifference, vnNumber } from './number.ts';
import type { Cell } from './number.ts';

/** How a figure as the team counted it differs from what the unit declared. */
export interface Deviation {
  /** Found less declared; absent where the unit declared no exact figure. */
  difference?: number;
  /** Beyond what is tolerated: worth a finding. */
  beyond: boolean;
  /** `Lệch −12 (0,3%)`. */
  words: string;
}

/**
 * Undefined while nothing was found, or both agree; “hơn 15.000” agrees with any larger count. `tolerance` is a
 * percentage of what was declared.
 */
export function deviation(declared: Cell, found: Cell, tolerance = 0): Deviation | undefined {
  if (typeof found !== 'number') return undefined;
  if (declared === null) return { beyond: true, words: 'Đơn vị chưa báo số liệu này' };
  if (typeof declared !== 'number') {
    const holds = declared.qualifier === 'more_than' ? found > declared.value : found < declared.value;
    return holds ? undefined : { beyond: true, words: `Không khớp “${vnCell(declared)}”` };
  }
  const difference = found - declared;
  if (difference === 0) return undefined;
  const percent = declared === 0 ? undefined : roundTo((Math.abs(difference) / declared) * 100, 1);
  const share = percent === undefined ? '' : ` (${vnNumber(percent)}%)`;
  const beyond = declared === 0 || (Math.abs(difference) / declared) * 100 > tolerance;
  return {
    difference,
    beyond,
    words: `Lệch ${vnDifference(difference)}${share}${beyond ? '' : `, trong mức ${vnNumber(tolerance)}%`}`,
  };
}

/** What a finding about it says. `name` is the figure's. */
export const deviationFinding = (name: string, declared: Cell, found: number): string =>
  declared === null
    ? `Đơn vị chưa báo cáo số liệu “${name}”; Đoàn kiểm tra xác định là ${vnNumber(found)}.`
    : `Số liệu “${name}” đơn vị báo cáo là ${vnCell(declared)}; Đoàn kiểm tra xác định là ${vnNumber(found)}` +
      `${typeof declared === 'number' ? `, lệch ${vnDifference(found - declared)}` : ''}.`;

/** `+18,2%` against the year before; undefined where there is nothing to compare. */
export function changeSince(now: Cell, before: Cell): string | undefined {
  if (typeof now !== 'number' || typeof before !== 'number' || before === 0) return undefined;
  const percent = roundTo(((now - before) / before) * 100, 1);
  return `${percent > 0 ? '+' : ''}${vnNumber(percent)}%`;
}
