import { expect, test } from '@jest/globals';
import { checkFound, readFound, rowsOfForm } from '../../domain/found-figures.ts';
import { emptySelfReport } from '../../domain/outline.ts';
import { sampleOutline2026 as outline } from '../../domain/outlines/sample-2026.ts';

const [form] = outline.tables;
const key = (column: string) => `${form!.code}/tong/${column}`;
const read = (found: Record<string, string>) =>
  readFound(outline, (table) => rowsOfForm(table, undefined, undefined), found);

test('đọc số như đã gõ; ô trống là chưa đếm, ô không đọc được nói vì sao', () => {
  const { report, unread } = read({ [key('received_total')]: '3.541', [key('resolved_total')]: '3,5' });
  const answer = report.tables[form!.code];
  expect(answer && 'rows' in answer && answer.rows[0]?.cells).toEqual({ received_total: 3_541 });
  expect([...unread]).toEqual([[key('resolved_total'), expect.stringContaining('Đã giải quyết (7)')]]);
});

test('cộng trừ theo cùng quy tắc với báo cáo của đơn vị; chưa đủ số thì chưa nói gì', () => {
  const parts = { [key('received_online')]: '1', [key('received_direct_postal')]: '2', [key('carried_over')]: '3' };
  expect(checkFound(outline, read(parts))).toEqual([]);
  expect(checkFound(outline, read({ ...parts, [key('received_total')]: '7' }))).toMatchObject([
    { code: 'I1', level: 'error', difference: -1 },
  ]);
  // dossiers in hand the unit has to split, not who counts them
  expect(checkFound(outline, read({ [key('received_total')]: '7', [key('resolved_total')]: '5' }))).toEqual([]);
});

test('dòng của biểu: như đơn vị đã ghi, không thì như kỳ trước', () => {
  const row = { id: 'tru-so-1', name: 'Trụ sở 1', site: true as const };
  const report = {
    ...emptySelfReport,
    tables: { [form!.code]: { period: 'unknown' as const, rows: [{ ...row, cells: {} }] } },
  };
  expect(rowsOfForm(form!, report, undefined)).toEqual([row]);
  expect(rowsOfForm(form!, { tables: { [form!.code]: { noFigures: 'x' } }, indicators: {} }, report)).toEqual([row]);
});
