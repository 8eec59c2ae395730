import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import type { Remediation } from '../../domain/remediation.ts';
import {
  binhDinhAppointments,
  binhDinhConclusion,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  haiQuan,
  inspected,
  khuKinhTe,
  laoDong,
  round,
  vanHoa,
} from '../support/binh-dinh.ts';
import { recordHistories } from '../support/recording.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { mailOf } from '../support/posts.ts';

jest.setTimeout(180_000);

/** One of each process, and each kind of paper and broadcast. */
const recorded = {
  campaign: `campaign:${round}`,
  inspection: `inspection:${round}:${haiQuan}`,
  'paper-notice': `paper:${round}:notice:1`,
  'paper-conclusion': `paper:${round}:conclusion:1`,
  remediation: `remediation:${round}:conclusion:1:${khuKinhTe}`,
  post: `post:${round}:dau-moi-${khuKinhTe}`,
  'broadcast-tick': `broadcast:${round}:tick:2026-10-13`,
};

const typed = (cells: Record<string, Record<string, string>> | undefined, sites: string[] = []) => ({
  answers: { '1.1': { value: 'yes' }, '2.1': { value: 'yes' } },
  tables: {
    'ho-so': cells
      ? {
          from: '01/01/2026',
          to: '30/09/2026',
          rows: Object.entries(cells).map(([id, row]) => ({
            id,
            name: id,
            cells: row,
            ...(sites.includes(id) ? { site: true } : {}),
          })),
        }
      : { from: '', to: '', none: { reason: 'Đơn vị đang tổng hợp, chưa có số liệu.' }, rows: [] },
  },
  indicators: { one_stop_sites: sites.length > 0 ? String(sites.length) : '1' },
  claims: [],
  explanations: {},
});

describe('Bình Định: four agencies, from the first call to the closed round', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openOffice({
      units: binhDinhUnits,
      people: binhDinhPeople,
      appointments: binhDinhAppointments,
      outline: binhDinhOutline,
    });
  });
  afterAll(async () => {
    if (office) await recordHistories(office.stack.temporal, recorded);
    await office?.stop();
  });

  const planner = () => office.as('planner');
  const unit = (id: string) => office.as('unit-contact', `unit:${id}`);
  const secretary = () => office.as('secretary', 'team:doan-1');
  const step = (day: Day) => office.stepTo(round, day);

  /** Puts a submitted paper through appraisal, signature and number, and waits till every addressee has it. */
  const issue = async (paper: string) => {
    const read = await ok((await planner()).get(`/api/papers/${paper}`));
    const sha256 = read.record.content.sha256;
    await ok((await office.as('division-head')).post(`/api/papers/${paper}/appraise`, { sha256 }));
    await ok((await office.as('signer')).post(`/api/papers/${paper}/sign`, { sha256 }));
    await ok((await office.as('clerk')).post(`/api/papers/${paper}/number`));
    await eventually(
      () => office.stack.store.matters.get(`paper:${paper}`),
      (matter) => matter?.closed !== undefined,
    );
  };

  test('the planner drafts the plan; it is complete; the signer approves it', async () => {
    const { clock, clockFrom, ...plan } = binhDinhPlan;
    await ok((await planner()).post('/api/campaigns', { ...plan, clock, clockFrom }));
    expect(await ok((await planner()).get(`/api/campaigns/${round}/check`))).toEqual({
      ready: true,
      gaps: [],
      warnings: [],
    });
    await ok((await planner()).post(`/api/campaigns/${round}/submit`));
    const approved = await ok((await office.as('signer')).post(`/api/campaigns/${round}/approve`));
    expect(approved.words).toBe('đã phê duyệt, chờ triển khai');
  });

  test('one act creates the inspections of all four units', async () => {
    await ok((await planner()).post(`/api/campaigns/${round}/launch`));
    const running = await eventually(
      () => office.stack.store.matters.get<Campaign>(`campaign:${round}`),
      (campaign) => campaign?.state === 'running',
    );
    expect(running?.launched).toBe(4);
  });

  test('the notice is signed, numbered and mailed to each unit with the paper attached', async () => {
    const papers = await ok((await planner()).get(`/api/papers?campaign=${round}`));
    const notice = papers.items[0].id;
    await ok((await planner()).post(`/api/papers/${notice}/submit`));
    await issue(notice);
    const letters = await eventually(
      () => Promise.resolve(inspected.flatMap((id) => office.mail.lettersTo(mailOf(`dau-moi-${id}`)))),
      (all) => all.length >= 4,
    );
    expect(letters).toHaveLength(4);
    expect(letters[0]?.attachments.map(({ type }) => type)).toEqual([
      'text/calendar',
      'application/pdf',
      'application/ics',
    ]);
  });

  test('a unit opens its link without an account and acknowledges', async () => {
    const [letter] = office.mail.lettersTo(mailOf(`dau-moi-${vanHoa}`));
    const link = /https?:\/\/\S+\/u\/[\w-]+/.exec(letter!.text)![0];
    const page = await office.api.anonymous.get(new URL(link).pathname);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Sở Văn hóa và Thể thao');
    for (const id of inspected) await ok((await unit(id)).post(`/api/inspections/${round}:${id}/acknowledge`));
    const { acknowledged } = await ok((await planner()).get(`/api/inspections/${round}:${vanHoa}`));
    expect(acknowledged.on).toBe('2026-09-07');
  });

  test('a-1: 3.541 giải quyết, 2.356 trước hạn, 0 trễ: tỷ lệ 66,5% và gợi ý đúng hạn 1.185', async () => {
    const path = `/api/inspections/${round}:${laoDong}/self-report`;
    const cells = { tong: { resolved_total: '3.541', resolved_early: '2.356', resolved_late: '0' } };
    const saved = await ok((await unit(laoDong)).put(path, { base: 0, typed: typed(cells) }));
    expect(saved.suggestions).toEqual([
      { at: { table: 'ho-so', row: 'tong', column: 'resolved_on_time' }, value: 1185 },
    ]);
    expect(saved.checks.filter(({ level }: { level: string }) => level === 'warning')).toEqual([]);
    await ok((await unit(laoDong)).post(path, { version: saved.version }));
  });

  test('a-2: cơ quan ngành dọc có ba trụ sở con, mỗi trụ sở một dòng số liệu', async () => {
    const path = `/api/inspections/${round}:${haiQuan}/self-report`;
    const sites = ['hq-phong-nghiep-vu', 'hq-quy-nhon', 'hq-phu-yen'];
    const cells = {
      'hq-phong-nghiep-vu': { resolved_total: '791', resolved_late: '0' },
      'hq-quy-nhon': { resolved_total: '10.000', resolved_late: '0' },
      'hq-phu-yen': { resolved_total: '5.000', resolved_late: '0' },
    };
    const saved = await ok((await unit(haiQuan)).put(path, { base: 0, typed: typed(cells, sites) }));
    await ok((await unit(haiQuan)).post(path, { version: saved.version }));
    const { sites: known } = { sites: binhDinhUnits.filter(({ parent }) => parent === haiQuan).map(({ id }) => id) };
    expect(known).toEqual(sites);
  });

  test('the economic zone reports; the department of culture has no figures and says so', async () => {
    for (const [id, cells] of [
      [khuKinhTe, { tong: { received_online: '1' } }],
      [vanHoa, undefined],
    ] as const) {
      const path = `/api/inspections/${round}:${id}/self-report`;
      const saved = await ok((await unit(id)).put(path, { base: 0, typed: typed(cells) }));
      await ok((await unit(id)).post(path, { version: saved.version }));
    }
    for (const id of inspected) await ok((await secretary()).post(`/api/inspections/${round}:${id}/accept`));
  });

  test('a-4: đơn vị không có số liệu được ghi “chưa có số liệu”, không ghi 0', async () => {
    const figures = await ok((await planner()).get(`/api/campaigns/${round}/figures`));
    const rows: {
      unit: string;
      total: Record<string, { text: string; value: unknown }>;
      rates: { code: string; text: string }[];
    }[] = figures.tables[0].units;
    const of = (unit: string) => rows.find((row) => row.unit === unit)!;
    const culture = Object.values(of(vanHoa).total);
    expect(culture.length).toBeGreaterThan(0);
    expect(new Set(culture.map(({ text, value }) => `${text} ${String(value)}`))).toEqual(
      new Set(['chưa có số liệu null']),
    );
    expect(of(laoDong).total['resolved_total']?.text).toBe('3.541');
    expect(
      of(laoDong)
        .rates.map(({ text }) => text)
        .join(),
    ).toContain('66,53%');
    expect(of(haiQuan).total['resolved_total']?.text).toBe('15.791');
  });

  test('visits are held and their minutes signed', async () => {
    await step('2026-10-13');
    for (const id of inspected) {
      const on = binhDinhPlan.units.find(({ unit: planned }) => planned === id)!.visits[0]!.day;
      await ok((await secretary()).post(`/api/inspections/${round}:${id}/visits/1/held`, { on }));
      await ok(
        (await secretary()).post(`/api/inspections/${round}:${id}/visits/1/minutes`, {
          summary: 'Đoàn nghe báo cáo, xem hồ sơ tại Bộ phận Một cửa và thống nhất nội dung.',
          signed: { secretary: true, lead: true, unit: true },
        }),
      );
    }
  });

  test('one conclusion serves the four units and is mailed with its number', async () => {
    const lead = await office.as('lead', 'team:doan-1');
    const { id } = await ok(lead.post(`/api/campaigns/${round}/papers`, binhDinhConclusion));
    expect(await ok(lead.get(`/api/papers/${id}/check`))).toMatchObject({
      ready: true,
      gaps: [],
      warnings: [],
      reach: { units: 4, items: 13 },
    });
    await ok(lead.post(`/api/papers/${id}/submit`));
    await issue(id);
    const pdf = await lead.get(`/api/papers/${id}/file`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const letter = await eventually(
      () => Promise.resolve(office.mail.lettersTo(mailOf(`dau-moi-${khuKinhTe}`)).at(-1)),
      (last) => /[Kk]ết luận/.test(last?.subject ?? ''),
    );
    expect(letter?.subject).toContain('4 nội dung khắc phục');
  });

  test('a-3: hạn chế chung sinh bốn việc, hạn chế đích danh sinh một việc', async () => {
    const remediations = await office.stack.store.matters.ofCampaign<Remediation>(round, 'remediation');
    const owed = remediations.flatMap(({ place, items }) =>
      items.map(({ requirement }) => `${requirement} ${place.unit}`),
    );
    expect(owed.filter((one) => one.startsWith('yc-1'))).toHaveLength(4);
    expect(owed.filter((one) => one.startsWith('yc-3'))).toEqual([`yc-3 ${khuKinhTe}`]);
    expect(owed).toHaveLength(13);
  });

  test('every unit reports each item with evidence, the office verifies, another hand closes', async () => {
    await step('2026-10-20');
    const { items } = await ok((await planner()).get(`/api/items?campaign=${round}&limit=50`));
    expect(items).toHaveLength(13);
    for (const item of items) {
      const contact = await unit(item.unit);
      const form = new FormData();
      form.set('item', item.id);
      form.set('files', new Blob(['Số hồ sơ qua bưu chính: 120'], { type: 'text/plain' }), 'kết quả.txt');
      const uploaded = await ok(contact.post('/api/files', form));
      const reported = await ok(
        contact.post(`/api/items/${item.id}/reports`, {
          text: 'Đơn vị đã hoàn thành.',
          evidence: uploaded.items.map(({ id }: { id: string }) => id),
        }),
      );
      await ok((await secretary()).post(`/api/items/${item.id}/verify`, { report: reported.report, verdict: 'met' }));
      const closed = await ok((await office.as('lead', 'team:doan-1')).post(`/api/items/${item.id}/close`));
      expect(closed.words).toBe('đã đóng');
    }
  });

  test('the planner ends the inspection and the round closes by itself', async () => {
    await ok((await planner()).post(`/api/campaigns/${round}/end-inspection`));
    await step('2026-10-22');
    const closed = await office.stack.store.matters.get<Campaign>(`campaign:${round}`);
    expect(closed?.state).toBe('closed');
  });

  test('every letter was mailed once, and the audit of every matter is whole', async () => {
    const ids = office.mail.letters.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const matter of await office.stack.store.audit.matters()) {
      expect(await office.stack.store.audit.verify(matter)).toBeUndefined();
    }
  });
});
