import type { Day, Instant } from '../../domain/day.ts';
import { vnDay } from '../../domain/day.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { fault, faulty, keyField, page, saying, toHome, vnMoment, wrong } from './layout.ts';
import type { Frame, Said } from './layout.ts';

export type HandOverField = 'units' | 'name' | 'mail' | 'reason';

/** A contact hands the unit's work to a colleague. */
export interface HandOverView extends Frame {
  today: Day;
  /** What the visitor may hand over, with what is open there. */
  units: { id: string; name: string; open: number; chosen: boolean }[];
  typed: { name: string; mail: string; reason: string };
  faults: Partial<Record<HandOverField, string>>;
  action: string;
  key: string;
  /** Handed over and not taken back. */
  given: { id: string; unit: string; to: string; mail: string; at: Instant; mayTakeBack: boolean }[];
  takeBack: { action: string; key: string };
  /** Why nothing can be handed over here. */
  not?: string;
  said?: Said;
}

export function handOverPage(view: HandOverView): string {
  const { units, given, not, takeBack } = view;
  return page(
    'Chuyển việc cho đồng nghiệp',
    view,
    html`${saying(view.said)}
<h1>Chuyển việc cho đồng nghiệp</h1>
${given.length > 0 && html`<ul class="plain">${given.map((one) => givenCard(one, takeBack))}</ul>`}
${not !== undefined && html`<p class="lead">${not}</p>`}
${units.length > 0 && not === undefined && handOverForm(view)}`,
    toHome(view.base),
  );
}

const givenCard = (
  { id, unit, to, mail, at, mayTakeBack }: HandOverView['given'][number],
  { action, key }: HandOverView['takeBack'],
): Html => html`
<li class="card"><p><strong>${unit}</strong>: đã chuyển cho ${to} (${mail}) lúc ${vnMoment(at)}.</p>
<p class="soft">Thư mời có đường dẫn riêng đã gửi người nhận; ${mayTakeBack ? 'đường dẫn của bạn mở đến hết hôm nay' : 'người nhận đang là đầu mối'}.</p>
${mayTakeBack && html`<form method="post" action="${action}">${keyField(key)}<input type="hidden" name="id" value="${id}"><button class="small">Lấy lại việc này</button></form>`}</li>`;

function handOverForm({ units, typed, faults, action, key, today }: HandOverView): Html {
  const open = units.reduce((sum, one) => sum + one.open, 0);
  return html`<p class="lead">Nghỉ dài ngày, đổi công tác? Ghi tên đồng nghiệp: người đó nhận thư có đường dẫn riêng và làm tiếp từ chỗ bạn dừng.</p>
<form method="post" action="${action}" data-leaves>${keyField(key)}
${
  units.length === 1
    ? html`<input type="hidden" name="u/${units[0]!.id}" value="yes"><p>Đơn vị: <strong>${units[0]!.name}</strong></p>`
    : html`<fieldset><legend>Chuyển việc của</legend><div class="choices">${units.map(({ id, name, open: n, chosen }) => html`<label><input type="checkbox" name="u/${id}" value="yes" ${chosen && html`checked`}>${name} (${n} việc)</label>`)}</div>${fault(faults.units)}</fieldset>`
}
<div class="field ${wrong(faults.name)}"><label for="name">Họ và tên người nhận</label>${fault(faults.name, 'name')}<input type="text" id="name" name="name" value="${typed.name}" maxlength="120" autocomplete="off" ${faulty(faults.name, 'name')}></div>
<div class="field ${wrong(faults.mail)}"><label for="mail">Địa chỉ thư của người nhận</label><p class="hint">Thư công vụ nếu có. Ghi thật đúng: đường dẫn gửi tới đây.</p>${fault(faults.mail, 'mail')}<input type="text" inputmode="email" autocapitalize="none" spellcheck="false" id="mail" name="mail" value="${typed.mail}" maxlength="254" autocomplete="off" ${faulty(faults.mail, 'mail')}></div>
<div class="field ${wrong(faults.reason)}"><label for="reason">Lý do</label>${fault(faults.reason, 'reason')}<textarea id="reason" name="reason" maxlength="2000" ${faulty(faults.reason, 'reason')}>${'\n'}${typed.reason}</textarea></div>
<div class="say"><p><strong>Sau khi chuyển:</strong></p><ul><li>${open} việc đang mở, phần đang làm dở và lịch sử sang người nhận.</li><li>Thư nhắc gửi người nhận; đường dẫn của bạn mở đến hết ${vnDay(today)}, trong ngày bạn lấy lại được.</li><li>Thủ trưởng đơn vị và Sở được báo ai chuyển cho ai, vì sao; Sở trả lại được nếu không đúng.</li></ul></div>
<p><button class="main">Chuyển việc</button></p></form>`;
}
