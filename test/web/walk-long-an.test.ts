import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { DirectiveDraft } from '../../domain/draft.ts';
import {
  aSignedPdf,
  departments,
  everybody,
  fourDistricts,
  leftInspection,
  longAnAppointments,
  longAnDirective,
  longAnGroups,
  longAnLines,
  longAnOutline,
  longAnPeople,
  longAnPlan,
  longAnUnits,
  round,
  threeDepartments,
  withoutDues,
} from '../support/long-an.ts';
import { png } from '../support/desk.ts';
import { eventually, ok } from '../support/office.ts';
import { press } from '../support/walked-plan.ts';
import { act, openWalk, pick, reads, stepsInTurn, tablet } from '../support/walking.ts';
import type { Walking } from '../support/walking.ts';

jest.setTimeout(240_000);

describe('Long An: công văn chín chỉ đạo đã ban hành, nhập vào và theo dõi đến cùng, trên màn hình', () => {
  const step = stepsInTurn();
  let walking: Walking;
  let paper: string;
  const goto = (path: string) => walking.office.api.url + path;
  const planner = () => walking.walk.planner();
  const begun = async (campaign: string, from: '2024-12-17' | '2025-08-04') => {
    await ok((await planner()).post('/api/campaigns', longAnPlan(campaign, from)));
    await ok((await planner()).post(`/api/campaigns/${campaign}/submit`));
    await ok((await walking.office.as('signer')).post(`/api/campaigns/${campaign}/approve`));
    await ok((await planner()).post(`/api/campaigns/${campaign}/launch`));
    await eventually(
      () => walking.office.stack.store.matters.get<Campaign>(`campaign:${campaign}`),
      (found) => found?.state === 'running',
    );
  };
  const items = async (): Promise<{ id: string; unit: string; state: string }[]> =>
    (await ok((await planner()).get(`/api/items?campaign=${round}&limit=200`))).items;
  beforeAll(async () => {
    walking = await openWalk(
      {
        units: longAnUnits,
        people: longAnPeople,
        appointments: longAnAppointments,
        outline: longAnOutline,
      },
      round,
    );
    for (const group of longAnGroups) await ok((await planner()).post('/api/groups', group));
    await begun(round, '2024-12-17');
    await ok(
      (await planner()).post(`/api/inspections/${leftInspection}/cancel`, { reason: 'Đã kiểm tra xong từ trước' }),
    );
  });
  afterAll(() => walking?.stop());

  step(
    'a-5: dự thảo: hạn chế niêm yết ở cấp xã chưa có chỉ đạo nào trả lời thì bị chặn; a-6: năm 2024 không cảnh báo',
    async () => {
      const { id } = await ok((await planner()).post(`/api/campaigns/${round}/papers`, longAnDirective));
      const window = await walking.at('chuyen-vien', `/van-ban/${id}`);
      const words = await reads(window, 'long-an-du-thao', 'Còn 1 điểm phải sửa', 'Các sở, ngành tỉnh: 4');
      expect(words).toMatch(
        /Niêm yết thủ tục ở một số nơi.*chưa có yêu cầu nào trả lời|chưa có yêu cầu nào trả lời.*Niêm yết/,
      );
      expect(words).not.toContain('118/2025/NĐ-CP');
      expect(await window.page.getByRole('button', { name: 'Trình', exact: true }).isDisabled()).toBe(true);
      await ok(
        (await walking.office.as('division-head')).post(`/api/papers/${id}/void`, { reason: 'Đã có bản ban hành' }),
      );
    },
  );

  /** What the clerk has typed, as this tab keeps it. */
  const typed = async (draft: DirectiveDraft) => {
    const clerk = await walking.at('van-thu', `/van-ban/nhap?dot=${round}`);
    await clerk.page.evaluate(
      ([key, text]) => sessionStorage.setItem(key!, text!),
      [`entered:${round}`, JSON.stringify(draft)],
    );
    await clerk.page.reload();
    await clerk.page.getByLabel('Số, ký hiệu').fill('13033/UBND - THKSTTHC');
    await clerk.page.getByLabel('Ngày ban hành').fill('16/12/2024');
    await clerk.page.getByLabel('Người ký').fill('Phó Chủ tịch UBND tỉnh');
    await clerk.page.getByLabel('Bản đã ký').setInputFiles({
      name: 'VB so 13033 cua UBND tinh.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(await aSignedPdf('13033').arrayBuffer()),
    });
    return clerk;
  };

  step('a-3: văn thư nhập: chỉ đạo không ghi hạn thì phải chọn mốc hoặc “thường xuyên”, không tự bịa', async () => {
    const clerk = await typed({ ...longAnDirective, requirements: withoutDues(longAnLines) });
    await press(clerk, 'Nhập văn bản');
    const said = await reads(clerk, 'long-an-khong-han', 'Còn 9 chỗ cần sửa');
    expect(said.match(/mốc theo dõi của Sở, hoặc “thường xuyên”/g)?.length).toBeGreaterThanOrEqual(9);
    // one line by hand, as all of them would be; the others as kept in this tab
    const { page } = clerk;
    await page.locator('[data-at="requirements[0]"] .card-head').click();
    const line = page.locator('[data-at="requirements[0]"]');
    await pick(line, 'Hạn', '', 'mốc theo dõi của Sở');
    await line.getByLabel('Ngày', { exact: true }).fill('15/1/2025');
    await line.getByText(/mốc theo dõi của Sở, hoặc/).waitFor({ state: 'hidden' });
  });

  step('a-1: nhập đủ: 70 việc; chỉ đạo 1–7 cho 9 đơn vị, 8 đúng 3 sở, 9 đúng 4 UBND cấp huyện', async () => {
    const clerk = await typed(longAnDirective);
    await press(clerk, 'Nhập văn bản');
    await clerk.page.getByRole('heading', { name: 'Công văn số 13033/UBND-THKSTTHC' }).waitFor();
    await reads(clerk, 'long-an-da-nhap', 'nhập sau khi đã ban hành', 'UBND tỉnh Hương Giang', '16/12/2024');
    paper = decodeURIComponent(clerk.page.url().split('/van-ban/')[1]!);
    await clerk.page.getByText('Bảng đối chiếu').click();
    const owing = clerk.page.getByRole('region', { name: 'Yêu cầu và đơn vị' });
    const counts = await owing
      .getByRole('row', { name: /^Số đơn vị/ })
      .getByRole('cell')
      .allInnerTexts();
    expect(counts.slice(0, 9)).toEqual(['9', '9', '9', '9', '9', '9', '9', '3', '4']);
    const named = (line: string, unit: string) =>
      owing.getByRole('checkbox', {
        name: `${line} giao ${longAnUnits.find(({ id }) => id === unit)!.name}`,
        exact: true,
      });
    for (const unit of threeDepartments) expect(await named('d-8', unit).isChecked()).toBe(true);
    for (const unit of departments) expect(await named('d-9', unit).isChecked()).toBe(false);
    for (const unit of fourDistricts) expect(await named('d-9', unit).isChecked()).toBe(true);
    await reads(clerk, 'long-an-doi-chieu', 'Yêu cầu ↔ đơn vị');
    await eventually(
      () => walking.office.stack.store.matters.get(`paper:${paper}`),
      (matter) => matter?.closed !== undefined,
    );
    await clerk.page.getByRole('link', { name: 'Theo dõi các việc của văn bản này' }).click();
    await reads(clerk, 'long-an-bay-muoi', '70 nội dung');
  });

  step('a-2: điều cấm: đơn vị xác nhận số vụ từng quý, mỗi vụ một tệp; lãnh đạo thấy vụ, Sở xem xét', async () => {
    await walking.office.stepTo(round, '2025-01-02');
    const unit = await walking.mailed('dau-moi-huyen-duc-hoa', /13033/);
    const { page } = unit;
    await page.locator('li', { hasText: 'Nghiêm cấm nhận và giải quyết hồ sơ' }).getByRole('link').first().click();
    await reads(unit, 'long-an-dieu-cam', 'Số vụ vi phạm trong kỳ', 'Không có vụ nào thì ghi 0');
    await page.locator('#text').fill('Đơn vị đã rà soát trong quý.');
    await page.locator('#incidents').fill('2');
    await page.setInputFiles('#files', [{ name: 'biên bản vụ 1.png', mimeType: 'image/png', buffer: png }]);
    await page.getByText('biên bản vụ 1.png').first().waitFor();
    await page.getByRole('button', { name: 'Gửi xác nhận' }).click();
    await page.locator('.fault').first().waitFor();
    expect(await page.locator('#incidents').inputValue()).toBe('2');
    await reads(unit, 'long-an-thieu-tep', 'biên bản vụ 1.png');
    await page.locator('#incidents').fill('1');
    await page.getByRole('button', { name: 'Gửi xác nhận' }).click();
    await reads(unit, 'long-an-da-xac-nhan', /Số biên nhận/, '1 vụ vi phạm');

    const window = await walking.at('thu-ky', '/viec-cua-toi', tablet);
    await window.page
      .getByRole('link', { name: /vụ vi phạm/ })
      .first()
      .click();
    await reads(window, 'long-an-xem-vu', 'Số vụ vi phạm trong kỳ: 1', 'UBND huyện Đức Hòa');
    await window.page.getByLabel('Sở đã xem xét và xử lý thế nào').fill('Đã xử lý một công chức vi phạm.');
    await window.page.getByRole('button', { name: 'Ghi kết quả xem xét' }).click();
    await eventually(items, (all) => all.some(({ id, state }) => id.includes('huyen-duc-hoa:4') && state === 'closed'));
  });

  step('a-4: chỉ tiêu 100%: đơn vị báo 46/48, thẩm tra “đạt” bị từ chối, ghi “đạt một phần”', async () => {
    const unit = await walking.mailed('dau-moi-so-tu-phap', /13033/);
    const { page } = unit;
    await page.locator('li', { hasText: 'Người đứng đầu chỉ đạo hoàn thành' }).getByRole('link').first().click();
    await page.locator('#text').fill('Kết quả thực hiện kế hoạch.');
    await page.setInputFiles('#files', [{ name: 'kết quả.png', mimeType: 'image/png', buffer: png }]);
    await page.getByText('kết quả.png').first().waitFor();
    await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
    await page.locator('.fault').first().waitFor();
    await reads(unit, 'long-an-thieu-so', /nhiệm vụ trong kế hoạch cải cách hành chính năm 2024/);
    await page.locator('#done').fill('46');
    await page.locator('#total').fill('48');
    await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
    await reads(unit, 'long-an-46-48', /Số biên nhận/, '46/48');

    const window = await walking.at('thu-ky', '/viec-cua-toi', tablet);
    await window.page.getByRole('link', { name: 'Thẩm tra báo cáo khắc phục' }).first().click();
    await reads(window, 'long-an-tham-tra', '46/48', 'chỉ tiêu 100%');
    await window.page.getByRole('radio', { name: 'Đạt', exact: true }).check();
    await window.page.getByRole('button', { name: 'Ghi kết quả thẩm tra' }).click();
    await reads(window, 'long-an-chua-dat', /46\/48[^.]*(chưa|thấp|dưới|100)/);
    await window.page.getByRole('radio', { name: /một phần/ }).check();
    await window.page.getByLabel('Hạn của phần còn lại').fill('14/2/2025');
    await window.page.getByLabel('Nhận xét, ghi vào thư gửi đơn vị').fill('Còn hai nhiệm vụ.');
    await window.page.getByRole('button', { name: 'Ghi kết quả thẩm tra' }).click();
    await eventually(items, (all) =>
      all.some(({ id, state }) => id.endsWith('so-tu-phap:1') && state === 'partly-met'),
    );
    await page.reload();
    await reads(unit, 'long-an-mot-phan', 'Đạt một phần', 'Còn hai nhiệm vụ.', '14/02/2025');
  });

  step('lãnh đạo theo một con số tới việc và tới công văn; xong hết thì đợt tự đóng', async () => {
    const leader = await walking.at('giam-doc', '/tinh-hinh');
    await reads(leader, 'long-an-thu-hai', /70 nội dung khắc phục, đã đóng 1/);
    await leader.page
      .getByRole('row', { name: /Kiểm tra công tác.*2024/ })
      .getByRole('link', { name: '70' })
      .click();
    await reads(leader, 'long-an-theo-doi', '70 nội dung');
    await leader.page
      .getByRole('link', { name: /Kiểm tra, rà soát, xử lý văn bản/ })
      .first()
      .click();
    await leader.page
      .getByRole('link', { name: /13033\/UBND-THKSTTHC/ })
      .first()
      .click();
    await leader.page.getByRole('heading', { name: 'Công văn số 13033/UBND-THKSTTHC' }).waitFor();

    const [verifier, closer] = [await planner(), await walking.office.as('division-head')];
    for (const { id, unit, state } of await items()) {
      if (state === 'closed') continue;
      const contact = await walking.walk.unit(unit);
      const evidence = [await walking.walk.proof(contact, { item: id })];
      const body = { text: 'Đơn vị đã hoàn thành.', evidence };
      if (state === 'standing') {
        const period = { ...body, period: '2024-12-31', ...(id.endsWith(':4') ? { incidents: 0 } : {}) };
        await ok(contact.post(`/api/items/${id}/confirm`, period));
        continue;
      }
      const figures = id.endsWith(':1') ? { achieved: { done: 48, total: 48 } } : {};
      const { report } = await ok(contact.post(`/api/items/${id}/reports`, { ...body, ...figures }));
      await ok(verifier.post(`/api/items/${id}/verify`, { report, verdict: 'met' }));
      await ok(closer.post(`/api/items/${id}/close`));
    }
    expect(everybody).toHaveLength(9);
    const window = await walking.at('chuyen-vien', `/dot/${round}`);
    await act(window, 'Kết thúc kiểm tra');
    await walking.office.stepTo(round, '2025-01-06');
    await window.page.reload();
    await reads(window, 'long-an-da-dong', 'Đã đóng đợt', '70/70 nội dung khắc phục');
  });

  step('a-6: dự thảo từ 01/7/2025 viện dẫn nghị định đã hết hiệu lực thì được cảnh báo tại chỗ', async () => {
    await begun('sau-2025', '2025-08-04');
    const [first] = longAnLines.filter(({ id }) => id === 'd-3');
    const requirements = [{ ...first!, concerns: { all: true as const }, answers: [] }];
    const draft = { ...longAnDirective, groups: ['so-nganh-tinh'], findings: [], requirements };
    const { id } = await ok((await planner()).post('/api/campaigns/sau-2025/papers', draft));
    const window = await walking.at('chuyen-vien', `/van-ban/${id}`);
    await reads(window, 'long-an-het-hieu-luc', 'Nên xem lại (2)', /61\/2018\/NĐ-CP[^]*118\/2025\/NĐ-CP/);
    expect(window.page.url()).toBe(goto(`/van-ban/${id}`));
  });
});
