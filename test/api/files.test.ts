import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Caller } from '../support/api.ts';
import { formOf, itemOf, openDesk, png, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';

jest.setTimeout(60_000);

let desk: Desk;
let contact: Caller;
beforeAll(async () => {
  desk = await openDesk();
  contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
});
afterAll(() => desk.stop());

const upload = (name: string, bytes: Uint8Array, who = contact, fields: Record<string, string> = { item: itemOf(1) }) =>
  who.post('/api/files', formOf(fields, [{ field: 'files', name, bytes }]));

/** What an old Word file is from outside, with or without Word inside. */
const compound = (stream: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(`${stream}\0`, 'utf16le'),
    Buffer.alloc(512),
  ]);
/** An archive of uncompressed parts, as Word and Excel files are. */
function archive(parts: Record<string, string>): Buffer {
  const written: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [title, bytes] = [Buffer.from(name), Buffer.from(text)];
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(bytes.length, 14);
    about.writeUInt32LE(bytes.length, 18);
    about.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    written.push(Buffer.from('PK\x03\x04'), about, title, bytes);
    listed.push(Buffer.from('PK\x01\x02\x14\0'), about, place, title);
    at += 30 + title.length + bytes.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(Buffer.concat(listed).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...written, ...listed, Buffer.from('PK\x05\x06'), end]);
}
const office = (kind: string) =>
  archive({
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="/x.xml" ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`,
    'x.xml': '<x/>',
  });
const program = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(500)]);

describe('evidence', () => {
  test.each([
    ['Ảnh niêm yết.png', png, 'image/png', 'Ảnh niêm yết.png'],
    [
      'IMG_0042',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(20)]),
      'image/jpeg',
      'IMG_0042.jpg',
    ],
    ['IMG_0043.HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'image/heic', 'IMG_0043.HEIC'],
    ['ảnh Zalo.webp', Buffer.from('RIFF\x1a\0\0\0WEBPVP8 \0\0\0\0\0\0', 'latin1'), 'image/webp', 'ảnh Zalo.webp'],
    ['Kế hoạch.exe', Buffer.from('%PDF-1.7\n%%EOF'), 'application/pdf', 'Kế hoạch.exe.pdf'],
    ['Báo cáo cũ.doc', compound('WordDocument'), 'application/msword', 'Báo cáo cũ.doc'],
    ['Biểu.xls', compound('Workbook'), 'application/vnd.ms-excel', 'Biểu.xls'],
    [
      'Báo cáo.docx',
      office('wordprocessingml.document'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'Báo cáo.docx',
    ],
    [
      'Biểu II.06.xlsx',
      office('spreadsheetml.sheet'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Biểu II.06.xlsx',
    ],
    ['danh sách.csv', Buffer.from('Mã;Tên\n1;Niêm yết'), 'text/csv', 'danh sách.csv'],
    ['..\\..\\a/b/Ghi chú.txt', Buffer.from('Đã làm'), 'text/plain', 'Ghi chú.txt'],
    ['Biên bản họp.txt', Buffer.from('nfd'), 'text/plain', 'Biên bản họp.txt'],
  ])('%s is taken for what it is', async (name, bytes, type, kept) => {
    const { status, body } = await upload(name.normalize('NFD'), bytes);
    expect([status, body.items?.[0]]).toEqual([201, expect.objectContaining({ type, name: kept, size: bytes.length })]);
  });

  test.each([
    ['Báo cáo.pdf', program, 422, 'file-type-refused'],
    ['Cài đặt.doc', compound('InstallExecuteSequence'), 422, 'file-type-refused'],
    ['a.zip', archive({ 'a.txt': 'a' }), 422, 'file-type-refused'],
    ['đổi tên.docx', archive({ 'a.exe': 'MZ' }), 422, 'file-type-refused'],
    ['macro.docx', office('macroEnabled'), 422, 'file-type-refused'],
    ['trang.html', Buffer.from('<script>1</script>'), 422, 'file-type-refused'],
    ['nhị phân.txt', Buffer.from([0x01, 0x02, 0x03, 0xff]), 422, 'file-type-refused'],
    ['rỗng.pdf', Buffer.alloc(0), 422, 'file-empty'],
    ['Video.pdf', Buffer.alloc(30_000_000, 'a'), 413, 'file-too-large'],
  ])('%s is refused with the reason', async (name, bytes, status, code) => {
    const answer = await upload(name, bytes);
    expect(answer.body).toMatchObject({ status, type: `/problems/${code}` });
    expect(answer.body.detail).toContain(`“${name}”`);
  });

  test('twenty megabytes to the byte are taken, one more is not', async () => {
    const pdf = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 'x')]);
    expect((await upload('vừa.pdf', pdf(20_000_000))).status).toBe(201);
    expect((await upload('quá.pdf', pdf(20_000_001))).status).toBe(413);
  });

  test('without a file, or for nothing, is refused', async () => {
    expect((await contact.post('/api/files', formOf({ item: itemOf(1) }))).body).toMatchObject({
      type: '/problems/file-missing',
    });
    expect((await upload('a.png', png, contact, {})).body).toMatchObject({ type: '/problems/invalid-body' });
    expect((await upload('a.png', png, contact, { item: 'khong-co:1' })).status).toBe(404);
  });

  test('belongs to the unit: sent by its people, read by those who follow it, only to be saved', async () => {
    const { body } = await upload('Ảnh “một cửa”.png', png);
    const file = `/api/files/${body.items[0].id}`;
    expect((await upload('b.png', png, await desk.office.as('lead', 'team:doan-1'))).status).toBe(403);
    expect((await upload('b.png', png, contact, { inspection: `${round}:so-y-te` })).status).toBe(404);
    for (const who of [contact, await desk.office.as('secretary', 'team:doan-1'), await desk.office.as('planner')]) {
      const got = await who.get(file);
      expect(got.status).toBe(200);
      expect(got.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(got.headers.get('content-security-policy')).toContain('sandbox');
      expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await (await desk.api.as('unit-contact', 'unit:so-y-te')).get(file)).status).toBe(404);
    expect((await desk.api.anonymous.get(file)).status).toBe(401);
    expect((await contact.get('/api/files/khong-co')).status).toBe(404);
  });

  test('leaves nothing on the disk', async () => {
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith(`dondoc-${process.pid}-`));
    expect(left).toEqual([]);
  });
});
