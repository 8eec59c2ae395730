import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { emptySelfReport } from '../../domain/outline.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import { sampleScoredOutline2026 } from '../../domain/outlines/sample-scored-2026.ts';
import { desktop, keepPicture, phone, startBrowser } from '../support/browser.ts';
import type { TestBrowser, Window } from '../support/browser.ts';
import { deskNow, itemOf, openDesk, png, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { noticeLetter } from '../support/notice-letter.ts';

jest.setTimeout(120_000);

let desk: Desk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), startBrowser()]);
  await desk.store.appointments.model.deleteMany({ person: 'p-hai-noi' });
  for (const [person, name, unit] of [
    ['p-hoa', 'Nguyễn Thị Hoa', 'so-y-te'],
    ['p-binh', 'Lê Văn Bình', 'hai-quan'],
    ['p-lan', 'Trần Thị Lan', 'so-xay-dung'],
  ] as const) {
    await desk.store.people.create({ _id: person, name, mail: `${person}@thu.vn` });
    const scope = `unit:${unit}` as const;
    await desk.store.appointments.create({
      id: `a-${person}`,
      role: 'unit-contact',
      scope,
      person,
      from: '2025-01-01',
    });
  }
});
afterAll(async () => {
  await browser?.stop();
  await desk?.stop();
});

const photo = (name: string) => ({ name, mimeType: 'image/png', buffer: png });

const judged = new Set<string>();

/** What kind of page this is, and what it says on top: pages of a kind are made by the same lines. */
const kindOf = async ({ page, device }: Window): Promise<string> => {
  const path = new URL(page.url()).pathname.replace(/^\/u\/[^/]+/, '').replace(/(kiem-tra|viec)\/[^/]+/, '$1');
  const said = await page.locator('.say, .wrong').all();
  const states = await Promise.all(said.map(async (one) => (await one.getAttribute('class')) ?? ''));
  const kind = path.replace(/bao-cao\/.+/, (step) => (step.includes('.') ? 'bao-cao/bieu' : 'bao-cao/linh-vuc'));
  return `${device.width} ${kind} ${[...new Set(states)].sort().join()}`;
};

/** The words of the page shown, once nothing about it keeps anybody out. */
async function seen(window: Window, picture?: string): Promise<string> {
  const { page, device, complaints } = window;
  const kind = await kindOf(window);
  await keepPicture(page, device, (picture ?? kind).replaceAll(/[ /]/g, '-'));
  if (!judged.has(kind)) expect([kind, await window.barriers()]).toEqual([kind, []]);
  judged.add(kind);
  expect([kind, (await window.reach()) <= device.width]).toEqual([kind, true]);
  expect(await page.locator('html').getAttribute('lang')).toBe('vi');
  expect(complaints).toEqual([]);
  return (await page.locator('body').innerText()).replace(/\s+/g, ' ');
}

const press = async ({ page }: Window, name: string | RegExp) => {
  await page.getByRole('button', { name }).first().click();
};
const follow = async ({ page }: Window, name: string | RegExp) => {
  await page.getByRole('link', { name }).first().click();
};
const field = ({ page }: Window, name: string) => page.locator(`[name="${name}"]:not([type=radio]):not([capture])`);
const choose = ({ page }: Window, question: string, answer: 'yes' | 'no' | 'not-applicable') =>
  page.check(`input[name="a/${question}"][value="${answer}"]`);

/** What a unit answers to everything that is left, page by page. */
async function fillArea(window: Window, code: string, sites: number): Promise<void> {
  const { page } = window;
  for (const { code: question, answer, explainWhen, evidenceWhen } of sampleOutline2026.areas.find(
    (area) => area.code === code,
  )!.questions) {
    if (answer === 'text' || (await page.locator(`input[name="a/${question}"]:checked`).count()) > 0) continue;
    await choose(window, question, explainWhen.includes('yes') ? 'no' : 'yes');
    if (evidenceWhen) await field(window, `l/${question}`).fill('https://vi-du.vn/ke-hoach');
  }
  for (const { code: indicator } of sampleOutline2026.indicators.filter(({ area }) => area === code))
    await field(window, `i/${indicator}`).fill(indicator === 'one_stop_sites' ? String(sites) : '10');
}

/** The same without a page. */
async function sendArea({ page }: Window, code: string, sites: number): Promise<void> {
  const area = sampleOutline2026.areas.find((one) => one.code === code)!;
  const form = new FormData();
  form.set('act', 'save');
  for (const { code: question, answer, explainWhen, evidenceWhen } of area.questions) {
    if (answer === 'text') continue;
    form.set(`a/${question}`, explainWhen.includes('yes') ? 'no' : 'yes');
    if (evidenceWhen) form.set(`l/${question}`, 'https://vi-du.vn/ke-hoach');
  }
  for (const { code: indicator } of sampleOutline2026.indicators.filter((one) => one.area === code))
    form.set(`i/${indicator}`, indicator === 'one_stop_sites' ? String(sites) : '10');
  const answer = await fetch(page.url().replace(/bao-cao\/.+/, `bao-cao/${code}`), { method: 'POST', body: form });
  expect(answer.status).toBe(200);
}

const figures = {
  received_total: '3.541',
  received_online: '2.000',
  received_direct_postal: '1.541',
  carried_over: '0',
  resolved_total: '3.541',
  resolved_early: '2.356',
  resolved_on_time: '1.185',
  resolved_late: '0',
  in_progress_total: '0',
  in_progress_in_time: '0',
  in_progress_overdue: '0',
};

describe.each([
  {
    name: 'trên điện thoại 390 px, không JavaScript',
    device: phone,
    unit: 'so-y-te',
    contact: 'p-hoa',
    item: 1,
    rows: ['tong'],
  },
  {
    name: 'trên máy bàn 1280 px',
    device: desktop,
    unit: 'hai-quan',
    contact: 'p-binh',
    item: 2,
    rows: ['hai-quan-1', 'hai-quan-2', 'hai-quan-3'],
  },
])('Đầu mối của đơn vị, $name', ({ device, unit, contact, item, rows }) => {
  let window: Window;
  beforeAll(async () => {
    window = await browser.open(device);
  });

  test('mở đường dẫn trong thư, xác nhận đã nhận thông báo, có biên nhận', async () => {
    await window.page.goto(desk.api.url + (await noticeLetter(desk, unit, contact)));
    expect(await seen(window)).toContain('Xác nhận đã nhận thông báo kiểm tra');
    await follow(window, 'Xem và xác nhận');
    expect(await seen(window)).toContain('Bố trí tài khoản xem hệ thống một cửa điện tử.');
    await press(window, 'Xác nhận đã nhận');
    expect(await seen(window)).toMatch(
      /Đơn vị đã xác nhận nhận thông báo lúc 09:12, 11\/03\/2026\. Số biên nhận BN-\d{4}/,
    );
  });

  test('làm báo cáo từng phần: Có, Không, Không áp dụng, tài liệu; nghỉ giữa chừng không mất gì', async () => {
    await follow(window, 'Làm báo cáo tự kiểm tra');
    expect(await seen(window)).toContain('Làm từng phần, nghỉ lúc nào cũng được');
    await follow(window, 'Bắt đầu');
    await choose(window, '1.1', 'yes');
    await field(window, 'f/1.1').setInputFiles([photo('Kế hoạch CCHC.png')]);
    await choose(window, '1.2', 'no');
    await field(window, 'x/1.2').fill('Chưa phân công,\nsẽ bổ sung trong tháng 4.');
    await choose(window, '1.3', 'not-applicable');
    await field(window, 'x/1.3').fill('Không có đơn vị trực thuộc.');
    await press(window, 'Lưu, làm sau');
    await window.page.waitForURL(/bao-cao$/);
    expect(await seen(window)).toMatch(/Chỉ đạo, điều hành còn \d+ điểm/);
    await follow(window, 'Làm tiếp');
    expect(await seen(window)).toContain('Kế hoạch CCHC.png');
    expect(await field(window, 'x/1.2').inputValue()).toBe('Chưa phân công,\nsẽ bổ sung trong tháng 4.');
    // the way back saves too
    await field(window, 'x/1.2').fill('Chưa phân công.');
    await press(window, /Các phần của báo cáo|các phần của báo cáo/);
    await follow(window, 'Làm tiếp');
    expect(await field(window, 'x/1.2').inputValue()).toBe('Chưa phân công.');
    for (const [i, { code, name }] of sampleOutline2026.areas.entries()) {
      // the second time they are the same pages: sent by the form, not looked at
      if (device === desktop && i > 2) await sendArea(window, code, rows.length);
      else {
        expect(await seen(window)).toContain(name);
        await fillArea(window, code, rows.length);
        await press(window, 'Lưu và tiếp tục');
      }
    }
    if (device === desktop) await window.page.goto(window.page.url().replace(/bao-cao\/.+/, `bao-cao/ii06.${rows[0]}`));
  });

  test('biểu số liệu: sai ở ô nào nói ở ô đó, sửa xong thì đi tiếp', async () => {
    const { page } = window;
    for (const [i, row] of rows.entries()) {
      const cell = (column: string) => field(window, `c/ii06/${row}/${column}`);
      for (const [column, text] of Object.entries(figures)) await cell(column).fill(text);
      if (i === 0) {
        await cell('resolved_total').fill('3.451');
        await press(window, 'Lưu và tiếp tục');
        expect(await seen(window)).toContain('lệch');
        const wrong = page.locator('.field.wrong', { has: cell('resolved_total') });
        expect(await wrong.locator('.fault').innerText()).toContain('3.451');
        expect(await cell('received_total').inputValue()).toBe('3.541');
        await cell('resolved_total').fill('3.541');
      }
      await press(window, 'Lưu và tiếp tục');
    }
  });

  test('xem lại, gửi, cầm số biên nhận và giờ gửi', async () => {
    expect(await seen(window)).toContain('Xem lại và gửi');
    await press(window, 'Gửi báo cáo tự kiểm tra');
    expect(await seen(window)).toMatch(/Đã nhận báo cáo tự kiểm tra lúc 09:12, 11\/03\/2026\. Số biên nhận BN-\d{4}/);
    await follow(window, 'Cuộc kiểm tra');
    expect(await seen(window)).toContain('Báo cáo tự kiểm tra: đã gửi, chờ Đoàn kiểm tra xem');
  });

  test('đọc kết luận, báo cáo một nội dung kèm tài liệu, thấy câu trả lời', async () => {
    const { page } = window;
    const { token } = await desk.link('p-lan');
    await page.goto(`${desk.api.url}/u/${token}`);
    expect(await seen(window)).toContain('quá hạn');
    await page.locator('a.name', { hasText: 'kết luận' }).first().click();
    expect(await seen(window)).toContain('Niêm yết thủ tục chưa đầy đủ.');
    await page.locator(`a[href$="${itemOf(item)}"]`).click();
    await field(window, 'text').fill('Đã làm xong ngày 10/3.');
    await press(window, 'Gửi báo cáo');
    expect(await seen(window)).toContain('cần ít nhất một tài liệu kiểm chứng');
    expect(await field(window, 'text').inputValue()).toBe('Đã làm xong ngày 10/3.');
    await page.setInputFiles('#files', [photo(`Ảnh ${item}.png`)]);
    await press(window, 'Lưu, gửi sau');
    await page.getByText('Báo cáo chưa gửi.').waitFor();
    expect(await seen(window)).toMatch(/Đã lưu 09:12, 11\/03\/2026\. Báo cáo chưa gửi\..*Ảnh \d\.png/);
    await press(window, 'Gửi báo cáo');
    expect(await seen(window)).toMatch(/Đã nhận báo cáo lúc 09:12, 11\/03\/2026\. Số biên nhận BN-\d{4}/);
    const secretary = await desk.office.as('secretary', 'team:doan-1');
    const { body } = await secretary.get(`/api/items/${itemOf(item)}`);
    const remarks = 'Đủ tài liệu, đã kiểm tra tại chỗ.';
    await secretary.post(`/api/items/${itemOf(item)}/verify`, { report: body.report, verdict: 'met', remarks });
    await page.reload();
    expect(await seen(window)).toMatch(/Đạt · 09:12, 11\/03\/2026 Đủ tài liệu, đã kiểm tra tại chỗ\./);
  });
});

describe('Hai trang cùng mở', () => {
  test('hai người cùng ghi một báo cáo: trang giữ cả hai bản, để người ta chọn', async () => {
    const path = async (person: string) => `${desk.api.url}/u/${(await desk.link(person)).token}/viec/${itemOf(3)}`;
    const lan = await browser.open(phone);
    const khoi = await browser.open(desktop);
    await lan.page.goto(await path('p-lan'));
    await khoi.page.goto(await path('p-xd'));
    await field(lan, 'text').fill('Bản của Lan: đã phân công 12 người.');
    await press(lan, 'Lưu, gửi sau');
    await field(khoi, 'text').fill('Bản của tôi: đã có quyết định phân công.');
    await press(khoi, 'Lưu, gửi sau');
    const both = await seen(khoi);
    expect(both).toContain('Trong lúc bạn ghi, Trần Thị Lan đã lưu một bản khác.');
    expect(both).toContain('Bản của Trần Thị Lan, lưu lúc 09:12, 11/03/2026: Bản của Lan: đã phân công 12 người.');
    expect(await field(khoi, 'text').inputValue()).toBe('Bản của tôi: đã có quyết định phân công.');
    await press(khoi, 'Lấy bản của Trần Thị Lan');
    expect(await field(khoi, 'text').inputValue()).toBe('Bản của Lan: đã phân công 12 người.');
    expect(await seen(khoi)).toContain('Bản bạn vừa ghi, chưa lưu: Bản của tôi: đã có quyết định phân công.');
    await field(khoi, 'text').fill('Ghép: quyết định phân công 12 người.');
    await press(khoi, 'Lưu, gửi sau');
    expect(await seen(khoi)).toContain('Báo cáo chưa gửi.');
    expect((await desk.store.itemReports.get(itemOf(3))).draft?.text).toBe('Ghép: quyết định phân công 12 người.');
  });

  test('hai thẻ của một người trên một phần: câu khác nhau thì ghép, cùng một câu thì hỏi', async () => {
    const { inspection } = await desk.store.selfReports.get(`inspection:${round}:so-y-te`, 'so-y-te');
    const secretary = await desk.office.as('secretary', 'team:doan-1');
    await secretary.post(`/api/inspections/${round}:so-y-te/send-back`, { points: ['Bổ sung câu 2.1.'] });
    const one = await browser.open(desktop);
    const { token } = await desk.link('p-hoa');
    const url = `${desk.api.url}/u/${token}/kiem-tra/${round}:so-y-te/bao-cao/cai_cach_the_che`;
    const two = await one.tab();
    await one.page.goto(url);
    await two.page.goto(url);
    await field(one, 'x/2.1').fill('Thẻ một');
    await field(one, 'x/2.2').fill('Chỉ thẻ một');
    await press(one, 'Lưu, làm sau');
    await field(two, 'x/2.1').fill('Thẻ hai');
    await field(two, 'x/2.3').fill('Chỉ thẻ hai');
    await press(two, 'Lưu, làm sau');
    const words = await seen(two);
    expect(words).toContain('Trong lúc bạn ghi, chính bạn ở một trang khác đã lưu khác đi lúc 09:12, 11/03/2026.');
    expect(words).toContain('Câu 2.1, giải trình Thẻ một');
    expect(await field(two, 'x/2.1').inputValue()).toBe('Thẻ hai');
    const saved = async () => (await desk.store.selfReports.get(inspection, 'so-y-te')).draft!.typed.answers;
    expect([(await saved())['2.1']?.text, (await saved())['2.2']?.text, (await saved())['2.3']?.text]).toEqual([
      'Thẻ một',
      'Chỉ thẻ một',
      'Chỉ thẻ hai',
    ]);
    await press(two, 'Lưu và tiếp tục');
    expect((await saved())['2.1']?.text).toBe('Thẻ hai');
  });
});

describe.each([
  ['điện thoại', { ...phone, script: true }],
  ['máy bàn', desktop],
])('Có JavaScript, trên %s', (_, device) => {
  const table = `/kiem-tra/${round}:so-y-te/bao-cao/ii06.tong`;
  let window: Window;
  let url: string;
  beforeAll(async () => {
    await lastYear();
    window = await browser.open(device);
    url = `${desk.api.url}/u/${(await desk.link('p-hoa')).token}`;
  });
  const cell = (column: string) => field(window, `c/ii06/tong/${column}`);
  const at = (column: string) => window.page.locator('.field', { has: cell(column) });
  const typed = async () =>
    (await desk.store.selfReports.get(`inspection:${round}:so-y-te`, 'so-y-te')).draft!.typed.tables['ii06']!.rows[0]!
      .cells;
  const saidBelow = (text: RegExp) => says(window.page.locator('.saved'), text);

  test('đang gõ: lệch ở ô nào nói ở ô đó, khác năm trước thì nói, sửa xong thì thôi', async () => {
    const { page } = window;
    await page.goto(url + table);
    await says(at('resolved_total'), /Năm 2024: 1\.000/);
    await cell('resolved_total').fill('3.451');
    await says(at('resolved_total').locator('.fault'), /3\.451/);
    await says(at('resolved_total'), /tăng 245%, hãy soát lại/);
    await cell('resolved_total').fill('ba nghìn');
    await says(at('resolved_total').locator('.fault'), /không đọc được/);
    expect(await cell('resolved_total').getAttribute('aria-invalid')).toBe('true');
    expect(await describedBy(cell('resolved_total'))).toMatch(/không đọc được/);
    await seen(window, `go-sai`);
    await cell('resolved_total').fill('3.541');
    await at('resolved_total').locator('.fault').waitFor({ state: 'detached' });
    expect(await cell('resolved_total').getAttribute('aria-invalid')).toBeNull();
    await saidBelow(/^Đã lưu 09:12$/);
    expect((await typed())['resolved_total']).toBe('3.541');
    await page.reload();
    expect(await cell('resolved_total').inputValue()).toBe('3.541');
  });

  test('tự chấm điểm: điểm đổi khi đang gõ, tự lưu; lịch sử và trang chuyển việc đọc được', async () => {
    const { page } = window;
    const { store } = desk;
    if (!(await store.outlines.get('mau-cham-diem-2026@1')))
      await store.outlines.create(sampleScoredOutline2026, { by: 'p-test', at: deskNow });
    await store.snapshots.model.updateMany({ kind: 'plan' }, { $set: { 'body.outline': 'mau-cham-diem-2026@1' } });
    await page.goto(`${url}/kiem-tra/${round}:so-y-te/cham-diem`);
    const line = page.locator('[id="t-IV.1"]');
    await field(window, 'm/IV.1').fill('ba');
    await says(line.locator('.fault'), /không đọc được/);
    await field(window, 'm/IV.1').fill('3');
    await says(line, /1,5 điểm/);
    await saidBelow(/^Đã lưu 09:12$/);
    expect(await seen(window, 'cham-diem')).toContain('Thang điểm này là mẫu, không phải bộ chỉ số chính thức');
    await field(window, 'm/IV.1').fill('');
    await saidBelow(/^Đã lưu 09:12$/);
    for (const path of [`/kiem-tra/${round}:so-y-te/cham-diem/gui`, '/lich-su', '/chuyen-viec', '']) {
      await page.goto(url + path);
      await seen(window, path.split('/').at(-1) || 'viec');
    }
    await store.snapshots.model.updateMany({ kind: 'plan' }, { $set: { 'body.outline': 'mau-2026@1' } });
  });
});

describe('Trên điện thoại, mạng chập chờn', () => {
  const yte = `/kiem-tra/${round}:so-y-te`;
  const table = `${yte}/bao-cao/ii06.tong`;
  let window: Window;
  let url: string;
  beforeAll(async () => {
    window = await browser.open({ ...phone, script: true });
    // a page left with something in it asks first
    window.page.on('dialog', (asked) => void asked.accept());
    url = `${desk.api.url}/u/${(await desk.link('p-hoa')).token}`;
    await window.page.goto(url + table);
  });
  const cell = (column: string) => field(window, `c/ii06/tong/${column}`);
  const draft = async () => (await desk.store.selfReports.get(`inspection:${round}:so-y-te`, 'so-y-te')).draft!.typed;
  const said = () => window.page.locator('.saved');

  test('dán khối chép từ Excel: bỏ tiêu đề và cột tên, ô gộp để trống thì giữ nguyên; trả lại như trước được', async () => {
    const { page } = window;
    await page.getByText('Dán được cả dòng chép từ Excel vào ô đầu.').waitFor();
    const before = await cell('received_online').inputValue();
    await paste(cell('received_total'), '3,000\t1,500\t1,400\t100\t2.900\r\n');
    expect(await cell('received_total').inputValue()).toBe('3.000');
    expect(await cell('carried_over').inputValue()).toBe('100');
    expect(await cell('resolved_total').inputValue()).toBe('2.900');
    await says(said(), /Đã dán 5 ô\./);
    await press(window, 'Bỏ, như trước khi dán');
    expect(await cell('received_online').inputValue()).toBe(before);
    const sheet = 'TT\tLĩnh vực\t(3)\t(4)\t(5)\n1\tĐất đai\t7\t7\t-\n2\tToàn đơn vị\t3.200\t\t1.200\n';
    await paste(cell('received_total'), sheet);
    const filled = ['received_total', 'received_online', 'received_direct_postal'].map((column) =>
      cell(column).inputValue(),
    );
    expect(await Promise.all(filled)).toEqual(['3.200', before, '1.200']);
    await says(said(), /Khối có 2 dòng, mới dán dòng “Toàn đơn vị”/);
    await press(window, 'Bỏ, như trước khi dán');
    await says(said(), /^Đã lưu 09:12$/);
    await page.goto(`${url}${yte}/bao-cao/cai_cach_tthc`);
    const first = page.locator('input[name^="i/"]').first();
    await paste(first, 'Số thủ tục\t1,204\r\nĐã công khai\t1,204\r\n');
    expect(await first.inputValue()).toBe('1.204');
    await says(said(), /Đã dán 2 ô\./);
    await press(window, 'Bỏ, như trước khi dán');
  });

  test('mất mạng, máy chủ bận: nói chưa lưu, giữ cả khi tải lại, rồi tự lưu', async () => {
    const { page } = window;
    await page.goto(url + table);
    await page.context().setOffline(true);
    await cell('received_online').fill('2.001');
    await says(said(), /Mất mạng nên chưa lưu được. Những gì bạn ghi còn nguyên trên trang này/);
    await page.context().setOffline(false);
    await says(said(), /^Đã lưu 09:12$/);
    expect((await draft()).tables['ii06']!.rows[0]!.cells['received_online']).toBe('2.001');
    // a page loaded again before the server had it brings back what was typed, and saves it
    await page.route('**/bao-cao/ii06.tong', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 503, body: 'bận' }) : route.continue(),
    );
    await cell('received_online').fill('2.000');
    await says(said(), /Máy chủ chưa nhận được nên chưa lưu\. Những gì bạn ghi còn nguyên/);
    await page.reload();
    expect(await cell('received_online').inputValue()).toBe('2.000');
    await page.unroute('**/bao-cao/ii06.tong');
    await says(said(), /^Đã lưu 09:12$/);
    expect((await draft()).tables['ii06']!.rows[0]!.cells['received_online']).toBe('2.000');
    window.complaints.length = 0;
  });

  test('mười hai ảnh chọn một lần: gửi từng tệp, tệp nào không nhận thì nói tên tệp ấy', async () => {
    const { page } = window;
    await page.goto(`${url}${yte}/bao-cao/cai_cach_the_che`);
    await page.locator('[id="q-2.1"] summary').click();
    const photos = Array.from({ length: 12 }, (_, i) => ({
      ...photo(`Ảnh tủ hồ sơ ${i + 1}.png`),
      buffer: Buffer.concat([png, Buffer.from(`${i}`)]),
    }));
    const program = { name: 'cai-dat.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ không phải PDF') };
    await field(window, 'f/2.1').setInputFiles([...photos.slice(0, 5), program, ...photos.slice(5)]);
    await says(said(), /Tệp “cai-dat\.pdf” không phải ảnh/);
    expect(await page.locator('[data-files="f/2.1"] li').count()).toBe(12);
    expect(await field(window, 'f/2.1').inputValue()).toBe('');
    await page.reload();
    expect(await seen(window, 'tep')).toContain('Ảnh tủ hồ sơ 12.png');
  });

  test('một đề nghị viết dở: tải lại còn nguyên; máy chủ bận thì ở lại trang; sai ở đâu trỏ vào đó', async () => {
    const { page } = window;
    await page.goto(`${url}${yte}/doi-ngay/1`);
    await field(window, 'day').fill('27032026');
    await page.getByLabel('Buổi chiều').check();
    await field(window, 'reason').fill('Sở tổ chức hội nghị toàn ngành.');
    await page.reload();
    await says(said(), /Đã đưa lại những gì bạn ghi dở ở trang này, chưa gửi\./);
    expect(await field(window, 'day').inputValue()).toBe('27032026');
    expect(await page.getByLabel('Buổi chiều').isChecked()).toBe(true);
    expect(await seen(window, 'ghi-do')).toContain('Bỏ, như trang đang có');
    await page.route('**/doi-ngay/1', (route) => route.fulfill({ status: 503, body: 'bận' }));
    await press(window, 'Gửi đề nghị');
    await says(said(), /Máy chủ đang bận nên chưa gửi được; .* còn nguyên trên trang này/);
    await page.unroute('**/doi-ngay/1');
    await field(window, 'day').fill('27/13/2026');
    await press(window, 'Gửi đề nghị');
    await says(page.locator('.fault'), /không có trong lịch/);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('day');
    expect(await describedBy(field(window, 'day'))).toMatch(/không có trong lịch/);
    expect(await field(window, 'reason').inputValue()).toBe('Sở tổ chức hội nghị toàn ngành.');
    await page.reload();
    expect(await field(window, 'reason').inputValue()).toBe('Sở tổ chức hội nghị toàn ngành.');
    window.complaints.length = 0;
    await field(window, 'day').fill('27032026');
    await press(window, 'Gửi đề nghị');
    await page.getByText('Đang chờ trả lời').first().waitFor();
    await page.goto(`${url}${yte}/doi-ngay/1`);
    expect(await seen(window)).not.toContain('Đã đưa lại');
  });

  test('trang nào cùng kiểu chữ và mã kịch bản cũng không quá 30 kB', async () => {
    const get = async (path: string) => gzipSync(await (await fetch(desk.api.url + path)).text()).length;
    const base = url.slice(desk.api.url.length);
    const step = await (await fetch(url + table)).text();
    const shared = await Promise.all([...step.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => get(path!)));
    expect(shared).toHaveLength(2);
    const areas = sampleOutline2026.areas.map(({ code }) => `${yte}/bao-cao/${code}`);
    const paths = ['', yte, table, ...areas, `${yte}/bao-cao`, `${yte}/xem-lai`, '/lich-su', '/chuyen-viec'];
    const weights = await Promise.all(
      paths.map(async (path) => [path, shared[0]! + shared[1]! + (await get(base + path))] as const),
    );
    expect(weights.filter(([, weight]) => weight > 30_000)).toEqual([]);
  });
});

describe('Trên máy bàn, chỉ bàn phím; rồi chuột', () => {
  test('gõ, qua ô, lưu bằng Enter; bấm nút ngay khi vừa gõ thì trang không chạy mất dưới tay', async () => {
    const window = await browser.open(desktop);
    const { page } = window;
    const { token } = await desk.link('p-hoa');
    const url = `${desk.api.url}/u/${token}/kiem-tra/${round}:so-y-te/bao-cao/`;
    await page.goto(`${url}ii06.tong`);
    const cell = (column: string) => field(window, `c/ii06/tong/${column}`);
    await cell('received_total').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('3.514');
    await page.keyboard.press('Enter');
    // what is wrong is one key away from the top of the page
    await page.locator('.say.fault a').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.querySelector(':target')?.getAttribute('aria-invalid'))).toBe('true');
    expect(await seen(window, 'can-xem-lai')).toContain('Cần xem lại:');
    await cell('received_total').fill('3.541');
    // what belongs above a button waits until the press is over, or the button would run away from under the finger
    const { pressed, after } = await cell('in_progress_overdue').evaluate(async (input: HTMLInputElement) => {
      const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const faults = () => input.closest('.field')!.querySelectorAll('.fault').length;
      input.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
      input.value = '5.000';
      input.dispatchEvent(new Event('change', { bubbles: true }));
      await rest(300);
      const pressed = faults();
      input.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
      for (let i = 0; i < 100 && faults() === 0; i++) await rest(50);
      return { pressed, after: faults() };
    });
    expect([pressed, after]).toEqual([0, 1]);
    await cell('in_progress_overdue').fill('0');
    await press(window, 'Lưu, làm sau');
    await page.waitForURL(/bao-cao$/);
  });
});

/** What a screen reader says after the name of a field. */
const describedBy = (one: Locator): Promise<string> =>
  one.evaluate((input) => document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent ?? '');

const says = (where: Locator, text: RegExp): Promise<void> => where.filter({ hasText: text }).first().waitFor();

/** A block copied elsewhere, pasted into a field. */
const paste = (into: Locator, text: string): Promise<void> =>
  into.evaluate((input, copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** What the unit reported in the round before: found again beside each figure. */
async function lastYear(): Promise<void> {
  const matter = 'inspection:cchc-2025:so-y-te';
  const { store } = desk;
  const at = '2025-03-01T02:00:00.000Z';
  const cells = { received_total: 1_100, resolved_total: 1_000, in_progress_total: 100 };
  const period = { label: 'Năm 2024', from: '2024-01-01', to: '2024-12-31' } as const;
  const body = { ...emptySelfReport, tables: { ii06: { period, rows: [{ id: 'tong', name: 'Toàn đơn vị', cells }] } } };
  await store.snapshots.freeze({ id: 'bao-cao-2024', kind: 'self-report', matter, body, by: 'link:cũ', at });
  await store.selfReports.addSent(matter, 'so-y-te', {
    id: 'bao-cao-2024',
    key: 'gui-2024',
    version: 1,
    at,
    by: 'link:cũ',
  });
  await store.db
    .collection<{ _id: string }>('asks')
    .updateOne({ _id: 'gui-2024' }, { $set: { matter, message: 'submit', version: 1, hash: '' } }, { upsert: true });
}
