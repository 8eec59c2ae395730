import { html } from './html.ts';
import { page } from './layout.ts';
import type { OfficeLine } from './layout.ts';

/** A form the server could not take just now: everything typed, to be sent again by one tap. */
export interface Kept {
  office: OfficeLine;
  action: string;
  /** Every field of the form, the pressed button among them. */
  fields: Record<string, string>;
}

export function keptPage({ office, action, fields }: Kept): string {
  const texts = Object.entries(fields).filter(([name, text]) => isTyped(name) && text.trim() !== '');
  return page(
    'Máy chủ đang bận',
    { office },
    html`<h1>Máy chủ đang bận, chưa nhận được</h1>
<p class="lead">Những gì bạn đã ghi còn nguyên trên trang này. Hãy giữ trang mở, chờ một phút rồi bấm <strong>Gửi lại</strong>. Bấm nhiều lần cũng chỉ tính một lần.</p>
<p>Nếu đã chọn tệp, hãy chọn lại tệp sau khi gửi được.</p>
<form method="post" action="${action}" enctype="multipart/form-data">
${Object.entries(fields).map(([name, text]) => html`<textarea class="vh" tabindex="-1" aria-hidden="true" name="${name}">${'\n'}${text}</textarea>`)}
<button class="main">Gửi lại</button></form>
${texts.length > 0 && html`<h2>Nội dung đã ghi</h2><ul class="plain">${texts.map(([, text]) => html`<li class="card words">${text}</li>`)}</ul>`}`,
  );
}

const isTyped = (name: string): boolean => !['key', 'act', 'kept', 'version', 'period'].includes(name);
