import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import {
  binhDinhAppointments,
  binhDinhConclusion,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhUnits,
  haiQuan,
  inspected,
  khuKinhTe,
  laoDong,
  round,
  vanHoa,
} from '../support/binh-dinh.ts';
import type { Caller } from '../support/api.ts';
import { png } from '../support/desk.ts';
import { ok } from '../support/office.ts';
import { addTeam, approveFromWork, beginRound, planStep, press, submitPlan } from '../support/walked-plan.ts';
import { act, openWalk, reads, stepsInTurn, tablet } from '../support/walking.ts';
import type { Walking } from '../support/walking.ts';

jest.setTimeout(240_000);

const title = 'Kiểm tra trực tiếp công tác cải cách hành chính tại bốn cơ quan';

describe('Bình Định: bốn cơ quan, từ kế hoạch đến khi đóng đợt, trên màn hình', () => {
  const step = stepsInTurn();
  let walking: Walking;
  const sign = (person: string): Promise<Caller> => walking.office.api.signIn(person);
  const goto = (path: string) => walking.office.api.url + path;
  beforeAll(async () => {
    walking = await openWalk(
      {
        units: binhDinhUnits,
        people: binhDinhPeople,
        appointments: binhDinhAppointments,
        outline: binhDinhOutline,
      },
      round,
    );
  });
  afterAll(() => walking?.stop());

  step('người lập kế hoạch: bốn cơ quan của ba loại (a-2), một đoàn, bốn buổi; trình', async () => {
    const planner = await walking.at('chuyen-vien', '/dot/moi');
    const { page } = planner;
    await beginRound(planner, {
      kind: 'inspection',
      title,
      code: round,
      period: ['9 tháng đầu năm 2026', '1/1/2026', '30/9/2026'],
      clockFrom: '7/9/2026',
    });
    const basis = page.getByRole('combobox', { name: 'Thêm căn cứ' });
    await basis.fill('Kế hoạch kiểm tra công tác cải cách hành chính năm 2026');
    await basis.press('Enter');
    await planStep(planner, 'Đơn vị');
    await press(planner, 'Chọn cả 3: Cấp tỉnh');
    await press(planner, /Ngành dọc$/);
    const branch = page.getByRole('checkbox', { name: /Cục Hải quan Bình Định/ });
    await branch.check();
    await page.getByRole('heading', { name: 'Đã chọn 4 đơn vị' }).waitFor();
    const units = await reads(planner, 'binh-dinh-don-vi', 'Cục Hải quan Bình Định');
    expect(units).toMatch(/Cục Hải quan Bình Định .*ngành dọc 3 trụ sở/);
    await planStep(planner, 'Đoàn và lịch');
    await addTeam(planner, {
      name: 'Đoàn kiểm tra',
      lead: ['truong doan', 'Trưởng đoàn kiểm tra'],
      secretary: ['thu ky doan', 'Thư ký đoàn'],
    });
    await press(planner, 'Đề xuất lịch cho 4 đơn vị');
    await page.getByLabel('Xếp từ ngày').fill('12/10/2026');
    await page.getByRole('dialog').getByRole('button', { name: 'Đề xuất' }).click();
    await press(planner, 'Lấy 4 buổi này');
    await page.getByText('Mọi đơn vị kiểm tra tại chỗ đều đã có buổi.').waitFor();
    await reads(planner, 'binh-dinh-lich', '12/10', '13/10');
    expect(await submitPlan(planner)).toContain('Trình người ký: 4 đơn vị, 1 đoàn, 4 buổi');
  });

  step('giám đốc phê duyệt từ việc của mình; triển khai; thông báo qua bốn tay rồi phát hành', async () => {
    const leader = await walking.at('giam-doc', '/viec-cua-toi');
    expect(await approveFromWork(leader, title)).toContain(
      '4 đơn vị, 4 buổi kiểm tra từ 12/10/2026 đến 13/10/2026, 1 đoàn',
    );
    const planner = await walking.at('chuyen-vien', `/dot/${round}`);
    await act(planner, 'Triển khai', { confirm: 'Triển khai tới 4 đơn vị' });
    await planner.page.getByRole('list', { name: 'Tiến độ theo bước' }).waitFor();
    await planner.page.getByRole('link', { name: 'Đến thông báo kiểm tra' }).click();
    await planner.page
      .getByRole('link', { name: /[Tt]hông báo/ })
      .last()
      .waitFor();
    const { items } = await ok((await walking.walk.planner()).get(`/api/papers?campaign=${round}`));
    const paper = `/van-ban/${items[0].id}`;
    await planner.page.goto(goto(paper));
    await reads(planner, 'binh-dinh-thong-bao', 'Đủ điều kiện trình');
    expect(await act(planner, 'Trình', { counts: /Ban hành:/ })).toContain('4 đơn vị');
    const head = await walking.at('truong-phong', '/viec-cua-toi');
    await head.page
      .getByRole('link', { name: /Thẩm định/ })
      .first()
      .click();
    await act(head, 'Thẩm định', { counts: /Ban hành:/ });
    await head.page.getByText('đã thẩm định, chờ ký').first().waitFor();
    await leader.page.goto(goto(paper));
    await act(leader, 'Ký', { counts: /Ban hành:/ });
    await leader.page.getByText('đã ký, chờ cấp số').first().waitFor();
    const clerk = await walking.at('van-thu', '/viec-cua-toi');
    await clerk.page
      .getByRole('link', { name: /[Cc]ấp số/ })
      .first()
      .click();
    await act(clerk, 'Cấp số, phát hành', { counts: /Số dự kiến/ });
    await reads(clerk, 'binh-dinh-da-phat-hanh', /số 01\//, 'Thư đã gửi vì văn bản này');
  });

  step('a-1: đơn vị theo thư, xác nhận, ghi 3.541 / 2.356 / 0: gợi ý đúng hạn 1.185, không cảnh báo; gửi', async () => {
    const unit = await walking.mailed(`dau-moi-${laoDong}`);
    const { page } = unit;
    await reads(unit, 'binh-dinh-thu', 'Xác nhận đã nhận thông báo kiểm tra');
    await page.getByRole('link', { name: 'Xem và xác nhận' }).click();
    await page.getByRole('button', { name: 'Xác nhận đã nhận' }).click();
    await reads(unit, 'binh-dinh-xac-nhan', /Số biên nhận BN-\d{4}/);
    await page.getByRole('link', { name: 'Làm báo cáo tự kiểm tra' }).click();
    await page.getByRole('link', { name: 'Bắt đầu' }).click();
    for (const question of ['1.1', '2.1']) {
      await page.check(`input[name="a/${question}"][value="yes"]`);
      await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
    }
    const cell = (column: string) => page.locator(`[name="c/ho-so/tong/${column}"]`);
    await page.getByLabel('Từ ngày').fill('1/1/2026');
    await page.getByLabel('Đến ngày').fill('30/9/2026');
    await cell('resolved_total').fill('3.541');
    await cell('resolved_early').fill('2.356');
    await cell('resolved_late').fill('0');
    await page.getByLabel('Số trụ sở có Bộ phận Một cửa').fill('1');
    await page.getByRole('button', { name: 'Có thể là 1.185 – bấm để điền' }).waitFor();
    await reads(unit, 'binh-dinh-goi-y', 'Có thể là 1.185');
    expect(await page.locator('.fault, .warned').count()).toBe(0);
    await page.getByRole('button', { name: 'Có thể là 1.185 – bấm để điền' }).click();
    await page.waitForFunction(`document.querySelector('[name="c/ho-so/tong/resolved_on_time"]').value === '1.185'`);
    await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
    await reads(unit, 'binh-dinh-xem-lai', 'Xem lại và gửi', '66,53%');
    await page.getByRole('button', { name: 'Gửi báo cáo tự kiểm tra' }).first().click();
    await reads(unit, 'binh-dinh-da-gui', /Đã nhận báo cáo tự kiểm tra/);
  });

  step(
    'ba đơn vị kia gửi; a-4: cả đợt ghi “chưa có số liệu”, không ghi 0; ngành dọc cộng ba trụ sở (a-2)',
    async () => {
      const sites = ['hq-phong-nghiep-vu', 'hq-quy-nhon', 'hq-phu-yen'];
      const values = ['791', '10.000', '5.000'];
      const rows = (ids: string[]) =>
        ids.map((id, i) => ({
          id,
          name: binhDinhUnits.find((unit) => unit.id === id)?.name ?? id,
          cells: { resolved_total: values[i]!, resolved_late: '0' },
          site: true,
        }));
      const period = { from: '01/01/2026', to: '30/09/2026' };
      for (const [id, table, count] of [
        [haiQuan, { ...period, rows: rows(sites) }, '3'],
        [khuKinhTe, { ...period, rows: [{ id: 'tong', name: 'tong', cells: { received_online: '1' } }] }, '1'],
        [vanHoa, { from: '', to: '', none: { reason: 'Đơn vị đang tổng hợp, chưa có số liệu.' }, rows: [] }, '1'],
      ] as const) {
        const contact = await walking.walk.unit(id);
        const path = `/api/inspections/${round}:${id}/self-report`;
        await ok(contact.post(`/api/inspections/${round}:${id}/acknowledge`));
        const typed = {
          answers: { '1.1': { value: 'yes' }, '2.1': { value: 'yes' } },
          tables: { 'ho-so': table },
          indicators: { one_stop_sites: count },
          claims: [],
          explanations: {},
        };
        const { version } = await ok(contact.put(path, { base: 0, typed }));
        await ok(contact.post(path, { version }));
      }
      const leader = await walking.at('giam-doc', `/dot/${round}/so-lieu`);
      const words = await reads(leader, 'binh-dinh-so-lieu', '4/4 đơn vị đã gửi báo cáo', '66,53%', '15.791');
      expect(words).toMatch(/không có số liệu: Đơn vị đang tổng hợp/);
      const culture = leader.page.getByRole('row', { name: /Sở Văn hóa và Thể thao/ });
      const cells = (await culture.getByRole('cell').allInnerTexts()).slice(1);
      expect(new Set(cells)).toEqual(new Set(['chưa có số liệu']));
    },
  );

  step('thư ký tại đơn vị, máy tính bảng: nhận báo cáo, số liệu ba cột lệch thì ghi nhận, biên bản', async () => {
    const secretary = await sign('thu-ky');
    for (const id of [haiQuan, khuKinhTe, vanHoa]) await ok(secretary.post(`/api/inspections/${round}:${id}/accept`));
    await walking.walk.step('2026-10-13');
    const signed = { secretary: true, lead: true, unit: true };
    for (const [id, on] of [
      [haiQuan, '2026-10-12'],
      [khuKinhTe, '2026-10-12'],
      [vanHoa, '2026-10-13'],
    ] as const) {
      const { body } = await secretary.get(`/api/inspections/${round}:${id}`);
      await walking.walk.hold(`${round}:${id}`, secretary, body.visits[0].day ?? on, signed);
    }
    const window = await walking.at('thu-ky', '/kiem-tra', tablet);
    const { page } = window;
    await page.getByRole('link', { name: 'Sở Lao động - Thương binh và Xã hội' }).click();
    const tab = (name: string | RegExp) =>
      page.getByRole('navigation', { name: 'Các phần của cuộc kiểm tra' }).getByRole('link', { name }).click();
    await tab('Báo cáo đơn vị');
    await act(window, 'Chấp nhận báo cáo');
    await tab('Số liệu');
    await page.getByRole('button', { name: /^Khớp: Đã giải quyết \(7\)/ }).click();
    await page.getByRole('textbox', { name: /Đoàn xác định: Giải quyết trước hạn \(8\)/ }).fill('2.350');
    await reads(window, 'binh-dinh-ba-cot', '1 số liệu lệch', 'Lệch −6 (0,3%)');
    await page.getByRole('button', { name: /^Lập ghi nhận: Giải quyết trước hạn/ }).click();
    await page.getByLabel('Nội dung', { exact: true }).waitFor();
    await page
      .getByText(/^Đã lưu \d/)
      .first()
      .waitFor();
    await tab('Biên bản');
    await act(window, 'Ghi nhận đã kiểm tra');
    await page.getByLabel('Giờ bắt đầu').fill('14:00');
    await page.getByLabel('Giờ kết thúc').fill('16:30');
    await page.getByRole('group', { name: 'Đơn vị được kiểm tra' }).getByRole('button', { name: 'Thêm người' }).click();
    await page.getByLabel('Đơn vị được kiểm tra, người thứ 1, họ tên').fill('Phó Giám đốc Sở');
    await page.getByLabel('Ý kiến kết luận của người chủ trì').fill('Đoàn ghi nhận kết quả làm việc.');
    await page
      .getByText(/^Đã lưu \d/)
      .first()
      .waitFor();
    await act(window, 'Ký biên bản');
    await reads(window, 'binh-dinh-bien-ban', 'Biên bản đã ký ngày 13/10/2026');
  });

  step('a-3: kết luận chung bốn đơn vị: hạn chế chung bốn việc, đích danh một việc, tổng 13', async () => {
    const lead = await walking.at('truong-doan', `/van-ban/moi?dot=${round}&loai=conclusion`);
    const { page } = lead;
    await press(lead, 'Chọn 4 đơn vị sẵn sàng');
    await press(lead, 'Bắt đầu soạn');
    await page.getByRole('heading', { name: 'Thông báo kết luận kiểm tra' }).waitFor();
    const id = decodeURIComponent(page.url().split('/van-ban/')[1]!);
    const caller = await sign('truong-doan');
    const { version } = await ok(caller.get(`/api/papers/${id}`));
    await ok(caller.put(`/api/papers/${id}/draft`, { base: version, draft: binhDinhConclusion }));
    await page.reload();
    await page.getByRole('heading', { name: 'Đủ điều kiện trình' }).waitFor();
    await page.getByText('Bảng đối chiếu').click();
    const owing = page.getByRole('region', { name: 'Yêu cầu và đơn vị' });
    const counts = await owing
      .getByRole('row', { name: /^Số đơn vị/ })
      .getByRole('cell')
      .allInnerTexts();
    expect(counts.slice(0, 4)).toEqual(['4', '4', '1', '4']);
    await reads(lead, 'binh-dinh-doi-chieu', 'Đủ điều kiện trình');
    expect(await act(lead, 'Trình', { counts: /Ban hành:/ })).toContain('4 đơn vị, 13 việc');
    await walking.walk.issue(id);
    const clerk = await walking.at('van-thu', `/van-ban/${id}`);
    await reads(clerk, 'binh-dinh-ket-luan', 'Theo dõi các việc của văn bản này');
  });

  step('đơn vị báo cáo một việc kèm ảnh từ điện thoại; thư ký thẩm tra, trưởng đoàn đóng', async () => {
    const unit = await walking.mailed(`dau-moi-${khuKinhTe}`, /[Kk]ết luận/);
    await reads(unit, 'binh-dinh-bon-viec', /4\sviệc/, 'Rà soát thủ tục thu hút đầu tư để cung cấp trực tuyến.');
    await unit.page
      .locator('li', { hasText: 'Rà soát thủ tục thu hút đầu tư' })
      .getByRole('link', { name: 'Báo cáo kết quả' })
      .click();
    await unit.page.locator('#text').fill('Đã trình danh mục 12 thủ tục cung cấp trực tuyến.');
    await unit.page.setInputFiles('#files', [{ name: 'danh mục.png', mimeType: 'image/png', buffer: png }]);
    await unit.page.getByText('danh mục.png').first().waitFor();
    await unit.page.getByRole('button', { name: 'Gửi báo cáo' }).click();
    await reads(unit, 'binh-dinh-bao-cao-viec', /Đã nhận báo cáo .*Số biên nhận/);

    const window = await walking.at('thu-ky', '/viec-cua-toi', tablet);
    await window.page.getByRole('link', { name: 'Thẩm tra báo cáo khắc phục' }).first().click();
    await reads(window, 'binh-dinh-tham-tra', 'Đã trình danh mục 12 thủ tục cung cấp trực tuyến.', 'danh mục.png');
    const item = decodeURIComponent(window.page.url().split('/viec/')[1]!.split('?')[0]!);
    await window.page.getByRole('radio', { name: 'Đạt', exact: true }).check();
    await window.page.getByRole('button', { name: 'Ghi kết quả thẩm tra' }).click();
    const lead = await walking.at('truong-doan', `/viec/${item}`);
    await lead.page.getByRole('button', { name: 'Đóng nội dung này' }).click();
    await reads(lead, 'binh-dinh-da-dong-viec', /Đã đóng ngày/);
    await unit.page.reload();
    await reads(unit, 'binh-dinh-dat', 'Đạt');
  });

  step('Trang thứ Hai: lãnh đạo từ con số tới danh sách, tới việc, tới văn bản', async () => {
    await walking.walk.step('2026-10-30');
    const leader = await walking.at('giam-doc', '/tinh-hinh');
    const { page } = leader;
    await reads(leader, 'binh-dinh-thu-hai', /13 nội dung khắc phục, đã đóng 1/, /Quá hạn: .*ở tay đơn vị/);
    await page.locator('a[href*="tay=unit"][href*="tre=co"]').first().click();
    await page.getByRole('heading', { name: 'Việc, ở tay đơn vị, quá hạn' }).waitFor();
    await reads(leader, 'binh-dinh-qua-han', /quá (hạn )?\d ngày làm việc/);
    await page
      .getByRole('region', { name: /quá hạn/ })
      .getByRole('link', { name: 'Báo cáo kết quả khắc phục' })
      .first()
      .click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await reads(leader, 'binh-dinh-mot-viec', /quá hạn|quá \d/);
    await page
      .getByRole('link', { name: /[Tt]hông báo kết luận/ })
      .first()
      .click();
    await page.getByRole('heading', { name: /Thông báo kết luận kiểm tra số/ }).waitFor();
    expect(await page.title()).toMatch(/^Thông báo kết luận kiểm tra số .* – Đôn Đốc$/);
  });

  step('mọi việc xong; người lập kế hoạch kết thúc kiểm tra, đợt tự đóng', async () => {
    const { items } = await ok((await walking.walk.planner()).get(`/api/items?campaign=${round}&limit=50`));
    const [secretary, lead] = [await sign('thu-ky'), await sign('truong-doan')];
    for (const item of items.filter(({ state }: { state: string }) => state !== 'closed')) {
      const contact = await walking.walk.unit(item.unit);
      const evidence = [await walking.walk.proof(contact, { item: item.id })];
      const { report } = await ok(
        contact.post(`/api/items/${item.id}/reports`, { text: 'Đơn vị đã hoàn thành.', evidence }),
      );
      await ok(secretary.post(`/api/items/${item.id}/verify`, { report, verdict: 'met' }));
      await ok(lead.post(`/api/items/${item.id}/close`));
    }
    expect(inspected).toHaveLength(4);
    const planner = await walking.at('chuyen-vien', `/dot/${round}`);
    expect(await act(planner, 'Kết thúc kiểm tra')).toContain('Còn 0 nội dung khắc phục');
    await walking.walk.step('2026-11-02');
    await planner.page.reload();
    await reads(planner, 'binh-dinh-da-dong', 'Đã đóng đợt', '13/13 nội dung khắc phục');
    expect((await walking.walk.record<Campaign>(`campaign:${round}`))?.state).toBe('closed');
  });
});
