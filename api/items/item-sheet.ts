import type { Readable } from 'node:stream';
import { vnNumber } from '../../domain/number.ts';
import { roleWords } from '../../domain/why.ts';
import type { ItemFilter } from '../../store/queries/item-rows.ts';
import type { Deps } from '../deps.ts';
import { sheetStream } from '../sheet.ts';
import type { SheetColumn, SheetLine } from '../sheet.ts';
import { rowsOut } from './item-rows.ts';
import type { ItemRowOut } from './item-views.ts';

const columns: SheetColumn[] = [
  { head: 'STT', width: 6 },
  { head: 'Đơn vị', width: 28 },
  { head: 'Nhận từ', width: 22 },
  { head: 'Nội dung khắc phục', width: 60 },
  { head: 'Lĩnh vực', width: 22 },
  { head: 'Văn bản', width: 30 },
  { head: 'Hạn theo văn bản', days: true, width: 14 },
  { head: 'Mốc theo dõi của Sở', days: true, width: 14 },
  { head: 'Tình trạng', width: 24 },
  { head: 'Quá hạn', width: 9 },
  { head: 'Đang chờ ai', width: 24 },
  { head: 'Việc đang chờ', width: 36 },
  { head: 'Ngày chậm ở đơn vị', width: 11 },
  { head: 'Ngày chậm ở Sở', width: 11 },
  { head: 'Kết quả/chỉ tiêu', width: 14 },
  { head: 'Vụ vi phạm', width: 9 },
  { head: 'Ngày đóng', days: true, width: 12 },
  { head: 'Chuyển theo dõi', width: 18 },
  { head: 'Mã', width: 36 },
];

/** Every item a filter finds as an Excel workbook, the nearest day first, written while it is read. */
export const itemSheet = (deps: Deps, filter: ItemFilter): Promise<Readable> =>
  sheetStream({ name: 'Nội dung khắc phục', columns, rows: linesOf(deps, filter) });

async function* linesOf(deps: Deps, filter: ItemFilter): AsyncGenerator<SheetLine> {
  let at = 0;
  for await (const rows of deps.store.unitWork.everyItem(filter))
    for (const row of await rowsOut(deps, rows)) yield lineOf(row, (at += 1));
}

const lineOf = (row: ItemRowOut, at: number): SheetLine => [
  at,
  row.heldByName ?? row.unitName,
  row.heldByName === undefined ? undefined : row.unitName,
  row.text,
  row.areaName,
  row.paperName,
  row.due,
  row.due === undefined ? row.followUpOn : undefined,
  row.words,
  row.late ? 'Có' : undefined,
  row.waiting.map((role) => roleWords[role]).join(', '),
  row.owed.map(({ what, words }) => `${what} (${words})`).join('; '),
  row.lateBy.unit,
  row.lateBy.office,
  row.achieved ? `${vnNumber(row.achieved.done)}/${vnNumber(row.achieved.total)}` : undefined,
  row.incidents,
  row.closedOn,
  row.carriedTo,
  row.id,
];
