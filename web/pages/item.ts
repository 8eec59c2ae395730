import { vnDay } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import type { Verdict } from '../../domain/verification.ts';
import { dueBlock, longDay } from './due.ts';
import type { DueLine } from './due.ts';
import { fileFields, fileList, fileRows } from './evidence.ts';
import type { FileLine } from './evidence.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';
import { cameAt, fault, faulty, keyField, liveForm, page, saying, vnMoment, toHome } from './layout.ts';
import type { Frame, Said } from './layout.ts';

/** One report the unit sent and what the office said to it. */
export interface ReportLine {
  at: Instant;
  receipt: string;
  text: string;
  files: FileLine[];
  /** The period it confirms. */
  period?: Day;
  /** `Đã làm được 710/747`, `2 vụ vi phạm`. */
  figures?: string;
  /** `văn bản giấy số 12/BC-SXD ngày 05/03/2026, đến ngày 06/03/2026`: the office entered it. */
  entered?: string;
  /** The day it came, of one the office entered. */
  arrived?: Day;
  answer?: { verdict: Verdict; until?: Day; remarks: string; at: Instant };
}

/** More time the unit asked for, and what was decided. */
export interface ExtensionLine {
  asked: Day;
  until: Day;
  reason: string;
  decided?: { on: Day; granted: boolean; until?: Day; remarks: string };
  /** The unit reported before anybody decided. */
  withdrawn?: true;
  /** It is about what is owed now, not about an earlier report. */
  current?: true;
}

export interface ReportForm {
  action: string;
  key: string;
  text: string;
  files: FileLine[];
  savedAt?: Instant;
  /** Of a standing item: the last day of the period to confirm. */
  period?: Day;
  /** Of a requirement with a target: what is counted (`hồ sơ trễ hạn`), and how far it is done, as typed. */
  target?: { of: string; done: string; total: string };
  /** Of a prohibition: the incidents of the period, as typed. */
  incidents?: string;
  /** Of several incidents: which each file is of, '0' for none. */
  owners?: { count: number; of: Record<string, string> };
  /** More time may be asked for instead. */
  extends?: true;
  /** What is missing or wrong, at its field. */
  faults: { text?: string; files?: string; figures?: string };
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
  /** `95% hồ sơ trễ hạn`. */
  target?: string;
  /** Other units that take part. */
  cooperates?: string[];
  /** The item of an earlier paper whose one report meets both. */
  meets?: { paper: string; href: string };
  suspended?: { on: Day; reason: string };
  /** Closed once and open again. */
  reopened?: { on: Day; reason: string };
  /** Oldest first; the last may wait to be decided. */
  extensions?: ExtensionLine[];
  /** Items of later papers that end with this one's report. */
  twins?: number;
  /** `chưa báo cáo`. */
  state: string;
  due?: DueLine | undefined;
  /** The report under verification: who will answer, and by when. */
  awaiting?: { at: Instant; arrived?: Day; receipt: string; by: string; until: DueLine | undefined };
  form?: ReportForm;
  /** The next period to confirm, which has not begun. */
  ahead?: { period: Day; from: Day; until: Day };
  /** Typed but never sent, while nothing can be sent. */
  unsent?: string;
  reports: ReportLine[];
  closedOn?: Day;
  said?: Said;
}

export function itemPage(view: ItemView): string {
  const {
    unit,
    text,
    n,
    paper,
    proof,
    responsible,
    target,
    cooperates,
    meets,
    suspended,
    reopened,
    extensions = [],
  } = view;
  const { state, due, awaiting, form, ahead, unsent, reports, base, closedOn, twins } = view;
  const returned = form && form.period === undefined ? reports.at(-1)?.answer : undefined;
  const [latest] = extensions.toReversed();
  return page(
    `Nội dung ${n} – ${unit}`,
    view,
    html`${saying(view.said)}
${awaiting && awaitingPart(awaiting)}
<h1 class="words">${text}</h1>
<p class="lead">${unit} · ${state}${closedOn && html` ngày ${vnDay(closedOn)}`}</p>
${form && dueBlock(due)}
${meets && html`<div class="say warn"><p>Nội dung này đã có tại ${meets.paper}. Một báo cáo đáp ứng cả hai, đơn vị không phải báo cáo lại ở đây.</p></div><a class="button main" href="${meets.href}">Mở nội dung theo dõi</a>`}
${suspended && html`<div class="say warn"><p><strong>Tạm dừng theo dõi từ ngày ${vnDay(suspended.on)}.</strong> Khi theo dõi tiếp, hạn được lùi đủ số ngày làm việc đã dừng và chúng tôi gửi thư.</p>${suspended.reason !== '' && html`<p class="words">${suspended.reason}</p>`}</div>`}
${reopened && html`<div class="say warn"><p><strong>Mở lại ngày ${vnDay(reopened.on)}. Đề nghị đơn vị báo cáo lại.</strong></p><p class="words">${reopened.reason}</p></div>`}
${latest?.current && form && extensionSaid(latest)}
${returned && returned.verdict !== 'met' && html`<div class="say warn"><p><strong>${returned.verdict === 'partly' ? 'Đạt một phần. Phần còn phải làm:' : 'Chưa đạt. Cần bổ sung:'}</strong></p><p class="words">${returned.remarks}</p></div>`}
${twins !== undefined && form && html`<p class="soft">Báo cáo này đáp ứng cả ${twins} nội dung cùng yêu cầu ở văn bản sau.</p>`}
<dl>
<dt>Theo</dt><dd>Nội dung số ${n}, <a href="${paper.href}">${paper.name}</a></dd>
${responsible !== undefined && html`<dt>Người chịu trách nhiệm</dt><dd>${responsible}</dd>`}
${target !== undefined && html`<dt>Chỉ tiêu</dt><dd>${target}</dd>`}
${cooperates && html`<dt>Cơ quan phối hợp</dt><dd>${cooperates.join('; ')}</dd>`}
${proof !== undefined && html`<dt>Tài liệu cần nộp</dt><dd>${proof}</dd>`}
</dl>
${form && reportForm(form, proof)}
${ahead && html`<div class="say done"><p>Chưa phải làm gì lúc này. Kỳ đến ngày ${vnDay(ahead.period)} xác nhận được từ ngày ${vnDay(ahead.from)}, hạn ${longDay(ahead.until)}. Gần hạn, chúng tôi gửi thư nhắc.</p></div>`}
${unsent !== undefined && html`<details ${view.said && html`open`}><summary>Bản đang viết, chưa gửi</summary><p class="words">${unsent}</p></details>`}
${reports.length > 0 && html`<h2>Đã gửi</h2><ul class="plain">${reports.toReversed().map(reportCard)}</ul>`}
${extensions.length > 0 && html`<h2>Xin gia hạn</h2><ul class="plain">${extensions.toReversed().map(extensionCard)}</ul>`}`,
    form ? { ...toHome(base), saving: { form: 'bao-cao', act: 'home', enter: 'save' } } : toHome(base),
  );
}

const awaitingPart = ({ at, arrived, receipt, by, until }: NonNullable<ItemView['awaiting']>): Html => html`
<div class="say done"><p class="receipt">Đã nhận báo cáo ${cameAt(at, arrived)}.</p><p>Số biên nhận <strong>${receipt}</strong>.</p>
<p>${by} sẽ thẩm tra${until && html` chậm nhất ${longDay(until.day)}`}. Kết quả được gửi qua thư và hiện tại trang này.</p></div>`;

/** What became of the latest asking for more time, while the item is still owed. */
function extensionSaid({ asked, until, decided }: ExtensionLine): Part {
  if (!decided)
    return html`<div class="say warn"><p>Đơn vị đã xin gia hạn đến ${longDay(until)} (gửi ngày ${vnDay(asked)}), đang chờ lãnh đạo quyết định. Trong lúc chờ, nội dung này không bị nhắc; làm xong trước thì đơn vị cứ báo cáo.</p></div>`;
  const { granted, remarks } = decided;
  return html`<div class="say ${granted ? 'done' : 'warn'}"><p><strong>${granted ? `Đã đồng ý gia hạn đến ${longDay(decided.until ?? until)}.` : 'Không gia hạn.'}</strong></p>${remarks !== '' && html`<p class="words">${remarks}</p>`}</div>`;
}

const extensionCard = ({ asked, until, reason, decided, withdrawn }: ExtensionLine): Html => html`
<li class="card"><h3>Ngày ${vnDay(asked)}: xin gia hạn đến ${vnDay(until)}</h3><p class="words">${reason}</p>
<p>${
  decided
    ? decided.granted
      ? `Ngày ${vnDay(decided.on)}: đồng ý đến ${vnDay(decided.until ?? until)}.`
      : `Ngày ${vnDay(decided.on)}: không gia hạn.`
    : withdrawn
      ? 'Đơn vị đã báo cáo trước khi có quyết định.'
      : 'Đang chờ quyết định.'
}</p>${decided && decided.remarks !== '' && html`<p class="words">${decided.remarks}</p>`}</li>`;

/** The figures a report states: n of N, or the incidents of the period. */
const figureFields = ({ target, incidents, faults }: ReportForm): Part =>
  (target !== undefined || incidents !== undefined) &&
  html`<div class="field ${faults.figures !== undefined && 'wrong'}">${fault(faults.figures, 'figures')}
${
  target &&
  html`<div class="figures"><p><label for="done">Đã làm được (${target.of})</label><input type="text" inputmode="numeric" id="done" name="done" value="${target.done}" autocomplete="off" ${faulty(faults.figures, 'figures')}></p>
<p><label for="total">Tổng số phải làm</label><input type="text" inputmode="numeric" id="total" name="total" value="${target.total}" autocomplete="off" ${faulty(faults.figures, 'figures')}></p></div>`
}
${
  incidents !== undefined &&
  html`<label for="incidents">Số vụ vi phạm trong kỳ</label>
<p class="hint">Không có vụ nào thì ghi 0. Mỗi vụ cần một tệp riêng về việc xử lý, gửi ở phần tài liệu dưới đây.</p>
<div class="figures"><input type="text" inputmode="numeric" id="incidents" name="incidents" value="${incidents}" autocomplete="off" ${faulty(faults.figures, 'figures')}></div>`
}</div>`;

function reportForm(form: ReportForm, proof: string | undefined): Html {
  const { action, key, text, files, savedAt, period, faults, base, was, other } = form;
  const confirming = period !== undefined;
  return html`<h2>${confirming ? `Xác nhận thực hiện, kỳ đến ngày ${vnDay(period)}` : 'Báo cáo kết quả'}</h2>
<form method="post" id="bao-cao" action="${action}" data-saves enctype="multipart/form-data">${keyField(key)}<input type="hidden" name="base" value="${base}"><input type="hidden" name="was" value="${was}">
${confirming && html`<input type="hidden" name="period" value="${period}">`}
<div class="field ${faults.text !== undefined && 'wrong'}"><label for="text">${confirming ? 'Trong kỳ này đơn vị đã thực hiện thế nào?' : 'Đơn vị đã làm được gì?'}</label>
<p class="hint">Ghi việc đã làm, ngày hoàn thành, số văn bản (nếu có).</p>
${fault(faults.text, 'text')}
<textarea class="tall" id="text" name="text" ${faulty(faults.text, 'text')}>${'\n'}${text}</textarea></div>
${other && otherPart(other)}
${figureFields(form)}
<input type="hidden" name="kept" value="${files.map((file) => file.id).join(' ')}">
<div class="field">${fault(faults.files, 'files')}${fileFields('files', files, (id) => `drop/${id}`, proof, form.owners && ((file) => ownerField(file, form.owners!)))}</div>
<button class="main" name="act" value="send">${confirming ? 'Gửi xác nhận' : 'Gửi báo cáo'}</button>
<button name="act" value="save">Lưu, gửi sau</button>
${form.extends && html`<p><button class="link" name="act" value="extend">Chưa làm kịp? Lưu và xin gia hạn</button></p>`}
${savedAt !== undefined && html`<p class="soft">Đã lưu ${vnMoment(savedAt)}. Chưa gửi.</p>`}
</form>${liveForm}`;
}

/** The files of the report being written. */
export const itemFiles = ({ files, owners }: ReportForm): Part =>
  fileRows(files, (id) => `drop/${id}`, owners && ((file) => ownerField(file, owners)));

/** Which incident a file is of. */
const ownerField = ({ id, name }: FileLine, { count, of }: NonNullable<ReportForm['owners']>): Html => html`
<select name="vu/${id}" aria-label="Tệp ${name} thuộc vụ nào">${Array.from(
  { length: count + 1 },
  (_, n) =>
    html`<option value="${n}" ${of[id] === String(n) && html`selected`}>${n === 0 ? 'Không riêng vụ nào' : `Vụ ${n}`}</option>`,
)}</select>`;

const otherPart = ({ by, at, text }: OtherText): Html => html`<div class="say warn">
<p><strong>${by === undefined ? 'Bản bạn vừa ghi, chưa lưu:' : html`Bản của ${by}${at !== undefined && html`, lưu lúc ${vnMoment(at)}`}:`}</strong></p>
${text.trim() === '' ? html`<p>(không có chữ nào)</p>` : html`<p class="words">${text}</p>`}
${by !== undefined && html`<p>Muốn giữ bản của bạn, hãy bấm <strong>Gửi</strong> hoặc <strong>Lưu</strong> ở dưới. Muốn dùng bản này:</p><button class="small" name="act" value="other">Lấy bản của ${by}</button>`}</div>`;

const verdictWords: Record<Verdict, string> = { met: 'Đạt', partly: 'Đạt một phần', 'not-met': 'Chưa đạt' };

const reportCard = ({ at, arrived, receipt, text, files, period, figures, entered, answer }: ReportLine): Html => html`
<li class="card"><h3>${arrived === undefined ? vnMoment(at) : `Ngày ${vnDay(arrived)}`} · Số biên nhận ${receipt}</h3>
${period !== undefined && html`<p>Kỳ đến ngày ${vnDay(period)}</p>`}
${entered !== undefined && html`<p class="soft">Cơ quan nhập hộ từ ${entered}.</p>`}
${figures !== undefined && html`<p><strong>${figures}</strong></p>`}
<p class="words">${text}</p>${fileList(files)}
${answer && html`<div class="say ${answer.verdict === 'met' ? 'done' : 'warn'}"><p><strong>${verdictWords[answer.verdict]}</strong> · ${vnMoment(answer.at)}${answer.until && html` · phần còn lại hạn ${vnDay(answer.until)}`}</p>${answer.remarks !== '' && html`<p class="words">${answer.remarks}</p>`}</div>`}</li>`;
