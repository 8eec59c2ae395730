import { vnDay } from '../../domain/day.ts';
import { writeSheets } from '../sheet.ts';
import type { SheetColumn, SheetTable } from '../sheet.ts';
import type { Overview } from './overview.ts';
import type { GroupRow } from './overview-groups.ts';

const columns = (...heads: [string, number][]): SheetColumn[] => heads.map(([head, width]) => ({ head, width }));

/** The leaders' page as a workbook: one sheet a table, whole where the page shows the first rows. */
export const overviewSheet = (
  { rounds, hands, stuck, week, years, repeats }: Overview,
  groups: { words: string; rows: GroupRow[] }[],
): Promise<Buffer> => {
  const tables: SheetTable[] = [
    {
      name: 'Các đợt',
      columns: columns(
        ['Đợt', 50],
        ['Tình trạng', 24],
        ['Đơn vị', 10],
        ['Đã gửi báo cáo', 12],
        ['Buổi đã kiểm tra', 12],
        ['Tổng số buổi', 12],
        ['Đã kết luận', 12],
        ['Nội dung khắc phục', 14],
        ['Đã đóng', 10],
        ['Đơn vị có việc quá hạn', 16],
      ),
      rows: rounds.map((one) => [
        one.title,
        one.words,
        one.units,
        one.reported,
        one.visits.held,
        one.visits.total,
        one.concluded,
        one.items.total,
        one.items.closed,
        one.lateUnits,
      ]),
    },
    {
      name: 'Ai đang chậm',
      columns: columns(
        ['Ở tay', 20],
        ['Việc đang mở', 14],
        ['Quá hạn', 10],
        ['Đơn vị liên quan', 16],
        ['Lâu nhất (ngày làm việc)', 18],
        ['Tổng ngày làm việc chậm', 18],
      ),
      rows: hands.map((one) => [one.words, one.open, one.late, one.units, one.longest, one.days]),
    },
    {
      name: 'Đang ở phía Sở',
      columns: columns(
        ['Việc', 45],
        ['Số việc', 10],
        ['Quá hạn', 10],
        ['Lâu nhất (ngày làm việc)', 18],
        ['Hạn sớm nhất', 14],
      ),
      rows: stuck.map((one) => [
        one.words,
        one.count,
        one.late,
        one.longest,
        one.oldest === undefined ? undefined : vnDay(one.oldest),
      ]),
    },
    {
      name: 'Đến hạn tuần này',
      columns: columns(['Ngày', 14], ['Đơn vị', 10], ['Phía Sở', 10], ['Cơ quan khác', 14]),
      rows: week.days.map((one) => [vnDay(one.day), one.unit, one.ours, one.outside]),
    },
    ...groups.map(({ words, rows }) => groupTable(words, rows)),
    {
      name: 'Lặp lại qua các năm',
      columns: columns(['Đơn vị', 40], ['Lĩnh vực', 40], ['Các năm', 30], ['Chưa đóng', 12]),
      rows: repeats.items.map((one) => [
        one.unit.name,
        one.area.name,
        one.years.map(({ year, items }) => `${year}: ${items}`).join('; '),
        one.open,
      ]),
    },
    {
      name: 'Qua các năm',
      columns: columns(['Năm', 8], ['Đợt', 8], ['Đơn vị', 10], ['Nội dung', 12], ['Đã đóng', 10], ['Quá hạn', 10]),
      rows: years.map((one) => [one.year, one.rounds, one.units, one.items, one.closed, one.late]),
    },
  ];
  return writeSheets(tables);
};

const groupTable = (words: string, rows: GroupRow[]): SheetTable => ({
  name: `Theo ${words.toLowerCase()}`,
  columns: columns(
    [words, 45],
    ['Đơn vị', 10],
    ['Nội dung', 12],
    ['Đã đóng', 10],
    ['Quá hạn ở đơn vị', 14],
    ['Chờ phía Sở', 12],
    ['Ngày làm việc chậm ở đơn vị', 18],
    ['Ngày làm việc chậm ở phía Sở', 18],
  ),
  rows: rows.map((one) => [
    one.name,
    one.units,
    one.items,
    one.closed,
    one.late,
    one.ours,
    one.days?.unit,
    one.days?.ours,
  ]),
});
