import { describe, expect, test } from '@jest/globals';
import { sampleScoredOutline2026 } from '../../domain/outlines/sample-scored-2026.ts';
import type { Scale } from '../../domain/scale.ts';
import { columnScore, readScores } from '../../domain/score-form.ts';
import type { ScoreFields } from '../../domain/score-form.ts';
import type { Marks } from '../../domain/score.ts';

const scale: Scale = sampleScoredOutline2026.scale!;

/** Everything a unit writes itself, nothing taken from its report. */
const column = (fields: ScoreFields, exempt: string[] = [], declared: Marks = {}) =>
  columnScore(scale, { ...readScores(scale, fields), declared }, exempt);

const allYes: ScoreFields = {
  ...Object.fromEntries(
    ['I.1', 'I.2', 'I.3', 'I.4', 'II.1', 'III.1', 'III.2', 'III.3', 'III.4'].map((code) => [`m/${code}`, 'yes']),
  ),
  'm/II.2': '99,8',
  'm/II.3': '50%',
  'm/II.4': 'no',
  'm/III.5': '5,5',
  'y/III.5': 'Phối hợp tốt, hai lần trả lời chậm.',
  'm/IV.1': '3',
  'm/V.1': '1',
};

describe('cột tự chấm, cộng tay', () => {
  test('mọi cách tính điểm trong một bảng', () => {
    const { lines, total, faults } = column(allYes);
    expect(faults).toBe(0);
    // 4 + 3 + 4 + 4 · 4 + 12 + 50% × 8 + 2 · 4 + 4 + 3 + 2 + 5,5 · thưởng 3 × 0,5 · trừ 1
    expect(total.groups.map(({ points }) => points)).toEqual([15, 22, 18.5, 1.5, -1]);
    expect(total).toMatchObject({ points: 56, most: 60, earned: 55.5 });
    expect(lines['II.3']).toEqual({ code: 'II.3', points: 4 });
  });

  test.each<[string, string, number]>([
    ['đúng mép trên: đủ điểm', '95', 12],
    ['ngay dưới mép trên: theo tỷ lệ', '94,99', 11.4], // 11,3988
    ['đúng mép dưới: theo tỷ lệ', '80%', 9.6],
    ['ngay dưới mép dưới: không điểm', '79,99', 0],
    ['không hồ sơ nào đúng hạn', '0', 0],
    ['hơn cả 100 vẫn là điểm tối đa', '120', 12],
  ])('tỷ lệ đúng hạn, %s', (_, text, points) =>
    expect(column({ 'm/II.2': text }).lines['II.2']).toEqual({ code: 'II.2', points }),
  );

  test('điểm cộng không quá mức tối đa, điểm trừ không quá mức trừ', () => {
    expect(column({ 'm/IV.1': '9' }).lines['IV.1']!.points).toBe(2);
    expect(column({ 'm/V.1': '7' }).lines['V.1']!.points).toBe(-3);
    expect(column({ 'm/V.1': '0' }).lines['V.1']!.points).toBe(0);
  });

  test('không áp dụng: chờ duyệt là 0 điểm; duyệt rồi thì phần còn lại quy về cả thang, điểm cộng trừ để nguyên', () => {
    const out = { ...allYes, 'm/II.2': '', 'b/II.2': 'yes', 'y/II.2': 'Không tiếp nhận hồ sơ.' };
    // mất 12 điểm
    expect(column(out)).toMatchObject({ total: { points: 44, unapproved: ['II.2'] } });
    // 43,5 × 60 ÷ 48 = 54,375; thêm 1,5, trừ 1
    expect(column(out, ['II.2'])).toMatchObject({ total: { points: 54.88, applicable: 48, unapproved: [] } });
    expect(column(out, ['II.2']).lines['II.2']).toEqual({ code: 'II.2', out: 'approved' });
  });

  test.each<[string, ScoreFields, string, RegExp]>([
    ['tỷ lệ gần đúng', { 'm/II.2': 'gần 95%' }, 'II.2', /“gần 95%” là số gần đúng nên chưa tính điểm được/],
    ['số việc gần đúng', { 'm/IV.1': 'hơn 3' }, 'IV.1', /“hơn 3” là số gần đúng/],
    ['chữ', { 'm/IV.1': 'ba' }, 'IV.1', /không đọc được/],
    ['số âm', { 'm/V.1': '-1' }, 'V.1', /là số âm/],
    ['chấm không nói vì sao', { 'm/III.5': '5' }, 'III.5', /hãy ghi lý do/],
    ['chấm quá điểm tối đa', { 'm/III.5': '7', 'y/III.5': 'Tốt' }, 'III.5', /điểm từ 0 đến 6/],
    ['nói vì sao mà không chấm', { 'y/III.5': 'Tốt' }, 'III.5', /hãy ghi điểm/],
    ['không áp dụng mà không nói vì sao', { 'b/II.2': 'yes' }, 'II.2', /hãy ghi lý do/],
  ])('%s: nói ở tiêu chí ấy, tính 0 điểm', (_, fields, code, sentence) => {
    const { lines, faults, total } = column(fields);
    expect([faults, lines[code]!.points, total.points]).toEqual([1, undefined, 0]);
    expect(lines[code]!.fault).toMatch(sentence);
  });

  test('báo cáo ghi không áp dụng ở tiêu chí mọi đơn vị đều có: phải kê khai, không chờ duyệt', () => {
    const declared: Marks = { 'I.1': { declared: { notApplicable: 'Không có' } } };
    const { lines, faults, total } = column({}, [], declared);
    expect(lines['I.1']!.fault).toMatch(/áp dụng cho mọi đơn vị/);
    expect([faults, total.unapproved]).toEqual([1, []]);
  });
});
