import { describe, expect, test } from '@jest/globals';
import type { Percent } from '../../domain/number.ts';
import { readPercent } from '../../domain/number.ts';
import type { Denominator, Rate, RateCode, Values } from '../../domain/rate.ts';
import { agrees, checkRate, pointsBetween, rate, rateOf, readingsOf } from '../../domain/rate.ts';

const stated = (text: string) => readPercent(text) as Percent;
const binhDinh: Values = { resolved_total: 3541, resolved_early: 2356, resolved_late: 0 };
const ninhHoa: Values = {
  received_total: 3037,
  resolved_total: 2123,
  resolved_early_or_on_time: 2095,
  resolved_late: 28,
  received_online: 238,
};
const nhaTrang: Values = {
  received_total: { value: 15_000, qualifier: 'more_than' },
  resolved_early_or_on_time: 14_200,
  resolved_late: 747,
};

describe('a rate names its denominator', () => {
  test.each([
    ['rate_early_of_resolved', binhDinh, 2356, 3541, 'resolved_total', 66.5349],
    ['rate_early_or_on_time', ninhHoa, 2095, 2123, 'resolved_total', 98.6811],
    ['rate_late_of_resolved', ninhHoa, 28, 2123, 'resolved_total', 1.3189],
    ['rate_early_or_on_time', { resolved_early: 1, resolved_on_time: 2, resolved_late: 1 }, 3, 4, 'resolved_total', 75],
    ['rate_early_or_on_time', nhaTrang, 14_200, 14_947, 'resolved_total', 95.0023],
    [
      'rate_received_online',
      { received_total: 100, received_online: 45, carried_over: 10 },
      45,
      90,
      'received_in_period',
      50,
    ],
    ['rate_received_online', { received_online: 45, received_direct_postal: 45 }, 45, 90, 'received_in_period', 50],
    [
      'rate_procedures_online_level4',
      { procedures_online_level4: 38, procedures_total: 38 },
      38,
      38,
      'procedures_total',
      100,
    ],
    ['rate_procedures_online', { procedures_online: 19, procedures_total: 38 }, 19, 38, 'procedures_total', 50],
  ] as [RateCode, Values, number, number, Denominator, number][])(
    '%s of %j',
    (code, values, part, whole, of, percent) => {
      const found = rateOf(code, values);
      expect(found).toEqual({ part, whole, of, percent: expect.closeTo(percent, 3) });
    },
  );

  test.each([
    ['a part is absent', rate(null, 10, 'resolved_total')],
    ['the whole is absent', rate(1, null, 'resolved_total')],
    ['nothing was resolved', rate(0, 0, 'resolved_total')],
    ['carried over is not known', rateOf('rate_received_online', ninhHoa)],
    ['early is kept together with on time', rateOf('rate_early_of_resolved', ninhHoa)],
  ])('none when %s', (_, found) => expect(found).toBeNull());

  test('from an approximate figure it is approximate', () =>
    expect(rateOf('rate_early_or_on_time', nhaTrang, 'received_total')).toEqual({
      part: 14_200,
      whole: 15_000,
      of: 'received_total',
      percent: expect.closeTo(94.667, 3),
      approximate: true,
    }));

  test('rates over different denominators are never compared', () => {
    const [a, b] = [
      rateOf('rate_early_or_on_time', ninhHoa),
      rateOf('rate_early_or_on_time', nhaTrang, 'received_total'),
    ] as [Rate, Rate];
    expect(() => pointsBetween(a, b)).toThrow(
      expect.objectContaining({
        code: 'rates-not-comparable',
        facts: { one: 'số hồ sơ đã giải quyết (7)', other: 'tổng số hồ sơ tiếp nhận (3)' },
      }),
    );
    const online = rateOf('rate_received_online', { received_online: 45, received_direct_postal: 45 })!;
    expect(() => pointsBetween(online, a)).toThrow(
      expect.objectContaining({
        facts: { one: 'số hồ sơ tiếp nhận trong kỳ (3) − (6)', other: 'số hồ sơ đã giải quyết (7)' },
      }),
    );
    expect(pointsBetween(a, rateOf('rate_early_or_on_time', nhaTrang)!)).toBeCloseTo(3.679, 3);
  });
});

describe('a stated percentage', () => {
  test.each([
    ['66,5%', 2356, 3541, true],
    ['66,53%', 2356, 3541, true],
    ['67%', 2356, 3541, true],
    ['66,54%', 2356, 3541, false],
    ['66%', 2356, 3541, false],
    ['98,68%', 2095, 2123, true],
    ['99,92%', 139_792, 139_907, true],
    ['100%', 38, 38, true],
    ['12,5%', 1, 8, true],
    ['0,13%', 1, 800, true], // 0,125: half up
    ['hơn 94%', 14_200, 15_000, true],
    ['hơn 94%', 14_200, 14_947, false],
    ['hơn 94%', 94, 100, false],
    ['hơn 94%', 95, 100, false],
    ['hơn 94,6%', 14_200, 15_000, true],
    ['gần 95%', 14_200, 15_000, true],
    ['gần 95%', 95, 100, false],
    ['gần 95%', 94, 100, false],
    ['gần 96%', 14_200, 15_000, false],
  ])('%s for %d of %d: %p', (text, part, whole, agreed) =>
    expect(agrees(stated(text), rate(part, whole, 'resolved_total')!)).toBe(agreed),
  );
});

describe('I8', () => {
  test.each([
    ['Bình Định', 'rate_early_of_resolved', '66,5%', binhDinh],
    ['Ninh Hòa', 'rate_early_or_on_time', '98,68%', ninhHoa],
    ['Nha Trang over received', 'rate_early_or_on_time', '95%', nhaTrang],
  ] as [string, RateCode, string, Values][])('%s: agrees', (_, code, text, values) =>
    expect(checkRate({ code, stated: stated(text) }, values)).toEqual([]),
  );

  test('Nha Trang: both readings are shown and a denominator has to be chosen', () => {
    const claim = { code: 'rate_early_or_on_time' as const, stated: stated('hơn 94%') };
    expect(checkRate(claim, nhaTrang)).toEqual([
      expect.objectContaining({
        code: 'I8',
        level: 'warning',
        at: [{ rate: 'rate_early_or_on_time' }],
        sentence:
          'Tỷ lệ giải quyết trước hạn và đúng hạn ghi hơn 94% nhưng chưa nêu mẫu số: ' +
          'theo số hồ sơ đã giải quyết (7) là 14.200/14.947 = 95,00%; ' +
          'theo tổng số hồ sơ tiếp nhận (3) là 14.200/15.000 = 94,67% (từ số gần đúng), khớp. Hãy chọn mẫu số.',
      }),
    ]);
    expect(readingsOf(claim.code, nhaTrang).map(({ of }) => of)).toEqual(['resolved_total', 'received_total']);
    expect(checkRate({ ...claim, of: 'received_total' }, nhaTrang)).toEqual([]);
    expect(checkRate({ ...claim, of: 'resolved_total' }, nhaTrang)).toEqual([
      expect.objectContaining({
        code: 'I8',
        level: 'warning',
        sentence:
          'Tỷ lệ giải quyết trước hạn và đúng hạn ghi hơn 94%, nhưng theo số hồ sơ đã giải quyết (7) là 14.200/14.947 = 95,00%. Hãy sửa hoặc giải trình.',
      }),
    ]);
  });

  test('where only another denominator has figures, it has to be confirmed', () =>
    expect(
      checkRate({ code: 'rate_early_of_resolved', stated: stated('50%') }, { received_total: 100, resolved_early: 50 }),
    ).toEqual([
      expect.objectContaining({
        level: 'warning',
        sentence:
          'Tỷ lệ giải quyết trước hạn ghi 50% nhưng chưa nêu mẫu số: theo tổng số hồ sơ tiếp nhận (3) là 50/100 = 50,00%, khớp. Hãy chọn mẫu số.',
      }),
    ]));

  test('does not agree', () =>
    expect(checkRate({ code: 'rate_early_of_resolved', stated: stated('76,5%') }, binhDinh)).toEqual([
      expect.objectContaining({
        level: 'warning',
        difference: 10,
        sentence:
          'Tỷ lệ giải quyết trước hạn ghi 76,5%, nhưng theo số hồ sơ đã giải quyết (7) là 2.356/3.541 = 66,53%. Hãy sửa hoặc giải trình.',
      }),
    ]));

  test.each([
    ['no figures', {}, undefined],
    [
      'only an approximate one',
      { resolved_early: 5, resolved_total: { value: 10, qualifier: 'more_than' } },
      undefined,
    ],
    ['none for the denominator named', binhDinh, 'received_total'],
  ] as [string, Values, Denominator | undefined][])('not checkable with %s', (_, values, of) =>
    expect(checkRate({ code: 'rate_early_of_resolved', stated: stated('66%'), ...(of && { of }) }, values)).toEqual([
      expect.objectContaining({
        level: 'not-checkable',
        sentence: 'Tỷ lệ giải quyết trước hạn ghi 66%, chưa đủ số liệu để tính lại.',
      }),
    ]),
  );
});
