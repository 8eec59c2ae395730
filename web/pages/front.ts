import { html } from './html.ts';
import type { OfficeLine } from './layout.ts';
import { openPage } from './open-frame.ts';

/**
 * What stands at the address itself: what this is, and where one goes from here. `mailbox`: on one's own machine;
 * `progress`: everybody may read how rounds stand.
 */
export const frontPage = ({
  office,
  mailbox,
  progress,
}: {
  office: OfficeLine;
  mailbox: boolean;
  progress: boolean;
}): string =>
  openPage(
    'Trang đầu',
    office,
    html`<h1>Đôn Đốc</h1>
<p class="lead">Theo dõi các đợt kiểm tra cải cách hành chính: từ kế hoạch, thông báo, kết luận đến khi từng nội dung khắc phục được đóng.</p>
<p><a class="button main" href="/viec-cua-toi">Đăng nhập</a></p>
<p>Dành cho cán bộ của cơ quan chủ trì kiểm tra: việc của mình, các đợt, văn bản, đơn vị nào quá hạn và đang chờ ai.</p>
<ul>
<li>Đơn vị được kiểm tra: mở đường dẫn trong thư đã nhận, không cần tài khoản.</li>
${mailbox && html`<li><a href="/mailbox">Hộp thư</a>: mọi thư hệ thống gửi đi trên máy này.</li>`}
${progress && html`<li><a href="/cong-khai">Tiến độ kiểm tra</a>: số liệu công khai, ai cũng xem được.</li>`}
<li><a href="/api/docs">Tài liệu giao diện lập trình</a>, cho phần mềm khác của cơ quan.</li>
</ul>`,
  );
