import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Plan } from '../../domain/plan.ts';
import {
  binhDinhAppointments,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  khuKinhTe,
  vanHoa,
} from '../support/binh-dinh.ts';
import { seen, seenAtBoth, startBrowser } from '../support/browser.ts';
import type { TestBrowser, Window } from '../support/browser.ts';
import { launched, minutesSigned } from '../support/launched.ts';
import { aUnit, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { sittingAt, staffDevices } from '../support/staff-desk.ts';
import type { StaffDesk } from '../support/staff-desk.ts';

jest.setTimeout(180_000);

const campaign = 'van-ban-2026';
const plan: Plan = { ...binhDinhPlan, campaign };
const communes = Array.from({ length: 60 }, (_, i) =>
  aUnit({ id: `xa-${i + 1}`, name: `UBND xã Phù Cát ${i + 1}`, kind: 'xa', level: 'commune' }),
);
const [[, phone], [, desktop]] = staffDevices as [StaffDevice, StaffDevice];
type StaffDevice = (typeof staffDevices)[number];

let office: TestOffice;
let browser: TestBrowser;
let sit: StaffDesk['sit'];
beforeAll(async () => {
  [office, browser] = await Promise.all([
    openOffice({
      units: [...binhDinhUnits, ...communes],
      people: binhDinhPeople,
      appointments: binhDinhAppointments,
      outline: binhDinhOutline,
    }),
    startBrowser(),
  ]);
  const { store } = office.stack;
  await launched(store, plan, '2026-10-19', () => minutesSigned('2026-10-12'));
  await store.groups.create({ id: 'cac-xa', name: 'UBND các xã', levels: ['commune'] });
  sit = sittingAt(office, browser);
});
afterAll(async () => {
  await browser?.stop();
  await office?.stop();
});

const saved = (page: Page) => page.getByText(/Đã lưu \d\d:\d\d/).waitFor();
const choose = async (page: Page, field: string, option: string) => {
  await page.getByLabel(field, { exact: true }).last().click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).first().click();
  await page.keyboard.press('Escape');
};
/** Presses an act and confirms what its dialog says; gives the consequence. */
async function act(page: Page, name: string, picture?: [Window, string]): Promise<string> {
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  const consequence = dialog.locator('.consequence');
  await consequence.getByText('Ban hành:').waitFor();
  if (picture) await seen(...picture);
  const said = await consequence.innerText();
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  return said;
}

test('một kết luận: soạn, sửa chỗ còn thiếu tại chỗ, trình, thẩm định, ký, cấp số bởi bốn người', async () => {
  const lead = await sit('truong-doan', `/van-ban/moi?dot=${campaign}`);
  const { page } = lead;
  await page.getByRole('radio', { name: 'Thông báo kết luận kiểm tra' }).check();
  await page.getByRole('checkbox', { name: 'Ban Quản lý Khu kinh tế tỉnh' }).check();
  await page.getByRole('checkbox', { name: 'Sở Văn hóa và Thể thao' }).check();
  await seenAtBoth(lead, 'van-ban-moi');
  await page.getByRole('button', { name: 'Bắt đầu soạn' }).click();

  await page.getByRole('heading', { name: 'Thông báo kết luận kiểm tra' }).waitFor();
  await page.getByRole('button', { name: 'Thêm tồn tại' }).click();
  await page.getByLabel('Nội dung', { exact: true }).fill('Niêm yết thủ tục chưa đầy đủ.');
  await page.getByText('chưa có yêu cầu nào trả lời').first().waitFor();
  await saved(page);
  expect(await page.getByRole('button', { name: 'Trình', exact: true }).isDisabled()).toBe(true);
  // the gap leads to its place: the card opens, the keyboard is in it
  await page.getByRole('button', { name: /^Niêm yết thủ tục chưa đầy đủ/ }).click();
  await page
    .locator('.gates')
    .getByRole('button', { name: /chưa có yêu cầu nào trả lời/ })
    .click();
  await page.waitForFunction(`document.activeElement?.closest('[data-at="findings[0]"]') != null`);

  await page.getByRole('button', { name: 'Thêm yêu cầu' }).click();
  const line = page.locator('[data-at="requirements[0]"]');
  await line.getByLabel('Nội dung', { exact: true }).fill('Niêm yết đủ 12 thủ tục mới tại Bộ phận Một cửa.');
  await page.getByText('chưa có hạn').first().waitFor();
  await seen(lead, 'van-ban-soan');
  await choose(page, 'Trả lời các tồn tại', 'Niêm yết');
  await choose(page, 'Hạn', 'Trong một thời hạn');
  await line.getByText('nếu ban hành hôm nay: 03/11/2026').waitFor();
  await line.getByLabel('Sản phẩm, tài liệu kiểm chứng cần nộp').fill('Ảnh bảng niêm yết');
  await page.getByRole('heading', { name: 'Đủ điều kiện trình' }).waitFor();
  await seen(lead, 'van-ban-du');
  const paper = page.url().split('/van-ban/')[1]!;
  const said = await act(page, 'Trình', [lead, 'van-ban-trinh']);
  expect(said).toMatch(
    /Ban hành: 1 thông báo kết luận kiểm tra, 2 đơn vị, 2 việc, khoảng 6 thư\. Số dự kiến 01\/TH-TB-SNV/,
  );
  await page.getByText('đã trình, chờ thẩm định').waitFor();

  const head = await sit('truong-phong', '/van-ban', phone);
  await head.page.getByRole('heading', { name: 'Chờ tôi' }).waitFor();
  await head.page.getByRole('table', { name: 'Văn bản chờ tôi' }).getByRole('link').first().waitFor();
  expect(await seen(head, 'van-ban-cho-toi')).toContain('Ban Quản lý Khu kinh tế tỉnh, Sở Văn hóa và Thể thao');
  await head.page.getByRole('table', { name: 'Văn bản chờ tôi' }).getByRole('link').first().click();
  await head.page.getByText('Niêm yết đủ 12 thủ tục mới').waitFor();
  expect(await seen(head, 'van-ban-tham-dinh')).toContain('trong 15 ngày kể từ ngày ban hành');
  await act(head.page, 'Thẩm định');
  await head.page.getByText('đã thẩm định, chờ ký').waitFor();

  const signer = await sit('giam-doc', `/van-ban/${paper}`);
  await act(signer.page, 'Ký');
  await signer.page.getByText('đã ký, chờ cấp số').waitFor();
  expect(await seen(signer, 'van-ban-da-ky')).toContain('Dành cho văn thư.');

  const clerk = await sit('van-thu', `/van-ban/${paper}`, phone);
  await act(clerk.page, 'Cấp số, phát hành', [clerk, 'van-ban-cap-so']);
  await clerk.page.getByRole('heading', { name: 'Thông báo kết luận kiểm tra số 01/TH-TB-SNV' }).waitFor();
  await clerk.page.getByText('Theo dõi các việc của văn bản này').waitFor();
  await seen(clerk, 'van-ban-phat-hanh');
  await signer.page.reload();
  await signer.page.getByText('Theo dõi các việc của văn bản này').waitFor();
  await seen(signer, 'van-ban-phat-hanh');

  await clerk.page.goto(`${office.api.url}/van-ban/so?so=TH`);
  await clerk.page.getByRole('link', { name: '01/TH-TB-SNV' }).waitFor();
  await seenAtBoth(clerk, 'van-ban-so');
});

test('công văn chỉ đạo tới 60 xã và một sở: bảng đối chiếu đọc được, sửa được', async () => {
  const planner = await sit('chuyen-vien', `/van-ban/moi?dot=${campaign}&loai=directive`);
  const { page } = planner;
  await page.getByLabel('Về việc (V/v)').fill('chấn chỉnh công tác cải cách hành chính');
  await page.getByRole('button', { name: 'Bắt đầu soạn' }).click();
  await choose(page, 'Nhóm đơn vị nhận', 'UBND các xã');
  await choose(page, 'Đơn vị nhận đích danh', 'Sở Văn hóa');
  await page.getByText('Tổng cộng 61 đơn vị nhận văn bản.').waitFor();
  await page.getByRole('button', { name: 'Thêm tồn tại' }).click();
  await page.getByLabel('Nội dung', { exact: true }).fill('Một số đơn vị chưa công khai thủ tục.');
  for (const [n, text] of ['Công khai đủ thủ tục.', 'Báo cáo kết quả.'].entries()) {
    await page.getByRole('button', { name: 'Thêm nhiệm vụ' }).click();
    const line = page.locator(`[data-at="requirements[${n}]"]`);
    await line.getByLabel('Nội dung', { exact: true }).fill(text);
    await choose(page, 'Hạn', 'Thường xuyên');
    await line.getByLabel('Sản phẩm, tài liệu kiểm chứng cần nộp').fill('Báo cáo');
  }
  await page.getByRole('button', { name: 'Thêm nhiệm vụ' }).click();
  await page.locator('[data-at="requirements[2]"]').getByLabel('Sản phẩm, tài liệu kiểm chứng cần nộp').fill('Ảnh');
  await saved(page);
  // what the server does not take yet is not lost by a reload
  await page.reload();
  await page.getByText('1 mục chưa ghi nội dung, mới giữ trong thẻ này').waitFor();
  const begun = page.locator('[data-at="requirements[2]"]');
  await begun.getByText('Chưa ghi nội dung').click();
  expect(await begun.getByLabel('Sản phẩm, tài liệu kiểm chứng cần nộp').inputValue()).toBe('Ảnh');
  await begun.getByRole('button', { name: 'Bỏ mục này' }).click();
  await saved(page);
  await page.getByText('Bảng đối chiếu').click();
  const answers = page.getByRole('region', { name: 'Tồn tại và yêu cầu' });
  await answers.getByText('61 đơn vị').waitFor();
  await answers.getByRole('checkbox', { name: 'yc-1 trả lời tt-1' }).check();
  await answers.getByText('đủ').waitFor();
  await page.getByRole('checkbox', { name: 'yc-2 giao UBND xã Phù Cát 60', exact: true }).uncheck();
  await page.getByRole('heading', { name: 'Đủ điều kiện trình' }).waitFor();
  await seen(planner, 'van-ban-bang-doi-chieu');
  const id = page.url().split('/van-ban/')[1]!;
  const narrow = await sit('chuyen-vien', `/van-ban/${id}`, phone);
  await narrow.page.getByText('Bảng đối chiếu').click();
  await narrow.page.getByRole('textbox', { name: 'Tìm đơn vị', exact: true }).fill('phu cat 60');
  await narrow.page.getByText('Đơn vị (1/61)').waitFor();
  expect(
    await narrow.page.getByRole('checkbox', { name: 'yc-2 giao UBND xã Phù Cát 60', exact: true }).isChecked(),
  ).toBe(false);
  await seen(narrow, 'van-ban-bang-doi-chieu');
  expect(await act(page, 'Trình')).toMatch(
    /1 công văn, 61 đơn vị, 121 việc, khoảng \d+ thư\. Số dự kiến 0\d\/TH-SNV-CCHC/,
  );
  await page.getByText('đã trình, chờ thẩm định').waitFor();
});

test('hai thẻ sửa cùng một dự thảo: không ai mất chữ', async () => {
  const planner = await office.as('planner');
  const { id } = await ok(
    planner.post(`/api/campaigns/${campaign}/papers`, { kind: 'notice', serves: [vanHoa, khuKinhTe], requests: [] }),
  );
  const one = await sit('chuyen-vien', `/van-ban/${id}`);
  const other = await one.tab();
  await other.page.goto(`${office.api.url}/van-ban/${id}`);
  for (const { page } of [one, other]) await page.getByLabel('Đề nghị thêm với đơn vị').waitFor();
  await one.page.getByLabel('Đề nghị thêm với đơn vị').fill('Bố trí phòng họp.');
  await saved(one.page);
  await other.page.getByLabel('Đề nghị thêm với đơn vị').fill('Bố trí tài khoản xem hệ thống một cửa.');
  await other.page.getByText('Người khác vừa lưu một bản mới hơn.').waitFor();
  await seen(other, 'van-ban-hai-the');
  await other.page.getByRole('button', { name: 'Giữ bản của tôi' }).click();
  await saved(other.page);
  expect((await ok(planner.get(`/api/papers/${id}`))).draft.requests).toEqual([
    'Bố trí tài khoản xem hệ thống một cửa.',
  ]);
});

test('danh sách lọc không dấu, địa chỉ giữ điều kiện; nhập văn bản đã ban hành', async () => {
  const planner = await sit('chuyen-vien', `/van-ban?dot=${campaign}`, desktop);
  const { page } = planner;
  await page.getByPlaceholder('trích yếu, số, đơn vị').fill('chan chinh');
  await page.waitForURL(/tim=chan\+chinh|tim=chan%20chinh/);
  const all = page.getByRole('table', { name: 'Các văn bản, văn bản vừa sửa trước' });
  await all.getByText('V/v chấn chỉnh').first().waitFor();
  // its head and one row
  await all.getByRole('row').nth(2).waitFor({ state: 'detached' });
  await seen(planner, 'van-ban-danh-sach');
  await page.getByRole('link', { name: 'Nhập văn bản đã ban hành' }).click();
  await page.getByLabel('Số, ký hiệu').fill('1770/ UBND - KSTT');
  await page.getByLabel('Ngày ban hành').fill('15/10/2026');
  await page.getByLabel('Người ký').fill('Nguyễn Văn An');
  await page.getByLabel('Bản đã ký').setInputFiles({
    name: 'Công văn 1770.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 bản ký'),
  });
  await page.getByRole('radio', { name: 'Công văn' }).check();
  await page.getByLabel('Về việc (V/v)').fill('đôn đốc cải cách hành chính');
  await page.getByRole('button', { name: 'Nhập văn bản', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
  await choose(page, 'Đơn vị nhận đích danh', 'Sở Văn hóa');
  await page.getByRole('button', { name: 'Thêm nhiệm vụ' }).click();
  const line = page.locator('[data-at="requirements[0]"]');
  await line.getByLabel('Nội dung', { exact: true }).fill('Rà soát quy chế tiếp công dân.');
  await choose(page, 'Hạn', 'Thường xuyên');
  await seenAtBoth(planner, 'van-ban-nhap');
  await page.getByRole('button', { name: 'Nhập văn bản', exact: true }).click();
  await page.getByRole('heading', { name: 'Công văn số 1770/UBND-KSTT' }).waitFor();
  expect(await seen(planner, 'van-ban-da-nhap')).toContain('nhập sau khi đã ban hành');
});
