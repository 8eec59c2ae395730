import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { SelfReport } from '../../domain/outline.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import type { TypedReport } from '../../domain/typed-report.ts';
import { formOf, hidden, inspectionOf, openDesk, png, round, wordsOf } from '../support/desk.ts';
import type { Desk, Visiting } from '../support/desk.ts';

jest.setTimeout(60_000);

let desk: Desk;
let unit: Visiting;
beforeAll(async () => {
  desk = await openDesk();
  unit = await desk.link('p-hai-noi');
});
afterAll(() => desk.stop());

const most = 30_000;
const yte = `/kiem-tra/${round}:so-y-te`;
const hq = `/kiem-tra/${round}:hai-quan`;
const draftOf = async (which: string): Promise<TypedReport> =>
  (await desk.store.selfReports.get(inspectionOf(which), which)).draft!.typed;
const save = (path: string, fields: Record<string, string>, files: Parameters<typeof formOf>[1] = []) =>
  unit.post(path, formOf({ act: 'next', ...fields }, files));

describe('Từng phần', () => {
  test('mở đầu: các phần, phần nào xong; trang nào cũng nhẹ', async () => {
    const { text } = await unit.get(`${yte}/bao-cao`);
    const words = wordsOf(text);
    expect(words).toContain('Báo cáo tự kiểm tra Sở Y tế');
    expect(words).toContain('Đề cương này là mẫu tham khảo, không phải văn bản chính thức.');
    expect(words).toContain('Hạn: thứ Ba, 17/03/2026');
    expect(words).toContain('Bắt đầu');
    for (const area of sampleOutline2026.areas) {
      const page = await unit.get(`${yte}/bao-cao/${area.code}`);
      expect([area.code, page.status, Buffer.byteLength(page.text) < most]).toEqual([area.code, 200, true]);
    }
    expect((await unit.get(`${yte}/bao-cao/khong-co`)).status).toBe(404);
  });

  test('trả lời thiếu giải trình: đã lưu, nói ngay tại câu, chưa làm phần sau cũng được', async () => {
    const step = `${yte}/bao-cao/mot_cua`;
    const saved = await save(step, {
      'a/4.1': 'yes',
      'x/4.1': '',
      'a/4.2': 'no',
      'x/4.2': '',
      'a/4.3': 'no',
      'x/4.3': '',
      'a/4.4': 'yes',
      'x/4.4': '',
      'i/one_stop_sites': '1',
      'i/dossiers_bypassing_one_stop': '0',
      'i/apology_letters': 'bảy',
    });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/u/${unit.token}${step}?luu=1`]);
    const page = await unit.get(`${step}?luu=1`);
    const words = wordsOf(page.text);
    expect(words).toContain('Đã lưu 09:12, 11/03/2026. Còn 2 điểm cần xem lại ở phần này');
    expect(words).toContain('Câu 4.3 trả lời “Không”: hãy giải trình.');
    expect(words).toContain('Số văn bản xin lỗi: “bảy” không đọc được.');
    expect(page.text).toContain('value="bảy"'); // as typed
    expect((await draftOf('so-y-te')).indicators['apology_letters']).toBe('bảy');

    const mended = await save(step, {
      'a/4.3': 'no',
      'x/4.3': 'Đã xin lỗi bằng điện thoại <b>3</b> hồ sơ.',
      'i/apology_letters': '7',
    });
    expect(mended.headers.get('location')).toBe(`/u/${unit.token}${yte}/bao-cao/to_chuc_bo_may`); // the next part
    const again = await unit.get(step);
    expect(again.text).toContain('Đã xin lỗi bằng điện thoại &lt;b&gt;3&lt;/b&gt; hồ sơ.</textarea>');
    expect(again.text).toMatch(/name="a\/4\.1" value="yes" checked/); // a field that did not arrive stays
  });

  test('tài liệu cho một câu; tệp sai loại không làm mất chữ', async () => {
    const step = `${yte}/bao-cao/chi_dao_dieu_hanh`;
    const wrong = await save(step, { 'a/1.1': 'yes', 'x/1.2': 'chữ đang viết' }, [
      { field: 'f/1.1', name: 'ke-hoach.pdf', bytes: Buffer.from('#!/bin/sh\necho') },
    ]);
    expect([wrong.status, wordsOf(wrong.text).includes('Tệp “ke-hoach.pdf” không phải ảnh')]).toEqual([422, true]);
    expect(wrong.text).toContain('chữ đang viết</textarea>');
    // a folder of photos without a script: ten are taken, of the others one sentence tells
    const photo = (n: number) => ({
      field: 'f/1.2',
      name: `Ảnh ${n}.png`,
      bytes: Buffer.concat([png, Buffer.from(`${n}`)]),
    });
    const many = await save(
      step,
      { act: 'save' },
      Array.from({ length: 14 }, (_, i) => photo(i + 1)),
    );
    expect(wordsOf(many.text)).toContain(
      'Mỗi lần chỉ gửi được 10 tệp nên chưa nhận tệp “Ảnh 11.png, Ảnh 12.png, Ảnh 13.png và 1 tệp nữa”.',
    );
    expect((await draftOf('so-y-te')).answers['1.2']?.evidence).toHaveLength(10);
    await save(step, { 'a/1.1': 'yes', act: 'save' }, [{ field: 'f/1.1', name: 'Kế hoạch CCHC.png', bytes: png }]);
    const page = await unit.get(step);
    expect(wordsOf(page.text)).toContain('Kế hoạch CCHC.png');
    const drop = /value="(drop\/1\.1\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    await save(step, { act: drop });
    expect((await draftOf('so-y-te')).answers['1.1']).toEqual({ value: 'yes', text: '', links: '', evidence: [] });
  });

  test('hai người lưu hai phần cùng lúc: không ai mất chữ', async () => {
    await Promise.all([
      save(`${yte}/bao-cao/cai_cach_the_che`, { 'a/2.1': 'yes' }),
      save(`${yte}/bao-cao/to_chuc_bo_may`, { 'a/5.1': 'yes' }),
      save(`${yte}/bao-cao/cai_cach_tai_chinh_cong`, { 'a/7.1': 'yes' }),
    ]);
    const { answers } = await draftOf('so-y-te');
    expect(['2.1', '5.1', '7.1'].map((code) => answers[code]?.value)).toEqual(['yes', 'yes', 'yes']);
  });
});

describe('Số liệu biểu II.06', () => {
  const step = `${yte}/bao-cao/ii06.tong`;
  const cell = (column: string) => `c/ii06/tong/${column}`;

  test('ghi như người ta ghi: “140. 683” đọc được; sai ở ô nào nói ở ô đó; chỉ ra một ô có thể nhầm', async () => {
    await save(step, {
      [cell('received_total')]: '140. 683',
      [cell('resolved_total')]: '138.907',
      [cell('resolved_early_or_on_time')]: '139.792',
      [cell('resolved_late')]: '115',
      [cell('in_progress_total')]: '776',
      [cell('in_progress_in_time')]: '713',
      [cell('in_progress_overdue')]: '63',
    });
    const page = await unit.get(`${step}?soat=1`);
    const words = wordsOf(page.text);
    expect(page.text).toContain('value="140. 683"');
    expect(words).toContain('cộng lại là 139.907, nhưng Đã giải quyết (7) ghi 138.907: lệch +1.000');
    expect(words).toContain('Nếu Đã giải quyết (7) là 139.907 thay vì 138.907 thì mọi phép kiểm ở đây đều khớp.');
    expect(page.text.indexOf('lệch +1.000')).toBeGreaterThan(page.text.indexOf(`name="${cell('resolved_total')}"`)); // at the cell
    expect(Buffer.byteLength(page.text)).toBeLessThan(most);
    expect(page.text).toContain('value="01/01/2025"'); // the round's period
  });

  test('ô trống có thể suy ra: bấm một cái là điền', async () => {
    await save(step, {
      [cell('received_total')]: '3.541',
      [cell('received_online')]: '2.000',
      [cell('received_direct_postal')]: '1.541',
      [cell('carried_over')]: '0',
      [cell('resolved_total')]: '3.541',
      [cell('resolved_early')]: '2.356',
      [cell('resolved_on_time')]: '',
      [cell('resolved_late')]: '0',
      [cell('resolved_early_or_on_time')]: '',
      [cell('in_progress_total')]: '0',
      [cell('in_progress_in_time')]: '0',
      [cell('in_progress_overdue')]: '0',
    });
    const page = await unit.get(step);
    expect(wordsOf(page.text)).toContain('Có thể là 1.185 – bấm để điền');
    const act = /value="(fill\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    await save(step, { act });
    expect((await draftOf('so-y-te')).tables['ii06']?.rows[0]?.cells['resolved_on_time']).toBe('1.185');
    expect(wordsOf((await unit.get(`${step}?soat=1`)).text)).toContain('Đã lưu 09:12, 11/03/2026.');
  });

  test('đơn vị có ba trụ sở: mỗi trụ sở một trang; thêm, bớt được', async () => {
    const names = () => unit.get(`${hq}/bao-cao`).then(({ text }) => wordsOf(text));
    expect(await names()).toContain('Biểu II.06: Hải quan sân bay');
    await save(`${hq}/bao-cao/ii06.hai-quan-1`, { 'r/ii06': 'Hải quan ga đường sắt', act: 'add/ii06' });
    expect(await names()).toContain('Biểu II.06: Hải quan ga đường sắt');
    await save(`${hq}/bao-cao/ii06.hai-quan-1`, { [`c/ii06/hai-quan-1/received_total`]: 'hơn 15.000', act: 'save' });
    await save(`${hq}/bao-cao/ii06.r1`, { act: 'remove/ii06/r1' });
    expect(await names()).not.toContain('ga đường sắt');
    const { rows } = (await draftOf('hai-quan')).tables['ii06']!;
    expect(rows.map(({ id, site }) => [id, site])).toEqual([
      ['hai-quan-1', true],
      ['hai-quan-2', true],
      ['hai-quan-3', true],
    ]);
    expect(rows[0]?.cells['received_total']).toBe('hơn 15.000');
  });

  test('chưa có số liệu thì nói lý do', async () => {
    await save(`${hq}/bao-cao/ii06.hai-quan-1`, { 'n/ii06': 'yes', 'o/ii06': 'Đang đối chiếu với Cục.' });
    expect((await draftOf('hai-quan')).tables['ii06']?.none).toEqual({ reason: 'Đang đối chiếu với Cục.' });
    await save(`${hq}/bao-cao/ii06.hai-quan-1`, { 'o/ii06': 'Đang đối chiếu với Cục.' });
    expect((await draftOf('hai-quan')).tables['ii06']?.none).toBeUndefined();
  });
});

describe('Xem lại và gửi', () => {
  test('còn điểm nào thì nêu điểm đó, dẫn về đúng phần; không gửi được', async () => {
    const { text } = await unit.get(`${yte}/xem-lai`);
    const words = wordsOf(text);
    expect(words).toMatch(/Còn \d+ điểm trước khi gửi được\./);
    expect(words).toContain('Câu 3.1 chưa trả lời.');
    expect(text).toContain(`${yte}/bao-cao/cai_cach_tthc?soat=1`);
    expect(text).not.toContain('Gửi báo cáo tự kiểm tra</button>');
    expect(words).toContain('Giải quyết đúng hạn (9) 1.185');
    expect(Buffer.byteLength(text)).toBeLessThan(most);
    const version = String((await desk.store.selfReports.get(inspectionOf('so-y-te'), 'so-y-te')).draft?.version);
    const forced = await unit.post(`${yte}/xem-lai`, { key: 'bam-gui-som', version });
    expect([forced.status, wordsOf(forced.text).includes('điểm phải hoàn thiện trước khi gửi')]).toEqual([422, true]);
  });

  test('đủ thì gửi, có biên nhận; bấm hai lần là một; sau đó chỉ xem', async () => {
    for (const area of sampleOutline2026.areas) {
      const fields: Record<string, string> = {};
      for (const { code, answer, explainWhen } of area.questions) {
        if (answer === 'text') continue;
        fields[`a/${code}`] = explainWhen.includes('yes') ? 'no' : 'yes';
        fields[`l/${code}`] = 'https://soyte.example/ke-hoach';
      }
      for (const { code } of sampleOutline2026.indicators.filter((one) => one.area === area.code))
        fields[`i/${code}`] = code === 'one_stop_sites' ? '1' : '10';
      await save(`${yte}/bao-cao/${area.code}`, fields);
    }
    const review = await unit.get(`${yte}/xem-lai`);
    expect(wordsOf(review.text)).not.toContain('điểm trước khi gửi được');
    const fields = { key: hidden(review.text, 'key'), version: hidden(review.text, 'version') };
    const both = await Promise.all([unit.post(`${yte}/xem-lai`, fields), unit.post(`${yte}/xem-lai`, fields)]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    const page = await unit.get(`${yte}/xem-lai`);
    const words = wordsOf(page.text);
    expect(words).toMatch(
      /Đã nhận báo cáo tự kiểm tra lúc 09:12, 11\/03\/2026\. Số biên nhận BN-\d{4} ?\. Thư ký Đoàn kiểm tra sẽ xem chậm nhất thứ Hai, 16\/03\/2026\./,
    );
    expect(words).toContain('Thấy cần sửa sau khi gửi? Gọi hoặc trả lời thư');
    expect(page.text).not.toContain('<form');
    expect((await unit.get(`${yte}/bao-cao`)).headers.get('location')).toBe(`/u/${unit.token}${yte}/xem-lai`);
    expect(Buffer.byteLength(page.text)).toBeLessThan(most);
    const acts = await desk.store.audit.of(inspectionOf('so-y-te'));
    expect(acts.map(({ act }) => act.message)).toEqual(['submitSelfReport']);
    const inspection = await desk.store.matters.get<never>(inspectionOf('so-y-te'));
    const { selfReport } = inspection as unknown as { selfReport: { latest: string } };
    const frozen = await desk.store.snapshots.get<SelfReport & { outline: string }>(selfReport.latest);
    expect(frozen?.body).toMatchObject({
      outline: 'mau-2026@1',
      indicators: { one_stop_sites: 1 },
      answers: { '4.3': { value: 'yes' } },
    });
    expect(wordsOf((await unit.get(yte)).text)).toContain('Báo cáo tự kiểm tra: đã gửi, chờ Đoàn kiểm tra xem');
    // a workbook that comes after it is not taken, and that is said
    const late = await unit.post(`${yte}/bieu.xlsx`, { act: 'take', 'a/1.1': 'no' });
    expect(late.status).toBe(409);
    expect(wordsOf(late.text)).toContain('Chưa nhập gì từ tệp Excel, vì báo cáo đã ở chỗ Đoàn kiểm tra.');
  });

  test('đoàn trả lại: các điểm nằm trên cùng, sửa rồi gửi lại', async () => {
    const secretary = await desk.office.as('secretary', 'team:doan-1');
    const none = await secretary.post(`/api/inspections/${round}:so-y-te/send-back`, { points: ['  '] });
    expect(none.status).toBe(422);
    const sent = await secretary.post(`/api/inspections/${round}:so-y-te/send-back`, {
      points: ['Bổ sung số liệu theo từng lĩnh vực.', 'Giải trình câu 4.2.'],
    });
    expect(sent.body).toMatchObject({ selfReport: { state: 'returned' } });
    const page = wordsOf((await unit.get(`${yte}/bao-cao`)).text);
    expect(page).toContain('Đoàn kiểm tra đề nghị bổ sung: Bổ sung số liệu theo từng lĩnh vực. Giải trình câu 4.2.');
    await save(`${yte}/bao-cao/mot_cua`, { 'a/4.2': 'no', 'x/4.2': 'Không có hồ sơ nào ngoài Một cửa.' });
    const review = await unit.get(`${yte}/xem-lai`);
    await unit.post(`${yte}/xem-lai`, { key: hidden(review.text, 'key'), version: hidden(review.text, 'version') });
    const view = await secretary.get(`/api/inspections/${round}:so-y-te/self-report`);
    expect(view.body.sent.map((one: { receipt: string }) => one.receipt)).toHaveLength(2);
    expect(view.body.sent[1].report.answers['4.2']).toMatchObject({ explanation: 'Không có hồ sơ nào ngoài Một cửa.' });
    expect(view.body).not.toHaveProperty('draft'); // what is being written is the unit's
    const accepted = await secretary.post(`/api/inspections/${round}:so-y-te/accept`);
    expect(accepted.body).toMatchObject({ selfReport: { state: 'accepted', submissions: 2 } });
    expect(wordsOf((await unit.get(yte)).text)).toContain('Báo cáo tự kiểm tra: đã được chấp nhận');
  });
});
