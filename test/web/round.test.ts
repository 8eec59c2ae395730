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
  await refusedLetter();
  await reachedOfficialLetter();
});
afterAll(() => desk?.stop());

/** One item of Sở Xây dựng has come to the rung of the official letter. */
async function reachedOfficialLetter(): Promise<void> {
  const matter = `remediation:${round}:conclusion:1:so-xay-dung`;
  const duty = (await desk.store.matters.get(matter))!.duties.find(({ about }) => about === 1)!;
  for (const role of ['unit-contact', 'unit-head'] as const) {
    const line = `${matter}/${duty.id}/3/${role}`;
    await desk.store.lines.model.create({
      _id: line,
      line,
      letter: 'official-letter',
      matter,
      duty: duty.id,
      rung: 3,
      against: duty.due!.day,
      role,
      unit: 'so-xay-dung',
      campaign: round,
      stepped: true,
      day: '2026-03-11',
      status: 'waiting',
    });
  }
}

/** A letter in the ledger: one the server turned away. */
async function refusedLetter(): Promise<void> {
  const day = '2026-03-11';
  const id = `reminder/p-hai-noi/${day}/1`;
  await desk.store.letters.model.create({
    _id: id,
    kind: 'reminder',
    recipient: 'p-hai-noi',
    day,
    n: 1,
    gathers: 'reminder',
    composedOn: day,
    campaign: round,
    stepped: true,
    campaigns: [round],
    matters: [`inspection:${round}:so-y-te`],
    units: ['so-y-te'],
    subject: 'Còn 1 ngày làm việc: xác nhận đã nhận thông báo',
    text: 'Kính gửi: Đầu mối Sở Y tế\n\nĐến sáng nay đơn vị chưa xác nhận đã nhận thông báo kiểm tra.',
    html: '<p>Kính gửi</p>',
    attachments: [],
    link: 'page',
    lines: ['x'],
    messageId: '<x@thu.vn>',
    phase: 'refused',
    phaseAt: '2026-03-11T01:05:00.000Z',
    frozenAt: '2026-03-11T01:00:00.000Z',
    attempts: [{ at: '2026-03-11T01:05:00.000Z', phase: 'data', answer: '550 5.1.1 No such user' }],
    serverAnswer: '550 5.1.1 No such user',
  });
}

describe.each(staffDevices)('một đợt đang chạy, trên %s', (_name, device) => {
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
  });

  test('lịch: từng tuần, đoàn theo buổi; đổi lịch ngay tại chỗ, lý do sai thì nói tại ô', async () => {
    const window = await desk.sit('p-thu-ky', `/dot/${round}/lich?tuan=2026-03-23`, device);
    const { page } = window;
    await page.getByRole('link', { name: 'Sở Y tế' }).waitFor();
    expect(await seen(window, 'dot-lich')).toMatch(/Đoàn kiểm tra số 1 buổi sáng/);
    const [from, to] = device.width < 700 ? ['24/03/2026', '26/3/2026'] : ['26/03/2026', '27/3/2026'];
    await page.locator('.visit', { hasText: 'Sở Y tế' }).getByRole('button', { name: 'Đổi lịch' }).click();
    const dialog = page.getByRole('dialog', { name: /^Đổi lịch: / });
    await dialog.getByText(from).waitFor();
    await dialog.getByLabel('Ngày mới').fill(to);
    await dialog.getByLabel('Giờ bắt đầu').fill('14h30');
    // half filled in it stays over a reload
    await page.reload();
    await page.locator('.visit', { hasText: 'Sở Y tế' }).getByRole('button', { name: 'Đổi lịch' }).click();
    expect(await dialog.getByLabel('Giờ bắt đầu').inputValue()).toBe('14:30');
    await dialog.getByRole('button', { name: 'Đổi lịch' }).click();
    await dialog.getByText('Ghi lý do để đơn vị và đoàn biết.').waitFor();
    await seen(window, 'dot-lich-doi');
    await dialog.getByLabel('Lý do').fill('Đoàn họp Ủy ban nhân dân tỉnh.');
    await dialog.getByRole('button', { name: 'Đổi lịch' }).click();
    await dialog.getByText('không bắt đầu lúc 14:30. Hãy sửa giờ hoặc chọn lại buổi.').waitFor();
    await dialog.getByLabel('Giờ bắt đầu').fill('8h15');
    await dialog.getByRole('button', { name: 'Đổi lịch' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Tuần trước' }).click();
    await page.getByText('Đã kiểm tra').or(page.getByText('Sở Xây dựng')).first().waitFor();
    expect(new URL(page.url()).searchParams.get('tuan')).toBe('2026-02-02');
  });

  test('thư: thư trục trặc lên đầu kèm cách làm; mở một lá có nội dung và vì sao', async () => {
    const window = await desk.sit('p-chuyen-vien', `/dot/${round}/thu`, device);
    const { page } = window;
    await page.getByRole('heading', { name: '1 thư gặp trục trặc' }).waitFor();
    expect(await seen(window, 'dot-thu')).toContain('Sửa địa chỉ thư của người nhận ở Quản trị');
    await page.getByRole('link', { name: 'Còn 1 ngày làm việc: xác nhận' }).first().click();
    const letter = page.getByRole('dialog');
    await letter.getByText('Kính gửi: Đầu mối Sở Y tế').waitFor();
    expect(new URL(page.url()).searchParams.get('thu')).toBe('reminder/p-hai-noi/2026-03-11/1');
    await seen(window, 'dot-mot-thu');
    await page.keyboard.press('Escape');
    await letter.waitFor({ state: 'hidden' });
  });

  test('công văn đôn đốc, số liệu, nhật ký, thêm cuộc kiểm tra', async () => {
    const window = await desk.sit('p-chuyen-vien', `/dot/${round}/don-doc`, device);
    const { page } = window;
    await page.getByText('1 việc của 1 đơn vị').waitFor();
    const letter = await seen(window, 'dot-don-doc');
    expect(letter).toMatch(/Sở Xây dựng.*Bổ sung niêm yết 12 thủ tục mới/);
    expect(letter).toContain('Sáng ngày làm việc tới hệ thống mới giao việc gửi công văn này.');
    const sheet = await (await desk.office.as('planner')).get(`/api/campaigns/${round}/official-letters/sheet`);
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')]);
    await page.goto(`${desk.api.url}/dot/${round}/van-ban`);
    await page.getByRole('heading', { name: 'Văn bản của đợt' }).waitFor();
    await page
      .getByText('Đợt này chưa có văn bản nào.')
      .or(page.getByRole('heading', { name: /^Đã phát hành/ }))
      .first()
      .waitFor();
    await seen(window, 'dot-van-ban');
    await page.goto(`${desk.api.url}/dot/${round}/so-lieu`);
    await page.getByText('0/3 đơn vị đã gửi báo cáo').waitFor();
    await page.getByText('Chưa đơn vị nào gửi báo cáo').waitFor();
    await seen(window, 'dot-so-lieu');
    await page.goto(`${desk.api.url}/dot/${round}/them`);
    await page.getByRole('button', { name: 'Thêm kiểm tra đột xuất' }).click();
    await page.getByText('Chọn đơn vị.').waitFor();
    await seen(window, 'dot-them');
    const head = await desk.sit('p-truong-phong', `/dot/${round}/nhat-ky`, device);
    await head.page.getByRole('heading', { name: 'Việc đã làm với đợt' }).waitFor();
    await head.page.getByText('Nhật ký còn nguyên').waitFor();
    await seen(head, 'dot-nhat-ky');
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
    await signer.page.getByRole('link', { name: 'Kế hoạch', exact: true }).click();
    await signer.page.getByText('Dời buổi của Sở Y tế sang tuần sau.').waitFor();
    await signer.page.getByRole('link', { name: 'Đến bước Đoàn và lịch' }).click();
    await signer.page.getByRole('heading', { name: 'Lịch kiểm tra' }).waitFor();
    await seen(signer, 'dot-bi-tra-lai');
    await signer.page.goto(`${desk.api.url}/dot/${plan.campaign}`);
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

    await window.page.getByRole('link', { name: 'Chạy thử và thực tế' }).click();
    await window.page.getByRole('heading', { name: 'Thư theo ngày' }).waitFor();
    const held = await seen(window, 'dot-chay-thu');
    expect(held).toContain('Chạy thử từ ngày trình 02/03/2026, giả định các đơn vị làm đúng ngày hạn, giữ lại khi');
    expect(held).toMatch(/2 buổi theo kế hoạch: 0 đã kiểm tra đúng ngày, 2 chưa tới ngày, 0 khác kế hoạch/);
    const day = window.page.getByRole('button', { name: /: 0 thư đã gửi, [1-9]\d* thư dự kiến$/ }).first();
    const [, letters] = /(\d+) thư dự kiến/.exec((await day.locator('.unseen').textContent()) ?? '') ?? [];
    await day.click();
    await window.page.getByText(`${letters} thư`, { exact: true }).waitFor();
    // what left before its day is known for the letter it is
    await window.page
      .locator('table.rows td', { hasText: /chưa tới ngày|sớm \d+ ngày/ })
      .first()
      .waitFor();
    const { pathname, search } = new URL(window.page.url());
    const small = await desk.sit('p-chuyen-vien', `${pathname}${search}`, staffDevices[0]![1]);
    await small.page.getByText(`${letters} thư`, { exact: true }).waitFor();
    await seen(small, 'dot-chay-thu-ngay');
  });
});

test('hai việc kết thúc: kết thúc kiểm tra, rồi đóng đợt và chuyển theo dõi những gì còn lại', async () => {
  const window = await desk.sit('p-truong-phong', `/dot/${round}`);
  const { page } = window;
  await page.getByText('Còn 2 cuộc kiểm tra chưa có kết luận.').waitFor();
  await desk.store.matters.model.updateMany(
    { campaign: round, process: 'inspection' },
    { $set: { open: false, 'state.closed': '2026-03-11' } },
  );
  await page.reload();
  await page.getByRole('button', { name: 'Kết thúc kiểm tra' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Còn 5 nội dung khắc phục của 1 đơn vị').waitFor();
  await dialog.getByRole('button', { name: 'Kết thúc kiểm tra' }).click();
  await page.getByText('Đã kết thúc kiểm tra, đang theo dõi khắc phục').waitFor();
  await page.getByRole('button', { name: 'Đóng đợt' }).click();
  await dialog.getByText('Đóng đợt: 5 nội dung khắc phục').waitFor();
  await dialog.getByLabel('Theo dõi tiếp dưới tên').fill('Theo dõi 2027');
  await dialog.getByRole('button', { name: 'Đóng đợt, chuyển theo dõi' }).click();
  await dialog.getByText('Chỉ chữ thường không dấu').waitFor();
  await dialog.getByLabel('Theo dõi tiếp dưới tên').fill('theo-doi-2027');
  expect(await seen(window, 'dot-dong')).toContain('của 1 đơn vị còn mở được chuyển theo dõi');
  await dialog.getByRole('button', { name: 'Đóng đợt, chuyển theo dõi' }).click();
  await page.getByText('đã chuyển theo dõi dưới tên theo-doi-2027').waitFor();
  expect(await seen(window, 'dot-da-dong')).toContain('Đã đóng đợt');
});
