import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Caller } from '../support/api.ts';
import type { Window } from '../support/browser.ts';
import {
  caoBangAppointments,
  caoBangOutline,
  caoBangPeople,
  caoBangReport,
  caoBangUnits,
  reporting,
  round,
  soXayDung,
  vanPhong,
  xaImLang,
  xaSau,
} from '../support/cao-bang.ts';
import { eventually, ok } from '../support/office.ts';
import { mailOf } from '../support/posts.ts';
import { addTeam, approveFromWork, beginRound, planStep, press, submitPlan } from '../support/walked-plan.ts';
import { act, openWalk, pick, reads, stepsInTurn, tablet } from '../support/walking.ts';
import type { Walking } from '../support/walking.ts';

jest.setTimeout(180_000);

const title = 'Báo cáo kết quả kiểm soát thủ tục hành chính quý II năm 2026';
const inspection = (unit: string) => `/kiem-tra/${round}:${unit}`;
const row = 'c/ho-so/tong';
/** As the quarter's report was printed: its total with a space after the point. */
const asPrinted = {
  received_total: '140. 683',
  resolved_total: '138.907',
  resolved_early_or_on_time: '139.792',
  resolved_late: '115',
  in_progress_total: '776',
  in_progress_in_time: '713',
  in_progress_overdue: '63',
};
const small = {
  received_total: '1 200',
  resolved_total: '1.150',
  resolved_early_or_on_time: '1.148',
  resolved_late: '2',
  in_progress_total: '50',
  in_progress_in_time: '50',
  in_progress_overdue: '0',
};

describe('Cao Bằng, quý II: bốn đơn vị báo cáo, đi trên màn hình từ kế hoạch đến báo cáo tổng hợp', () => {
  const step = stepsInTurn();
  let walking: Walking;
  let secretary: Caller;
  beforeAll(async () => {
    walking = await openWalk(
      {
        units: caoBangUnits,
        people: caoBangPeople,
        appointments: caoBangAppointments,
        outline: caoBangOutline,
      },
      round,
    );
    secretary = await walking.office.api.signIn('thu-ky');
  });
  afterAll(() => walking?.stop());

  const send = async (unit: string, cells: Record<string, string>) => {
    const path = `/api/inspections/${round}:${unit}/self-report`;
    const contact = await walking.walk.unit(unit);
    const typed = {
      answers: {},
      tables: { 'ho-so': { from: '01/04/2026', to: '30/06/2026', rows: [{ id: 'tong', name: 'Toàn đơn vị', cells }] } },
      indicators: { petitions: '0', procedures_new: '0', procedures_abolished: '0' },
    };
    const { version } = await ok(contact.put(path, { base: 0, typed }));
    await ok(contact.post(path, { version }));
  };

  step('người lập kế hoạch mở đợt báo cáo; a-3: “1770/ UBND - KSTT” được đọc là 1770/UBND-KSTT', async () => {
    const planner = await walking.at('chuyen-vien', '/dot/moi');
    const { page } = planner;
    await beginRound(planner, {
      kind: 'reporting',
      title,
      code: round,
      period: ['quý II năm 2026', '1/4/2026', '30/6/2026'],
      clockFrom: '1/6/2026',
    });
    await page.getByLabel('Ngày chốt số liệu').fill('15/6/2026');
    await page.getByLabel('Hạn gửi báo cáo').fill('22/6/2026');
    await act(planner, 'Thêm văn bản liên quan', {
      confirm: 'Thêm',
      fill: async (dialog) => {
        await dialog.getByLabel('Số và ký hiệu').fill('1770/ UBND - KSTT');
        await dialog.getByLabel('Ngày').fill('28/5/2019');
        await dialog.getByLabel('Cơ quan ban hành').fill('UBND tỉnh');
      },
    });
    await reads(planner, 'cao-bang-ke-hoach', 'Công văn số 1770/UBND-KSTT ngày 28/05/2019 của UBND tỉnh');
    await planStep(planner, 'Đơn vị');
    await press(planner, 'Chọn cả 2: Cấp tỉnh');
    await press(planner, 'Chọn cả 2: Cấp xã');
    await page.getByRole('heading', { name: 'Đã chọn 4 đơn vị' }).waitFor();
    await planStep(planner, 'Đoàn và lịch');
    await addTeam(planner, {
      name: 'Tổ tổng hợp',
      lead: ['to truong tong hop', 'Tổ trưởng tổng hợp'],
      secretary: ['thu ky tong hop', 'Thư ký tổng hợp'],
    });
    expect(await submitPlan(planner)).toContain('Trình người ký: 4 đơn vị, 1 đoàn');

    const leader = await walking.at('giam-doc', '/viec-cua-toi');
    expect(await approveFromWork(leader, title)).toContain('Phê duyệt');
    await page.goto(`${walking.office.api.url}/dot/${round}`);
    const consequence = await act(planner, 'Triển khai', { confirm: 'Triển khai tới 4 đơn vị' });
    expect(consequence).toContain('4 đơn vị nhận thư đề nghị gửi báo cáo, hạn 22/06/2026.');
    await reads(planner, 'cao-bang-da-trien-khai', '4 đơn vị: 0 đã gửi báo cáo', 'Hạn tới gần nhất: 22/06/2026');
    await walking.walk.step('2026-06-15');
  });

  describe('đơn vị, trên điện thoại', () => {
    let unit: Window;
    const field = (column: string) => unit.page.locator(`[name="${row}/${column}"]`);
    const beside = (column: string) => unit.page.locator('.field', { has: field(column) });

    step('theo đường dẫn trong thư tới biểu số liệu', async () => {
      unit = await walking.mailed(`dau-moi-${vanPhong}`);
      await reads(unit, 'cao-bang-don-vi', 'Gửi báo cáo kỳ', '22/06/2026');
      await unit.page.getByRole('link', { name: 'Làm báo cáo' }).first().click();
      await reads(unit, 'cao-bang-cac-phan', 'Tình hình giải quyết hồ sơ');
      await unit.page.getByRole('link', { name: /Tình hình giải quyết hồ sơ/ }).click();
      await field('received_total').waitFor();
    });

    step('a-1: gõ như đã in: nêu +1.000, 885, −1.000 ở ô đã giải quyết, gợi ý 139.907, không cho gửi', async () => {
      await unit.page.getByLabel('Từ ngày').fill('01/04/2026');
      await unit.page.getByLabel('Đến ngày').fill('30/06/2026');
      for (const [column, text] of Object.entries(asPrinted)) await field(column).fill(text);
      const at = unit.page.locator('.fault');
      await beside('resolved_total').locator('.fault').first().waitFor();
      for (const words of [/lệch \+1\.000/, /vượt 885/, /lệch −1\.000/])
        await at.filter({ hasText: words }).first().waitFor();
      const all = await reads(
        unit,
        'cao-bang-lech',
        'Nếu Đã giải quyết (7) là 139.907 thay vì 138.907 thì mọi phép kiểm ở đây đều khớp.',
      );
      expect(all).toContain('Có thể chỉ nhầm một ô');
      await unit.page.getByText(/^Đã lưu \d/).waitFor();
      await unit.page.goto(`${unit.page.url().split('/bao-cao')[0]}/xem-lai`);
      const review = await reads(unit, 'cao-bang-chua-gui-duoc', /Còn \d+ điểm trước khi gửi được/);
      expect(review).toMatch(/lệch \+1\.000/);
      expect(await unit.page.getByRole('button', { name: 'Gửi báo cáo kỳ' }).count()).toBe(0);
    });

    step('a-2: sửa thành 139.907 thì khớp và gửi được; a-3: “140. 683” được hiểu là 140.683', async () => {
      await unit.page.getByRole('link', { name: 'Tình hình giải quyết hồ sơ' }).first().click();
      await field('resolved_total').fill('139.907');
      await beside('resolved_total').locator('.fault').first().waitFor({ state: 'detached' });
      for (const [code, text] of [
        ['petitions', '6'],
        ['procedures_new', '39'],
        ['procedures_abolished', '88'],
      ])
        await unit.page.locator(`[name="i/${code}"]`).fill(text!);
      await unit.page.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
      await unit.page.getByRole('heading', { name: 'Xem lại và gửi' }).waitFor();
      expect(await reads(unit, 'cao-bang-xem-lai', '140.683')).toContain('139.907');
      await unit.page.getByRole('button', { name: 'Gửi báo cáo kỳ' }).first().click();
      const sent = await reads(unit, 'cao-bang-da-gui', /Số biên nhận BN-\d{4}/);
      expect(sent).toMatch(/Đã giải quyết \(7\): 138\.907 → 139\.907.*bạn/);
    });
  });

  step('người tổng hợp đọc trên máy tính bảng: ba cột, vết sửa, rồi chấp nhận; sửa một ô theo lời đơn vị', async () => {
    await send(soXayDung, small);
    const window = await walking.at('thu-ky', inspection(vanPhong), tablet);
    const { page } = window;
    const rooms = page.getByRole('navigation', { name: 'Các phần của cuộc kiểm tra' });
    await rooms.getByRole('link', { name: 'Số liệu' }).click();
    await page.getByRole('heading', { name: 'Số liệu đã sửa' }).waitFor();
    const words = await reads(window, 'cao-bang-so-lieu', '140.683');
    expect(words).toMatch(/Đã giải quyết \(7\) .*138\.907.*139\.907.*sửa khi đang làm.*lệch \+1\.000/);
    await rooms.getByRole('link', { name: 'Báo cáo đơn vị' }).click();
    await act(window, 'Chấp nhận báo cáo');
    await page.getByText('đã chấp nhận').first().waitFor();

    await page.goto(`${walking.office.api.url}${inspection(soXayDung)}/so-lieu`);
    await act(window, 'Sửa số liệu theo lời đơn vị', {
      fill: async (dialog) => {
        await pick(dialog, 'Chỉ tiêu 1', 'cong bo moi', 'Thủ tục công bố mới');
        await dialog.getByLabel('Số đúng').fill('1');
        await dialog.getByLabel('Ai báo, bằng cách nào, vì sao').fill('Đầu mối báo qua điện thoại: một thủ tục mới.');
      },
    });
    await reads(
      window,
      'cao-bang-sua-theo-loi',
      'Đầu mối báo qua điện thoại: một thủ tục mới.',
      'Sở sửa theo lời đơn vị',
    );
    await ok(secretary.post(`/api/inspections/${round}:${soXayDung}/accept`));
  });

  step('a-4: quá hạn thì được đôn đốc; lãnh đạo thấy ai chậm mấy ngày, từ con số tới đơn vị và lá thư', async () => {
    await walking.walk.step('2026-06-25');
    for (const post of ['dau-moi', 'thu-truong'])
      await eventually(
        () => Promise.resolve(walking.office.mail.lettersTo(mailOf(`${post}-${xaImLang}`))),
        (all) => all.some(({ subject }) => /quá hạn/i.test(subject)),
      );
    const leader = await walking.at('giam-doc', '/tinh-hinh');
    const { page } = leader;
    await reads(leader, 'cao-bang-thu-hai', /Quá hạn: 2 việc ở tay đơn vị \(2 đơn vị\), lâu nhất 3 ngày làm việc/);
    await page.locator('a[href*="tay=unit"][href*="tre=co"]').first().click();
    await page.getByRole('heading', { name: 'Việc, ở tay đơn vị, quá hạn' }).waitFor();
    await reads(leader, 'cao-bang-ai-cham', 'UBND xã Ngọc Động', 'UBND xã Hồng Việt', /quá (hạn )?3 ngày làm việc/);
    await page
      .getByRole('region', { name: /quá hạn/ })
      .getByRole('link', { name: 'UBND xã Ngọc Động' })
      .first()
      .click();
    await page.getByRole('heading', { name: 'UBND xã Ngọc Động' }).waitFor();
    await reads(leader, 'cao-bang-mot-xa', /quá (hạn )?3 ngày làm việc/);

    await send(xaSau, { ...small, received_total: 'hơn 1.000' });
    const clerk = await walking.at('thu-ky', inspection(xaSau), tablet);
    await reads(clerk, 'cao-bang-nop-cham', 'sau hạn 3 ngày làm việc');
    await ok(secretary.post(`/api/inspections/${round}:${xaSau}/accept`));
    await page.goto(`${walking.office.api.url}/dot/${round}/so-lieu`);
    const figures = await reads(leader, 'cao-bang-so-lieu-dot', '3/4 đơn vị đã gửi báo cáo', '99,92%', '140.683');
    expect(figures).toContain('chưa gửi báo cáo');
  });

  step('báo cáo tổng hợp: soạn, trình, thẩm định, ký, cấp số; nêu tên đơn vị không gửi; đợt tự đóng', async () => {
    const writer = await walking.at('thu-ky', '/viec-cua-toi');
    await writer.page
      .getByRole('link', { name: /[Bb]áo cáo/ })
      .first()
      .click();
    const { items } = await ok(secretary.get(`/api/papers?campaign=${round}`));
    const { id } = items[0];
    const { version } = await ok(secretary.get(`/api/papers/${id}`));
    await ok(secretary.put(`/api/papers/${id}/draft`, { base: version, draft: caoBangReport(reporting) }));
    await writer.page.goto(`${walking.office.api.url}/van-ban/${id}`);
    await reads(writer, 'cao-bang-bao-cao', 'Đủ điều kiện trình');
    const said = await act(writer, 'Trình', { counts: /Ban hành:/ });
    expect(said).toContain('Ban hành: 1 báo cáo, 4 đơn vị');
    for (const [person, name, next] of [
      ['truong-phong', 'Thẩm định', 'đã thẩm định, chờ ký'],
      ['giam-doc', 'Ký', 'đã ký, chờ cấp số'],
    ] as const) {
      const window = await walking.at(person, `/van-ban/${id}`);
      await act(window, name, { counts: /Ban hành:/ });
      await window.page.getByText(next).first().waitFor();
    }
    const clerk = await walking.at('van-thu', `/van-ban/${id}`);
    await act(clerk, 'Cấp số, phát hành', { counts: /Ban hành:/ });
    await reads(clerk, 'cao-bang-phat-hanh', /Báo cáo .*số 01\//);
    await walking.walk.step('2026-06-29');
    const planner = await walking.at('chuyen-vien', `/dot/${round}`);
    await reads(planner, 'cao-bang-da-dong', 'Đã đóng đợt');
    expect((await walking.walk.record<Campaign>(`campaign:${round}`))?.state).toBe('closed');
  });
});
