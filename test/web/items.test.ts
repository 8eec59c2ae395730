import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readSheets } from '../../api/sheet.ts';
import { seen, seenAtBoth } from '../support/browser.ts';
import type { Window } from '../support/browser.ts';
import { formOf, itemOf, png, round } from '../support/desk.ts';
import { ok } from '../support/office.ts';
import { openStaffDesk, staffDevices } from '../support/staff-desk.ts';
import type { StaffDesk } from '../support/staff-desk.ts';

jest.setTimeout(120_000);

let desk: StaffDesk;
beforeAll(async () => {
  desk = await openStaffDesk();
});
afterAll(() => desk?.stop());

const unit = () => desk.office.as('unit-contact', 'unit:so-xay-dung');

/** The unit reports these items as done, with a picture. */
async function reported(...numbers: number[]): Promise<void> {
  const contact = await unit();
  for (const n of numbers) {
    const form = formOf({ item: itemOf(n) }, [{ field: 'files', name: 'ảnh niêm yết.png', bytes: png }]);
    const { items } = await ok(contact.post('/api/files', form));
    await ok(contact.post(`/api/items/${itemOf(n)}/reports`, { text: 'Đã làm xong.', evidence: [items[0].id] }));
  }
}

const alertIn = ({ page }: Window, text: string) => page.getByText(text).first().waitFor();
const open = (window: Window, path: string) => window.page.goto(`${desk.api.url}${path}`);

describe.each(staffDevices)('theo dõi trên %s', (_name, device) => {
  const n = device.width < 700 ? 1 : 2;

  test('thư ký đi từ Việc của tôi đến báo cáo, thẩm tra đạt một phần, xem vì sao có hạn ấy', async () => {
    await reported(n);
    const window = await desk.sit('p-thu-ky', '/viec-cua-toi', device);
    const { page } = window;
    await page.getByRole('heading', { name: /Sau/ }).waitFor();
    expect(await seen(window, 'viec-cua-toi')).toMatch(/Sau 1 việc.*Thẩm tra báo cáo khắc phục/);
    await page.getByRole('link', { name: 'Thẩm tra báo cáo khắc phục' }).click();
    await page.getByRole('heading', { name: 'Thẩm tra báo cáo' }).waitFor();
    await page.getByText('Đã làm xong.').waitFor();
    expect(await seen(window, 'mot-viec-tham-tra')).toMatch(/Thông báo kết luận kiểm tra số 05\/TB-SNV/);

    // by keyboard: what is wrong is said at its field, and nothing was sent
    await page.getByRole('button', { name: 'Ghi kết quả thẩm tra' }).press('Enter');
    await alertIn(window, 'Hãy chọn kết quả.');
    await page.getByRole('radio', { name: 'Đạt', exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('radio', { name: 'Đạt một phần' }).isChecked();
    await page.getByLabel('Hạn của phần còn lại').fill('32/3/2026');
    await page.getByRole('button', { name: 'Ghi kết quả thẩm tra' }).press('Enter');
    await alertIn(window, 'Hãy ghi ngày theo mẫu 05/3/2026.');
    await alertIn(window, 'Hãy ghi rõ điểm chưa đạt và việc cần bổ sung.');
    await seen(window, 'mot-viec-sai-cho-nao');
    await page.getByLabel('Hạn của phần còn lại').fill('1/3/2026');
    await page.getByLabel('Nhận xét, ghi vào thư gửi đơn vị').fill('Còn ba thủ tục chưa niêm yết.');
    await page.getByRole('button', { name: 'Ghi kết quả thẩm tra' }).click();
    await alertIn(window, '01/03/2026');
    // a reload loses nothing of what was written
    await page.reload();
    await page.getByLabel('Hạn của phần còn lại').fill('27/3/2026');
    await page.getByRole('button', { name: 'Ghi kết quả thẩm tra' }).click();
    await page.getByText('Kết quả thẩm tra: đạt một phần').waitFor();
    await page.getByText('Còn ba thủ tục chưa niêm yết.').waitFor();

    await page.getByText('Vì sao hạn là 27/03/2026?').click();
    await page.getByRole('heading', { name: 'Sẽ gửi, nếu chưa ai làm gì' }).waitFor();
    const words = await seen(window, 'mot-viec-da-tham-tra');
    expect(words).toMatch(/hạn mới 27\/03\/2026/);
    expect(words).toMatch(/Mức nhắc 1: thư nhắc/);
  });

  test('danh sách tìm bằng chữ không dấu; điều kiện lọc nằm ở địa chỉ và lưu được dưới một tên', async () => {
    const window = await desk.sit('p-chuyen-vien', '/theo-doi', device);
    const { page } = window;
    await page.getByText('5 nội dung', { exact: true }).waitFor();
    await page.getByLabel('Tìm trong nội dung, số văn bản, tên đơn vị').fill('niem yet');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.getByText('1 nội dung', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toContain('tim=niem');
    await page.getByRole('button', { name: 'Lưu danh sách này' }).click();
    await page.getByLabel('Tên danh sách').fill('Niêm yết');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Bỏ mọi điều kiện lọc' }).click();
    await page.getByText('5 nội dung', { exact: true }).waitFor();
    expect(await seen(window, 'theo-doi')).toMatch(/Phân công người phụ trách/);
    if (device.width > 900 && process.env['PICTURES']) {
      await open(window, '/theo-doi?cho=unit');
      await page.getByText(/^\d+ nội dung$/).waitFor();
      await writeFile(`${process.env['PICTURES']}/theo-doi.pdf`, await page.pdf({ preferCSSPageSize: true }));
    }
    await page.getByRole('link', { name: 'Niêm yết', exact: true }).click();
    await page.getByText('1 nội dung', { exact: true }).waitFor();
    await open(window, '/theo-doi?tim=khong%20co%20noi%20dung%20nay');
    await page.getByText('Không có nội dung nào như vậy.').waitFor();
    await seen(window, 'theo-doi-khong-co');
  });
});

test('đơn vị xin gia hạn, lãnh đạo quyết định; ngày không muộn hơn hạn thì bị từ chối và nói rõ', async () => {
  const contact = await unit();
  await ok(
    contact.post(`/api/items/${itemOf(3)}/extensions`, { until: '2026-04-10', reason: 'Đang chờ quy chế mới.' }),
  );
  const window = await desk.sit('p-giam-doc', `/viec/${itemOf(3)}`);
  const { page } = window;
  await page.getByText('Đang chờ quy chế mới.').first().waitFor();
  await page.getByRole('radio', { name: 'Đồng ý gia hạn' }).check();
  await seen(window, 'mot-viec-gia-han');
  await page.getByLabel('Gia hạn đến ngày').fill('17/3/2026');
  await page.getByLabel('Ý kiến, ghi vào thư gửi đơn vị').fill('Đồng ý, phải xong trong tháng 3.');
  await page.getByRole('button', { name: 'Ghi quyết định' }).click();
  await alertIn(window, '17/03/2026');
  await page.getByLabel('Gia hạn đến ngày').fill('31/3/2026');
  await page.getByRole('button', { name: 'Ghi quyết định' }).click();
  await page.getByText('Đồng ý đến 31/03/2026').waitFor();
  await page.getByText('Vì sao hạn là 31/03/2026?').click();
  await page.getByText('Đã chuyển từ 17/03/2026 sang 31/03/2026: được gia hạn.').waitFor();
});

test('văn bản giấy được nhập hộ: ngày đến sau hôm nay bị từ chối, tệp đi kèm được giữ', async () => {
  const window = await desk.sit('p-thu-ky', `/viec/${itemOf(3)}`);
  const { page } = window;
  await page.getByRole('button', { name: 'Nhập hộ báo cáo của đơn vị' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Nhập báo cáo' }).click();
  await alertIn(window, 'Hãy gửi ít nhất một tệp.');
  await dialog.getByLabel('Ngày đến').fill('12/3/2026');
  await dialog.getByLabel('Số văn bản').fill('12/BC-SXD');
  await dialog.getByLabel('Đơn vị báo cáo gì').fill('Đã phân công từng mục.');
  await dialog
    .getByLabel('Bản chụp văn bản, tài liệu kiểm chứng')
    .setInputFiles({ name: 'báo cáo 12.png', mimeType: 'image/png', buffer: Buffer.concat([png, Buffer.from('12')]) });
  await dialog.getByRole('button', { name: 'Bỏ tệp báo cáo 12.png' }).waitFor();
  await dialog.getByRole('button', { name: 'Nhập báo cáo' }).click();
  await alertIn(window, 'Ngày nhận văn bản ở phía sau hôm nay.');
  await seen(window, 'mot-viec-nhap-ho');
  await dialog.getByLabel('Ngày đến').fill('11/3/2026');
  await dialog.getByRole('button', { name: 'Nhập báo cáo' }).click();
  await page.getByText('Nhập hộ từ văn bản giấy, đến ngày 11/03/2026 · số 12/BC-SXD').waitFor();
  await page.getByRole('link', { name: /báo cáo 12\.png/ }).waitFor();
});

test('thẩm tra nhiều, đóng nhiều một lần, mỗi nội dung có kết quả riêng; danh sách tải về là tệp Excel', async () => {
  await reported(2, 5);
  // one of the three the lead verifies himself: that one somebody else closes
  const leads = await desk.api.signIn('p-truong-doan');
  const { report } = await ok(leads.get(`/api/items/${itemOf(2)}`));
  await ok(leads.post(`/api/items/${itemOf(2)}/verify`, { report, verdict: 'met' }));

  const secretary = await desk.sit('p-thu-ky', `/theo-doi?dot=${round}`);
  await secretary.page.getByRole('checkbox', { name: /Chọn cả 2 nội dung/ }).check();
  await secretary.page.getByRole('button', { name: 'Thẩm tra 2 báo cáo' }).click();
  await secretary.page.getByRole('radio', { name: 'Đạt', exact: true }).check();
  await seen(secretary, 'theo-doi-tham-tra-nhieu');
  await secretary.page.getByRole('button', { name: 'Ghi kết quả thẩm tra' }).click();
  await secretary.page.getByRole('heading', { name: 'Thẩm tra: 2 nội dung đã xong' }).waitFor();

  const lead = await desk.sit('p-truong-doan', '/theo-doi?tinhTrang=verified');
  const { page } = lead;
  await page.getByRole('checkbox', { name: /Chọn cả 3 nội dung/ }).check();
  await page.getByRole('button', { name: 'Đóng 3 nội dung' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng 3 nội dung' }).click();
  await page.getByRole('heading', { name: 'Đóng: 2 nội dung đã xong, 1 nội dung chưa được' }).waitFor();
  expect(await seen(lead, 'theo-doi-dong-nhieu')).toMatch(/Người đã thẩm tra nội dung số 2 không được đóng/);

  await open(lead, '/theo-doi?tinhTrang=closed');
  await page.getByText('Đã đóng').first().waitFor();
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Tải danh sách (Excel)' }).click();
  const sheets = await readSheets(await readFile(await (await coming).path()));
  const texts = sheets[0]!.rows.map(({ cells }) => cells.join(' | '));
  expect(texts[0]).toMatch(/Đơn vị \| Nhận từ \| Nội dung khắc phục/);
  expect(texts.slice(1).join('\n')).toMatch(/Sở Xây dựng \| {2}\| Phân công người phụ trách từng mục/);

  await open(lead, `/theo-doi/lay-mau?dot=${round}`);
  await page.getByText(/nội dung đã đóng, mã 1/).waitFor();
  expect(await seenAtBoth(lead, 'theo-doi-lay-mau')).toMatch(/Phân công người phụ trách/);
  await page.getByRole('link', { name: /Phân công người phụ trách/ }).click();
  await page.getByRole('button', { name: 'Mở lại nội dung này' }).click();
  await page.getByLabel('Vì sao mở lại').fill('Kiểm tra lại chưa thấy phân công.');
  await page.getByRole('dialog').getByRole('button', { name: 'Mở lại nội dung này' }).click();
  await page.getByText('Mở lại ngày 11/03/2026: Kiểm tra lại chưa thấy phân công.').waitFor();
});

test('kiến nghị: chuyển cơ quan có thẩm quyền, nhập văn bản trả lời', async () => {
  await ok(
    (await unit()).post('/api/proposals', {
      campaign: round,
      unit: 'so-xay-dung',
      text: 'Đề nghị cấp kinh phí số hóa hồ sơ.',
    }),
  );
  const window = await desk.sit('p-chuyen-vien', '/viec-cua-toi');
  const { page } = window;
  await page.getByRole('link', { name: 'Chuyển kiến nghị của đơn vị' }).click();
  await page.getByRole('button', { name: 'Chuyển cơ quan có thẩm quyền' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Chuyển cơ quan có thẩm quyền' }).click();
  await alertIn(window, 'Hãy chọn ít nhất một cơ quan.');
  await dialog.getByLabel('Các cơ quan có thẩm quyền').fill('so y te');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Chuyển cơ quan có thẩm quyền' }).click();
  await page.getByRole('heading', { name: 'Sở Y tế' }).waitFor();
  expect(await seenAtBoth(window, 'kien-nghi')).toMatch(/hạn trả lời/);

  await page.getByRole('button', { name: 'Nhập trả lời' }).click();
  await dialog.getByLabel('Ngày đến').fill('11/3/2026');
  await dialog.getByLabel('Đến bằng cách nào').fill('Công văn giấy');
  await dialog.getByLabel('Cơ quan trả lời thế nào').fill('Đã bố trí trong dự toán.');
  await dialog
    .getByLabel('Bản chụp văn bản trả lời')
    .setInputFiles({ name: 'trả lời.png', mimeType: 'image/png', buffer: png });
  await dialog.getByRole('button', { name: 'Bỏ tệp trả lời.png' }).waitFor();
  await dialog.getByRole('button', { name: 'Nhập trả lời' }).click();
  await page.getByText('Đã bố trí trong dự toán.').waitFor();
  await open(window, '/theo-doi/kien-nghi');
  await page.getByText('Đề nghị cấp kinh phí số hóa hồ sơ.').waitFor();
  expect(await seenAtBoth(window, 'cac-kien-nghi')).toMatch(/Sở Y tế đã trả lời/);
});
