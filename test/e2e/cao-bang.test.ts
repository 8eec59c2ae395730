import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import type { Inspection } from '../../domain/inspection.ts';
import {
  caoBangAppointments,
  caoBangOutline,
  caoBangPeople,
  caoBangPlan,
  caoBangReport,
  caoBangUnits,
  reporting,
  round,
  soXayDung,
  vanPhong,
  xaImLang,
  xaSau,
} from '../support/cao-bang.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { mailOf } from '../support/posts.ts';

jest.setTimeout(180_000);

const typed = (cells: Record<string, string>, indicators: Record<string, string> = {}) => ({
  answers: {},
  tables: {
    'ho-so': { from: '01/04/2026', to: '30/06/2026', rows: [{ id: 'tong', name: 'Toàn đơn vị', cells }] },
  },
  indicators: { petitions: '0', procedures_new: '0', procedures_abolished: '0', ...indicators },
  claims: [],
  explanations: {},
});

/** As the quarter's report was printed: the total, pasted, with a space after its point. */
const asPrinted = {
  received_total: '140. 683',
  resolved_total: '138.907',
  resolved_early_or_on_time: '139.792',
  resolved_late: '115',
  in_progress_total: '776',
  in_progress_in_time: '713',
  in_progress_overdue: '63',
};
const single = { petitions: '6', procedures_new: '39', procedures_abolished: '88' };
const small = {
  received_total: '1 200',
  resolved_total: '1.150',
  resolved_early_or_on_time: '1.148',
  resolved_late: '2',
  in_progress_total: '50',
  in_progress_in_time: '50',
  in_progress_overdue: '0',
};

describe('Cao Bằng: the reports of a quarter, from the letter to the closed round', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openOffice({
      units: caoBangUnits,
      people: caoBangPeople,
      appointments: caoBangAppointments,
      outline: caoBangOutline,
    });
  });
  afterAll(async () => {
    await office?.stop();
  });

  const planner = () => office.as('planner');
  const unit = (id: string) => office.as('unit-contact', `unit:${id}`);
  const secretary = () => office.as('secretary', 'team:to-tong-hop');
  const step = (day: Day) => office.stepTo(round, day);
  const reportOf = (id: string) => `/api/inspections/${round}:${id}/self-report`;
  const record = (id: string) => office.stack.store.matters.get<Inspection>(`inspection:${round}:${id}`);

  const send = async (id: string, body: object, base = 0) => {
    const saved = await ok((await unit(id)).put(reportOf(id), { base, typed: body }));
    return ok((await unit(id)).post(reportOf(id), { version: saved.version }));
  };

  test('a plan without visits is complete, approved and launched; each unit owes its report by the day of the plan', async () => {
    await ok((await planner()).post('/api/campaigns', caoBangPlan));
    expect(await ok((await planner()).get(`/api/campaigns/${round}/check`))).toEqual({
      ready: true,
      gaps: [],
      warnings: [],
    });
    await ok((await planner()).post(`/api/campaigns/${round}/submit`));
    await ok((await office.as('signer')).post(`/api/campaigns/${round}/approve`));
    await ok((await planner()).post(`/api/campaigns/${round}/launch`));
    await eventually(
      () => office.stack.store.matters.get<Campaign>(`campaign:${round}`),
      (campaign) => campaign?.state === 'running',
    );
    for (const id of reporting) {
      const { duties } = await ok((await unit(id)).get(`/api/inspections/${round}:${id}`));
      expect(duties).toMatchObject([{ kind: 'self-report', due: '2026-06-22', owedBy: 'unit-contact' }]);
    }
  });

  test('each unit gets one letter with its link, and the page behind it asks for the report', async () => {
    for (const id of reporting) {
      const [letter, ...more] = await eventually(
        () => Promise.resolve(office.mail.lettersTo(mailOf(`dau-moi-${id}`))),
        (all) => all.length > 0,
      );
      expect(more).toEqual([]);
      const link = /https?:\/\/\S+\/u\/[\w-]+/.exec(letter!.text)![0];
      const { pathname } = new URL(link);
      const home = await office.api.anonymous.get(pathname);
      expect(home.status).toBe(200);
      expect(home.text).toContain('22/06/2026');
      const page = await office.api.anonymous.get(`${pathname}/kiem-tra/${round}:${id}`);
      expect([page.status, page.text.includes('Lịch kiểm tra')]).toEqual([200, false]);
    }
  });

  test('a-1: 140.683 / 138.907 / 139.792 / 115 / 776 / 713 / 63: không cho gửi, nêu +1.000, 885, −1.000, chỉ ô đã giải quyết và gợi ý 139.907', async () => {
    const saved = await ok(
      (await unit(vanPhong)).put(reportOf(vanPhong), { base: 0, typed: typed(asPrinted, single) }),
    );
    const errors: { code: string; difference: number; sentence: string; at: { column: string }[] }[] =
      saved.checks.filter(({ level }: { level: string }) => level === 'error');
    expect(errors.map(({ code, difference }) => [code, difference])).toEqual([
      ['I2', 1000],
      ['I5', 885],
      ['I4', -1000],
    ]);
    expect(errors.map(({ sentence }) => sentence).join(' ')).toMatch(/lệch \+1\.000.*vượt 885.*lệch −1\.000/s);
    expect(errors.every(({ at }) => at.some(({ column }) => column === 'resolved_total'))).toBe(true);
    expect(saved.repairs).toEqual([
      {
        at: { table: 'ho-so', row: 'tong', column: 'resolved_total' },
        was: 138907,
        value: 139907,
        sentence: 'Nếu Đã giải quyết (7) là 139.907 thay vì 138.907 thì mọi phép kiểm ở đây đều khớp.',
      },
    ]);
    const refused = await (await unit(vanPhong)).post<{ type: string }>(reportOf(vanPhong), { version: saved.version });
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/self-report-incomplete']);
    const kept = await ok((await unit(vanPhong)).get(reportOf(vanPhong)));
    expect(kept.draft.typed.tables['ho-so'].rows[0].cells.resolved_total).toBe('138.907');
  });

  test('a-2: sửa “đã giải quyết” thành 139.907: mọi phép kiểm khớp, đúng hạn 99,92%, vết sửa được giữ', async () => {
    const { draft } = await ok((await unit(vanPhong)).get(reportOf(vanPhong)));
    const mended = typed({ ...asPrinted, resolved_total: '139.907' }, single);
    const saved = await ok((await unit(vanPhong)).put(reportOf(vanPhong), { base: draft.version, typed: mended }));
    expect(saved.checks.filter(({ level }: { level: string }) => level === 'error')).toEqual([]);
    expect([saved.remaining, saved.repairs]).toEqual([[], []]);
    await ok((await unit(vanPhong)).post(reportOf(vanPhong), { version: saved.version }));
    const { items } = await ok((await secretary()).get(`${reportOf(vanPhong)}/corrections`));
    expect(items).toMatchObject([
      {
        at: 'ho-so/tong/resolved_total',
        name: 'Đã giải quyết (7)',
        was: 138907,
        wasText: '138.907',
        now: 139907,
        nowText: '139.907',
        stage: 'draft',
        by: `dau-moi-${vanPhong}`,
        when: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        why: expect.stringContaining('lệch +1.000'),
      },
    ]);
    const figures = await ok((await planner()).get(`/api/campaigns/${round}/figures`));
    const row = figures.tables[0].units.find(({ unit: of }: { unit: string }) => of === vanPhong);
    expect(row.rates.find(({ code }: { code: string }) => code === 'rate_early_or_on_time').text).toContain('99,92%');
    await ok((await secretary()).post(`/api/inspections/${round}:${vanPhong}/accept`));
  });

  test('a-3: dán “140. 683” thì hiểu 140683; “1770/ UBND - KSTT” chuẩn hóa 1770/UBND-KSTT; cả hai giữ nguyên văn', async () => {
    const { sent } = await ok((await secretary()).get(reportOf(vanPhong)));
    const { report } = sent.at(-1);
    expect(report.tables['ho-so'].rows[0].cells.received_total).toBe(140683);
    expect(report.written).toEqual({ 'ho-so/tong/received_total': '140. 683' });
    const { draft, related } = await ok((await planner()).get(`/api/campaigns/${round}`));
    expect(draft.plan.related[0].asWritten).toBe('1770/ UBND - KSTT');
    expect(related).toEqual([{ asWritten: '1770/ UBND - KSTT', normalised: '1770/UBND-KSTT' }]);
  });

  test('the secretary returns a report with its reasons; what was sent first and what was sent next are both kept', async () => {
    await send(soXayDung, typed(small));
    const back = ['Số tiếp nhận chưa gồm hồ sơ bưu chính.'];
    await ok((await secretary()).post(`/api/inspections/${round}:${soXayDung}/send-back`, { points: back }));
    const { draft } = await ok((await unit(soXayDung)).get(reportOf(soXayDung)));
    await send(
      soXayDung,
      typed({ ...small, received_total: '1.210', in_progress_total: '60', in_progress_in_time: '60' }),
      draft.version,
    );
    const { items } = await ok((await secretary()).get(`${reportOf(soXayDung)}/corrections`));
    expect(items.map(({ wasText, nowText, why }: Record<string, string>) => [wasText, nowText, why])).toEqual([
      ['1.200', '1.210', back[0]],
      ['50', '60', back[0]],
      ['50', '60', back[0]],
    ]);
  });

  test('the office corrects a figure on the word of the unit, never one that breaks a sum, and the former stays', async () => {
    const { selfReport } = await ok((await secretary()).get(`/api/inspections/${round}:${soXayDung}`));
    const reason = 'Đầu mối báo qua điện thoại: một thủ tục mới được công bố.';
    const path = `${reportOf(soXayDung)}/corrections`;
    const broken = await (
      await secretary()
    ).post<{ type: string }>(path, {
      report: selfReport.latest,
      cells: [{ at: { table: 'ho-so', row: 'tong', column: 'received_total' }, text: '1.211' }],
      reason,
    });
    expect([broken.status, broken.body.type]).toEqual([422, '/problems/self-report-incomplete']);
    const told = await ok(
      (await secretary()).post(path, {
        report: selfReport.latest,
        cells: [{ at: { indicator: 'procedures_new' }, text: '1' }],
        reason,
      }),
    );
    expect(told.selfReport).toMatchObject({ state: 'submitted', corrected: 1, submissions: 2 });
    const { items } = await ok((await secretary()).get(path));
    expect(items.at(-1)).toMatchObject({ was: 0, now: 1, stage: 'by-office', by: 'thu-ky', why: reason });
    await ok((await secretary()).post(`/api/inspections/${round}:${soXayDung}/accept`));
  });

  test('before the due nobody is reported as silent', async () => {
    const { items } = await ok((await secretary()).get(`/api/papers?campaign=${round}`));
    expect(items).toMatchObject([{ kind: 'report', state: 'drafted', serves: reporting }]);
    const { gaps } = await ok((await secretary()).get(`/api/papers/${items[0].id}/check`));
    expect(gaps.map(({ at, code }: Record<string, string>) => [at, code])).toEqual([
      ['serves[2]', 'inspection-not-ready'],
      ['serves[3]', 'inspection-not-ready'],
    ]);
  });

  test('a-4: một UBND cấp xã chưa nộp khi quá hạn: được đôn đốc; nộp chậm và không nộp đều ghi số ngày làm việc', async () => {
    await step('2026-06-25');
    for (const post of ['dau-moi', 'thu-truong']) {
      const letters = await eventually(
        () => Promise.resolve(office.mail.lettersTo(mailOf(`${post}-${xaImLang}`))),
        (all) => all.some(({ subject }) => /quá hạn/i.test(subject)),
      );
      expect(letters.length).toBeGreaterThan(1);
    }
    await send(xaSau, typed({ ...small, received_total: 'hơn 1.000' }));
    expect((await record(xaSau))?.selfReport?.late).toBe(3);
    await ok((await secretary()).post(`/api/inspections/${round}:${xaSau}/accept`));
    const silent = await ok((await secretary()).get(`/api/inspections/${round}:${xaImLang}`));
    expect(silent.overdue).toBe(3);
  });

  test('the report is written, signed, numbered and issued: sums of groups, who sent none by name, what was corrected', async () => {
    const { items } = await ok((await secretary()).get(`/api/papers?campaign=${round}`));
    const { id, version } = items[0];
    const { version: base } = await ok((await secretary()).get(`/api/papers/${id}`));
    expect(version).toBeUndefined();
    await ok((await secretary()).put(`/api/papers/${id}/draft`, { base, draft: caoBangReport(reporting) }));
    expect(await ok((await secretary()).get(`/api/papers/${id}/check`))).toMatchObject({ ready: true, gaps: [] });
    await ok((await secretary()).post(`/api/papers/${id}/submit`));
    const { record: read } = await ok((await planner()).get(`/api/papers/${id}`));
    const { sha256 } = read.content;
    await ok((await office.as('division-head')).post(`/api/papers/${id}/appraise`, { sha256 }));
    await ok((await office.as('signer')).post(`/api/papers/${id}/sign`, { sha256 }));
    await ok((await office.as('clerk')).post(`/api/papers/${id}/number`));
    await eventually(
      () => office.stack.store.matters.get(`paper:${id}`),
      (matter) => matter?.closed !== undefined,
    );
    const words = await textOf(await office.stack.store.files.get((await issued(id))!));
    for (const part of [
      'BÁO CÁO',
      'Kính gửi: UBND tỉnh Hương Giang',
      '1770/UBND-KSTT',
      '61/2018/NĐ-CP',
      'UBND xã Hồng Việt (sau hạn 03 ngày làm việc)',
      'Không gửi báo cáo (01 đơn vị): UBND xã Ngọc Động (quá hạn 03 ngày làm việc)',
      '138.907',
      '139.907',
      '99,92%',
      'BIỂU II.06: TÌNH HÌNH GIẢI QUYẾT HỒ SƠ',
    ])
      expect(words).toContain(part);
    // 140.683 + 1.210 of the departments
    expect(words).toContain('141.893');
  });

  const issued = async (id: string): Promise<string | undefined> => {
    const paper = await office.stack.store.matters.get(`paper:${id}`);
    return (paper as unknown as { issued?: { file: string } }).issued?.file;
  };

  test('with the report out every unit is done, the silent one on record, and the round closes by itself', async () => {
    const silent = await record(xaImLang);
    expect(silent).toMatchObject({ silent: { by: 'rule:no-report' }, closed: '2026-06-25' });
    expect(silent?.duties.every(({ ended }) => ended !== undefined)).toBe(true);
    await step('2026-06-29');
    const closed = await office.stack.store.matters.get<Campaign>(`campaign:${round}`);
    expect(closed).toMatchObject({ state: 'closed', reported: '2026-06-25' });
  });

  test('every letter was mailed once, and the audit of every matter is whole', async () => {
    const ids = office.mail.letters.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const matter of await office.stack.store.audit.matters())
      expect(await office.stack.store.audit.verify(matter)).toBeUndefined();
  });
});

/** The words of a PDF, line breaks and runs of spaces as one space. */
async function textOf(file: { bytes: Uint8Array } | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bao-cao-'));
  try {
    const pdf = join(folder, 'bao-cao.pdf');
    await writeFile(pdf, file!.bytes);
    const { stdout } = await promisify(execFile)('pdftotext', ['-layout', pdf, '-']);
    return stdout.replace(/\s+/g, ' ');
  } finally {
    await rm(folder, { recursive: true });
  }
}
