import type { Instant } from '../../domain/day.ts';
import { vnNumber, vnPercent } from '../../domain/number.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';
import { vnMoment } from './layout.ts';
import type { OfficeLine } from './layout.ts';
import { openPage } from './open-frame.ts';

/** So many of these have come this far. */
export interface PublicStep {
  name: string;
  /** `đơn vị`, `buổi`. */
  what: string;
  done: number;
  of: number;
}

/** Items of one kind of units or one area; what is late is open. */
export interface CountRow {
  name: string;
  total: number;
  closed: number;
  late: number;
}

/** One round as anybody may know it: counts alone. */
export interface PublicRound {
  name: string;
  state: string;
  units: number;
  steps: PublicStep[];
  items: CountRow;
  byLevel: CountRow[];
  byArea: CountRow[];
}

export interface PublicProgressView {
  office: OfficeLine;
  /** When it was counted. */
  at: Instant;
  rounds: PublicRound[];
}

/** What the office lets everybody see of its rounds: how far, what was asked, what is closed, open and late. */
export const publicProgressPage = ({ office, at, rounds }: PublicProgressView): string =>
  openPage(
    'Tiến độ kiểm tra cải cách hành chính',
    office,
    html`<h1>Tiến độ kiểm tra cải cách hành chính</h1>
<p class="lead">Số liệu lúc ${vnMoment(at)}</p>
${rounds.length === 0 ? html`<p>Hiện chưa có đợt nào được công khai.</p>` : rounds.map(roundPart)}
<p class="soft">Mỗi đơn vị được kiểm tra nhận một thông báo kết luận, nêu những nội dung phải khắc phục và hạn phải xong. <em>Đã đóng</em>: Sở đã thẩm tra, đơn vị làm đạt. <em>Quá hạn</em>: còn ở đơn vị sau ngày ghi trong văn bản; mốc theo dõi riêng của Sở không tính. Trang này chỉ có số đếm và được tính lại mỗi 5 phút.</p>`,
    true,
  );

const roundPart = ({ name, state, units, steps, items, byLevel, byArea }: PublicRound, i: number): Html => html`
<section aria-labelledby="dot-${i + 1}">
<h2 id="dot-${i + 1}">${name}</h2>
<p>${vnNumber(units)} đơn vị, ${state}. ${
  items.total === 0
    ? 'Chưa có nội dung nào phải khắc phục.'
    : html`${vnNumber(items.total)} nội dung phải khắc phục: đã đóng ${vnNumber(items.closed)} (${vnPercent((100 * items.closed) / items.total)}), đang mở ${vnNumber(items.total - items.closed)}, trong đó ${items.late === 0 ? 'không có nội dung nào quá hạn' : `quá hạn ${vnNumber(items.late)}`}.`
}</p>
${steps.length > 0 && stepsTable(steps)}
${items.total > 0 && html`${itemsTable('Nội dung khắc phục theo cấp đơn vị', 'Cấp', byLevel, items)}${itemsTable('Nội dung khắc phục theo lĩnh vực', 'Lĩnh vực', byArea, items)}`}
</section>`;

const stepsTable = (steps: PublicStep[]): Html => html`
<table><caption>Đã đến bước nào</caption><thead><tr><th scope="col">Bước</th><th scope="col" class="n">Đã xong</th><th scope="col">Tỷ lệ</th></tr></thead>
<tbody>${steps.map(
  ({ name, what, done, of }) => html`
<tr><th scope="row">${name}</th><td class="n" data-name="Đã xong">${vnNumber(done)}/${vnNumber(of)} ${what}</td><td class="bar" data-name="Tỷ lệ">${vnPercent((100 * done) / of, 0)}<progress value="${done}" max="${of}" aria-label="${name}"></progress></td></tr>`,
)}</tbody></table>`;

const itemsTable = (caption: string, head: string, rows: CountRow[], all: CountRow): Html => html`
<table><caption>${caption}</caption><thead><tr><th scope="col">${head}</th><th scope="col" class="n">Tất cả</th><th scope="col" class="n">Đã đóng</th><th scope="col" class="n">Đang mở</th><th scope="col" class="n">Quá hạn</th></tr></thead>
<tbody>${rows.map((row) => countRow(row))}${rows.length > 1 && countRow({ ...all, name: 'Cộng' }, 'all')}</tbody></table>`;

const countRow = ({ name, total, closed, late }: CountRow, kind?: string): Part => html`
<tr${kind !== undefined && html` class="${kind}"`}><th scope="row">${name}</th><td class="n" data-name="Tất cả">${vnNumber(total)}</td><td class="n" data-name="Đã đóng">${vnNumber(closed)}</td><td class="n" data-name="Đang mở">${vnNumber(total - closed)}</td><td class="${late > 0 ? 'n late' : 'n'}" data-name="Quá hạn">${vnNumber(late)}</td></tr>`;
