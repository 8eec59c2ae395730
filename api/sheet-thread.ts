import { readXlsx } from 'hucre/xlsx';
import type { CellValue } from 'hucre/xlsx';
import type { Sheet } from './sheet.ts';

/** A workbook somebody sent, and how many rows of a sheet are wanted at most. */
export interface Asked {
  bytes: Uint8Array;
  rows: number;
}

/** Errors lose their class between threads, so a fault travels as data. */
export type Read = { sheets: Sheet[] } | { fault: 'unreadable' | 'large' };

/** What the thread of one reading runs. */
export async function sheetsOf({ bytes, rows: most }: Asked): Promise<Read> {
  if (unpackedSize(bytes) > 100_000_000) return { fault: 'large' };
  try {
    const { sheets } = await readXlsx(bytes, {
      sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden,
      maxRows: most + 1,
    });
    return {
      sheets: sheets.map(({ name, rows }) => ({
        name: name.normalize('NFC'),
        rows: rows.flatMap((row, i) => {
          const cells = row.map(textOf);
          while (cells.at(-1) === '') cells.pop();
          return cells.length === 0 ? [] : [{ line: i + 1, cells }];
        }),
      })),
    };
  } catch {
    // whatever is wrong with it, it is no workbook that can be read
    return { fault: 'unreadable' };
  }
}

/** As people here write it, so that a number from a cell and one that was typed are read by the same rule. */
function textOf(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(15))).replace('.', ',');
  if (typeof value === 'boolean') return value ? 'Có' : 'Không';
  if (value instanceof Date) {
    const [year, month, day] = value.toISOString().slice(0, 10).split('-');
    return `${day}/${month}/${year}`;
  }
  return value.normalize('NFC').trim();
}

/** What the archive says its parts unpack to, in bytes; a reader that meets more stops by itself. */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size = 0;
  for (let at = 0; at + 46 <= bytes.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) size += view.getUint32(at + 24, true);
  return size;
}
