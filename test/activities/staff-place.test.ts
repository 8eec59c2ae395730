import { expect, test } from '@jest/globals';
import { staffPlace } from '../../activities/staff-place.ts';
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
const other: Row = { ...inspection, id: 'inspection:kt-2026:so-xay-dung', place: { ...place, unit: 'so-xay-dung' } };
const remediation: Row = {
  process: 'remediation',
  id: 'remediation:kt-2026:conclusion:1:so-y-te',
  place,
};
const paper: Row = { process: 'paper', id: 'paper:kt-2026:conclusion:1', place: { campaign: 'kt-2026' } };
const brings = { line: { about: { paper: 'paper:kt-2026:conclusion:1' } } };

const proposal: Row = { process: 'proposal', id: 'proposal:kt-2026:so-y-te:1', place };

test.each<[string, string, Row[], string]>([
  ['một cuộc kiểm tra', 'reminder', [inspection, inspection], '/kiem-tra/kt-2026%3Aso-y-te'],
  ['hai hồ sơ của một đơn vị', 'reminder', [inspection, { ...remediation, about: 2 }], '/don-vi/so-y-te'],
  ['việc về nhiều đơn vị', 'reminder', [inspection, other], '/dot/kt-2026'],
  ['việc của hai đợt', 'reminder', [inspection, { ...other, place: { campaign: 'kt-2025' } }], '/viec-cua-toi'],
  ['một nội dung', 'reminder', [{ ...remediation, about: 2 }], '/viec/kt-2026%3Aconclusion%3A1%3Aso-y-te%3A2'],
  [
    'hai nội dung',
    'reminder',
    [
      { ...remediation, about: 2 },
      { ...remediation, about: 1 },
    ],
    '/theo-doi?dot=kt-2026&donVi=so-y-te',
  ],
  [
    'đổi một nội dung',
    'item-changed',
    [{ ...remediation, line: { about: { item: 3 } } }],
    '/viec/kt-2026%3Aconclusion%3A1%3Aso-y-te%3A3',
  ],
  ['ký một văn bản', 'reminder', [paper], '/van-ban/kt-2026%3Aconclusion%3A1'],
  ['kết luận đã ban hành', 'conclusion', [{ ...inspection, ...brings }], '/van-ban/kt-2026%3Aconclusion%3A1'],
  ['thông báo: mở cuộc kiểm tra', 'notice', [{ ...inspection, ...brings }], '/kiem-tra/kt-2026%3Aso-y-te'],
  ['kiến nghị phải chuyển', 'proposal', [proposal], '/theo-doi/kien-nghi/kt-2026%3Aso-y-te%3A1'],
  ['đoàn được báo', 'team-told', [{ ...inspection, ...brings }], '/dot/kt-2026'],
  [
    'việc của đợt',
    'reminder',
    [{ process: 'campaign', id: 'campaign:kt-2026', place: { campaign: 'kt-2026' } }],
    '/dot/kt-2026',
  ],
  ['việc của năm', 'reminder', [{ process: 'year', id: 'year:2026', place: {} }], '/viec-cua-toi'],
  ['đột xuất chưa mở', 'reminder', [{ ...inspection, hidden: true }], '/dot/kt-2026'],
])('nút của thư cán bộ dẫn tới đúng trang: %s', (_what, kind, rows, path) => {
  expect(staffPlace(readingOf(kind, rows))).toBe(path);
});
