import { vnDay } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { dueBlock, longDay } from './due.ts';
import type { DueLine } from './due.ts';
import { fileFields, fileList } from './evidence.ts';
import type { FileLine } from './evidence.ts';
import { besideRow, howToWrite, numberField, ratesPart, remarksOf } from './fields.ts';
import type { NumberField, RateField, Remarks } from './fields.ts';
import { data, html } from './html.ts';
import type { Html, Part } from './html.ts';
import { typedCard } from './kept.ts';
import { cameAt, keyField, liveForm, page, saying, vnMoment } from './layout.ts';
import type { Back, Frame, Said } from './layout.ts';
import type { LiveStep } from './step-fields.ts';
import { lower, reportWords } from './report-words.ts';
import type { ReportWords } from './report-words.ts';

export interface StepLink {
  name: string;
  href: string;
  /** `chưa làm`, `còn 2 điểm`, `xong`. */
  words: string;
  done: boolean;
}

/** What all pages of one self-assessment share. */
export interface ReportFrame extends Frame {
  unit: string;
  /** Of the outline. */
  title: string;
  /** Of a reporting round, not of an inspection. */
  reporting?: true;
  /** False: a sample, said so. */
  official: boolean;
  due?: DueLine | undefined;
  /** Returned by the team, with these points. */
  points: string[];
  /** The page of the inspection. */
  inspection: string;
  overview: string;
  /** Where the unit scores itself, in a round that is scored. */
  score?: string;
  savedAt?: Instant;
  said?: Said;
}

export interface Overview extends ReportFrame {
  steps: StepLink[];
  review: string;
  /** The same form as a workbook. */
  sheet: string;
  /** The first step with something left. */
  next?: StepLink | undefined;
}

/** The steps of the self-assessment, with how far each has come. */
export function overviewPage(view: Overview): string {
  const { steps, next, review, sheet } = view;
  return page(
    `${reportWords(view.reporting).name} – ${view.unit}`,
    view,
    html`${head(view, reportWords(view.reporting).name)}
${dueBlock(view.due)}${returned(view)}
<p>Làm từng phần, nghỉ lúc nào cũng được: phần đã lưu vẫn còn nguyên.</p>
<p>${
      next
        ? html`<a class="button main" href="${next.href}">${view.savedAt !== undefined ? `Làm tiếp: ${next.name}` : 'Bắt đầu'}</a>`
        : html`<a class="button main" href="${review}">Xem lại và gửi</a>`
    }</p>
<ol class="plain steps">${steps.map(({ name, href, words, done }, i) => html`<li><a href="${href}"><span>${i + 1}. ${name}</span><span class="tag ${done && 'done'}">${words}</span></a></li>`)}</ol>
<p>${next && html`<a class="button" href="${review}">Xem lại toàn bộ</a>`}</p>
${view.score !== undefined && html`<h2>Tự chấm điểm</h2><p>Đợt này có thang điểm. Tiêu chí lấy số từ báo cáo được điền sẵn; gửi bảng điểm sau khi gửi báo cáo.</p><p><a class="button" href="${view.score}">Mở bảng tự chấm điểm</a></p>`}
${sheetPart(sheet)}`,
    toInspection(view),
  );
}

/** The same form for who would rather fill it in at a desk, or send it round the departments first. */
const sheetPart = (sheet: string): Html => html`
<h2>Làm bằng Excel</h2>
<p>Tải biểu đã điền sẵn những gì đã lưu, điền tiếp trong Excel, rồi gửi lại đây. Trang cho xem những ô sẽ đổi trước khi nhập.</p>
<p><a class="button" href="${sheet}" download>Tải biểu Excel</a></p>
<form method="post" action="${sheet}" enctype="multipart/form-data" class="card"><p class="label"><label for="bieu">Gửi biểu đã điền (.xlsx)</label></p>
<input type="file" id="bieu" name="bieu" accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet">
<br><button class="small">Xem trước khi nhập</button></form>`;

/** One line of a plan: what, by whom, until when, and what comes of it. */
export interface PlanRow extends Remarks {
  /** Before the name of each field of this line. */
  field: string;
  task: string;
  person: string;
  from: string;
  to: string;
  product: string;
}

export interface QuestionField extends Remarks {
  code: string;
  text: string;
  answer: 'yes-no' | 'text' | 'plan';
  /** Of a plan: its lines, and some left open. */
  plan?: PlanRow[];
  value?: 'yes' | 'no' | 'not-applicable';
  typed: string;
  links: string;
  files: FileLine[];
  /** What proves it. */
  wanted?: string;
  /** Which answers have to be explained, in words: `Không`. */
  explainWhen: string;
  optional: boolean;
  /** An answer needs a link or a file. */
  proven: boolean;
}

/** Fields that somebody else saved otherwise while this page was open. */
export interface Clash {
  by: string;
  at: Instant;
  /** What is saved, by field. */
  fields: { name: string; text: string }[];
  /** Shows what is saved instead. */
  href: string;
}

export interface StepFrame extends ReportFrame {
  /** Fingerprints of the fields as they were shown, so that a later save tells what was changed here. */
  was: string;
  clash?: Clash;
  step: { name: string; n: number; of: number };
  action: string;
  next: { name: string };
  /** What the page's script holds figures against while they are typed. */
  live?: LiveStep;
}

export interface AreaStep extends StepFrame {
  questions: QuestionField[];
  indicators: NumberField[];
  rates?: RateField[];
}

/** One area: its questions and its single figures. */
export function areaPage(view: AreaStep): string {
  return stepPage(
    view,
    [
      ...view.questions.filter(isOpen).map(({ code }) => ({ at: `q-${code}`, name: `Câu ${code}` })),
      ...wrongFields([...view.indicators, ...(view.rates ?? []).map(rateAt)]),
    ],
    html`${view.questions.map(questionField)}
${view.indicators.length > 0 && html`<h2>Số liệu</h2><p class="hint">${howToWrite}</p>${view.indicators.map(numberField)}`}
${ratesPart(view.rates)}`,
  );
}

export interface FiguresStep extends StepFrame {
  table: { code: string; title: string };
  /** The row shown: a site or the whole unit. */
  row: { name: string; removable?: string };
  /** Only where the table begins. */
  period?: { from: NumberField; to: NumberField };
  none?: { field: string; checked: boolean; reason: NumberField };
  groups: { name: string; cells: NumberField[] }[];
  /** Single figures that belong to no area. */
  indicators: NumberField[];
  /** What no single cell is to blame for. */
  remarks: Remarks;
  /** Which single cell, changed, would make everything agree. */
  repairs: string[];
  rates?: RateField[];
  claims: { code: string; text: string; checked: boolean; remarks: Remarks }[];
  /** Another row can be added: what it is called. */
  addRow?: { field: string; label: string; act: string };
}

/** One row of a table: the figures of a site or of the whole unit. */
export function figuresPage(view: FiguresStep): string {
  const { period, none, groups, indicators, remarks, repairs, claims, addRow, row, rates = [] } = view;
  const suggested = groups.flatMap(({ cells }) => cells.flatMap(({ suggestion }) => suggestion?.act ?? []));
  const fields = [
    ...(period ? [period.from, period.to] : []),
    ...groups.flatMap(({ cells }) => cells),
    ...indicators,
    ...rates.map(rateAt),
  ];
  return stepPage(
    view,
    [
      ...wrongFields(fields),
      ...claims.filter((claim) => isOpen(claim.remarks)).map(({ code, text }) => ({ at: `k/${code}`, name: text })),
      ...(isOpen(remarks) ? [{ at: 'goi-y', name: 'Cả dòng số liệu' }] : []),
      ...(repairs.length > 0 ? [{ at: 'goi-y', name: 'Gợi ý: có thể chỉ nhầm một ô' }] : []),
    ],
    html`<p class="hint">${howToWrite}</p><input type="hidden" name="seen" value="${suggested.join(' ')}"><input type="hidden" name="row" value="${row.name}">
${period && html`<h2>Kỳ số liệu</h2><div class="figures days">${numberField(period.from)}${numberField(period.to)}</div>`}
${none && html`<details ${none.checked && html`open`}><summary>Chưa có số liệu?</summary><div class="choices"><label><input type="checkbox" name="${none.field}" value="yes" ${none.checked && html`checked`}>Chưa có số liệu của biểu này</label></div>${numberField(none.reason)}</details>`}
${groups.map(({ name, cells }) => html`<h2>${name}</h2><div class="figures">${cells.map(numberField)}</div>`)}
<div data-beside="row" id="goi-y">${besideRow(remarks, repairs)}</div>
${indicators.length > 0 && html`<h2>Số liệu khác</h2>${indicators.map(numberField)}`}
${ratesPart(rates)}
${claims.length > 0 && html`<h2>Khẳng định của đơn vị</h2>${claims.map(({ code, text, checked, remarks: found }) => html`<div class="field"><div class="choices"><label><input type="checkbox" id="k/${code}" name="k/${code}" value="yes" ${checked && html`checked`}>${text}</label></div><div data-beside="k/${code}">${remarksOf(found)}</div></div>`)}`}
${addRow && html`<details><summary>${addRow.label}</summary><div class="field"><label for="${addRow.field}">Tên</label><input type="text" id="${addRow.field}" name="${addRow.field}" maxlength="200"></div><button class="small" name="act" value="${addRow.act}">Thêm</button></details>`}
${row.removable !== undefined && html`<p><button class="small" name="act" value="${row.removable}">Bỏ dòng “${row.name}”</button></p>`}`,
  );
}

export const clashPart = ({ by, at, fields, href }: Clash): Html => html`<div class="say warn" role="alert">
<p><strong>Trong lúc bạn ghi, ${by} đã lưu khác đi lúc ${vnMoment(at)}.</strong> Những gì bạn ghi còn nguyên ở dưới. Bản đã lưu:</p>
<ul class="plain">${fields.map(({ name, text }) => typedCard(name, text.trim() === '' ? '(để trống)' : text))}</ul>
<p>Muốn giữ bản của bạn, hãy bấm <strong>Lưu và tiếp tục</strong>. Muốn dùng bản đã lưu: <a href="${href}">bỏ các ô này của tôi</a>.</p></div>`;

/** A place of the page to be looked at again. */
interface Wrong {
  at: string;
  name: string;
}

const isWrong = ({ faults }: Remarks): boolean => faults.length > 0;
/** Wrong, or doubtful without a word about it: both hold a report back. */
const isOpen = ({ faults, warnings }: Remarks): boolean =>
  faults.length > 0 || warnings.some(({ explanation }) => explanation.trim() === '');
const rateAt = (rate: RateField) => ({ ...rate, field: `s/${rate.code}` });
const wrongFields = (fields: (Remarks & Pick<NumberField, 'field' | 'label'>)[]): Wrong[] =>
  fields.filter(isOpen).map(({ field, label }) => ({ at: field, name: label }));

/** On a phone what is wrong may stand far below: each is one tap away. */
const wrongPart = (wrong: Wrong[]): Part =>
  wrong.length > 0 &&
  html`<div class="say fault"><p><strong>Cần xem lại:</strong></p><ul>${wrong.map(({ at, name }) => html`<li><a href="#${at}">${name}</a></li>`)}</ul></div>`;

function stepPage(view: StepFrame, wrong: Wrong[], fields: Html): string {
  const { step, action, next, savedAt } = view;
  return page(
    `${step.name} – ${view.unit}`,
    view,
    html`${saying(view.said)}
<h1>${step.name}</h1>
<p class="soft">${view.unit} · Phần ${step.n}/${step.of}${savedAt !== undefined && html` · Đã lưu ${vnMoment(savedAt)}`}</p>
${view.clash && clashPart(view.clash)}
${wrongPart(wrong)}
${returned(view)}
<form method="post" id="phan" action="${action}" data-saves enctype="multipart/form-data"><input type="hidden" name="was" value="${view.was}">
${fields}
${view.live && html`<template id="du-lieu">${data(view.live)}</template>`}
<p><button class="main" name="act" value="next">Lưu và tiếp tục</button> <button name="act" value="save">Lưu, làm sau</button></p>
<p class="soft">Phần sau: <button class="link" name="act" value="on">${next.name}</button></p>
</form>${liveForm}`,
    { ...toSteps(view), saving: { form: 'phan', act: 'save', enter: 'next' } },
  );
}

const questionField = (field: QuestionField): Html => html`
<fieldset class="card ${isWrong(field) && 'wrong'}" id="q-${field.code}" ${isWrong(field) && html`aria-describedby="b/q/${field.code}"`}><legend class="vh">Câu ${field.code}</legend>
<h2 class="name">${field.code}. ${field.text}</h2>
<div id="b/q/${field.code}">${remarksOf(field)}</div>
${field.answer === 'yes-no' ? yesNo(field) : field.plan ? planFields(field.plan) : html`<textarea name="x/${field.code}" aria-label="Trả lời câu ${field.code}">${'\n'}${field.typed}</textarea>`}
${field.proven || field.files.length > 0 || field.links !== '' ? proof(field) : html`<details><summary>Thêm tài liệu, đường dẫn</summary>${proof(field)}</details>`}
</fieldset>`;

const planFields = (rows: PlanRow[]): Html => html`
<p class="hint">Mỗi mục phải có người phụ trách và thời hạn hoàn thành, như 31/12/2026. Dòng để trống thì bỏ qua; lưu rồi có thêm dòng mới.</p>
<ol class="plain">${rows.map(planRow)}</ol>`;

const planRow = (row: PlanRow, i: number): Html => html`
<li class="card ${row.faults.length > 0 && 'wrong'}"><p class="label">Mục ${i + 1}</p>${remarksOf(row)}
${planCell(row, 'task', 'Nhiệm vụ')}${planCell(row, 'person', 'Người phụ trách')}<div class="figures days">${planCell(row, 'from', 'Từ ngày')}${planCell(row, 'to', 'Hoàn thành chậm nhất')}</div>${planCell(row, 'product', 'Sản phẩm')}</li>`;

const planCell = (row: PlanRow, cell: 'task' | 'person' | 'from' | 'to' | 'product', label: string): Html => {
  const name = `${row.field}/${cell}`;
  return html`<div class="field"><label class="light" for="${name}">${label}</label><input type="text" id="${name}" name="${name}" value="${row[cell]}" maxlength="2000" autocomplete="off"></div>`;
};

const yesNo = ({ code, value, typed, explainWhen }: QuestionField): Html => html`
<div class="choices">${(['yes', 'no', 'not-applicable'] as const).map(
  (choice) =>
    html`<label><input type="radio" name="a/${code}" value="${choice}" ${value === choice && html`checked`}>${said[choice]}</label>`,
)}</div>
<label class="light" for="x-${code}">Giải trình (cần khi trả lời ${explainWhen})</label>
<textarea id="x-${code}" name="x/${code}">${'\n'}${typed}</textarea>`;

/** The answers as people read them. */
export const said = { yes: 'Có', no: 'Không', 'not-applicable': 'Không áp dụng' } as const;

const proof = ({ code, links, files, wanted }: QuestionField): Html => html`
${fileFields(`f/${code}`, files, (id) => `drop/${code}/${id}`, wanted)}
<div class="field"><label class="light" for="l-${code}">Hoặc đường dẫn</label><input type="text" id="l-${code}" name="l/${code}" value="${links}" maxlength="2000" inputmode="url"></div>`;

export interface ReviewStep {
  name: string;
  href: string;
  left: string[];
  answers: { code: string; text: string; said: string; typed: string; links: string[]; files: FileLine[] }[];
  figures: { label: string; value: string }[];
}

/** One figure that says something else than before. */
export interface CorrectedLine {
  name: string;
  was: string;
  now: string;
  at: Instant;
  by: string;
  why?: string;
}

export interface Review extends ReportFrame {
  steps: ReviewStep[];
  /** How many points still hold it back. */
  left: number;
  send?: { action: string; key: string; version: number };
  /** The figures are taken on this day, which has not come. */
  early?: Day;
  /** Typed on an old page after it was sent: kept, but not part of it. */
  unsent?: { name: string; text: string }[];
  /** Figures that were changed, oldest first. */
  corrections?: CorrectedLine[];
  /** Sent already: shown as sent. */
  sent?: { at: Instant; arrived?: Day; receipt: string; words: string; by: string; until?: Day };
}

/** Everything on one page: what remains to be done, and the one button that sends it. */
export function reviewPage(view: Review): string {
  const { steps, left, send, early, sent, unsent = [], corrections = [] } = view;
  return page(
    `Xem lại báo cáo – ${view.unit}`,
    view,
    html`${head(view, sent ? `${reportWords(view.reporting).name} đã gửi` : 'Xem lại và gửi')}
${unsent.length > 0 && html`<h2>Bạn vừa ghi, chưa nằm trong báo cáo đã gửi</h2><ul class="plain">${unsent.map(({ name, text }) => typedCard(name, text))}</ul>`}
${sent && sentPart(sent, reportWords(view.reporting))}
${sent && view.score !== undefined && html`<p><a class="button" href="${view.score}">Bảng tự chấm điểm</a></p>`}
${corrections.length > 0 && correctedPart(corrections)}
${!sent && dueBlock(view.due)}${!sent && returned(view)}
${
  !sent &&
  left > 0 &&
  html`<div class="say warn"><p><strong>Còn ${left} điểm trước khi gửi được.</strong></p>${steps
    .filter((step) => step.left.length > 0)
    .map(
      (step) =>
        html`<p><a href="${step.href}">${step.name}</a></p><ul>${leftLines(step.left).map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
    )}</div>`
}
${early !== undefined && html`<div class="say warn"><p><strong>Ngày chốt số liệu ${vnDay(early)} chưa tới.</strong> Gửi hôm nay thì số liệu có thể chưa đủ kỳ, và người tổng hợp được báo như vậy. Nên gửi từ ngày chốt trở đi.</p></div>`}
${send && sendForm(send, true, view)}
${steps.map((step) => reviewStep(step, !sent))}
${send && sendForm(send, false, view)}`,
    sent ? toInspection(view) : toSteps(view),
  );
}

/** Above and below what is sent; the same key makes both one act. */
const sendForm = (
  { action, key, version }: NonNullable<Review['send']>,
  main: boolean,
  { reporting }: Review,
): Html => html`
<form method="post" action="${action}">${keyField(key)}<input type="hidden" name="version" value="${version}"><button class="${main && 'main'}">Gửi ${lower(reportWords(reporting).name)}</button></form>`;

/** Of one step, so that the steps stay in sight; the step itself tells all. */
const leftShown = 4;

const leftLines = (sentences: string[]): string[] =>
  sentences.length <= leftShown + 1
    ? sentences
    : [...sentences.slice(0, leftShown), `Và ${sentences.length - leftShown} điểm nữa.`];

const sentPart = (
  { at, arrived, receipt, words, by, until }: NonNullable<Review['sent']>,
  { name }: ReportWords,
): Html => html`
<div class="say done"><p class="receipt">Đã nhận ${lower(name)} ${cameAt(at, arrived)}.</p><p>Số biên nhận <strong>${receipt}</strong>.</p>
<p>${until ? html`${by} sẽ xem chậm nhất ${longDay(until)}.` : words}</p>${until && html`<p>Thấy cần sửa sau khi gửi? Gọi hoặc trả lời thư: báo cáo được trả lại để đơn vị sửa, phần đã ghi còn nguyên.</p>`}</div>`;

/** What a figure said before, what it says now, who changed it, when and why. */
const correctedPart = (corrections: CorrectedLine[]): Html => html`
<h2>Số liệu đã sửa</h2><ul class="plain">${corrections.map(({ name, was, now, at, by, why }) => html`<li class="card"><p><strong>${name}</strong>: ${was} → ${now}</p><p class="soft">${vnMoment(at)} · ${by}</p>${why !== undefined && html`<p class="words">${why}</p>`}</li>`)}</ul>`;

const reviewStep = ({ name, href, answers, figures }: ReviewStep, editable: boolean): Html => html`
<h2>${name} ${editable && html`<a href="${href}" class="soft">Sửa</a>`}</h2>
${answers.length + figures.length === 0 && html`<p class="soft">Chưa ghi gì.</p>`}
${answers.length > 0 && html`<dl>${answers.map(({ code, text, said: word, typed, links, files }) => html`<dt>${code}. ${text}</dt><dd><strong>${word}</strong>${typed !== '' && html`<p class="words">${typed}</p>`}${links.map((link) => html`<p class="words">${link}</p>`)}${fileList(files)}</dd>`)}</dl>`}
${figures.length > 0 && html`<table>${figures.map(({ label, value }) => html`<tr><td>${label}</td><td class="n">${value}</td></tr>`)}</table>`}`;

const toInspection = ({ inspection, reporting }: ReportFrame): Back => ({
  href: inspection,
  name: reportWords(reporting).round,
});
const toSteps = ({ overview }: ReportFrame): Back => ({ href: overview, name: 'Các phần của báo cáo' });

const head = ({ unit, title, official, said: message }: ReportFrame, heading: string): Html => html`${saying(message)}
<h1>${heading}</h1><p class="soft">${unit} · ${title}${!official && html`. Đề cương này là mẫu tham khảo, không phải văn bản chính thức`}.</p>`;

const returned = ({ points, reporting }: ReportFrame): Part =>
  points.length > 0 &&
  html`<div class="say warn"><p><strong>${reportWords(reporting).reader} đề nghị bổ sung:</strong></p><ol>${points.map((point) => html`<li class="words">${point}</li>`)}</ol></div>`;
