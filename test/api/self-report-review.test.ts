import { expect, test } from '@jest/globals';
import type { SelfReportCase } from '../../api/inspections/inspection-record.ts';
import { statedFigures } from '../../api/inspections/self-report-review.ts';
import { writing } from '../../api/pages/self-report-steps.ts';
import { placeKey } from '../../domain/check.ts';
import { isBeforeCutOff } from '../../domain/self-report.ts';
import { reviewPage } from '../../web/pages/self-report.ts';
import { aReview } from '../support/pages.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import type { TypedReport } from '../../domain/typed-report.ts';

const outline = { ...sampleOutline2026, rates: ['rate_early_or_on_time', 'rate_early_of_resolved'] as const };

function shown(typed: Partial<TypedReport>): string[] {
  const whole: TypedReport = { answers: {}, tables: {}, indicators: {}, claims: [], explanations: {}, ...typed };
  const written = writing({
    outline,
    period: { label: 'năm 2025', from: '2025-01-01', to: '2025-12-31' },
    sites: [],
    story: { draft: { version: 1, typed: whole } },
  } as unknown as SelfReportCase);
  const unread = new Set(written.found.read.unread.map(({ at }) => placeKey(at)));
  return written.steps.flatMap((step) =>
    statedFigures(written, step, written.found.read.report, unread).map(({ label, value }) => `${label}: ${value}`),
  );
}

test('what the unit states of itself is there to be looked at before it is sent: rates over their whole, claims', () => {
  expect(
    shown({
      rates: { rate_early_or_on_time: { stated: '94,67%', of: 'received_total' } },
      claims: ['no-late-dossiers'],
    }),
  ).toEqual([
    'Tỷ lệ giải quyết trước hạn và đúng hạn: 94,67%, tính trên tổng số hồ sơ tiếp nhận (3)',
    'Đơn vị khẳng định: Trong kỳ không có hồ sơ trễ hạn.',
  ]);
  expect(
    shown({ rates: { rate_early_or_on_time: { stated: 'hơn 94%' }, rate_early_of_resolved: { stated: 'chín phần' } } }),
  ).toEqual([
    'Tỷ lệ giải quyết trước hạn và đúng hạn: hơn 94%, chưa nêu mẫu số, hiểu là tính trên số hồ sơ đã giải quyết (7)',
    'Tỷ lệ giải quyết trước hạn: “chín phần” (chưa đọc được)',
  ]);
  expect(shown({})).toEqual([]);
});

test('a report of a period sent before its figures are taken is flagged, to the unit before it sends', () => {
  expect([isBeforeCutOff('2026-06-15', '2026-06-14'), isBeforeCutOff('2026-06-15', '2026-06-15')]).toEqual([
    true,
    false,
  ]);
  expect(isBeforeCutOff(undefined, '2026-06-14')).toBe(false);
  const warned = 'Ngày chốt số liệu 15/06/2026 chưa tới.';
  expect(reviewPage(aReview({ early: '2026-06-15' }))).toContain(warned);
  expect(reviewPage(aReview({}))).not.toContain('Ngày chốt số liệu');
});
