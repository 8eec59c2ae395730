import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { passwordHash } from '../../api/office/password.ts';
import { seen } from '../support/browser.ts';
import { itemOf, round } from '../support/desk.ts';
import { ok } from '../support/office.ts';
import { openStaffDesk, staffDevices } from '../support/staff-desk.ts';
import type { StaffDesk } from '../support/staff-desk.ts';

jest.setTimeout(120_000);

const password = 'một câu chỉ chuyên viên biết';
let desk: StaffDesk;
beforeAll(async () => {
  desk = await openStaffDesk();
  await desk.store.accounts.set({
    person: 'p-thu-ky',
    login: 'thu-ky',
    passwordHash: await passwordHash(password),
    at: '2026-03-11T01:00:00.000Z',
  });
});
afterAll(() => desk?.stop());

/** The unit reports one item as done: the secretary owes its verification. */
async function reported(n: number): Promise<void> {
  const unit = await desk.office.as('unit-contact', 'unit:so-xay-dung');
  const form = new FormData();
  form.set('item', itemOf(n));
  form.set('files', new Blob(['Biên bản niêm yết'], { type: 'text/plain' }), 'biên bản.txt');
  const { items } = await ok(unit.post('/api/files', form));
  await ok(unit.post(`/api/items/${itemOf(n)}/reports`, { text: 'Đã niêm yết.', evidence: [items[0].id] }));
}

describe.each(staffDevices)('cán bộ mở ứng dụng trên %s', (_name, device) => {
  test('đăng nhập ngay tại trang mình cần, thấy việc của mình, đợt và đơn vị', async () => {
    const window = await desk.browser.open(device);
    const { page } = window;
    await page.goto(`${desk.api.url}/dot`);
    await page.getByLabel('Tên đăng nhập').fill('thu-ky');
    await page.getByLabel('Mật khẩu').fill('không phải');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByRole('alert').waitFor();
    expect(await seen(window, 'ung-dung-dang-nhap')).not.toContain('Đợt kiểm tra');
    await page.getByLabel('Mật khẩu').fill(password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();

    await page.getByRole('heading', { name: 'Đợt kiểm tra' }).waitFor();
    expect(await seen(window, 'ung-dung-dot')).toContain('Kiểm tra công tác cải cách hành chính năm 2026');
    // whoever is known goes from the front page to their work
    await page.goto(`${desk.api.url}/`);
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor();
    const n = device.width < 700 ? 1 : 2;
    if (n === 1) {
      await page.getByText('Không còn việc nào chờ anh/chị.').waitFor();
      await seen(window, 'ung-dung-het-viec');
    }
    await reported(n);
    await page.reload();
    await page.getByText(`${n} việc`).first().waitFor();
    expect(await seen(window, 'ung-dung-viec')).toMatch(/Thẩm tra báo cáo khắc phục.*Sở Xây dựng/);

    await page.goto(`${desk.api.url}/dot/${round}`);
    await page.getByText('Sở Xây dựng').waitFor();
    expect(await seen(window, 'ung-dung-mot-dot')).toContain('Báo cáo kết quả khắc phục · đầu mối đơn vị');
  });
});

test('phiên hết giữa chừng: đăng nhập lại ngay trên trang, trang phía sau còn nguyên', async () => {
  const window = await desk.sit('p-thu-ky', `/dot/${round}`);
  const { page } = window;
  await page.getByText('Sở Xây dựng').waitFor();
  await desk.store.sessions.model.deleteMany({});
  await page.getByRole('link', { name: 'Đợt kiểm tra' }).first().click();
  await page.getByRole('dialog', { name: 'Phiên đăng nhập đã hết' }).waitFor();
  await seen(window, 'ung-dung-het-phien');
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('heading', { name: 'Đợt kiểm tra' }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(page.url()).toBe(`${desk.api.url}/dot`);
});
