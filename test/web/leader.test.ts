import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { itemQuery, itemSearch } from '../../web/staff/items/item-search.ts';
import { groupsQuery, overviewSearch, owedQuery } from '../../web/staff/leader/addresses.ts';
import { desktop, phone, seen } from '../support/browser.ts';
import { deskConclusion, deskNow, formOf, itemOf, png, round } from '../support/desk.ts';
import { aUnit, ok } from '../support/office.ts';
import { bornRealRound } from '../support/real-round.ts';
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
    await page.getByRole('option', { name: 'Sở Xây dựng', exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Tìm đơn vị' }).fill('ket luan so xay dung');
    await page.getByRole('option', { name: /Thông báo kết luận kiểm tra số 05/ }).waitFor();
    await page.getByRole('combobox', { name: 'Tìm đơn vị' }).fill('niem yet');
    await page
      .getByRole('option', { name: /niêm yết/ })
      .first()
      .waitFor();
    await page.getByRole('combobox', { name: 'Tìm đơn vị' }).fill('so');
    await page.getByRole('option', { name: 'Sở Y tế' }).waitFor();
    expect(await seen(window, 'tim')).toContain('đến 28/02/2025, nay là Sở Xây dựng');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: 'Kết quả tìm' }).waitFor({ state: 'hidden' });
    await page.getByRole('combobox', { name: 'Tìm đơn vị' }).fill('cchc 2026');
    await page.getByRole('option', { name: /Kiểm tra công tác/ }).waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /kết quả/ })
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/dot/${round}`);
    await page.getByRole('combobox', { name: 'Tìm đơn vị' }).fill('không có gì như thế');
    await page.getByText('Không tìm thấy. Thử ít chữ hơn').waitFor();
    await seen(window, 'tim-khong-thay');
  });
});

describe.each(staffDevices)('lãnh đạo trên %s', (_name, device) => {
  test('Trang thứ Hai: đọc câu đầu, bấm con số nào ra danh sách ấy, tới đơn vị', async () => {
    const window = await desk.sit('p-giam-doc', '/tinh-hinh', device);
    const { page } = window;
    await page.getByRole('heading', { name: 'Ai đang chậm, ở tay ai' }).waitFor();
    await page.getByRole('heading', { name: 'Nội dung khắc phục' }).waitFor();
    await page.getByRole('link', { name: 'Sở Xây dựng' }).first().waitFor();
    const words = await seen(window, 'trang-thu-hai');
    expect(words).toContain('Quá hạn: ');
    expect(words).toContain('số liệu các đợt tập huấn');
    if (device.width > 900) expect(await page.locator('nav.rail a').first().innerText()).toBe('Trang thứ Hai');

    await page.locator('a[href*="tay=unit"][href*="tre=co"]').first().click();
    await page.getByRole('heading', { name: 'Việc, ở tay đơn vị, quá hạn' }).waitFor();
    await page.getByRole('region').getByRole('link', { name: 'Báo cáo kết quả khắc phục' }).first().waitFor();
    expect(await seen(window, 'trang-thu-hai-mo')).toMatch(/quá (hạn )?1 ngày làm việc/);

    await page.getByRole('link', { name: 'Theo khối, địa bàn' }).click();
    await page.getByRole('link', { name: 'Cấp tỉnh' }).click();
    await page.getByText('Chỉ các đơn vị của nhóm đã chọn').waitFor();
    await page.getByRole('link', { name: 'Theo lĩnh vực' }).click();
    await page.getByText('Lĩnh vực').first().waitFor();
    await seen(window, 'trang-thu-hai-linh-vuc');
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải Excel' }).click(),
    ]);
    expect(sheet.suggestedFilename()).toMatch(/^Trang thứ Hai .*\.xlsx$/);
    if (device.width > 900) {
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.length).toBeGreaterThan(5_000);
      if (process.env['PICTURES']) await writeFile(`${process.env['PICTURES']}/trang-thu-hai.pdf`, pdf);
    }
  });

  test('đơn vị: tìm trong danh sách, mở một đơn vị, thấy đang nợ gì và các năm', async () => {
    const window = await desk.sit('p-giam-doc', '/don-vi', device);
    const { page } = window;
    await page.getByLabel('Tìm theo tên').fill('sxd');
    await page.getByRole('link', { name: 'Sở Xây dựng' }).waitFor();
    await page.waitForURL('**/don-vi?tim=sxd');
    await page.getByRole('link', { name: 'Sở Y tế' }).waitFor({ state: 'hidden' });
    await seen(window, 'cac-don-vi');
    await page.getByRole('link', { name: 'Sở Xây dựng' }).click();
    await page.getByRole('heading', { name: 'Sở Xây dựng' }).waitFor();
    await page.getByText('Chưa gửi thư nào về đơn vị này.').waitFor();
    const words = await seen(window, 'mot-don-vi');
    expect(words).toMatch(/Đang nợ \d+ việc · 2 việc quá hạn/);
    expect(words).toContain('Tiền thân Sở Tài nguyên và Môi trường');
    expect(words).toContain('05/TB-SNV');
  });
});

/** As the pages write an address. */
const withQuery = (path: string, query: Record<string, string | number | boolean | undefined>): string => {
  const said = Object.entries(query).filter(([, value]) => value !== undefined);
  return `${path}?${new URLSearchParams(said.map(([name, value]) => [name, String(value)] as [string, string])).toString()}`;
};

test('mỗi con số có đường dẫn của Trang thứ Hai mở ra đúng bấy nhiêu dòng', async () => {
  // last year, when the unit was still another; now one item is reported, for one another day is asked
  const before = { campaign: 'cchc-2025', year: 2025, clock: 'stepped', state: 'closed', area: 'mot-cua' } as const;
  await bornRealRound(desk.store, { ...before, concluded: ['so-tnmt'] });
  const contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
  const form = formOf({ item: itemOf(1) }, [{ field: 'files', name: 'ảnh.png', bytes: png }]);
  const { items } = await ok(contact.post('/api/files', form));
  await ok(contact.post(`/api/items/${itemOf(1)}/reports`, { text: 'Đã niêm yết.', evidence: [items[0].id] }));
  await ok(contact.post(`/api/items/${itemOf(3)}/extensions`, { until: '2026-04-10', reason: 'Chờ quy chế.' }));

  const director = await desk.office.as('director');
  const rowsBehind = async (href: string): Promise<{ rows: number; days: number; longest: number }> => {
    const { pathname, searchParams } = new URL(href, desk.api.url);
    const said = Object.fromEntries(searchParams);
    const round = /^\/dot\/([^/]+)$/.exec(pathname)?.[1];
    if (pathname === '/theo-doi') {
      const list = await ok(director.get(`/api${withQuery('/items', { ...itemQuery(itemSearch(said)), limit: 200 })}`));
      return { rows: list.items.length, days: -1, longest: -1 };
    }
    if (pathname === '/tinh-hinh') {
      const search = overviewSearch(said);
      if (search.tay === undefined && search.viec === undefined) {
        const query = { ...groupsQuery(search, true), by: search.theo, limit: 500 };
        const groups = await ok(director.get(`/api${withQuery('/overview/groups', query)}`));
        return { rows: groups.items.length, days: -1, longest: -1 };
      }
      const owed = await ok(director.get(`/api${withQuery('/overview/owed', { ...owedQuery(search), limit: 500 })}`));
      const longest = Math.max(0, ...owed.items.map(({ past }: { past: number }) => past));
      return { rows: (search.xem === undefined ? owed.items : owed.units).length, days: owed.days, longest };
    }
    const { buoc, tre } = said;
    const query = withQuery(`/campaigns/${round}/board`, {
      step: buoc,
      late: tre === 'co' ? true : undefined,
      limit: 200,
    });
    return { rows: (await ok(director.get(`/api${query}`))).items.length, days: -1, longest: -1 };
  };
  const window = await desk.sit('p-giam-doc', '/tinh-hinh');
  const { page } = window;
  const checked = new Map<string, string>();
  const ways = [
    'unit',
    'place',
    'head',
    'area',
    'kind',
    'round',
    'area&nam=2025',
    'unit&nam=2026',
    'unit&linhVuc=mot-cua',
  ];
  for (const by of ways) {
    await page.goto(`${desk.api.url}/tinh-hinh?theo=${by}`);
    await page.getByRole('table', { name: /^Nội dung khắc phục theo/ }).waitFor();
    const links = await page.locator('.monday table a, .monday .summary a').evaluateAll((all) =>
      (all as HTMLAnchorElement[]).map((link) => ({
        href: link.getAttribute('href') ?? '',
        text: link.textContent ?? '',
        head: link.closest('td')?.dataset['head'] ?? '',
      })),
    );
    for (const { href, text, head } of links) {
      const figure = /^(?:còn )?([\d.]+)(?: đơn vị)?$/.exec(text)?.[1];
      if (figure === undefined || checked.has(`${href} ${head} ${figure}`)) continue;
      const { rows, days, longest } = await rowsBehind(href);
      const behind = head.startsWith('Lâu nhất') ? longest : /ngày chậm/i.test(head) ? days : rows;
      const n = Number(figure.replace(/\./g, ''));
      checked.set(`${href} ${head} ${figure}`, n === behind ? 'đúng' : `${figure}, mở ra ${behind}`);
    }
  }
  expect([...checked].filter(([, said]) => said !== 'đúng')).toEqual([]);
  expect(checked.size).toBeGreaterThan(30);
  for (const part of [
    'cho=office',
    'nam=2025',
    'chuaDong=co',
    'dangGiu=so-tnmt',
    'xem=don-vi',
    'dungDau=',
    'khoi=',
    'nam=2025&theo=round',
    'linhVuc=',
  ])
    expect([part, [...checked.keys()].some((href) => href.includes(part))]).toEqual([part, true]);
  await page.goto(`${desk.api.url}/theo-doi?nam=2025&tapHuan=co&chuaDong=co`);
  await page.getByText('4 nội dung', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'năm 2025: bỏ điều kiện này' }).click();
  await page.getByText('9 nội dung', { exact: true }).waitFor();
  await seen(window, 'theo-doi-tu-trang-thu-hai');
});

test('người quản trị bật trang công khai cho một đợt; ai cũng đọc được, không cần mã kịch bản, in được', async () => {
  await bornRealRound(desk.store, { campaign: 'that-2026', title: 'Đợt mùa xuân', concluded: ['so-xay-dung'] });
  await desk.api.as('administrator');
  const office = await desk.sit('p-administrator-office', '/quan-tri/co-quan');
  await office.page.getByRole('checkbox', { name: 'Bật trang tiến độ công khai' }).check();
  await office.page.getByRole('checkbox', { name: 'Đợt mùa xuân (2026), đang kiểm tra' }).check();
  await office.page.getByText('Bấm Lưu để bật.').waitFor();
  await office.page.getByRole('button', { name: 'Lưu' }).click();
  await office.page.getByText('Đang bật:').waitFor();
  // the training round of the desk cannot be chosen
  expect(await seen(office, 'quan-tri-cong-khai')).not.toContain('Kiểm tra công tác cải cách hành chính năm 2026,');
  for (const device of [phone, { ...desktop, script: false }]) {
    const window = await desk.browser.open(device);
    await window.page.goto(desk.api.url);
    await window.page.getByRole('link', { name: 'Tiến độ kiểm tra' }).click();
    const words = await seen(window, 'cong-khai');
    expect(words).toContain('5 nội dung phải khắc phục: đã đóng 1 (20,00%), đang mở 4, trong đó quá hạn 2.');
    expect(words).not.toMatch(/mùa xuân|Sở Xây dựng/);
  }
});
