import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Refusal } from '../../domain/refusal.ts';
import { bandSpans, doubtsOfCriterion, faultsOfScale, pointsOf, refusalOf, ruleWords } from '../../domain/scale.ts';
import type { Criterion, Declared, Scale, ScoreGroup, ScoreRule } from '../../domain/scale.ts';
import { faultsOfMarks, latest, ranked, totalOf } from '../../domain/score.ts';
import type { Marks } from '../../domain/score.ts';

const line = (rule: ScoreRule, rest: Partial<Criterion> = {}): Criterion => ({
  code: 'tc-1',
  text: 'Tiêu chí',
  most: 2,
  rule,
  ...rest,
});
const onTime: ScoreRule = {
  by: 'ratio',
  bands: [
    { from: 95, gives: 'full' },
    { from: 80, gives: 'share' },
  ],
};
const code = (refusal: Refusal | undefined): string => refusal?.code ?? 'được';
const faults = (...asked: Parameters<typeof faultsOfMarks>): string =>
  faultsOfMarks(...asked)
    .map(({ refusal }) => refusal.code)
    .join() || 'được';

describe('điểm của một tiêu chí', () => {
  test.each<[string, Criterion, Declared, number | undefined]>([
    ['có là đủ điểm', line({ by: 'yes-no', better: 'yes' }), { answer: 'yes' }, 2],
    ['không là 0', line({ by: 'yes-no', better: 'yes' }), { answer: 'no' }, 0],
    ['không để xảy ra là đủ điểm', line({ by: 'yes-no', better: 'no' }), { answer: 'no' }, 2],
    ['95% đủ điểm', line(onTime), { percent: 95 }, 2],
    ['94,99% theo tỷ lệ, hai số lẻ', line(onTime), { percent: 94.99 }, 1.9],
    ['80% còn theo tỷ lệ', line(onTime), { percent: 80 }, 1.6],
    ['79,99% là 0', line(onTime), { percent: 79.99 }, 0],
    ['mức ghi điểm cố định', line({ by: 'ratio', bands: [{ from: 50, gives: 1.25 }] }), { percent: 60 }, 1.25],
    ['mỗi sáng kiến 0,5 điểm', line({ by: 'count', step: 0.5 }), { count: 3 }, 1.5],
    ['sáng kiến thứ năm không thêm điểm', line({ by: 'count', step: 0.5 }), { count: 5 }, 2],
    ['mỗi lần trễ trừ 0,25', line({ by: 'deduction', step: 0.25 }), { count: 3 }, 1.25],
    ['trừ không quá 0', line({ by: 'deduction', step: 0.25 }), { count: 30 }, 0],
    ['nhóm điểm trừ', line({ by: 'deduction', step: 1 }, { most: 0, least: -3 }), { count: 2 }, -2],
    ['nhóm điểm trừ có đáy', line({ by: 'deduction', step: 1 }, { most: 0, least: -3 }), { count: 9 }, -3],
    ['chấm tay', line({ by: 'manual' }), { points: 1.5, reason: 'Làm tốt' }, 1.5],
    ['không áp dụng', line(onTime, { optional: true }), { notApplicable: 'Không có TTHC' }, undefined],
  ])('%s', (_name, criterion, declared, points) => {
    expect(code(refusalOf(criterion, declared))).toBe('được');
    expect(pointsOf(criterion, declared)).toBe(points);
  });

  test.each<[string, Criterion, Declared, string]>([
    ['ghi số vào câu có/không', line({ by: 'yes-no', better: 'yes' }), { count: 1 }, 'score-not-of-rule'],
    ['ghi điểm vào tiêu chí tự tính', line(onTime), { points: 2, reason: 'x' }, 'score-not-of-rule'],
    ['số lẻ', line({ by: 'count', step: 1 }), { count: 1.5 }, 'score-out-of-range'],
    ['số âm', line({ by: 'count', step: 1 }), { count: -1 }, 'score-out-of-range'],
    ['tỷ lệ âm', line(onTime), { percent: -1 }, 'score-out-of-range'],
    ['quá điểm tối đa', line({ by: 'manual' }), { points: 2.01, reason: 'x' }, 'score-out-of-range'],
    ['dưới điểm tối thiểu', line({ by: 'manual' }), { points: -0.1, reason: 'x' }, 'score-out-of-range'],
    ['không phải số', line({ by: 'manual' }), { points: NaN, reason: 'x' }, 'score-out-of-range'],
    ['chấm tay không lý do', line({ by: 'manual' }), { points: 1, reason: ' ' }, 'score-reason-missing'],
    ['tiêu chí bắt buộc', line(onTime), { notApplicable: 'Không có' }, 'score-always-applies'],
    ['không áp dụng không lý do', line(onTime, { optional: true }), { notApplicable: ' ' }, 'score-reason-missing'],
  ])('%s thì từ chối', (_name, criterion, declared, refused) =>
    expect(code(refusalOf(criterion, declared))).toBe(refused),
  );

  test.each<[Criterion, string]>([
    [line(onTime), 'Từ 95%: đủ điểm; từ 80%: theo tỷ lệ; thấp hơn: 0 điểm'],
    [line({ by: 'ratio', bands: [{ from: 0, gives: 'share' }] }), 'Từ 0%: theo tỷ lệ'],
    [line({ by: 'yes-no', better: 'no' }), 'Không: 2 điểm'],
    [line({ by: 'count', step: 0.5 }), 'Mỗi việc 0,5 điểm, tối đa 2 điểm'],
    [line({ by: 'deduction', step: 1 }, { most: 0, least: -3 }), 'Mỗi trường hợp trừ 1 điểm, trừ tối đa 3 điểm'],
    [line({ by: 'manual' }), 'Chấm từ 0 đến 2 điểm, ghi lý do'],
  ])('cách tính nói bằng lời (%#)', (criterion, words) => expect(ruleWords(criterion)).toBe(words));

  test('điểm luôn nằm giữa tối thiểu và tối đa', () => {
    const rules = fc.oneof<fc.Arbitrary<ScoreRule>[]>(
      fc.constant(onTime),
      fc.record({ by: fc.constant('count' as const), step: fc.double({ min: 0.01, max: 5, noNaN: true }) }),
      fc.record({ by: fc.constant('deduction' as const), step: fc.double({ min: 0.01, max: 5, noNaN: true }) }),
    );
    fc.assert(
      fc.property(rules, fc.nat(1_000), (rule, n) => {
        const declared = rule.by === 'ratio' ? { percent: n } : { count: n };
        const points = pointsOf(line(rule), declared)!;
        expect(points >= 0 && points <= 2 && Math.abs(points * 100 - Math.round(points * 100)) < 1e-9).toBe(true);
      }),
    );
  });
});

const scale: Scale = {
  groups: [
    {
      code: 'I',
      name: 'Cải cách thủ tục hành chính',
      counts: 'scored',
      criteria: [
        line(onTime, { code: 'dung-han', most: 6, optional: true }),
        line({ by: 'yes-no', better: 'yes' }, { code: 'niem-yet', most: 4, optional: true }),
      ],
    },
    {
      code: 'II',
      name: 'Cải cách chế độ công vụ',
      counts: 'scored',
      criteria: [line({ by: 'manual' }, { code: 'cong-vu', most: 10 })],
    },
    {
      code: 'III',
      name: 'Điểm cộng',
      counts: 'bonus',
      criteria: [line({ by: 'count', step: 0.5 }, { code: 'sang-kien', most: 2 })],
    },
    {
      code: 'IV',
      name: 'Điểm trừ',
      counts: 'deducted',
      criteria: [line({ by: 'deduction', step: 1 }, { code: 'ky-luat', most: 0, least: -5 })],
    },
  ],
};
const declared = (marks: Record<string, Declared>): Marks =>
  Object.fromEntries(Object.entries(marks).map(([criterion, said]) => [criterion, { declared: said }]));
const self = declared({
  'dung-han': { percent: 90 },
  'niem-yet': { answer: 'yes' },
  'cong-vu': { points: 8, reason: 'Đủ kế hoạch' },
  'sang-kien': { count: 2 },
  'ky-luat': { count: 1 },
});

describe('tổng điểm của một đơn vị', () => {
  test('cộng các nhóm, điểm cộng và điểm trừ ở ngoài thang', () => {
    expect(totalOf(scale, self, [])).toEqual({
      points: 17.4, // 5,4 + 4 + 8, cộng 1, trừ 1
      most: 20,
      applicable: 20,
      earned: 17.4,
      groups: [
        { group: 'I', points: 9.4, most: 10, applicable: 10 },
        { group: 'II', points: 8, most: 10, applicable: 10 },
        { group: 'III', points: 1, most: 2, applicable: 2 },
        { group: 'IV', points: -1, most: 0, applicable: 0 },
      ],
      blank: [],
      unapproved: [],
    });
  });

  test('tiêu chí không áp dụng: chờ duyệt là 0 điểm, duyệt rồi thì phần còn lại quy về cả thang', () => {
    const marks = { ...self, ...declared({ 'dung-han': { notApplicable: 'Không tiếp nhận hồ sơ' } }) };
    expect(totalOf(scale, marks, [])).toMatchObject({ points: 12, unapproved: ['dung-han'] });
    // 12 điểm trên 14 áp dụng, quy về 20: 17,142…
    expect(totalOf(scale, marks, ['dung-han'])).toMatchObject({
      points: 17.14,
      earned: 12,
      applicable: 14,
      unapproved: [],
    });
    // duyệt cho loại đơn vị không đụng tới đơn vị có kê khai
    expect(totalOf(scale, self, ['dung-han'])).toMatchObject({ points: 17.4 });
  });

  test('chưa kê khai là 0 điểm và được nêu tên', () => {
    expect(totalOf(scale, {}, [])).toMatchObject({
      points: 0,
      blank: ['dung-han', 'niem-yet', 'cong-vu', 'sang-kien', 'ky-luat'],
    });
  });
});

describe('ba cột điểm', () => {
  const columns = { self, first: { 'dung-han': { declared: { percent: 70 }, reason: 'Đối chiếu hệ thống' } } };

  test('mỗi tiêu chí lấy cột sau cùng có chấm', () => {
    expect(latest(columns)['dung-han']).toEqual({ declared: { percent: 70 }, reason: 'Đối chiếu hệ thống' });
    expect(latest(columns)['niem-yet']).toEqual(self['niem-yet']);
    expect(latest(columns, 'self')).toEqual(self);
  });

  test.each<[string, Marks, string]>([
    ['giữ nguyên thì không cần lý do', declared({ 'niem-yet': { answer: 'yes' } }), 'được'],
    ['khác thì phải nói vì sao', declared({ 'niem-yet': { answer: 'no' } }), 'score-reason-missing'],
    ['tiêu chí lạ', declared({ 'khong-co': { answer: 'no' } }), 'score-unknown'],
    ['sai kiểu', declared({ 'niem-yet': { count: 1 } }), 'score-not-of-rule'],
  ])('%s', (_name, marks, said) => expect(faults(scale, { self }, 'first', marks)).toBe(said));

  test('lần 2 so với lần 1, không so với tự đánh giá', () => {
    const back = declared({ 'dung-han': { percent: 90 } });
    expect(faults(scale, columns, 'second', back)).toBe('score-reason-missing');
    expect(faults(scale, columns, 'second', declared({ 'dung-han': { percent: 70 } }))).toBe('được');
  });
});

test('xếp hạng: bằng điểm thì cùng hạng, hạng sau bỏ trống', () => {
  const rows = [
    { unit: 'so-y-te', points: 80 },
    { unit: 'so-noi-vu', points: 92.5 },
    { unit: 'so-tu-phap', points: 80 },
    { unit: 'so-xay-dung', points: 71 },
  ];
  expect(ranked(rows).map(({ unit, place }) => [unit, place])).toEqual([
    ['so-noi-vu', 1],
    ['so-y-te', 2],
    ['so-tu-phap', 2],
    ['so-xay-dung', 4],
  ]);
});

test.each<[string, Scale, string[]]>([
  ['thang đúng', scale, []],
  [
    'mã dùng hai lần',
    {
      groups: [
        ...scale.groups,
        { code: 'I', name: 'x', counts: 'scored', criteria: [line(onTime, { code: 'niem-yet' })] },
      ],
    },
    ['groups[4].code', 'groups[4].criteria[0].code'],
  ],
  [
    'điểm tối đa bằng 0, bước bằng 0',
    { groups: [{ code: 'I', name: 'x', counts: 'scored', criteria: [line({ by: 'count', step: 0 }, { most: 0 })] }] },
    ['groups[0].criteria[0].most', 'groups[0].criteria[0].rule.step'],
  ],
  [
    'nhóm trừ mà điểm dương',
    { groups: [{ code: 'I', name: 'x', counts: 'deducted', criteria: [line({ by: 'deduction', step: 1 })] }] },
    ['groups[0].criteria[0].least'],
  ],
  [
    'mức không giảm dần',
    {
      groups: [
        {
          code: 'I',
          name: 'x',
          counts: 'scored',
          criteria: [
            line({
              by: 'ratio',
              bands: [
                { from: 80, gives: 'share' },
                { from: 95, gives: 'full' },
              ],
            }),
            line({ by: 'ratio', bands: [] }, { code: 'tc-2', least: 3 }),
          ],
        },
      ],
    },
    ['groups[0].criteria[0].rule.bands', 'groups[0].criteria[1].most', 'groups[0].criteria[1].rule.bands'],
  ],
])('%s', (_name, written, places) => expect(faultsOfScale(written).map(({ at }) => at)).toEqual(places));

const alone = (criterion: Criterion, counts: ScoreGroup['counts'] = 'scored'): Scale => ({
  groups: [{ code: 'I', name: 'x', counts, criteria: [criterion] }],
});

test.each<[string, Scale, string[]]>([
  ['tổng nhóm thiếu 2 điểm', { groups: [{ ...scale.groups[0]!, most: 22 }] }, ['groups[0].most']],
  ['tổng thang khớp, nhóm cộng không tính vào thang', { ...scale, most: 20 }, []],
  ['tổng thang thừa', { ...scale, most: 19.5 }, ['most']],
  [
    'mức ghi điểm hơn điểm tối đa',
    alone(line({ by: 'ratio', bands: [{ from: 90, gives: 99 }] })),
    ['groups[0].criteria[0].rule.bands[0].gives'],
  ],
  [
    'nhóm trừ không đếm để thêm điểm',
    alone(line({ by: 'count', step: 1 }, { most: 0, least: -2 }), 'deducted'),
    ['groups[0].criteria[0].rule.by'],
  ],
  ['mã có dấu cách', alone(line({ by: 'manual' }, { code: 'I 1' })), ['groups[0].criteria[0].code']],
])('%s', (_name, written, places) => expect(faultsOfScale(written).map(({ at }) => at)).toEqual(places));

test('tổng không khớp thì nói thừa thiếu bao nhiêu', () =>
  expect(faultsOfScale({ ...scale, most: 100 })[0]!.sentence).toBe(
    'Các nhóm tính điểm cộng được 20 điểm, thiếu 80 so với 100 phải có.',
  ));

test('trả lời mất điểm: nhóm trừ theo Có, Không', () => {
  const late = line({ by: 'yes-no', better: 'no' }, { most: 0, least: -2 });
  expect([pointsOf(late, { answer: 'no' }), pointsOf(late, { answer: 'yes' })]).toEqual([0, -2]);
  expect(ruleWords(late)).toBe('Có: trừ 2 điểm');
  expect(faultsOfScale(alone(late, 'deducted'))).toEqual([]);
});

test('các mức phủ kín từ 0%, không chồng nhau', () => {
  expect(
    bandSpans([
      { from: 95, gives: 'full' },
      { from: 80.5, gives: 'share' },
    ]).map(({ span }) => span),
  ).toEqual(['từ 95% trở lên', 'từ 80,50% đến dưới 95%', 'dưới 80,50%']);
  expect(bandSpans([{ from: 0, gives: 'share' }])).toHaveLength(1);
});

test.each<[string, Criterion, number]>([
  ['mức như thường', line(onTime), 0],
  [
    'mức thấp được nhiều điểm hơn mức cao',
    line({
      by: 'ratio',
      bands: [
        { from: 90, gives: 1 },
        { from: 50, gives: 'share' },
      ],
    }),
    1,
  ],
  ['một việc đã quá điểm tối đa', line({ by: 'count', step: 100 }), 1],
  ['mức cao nhất chỉ theo tỷ lệ', line({ by: 'ratio', bands: [{ from: 50, gives: 'share' }] }), 1],
])('xem lại: %s', (_name, criterion, doubts) => expect(doubtsOfCriterion(criterion)).toHaveLength(doubts));
