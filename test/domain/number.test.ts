import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold, nfc } from '../../domain/fold.ts';
import type { Cell } from '../../domain/number.ts';
import {
  readDecimal,
  isCount,
  readNumber,
  readPercent,
  readSymbol,
  roundTo,
  vnCell,
  vnDifference,
  vnNumber,
  vnPercent,
  vnStated,
} from '../../domain/number.ts';

describe('counts as people write them', () => {
  test.each([
    ['3.541', 3541],
    ['3541', 3541],
    ['140. 683', 140_683],
    ['140 .683', 140_683],
    ['140 683', 140_683],
    ['140\u00A0683', 140_683],
    ['3 541', 3541],
    ['1.234.567', 1_234_567],
    ['0', 0],
    ['05', 5],
    ['  12 ', 12],
    ['999999999999999', 999_999_999_999_999],
    ['hơn 15.000', { value: 15_000, qualifier: 'more_than' }],
    ['Trên 15.000', { value: 15_000, qualifier: 'more_than' }],
    ['>15000', { value: 15_000, qualifier: 'more_than' }],
    ['gần 5.500', { value: 5_500, qualifier: 'less_than' }],
    ['dưới 5.500', { value: 5_500, qualifier: 'less_than' }],
    ['< 5.500', { value: 5_500, qualifier: 'less_than' }],
    ['hơn 15.000'.normalize('NFD'), { value: 15_000, qualifier: 'more_than' }],
    ['', null],
    ['   ', null],
  ] as [string, Cell][])('%p', (text, cell) => expect(readNumber(text)).toEqual(cell));

  test.each([
    ['1,5', 'count-fraction'],
    ['3.541,0', 'count-fraction'],
    ['-3', 'count-negative'],
    ['−3', 'count-negative'],
    ['hơn -3', 'count-negative'],
    ['1.5', 'count-malformed'],
    ['15.00', 'count-malformed'],
    ['0.500', 'count-malformed'],
    ['1.500.00', 'count-malformed'],
    ['1500.000', 'count-malformed'],
    ['12 5', 'count-malformed'],
    ['1,500.000', 'count-malformed'],
    ['hơn', 'count-malformed'],
    ['khoảng 15.000', 'count-malformed'],
    ['không có', 'count-malformed'],
    ['12 hồ sơ', 'count-malformed'],
    ['-', 'count-malformed'],
    ['1e3', 'count-malformed'],
    ['9999999999999999', 'count-malformed'],
  ])('refuses %p, names the cell', (text, code) =>
    expect(() => readNumber(text, 'Đã giải quyết (7)')).toThrow(
      expect.objectContaining({ code, facts: { cell: 'Đã giải quyết (7)', value: text } }),
    ),
  );

  test('what is printed is read back', () =>
    fc.assert(
      fc.property(
        fc.nat({ max: 999_999_999_999_999 }),
        fc.constantFrom(undefined, 'more_than' as const, 'less_than' as const),
        (value, qualifier) => {
          const cell: Cell = qualifier ? { value, qualifier } : value;
          expect(readNumber(vnCell(cell))).toEqual(cell);
          expect(readNumber(vnNumber(value))).toBe(value);
        },
      ),
    ));
});

describe('rates as people write them', () => {
  test.each([
    ['66,53%', { value: 66.53, decimals: 2 }],
    ['66,5 %', { value: 66.5, decimals: 1 }],
    ['98.68%', { value: 98.68, decimals: 2 }],
    ['100%', { value: 100, decimals: 0 }],
    ['99,9167', { value: 99.9167, decimals: 4 }],
    ['hơn 94%', { value: 94, decimals: 0, qualifier: 'more_than' }],
    ['', null],
  ])('%p', (text, percent) => expect(readPercent(text)).toEqual(percent));

  test.each(['-5%', '6,6,5', 'cao', '1.000,5%', 'hơn', '66,%', '1,23456%', '%'])('refuses %p', (text) =>
    expect(() => readPercent(text, 'Tỷ lệ đúng hạn')).toThrow(
      expect.objectContaining({ code: 'percent-malformed', facts: { cell: 'Tỷ lệ đúng hạn', value: text } }),
    ),
  );

  test('printed as stated', () => {
    expect(vnStated({ value: 66.5, decimals: 1 })).toBe('66,5%');
    expect(vnStated({ value: 94, decimals: 0, qualifier: 'more_than' })).toBe('hơn 94%');
  });
});

describe('numbers for people', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [3541, '3.541'],
    [140_683, '140.683'],
    [1_234_567, '1.234.567'],
    [-885, '−885'],
    [-1000, '−1.000'],
    [1234.5, '1.234,5'],
  ])('%p is %p', (n, text) => expect(vnNumber(n)).toBe(text));
  test.each([
    [1000, '+1.000'],
    [-885, '−885'],
    [0, '0'],
  ])('difference %p is %p', (n, text) => expect(vnDifference(n)).toBe(text));
  test.each([
    [66.5349, 2, '66,53%'],
    [66.5349, 1, '66,5%'],
    [100, 2, '100,00%'],
    [1.005, 2, '1,01%'],
    [66.545, 2, '66,55%'],
    [99.5, 0, '100%'],
    [0, 1, '0,0%'],
  ])('%p at %p decimals is %p', (percent, decimals, text) => expect(vnPercent(percent, decimals)).toBe(text));
  test('two decimals unless said', () => expect(vnPercent(99.9178)).toBe('99,92%'));
  test.each([
    [null, 'chưa có số liệu'],
    [0, '0'],
    [{ value: 5500, qualifier: 'less_than' }, 'gần 5.500'],
  ] as [Cell, string][])('%p shows as %p', (cell, text) => expect(vnCell(cell)).toBe(text));
  test('rounding is half up', () =>
    expect([roundTo(2.5, 0), roundTo(1.005, 2), roundTo(0.004, 2)]).toEqual([3, 1.01, 0]));
});

test.each([
  [0, true],
  [3541, true],
  [null, true],
  [{ value: 5, qualifier: 'more_than' }, true],
  [-1, false],
  [1.5, false],
  [NaN, false],
  [{ value: 1.5, qualifier: 'less_than' }, false],
  [2 ** 53, false],
] as [Cell, boolean][])('%p is a count: %p', (cell, is) => expect(isCount(cell)).toBe(is));

test.each([
  ['1770/ UBND - KSTT', '1770/UBND-KSTT'],
  [' 13033 /UBND–THKSTTHC', '13033/UBND-THKSTTHC'],
  ['05/TB-SNV', '05/TB-SNV'],
  ['26 /QĐ - UBND'.normalize('NFD'), '26/QĐ-UBND'],
])('the number and symbol %p is %p', (text, symbol) => expect(readSymbol(text)).toBe(symbol));

describe('search fold', () => {
  test.each([
    ['Sở Nội vụ', 'so noi vu'],
    ['ĐẶC KHU  Phú Quốc ', 'dac khu phu quoc'],
    ['Uỷ ban nhân dân', 'uy ban nhan dan'],
    ['Ủy ban nhân dân'.normalize('NFD'), 'uy ban nhan dan'],
    ['LĐTBXH', 'ldtbxh'],
    ['Trà Vinh\u00A0– Vĩnh Long', 'tra vinh – vinh long'],
  ])('%p is %p', (text, folded) => expect(fold(text)).toBe(folded));

  test('is idempotent, and blind to how the text was typed', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(nfc(text)));
      }),
      { numRuns: 2000 },
    ));

  test('nfc is one spelling', () => expect(nfc('ệ'.normalize('NFD'))).toBe('ệ'));
});

test.each([
  ['0,5', 0.5],
  ['1.5', 1.5],
  ['−2', -2],
  ['1.000', 1000],
  ['1.250,75', 1250.75],
  ['', undefined],
])('số có phần lẻ “%s”', (text, is) => expect(readDecimal(text)).toBe(is));
test.each(['nửa', '1,2,3', '5 điểm'])('“%s” không phải số', (text) =>
  expect(() => readDecimal(text)).toThrow('Hãy ghi số như 12 hoặc 0,5.'),
);
