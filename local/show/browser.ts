import { patiently } from '../sample/people.ts';

/** A form of a page as a browser would send it: what stands in its fields. Names that come twice keep the last. */
export interface PageForm {
  action: string;
  fields: Record<string, string>;
  /** What each radio or checkbox can say. */
  choices: Record<string, string[]>;
  files: string[];
  /** What each button of the form says it is. */
  acts: string[];
}

export interface Page {
  /** Its address, after redirects. */
  path: string;
  status: number;
  text: string;
  forms: PageForm[];
  links: string[];
}

/** Somebody with nothing but a link: opens pages, fills in their forms, sends them. */
export interface Browser {
  open(path: string): Promise<Page>;
  /** Sends a form as `act` with these fields over what stands in it, and opens where that leads. */
  send(form: PageForm, act: string, fields?: Record<string, string>, files?: Attached[]): Promise<Page>;
}

export interface Attached {
  field: string;
  name: string;
  type: string;
  bytes: Uint8Array;
}

export function openBrowser(url: string): Browser {
  const read = async (answer: Response, path: string): Promise<Page> => {
    const text = await answer.text();
    return { path, status: answer.status, text, forms: formsOf(text), links: linksOf(text) };
  };
  const open = async (path: string): Promise<Page> => read(await patiently(() => fetch(`${url}${path}`)), path);
  return {
    open,
    async send(form, act, fields = {}, files = []) {
      const body = new FormData();
      for (const [name, value] of Object.entries({ ...form.fields, ...fields })) body.append(name, value);
      if (act !== '') body.append('act', act);
      for (const { field, name, type, bytes } of files)
        body.append(field, new Blob([Uint8Array.from(bytes)], { type }), name);
      const answer = await patiently(() =>
        fetch(`${url}${form.action}`, { method: 'POST', body, redirect: 'manual', headers: { origin: url } }),
      );
      const to = answer.headers.get('location');
      if (to === null) return read(answer, form.action);
      await answer.body?.cancel();
      return open(to);
    },
  };
}

/** The forms of a page that we wrote ourselves: quoted attributes, nothing nested. */
export const formsOf = (page: string): PageForm[] =>
  [...page.matchAll(/<form method="post"([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inside = '']) => {
    const form: PageForm = { action: attribute(head, 'action') ?? '', fields: {}, choices: {}, files: [], acts: [] };
    for (const [, tag = ''] of inside.matchAll(/<input([^>]*)>/g)) takeInput(form, tag);
    for (const [, tag = '', text = ''] of inside.matchAll(/<textarea([^>]*)>\n?([\s\S]*?)<\/textarea>/g)) {
      const name = attribute(tag, 'name');
      if (name !== undefined) form.fields[name] = decoded(text);
    }
    for (const [, tag = ''] of inside.matchAll(/<button([^>]*)>/g)) {
      if (attribute(tag, 'name') === 'act') form.acts.push(attribute(tag, 'value') ?? '');
    }
    return form;
  });

function takeInput(form: PageForm, tag: string): void {
  const name = attribute(tag, 'name');
  if (name === undefined) return;
  const value = attribute(tag, 'value') ?? '';
  switch (attribute(tag, 'type')) {
    case 'file':
      form.files.push(name);
      return;
    case 'radio':
    case 'checkbox':
      form.choices[name] = [...(form.choices[name] ?? []), value];
      if (/\schecked\b/.test(tag)) form.fields[name] = value;
      return;
    default:
      form.fields[name] = value;
  }
}

const linksOf = (page: string): string[] =>
  [...page.matchAll(/<a\b([^>]*)>/g)].map(([, tag = '']) => attribute(tag, 'href') ?? '');

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decoded(found);
}

const MARKS: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

const decoded = (text: string): string => text.replace(/&(lt|gt|quot|#39|amp);/g, (_, mark: string) => MARKS[mark]!);
