import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { passwordHash } from '../../api/password.ts';
import { desktop, phone, startBrowser } from '../support/browser.ts';
import type { TestBrowser, Window } from '../support/browser.ts';
import { deskPlan, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';

jest.setTimeout(120_000);

const password = 'một câu chỉ chuyên viên biết';
let desk: Desk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), startBrowser()]);
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

describe.each([
  ['điện thoại', { ...phone, script: true }],
  ['máy bàn', desktop],
])('cán bộ mở ứng dụng trên %s', (_name, device) => {
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
    await page.goto(desk.api.url);
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor();
    await page.getByText(/\d+ việc/).first().waitFor();
    expect(await seen(window, 'ung-dung-viec')).toContain('việc');

    await page.goto(`${desk.api.url}/dot/${round}`);
    await page.getByText('Sở Xây dựng').waitFor();
    expect(await seen(window, 'ung-dung-mot-dot')).toContain('Đang chờ ai');
  });
});
