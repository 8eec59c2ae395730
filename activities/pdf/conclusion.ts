import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

import {
  askOf,
  bare,
  dueInWords,
  endings,
  findingsInOrder,
  namesOf,
  onlyVertical,
  sentence,
  unitsMeant,
  vnShare,
} from '../../domain/document.ts';
import type {
  ConclusionDocument,
  FigureTable,
  PrintedFinding,
  PrintedRequirement,
  PrintedUnit,
} from '../../domain/document.ts';
import { NO_FIGURE, vnCell } from '../../domain/number.ts';
import { headed, labelled, oneLine, paper, paragraph, table } from './layout.ts';

/** Thông báo kết luận kiểm tra, for one unit or several; of desk inspections, thông báo kết quả. */
export function conclusion(document: ConclusionDocument): TDocumentDefinitions {
  const { units, leadIn } = document;
  return paper(document, {
    type: 'THÔNG BÁO',
    body: [
      ...leadIn.flatMap((text) => paragraph(text)),
      ...(units.length > 1
        ? paragraph(`Các cơ quan, đơn vị được kiểm tra: ${units.map(({ name }) => name).join('; ')}.`)
        : []),
      ...headed('I. KẾT QUẢ ĐẠT ĐƯỢC', [...strengths(document), ...document.figures.flatMap(figures)]),
      ...found(document),
      ...required(document),
      ...proposed(document),
    ],
    closing: closing(document),
  });
}

function strengths({ strengths: areas, units }: ConclusionDocument): Content[] {
  return areas.flatMap(({ area, lines }, i) =>
    headed(
      `${i + 1}. ${oneLine(area)}`,
      lines.flatMap(({ text, concerns, exemplary }) => {
        const named =
          'units' in concerns
            ? `${unitsMeant(units, concerns)
                .map(({ name }) => name)
                .join(', ')}: `
            : '';
        const praised = exemplary ? ' (cách làm hay, các đơn vị có thể tham khảo)' : '';
        return paragraph(`- ${named}${bare(text)}${praised}.`);
      }),
    ),
  );
}

/** One figure table; where nobody has any figure, one sentence says so. */
function figures({ caption: name, period, unitOfMeasure, columns, rows, notes }: FigureTable): Content[] {
  const texts = rows.map((row) =>
    'rates' in row
      ? [`${oneLine(row.label)} (trên ${oneLine(row.of)})`, ...row.rates.map(vnShare)]
      : [oneLine(row.label), ...row.counts.map(vnCell)],
  );
  const after = (notes ?? []).flatMap((note) => paragraph(`${bare(note)}.`, { italics: true }));
  const nothing = texts.every(([, ...values]) => values.every((value) => value === NO_FIGURE));
  if (nothing) return [...paragraph(`- ${bare(oneLine(name))} (${bare(period)}): ${NO_FIGURE}.`), ...after];
  const under = `(Số liệu ${bare(period)}${unitOfMeasure ? `; đơn vị tính: ${bare(unitOfMeasure)}` : ''})`;
  return [
    table(
      [['TT', 'Chỉ tiêu', ...columns]],
      texts.map(([label, ...values], i) => [
        { text: String(i + 1), align: 'center' },
        label!,
        ...values.map((text) => ({ text, align: 'center' as const })),
      ]),
      {
        weights: [0.5, columns.length > 2 ? 3.2 : 5, ...columns.map(() => (columns.length > 2 ? 1.6 : 2))],
        size: columns.length > 4 ? 11 : 12,
        caption: [name, under],
      },
    ),
    ...after,
  ];
}

/** II. What is brought to the attention of vertically managed agencies follows the shortcomings, with no cause and no blame. */
function found(document: ConclusionDocument): Content[] {
  const { shortcomings, forAttention, numbers, examplesOf } = findingsInOrder(document);
  const print = (one: typeof shortcoming, finding: PrintedFinding) =>
    one(finding, numbers.get(finding.id)!, examplesOf(finding), document.units);
  const attention = forAttention.flatMap((finding) => print(attentionTo, finding));
  if (shortcomings.length === 0 && forAttention.length > 0) return headed('II. NỘI DUNG ĐỀ NGHỊ QUAN TÂM', attention);
  return headed(forAttention.length > 0 ? 'II. TỒN TẠI, HẠN CHẾ; NỘI DUNG ĐỀ NGHỊ QUAN TÂM' : 'II. TỒN TẠI, HẠN CHẾ', [
    ...(shortcomings.length === 0 ? paragraph('Qua kiểm tra chưa ghi nhận tồn tại, hạn chế.') : []),
    ...shortcomings.flatMap((finding) => print(shortcoming, finding)),
    ...(forAttention.length > 0 ? headed('Nội dung đề nghị cơ quan ngành dọc quan tâm', attention) : []),
  ]);
}

type Labelled = [label: string, text: string | undefined];

function shortcoming(
  { text, concerns, basis, evidence, cause }: PrintedFinding,
  n: number,
  examples: PrintedFinding[],
  units: PrintedUnit[],
): Content[] {
  const alsoFor = namesOf(units, concerns, 'vertical');
  return [
    ...paragraph(`${n}. ${sentence(bare(text))}.`),
    ...listOf([
      ['Đơn vị', namesOf(units, concerns, 'own')],
      ['Căn cứ', basis],
      ['Minh chứng', evidence],
      ...examples.map((example): Labelled => [
        'Điển hình',
        `${namesOf(units, example.concerns, 'own')}: ${example.text}`,
      ]),
      ['Nguyên nhân', cause],
    ]),
    ...(alsoFor ? paragraph(`Nội dung này đồng thời đề nghị ${alsoFor} quan tâm, phối hợp.`) : []),
  ];
}

function attentionTo(
  { text, concerns, basis, evidence }: PrintedFinding,
  n: number,
  examples: PrintedFinding[],
  units: PrintedUnit[],
): Content[] {
  return [
    ...paragraph(`${n}. Đề nghị ${namesOf(units, concerns, 'vertical')} quan tâm: ${bare(text)}.`),
    ...listOf([
      ['Căn cứ', basis],
      ['Thông tin ghi nhận', evidence],
      ...examples.map((example): Labelled => ['Thông tin thêm', example.text]),
    ]),
  ];
}

/** The parts that are there, each on a line; the last ends with a full stop. */
function listOf(parts: Labelled[]): Content[] {
  const present = parts.filter((part): part is [string, string] => Boolean(part[1]));
  return endings(present.map(([, text]) => oneLine(text))).map((text, i) => labelled(present[i]![0], text));
}

/** III. Requirements of the province's own units, requests to the others. */
function required(document: ConclusionDocument): Content[] {
  const { units, judgement, requirements } = document;
  const { numbers } = findingsInOrder(document);
  const subject = document.byReport ? 'ĐÁNH GIÁ' : 'KẾT LUẬN';
  return headed(`III. ${subject}, ${onlyVertical(units) ? 'ĐỀ NGHỊ' : 'YÊU CẦU'}`, [
    ...(judgement ?? []).flatMap((text) => paragraph(text)),
    ...requirements.flatMap((requirement, i) => requirementOf(requirement, i + 1, units, numbers)),
  ]);
}

function requirementOf(
  requirement: PrintedRequirement,
  n: number,
  units: PrintedUnit[],
  numbers: Map<string, number>,
): Content[] {
  const { text, concerns, answers, responsible, cooperating, due, proof, target } = requirement;
  const requested = onlyVertical(unitsMeant(units, concerns));
  const points = [...new Set((answers ?? []).flatMap((id) => numbers.get(id) ?? []))].sort((a, b) => a - b);
  return [
    ...paragraph(`${n}. ${askOf(units, concerns)}: ${bare(text)}.`),
    ...listOf([
      [requested ? 'Đầu mối thực hiện' : 'Người chịu trách nhiệm', responsible],
      ['Phối hợp', cooperating],
      ['Thời hạn', due && dueInWords(due)],
      ['Sản phẩm', proof],
      ['Chỉ tiêu', target],
      [
        requested ? 'Nội dung liên quan' : 'Khắc phục',
        points.length > 0 ? `điểm ${points.join(', ')} Mục II` : undefined,
      ],
    ]),
  ];
}

/** IV. */
function proposed({ proposals, units }: ConclusionDocument): Content[] {
  if (proposals.length === 0)
    return headed(
      'IV. KIẾN NGHỊ CỦA ĐƠN VỊ',
      paragraph(`${units.length > 1 ? 'Các cơ quan, đơn vị' : 'Đơn vị'} không có kiến nghị.`),
    );
  return headed(
    'IV. KIẾN NGHỊ CỦA ĐƠN VỊ',
    proposals.flatMap(({ unit, text, answer }, i) => [
      ...paragraph(
        `${i + 1}. ${unitsMeant(units, { units: [unit] })
          .map(({ name }) => name)
          .join('')}: ${bare(text)}.`,
      ),
      ...listOf([['Trả lời', answer]]),
    ]),
  );
}

function closing({ units, report }: ConclusionDocument): string {
  const within = report.due.kind === 'term' ? 'trong thời hạn ' : '';
  const results = onlyVertical(units) ? 'kết quả thực hiện' : 'kết quả khắc phục';
  return `${askOf(units, { all: true })} tổ chức thực hiện Thông báo này và báo cáo ${results} về ${bare(report.to)} ${within}${dueInWords(report.due)}`;
}
