import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  conclusionPaper,
  formOf,
  hidden,
  inspectionOf,
  itemOf,
  openDesk,
  png,
  round,
  visitor,
  wordsOf,
} from '../support/desk.ts';
import type { Desk, Visiting } from '../support/desk.ts';
import { eventually } from '../support/office.ts';

jest.setTimeout(60_000);

let desk: Desk;
let xd: Visiting;
beforeAll(async () => {
  desk = await openDesk();
  xd = await desk.link('p-xd');
});
afterAll(() => desk.stop());

const most = 30_000;

describe('Việc của đơn vị', () => {
  test('ai cần gì, trước ngày nào, vì sao; không có mã lệnh, không cần JavaScript', async () => {
    const { status, text, headers } = await xd.get();
    expect(status).toBe(200);
    const words = wordsOf(text);
    expect(words).toContain('Sở Xây dựng · 5 việc · 2 quá hạn');
    expect(words).toContain('Sở Nội vụ đề nghị đơn vị làm các việc dưới đây');
    expect(words).toContain(
      'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa Quá hạn 1 ngày làm việc Hạn: thứ Ba, 10/03/2026',
    );
    expect(words).toContain('15 ngày kể từ ngày ban hành Thông báo kết luận kiểm tra số 05/TB-SNV (23/02/2026)');
    expect(words).toContain('Còn 4 ngày làm việc Hạn: thứ Ba, 17/03/2026');
    expect(words).toContain('Mốc theo dõi của Sở: thứ Ba, 30/06/2026');
    expect(words).toContain('0200 3 812 345');
    expect(words.indexOf('Bổ sung niêm yết')).toBeLessThan(words.indexOf('Phân công người phụ trách'));
    expect(text).not.toContain('<script');
    expect(words).toContain('<script>alert(1)</script>'); // what people write is text
    expect(Buffer.byteLength(text)).toBeLessThan(most);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(text).not.toMatch(/ style=| on\w+=/);
    const href = /href="(\/assets\/[^"]+)"/.exec(text)?.[1] ?? '';
    const css = await desk.api.anonymous.get<string>(href);
    expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  test('một người là đầu mối của hai đơn vị thấy cả hai, của người khác thì không', async () => {
    const both = await desk.link('p-hai-noi');
    const words = wordsOf((await both.get()).text);
    expect(words).toContain('2 đơn vị · 4 việc');
    expect(words).toContain('Sở Y tế');
    expect(words).toContain('Chi cục Hải quan khu vực');
    expect(words).not.toContain('Sở Xây dựng');
    for (const path of [
      `/viec/${itemOf(1)}`,
      `/kiem-tra/${round}:so-xay-dung`,
      `/kiem-tra/${round}:so-xay-dung/ket-luan`,
      `/van-ban/${conclusionPaper.slice(6)}`,
      '/viec/khong-co:1',
      '/abc',
    ]) {
      expect([path, (await both.get(path)).status]).toEqual([path, 404]);
    }
    expect((await both.post(`/viec/${itemOf(1)}`, { text: 'x', act: 'send' })).status).toBe(404);
    expect((await both.post(`/kiem-tra/${round}:so-xay-dung/xac-nhan`, {})).status).toBe(404);
    expect((await desk.store.itemReports.get(itemOf(1))).draft).toBeUndefined();
  });

  test('xem không làm thay đổi gì', async () => {
    const state = async () =>
      JSON.stringify([
        await desk.store.matters.model.find().sort({ _id: 1 }).lean(),
        await desk.store.links.model.find().sort({ _id: 1 }).lean(),
      ]);
    const before = await state();
    for (const path of [
      '',
      `/viec/${itemOf(1)}`,
      `/kiem-tra/${round}:so-xay-dung`,
      `/kiem-tra/${round}:so-xay-dung/ket-luan`,
    ])
      await xd.get(path);
    expect(await state()).toBe(before);
  });
});

describe('Đường dẫn', () => {
  test('không có, sai, quá ngắn: 404, không lộ gì, nói phải làm gì', async () => {
    for (const token of ['x', 'A'.repeat(43), '..%2f..', "'; drop"]) {
      const { status, text } = await visitor(desk.api, encodeURIComponent(token)).get();
      expect(status).toBe(404);
      expect(wordsOf(text)).toContain('Hãy mở lại thư và bấm thẳng vào nút trong thư.');
      expect(wordsOf(text)).toContain('0200 3 812 345');
      expect(text).not.toContain('Xây dựng');
    }
  });

  test('người phụ trách đã đổi: 410, và không mở lại được nữa', async () => {
    await desk.store.people.create({ _id: 'p-cu', name: 'Người cũ', mail: 'cu@thu.vn' });
    await desk.store.appointments.create({
      id: 'a-cu',
      role: 'unit-contact',
      scope: 'unit:so-xay-dung',
      person: 'p-cu',
      from: '2025-01-01',
      to: '2026-03-11',
    });
    const old = await desk.link('p-cu');
    expect((await old.get()).status).toBe(200);
    desk.api.at('2026-03-12T02:00:00.000Z');
    const gone = await old.get();
    expect(gone.status).toBe(410);
    expect(wordsOf(gone.text)).toContain('Việc của đơn vị đã chuyển cho người phụ trách khác.');
    expect(gone.text).not.toContain('Xây dựng');
    expect((await old.post(`/viec/${itemOf(1)}`, { text: 'x', act: 'send' })).status).toBe(410);
    desk.api.at('2026-03-11T02:12:00.000Z');
    expect((await old.get()).status).toBe(410);
  });

  test('thư của đợt thật không mở việc của đợt tập huấn, và ngược lại', async () => {
    await desk.store.people.create({ _id: 'p-that', name: 'Người thật', mail: 'that@thu.vn' });
    await desk.store.appointments.create({
      id: 'a-that',
      role: 'unit-contact',
      scope: 'unit:so-xay-dung',
      person: 'p-that',
      from: '2025-01-01',
    });
    const link = await desk.link('p-that');
    expect((await link.get(`/viec/${itemOf(1)}`)).status).toBe(200);
    const { letter } = (await desk.store.links.model.findOne({ person: 'p-that' }).lean())!;
    await desk.store.db
      .collection<{ _id: string; stepped: boolean }>('letters')
      .insertOne({ _id: letter, stepped: false });
    expect((await link.get(`/viec/${itemOf(1)}`)).status).toBe(404);
    expect((await link.post(`/viec/${itemOf(1)}`, { text: 'x', act: 'send' })).status).toBe(404);
    expect((await link.get()).text).not.toContain(itemOf(1));
  });

  test('30 ngày sau việc cuối cùng thì hết hạn', async () => {
    await desk.store.people.create({ _id: 'p-xa', name: 'Người xã', mail: 'xa@thu.vn' });
    await desk.store.appointments.create({
      id: 'a-xa',
      role: 'unit-contact',
      scope: 'unit:xa-an-binh',
      person: 'p-xa',
      from: '2025-01-01',
    });
    const link = await desk.link('p-xa'); // written on 11/3, nothing owed
    desk.api.at('2026-04-10T02:00:00.000Z');
    expect(wordsOf((await link.get()).text)).toContain('Sở Nội vụ chưa cần đơn vị làm gì thêm');
    desk.api.at('2026-04-11T02:00:00.000Z');
    const { status, text } = await link.get();
    expect([status, wordsOf(text).includes('Đường dẫn này đã hết hạn')]).toEqual([410, true]);
    desk.api.at('2026-03-11T02:12:00.000Z');
  });

  test('biểu mẫu gửi từ trang khác bị từ chối', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://noi-khac.vn' },
    ]) {
      expect((await xd.post(`/viec/${itemOf(1)}`, { text: 'x', act: 'save' }, headers)).status).toBe(403);
    }
    expect((await desk.store.itemReports.get(itemOf(1))).draft).toBeUndefined();
  });

  test('mở quá nhiều lần trong một phút: chờ, không mất gì; đường dẫn khác vẫn mở', async () => {
    const busy = visitor(desk.api, 'B'.repeat(43));
    const answers = await Promise.all(Array.from({ length: 250 }, () => busy.get()));
    // fifty guesses at unknown links from one address, whatever the link; some were made above
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(200);
    expect(answers.filter(({ status }) => status !== 429 && status !== 404)).toEqual([]);
    expect(wordsOf(answers.find(({ status }) => status === 429)!.text)).toContain('Hãy chờ một phút rồi mở lại.');
    expect((await xd.get()).status).toBe(200);
  });

  test('mã của đường dẫn không có trong nhật ký máy', () => {
    expect(desk.api.logged.join('\n')).not.toContain(xd.token);
  });
});

describe('Thông báo kiểm tra', () => {
  test('xem, xác nhận, nhận biên nhận; bấm hai lần chỉ là một', async () => {
    const both = await desk.link('p-hai-noi');
    const path = `/kiem-tra/${round}:hai-quan`;
    const page = await both.get(path);
    const words = wordsOf(page.text);
    expect(words).toContain('Chi cục Hải quan khu vực · đã thông báo, chờ xác nhận');
    expect(words).toContain('Sáng thứ Tư, 25/03/2026, từ 08 giờ 00');
    expect(words).toContain('Trần Minh Khôi, Chuyên viên – Trưởng đoàn');
    expect(words).toContain('Bố trí tài khoản xem hệ thống một cửa điện tử.');
    expect(words).toContain('Hạn: thứ Năm, 12/03/2026');
    const key = hidden(page.text, 'key');
    const [one, two] = await Promise.all([
      both.post(`${path}/xac-nhan`, { key }),
      both.post(`${path}/xac-nhan`, { key }),
    ]);
    expect([one.status, two.status]).toEqual([303, 303]);
    expect(one.headers.get('location')).toBe(`/u/${both.token}${path}`);
    const after = wordsOf((await both.get(path)).text);
    expect(after).toMatch(/Đơn vị đã xác nhận nhận thông báo lúc 09:12, 11\/03\/2026\. Số biên nhận BN-\d{4}/);
    expect(after).not.toContain('Xác nhận đã nhận Báo cáo');
    const acts = await desk.store.audit.of(inspectionOf('hai-quan'));
    expect(acts.map(({ act }) => [act.message, act.by])).toEqual([
      ['acknowledge', expect.stringMatching(/^link:[0-9a-f]{20}$/)],
    ]);
    // pressed once more on an old page
    const late = await both.post(`${path}/xac-nhan`, { key: 'mot-trang-mo-tu-truoc' });
    expect(late.status).toBe(303);
    expect(await desk.store.audit.of(inspectionOf('hai-quan'))).toHaveLength(1);
  });

  test('kết luận: chỉ phần của đơn vị này, có tệp PDF', async () => {
    const { text, status } = await xd.get(`/kiem-tra/${round}:so-xay-dung/ket-luan`);
    const words = wordsOf(text);
    expect(status).toBe(200);
    expect(words).toContain('Thông báo kết luận kiểm tra số 05/TB-SNV ngày 23/02/2026');
    expect(words).toContain('Niêm yết thủ tục chưa đầy đủ.');
    expect(words).toContain('chậm nhất 10/03/2026');
    expect(words).toContain('thường xuyên, báo cáo hằng quý đến 31/12/2026');
    expect(words).not.toContain('Tư pháp');
    const pdf = await xd.get(`/van-ban/${conclusionPaper.slice(6)}`);
    expect([pdf.status, pdf.headers.get('content-type'), pdf.text.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expect(pdf.headers.get('x-content-type-options')).toBe('nosniff');
    expect(decodeURIComponent(pdf.headers.get('content-disposition') ?? '')).toContain(
      'Thông báo kết luận kiểm tra số 05-TB-SNV.pdf',
    );
  });
});

describe('Một nội dung khắc phục', () => {
  const path = `/viec/${itemOf(1)}`;
  const send = (
    key: string,
    text: string,
    files: Parameters<typeof formOf>[1] = [],
    more: Record<string, string> = {},
  ) => xd.post(path, formOf({ key, text, act: 'send', ...more }, files));

  test('trang nói việc gì, hạn nào, cần nộp gì', async () => {
    const { text } = await xd.get(path);
    const words = wordsOf(text);
    for (const part of [
      'Bổ sung niêm yết 12 thủ tục mới',
      'Người chịu trách nhiệm Giám đốc Sở',
      'Tài liệu cần nộp Ảnh bảng niêm yết',
      'Nội dung số 1, Thông báo kết luận',
      'Gửi báo cáo',
    ])
      expect(words).toContain(part);
    expect(Buffer.byteLength(text)).toBeLessThan(most);
  });

  test('trống, thiếu tài liệu: nói ngay tại ô, chữ còn nguyên', async () => {
    const key = hidden((await xd.get(path)).text, 'key');
    const empty = await send(key, '   ');
    expect([empty.status, wordsOf(empty.text).includes('Báo cáo chưa có nội dung.')]).toEqual([422, true]);
    const bare = await send(key, 'Đã niêm yết đủ.\nNgày 09/3.');
    expect(bare.status).toBe(422);
    expect(wordsOf(bare.text)).toContain('cần ít nhất một tài liệu kiểm chứng');
    expect(bare.text).toContain('Đã niêm yết đủ.\nNgày 09/3.</textarea>');
    expect((await xd.get(path)).text).toContain('Đã niêm yết đủ.\nNgày 09/3.</textarea>'); // kept for later
  });

  test('tệp 30 MB, tệp chương trình mang tên .pdf: không nhận, nói vì sao, chữ và tệp khác còn nguyên', async () => {
    const key = hidden((await xd.get(path)).text, 'key');
    const big = Buffer.alloc(30_000_000, 'a');
    const heavy = await send(key, 'Chữ đã gõ.', [
      { field: 'files', name: 'Video hội nghị.pdf', bytes: big },
      { field: 'files', name: 'Ảnh bảng niêm yết.png', bytes: png },
    ]);
    expect(heavy.status).toBe(413);
    expect(wordsOf(heavy.text)).toContain('Tệp “Video hội nghị.pdf” lớn hơn 20 MB nên chưa nhận được.');
    expect(heavy.text).toContain('Chữ đã gõ.</textarea>');
    expect(wordsOf(heavy.text)).toContain('Ảnh bảng niêm yết.png');

    const program = Buffer.concat([
      Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1'),
      Buffer.alloc(500),
    ]);
    const wrong = await send(key, 'Chữ đã gõ.', [{ field: 'files', name: 'Báo cáo.pdf', bytes: program }]);
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong.text)).toContain('Tệp “Báo cáo.pdf” không phải ảnh, PDF, Word, Excel');
    expect(await desk.store.matters.get<never>('remediation:cchc-2026:conclusion:1:so-xay-dung')).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ n: 1, state: 'open' })]),
    });
  });

  test('lưu để gửi sau, bỏ một tệp', async () => {
    const form = (await xd.get(path)).text;
    const saved = await xd.post(
      path,
      formOf({ key: hidden(form, 'key'), kept: hidden(form, 'kept'), text: 'Viết dở', act: 'save' }, [
        { field: 'files', name: 'Tên cu\u0303.txt', bytes: Buffer.from('Danh sách 12 thủ tục') },
      ]),
    );
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/u/${xd.token}${path}?luu=1`]);
    const page = await xd.get(`${path}?luu=1`);
    expect(wordsOf(page.text)).toContain('Đã lưu 09:12, 11/03/2026. Báo cáo chưa gửi.');
    expect(page.text).toContain('Tên cũ.txt'.normalize('NFC')); // composed, whatever the phone sent
    const drop = /value="(drop\/[^"]+)"/.exec(page.text.slice(page.text.indexOf('Tên cũ.txt')))?.[1] ?? '';
    await xd.post(
      path,
      formOf({ key: hidden(page.text, 'key'), kept: hidden(page.text, 'kept'), text: 'Viết dở', act: drop }),
    );
    expect((await xd.get(path)).text).not.toContain('Tên cũ.txt');
  });

  test('gửi: biên nhận, ai thẩm tra, chậm nhất ngày nào; bấm hai lần là một báo cáo', async () => {
    const form = (await xd.get(path)).text;
    const fields = { kept: hidden(form, 'kept') };
    const key = hidden(form, 'key');
    const text = 'Đa\u0303 niêm yết đủ 12 thủ tục.'; // decomposed
    const again = () =>
      send(key, text, [{ field: 'files', name: 'Ảnh 2.png', bytes: Buffer.concat([png, Buffer.from([0])]) }], fields);
    const answers = await Promise.all([again(), again()]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const page = await xd.get(path);
    const words = wordsOf(page.text);
    expect(words).toMatch(
      /Đã nhận báo cáo lúc 09:12, 11\/03\/2026\. Số biên nhận BN-\d{4} ?\. Phòng Cải cách hành chính sẽ thẩm tra chậm nhất thứ Tư, 18\/03\/2026\./,
    );
    expect(words).toContain('Đã niêm yết đủ 12 thủ tục.'.normalize('NFC'));
    expect(page.text).not.toContain('<textarea');
    expect(
      (await desk.store.audit.of('remediation:cchc-2026:conclusion:1:so-xay-dung')).map(({ act }) => act.message),
    ).toEqual(['report']);
    expect((await desk.store.itemReports.get(itemOf(1))).draft).toBeUndefined();
    expect(wordsOf((await xd.get()).text)).toContain('đã báo cáo, chờ thẩm tra');

    // written on an old page after it was sent: kept, said, not sent
    const late = await send('trang-mo-tu-hom-qua', 'Bản viết sau', [{ field: 'files', name: 'a.png', bytes: png }]);
    expect(late.status).toBe(409);
    expect(wordsOf(late.text)).toContain('Bản đang viết, chưa gửi Bản viết sau');
  });

  test('chưa đạt: lý do ở trên cùng, gửi lại; tệp của đơn vị chỉ tải về, không hiển thị', async () => {
    const secretary = await desk.office.as('secretary', 'team:doan-1');
    const { body } = await secretary.get(`/api/items/${itemOf(1)}`);
    const refusedVerdict = await secretary.post(`/api/items/${itemOf(1)}/verify`, {
      report: body.report,
      verdict: 'not-met',
    });
    expect(refusedVerdict.body).toMatchObject({ status: 422, errors: [{ at: 'remarks' }] });
    const answered = await secretary.post(`/api/items/${itemOf(1)}/verify`, {
      report: body.report,
      verdict: 'not-met',
      remarks: 'Ảnh mờ, chưa thấy thủ tục 9 đến 12.',
    });
    expect(answered.body).toMatchObject({ state: 'returned', due: '2026-03-18' });
    const page = await xd.get(path);
    const words = wordsOf(page.text);
    expect(words).toContain('Chưa đạt. Cần bổ sung: Ảnh mờ, chưa thấy thủ tục 9 đến 12.');
    expect(words.indexOf('Chưa đạt. Cần bổ sung')).toBeLessThan(words.indexOf('Báo cáo kết quả'));
    expect(page.text).toContain('Bản viết sau</textarea>');
    const file = /href="\/u\/[^"]+(\/tep\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    const evidence = await xd.get(file);
    expect(evidence.status).toBe(200);
    expect(evidence.headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    expect(evidence.headers.get('content-security-policy')).toContain('sandbox');
    expect(evidence.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await (await desk.link('p-hai-noi')).get(file)).status).toBe(404);
  });

  test('việc thường xuyên: xác nhận kỳ, rồi chờ kỳ sau', async () => {
    const standing = `/viec/${itemOf(4)}`;
    const form = (await xd.get(standing)).text;
    expect(wordsOf(form)).toContain('Xác nhận thực hiện, kỳ đến ngày 31/03/2026');
    const confirm = (incidents: string) =>
      xd.post(
        standing,
        formOf({
          key: hidden(form, 'key'),
          period: hidden(form, 'period'),
          text: 'Quý I không phát sinh.',
          incidents,
          act: 'send',
        }),
      );
    const uncounted = await confirm('');
    expect(uncounted.status).toBe(422);
    expect(wordsOf(uncounted.text)).toContain('Hãy ghi số vụ vi phạm trong kỳ; không có thì ghi 0.');
    const withoutFile = await confirm('1');
    expect(withoutFile.status).toBe(422);
    expect(wordsOf(withoutFile.text)).toContain('Mỗi vụ vi phạm của nội dung số 4 cần một tệp về việc xử lý.');
    expect(withoutFile.text).toContain('name="incidents" value="1"');
    const sent = await confirm('0');
    expect(sent.status).toBe(303);
    const after = (await xd.get(standing)).text;
    const words = wordsOf(after);
    // the next period has not begun: nothing to send yet, and nothing on the list
    expect(words).toContain('Kỳ đến ngày 30/06/2026 xác nhận được từ ngày 01/04/2026, hạn thứ Ba, 30/06/2026.');
    expect(after).not.toContain('<textarea');
    expect(wordsOf((await xd.get()).text)).not.toContain('Không tiếp nhận hồ sơ ngoài Bộ phận Một cửa Còn');
    expect(words).toMatch(
      /Đã gửi 09:12, 11\/03\/2026 · Số biên nhận BN-\d{4} Kỳ đến ngày 31\/03\/2026 Không có vụ vi phạm Quý I không phát sinh\./,
    );
  });
});

describe('Lịch sử và chuyển việc cho đồng nghiệp', () => {
  let giver: Visiting;
  beforeAll(async () => {
    giver = await desk.link('p-xd');
    const opensBy = (letter: string) => desk.store.links.model.updateMany({}, { $set: { letter } });
    await desk.store.db
      .collection<{ _id: string }>('letters')
      .insertOne({ _id: 'tap-huan', messageId: 'tap-huan', stepped: true } as never);
    await opensBy('tap-huan');
    const training = await giver.get('/chuyen-viec');
    expect(wordsOf(training.text)).toContain('Thư tập huấn nhiều người cùng đọc');
    expect(training.text).not.toContain('Chuyển việc</button>');
    // by a letter of a real round from here on
    await opensBy('notice/thu-that/2026-03-11/1');
  });

  test('lịch sử có những gì đã gửi với số biên nhận, văn bản đã nhận; trang ngoài khoảng là trang cuối', async () => {
    const words = wordsOf((await giver.get('/lich-su')).text);
    expect(words).toMatch(/Đã gửi lúc 09:12, 11\/03\/2026 .* Số biên nhận BN-\d{4}/);
    expect(words).toContain('Nhận văn bản 23/02/2026 Thông báo kết luận');
    expect(words).toMatch(/Sở Xây dựng · \d+ mục, mới nhất trước/);
    expect((await giver.get('/lich-su?trang=99')).status).toBe(200);
    expect((await giver.get('/lich-su?trang=x')).status).toBe(200);
    expect(wordsOf((await giver.get()).text)).toContain('Chuyển việc cho đồng nghiệp');
    const other = await desk.link('p-tt-xd');
    expect(wordsOf((await other.get()).text)).not.toContain('Chuyển việc cho đồng nghiệp');
  });

  const form = async (more: Record<string, string> = {}) => ({
    key: hidden((await giver.get('/chuyen-viec')).text, 'key'),
    'u/so-xay-dung': 'yes',
    name: 'Đỗ Thị Mai',
    mail: 'mai.dt@thu.vn',
    reason: 'Nghỉ thai sản từ 12/3.',
    ...more,
  });

  test('thiếu gì nói tại ô ấy; địa chỉ của người ngoài đơn vị, của chính mình, của Sở thì không nhận', async () => {
    const empty = await giver.post('/chuyen-viec', await form({ name: ' ', mail: 'mai', reason: '' }));
    expect(empty.status).toBe(422);
    expect(wordsOf(empty.text)).toContain('Hãy ghi họ và tên người nhận.');
    expect(wordsOf(empty.text)).toContain('Hãy ghi một địa chỉ thư');
    expect(wordsOf(empty.text)).toContain('Hãy ghi lý do');
    for (const [mail, said] of [
      ['p-hai-noi@thu.vn', 'không thuộc đơn vị'],
      ['p-thu-ky@thu.vn', 'không thuộc đơn vị'],
      ['P-XD@thu.vn', 'đã là đầu mối'],
    ] as const) {
      const refused = await giver.post('/chuyen-viec', await form({ mail }));
      expect([mail, refused.status >= 400, wordsOf(refused.text).includes(said)]).toEqual([mail, true, true]);
      expect(refused.text).toContain('Nghỉ thai sản từ 12/3.</textarea>');
    }
    const elsewhere = await giver.post('/chuyen-viec', { ...(await form()), 'u/so-y-te': 'yes' });
    expect(elsewhere.status).toBe(403);
    const head = await desk.link('p-tt-xd');
    await desk.store.links.model.updateMany({}, { $set: { letter: 'notice/thu-that/2026-03-11/1' } });
    expect((await head.post('/chuyen-viec', await form())).status).toBe(403);
    expect(await desk.store.handOvers.ofUnit('so-xay-dung', 9)).toEqual([]);
  });

  test('chuyển: người nhận làm tiếp bằng đường dẫn riêng; thủ trưởng, Sở và người chuyển được báo; lấy lại trong ngày', async () => {
    const fields = await form();
    const [first, second] = await Promise.all([giver.post('/chuyen-viec', fields), giver.post('/chuyen-viec', fields)]);
    expect([first.status, second.status]).toEqual([303, 303]);
    const made = await desk.store.handOvers.ofUnit('so-xay-dung', 9);
    expect(made).toHaveLength(1);
    const { to, id } = made[0]!;
    expect(wordsOf((await giver.get('/chuyen-viec?xong=1')).text)).toMatch(
      /Đã chuyển việc\. .*đã chuyển cho Đỗ Thị Mai \(mai\.dt@thu\.vn\) lúc 09:12, 11\/03\/2026/,
    );
    const letters = await eventually(
      async () => desk.store.letters.model.find({ kind: 'contact-changed' }).lean(),
      (rows) => rows.length === 4,
    );
    const subjects = new Map(letters.map(({ recipient, subject }) => [recipient, subject]));
    expect(subjects.get(to)).toContain('Anh/chị là đầu mối mới của Sở Xây dựng');
    expect(subjects.get('p-tt-xd')).toContain('Sở Xây dựng đổi đầu mối: Đỗ Thị Mai thay');
    expect([subjects.has('p-xd'), subjects.has('p-chuyen-vien')]).toEqual([true, true]);
    const colleague = await desk.link(to);
    expect(wordsOf((await colleague.get()).text)).toContain('Sở Xây dựng');
    // nothing more to give; the day after, the giver's links say where the work went
    expect((await giver.post('/chuyen-viec', await form({ mail: 'khac@thu.vn' }))).status).toBe(403);
    const planner = await desk.office.as('planner');
    const { handOvers } = (await planner.get('/api/units/so-xay-dung/story')).body;
    expect(handOvers).toMatchObject([{ id, to: { name: 'Đỗ Thị Mai' }, reason: 'Nghỉ thai sản từ 12/3.' }]);

    const back = hidden((await giver.get('/chuyen-viec')).text, 'key');
    expect((await (await desk.link('p-hai-noi')).post('/chuyen-viec/lay-lai', { key: back, id })).status).toBe(404);
    expect((await giver.post('/chuyen-viec/lay-lai', { key: back, id })).status).toBe(303);
    expect((await colleague.get()).status).toBe(410);
    expect(wordsOf((await giver.get('/chuyen-viec')).text)).toContain('Ghi tên đồng nghiệp');
  });

  test('Sở trả lại việc đầu mối, một lần; không phải ai cũng trả lại được', async () => {
    expect((await giver.post('/chuyen-viec', await form())).status).toBe(303);
    const { id } = (await desk.store.handOvers.ofUnit('so-xay-dung', 9)).find(({ undone }) => undone === undefined)!;
    const path = `/api/hand-overs/${id}/undo`;
    const reason = 'Chị Mai không công tác tại đơn vị.';
    expect((await (await desk.office.as('secretary', 'team:doan-1')).post(path, { reason })).status).toBe(403);
    const planner = await desk.office.as('planner');
    expect((await planner.post(path, { reason })).body).toMatchObject({ id, undone: { reason } });
    expect((await planner.post(path, { reason })).body.type).toBe('/problems/hand-over-over');
    expect((await planner.post('/api/hand-overs/khong-co/undo', { reason })).status).toBe(404);
    expect((await giver.get()).status).toBe(200);
  });
});
