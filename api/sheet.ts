import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import type { CellStyle, CellValue, ColumnDef, WriteOptions } from 'hucre/xlsx';
import { Refusal } from '../domain/refusal.ts';
import { readCsv } from './csv.ts';
import type * as thread from './sheet-thread.ts';
import { runInThread } from './thread.ts';

/** One row that says something: its number as Excel shows it, from 1, and its cells as people here write them. */
export interface SheetRow {
  line: number;
  /** `3541,5`, `05/03/2026`, one spelling for each letter, no blanks around; `''` where nothing stands. */
  cells: string[];
}

export interface Sheet {
  /** As on its tab; `''` for a CSV file. */
  name: string;
  rows: SheetRow[];
}

/** What a file people send may hold. */
export const sheetLimits = { megabytes: 5, rows: 10_000, columns: 200 };

const READ: keyof typeof thread = 'sheetsOf';

/**
 * The sheets of an Excel workbook (.xlsx) or a CSV file (UTF-8), hidden ones left out, empty rows left out. A file
 * from outside is read in a thread of its own, with little memory and little time. Throws Refusal 'sheet-unreadable'
 * (another format, damaged, under a password) and 'sheet-too-large'.
 */
export async function readSheets(bytes: Uint8Array): Promise<Sheet[]> {
  if (bytes.length > sheetLimits.megabytes * 1_000_000) throw tooLarge();
  const sheets = isZip(bytes) ? await workbookOf(bytes) : [{ name: '', rows: csvRows(bytes) }];
  for (const { rows } of sheets)
    if (rows.length > sheetLimits.rows || rows.some(({ cells }) => cells.length > sheetLimits.columns))
      throw tooLarge();
  return sheets;
}

const tooLarge = (): Refusal => new Refusal('sheet-too-large', sheetLimits);

const isZip = ([p, k, three, four]: Uint8Array): boolean => p === 0x50 && k === 0x4b && three === 3 && four === 4;

async function workbookOf(bytes: Uint8Array): Promise<Sheet[]> {
  const read = await runInThread<thread.Asked, thread.Read>({
    module: './sheet-thread',
    name: READ,
    input: { bytes, rows: sheetLimits.rows },
    patienceMs: 15_000,
    memoryMb: 256,
    // a workbook that bursts its thread is no workbook of ours
  }).catch(() => ({ fault: 'unreadable' as const }));
  if ('fault' in read) throw read.fault === 'large' ? tooLarge() : new Refusal('sheet-unreadable');
  return read.sheets;
}

function csvRows(bytes: Uint8Array): SheetRow[] {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!utf16 && !isUtf8(bytes)) throw new Refusal('sheet-unreadable');
  const text = new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes);
  if (text.includes('\0')) throw new Refusal('sheet-unreadable');
  return readCsv(text.normalize('NFC')).map(({ line, fields }) => ({ line, cells: fields }));
}

/** One column of a list that is written out. */
export interface SheetColumn {
  head: string;
  /** In letters. */
  width: number;
  /** Its cells are days (`Day`): dates to whoever sorts or reckons with them. */
  days?: true;
}

export type SheetLine = (string | number | undefined)[];

/** A list with its heads: frozen, filtered, bold. Texts stay texts, whatever sign they begin with. */
export interface SheetTable {
  name: string;
  columns: SheetColumn[];
  rows: SheetLine[];
}

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Lists as an Excel workbook, one sheet each. */
export const writeSheets = (tables: readonly SheetTable[]): Promise<Buffer> =>
  writeWorkbook({
    sheets: tables.map(({ name, columns, rows }) => ({
      name: sheetName(name),
      columns: columns.map((column) => ({ width: column.width, style: styleOf(column) })),
      rows: [columns.map(({ head }) => head), ...rows.map((row) => cellsOf(columns, row))],
      cells: new Map(columns.map(({ head }, i) => [`0,${i}`, { value: head, type: 'string', style: headStyle }])),
      freezePane: { rows: 1 },
      autoFilter: { range: `A1:${columnName(columns.length - 1)}${rows.length + 1}` },
      pageSetup: { orientation: 'landscape', paperSize: 'a4', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    })),
  });

/** A longer list goes out line by line: with its heads, without what has to know its end (filter, print set-up). */
const writtenWhole = 5_000;

/**
 * A list of any length as an Excel workbook, written while it is read: memory holds a part of it. Rejects while
 * nothing is written yet; what fails later breaks the stream off.
 */
export async function sheetStream({
  name,
  columns,
  rows,
}: Pick<SheetTable, 'name' | 'columns'> & { rows: AsyncIterable<SheetLine> }): Promise<Readable> {
  const lines = rows[Symbol.asyncIterator]();
  const begun: SheetLine[] = [];
  while (begun.length <= writtenWhole) {
    const next = await lines.next();
    if (next.done) return Readable.from([await writeSheets([{ name, columns, rows: begun }])]);
    begun.push(next.value);
  }
  // the writer gives the heads what their columns have when they are written, before it asks for the first line
  const styled = columns.map(({ head, width }): ColumnDef => ({ header: head, width, style: headStyle }));
  async function* cells(): AsyncGenerator<CellValue[]> {
    styled.forEach((column, i) => Object.assign(column, { style: styleOf(columns[i]!) }));
    try {
      for (const line of begun.splice(0)) yield cellsOf(columns, line);
      for (let next = await lines.next(); !next.done; next = await lines.next()) yield cellsOf(columns, next.value);
    } finally {
      await lines.return?.();
    }
  }
  const bytes = writeXlsxStream(cells(), { name: sheetName(name), columns: styled, freezePane: { rows: 1 } });
  return Readable.fromWeb(bytes as NodeStream);
}

const cellsOf = (columns: readonly SheetColumn[], line: SheetLine): CellValue[] =>
  line.map((cell, i) =>
    cell === undefined ? null : columns[i]?.days && typeof cell === 'string' ? new Date(`${cell}T00:00:00Z`) : cell,
  );

const styleOf = ({ days }: SheetColumn): CellStyle => ({
  alignment: { wrapText: true, vertical: 'top' },
  ...(days ? { numFmt: 'dd/mm/yyyy' } : {}),
});

const headStyle = {
  font: { bold: true },
  fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: 'E8F1F9' } },
  alignment: { wrapText: true, vertical: 'center' as const },
};

/** A workbook with what lists do not have: choices, locked cells. */
export const writeWorkbook = async (workbook: WriteOptions): Promise<Buffer> =>
  Buffer.from(await writeXlsx({ defaultFont: { name: 'Times New Roman', size: 12 }, ...workbook }));

/** What Excel takes as the name of a sheet: 31 letters without `[ ] : * ? / \`. */
export const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, 31)
    .trim() || 'Bảng';

/** `0` → `A`, `27` → `AB`. */
export const columnName = (n: number): string =>
  (n >= 26 ? columnName(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + (n % 26));
