import { describe, expect, test } from '@jest/globals';
import { checkSelfReport, emptySelfReport } from '../../domain/outline.ts';
import type { Answer, Outline } from '../../domain/outline.ts';
import { checkPlanItems } from '../../domain/plan-item.ts';
import type { PlanItem } from '../../domain/plan-item.ts';

const item = (more: Partial<PlanItem> = {}): PlanItem => ({
  task: 'Rà soát thủ tục nội bộ',
  person: 'Chánh Văn phòng',
  to: '2026-03-31',
  product: '',
  ...more,
});
const { to: _, ...endless } = item();

describe('each item of a plan names who and until when', () => {
  test.each<[string, PlanItem, string[]]>([
    ['whole', item(), []],
    ['by nobody', item({ person: ' ' }), ['Mục 1 “Rà soát thủ tục nội bộ” chưa có người phụ trách. Hãy ghi rõ.']],
    ['without end', endless, ['Mục 1 “Rà soát thủ tục nội bộ” chưa có thời hạn hoàn thành. Hãy ghi rõ.']],
    ['without a task', item({ task: '', person: '' }), ['Mục 1 chưa có nhiệm vụ, người phụ trách. Hãy ghi rõ.']],
    [
      'backwards',
      item({ from: '2026-04-01' }),
      ['Mục 1 “Rà soát thủ tục nội bộ”: ngày bắt đầu 01/04/2026 đứng sau ngày hoàn thành 31/03/2026. Hãy sửa lại.'],
    ],
    ['in one day', item({ from: '2026-03-31' }), []],
  ])('%s', (__, one, sentences) => {
    const found = checkPlanItems('1', [one]);
    expect(found.map(({ sentence }) => sentence)).toEqual(sentences);
    expect(found.every(({ level, at }) => level === 'error' && at[0]?.row === '1')).toBe(true);
  });
});

test('a plan is asked for like any answer, and takes no other', () => {
  const outline: Outline = {
    id: 'x',
    version: 1,
    title: 'Đề cương',
    official: false,
    areas: [
      {
        code: 'chi-dao',
        name: 'Chỉ đạo',
        questions: [{ code: '1', text: 'Kế hoạch năm', answer: 'plan', explainWhen: [] }],
      },
    ],
    tables: [],
    indicators: [],
    pairs: [],
    claims: [],
  };
  const codes = (answer?: Answer) =>
    checkSelfReport(outline, { ...emptySelfReport, answers: answer ? { '1': answer } : {} }).map(({ code }) => code);
  expect(codes()).toEqual(['question-blank']);
  expect(codes({ plan: [] })).toEqual(['question-blank']);
  expect(codes({ text: 'Có kế hoạch' })).toEqual(['answer-kind']);
  expect(codes({ plan: [item(), endless] })).toEqual(['plan-item-incomplete']);
});
