import { vnDay } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { capitalised } from './due.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { cameAt, page, toHome } from './layout.ts';
import type { Frame } from './layout.ts';

/** One thing that happened: sent, received or closed. */
export interface HistoryRow {
  kind: 'sent' | 'paper' | 'closed';
  what: string;
  /** The unit, where the link is of several. */
  unit?: string;
  day: Day;
  /** Of what the unit sent. */
  at?: Instant;
  arrived?: Day;
  receipt?: string;
  state?: string;
  href: string;
}

/** What a unit sent, received and finished, the latest first. */
export interface HistoryView extends Frame {
  whose: string;
  rows: HistoryRow[];
  total: number;
  n: number;
  pages: number;
  /** Of one page. */
  href: (n: number) => string;
}

const kinds = { sent: 'Đã gửi', paper: 'Nhận văn bản', closed: 'Đã xong' } as const;

export function historyPage({ whose, rows, total, n, pages, href, ...frame }: HistoryView): string {
  const years = [...new Set(rows.map(({ day }) => day.slice(0, 4)))];
  return page(
    `Lịch sử của ${whose}`,
    frame,
    html`<h1>Lịch sử: đã gửi, đã nhận, đã xong</h1>
<p class="soft">${whose} · ${total} mục, mới nhất trước${pages > 1 && html` · trang ${n}/${pages}`}</p>
${total === 0 && html`<p>Chưa có gì. Những gì đơn vị gửi và nhận sẽ hiện ở đây, kèm số biên nhận.</p>`}
${years.map((year) => html`<h2>Năm ${year}</h2><ul class="plain">${rows.filter(({ day }) => day.startsWith(year)).map(rowCard)}</ul>`)}
${pages > 1 && html`<p>${n > 1 && html`<a class="button" href="${href(n - 1)}">← Mới hơn</a>`}${n < pages && html`<a class="button" href="${href(n + 1)}">Cũ hơn →</a>`}</p>`}`,
    toHome(frame.base),
  );
}

const rowCard = ({ kind, what, unit, day, at, arrived, receipt, state, href }: HistoryRow): Html => html`
<li class="card"><p><span class="tag ${kind === 'closed' && 'done'}">${kinds[kind]}</span> <span class="soft">${at === undefined ? vnDay(day) : cameAt(at, arrived)}${unit !== undefined && html` · ${unit}`}</span></p>
<p><a class="name" href="${href}">${what}</a></p>
${receipt !== undefined && html`<p>Số biên nhận ${receipt}</p>`}${state !== undefined && html`<p class="soft">${capitalised(state)}</p>`}</li>`;
