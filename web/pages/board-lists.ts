import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { boardPage } from './board-frame.ts';
import type { BoardFrame } from './board-frame.ts';
import { pager } from './board.ts';
import type { BoardView } from './board.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';

/** A row of a list: what it is and where it leads, then its other cells. */
export interface ListRow {
  href?: string;
  cells: string[];
  late?: boolean;
}

export interface ListPart {
  title: string;
  columns: readonly string[];
  rows: ListRow[];
  /** Said when there is no row. */
  none: string;
  /** The whole of it, when these are only the first. */
  more?: { href: string; name: string };
}

export interface ListsView extends BoardFrame {
  title: string;
  lead?: string;
  /** Facts beside their names. */
  facts?: { name: string; text: string; href?: string }[];
  /** A text as it left. */
  text?: string;
  lists: ListPart[];
  page?: BoardView['page'];
}

/** A page of lists: a unit, an item, papers, letters. */
export const listsPage = (view: ListsView): string =>
  boardPage(
    view.title,
    view,
    html`<h1 class="words">${view.title}</h1>
${view.lead !== undefined && html`<p class="lead">${view.lead}</p>`}
${view.facts && view.facts.length > 0 && html`<dl>${view.facts.map(({ name, text, href }) => html`<dt>${name}</dt><dd class="words">${href === undefined ? text : html`<a href="${href}">${text}</a>`}</dd>`)}</dl>`}
${view.text !== undefined && html`<pre class="letter">${view.text}</pre>`}
${view.lists.map(listPart)}
${view.page && pager(view.page)}`,
    view.back,
  );

const listPart = ({ title, columns, rows, none, more }: ListPart): Html => html`<h2>${title}</h2>
${
  rows.length === 0
    ? html`<p class="soft">${none}</p>`
    : html`<table class="board rows"><thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => listRow(row, columns))}</tbody></table>`
}
${more && html`<p><a href="${more.href}">${more.name}</a></p>`}`;

const listRow = ({ href, cells: [first = '', ...rest], late }: ListRow, columns: readonly string[]): Html => html`
<tr class="${late === true && 'late'}"><th scope="row">${href === undefined ? first : html`<a href="${href}">${first}</a>`}</th>${rest.map((cell, i) => html`<td data-name="${columns[i + 1]}"><span>${cell}</span></td>`)}</tr>`;

/** A due as a leader reads it: only a day of a paper or rule may be overdue. */
export const dueCell = ({ due, followUpOn }: { due?: Day; followUpOn?: Day }, words?: string): string =>
  [
    due !== undefined ? vnDay(due) : followUpOn !== undefined ? `mốc của Sở ${vnDay(followUpOn)}` : '–',
    ...(words === undefined ? [] : [words]),
  ].join(' · ');

export interface SignInView extends BoardFrame {
  action: string;
  to: string;
  login: string;
}

/** Whoever is not signed in is asked to, and led back to where they wanted to go. */
export const signInPage = (view: SignInView): string =>
  boardPage(
    'Đăng nhập',
    view,
    html`<h1>Đăng nhập</h1>
<p class="lead">Bảng theo dõi dành cho cán bộ của cơ quan chủ trì kiểm tra.</p>
<form method="post" action="${view.action}"><input type="hidden" name="to" value="${view.to}">
<div class="field"><label for="login">Tên đăng nhập</label><input type="text" id="login" name="login" value="${view.login}" autocomplete="username" autocapitalize="none" maxlength="100"></div>
<div class="field"><label for="password">Mật khẩu</label><input type="password" id="password" name="password" autocomplete="current-password" maxlength="200"></div>
<button class="main">Đăng nhập</button></form>
${firstTime}`,
  );

const firstTime: Part = html`<p class="soft">Chưa có tài khoản? Xin đường dẫn tạo tài khoản ở người quản trị. Lần chạy đầu tiên, đường dẫn “Quản trị” hiện trên màn hình máy chủ.</p>`;
