import type { Said } from './said.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What somebody typed into a form, kept in the tab until the server has it: a page that is loaded again has it still. */
export interface Typed {
  /** On its way with the whole page: what the next page shows tells whether it arrived. */
  leave(): void;
  forget(): void;
}

interface Kept {
  /** What the form was shown over. */
  over: string;
  left?: true;
  texts: Record<string, string>;
}

/** `put`: something that was not saved stands in the form again. */
export function keepTyped(form: HTMLFormElement, said: Said, put: () => void): Typed {
  const place = `ghi ${location.pathname}`;
  const keep = (left: boolean): void =>
    write(place, JSON.stringify({ over: shownOver(form), texts: textsIn(form), ...(left ? { left } : {}) }));
  const forget = (): void => write(place, '');
  const fill = (texts: Record<string, string>): void => {
    for (const field of fieldsIn(form)) {
      const text = texts[nameOf(field)];
      if (text === undefined) continue;
      if (isBox(field)) field.checked = text === '1';
      else field.value = text;
    }
  };

  const kept = read(place);
  const before = textsIn(form);
  const isOther =
    kept !== undefined && Object.entries(before).some(([name, text]) => (kept.texts[name] ?? text) !== text);
  const isSame = kept?.over === shownOver(form);
  const back = (texts: Record<string, string>): void => {
    fill(texts);
    put();
    said.offer('Đã đưa lại những gì bạn ghi dở ở trang này, chưa gửi.', 'Bỏ, như trang đang có', () => {
      fill(before);
      put();
      forget();
      said('Đã bỏ những gì ghi dở.');
    });
  };
  // sent with its page, and the page has changed since: it arrived
  const isArrived = kept?.left === true && !isSame;
  if (kept && isOther && !isArrived) {
    if (isSame) back(kept.texts);
    else
      said.offer('Trang này đã được lưu khác đi sau khi bạn ghi dở.', 'Đưa lại những gì ghi dở', () =>
        back(kept.texts),
      );
  } else if (kept && kept.over !== '') forget(); // a form without a version keeps what it says again until it is taken
  form.addEventListener('input', () => keep(false));
  return { leave: () => read(place) && keep(true), forget };
}

/** Versions and fingerprints the server wrote into the form, in any order. */
const shownOver = (form: HTMLFormElement): string =>
  [...form.querySelectorAll<HTMLInputElement>('input[name="was"], input[name="base"]')]
    .flatMap(({ value }) => value.split(' '))
    .sort()
    .join(' ');

const fieldsIn = (form: HTMLFormElement): Field[] => [
  ...form.querySelectorAll<Field>('input:not([type=hidden]):not([type=file]), textarea'),
];
const isBox = (field: Field): field is HTMLInputElement => /^(radio|checkbox)$/.test(field.type);
const nameOf = (field: Field): string => (isBox(field) ? `${field.name}=${field.value}` : field.name);
const textsIn = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    fieldsIn(form).map((field) => [nameOf(field), isBox(field) ? (field.checked ? '1' : '') : field.value]),
  );

function read(place: string): Kept | undefined {
  try {
    const kept = sessionStorage.getItem(place);
    return kept ? (JSON.parse(kept) as Kept) : undefined;
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
