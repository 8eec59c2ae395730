import { saidAt } from './said.ts';
import { chosenIn } from './saving.ts';
import { keepTyped } from './typed.ts';

const kept = 'Những gì bạn ghi và tệp đã chọn còn nguyên trên trang này.';

/**
 * A form that is sent whole: what is typed stays in the tab until it is taken, files say how far they have come, and a
 * server that cannot take it just now leaves the page as it is. `begin` starts what an answer puts in its place.
 */
export function startSending(form: HTMLFormElement, begin: () => void): void {
  const said = saidAt(form);
  let isWritten = false;
  const written = (): void => void (isWritten = true);
  const typed = keepTyped(form, said, written);
  form.addEventListener('input', written);
  let leaving = false;
  addEventListener('pageshow', () => (leaving = false));
  addEventListener('beforeunload', (event) => {
    if (isWritten && !leaving && form.isConnected) event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    const hasFiles = chosenIn(form).length > 0;
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    said('Đang gửi…');
    if (hasFiles)
      request.upload.addEventListener('progress', ({ loaded, total }) =>
        said(`Đang gửi tệp: ${Math.floor((loaded / Math.max(total, 1)) * 100)}%`),
      );
    const failed = (why: string) => {
      leaving = false;
      said(`${why} ${kept}`, 'warn');
    };
    request.addEventListener('error', () => failed('Mất mạng nên chưa gửi được; có mạng lại thì bấm gửi.'));
    request.addEventListener('load', () => {
      const { status } = request;
      if (status === 429 || status >= 500)
        return failed('Máy chủ đang bận nên chưa gửi được; hãy chờ một phút rồi bấm gửi lại.');
      if (status < 300 && request.responseURL !== location.href) {
        typed.forget();
        return location.assign(request.responseURL);
      }
      // the page came back with what is missing
      const answer = new DOMParser().parseFromString(request.responseText, 'text/html');
      const main = answer.querySelector('main');
      if (!main) return failed('Máy chủ trả lời không đọc được; hãy tải lại trang rồi gửi lại.');
      if (status < 300) typed.forget();
      document.title = answer.title;
      document.querySelector('main')?.replaceWith(main);
      begin();
      const wrong = main.querySelector<HTMLElement>('[aria-invalid]');
      const told = main.querySelector<HTMLElement>('.say, h1');
      if (told) told.tabIndex = -1;
      (wrong ?? told)?.focus();
    });
    request.send(new FormData(form, event.submitter));
  });
}
