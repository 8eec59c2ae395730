import { expect, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import { existsOn, searchText, sitesOf } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';

const aUnit = (unit: Partial<Unit> = {}): Unit => ({
  id: 'cuc-hai-quan',
  name: 'Cục Hải quan',
  aliases: [],
  kind: 'cuc',
  level: 'central-vertical',
  from: '2020-03-01',
  ...unit,
});

test.each<[Day, boolean]>([
  ['2020-02-29', false],
  ['2020-03-01', true],
  ['2025-06-30', true],
  ['2025-07-01', false],
])('a district of 01/03/2020 to 30/06/2025 exists on %s: %s', (day, exists) => {
  expect(existsOn(aUnit({ to: '2025-06-30' }), day)).toBe(exists);
});

test('a unit without a last day goes on', () => {
  expect(existsOn(aUnit(), '2099-12-31')).toBe(true);
});

test('a customs department has its one-stop sites, not its parts nor the sites of others', () => {
  const units = [
    aUnit(),
    aUnit({ id: 'quy-nhon', level: 'site', parent: 'cuc-hai-quan' }),
    aUnit({ id: 'phu-yen', level: 'site', parent: 'cuc-hai-quan' }),
    aUnit({ id: 'phong-nghiep-vu', level: 'province', parent: 'cuc-hai-quan' }),
    aUnit({ id: 'diem-mot-cua', level: 'site', parent: 'so-y-te' }),
    aUnit({ id: 'diem-khong-thuoc-ai', level: 'site' }),
  ];
  expect(sitesOf('cuc-hai-quan', units).map(({ id }) => id)).toEqual(['quy-nhon', 'phu-yen']);
});

test.each([
  [
    { name: 'Sở Văn hóa và Thể thao', aliases: ['Sở VH&TT'], level: 'province' },
    ' so van hoa va the thao | so vh tt vhtt | van hoa va the thao van hoa thong tin ~svhvtt svhtt',
  ],
  [
    { name: 'UBND xã Đại Lộc', aliases: [], level: 'commune' },
    ' ubnd xa dai loc | ubnd | uy ban nhan dan uy ban nhan dan ~ubndxdl',
  ],
] as const)('%j is found by “%s”', (unit, text) => {
  expect(searchText({ ...unit, aliases: [...unit.aliases] })).toBe(text);
});
