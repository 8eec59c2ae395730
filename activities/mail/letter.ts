import { printable } from '../../domain/document.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** A letter as it is kept: links stand in it as `{{link}}`. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** Where a link will stand. */
export const LINK = '{{link}}';

/** Text with the words that matter most in bold. */
export type Said = string | { strong: string };

/** One row of a list: what, when, and how it stands. */
export interface Row {
  what: string;
  /** Under it in small print: unit, paper, whom to call. */
  notes?: string[];
  /** `10/03/2026`. */
  day?: string;
  /** `quá 1 ngày làm việc`. */
  stands?: string;
  late?: boolean;
}

/**
 * What a letter is made of. The page and the text are written from the same parts, so that they say
 * the same lines in the same order.
 */
export type Part =
  | { say: Said | Said[] }
  | { list: Row[]; title?: string }
  | { points: string[] }
  | { facts: [label: string, value: string][] }
  /** The one button of a letter. */
  | { act: string; note?: string }
  | { small: string[] };

/** Who writes, and how to reach them. */
export interface Office {
  organ: string;
  division: string;
  phone: string;
  training: boolean;
}

export interface Draft {
  subject: string;
  /** `Đầu mối Sở Xây dựng`. */
  to: string;
  parts: Part[];
}

/** The letter as page and as text. */
export function letterOf({ subject, to, parts }: Draft, office: Office): Letter {
  const greeting: Part = { say: `Kính gửi: ${to}` };
  const training: Part[] = office.training
    ? [{ say: { strong: 'Thư của đợt tập huấn: không phải công việc thật.' } }]
    : [];
  const all = [greeting, ...training, ...parts].map(cleaned);
  const signature = clean(
    [`${office.division}, ${office.organ}`, ...(office.phone ? [`điện thoại ${office.phone}`] : [])].join(' · '),
  );
  return {
    subject: clean(`${office.training ? '[Tập huấn] ' : ''}${subject}`)
      .replace(/\s+/g, ' ')
      .trim(),
    text: [...all.map(textOf), `${signature}\n`].join('\n\n'),
    html: pageOf(all, signature),
  };
}

/** What people wrote, printable; no text of theirs can pass for a link. */
export const clean = (text: string): string => printable(text).replaceAll('{{', '{ {');

function cleaned(part: Part): Part {
  if ('act' in part) return part;
  return walk(part) as Part;
}

function walk(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(walk);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
}

const plain = (said: Said | Said[]): string =>
  [said]
    .flat()
    .map((each) => (typeof each === 'string' ? each : each.strong))
    .join('');

// As text

function textOf(part: Part): string {
  if ('say' in part) return plain(part.say);
  if ('list' in part) return [...(part.title ? [part.title] : []), ...part.list.map(rowText)].join('\n');
  if ('points' in part) return part.points.map((point) => `- ${point}`).join('\n');
  if ('facts' in part) return part.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
  if ('act' in part) return [`${part.act}: ${LINK}`, ...(part.note ? [part.note] : [])].join('\n');
  return part.small.join('\n');
}

function rowText({ what, notes = [], day, stands }: Row, index: number): string {
  const when = [day, stands].filter(Boolean).join(', ');
  return [`${index + 1}. ${what}`, ...notes.map((note) => `   ${note}`), ...(when ? [`   ${when}`] : [])].join('\n');
}

// As a page: one column that a phone can read, readable when a mail program turns colours around

const ink = '#1c2733';
const accent = '#0b5394';
const alarm = '#b3261e';
const soft = '#52606d';
const rule = '#d5dbe1';

const font = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const body = `${font};font-size:16px;line-height:1.5;color:${ink}`;
const small = `${font};font-size:14px;line-height:1.5;color:${soft}`;

const stylesheet = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.page{background:#14191f!important}.ink{color:#e6eaee!important}.soft{color:#a9b4bf!important}.late{color:#ff9a92!important}.rule{border-color:#38424d!important}.act{background:#1f6fc0!important}}
@media (max-width:480px){.sheet{padding:16px!important}}`;

function pageOf(parts: Part[], signature: string): string {
  return html`<!DOCTYPE html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <style>
          ${{ html: stylesheet }}
        </style>
      </head>
      <body class="page" style="margin:0;padding:0;background:#ffffff">
        <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#ffffff">
          <tr>
            <td align="center">
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
                <tr>
                  <td class="sheet" align="left" style="padding:24px">
                    ${parts.map(htmlOf)}
                    <p class="rule soft" style="${small};margin:24px 0 0;padding-top:12px;border-top:1px solid ${rule}">
                      ${signature}
                    </p>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.html;
}

const paragraph = (inner: Html): Html => html`<p class="ink" style="${body};margin:0 0 16px">${inner}</p> `;

function htmlOf(part: Part): Html {
  if ('say' in part) return paragraph(saidHtml(part.say));
  if ('list' in part) return listHtml(part.list, part.title);
  if ('points' in part)
    return html`<ul class="ink" style="${body};margin:0 0 16px;padding-left:20px">
      ${part.points.map((point) => html`<li style="margin:0 0 6px">${lines(point)}</li>`)}
    </ul> `;
  if ('facts' in part) return factsHtml(part.facts);
  if ('act' in part) return actHtml(part.act, part.note);
  return html`<div style="margin:0 0 16px">
    ${part.small.map((line) => html`<p class="soft" style="${small};margin:0 0 6px">${lines(line)}</p>`)}
  </div> `;
}

const saidHtml = (said: Said | Said[]): Html => ({
  html: [said]
    .flat()
    .map((each) => (typeof each === 'string' ? lines(each) : html`<strong>${lines(each.strong)}</strong>`).html)
    .join(''),
});

/** Text over several lines. */
const lines = (text: string): Html => ({
  html: text
    .split('\n')
    .map((line) => html`${line}`.html)
    .join('<br>'),
});

const cell = `${body};padding:10px 0;border-bottom:1px solid ${rule};vertical-align:top`;

const listHtml = (rows: Row[], title?: string): Html =>
  html`${title !== undefined && html`<p class="ink" style="${body};margin:0"><strong>${title}</strong></p> `}
    <table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      style="margin:0 0 20px;border-collapse:collapse"
    >
      ${rows.map(rowHtml)}
    </table> `;

function rowHtml({ what, notes = [], day, stands, late }: Row, index: number): Html {
  const words = stands?.replace('ngày làm việc', 'ngày làm\u00a0việc');
  const mood = late ? html`<span class="late" style="color:${alarm};font-weight:600">${words}</span>` : html`${words}`;
  const when = html`${day}${day !== undefined && stands !== undefined && html`<br />`}${stands !== undefined && mood}`;
  const hasWhen = day !== undefined || stands !== undefined;
  return html`<tr>
    <td class="ink rule" width="26" style="${cell}">${index + 1}.</td>
    <td class="ink rule" style="${cell};padding-right:12px">
      ${lines(what)}${notes.map((note) => html`<div class="soft" style="${small};margin:4px 0 0">${lines(note)}</div>`)}
    </td>
    <td class="ink rule" width="${hasWhen ? 118 : 0}" align="right" style="${cell};font-size:14px">
      ${hasWhen && when}
    </td>
  </tr> `;
}

const factsHtml = (facts: [string, string][]): Html =>
  html`<table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    style="margin:0 0 20px;border-collapse:collapse"
  >
    ${facts.map(
      ([label, value]) =>
        html`<tr>
          <td
            class="soft rule"
            width="130"
            style="${small};padding:8px 12px 8px 0;border-bottom:1px solid ${rule};vertical-align:top"
          >
            ${label}
          </td>
          <td class="ink rule" style="${cell};padding:8px 0">${lines(value)}</td>
        </tr> `,
    )}
  </table> `;

const actHtml = (label: string, note?: string): Html =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 8px">
      <tr>
        <td class="act" style="background:${accent};border-radius:6px">
          <a
            href="${LINK}"
            style="${font};display:inline-block;padding:12px 22px;font-size:16px;font-weight:600;color:#ffffff;text-decoration:none"
            >${label}</a
          >
        </td>
      </tr>
    </table>
    ${note !== undefined && html`<p class="soft" style="${small};margin:0 0 20px">${note}</p> `}`;
