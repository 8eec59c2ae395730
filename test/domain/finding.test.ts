import { expect, test } from '@jest/globals';
import { concernedUnits } from '../../domain/finding.ts';
import type { Concerns } from '../../domain/finding.ts';

const served = ['cuc-hai-quan', 'bql-khu-kinh-te', 'so-van-hoa', 'so-lao-dong'];

test.each<[string, Concerns, string[]]>([
  ['all the paper serves', { all: true }, served],
  ['one named', { units: ['bql-khu-kinh-te'] }, ['bql-khu-kinh-te']],
  [
    'several named, in the order of the paper',
    { units: ['so-lao-dong', 'cuc-hai-quan'] },
    ['cuc-hai-quan', 'so-lao-dong'],
  ],
  ['a unit of another paper: nobody', { units: ['so-y-te'] }, []],
  ['a unit named twice: once', { units: ['so-van-hoa', 'so-van-hoa'] }, ['so-van-hoa']],
  ['“một số cơ quan” without a list: nobody', { units: [] }, []],
])('a finding concerns %s', (_, concerns, units) => {
  expect(concernedUnits(concerns, served)).toEqual(units);
});
