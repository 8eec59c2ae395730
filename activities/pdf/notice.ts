import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

import { vnDay } from '../../domain/day.ts';
import { bare, endings, point, roman, sentence, timeOf } from '../../domain/document.ts';
import type { DataForm, NoticeDocument, OutlineArea, ScheduleRow, TeamMember } from '../../domain/document.ts';
import { formHead, leavesOf } from './form-head.ts';
import { bases, headed, oneLine, paper, paragraph, table } from './layout.ts';

/** Thông báo kiểm tra with its appendices: schedule, outline, data form. */
export function notice(document: NoticeDocument): TDocumentDefinitions {
  const { letterhead, campaign, team, opening, outline, form } = document;
  const appendices = [
    { title: 'Lịch kiểm tra', content: schedule(document.schedule) },
    ...(outline ? [{ title: 'Đề cương báo cáo tự kiểm tra', content: outlined(outline) }] : []),
    ...(form ? [{ title: `${form.code}: ${form.title}`, content: dataForm(form), landscape: true as const }] : []),
  ];
  const appendixName = (n: number) => (appendices.length > 1 ? `Phụ lục ${roman(n)}` : 'Phụ lục');

  return paper(document, {
    type: 'THÔNG BÁO',
    body: [
      ...bases(document.bases),
      ...(opening ?? [`${letterhead.organ} thông báo ${campaign.name} như sau:`]).flatMap((text) => paragraph(text)),
      ...headed('1. Nội dung, thời kỳ và hình thức kiểm tra', [
        ...contents(campaign.contents, outline && appendixName(2)),
        ...paragraph(`b) Thời kỳ kiểm tra: ${bare(campaign.period)}.`),
        ...paragraph(`c) Hình thức kiểm tra: ${bare(campaign.method)}.`),
      ]),
      ...headed('2. Đoàn kiểm tra', [...paragraph(`${bare(team.name)} gồm:`), members(team.members)]),
      ...headed(
        '3. Thời gian, địa điểm',
        paragraph(`Theo Lịch kiểm tra tại ${appendixName(1)} kèm theo Thông báo này.`),
      ),
      ...headed('4. Đề nghị các cơ quan, đơn vị được kiểm tra', asks(document, appendixName)),
      ...(document.contact ? paragraph(`Mọi vướng mắc xin trao đổi với ${bare(document.contact)}.`) : []),
    ],
    closing: `${letterhead.organ} thông báo để các cơ quan, đơn vị biết, phối hợp thực hiện`,
    appendices,
  });
}

function contents(lines: string[] | undefined, outline: string | undefined): Content[] {
  if (!lines)
    return paragraph(`a) Nội dung kiểm tra: theo ${outline ? `Đề cương tại ${outline}` : 'kế hoạch kiểm tra'}.`);
  return [
    ...paragraph('a) Nội dung kiểm tra:'),
    ...endings(lines.map(oneLine)).flatMap((line) => paragraph(`- ${line}`)),
  ];
}

const members = (team: TeamMember[]): Content =>
  table(
    [['TT', 'Họ và tên', 'Chức vụ, đơn vị công tác', 'Nhiệm vụ trong Đoàn']],
    team.map(({ name, post, role }, i) => [{ text: String(i + 1), align: 'center' }, name, post, role]),
    { weights: [0.6, 3, 5, 2.4] },
  );

/** What the units are asked to do, as lettered points; a notice requests of every unit alike. */
function asks(
  { asks: { acknowledge, selfReport, present, prepare, others }, outline, form }: NoticeDocument,
  appendixName: (n: number) => string,
): Content[] {
  const points: string[][] = [];
  if (acknowledge) {
    points.push([
      `Xác nhận đã nhận Thông báo này chậm nhất ngày ${vnDay(acknowledge.by)}${acknowledge.how ? `, ${bare(acknowledge.how)}` : ''}.`,
    ]);
  }
  if (selfReport) {
    const by = selfReport.by
      ? `chậm nhất ngày ${vnDay(selfReport.by)}`
      : `theo hạn của từng đơn vị tại ${appendixName(1)}`;
    const after = [
      outline && `Đề cương (${appendixName(2)})`,
      form && `biểu số liệu (${appendixName(outline ? 3 : 2)})`,
    ]
      .filter(Boolean)
      .join(' và ');
    points.push([
      `Gửi báo cáo tự kiểm tra${after ? ` theo ${after}` : ''} về ${bare(selfReport.to)} ${by}${selfReport.how ? `, ${bare(selfReport.how)}` : ''}.`,
    ]);
  }
  if (present.length > 0)
    points.push([
      'Bố trí thành phần làm việc với Đoàn kiểm tra:',
      ...endings(present.map(oneLine)).map((line) => `- ${line}`),
    ]);
  if (prepare.length > 0) points.push(['Chuẩn bị:', ...endings(prepare.map(oneLine)).map((line) => `- ${line}`)]);
  points.push(...(others ?? []).map((text) => [`${sentence(bare(oneLine(text)))}.`]));
  return points.flatMap(([first, ...rest], i) => [`${point(i)} ${first}`, ...rest].flatMap((line) => paragraph(line)));
}

function schedule(rows: ScheduleRow[]): Content[] {
  const reports = rows.some(({ selfReportBy }) => selfReportBy !== undefined);
  return [
    table(
      [['TT', 'Thời gian', 'Đơn vị', 'Địa điểm', 'Đoàn/Chủ trì', 'Nội dung', ...(reports ? ['Hạn gửi báo cáo'] : [])]],
      rows.map((row, i) => [
        { text: String(i + 1), align: 'center' },
        { text: timeOf(row), align: 'center' },
        row.unit,
        { text: row.places.length > 1 ? row.places.map((place) => `- ${oneLine(place)}`) : (row.places[0] ?? '') },
        row.chair,
        row.content,
        ...(reports ? [{ text: row.selfReportBy ? vnDay(row.selfReportBy) : '', align: 'center' as const }] : []),
      ]),
      { weights: reports ? [0.55, 1.75, 2.1, 2, 1.7, 1.9, 1.5] : [0.55, 1.8, 2.5, 2.4, 2, 2.4], size: 11 },
    ),
  ];
}

function outlined(areas: OutlineArea[]): Content[] {
  return areas.flatMap(({ title, questions }, i) =>
    headed(
      `${roman(i + 1)}. ${title.toUpperCase()}`,
      questions.flatMap(({ text, evidence }, n) => [
        ...paragraph(`${n + 1}. ${text}`),
        ...(evidence ? paragraph(`(Tài liệu kiểm chứng: ${bare(evidence)}.)`, { italics: true }) : []),
      ]),
    ),
  );
}

function dataForm({ unitOfMeasure, source, columns, lines, notes }: DataForm): Content[] {
  const leaves = columns.flatMap(leavesOf);
  return [
    ...paragraph(`Đơn vị tính: ${unitOfMeasure}${source ? ` (theo ${bare(source)})` : ''}`, { italics: true }),
    table(
      [...formHead(columns), leaves.map((_, i) => `(${i + 1})`)],
      Array.from({ length: lines }, (_, i) =>
        leaves.map((_, n) => (n === 0 ? { text: String(i + 1), align: 'center' as const } : '')),
      ),
      { weights: leaves.map(({ weight }) => weight ?? 1), size: 11, landscape: true, rowHeight: 18 },
    ),
    ...(notes ?? []).flatMap((note) => paragraph(note)),
  ];
}
