import { dueBlock } from './due.ts';
import type { DueLine } from './due.ts';
import { html } from './html.ts';
import { fault, faulty, keyField, liveForm, page, saying } from './layout.ts';
import type { Frame, Said } from './layout.ts';

/** Asking for more time for one item. */
export interface ExtensionView extends Frame {
  unit: string;
  /** The item's page, and what is asked there. */
  item: { href: string; text: string };
  due?: DueLine | undefined;
  form: {
    action: string;
    key: string;
    /** As typed. */
    until: string;
    reason: string;
    faults: { until?: string; reason?: string };
  };
  said?: Said;
}

export const extensionPage = (view: ExtensionView): string => {
  const { unit, item, due, form, said } = view;
  const { faults } = form;
  return page(
    `Xin gia hạn – ${unit}`,
    view,
    html`${saying(said)}
<h1>Xin gia hạn</h1>
<p class="lead">${unit}</p>
<p class="words">${item.text}</p>
${dueBlock(due)}
<form method="post" action="${form.action}" data-leaves>${keyField(form.key)}
<div class="field ${faults.until !== undefined && 'wrong'}"><label for="until">Xin gia hạn đến ngày</label>
<p class="hint">Ghi ngày/tháng/năm, ví dụ 15/04/2026.</p>
${fault(faults.until, 'until')}
<input type="text" id="until" name="until" value="${form.until}" autocomplete="off" ${faulty(faults.until, 'until')}></div>
<div class="field ${faults.reason !== undefined && 'wrong'}"><label for="reason">Lý do</label>
<p class="hint">Đã làm đến đâu, vướng ở đâu, cần thêm thời gian để làm việc gì.</p>
${fault(faults.reason, 'reason')}
<textarea id="reason" name="reason" ${faulty(faults.reason, 'reason')}>${'\n'}${form.reason}</textarea></div>
<button class="main">Gửi đề nghị gia hạn</button>
<p class="soft">Lãnh đạo trả lời qua thư và tại trang của nội dung này. Trong lúc chờ, nội dung này không bị nhắc.</p>
</form>${liveForm}`,
    { href: item.href, name: 'Nội dung khắc phục' },
  );
};
