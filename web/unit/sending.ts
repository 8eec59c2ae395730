import { saidAt } from './said.ts';
import { chosenIn } from './saving.ts';

/** A form that is sent whole: says how far its files have come, and warns who leaves with something written in it. */
export function startSending(form: HTMLFormElement): void {
  const said = saidAt(form);
  let isWritten = false;
  let leaving = false;
  form.addEventListener('input', () => (isWritten = true));
  addEventListener('pageshow', () => (leaving = false));
  addEventListener('beforeunload', (event) => {
    if (isWritten && !leaving) event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    if (chosenIn(form).length === 0) return void (leaving = true);
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    const body = new FormData(form, event.submitter);
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      said(`Đang gửi tệp: ${Math.floor((loaded / Math.max(total, 1)) * 100)}%`),
    );
    request.addEventListener('error', () => {
      leaving = false;
      said('Mất mạng nên chưa gửi được. Những gì bạn ghi còn nguyên trên trang này; có mạng lại thì bấm gửi.', 'warn');
    });
    request.addEventListener('load', () => {
      if (request.status < 300 && request.responseURL !== location.href) return location.assign(request.responseURL);
      // the page came back with what is missing
      document.open();
      document.write(request.responseText);
      document.close();
    });
    request.send(body);
  });
}
