import type { Said } from './said.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What somebody typed into a form, kept in the tab until the server has it: a page that is loaded again has it still. */
export interface Typed {
  isWritten(): boolean;
  forget(): void;
}

export function keepTyped(form: HTMLFormElement, said: Said): Typed {
  const place = `ghi ${location.pathname}`;
  const fields = [...form.querySelectorAll<Field>('input:not([type=hidden]):not([type=file]), textarea')];
  const isBox = (field: Field): field is HTMLInputElement => /^(radio|checkbox)$/.test(field.type);
  const nameOf = (field: Field): string => (isBox(field) ? `${field.name}=${field.value}` : field.name);
  const texts = (): [string, string][] =>
    fields.map((field) => [nameOf(field), isBox(field) ? (field.checked ? '1' : '') : field.value]);
  const put = (given: Map<string, string>): void => {
    for (const field of fields) {
      const text = given.get(nameOf(field));
      if (text === undefined) continue;
      if (isBox(field)) field.checked = text === '1';
      else field.value = text;
    }
  };
  let isWritten = false;

  const before = new Map(texts());
  const kept = read(place);
  // what the server answers with says what was typed already
  const isBlank = fields.every((field) => (isBox(field) ? field.checked === field.defaultChecked : field.value === ''));
  if (kept && isBlank && texts().some(([name, text]) => (kept.get(name) ?? text) !== text)) {
    put(kept);
    isWritten = true;
    said.offer('Đã đưa lại những gì bạn ghi dở ở trang này, chưa gửi.', 'Bỏ, ghi lại từ đầu', () => {
      put(before);
      forget();
      said('Đã bỏ những gì ghi dở.');
    });
  }
  form.addEventListener('input', () => {
    isWritten = true;
    write(place, JSON.stringify(texts()));
  });

  function forget(): void {
    isWritten = false;
    write(place, '');
  }
  return { isWritten: () => isWritten, forget };
}

function read(place: string): Map<string, string> | undefined {
  try {
    const kept = sessionStorage.getItem(place);
    return kept ? new Map(JSON.parse(kept) as [string, string][]) : undefined;
  } catch {
    return undefined; // a browser that keeps nothing
  }
}

function write(place: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, text);
  } catch {
    return; // a browser that keeps nothing
  }
}
