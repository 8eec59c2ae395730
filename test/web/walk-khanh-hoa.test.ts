import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Window } from '../support/browser.ts';
import {
  chiNhanh,
  concludedBranch,
  concludedTown,
  khanhHoaAppointments,
  khanhHoaOutline,
  khanhHoaPeople,
  khanhHoaPlan,
  khanhHoaUnits,
  ninhHoa,
  ninhIch,
  proposalText,
  quanLy,
  round,
  taiChinh,
  visitDay,
} from '../support/khanh-hoa.ts';
import { ok } from '../support/office.ts';
import { approveFromWork, planStep, press, submitPlan } from '../support/walked-plan.ts';
import { act, openWalk, pick, reads, stepsInTurn, tablet } from '../support/walking.ts';
import type { Walking } from '../support/walking.ts';

jest.setTimeout(240_000);

describe('Khánh Hòa: ba buổi một ngày, hai tổ, một kiến nghị lên trên, trên màn hình', () => {
  const step = stepsInTurn();
  let walking: Walking;
  let proposal: string;
  const goto = (path: string) => walking.office.api.url + path;
  const cell = ({ page }: Window, column: string) => page.locator(`[name="c/ho-so/tong/${column}"]`);
  const contactOf = (unit: string) => walking.walk.unit(unit === chiNhanh ? quanLy : unit);
  beforeAll(async () => {
    walking = await openWalk(
      {
        units: khanhHoaUnits,
        people: khanhHoaPeople,
        appointments: khanhHoaAppointments,
        outline: khanhHoaOutline,
      },
      round,
    );
  });
  afterAll(() => walking?.stop());

  step('a-5: ba buổi cùng một sáng: trùng người hiện ngay, dời một buổi thì hết, trình được', async () => {
    const clashing = structuredClone(khanhHoaPlan);
    for (const { visits } of clashing.units)
      for (const one of visits) Object.assign(one, { session: 'morning', startsAt: '08:00' });
    await ok((await walking.walk.planner()).post('/api/campaigns', clashing));
    const planner = await walking.at('chuyen-vien', `/dot/${round}/ke-hoach/doan-va-lich`);
    const { page } = planner;
    const clash = /phải có mặt ở hai nơi trong buổi sáng 23\/07\/2026/;
    const words = await reads(planner, 'khanh-hoa-trung', clash);
    expect(words).toMatch(/Trưởng đoàn[^.]* phải có mặt ở hai nơi/);
    expect(words).toMatch(/Thư ký tổ 2[^.]* phải có mặt ở hai nơi/);
    expect(words).not.toContain('Sở Thông tin và Truyền thông phải có mặt');
    await planStep(planner, 'Trình duyệt');
    expect(await page.getByRole('button', { name: 'Trình kế hoạch' }).isDisabled()).toBe(true);
    await planStep(planner, 'Đoàn và lịch');
    await press(planner, 'Sửa lịch UBND xã Ninh Ích');
    const dialog = page.getByRole('dialog').filter({ visible: true });
    await pick(dialog, 'Buổi', '', 'chiều');
    await dialog.getByRole('button', { name: 'Ghi lịch' }).click();
    await page.getByText(clash).first().waitFor({ state: 'hidden' });
    expect(await submitPlan(planner)).toContain('Trình người ký: 3 đơn vị, 2 đoàn, 3 buổi');
    const leader = await walking.at('giam-doc', '/viec-cua-toi');
    await approveFromWork(leader, khanhHoaPlan.title);
    await page.goto(goto(`/dot/${round}`));
    await act(planner, 'Triển khai', { confirm: 'Triển khai tới 3 đơn vị' });
    await page.getByRole('list', { name: 'Tiến độ theo bước' }).waitFor();
    await walking.walk.issueNotices();
  });

  step('a-1: một đợt hai tổ; người chủ trì thuộc sở khác thấy buổi của mình', async () => {
    const chair = await walking.at('giam-doc-tttt', '/kiem-tra', tablet);
    await reads(
      chair,
      'khanh-hoa-chu-tri',
      'Chi nhánh Văn phòng Đăng ký đất đai Nha Trang',
      /chủ trì: Giám đốc Sở Thông tin và Truyền thông/,
      'Tổ kiểm tra số 1',
    );
    const planner = await walking.at('chuyen-vien', `/dot/${round}/lich?tuan=2026-07-20`);
    const board = await reads(planner, 'khanh-hoa-lich', 'Tổ kiểm tra số 1', 'Tổ kiểm tra số 2');
    expect(board).toContain('Chi nhánh Văn phòng Đăng ký đất đai Nha Trang');
  });

  /** From the letter to the unit's figures: told, acknowledged, its one question answered. */
  const toFigures = async (contact: string, unitName: string): Promise<Window> => {
    const unit = await walking.mailed(contact);
    const { page } = unit;
    await reads(unit, 'khanh-hoa-thu', unitName);
    await page.getByRole('link', { name: 'Xem và xác nhận' }).click();
    await page.getByRole('button', { name: 'Xác nhận đã nhận' }).click();
    await page.getByRole('link', { name: 'Làm báo cáo tự kiểm tra' }).click();
    await page.getByRole('link', { name: 'Bắt đầu' }).click();
    await page.check('input[name="a/1"][value="yes"]');
    await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
    await page.getByLabel('Từ ngày').fill('01/01/2026');
    await page.getByLabel('Đến ngày').fill('30/06/2026');
    return unit;
  };
  /** Whatever is doubtful and left so gets a word; then it is sent. */
  const explainAndSend = async (unit: Window): Promise<void> => {
    const { page } = unit;
    await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
    await page.getByRole('heading', { name: 'Xem lại và gửi' }).waitFor();
    for (
      let again = 0;
      again < 3 && (await page.getByRole('button', { name: 'Gửi báo cáo tự kiểm tra' }).count()) === 0;
      again++
    ) {
      await page.locator('.say.warn a').first().click();
      for (const word of await page.locator('textarea[name^="w/"]').all())
        await word.fill('Số liệu đã được đơn vị rà soát.');
      await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click();
      await page.goto(`${page.url().split('/bao-cao')[0]!.split('/xem-lai')[0]!}/xem-lai`);
    }
    await page.getByRole('button', { name: 'Gửi báo cáo tự kiểm tra' }).first().click();
    await page
      .getByText(/Số biên nhận/)
      .first()
      .waitFor();
  };

  step('a-2: Ninh Hòa 3.037 / 2.123 / 2.095 / 28 khớp 98,68%; đòi tách 914 hồ sơ đang giải quyết', async () => {
    const unit = await toFigures(`dau-moi-${ninhHoa}`, 'UBND thị xã Ninh Hòa');
    for (const [column, text] of Object.entries({
      received_total: '3.037',
      resolved_total: '2.123',
      resolved_early_or_on_time: '2.095',
      resolved_late: '28',
    }))
      await cell(unit, column).fill(text);
    await unit.page.locator('[name="s/rate_early_or_on_time"]').fill('98,68%');
    await reads(unit, 'khanh-hoa-914', /914 hồ sơ đang giải quyết/, 'Có thể là 914');
    expect(await unit.page.locator('.fault').count()).toBe(0);
    for (const [column, text] of Object.entries({
      in_progress_total: '914',
      in_progress_in_time: '905',
      in_progress_overdue: '9',
    }))
      await cell(unit, column).fill(text);
    await unit.page
      .getByText(/914 hồ sơ đang giải quyết/)
      .first()
      .waitFor({ state: 'detached' });
    await explainAndSend(unit);
    await reads(unit, 'khanh-hoa-ninh-hoa-da-gui', '98,68%');
  });

  step('a-3: Nha Trang “hơn 15.000”: nêu 94,67% và 95,00%, đòi chọn mẫu số, chọn rồi mới gửi được', async () => {
    const unit = await toFigures(`dau-moi-${quanLy}`, 'Chi nhánh Văn phòng Đăng ký đất đai Nha Trang');
    await cell(unit, 'received_total').fill('hơn 15.000');
    await cell(unit, 'resolved_early_or_on_time').fill('14.200');
    await cell(unit, 'resolved_late').fill('747');
    await unit.page.locator('[name="s/rate_early_or_on_time"]').fill('hơn 94%');
    const words = await reads(unit, 'khanh-hoa-mau-so', 'Hãy chọn mẫu số', '94,67%');
    expect(words).toContain('14.200/14.947 = 95,00%');
    await unit.page.check('[name="d/rate_early_or_on_time"][value="received_total"]');
    await unit.page.getByText('Hãy chọn mẫu số').first().waitFor({ state: 'detached' });
    await explainAndSend(unit);
    await reads(unit, 'khanh-hoa-nha-trang-da-gui', 'hơn 15.000');
  });

  step('thư ký hai tổ nhận báo cáo; các buổi được ghi nhận; tỷ lệ của đợt trên màn hình lãnh đạo', async () => {
    const commune = await walking.walk.unit(ninhIch);
    const path = `/api/inspections/${round}:${ninhIch}/self-report`;
    await ok(commune.post(`/api/inspections/${round}:${ninhIch}/acknowledge`));
    const { version } = await ok(
      commune.put(path, {
        base: 0,
        typed: {
          answers: { '1': { value: 'yes' } },
          tables: { 'ho-so': { from: '', to: '', none: { reason: 'Xã chưa tổng hợp được số liệu riêng.' }, rows: [] } },
          explanations: {},
        },
      }),
    );
    await ok(commune.post(path, { version }));
    await walking.walk.step(visitDay);
    const signed = { secretary: true, lead: true, unit: true };
    for (const [unit, team] of [
      [chiNhanh, 'to-1'],
      [ninhHoa, 'to-2'],
      [ninhIch, 'to-2'],
    ] as const) {
      const secretary = await walking.office.as('secretary', `team:${team}`);
      await ok(secretary.post(`/api/inspections/${round}:${unit}/accept`));
      await walking.walk.hold(`${round}:${unit}`, secretary, visitDay, signed);
    }
    const leader = await walking.at('giam-doc', `/dot/${round}/so-lieu`);
    await reads(leader, 'khanh-hoa-so-lieu', '3/3 đơn vị đã gửi báo cáo', '98,68%', 'hơn 15.000');
  });

  step('a-4: xã nêu kiến nghị, được chuyển, cơ quan trả lời qua thư, xã thấy từng bước', async () => {
    const commune = await walking.mailed(`dau-moi-${ninhIch}`);
    await commune.page.getByRole('link', { name: /Nêu kiến nghị/ }).click();
    await commune.page.locator('#text').fill(proposalText);
    await commune.page.getByRole('button', { name: 'Gửi kiến nghị' }).click();
    await reads(commune, 'khanh-hoa-da-neu', 'chờ chuyển', proposalText);
    const own = commune.page.url();

    const planner = await walking.at('chuyen-vien', '/viec-cua-toi');
    await planner.page.getByRole('link', { name: 'Chuyển kiến nghị của đơn vị' }).click();
    await act(planner, 'Chuyển cơ quan có thẩm quyền', {
      fill: async (dialog) => {
        const field = dialog.getByLabel('Các cơ quan có thẩm quyền');
        for (const name of ['so tai chinh', 'snv']) {
          await field.fill(name);
          await planner.page.keyboard.press('Enter');
        }
        await planner.page.keyboard.press('Escape');
      },
    });
    await reads(planner, 'khanh-hoa-da-chuyen', 'Sở Tài chính', 'Sở Nội vụ', /hạn trả lời/);
    proposal = decodeURIComponent(planner.page.url().split('/kien-nghi/')[1]!);
    await commune.page.goto(own);
    await reads(commune, 'khanh-hoa-cho-tra-loi', 'Tình trạng: đã chuyển, chờ trả lời');

    const file = await walking.walk.proof(
      await walking.walk.planner(),
      { proposal, from: 'so-noi-vu' },
      'công văn.txt',
    );
    await ok(
      (await walking.walk.planner()).post(`/api/proposals/${proposal}/answers`, {
        from: 'so-noi-vu',
        text: 'Sở Nội vụ sẽ trình sửa quy định về chế độ trong quý IV.',
        evidence: [file],
        entered: { arrived: visitDay, origin: 'Công văn giấy, văn thư nhận', number: '88/SNV-CCHC' },
      }),
    );
    const agency = await walking.mailed(`dau-moi-${taiChinh}`, /Kiến nghị của UBND xã Ninh Ích/);
    await agency.page.locator('a.button.main').first().click();
    await agency.page.locator('#text').fill('Sở Tài chính đã cân đối nguồn từ năm 2027.');
    await reads(agency, 'khanh-hoa-tra-loi', 'Trả lời kiến nghị của UBND xã Ninh Ích');
    await agency.page.getByRole('button', { name: 'Gửi câu trả lời' }).click();
    await reads(agency, 'khanh-hoa-da-tra-loi', /Đã nhận câu trả lời/);
    await commune.page.goto(own);
    await reads(
      commune,
      'khanh-hoa-co-tra-loi',
      'Tình trạng: đã trả lời.',
      'Sở Tài chính đã cân đối nguồn từ năm 2027.',
      'Sở Nội vụ sẽ trình sửa quy định về chế độ trong quý IV.',
    );
  });

  step('kết luận mang theo kiến nghị và câu trả lời; khắc phục xong thì đóng đợt', async () => {
    const [first, second] = [
      await walking.office.as('lead', 'team:to-1'),
      await walking.office.as('lead', 'team:to-2'),
    ];
    await walking.walk.conclude(first, concludedBranch);
    const paper = await walking.walk.conclude(second, concludedTown(proposal));
    const lead = await walking.at('truong-doan', `/van-ban/${paper}`);
    await reads(lead, 'khanh-hoa-ket-luan', /Thông báo kết luận kiểm tra số/, proposalText);
    const items = await walking.walk.remedy((unit) => (unit === chiNhanh ? 'to-1' : 'to-2'), contactOf);
    expect(items).toHaveLength(2);
    const planner = await walking.at('chuyen-vien', `/dot/${round}`);
    await act(planner, 'Kết thúc kiểm tra');
    await walking.walk.step('2026-07-27');
    await planner.page.reload();
    await reads(planner, 'khanh-hoa-da-dong', 'Đã đóng đợt', 'Kiến nghị: 1/1 đã trả lời');
    expect((await walking.walk.record<Campaign>(`campaign:${round}`))?.state).toBe('closed');
  });
});
