import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { seen } from '../support/browser.ts';
import { itemOf, round } from '../support/desk.ts';
import { openStaffDesk } from '../support/staff-desk.ts';
import type { StaffDesk } from '../support/staff-desk.ts';

jest.setTimeout(120_000);

let desk: StaffDesk;
beforeAll(async () => {
  desk = await openStaffDesk();
});
afterAll(() => desk?.stop());

test('mạng 3G: lần tải đầu không quá 400 kB và dùng được trong vài giây', async () => {
  const { page } = await desk.sit('p-giam-doc', '/api/openapi.json');
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.setCacheDisabled', { cacheDisabled: true });
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  let bytes = 0;
  line.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const began = Date.now();
  await page.goto(`${desk.api.url}/viec-cua-toi`);
  await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor();
  // 400 kB take two seconds on such a line; the rest is this machine's
  expect(Date.now() - began).toBeLessThan(15_000);
  await page.waitForLoadState('networkidle');
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(400_000);
});

test('máy chủ lỗi: phòng nào cũng nói phải làm gì, thử lại được; đường dẫn lạ có lối về', async () => {
  const window = await desk.sit('p-chuyen-vien', '/dot');
  const { page } = window;
  const problem = JSON.stringify({
    type: '/problems/internal',
    status: 500,
    detail: 'Hệ thống gặp lỗi. Hãy thử lại; nếu vẫn lỗi, báo người vận hành kèm mã yêu cầu.',
    requestId: 'yc-123',
  });
  await page.route(/\/api\/(?!me$)/, (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: problem }),
  );
  const silent: string[] = [];
  for (const path of [
    '/viec-cua-toi',
    '/dot',
    `/dot/${round}`,
    '/kiem-tra',
    `/kiem-tra/${round}:so-y-te`,
    '/van-ban',
    '/van-ban/khong-co',
    '/theo-doi',
    `/viec/${itemOf(1)}`,
    '/theo-doi/kien-nghi',
    '/don-vi',
    '/don-vi/so-y-te',
    '/tinh-hinh',
  ]) {
    await page.goto(desk.api.url + path);
    const again = page.getByRole('button', { name: 'Thử lại' }).first();
    const said = await again.waitFor({ timeout: 10_000 }).then(
      () => page.getByRole('alert').first().isVisible(),
      () => false,
    );
    if (!said) silent.push(path);
  }
  expect(silent).toEqual([]);
  await seen(window, 'loi-may-chu', /status of 500/);
  await page.unroute(/\/api\/(?!me$)/);
  await page.getByRole('button', { name: 'Thử lại' }).first().click();
  await page.getByRole('heading', { name: 'Trang thứ Hai' }).waitFor();
  await page.goto(`${desk.api.url}/dot/khong-co-dot-nay`);
  await page.getByRole('alert').first().waitFor();
  await page.goto(`${desk.api.url}/viec-cua-toi/khong-co`);
  await page.getByRole('heading', { name: 'Không có trang này' }).waitFor();
  await page.getByRole('link', { name: 'Việc của tôi' }).last().click();
  await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor();
});

test('chỉ bàn phím: tới trang khác thì bắt đầu ở trang ấy, thẻ mang tên trang; tìm không dấu bằng tên tắt', async () => {
  const { page } = await desk.sit('p-giam-doc', '/dot');
  await page.getByRole('heading', { name: 'Đợt kiểm tra' }).waitFor();
  await page.waitForFunction(`document.title === 'Đợt kiểm tra – Đôn Đốc'`);
  await page.getByRole('navigation', { name: 'Các trang' }).getByRole('link', { name: 'Đơn vị' }).press('Enter');
  await page.getByRole('heading', { name: 'Đơn vị' }).waitFor();
  await page.waitForFunction(`document.activeElement?.id === 'noi-dung'`);
  expect(await page.title()).toBe('Đơn vị – Đôn Đốc');
  await page.keyboard.press('/');
  await page.keyboard.type('so xd');
  await page.getByRole('option', { name: 'Sở Xây dựng', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sở Xây dựng' }).waitFor();
  await page.waitForFunction(`document.title.startsWith('Sở Xây dựng')`);
});
