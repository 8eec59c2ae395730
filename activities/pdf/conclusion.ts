import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

import { askOf, bare, dueInWords, endings, findingsInOrder, formatFigure, formatRate, namesOf, NO_FIGURE, onlyVertical, sentence, unitsMeant } from '../../domain/document.ts';
import type { ConclusionDocument, FigureTable, Finding, Requirement, UnitInPaper } from '../../domain/document.ts';
import { headed, labelled, oneLine, paper, paragraph, table } from './layout.ts';

/** Thông báo kết luận kiểm tra, for one unit or several. */
export function conclusion(document: ConclusionDocument): TDocumentDefinitions {
  const { units, leadIn } = document;
  return paper(document, {
    type: 'THÔNG BÁO',
    body: [
      ...leadIn.flatMap((text) => paragraph(text)),
      ...(units.length > 1 ? paragraph(`Các cơ quan, đơn vị được kiểm tra: ${units.map(({ name }) => name).join('; ')}.`) : []),
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
      lines.flatMap(({ text, units: keys }) => paragraph(`- ${keys ? `${unitsMeant(units, keys).map(({ name }) => name).join(', ')}: ` : ''}${bare(text)}.`)),
    ),
  );
}

/** One figure table; where nobody has any figure, one sentence says so. */
function figures({ caption: name, period, unitOfMeasure, columns, rows, notes }: FigureTable): Content[] {
  const texts = rows.map((row) =>
    'rates' in row
      ? [`${oneLine(row.label)} (trên ${oneLine(row.of)})`, ...row.rates.map(formatRate)]
      : [oneLine(row.label), ...row.counts.map(formatFigure)],
  );
  const after = (notes ?? []).flatMap((note) => paragraph(note, { italics: true }));
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
      { weights: [0.5, columns.length > 2 ? 3.2 : 5, ...columns.map(() => (columns.length > 2 ? 1.6 : 2))], size: columns.length > 4 ? 11 : 12, caption: [name, under] },
    ),
    ...after,
  ];
}

/** II. What is brought to the attention of vertically managed agencies follows the shortcomings, with no cause and no blame. */
function found(document: ConclusionDocument): Content[] {
  const { shortcomings, forAttention } = findingsInOrder(document);
  const attention = forAttention.flatMap((finding, i) => attentionTo(finding, shortcomings.length + i + 1, document.units));
  if (shortcomings.length === 0 && forAttention.length > 0) return headed('II. NỘI DUNG ĐỀ NGHỊ QUAN TÂM', attention);
  return headed(forAttention.length > 0 ? 'II. TỒN TẠI, HẠN CHẾ; NỘI DUNG ĐỀ NGHỊ QUAN TÂM' : 'II. TỒN TẠI, HẠN CHẾ', [
    ...(shortcomings.length === 0 ? paragraph('Qua kiểm tra chưa ghi nhận tồn tại, hạn chế.') : []),
    ...shortcomings.flatMap((finding, i) => shortcoming(finding, i + 1, document.units)),
    ...(forAttention.length > 0 ? headed('Nội dung đề nghị cơ quan ngành dọc quan tâm', attention) : []),
  ]);
}

function shortcoming({ text, units: addressed, basis, evidence, cause }: Finding, n: number, units: UnitInPaper[]): Content[] {
  const alsoFor = namesOf(units, addressed, 'vertical');
  const parts: [string, string][] = [['Đơn vị', namesOf(units, addressed, 'own')]];
  if (basis) parts.push(['Căn cứ', basis]);
  if (evidence.length > 0) parts.push(['Minh chứng', evidence.map((line) => bare(oneLine(line))).join('; ')]);
  if (cause) parts.push(['Nguyên nhân', cause]);
  return [
    ...paragraph(`${n}. ${sentence(bare(text))}.`),
    ...listOf(parts),
    ...(alsoFor ? paragraph(`Nội dung này đồng thời đề nghị ${alsoFor} quan tâm, phối hợp.`) : []),
  ];
}

function attentionTo({ text, units: addressed, basis, evidence }: Finding, n: number, units: UnitInPaper[]): Content[] {
  const parts: [string, string][] = [];
  if (basis) parts.push(['Căn cứ', basis]);
  if (evidence.length > 0) parts.push(['Thông tin ghi nhận', evidence.map((line) => bare(oneLine(line))).join('; ')]);
  return [...paragraph(`${n}. Đề nghị ${namesOf(units, addressed, 'vertical')} quan tâm: ${bare(text)}.`), ...listOf(parts)];
}

const listOf = (parts: [string, string][]): Content[] => endings(parts.map(([, text]) => oneLine(text))).map((text, i) => labelled(parts[i]![0], text));

/** III. Requirements of the province's own units, requests to the others. */
function required(document: ConclusionDocument): Content[] {
  const { units, judgement, requirements } = document;
  const { shortcomings, forAttention } = findingsInOrder(document);
  const numbers = new Map([...shortcomings, ...forAttention].map(({ key }, i) => [key, i + 1]));
  return headed(onlyVertical(units) ? 'III. KẾT LUẬN, ĐỀ NGHỊ' : 'III. KẾT LUẬN, YÊU CẦU', [
    ...(judgement ?? []).flatMap((text) => paragraph(text)),
    ...requirements.flatMap((requirement, i) => requirementOf(requirement, i + 1, units, numbers)),
  ]);
}

function requirementOf(requirement: Requirement, n: number, units: UnitInPaper[], numbers: Map<string, number>): Content[] {
  const { text, findings, responsible, cooperating, due, product, target } = requirement;
  const requested = onlyVertical(unitsMeant(units, requirement.units));
  const points = (findings ?? []).flatMap((key) => numbers.get(key) ?? []).sort((a, b) => a - b);
  const parts: [string, string][] = [];
  if (responsible) parts.push([requested ? 'Đầu mối thực hiện' : 'Người chịu trách nhiệm', responsible]);
  if (cooperating) parts.push(['Phối hợp', cooperating]);
  parts.push(['Thời hạn', dueInWords(due)]);
  if (product) parts.push(['Sản phẩm', product]);
  if (target) parts.push(['Chỉ tiêu', target]);
  if (points.length > 0) parts.push([requested ? 'Nội dung liên quan' : 'Khắc phục', `điểm ${points.join(', ')} Mục II`]);
  return [...paragraph(`${n}. ${askOf(units, requirement.units)}: ${bare(text)}.`), ...listOf(parts)];
}

/** IV. */
function proposed({ proposals, units }: ConclusionDocument): Content[] {
  if (proposals.length === 0) return headed('IV. KIẾN NGHỊ CỦA ĐƠN VỊ', paragraph('Các cơ quan, đơn vị không có kiến nghị.'));
  return headed(
    'IV. KIẾN NGHỊ CỦA ĐƠN VỊ',
    proposals.flatMap(({ unit, text, answer }, i) => [
      ...paragraph(`${i + 1}. ${unitsMeant(units, [unit]).map(({ name }) => name).join('')}: ${bare(text)}.`),
      labelled('Trả lời', `${bare(answer)}.`),
    ]),
  );
}

function closing({ units, report }: ConclusionDocument): string {
  const within = report.due.kind === 'term' ? 'trong thời hạn ' : '';
  const results = onlyVertical(units) ? 'kết quả thực hiện' : 'kết quả khắc phục';
  return `${askOf(units, 'all')} tổ chức thực hiện Thông báo này và báo cáo ${results} về ${bare(report.to)} ${within}${dueInWords(report.due)}`;
}
