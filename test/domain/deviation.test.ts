import { expect, test } from '@jest/globals';
import { changeSince, deviation, deviationFinding } from '../../domain/deviation.ts';
import type { Cell } from '../../domain/number.ts';

const more: Cell = { value: 15_000, qualifier: 'more_than' };
const nearly: Cell = { value: 15_000, qualifier: 'less_than' };

test.each<[Cell, Cell, number | undefined, ReturnType<typeof deviation>]>([
  [3_541, null, undefined, undefined],
  [3_541, 3_541, undefined, undefined],
  [3_541, 3_529, undefined, { difference: -12, beyond: true, words: 'Lệch −12 (0,3%)' }],
  [3_541, 3_529, 1, { difference: -12, beyond: false, words: 'Lệch −12 (0,3%), trong mức 1%' }],
  [1_000, 1_010, 1, { difference: 10, beyond: false, words: 'Lệch +10 (1%), trong mức 1%' }],
  [1_000, 1_011, 1, { difference: 11, beyond: true, words: 'Lệch +11 (1,1%)' }],
  [0, 3, 50, { difference: 3, beyond: true, words: 'Lệch +3' }],
  [null, 0, undefined, { beyond: true, words: 'Đơn vị chưa báo số liệu này' }],
  [more, 15_001, undefined, undefined],
  [more, 15_000, undefined, { beyond: true, words: 'Không khớp “hơn 15.000”' }],
  [nearly, 14_999, undefined, undefined],
  [nearly, 15_000, undefined, { beyond: true, words: 'Không khớp “gần 15.000”' }],
  // a count that is itself only near is held against nothing
  [3_541, more, undefined, undefined],
])('%j, đếm được %j, bỏ qua đến %s%%', (declared, found, tolerance, expected) => {
  expect(deviation(declared, found, tolerance)).toEqual(expected);
});

test('ghi nhận nói đủ hai số', () => {
  expect(deviationFinding('Đã giải quyết (7)', 3_541, 3_529)).toBe(
    'Số liệu “Đã giải quyết (7)” đơn vị báo cáo là 3.541; Đoàn kiểm tra xác định là 3.529, lệch −12.',
  );
  expect(deviationFinding('Văn bản xin lỗi', null, 7)).toBe(
    'Đơn vị chưa báo cáo số liệu “Văn bản xin lỗi”; Đoàn kiểm tra xác định là 7.',
  );
  expect(deviationFinding('Đã giải quyết (7)', more, 9)).toContain(
    'báo cáo là hơn 15.000; Đoàn kiểm tra xác định là 9.',
  );
});

test.each<[Cell, Cell, string | undefined]>([
  [1_182, 1_000, '+18,2%'],
  [900, 1_000, '−10%'],
  [1_000, 1_000, '0%'],
  [5, 0, undefined],
  [null, 5, undefined],
  [more, 5, undefined],
])('so với năm trước: %j và %j', (now, before, expected) => {
  expect(changeSince(now, before)).toBe(expected);
});
