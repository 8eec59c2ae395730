import { describe, expect, test } from '@jest/globals';
import { concernedUnits } from '../../domain/finding.ts';
import type { Concerns } from '../../domain/finding.ts';
import { addressees, frozenGroup, membersOf } from '../../domain/group.ts';
import type { Group } from '../../domain/group.ts';
import type { Unit } from '../../domain/unit.ts';

const unit = (id: string, kind: string, level: Unit['level'], change: Partial<Unit> = {}): Unit => ({
  id,
  name: id,
  aliases: [],
  kind,
  level,
  from: '2020-01-01',
  ...change,
});
const units: Unit[] = [
  unit('so-y-te', 'sở', 'province'),
  unit('so-tu-phap', 'sở', 'province'),
  unit('thanh-tra', 'thanh tra', 'province'),
  unit('huyen-cu', 'huyện', 'commune', { to: '2025-06-30' }),
  unit('xa-cam-ha', 'xã', 'commune', { from: '2025-07-01' }),
  unit('xa-cam-an', 'xã', 'commune', { from: '2025-07-01' }),
  unit('tru-so-2', 'xã', 'site', { parent: 'xa-cam-ha' }),
];
const members = (group: Partial<Group>, day = '2026-03-02' as const) =>
  membersOf({ id: 'nhom', name: 'Nhóm', ...group }, units, day).map(({ id }) => id);

describe('who belongs to a group', () => {
  test.each<[string, Partial<Group>, string[]]>([
    ['a kind', { kinds: ['sở'] }, ['so-y-te', 'so-tu-phap']],
    ['a level; a site has no standing of its own', { levels: ['commune'] }, ['xa-cam-ha', 'xa-cam-an']],
    ['a site not even by its kind or name', { kinds: ['xã'], units: ['tru-so-2'] }, ['xa-cam-ha', 'xa-cam-an']],
    ['a kind of one level: both must fit', { kinds: ['sở', 'xã'], levels: ['province'] }, ['so-y-te', 'so-tu-phap']],
    ['units one by one, in the order of the office', { units: ['thanh-tra', 'so-y-te'] }, ['so-y-te', 'thanh-tra']],
    ['a kind and one more', { kinds: ['xã'], units: ['so-y-te'] }, ['so-y-te', 'xa-cam-ha', 'xa-cam-an']],
    ['all but one', { kinds: ['sở'], except: ['so-y-te'] }, ['so-tu-phap']],
    ['the exception is stronger than the name', { units: ['so-y-te'], except: ['so-y-te'] }, []],
    ['nothing described: nobody', {}, []],
  ])('%s', (_, group, ids) => {
    expect(members(group)).toEqual(ids);
  });

  test.each([
    ['2025-06-30', ['huyen-cu']],
    ['2025-07-01', ['xa-cam-ha', 'xa-cam-an']],
  ] as const)('on %s those that exist then', (day, ids) => {
    expect(members({ kinds: ['huyện', 'xã'] }, day as never)).toEqual(ids);
  });
});

describe('frozen with a paper', () => {
  const departments = frozenGroup({ id: 'so', name: 'Các sở', kinds: ['sở'] }, units, '2026-03-02');
  const communes = frozenGroup({ id: 'xa', name: 'UBND cấp xã', levels: ['commune'] }, units, '2026-03-02');

  test('it keeps name and members, whatever becomes of them', () => {
    expect(departments).toEqual({ id: 'so', name: 'Các sở', units: ['so-y-te', 'so-tu-phap'] });
  });

  test('a paper addresses its groups and whom it names, each once', () => {
    expect(addressees([departments, communes], ['thanh-tra', 'so-y-te'])).toEqual([
      'so-y-te',
      'so-tu-phap',
      'xa-cam-ha',
      'xa-cam-an',
      'thanh-tra',
    ]);
    expect(addressees([], [])).toEqual([]);
  });

  test.each<[string, Concerns, string[]]>([
    ['all', { all: true }, ['so-y-te', 'so-tu-phap', 'xa-cam-ha']],
    ['a group and one more', { groups: ['so'], units: ['xa-cam-ha'] }, ['so-y-te', 'so-tu-phap', 'xa-cam-ha']],
    ['of a group only what the paper serves', { groups: ['xa'], units: [] }, ['xa-cam-ha']],
    ['a group nobody knows: nobody', { groups: ['khong-co'], units: [] }, []],
  ])('a line concerns %s', (_, concerns, ids) => {
    expect(concernedUnits(concerns, ['so-y-te', 'so-tu-phap', 'xa-cam-ha'], [departments, communes])).toEqual(ids);
  });
});
