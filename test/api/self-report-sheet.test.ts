import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { CellValue } from 'hucre/xlsx';
import type { TypedReport } from '../../domain/typed-report.ts';
import { formOf, inspectionOf, openDesk, round, wordsOf } from '../support/desk.ts';
import type { Desk, Visiting } from '../support/desk.ts';

jest.setTimeout(120_000);

let desk: Desk;
let unit: Visiting;
beforeAll(async () => {
  desk = await openDesk();
  unit = await desk.link('p-hai-noi');
});
afterAll(() => desk.stop());

const yte = `/kiem-tra/${round}:so-y-te`;
const sheet = `${yte}/bieu.xlsx`;
const typed = async (): Promise<TypedReport> =>
  (await desk.store.selfReports.get(inspectionOf('so-y-te'), 'so-y-te')).draft!.typed;

async function downloaded(path = sheet): Promise<Buffer> {
  const answer = await fetch(`${desk.api.url}/u/${unit.token}${path}`);
  expect(answer.headers.get('content-type')).toContain('spreadsheetml');
  return Buffer.from(await answer.arrayBuffer());
}

/** The workbook with cells filled in as somebody would, by sheet, code of the line and number of the column. */
async function filledIn(bytes: Buffer, cells: [name: string, code: string, column: number, value: CellValue][]) {
  const { sheets } = await readXlsx(bytes);
  for (const [name, code, column, value] of cells) {
    const row = sheets.find((one) => one.name === name)!.rows.find(([first]) => first === code)!;
    while (row.length < column) row.push(null);
    row[column] = value;
  }
  return Buffer.from(await writeXlsx({ sheets: sheets.map(({ name, rows }) => ({ name, rows })) }));
}

const sent = (bytes: Uint8Array, name = 'bieu.xlsx') => unit.post(sheet, formOf({}, [{ field: 'bieu', name, bytes }]));

/** The form below a preview, as the browser would send it. */
function taking(page: string): FormData {
  const [form = ''] = /<form[\s\S]*?<\/form>/.exec(page.slice(page.indexOf('name="act" value="take"') - 300)) ?? [];
  const fields = Object.fromEntries(
    [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
  );
  for (const [, name, value] of form.matchAll(/<textarea[^>]*name="([^"]+)">\n([^<]*)<\/textarea>/g))
    fields[name!] = value!;
  return formOf(fields);
}

describe('Báo cáo làm bằng Excel', () => {
  test('tải về: mục nào ô nấy, câu trả lời chọn từ danh sách, nhãn khóa', async () => {
    await unit.post(`${yte}/bao-cao/cai_cach_the_che`, formOf({ act: 'save', 'a/2.1': 'no', 'x/2.1': '=1+1' }));
    const { sheets } = await readXlsx(await downloaded(), { readStyles: true });
    expect(sheets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Hướng dẫn', 'Câu hỏi', 'Chỉ tiêu', 'Kỳ số liệu', 'Biểu II.06', 'Khẳng định']),
    );
    const questions = sheets.find(({ name }) => name === 'Câu hỏi')!;
    expect(questions.rows.find(([code]) => code === '2.1')!.slice(2, 4)).toEqual(['Không', '=1+1']);
    expect(questions.dataValidations?.[0]).toMatchObject({ type: 'list', values: ['Có', 'Không', 'Không áp dụng'] });
    expect(questions.protection).toMatchObject({ sheet: true });
  });

  test('gửi lại: xem trước từng ô, chưa đổi gì; bấm một lần thì nhập', async () => {
    const bytes = await filledIn(await downloaded(), [
      ['Câu hỏi', '1.1', 2, 'có'],
      ['Câu hỏi', '1.2', 2, 'Có lẽ'],
      ['Câu hỏi', '2.1', 3, 'Chưa trình\nđúng tiến độ'],
      ['Chỉ tiêu', 'apology_letters', 2, 7],
      ['Biểu II.06', 'tong', 2, 3541],
      ['Biểu II.06', 'tong', 3, 'hơn 2.000'],
      ['Biểu II.06', 'tong', 4, 12.5],
      ['Kỳ số liệu', 'ii06', 2, '31/02/2025'],
      ['Khẳng định', 'no-late-dossiers', 2, 'Có'],
    ]);
    const before = await typed();
    const preview = await sent(bytes);
    const words = wordsOf(preview.text);
    expect(words).toContain('Tệp này đổi 6 ô');
    expect(words).toContain('Câu 2.1: giải trình, trả lời bằng lời =1+1 Chưa trình đúng tiến độ');
    expect(words).toContain(
      'Câu hỏi, ô C5: “Có lẽ” không chọn được. Hãy ghi một trong các chữ: Có, Không, Không áp dụng.',
    );
    expect(words).toMatch(/Biểu II\.06, ô E4: .*“12,5” có phần lẻ/);
    expect(words).toContain('Kỳ số liệu, ô C4: Ngày “31/02/2025” không có trong lịch.');
    expect(await typed()).toEqual(before);
    // somebody saves one of these cells otherwise before the press
    await unit.post(`${yte}/bao-cao/cai_cach_the_che`, formOf({ act: 'save', 'x/2.1': 'Người khác vừa ghi' }));
    const taken = await unit.post(sheet, taking(preview.text));
    expect(taken.status).toBe(409);
    expect(wordsOf(taken.text)).toContain('Đã nhập 5 ô từ tệp Excel. 1 ô không nhập, vì có người vừa lưu khác đi');
    const after = await typed();
    expect(after.answers['1.1']).toMatchObject({ value: 'yes' });
    expect(after.answers['2.1']).toMatchObject({ value: 'no', text: 'Người khác vừa ghi' });
    expect(after.indicators['apology_letters']).toBe('7');
    expect(after.tables['ii06']!.rows[0]!.cells).toMatchObject({
      received_total: '3.541',
      received_online: 'hơn 2.000',
    });
    expect(after.claims).toEqual(['no-late-dossiers']);
  });

  test('vừa tải về gửi lại ngay thì không đổi gì; ô để trống thì giữ nguyên', async () => {
    const bytes = await downloaded();
    expect(wordsOf((await sent(bytes)).text)).toContain('Tệp này không đổi gì');
    const bare = await filledIn(bytes, [['Biểu II.06', 'tong', 2, null]]);
    expect(wordsOf((await sent(bare)).text)).toContain('Tệp này không đổi gì');
  });

  test('ô ghi sai: số âm, ngày trong ô số, chữ lẫn số, lỗi công thức; công thức tính được thì lấy kết quả', async () => {
    const { sheets } = await readXlsx(
      await filledIn(await downloaded(), [
        ['Biểu II.06', 'tong', 2, -5],
        ['Biểu II.06', 'tong', 3, new Date('2026-03-05T00:00:00Z')],
        ['Biểu II.06', 'tong', 4, '3.541 hồ sơ'],
        ['Biểu II.06', 'tong', 5, '#REF!'],
      ]),
    );
    const cells = new Map([['3,8', { value: 12, formula: 'J4+K4', type: 'formula' as const, formulaResult: 12 }]]);
    const bytes = await writeXlsx({
      sheets: sheets.map(({ name, rows }) => ({ name, rows, ...(name === 'Biểu II.06' ? { cells } : {}) })),
    });
    const words = wordsOf((await sent(Buffer.from(bytes))).text);
    expect(words).toContain('4 chỗ không nhập được. Sửa trong tệp rồi gửi lại, hoặc nhập những ô đúng trước.');
    expect(words).toMatch(/Biểu II\.06, ô C4: [^.]*“-5” là số âm/);
    expect(words).toMatch(/Biểu II\.06, ô D4: [^.]*“05\/03\/2026” không đọc được/);
    expect(words).toMatch(/Biểu II\.06, ô E4: [^.]*“3\.541 hồ sơ” không đọc được/);
    expect(words).toMatch(/Biểu II\.06, ô F4: [^.]*“#REF!” không đọc được/);
    expect(words).toContain('Giải quyết đúng hạn (9) (trống) 12');
  });

  test('cột bị dời, dòng lạ, trang tính bị xóa: nói từng chỗ, không nhập bừa', async () => {
    const { sheets } = await readXlsx(await downloaded());
    const rows = (name: string) => sheets.find((one) => one.name === name)!.rows;
    rows('Biểu II.06')[2]!.splice(2, 0, 'Cột thêm');
    rows('Câu hỏi').push(['9.9', 'Câu thêm', 'Có']);
    const kept = sheets.filter(({ name }) => name !== 'Chỉ tiêu').map(({ name, rows }) => ({ name, rows }));
    const words = wordsOf((await sent(Buffer.from(await writeXlsx({ sheets: kept })))).text);
    expect(words).toContain('3 chỗ không nhập được.');
    expect(words).toContain('Biểu II.06, ô C3: Tiêu đề cột phải là “Tổng số tiếp nhận (3)”.');
    expect(words).toContain('“9.9” không có trong biểu này, nên dòng này không được nhập.');
    expect(words).toContain('Chỉ tiêu: Thiếu trang tính này');
  });

  test('tệp khác, của đơn vị khác, có macro, quá lớn, không có tệp: một câu nói rõ, không đổi gì', async () => {
    const before = await typed();
    const foreign = Buffer.from(await writeXlsx({ sheets: [{ name: 'Trang tính1', rows: [['một']] }] }));
    const macro = Buffer.from(
      await writeXlsx({ sheets: [{ name: 'Hướng dẫn', rows: [['x']] }], vbaProject: Uint8Array.from([1, 2, 3]) }),
    );
    const other = await downloaded(`/kiem-tra/${round}:hai-quan/bieu.xlsx`);
    const cases: [Uint8Array, string][] = [
      [foreign, 'Tệp này không phải biểu tải từ trang báo cáo.'],
      [other, 'Tệp này là biểu của đơn vị khác, đợt khác hoặc đề cương cũ.'],
      [macro, 'Tệp có macro nên không nhận.'],
      [Buffer.from('%PDF-1.7'), 'Tệp này không phải biểu tải từ trang báo cáo.'],
      [Buffer.from('Mã;Nội dung\n1.1;Có\n'), 'Tệp này không phải biểu tải từ trang báo cáo.'],
      [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'Không đọc được bảng tính này.'],
      [Buffer.from('504b0304000000', 'hex'), 'Không đọc được bảng tính này.'],
      [Buffer.alloc(6_000_000, 'a'), 'quá lớn'],
      [Buffer.alloc(0), 'Chưa chọn tệp.'],
    ];
    for (const [bytes, sentence] of cases) {
      const { status, text } = await sent(bytes);
      expect([sentence, status >= 400, wordsOf(text).includes(sentence)]).toEqual([sentence, true, true]);
    }
    expect(await typed()).toEqual(before);
  });

  test('trang của đơn vị khác thì không tải, không gửi được', async () => {
    const stranger = await desk.link('p-xd');
    expect((await stranger.get(sheet)).status).toBe(404);
    expect((await stranger.post(sheet, formOf({ act: 'take', 'a/1.1': 'no' }))).status).toBe(404);
  });
});
