import { describe, expect, test } from '@jest/globals';
import { cellsIn, figuresIn, planIn } from '../../web/unit/block.ts';

const one = (...cells: string[]) => [{ cells }];

describe('khối ô chép từ Excel', () => {
  test.each<[string, string, unknown]>([
    ['một dòng', '3.541\t2.000\t1.541\r\n', one('3.541', '2.000', '1.541')],
    ['nghìn ngăn bằng dấu phẩy', '3,541\t2,000,120', one('3.541', '2.000.120')],
    ['phần lẻ bằng không', '3,541.00\t12.00\t3.541,00\t7', one('3.541', '12', '3.541', '7')],
    ['12.000 là mười hai nghìn', '12.000\t1', one('12.000', '1')],
    ['gạch ngang là không phát sinh', '3\t-\t –  ', one('3', '0', '0')],
    ['ô gộp để trống', '3.541\t\t1.541', one('3.541', '', '1.541')],
    ['số gần đúng', 'hơn 15.000\t2', one('hơn 15.000', '2')],
    ['chữ vào ô số thì để ô ấy nói', '3.541\tba nghìn', one('3.541', 'ba nghìn')],
    ['một cột', '10\n20\n30\n', [{ cells: ['10'] }, { cells: ['20'] }, { cells: ['30'] }]],
    ['một ô chép từ Excel', '3,541\r\n', one('3.541')],
    [
      'có hàng tiêu đề, hàng số cột, cột tên',
      'TT\tLĩnh vực\t"Tổng số\ntiếp nhận"\tTrực tuyến\n\t\t(3)\t(4)\n1\tĐất đai\t3.541\t2.000\n2\tXây dựng\t12\t-\n',
      [
        { name: 'Đất đai', cells: ['3.541', '2.000'] },
        { name: 'Xây dựng', cells: ['12', '0'] },
      ],
    ],
    ['hàng số cột không có ngoặc', '3\t4\t5\n40\t20\t20\n', one('40', '20', '20')],
    ['chỉ một dòng liền nhau là số liệu', '3\t4\t5', one('3', '4', '5')],
    ['tên dòng ở cột đầu', 'Toàn đơn vị\t3.541\t2.000', [{ name: 'Toàn đơn vị', cells: ['3.541', '2.000'] }]],
    ['một số bình thường', '3.541', undefined],
    ['một câu bình thường', 'Chưa có số liệu', undefined],
    ['chỉ có tiêu đề', 'Tổng số\tTrực tuyến\n', undefined],
  ])('%s', (_, text, read) => expect(figuresIn(text)).toEqual(read));

  test.each<[string, string, number, string[][] | undefined]>([
    [
      'có tiêu đề và số thứ tự',
      'TT\tNhiệm vụ\tNgười\tTừ ngày\tĐến ngày\n1\tNiêm yết\tLan\t01/01/2026\t31/03/2026\n2\tRà soát\tBình\t\t30/06/2026\n',
      0,
      [
        ['Niêm yết', 'Lan', '01/01/2026', '31/03/2026'],
        ['Rà soát', 'Bình', '', '30/06/2026'],
      ],
    ],
    ['dán từ cột ngày', '01/01/2026\t31/03/2026\n', 2, [['01/01/2026', '31/03/2026']]],
    ['một chữ bình thường', 'Niêm yết', 0, undefined],
  ])('kế hoạch, %s', (_, text, first, lines) => expect(planIn(text, first)).toEqual(lines));

  test('bảng chữ: ô nhiều dòng, dấu nháy trong ô, dòng trống bỏ qua', () => {
    expect(cellsIn('Niêm yết\tLan\t05/03/2026\r\n\r\n"Rà soát\nquy trình ""một cửa"""\tBình\t\r\n')).toEqual([
      ['Niêm yết', 'Lan', '05/03/2026'],
      ['Rà soát\nquy trình "một cửa"', 'Bình', ''],
    ]);
    expect(cellsIn('một câu "có nháy"')).toBeUndefined();
    expect(cellsIn('"mở nháy mà không đóng\tB')).toEqual([['"mở nháy mà không đóng', 'B']]);
  });
});
