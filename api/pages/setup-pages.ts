import { createHash } from 'node:crypto';
import { html } from '../../web/pages/html.ts';
import type { Part } from '../../web/pages/html.ts';
import { stylesheet } from '../../web/pages/stylesheet.ts';

/** Beside the units' stylesheet, which knows neither of these fields. */
const css = `.field label{display:block;font-weight:600;margin-bottom:.25rem}
.field input{display:block;width:100%;font:inherit;padding:.7rem .75rem;border:1px solid #6b7887;border-radius:.45rem;background:#fff;color:inherit}
.say+.lead{margin-top:1rem}`;
export const accountSheet = {
  href: `/assets/tai-khoan.${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`,
  type: 'text/css; charset=utf-8',
  body: css,
} as const;

/** What was typed, put back when something is to be mended. The password never is. */
export interface SetupTyped {
  name: string;
  mail: string;
  login: string;
}

/** Asks for a login name and password; the first administrator also for name and address. `had`: an account was there before. */
export const setupPage = (who: string | undefined, typed: SetupTyped, had: boolean, fault?: string): string =>
  page(
    who === undefined ? 'Người quản trị đầu tiên' : `Tài khoản của ${who}`,
    html`${fault !== undefined && html`<div class="say fault" role="alert"><p class="words">${fault}</p></div>`}
      <p class="lead">
        ${who === undefined ? 'Đường dẫn này dùng một lần, để tạo người quản trị đầu tiên của Đôn Đốc.' : 'Đường dẫn này dùng một lần, để đặt tên đăng nhập và mật khẩu.'}
      </p>
      <form method="post">
        ${
          who === undefined &&
          html`<div class="field">
              <label for="name">${setupLabels['name']}</label
              ><input
                id="name"
                name="name"
                type="text"
                autocomplete="name"
                required
                maxlength="120"
                value="${typed.name}"
              />
            </div>
            <div class="field">
              <label for="mail">${setupLabels['mail']}</label
              ><input
                id="mail"
                name="mail"
                type="email"
                autocomplete="email"
                required
                maxlength="254"
                value="${typed.mail}"
              />
            </div>`
        }
        <div class="field">
          <label for="login">${setupLabels['login']}</label
          ><input
            id="login"
            name="login"
            type="text"
            autocomplete="username"
            autocapitalize="none"
            required
            minlength="3"
            maxlength="60"
            value="${typed.login}"
          />
        </div>
        <div class="field">
          <label for="password">${setupLabels['password']}</label>
          <p id="about" class="soft">Từ 12 ký tự. Một câu ngắn dễ nhớ là đủ.</p>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="new-password"
            aria-describedby="about"
            required
            minlength="12"
            maxlength="200"
          />
        </div>
        <div class="field">
          <label for="again">${setupLabels['again']}</label>
          <input id="again" name="again" type="password" autocomplete="new-password" required maxlength="200" />
        </div>
        <button class="main">${had ? 'Đặt lại mật khẩu' : 'Tạo tài khoản'}</button>
      </form>`,
  );

export const setupDonePage = (login: string): string =>
  page(
    'Đã đặt mật khẩu',
    html`<p class="lead">
        Tên đăng nhập của anh/chị là <strong>${login}</strong>. Anh/chị đã đăng nhập trên thiết bị này.
      </p>
      <p><a class="button main" href="/viec-cua-toi">Mở việc của tôi</a></p>
      <p class="soft">Đường dẫn vừa dùng không còn hiệu lực.</p>`,
  );

/** The names of the fields as the page has them. */
export const setupLabels: Readonly<Record<string, string>> = {
  name: 'Họ và tên',
  mail: 'Địa chỉ thư',
  login: 'Tên đăng nhập',
  password: 'Mật khẩu',
  again: 'Nhập lại mật khẩu',
};

/** The link could not be followed just now: too many attempts, another site, an outage. */
export const setupRefusedPage = (why: string): string => page('Chưa thực hiện được', html`<p class="lead">${why}</p>`);

export const setupEndedPage = (): string =>
  page(
    'Đường dẫn không còn hiệu lực',
    html`<p class="lead">Đường dẫn này đã dùng hoặc đã hết hạn. Hãy xin người quản trị một đường dẫn mới.</p>
      <p>
        Đang cài đặt lần đầu? Khởi động lại máy chủ: khi chưa có tài khoản nào, đường dẫn mới được in ra màn hình.
      </p>`,
  );

const page = (title: string, body: Part): string =>
  html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <link rel="icon" href="data:," />
        <title>${title} – Đôn Đốc</title>
        <link rel="stylesheet" href="${stylesheet.href}" />
        <link rel="stylesheet" href="${accountSheet.href}" />
      </head>
      <body>
        <header class="top"><p>Đôn Đốc</p></header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.html;
