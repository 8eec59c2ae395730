import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { passwordHash } from '../../api/office/password.ts';
import { desktop, phone, seen, startBrowser } from '../support/browser.ts';
import type { TestBrowser } from '../support/browser.ts';
import { deskPlan, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';

jest.setTimeout(120_000);

const password = 'một câu chỉ giám đốc biết';
let desk: Desk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), startBrowser()]);
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: '2026-03-11T01:00:00.000Z' });
  await desk.store.accounts.set({
    person: 'p-giam-doc',
    login: 'giam-doc',
    passwordHash: await passwordHash(password),
    at: '2026-03-11T01:00:00.000Z',
  });
});
afterAll(async () => {
  await browser?.stop();
  await desk?.stop();
});

describe.each([
  ['điện thoại, không mã kịch bản', phone],
  ['máy bàn', desktop],
])('lãnh đạo xem bảng theo dõi trên %s', (_name, device) => {
  test('đăng nhập, đọc câu đầu, bấm con số nào ra danh sách ấy, tới tận nội dung và văn bản', async () => {
    const window = await browser.open(device);
    const { page } = window;
    const board = `${desk.api.url}/bang-theo-doi/${round}`;
    await page.goto(board);
    expect(await seen(window, 'dang-nhap')).toContain('Bảng theo dõi dành cho cán bộ');
    await page.getByLabel('Tên đăng nhập').fill('giam-doc');
    await page.getByLabel('Mật khẩu').fill('không phải');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    expect(await seen(window, 'dang-nhap-sai')).not.toContain('Bảng theo dõi:');
    expect(await page.getByLabel('Tên đăng nhập').inputValue()).toBe('giam-doc');
    await page.getByLabel('Mật khẩu').fill(password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    expect(page.url()).toBe(board);

    const words = await seen(window, 'bang');
    expect(words).toContain('Kiểm tra công tác cải cách hành chính năm 2026');
    expect(words).toMatch(/3 đơn vị: 1 đã có kết luận/);
    expect(words).toMatch(/Sở Xây dựng/);
    expect(words).toContain('quá 1 ngày làm việc · chờ đơn vị');
    expect(words).not.toMatch(/quá hạn[^.]*30\/06\/2026/); // the office's own milestone

    await page.getByLabel('Quá hạn', { exact: true }).selectOption('co');
    await page.getByRole('button', { name: 'Lọc' }).click();
    expect(await seen(window, 'loc')).toMatch(/1 trong 3 đơn vị/);

    await page.getByRole('link', { name: 'Sở Xây dựng' }).click();
    const unit = await seen(window, 'don-vi');
    expect(unit).toContain('Đang chờ');
    expect(unit).toContain('mốc của Sở 30/06/2026');
    await page.getByRole('link', { name: /^1\. Bổ sung niêm yết/ }).click();
    const item = await seen(window, 'noi-dung');
    expect(item).toContain('Bổ sung niêm yết 12 thủ tục mới');
    expect(item).toContain('Vì sao hạn là ngày này?');
    await page.getByRole('link', { name: /Nội dung số 1/ }).click();
    expect(await seen(window, 'van-ban')).toContain('Thông báo kết luận');

    await page.goto(`${board}/thu`);
    expect(await seen(window, 'thu')).toContain('Chưa có thư nào.');
    await page.goto(`${board}/noi-dung?tre=co`);
    expect(await seen(window, 'qua-han')).toContain('Quá hạn');
    await page.goto(`${desk.api.url}/bang-theo-doi`);
    expect(await seen(window, 'cac-dot')).toContain('Các đợt kiểm tra');
    const stranger = await browser.open(device);
    await stranger.page.goto(desk.api.url);
    expect(await seen(stranger, 'trang-dau')).toContain('Đăng nhập');
  });
});

test('không phải người của cơ quan thì không xem được; trang không có thì nói không có', async () => {
  const contact = await desk.api.signIn('p-xd');
  const answer = await contact.get<string>(`/bang-theo-doi/${round}`);
  expect([answer.status, answer.text.includes('Sở Xây dựng</a>')]).toEqual([403, false]);
  const director = await desk.api.signIn('p-giam-doc');
  for (const path of ['khong-co', `${round}/don-vi/khong-co`, `${round}/noi-dung/khong-co:1`, `${round}/van-ban/x:y:1`])
    expect([path, (await director.get(`/bang-theo-doi/${path}`)).status]).toEqual([path, 404]);
  // what no filter knows is as if it were not there
  expect((await director.get(`/bang-theo-doi/${round}?trang=-3&cho=ai&buoc=<b>&doan=%22%3E`)).status).toBe(200);
});

test('đăng nhập không dẫn sang nơi khác', async () => {
  for (const to of ['https://xau.example/', '//xau.example', '/bang-theo-doi\\@xau.example', '/api/tokens']) {
    const form = new URLSearchParams({ login: 'giam-doc', password, to });
    const { status, headers } = await desk.api.anonymous.post('/bang-theo-doi/dang-nhap', form, {
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect([status, headers.get('location')]).toEqual([303, '/bang-theo-doi']);
  }
});
