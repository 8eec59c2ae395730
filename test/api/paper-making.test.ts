import { describe, expect, test } from '@jest/globals';
import { unprintable } from '../../activities/pdf/fonts.ts';
import { composePaper } from '../../api/papers/compose-paper.ts';
import type { PaperContext } from '../../api/papers/compose-paper.ts';
import { paperGaps } from '../../api/papers/paper-gaps.ts';
import type { PaperGapContext } from '../../api/papers/paper-gaps.ts';
import type { PlacedVisit } from '../../api/inspections/visit-places.ts';
import { unprintableElsewhere, unprintableSign, withPlainSigns } from '../../api/papers/paper-signs.ts';
import { askOf, capital, dueInWords, findingsInOrder, timeOf } from '../../domain/document.ts';
import type { ConclusionDocument, NoticeDocument, PaperDocument } from '../../domain/document.ts';
import type { ConclusionDraft, NoticeDraft } from '../../domain/draft.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { noticed } from '../../domain/notice.ts';
import type { SelfReport } from '../../domain/outline.ts';
import { emptySelfReport } from '../../domain/outline.ts';
import type { UnitId } from '../../domain/role.ts';
import { recordSilence, sendBackSelfReport, submitSelfReport } from '../../domain/self-report.ts';
import {
  binhDinhConclusion,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  haiQuan,
  inspected,
  khuKinhTe,
  laoDong,
  vanHoa,
} from '../support/binh-dinh.ts';
import { aSetting } from '../support/round.ts';

const period = { label: '9 tháng đầu năm 2026', from: '2026-01-01', to: '2026-09-30' } as const;
const report = (rows: Record<string, Record<string, SelfReport['indicators'][string]>>): SelfReport => ({
  ...emptySelfReport,
  tables: { 'ho-so': { period, rows: Object.entries(rows).map(([id, cells]) => ({ id, name: id, cells })) } },
});

const context = (change: Partial<PaperContext> = {}): PaperContext => ({
  plan: binhDinhPlan,
  setting: aSetting({ clock: { kind: 'real' } }),
  office: {
    _id: 'office',
    organ: 'SNV',
    letterhead: { parentOrgan: 'UBND tỉnh Hương Giang', organ: 'Sở Nội vụ', place: 'Hương Giang' },
    divisionName: 'Phòng Cải cách hành chính',
    phone: '0200 3 812 345',
    signers: { 'giam-doc': { authority: { as: 'head', post: 'Giám đốc' } } },
    workingHours: [],
    version: 1,
  },
  units: binhDinhUnits,
  people: binhDinhPeople,
  outline: binhDinhOutline,
  reports: new Map<UnitId, SelfReport>([
    [
      laoDong,
      report({ tong: { resolved_total: 3541, resolved_early: 2356, resolved_on_time: 1185, resolved_late: 0 } }),
    ],
    [
      haiQuan,
      report({
        'Phòng Nghiệp vụ': { resolved_total: 791 },
        'Quy Nhơn': { resolved_total: { value: 10_000, qualifier: 'more_than' } },
        'Phú Yên': { resolved_total: 5000 },
      }),
    ],
    [vanHoa, { ...emptySelfReport, tables: { 'ho-so': { noFigures: 'Đơn vị đang tổng hợp' } } }],
  ]),
  visits: new Map(),
  signer: 'giam-doc',
  day: '2026-10-20',
  inspections: new Map(),
  groups: [],
  ...change,
});
const asNoticed = (unit: string): Inspection =>
  noticed.next(
    newInspection(
      aSetting(),
      {
        place: { campaign: binhDinhPlan.campaign, team: binhDinhPlan.teams[0]!.id, unit },
        method: 'desk',
        visits: [],
        reportBy: '2026-09-11',
        vertical: false,
      },
      '2026-09-01',
    ),
    { paper: 'paper:dot:notice:1', on: '2026-09-01' },
    '2026-09-01',
  ).state;
const visit = (change: Partial<PlacedVisit>): PlacedVisit => ({
  n: 1,
  day: '2026-10-12',
  session: 'morning',
  startsAt: '08:00',
  at: 'Trụ sở',
  ...change,
});
const compose = (draft: ConclusionDraft, change?: Partial<PaperContext>) =>
  composePaper(draft, context(change)) as ConclusionDocument;

describe('a conclusion is composed from its draft, the plan and the units’ reports', () => {
  const document = compose(binhDinhConclusion);

  test('the same data makes the same paper', () => {
    expect(compose(binhDinhConclusion)).toEqual(document);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  test('it says under which papers, when, where and by whom', () => {
    expect(document.abstract).toBe('Kết luận kiểm tra trực tiếp công tác cải cách hành chính tại bốn cơ quan');
    expect(document.leadIn[0]).toBe(
      'Căn cứ Kế hoạch kiểm tra công tác cải cách hành chính năm 2026; từ ngày 12/10/2026 đến ngày 13/10/2026, Đoàn kiểm tra do đồng chí Trưởng đoàn kiểm tra, ' +
        'Trưởng đoàn kiểm tra, làm Trưởng đoàn đã kiểm tra trực tiếp tại 04 cơ quan, đơn vị; thời kỳ kiểm tra 9 tháng đầu năm 2026 (từ ngày 01/01/2026 đến ngày 30/09/2026).',
    );
  });

  test('where the round’s title names no place, the paper’s does', () => {
    const plan = { ...binhDinhPlan, title: 'Kế hoạch kiểm tra công tác cải cách hành chính năm 2026' };
    expect(compose(binhDinhConclusion, { plan }).abstract).toBe(
      'Kết luận kiểm tra công tác cải cách hành chính năm 2026 tại 04 cơ quan, đơn vị',
    );
    expect(compose({ ...binhDinhConclusion, serves: [laoDong] }, { plan }).abstract).toContain(
      'tại Sở Lao động - Thương binh và Xã hội',
    );
  });

  test('the day a visit was held counts, not the day it was planned for', () => {
    const visits = new Map(inspected.map((unit) => [unit, [visit({ held: '2026-10-15' })]]));
    expect(compose(binhDinhConclusion, { visits }).leadIn[0]).toContain('ngày 15/10/2026, Đoàn kiểm tra');
  });

  test('a vertically managed agency is requested, the others are required', () => {
    expect(askOf(document.units, document.requirements[0]!.concerns)).toBe(
      'Yêu cầu Ban Quản lý Khu kinh tế tỉnh, Sở Văn hóa và Thể thao, Sở Lao động - Thương binh và Xã hội; đề nghị Cục Hải quan Bình Định',
    );
    expect(document.recipients.to).toContain('Tổng cục Hải quan (để biết)');
  });

  test('a report sent, returned and never completed is not the same as none', () => {
    const draft: ConclusionDraft = { ...binhDinhConclusion, kind: 'result-notice', serves: [vanHoa], proposals: [] };
    const born = asNoticed(vanHoa);
    const sent = submitSelfReport.next(born, { submission: 'bc', by: 'p' }, '2026-09-10').state;
    const returned = sendBackSelfReport.next(sent, { remarks: 'nx', points: 1 }, '2026-09-14').state;
    const silent = recordSilence.next(returned, { remarks: 'im', by: 'p' }, '2026-09-21').state;
    const of = (inspection: Inspection) =>
      compose(draft, { reports: new Map(), inspections: new Map([[vanHoa, inspection]]) });
    expect(of(silent).figures[0]!.notes).toEqual([
      'Đơn vị đã gửi báo cáo tự kiểm tra ngày 10/09/2026, được đề nghị bổ sung ngày 14/09/2026; đến ngày 21/09/2026 chưa bổ sung theo yêu cầu',
    ]);
    expect(of(silent).leadIn[1]).toContain('Trên cơ sở báo cáo tự kiểm tra');
    const none = of(recordSilence.next(born, { remarks: 'im', by: 'p' }, '2026-09-21').state);
    expect(none.figures[0]!.notes).toEqual(['Đơn vị chưa có báo cáo tự kiểm tra']);
    expect(none.leadIn[1]).toContain('Trên cơ sở kết quả theo dõi việc gửi báo cáo tự kiểm tra và ý kiến của đơn vị');
  });

  test('the office’s own milestone is for the office: no paper prints it', () => {
    const requirements = binhDinhConclusion.requirements
      .slice(0, 1)
      .map((requirement) => ({ ...requirement, due: { kind: 'milestone' as const, day: '2026-12-31' as const } }));
    const document = compose({ ...binhDinhConclusion, requirements });
    expect(document.requirements[0]).not.toHaveProperty('due');
    expect(dueInWords(document.report.due)).toBe('khi có yêu cầu');
    expect(JSON.stringify(document)).not.toContain('2026-12-31');
  });

  test('the name of the period runs on within the sentence', () => {
    const plan = { ...binhDinhPlan, period: { ...binhDinhPlan.period, label: 'Năm 2026' } };
    expect(compose(binhDinhConclusion, { plan }).leadIn[0]).toContain('thời kỳ kiểm tra năm 2026 (từ');
  });

  test('a term runs from the issue, which no draft knows', () => {
    expect(dueInWords(document.requirements[0]!.due!)).toBe('15 ngày kể từ ngày ban hành Thông báo này');
    expect(dueInWords(document.report.due)).toBe('theo thời hạn của từng nội dung tại Mục III');
    const alike = compose({
      ...binhDinhConclusion,
      requirements: binhDinhConclusion.requirements.filter(({ id }) => id !== 'yc-3'),
    });
    expect(dueInWords(alike.report.due)).toBe('15 ngày kể từ ngày ban hành Thông báo này');
  });

  test('nobody named is “một số cơ quan, đơn vị”; an example stands under what it illustrates', () => {
    const [first, second, third] = binhDinhConclusion.findings;
    const findings = [{ ...first!, concerns: { units: [] } }, second!, { ...third!, illustrates: 'tt-2' }];
    const printed = compose({ ...binhDinhConclusion, findings });
    expect(printed.findings[0]!.concerns).toEqual({ some: true });
    expect(findingsInOrder(printed).numbers.get('tt-3')).toBe(findingsInOrder(printed).numbers.get('tt-2'));
  });

  test('a figure nobody has stays without a number; a unit that has none says why', () => {
    const ofCulture = document.figures.find(({ caption }) => caption.includes('Sở Văn hóa và Thể thao'))!;
    expect(ofCulture).toMatchObject({ rows: [{ counts: [null] }], notes: ['Lý do đơn vị nêu: Đơn vị đang tổng hợp'] });
    const ofZone = document.figures.find(({ caption }) => caption.includes('Khu kinh tế'))!;
    expect(ofZone).toMatchObject({ rows: [{ counts: [null] }], notes: ['Đơn vị chưa có báo cáo tự kiểm tra'] });
    const ofLabour = document.figures.find(({ caption }) => caption.includes('Lao động'))!;
    expect(ofLabour.rows).toContainEqual({ label: 'Giải quyết quá hạn', counts: [0] });
    expect(ofLabour.rows).toContainEqual({ label: 'Tổng số tiếp nhận', counts: [null] });
    expect(ofLabour.rows).toContainEqual({
      label: 'Tỷ lệ giải quyết trước hạn và đúng hạn',
      of: 'số hồ sơ đã giải quyết',
      rates: [{ part: 3541, whole: 3541 }],
    });
  });

  test('three sites stand beside each other, their sum last and only where each of them has a figure', () => {
    const ofCustoms = document.figures.find(({ caption }) => caption.includes('Hải quan'))!;
    expect(ofCustoms.columns).toEqual(['Phòng Nghiệp vụ', 'Quy Nhơn', 'Phú Yên', 'Cộng']);
    expect(ofCustoms.rows).toContainEqual({
      label: 'Đã giải quyết',
      counts: [791, { value: 10_000, qualifier: 'more_than' }, 5000, null],
    });
  });

  test('only tables with figures are numbered', () => {
    expect(
      document.figures.map(({ caption }) => caption.slice(0, 7)).filter((start) => start.startsWith('Bảng')),
    ).toEqual(['Bảng 1.', 'Bảng 2.']);
  });

  test('it bears the signer, the symbol, and in a training round the mark', () => {
    expect(document.imprint).toEqual({
      symbol: 'TB-SNV',
      year: 2026,
      signer: { authority: ['GIÁM ĐỐC'], name: 'Giám đốc' },
    });
    const training = compose(binhDinhConclusion, { setting: aSetting() });
    expect(training.imprint).toMatchObject({ symbol: 'TH-TB-SNV', training: true });
    expect(document.recipients.filedAt).toBe('VT, CCHC');
  });

  test('what people wrote stays text, whatever it looks like', () => {
    const text = '{{link}} <script>alert(1)</script> ${process.env} =HYPERLINK("x")';
    const printed = compose({
      ...binhDinhConclusion,
      strengths: [{ id: 's', text, area: 'mot-cua', concerns: { all: true } }],
    });
    expect(printed.strengths[0]!.lines[0]!.text).toBe(text);
  });
});

describe('an inspection notice is composed from the plan', () => {
  const draft: NoticeDraft = { kind: 'notice', serves: inspected, requests: ['Cử người dẫn đoàn tới ba trụ sở'] };
  const document = composePaper(draft, context()) as NoticeDocument;

  test('every visit stands in the schedule, with the day its self-report is due', () => {
    expect(document.schedule.map(({ unit, day, from, selfReportBy }) => [unit, day, from, selfReportBy])).toEqual([
      ['Cục Hải quan Bình Định', '2026-10-12', '08:00', '2026-10-05'],
      ['Ban Quản lý Khu kinh tế tỉnh', '2026-10-12', '14:00', '2026-10-05'],
      ['Sở Văn hóa và Thể thao', '2026-10-13', '08:00', '2026-10-06'],
      ['Sở Lao động - Thương binh và Xã hội', '2026-10-13', '14:00', '2026-10-06'],
    ]);
  });

  test('a visit that was moved before the notice stands on its new day, one put off has none yet, one dropped is gone', () => {
    const visits = new Map<UnitId, PlacedVisit[]>([
      [vanHoa, [visit({ day: '2026-10-15', startsAt: '09:30', at: 'Nhà văn hóa tỉnh' })]],
      [laoDong, [visit({ postponed: '2026-10-01' })]],
      [khuKinhTe, [visit({ n: 2, day: '2026-10-14' })]],
    ]);
    const moved = composePaper(draft, context({ visits })) as NoticeDocument;
    const rowOf = (unit: string) => moved.schedule.filter((row) => row.unit === unit);
    expect(rowOf('Sở Văn hóa và Thể thao')).toMatchObject([
      { day: '2026-10-15', from: '09:30', places: ['Nhà văn hóa tỉnh'], selfReportBy: '2026-10-08' },
    ]);
    expect(rowOf('Ban Quản lý Khu kinh tế tỉnh').map(({ day }) => day)).toEqual(['2026-10-14']);
    const [putOff] = rowOf('Sở Lao động - Thương binh và Xã hội');
    expect(putOff).not.toHaveProperty('day');
    expect(timeOf(putOff!)).toEqual(['Sẽ thông báo sau']);
  });

  test('a unit inspected by its report alone stands in the schedule with the day it is asked by', () => {
    const byReport = (units: readonly UnitId[]) =>
      binhDinhPlan.units.map((planned) =>
        units.includes(planned.unit)
          ? { ...planned, method: 'desk' as const, reportBy: '2026-10-09' as const, visits: [] }
          : planned,
      );
    const mixed = composePaper(
      draft,
      context({ plan: { ...binhDinhPlan, units: byReport([laoDong]) } }),
    ) as NoticeDocument;
    expect(mixed.schedule.at(-1)).toEqual({
      unit: 'Sở Lao động - Thương binh và Xã hội',
      places: [],
      chair: expect.stringContaining('Trưởng đoàn'),
      content: 'Theo Đề cương',
      selfReportBy: '2026-10-09',
    });
    expect(mixed.campaign.method).toMatch(/^trực tiếp.*; qua báo cáo/);

    const desk = composePaper(
      draft,
      context({ plan: { ...binhDinhPlan, units: byReport(inspected) } }),
    ) as NoticeDocument;
    expect(desk.campaign.method).toBe('qua báo cáo, không làm việc trực tiếp');
    expect([desk.asks.present, desk.asks.prepare]).toEqual([[], ['Hồ sơ, tài liệu kiểm chứng theo đề cương']]);
  });

  test('what the units are asked beyond the usual stands last', () => {
    expect(document.asks.others).toEqual([
      'Xác nhận đã nhận Thông báo này trong 02 ngày làm việc kể từ ngày ban hành',
      'Cử người dẫn đoàn tới ba trụ sở',
    ]);
  });

  test('team, outline and form come along', () => {
    expect(document.team.members.map(({ role }) => role)).toEqual(['Trưởng đoàn', 'Thư ký']);
    expect(document.outline?.map(({ title }) => title)).toEqual(['Chỉ đạo, điều hành', 'Một cửa']);
    expect(document.form).toMatchObject({ code: 'Biểu II.06', title: 'Tình hình giải quyết hồ sơ' });
  });
});

const signedMinutes = (unit: UnitId): Inspection => ({
  ...newInspection(
    aSetting(),
    { place: { campaign: 'binh-dinh-2026', team: 'doan-1', unit }, method: 'on-site', visits: [], vertical: false },
    '2026-09-07',
  ),
  visits: [{ n: 1, day: '2026-10-12', session: 'morning', held: '2026-10-12', minutesSigned: '2026-10-12' }],
});
const against = (change: Partial<PaperGapContext> = {}): PaperGapContext => ({
  paper: 'paper:binh-dinh-2026:conclusion:1',
  plan: binhDinhPlan,
  team: 'doan-1',
  inspections: new Map(inspected.map((unit) => [unit, signedMinutes(unit)])),
  nameOf: (unit) => binhDinhUnits.find(({ id }) => id === unit)?.name ?? unit,
  isUnit: (unit) => binhDinhUnits.some(({ id }) => id === unit),
  groups: [],
  served: inspected,
  earlier: new Map(),
  signer: true,
  on: '2026-10-20',
  ...change,
});
const codes = (draft: ConclusionDraft | NoticeDraft, change?: Partial<PaperGapContext>) =>
  paperGaps(draft, against(change)).map(({ code, at }) => `${code} ${at}`);

describe('what a paper lacks is listed, each with its place', () => {
  test('a complete conclusion lacks nothing', () => {
    expect(codes(binhDinhConclusion)).toEqual([]);
  });

  const finding = binhDinhConclusion.findings[0]!;
  const requirement = binhDinhConclusion.requirements[0]!;
  const { due: _, ...withoutDue } = requirement;
  const { proof: __, ...withoutProof } = requirement;
  test.each<[string, Partial<ConclusionDraft>, string[]]>([
    ['no unit', { serves: [] }, ['paper-without-units serves']],
    [
      'a unit twice',
      { serves: [laoDong, laoDong], findings: [finding], requirements: [requirement] },
      ['unit-twice serves[1]'],
    ],
    ['a unit of no round', { serves: [...inspected, 'so-y-te'] }, ['unit-not-inspected serves[4]']],
    [
      'a finding without requirement',
      { findings: [...binhDinhConclusion.findings, { ...finding, id: 'tt-9' }] },
      ['finding-uncovered findings[4]'],
    ],
    [
      'a finding one unit is not asked about',
      { findings: [finding], requirements: [{ ...requirement, concerns: { units: [laoDong, vanHoa, khuKinhTe] } }] },
      ['finding-unanswered-for-unit findings[0]'],
    ],
    [
      'a requirement without due',
      { findings: [finding], requirements: [withoutDue] },
      ['requirement-without-due requirements[0]'],
    ],
    [
      'a requirement due in the past',
      { findings: [finding], requirements: [{ ...requirement, due: { kind: 'day', day: '2026-10-19' } }] },
      ['requirement-due-passed requirements[0]'],
    ],
    [
      'a requirement without proof',
      { findings: [finding], requirements: [withoutProof] },
      ['requirement-without-proof requirements[0]'],
    ],
    [
      'a requirement that answers nothing there is',
      { findings: [finding], requirements: [{ ...requirement, answers: ['tt-1', 'tt-x'] }] },
      ['requirement-answers-unknown requirements[0]'],
    ],
    [
      'a unit that is named but not served',
      { strengths: [{ id: 'ud-2', text: 'Làm tốt', area: 'mot-cua', concerns: { units: ['so-y-te'] } }] },
      ['unit-not-served strengths[0].concerns'],
    ],
    [
      'two findings of one id',
      { findings: [finding, finding], requirements: [requirement] },
      ['finding-twice findings[1].id'],
    ],
    [
      'an unanswered proposal',
      { proposals: [{ unit: laoDong, text: 'Đề nghị cấp thêm máy quét' }] },
      ['proposal-unanswered proposals[0].answer'],
    ],
    ['nothing at all', { strengths: [], findings: [], requirements: [] }, ['paper-empty findings']],
    [
      'a sign that cannot be printed',
      { findings: [{ ...finding, text: 'Hồ sơ trễ hạn 😀' }], requirements: [requirement] },
      ['text-unprintable findings[0].text'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(codes({ ...binhDinhConclusion, ...change })).toEqual(expected);
  });

  test('all of them at once, in words that name the units', () => {
    const gaps = paperGaps(
      {
        ...binhDinhConclusion,
        findings: [finding],
        requirements: [{ ...withoutProof, concerns: { units: [laoDong] } }],
      },
      against({ signer: false }),
    );
    expect(gaps.map(({ code }) => code)).toEqual([
      'finding-unanswered-for-unit',
      'requirement-without-proof',
      'signer-missing',
    ]);
    expect(gaps[0]!.sentence).toContain(
      'Cục Hải quan Bình Định, Ban Quản lý Khu kinh tế tỉnh, Sở Văn hóa và Thể thao.',
    );
  });

  test('a unit is concluded upon only when its minutes are signed, and by one paper', () => {
    const { visits: ___, ...inspection } = signedMinutes(vanHoa);
    const held: Inspection = {
      ...inspection,
      visits: [{ n: 1, day: '2026-10-12', session: 'morning', held: '2026-10-12' }],
    };
    const drafted: Inspection = {
      ...signedMinutes(laoDong),
      drafted: { paper: 'paper:binh-dinh-2026:conclusion:2', on: '2026-10-15' },
    };
    const inspections = new Map([...against().inspections, [vanHoa, held], [laoDong, drafted]]);
    expect(codes(binhDinhConclusion, { inspections })).toEqual([
      'inspection-not-ready serves[2]',
      'inspection-has-paper serves[3]',
    ]);
  });

  test('a notice reaches units that were not told yet', () => {
    const planned = new Map(
      inspected.map((unit) => [
        unit,
        newInspection(
          aSetting(),
          {
            place: { campaign: 'binh-dinh-2026', team: 'doan-1', unit },
            method: 'on-site',
            visits: [],
            vertical: false,
          },
          '2026-09-07',
        ),
      ]),
    );
    const notice: NoticeDraft = { kind: 'notice', serves: inspected, requests: [] };
    expect(codes(notice, { inspections: planned })).toEqual([]);
    const told = new Map([
      ...planned,
      [
        haiQuan,
        { ...planned.get(haiQuan)!, noticed: { paper: 'paper:binh-dinh-2026:notice:1', on: '2026-09-08' } as const },
      ],
    ]);
    expect(codes(notice, { inspections: told })).toEqual(['inspection-has-paper serves[0]']);
  });
});

test('every sign that passes can be printed in all faces', () => {
  const printable = Array.from({ length: 0x3000 }, (_, code) => code)
    .filter((code) => code >= 32 && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code))
    .filter((sign) => !unprintableSign.test(sign));
  expect(printable.length).toBeGreaterThan(500);
  expect(printable.filter((sign) => unprintable(sign) !== undefined)).toEqual([]);
  expect(printable.filter((sign) => unprintable(capital(sign)) !== undefined)).toEqual([]);
  expect(unprintableSign.exec('Độc lập - Tự do - Hạnh phúc: “Ưu điểm” ≥ 90%; 1.500 hồ sơ – ặẵửợ')).toBeNull();
});

describe('every sign that will reach the paper is checked before it is submitted', () => {
  const strange = '\u516c';
  const notice: NoticeDraft = { kind: 'notice', serves: [haiQuan, vanHoa], requests: ['Chuẩn bị phòng họp'] };
  const elsewhere = (change: Partial<PaperContext>, draft: ConclusionDraft | NoticeDraft = notice) => {
    const given = withPlainSigns(context(change));
    return unprintableElsewhere(composePaper(draft, given), draft, given);
  };
  const { office } = context();
  const [unit] = binhDinhUnits.filter(({ id }) => id === haiQuan);
  const marked = <T extends { id?: string; _id?: string }>(rows: T[], id: string, change: Partial<T>): T[] =>
    rows.map((row) => ((row.id ?? row._id) === id ? { ...row, ...change } : row));

  test('names that can be printed are not spoken of', () => {
    expect(elsewhere({})).toEqual([]);
    expect(elsewhere({}, binhDinhConclusion)).toEqual([]);
  });

  test.each<[string, Partial<PaperContext>, string]>([
    ['a unit', { units: marked(binhDinhUnits, haiQuan, { name: `${unit!.name} ✅` }) }, `units.${haiQuan}.name`],
    ['the signer', { people: marked(binhDinhPeople, 'giam-doc', { name: `Trần ${strange}` }) }, 'people.giam-doc.name'],
    [
      'a post',
      { people: marked(binhDinhPeople, 'truong-doan', { post: 'Chi cục trưởng ☎' }) },
      'people.truong-doan.post',
    ],
    [
      'the organ above',
      { office: { ...office, letterhead: { ...office.letterhead, parentOrgan: 'UBND tỉnh ★' } } },
      'office.letterhead.parentOrgan',
    ],
    [
      'the address',
      { office: { ...office, letterhead: { ...office.letterhead, address: '☎ 15 Lê Lợi' } } },
      'office.letterhead.address',
    ],
    ['the division', { office: { ...office, divisionName: `Phòng ${strange}` } }, 'office.divisionName'],
    [
      'how the signer signs',
      { office: { ...office, signers: { 'giam-doc': { authority: { as: 'head', post: `Giám đốc ${strange}` } } } } },
      'office.signers.giam-doc.authority.post',
    ],
    ['a foreign word of the plan', { plan: { ...binhDinhPlan, bases: [`Kế hoạch ${strange}`] } }, 'plan.bases[0]'],
  ])('%s', (_, change, at) => {
    expect(elsewhere(change).map((place) => place.at)).toEqual([at]);
  });

  test('the sentence shows the place and says what to type', () => {
    const sentences = (name: string) =>
      elsewhere({ units: marked(binhDinhUnits, haiQuan, { name }) }).map(({ sentence }) => sentence);
    expect(sentences('Chi cục Ⅱ')).toEqual([
      'Trong tên đơn vị “Chi cục Ⅱ” có ký tự “Ⅱ” (U+2161) không in được. Hãy gõ “II” thay vào trong mục Đơn vị.',
    ]);
    expect(sentences(`Chi cục ${strange}`)[0]).toContain('Hãy viết bằng chữ Việt hoặc chữ Latinh trong mục Đơn vị.');
    expect(sentences('Chi cục 😀')[0]).toContain('Hãy xóa ký tự này trong mục Đơn vị.');
  });

  test('a unit the paper does not name is not blamed', () => {
    const others = marked(binhDinhUnits, laoDong, { name: 'Sở Lao động ✅' });
    expect(elsewhere({ units: others })).toEqual([]);
  });

  test('the draft’s own signs are named once, at their place in the draft', () => {
    const draft = { ...notice, requests: ['Chuẩn bị \uf0b7 phòng họp', 'Hồ sơ ☑ và 😀'] };
    expect(elsewhere({}, draft)).toEqual([]);
    const places = paperGaps(draft, against({ inspections: new Map() })).filter(
      ({ code }) => code === 'text-unprintable',
    );
    expect(places.map(({ at }) => at)).toEqual(['requests[0]', 'requests[1]', 'requests[1]']);
    expect(places[1]!.sentence).toBe('“Hồ sơ ☑ và 😀”: ký tự “☑” (U+2611) không in được. Hãy gõ “x” thay vào.');
    expect(places[0]!.sentence).toContain('(U+F0B7) không in được. Hãy gõ “-” thay vào.');
  });

  test('what was decided before is printed with plain signs, for nobody can write it anew', () => {
    const [area] = binhDinhOutline.areas;
    const change: Partial<PaperContext> = {
      plan: { ...binhDinhPlan, title: '✅ Kế hoạch kiểm tra công tác cải cách hành chính' },
      outline: {
        ...binhDinhOutline,
        areas: [{ ...area!, questions: [{ ...area!.questions[0]!, text: '\uf0b7 Đã niêm yết ☐ có ☑ không?' }] }],
      },
    };
    expect(elsewhere(change)).toEqual([]);
    const given = withPlainSigns(context(change));
    const printed: PaperDocument = composePaper(notice, given);
    expect(printed.abstract).toBe('Kế hoạch kiểm tra công tác cải cách hành chính');
    expect(printed).toMatchObject({ outline: [{ questions: [{ text: '- Đã niêm yết [ ] có x không?' }] }] });
    expect(withPlainSigns(context()).plan).toEqual(binhDinhPlan);
  });
});

describe('kinds of inspection', () => {
  const oneUnit: ConclusionDraft = {
    ...binhDinhConclusion,
    serves: [khuKinhTe],
    findings: [],
    requirements: [],
    strengths: [{ ...binhDinhConclusion.strengths[0]!, exemplary: true }],
  };
  const at = (method: Inspection['method'], change: Partial<Inspection> = {}) =>
    new Map([[khuKinhTe, { ...signedMinutes(khuKinhTe), method, ...change }]]);
  const judged = at('desk', {
    visits: [],
    selfReport: { submissions: 1, latest: 's', state: 'accepted', on: '2026-10-01' },
  });
  const result: ConclusionDraft = { ...oneUnit, kind: 'result-notice' };

  test.each<[string, ConclusionDraft, Map<string, Inspection>, string[]]>([
    ['a desk inspection ends by a result notice', result, judged, []],
    ['not by a conclusion', oneUnit, judged, ['inspection-of-another-kind serves[0]']],
    ['one on site does not end by a result notice', result, at('on-site'), ['inspection-of-another-kind serves[0]']],
    ['a surprise ends by a conclusion', oneUnit, at('surprise'), []],
    [
      'a report that is not judged yet is waited for',
      result,
      at('desk', { visits: [], selfReport: { submissions: 1, latest: 's', state: 'submitted', on: '2026-10-01' } }),
      ['inspection-not-ready serves[0]'],
    ],
  ])('%s', (_, draft, inspections, gaps) => {
    expect(codes(draft, { inspections })).toEqual(gaps);
  });

  test('a surprise is in no notice', () => {
    const hidden = at('surprise', { hidden: true, visits: [] });
    expect(codes({ kind: 'notice', serves: [khuKinhTe], requests: [] }, { inspections: hidden })).toEqual([
      'inspection-of-another-kind serves[0]',
    ]);
  });

  test('the result of a desk inspection speaks of no visit', () => {
    const document = compose(result, {
      inspections: judged,
      visits: new Map([[khuKinhTe, []]]),
    });
    expect(document.byReport).toBe(true);
    expect(document.abstract).toMatch(/^Kết quả kiểm tra .* qua báo cáo/);
    expect(document.leadIn[0]).toContain('đã kiểm tra qua báo cáo đối với Ban Quản lý Khu kinh tế tỉnh');
    expect(document.leadIn.join(' ')).not.toMatch(/trực tiếp tại Ban|biên bản|ngày 12\/10/);
    expect(document.leadIn[1]).toContain('thông báo kết quả kiểm tra như sau:');
    expect(document.strengths[0]!.lines[0]).toMatchObject({ exemplary: true });
  });

  test('a re-inspection says that it is one, and repeats no figures', () => {
    const document = compose({ ...oneUnit, n: 2 }, { inspections: at('on-site', { n: 2 }) });
    expect(document.abstract).toMatch(/^Kết luận kiểm tra lại việc khắc phục/);
    expect(document.leadIn[0]).toContain('đã kiểm tra lại việc khắc phục tồn tại, hạn chế tại');
    expect(document.figures).toEqual([]);
  });

  test('a surprise says that it was one', () => {
    const document = compose(oneUnit, { inspections: at('surprise') });
    expect(document.leadIn[0]).toContain('đã kiểm tra đột xuất tại');
  });

  test('“một số cơ quan, đơn vị”: units are kept for the follow-up and not printed', () => {
    const [first] = binhDinhConclusion.findings;
    const unnamed = (units: string[]) => ({
      ...binhDinhConclusion,
      findings: [{ ...first!, unnamed: true as const, concerns: { units } }],
    });
    const printed = (units: string[]) => compose(unnamed(units)).findings[0]!.concerns;
    expect(printed([vanHoa])).toEqual({ some: true });
    expect(printed([haiQuan])).toEqual({ some: true, vertical: true });
    expect(printed([haiQuan, vanHoa])).toEqual({ some: true });
    expect(JSON.stringify(compose(unnamed([vanHoa])).findings)).not.toContain(vanHoa);
  });
});

describe('what was asked before, and who works along', () => {
  const requirement = {
    ...binhDinhConclusion.requirements[0]!,
    meetsWith: { paper: 'paper:x:conclusion:1', requirement: 'yc-9' },
  };
  const again = (change: object = {}): ConclusionDraft => ({
    ...binhDinhConclusion,
    findings: [binhDinhConclusion.findings[0]!],
    requirements: [{ ...requirement, ...change }],
  });
  const earlier = (units: string[], change: object = {}) =>
    new Map([
      ['paper:x:conclusion:1', { requirements: [{ ...requirement, id: 'yc-9', ...change }], unitsOf: () => units }],
    ]);

  test.each<[string, PaperGapContext['earlier'], string[]]>([
    ['all of them were asked before', earlier(inspected), []],
    ['no such paper was issued', new Map(), ['meets-with-unknown requirements[0].meetsWith']],
    ['it asked nothing like it', earlier(inspected, { id: 'yc-8' }), ['meets-with-unknown requirements[0].meetsWith']],
    [
      'what it asked is not followed',
      earlier(inspected, { untracked: 'Khuyến nghị' }),
      ['meets-with-unknown requirements[0].meetsWith'],
    ],
    ['it did not ask one of them', earlier([vanHoa]), ['meets-with-other-units requirements[0].meetsWith']],
  ])('%s', (_, known, gaps) => {
    expect(codes(again(), { earlier: known })).toEqual(gaps);
  });

  test('who cooperates is a unit, and not the one that owes it', () => {
    const known = { earlier: earlier(inspected) };
    expect(codes(again({ concerns: { units: [khuKinhTe] }, cooperates: [vanHoa] }), known)).toEqual([
      'finding-unanswered-for-unit findings[0]',
    ]);
    expect(codes(again({ cooperates: [vanHoa] }), known)).toEqual([
      'cooperates-with-itself requirements[0].cooperates',
    ]);
    expect(codes(again({ cooperates: ['khong-co'] }), known)).toEqual(['unit-unknown requirements[0].cooperates']);
  });
});
