import { boardPage } from './board-frame.ts';
import type { OfficeLine } from './layout.ts';
import { html } from './html.ts';

/** What stands at the address itself: what this is, and where one goes from here. `mailbox`: on one's own machine. */
export const frontPage = ({ office, mailbox }: { office: OfficeLine; mailbox: boolean }): string =>
  boardPage(
    'Trang đầu',
    { office },
    html`<h1>Đôn Đốc</h1>
<p class="lead">Theo dõi các đợt kiểm tra cải cách hành chính: từ kế hoạch, thông báo, kết luận đến khi từng nội dung khắc phục được đóng.</p>
<p><a class="button main" href="/viec-cua-toi">Đăng nhập</a></p>
<p>Dành cho cán bộ của cơ quan chủ trì kiểm tra: việc của mình, các đợt, văn bản, đơn vị nào quá hạn và đang chờ ai.</p>
<ul>
<li>Đơn vị được kiểm tra: mở đường dẫn trong thư đã nhận, không cần tài khoản.</li>
${mailbox && html`<li><a href="/mailbox">Hộp thư</a>: mọi thư hệ thống gửi đi trên máy này.</li>`}
<li><a href="/bang-theo-doi">Bảng theo dõi</a>: xem các đợt ở trình duyệt không chạy mã kịch bản.</li>
<li><a href="/api/docs">Tài liệu giao diện lập trình</a>, cho phần mềm khác của cơ quan.</li>
</ul>`,
  );
