import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

import type { DirectiveDocument, DirectiveTask } from '../../domain/directive-document.ts';
import { bare, dueInWords, endings, sentence } from '../../domain/document.ts';
import { addressedTo, labelled, oneLine, paper, paragraph, table } from './layout.ts';

/** More are a list behind the paper. */
const addressedAtMost = 12;

/** Công văn chỉ đạo, chấn chỉnh (Nghị định 30, phụ lục III, mẫu 1.5): no title, whom it is for, numbered lines. */
export function directive(document: DirectiveDocument): TDocumentDefinitions {
  const { addressees, leadIn, strengths, findings, attention, tasks, followUp, closing } = document;
  const isLong = addressees.length > addressedAtMost;
  const several = strengths.length + findings.length + attention.length > 0;
  return paper(document, {
    type: undefined,
    body: [
      addressedTo(isLong ? ['Các cơ quan, đơn vị theo danh sách kèm theo'] : addressees),
      ...leadIn.flatMap((text) => paragraph(text)),
      ...listed(several ? 'Qua kiểm tra, đã ghi nhận các kết quả sau:' : '', strengths),
      ...listed(
        strengths.length > 0
          ? 'Tuy nhiên, vẫn còn một số tồn tại, hạn chế:'
          : 'Qua kiểm tra, còn một số tồn tại, hạn chế:',
        findings,
      ),
      ...listed('Một số nội dung đề nghị cơ quan ngành dọc quan tâm:', attention),
      ...(tasks.length > 0 ? paragraph(whatIsAsked(document)) : []),
      ...tasks.flatMap((task, i) => numbered(task, i + 1)),
      ...paragraph(`${tasks.length + 1}. ${bare(followUp)}.`),
    ],
    closing,
    ...(isLong
      ? { appendices: [{ title: 'Danh sách cơ quan, đơn vị nhận công văn', content: [names(addressees)] }] }
      : {}),
  });
}

const names = (addressees: string[]): Content =>
  table(
    [['TT', 'Cơ quan, đơn vị']],
    addressees.map((name, i) => [{ text: String(i + 1), align: 'center' }, name]),
    { weights: [0.6, 9] },
  );

/** A sentence with a list under it; nothing without a list. */
const listed = (heading: string, lines: string[]): Content[] =>
  lines.length === 0
    ? []
    : [...paragraph(heading), ...endings(lines.map(oneLine)).flatMap((line) => paragraph(`- ${sentence(line)}`))];

function whatIsAsked({ from, asks, strengths, findings, attention }: DirectiveDocument): string {
  const why = findings.length > 0 ? 'Để chấn chỉnh, khắc phục các tồn tại, hạn chế nêu trên, ' : '';
  const whom = {
    own: 'yêu cầu thủ trưởng cơ quan, đơn vị thực hiện các nội dung sau:',
    vertical: 'đề nghị cơ quan phối hợp thực hiện các nội dung sau:',
    both: 'yêu cầu thủ trưởng cơ quan, đơn vị của tỉnh, đề nghị cơ quan ngành dọc thực hiện các nội dung sau:',
  }[asks];
  const also = findings.length === 0 && strengths.length + attention.length > 0 ? 'Trên cơ sở đó, ' : why;
  return sentence(`${also}${from} ${whom}`);
}

function numbered(task: DirectiveTask, n: number): Content[] {
  const { who, requested, text, due, target, cooperating, responsible, proof } = task;
  const whose = who ? `${requested ? 'Đề nghị ' : ''}${who}: ` : '';
  const parts: [string, string | undefined][] = [
    ['Thời hạn', due && dueInWords(due)],
    ['Chỉ tiêu', target],
    ['Phối hợp', cooperating],
    [requested ? 'Đầu mối thực hiện' : 'Người chịu trách nhiệm', responsible],
    ['Sản phẩm', proof],
  ];
  const present = parts.filter((part): part is [string, string] => Boolean(part[1]));
  return [
    ...paragraph(`${n}. ${sentence(`${whose}${bare(text)}`)}.`),
    ...endings(present.map(([, words]) => oneLine(words))).map((words, i) => labelled(present[i]![0], words)),
  ];
}
