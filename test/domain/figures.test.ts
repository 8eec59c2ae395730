import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Check } from '../../domain/check.ts';
import { repairs, suggestions, withCell } from '../../domain/correction.ts';
import type { Cells, Column, FigureRow, Figures, Period } from '../../domain/figures.ts';
import {
  checkCarryOver,
  checkFigures,
  columnCodes,
  columns,
  isBlank,
  totalOf,
  vnPeriod,
} from '../../domain/figures.ts';
import type { Cell } from '../../domain/number.ts';

const one = (cells: Cells): FigureRow[] => [{ id: 'tong', name: 'Tổng cộng', cells }];
const moreThan = (value: number): Cell => ({ value, qualifier: 'more_than' });
const lessThan = (value: number): Cell => ({ value, qualifier: 'less_than' });
const failing = (checks: Check[]) =>
  checks.filter(({ level }) => level === 'error').map(({ code, difference }) => [code, difference]);
const notCheckable = (checks: Check[]) => checks.filter(({ level }) => level === 'not-checkable');
const warnings = (checks: Check[]) => checks.filter(({ level }) => level === 'warning').map(({ code }) => code);

/** Consistent figures of one row. */
const wholeRow: fc.Arbitrary<Required<Cells>> = fc
  .tuple(fc.nat(9_999), fc.nat(9_999), fc.nat(9_999), fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100))
  .map(([early, onTime, late, inTime, overdue, online, carried]) => {
    const received = early + onTime + late + inTime + overdue;
    return {
      received_total: received + online + carried,
      received_online: online,
      received_direct_postal: received,
      carried_over: carried,
      resolved_total: early + onTime + late,
      resolved_early: early,
      resolved_on_time: onTime,
      resolved_late: late,
      resolved_early_or_on_time: early + onTime,
      in_progress_total: inTime + overdue + online + carried,
      in_progress_in_time: inTime + online + carried,
      in_progress_overdue: overdue,
    };
  });

/** A form: two sites of one or two fields each, and a total, all consistent. */
const wholeForm: fc.Arbitrary<FigureRow[]> = fc.array(wholeRow, { minLength: 2, maxLength: 4 }).map((fields) => {
  const add = (rows: Cells[]): Cells =>
    Object.fromEntries(columnCodes.map((column) => [column, rows.reduce((n, row) => n + (row[column] as number), 0)]));
  const sites = [fields.filter((_, i) => i % 2 === 0), fields.filter((_, i) => i % 2 === 1)];
  return [
    { id: 'tong', name: 'Tổng cộng', cells: add(fields) },
    ...sites.map((of, s) => ({
      id: `tru-so-${s}`,
      name: `Trụ sở ${s + 1}`,
      under: 'tong',
      site: true as const,
      cells: add(of),
    })),
    ...sites.flatMap((of, s) =>
      of.map((cells, f) => ({ id: `linh-vuc-${s}-${f}`, name: `Lĩnh vực ${s}.${f}`, under: `tru-so-${s}`, cells })),
    ),
  ];
});

const caoBang: Cells = {
  received_total: 140_683,
  resolved_total: 138_907,
  resolved_early_or_on_time: 139_792,
  resolved_late: 115,
  in_progress_total: 776,
  in_progress_in_time: 713,
  in_progress_overdue: 63,
};

test('the columns are those of the printed form', () =>
  expect(columnCodes.map((code) => columns[code].mark)).toEqual([
    '(3)',
    '(4)',
    '(5)',
    '(6)',
    '(7)',
    '(8)',
    '(9)',
    '(8)+(9)',
    '(10)',
    '(11)',
    '(12)',
    '(13)',
  ]));

describe('the forms as they were sent in', () => {
  test('Cao Bằng, quý II/2019: three identities broken, one digit wrong', () => {
    const checks = checkFigures(one(caoBang));
    expect(failing(checks)).toEqual([
      ['I2', 1000],
      ['I5', 885],
      ['I4', -1000],
    ]);
    expect(notCheckable(checks).map(({ code, missing }) => [code, missing!.map(({ column }) => column)])).toEqual([
      ['I1', ['received_online', 'received_direct_postal', 'carried_over']],
    ]);
    expect(repairs(one(caoBang)).map(({ corrections }) => corrections)).toEqual([
      [
        {
          at: { row: 'tong', column: 'resolved_total' },
          was: 138_907,
          value: 139_907,
          slip: 'digit',
          sentence: 'Nếu Đã giải quyết (7) là 139.907 thay vì 138.907 thì mọi phép kiểm ở đây đều khớp.',
        },
      ],
    ]);
  });

  test('Cao Bằng with “đúng hạn” alone: what is known already exceeds the total', () => {
    const { resolved_early_or_on_time, ...rest } = caoBang;
    const rows = one({ ...rest, resolved_on_time: resolved_early_or_on_time! });
    expect(failing(checkFigures(rows))).toEqual([
      ['I5', 885],
      ['I5', 1000],
      ['I4', -1000],
    ]);
    expect(repairs(rows).flatMap(({ corrections }) => corrections.map(({ at, value }) => [at.column, value]))).toEqual([
      ['resolved_total', 139_907],
    ]);
    expect(suggestions(rows)).toEqual([]);
  });

  test('Cao Bằng corrected: everything holds', () => {
    const rows = one({ ...caoBang, resolved_total: 139_907 });
    expect(failing(checkFigures(rows))).toEqual([]);
    expect(repairs(rows)).toEqual([]);
  });

  test('Bình Định, 9 tháng 2019: the value left out is suggested, nothing is warned about', () => {
    const rows = one({ resolved_total: 3541, resolved_early: 2356, resolved_late: 0 });
    expect(suggestions(rows)).toEqual([
      {
        at: { row: 'tong', column: 'resolved_on_time' },
        value: 1185,
        by: 'I2',
        sentence: 'Giải quyết đúng hạn (9) còn trống, có thể là 3.541 − 2.356 − 0 = 1.185. Hãy xác nhận nếu đúng.',
      },
    ]);
    expect(checkFigures(rows).map(({ level }) => level)).toEqual(['not-checkable', 'not-checkable']);
    expect(checkFigures(rows).map(({ code }) => code)).toEqual(['I2', 'I4']);
  });

  test('Ninh Hòa, 2020: 914 in progress are implied and must be split', () => {
    const rows = one({
      received_total: 3037,
      resolved_total: 2123,
      resolved_early_or_on_time: 2095,
      resolved_late: 28,
    });
    const checks = checkFigures(rows);
    expect(failing(checks)).toEqual([]);
    expect(warnings(checks)).toEqual(['in-progress-unsplit']);
    expect(checks.find(({ code }) => code === 'in-progress-unsplit')).toMatchObject({
      at: [
        { row: 'tong', column: 'in_progress_in_time' },
        { row: 'tong', column: 'in_progress_overdue' },
      ],
      sentence:
        'Còn 914 hồ sơ đang giải quyết chưa nêu bao nhiêu trong hạn (12), bao nhiêu quá hạn (13). Hãy tách hoặc giải trình.',
    });
    expect(suggestions(rows)).toMatchObject([{ at: { column: 'in_progress_total' }, value: 914, by: 'I4' }]);
  });

  test('Nha Trang, 2020: “hơn 15.000” is kept and never reckoned with', () => {
    const rows = one({
      received_total: moreThan(15_000),
      received_online: lessThan(5_500),
      resolved_early_or_on_time: 14_200,
      resolved_late: 747,
    });
    const checks = checkFigures(rows);
    expect(failing(checks)).toEqual([]);
    expect(warnings(checks)).toEqual([]);
    expect(notCheckable(checks).map(({ code }) => code)).toEqual(['I1', 'I2', 'I4']);
    expect(notCheckable(checks)[0]!.sentence).toBe(
      'Chưa kiểm được (3) = (4) + (5) + (6); chưa có số liệu: (5), (6); chỉ có số gần đúng: (3), (4).',
    );
    expect(suggestions(rows)).toMatchObject([{ at: { column: 'resolved_total' }, value: 14_947 }]);
  });

  test('a unit without figures has no checks', () => expect(checkFigures(one({}))).toEqual([]));
});

describe('each identity', () => {
  const good: Cells = {
    received_total: 100,
    received_online: 40,
    received_direct_postal: 50,
    carried_over: 10,
    resolved_total: 80,
    resolved_early: 30,
    resolved_on_time: 45,
    resolved_late: 5,
    in_progress_total: 20,
    in_progress_in_time: 18,
    in_progress_overdue: 2,
  };
  test('all hold', () => expect(checkFigures(one(good))).toEqual([]));

  test.each([
    ['carried_over', 12, [['I1', 2]]],
    ['resolved_early', 31, [['I2', 1]]],
    ['in_progress_overdue', 0, [['I3', -2]]],
    [
      'in_progress_total',
      21,
      [
        ['I3', -1],
        ['I4', 1],
      ],
    ],
    [
      'received_online',
      101,
      [
        ['I1', 61],
        ['I5', 1],
      ],
    ],
    [
      'resolved_early_or_on_time',
      76,
      [
        ['I2', 1],
        ['I2', -1],
      ],
    ],
  ] as [Column, number, [string, number][]][])('%s changed to %d breaks %j', (column, value, broken) =>
    expect(failing(checkFigures(one({ ...good, [column]: value })))).toEqual(broken),
  );

  test('(8)+(9) agrees with (8) and (9), and takes their place', () => {
    expect(checkFigures(one({ ...good, resolved_early_or_on_time: 75 }))).toEqual([]);
    const { resolved_early, resolved_on_time, ...without } = good;
    expect(checkFigures(one({ ...without, resolved_early_or_on_time: 75 }))).toEqual([]);
    expect(
      suggestions(one({ ...without, resolved_early: resolved_early!, resolved_early_or_on_time: 75 })),
    ).toMatchObject([{ at: { column: 'resolved_on_time' }, value: resolved_on_time }]);
  });

  test('the sentence names columns, both numbers and the difference', () => {
    expect(checkFigures(one({ ...good, resolved_early: 31 }))[0]).toEqual({
      key: 'I2@tong/resolved_total<tong/resolved_early',
      code: 'I2',
      level: 'error',
      difference: 1,
      at: ['resolved_total', 'resolved_early', 'resolved_on_time', 'resolved_late'].map((column) => ({
        row: 'tong',
        column,
      })),
      sentence:
        'Giải quyết trước hạn (8) + Giải quyết đúng hạn (9) + Giải quyết quá hạn (10) cộng lại là 81, nhưng Đã giải quyết (7) ghi 80: lệch +1. Hãy soát lại các ô này.',
    });
    const errorsOf = (cells: Cells) => checkFigures(one(cells)).filter(({ level }) => level === 'error');
    expect(errorsOf({ received_total: 10, resolved_total: 12 })[0]).toEqual({
      key: 'I5@tong/resolved_total<tong/received_total',
      code: 'I5',
      level: 'error',
      difference: 2,
      at: [
        { row: 'tong', column: 'resolved_total' },
        { row: 'tong', column: 'received_total' },
      ],
      sentence:
        'Đã giải quyết (7) ghi 12, lớn hơn Tổng số tiếp nhận (3) ghi 10: vượt 2. Phần không thể lớn hơn tổng, hãy soát lại.',
    });
    expect(errorsOf({ received_total: 10, received_online: 6, carried_over: 7 })[0]!.sentence).toBe(
      'Tiếp nhận trực tuyến (4) + Từ kỳ trước chuyển sang (6) cộng lại đã là 13, lớn hơn Tổng số tiếp nhận (3) ghi 10: vượt 3. Phần không thể lớn hơn tổng, hãy soát lại.',
    );
  });

  test.each([[1.5], [-1], [NaN], [{ value: -2, qualifier: 'more_than' }]] as [Cell][])('%p is no count', (cell) =>
    expect(checkFigures(one({ resolved_late: cell }))[0]).toMatchObject({
      code: 'count-invalid',
      level: 'error',
      at: [{ row: 'tong', column: 'resolved_late' }],
      sentence: 'Giải quyết quá hạn (10) phải là số nguyên, không âm.',
    }),
  );

  test('dossiers in hand are split unless part of it is said or none is left', () => {
    const split = (cells: Cells) => warnings(checkFigures(one(cells)));
    expect(split({ in_progress_total: 5 })).toEqual(['in-progress-unsplit']);
    expect(split({ in_progress_total: 5, in_progress_overdue: 0 })).toEqual([]);
    expect(split({ in_progress_total: 5, in_progress_in_time: 5 })).toEqual([]);
    expect(split({ in_progress_total: 0 })).toEqual([]);
    expect(split({ received_total: 10, resolved_total: 10 })).toEqual([]);
    expect(split({ received_total: moreThan(10), resolved_total: 5 })).toEqual([]);
  });
});

describe('rows and sites (I6)', () => {
  const rows = (total: Cell, a: Cell, b: Cell): FigureRow[] => [
    { id: 'tong', name: 'Tổng cộng', cells: { resolved_total: total } },
    { id: 'dat-dai', name: 'Đất đai', under: 'tong', cells: { resolved_total: a } },
    { id: 'ho-tich', name: 'Hộ tịch', under: 'tong', cells: { resolved_total: b } },
  ];
  const sixth = (checks: Check[]) => checks.filter(({ code, at }) => code === 'I6' || (code === 'I5' && at.length > 1));

  test('the total is the sum of its rows', () => {
    expect(sixth(checkFigures(rows(30, 10, 20)))).toEqual([]);
    expect(sixth(checkFigures(rows(31, 10, 20)))).toMatchObject([
      {
        code: 'I6',
        level: 'error',
        difference: -1,
        at: [
          { row: 'tong', column: 'resolved_total' },
          { row: 'dat-dai', column: 'resolved_total' },
          { row: 'ho-tich', column: 'resolved_total' },
        ],
        sentence:
          'Cột Đã giải quyết (7): các dòng “Đất đai”, “Hộ tịch” cộng lại là 30, nhưng dòng “Tổng cộng” ghi 31: lệch −1. Hãy soát lại các ô này.',
      },
    ]);
  });

  test('a row that exceeds the total is an error even when another has no figure', () => {
    const found = sixth(checkFigures(rows(15, 16, null)));
    expect(found.map(({ code, level }) => [code, level])).toEqual([
      ['I5', 'error'],
      ['I6', 'not-checkable'],
    ]);
    expect(found[0]!.sentence).toBe(
      'Cột Đã giải quyết (7): dòng “Đất đai” ghi 16, lớn hơn dòng “Tổng cộng” ghi 15: vượt 1. Phần không thể lớn hơn tổng, hãy soát lại.',
    );
    expect(found[1]).toMatchObject({
      missing: [{ row: 'ho-tich', column: 'resolved_total' }],
      sentence:
        'Cột Đã giải quyết (7): chưa kiểm được dòng “Tổng cộng” có bằng các dòng thuộc nó không; chưa có số liệu: dòng “Hộ tịch”.',
    });
  });

  test('in a form of several rows the row is named', () =>
    expect(checkFigures(rows(30, 10, 20)).map(({ sentence }) => sentence)).toContain(
      'Dòng “Đất đai”: chưa kiểm được (7) = (8) + (9) + (10); chưa có số liệu: (8), (9), (10).',
    ));

  test('two rows are several', () =>
    expect(checkFigures(rows(30, 30, null).slice(0, 2)).map(({ sentence }) => sentence)).toContain(
      'Dòng “Tổng cộng”: chưa kiểm được (7) = (8) + (9) + (10); chưa có số liệu: (8), (9), (10).',
    ));

  test('an empty total, or an empty row, is suggested', () => {
    expect(suggestions(rows(null, 10, 20))).toMatchObject([
      {
        at: { row: 'tong', column: 'resolved_total' },
        value: 30,
        by: 'I6',
        sentence: 'Dòng “Tổng cộng”: Đã giải quyết (7) còn trống, có thể là 10 + 20 = 30. Hãy xác nhận nếu đúng.',
      },
    ]);
    expect(suggestions(rows(30, null, 20))).toMatchObject([{ at: { row: 'dat-dai' }, value: 10 }]);
    expect(suggestions(rows(30, null, null))).toEqual([]);
    expect(suggestions(rows(30, null, moreThan(3)))).toEqual([]);
    expect(suggestions(rows(15, null, 20))).toEqual([]);
  });

  test.each([
    ['one top row', rows(30, 10, 21), { resolved_total: 30 }],
    ['rows without a total', rows(null, 10, 20).slice(1), { resolved_total: 30 }],
    ['one of them without a figure', rows(null, 10, null).slice(1), {}],
    ['one of them approximate', rows(null, 10, moreThan(5)).slice(1), {}],
    ['no rows', [], {}],
  ] as [string, FigureRow[], Cells][])('the figures of the whole form: %s', (_, form, total) =>
    expect(totalOf(form)).toEqual(total),
  );
});

describe('what was carried over (I7)', () => {
  const q1: Period = { label: 'quý I năm 2026', from: '2026-01-01', to: '2026-03-31' };
  const q2: Period = { label: 'quý II năm 2026', from: '2026-04-01', to: '2026-06-30' };
  const half: Period = { label: '6 tháng đầu năm 2026', from: '2026-01-01', to: '2026-06-30' };
  const of = (period: Period, cells: Cells): Figures => ({ period, rows: one(cells) });

  test('equals what was left, or is explained', () => {
    expect(checkCarryOver(of(q2, { carried_over: 125 }), of(q1, { in_progress_total: 125 }))).toEqual([]);
    expect(checkCarryOver(of(q2, { carried_over: 120 }), of(q1, { in_progress_total: 125 }))).toEqual([
      expect.objectContaining({
        code: 'I7',
        level: 'warning',
        difference: -5,
        at: [{ row: 'tong', column: 'carried_over' }],
        sentence:
          'Từ kỳ trước chuyển sang (6) ghi 120, kỳ trước báo cáo còn 125 hồ sơ đang giải quyết: lệch −5. Hãy sửa hoặc giải trình.',
      }),
    ]);
  });

  test.each([
    [q1, half],
    [q1, 'unknown'],
    ['unknown', q2],
  ] as [Period, Period][])('is not compared when %p is followed by %p', (before, now) =>
    expect(
      checkCarryOver(of(now, { carried_over: 120 }), of(before, { in_progress_total: 125 })).map(({ level }) => level),
    ).toEqual(['not-checkable']),
  );

  test.each([
    [{}, { in_progress_total: 125 }],
    [{ carried_over: 120 }, {}],
    [{ carried_over: moreThan(120) }, { in_progress_total: 125 }],
    [{ carried_over: 120 }, { in_progress_total: moreThan(125) }],
  ] as [Cells, Cells][])('%j against %j says nothing', (now, before) =>
    expect(checkCarryOver(of(q2, now), of(q1, before))).toEqual([]),
  );

  test('without a figure on one side there is nothing to compare, whatever the periods', () => {
    expect(checkCarryOver(of(half, {}), of(q1, { in_progress_total: 125 }))).toEqual([]);
    expect(checkCarryOver(of(half, { carried_over: 120 }), of(q1, {}))).toEqual([]);
  });

  test('periods for people', () => {
    expect(vnPeriod(q2)).toBe('quý II năm 2026 (01/04/2026 – 30/06/2026)');
    expect(vnPeriod('unknown')).toBe('chưa rõ kỳ');
    expect(checkCarryOver(of(half, { carried_over: 120 }), of(q1, { in_progress_total: 125 }))[0]!.sentence).toContain(
      'quý I năm 2026 (01/01/2026 – 31/03/2026); 6 tháng đầu năm 2026',
    );
  });
});

test('a blank row has no figure in any column', () => {
  expect(isBlank({ resolved_late: null })).toBe(true);
  expect(isBlank({ resolved_late: 0 })).toBe(false);
});

describe('suggestions', () => {
  const someCell = fc.tuple(fc.nat(), fc.constantFrom(...columnCodes));

  test('a whole form holds', () =>
    fc.assert(
      fc.property(wholeForm, (rows) => {
        expect(checkFigures(rows)).toEqual([]);
        expect(suggestions(rows)).toEqual([]);
        expect(repairs(rows)).toEqual([]);
      }),
      { numRuns: 50 },
    ));

  test('one cell left out is the only one suggested, and makes every identity hold', () =>
    fc.assert(
      fc.property(wholeForm, someCell, (rows, [n, column]) => {
        const { id: row, cells } = rows[n % rows.length]!;
        const found = suggestions(withCell(rows, { row, column }, null));
        expect(found).toMatchObject([{ at: { row, column }, value: cells[column] }]);
        expect(checkFigures(withCell(rows, found[0]!.at, found[0]!.value))).toEqual([]);
      }),
      { numRuns: 100 },
    ));

  test('whatever is missing or wrong, a suggestion breaks nothing', () =>
    fc.assert(
      fc.property(
        wholeForm,
        fc.array(fc.tuple(someCell, fc.option(fc.nat(20_000))), { maxLength: 12 }),
        (rows, changes) => {
          const form = changes.reduce(
            (form, [[n, column], value]) => withCell(form, { row: form[n % form.length]!.id, column }, value),
            rows,
          );
          const broken = new Set(failing(checkFigures(form)).map(String));
          for (const { at, value } of suggestions(form))
            for (const failure of failing(checkFigures(withCell(form, at, value))))
              expect(broken).toContain(String(failure));
        },
      ),
      { numRuns: 100 },
    ));

  test('(8)+(9) is not suggested by its column where it would contradict its row', () => {
    const row = (id: string, cells: Cells): FigureRow => ({
      id,
      name: id,
      ...(id !== 'tong' && { under: 'tong' }),
      cells,
    });
    const form = (late: number) => [
      row('tong', { resolved_early_or_on_time: 10 }),
      row('a', { resolved_early_or_on_time: 4 }),
      row('b', { resolved_total: 8, resolved_late: late }),
    ];
    expect(suggestions(form(2)).map(({ at, value }) => [at.row, at.column, value])).toEqual([
      ['b', 'resolved_early_or_on_time', 6],
    ]);
    expect(suggestions(form(3))).toEqual([]);
  });

  test('two identities that disagree suggest nothing', () =>
    expect(
      suggestions(
        one({
          received_online: 5,
          received_direct_postal: 5,
          carried_over: 0,
          resolved_total: 7,
          in_progress_total: 4,
          in_progress_in_time: 4,
          in_progress_overdue: 0,
        }),
      ).filter(({ at }) => at.column === 'received_total'),
    ).toEqual([]));
});

describe('corrections', () => {
  const parts: Cells = { in_progress_total: 776, in_progress_in_time: 713, in_progress_overdue: 36 };

  test('several cells could be wrong: all are listed, the likeliest slip first', () =>
    expect(repairs(one(parts))[0]!.corrections.map(({ at, value, slip }) => [at.column, value, slip])).toEqual([
      ['in_progress_overdue', 63, 'swap'],
      ['in_progress_total', 749, undefined],
      ['in_progress_in_time', 740, undefined],
    ]));

  test.each([
    [
      { resolved_total: 1300, resolved_early_or_on_time: 1000, resolved_late: 200 },
      ['resolved_late 300 digit', 'resolved_total 1200 digit', 'resolved_early_or_on_time 1100 digit'],
    ],
    [{ resolved_total: 1234, resolved_early_or_on_time: 1200, resolved_late: 3 }, ['resolved_late 34 dropped']],
    [
      { resolved_total: 123, resolved_early_or_on_time: 100, resolved_late: 223 },
      ['resolved_late 23 dropped', 'resolved_total 323 digit'],
    ],
    [{ resolved_total: 97, resolved_early_or_on_time: 50, resolved_late: 29 }, ['resolved_total 79 swap']],
    [{ resolved_total: 970, resolved_early_or_on_time: 700, resolved_late: 90 }, ['resolved_total 790 swap']],
  ] as [Cells, string[]][])('%j', (cells, likely) => {
    const [repair] = repairs(one(cells));
    const found = repair!.corrections.map(({ at, value, slip }) => `${at.column} ${value} ${slip}`);
    expect(found).toEqual(expect.arrayContaining(likely));
    const order = repair!.corrections.map(({ slip }) => ['digit', 'swap', 'dropped', undefined].indexOf(slip));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('none when no single cell repairs everything', () =>
    expect(
      repairs(one({ ...parts, received_total: 900, resolved_total: 1 })).map(({ corrections }) => corrections),
    ).toEqual([[]]));

  test('none when nothing says what the value should be', () =>
    expect(repairs(one({ received_total: 10, resolved_total: 12 }))).toMatchObject([{ corrections: [] }]));

  test('two slips far apart are repaired one by one', () => {
    const row = (id: string, cells: Cells): FigureRow => ({ id, name: id, cells });
    const found = repairs([
      row('a', parts),
      row('b', { resolved_total: 10, resolved_early_or_on_time: 8, resolved_late: 1 }),
    ]);
    expect(found.map(({ broken }) => broken.map(({ sum }) => `${sum.whole.row} ${sum.id}`))).toEqual(
      [['b I2'], ['a I3']].reverse(),
    );
    expect(found.every(({ corrections }) => corrections.length === 3)).toBe(true);
  });

  test('a chain of broken identities is one knot', () => {
    const chained: FigureRow[] = [
      { id: 'tong', name: 'Tổng cộng', cells: { resolved_late: 9 } },
      {
        id: 'dat-dai',
        name: 'Đất đai',
        under: 'tong',
        cells: {
          received_total: 100,
          resolved_total: 70,
          resolved_early_or_on_time: 60,
          resolved_late: 5,
          in_progress_total: 20,
        },
      },
    ];
    expect(repairs(chained).map(({ broken }) => broken.map(({ sum }) => sum.id).sort())).toEqual([['I2', 'I4', 'I6']]);
  });

  test('one wrong cell is always among the corrections, and each of them repairs all', () =>
    fc.assert(
      fc.property(wholeForm, fc.nat(), fc.constantFrom(...columnCodes), fc.nat(20_000), (rows, n, column, wrong) => {
        const { id: row, cells } = rows[n % rows.length]!;
        fc.pre(cells[column] !== wrong);
        const [repair, ...more] = repairs(withCell(rows, { row, column }, wrong));
        expect(more).toEqual([]);
        expect(repair!.corrections).toContainEqual(
          expect.objectContaining({ at: { row, column }, was: wrong, value: cells[column] }),
        );
        for (const { at, value } of repair!.corrections)
          expect(failing(checkFigures(withCell(withCell(rows, { row, column }, wrong), at, value)))).toEqual([]);
      }),
      { numRuns: 100 },
    ));
});
