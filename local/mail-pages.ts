import type { Mail, MailEntry } from './mail-archive.ts';

/** The mailbox's pages: plain HTML, no script, everything under `/mailbox`. */
export const styleSheet = `
:root { color-scheme: light; --ink: #1f2933; --soft: #52606d; --line: #d9dfe6; --ground: #f6f7f9; --accent: #1b4f8a; --warn: #8a4b00; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.35rem; line-height: 1.35; margin: 0 0 .25rem; overflow-wrap: anywhere; }
p { margin: .25rem 0 1rem; } .soft { color: var(--soft); } .warn { color: var(--warn); font-weight: 600; }
a { color: var(--accent); } a:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid #9dbfe6; outline-offset: 2px; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: 1rem 0; }
label { display: grid; gap: .2rem; flex: 1 1 14rem; font-size: .9rem; color: var(--soft); }
input { font: inherit; padding: .5rem .65rem; border: 1px solid #9aa5b1; border-radius: 6px; background: #fff; color: inherit; width: 100%; }
button { font: inherit; padding: .5rem 1.1rem; border: 0; border-radius: 6px; background: var(--accent); color: #fff; cursor: pointer; }
ol.mails { list-style: none; margin: 0; padding: 0; background: #fff; border: 1px solid var(--line); border-radius: 8px; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .7rem 1rem; color: inherit; text-decoration: none; }
.mails a:hover { background: #eef3f9; } .mails strong { overflow-wrap: anywhere; } .mails time { font-variant-numeric: tabular-nums; color: var(--soft); text-align: right; }
.mails small { display: block; font-size: .82rem; }
.mails span { grid-column: 1 / -1; color: var(--soft); font-size: .92rem; overflow-wrap: anywhere; }
nav { display: flex; gap: 1rem; margin: 1rem 0; flex-wrap: wrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
section { background: #fff; border: 1px solid var(--line); border-radius: 8px; margin: 1rem 0; overflow: hidden; }
h2 { font-size: 1rem; margin: 0; padding: .6rem 1rem; border-bottom: 1px solid var(--line); }
iframe { display: block; width: 100%; height: 75vh; border: 0; background: #fff; }
pre { margin: 0; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
section ul { margin: 0; padding: .8rem 1rem .8rem 2.2rem; }
details { margin: 1rem 0; } summary { cursor: pointer; color: var(--accent); } details pre { font: .85rem/1.5 ui-monospace, monospace; background: #fff; border: 1px solid var(--line); border-radius: 8px; margin-top: .5rem; }
@media (max-width: 34rem) { main { padding-top: 1rem; } .mails a { grid-template-columns: 1fr; } .mails time { text-align: left; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
`;

export const pageSize = 50;

export function listPage(found: MailEntry[], query: { to: string; page: number }): string {
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const page = Math.min(query.page, pages);
  const shown = found.slice((page - 1) * pageSize, page * pageSize);
  const link = (to: number, text: string) =>
    `<a href="/mailbox?${new URLSearchParams({ to: query.to, page: String(to) })}">${text}</a>`;
  const none = query.to
    ? `<p>Chưa có thư nào gửi tới “${escape(query.to)}”.</p>`
    : '<p>Chưa có thư nào. Thư do hệ thống gửi đi sẽ hiện ở đây.</p>';
  return document(
    'Hộp thư thử',
    `<h1>Hộp thư thử</h1>
<p class="soft">Mọi thư hệ thống gửi đi trên máy này được giữ tại đây, không thư nào ra ngoài.</p>
<form method="get" action="/mailbox">
<label for="to">Người nhận<input id="to" name="to" type="search" value="${escape(query.to)}"></label>
<button>Tìm</button></form>
<p class="soft" role="status">${found.length} thư${query.to ? ` gửi tới “${escape(query.to)}”` : ''}${pages > 1 ? `, trang ${page}/${pages}` : ''}</p>
${shown.length === 0 ? none : `<ol class="mails">${shown.map(row).join('\n')}</ol>`}
<nav>${page > 1 ? link(page - 1, '← Mới hơn') : ''}${page < pages ? link(page + 1, 'Cũ hơn →') : ''}</nav>`,
  );
}

const row = (mail: MailEntry): string =>
  `<li><a href="/mailbox/messages/${mail.n}"><strong>${escape(mail.subject || '(không có tiêu đề)')}</strong>
<time datetime="${mail.receivedAt}">${whenOf(mail)}</time>
<span>Tới ${escape(mail.recipients.join(', '))}${mail.attachmentCount ? ` · ${mail.attachmentCount} tệp kèm` : ''}${repeated(mail)}</span></a></li>`;

const repeated = (mail: MailEntry): string =>
  mail.copy > 1 ? ` · <b class="warn">nhận lần ${mail.copy} (trùng Message-ID)</b>` : '';

export function messagePage(mail: Mail): string {
  const base = `/mailbox/messages/${mail.n}`;
  const files = mail.files.map(
    (file, i) =>
      `<li><a href="${base}/attachments/${i + 1}">${escape(file.name)}</a> <span class="soft">${escape(file.type)}, ${size(file.content.byteLength)}</span></li>`,
  );
  return document(
    mail.subject,
    `<nav><a href="/mailbox">← Hộp thư thử</a><a href="${base}/raw">Tải thư gốc (.eml)</a></nav>
<h1>${escape(mail.subject || '(không có tiêu đề)')}</h1>
${mail.copy > 1 ? `<p class="warn">Thư này đến lần thứ ${mail.copy} với cùng Message-ID.</p>` : ''}
<dl><dt>Tới</dt><dd>${escape(mail.recipients.join(', '))}</dd>
<dt>Từ</dt><dd>${escape(header(mail, 'from') || mail.sender)}</dd>
<dt>Nhận lúc</dt><dd><time datetime="${mail.receivedAt}">${whenOf(mail)}</time></dd>
<dt>Message-ID</dt><dd>${escape(mail.messageId || '(không có)')}</dd></dl>
${files.length ? `<section><h2>Tệp kèm</h2><ul>${files.join('')}</ul></section>` : ''}
${mail.html ? `<section><h2>Nội dung</h2><iframe title="Nội dung thư" sandbox="allow-popups allow-popups-to-escape-sandbox" src="${base}/html"></iframe></section>` : ''}
${mail.text ? `<section><h2>Bản chữ</h2><pre>${linked(mail.text)}</pre></section>` : ''}
<details><summary>Các dòng đầu thư</summary><pre>${mail.headers.map(({ name, value }) => escape(`${name}: ${value}`)).join('\n')}</pre></details>`,
  );
}

export const missingPage = (): string =>
  document('Không có thư này', '<h1>Không có thư này</h1><p><a href="/mailbox">Về hộp thư thử</a></p>');

/** The letter's own HTML, with its embedded pictures in place; links open outside the frame. */
export function letterHtml(mail: Mail): string {
  const pictures = new Map(mail.files.filter((file) => file.contentId).map((file) => [file.contentId, file]));
  const html = mail.html.replace(/cid:([^"'\s>)]+)/g, (whole, id: string) => {
    const file = pictures.get(id);
    return file ? `data:${file.type};base64,${Buffer.from(file.content).toString('base64')}` : whole;
  });
  return `<!doctype html><meta charset="utf-8"><base target="_blank">${html}`;
}

const header = (mail: Mail, name: string): string =>
  mail.headers.find((one) => one.name.toLowerCase() === name)?.value ?? '';

const document = (title: string, body: string): string => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><link rel="stylesheet" href="/mailbox/style.css"></head>
<body><main>${body}</main></body></html>`;

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/)
    .map((part, i) =>
      i % 2 === 1 ? `<a href="${escape(part)}" target="_blank" rel="noopener">${escape(part)}</a>` : escape(part),
    )
    .join('');

/** A letter of a training round has the day of its round first, whose clock is stepped. */
const whenOf = ({ trainingDay, receivedAt }: MailEntry): string =>
  trainingDay === undefined
    ? dayAndTime(receivedAt)
    : `${trainingDay.split('-').reverse().join('/')} <small>(đợt tập huấn; gửi thật lúc ${dayAndTime(receivedAt)})</small>`;

/** `05/3/2026 14:05` in Vietnam, which is seven hours ahead all year. */
function dayAndTime(instant: string): string {
  const there = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  const [, year, month, day, time] = /^(\d+)-0?(\d+)-(\d+)T(\d+:\d+)/.exec(there) ?? [];
  return `${day}/${month === '1' || month === '2' ? `0${month}` : month}/${year} ${time}`;
}

const size = (bytes: number): string => (bytes < 10_240 ? `${bytes} byte` : `${Math.round(bytes / 1024)} KB`);
