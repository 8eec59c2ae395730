import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '../../domain/day.ts';
import { figureChanges } from '../../domain/figure-change.ts';
import type { Cells, Period } from '../../domain/figures.ts';
import type { TableAnswer } from '../../domain/outline.ts';
import { citation, readPaperSymbol } from '../../domain/paper-symbol.ts';
import { comparable, comparedWithBefore, rollUp, sumInWords } from '../../domain/roll-up.ts';
import type { UnitAnswer } from '../../domain/roll-up.ts';

const quarter = { label: 'quý II', from: '2026-04-01', to: '2026-06-30' } as const;
const figures = (cells: Cells, period: Period = quarter): TableAnswer => ({
  period,
  rows: [{ id: 'tong', name: 'Toàn đơn vị', cells }],
});
const of = (id: string, level: 'province' | 'commune', answer?: TableAnswer): UnitAnswer => ({
  unit: { id, name: id, level },
  answer,
});

describe('figures rolled up by group', () => {
  test('a sum is the sum of the lines above it, the whole the sum of all lines', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(1_000_000)), { minLength: 1, maxLength: 30 }), (lines) => {
        const { groups, sums } = rollUp(
          lines.map(([commune, n], i) =>
            of(`dv-${i}`, commune ? 'commune' : 'province', figures({ received_total: n })),
          ),
          quarter,
        );
        const total = lines.reduce((sum, [, n]) => sum + n, 0);
        expect(sums.received_total.sum).toBe(total);
        expect(groups.reduce((sum, group) => sum + group.sums.received_total.sum!, 0)).toBe(total);
      }),
    );
  });

  test('none is never 0: it is said over how many lines a sum is', () => {
    const { sums } = rollUp(
      [
        of('so-a', 'province', figures({ received_total: 10, resolved_late: 0 })),
        of('so-b', 'province', { noFigures: 'Đơn vị mới thành lập' }),
        of('xa-c', 'commune'),
        of('xa-d', 'commune', figures({ received_total: { value: 1000, qualifier: 'more_than' } })),
      ],
      quarter,
    );
    expect(sumInWords(sums.received_total)).toBe('10 (1/4)');
    expect(sumInWords(sums.resolved_late)).toBe('0 (1/4)');
    expect(sumInWords(sums.carried_over)).toBe('chưa có số liệu');
    const { groups } = rollUp(
      [of('xa-d', 'commune', figures({ received_total: { value: 1000, qualifier: 'more_than' } }))],
      quarter,
    );
    expect(sumInWords(groups[0]!.sums.received_total)).toBe('chỉ có số gần đúng');
  });

  test('figures of another period are shown and not added', () => {
    const other = figures({ received_total: 500 }, { label: '', from: '2026-01-01', to: '2026-06-30' });
    const unknown = figures({ received_total: 7 }, 'unknown');
    const { groups, sums } = rollUp(
      [
        of('so-a', 'province', figures({ received_total: 10 })),
        of('so-b', 'province', other),
        of('so-c', 'province', unknown),
      ],
      quarter,
    );
    expect(sums.received_total).toMatchObject({ sum: 10, exact: 1, of: 3 });
    expect(groups[0]!.rows.map(({ apart }) => apart)).toEqual([undefined, 'other-period', 'other-period']);
    expect(groups[0]!.rows[1]!.cells.received_total).toBe(500);
  });
});

describe('the groups a report names', () => {
  const units = [
    of('so-a', 'province', figures({ received_total: 10 })),
    of('xa-b', 'commune', figures({ received_total: 20 })),
    of('xa-c', 'commune', figures({ received_total: 30 })),
    of('xa-d', 'commune', figures({ received_total: 40 })),
  ];
  const summed = (by: { name: string; units: string[] }[]) =>
    rollUp(units, quarter, by).groups.map(({ name, sums }) => [name, sums.received_total.sum]);

  test('in their order; a unit of two counts in the first, one of none stands last, and nothing twice', () => {
    const by = [
      { name: 'xã vùng cao', units: ['xa-c', 'xa-b', 'xa-ngoai-dot'] },
      { name: 'các xã', units: ['xa-b', 'xa-d'] },
      { name: 'không ai', units: [] },
    ];
    expect(summed(by)).toEqual([
      ['Xã vùng cao', 50],
      ['Các xã', 40],
      ['Các đơn vị khác', 10],
    ]);
    expect(rollUp(units, quarter, by).sums.received_total.sum).toBe(100);
  });

  test('without any, by the level of the units', () => {
    expect(summed([])).toEqual([
      ['Các sở, ban, ngành', 10],
      ['UBND cấp xã', 90],
    ]);
  });
});

describe('a period against the one before', () => {
  const span = (from: Day, to: Day): Period => ({ label: '', from, to });
  test.each([
    ['quarter and quarter', span('2026-04-01', '2026-06-30'), span('2026-01-01', '2026-03-31'), true],
    ['quarter and half year', span('2026-04-01', '2026-06-30'), span('2025-07-01', '2025-12-31'), false],
    ['from the 15th to the 14th', span('2026-03-15', '2026-06-14'), span('2025-12-15', '2026-03-14'), true],
    ['as many days', span('2026-05-02', '2026-05-20'), span('2026-04-02', '2026-04-20'), true],
    ['other days', span('2026-05-02', '2026-05-20'), span('2026-04-02', '2026-04-21'), false],
    ['nobody knows', span('2026-04-01', '2026-06-30'), 'unknown' as const, false],
  ])('%s', (_, a, b, can) => {
    expect([comparable(a, b), comparable(b, a)]).toEqual([can, can]);
  });

  test('only units with both figures of comparable periods are counted; the others are “khác kỳ” by name', () => {
    const before = (n: number, period: Period) => figures({ received_total: n }, period);
    const compared = comparedWithBefore(
      [
        {
          ...of('so-a', 'province', figures({ received_total: 120 })),
          before: before(100, span('2026-01-01', '2026-03-31')),
        },
        {
          ...of('so-b', 'province', figures({ received_total: 9 })),
          before: before(800, span('2025-07-01', '2025-12-31')),
        },
        { ...of('so-c', 'province', figures({ received_total: 5 })), before: before(4, quarter) },
        of('so-d', 'province', figures({ received_total: 3 })),
      ],
      quarter,
      ['received_total', 'resolved_total'],
    );
    expect(compared).toEqual({
      units: ['so-a'],
      otherPeriod: ['so-b', 'so-c'],
      columns: [{ column: 'received_total', now: 120, before: 100 }],
    });
  });
});

describe('figures that were changed', () => {
  const outline = {
    tables: [{ code: 'ho-so', form: 'II.06' as const, title: 'Hồ sơ' }],
    indicators: [{ code: 'petitions', name: 'Phản ánh', unitOfMeasure: 'phản ánh' }],
  };
  test('each with what it said and what it says; the same figure is no change', () => {
    const was = {
      tables: { 'ho-so': figures({ resolved_total: 138907, resolved_late: 115 }) },
      indicators: { petitions: 6 },
    };
    const now = {
      tables: { 'ho-so': figures({ resolved_total: 139907, resolved_late: 115, received_online: 4 }) },
      indicators: { petitions: null },
    };
    expect(figureChanges(outline, was, was)).toEqual([]);
    expect(figureChanges(outline, was, now)).toEqual([
      {
        at: { table: 'ho-so', row: 'tong', column: 'received_online' },
        name: 'Tiếp nhận trực tuyến (4)',
        was: null,
        now: 4,
      },
      {
        at: { table: 'ho-so', row: 'tong', column: 'resolved_total' },
        name: 'Đã giải quyết (7)',
        was: 138907,
        now: 139907,
      },
      { at: { indicator: 'petitions' }, name: 'Phản ánh', was: 6, now: null },
    ]);
  });

  test('a form withdrawn is every figure gone', () => {
    const was = { tables: { 'ho-so': figures({ resolved_total: 5 }) }, indicators: {} };
    const now = { tables: { 'ho-so': { noFigures: 'đang rà soát' } }, indicators: {} };
    expect(figureChanges(outline, was, now)).toMatchObject([{ was: 5, now: null }]);
  });
});

describe('number and symbol of somebody’s paper', () => {
  test.each([
    ['1770/ UBND - KSTT', '1770/UBND-KSTT'],
    ['số 5 / tb–snv', '05/TB-SNV'],
    ['Số: 61/2018/NĐ-CP', '61/2018/NĐ-CP'],
    ['09/2019/NĐ - CP', '09/2019/NĐ-CP'],
  ])('%s', (text, normalised) => {
    expect(readPaperSymbol(text)).toMatchObject({ normalised, asWritten: text });
  });
  test.each(['công văn của tỉnh', '1770', '/UBND', ''])('%s is none', (text) => {
    expect(readPaperSymbol(text)).toBeUndefined();
  });
  test('cited as NĐ 30 writes it', () => {
    const paper = { type: 'Công văn', asWritten: '1770/ UBND - KSTT', on: '2019-05-28', issuer: 'UBND tỉnh' } as const;
    expect(citation(paper)).toBe('Công văn số 1770/UBND-KSTT ngày 28/05/2019 của UBND tỉnh');
    expect(citation({ type: 'Công văn', asWritten: 'chưa rõ số' })).toBe('Công văn số chưa rõ số');
  });
});
