import { vnDay } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { dueBlock, longDay } from './due.ts';
import type { DueLine } from './due.ts';
import { fileFields, fileList } from './evidence.ts';
import type { FileLine } from './evidence.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';
import { keyField, page, saying, vnMoment, toHome } from './layout.ts';
import type { Frame, Said } from './layout.ts';

/** One report the unit sent and what the office said to it. */
export interface ReportLine {
  at: Instant;
  receipt: string;
  text: string;
  files: FileLine[];
  /** The period it confirms. */
  period?: Day;
  answer?: { met: boolean; remarks: string; at: Instant };
}

export interface ReportForm {
  action: string;
  key: string;
  text: string;
  files: FileLine[];
  savedAt?: Instant;
  /** Of a standing item: the last day of the period to confirm. */
  period?: Day;
  /** What is missing or wrong, at its field. */
  faults: { text?: string; files?: string };
  /** The version of the draft this form was shown over, 0 for none, and a fingerprint of its text. */
  base: number;
  was: string;
  /** Another text for the same report: somebody saved it meanwhile, or it was set aside for that one. */
  other?: OtherText;
}

export interface OtherText {
  /** Whose it is; undefined: the reader's own, set aside. */
  by?: string;
  at?: Instant;
  text: string;
}

/** One item: what is asked, by when and why, what was sent and answered, and the form for what is owed now. */
export interface ItemView extends Frame {
  unit: string;
  text: string;
  n: number;
  paper: { name: string; href: string };
  proof?: string;
  responsible?: string;
  /** `chưa báo cáo`. */
  state: string;
  due?: DueLine | undefined;
  /** The report under verification: who will answer, and by when. */
  awaiting?: { at: Instant; receipt: string; by: string; until: DueLine | undefined };
  form?: ReportForm;
  /** Typed but never sent, while nothing can be sent. */
  unsent?: string;
  reports: ReportLine[];
  closedOn?: Day;
  said?: Said;
}

export function itemPage(view: ItemView): string {
  const { unit, text, n, paper, proof, responsible, state, due, awaiting, form, unsent, reports, base, closedOn } =
    view;
  const returned = form && form.period === undefined ? reports.at(-1)?.answer : undefined;
  return page(
    `Nội dung ${n} – ${unit}`,
    view,
    html`${saying(view.said)}
${awaiting && awaitingPart(awaiting)}
<h1 class="words">${text}</h1>
<p class="lead">${unit} · ${state}${closedOn && html` ngày ${vnDay(closedOn)}`}</p>
${form && dueBlock(due)}
${returned && !returned.met && html`<div class="say warn"><p><strong>Chưa đạt. Cần bổ sung:</strong></p><p class="words">${returned.remarks}</p></div>`}
<dl>
<dt>Theo</dt><dd>Nội dung số ${n}, <a href="${paper.href}">${paper.name}</a></dd>
${responsible !== undefined && html`<dt>Người chịu trách nhiệm</dt><dd>${responsible}</dd>`}
${proof !== undefined && html`<dt>Tài liệu cần nộp</dt><dd>${proof}</dd>`}
</dl>
${form && reportForm(form, proof)}
${unsent !== undefined && html`<details ${view.said && html`open`}><summary>Bản đang viết, chưa gửi</summary><p class="words">${unsent}</p></details>`}
${reports.length > 0 && html`<h2>Đã gửi</h2><ul class="plain">${reports.toReversed().map(reportCard)}</ul>`}`,
    form ? { ...toHome(base), saving: { form: 'bao-cao', act: 'home', enter: 'save' } } : toHome(base),
  );
}

const awaitingPart = ({ at, receipt, by, until }: NonNullable<ItemView['awaiting']>): Html => html`
<div class="say done"><p class="receipt">Đã nhận báo cáo lúc ${vnMoment(at)}.</p><p>Số biên nhận <strong>${receipt}</strong>.</p>
<p>${by} sẽ thẩm tra${until && html` chậm nhất ${longDay(until.day)}`}. Kết quả được gửi qua thư và hiện tại trang này.</p></div>`;

function reportForm(
  { action, key, text, files, savedAt, period, faults, base, was, other }: ReportForm,
  proof: string | undefined,
): Html {
  const confirming = period !== undefined;
  return html`<h2>${confirming ? `Xác nhận thực hiện, kỳ đến ngày ${vnDay(period)}` : 'Báo cáo kết quả'}</h2>
<form method="post" id="bao-cao" action="${action}" enctype="multipart/form-data">${keyField(key)}<input type="hidden" name="base" value="${base}"><input type="hidden" name="was" value="${was}">
${confirming && html`<input type="hidden" name="period" value="${period}">`}
<div class="field ${faults.text !== undefined && 'wrong'}"><label for="text">${confirming ? 'Trong kỳ này đơn vị đã thực hiện thế nào?' : 'Đơn vị đã làm được gì?'}</label>
<p class="hint">Ghi việc đã làm, ngày hoàn thành, số văn bản (nếu có).</p>
${fault(faults.text)}
<textarea class="tall" id="text" name="text" maxlength="20000">${'\n'}${text}</textarea></div>
${other && otherPart(other)}
<input type="hidden" name="kept" value="${files.map((file) => file.id).join(' ')}">
<div class="field">${fault(faults.files)}${fileFields('files', files, (id) => `drop/${id}`, proof)}</div>
<button class="main" name="act" value="send">${confirming ? 'Gửi xác nhận' : 'Gửi báo cáo'}</button>
<button name="act" value="save">Lưu, gửi sau</button>
${savedAt !== undefined && html`<p class="soft">Đã lưu ${vnMoment(savedAt)}. Chưa gửi.</p>`}
</form>`;
}

const otherPart = ({ by, at, text }: OtherText): Html => html`<div class="say warn">
<p><strong>${by === undefined ? 'Bản bạn vừa ghi, chưa lưu:' : html`Bản của ${by}${at !== undefined && html`, lưu lúc ${vnMoment(at)}`}:`}</strong></p>
${text.trim() === '' ? html`<p>(không có chữ nào)</p>` : html`<p class="words">${text}</p>`}
${by !== undefined && html`<p>Muốn giữ bản của bạn, hãy bấm <strong>Gửi</strong> hoặc <strong>Lưu</strong> ở dưới. Muốn dùng bản này:</p><button class="small" name="act" value="other">Lấy bản của ${by}</button>`}</div>`;

const fault = (sentence: string | undefined): Part =>
  sentence !== undefined && html`<p class="fault" role="alert">${sentence}</p>`;

const reportCard = ({ at, receipt, text, files, period, answer }: ReportLine): Html => html`
<li class="card"><h3>${vnMoment(at)} · Số biên nhận ${receipt}</h3>
${period !== undefined && html`<p>Kỳ đến ngày ${vnDay(period)}</p>`}
<p class="words">${text}</p>${fileList(files)}
${answer && html`<div class="say ${answer.met ? 'done' : 'warn'}"><p><strong>${answer.met ? 'Đạt' : 'Chưa đạt'}</strong> · ${vnMoment(answer.at)}</p>${answer.remarks !== '' && html`<p class="words">${answer.remarks}</p>`}</div>`}</li>`;
