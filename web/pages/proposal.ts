import { vnDay } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { dueBlock } from './due.ts';
import type { DueLine } from './due.ts';
import { fileFields, fileList } from './evidence.ts';
import type { FileLine } from './evidence.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { fault, faulty, keyField, liveForm, page, saying, toHome, vnMoment } from './layout.ts';
import type { Frame, Said } from './layout.ts';

/** One agency a proposal was put to, as the unit that raised it sees it. */
export interface AgencyLine {
  agency: string;
  asked: Day;
  due?: DueLine | undefined;
  answered?: { on: Day; text: string; files: FileLine[]; entered?: string };
}

/** The form an agency answers by. */
export interface AnswerForm {
  agency: string;
  action: string;
  key: string;
  text: string;
  files: FileLine[];
  /** What is missing or wrong, at its field. */
  faults: { text?: string; files?: string };
}

/** One proposal: the unit that raised it follows it, the agency it was put to answers it. */
export interface ProposalView extends Frame {
  unit: string;
  raised: Day;
  text: string;
  /** `đã chuyển, chờ trả lời`. */
  state: string;
  /** What the unit holds in hand. */
  receipt?: { number: string; at: Instant };
  /** Of the unit that raised it: all of them; of an agency: its own. */
  agencies: AgencyLine[];
  /** The day by which the office passes it on; before it is routed. */
  routeBy?: DueLine | undefined;
  form?: AnswerForm;
  due?: DueLine | undefined;
  /** What the agency holds in hand. */
  sent?: { number: string; at: Instant };
  /** Typed, while nothing is to be answered any more. */
  unsent?: string;
  said?: Said;
}

export function proposalPage(view: ProposalView): string {
  const { unit, raised, text, state, receipt, agencies, routeBy, form, due, sent, unsent, base, office } = view;
  return page(
    form ? `Trả lời kiến nghị của ${unit}` : `Kiến nghị của ${unit}`,
    view,
    html`${saying(view.said)}
${sent && html`<div class="say done"><p class="receipt">Đã nhận câu trả lời lúc ${vnMoment(sent.at)}.</p><p>Số biên nhận <strong>${sent.number}</strong>. ${unit} đã được báo qua thư.</p></div>`}
<h1>${form ? html`Trả lời kiến nghị của ${unit}` : html`Kiến nghị của ${unit}`}</h1>
<p class="lead">${form ? html`${office.organ} chuyển kiến nghị này tới ${form.agency} và đề nghị trả lời.` : html`Tình trạng: ${state}.`}</p>
${form && dueBlock(due)}
<div class="card"><p class="words">${text}</p><p class="soft">${unit} nêu ngày ${vnDay(raised)}${receipt && html` · Số biên nhận ${receipt.number}`}</p></div>
${routeBy && html`<p>${office.division} sẽ chuyển tới cơ quan có thẩm quyền.</p>${dueBlock(routeBy)}`}
${form && answerForm(form)}
${unsent !== undefined && html`<h2>Bạn vừa ghi, chưa gửi</h2><div class="card"><p class="words">${unsent}</p></div>`}
${agencies.length > 0 && html`<h2>${form ? 'Đã trả lời' : 'Cơ quan trả lời'}</h2><ul class="plain">${agencies.map(agencyCard)}</ul>`}`,
    toHome(base),
  );
}

const agencyCard = ({ agency, asked, due, answered }: AgencyLine): Html => html`
<li class="card ${answered === undefined && due?.urgency}"><h3>${agency}</h3>
${
  answered
    ? html`<p><span class="tag done">Đã trả lời ngày ${vnDay(answered.on)}</span></p><p class="words">${answered.text}</p>${fileList(answered.files)}${answered.entered !== undefined && html`<p class="soft">${answered.entered}</p>`}`
    : html`<p>Đã chuyển ngày ${vnDay(asked)}, chờ trả lời.</p>${dueBlock(due)}`
}</li>`;

const answerForm = ({ action, key, text, files, faults }: AnswerForm): Html => html`
<form method="post" id="tra-loi" action="${action}" data-leaves enctype="multipart/form-data">${keyField(key)}
<div class="field ${faults.text !== undefined && 'wrong'}"><label for="text">Ý kiến của cơ quan</label>
<p class="hint">Ghi cách giải quyết, thời gian thực hiện, số văn bản (nếu có). Đơn vị nêu kiến nghị sẽ đọc được nguyên văn.</p>
${fault(faults.text, 'text')}
<textarea class="tall" id="text" name="text" ${faulty(faults.text, 'text')}>${'\n'}${text}</textarea></div>
<input type="hidden" name="kept" value="${files.map(({ id }) => id).join(' ')}">
<div class="field">${fault(faults.files, 'files')}${fileFields('files', files, (id) => `drop/${id}`, 'Không bắt buộc: văn bản trả lời, tài liệu kèm theo')}</div>
<button class="main" name="act" value="send">Gửi câu trả lời</button>
</form>${liveForm}`;

/** The page on which a unit raises a proposal. */
export interface NewProposalView extends Frame {
  unit: string;
  round: string;
  action: string;
  key: string;
  text: string;
  fault?: string;
  said?: Said;
}

export function newProposalPage(view: NewProposalView): string {
  const { unit, round, action, key, text, fault: wrong, base, office } = view;
  return page(
    `Nêu kiến nghị – ${unit}`,
    view,
    html`${saying(view.said)}
<h1>Nêu kiến nghị</h1>
<p class="lead">${unit} · ${round}</p>
<p>${office.organ} chuyển kiến nghị tới cơ quan có thẩm quyền, theo dõi đến khi có trả lời và báo lại đơn vị. Gửi rồi thì không sửa được.</p>
<form method="post" action="${action}" data-leaves>${keyField(key)}
<div class="field ${wrong !== undefined && 'wrong'}"><label for="text">Đơn vị kiến nghị điều gì?</label>
<p class="hint">Mỗi lần một việc: đang vướng gì, đề nghị ai giải quyết thế nào.</p>
${fault(wrong, 'text')}
<textarea class="tall" id="text" name="text" ${faulty(wrong, 'text')}>${'\n'}${text}</textarea></div>
<button class="main">Gửi kiến nghị</button>
</form>${liveForm}`,
    toHome(base),
  );
}
