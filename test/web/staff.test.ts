import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { passwordHash } from '../../api/office/password.ts';
import { staffBuilt } from '../../local/staff-built.ts';
import { desktop, phone, startBrowser } from '../support/browser.ts';
import type { TestBrowser, Window } from '../support/browser.ts';
import { deskPlan, itemOf, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { ok } from '../support/office.ts';

jest.setTimeout(120_000);

const password = 'một câu chỉ chuyên viên biết';
let desk: Desk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), startBrowser(), staffBuilt()]);
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: '2026-03-11T01:00:00.000Z' });
  for (const person of ['p-thu-ky', 'p-giam-doc'])
    await desk.store.accounts.set({
      person,
      login: person.slice(2),
      passwordHash: await passwordHash(password),
      at: '2026-03-11T01:00:00.000Z',
    });
});
afterAll(async () => {
  await browser?.stop();
  await desk?.stop();
});

/** The words of the page shown, once nothing about it keeps anybody out. */
async function seen({ page, device, complaints, ...window }: Window, picture: string): Promise<string> {
  if (process.env['PICTURES'])
    await page.screenshot({ path: `${process.env['PICTURES']}/${picture}-${device.width}.png`, fullPage: true });
  expect([picture, await window.barriers()]).toEqual([picture, []]);
  expect([picture, (await window.reach()) <= device.width]).toEqual([picture, true]);
  expect(complaints.filter((said) => !said.includes('401'))).toEqual([]);
  return (await page.locator('body').innerText()).replace(/\s+/g, ' ');
}

/** The unit reports one item as done: the secretary owes its verification. */
async function reported(n: number): Promise<void> {
  const unit = await desk.office.as('unit-contact', 'unit:so-xay-dung');
  const form = new FormData();
  form.set('item', itemOf(n));
  form.set('files', new Blob(['Biên bản niêm yết'], { type: 'text/plain' }), 'biên bản.txt');
  const { items } = await ok(unit.post('/api/files', form));
  await ok(unit.post(`/api/items/${itemOf(n)}/reports`, { text: 'Đã niêm yết.', evidence: [items[0].id] }));
}

describe.each([
  ['điện thoại', { ...phone, script: true }, 1],
  ['máy bàn', desktop, 2],
])('cán bộ mở ứng dụng trên %s', (_name, device, n) => {
  test('đăng nhập ngay tại trang mình cần, thấy việc của mình, đợt và đơn vị', async () => {
    const window = await browser.open(device);
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
    await page.goto(`${desk.api.url}/viec-cua-toi`);
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor();
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
