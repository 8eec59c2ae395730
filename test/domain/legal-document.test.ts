import { describe, expect, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import { citedIn, legalDocuments, outOfForce } from '../../domain/legal-document.ts';

describe('the acts a text cites', () => {
  test.each([
    ['theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018', ['61/2018/NĐ-CP']],
    ['Nghị định 61 / 2018 / NĐ - CP', ['61/2018/NĐ-CP']],
    ['NĐ 61/2018/NĐ–CP và 61/2018/NĐ-CP', ['61/2018/NĐ-CP']],
    ['Nghị quyết số 28/2026/QH16, Luật số 45/2019/QH14', []],
    ['Thông tư 01/2020/TT-VPCP; Quyết định 282/QĐ-TTg', ['01/2020/TT-VPCP']],
    ['Thông tư liên tịch 05/2014/TTLT-BNV-BTC', ['05/2014/TTLT-BNV-BTC']],
    ['ngày 23/4/2018 hoàn thành 5/2018 hồ sơ', []],
    ['', []],
  ])('%s', (text, symbols) => {
    expect(citedIn(text)).toEqual(symbols);
  });
});

describe('an act out of force on the day of the paper', () => {
  const warned = (text: string, on: Day) => outOfForce([{ at: 'requirements[0].text', text }], on);

  test.each<[string, Day, string | undefined]>([
    ['61/2018/NĐ-CP', '2024-12-16', undefined],
    ['61/2018/NĐ-CP', '2025-06-30', undefined],
    ['61/2018/NĐ-CP', '2025-07-01', 'hết hiệu lực từ sau ngày 30/06/2025, đã có 118/2025/NĐ-CP thay thế'],
    ['107/2021/NĐ-CP', '2026-03-02', 'đã có 118/2025/NĐ-CP thay thế'],
    ['118/2025/NĐ-CP', '2025-06-30', 'chỉ có hiệu lực từ ngày 01/07/2025'],
    ['118/2025/NĐ-CP', '2025-07-01', undefined],
    ['42/2022/NĐ-CP', '2026-03-02', undefined],
    ['999/1999/NĐ-CP', '2026-03-02', undefined],
  ])('%s on a paper of %s', (symbol, on, words) => {
    const warnings = warned(`theo Nghị định số ${symbol}.`, on);
    expect(warnings.map(({ at, symbol: cited }) => `${at} ${cited}`)).toEqual(
      words ? [`requirements[0].text ${symbol}`] : [],
    );
    if (words) expect(warnings[0]!.sentence).toContain(words);
  });

  test('small letters name the same act', () => {
    expect(warned('theo 61/2018/nđ-cp', '2026-03-02')).toHaveLength(1);
  });

  test('what the office says of an act counts instead of what is shipped', () => {
    const own = [{ symbol: '61/2018/NĐ-CP', about: 'gia hạn hiệu lực', to: '2027-12-31' as Day }];
    expect(outOfForce([{ at: 'x', text: '61/2018/NĐ-CP' }], '2026-03-02', own)).toEqual([]);
  });

  test('every shipped act ends after it began and is replaced by one that is there', () => {
    for (const { symbol, from, to, replacedBy } of legalDocuments) {
      expect([symbol, citedIn(symbol)]).toEqual([symbol, [symbol]]);
      if (from && to) expect(from < to).toBe(true);
      if (replacedBy) expect(legalDocuments.some((act) => act.symbol === replacedBy)).toBe(true);
    }
  });
});
