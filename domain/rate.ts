import type { Check } from './check.ts';
import { check } from './check.ts';
import type { Cell, Percent } from './number.ts';
import { roundTo, vnCell, vnPercent, vnStated } from './number.ts';
import { Refusal } from './refusal.ts';

/** Figures by the code of their column or indicator. */
export type Values = Partial<Record<string, Cell>>;

/** Ways to come by one number: the first whose figures are all there is taken. */
type Ways = { plus: string[]; minus?: string[] }[];

/** What a rate is a share of. On-time over resolved and on-time over received are different rates. */
export const denominators = {
  resolved_total: {
    name: 'số hồ sơ đã giải quyết (7)',
    ways: [
      { plus: ['resolved_total'] },
      { plus: ['resolved_early_or_on_time', 'resolved_late'] },
      { plus: ['resolved_early', 'resolved_on_time', 'resolved_late'] },
    ],
  },
  received_total: { name: 'tổng số hồ sơ tiếp nhận (3)', ways: [{ plus: ['received_total'] }] },
  received_in_period: {
    name: 'số hồ sơ tiếp nhận trong kỳ (3) − (6)',
    ways: [
      { plus: ['received_total'], minus: ['carried_over'] },
      { plus: ['received_online', 'received_direct_postal'] },
    ],
  },
  procedures_total: { name: 'tổng số thủ tục hành chính', ways: [{ plus: ['procedures_total'] }] },
} as const satisfies Record<string, { name: string; ways: Ways }>;

export type Denominator = keyof typeof denominators;

/** The rates a report states, each with the denominator it is understood over. */
export const rates = {
  rate_early_or_on_time: {
    name: 'Tỷ lệ giải quyết trước hạn và đúng hạn',
    of: 'resolved_total',
    or: ['received_total'],
    ways: [{ plus: ['resolved_early_or_on_time'] }, { plus: ['resolved_early', 'resolved_on_time'] }],
  },
  rate_early_of_resolved: {
    name: 'Tỷ lệ giải quyết trước hạn',
    of: 'resolved_total',
    or: ['received_total'],
    ways: [{ plus: ['resolved_early'] }],
  },
  rate_late_of_resolved: {
    name: 'Tỷ lệ giải quyết quá hạn',
    of: 'resolved_total',
    or: ['received_total'],
    ways: [{ plus: ['resolved_late'] }],
  },
  rate_received_online: {
    name: 'Tỷ lệ hồ sơ tiếp nhận trực tuyến',
    of: 'received_in_period',
    or: ['received_total'],
    ways: [{ plus: ['received_online'] }],
  },
  rate_procedures_online: {
    name: 'Tỷ lệ thủ tục cung cấp trực tuyến',
    of: 'procedures_total',
    or: [],
    ways: [{ plus: ['procedures_online'] }],
  },
  rate_procedures_online_level4: {
    name: 'Tỷ lệ thủ tục cung cấp trực tuyến mức độ 4',
    of: 'procedures_total',
    or: [],
    ways: [{ plus: ['procedures_online_level4'] }],
  },
} as const satisfies Record<string, { name: string; of: Denominator; or: Denominator[]; ways: Ways }>;

export type RateCode = keyof typeof rates;

/** A share with its denominator named. `percent` is not rounded. */
export interface Rate {
  part: number;
  whole: number;
  of: Denominator;
  percent: number;
  /** Reckoned from a “hơn” or “gần”. */
  approximate?: true;
}

/** A rate as a report states it; without `of` it is taken over the usual denominator. */
export interface StatedRate {
  code: RateCode;
  stated: Percent;
  of?: Denominator;
}

/** The share of a part in a whole; null where a figure is absent or there is nothing to share. */
export function rate(part: Cell, whole: Cell, of: Denominator): Rate | null {
  if (part === null || whole === null) return null;
  const [n, d] = [part, whole].map((cell) => (typeof cell === 'number' ? cell : cell.value)) as [number, number];
  if (d === 0) return null;
  const exact = typeof part === 'number' && typeof whole === 'number';
  return { part: n, whole: d, of, percent: (n / d) * 100, ...(!exact && { approximate: true as const }) };
}

/** A rate reckoned from the figures, over its usual denominator or another one. */
export const rateOf = (code: RateCode, values: Values, of: Denominator = rates[code].of): Rate | null =>
  rate(reach(rates[code].ways, values), reach(denominators[of].ways, values), of);

/** How many percentage points `a` is above `b`. Throws Refusal('rates-not-comparable') over different denominators. */
export function pointsBetween(a: Rate, b: Rate): number {
  if (a.of !== b.of) {
    throw new Refusal('rates-not-comparable', { one: denominators[a.of].name, other: denominators[b.of].name });
  }
  return a.percent - b.percent;
}

/** Does a stated percentage agree with the figures, at the decimals it was written with? “hơn 94%” is above 94 and below 95. */
export function agrees({ value, decimals, qualifier }: Percent, { percent }: Rate): boolean {
  const step = 10 ** -decimals;
  if (qualifier === 'more_than') return percent > value && percent < value + step;
  if (qualifier === 'less_than') return percent < value && percent > value - step;
  return roundTo(percent, decimals) === value;
}

/** Every denominator a stated rate can be read over, the usual one first. */
export const readingsOf = (code: RateCode, values: Values): Rate[] =>
  [rates[code].of, ...rates[code].or].flatMap((of) => rateOf(code, values, of) ?? []);

/**
 * I8: a stated percentage agrees with its figures. When it does not agree over the usual denominator and none is
 * named, every reading is shown and one has to be chosen.
 */
export function checkRate({ code, stated, of }: StatedRate, values: Values): Check[] {
  const at = [{ rate: code }];
  const start = `${rates[code].name} ghi ${vnStated(stated)}`;
  const reckoned = rateOf(code, values, of);
  if (reckoned && agrees(stated, reckoned)) return [];
  const readings = of ? [] : readingsOf(code, values);
  if (readings.some((reading) => reading.of !== rates[code].of)) {
    return [
      check(
        'I8',
        'warning',
        at,
        `${start} nhưng chưa nêu mẫu số: ${readings.map((reading) => read(reading, stated)).join('; ')}. Hãy chọn mẫu số.`,
      ),
    ];
  }
  if (!reckoned || reckoned.approximate) {
    return [check('I8', 'not-checkable', at, `${start}, chưa đủ số liệu để tính lại.`)];
  }
  return [
    check('I8', 'warning', at, `${start}, nhưng ${read(reckoned, stated)}. Hãy sửa hoặc giải trình.`, {
      difference: stated.value - roundTo(reckoned.percent, stated.decimals),
    }),
  ];
}

const read = (reckoned: Rate, stated: Percent): string =>
  `theo ${denominators[reckoned.of].name} là ${vnCell(reckoned.part)}/${vnCell(reckoned.whole)} = ` +
  `${vnPercent(reckoned.percent)}${reckoned.approximate ? ' (từ số gần đúng)' : ''}${agrees(stated, reckoned) ? ', khớp' : ''}`;

/** Exact where all figures of a way are; a single approximate figure is passed on as it is. */
function reach(ways: Ways, values: Values): Cell {
  for (const { plus, minus = [] } of ways) {
    const cells = [...plus, ...minus].map((code) => values[code] ?? null);
    if (cells.every((cell) => typeof cell === 'number')) {
      return cells.reduce((n, cell, i) => (i < plus.length ? n + cell : n - cell), 0);
    }
    if (cells.length === 1 && cells[0]) return cells[0];
  }
  return null;
}
