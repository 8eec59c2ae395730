import { expect, test } from '@jest/globals';
import type { SelfReport } from '../../domain/outline.ts';
import { sampleScoredOutline2026 as outline } from '../../domain/outlines/sample-scored-2026.ts';
import { declaredIn, unknownSources, withKnownSources } from '../../domain/self-score.ts';

const [table] = outline.tables;
const report = (part: Partial<SelfReport>): SelfReport => ({
  answers: {},
  tables: {},
  indicators: {},
  claims: [],
  rates: [],
  explanations: {},
  ...part,
});
const counted = (cells: Record<string, number>): SelfReport['tables'] => ({
  [table!.code]: {
    period: { label: 'Năm 2025', from: '2025-01-01', to: '2025-12-31' },
    rows: [{ id: 'tong', name: 'Toàn đơn vị', cells }],
  },
});

test('tỷ lệ đơn vị nêu thì lấy số nêu; không nêu thì tính từ biểu số liệu', () => {
  const tables = counted({ resolved_total: 300, resolved_early_or_on_time: 287 });
  expect(declaredIn(outline, report({ tables }))['II.2']).toEqual({ declared: { percent: 95.67 } });
  const stated = report({
    tables,
    rates: [{ code: 'rate_early_or_on_time', stated: { value: 98.5, decimals: 1 } }],
  });
  expect(declaredIn(outline, stated)['II.2']).toEqual({ declared: { percent: 98.5 } });
});

test('“hơn 95%”, chưa có số, không có hồ sơ nào: không đoán', () => {
  const more = report({
    rates: [{ code: 'rate_early_or_on_time', stated: { value: 95, decimals: 0, qualifier: 'more_than' } }],
  });
  expect(declaredIn(outline, more)['II.2']).toBeUndefined();
  expect(declaredIn(outline, report({}))['II.2']).toBeUndefined();
  const none = report({ tables: counted({ resolved_total: 0, resolved_early_or_on_time: 0 }) });
  expect(declaredIn(outline, none)['II.2']).toBeUndefined();
});

test('nguồn đã bỏ khỏi đề cương thì tiêu chí thôi lấy từ đó, điểm giữ nguyên', () => {
  const less = {
    ...outline,
    areas: outline.areas.map((area) => ({ ...area, questions: area.questions.filter(({ code }) => code !== '1.1') })),
  };
  expect(unknownSources(less)).toEqual(['1.1']);
  const mended = withKnownSources(less);
  expect(unknownSources(mended)).toEqual([]);
  expect(mended.scale!.groups[0]!.criteria[0]).toEqual({
    code: 'I.1',
    text: 'Ban hành kế hoạch cải cách hành chính năm đúng hạn',
    most: 4,
    rule: { by: 'yes-no', better: 'yes' },
  });
  expect(withKnownSources(outline)).toBe(outline);
});
