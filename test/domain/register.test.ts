import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextNumber, registerOf, symbolOf } from '../../domain/register.ts';

test.each([
  ['notice', false, 'SNV-TB/2026', 'TB-SNV'],
  ['conclusion', false, 'SNV-TB/2026', 'TB-SNV'],
  ['notice', true, 'SNV-TH/2026', 'TH-TB-SNV'],
  ['conclusion', true, 'SNV-TH/2026', 'TH-TB-SNV'],
] as const)('a %s (training: %s) is written in %s, with the symbol %s', (kind, training, register, symbol) => {
  expect(registerOf('SNV', kind, 2026, training)).toBe(register);
  expect(symbolOf({ organ: 'SNV', divisionName: 'Phòng Cải cách hành chính' }, kind, training)).toBe(symbol);
});

test.each([
  ['Phòng Cải cách hành chính', 'SNV-CCHC'],
  ['Phòng Tổ chức, biên chế', 'SNV-TCBC'],
  ['Văn phòng Sở', 'SNV-S'],
])('a công văn drafted by %s has the symbol %s', (divisionName, symbol) => {
  expect(symbolOf({ organ: 'SNV', divisionName }, 'directive', false)).toBe(symbol);
});

test('a new year opens a new register, another organ its own', () => {
  expect(registerOf('SNV', 'notice', 2027, false)).toBe('SNV-TB/2027');
  expect(registerOf('UBND', 'notice', 2026, false)).toBe('UBND-TB/2026');
});

test.each([
  [undefined, 1],
  [4, 5],
  [99, 100],
])('after %s comes %s', (highest, next) => {
  expect(nextNumber(highest)).toBe(next);
});

test('numbers run from 1 without a hole, whichever were voided', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
      const numbers: number[] = [];
      for (let n = 0; n < count; n++) numbers.push(nextNumber(numbers.at(-1)));
      expect(numbers).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    }),
  );
});
