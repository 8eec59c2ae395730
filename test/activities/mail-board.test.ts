import { expect, test } from '@jest/globals';
import { boardPlace } from '../../activities/mail-board.ts';
import type { Reading, Told } from '../../activities/mail-reading.ts';

interface Row {
  process: string;
  id: string;
  place: object;
  hidden?: true;
  line?: object;
  about?: number;
}
const told = ({ line = {}, about, ...record }: Row): Told =>
  ({ record, line, ...(about === undefined ? {} : { duty: { about } }) }) as unknown as Told;
const readingOf = (kind: string, rows: Row[]): Reading =>
  ({ letter: { kind }, told: rows.map(told) }) as unknown as Reading;

const place = { campaign: 'kt-2026', team: 'doan-1', unit: 'so-y-te' };
const inspection: Row = { process: 'inspection', id: 'inspection:kt-2026:so-y-te', place };
const other: Row = { ...inspection, place: { ...place, unit: 'so-xay-dung' } };
const remediation: Row = {
  process: 'remediation',
  id: 'remediation:kt-2026:conclusion:1:so-y-te',
  place,
};
const paper: Row = { process: 'paper', id: 'paper:kt-2026:conclusion:1', place: { campaign: 'kt-2026' } };
const brings = { line: { about: { paper: 'paper:kt-2026:conclusion:1' } } };

test.each<[string, string, Row[], string]>([
  ['việc về một đơn vị', 'reminder', [inspection, inspection], '/kt-2026/don-vi/so-y-te'],
  ['việc về nhiều đơn vị', 'reminder', [inspection, other], '/kt-2026'],
  ['việc của hai đợt', 'reminder', [inspection, { ...other, place: { campaign: 'kt-2025' } }], ''],
  [
    'một nội dung',
    'reminder',
    [{ ...remediation, about: 2 }],
    '/kt-2026/noi-dung/kt-2026%3Aconclusion%3A1%3Aso-y-te%3A2',
  ],
  [
    'hai nội dung',
    'reminder',
    [
      { ...remediation, about: 2 },
      { ...remediation, about: 1 },
    ],
    '/kt-2026/don-vi/so-y-te',
  ],
  [
    'đổi một nội dung',
    'item-changed',
    [{ ...remediation, line: { about: { item: 3 } } }],
    '/kt-2026/noi-dung/kt-2026%3Aconclusion%3A1%3Aso-y-te%3A3',
  ],
  ['ký một văn bản', 'reminder', [paper], '/kt-2026/van-ban/kt-2026%3Aconclusion%3A1'],
  ['kết luận đã ban hành', 'conclusion', [{ ...inspection, ...brings }], '/kt-2026/van-ban/kt-2026%3Aconclusion%3A1'],
  ['thông báo: mở cuộc kiểm tra', 'notice', [{ ...inspection, ...brings }], '/kt-2026/don-vi/so-y-te'],
  ['đoàn được báo', 'team-told', [{ ...inspection, ...brings }], '/kt-2026'],
  [
    'việc của đợt',
    'reminder',
    [{ process: 'campaign', id: 'campaign:kt-2026', place: { campaign: 'kt-2026' } }],
    '/kt-2026',
  ],
  ['việc của năm', 'reminder', [{ process: 'year', id: 'year:2026', place: {} }], ''],
  ['đột xuất chưa mở', 'reminder', [{ ...inspection, hidden: true }], '/kt-2026'],
])('nút của thư cán bộ dẫn tới trang theo dõi: %s', (_what, kind, rows, path) => {
  expect(boardPlace(readingOf(kind, rows))).toBe(`/bang-theo-doi${path}`);
});
