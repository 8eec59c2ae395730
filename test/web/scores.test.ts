import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { sampleScoredOutline2026 } from '../../domain/outlines/sample-scored-2026.ts';
import { seen } from '../support/browser.ts';
import { deskNow, deskPlan, round } from '../support/desk.ts';
import { ok } from '../support/office.ts';
import { openStaffDesk, staffDevices } from '../support/staff-desk.ts';
import type { StaffDesk } from '../support/staff-desk.ts';

jest.setTimeout(120_000);

const outline = 'mau-cham-diem-2026@1';
const sheet = `/kiem-tra/${round}:so-xay-dung/cham-diem`;
let desk: StaffDesk;

beforeAll(async () => {
  desk = await openStaffDesk();
  const { store, office } = desk;
  await store.outlines.create(sampleScoredOutline2026, { by: 'p-test', at: deskNow });
  const plan = { ...deskPlan, outline };
  await store.snapshots.model.updateMany({ kind: 'plan' }, { $set: { body: plan } });
  await store.plans.model.updateMany({}, { $set: { plan } });
  await store.people.create({ _id: 'p-truong-phong', name: 'Vũ Đức Nam', mail: 'nam@thu.vn' });
  await store.appointments.create({
    id: 'a-truong-phong',
    role: 'division-head',
    scope: 'office',
    person: 'p-truong-phong',
    from: '2026-01-01',
  });
  const unit = await office.as('unit-contact', 'unit:so-xay-dung');
  const marks = {
    'I.1': { declared: { answer: 'yes' } },
    'II.2': { declared: { percent: 96 } },
    'II.3': { declared: { notApplicable: 'Không có thủ tục trực tuyến' } },
  };
  await ok(unit.put(`/api/inspections/${round}:so-xay-dung/scores/self`, { base: 0, marks }));
  await ok(unit.post(`/api/inspections/${round}:so-xay-dung/scores/self/confirm`, { version: 1 }));
});
afterAll(() => desk?.stop());

test('thư ký thẩm định lần 1: điểm đổi ngay, khác thì hỏi vì sao, tự lưu, chốt', async () => {
  const window = await desk.sit('p-thu-ky', sheet);
  const { page } = window;
  const figure = page.getByLabel('Thẩm định lần 1: Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn', { exact: true });
  await figure.fill('tám lăm');
  await page.getByText(/tám lăm” /).waitFor();
  await figure.fill('85%');
  await page.getByText('10,2 điểm').first().waitFor();
  await page.getByText('Tiêu chí II.2: hãy ghi lý do.').waitFor();
  await page.getByText('Đã lưu').waitFor();
  await page.getByRole('button', { name: 'Chốt thẩm định lần 1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Chốt thẩm định lần 1' }).click();
  await page.getByRole('alert').getByText('Còn 1 chỗ cần sửa.').waitFor();
  await page.getByRole('button', { name: 'Thôi', exact: true }).click();

  await page.getByLabel(/^Vì sao khác cột trước.*Tỷ lệ hồ sơ giải quyết/).fill('Đối chiếu hệ thống một cửa');
  await page.getByText(/Đã lưu \d\d:\d\d/).waitFor();
  // a reload loses nothing
  await page.reload();
  await page.getByText('Đối chiếu hệ thống một cửa').waitFor();
  expect(await figure.inputValue()).toBe('85');
  expect(await seen(window, 'cham-diem')).toMatch(/Thẩm định lần 1: 14,2\/60 điểm/);
  await page.getByRole('button', { name: 'Chốt thẩm định lần 1' }).click();
  await page.getByRole('dialog').getByText('Chốt ở 14,2/60 điểm').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Chốt thẩm định lần 1' }).click();
  await page.getByText(/Thẩm định lần 1: Lê Thu Hà chốt lúc/).waitFor();
});

test.each(staffDevices)('lãnh đạo phòng duyệt không áp dụng, xem xếp hạng, trên %s', async (_name, device) => {
  const window = await desk.sit('p-truong-phong', `/dot/${round}/xep-hang`, device);
  const { page } = window;
  await page.getByRole('link', { name: 'Sở Xây dựng' }).waitFor();
  expect(await seen(window, 'xep-hang')).toMatch(/1\/3 đơn vị đã có điểm.*14,2/);
  await page.getByRole('link', { name: 'Sở Xây dựng' }).click();
  await page.getByRole('heading', { name: 'Chấm điểm: Sở Xây dựng' }).waitFor();
  await page.getByRole('button', { name: 'Duyệt không áp dụng' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Duyệt không áp dụng' }).click();
  await page.getByText('Không áp dụng cho loại “so”: Không có thủ tục trực tuyến').waitFor();
  // 14,2 của 52 điểm áp dụng, quy về 60
  expect(await seen(window, 'cham-diem-lanh-dao')).toMatch(/Thẩm định lần 1: 16,38\/60 điểm/);
  await page.getByRole('button', { name: 'Thôi không áp dụng' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Thôi không áp dụng' }).click();
  await page.getByRole('button', { name: 'Duyệt không áp dụng' }).first().waitFor();
});
