import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { vnNumber } from '../../domain/number.ts';
import { Refusal } from '../../domain/refusal.ts';
import { roleWords } from '../../domain/why.ts';
import type { ItemFilter } from '../../store/queries/item-rows.ts';
import type { Deps } from '../deps.ts';
import { writeSheets } from '../sheet.ts';
import type { SheetTable } from '../sheet.ts';
import { rowsOut } from './item-rows.ts';
import type { ItemRowOut } from './item-views.ts';

/** Items of one sheet: more than a department follows in ten years, and no more than fits into memory beside others. */
export const mostRows = 20_000;
const readAtOnce = 500;

const columns = [
  { head: 'STT', width: 6 },
  { head: 'Đơn vị', width: 28 },
  { head: 'Nội dung khắc phục', width: 60 },
  { head: 'Lĩnh vực', width: 22 },
  { head: 'Văn bản', width: 30 },
  { head: 'Hạn theo văn bản', width: 14 },
  { head: 'Mốc theo dõi của Sở', width: 14 },
  { head: 'Tình trạng', width: 24 },
  { head: 'Quá hạn', width: 9 },
  { head: 'Đang chờ ai', width: 24 },
  { head: 'Việc đang chờ', width: 36 },
  { head: 'Ngày chậm ở đơn vị', width: 11 },
  { head: 'Ngày chậm ở Sở', width: 11 },
  { head: 'Kết quả/chỉ tiêu', width: 14 },
  { head: 'Vụ vi phạm', width: 9 },
  { head: 'Ngày đóng', width: 12 },
  { head: 'Chuyển theo dõi', width: 18 },
  { head: 'Mã', width: 36 },
];

/** Every item a filter finds as an Excel workbook, the nearest day first. Throws Refusal('list-too-long'). */
export async function itemSheet(deps: Deps, filter: ItemFilter, most = mostRows): Promise<Buffer> {
  const rows: ItemRowOut[] = [];
  for (let after: { remediation: string; n: number } | undefined; ;) {
    const found = await deps.store.unitWork.items({ ...filter, limit: readAtOnce, after });
    if (rows.length + found.length > most) throw new Refusal('list-too-long', { most: vnNumber(most) });
    rows.push(...(await rowsOut(deps, found)));
    const last = found.at(-1);
    if (!last || found.length < readAtOnce) break;
    after = { remediation: last.remediation, n: last.n };
  }
  const dayOf = ({ owed, due, followUpOn }: ItemRowOut) =>
    owed[0]?.due ?? owed[0]?.followUpOn ?? due ?? followUpOn ?? '9999';
  const table: SheetTable = {
    name: 'Nội dung khắc phục',
    columns,
    rows: rows.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b))).map(lineOf),
  };
  return writeSheets([table]);
}

const dayCell = (day: string | undefined): string | undefined => (day === undefined ? undefined : vnDay(day as Day));

const lineOf = (row: ItemRowOut, at: number): SheetTable['rows'][number] => [
  at + 1,
  row.unitName,
  row.text,
  row.areaName,
  row.paperName,
  dayCell(row.due),
  row.due === undefined ? dayCell(row.followUpOn) : undefined,
  row.words,
  row.late ? 'Có' : undefined,
  row.waiting.map((role) => roleWords[role]).join(', '),
  row.owed.map(({ what, words }) => `${what} (${words})`).join('; '),
  row.lateBy.unit,
  row.lateBy.office,
  row.achieved ? `${vnNumber(row.achieved.done)}/${vnNumber(row.achieved.total)}` : undefined,
  row.incidents,
  dayCell(row.closedOn),
  row.carriedTo,
  row.id,
];
