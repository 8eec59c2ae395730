import type { Content, DynamicContent, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';

import type { Day } from '../../domain/day.ts';
import {
  attachedTo,
  bare,
  capital,
  dateLine,
  endings,
  isDraft,
  numberAndSymbol,
  numberLine,
  roman,
  sentence,
} from '../../domain/document.ts';
import type { Imprint, Letterhead, PaperDocument, Recipients, Signer } from '../../domain/document.ts';
import { FAMILY, widthOf } from './fonts.ts';

/**
 * The building blocks of Nghị định 30/2020/NĐ-CP, phụ lục I; boxes are numbered as there. Sizes are points.
 * Each call gives fresh nodes, because pdfmake writes into what it is given.
 */
const mm = (millimetres: number) => (millimetres * 72) / 25.4;

const MARGIN = { left: mm(30), top: mm(20), right: mm(20), bottom: mm(20) };
const TEXT_WIDTH = mm(210) - MARGIN.left - MARGIN.right;
const TEXT_WIDTH_LANDSCAPE = mm(297) - MARGIN.left - MARGIN.right;
/** Less than a page, for blocks that must not break: pdfmake loses what of them does not fit on one. */
const TALLEST_BLOCK = mm(200);
const FIRST_LINE = mm(12.7);
const BODY = 14;
const LINE = 1.08;
const AFTER_PARAGRAPH = 6;
const RULE = 0.75;
/** Rules under the organ and the abstract are a third to a half of the text. */
const SHORT_RULE = 0.4;

interface Appendix {
  title: string;
  content: Content[];
  landscape?: true;
}

/**
 * A whole paper: header, title, body that ends with the signature, appendices, page numbers, marks, metadata. A công
 * văn has no `type`: what it is about stands under its number (box 5b).
 */
export function paper(
  document: PaperDocument,
  {
    type,
    body,
    closing,
    appendices = [],
  }: { type: string | undefined; body: Content[]; closing: string; appendices?: Appendix[] },
): TDocumentDefinitions {
  const { letterhead, imprint, abstract, recipients } = document;
  const name = type ?? 'CÔNG VĂN';
  const main = [
    ...(type === undefined
      ? [head(letterhead, imprint, abstract)]
      : [head(letterhead, imprint), title(type, abstract)]),
    ...body,
    ...signature(closing, imprint, recipients),
  ];
  const mark = markOf(imprint);
  return {
    ...sheet(),
    info: {
      title: `${name} ${isDraft(imprint) ? '' : `${numberAndSymbol(imprint)} `}${abstract}`,
      author: letterhead.organ,
      subject: abstract,
      keywords: [mark, imprint.contentHash && `sha256:${imprint.contentHash}`].filter(Boolean).join(', '),
      creator: 'Đôn Đốc',
      producer: 'pdfmake',
      creationDate: midnight(imprint.day ?? `${imprint.year}-01-01`),
    },
    content: [
      { section: main, header: pageHead(imprint), footer: addressFoot(letterhead), watermark: watermark(mark, -55) },
      ...appendices.map((appendix, i) => ({
        section: [
          appendixHead(
            appendices.length > 1 ? `Phụ lục ${roman(i + 1)}` : 'Phụ lục',
            appendix.title,
            attachedTo(sentenceCase(name), document),
          ),
          ...appendix.content,
        ],
        header: pageHead(imprint),
        footer: null,
        watermark: watermark(mark, appendix.landscape ? -32 : -55),
        pageOrientation: appendix.landscape ? ('landscape' as const) : ('portrait' as const),
      })),
    ],
  };
}

/** What all that is printed shares. */
const sheet = () => ({
  pageSize: 'A4' as const,
  pageMargins: [MARGIN.left, MARGIN.top, MARGIN.right, MARGIN.bottom] as [number, number, number, number],
  defaultStyle: { font: FAMILY, fontSize: BODY, lineHeight: LINE },
  version: '1.7' as const,
  language: 'vi',
  displayTitle: true,
});

/** A record of what happened: no number and no day in its head, everybody who signs side by side at its end. */
export function record(
  { letterhead, training, day, abstract, contentHash }: RecordHead,
  {
    type,
    body,
    closing,
    signers,
    filedAt,
  }: { type: string; body: Content[]; closing: string; signers: Signed[]; filedAt: string },
): TDocumentDefinitions {
  const mark = training ? 'TẬP HUẤN' : '';
  return {
    ...sheet(),
    info: {
      title: `${type} ${abstract}`,
      author: letterhead.organ,
      subject: abstract,
      keywords: [mark, `sha256:${contentHash}`].filter(Boolean).join(', '),
      creator: 'Đôn Đốc',
      producer: 'pdfmake',
      creationDate: midnight(day),
    },
    content: [
      {
        section: [
          bareHead(letterhead),
          title(type, abstract),
          ...body,
          // nobody signs on a page that says nothing of what is signed; a long reason may go on overleaf
          { stack: [...paragraph(closing), sideBySide(signers)], unbreakable: signers.every(isShortReason) },
          kept(filedAt),
        ],
        header: pageHead(training ? { training } : {}),
        footer: null,
        watermark: watermark(mark, -55),
      },
    ],
  };
}

export interface RecordHead {
  letterhead: Letterhead;
  training?: true;
  day: Day;
  abstract: string;
  /** SHA-256 (hex) of what was signed. */
  contentHash: string;
}

/** One who signs, or why the signature is missing. */
export interface Signed {
  as: string[];
  name: string;
  missing?: string;
}

const kept = (filedAt: string): Content => ({
  margin: [0, 10, 0, 0],
  fontSize: RECIPIENT_SIZE,
  stack: [{ text: 'Nơi nhận:', fontSize: 12, bold: true, italics: true }, `- Như thành phần;`, `- Lưu: ${filedAt}.`],
});

/** What does not fit on one page is lost: a longer reason may break. */
const isShortReason = ({ missing = '' }: Signed): boolean => missing.length < 500;

/** Posts, the place to sign or why it is empty, and the names, each on a line of their own. */
const sideBySide = (signers: Signed[]): Content => ({
  margin: [0, 10, 0, 0],
  unbreakable: signers.every(isShortReason),
  table: {
    widths: signers.map(() => '*'),
    body: [
      signers.map(({ as }) => ({
        stack: as.map((line) => centred(capital(oneLine(line)), { bold: true, fontSize: 13 })),
      })),
      signers.map(({ missing }) =>
        missing === undefined
          ? centred('', { margin: [0, 0, 0, SIGNATURE_SPACE] })
          : centred(`Không ký. Lý do: ${oneLine(missing)}`, { italics: true, fontSize: 12, margin: [0, 8, 0, 8] }),
      ),
      signers.map(({ name }) => centred(oneLine(name), { bold: true })),
    ],
  },
  layout: { ...noLines, paddingLeft: () => 4, paddingRight: () => 4 },
});

const sentenceCase = (type: string) => capital(type.slice(0, 1)) + type.slice(1).toLowerCase();

/** 00:00 in Vietnam. The same data always gives the same bytes, so the day of the file is the day of the paper. */
const midnight = (day: Day) => new Date(`${day}T00:00:00+07:00`);

const markOf = (imprint: Imprint) =>
  [isDraft(imprint) && 'DỰ THẢO', imprint.training && 'TẬP HUẤN'].filter(Boolean).join(' - ');

const watermark = (text: string, angle: number) =>
  text ? { text, angle, color: 'black', opacity: 0.05, bold: true, fontSize: 84 } : null;

/** The page number in the top margin, from the second page of the paper or of an appendix. */
function pageHead({ training }: Pick<Imprint, 'training'>): DynamicContent {
  let first: number | undefined;
  return (page) => {
    first ??= page;
    const number = page - first + 1;
    return {
      margin: [MARGIN.left, mm(9), MARGIN.right, 0],
      columns: [
        { width: '*', text: '' },
        { width: 40, text: number > 1 ? String(number) : '', alignment: 'center', fontSize: 13 },
        { width: '*', text: training ? 'TẬP HUẤN' : '', alignment: 'right', fontSize: 11, bold: true },
      ],
    };
  };
}

/** Box 13, at the foot of page 1 under a rule. */
function addressFoot({ address, phone }: Letterhead): DynamicContent {
  const line = [address && `Địa chỉ: ${oneLine(address)}`, phone && `Điện thoại: ${oneLine(phone)}`]
    .filter(Boolean)
    .join('; ');
  return (page) =>
    page > 1 || !line
      ? null
      : {
          margin: [MARGIN.left, 4, MARGIN.right, 0],
          stack: [rule(TEXT_WIDTH), { text: line, fontSize: 11, alignment: 'center', margin: [0, 3, 0, 0] }],
        };
}

// Page 1

const COUNTRY = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
/** 12, so that the country's name never takes two lines. */
const HEAD_SIZE = 12;

/** Boxes 1 and 2 alone. */
function bareHead(letterhead: Letterhead): Content {
  const right = Math.max(widthOf(COUNTRY, HEAD_SIZE, 'bold') + 2, TEXT_WIDTH * 0.56);
  return {
    table: { widths: [TEXT_WIDTH - right, right], body: [organsAndCountry(letterhead, TEXT_WIDTH - right)] },
    layout: noLines,
    margin: [0, 0, 0, 14],
  };
}

/**
 * Boxes 1 to 4, and 5b of a công văn. The right side is as wide as its widest line, the organ has the rest and may wrap.
 */
function head(letterhead: Letterhead, imprint: Imprint, about?: string): Content {
  const date = dateLine({ ...letterhead, place: oneLine(letterhead.place) }, imprint);
  const right = Math.min(
    TEXT_WIDTH * 0.7,
    Math.max(widthOf(COUNTRY, HEAD_SIZE, 'bold'), widthOf(date, 13, 'italics'), TEXT_WIDTH * 0.56) + 2,
  );
  const left = TEXT_WIDTH - right;
  const number = numberLine(imprint);
  return {
    table: {
      widths: [left, right],
      body: [
        organsAndCountry(letterhead, left),
        [
          {
            stack: [
              centred(number, { fontSize: sizeWithin(number, left - 6), noWrap: true }),
              ...(about === undefined
                ? []
                : [
                    centred(balanced(`V/v ${oneLine(about)}`, 12, left - 6).text, {
                      fontSize: 12,
                      margin: [0, 4, 0, 0],
                    }),
                  ]),
            ],
            margin: [0, 6, 6, 0],
          },
          centred(date, { fontSize: 13, italics: true, noWrap: true, margin: [0, 6, 0, 0] }),
        ],
      ],
    },
    layout: noLines,
    margin: [0, 0, 0, 14],
  };
}

/** A number and symbol stay on one line beside the day: where they are long, in smaller letters. */
const sizeWithin = (text: string, room: number, size = 13): number =>
  Math.min(size, (size * room) / widthOf(text, size));

/** The organ on the left, `left` wide, the country on the right. */
function organsAndCountry(letterhead: Letterhead, left: number): TableCell[] {
  const room = left - 6;
  const organ = balanced(capital(oneLine(letterhead.organ)), HEAD_SIZE, room);
  const above = letterhead.parentOrgan
    ? [centred(balanced(capital(oneLine(letterhead.parentOrgan)), HEAD_SIZE, room).text, { fontSize: HEAD_SIZE })]
    : [];
  return [
    {
      stack: [
        ...above,
        centred(organ.text, { fontSize: HEAD_SIZE, bold: true }),
        rule(SHORT_RULE * organ.width, 'center'),
      ],
      margin: [0, 0, 6, 0],
    },
    {
      stack: [
        centred(COUNTRY, { fontSize: HEAD_SIZE, bold: true, noWrap: true }),
        centred(MOTTO, { fontSize: 13, bold: true, noWrap: true }),
        rule(widthOf(MOTTO, 13, 'bold'), 'center'),
      ],
    },
  ];
}

const noLines = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
};

/** Box 5a. */
function title(type: string, abstract: string): Content {
  const lines = balanced(oneLine(abstract), BODY, TEXT_WIDTH - 2 * mm(10));
  return {
    margin: [0, 0, 0, 12],
    stack: [
      centred(type, { bold: true }),
      centred(lines.text, { bold: true }),
      rule(SHORT_RULE * lines.width, 'center'),
    ],
  };
}

/** Bold text on as few lines as its width allows, of about equal length; the width of the longest. */
function balanced(text: string, size: number, room: number): { text: string; width: number } {
  const words = text.split(' ').map((word) => ({ word, width: widthOf(word, size, 'bold') }));
  const space = widthOf(' ', size, 'bold');
  const broken = (within: number) => {
    const lines: { text: string; width: number }[] = [];
    for (const { word, width } of words) {
      const line = lines.at(-1);
      if (!line || line.width + space + width > within) lines.push({ text: word, width });
      else Object.assign(line, { text: `${line.text} ${word}`, width: line.width + space + width });
    }
    return lines;
  };
  const fewest = broken(room).length;
  let lines = broken(room);
  for (let within = room - 4; within > 0 && lines.length === fewest; within -= 4) {
    const narrower = broken(within);
    if (narrower.length > fewest) break;
    lines = narrower;
  }
  return {
    text: lines.map((line) => line.text).join('\n'),
    width: Math.min(room, Math.max(...lines.map(({ width }) => width))),
  };
}

/** Box 9a: one addressee on the same line, several under it with their dashes below the colon. */
export function addressedTo(names: string[]): Content {
  const label = 'Kính gửi:';
  if (names.length === 1) return centred(`${label} ${oneLine(names[0]!)}`, { margin: [0, 0, 0, 10] });
  return {
    margin: [mm(25), 0, 0, 10],
    stack: [
      { text: label },
      ...endings(names.map(oneLine)).map((name): Content => ({
        text: `- ${sentence(name)}`,
        margin: [widthOf(label.slice(0, -1), BODY), 0, 0, 0],
      })),
    ],
  };
}

// Body

/** Justified, the first line set in; a line break in the text begins another paragraph. */
export const paragraph = (text: string, style: { italics?: true } = {}): Content[] =>
  text
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .map((part) => justified(part, style));

/** A paragraph that begins with a word in italics: `- Căn cứ: …`. */
export const labelled = (label: string, text: string): Content =>
  justified(oneLine(text), {}, { text: `- ${label}: `, italics: true });

/** Short paragraphs stay whole, so that no page begins with the last word of one. */
function justified(text: string, style: object = {}, label?: { text: string; italics: true }): Content {
  const whole = heightOf(`${label?.text ?? ''}${text}`, BODY, TEXT_WIDTH) < 4 * BODY * 1.2;
  return {
    text: label ? [label, ...runs(text)] : runs(text),
    alignment: 'justify',
    leadingIndent: FIRST_LINE,
    margin: [0, 0, 0, AFTER_PARAGRAPH],
    unbreakable: whole,
    ...style,
  };
}

/** The number and symbol of a paper, `41/QĐ-SNV`, never breaks at its marks. */
const SYMBOL = /(\d{1,6}\/[\p{Lu}\p{N}/&-]{1,30}[.,;:)”/]*\s*)/u;

const runs = (text: string): { text: string; noWrap?: true }[] =>
  text
    .split(SYMBOL)
    .flatMap((part, i) =>
      part === '' ? [] : i % 2 === 1 ? [{ text: part, noWrap: true as const }] : [{ text: part }],
    );

/** Căn cứ: in italics, each ends `;`, the last `.`. */
export const bases = (lines: string[]): Content[] =>
  endings(lines.map(oneLine)).map((line) => justified(line, { italics: true }));

/** A bold line kept with the node after it: `I. KẾT QUẢ ĐẠT ĐƯỢC`, `1. Về cải cách thể chế`. */
export function headed(heading: string, content: Content[]): Content[] {
  const line = justified(oneLine(heading), { bold: true, alignment: 'left' });
  const [next, ...rest] = content;
  if (next === undefined) return [line];
  return [isShort(next) ? { stack: [line, next], unbreakable: true } : line, ...(isShort(next) ? rest : content)];
}

/** Paragraphs, and headings kept with theirs; tables break by themselves. */
function isShort(node: Content): boolean {
  const { text, stack, unbreakable } = node as { text?: unknown; stack?: unknown; unbreakable?: boolean };
  return (text !== undefined && JSON.stringify(text).length < 1500) || (stack !== undefined && unbreakable === true);
}

interface Cell {
  text: string | string[];
  align?: 'left' | 'center' | 'right';
  bold?: true;
  colSpan?: number;
  rowSpan?: number;
}

/**
 * A table over the width of the text; its head is repeated on each page and its rows are not split.
 * `weights` are relative widths; cells covered by a span are `''`; the caption, in bold with a line
 * in italics under it, is part of the head.
 */
export function table(
  head: (Cell | string)[][],
  rows: (Cell | string)[][],
  {
    weights,
    size = 12,
    landscape,
    rowHeight = 0,
    caption,
  }: { weights: number[]; size?: number; landscape?: true; rowHeight?: number; caption?: [string, string] },
): Content {
  const room =
    (landscape ? TEXT_WIDTH_LANDSCAPE : TEXT_WIDTH) - weights.length * (2 * CELL_PADDING + CELL_LINE) - CELL_LINE;
  const sum = weights.reduce((a, b) => a + b, 0);
  const widths = weights.map((weight) => (room * weight) / sum);
  const tall = (row: (Cell | string)[]) =>
    Math.max(...row.map((cell, i) => heightOf(linesOf(cell).join('\n'), size, widths[i]!)));
  const headHeight = 80 + head.reduce((height, row) => height + Math.min(tall(row), 60), 0);
  const captionRow = caption ? [[captionCell(caption, weights.length), ...weights.slice(1).map(() => '')]] : [];
  const headRows = captionRow.length + head.length;
  const fits = rows.every((row) => headHeight + tall(row) < TALLEST_BLOCK);
  return {
    margin: [0, 0, 0, 8],
    fontSize: size,
    lineHeight: 1,
    table: {
      widths,
      headerRows: headRows,
      ...(fits ? { dontBreakRows: true, keepWithHeaderRows: 1 } : {}),
      heights: (row: number) => (row < headRows ? 0 : rowHeight),
      body: [
        ...captionRow,
        ...head.map((row) => row.map((cell) => toCell(cell, { bold: true, align: 'center' }))),
        ...rows.map((row) => row.map((cell) => toCell(cell))),
      ],
    },
    layout: {
      hLineWidth: (line: number) => (caption && line === 0 ? 0 : CELL_LINE),
      vLineWidth: () => CELL_LINE,
      paddingLeft: () => CELL_PADDING,
      paddingRight: () => CELL_PADDING,
      paddingTop: () => 2,
      paddingBottom: () => 3,
    },
  };
}

const captionCell = ([text, under]: [string, string], colSpan: number): TableCell => ({
  stack: [
    centred(oneLine(text), { fontSize: 13, bold: true }),
    centred(oneLine(under), { fontSize: 13, italics: true, margin: [0, 0, 0, 2] }),
  ],
  colSpan,
  border: [false, false, false, true],
});

const CELL_PADDING = 3.5;
const CELL_LINE = 0.5;

const linesOf = (cell: Cell | string): string[] => (typeof cell === 'string' ? [cell] : [cell.text].flat());

function toCell(cell: Cell | string, otherwise: Partial<Cell> = {}): TableCell {
  const { align, bold, colSpan, rowSpan } = { ...otherwise, ...(typeof cell === 'string' ? {} : cell) };
  return {
    text: linesOf(cell).map(oneLine).join('\n'),
    alignment: align ?? 'left',
    ...(bold ? { bold } : {}),
    ...(colSpan ? { colSpan } : {}),
    ...(rowSpan ? { rowSpan } : {}),
  };
}

/** At most this height: some words never fill their line. */
const heightOf = (text: string, size: number, width: number): number =>
  text
    .split('\n')
    .reduce((lines, line) => lines + Math.max(1, Math.ceil((widthOf(line, size, 'bold') * 1.2) / width)), 0) *
  size *
  1.2;

// The end of a paper

const RECIPIENTS_BESIDE = 16;
const RECIPIENT_SIZE = 11;
/** A closing sentence longer than this stands by itself. */
const TALLEST_CLOSING = mm(70);
const SIGNATURE_SPACE = mm(25);

/**
 * The last sentence with boxes 7 to 9 and 12, kept together; the place of signature and seal stays empty.
 * Recipients that would not fit beside the signature follow under it.
 */
function signature(closing: string, imprint: Imprint, { to, filedAt }: Recipients): Content[] {
  const texts = endings([...to, `Lưu: ${filedAt}`].map(oneLine)).map((line) => `- ${line}`);
  if (imprint.copies) texts.push(oneLine(imprint.copies));
  const lines = texts.map((text): Content => ({ text, fontSize: RECIPIENT_SIZE, lineHeight: 1 }));
  const left = TEXT_WIDTH * 0.45;
  const end = `${bare(closing)}./.`;
  const endHeight = heightOf(end, BODY, TEXT_WIDTH);
  const together = endHeight < TALLEST_CLOSING;
  const beside = fitting(texts, left, TALLEST_BLOCK - mm(15) - (together ? endHeight : 0));
  const block: Content = {
    margin: [0, 8, 0, 0],
    columns: [
      {
        width: left,
        stack: [{ text: 'Nơi nhận:', fontSize: 12, bold: true, italics: true }, ...lines.slice(0, beside)],
      },
      { width: '*', stack: signer(imprint.signer) },
    ],
  };
  const last = paragraph(end);
  const rest = lines.slice(beside);
  return [
    ...last.slice(0, together ? -1 : undefined),
    { stack: [...(together ? last.slice(-1) : []), block], unbreakable: true },
    ...(rest.length > 0
      ? [{ stack: rest, margin: [0, 0, TEXT_WIDTH - left, 0] as [number, number, number, number] }]
      : []),
  ];
}

/** How many recipients fit beside the signature. */
function fitting(texts: string[], width: number, room: number): number {
  let used = 0;
  const beyond = texts.findIndex((text) => (used += heightOf(text, RECIPIENT_SIZE, width)) > room);
  return Math.min(RECIPIENTS_BESIDE, beyond === -1 ? texts.length : beyond);
}

const signer = ({ authority, post, name }: Signer): Content[] => [
  ...authority.map((line) => centred(capital(oneLine(line)), { bold: true })),
  centred('', { margin: [0, 0, 0, SIGNATURE_SPACE] }),
  ...(post ? [centred(capital(oneLine(post)), { bold: true })] : []),
  centred(oneLine(name), { bold: true }),
];

function appendixHead(number: string, name: string, attached: string): Content {
  return {
    margin: [0, 0, 0, 10],
    stack: [
      centred(number, { bold: true }),
      centred(capital(oneLine(name)), { bold: true }),
      centred(balanced(attached, BODY, TEXT_WIDTH).text, { italics: true, preserveTrailingSpaces: true }),
    ],
  };
}

// Smallest parts

/** Line breaks inside a line of text become spaces. Throws TypeError on anything but text, so that data can never be a pdfmake node. */
export function oneLine(text: string): string {
  if (typeof text !== 'string') throw new TypeError('A paper prints text only.');
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

const centred = (text: string, style: object = {}): Content => ({ text, alignment: 'center', ...style });

/** A drawn line, never underscores. */
const rule = (width: number, alignment: 'left' | 'center' = 'left'): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: RULE }],
  alignment,
  margin: [0, 2, 0, 0],
});
