import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Window } from '../support/browser.ts';
import {
  doan1228Appointments,
  doan1228Conclusion,
  doan1228Outline,
  doan1228People,
  doan1228Plan,
  doan1228Units,
  handedIn,
  nineAreas,
  round,
  soThongTin,
  visitDay,
} from '../support/doan-1228.ts';
import { ok } from '../support/office.ts';
import { press } from '../support/walked-plan.ts';
import { act, openWalk, reads, stepsInTurn, tablet } from '../support/walking.ts';
import type { Walking } from '../support/walking.ts';

jest.setTimeout(240_000);

const names = nineAreas.map(([, name]) => name);

describe('Đoàn 1228: chín nội dung, kế hoạch từng dòng, bốn hạn chế thành bốn việc, trên màn hình', () => {
  const step = stepsInTurn();
  let walking: Walking;
  let unit: Window;
  const goto = (path: string) => walking.office.api.url + path;
  const field = (name: string) => unit.page.locator(`[name="${name}"]`);
  const area = async (name: string) => {
    await unit.page.goto(`${unit.page.url().split('/bao-cao')[0]!.split('/xem-lai')[0]!}/bao-cao`);
    await unit.page.getByRole('link', { name: new RegExp(`^\\d+\\. ${name}`) }).click();
  };
  beforeAll(async () => {
    walking = await openWalk(
      { units: doan1228Units, people: doan1228People, appointments: doan1228Appointments },
      round,
    );
    await ok((await walking.walk.planner()).post('/api/outlines', doan1228Outline));
    await walking.walk.launch(doan1228Plan);
    await walking.walk.issueNotices();
  });
  afterAll(() => walking?.stop());

  step('a-1: chín nội dung đúng thứ tự, ở trang kế hoạch và ở trang của đơn vị', async () => {
    const planner = await walking.at('chuyen-vien', `/dot/${round}/ke-hoach/noi-dung`);
    const words = await reads(planner, 'doan-1228-noi-dung', ...names);
    expect(words).toMatch(new RegExp(names.join('.*')));
    unit = await walking.mailed(`dau-moi-${soThongTin}`);
    await unit.page.getByRole('link', { name: 'Xem và xác nhận' }).click();
    await unit.page.getByRole('button', { name: 'Xác nhận đã nhận' }).click();
    await unit.page.getByRole('link', { name: 'Làm báo cáo tự kiểm tra' }).click();
    await reads(unit, 'doan-1228-chin-phan', ...names);
    const steps = await unit.page.locator('ol.steps li a > span:first-child').allInnerTexts();
    expect(steps.slice(0, 9)).toEqual(names.map((name, i) => `${i + 1}. ${name}`));
  });

  step('a-4: ghi 39/38 thì báo lỗi ngay khi gõ, ghi 38/38 thì hết', async () => {
    await area('Hiện đại hóa hành chính');
    await unit.page.check('input[name="a/7"][value="yes"]');
    await field('i/procedures_total').fill('38');
    await field('i/procedures_online_level4').fill('39');
    await reads(unit, 'doan-1228-39-38', /39[^.]*38/);
    expect(await unit.page.locator('.fault').first().innerText()).toMatch(/39.*38/);
    await field('i/procedures_online_level4').fill('38');
    await unit.page.locator('.fault').first().waitFor({ state: 'detached' });
    await unit.page
      .getByText(/^Đã lưu \d/)
      .first()
      .waitFor();
  });

  step('a-3: mục thiếu người phụ trách, thiếu hạn bị nêu đích danh và không gửi được; sửa thì gửi được', async () => {
    const { page } = unit;
    await area('Chỉ đạo, điều hành');
    const line = async (i: number) => {
      for (const [cell, text] of Object.entries(handedIn[i]!)) await field(`t/1/${i}/${cell}`).fill(text);
    };
    for (let i = 0; i < handedIn.length; i++) {
      if ((await field(`t/1/${i}/task`).count()) === 0) {
        await page.getByRole('button', { name: 'Lưu, làm sau' }).click();
        await area('Chỉ đạo, điều hành');
      }
      await line(i);
    }
    await page.getByRole('button', { name: 'Lưu, làm sau' }).click();
    for (const [i, name] of names.slice(1).entries()) {
      await area(name);
      await page.check(`input[name="a/${i + 2}"][value="yes"]`);
      const stated = field('s/rate_procedures_online_level4');
      if ((await stated.count()) > 0) await stated.fill('100%');
      await page.getByRole('button', { name: 'Lưu, làm sau' }).click();
      await page.getByRole('heading', { name: 'Báo cáo tự kiểm tra' }).waitFor();
    }
    await page
      .getByRole('link', { name: /Xem lại/ })
      .first()
      .click();
    await reads(
      unit,
      'doan-1228-ke-hoach-thieu',
      'Mục 2 “Tự kiểm tra việc trả kết quả” chưa có người phụ trách. Hãy ghi rõ.',
      'Mục 3 “Tập huấn kỹ năng số” chưa có thời hạn hoàn thành. Hãy ghi rõ.',
    );
    expect(await page.getByRole('button', { name: 'Gửi báo cáo tự kiểm tra' }).count()).toBe(0);
    await area('Chỉ đạo, điều hành');
    await field('t/1/1/person').fill('Trưởng phòng Một cửa');
    await field('t/1/2/to').fill('30/09/2026');
    await page.getByRole('button', { name: 'Lưu, làm sau' }).click();
    await page.getByRole('link', { name: 'Xem lại và gửi' }).click();
    await reads(unit, 'doan-1228-xem-lai', '1. Rà soát thủ tục nội bộ · Chánh Văn phòng · 05/01/2026 – 31/03/2026');
    await page.getByRole('button', { name: 'Gửi báo cáo tự kiểm tra' }).first().click();
    await reads(unit, 'doan-1228-da-gui', /Số biên nhận BN-\d{4}/);
  });

  step('thư ký trong phòng họp: nhận báo cáo, ghi bốn hạn chế, biên bản, dự thảo kết luận từ sổ', async () => {
    await walking.walk.step(visitDay);
    const window = await walking.at('thu-ky', `/kiem-tra/${round}:${soThongTin}/bao-cao`, tablet);
    const { page } = window;
    await reads(window, 'doan-1228-bao-cao', 'Trưởng phòng Một cửa');
    await act(window, 'Chấp nhận báo cáo');
    const tab = (name: string | RegExp) =>
      page.getByRole('navigation', { name: 'Các phần của cuộc kiểm tra' }).getByRole('link', { name }).click();
    await tab(/Ghi nhận/);
    for (const { text, area: code } of doan1228Conclusion.findings) {
      await page.getByLabel('Lĩnh vực đang nghe').click();
      await page
        .locator('.ant-select-dropdown:visible .ant-select-item-option', {
          hasText: nineAreas.find(([one]) => one === code)![1],
        })
        .first()
        .click();
      await press(window, '+ Tồn tại, hạn chế');
      await page.keyboard.type(text);
      await press(window, 'Xong');
    }
    await page
      .getByText(/^Đã lưu \d/)
      .first()
      .waitFor();
    await reads(window, 'doan-1228-ghi-nhan', '4 ghi nhận', ...doan1228Conclusion.findings.map(({ text }) => text));
    await tab('Biên bản');
    await act(window, 'Ghi nhận đã kiểm tra');
    await page.getByLabel('Giờ bắt đầu').fill('08:00');
    await page.getByLabel('Giờ kết thúc').fill('11:00');
    await page.getByRole('group', { name: 'Đơn vị được kiểm tra' }).getByRole('button', { name: 'Thêm người' }).click();
    await page.getByLabel('Đơn vị được kiểm tra, người thứ 1, họ tên').fill('Giám đốc Sở');
    await page.getByLabel('Ý kiến kết luận của người chủ trì').fill('Khắc phục các tồn tại, hạn chế đã nêu.');
    await page
      .getByText(/^Đã lưu \d/)
      .first()
      .waitFor();
    await act(window, 'Ký biên bản');
    await page.getByText(/Biên bản đã ký ngày 18\/08\/2026/).waitFor();
    await tab('Kết luận');
    expect(await act(window, 'Soạn dự thảo kết luận')).toContain('Dự thảo mới có 0 ưu điểm, 4 tồn tại, hạn chế');
    await page.waitForURL(/\/van-ban\/doan-1228/);
  });

  step(
    'a-2: hạn chế nào chưa có yêu cầu thì bị nêu; bốn hạn chế thành bốn việc có hạn, người, minh chứng',
    async () => {
      const inspector = await walking.at('truong-doan', '/viec-cua-toi');
      await inspector.page
        .getByRole('link', { name: /dự thảo kết luận/i })
        .first()
        .click();
      const caller = await walking.office.api.signIn('truong-doan');
      const { items } = await ok(caller.get(`/api/papers?campaign=${round}&kind=conclusion`));
      const { id } = items.find(({ kind }: { kind: string }) => kind === 'conclusion');
      const { version, draft } = await ok(caller.get(`/api/papers/${id}`));
      await inspector.page.goto(goto(`/van-ban/${id}`));
      const gaps = await reads(inspector, 'doan-1228-con-thieu', /Còn \d+ điểm phải sửa/);
      expect(gaps.match(/chưa có yêu cầu nào trả lời/g)?.length).toBeGreaterThanOrEqual(4);
      const requirements = doan1228Conclusion.requirements.map((one, i) => ({
        ...one,
        answers: [draft.findings[i].id],
      }));
      await ok(caller.put(`/api/papers/${id}/draft`, { base: version, draft: { ...draft, requirements } }));
      await inspector.page.reload();
      await inspector.page.getByRole('heading', { name: 'Đủ điều kiện trình' }).waitFor();
      expect(await act(inspector, 'Trình', { counts: /Ban hành:/ })).toContain('1 đơn vị, 4 việc');
      await walking.walk.issue(id);

      const leader = await walking.at('giam-doc', `/theo-doi?dot=${round}`);
      const list = await reads(leader, 'doan-1228-bon-viec', '4 nội dung');
      for (const { text } of doan1228Conclusion.requirements) expect(list).toContain(text);
      for (const { text, responsible, proof } of doan1228Conclusion.requirements.slice(0, 2)) {
        await leader.page.goto(goto(`/theo-doi?dot=${round}`));
        await leader.page.getByRole('link', { name: text }).click();
        await leader.page.getByRole('heading', { name: text }).waitFor();
        await reads(leader, 'doan-1228-mot-viec', responsible!, proof!, /17\/09\/2026/);
      }
      const letter = await walking.mailed(`dau-moi-${soThongTin}`, /[Kk]ết luận/);
      await reads(letter, 'doan-1228-viec-cua-don-vi', /4\sviệc/, '17/09/2026');
    },
  );

  step('đến khi đóng đợt', async () => {
    expect(await walking.walk.remedy(() => 'doan-1228')).toHaveLength(4);
    const planner = await walking.at('chuyen-vien', `/dot/${round}`);
    await act(planner, 'Kết thúc kiểm tra');
    await walking.walk.step('2026-08-20');
    await planner.page.reload();
    await reads(planner, 'doan-1228-da-dong', 'Đã đóng đợt', '4/4 nội dung khắc phục');
    expect((await walking.walk.record<Campaign>(`campaign:${round}`))?.state).toBe('closed');
  });
});
