import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { columnName, readSheets, sheetName, sheetStream, writeSheets, writeWorkbook } from '../../api/sheet.ts';
import { readXlsx } from 'hucre/xlsx';

/** Somebody who takes the first bytes and goes. */
const beginning = async (bytes: Promise<AsyncIterable<unknown>>): Promise<void> => {
  for await (const _ of await bytes) break;
};

const text = (written: string) => new TextEncoder().encode(written);

describe('bảng tính người ta gửi', () => {
  test('Excel viết ra rồi đọc lại: chữ, số, ngày như người ta ghi; dòng trống bỏ, số dòng giữ nguyên', async () => {
    const bytes = await writeWorkbook({
      sheets: [
        {
          name: 'Biểu 01',
          rows: [
            ['Chỉ tiêu', 'Số liệu'],
            [],
            ['Hồ sơ trễ hạn'.normalize('NFD'), 3541.5],
            ['Tỷ lệ', 0.1 + 0.2],
            ['Ngày', new Date('2026-03-05T00:00:00Z')],
            ['Đã ban hành ', true],
          ],
        },
        { name: 'Ẩn', hidden: true, rows: [['không đọc']] },
      ],
    });
    expect(await readSheets(bytes)).toEqual([
      {
        name: 'Biểu 01',
        rows: [
          { line: 1, cells: ['Chỉ tiêu', 'Số liệu'] },
          { line: 3, cells: ['Hồ sơ trễ hạn', '3541,5'] },
          { line: 4, cells: ['Tỷ lệ', '0,3'] },
          { line: 5, cells: ['Ngày', '05/03/2026'] },
          { line: 6, cells: ['Đã ban hành', 'Có'] },
        ],
      },
    ]);
  });

  test('CSV như Excel ở đây ghi ra, UTF-8 hay UTF-16', async () => {
    const rows = [
      { line: 1, cells: ['mã', 'tên'] },
      { line: 2, cells: ['so-y-te', 'Sở Y tế; phòng Kế hoạch'] },
    ];
    const written = 'mã;tên\nso-y-te;"Sở Y tế; phòng Kế hoạch"\n';
    expect(await readSheets(text(`\uFEFF${written}`))).toEqual([{ name: '', rows }]);
    const utf16 = Buffer.from(`\uFEFF${written}`, 'utf16le');
    expect(await readSheets(utf16)).toEqual([{ name: '', rows }]);
  });

  test.each([
    ['Excel đời cũ (.xls)', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['ảnh', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])],
    ['chữ không phải UTF-8', Uint8Array.from([0x54, 0xea, 0x6e])],
    ['tệp nén không phải Excel', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0])],
  ])('%s thì nói cần tệp nào', async (_name, bytes) => {
    await expect(readSheets(bytes)).rejects.toMatchObject({ code: 'sheet-unreadable' });
  });

  test('đặt mật khẩu thì không đọc; hỏng giữa chừng cũng vậy', async () => {
    const sheets = [{ name: 'A', rows: [['một']] }];
    const locked = await writeWorkbook({ sheets, encryption: { password: 'bí mật', spinCount: 1000 } });
    await expect(readSheets(locked)).rejects.toMatchObject({ code: 'sheet-unreadable' });
    const whole = await writeWorkbook({ sheets });
    await expect(readSheets(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({ code: 'sheet-unreadable' });
  });

  test('quá nhiều dòng, quá nhiều cột, quá nặng, phình ra khi giải nén', async () => {
    const tooLarge = { code: 'sheet-too-large', message: expect.stringContaining('10000 dòng') };
    const many = await writeSheets([
      { name: 'A', columns: [{ head: 'Tên', width: 9 }], rows: Array.from({ length: 10_001 }, () => ['x']) },
    ]);
    await expect(readSheets(many)).rejects.toMatchObject(tooLarge);
    await expect(readSheets(text(Array(201).fill('x').join(';')))).rejects.toMatchObject(tooLarge);
    await expect(readSheets(new Uint8Array(5_000_001))).rejects.toMatchObject(tooLarge);
    const bomb = await writeWorkbook({ sheets: [{ name: 'A', rows: [['một']] }] });
    const entry = bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bomb.writeUInt32LE(200_000_000, entry + 24);
    await expect(readSheets(bomb)).rejects.toMatchObject(tooLarge);
  });

  test('hai ô ở hai góc xa nhất không làm máy chủ hết bộ nhớ', async () => {
    const corners = await writeWorkbook({
      sheets: [{ name: 'A', rows: [['một']], cells: new Map([['1048575,16383', { value: 'x', type: 'string' }]]) }],
    });
    await expect(readSheets(corners)).rejects.toMatchObject({ code: expect.stringMatching(/^sheet-/) });
  });
});

describe('bảng tính viết ra', () => {
  test('chữ bắt đầu bằng dấu = vẫn là chữ', async () => {
    const bytes = await writeSheets([
      {
        name: 'Danh sách: 1/2',
        columns: [
          { head: 'Tên', width: 20 },
          { head: 'Số', width: 8 },
        ],
        rows: [
          ['=1+1', 2],
          [undefined, 3],
        ],
      },
    ]);
    expect(await readSheets(bytes)).toEqual([
      {
        name: 'Danh sách  1 2',
        rows: [
          { line: 1, cells: ['Tên', 'Số'] },
          { line: 2, cells: ['=1+1', '2'] },
          { line: 3, cells: ['', '3'] },
        ],
      },
    ]);
  });

  test.each([3, 5_001])('danh sách %i dòng viết ra trong khi đọc: đủ dòng, đúng thứ tự, ngày là ngày', async (many) => {
    let stopped = false;
    async function* rows() {
      try {
        for (let n = 1; n <= many; n++) yield [`=Xã ${n}`, n, n === 2 ? undefined : '2026-03-05'];
      } finally {
        stopped = true;
      }
    }
    const columns = [
      { head: 'Đơn vị', width: 20 },
      { head: 'STT', width: 8 },
      { head: 'Hạn', width: 12, days: true as const },
    ];
    const bytes = await buffer(await sheetStream({ name: 'Danh sách: 1/2', columns, rows: rows() }));
    expect(stopped).toBe(true);
    const [sheet] = await readSheets(bytes);
    expect(sheet!.name).toBe('Danh sách  1 2');
    expect(sheet!.rows).toHaveLength(many + 1);
    expect(sheet!.rows.slice(0, 3).map(({ cells }) => cells)).toEqual([
      ['Đơn vị', 'STT', 'Hạn'],
      ['=Xã 1', '1', '05/03/2026'],
      ['=Xã 2', '2'],
    ]);
    expect(sheet!.rows.at(-1)!.cells).toEqual([`=Xã ${many}`, String(many), '05/03/2026']);
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    const bold = (row: number) => sheets[0]!.cells?.get(`${row},0`)?.style?.font?.bold === true;
    expect([bold(0), bold(1)]).toEqual([true, false]);
  });

  test('đang đọc mà hỏng thì chưa viết gì; người tải bỏ giữa chừng thì thôi đọc', async () => {
    const columns = [{ head: 'Đơn vị', width: 20 }];
    async function* broken(): AsyncGenerator<string[]> {
      yield ['Sở Y tế'];
      throw new Error('mất kết nối');
    }
    await expect(sheetStream({ name: 'A', columns, rows: broken() })).rejects.toThrow('mất kết nối');
    let read = 0;
    const stopped = new Promise<void>((tell) => {
      async function* endless() {
        try {
          for (;;) yield [`Xã ${(read += 1)}`];
        } finally {
          tell();
        }
      }
      void beginning(sheetStream({ name: 'A', columns, rows: endless() }));
    });
    await stopped;
    expect(read).toBeGreaterThan(5_000);
  });

  test.each([
    ['Theo dõi [2026]: Sở/ngành?', 'Theo dõi  2026   Sở ngành'],
    ['', 'Bảng'],
    ['Kiểm tra công tác cải cách hành chính', 'Kiểm tra công tác cải cách hành'],
  ])('%p trên thẻ là %p', (name, tab) => expect(sheetName(name)).toBe(tab));

  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('cột %p là %p', (n, name) => expect(columnName(n)).toBe(name));
});
