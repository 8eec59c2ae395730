import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Check } from '../../domain/check.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { formOf, hidden, wordsOf } from '../support/desk.ts';
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
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { recordHistories } from '../support/recording.ts';
import { mailOf } from '../support/posts.ts';
import { walkOf } from '../support/walked-round.ts';

jest.setTimeout(480_000);

interface Typed {
  cells?: Record<string, string>;
  stated?: string;
  of?: string;
  explanations?: Record<string, string>;
}

const typed = ({ cells, stated, of, explanations = {} }: Typed) => ({
  answers: { '1': { value: 'yes' } },
  tables: {
    'ho-so': cells
      ? { from: '01/01/2026', to: '30/06/2026', rows: [{ id: 'tong', name: 'Toàn đơn vị', cells }] }
      : { from: '', to: '', none: { reason: 'Xã chưa tổng hợp được số liệu riêng.' }, rows: [] },
  },
  explanations,
  ...(stated ? { rates: { rate_early_or_on_time: { stated, ...(of ? { of } : {}) } } } : {}),
});

describe('Khánh Hòa: three units in one day, two teams, a proposal upward', () => {
  let office: TestOffice;
  let walk: ReturnType<typeof walkOf>;
  let proposal: string;
  beforeAll(async () => {
    office = await openOffice({
      units: khanhHoaUnits,
      people: khanhHoaPeople,
      appointments: khanhHoaAppointments,
      outline: khanhHoaOutline,
    });
    walk = walkOf(office, round);
  });
  afterAll(async () => {
    if (office) await recordHistories(office.stack.temporal, { proposal: `proposal:${proposal}` });
    await office?.stop();
  });

  const contactOf = (unit: string) => walk.unit(unit === chiNhanh ? quanLy : unit);
  const save = async (unit: string, base: number, what: Typed) =>
    ok((await contactOf(unit)).put(`/api/inspections/${round}:${unit}/self-report`, { base, typed: typed(what) }));
  const submit = async (unit: string, version: number) =>
    (await contactOf(unit)).post(`/api/inspections/${round}:${unit}/self-report`, { version });
  const told = (checks: Check[], code: string) => checks.filter((one) => one.code === code);
  /** What is doubtful and left so gets a word of the unit. */
  const explained = (checks: Check[]): Record<string, string> =>
    Object.fromEntries(
      checks.filter(({ level }) => level === 'warning').map(({ key }) => [key, 'Số liệu đã được đơn vị rà soát.']),
    );

  test('a-5: ba buổi trong một ngày ở ba nơi: cùng một người ở hai nơi cùng buổi thì bị phát hiện', async () => {
    const planner = await walk.planner();
    const clashing = structuredClone(khanhHoaPlan);
    clashing.campaign = 'khanh-hoa-trung';
    clashing.teams = clashing.teams.map((team) => ({ ...team, id: `trung-${team.id}` }));
    clashing.units = clashing.units.map((unit) => ({
      ...unit,
      team: `trung-${unit.team}`,
      visits: unit.visits.map((visit) => ({ ...visit, session: 'morning' as const, startsAt: '08:00' })),
    }));
    await ok(planner.post('/api/campaigns', clashing));
    const { ready, gaps } = await ok(planner.get('/api/campaigns/khanh-hoa-trung/check'));
    const clashes = gaps.filter(({ code }: { code: string }) => code === 'person-in-two-places');
    expect([ready, clashes.length]).toEqual([false, 2]);
    const sentences = clashes.map(({ sentence }: { sentence: string }) => sentence).join(' ');
    expect(sentences).toContain('Trưởng đoàn');
    expect(sentences).toContain('Thư ký tổ 2');
    expect(sentences).not.toContain('Giám đốc Sở Thông tin và Truyền thông');
    const refused = await planner.post('/api/campaigns/khanh-hoa-trung/submit');
    expect(refused.body.type).toBe('/problems/plan-incomplete');
  });

  test('a-1: một đợt hai tổ, người chủ trì buổi kiểm tra thuộc sở khác và không phải Trưởng đoàn', async () => {
    await walk.launch(khanhHoaPlan);
    const branch = await walk.record<Inspection>(`inspection:${round}:${chiNhanh}`);
    const town = await walk.record<Inspection>(`inspection:${round}:${ninhHoa}`);
    expect([branch?.place.team, town?.place.team]).toEqual(['to-1', 'to-2']);
    expect(branch?.visits[0]).toMatchObject({ n: 1, day: visitDay, session: 'morning', chaired: true });
    expect(town?.visits[0]?.chaired).toBeUndefined();
    const chairs = (await office.stack.store.appointments.all()).filter(({ role }) => role === 'chair');
    expect(chairs.map(({ person }) => person)).toEqual(['giam-doc-tttt']);
    const chair = await office.stack.store.people.get('giam-doc-tttt');
    expect([chair?.unit, khanhHoaPlan.teams[0]?.lead]).toEqual(['so-thong-tin-truyen-thong', 'truong-doan']);
  });

  test('notices reach the units, that of the branch through the agency that manages it', async () => {
    await walk.issueNotices();
    for (const unit of [quanLy, ninhHoa, ninhIch])
      await eventually(
        () => Promise.resolve(office.mail.lettersTo(mailOf(`dau-moi-${unit}`)).length),
        (letters) => letters > 0,
      );
    const [letter] = office.mail.lettersTo(mailOf(`dau-moi-${quanLy}`));
    expect(letter?.text).toContain('Chi nhánh Văn phòng Đăng ký đất đai Nha Trang');
    const page = await office.api.anonymous.get(await walk.linkOf(`dau-moi-${quanLy}`, /./));
    expect(page.text).toContain('Chi nhánh Văn phòng Đăng ký đất đai Nha Trang');
    for (const unit of [chiNhanh, ninhHoa, ninhIch])
      await ok((await contactOf(unit)).post(`/api/inspections/${round}:${unit}/acknowledge`));
  });

  test('a-2: Ninh Hòa 3.037 / 2.123 / 2.095 / 28 khớp, 98,68%; đòi tách 914 hồ sơ đang giải quyết', async () => {
    const cells = {
      received_total: '3.037',
      resolved_total: '2.123',
      resolved_early_or_on_time: '2.095',
      resolved_late: '28',
    };
    const saved = await save(ninhHoa, 0, { cells, stated: '98,68%' });
    expect(saved.checks.filter(({ level }: Check) => level === 'error')).toEqual([]);
    expect(told(saved.checks, 'I8')).toEqual([]);
    const [unsplit] = told(saved.checks, 'in-progress-unsplit');
    expect(unsplit?.sentence).toContain('914 hồ sơ đang giải quyết');
    expect(saved.suggestions).toContainEqual({
      at: { table: 'ho-so', row: 'tong', column: 'in_progress_total' },
      value: 914,
    });
    expect((await submit(ninhHoa, saved.version)).body).toMatchObject({ type: '/problems/self-report-incomplete' });
    const split = { ...cells, in_progress_total: '914', in_progress_in_time: '905', in_progress_overdue: '9' };
    const mended = await save(ninhHoa, saved.version, { cells: split, stated: '98,68%' });
    expect(told(mended.checks, 'in-progress-unsplit')).toEqual([]);
    const whole = await save(ninhHoa, mended.version, {
      cells: split,
      stated: '98,68%',
      explanations: explained(mended.checks),
    });
    expect((await submit(ninhHoa, whole.version)).status).toBeLessThan(300);
  });

  test('a-3: Nha Trang “hơn 15.000”, 14.200, 747: nêu 94,67% và 95,00%, đòi chọn mẫu số', async () => {
    const cells = { received_total: 'hơn 15.000', resolved_early_or_on_time: '14.200', resolved_late: '747' };
    const saved = await save(chiNhanh, 0, { cells, stated: 'hơn 94%' });
    const [asked] = told(saved.checks, 'I8');
    expect(asked?.level).toBe('warning');
    expect(asked?.sentence).toContain('14.200/14.947 = 95,00%');
    expect(asked?.sentence).toContain('94,67%');
    expect(asked?.sentence).toContain('Hãy chọn mẫu số');
    expect((await submit(chiNhanh, saved.version)).body).toMatchObject({ type: '/problems/self-report-incomplete' });
    const chosen = await save(chiNhanh, saved.version, { cells, stated: 'hơn 94%', of: 'received_total' });
    expect(told(chosen.checks, 'I8')).toEqual([]);
    const whole = await save(chiNhanh, chosen.version, {
      cells,
      stated: 'hơn 94%',
      of: 'received_total',
      explanations: explained(chosen.checks),
    });
    expect((await submit(chiNhanh, whole.version)).status).toBeLessThan(300);
    const { sent } = await ok((await walk.planner()).get(`/api/inspections/${round}:${chiNhanh}/self-report`));
    expect(sent[0].report.tables['ho-so'].rows[0].cells.received_total).toEqual({
      value: 15_000,
      qualifier: 'more_than',
    });
    expect(sent[0].report.rates).toEqual([
      expect.objectContaining({ code: 'rate_early_or_on_time', of: 'received_total' }),
    ]);
  });

  test('the commune reports without figures; the teams accept all three', async () => {
    const saved = await save(ninhIch, 0, {});
    await ok(submit(ninhIch, saved.version));
    for (const [unit, team] of [
      [chiNhanh, 'to-1'],
      [ninhHoa, 'to-2'],
      [ninhIch, 'to-2'],
    ] as const)
      await ok((await office.as('secretary', `team:${team}`)).post(`/api/inspections/${round}:${unit}/accept`));
    const figures = await ok((await walk.planner()).get(`/api/campaigns/${round}/figures`));
    const town = figures.tables[0].units.find(({ unit }: { unit: string }) => unit === ninhHoa);
    expect(JSON.stringify(town.rates)).toContain('98,68%');
  });

  test('three visits are held on one day, the one of the branch by its own chair', async () => {
    await walk.step(visitDay);
    const signed = { secretary: true, lead: true, unit: true };
    await walk.hold(`${round}:${chiNhanh}`, await office.as('secretary', 'team:to-1'), visitDay, signed);
    for (const unit of [ninhHoa, ninhIch])
      await walk.hold(`${round}:${unit}`, await office.as('secretary', 'team:to-2'), visitDay, signed);
  });

  test('a-4: kiến nghị của xã được ghi nhận, chuyển, theo dõi đến khi trả lời; xã thấy trạng thái', async () => {
    const planner = await walk.planner();
    const commune = await walk.unit(ninhIch);
    const raised = await ok(
      (await office.as('secretary', 'team:to-2')).post('/api/proposals', {
        campaign: round,
        unit: ninhIch,
        inspection: `${round}:${ninhIch}`,
        text: proposalText,
      }),
    );
    proposal = raised.id;
    expect((await ok(commune.get(`/api/proposals/${proposal}`))).words).toContain('chờ chuyển');
    await walk.linkOf(`dau-moi-${ninhIch}`, /Kiến nghị .*đã ghi nhận/);

    await ok(planner.post(`/api/proposals/${proposal}/route`, { to: [taiChinh, 'so-noi-vu'] }));
    expect((await ok(commune.get(`/api/proposals/${proposal}`))).words).toBe('đã chuyển, chờ trả lời');
    const link = await walk.linkOf(`dau-moi-${taiChinh}`, /Kiến nghị của UBND xã Ninh Ích/);
    await walk.linkOf(`thu-truong-${taiChinh}`, /Kiến nghị của UBND xã Ninh Ích/);

    // on paper from one agency, by link from the other
    const file = await walk.proof(planner, { proposal, from: 'so-noi-vu' }, 'công văn.txt');
    await ok(
      planner.post(`/api/proposals/${proposal}/answers`, {
        from: 'so-noi-vu',
        text: 'Sở Nội vụ sẽ trình sửa quy định về chế độ trong quý IV.',
        evidence: [file],
        entered: { arrived: visitDay, origin: 'Công văn giấy, văn thư nhận', number: '88/SNV-CCHC' },
      }),
    );
    expect((await ok(commune.get(`/api/proposals/${proposal}`))).words).toBe('đã trả lời một phần');
    const { items } = await ok(planner.get(`/api/proposals?campaign=${round}&state=answered`));
    expect(items.map(({ id }: { id: string }) => id)).toEqual([proposal]);

    const home = await office.api.anonymous.get(link);
    expect(wordsOf(home.text)).toContain('Trả lời kiến nghị của UBND xã Ninh Ích');
    // five working days before the fifteenth the agency is reminded
    await walk.step('2026-08-06');
    await walk.linkOf(`dau-moi-${taiChinh}`, /còn 5 ngày làm việc/);
    const page = await office.api.anonymous.get(`${link}/kien-nghi/${proposal}`);
    const sent = await office.api.anonymous.post(
      `${link}/kien-nghi/${proposal}`,
      formOf({ key: hidden(page.text, 'key'), act: 'send', text: 'Sở Tài chính đã cân đối nguồn từ năm 2027.' }),
      { key: '', headers: { 'sec-fetch-site': 'same-origin' } },
    );
    expect(sent.status).toBe(303);

    const record = await walk.record<Proposal>(`proposal:${proposal}`);
    expect([record?.closed, record?.routes.every(({ answered }) => answered)]).toEqual(['2026-08-06', true]);
    const own = await walk.linkOf(`dau-moi-${ninhIch}`, /Sở Tài chính đã trả lời/);
    const seen = wordsOf((await office.api.anonymous.get(`${own}/kien-nghi/${proposal}`)).text);
    expect(seen).toContain('Tình trạng: đã trả lời.');
    expect(seen).toContain('Sở Tài chính đã cân đối nguồn từ năm 2027.');
    expect(seen).toContain('Sở Nội vụ nhập từ văn bản số 88/SNV-CCHC');
  });

  test('each team concludes for its units; the proposal stands there with what became of it', async () => {
    await walk.conclude(await office.as('lead', 'team:to-1'), concludedBranch);
    const paper = await walk.conclude(await office.as('lead', 'team:to-2'), concludedTown(proposal));
    const { draft, document } = (
      await office.stack.store.snapshots.ofMatter<{
        draft: { proposals: object[] };
        document: { proposals: { answer?: string }[] };
      }>(`paper:${paper}`, 'paper')
    )[0]!.body;
    expect(draft.proposals).toEqual([expect.objectContaining({ proposal })]);
    expect(document.proposals[0]?.answer).toContain('Sở Tài chính đã cân đối nguồn từ năm 2027.');
    await walk.linkOf(`dau-moi-${quanLy}`, /[Kk]ết luận/);
  });

  test('to the close of the round', async () => {
    const items = await walk.remedy((unit) => (unit === chiNhanh ? 'to-1' : 'to-2'), contactOf);
    expect(items).toHaveLength(2);
    await ok((await walk.planner()).post(`/api/campaigns/${round}/end-inspection`));
    await walk.step('2026-08-10');
    expect((await walk.record<Campaign>(`campaign:${round}`))?.state).toBe('closed');
    for (const matter of await office.stack.store.audit.matters())
      expect(await office.stack.store.audit.verify(matter)).toBeUndefined();
  });
});
