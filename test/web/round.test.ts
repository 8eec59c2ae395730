import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import { seen } from '../support/browser.ts';
import { deskPlan, round } from '../support/desk.ts';
import { eventually, ok } from '../support/office.ts';
import { openStaffDesk, staffDevices } from '../support/staff-desk.ts';
import type { StaffDesk } from '../support/staff-desk.ts';

jest.setTimeout(120_000);

let desk: StaffDesk;
beforeAll(async () => {
  desk = await openStaffDesk();
  for (const [person, role] of [
    ['p-nguoi-ky', 'signer'],
    ['p-truong-phong', 'division-head'],
  ] as const) {
    await desk.store.people.create({ _id: person, name: `Người ${person}`, mail: `${person}@thu.vn` });
    await desk.store.appointments.create({ id: `a-${person}`, role, scope: 'office', person, from: '2025-01-01' });
  }
});
afterAll(() => desk?.stop());

describe.each(staffDevices)('một đợt đang chạy, trên %s', (name, device) => {
  test('bảng theo dõi: con số nào cũng mở ra đơn vị của nó, bộ lọc nằm trong địa chỉ', async () => {
    const window = await desk.sit('p-chuyen-vien', '/dot', device);
    const { page } = window;
    await page.getByRole('link', { name: deskPlan.title }).click();
    await page.getByText('Sở Xây dựng').waitFor();
    const words = await seen(window, 'dot-bang');
    expect(words).toContain('3 đơn vị: 1 đã có kết luận');
    expect(words).toContain('1 đơn vị có việc quá hạn, lâu nhất 1 ngày làm việc: 1 ở tay đơn vị.');
    expect(words).toMatch(/Báo cáo kết quả khắc phục · đầu mối đơn vị \(4\) 10\/03\/2026 · quá 1 ngày làm việc/);

    await page
      .getByRole('list', { name: 'Tiến độ theo bước' })
      .getByRole('link', { name: /^Kết luận/ })
      .click();
    await page.getByText('2 trong 3 đơn vị').waitFor();
    expect(new URL(page.url()).searchParams.get('buoc')).toBe('conclusion');
    expect(await seen(window, 'dot-bang-loc')).not.toMatch(/Sở Xây dựng Chi cục/);
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    await page.getByLabel('Tên đơn vị').fill('hai quan');
    await page.getByText('1 trong 3 đơn vị').waitFor();
    await page.reload();
    await page.getByText('1 trong 3 đơn vị').waitFor();
    expect(await page.getByLabel('Tên đơn vị').inputValue()).toBe('hai quan');
    const row = page.getByRole('link', { name: 'Chi cục Hải quan khu vực' });
    expect(await row.getAttribute('href')).toBe(`/kiem-tra/${encodeURIComponent(`${round}:hai-quan`)}`);
    expect(name).not.toBe('');
  });
});

test('đợt tập huấn: chuyển đến ngày sau, đến một ngày; người khác chỉ xem', async () => {
  const window = await desk.sit('p-chuyen-vien', `/dot/${round}`);
  const { page } = window;
  await page.getByText('thứ Tư, 11/03/2026').waitFor();
  await page.getByRole('button', { name: 'Sang ngày sau' }).click();
  await page.getByText('thứ Năm, 12/03/2026').waitFor();
  await page.getByLabel('Đến ngày').fill('1/3/2026');
  await page.getByRole('button', { name: 'Đến ngày ấy' }).click();
  await page.getByRole('alert').waitFor();
  expect(await seen(window, 'dot-dong-ho-lui')).toContain('12/03/2026');
  const director = await desk.sit('p-giam-doc', `/dot/${round}`);
  await director.page.getByText('Sở Xây dựng').waitFor();
  expect(await director.page.getByRole('button', { name: 'Sang ngày sau' }).count()).toBe(0);
});

describe('từ phê duyệt đến triển khai', () => {
  const plan = {
    ...deskPlan,
    campaign: 'tap-huan-2026',
    title: 'Tập huấn cải cách hành chính 2026',
    clockFrom: '2026-03-02' as const,
    teams: [{ ...deskPlan.teams[0]!, id: 'doan-tap-huan' }],
    units: deskPlan.units.slice(1).map((unit) => ({ ...unit, team: 'doan-tap-huan' })),
  };
  const state = async () => (await desk.store.matters.get<Campaign>(`campaign:${plan.campaign}`))?.state;

  test('người ký trả lại kèm lý do, rồi phê duyệt; người lập kế hoạch triển khai và nhìn nó chạy', async () => {
    const planner = await desk.office.as('planner');
    await ok(planner.post('/api/campaigns', plan));
    await ok(planner.post(`/api/campaigns/${plan.campaign}/submit`));
    const signer = await desk.sit('p-nguoi-ky', `/dot/${plan.campaign}`);
    await signer.page.getByRole('button', { name: 'Trả lại' }).click();
    await signer.page.getByRole('button', { name: 'Trả lại kèm lý do' }).click();
    await signer.page.getByText('Ghi lý do để người lập kế hoạch biết cần sửa gì.').waitFor();
    await signer.page.getByLabel('Cần sửa gì').fill('Dời buổi của Sở Y tế sang tuần sau.');
    await signer.page.getByRole('button', { name: 'Trả lại kèm lý do' }).click();
    await signer.page.getByText('Bị trả lại, cần sửa kế hoạch').waitFor();
    await ok(planner.post(`/api/campaigns/${plan.campaign}/submit`));
    await signer.page.reload();
    await signer.page.getByRole('button', { name: 'Phê duyệt' }).click();
    await signer.page.getByRole('dialog').waitFor();
    expect(await seen(signer, 'dot-phe-duyet')).toContain(
      'Phê duyệt: 2 đơn vị, 2 buổi kiểm tra từ 24/03/2026 đến 25/03/2026, 1 đoàn.',
    );
    await signer.page.getByRole('button', { name: 'Phê duyệt kế hoạch' }).click();
    await eventually(state, (now) => now === 'approved');

    const window = await desk.sit('p-chuyen-vien', `/dot/${plan.campaign}`);
    await window.page.getByRole('button', { name: 'Triển khai' }).click();
    await window.page.getByRole('dialog').waitFor();
    expect(await seen(window, 'dot-trien-khai')).toContain('Soạn sẵn dự thảo thông báo kiểm tra gửi 2 đơn vị');
    await window.page.getByRole('button', { name: 'Triển khai tới 2 đơn vị' }).click();
    await window.page.getByRole('list', { name: 'Tiến độ theo bước' }).waitFor();
    expect(await seen(window, 'dot-da-trien-khai')).toContain('Gửi thông báo kiểm tra · người lập kế hoạch');
  });
});
