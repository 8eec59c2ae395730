import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { seen } from '../support/browser.ts';
import { deskConclusion, deskNow, round } from '../support/desk.ts';
import { aUnit } from '../support/office.ts';
import { openStaffDesk, staffDevices } from '../support/staff-desk.ts';
import type { StaffDesk } from '../support/staff-desk.ts';

jest.setTimeout(120_000);

let desk: StaffDesk;
beforeAll(async () => {
  desk = await openStaffDesk();
  const { store } = desk;
  await store.changes.once({ key: 'van-ban', what: 'thử', body: '', by: 'p', at: deskNow }, async (session) => {
    const one = { campaign: round, team: 'doan-1', by: 'p', at: deskNow };
    await store.drafts.create({ ...one, draft: deskConclusion }, session);
    return 'van-ban';
  });
  await store.units.create(
    aUnit({ id: 'so-tnmt', name: 'Sở Tài nguyên và Môi trường', to: '2025-02-28', successors: ['so-xay-dung'] }),
  );
});
afterAll(() => desk?.stop());

describe.each(staffDevices)('tìm trên %s', (_name, device) => {
  test('gõ / rồi vài chữ không dấu, mũi tên chọn, Enter mở; Esc đóng', async () => {
    const window = await desk.sit('p-giam-doc', '/dot', device);
    const { page } = window;
    await page.getByRole('heading', { name: 'Đợt kiểm tra' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('sxd');
    await page.getByRole('option', { name: 'Sở Xây dựng' }).waitFor();
    await page.getByRole('combobox').fill('ket luan so xay dung');
    await page.getByRole('option', { name: /Thông báo kết luận kiểm tra số 05/ }).waitFor();
    await page.getByRole('combobox').fill('niem yet');
    await page
      .getByRole('option', { name: /niêm yết/ })
      .first()
      .waitFor();
    await page.getByRole('combobox').fill('so');
    await page.getByRole('option', { name: 'Sở Y tế' }).waitFor();
    expect(await seen(window, 'tim')).toContain('đến 28/02/2025, nay là Sở Xây dựng');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
    await page.getByRole('combobox').fill('cchc 2026');
    await page.getByRole('option', { name: /Kiểm tra công tác/ }).waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /kết quả/ })
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/dot/${round}`);
    await page.getByRole('combobox').fill('không có gì như thế');
    await page.getByText('Không tìm thấy. Thử ít chữ hơn').waitFor();
    await seen(window, 'tim-khong-thay');
  });
});
