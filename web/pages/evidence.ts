import { vnNumber } from '../../domain/number.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';

/** A document of the unit, with where to open it. */
export interface FileLine {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  href: string;
  /** The incident it is of. */
  incident?: number;
}

/** What phones and desks offer when a file is asked for: the camera too. */
export const accept = 'image/*,application/pdf,.pdf,.docx,.xlsx,.doc,.xls,.csv,.txt,.heic';

/**
 * Files already kept, each to be dropped again, and a place for more. `drop` names what the button sends; `beside` is
 * what else is said of a file.
 */
export const fileFields = (
  name: string,
  files: readonly FileLine[],
  drop: (id: string) => string,
  wanted?: string,
  beside?: (file: FileLine) => Part,
): Html => html`
<div data-files="${name}">${fileRows(files, drop, beside)}</div>
<p class="label"><label for="${name}">${files.length > 0 ? 'Thêm tài liệu kiểm chứng' : 'Tài liệu kiểm chứng'}</label></p>
<p class="hint">${wanted !== undefined && html`${wanted}. `}Ảnh chụp, PDF, Word, Excel; mỗi tệp không quá 20 MB, chọn được nhiều tệp.</p>
<input type="file" id="${name}" name="${name}" multiple accept="${accept}">
<p class="camera"><label class="light" for="${name}-anh">Hoặc chụp ngay</label><br><input type="file" id="${name}-anh" name="${name}" accept="image/*" capture="environment"></p>`;

/** Files already kept, each with the button that drops it. */
export const fileRows = (
  files: readonly FileLine[],
  drop: (id: string) => string,
  beside?: (file: FileLine) => Part,
): Part =>
  files.length > 0 &&
  html`<ul class="plain files">${files.map(
    (file) =>
      html`<li><span>${fileLink(file)}</span>${beside?.(file)}<button class="small" name="act" value="${drop(file.id)}">Bỏ tệp</button></li>`,
  )}</ul>`;

export const fileList = (files: readonly FileLine[]): Part =>
  files.length > 0 &&
  html`<ul>${files.map((file) => html`<li>${file.incident !== undefined && `Vụ ${file.incident}: `}${fileLink(file)}</li>`)}</ul>`;

const fileLink = ({ name, size, href }: FileLine): Html =>
  html`<a href="${href}">${name}</a> <span class="soft">(${vnSize(size)})</span>`;

/** `1,5 MB`, `320 kB`. */
export const vnSize = (bytes: number): string =>
  bytes < 1_000_000
    ? `${vnNumber(Math.max(1, Math.round(bytes / 1000)))}\u00a0kB`
    : `${vnNumber(Math.round(bytes / 100_000) / 10)}\u00a0MB`;
