import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { emptySelfReport } from '../../domain/outline.ts';
import type { SelfReport } from '../../domain/outline.ts';
import type { Cells } from '../../domain/figures.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { consolidated } from '../../store/queries/figures.ts';
import type { Declared } from '../../store/queries/figures.ts';
import { binhDinhOutline } from '../support/binh-dinh.ts';
import { aSetting } from '../support/round.ts';

const period = { label: '9 tháng', from: '2026-01-01', to: '2026-09-30' } as const;
const report = (rows: Record<string, Cells & { under?: string }>, sites: number | null = null): SelfReport => ({
  ...emptySelfReport,
  tables: {
    'ho-so': {
      period,
      rows: Object.entries(rows).map(([id, { under, ...cells }]) => ({
        id,
        name: id,
        ...(under === undefined ? {} : { under }),
        cells,
      })),
    },
  },
  indicators: { one_stop_sites: sites },
});
const labour: Declared = {
  unit: 'so-lao-dong',
  state: 'accepted',
  report: report({ tong: { resolved_total: 3541, resolved_early: 2356, resolved_on_time: 1185, resolved_late: 0 } }, 1),
};
const zone: Declared = {
  unit: 'ban-quan-ly',
  state: 'submitted',
  report: report({ tong: { resolved_total: 1000, resolved_early: 900, resolved_on_time: 90, resolved_late: 10 } }, 1),
};
const culture: Declared = {
  unit: 'so-van-hoa',
  state: 'accepted',
  report: { ...emptySelfReport, tables: { 'ho-so': { noFigures: 'đang tổng hợp' } } },
};
const silent: Declared = { unit: 'so-y-te' };
const tableOf = (declared: Declared[]) => consolidated(binhDinhOutline, declared).tables[0]!;

describe('figures over all units', () => {
  test('a total is a sum only when every unit has its figure', () => {
    const { totals, rates } = tableOf([labour, zone]);
    expect(totals.resolved_total).toEqual({
      value: 4541,
      text: '4.541',
      known: 4541,
      exact: 2,
      approximate: 0,
      absent: [],
    });
    expect(rates.find(({ code }) => code === 'rate_late_of_resolved')).toMatchObject({
      part: 10,
      whole: 4541,
      text: '0,22% (trên số hồ sơ đã giải quyết (7))',
      ofWhat: 'số hồ sơ đã giải quyết (7)',
    });
  });

  test('one unit without figures: no total and no rate, but what is known and of how many', () => {
    const { totals, rates, units } = tableOf([labour, zone, culture, silent]);
    expect(totals.resolved_total).toEqual({
      value: null,
      text: 'chưa đủ số liệu: 4.541 ở 2/4 đơn vị',
      known: 4541,
      exact: 2,
      approximate: 0,
      absent: ['so-van-hoa', 'so-y-te'],
    });
    expect(rates.map(({ text }) => text)).toEqual(rates.map(() => 'chưa có số liệu'));
    expect(units.find(({ unit }) => unit === 'so-van-hoa')).toMatchObject({
      state: 'accepted',
      noFigures: 'đang tổng hợp',
      total: { resolved_total: { value: null, text: 'chưa có số liệu' } },
    });
    expect(units.find(({ unit }) => unit === 'so-y-te')).toMatchObject({ state: 'none', rows: [], rates: [] });
  });

  test('0 is a figure, absent is none: they are never mixed', () => {
    const { totals } = tableOf([
      labour,
      { unit: 'xa-an-binh', state: 'accepted', report: report({ tong: { resolved_late: 0 } }) },
    ]);
    expect(totals.resolved_late).toMatchObject({ value: 0, text: '0' });
    expect(totals.in_progress_overdue).toMatchObject({ value: null, known: null, text: 'chưa có số liệu' });
  });

  test('“hơn 15.000” is not added up', () => {
    const about: Declared = {
      unit: 'vpdk',
      state: 'accepted',
      report: report({ tong: { resolved_total: { value: 15_000, qualifier: 'more_than' } } }),
    };
    const { totals, units } = tableOf([labour, about]);
    expect(totals.resolved_total).toMatchObject({
      value: null,
      known: 3541,
      exact: 1,
      approximate: 1,
      absent: [],
      text: 'chưa đủ số liệu: 3.541 ở 1/2 đơn vị',
    });
    expect(units[1]!.total.resolved_total.text).toBe('hơn 15.000');
  });

  test('sites stand under their unit, and its total is theirs', () => {
    const customs: Declared = {
      unit: 'hai-quan',
      state: 'accepted',
      report: report(
        {
          tong: { resolved_total: 15_791 },
          'quy-nhon': { under: 'tong', resolved_total: 10_000 },
          'phu-yen': { under: 'tong', resolved_total: 5791 },
        },
        2,
      ),
    };
    const [unit] = tableOf([customs]).units;
    expect(unit!.rows.map(({ id, under, cells }) => [id, under, cells.resolved_total.text])).toEqual([
      ['tong', undefined, '15.791'],
      ['quy-nhon', 'tong', '10.000'],
      ['phu-yen', 'tong', '5.791'],
    ]);
    expect(unit!.total.resolved_total.value).toBe(15_791);
  });

  test('figures of another period are pointed out', () => {
    const answer = labour.report!.tables['ho-so']!;
    const lastYear = {
      ...labour.report!,
      tables: { 'ho-so': { ...answer, period: { label: '2025', from: '2025-01-01', to: '2025-12-31' } } },
    } as SelfReport;
    expect(tableOf([labour, zone, { unit: 'so-tu-phap', state: 'accepted', report: lastYear }]).otherPeriods).toEqual([
      'so-tu-phap',
    ]);
  });

  test('a round without units has no figures, not zeros', () => {
    expect(tableOf([]).totals.resolved_total).toMatchObject({ value: null, text: 'chưa có số liệu' });
    expect(consolidated(binhDinhOutline, []).indicators[0]!.total.value).toBeNull();
  });

  test('indicators too', () => {
    const { indicators } = consolidated(binhDinhOutline, [labour, zone, culture]);
    expect(indicators[0]!.units.map(({ text }) => text)).toEqual(['1', '1', 'chưa có số liệu']);
    expect(indicators[0]!.total).toMatchObject({ value: null, known: 2, absent: ['so-van-hoa'] });
  });
});

describe('what the office has of each unit', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore(process.env['TEST_MONGODB_URI']!.replace('/?', '/round-figures?'));
    const at = { by: 'p', at: '2026-10-05T02:00:00.000Z' } as const;
    for (const id of ['a', 'b', 'c'])
      await store.snapshots.freeze({
        id: `self-report:${id}`,
        kind: 'self-report',
        matter: 'm',
        body: { ...labour.report, outline: 'x@1', checks: [] },
        ...at,
      });
    const reported: [string, Inspection['selfReport'], Partial<Inspection>?][] = [
      ['so-a', { submissions: 1, latest: 'self-report:a', state: 'accepted', on: '2026-10-05' }],
      ['so-b', { submissions: 1, latest: 'self-report:b', state: 'submitted', on: '2026-10-05' }],
      ['so-c', { submissions: 2, latest: 'self-report:c', state: 'returned', on: '2026-10-05' }],
      ['so-d', undefined],
      ['so-e', undefined, { cancelled: { on: '2026-10-01', reason: 'r' }, closed: '2026-10-01' }],
    ];
    for (const [unit, selfReport, change] of reported) {
      const inspection = newInspection(
        aSetting(),
        { place: { campaign: 'thu-2026', team: 'doan-1', unit }, method: 'on-site', visits: [], vertical: false },
        '2026-09-07',
      );
      await store.matters.born({ ...inspection, ...(selfReport ? { selfReport } : {}), ...change });
    }
  });
  afterAll(async () => {
    await store.db.dropDatabase();
    await store.close();
  });

  test('a returned report counts as none, a cancelled inspection not at all', async () => {
    const declared = await store.roundFigures.declared('thu-2026');
    expect(declared.map(({ unit, state }) => [unit, state])).toEqual([
      ['so-a', 'accepted'],
      ['so-b', 'submitted'],
      ['so-c', undefined],
      ['so-d', undefined],
    ]);
    expect(declared[0]!.report?.indicators).toEqual({ one_stop_sites: 1 });
    expect(await store.roundFigures.declared('thu-2026', ['so-b'])).toHaveLength(1);
    expect(await store.roundFigures.declared('khac-2026')).toEqual([]);
  });
});
