import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeWorkbook, xlsxType } from '../../api/sheet.ts';
import { openSession, startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';

let api: TestApi;
let planner: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-units' });
  planner = await api.as('planner');
});
afterAll(() => api.stop());

const so = (name: string, more: object = {}) => ({ name, kind: 'sở', level: 'province', ...more });

describe('units', () => {
  test('are named after themselves, found without diacritics or by their abbreviation', async () => {
    const made = await planner.post(
      '/api/units',
      so('Sở Văn hóa, Thể thao và Du lịch', { aliases: ['Sở VHTTDL', 'Sở VH&TT'] }),
    );
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: 'so-van-hoa-the-thao-va-du-lich',
      name: 'Sở Văn hóa, Thể thao và Du lịch',
      aliases: ['Sở VHTTDL', 'Sở VH&TT'],
      kind: 'sở',
      level: 'province',
      from: '2026-03-02',
      version: 1,
    });
    await planner.post('/api/units', so('Sở Nội vụ'));
    for (const q of ['van hoa', 'VHTTDL', 'vh&tt', 'Thể thao SỞ', 'đu lịch']) {
      expect((await planner.get(`/api/units?q=${encodeURIComponent(q)}`)).body.items).toMatchObject([
        { id: 'so-van-hoa-the-thao-va-du-lich' },
      ]);
    }
    expect((await planner.get('/api/units?q=.*')).body.items).toEqual([]);
    expect((await planner.get('/api/units?q=so&level=commune')).body.items).toEqual([]);
  });

  test('an id is taken once', async () => {
    expect((await planner.post('/api/units', so('Sở Nội vụ'))).body).toMatchObject({
      type: '/problems/unit-exists',
      status: 409,
    });
  });

  test('stand in a tree that has no ring', async () => {
    await planner.post('/api/units', {
      ...so('Chi cục Hải quan khu vực'),
      kind: 'ngành dọc',
      level: 'central-vertical',
      vertical: true,
      id: 'hai-quan',
    });
    await planner.post('/api/units', {
      ...so('Hải quan cửa khẩu'),
      kind: 'trụ sở',
      level: 'site',
      parent: 'hai-quan',
      id: 'hq-cua-khau',
    });
    const { body } = await planner.get('/api/units/tree');
    const customs = body.items.find(({ id }: { id: string }) => id === 'hai-quan');
    expect(customs).toMatchObject({ vertical: true, parts: [{ id: 'hq-cua-khau', parts: [] }] });
    const { version: _, id: __, parts: ___, ...fields } = customs;
    expect(
      (await planner.put('/api/units/hai-quan', { ...fields, parent: 'hq-cua-khau', base: 1 })).body,
    ).toMatchObject({ type: '/problems/unit-above-itself' });
    expect((await planner.put('/api/units/hai-quan', { ...fields, parent: 'khong-co', base: 1 })).body).toMatchObject({
      type: '/problems/unit-unknown',
    });
    const ended = await planner.put('/api/units/hai-quan', {
      ...fields,
      to: '2026-06-30',
      successors: ['so-noi-vu'],
      base: 1,
    });
    expect(ended.body).toMatchObject({ to: '2026-06-30', successors: ['so-noi-vu'], version: 2 });
    const stale = await planner.put('/api/units/hai-quan', { ...fields, base: 1 });
    expect(stale.body).toMatchObject({ type: '/problems/stale-draft', current: { version: 2, to: '2026-06-30' } });
  });

  test('an unknown one is not found', async () => {
    expect((await planner.get('/api/units/khong-co')).status).toBe(404);
  });
});

describe('import', () => {
  const bring = (text: string | Uint8Array, query = '', sent = {}) =>
    planner.post(`/api/units/import${query}`, text, {
      headers: { 'content-type': 'text/csv; charset=utf-8' },
      ...sent,
    });

  const file = [
    'Mã;Tên;Viết tắt;Loại;Cấp;Trực thuộc;Ngành dọc;Cấp trên;Từ ngày;Đầu mối;Thư đầu mối;Điện thoại đầu mối;Thủ trưởng;Thư thủ trưởng',
    'so-xay-dung;Sở Xây dựng;Sở XD|SXD;sở;tỉnh;;;;01/3/2025;Nguyễn Văn Bốn;Bon@SXD.vn;0905 111 222;Trần Năm;nam@sxd.vn',
    ';"UBND xã ""Phú Lâm""";;xã;xã;;;;;Nguyễn Văn Bốn;bon@sxd.vn;;;',
    'thue;Thuế tỉnh;;ngành dọc;trung ương;;có;cuc-thue;;;;;;',
    'cuc-thue;Cục Thuế;;cục;trung ương;;x;;;;;;;',
    '',
  ].join('\r\n');

  test('brings units with their contacts and heads, and a second time changes nothing', async () => {
    expect((await bring(file, '?check=true')).body).toMatchObject({ created: 4, changed: 0, unchanged: 0, people: 3 });
    expect(await api.store.units.get('so-xay-dung')).toBeUndefined();

    const answer = await bring(`\uFEFF${file}`);
    expect(answer.body).toEqual({ created: 4, changed: 0, unchanged: 0, people: 3 });
    expect(await api.store.units.get('so-xay-dung')).toEqual({
      id: 'so-xay-dung',
      name: 'Sở Xây dựng',
      aliases: ['Sở XD', 'SXD'],
      kind: 'sở',
      level: 'province',
      from: '2025-03-01',
    });
    expect(await api.store.units.get('ubnd-xa-phu-lam')).toMatchObject({ name: 'UBND xã "Phú Lâm"', level: 'commune' });
    expect(await api.store.units.get('thue')).toMatchObject({ vertical: true, superior: 'cuc-thue' });
    const contact = (await api.store.people.withMail('bon@sxd.vn'))!;
    expect(contact).toMatchObject({ name: 'Nguyễn Văn Bốn', phone: '0905 111 222', unit: 'so-xay-dung' });
    expect((await api.store.appointments.of(contact._id)).map(({ role, scope, from }) => [role, scope, from])).toEqual(
      expect.arrayContaining([
        ['unit-contact', 'unit:so-xay-dung', '2026-03-02'],
        ['unit-contact', 'unit:ubnd-xa-phu-lam', '2026-03-02'],
      ]),
    );

    expect((await bring(file)).body).toEqual({ created: 0, changed: 0, unchanged: 4, people: 0 });
  });

  test('repeated with its key gives the same answer, whatever became of the units since', async () => {
    const rows = 'mã,tên,loại,cấp,đầu mối,thư đầu mối\nso-lap,Sở Lặp,sở,tỉnh,Ông Lặp,lap@thu.vn';
    const first = await bring(rows, '', { key: 'nhap-lai' });
    expect(first.body).toEqual({ created: 1, changed: 0, unchanged: 0, people: 1 });
    const before = await api.store.units.row('so-lap');
    await planner.put('/api/units/so-lap', {
      ...before,
      id: undefined,
      version: undefined,
      name: 'Sở Đã Đổi',
      base: 1,
    });
    for (let n = 0; n < 2; n += 1)
      expect(await bring(rows, '', { key: 'nhap-lai' })).toMatchObject({ status: 200, body: first.body });
    expect(await api.store.units.get('so-lap')).toMatchObject({ name: 'Sở Đã Đổi' });
    expect((await bring(`${rows}\n`, '', { key: 'nhap-lai' })).body).toMatchObject({ type: '/problems/key-reused' });
    const many = await Promise.all(
      Array.from({ length: 4 }, () => bring(rows.replaceAll('lap', 'cung-luc'), '', { key: 'cung-luc' })),
    );
    expect(new Set(many.map(({ text }) => text))).toEqual(
      new Set([JSON.stringify({ created: 1, changed: 0, unchanged: 0, people: 1 })]),
    );
  });

  test('a branch without standing of its own comes with the agency it is written to through', async () => {
    const rows = [
      'mã,tên,loại,cấp,cơ quan chủ quản',
      'vp-dat-dai,Văn phòng Đăng ký đất đai,đơn vị sự nghiệp,tỉnh,',
      'cn-dat-dai,Chi nhánh Đất đai Nha Trang,chi nhánh,tỉnh,vp-dat-dai',
    ].join('\n');
    expect((await bring(rows)).body).toMatchObject({ created: 2 });
    expect(await api.store.units.get('cn-dat-dai')).toMatchObject({ through: 'vp-dat-dai' });
    // a file that does not speak of it leaves it; an empty cell says that there is none
    const silent = 'mã,tên,loại,cấp\ncn-dat-dai,Chi nhánh Đất đai,chi nhánh,tỉnh';
    expect((await bring(silent)).body).toMatchObject({ changed: 1 });
    expect(await api.store.units.get('cn-dat-dai')).toMatchObject({ name: 'Chi nhánh Đất đai', through: 'vp-dat-dai' });
    const none = 'mã,tên,loại,cấp,chủ quản\ncn-dat-dai,Chi nhánh Đất đai,chi nhánh,tỉnh,';
    expect((await bring(none)).body).toMatchObject({ changed: 1 });
    expect(await api.store.units.get('cn-dat-dai')).not.toHaveProperty('through');
    for (const [agency, says] of [
      ['khong-co', 'Không có đơn vị mang mã “khong-co”'],
      ['cn-dat-dai', 'không thể là cấp trên của chính mình'],
    ]) {
      const { status, body } = await bring(`${none}${agency}`);
      expect([status, body.errors[0].sentence]).toEqual([422, expect.stringContaining(says!)]);
      const row = (await api.store.units.row('cn-dat-dai'))!;
      const { id: _, version, ...unit } = row;
      expect((await planner.put('/api/units/cn-dat-dai', { ...unit, through: agency, base: version })).status).toBe(
        422,
      );
    }
  });

  test('columns a file does not have leave what is known: superior, last day, short names', async () => {
    const { version: before } = (await api.store.units.row('thue'))!;
    await bring('mã,tên,loại,cấp,viết tắt,đến ngày\nthue,Thuế tỉnh,ngành dọc,trung ương,TT,31/12/2027');
    await bring('mã,tên,loại,cấp\nthue,Thuế tỉnh,ngành dọc,trung ương');
    expect(await api.store.units.row('thue')).toMatchObject({
      version: before + 1,
      vertical: true,
      superior: 'cuc-thue',
      aliases: ['TT'],
      to: '2027-12-31',
    });
    await bring(file);
    expect(await api.store.units.get('thue')).toMatchObject({ aliases: [], to: '2027-12-31' });
  });

  test('a new contact in the file replaces the one before from today', async () => {
    api.at('2026-03-09T02:00:00.000Z');
    const changed = file
      .replace('Nguyễn Văn Bốn;Bon@SXD.vn;0905 111 222', 'Lê Sáu;sau@sxd.vn;')
      .replace('Sở XD|SXD', 'SXD');
    expect((await bring(changed)).body).toEqual({ created: 0, changed: 1, unchanged: 3, people: 1 });
    const held = (await api.store.appointments.at('unit:so-xay-dung')).filter(({ role }) => role === 'unit-contact');
    expect(new Set(held.map(({ from, to }) => `${from}–${to ?? ''}`))).toEqual(
      new Set(['2026-03-02–2026-03-08', '2026-03-09–']),
    );
    api.at('2026-03-02T02:00:00.000Z');
  });

  test('one wrong line and nothing comes in; each wrong place is named', async () => {
    const wrong = [
      'mã,tên,loại,cấp,trực thuộc,từ ngày,ngành dọc,đầu mối,thư đầu mối',
      'so-moi,Sở Mới,sở,tỉnh,,,,,',
      'So Sai,,sở,huyện,khong-co,30/02/2026,đúng,Ai đó,',
      'so-moi,Sở Mới lần nữa,sở,tỉnh,so-moi,,,,ai@snv.vn',
    ].join('\n');
    const { status, body } = await bring(wrong);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      type: '/problems/import-rejected',
      detail: expect.stringContaining('Chưa nhập dòng nào vì có 8 chỗ cần sửa.'),
    });
    expect(body.errors).toEqual([
      { at: 'dòng 3, cột “tên”', sentence: 'Còn trống. Hãy ghi mục này.' },
      {
        at: 'dòng 3, cột “mã”',
        sentence: '“So Sai” không phải mã. Mã chỉ gồm chữ thường không dấu, số và gạch ngang.',
      },
      { at: 'dòng 3, cột “cấp”', sentence: '“huyện” không phải một cấp. Hãy ghi: tỉnh, xã, trung ương hoặc trụ sở.' },
      { at: 'dòng 3, cột “từ ngày”', sentence: expect.stringContaining('Ngày “30/02/2026”') },
      { at: 'dòng 3, cột “ngành dọc”', sentence: 'Hãy ghi “có” hoặc để trống.' },
      { at: 'dòng 3, cột “thư đầu mối”', sentence: 'Có tên mà chưa có địa chỉ thư. Hãy ghi địa chỉ thư.' },
      { at: 'dòng 4, cột “đầu mối”', sentence: 'Có địa chỉ thư mà chưa có tên. Hãy ghi tên.' },
      { at: 'dòng 4, cột “mã”', sentence: 'Trùng với dòng 2. Hãy bỏ bớt một dòng.' },
    ]);
    expect(await api.store.units.get('so-moi')).toBeUndefined();
  });

  test.each([
    ['without its columns', 'tên,cấp\nSở A,tỉnh', 'dòng 1'],
    ['without a line', 'tên,loại,cấp\n', 'dòng 2'],
    ['with a parent nobody knows', 'tên,loại,cấp,trực thuộc\nSở A,sở,tỉnh,khong-co', 'dòng 2'],
  ])('%s', async (_, text, at) => {
    const { body } = await bring(text);
    expect(body).toMatchObject({ type: '/problems/import-rejected', errors: [expect.objectContaining({ at })] });
  });

  test.each([
    ['UTF-16', Buffer.from('tên,loại,cấp\nSở A,sở,tỉnh', 'utf16le')],
    ['một bảng mã cũ', Buffer.from([0x74, 0xea, 0x6e, 0x2c, 0x6c, 0x6f, 0xd2, 0x69, 0x0a])],
  ])('a file in %s says what to do about it', async (_, bytes) => {
    const { body } = await bring(bytes);
    expect(body).toMatchObject({
      type: '/problems/import-rejected',
      errors: [{ sentence: expect.stringContaining('CSV UTF-8') }],
    });
  });

  test('nothing sent, or something that is no text', async () => {
    expect((await bring('')).status).toBe(422);
    expect((await planner.post('/api/units/import', { units: [] })).status).toBe(422);
    expect((await bring('x'.repeat(3_000_000))).status).toBe(413);
  });
});

describe('a workbook', () => {
  const sent = (bytes: Uint8Array, query = '', key?: string) =>
    planner.post(`/api/units/import${query}`, bytes, {
      headers: { 'content-type': xlsxType },
      ...(key ? { key } : {}),
    });
  const workbook = (rows: (string | number | Date)[][]) =>
    writeWorkbook({ sheets: [{ name: 'Đơn vị', rows: [['Mã', 'Tên', 'Loại', 'Cấp', 'Từ ngày'], ...rows] }] });

  test('is read as a CSV file is: each row said before it is brought in, each wrong cell at its row', async () => {
    const rows = [
      ['so-cong-thuong', 'Sở Công Thương', 'sở', 'tỉnh', new Date('2026-03-01T00:00:00Z')],
      ['so-noi-vu', 'Sở Nội vụ tỉnh', 'sở', 'tỉnh', '01/01/2025'],
    ];
    const good = await workbook(rows);
    expect((await sent(good, '?check=true')).body).toMatchObject({
      created: 1,
      changed: 1,
      rows: [
        { line: 2, id: 'so-cong-thuong', name: 'Sở Công Thương', what: 'created', columns: [] },
        { line: 3, id: 'so-noi-vu', what: 'changed', columns: ['tên', 'từ ngày'] },
      ],
    });
    expect(await api.store.units.get('so-cong-thuong')).toBeUndefined();
    const wrong = await sent(await workbook([...rows, ['so-x', 'Sở X', 'sở', 'huyện', '']]));
    expect([wrong.status, wrong.body.errors]).toEqual([
      422,
      [{ at: 'dòng 4, cột “cấp”', sentence: expect.stringContaining('không phải một cấp') }],
    ]);
    const done = await sent(good, '', 'bang-tinh');
    expect(done.body).toEqual({ created: 1, changed: 1, unchanged: 0, people: 0 });
    expect((await sent(good, '', 'bang-tinh')).body).toEqual(done.body);
    expect(await api.store.units.get('so-cong-thuong')).toMatchObject({ from: '2026-03-01' });
    expect((await sent(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).body.type).toBe('/problems/sheet-unreadable');
  });

  test('of all units goes out and comes back unchanged', async () => {
    const secret = await openSession(api.store, planner.id, api.deps.now(), '2030-01-01T00:00:00.000Z');
    const response = await fetch(`${api.url}/api/units/export`, { headers: { cookie: `dondoc=${secret}` } });
    expect(response.headers.get('content-disposition')).toContain('.xlsx');
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { body } = await sent(bytes, '?check=true');
    expect(body).toMatchObject({ created: 0, changed: 0, rows: [] });
    expect(body.unchanged).toBe((await api.store.units.all()).length);
  });
});
