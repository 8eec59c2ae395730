import { describe, expect, test } from '@jest/globals';
import { readPaperSymbol, sameIssuer, symbolInFull } from '../../domain/paper-symbol.ts';

describe('number and symbol of somebody’s paper', () => {
  test.each([
    ['1770/ UBND - KSTT', '1770/UBND-KSTT'],
    ['13033/UBND-THKSTTHC', '13033/UBND-THKSTTHC'],
    ['Số: 05/TB-SNV', '05/TB-SNV'],
    ['số 5/tb-snv', '05/TB-SNV'],
    ['so: 012/KH-UBND', '12/KH-UBND'],
    ['12 / QĐ – UBND', '12/QĐ-UBND'],
    ['7/SNV-CCHC&VTLT', '07/SNV-CCHC&VTLT'],
    ['  09/BC-UBND\u00a0 ', '09/BC-UBND'],
    ['100/STTTT-CNTT.KH', '100/STTTT-CNTT.KH'],
  ])('%s is read as %s and kept as it was written', (typed, normalised) => {
    expect(readPaperSymbol(typed)).toMatchObject({ normalised, asWritten: typed });
  });

  test('is shown with how the paper writes it, where that differs', () => {
    const shown = (typed: string) => symbolInFull(readPaperSymbol(typed)!);
    expect(shown('1770/ UBND - KSTT')).toBe('1770/UBND-KSTT (ghi trên văn bản: 1770/ UBND - KSTT)');
    expect(shown('1770/UBND-KSTT')).toBe('1770/UBND-KSTT');
  });

  test('capitals with diacritics typed in two parts are composed', () => {
    expect(readPaperSymbol('12/QĐ-UBND'.normalize('NFD'))?.normalised).toBe('12/QĐ-UBND');
  });

  test.each([
    '',
    'không số',
    '/UBND',
    '13033',
    'UBND-13033',
    '12/',
    '1234567/UBND',
    '12/UBND--KSTT',
    '12/<b>',
    '-1/UBND',
  ])('%j is none', (typed) => {
    expect(readPaperSymbol(typed)).toBeUndefined();
  });
});

test.each([
  ['UBND tỉnh', 'Ủy ban nhân dân tỉnh Hương Giang', true],
  ['Uỷ ban nhân dân tỉnh', 'ubnd  TỈNH Hương Giang', true],
  ['Sở Nội vụ', 'Sở Nội vụ tỉnh Hương Giang', true],
  ['Sở Y tế', 'Sở Nội vụ', false],
  ['UBND tỉnh', 'UBND thành phố', false],
  ['Sở Xâ', 'Sở Xây dựng', false],
])('%s and %s are one organ: %s', (one, other, is) => {
  expect([sameIssuer(one, other), sameIssuer(other, one)]).toEqual([is, is]);
});
