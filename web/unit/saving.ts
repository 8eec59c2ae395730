import type { Autosaved } from '../pages/autosaved.ts';
import { saidAt } from './said.ts';
import type { Said } from './said.ts';
import { keepTyped } from './typed.ts';

/** Quiet after the last letter before a form saves itself, and how soon it tries again, ms. */
const quiet = 2_000;
const again = 15_000;

const kept = 'Những gì bạn ghi còn nguyên trên trang này.';

/** Saves a form by itself, sends files as they are chosen, and warns who leaves while something is not saved. */
export function startSaving(form: HTMLFormElement): Said {
  const said = saidAt(form);
  let written = 0;
  let saved = 0;
  let timer = 0;
  let running: XMLHttpRequest | undefined;
  let leaving = false;
  /** Pressed while files were on their way. */
  let pressed: HTMLElement | null = null;
  /** What a person is to look at before it is sent: it stays in sight while the page goes on saving. */
  let asked: string | undefined;
  /** Why files of this choice were not taken; told when the last of them has gone. */
  let refused: string[] = [];

  const soon = (after: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(save, after);
  };
  const failed = (text: string, retry: boolean) => {
    said(text, 'warn');
    if (retry) soon(again);
  };

  function save(): void {
    clearTimeout(timer);
    const [input] = chosenIn(form);
    if (running || leaving || (saved === written && !input)) return;
    const going = written;
    const body = new FormData(form);
    body.set('act', 'auto');
    // one file at a time: what has arrived stays, wherever the line breaks
    const file = input?.files?.[0];
    for (const one of form.querySelectorAll<HTMLInputElement>('input[type=file]')) body.delete(one.name);
    if (input && file) body.append(input.name, file);
    const request = new XMLHttpRequest();
    running = request;
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    if (file) {
      const left = chosenIn(form).reduce((sum, { files }) => sum + files!.length, -1);
      request.upload.addEventListener('progress', ({ loaded, total }) =>
        said(
          `Đang gửi tệp: ${Math.floor((loaded / Math.max(total, 1)) * 100)}%${left > 0 ? `, còn ${left} tệp nữa` : ''}`,
        ),
      );
    }
    request.addEventListener('loadend', () => {
      running = undefined;
      const answer = answerOf(request);
      if (!answer) {
        failed(whyNot(request.status), request.status === 0 || request.status === 429 || request.status >= 500);
        pressed = null;
        return;
      }
      for (const [name, value] of Object.entries(answer.fields))
        form.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`)?.setAttribute('value', value);
      for (const list of form.querySelectorAll<HTMLElement>('[data-files]')) {
        const rows = answer.files[list.dataset['files']!];
        if (rows !== undefined) list.innerHTML = rows;
      }
      if (answer.saved !== undefined) {
        saved = going;
        if (written === saved) typed.forget();
        if (input && file) leaveOut(input, file);
      }
      if (file && answer.said !== undefined) refused.push(answer.said);
      if (answer.saved !== undefined && chosenIn(form).length > 0) return save();
      const why = refused.length > 0 ? refused.join(' ') : answer.said;
      refused = [];
      // which incident a file belongs to is looked at by a person before it is sent
      const isAsked = file !== undefined && form.querySelector('[data-files] select') !== null;
      if (pressed && isAsked) asked = 'Hãy xem mỗi tệp thuộc vụ nào, rồi bấm gửi.';
      if (why !== undefined) said(why, 'warn');
      else if (asked !== undefined) said(asked, 'warn');
      else if (answer.saved !== undefined) said(written > saved ? 'Chưa lưu' : `Đã lưu ${answer.saved}`);
      if (pressed && isAsked) soon(quiet);
      else if (pressed && why === undefined) form.requestSubmit(pressed);
      else if (answer.saved !== undefined && written > saved) soon(quiet);
      pressed = null;
    });
    request.send(body);
  }

  const touched = (after: number) => {
    // nothing that cannot be saved is called saved
    if (written === saved) said('Chưa lưu');
    written++;
    soon(after);
  };
  const typed = keepTyped(form, said, () => {
    written++;
    setTimeout(() => form.dispatchEvent(new Event('change')));
  });
  form.addEventListener('input', () => touched(quiet));
  form.addEventListener('change', (event) => {
    asked = undefined;
    touched(event.target instanceof HTMLInputElement && event.target.type === 'file' ? 0 : quiet);
  });
  form.addEventListener('submit', (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      said(whyNot(0), 'warn');
    } else if (running && chosenIn(form).length > 0) {
      event.preventDefault();
      pressed = event.submitter;
    } else {
      leaving = true;
      typed.leave();
      running?.abort();
    }
  });
  addEventListener('online', save);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save();
  });
  addEventListener('pageshow', () => (leaving = false));
  addEventListener('beforeunload', (event) => {
    if (!leaving && written > saved) event.preventDefault();
  });
  return said;
}

export const chosenIn = (form: HTMLFormElement): HTMLInputElement[] =>
  [...form.querySelectorAll<HTMLInputElement>('input[type=file]')].filter(({ files }) => files && files.length > 0);

/** What has gone is chosen no longer; the others stay. */
function leaveOut(input: HTMLInputElement, gone: File): void {
  const rest = new DataTransfer();
  for (const file of input.files ?? []) if (file !== gone) rest.items.add(file);
  input.files = rest.files;
}

function answerOf(request: XMLHttpRequest): Autosaved | undefined {
  if (!(request.getResponseHeader('Content-Type') ?? '').startsWith('application/json')) return undefined;
  return JSON.parse(request.responseText) as Autosaved;
}

function whyNot(status: number): string {
  if (status === 0) return `Mất mạng nên chưa lưu được. ${kept} Có mạng lại, trang tự lưu.`;
  if (status === 429)
    return `Máy chủ đang nhận quá nhiều yêu cầu nên chưa lưu được. ${kept} Trang tự lưu lại sau ít phút.`;
  if (status === 404 || status === 410)
    return `Đường dẫn này không còn mở được nên chưa lưu được. ${kept} Hãy chép lại, rồi mở đường dẫn trong thư mới nhất.`;
  return `Máy chủ chưa nhận được nên chưa lưu. ${kept} Trang tự lưu lại sau ít giây.`;
}
