import { describe, expect, test } from '@jest/globals';
import { unitsMeant } from '../../domain/unit-named.ts';
import type { Unit } from '../../domain/unit.ts';

const aUnit = (id: string, name: string, aliases: string[] = []): Unit => ({
  id,
  name,
  aliases,
  kind: 'so',
  level: 'province',
  from: '2025-01-01',
});
const province = unitsMeant([
  aUnit('so-xay-dung', 'Sở Xây dựng', ['SXD']),
  aUnit('so-y-te', 'Sở Y tế', ['SYT']),
  aUnit('so-vhtt', 'Sở Văn hóa, Thể thao và Du lịch', ['Sở VH-TT&DL', 'SVH']),
  aUnit('xa-an-phu', 'UBND xã An Phú'),
  aUnit('xa-an-phu-2', 'UBND xã An Phú'),
]);

describe('một đơn vị được gọi tên như người ta viết', () => {
  test.each([
    ['so-xay-dung', ['so-xay-dung']],
    ['Sở Xây dựng', ['so-xay-dung']],
    ['  so xay dung ', ['so-xay-dung']],
    ['sxd', ['so-xay-dung']],
    ['Sở VH-TT & DL', ['so-vhtt']],
    ['Sở Văn hoá - Thể thao và Du lịch', ['so-vhtt']],
    ['Ủy ban nhân dân xã An Phú', ['xa-an-phu', 'xa-an-phu-2']],
    ['Sở Tài chính', []],
  ])('%s', (text, ids) => expect(province.meant(text).map(({ id }) => id)).toEqual(ids));

  test('viết sai một hai chữ thì gợi tên gần nhất, khác hẳn thì không', () => {
    expect(province.nearly('Sở Xây dưngj').map(({ id }) => id)).toEqual(['so-xay-dung']);
    expect(province.nearly('Sở Công Thương')).toEqual([]);
  });
});
