import { createHash } from 'node:crypto';
import { html } from './html.ts';
import type { Part } from './html.ts';
import { saying } from './layout.ts';
import type { OfficeLine, Said } from './layout.ts';
import { stylesheet } from './stylesheet.ts';

/** What all pages of the board share. */
export interface BoardFrame {
  office: OfficeLine;
  training?: boolean;
  back?: { href: string; name: string } | undefined;
  said?: Said;
}

/** Beside the units' stylesheet: tables as wide as the window, which become cards on a phone. */
const css = `
.board-page main,.board-page .top,.board-page .foot{max-width:80rem}
.summary p{margin:.2rem 0}
.counts{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.5rem;margin:.8rem 0}
.counts div{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.4rem .7rem}
.counts dt{margin:0}.counts dd{font-size:1.15rem;font-weight:600;font-variant-numeric:tabular-nums}
.counts dd a,td p>a,td>a,th>a,.rows a{display:inline-block;padding:.2rem 0;min-height:1.6rem}
.filters{display:flex;flex-wrap:wrap;gap:.6rem .9rem;align-items:end;margin:1.2rem 0}
.filters label{display:block;font-size:.92rem}
.filters select{font:inherit;padding:.5rem .6rem;border:1px solid #7d8a97;border-radius:.4rem;background:#fff;color:inherit;max-width:100%}
.filters a{display:inline-block;padding:.5rem 0}
table.board{background:var(--card);border:1px solid var(--line);font-size:.88rem}
.board th,.board td{padding:.45rem .45rem}
.board thead th{background:#e9edf1;position:sticky;top:0}
.board tbody th{font-weight:600;min-width:9.5rem}.board tbody th span{display:block;font-weight:400;font-size:.9rem}
.board td p{margin:0}.board td.waits{min-width:17rem}.board.rows tbody th{width:38%}.board tr.late{box-shadow:inset .3rem 0 0 var(--danger)}
.board td.done{color:var(--done)}.board td.done a{color:var(--done)}
strong.late{color:var(--danger)}
.pager{display:flex;gap:1.2rem;align-items:center;margin:1rem 0}.pager a{padding:.6rem 0}
.rows td.n,.rows th.n{white-space:nowrap}
pre.letter{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1rem}
@media screen and (max-width:79rem){table.board thead{position:absolute;display:block;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.board,.board tbody,.board tr,.board td,.board tbody th{display:block}
.board tr{border-bottom:2px solid var(--line);padding:.4rem 0 .4rem .3rem}
.board td{display:grid;grid-template-columns:8rem 1fr;min-width:0;border:0;padding:.15rem .55rem;overflow-wrap:anywhere}
.board td::before{content:attr(data-name);color:var(--soft)}.board td>*{grid-column:2}
.board tbody th,.board.rows tbody th{border:0;width:auto}.board td.waits{min-width:0}}
@media print{@page{size:A4 landscape;margin:12mm}.filters,.pager{display:none}table.board{font-size:9pt}.board td.waits{min-width:0}.board thead{display:table-header-group}.board tr{break-inside:avoid}.board thead th{position:static}a{color:inherit;text-decoration:none}}
`.trim();

export const boardSheet = {
  href: `/assets/bang-theo-doi.${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`,
  type: 'text/css; charset=utf-8',
  body: css,
} as const;

/** A whole page for people of the office. */
export const boardPage = (
  title: string,
  { office, training, said }: Omit<BoardFrame, 'back'>,
  body: Part,
  back?: BoardFrame['back'],
): string =>
  html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<title>${title} – Đôn Đốc</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheet.href}">
<link rel="stylesheet" href="${boardSheet.href}">
</head>
<body class="board-page">
${training === true && html`<p class="training">TẬP HUẤN: số liệu và thời hạn ở đây chỉ để luyện tập.</p>`}
<header class="top"><p>${office.organ} · ${office.division}</p></header>
<main>
${back && html`<a class="back" href="${back.href}">← ${back.name}</a>`}
${saying(said)}
${body}
</main>
</body>
</html>
`.html;
