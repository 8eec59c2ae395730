import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Caller } from '../support/api.ts';
import { phone, desktop, seen } from '../support/browser.ts';
import type { Device, Window } from '../support/browser.ts';
import { deskConclusion, deskNow, png, round } from '../support/desk.ts';
import { ok } from '../support/office.ts';
import { openStaffDesk } from '../support/staff-desk.ts';
import type { StaffDesk } from '../support/staff-desk.ts';

jest.setTimeout(180_000);

/** What an inspector holds in somebody else's meeting room. */
const tablet: Device = { width: 820, height: 1180, script: true };
const widths: [string, Device][] = [
  ['điện thoại', { ...phone, script: true }],
  ['máy bàn', desktop],
];
const inspection = `${round}:so-y-te`;
const room = `/kiem-tra/${inspection}`;
/** A browser without a network says so. */
const offline = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;

let desk: StaffDesk;
let secretary: Caller;
beforeAll(async () => {
  desk = await openStaffDesk();
  // the desk's conclusion has a record and no draft: its number is taken
  await desk.store.db.transaction((session) =>
    desk.store.drafts.create(
      { campaign: round, team: 'doan-1', draft: { ...deskConclusion, serves: ['so-xay-dung'] }, by: 'p', at: deskNow },
      session,
    ),
  );
  secretary = await desk.office.as('secretary', 'team:doan-1');
  const contact = await desk.office.as('unit-contact', 'unit:hai-quan');
  const wish = { day: '2026-03-26', session: 'afternoon', reason: 'Cơ quan họp giao ban.' };
  await ok(contact.post(`/api/inspections/${round}:hai-quan/visits/1/another-day`, wish));
  await reported();
});
afterAll(() => desk?.stop());

/** The unit's report came on paper and was entered for it, with figures. */
async function reported(): Promise<void> {
  const form = new FormData();
  form.set('inspection', inspection);
  form.set('files', new Blob(['Báo cáo tự kiểm tra'], { type: 'text/plain' }), 'báo cáo.txt');
  const { items } = await ok(secretary.post('/api/files', form));
  const { body } = await secretary.get(`/api/inspections/${inspection}/comparison`);
  const [table] = body.outline.tables;
  const cells = {
    received_total: '3.541',
    received_online: '2.000',
    received_direct_postal: '1.500',
    carried_over: '41',
    resolved_total: '3.500',
  };
  await ok(
    secretary.post(`/api/inspections/${inspection}/entered`, {
      what: 'self-report',
      origin: { by: 'paper', number: '12/BC-SYT', signer: 'Đỗ Thị Sáu', arrived: '2026-03-11', file: items[0].id },
      typed: {
        answers: {
          '3.1': { value: 'yes', text: 'Đã niêm yết đủ.', evidence: [items[0].id] },
          '3.2': { value: 'no', text: '' },
        },
        tables: {
          [table.code]: { from: '01/01/2025', to: '31/12/2025', rows: [{ id: 'tong', name: 'Toàn đơn vị', cells }] },
        },
        indicators: {},
      },
    }),
  );
}

const notebook = async () => (await secretary.get(`/api/inspections/${inspection}/notebook`)).body.content;
const tab = (window: Window, name: RegExp) =>
  window.page.getByRole('navigation', { name: 'Các phần của cuộc kiểm tra' }).getByRole('link', { name }).click();
const saved = (window: Window) => window.page.getByText(/^Đã lưu \d\d:\d\d$/).waitFor();
const expectSaved = async (window: Window, check: (content: { notes: { text: string }[] }) => boolean) => {
  await saved(window);
  const until = Date.now() + 15_000;
  while (!check(await notebook())) {
    if (Date.now() > until) throw new Error(`not saved: ${JSON.stringify(await notebook())}`);
    await window.page.waitForTimeout(200);
  }
};

describe('một buổi kiểm tra trên máy tính bảng', () => {
  test('từ lịch của đoàn tới dự thảo kết luận, mỗi điều ghi một lần', async () => {
    const window = await desk.sit('p-thu-ky', '/kiem-tra', tablet);
    const { page } = window;
    await page.getByRole('heading', { name: 'Lịch của đoàn tôi' }).waitFor();
    await page.getByRole('link', { name: 'Sở Y tế' }).waitFor();
    expect(await seen(window, 'kiem-tra-lich')).toContain('Còn thiếu: chưa xem báo cáo tự kiểm tra');
    await page.getByRole('link', { name: 'Sở Y tế' }).click();
    await page.getByRole('heading', { name: 'Việc đang chờ' }).waitFor();
    expect(await seen(window, 'kiem-tra-tong-quan')).toContain('Xem báo cáo tự kiểm tra');

    // the figures: what was counted differs from what was declared
    await tab(window, /Số liệu/);
    const resolved = page.getByRole('textbox', { name: /Đoàn xác định: Đã giải quyết \(7\)/ });
    await resolved.fill('3.488');
    await page.getByText('Lệch −12 (0,3%)').waitFor();
    await page.getByRole('button', { name: /Khớp: Tổng số tiếp nhận/ }).click();
    await page.getByRole('textbox', { name: /Đang giải quyết \(11\)/ }).fill('60');
    await page.getByText(/cộng lại là 3\.548.*lệch \+7/).waitFor();
    expect(await seen(window, 'kiem-tra-so-lieu')).toContain('2 số liệu lệch');
    // the unit telephones: two figures were swapped; the former stay on record
    await page.getByRole('button', { name: 'Sửa số liệu theo lời đơn vị' }).click();
    const dialog = page.getByRole('dialog');
    for (const [n, name, right] of [
      [1, 'truc tuyen (4)', '1.990'],
      [2, 'truc tiep, qua buu chinh', '1.510'],
    ] as const) {
      if (n > 1) await dialog.getByRole('button', { name: 'Thêm chỉ tiêu' }).click();
      await dialog.getByRole('combobox', { name: `Chỉ tiêu ${n}` }).fill(name);
      await page.keyboard.press('Enter');
      await dialog
        .getByLabel('Số đúng')
        .nth(n - 1)
        .fill(right);
    }
    await dialog.getByLabel('Ai báo, bằng cách nào, vì sao').fill('Đầu mối báo qua điện thoại: ghi nhầm hai dòng');
    await dialog.getByRole('button', { name: 'Sửa số liệu theo lời đơn vị' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('row', { name: /Tiếp nhận trực tuyến.*2\.000 1\.990 .+ · Sở sửa theo lời đơn vị/ }).waitFor();
    await page.getByRole('button', { name: 'Lập ghi nhận: Đã giải quyết (7)' }).click();

    // the finding it begins, a strength in passing, and a photograph
    const text = page.getByLabel('Nội dung', { exact: true });
    await text.waitFor();
    expect(await text.inputValue()).toBe(
      'Số liệu “Đã giải quyết (7)” đơn vị báo cáo là 3.500; Đoàn kiểm tra xác định là 3.488, lệch −12.',
    );
    await page.getByLabel('Quy định chưa thực hiện đúng').fill('Điều 5 Thông tư 01/2020/TT-VPCP');
    // what is written while the picture is on its way stays
    await page.route('**/api/files', async (route) => {
      await page.getByLabel('Nguyên nhân').fill('Cộng nhầm sổ');
      await route.continue();
    });
    await page.getByLabel('Chụp ảnh').setInputFiles({ name: 'sổ theo dõi.png', mimeType: 'image/png', buffer: png });
    await page.getByRole('button', { name: 'Bỏ tệp sổ theo dõi.png' }).waitFor();
    await page.unroute('**/api/files');
    expect(await page.getByLabel('Nguyên nhân').inputValue()).toBe('Cộng nhầm sổ');
    await text.press('Control+Enter');
    await page.getByRole('radio', { name: 'Tồn tại, hạn chế' }).first().isChecked();
    await page.keyboard.press('Alt+1');
    await page.keyboard.type('Bố trí màn hình tra cứu tại Bộ phận Một cửa.');
    await expectSaved(window, ({ notes }) => notes.length === 2 && notes[1]!.text.endsWith('Một cửa.'));
    expect(await seen(window, 'kiem-tra-ghi-nhan')).toContain('2 ghi nhận');

    // held a fortnight early, with the reason; the minutes begin with what was noted
    await tab(window, /Biên bản/);
    await page.getByRole('button', { name: 'Ghi nhận đã kiểm tra' }).click();
    await page.getByRole('dialog').getByLabel('Lý do').fill('Đơn vị mời Đoàn đến sớm.');
    await page.getByRole('dialog').getByRole('button', { name: 'Ghi nhận đã kiểm tra' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('#ngay-started[value="11/03/2026"]').waitFor();
    expect(await page.getByLabel('Kết quả: Cải cách thủ tục hành chính').inputValue()).toMatch(
      /^Ưu điểm:\n\+ Bố trí màn hình[^]*Tồn tại, hạn chế:\n\+ Số liệu “Đã giải quyết \(7\)”[^]*căn cứ Điều 5/,
    );
    await page.getByLabel('Giờ bắt đầu').fill('8h');
    await page.getByLabel('Giờ kết thúc').fill('11h15');
    await page.getByLabel('Địa điểm').fill('Phòng họp số 2, Sở Y tế');
    await page.getByRole('group', { name: 'Đơn vị được kiểm tra' }).getByRole('button', { name: 'Thêm người' }).click();
    await page.getByLabel('Đơn vị được kiểm tra, người thứ 1, họ tên').fill('Bà Đỗ Thị Sáu');
    await page.getByLabel('Ý kiến kết luận của người chủ trì').fill('Đoàn ghi nhận và sẽ có thông báo kết luận.');
    await saved(window);
    await seen(window, 'kiem-tra-bien-ban');
    await page.getByRole('button', { name: 'Ký biên bản' }).click();
    await page.getByLabel(/Đại diện Sở Y tế đã ký/).uncheck();
    await page.getByLabel('Vì sao đơn vị không ký').fill('Chờ ý kiến Giám đốc Sở.');
    await page.getByRole('dialog').getByRole('button', { name: 'Ký biên bản' }).click();
    await page.getByText(/Biên bản đã ký ngày 11\/03\/2026, thiếu chữ ký của đơn vị/).waitFor();
    await seen(window, 'kiem-tra-bien-ban-da-ky');

    // the conclusion begins with the same findings
    await tab(window, /Kết luận/);
    await page.getByRole('button', { name: 'Soạn dự thảo kết luận' }).click();
    await page.getByText('Dự thảo mới có 1 ưu điểm, 1 tồn tại, hạn chế của Sở Y tế.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Soạn dự thảo kết luận' }).click();
    await page.waitForURL(/\/van-ban\/cchc-2026/);
    const id = decodeURIComponent(page.url().split('/van-ban/')[1]!);
    const { notes } = await notebook();
    expect((await secretary.get(`/api/papers/${id}`)).body).toMatchObject({
      state: 'drafted',
      serves: ['so-y-te'],
      draft: {
        strengths: [{ id: notes[1].id, text: 'Bố trí màn hình tra cứu tại Bộ phận Một cửa.' }],
        findings: [
          {
            id: notes[0].id,
            text: expect.stringContaining('lệch −12'),
            basis: 'Điều 5 Thông tư 01/2020/TT-VPCP',
            evidence: 'Tệp kèm theo: sổ theo dõi.png.',
          },
        ],
      },
    });

    // what is noted later is brought into the draft, once
    await page.goto(`${desk.api.url}${room}/ghi-nhan`);
    await page.getByRole('button', { name: '+ Tồn tại, hạn chế' }).click();
    await page.keyboard.type('Chưa có văn bản xin lỗi đối với 7 hồ sơ.');
    await expectSaved(window, (content) => content.notes.length === 3);
    await tab(window, /Kết luận/);
    await page.getByRole('button', { name: 'Đưa thêm 1 ghi nhận' }).click();
    await page.getByText('Đã đưa thêm 1 ghi nhận.').waitFor();
    expect((await secretary.get(`/api/papers/${id}`)).body.draft.findings).toHaveLength(2);
    await seen(window, 'kiem-tra-ket-luan');

    // what is not clear is asked of the unit; of the draft it is asked, too
    await tab(window, /Giải trình/);
    await page.getByRole('button', { name: 'Yêu cầu giải trình' }).click();
    await page.getByRole('dialog').getByLabel('Cần giải trình điều gì').fill('Vì sao 7 hồ sơ chưa có văn bản xin lỗi.');
    await page.getByRole('dialog').getByRole('button', { name: 'Yêu cầu giải trình' }).click();
    await page.getByText('Đang chờ đơn vị giải trình.').waitFor();
    await page.getByRole('button', { name: 'Xin ý kiến đơn vị' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Xin ý kiến đơn vị' }).click();
    await page.getByText('đang chờ đơn vị trả lời').waitFor();
    await page.getByRole('button', { name: /^Nhập hộ: giải trình/ }).waitFor();
  });

  test('mất mạng khi đang ghi, tải lại trang, người khác cùng ghi: không mất chữ nào', async () => {
    const window = await desk.sit('p-thu-ky', `${room}/ghi-nhan`, tablet);
    const { page } = window;
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: '+ Ghi nhận' }).click();
    await page.context().setOffline(true);
    await page.keyboard.type('Ghi khi mất mạng.');
    // a camera calls each of its pictures alike
    for (let n = 0; n < 2; n += 1)
      await page.getByLabel('Chụp ảnh').setInputFiles({
        name: 'image.png',
        mimeType: 'image/png',
        buffer: Buffer.concat([png, Buffer.from([n])]),
      });
    await page.getByRole('button', { name: 'Gửi lại image (2).png' }).waitFor();
    await page.getByText('Máy này giữ tệp và tự gửi khi có mạng.').first().waitFor();
    await page.getByText(/Chưa lưu được: máy chủ chưa trả lời/).waitFor();
    // the other parts of the room are still there
    await tab(window, /Số liệu/);
    await page.getByRole('textbox', { name: /Từ kỳ trước chuyển sang/ }).fill('41');
    await tab(window, /Ghi nhận/);
    await page.getByText('Ghi khi mất mạng.').first().waitFor();
    await page.getByText('2 ảnh, tệp chưa gửi, máy này đang giữ.').waitFor();
    await seen(window, 'kiem-tra-mat-mang', offline);
    // meanwhile the lead notes something, too
    const lead = await desk.office.as('lead', 'team:doan-1');
    const { body: kept } = await lead.get(`/api/inspections/${inspection}/notebook`);
    const theirs = { id: 'gn-truong-doan', kind: 'remark', area: 'mot_cua', text: 'Trưởng đoàn ghi.' };
    await ok(
      lead.put(`/api/inspections/${inspection}/notebook`, {
        base: kept.version,
        content: { ...kept.content, notes: [...kept.content.notes, theirs] },
      }),
    );
    await page.context().setOffline(false);
    await expectSaved(window, ({ notes }) =>
      ['Ghi khi mất mạng.', 'Trưởng đoàn ghi.'].every((text) => notes.some((note) => note.text === text)),
    );
    await page.getByText('Trưởng đoàn ghi.').waitFor();
    // the pictures leave as soon as the note is looked at again
    await page.getByRole('button', { name: 'Sửa ghi nhận: Ghi khi mất mạng.' }).click();
    await page.getByRole('button', { name: 'Bỏ tệp image (2).png' }).waitFor();
    await expectSaved(window, ({ notes }) =>
      notes.some((note) => note.text === 'Ghi khi mất mạng.' && (note as { files?: unknown[] }).files?.length === 2),
    );
    expect((await notebook()).found).toMatchObject({ [Object.keys((await notebook()).found)[0]!]: expect.any(String) });

    // the page is loaded again before the server had it
    await page.route('**/notebook', (route) =>
      route.request().method() === 'PUT' ? route.abort('internetdisconnected') : route.continue(),
    );
    await page.getByRole('button', { name: '+ Ưu điểm' }).click();
    await page.keyboard.type('Ghi ngay trước khi tải lại.');
    await page.getByText(/Chưa lưu được: máy chủ chưa trả lời/).waitFor();
    await page.reload();
    await page.getByText('Ghi ngay trước khi tải lại.').first().waitFor();
    await page.unroute('**/notebook');
    await expectSaved(window, ({ notes }) => notes.some(({ text }) => text === 'Ghi ngay trước khi tải lại.'));
  });
});

describe.each(widths)('phòng của một cuộc kiểm tra trên %s', (_name, device) => {
  test('mọi phần đọc được, phần không làm được nói vì sao', async () => {
    const window = await desk.sit('p-truong-doan', '/kiem-tra?xem=don-vi', device);
    const { page } = window;
    await page.getByRole('link', { name: 'Sở Y tế' }).waitFor();
    expect(await seen(window, 'kiem-tra-cua-toi')).toContain('kiểm tra trực tiếp');
    await page.goto(`${desk.api.url}/kiem-tra/${round}:hai-quan`);
    await page.getByRole('heading', { name: 'Việc đang chờ' }).waitFor();
    expect(await seen(window, 'kiem-tra-phong')).toContain('Báo cáo chưa quá hạn nên chưa ghi nhận được.');
    if (device === desktop) {
      // the unit asked for another day: granted, with an hour as people write it
      await page.getByText(/Đơn vị xin đổi sang chiều 26\/03\/2026/).waitFor();
      await page.getByRole('button', { name: 'Trả lời đơn vị' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Giờ bắt đầu').fill('hai giờ');
      await dialog.getByRole('button', { name: 'Trả lời đơn vị' }).click();
      await dialog.getByText('Hãy ghi giờ như 8h30 hoặc 08:30.').waitFor();
      await dialog.getByLabel('Giờ bắt đầu').fill('14h30');
      await dialog.getByLabel('Lời trả lời đơn vị').fill('Đoàn đồng ý.');
      await dialog.getByRole('button', { name: 'Trả lời đơn vị' }).click();
      await page.getByText(/Đã đồng ý, trả lời ngày 11\/03\/2026: Đoàn đồng ý\./).waitFor();
      await page.getByRole('heading', { name: /26\/03\/2026 · 14:30 chiều/ }).waitFor();
    }
    await page.goto(`${desk.api.url}${room}/bao-cao`);
    await page.getByRole('heading', { name: /Chỗ cần xem lại/ }).waitFor();
    if (await page.getByRole('button', { name: 'Đề nghị bổ sung câu 3.2' }).isVisible()) {
      await page.getByRole('button', { name: 'Đề nghị bổ sung câu 3.2' }).click();
      await page.getByLabel('Cần bổ sung ở câu 3.2').fill('Nêu vì sao chưa rà soát.');
    }
    expect(await seen(window, 'kiem-tra-bao-cao')).toContain('Đã niêm yết đủ.');
    for (const [at, name, words] of [
      ['so-lieu', /Số liệu/, 'Số đơn vị báo cáo là của bản gửi sau cùng.'],
      ['ghi-nhan', /Ghi nhận/, 'ghi nhận'],
      ['bien-ban', /Biên bản/, 'Biên bản đã ký'],
      ['giai-trinh', /Giải trình/, 'Góp ý dự thảo kết luận'],
      ['ket-luan', /Kết luận/, 'Kết luận lấy từ sổ ghi nhận'],
    ] as const) {
      await tab(window, name);
      await page.getByText(words).first().waitFor();
      await seen(window, `kiem-tra-${at}`);
    }
  });
});

test('báo cáo đến bằng giấy: nhập hộ đúng như bản giấy, tải lại không mất, thiếu thì nói, gửi kèm bản chụp', async () => {
  const window = await desk.sit('p-thu-ky', `/kiem-tra/${round}:hai-quan/nhap-ho`, tablet);
  const { page } = window;
  await page.getByRole('radiogroup', { name: 'Câu 1.1', exact: true }).getByLabel('Có').check();
  await page.getByLabel('Giải trình câu 1.2').fill('Đơn vị chưa phân công.');
  // words without a Yes or a No would be lost
  await page.getByText('Câu 1.2 có giải trình mà chưa chọn Có, Không hay Không áp dụng.').waitFor();
  await page.getByText('Còn 1 câu có giải trình mà chưa chọn Có hay Không.').waitFor();
  await page.getByRole('radiogroup', { name: 'Câu 1.2', exact: true }).getByLabel('Không', { exact: true }).check();
  const figure = page.getByLabel('Số thủ tục hành chính', { exact: true });
  await figure.fill('một trăm');
  await page.getByText('Còn 1 ô số liệu chưa đọc được.').waitFor();
  await figure.fill('120');
  await page.reload();
  expect(await page.getByLabel('Giải trình câu 1.2').inputValue()).toBe('Đơn vị chưa phân công.');
  expect(await seen(window, 'kiem-tra-nhap-ho')).toContain('Nhập đúng như bản giấy');
  await page.getByRole('button', { name: 'Gửi báo cáo nhập hộ' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/câu đã có trả lời/).waitFor();
  await dialog.getByLabel('Người ký').fill('Nguyễn Văn Bảy');
  await dialog.getByRole('button', { name: 'Gửi báo cáo nhập hộ' }).click();
  await dialog.getByText('Gửi bản chụp văn bản.').waitFor();
  await dialog
    .getByLabel('Bản chụp văn bản')
    .setInputFiles({ name: 'báo cáo.png', mimeType: 'image/png', buffer: png });
  await dialog.getByRole('button', { name: 'Bỏ tệp báo cáo.png' }).waitFor();
  await dialog.getByRole('button', { name: 'Gửi báo cáo nhập hộ' }).click();
  await page.getByText(/Gửi lần 1, Sở nhập hộ/).waitFor();
  await page.getByText('Đơn vị chưa phân công.').waitFor();
});
