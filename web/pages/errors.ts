import { html } from './html.ts';
import type { Html } from './html.ts';
import { keptPart } from './kept.ts';
import type { Kept } from './kept.ts';
import { page, ring, toHome } from './layout.ts';
import type { OfficeLine } from './layout.ts';

/** Why a link or a page behind it cannot be shown; none of them says whose it was. */
export type Trouble =
  | 'link-unknown'
  | 'link-ended'
  | 'link-replaced'
  | 'not-found'
  | 'too-often'
  | 'from-elsewhere'
  | 'busy'
  | 'broken';

const words: Record<Trouble, { title: string; lines: string[] }> = {
  'link-unknown': {
    title: 'Đường dẫn này không mở được',
    lines: [
      'Có thể đường dẫn bị ngắt khi sao chép. Hãy mở lại thư và bấm thẳng vào nút trong thư.',
      'Nếu vẫn không được, hãy gọi cho chúng tôi để nhận đường dẫn mới.',
    ],
  },
  'link-ended': {
    title: 'Đường dẫn này đã hết hạn',
    lines: [
      'Các việc của đường dẫn này đã kết thúc từ hơn 30 ngày trước. Khi có việc mới, đơn vị sẽ nhận thư mới.',
      'Cần xem lại biên nhận hoặc văn bản cũ? Hãy gọi cho chúng tôi.',
    ],
  },
  'link-replaced': {
    title: 'Đường dẫn này không còn dùng được',
    lines: [
      'Việc của đơn vị đã chuyển cho người phụ trách khác. Người đó nhận đường dẫn riêng qua thư.',
      'Nếu bạn vẫn là người phụ trách, hãy gọi cho chúng tôi để được cập nhật.',
    ],
  },
  'not-found': {
    title: 'Không có trang này',
    lines: ['Trang này không có hoặc không thuộc việc của đơn vị. Hãy quay lại danh sách việc.'],
  },
  'too-often': {
    title: 'Trang được mở quá nhiều lần',
    lines: ['Hãy chờ một phút rồi mở lại. Những gì đã lưu vẫn còn nguyên.'],
  },
  'from-elsewhere': {
    title: 'Không nhận được yêu cầu này',
    lines: ['Yêu cầu được gửi từ một trang khác. Hãy mở lại đường dẫn trong thư rồi làm tại đó.'],
  },
  busy: {
    title: 'Máy chủ đang bận',
    lines: ['Chưa mở được trang. Hãy chờ một phút rồi tải lại; những gì đã lưu vẫn còn nguyên.'],
  },
  broken: {
    title: 'Trang này đang có lỗi',
    lines: ['Lỗi đã được ghi lại. Hãy thử tải lại; những gì đã lưu vẫn còn nguyên.'],
  },
};

/** What is said instead where a form was on its way. */
const formWords: Partial<typeof words> = {
  busy: {
    title: 'Máy chủ đang bận, chưa nhận được',
    lines: [
      'Những gì bạn đã ghi còn nguyên trên trang này. Hãy giữ trang mở, chờ một phút rồi bấm Gửi lại. Bấm nhiều lần cũng chỉ tính một lần.',
    ],
  },
  'too-often': {
    title: 'Gửi quá nhiều lần trong một phút',
    lines: ['Những gì bạn đã ghi còn nguyên trên trang này. Hãy giữ trang mở, chờ một phút rồi bấm Gửi lại.'],
  },
  broken: {
    title: 'Trang này đang có lỗi, chưa nhận được',
    lines: ['Lỗi đã được ghi lại. Những gì bạn đã ghi còn nguyên trên trang này; hãy chờ một phút rồi bấm Gửi lại.'],
  },
};

/**
 * A page that says what to do. `home` leads back where a valid link is at hand; `kept` is what a form brought that
 * could not be taken.
 */
export function troublePage(
  trouble: Trouble,
  office: OfficeLine,
  { home, kept }: { home?: string | undefined; kept?: Kept | undefined } = {},
): string {
  const { title, lines } = (kept && formWords[trouble]) ?? words[trouble];
  const call =
    office.phone !== undefined
      ? html`<p class="lead">Điện thoại ${office.division}: <strong>${ring(office.phone)}</strong></p>`
      : undefined;
  return page(
    title,
    { office },
    html`<h1>${title}</h1>${lines.map((line): Html => html`<p class="lead">${line}</p>`)}${home === undefined && call}${kept && keptPart(kept)}`,
    home === undefined ? undefined : toHome(home),
  );
}
