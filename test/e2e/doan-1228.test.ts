import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Check } from '../../domain/check.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { formOf, hidden, wordsOf } from '../support/desk.ts';
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
import { ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { walkOf } from '../support/walked-round.ts';

jest.setTimeout(480_000);

const path = `/api/inspections/${round}:${soThongTin}/self-report`;

describe('Đoàn 1228: nine areas, a plan handed in line by line, four items', () => {
  let office: TestOffice;
  let walk: ReturnType<typeof walkOf>;
  let version = 0;
  beforeAll(async () => {
    office = await openOffice({ units: doan1228Units, people: doan1228People, appointments: doan1228Appointments });
    walk = walkOf(office, round);
  });
  afterAll(() => office?.stop());

  const typed = (plan: object[], [part, whole]: [string, string], stated = '100%') => ({
    answers: {
      '1': { plan },
      ...Object.fromEntries(nineAreas.slice(1).map((_, i) => [`${i + 2}`, { value: 'yes' }])),
    },
    indicators: { procedures_total: whole, procedures_online_level4: part },
    rates: { rate_procedures_online_level4: { stated } },
  });
  const save = async (...args: Parameters<typeof typed>) => {
    const saved = await ok((await walk.unit(soThongTin)).put(path, { base: version, typed: typed(...args) }));
    version = saved.version;
    return saved;
  };
  const told = (checks: Check[], ...codes: string[]) => checks.filter(({ code }) => codes.includes(code));

  test('a-1: chín nội dung kiểm tra được cấu hình bằng dữ liệu, đúng thứ tự', async () => {
    const planner = await walk.planner();
    const added = await ok(planner.post('/api/outlines', doan1228Outline));
    expect(added.key).toBe('de-cuong-1228@1');
    const { outline } = await ok(planner.get('/api/outlines/de-cuong-1228@1'));
    expect(outline.areas.map(({ name }: { name: string }) => name)).toEqual(nineAreas.map(([, name]) => name));
    await walk.launch(doan1228Plan);
    await walk.issueNotices();
    const link = await walk.linkOf(`dau-moi-${soThongTin}`, /./);
    await ok((await walk.unit(soThongTin)).post(`/api/inspections/${round}:${soThongTin}/acknowledge`));
    const page = wordsOf((await office.api.anonymous.get(`${link}/kiem-tra/${round}:${soThongTin}/bao-cao`)).text);
    for (const [, name] of nineAreas) expect(page).toContain(name);
  });

  test('a-4: 38/38 là 100%; ghi 39/38 thì báo lỗi tử số lớn hơn mẫu số', async () => {
    const wrong = await save(handedIn, ['39', '38']);
    const [error] = told(wrong.checks, 'I11');
    expect(error?.level).toBe('error');
    expect(error?.sentence).toMatch(/39.*38/);
    const right = await save(handedIn, ['38', '38']);
    expect(told(right.checks, 'I8', 'I11')).toEqual([]);
    const untrue = await save(handedIn, ['37', '38']);
    expect(told(untrue.checks, 'I8')[0]?.sentence).toContain('37/38 = 97,37%');
  });

  test('a-3: mục kế hoạch thiếu người phụ trách hoặc thiếu hạn bị nêu đích danh và không gửi được', async () => {
    const saved = await save(handedIn, ['38', '38']);
    expect(
      told(saved.checks, 'plan-item-incomplete').map(({ at, level, sentence }) => [at[0]?.row, level, sentence]),
    ).toEqual([
      ['2', 'error', 'Mục 2 “Tự kiểm tra việc trả kết quả” chưa có người phụ trách. Hãy ghi rõ.'],
      ['3', 'error', 'Mục 3 “Tập huấn kỹ năng số” chưa có thời hạn hoàn thành. Hãy ghi rõ.'],
    ]);
    const contact = await walk.unit(soThongTin);
    const refused = await contact.post(path, { version });
    expect(refused.body.type).toBe('/problems/self-report-incomplete');
    expect(refused.text).toContain('Tập huấn kỹ năng số');
  });

  test('the page says it at the line, keeps every line, and takes the mended ones', async () => {
    const link = await walk.linkOf(`dau-moi-${soThongTin}`, /./);
    const step = `${link}/kiem-tra/${round}:${soThongTin}/bao-cao/chi-dao`;
    const page = await office.api.anonymous.get(step);
    expect(wordsOf(page.text)).toContain('Mục 2 “Tự kiểm tra việc trả kết quả” chưa có người phụ trách.');
    const send = (fields: Record<string, string>) =>
      office.api.anonymous.post(step, formOf({ was: hidden(page.text, 'was'), act: 'save', ...fields }), {
        key: '',
        headers: { 'sec-fetch-site': 'same-origin' },
      });
    await send({ 't/1/1/person': 'Trưởng phòng Một cửa', 't/1/2/to': 'cuối năm', 't/1/4/task': 'Sơ kết 6 tháng' });
    const unread = wordsOf((await office.api.anonymous.get(`${step}?soat=1`)).text);
    expect(unread).toContain('Ngày “cuối năm” không đọc được');
    expect(unread).toContain('Mục 5 “Sơ kết 6 tháng” chưa có người phụ trách, thời hạn hoàn thành.');
    const { draft } = await ok((await walk.unit(soThongTin)).get(path));
    version = draft.version;
    expect(draft.typed.answers['1'].plan).toHaveLength(5);
    expect(draft.typed.answers['1'].plan[1]).toMatchObject({ person: 'Trưởng phòng Một cửa', to: '30/06/2026' });

    // a share that is stated without any table of figures is asked for where the areas end
    const last = await office.api.anonymous.get(step.replace('chi-dao', 'can-bo'));
    expect(last.text).toContain('name="s/rate_procedures_online_level4" value="100%"');

    const whole = handedIn.map((item, i) => ({
      ...item,
      person: item.person || 'Trưởng phòng Một cửa',
      to: i === 2 ? '30/09/2026' : item.to,
    }));
    const saved = await save(whole, ['38', '38']);
    expect(saved.remaining).toEqual([]);
    await ok((await walk.unit(soThongTin)).post(path, { version }));
    const review = wordsOf((await office.api.anonymous.get(`${link}/kiem-tra/${round}:${soThongTin}/xem-lai`)).text);
    expect(review).toContain('1. Rà soát thủ tục nội bộ · Chánh Văn phòng · 05/01/2026 – 31/03/2026');
    await ok((await office.as('secretary', 'team:doan-1228')).post(`/api/inspections/${round}:${soThongTin}/accept`));
  });

  test('a-2: bốn hạn chế thành bốn việc riêng, mỗi việc có hạn, người chịu trách nhiệm, minh chứng', async () => {
    await walk.step(visitDay);
    const secretary = await office.as('secretary', 'team:doan-1228');
    const signed = { secretary: true, lead: true, unit: true };
    await walk.hold(`${round}:${soThongTin}`, secretary, visitDay, signed);
    const lead = await office.as('lead', 'team:doan-1228');
    const loose = {
      ...doan1228Conclusion,
      requirements: doan1228Conclusion.requirements.slice(0, 1).map((one) => ({ ...one, answers: ['tt-1'] })),
    };
    const { id } = await ok(lead.post(`/api/campaigns/${round}/papers`, loose));
    const check = await ok(lead.get(`/api/papers/${id}/check`));
    expect(check.gaps.map(({ code }: { code: string }) => code)).toEqual([
      'finding-uncovered',
      'finding-uncovered',
      'finding-uncovered',
    ]);
    await walk.conclude(lead, doan1228Conclusion);
    const [remediation] = await office.stack.store.matters.ofCampaign<Remediation>(round, 'remediation');
    expect(remediation?.items).toHaveLength(4);
    const { items } = await ok((await walk.planner()).get(`/api/items?campaign=${round}`));
    for (const { id: item } of items) {
      const one = await ok((await walk.planner()).get(`/api/items/${item}`));
      expect([one.due, one.requirement.responsible, one.requirement.proof]).toEqual([
        expect.stringMatching(/^2026-09-/),
        expect.any(String),
        expect.any(String),
      ]);
    }
  });

  test('to the close of the round', async () => {
    expect(await walk.remedy(() => 'doan-1228')).toHaveLength(4);
    await ok((await walk.planner()).post(`/api/campaigns/${round}/end-inspection`));
    await walk.step('2026-08-20');
    expect((await walk.record<Campaign>(`campaign:${round}`))?.state).toBe('closed');
    for (const matter of await office.stack.store.audit.matters())
      expect(await office.stack.store.audit.verify(matter)).toBeUndefined();
  });
});
