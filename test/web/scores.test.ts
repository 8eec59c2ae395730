import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { sampleScoredOutline2026 } from '../../domain/outlines/sample-scored-2026.ts';
import { seen, seenAtBoth } from '../support/browser.ts';
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
  await page.getByLabel('Chỉ dòng khác nhau giữa các cột (1)').check();
  await page.getByRole('heading', { name: 'I. Chỉ đạo, điều hành' }).waitFor({ state: 'hidden' });
  await page.getByLabel(/^Chỉ dòng khác nhau/).uncheck();
  expect(await seen(window, 'cham-diem')).toMatch(/Thẩm định lần 1: 14,2\/60 điểm/);
  await page.getByRole('button', { name: 'Chốt thẩm định lần 1' }).click();
  await page.getByRole('dialog').getByText('Chốt ở 14,2/60 điểm').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Chốt thẩm định lần 1' }).click();
  await page.getByText(/Thẩm định lần 1: Lê Thu Hà chốt lúc/).waitFor();
});

test('chuyên viên soạn thang điểm của một phiên bản mới: mức, bước, tổng, lỗi ngay tại chỗ, tự lưu', async () => {
  const window = await desk.sit('p-chuyen-vien', '/quan-tri/de-cuong');
  const { page } = window;
  await page.getByRole('link', { name: /có thang điểm, năm 2026/ }).click();
  await page.getByText('Bản mẫu hoặc bản nháp, không phải bộ chính thức của Sở.').waitFor();
  expect(await seen(window, 'de-cuong')).toContain('Thang 60 điểm, 15 tiêu chí');
  await page.getByRole('button', { name: 'Soạn phiên bản mới từ bản này' }).click();
  await page.getByText('mau-cham-diem-2026, phiên bản 2').waitFor();
  await page.getByRole('button', { name: 'Sửa phiên bản này' }).click();
  const scale = page.getByRole('region', { name: 'Thang điểm', exact: true });
  await scale.getByText('Thang điểm mẫu, không phải bộ chính thức').waitFor();

  // the bands of a rate: what they cover is said, an overlap and a fall are said where they stand
  await scale.getByText('II. Thủ tục hành chính, một cửa').click();
  await scale.getByText('II.2. Tỷ lệ hồ sơ giải quyết trước hạn').click();
  await scale.getByText('từ 95% trở lên: đủ điểm; từ 80% đến dưới 95%: theo tỷ lệ; dưới 80%: 0 điểm.').waitFor();
  await scale.getByRole('button', { name: 'Thêm mức' }).click();
  const third = scale.getByLabel(/^Từ/).nth(2);
  await third.fill('80');
  await third.blur();
  await scale.getByText('Hãy ghi ít nhất một mức, mức cao trước, không mức nào trùng nhau.').waitFor();
  await third.fill('52,5');
  await third.blur();
  await scale.getByLabel('Mức từ 52,5% được').selectOption('number');
  await scale.getByText('từ 52,50% đến dưới 80%: 6 điểm; dưới 52,50%: 0 điểm.').waitFor();
  await scale.getByLabel(/^Chấm thử: Tỷ lệ hồ sơ giải quyết/).fill('60%');
  await scale.getByRole('status').getByText('6 điểm', { exact: true }).waitFor();

  // what the decision wants, and what it comes to
  await scale.getByLabel(/Theo văn bản ban hành, cả thang phải là/).fill('61,5');
  await scale.getByText('Các nhóm tính điểm cộng được 60 điểm, thiếu 1,5 so với 61,5 phải có.').waitFor();
  await page.getByText(/^Đã lưu \d\d:\d\d$/).waitFor();
  expect(await seenAtBoth(window, 'thang-diem')).toContain('vẫn lưu được, nhưng chưa dùng được cho một đợt');
  await scale.getByRole('button', { name: 'Thêm tiêu chí vào nhóm II' }).click();
  await scale.getByLabel('Nội dung tiêu chí').last().fill('Số thủ tục được rút ngắn thời gian');
  await scale.getByLabel('Cách tính điểm').last().selectOption('count');
  await scale.getByLabel('Điểm tối đa').last().fill('1,5');
  await scale.getByText('Thang 61,5 điểm, 16 tiêu chí').waitFor();
  await scale.getByText('phải sửa').waitFor({ state: 'hidden' });

  // kept by itself, read again after a reload, and another group that takes points
  await scale.getByRole('button', { name: 'Thêm nhóm điểm trừ' }).click();
  await scale.getByLabel('Trừ nhiều nhất').fill('2');
  await scale.getByLabel('Nội dung tiêu chí').last().fill('Để hồ sơ quá hạn mà không xin lỗi');
  await page.getByText(/^Đã lưu \d\d:\d\d$/).waitFor();
  await page.reload();
  await page.getByText('Thang 61,5 điểm, 17 tiêu chí; cộng thêm nhiều nhất 2; trừ nhiều nhất 5.').waitFor();
  const kept = (await desk.store.outlines.get('mau-cham-diem-2026@2'))!.scale!;
  expect(kept.groups[1]!.criteria.at(-1)).toMatchObject({ code: 'II.5', most: 1.5, rule: { by: 'count', step: 0.5 } });
  expect(kept.groups.at(-1)!.criteria).toMatchObject([{ most: 0, least: -2, rule: { by: 'yes-no', better: 'no' } }]);
  // the version the round uses is as it was
  expect((await desk.store.outlines.get(outline))!.scale!.groups[1]!.criteria).toHaveLength(4);
});

test.each(staffDevices)('lãnh đạo phòng duyệt không áp dụng, xem xếp hạng, trên %s', async (_name, device) => {
  const window = await desk.sit('p-truong-phong', `/dot/${round}/xep-hang`, device);
  const { page } = window;
  await page.getByRole('link', { name: 'Sở Xây dựng' }).waitFor();
  expect(await seen(window, 'xep-hang')).toMatch(
    /1\/3 đơn vị đã có điểm.*14,2.*Chưa có điểm \(2\): Sở Y tế, Chi cục Hải quan khu vực/,
  );
  await page.getByRole('link', { name: 'Sở Xây dựng' }).click();
  await page.getByRole('heading', { name: 'Chấm điểm: Sở Xây dựng' }).waitFor();
  await page.getByRole('button', { name: 'Duyệt không áp dụng' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Duyệt không áp dụng' }).click();
  await page.getByText('Không áp dụng cho loại “so”: Không có thủ tục trực tuyến').waitFor();
  // 14,2 của 52 điểm áp dụng, quy về 60
  expect(await seen(window, 'cham-diem-lanh-dao')).toMatch(
    /Thẩm định lần 1: 16,38\/60 điểm · được 14,2 trên 52 điểm áp dụng, quy về 60/,
  );
  await page.getByRole('button', { name: 'Thôi không áp dụng' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Thôi không áp dụng' }).click();
  await page.getByRole('button', { name: 'Duyệt không áp dụng' }).first().waitFor();
});
