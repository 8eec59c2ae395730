import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { boardPage } from './board-frame.ts';
import type { BoardFrame } from './board-frame.ts';
import { longDay } from './due.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';

/** A figure that leads to its list. */
export interface Figure {
  text: string;
  href: string;
}

export interface BoardRow {
  unit: string;
  href: string;
  team?: string;
  /** How it is inspected, where that is worth a word; that it is inspected again. */
  notes?: string[];
  /** Of each step: the words, a day or `n/N`, and whether it is done. Absent: the unit does not have this step. */
  steps: ({ text: string; done: boolean; href?: string } | undefined)[];
  /** `Quá 4 ngày làm việc · chờ đơn vị`. */
  late?: string;
  /** `Đơn vị: gửi báo cáo tự kiểm tra`, each thing somebody is waited for. */
  waiting: string[];
  next?: { day: Day; what: string; milestone: boolean };
}

export interface Choice {
  name: string;
  value: string;
  chosen: boolean;
}

export interface BoardView extends BoardFrame {
  title: string;
  state: string;
  today: Day;
  /** How far, who is late, waiting for whom: sentences with figures that lead to their lists. */
  summary: Part[];
  figures: { name: string; figure: Figure }[];
  stepNames: readonly string[];
  rows: BoardRow[];
  /** Of all rows that fit the filters, the page shown. */
  found: number;
  of: number;
  page: { n: number; last: number; href: (n: number) => string };
  filters: { field: string; label: string; choices: Choice[] }[];
  filtered: boolean;
  path: string;
}

/** One round for its leaders: how far, who is late, in whose hands; every figure opens its list. */
export function roundBoardPage(view: BoardView): string {
  const { title, state, today, summary, rows, found, of } = view;
  return boardPage(
    `Bảng theo dõi: ${title}`,
    view,
    html`<h1>${title}</h1>
<p class="lead">${state} · tính đến ${longDay(today)}</p>
<div class="card summary">${summary.map((sentence) => html`<p>${sentence}</p>`)}</div>
<dl class="counts">${view.figures.map(({ name, figure }) => html`<div><dt>${name}</dt><dd><a href="${figure.href}">${figure.text}</a></dd></div>`)}</dl>
${filterForm(view)}
<h2 id="bang">${found === of ? `${of} đơn vị` : `${found} trong ${of} đơn vị`}</h2>
${rows.length === 0 ? html`<p>Không có đơn vị nào như vậy.</p>` : table(view)}
${pager(view.page)}`,
    view.back,
  );
}

const filterForm = ({ filters, filtered, path }: BoardView): Html => html`
<form method="get" action="${path}#bang" class="filters">${filters.map(
  ({ field, label, choices }) =>
    html`<div><label for="${field}">${label}</label><select id="${field}" name="${field}">${choices.map(({ name, value, chosen }) => html`<option value="${value}" ${chosen && html`selected`}>${name}</option>`)}</select></div>`,
)}<div><button class="small">Lọc</button>${filtered && html` <a href="${path}#bang">Bỏ lọc</a>`}</div></form>`;

const table = ({ rows, stepNames }: BoardView): Html => html`
<table class="board"><thead><tr><th scope="col">Đơn vị</th>${stepNames.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">Quá hạn, đang chờ</th><th scope="col">Hạn tới</th></tr></thead>
<tbody>${rows.map((row) => tableRow(row, stepNames))}</tbody></table>`;

const tableRow = (
  { unit, href, team, notes = [], steps, late, waiting, next }: BoardRow,
  names: readonly string[],
): Html => html`
<tr class="${late !== undefined && 'late'}"><th scope="row"><a href="${href}">${unit}</a>${team !== undefined && html`<span class="soft">${team}</span>`}${notes.map((note) => html`<span class="soft">${note}</span>`)}</th>
${steps.map((step, i) => stepCell(step, names[i]!))}
<td class="waits" data-name="Đang chờ">${late !== undefined && html`<p><strong class="late">${late}</strong></p>`}${waiting.length === 0 ? html`<span class="soft">không chờ ai</span>` : waiting.map((one) => html`<p>${one}</p>`)}</td>
<td data-name="Hạn tới">${next ? html`<p>${next.milestone && 'mốc của Sở '}${vnDay(next.day)}</p><p class="soft">${next.what}</p>` : html`<span class="soft">–</span>`}</td></tr>`;

const stepCell = (step: BoardRow['steps'][number], name: string): Html =>
  step === undefined
    ? html`<td data-name="${name}"><span class="soft">–</span></td>`
    : html`<td data-name="${name}" class="${step.done && 'done'}">${step.href === undefined ? step.text : html`<a href="${step.href}">${step.text}</a>`}</td>`;

export const pager = ({ n, last, href }: BoardView['page']): Part =>
  last > 1 &&
  html`<nav class="pager" aria-label="Trang">${n > 1 && html`<a href="${href(n - 1)}">← Trang trước</a>`}<span>Trang ${n}/${last}</span>${n < last && html`<a href="${href(n + 1)}">Trang sau →</a>`}</nav>`;
