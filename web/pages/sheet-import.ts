import { html } from './html.ts';
import type { Html, Part } from './html.ts';
import { page } from './layout.ts';
import type { Frame } from './layout.ts';

/** What a filled-in workbook would change in a report, before anything of it is taken. */
export interface SheetPreview extends Frame {
  unit: string;
  /** As the person's file is called. */
  file: string;
  changes: { field: string; name: string; was: string; now: string; value: string }[];
  faults: { where: string; sentence: string }[];
  /** Cells that say what is saved already. */
  same: number;
  action: string;
  /** Fingerprints of what is saved in the fields that would change. */
  was: string;
  overview: string;
}

export function sheetPreviewPage(view: SheetPreview): string {
  const { unit, file, changes, faults, same, overview } = view;
  return page(
    `Nhập từ Excel – ${unit}`,
    view,
    html`<h1>${changes.length > 0 ? `Tệp này đổi ${changes.length} ô` : 'Tệp này không đổi gì'}</h1>
<p class="lead">${unit} · ${file}. Chưa nhập gì: hãy xem rồi bấm nhập.</p>
${faults.length > 0 && faultsPart(faults)}
${changes.length > 0 && takeForm(view, true)}
${changes.length > 0 && html`<h2>Những ô sẽ đổi</h2><table><thead><tr><th>Ô</th><th>Đang có</th><th>Sẽ là</th></tr></thead><tbody>${changes.map(({ name, was, now }) => html`<tr><td>${name}</td><td class="words">${was === '' ? '(trống)' : was}</td><td class="words"><strong>${now}</strong></td></tr>`)}</tbody></table>`}
${same > 0 && html`<p class="soft">${same} ô khác đã giống nội dung đã lưu. Ô để trống trong tệp thì giữ nguyên nội dung đã lưu.</p>`}
${changes.length > 12 && takeForm(view, false)}
<p><a href="${overview}">Không nhập, quay lại</a></p>`,
    { href: overview, name: 'Các phần của báo cáo' },
  );
}

const faultsPart = (faults: SheetPreview['faults']): Html => html`
<div class="say fault" role="alert"><p><strong>${faults.length} chỗ không nhập được.</strong> Sửa trong tệp rồi gửi lại, hoặc nhập những ô đúng trước.</p>
<ul>${faults.map(({ where, sentence }) => html`<li class="words"><strong>${where}:</strong> ${sentence}</li>`)}</ul></div>`;

const takeForm = ({ action, was, changes }: SheetPreview, main: boolean): Part => html`
<form method="post" action="${action}" enctype="multipart/form-data"><input type="hidden" name="act" value="take"><input type="hidden" name="was" value="${was}">
${changes.map(({ field, value }) => html`<textarea class="vh" tabindex="-1" aria-hidden="true" name="${field}">${'\n'}${value}</textarea>`)}
<button class="${main && 'main'}">Nhập ${changes.length} ô này</button></form>`;
