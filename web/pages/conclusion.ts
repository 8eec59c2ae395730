import { longDay } from './due.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { page, toHome } from './layout.ts';
import type { Frame } from './layout.ts';
import type { Day } from '../../domain/day.ts';

/** A conclusion as one of its units reads it: only what concerns that unit. */
export interface ConclusionView extends Frame {
  unit: string;
  /** `Thông báo kết luận kiểm tra số 05/TB-SNV ngày 23/02/2026`. */
  name: string;
  file: string;
  strengths: { area: string; text: string }[];
  findings: { area: string; text: string; basis?: string; evidence?: string; cause?: string }[];
  requirements: { text: string; due: string; proof?: string; responsible?: string; state?: string; href?: string }[];
  /** `href`: followed on its own page. */
  proposals: { text: string; answer?: string; href?: string }[];
  issued: Day;
}

export function conclusionPage(view: ConclusionView): string {
  const { unit, name, file, strengths, findings, requirements, proposals, base, issued } = view;
  return page(
    `${name} – ${unit}`,
    view,
    html`<h1>${name}</h1>
<p class="lead">Phần của ${unit}: ${findings.length} tồn tại, hạn chế; ${requirements.length} yêu cầu. Phát hành ${longDay(issued)}.</p>
<p><a class="button" href="${file}">Tải văn bản (PDF)</a></p>
${requirements.length > 0 && html`<h2>Việc phải làm</h2><ol class="plain">${requirements.map(requirementCard)}</ol>`}
${findings.length > 0 && html`<h2>Tồn tại, hạn chế</h2><ol>${findings.map(findingLine)}</ol>`}
${strengths.length > 0 && html`<h2>Ưu điểm</h2><ul>${strengths.map(({ text }) => html`<li class="words">${text}</li>`)}</ul>`}
${proposals.length > 0 && html`<h2>Kiến nghị của đơn vị</h2><ul>${proposals.map(({ text, answer, href }) => html`<li class="words">${text}${answer !== undefined && html`<p class="soft">Trả lời: ${answer}</p>`}${href !== undefined && html`<p><a href="${href}">Xem tình trạng kiến nghị</a></p>`}</li>`)}</ul>`}`,
    toHome(base),
  );
}

const requirementCard = ({
  text,
  due,
  proof,
  responsible,
  state,
  href,
}: ConclusionView['requirements'][number]): Html => html`
<li class="card"><h3 class="words">${text}</h3><p>Thời hạn: <strong>${due}</strong></p>
${responsible !== undefined && html`<p>Người chịu trách nhiệm: ${responsible}</p>`}${proof !== undefined && html`<p>Tài liệu cần nộp: ${proof}</p>`}
${state !== undefined && html`<p class="soft">Tình trạng: ${state}</p>`}${href !== undefined && html`<a href="${href}">Xem và báo cáo</a>`}</li>`;

const findingLine = ({ text, basis, evidence, cause }: ConclusionView['findings'][number]): Html => html`
<li class="words">${text}${basis !== undefined && html`<p class="soft">Căn cứ: ${basis}</p>`}${evidence !== undefined && html`<p class="soft">Minh chứng: ${evidence}</p>`}${cause !== undefined && html`<p class="soft">Nguyên nhân: ${cause}</p>`}</li>`;
