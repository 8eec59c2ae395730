import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

import { bare, endings, formII06, roman } from '../../domain/document.ts';
import type { FormAppendix, ReportBlock, ReportDocument, ReportTable } from '../../domain/report-document.ts';
import { NO_FIGURE } from '../../domain/number.ts';
import { formHead, leavesOf } from './form-head.ts';
import { addressedTo, headed, oneLine, paper, paragraph, table } from './layout.ts';

/** Báo cáo (Nghị định 30/2020/NĐ-CP, mẫu 1.4), its tables of form II.06 on landscape pages. */
export function report(document: ReportDocument): TDocumentDefinitions {
  const { letterhead, leadIn, parts, appendices } = document;
  return paper(document, {
    type: 'BÁO CÁO',
    body: [
      addressedTo(document.addressedTo),
      ...leadIn.flatMap((text) => paragraph(text)),
      ...parts.flatMap(({ title, blocks }, i) =>
        headed(`${roman(i + 1)}. ${oneLine(title).toUpperCase()}`, printedAll(blocks)),
      ),
    ],
    closing: `${letterhead.organ} báo cáo ${document.addressedTo.map(bare).join(', ')} để theo dõi, chỉ đạo`,
    appendices: appendices.map((appendix) => ({
      title: appendix.title,
      content: form(appendix),
      landscape: true as const,
    })),
  });
}

/** A heading keeps with what follows it. */
function printedAll(blocks: ReportBlock[]): Content[] {
  const [first, next, ...rest] = blocks;
  if (!first) return [];
  if ('heading' in first && next) return [...headed(oneLine(first.heading), printed(next)), ...printedAll(rest)];
  return [...printed(first), ...printedAll(blocks.slice(1))];
}

function printed(block: ReportBlock): Content[] {
  if ('text' in block) return paragraph(block.text);
  if ('heading' in block) return headed(oneLine(block.heading), []);
  if ('list' in block) return endings(block.list.map(oneLine)).flatMap((line) => paragraph(`- ${line}`));
  return figures(block.table);
}

/** Numbers and what stands in their place are centred, words are not. */
const isFigure = (text: string): boolean => /^(hơn |gần )?[\d–−+]/u.test(text) || text === NO_FIGURE;

function figures({ caption, under, head, rows, weights, notes }: ReportTable): Content[] {
  return [
    table(
      [head],
      rows.map(({ cells, total }) =>
        cells.map((text, i) => ({
          text,
          align: i > 0 && isFigure(text) ? ('center' as const) : ('left' as const),
          ...(total ? { bold: true as const } : {}),
        })),
      ),
      {
        weights: weights ?? head.map(() => 1),
        size: head.length > 5 ? 11 : 12,
        caption: [caption, `(${bare(under)})`],
      },
    ),
    ...(notes ?? []).flatMap((note) => paragraph(note, { italics: true })),
  ];
}

function form({ unitOfMeasure, source, rows, notes }: FormAppendix): Content[] {
  const columns = formII06.map((column) =>
    column.label === 'Lĩnh vực giải quyết' ? { ...column, label: 'Đơn vị' } : column,
  );
  const leaves = columns.flatMap(leavesOf);
  let n = 0;
  return [
    ...paragraph(`Đơn vị tính: ${bare(unitOfMeasure)} (theo ${bare(source)})`, { italics: true }),
    table(
      [...formHead(columns), leaves.map((_, i) => `(${i + 1})`)],
      rows.map(({ kind, name, cells }) => [
        { text: kind === 'unit' ? String(++n) : '', align: 'center' as const },
        { text: name, ...(kind === 'unit' ? {} : { bold: true as const }) },
        ...cells.map((text) => ({
          text,
          align: 'center' as const,
          ...(kind === 'sum' ? { bold: true as const } : {}),
        })),
      ]),
      { weights: leaves.map(({ weight }) => weight ?? 1), size: 9, landscape: true },
    ),
    ...notes.flatMap((note) => paragraph(note, { italics: true })),
  ];
}
