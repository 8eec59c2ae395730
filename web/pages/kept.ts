import { columns } from '../../domain/figures.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';

/** A form the server could not take: everything typed, to be copied or sent again by one tap. */
export interface Kept {
  action: string;
  /** Every field of the form, the pressed button among them. */
  fields: Record<string, string>;
  /** Sending the same again can succeed. */
  again: boolean;
}

/** What was typed, as people can read and copy it, and all of it once more for the button. */
export const keptPart = ({ action, fields, again }: Kept): Part => {
  const texts = Object.entries(fields).filter(([name, text]) => isTyped(name) && text.trim() !== '');
  return [
    again &&
      html`<form method="post" action="${action}" enctype="multipart/form-data">
${Object.entries(fields).map(([name, text]) => html`<textarea class="vh" tabindex="-1" aria-hidden="true" name="${name}">${'\n'}${text}</textarea>`)}
<button class="main">Gửi lại</button></form>
<p>Nếu đã chọn tệp, hãy chọn lại tệp sau khi gửi được.</p>`,
    texts.length > 0 &&
      html`<h2>Nội dung đã ghi</h2>${!again && html`<p>Chưa lưu được. Hãy chép lại nội dung này trước khi đóng trang.</p>`}
<ul class="plain">${texts.map(([name, text]) => typedCard(fieldName(name), fieldText(name, text)))}</ul>`,
  ];
};

/** One text somebody typed, under the name of its field. */
export const typedCard = (name: string, text: string): Html =>
  html`<li class="card"><p class="soft">${name}</p><p class="words">${text}</p></li>`;

const machinery = ['key', 'act', 'kept', 'version', 'period', 'base', 'was', 'row', 'seen'];
const isTyped = (name: string): boolean => !machinery.includes(name) && !name.startsWith('vu/');

const choices: Record<string, string> = { yes: 'Có', no: 'Không', 'not-applicable': 'Không áp dụng' };

const named: Record<string, string> = {
  text: 'Nội dung',
  reason: 'Lý do',
  until: 'Xin gia hạn đến ngày',
  done: 'Đã làm được',
  total: 'Tổng số phải làm',
  incidents: 'Số vụ vi phạm trong kỳ',
  agreed: 'Ý kiến về dự thảo',
  day: 'Ngày đề nghị',
  session: 'Buổi',
  name: 'Họ và tên',
  mail: 'Địa chỉ thư',
};

const chosen: Record<string, Record<string, string>> = {
  agreed: { yes: 'Thống nhất với dự thảo', no: 'Có ý kiến khác' },
  session: { morning: 'Buổi sáng', afternoon: 'Buổi chiều' },
};

/** What a field of these pages is called, from its name alone: nothing else may be at hand. */
export function fieldName(name: string): string {
  const [kind = '', ...rest] = name.split('/');
  const last = rest.at(-1) ?? '';
  if (Object.hasOwn(named, name)) return named[name]!;
  switch (kind) {
    case 'a':
      return `Câu ${last}`;
    case 'x':
      return `Câu ${last}, giải trình`;
    case 'l':
      return `Câu ${last}, đường dẫn`;
    case 'w':
      return 'Giải trình số liệu';
    case 'c':
      return Object.hasOwn(columns, last) ? columns[last as keyof typeof columns].name : 'Số liệu';
    case 'p':
      return last === 'from' ? 'Kỳ số liệu, từ ngày' : 'Kỳ số liệu, đến ngày';
    case 'n':
      return 'Chưa có số liệu';
    case 'o':
      return 'Lý do chưa có số liệu';
    case 'r':
      return 'Tên dòng thêm';
    case 'k':
      return 'Khẳng định';
    case 'u':
      return 'Đơn vị';
    case 'm':
      return `Tiêu chí ${last}`;
    case 'b':
      return `Tiêu chí ${last}, không áp dụng`;
    case 'y':
      return `Tiêu chí ${last}, lý do`;
    default:
      return 'Số liệu';
  }
}

/** A choice in words, a text as it is. */
export function fieldText(name: string, text: string): string {
  const words = /^[ankbmu]\//.test(name) ? choices : chosen[name];
  return words && Object.hasOwn(words, text) ? words[text]! : text;
}
