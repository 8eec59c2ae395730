import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { dueBlock, longDay } from './due.ts';
import type { DueLine } from './due.ts';
import { accept, fileList } from './evidence.ts';
import type { FileLine } from './evidence.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';
import { fault, faulty, keyField, liveForm, page, saying, wrong } from './layout.ts';
import type { Back, Frame, Said } from './layout.ts';

/** What all three pages around a visit share. */
interface Around extends Frame {
  unit: string;
  /** The inspection's own page. */
  back: Back;
  said?: Said;
}

/** What is missing or wrong, at its field. */
export type Faults = Partial<Record<'day' | 'session' | 'reason' | 'text' | 'agreed' | 'files', string>>;

/** Another half-day the unit asked for, and what was answered. */
export interface WishLine {
  day: Day;
  session: 'morning' | 'afternoon';
  asked: Day;
  reason: string;
  decided?: { on: Day; granted: boolean; text: string };
}

/** A half-day the unit may wish for. */
export interface AnotherDayView extends Around {
  visit: { n: number; day: Day; session: 'morning' | 'afternoon'; at: string };
  /** What it asked for last. */
  wish?: WishLine;
  form?: { action: string; key: string; day: string; session: string; reason: string; faults: Faults };
  /** Why no day can be asked for just now. */
  closed?: string;
}

export function anotherDayPage(view: AnotherDayView): string {
  const { unit, visit, wish, form, closed, back } = view;
  return page(
    `Xin đổi ngày kiểm tra – ${unit}`,
    view,
    html`${saying(view.said)}
<h1>Xin đổi ngày kiểm tra</h1>
<p class="lead">${unit} · buổi ${visit.n}: ${halfDay(visit)}, tại ${visit.at}</p>
${closed !== undefined && html`<div class="say warn"><p>${closed}</p></div>`}
${wish && wishPart(wish)}
${
  form &&
  html`<p>Lịch chỉ đổi khi trưởng đoàn đồng ý. Chúng tôi trả lời qua thư; chưa có trả lời thì lịch cũ vẫn giữ nguyên.</p>
<form method="post" action="${form.action}" data-leaves>${keyField(form.key)}
<div class="field ${wrong(form.faults.day)}"><label for="day">Ngày đơn vị đề nghị</label><p class="hint">Ghi ngày/tháng/năm, ví dụ 27/03/2026.</p>${fault(form.faults.day, 'day')}<input type="text" id="day" name="day" value="${form.day}" autocomplete="off" ${faulty(form.faults.day, 'day')}></div>
<div class="field ${wrong(form.faults.session)}">${fault(form.faults.session, 'session')}<div class="choices" role="group" aria-label="Buổi" ${form.faults.session !== undefined && html`aria-describedby="loi-session"`}>${(
    ['morning', 'afternoon'] as const
  ).map(
    (session) =>
      html`<label><input type="radio" name="session" value="${session}" ${form.session === session && html`checked`}>${session === 'morning' ? 'Buổi sáng' : 'Buổi chiều'}</label>`,
  )}</div></div>
<div class="field ${wrong(form.faults.reason)}"><label for="reason">Lý do</label>${fault(form.faults.reason, 'reason')}<textarea id="reason" name="reason" maxlength="2000" ${faulty(form.faults.reason, 'reason')}>${'\n'}${form.reason}</textarea></div>
<button class="main">Gửi đề nghị</button></form>${liveForm}`
}`,
    back,
  );
}

/** The decision with its day and reason, or that it waits. */
export const wishAnswer = ({ decided }: Pick<WishLine, 'decided'>): Part =>
  decided
    ? html`${decided.granted ? 'Đồng ý' : 'Không đổi sang ngày này'}, trả lời ngày ${vnDay(decided.on)}${decided.text !== '' && html`: ${decided.text}`}`
    : 'Đang chờ trả lời.';

const wishPart = (wish: WishLine): Html => html`
<section class="card"><h2 class="name">Đơn vị đề nghị: ${halfDay(wish)}</h2><p class="soft">Gửi ngày ${vnDay(wish.asked)}</p><p class="words">Lý do: ${wish.reason}</p><p class="words">${wishAnswer(wish)}</p></section>`;

/** What the unit answered, as it stands in its hand. */
export interface AnswerShown {
  on: Day;
  text: string;
  files: FileLine[];
  receipt?: string;
  /** `văn bản giấy`: the office entered it. */
  entered?: string;
}

export interface ExplanationView extends Around {
  asked: Day;
  text: string;
  points: string[];
  due?: DueLine | undefined;
  form?: { action: string; key: string; text: string; files: FileLine[]; faults: Faults };
  answered?: AnswerShown;
  closed?: string;
}

export function explanationPage(view: ExplanationView): string {
  const { unit, asked, text, points, due, form, answered, closed, back } = view;
  return page(
    `Giải trình – ${unit}`,
    view,
    html`${saying(view.said)}
<h1>Giải trình</h1>
<p class="lead">${unit} · Đoàn kiểm tra yêu cầu ${longDay(asked)}</p>
<section class="card ${form && due?.urgency}"><h2 class="name">Nội dung cần giải trình</h2><p class="words">${text}</p>
${points.length > 0 && html`<ol>${points.map((point) => html`<li class="words">${point}</li>`)}</ol>`}${form && dueBlock(due)}</section>
${answered && answerPart('Đơn vị đã giải trình', answered)}
${closed !== undefined && html`<div class="say warn"><p>${closed}</p></div>`}
${
  form &&
  html`<form method="post" action="${form.action}" data-leaves enctype="multipart/form-data">${keyField(form.key)}
<div class="field ${wrong(form.faults.text)}"><label for="text">Giải trình của đơn vị</label><p class="hint">Nêu rõ số liệu, nguyên nhân, việc đã làm.</p>${fault(form.faults.text, 'text')}<textarea class="tall" id="text" name="text" ${faulty(form.faults.text, 'text')}>${'\n'}${form.text}</textarea></div>
${filesPart(form.files, form.faults.files)}
<button class="main">Gửi giải trình</button></form>${liveForm}`
}`,
    back,
  );
}

export interface CommentsView extends Around {
  strengths: string[];
  findings: { text: string; basis?: string; evidence?: string; cause?: string }[];
  requirements: { text: string; due: string; proof?: string; target?: string }[];
  proposals: { text: string; answer?: string }[];
  due?: DueLine | undefined;
  /** Until when; after that the draft is taken as agreed. */
  until?: Day;
  form?: {
    action: string;
    key: string;
    text: string;
    agreed: boolean | undefined;
    files: FileLine[];
    faults: Faults;
  };
  answered?: AnswerShown & { agreed: boolean };
  /** `taken-as-agreed` in words, or why there is nothing to comment on. */
  closed?: string;
}

export function commentsPage(view: CommentsView): string {
  const { unit, strengths, findings, requirements, proposals, due, until, form, answered, closed, back } = view;
  return page(
    `Góp ý dự thảo kết luận – ${unit}`,
    view,
    html`${saying(view.said)}
<h1>Góp ý dự thảo kết luận</h1>
<p class="lead">${unit} · phần của đơn vị trong dự thảo: ${findings.length} tồn tại, hạn chế; ${requirements.length} yêu cầu</p>
${
  form &&
  html`<section class="card ${due?.urgency}">${dueBlock(due)}<p>Sau ${until ? html`ngày <strong class="whole">${longDay(until)}</strong>` : 'thời hạn này'}, đơn vị chưa có ý kiến thì được <strong>coi như thống nhất</strong> với dự thảo.</p><p><a href="#y-kien">Đến chỗ ghi ý kiến</a></p></section>`
}
${answered && answerPart(answered.agreed ? 'Đơn vị thống nhất với dự thảo' : 'Đơn vị đã có ý kiến', answered)}
${closed !== undefined && html`<div class="say warn"><p>${closed}</p></div>`}
<p class="soft">Đây là dự thảo, chưa phải kết luận; nội dung có thể thay đổi sau khi xem xét ý kiến.</p>
${list(
  'Kết quả đạt được',
  strengths.map((text) => html`<li class="words">${text}</li>`),
)}
${list('Tồn tại, hạn chế', findings.map(findingLine), true)}
${list('Yêu cầu', requirements.map(requirementLine), true)}
${list(
  'Kiến nghị của đơn vị',
  proposals.map(
    ({ text, answer }) =>
      html`<li class="words">${text}${answer !== undefined && html`<p class="soft">Trả lời: ${answer}</p>`}</li>`,
  ),
)}
${
  form &&
  html`<h2 id="y-kien">Ý kiến của đơn vị</h2>
<form method="post" action="${form.action}" data-leaves enctype="multipart/form-data">${keyField(form.key)}
<div class="field ${wrong(form.faults.agreed)}">${fault(form.faults.agreed, 'agreed')}<div class="choices" role="group" aria-labelledby="y-kien" ${form.faults.agreed !== undefined && html`aria-describedby="loi-agreed"`}><label><input type="radio" name="agreed" value="yes" ${form.agreed === true && html`checked`}>Thống nhất với dự thảo</label><label><input type="radio" name="agreed" value="no" ${form.agreed === false && html`checked`}>Có ý kiến khác</label></div></div>
<div class="field ${wrong(form.faults.text)}"><label for="text">Ý kiến</label><p class="hint">Cần ghi khi có ý kiến khác: điểm nào, đề nghị sửa thế nào, căn cứ.</p>${fault(form.faults.text, 'text')}<textarea class="tall" id="text" name="text" ${faulty(form.faults.text, 'text')}>${'\n'}${form.text}</textarea></div>
${filesPart(form.files, form.faults.files)}
<button class="main">Gửi ý kiến</button></form>${liveForm}`
}`,
    back,
  );
}

const list = (title: string, lines: Html[], numbered = false): Part =>
  lines.length > 0 && html`<h2>${title}</h2>${numbered ? html`<ol>${lines}</ol>` : html`<ul>${lines}</ul>`}`;

const findingLine = ({ text, basis, evidence, cause }: CommentsView['findings'][number]): Html =>
  html`<li class="words">${text}${basis !== undefined && html`<p class="soft">Căn cứ: ${basis}</p>`}${evidence !== undefined && html`<p class="soft">Minh chứng: ${evidence}</p>`}${cause !== undefined && html`<p class="soft">Nguyên nhân: ${cause}</p>`}</li>`;

const requirementLine = ({ text, due, proof, target }: CommentsView['requirements'][number]): Html =>
  html`<li class="words">${text}${target !== undefined && html`<p>Chỉ tiêu: ${target}</p>`}<p>Thời hạn: ${due}</p>${proof !== undefined && html`<p class="soft">Tài liệu cần nộp: ${proof}</p>`}</li>`;

const answerPart = (title: string, { on, text, files, receipt, entered }: AnswerShown): Html => html`
<div class="say done"><p><strong>${title}</strong> ${longDay(on)}${entered !== undefined && html`, bằng ${entered}`}.</p>${receipt !== undefined && html`<p>Số biên nhận ${receipt}</p>`}</div>
${text !== '' && html`<section class="card"><p class="words">${text}</p>${fileList(files)}</section>`}`;

/** Files already kept go along with the form; more may be added. */
const filesPart = (files: readonly FileLine[], refused: string | undefined): Html => html`
${files.length > 0 && html`<p class="label">Tệp đã nhận, gửi cùng:</p>${fileList(files)}<input type="hidden" name="kept" value="${files.map(({ id }) => id).join(' ')}">`}
<div class="field">${fault(refused, 'files')}<label for="files">${files.length > 0 ? 'Thêm tài liệu' : 'Tài liệu kèm theo (nếu có)'}</label><p class="hint">Ảnh chụp, PDF, Word, Excel; mỗi tệp không quá 20 MB, chọn được nhiều tệp.</p><input type="file" id="files" name="files" multiple accept="${accept}" ${faulty(refused, 'files')}></div>`;

/** `sáng thứ Ba, 24/03/2026`. */
const halfDay = ({ day, session }: { day: Day; session: 'morning' | 'afternoon' }): string =>
  `${session === 'morning' ? 'sáng' : 'chiều'} ${longDay(day)}`;
