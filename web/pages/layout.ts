import { dayAt, vnDay, vnTime } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';
import { script } from './script.ts';
import { stylesheet } from './stylesheet.ts';

/** Who asks, and whom to ring: on every page. */
export interface OfficeLine {
  /** `Sở Nội vụ`. */
  organ: string;
  /** `Phòng Cải cách hành chính`. */
  division: string;
  phone?: string;
}

/** What all pages behind one link share. */
export interface Frame {
  /** `/u/<token>`. */
  base: string;
  office: OfficeLine;
  /** A round under a training clock. */
  training?: true;
}

/** What just happened, on top of the page it happened on. */
export interface Said {
  kind: 'done' | 'warn' | 'fault';
  text: string;
}

/** The way back, always visible. Where something is being written, it is a button that saves first. */
export interface Back {
  href: string;
  name: string;
  /** The form whose text goes along, what this button says it is, and what Enter in a field says. */
  saving?: { form: string; act: string; enter: string };
}

export const toHome = (base: string): Back => ({ href: base, name: 'Việc của đơn vị' });

/** A whole page. */
export function page(
  title: string,
  { office, training }: Pick<Frame, 'office' | 'training'>,
  body: Part,
  back?: Back,
): string {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheet.href}">
</head>
<body>
${training && html`<p class="training">TẬP HUẤN: số liệu và thời hạn ở đây chỉ để luyện tập.</p>`}
<header class="top"><p>${office.organ} · ${office.division}</p></header>
<main>
${back && backPart(back)}
${body}
</main>
<footer class="foot">${help(office)}</footer>
</body>
</html>
`.html;
}

const backPart = ({ href, name, saving }: Back): Html =>
  saving
    ? html`<button class="vh" form="${saving.form}" name="act" value="${saving.enter}" tabindex="-1" aria-hidden="true">Lưu</button><button class="back" form="${saving.form}" name="act" value="${saving.act}">← Lưu, về ${name.slice(0, 1).toLowerCase() + name.slice(1)}</button>`
    : html`<a class="back" href="${href}">← ${name}</a>`;

const help = ({ organ, division, phone }: OfficeLine): Html => html`
<p>Cần giúp? Gọi ${division}, ${organ}${phone ? html`: <strong>${ring(phone)}</strong>` : ', hoặc trả lời thư đã gửi kèm đường dẫn này'}.</p>
<p>Đã gửi bằng văn bản giấy? Trả lời thư chứa đường dẫn này, kèm ảnh chụp văn bản, để chúng tôi nhập giúp.</p>`;

/** A number to tap on a phone. */
export const ring = (phone: string): Html => html`<a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>`;

export const saying = (said: Said | undefined): Part =>
  said &&
  html`<div class="say ${said.kind}" role="${said.kind === 'done' ? 'status' : 'alert'}"><p class="words">${said.text}</p></div>`;

/** What is missing or wrong in a field, where the field stands; the class of its place, for the border. */
export const fault = (sentence: string | undefined, field?: string): Part =>
  sentence !== undefined &&
  html`<p class="fault" ${field !== undefined && html`id="loi-${field}"`} role="alert">${sentence}</p>`;
/** On the field itself: that something is wrong with it, and where that is said. */
export const faulty = (sentence: string | undefined, field: string): Part =>
  sentence !== undefined && html`aria-invalid="true" aria-describedby="loi-${field}"`;
export const wrong = (sentence: string | undefined): Part => sentence !== undefined && 'wrong';

/** When something came: what the office entered for the unit came on its day, whatever hour it was entered. */
export const cameAt = (at: Instant, arrived: Day | undefined): string =>
  arrived === undefined ? `lúc ${vnMoment(at)}` : `ngày ${vnDay(arrived)} (cơ quan nhập hộ)`;

/** `09:12, 11/03/2026`. */
export const vnMoment = (at: Instant): string => `${vnTime(at)}, ${vnDay(dayAt(at))}`;

/** Behind a form: what saves it by itself and looks at its figures, where a script may run. */
export const liveForm: Part = script && html`<script type="module" src="${script.href}"></script>`;

/** The key that makes a double tap one act. */
export const keyField = (key: string): Html => html`<input type="hidden" name="key" value="${key}">`;
