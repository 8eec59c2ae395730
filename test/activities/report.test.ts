import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { renderPaper } from '../../activities/pdf/render.ts';
import { addressed } from '../../api/papers/addressing.ts';
import { composePaper } from '../../api/papers/compose-paper.ts';
import type { PaperContext } from '../../api/papers/compose-paper.ts';
import type { ReportedUnit, ReportFacts } from '../../api/papers/compose-report.ts';
import { paperGaps } from '../../api/papers/paper-gaps.ts';
import type { PaperGapContext } from '../../api/papers/paper-gaps.ts';
import type { ReportDraft } from '../../domain/draft.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { opened } from '../../domain/notice.ts';
import { emptySelfReport } from '../../domain/outline.ts';
import type { SelfReport } from '../../domain/outline.ts';
import type { ReportDocument } from '../../domain/report-document.ts';
import type { UnitId } from '../../domain/role.ts';
import { acceptSelfReport, sendBackSelfReport, submitSelfReport } from '../../domain/self-report.ts';
import {
  binhDinhConclusion,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  haiQuan,
  inspected,
  khuKinhTe,
} from '../support/binh-dinh.ts';
import {
  caoBangOutline,
  caoBangPeople,
  caoBangPlan,
  caoBangReport,
  caoBangUnits,
  reporting,
  soXayDung,
  vanPhong,
  xaImLang,
  xaSau,
} from '../support/cao-bang.ts';
import { aSetting } from '../support/round.ts';
import { testWith } from '../support/tools.ts';

const whenRead = testWith('pdftotext');

const office: PaperContext['office'] = {
  _id: 'office',
  organ: 'SNV',
  letterhead: { parentOrgan: 'UBND tỉnh Hương Giang', organ: 'Sở Nội vụ', place: 'Hương Giang' },
  divisionName: 'Phòng Cải cách hành chính',
  phone: '0200 3 812 345',
  signers: { 'giam-doc': { authority: { as: 'head', post: 'Giám đốc' } } },
  workingHours: [],
  version: 1,
};
const empty: Pick<PaperContext, 'reports' | 'visits' | 'inspections' | 'groups' | 'office' | 'signer' | 'setting'> = {
  office,
  signer: 'giam-doc',
  setting: aSetting({ clock: { kind: 'real' } }),
  reports: new Map(),
  visits: new Map(),
  inspections: new Map(),
  groups: [],
};

/** Every text of the paper, part by part. */
const textOf = (document: ReportDocument): string => JSON.stringify([document.leadIn, document.parts]);
const partOf = ({ parts }: ReportDocument, title: string): string =>
  JSON.stringify(parts.find((part) => part.title === title)?.blocks);

function pdfText(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'bao-cao-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes);
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' }).replace(
      /\s+/g,
      ' ',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const asInspection = (unit: UnitId, change: Partial<Inspection>): Inspection => ({
  ...newInspection(
    aSetting(),
    { place: { campaign: 'dot', team: 'doan-1', unit }, method: 'on-site', visits: [], vertical: false },
    '2026-09-07',
  ),
  ...change,
});

describe('a report on a round of inspections', () => {
  const draft: ReportDraft = {
    kind: 'report',
    serves: [],
    title: 'Kết quả kiểm tra công tác cải cách hành chính năm 2026',
    sections: [{ title: 'Đánh giá chung', paragraphs: ['Các đơn vị chấp hành nghiêm túc.'] }],
    tasks: ['Đề nghị UBND tỉnh ban hành văn bản chấn chỉnh'],
  };
  const units = inspected.map((id, i): ReportedUnit => ({
    unit: binhDinhUnits.find((unit) => unit.id === id)!,
    inspection: asInspection(
      id,
      i < 3
        ? {
            visits: [{ n: 1, day: '2026-10-12', session: 'morning', held: '2026-10-12' }],
            concluded: { paper: 'paper:dot:conclusion:1', on: '2026-10-20' },
          }
        : {},
    ),
    corrected: [],
  }));
  const facts: ReportFacts = {
    units,
    concluded: [binhDinhConclusion],
    items: [
      { unit: khuKinhTe, state: 'closed', late: false },
      { unit: khuKinhTe, state: 'open', late: true },
      { unit: haiQuan, state: 'reported', late: false },
    ],
    proposals: [],
  };
  const composed = (change: Partial<ReportFacts> = {}) =>
    composePaper(draft, {
      ...empty,
      plan: binhDinhPlan,
      units: binhDinhUnits,
      people: binhDinhPeople,
      outline: binhDinhOutline,
      day: '2026-10-30',
      report: { ...facts, ...change },
    }) as ReportDocument;

  test('has the five parts in their order', () => {
    expect(composed().parts.map(({ title }) => title)).toEqual([
      'Tình hình triển khai',
      'Kết quả',
      'Tồn tại, hạn chế, nguyên nhân',
      'Kết quả khắc phục',
      'Kiến nghị, đề xuất',
    ]);
  });

  test('says how many units were planned and inspected, how, and which were not', () => {
    const first = partOf(composed(), 'Tình hình triển khai');
    expect(first).toContain('Kế hoạch kiểm tra 04 cơ quan, đơn vị; đã kiểm tra 03 đơn vị, bằng 75% kế hoạch');
    expect(first).toContain('kiểm tra trực tiếp 03 đơn vị; 03 buổi làm việc');
    expect(first).toContain('Chưa kiểm tra 01 đơn vị: Sở Lao động - Thương binh và Xã hội');
  });

  test('names the units of a shortcoming; nothing found is said so', () => {
    expect(partOf(composed(), 'Tồn tại, hạn chế, nguyên nhân')).toContain('mức độ 3 (Ban Quản lý Khu kinh tế tỉnh)');
    expect(partOf(composed({ concluded: [] }), 'Tồn tại, hạn chế, nguyên nhân')).toContain(
      'Qua kiểm tra chưa ghi nhận tồn tại, hạn chế.',
    );
  });

  test('a vertically managed agency is asked to look, not blamed', () => {
    const concluded = [
      {
        ...binhDinhConclusion,
        findings: [{ id: 't', text: 'Chưa niêm yết đủ', area: 'mot-cua', concerns: { units: [haiQuan] } }],
      },
    ];
    const found = partOf(composed({ concluded }), 'Tồn tại, hạn chế, nguyên nhân');
    expect(found).toContain('Nội dung đề nghị cơ quan ngành dọc quan tâm');
    expect(found).toContain('Đề nghị Cục Hải quan Bình Định quan tâm, phối hợp: Chưa niêm yết đủ');
  });

  test('a finding of own units and of a vertically managed agency is a shortcoming of the former alone', () => {
    const finding = { id: 't', text: 'Chưa ký số.', area: 'mot-cua', concerns: { units: [khuKinhTe, haiQuan] } };
    const found = (unnamed?: true) =>
      partOf(
        composed({
          concluded: [{ ...binhDinhConclusion, findings: [{ ...finding, ...(unnamed ? { unnamed } : {}) }] }],
        }),
        'Tồn tại, hạn chế, nguyên nhân',
      );
    expect(found()).toContain('["Chưa ký số (Ban Quản lý Khu kinh tế tỉnh)"]');
    expect(found()).toContain('["Đề nghị Cục Hải quan Bình Định quan tâm, phối hợp: Chưa ký số"]');
    expect(found(true)).toContain('["Chưa ký số (một số cơ quan, đơn vị)"]');
    expect(found(true)).toContain('["Đề nghị một số cơ quan ngành dọc quan tâm, phối hợp: Chưa ký số"]');
  });

  test('a surprise, never asked for a report, is not among those who sent none; the form says so', () => {
    const asked = units.slice(1).map((one) => ({
      ...one,
      inspection: { ...one.inspection, noticed: { paper: 'paper:dot:notice:1', on: '2026-09-20' as const } },
    }));
    const surprise = { ...units[0]!, inspection: { ...units[0]!.inspection, method: 'surprise' as const } };
    const period = binhDinhPlan.period;
    const cells = { received_total: 120 };
    const report: SelfReport = {
      ...emptySelfReport,
      tables: { 'ho-so': { period, rows: [{ id: 'tong', name: 'Toàn đơn vị', cells }] } },
    };
    const document = composed({ units: [surprise, { ...asked[0]!, report }, ...asked.slice(1)] });
    const name = surprise.unit.name;
    expect(partOf(document, 'Kết quả')).toContain('"120 (1/3)"');
    expect(partOf(document, 'Kết quả')).not.toContain(`báo cáo: ${name}`);
    expect(partOf(composed({ units: [surprise] }), 'Kết quả')).not.toContain('chưa có số liệu');
    const [form] = document.appendices;
    expect(form!.rows.map((row) => row.name)).toContain(`${name} (không yêu cầu báo cáo)`);
    expect(form!.notes).toContain(`Không yêu cầu báo cáo: ${name}.`);
    expect(form!.notes.find((note) => note.startsWith('Không gửi báo cáo'))).toBe(
      `Không gửi báo cáo: ${asked
        .slice(1)
        .map(({ unit }) => unit.name)
        .join(', ')}.`,
    );
  });

  test('none is written 0, nobody is several; the type is not said twice', () => {
    const one = composed({ items: facts.items.slice(1), concluded: [] });
    expect(partOf(one, 'Kết quả khắc phục')).toContain('phải khắc phục 02 nội dung; chưa đóng nội dung nào, còn');
    expect(partOf(one, 'Tình hình triển khai')).toContain('Chưa ban hành kết luận');
    expect(partOf(one, 'Kiến nghị, đề xuất')).toContain('Các đơn vị không có kiến nghị.');
    const alone = composePaper(
      { ...draft, title: 'Báo cáo kết quả kiểm tra' },
      {
        ...empty,
        plan: { ...binhDinhPlan, units: binhDinhPlan.units.slice(0, 1) },
        units: binhDinhUnits,
        people: binhDinhPeople,
        outline: binhDinhOutline,
        day: '2026-10-30',
        report: { ...facts, units: units.slice(0, 1), concluded: [] },
      },
    ) as ReportDocument;
    expect(partOf(alone, 'Kiến nghị, đề xuất')).toContain('"Đơn vị không có kiến nghị."');
    expect(alone.abstract).toBe('Kết quả kiểm tra');
    expect(alone.leadIn[0]).toContain('Sở Nội vụ báo cáo kết quả kiểm tra như sau:');
    expect(alone.recipients.to).not.toContain('UBND tỉnh Hương Giang (b/c)');
  });

  test('counts what was remedied, unit by unit, the sum under them', () => {
    const part = partOf(composed(), 'Kết quả khắc phục');
    expect(part).toContain('phải khắc phục 03 nội dung; đã đóng 01 nội dung');
    expect(part).toContain('01 nội dung đang quá hạn');
    expect(part).toContain('["Ban Quản lý Khu kinh tế tỉnh","2","1","1","1"]');
    expect(part).toContain('["Cộng","3","1","2","1"]');
  });

  whenRead('prints as a Báo cáo with its form on a landscape page', async () => {
    const { bytes, pages } = await renderPaper(composed());
    const words = pdfText(bytes);
    expect(words).toContain('Kính gửi: UBND tỉnh Hương Giang');
    expect(words).toContain('I. TÌNH HÌNH TRIỂN KHAI');
    expect(words).toContain('V. KIẾN NGHỊ, ĐỀ XUẤT');
    expect(words).toContain('để theo dõi, chỉ đạo./.');
    expect(pages).toBeGreaterThan(2);
  });
});

describe('a report of a reporting round', () => {
  const setting = aSetting();
  const born = (unit: UnitId): Inspection =>
    opened.next(
      newInspection(
        setting,
        {
          place: { campaign: caoBangPlan.campaign, team: 'to-tong-hop', unit },
          method: 'reporting',
          visits: [],
          reportBy: '2026-06-22',
          vertical: false,
        },
        '2026-06-01',
      ),
      {},
      '2026-06-01',
    ).state;
  const sent = (unit: UnitId) => submitSelfReport.next(born(unit), { submission: 'bc', by: 'p' }, '2026-06-19').state;
  const accepted = (unit: UnitId) => acceptSelfReport.next(sent(unit), {}, '2026-06-22').state;
  const returned = (unit: UnitId) =>
    sendBackSelfReport.next(sent(unit), { remarks: 'nx', points: 1 }, '2026-06-22').state;

  const figures = (received: number, period = caoBangPlan.period): SelfReport => ({
    ...emptySelfReport,
    tables: { 'ho-so': { period, rows: [{ id: 'tong', name: 'Toàn đơn vị', cells: { received_total: received } }] } },
    indicators: { petitions: 2 },
  });
  const one = (id: UnitId, more: Partial<ReportedUnit> = {}): ReportedUnit => ({
    unit: caoBangUnits.find((unit) => unit.id === id)!,
    inspection: born(id),
    corrected: [],
    ...more,
  });
  const composed = (units: ReportedUnit[], groups: PaperContext['groups'] = []) =>
    composePaper(caoBangReport(reporting), {
      ...empty,
      groups,
      plan: caoBangPlan,
      units: caoBangUnits,
      people: caoBangPeople,
      outline: caoBangOutline,
      day: '2026-07-03',
      report: { units, concluded: [], items: [], proposals: [] },
    }) as ReportDocument;

  test('is compared with the period before only where the two are comparable: the others are “khác kỳ” by name', () => {
    const before = { label: 'quý I', from: '2026-01-01', to: '2026-03-31' } as const;
    const half = { label: '6 tháng', from: '2025-07-01', to: '2025-12-31' } as const;
    const text = textOf(
      composed([
        one(vanPhong, { report: figures(120), before: figures(100, before) }),
        one(soXayDung, { report: figures(9), before: figures(800, half) }),
        one(xaSau),
      ]),
    );
    expect(text).toContain('["Tổng số tiếp nhận","120","100","+20"]');
    expect(text).toContain('01/03 đơn vị có kỳ trước so sánh được');
    expect(text).toContain('Khác kỳ, không so sánh: Sở Xây dựng.');
  });

  test('a unit whose report was returned and did not come again sent one, not completed: not among those who sent none', () => {
    const text = textOf(composed([one(xaSau, { inspection: returned(xaSau), late: 7 })]));
    expect(text).toContain(
      'Đã gửi, chưa bổ sung theo yêu cầu (01 đơn vị): UBND xã Hồng Việt (quá hạn bổ sung 07 ngày làm việc). Số liệu của đơn vị này',
    );
    expect(text).toContain('Đến nay chưa có đơn vị nào gửi đủ.');
    const document = composed([one(xaSau, { inspection: returned(xaSau), late: 7 }), one(xaImLang, { late: 3 })]);
    expect(textOf(document)).toContain('Không gửi báo cáo (01 đơn vị): UBND xã Ngọc Động (quá hạn 03 ngày làm việc)');
    expect(document.appendices[0]!.notes).toContain('Không gửi báo cáo: UBND xã Ngọc Động.');
    expect(document.appendices[0]!.notes).toContain('Đã gửi báo cáo, chưa bổ sung theo yêu cầu: UBND xã Hồng Việt.');
    expect(document.appendices[0]!.rows.map(({ name }) => name)).toContain(
      'UBND xã Hồng Việt (đã gửi, chưa bổ sung theo yêu cầu)',
    );
  });

  test('nobody sent anything: no sum, no 0', () => {
    const document = composed([one(xaSau), one(xaImLang)]);
    expect(partOf(document, 'Số liệu tổng hợp')).toContain('chưa có số liệu');
    const cells = document.appendices[0]!.rows.flatMap((row) => row.cells);
    expect(new Set(cells)).toEqual(new Set(['', '–']));
  });

  const gapsOf = (inspections: Inspection[], draft: ReportDraft = caoBangReport(reporting), on = '2026-06-23') =>
    paperGaps(draft, {
      paper: `paper:${caoBangPlan.campaign}:report:1`,
      plan: caoBangPlan,
      team: 'to-tong-hop',
      inspections: new Map(inspections.map((inspection) => [inspection.place.unit, inspection])),
      nameOf: (id) => caoBangUnits.find((unit) => unit.id === id)?.name ?? id,
      signer: true,
      on,
      isUnit: () => true,
      groups: [],
      served: reporting,
      earlier: new Map(),
    } as PaperGapContext).map(({ at, code }) => `${code} ${at}`);

  test('waits for what was sent to be checked, and for the due of what was not', () => {
    const all = [accepted(vanPhong), sent(soXayDung), born(xaSau), returned(xaImLang)];
    expect(gapsOf(all)).toEqual(['inspection-not-ready serves[1]', 'inspection-not-ready serves[3]']);
    expect(gapsOf(all, undefined, '2026-06-22')).toContain('inspection-not-ready serves[2]');
  });

  test('leaves no unit out, names none twice and none of elsewhere', () => {
    const all = reporting.map(accepted);
    expect(gapsOf(all)).toEqual([]);
    expect(gapsOf(all, caoBangReport([vanPhong, soXayDung, xaSau]))).toEqual(['report-lacks-unit serves']);
    expect(gapsOf(all, caoBangReport([...reporting, vanPhong, 'so-la']))).toEqual([
      'unit-twice serves[4]',
      'unit-not-inspected serves[5]',
    ]);
  });

  test('adds up by the groups it names, in tables and in the form; a group nobody knows is a gap', async () => {
    const named = { ...caoBangReport(reporting), groups: ['vung-cao', 'la'] };
    expect(gapsOf(reporting.map(accepted), named)).toEqual(['group-unknown groups[0]', 'group-unknown groups[1]']);
    const stored = { id: 'vung-cao', name: 'các xã vùng cao', units: [xaSau], version: 1 };
    const found = await addressed(
      { groups: { getMany: async () => [stored] } as never },
      named,
      caoBangUnits,
      '2026-07-03',
    );
    expect(found.groups).toEqual([{ id: 'vung-cao', name: 'các xã vùng cao', units: [xaSau] }]);
    const document = composed(
      [one(vanPhong, { report: figures(120) }), one(xaSau, { report: figures(7) })],
      found.groups,
    );
    expect(textOf(document)).toMatch(/\["Các xã vùng cao","7",.*\["Các đơn vị khác","120",.*\["Tổng cộng","127"/);
    expect(document.appendices[0]!.rows.filter(({ kind }) => kind === 'group').map(({ name }) => name)).toEqual([
      'Các xã vùng cao',
      'Các đơn vị khác',
    ]);
  });

  test('cites no paper whose number cannot be read', () => {
    const draft = { ...caoBangReport(reporting), related: [{ type: 'Công văn', asWritten: 'của tỉnh' }] };
    expect(gapsOf(reporting.map(accepted), draft)).toEqual(['related-unread related[0].asWritten']);
  });
});
