import { createHash } from 'node:crypto';
import { html } from './html.ts';
import type { Part } from './html.ts';
import type { OfficeLine } from './layout.ts';
import { stylesheet } from './stylesheet.ts';

/** Beside the units' stylesheet: tables of figures, which become cards on a phone. */
const css = `
.open table{background:var(--card);border:1px solid var(--line);margin:.4rem 0 1.2rem}
.open th,.open td{padding:.45rem .7rem}
.open thead th{background:#e9edf1}
.open caption{text-align:left;font-weight:600;padding:.3rem 0}
.open tbody th{font-weight:400;overflow-wrap:anywhere}.open tr.all th,.open tr.all td{font-weight:600}
.open td.n,.open th.n{padding-right:.7rem;white-space:nowrap}
.open progress{display:block;width:100%;min-width:6rem;height:.7rem;margin-top:.45rem;accent-color:var(--accent)}
.open td.late{color:var(--danger);font-weight:600}
.open section+section{border-top:2px solid var(--line);margin-top:2rem}
@media(max-width:40rem){.open thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.open tbody,.open tbody tr,.open tbody th,.open tbody td{display:block}.open tbody tr{border-bottom:1px solid var(--line);padding:.35rem 0}
.open tbody th{border:0;font-weight:600;padding-bottom:.1rem}
.open tbody td{border:0;padding:.1rem .7rem;display:flex;justify-content:space-between;gap:1rem}.open td::before{content:attr(data-name);color:var(--soft);font-weight:400}
.open tbody td.bar{display:block;padding-bottom:.4rem}.open td.bar::before{content:none}}
@media print{@page{size:A4;margin:15mm}.open tr,.open caption{break-inside:avoid}.open thead{display:table-header-group}a{color:inherit}}
`.trim();

export const openSheet = {
  href: `/assets/cong-khai.${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`,
  type: 'text/css; charset=utf-8',
  body: css,
} as const;

/** A whole page for whoever comes by; `found`: search engines may lead to it. */
export const openPage = (title: string, office: OfficeLine | undefined, body: Part, found = false): string =>
  html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${!found && html`<meta name="robots" content="noindex, nofollow">`}
<meta name="format-detection" content="telephone=no">
<title>${title} – Đôn Đốc</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheet.href}">
<link rel="stylesheet" href="${openSheet.href}">
</head>
<body class="open">
${office && html`<header class="top"><p>${office.organ} · ${office.division}</p></header>`}
<main>
${body}
</main>
</body>
</html>
`.html;

/** Why there is no page just now. */
export const openMessagePage = (title: string, why: string): string =>
  openPage(title, undefined, html`<h1>${title}</h1><p class="lead">${why}</p>`);
