import type { UnitId } from '../../domain/role.ts';
import { patiently } from '../sample/people.ts';
import { openBrowser } from './browser.ts';
import type { Attached, Page, PageForm } from './browser.ts';
import { countsOf, dossiersOf } from './figures.ts';
import { showRound } from './round.ts';
import { confirmed, moreTime, reportOf } from './words.ts';

/** What a unit's contact does, with nothing but a letter in the mailbox and the link in it. */
export interface Contact {
  acknowledge(): Promise<void>;
  /** Fills in every step of the self-assessment and sends it. `again`: it came back with points to be mended. */
  selfReport(again: boolean): Promise<void>;
  report(item: string, again: boolean): Promise<void>;
  confirm(item: string): Promise<void>;
  askForTime(item: string, until: string): Promise<void>;
}

export const contactMail = (unit: UnitId): string => `dau-moi@${unit}.huonggiang.example`;

/** A page did not do what its reader wanted; what it said, without its address. */
class NotTaken extends Error {
  override name = 'NotTaken';
}

/** Opens the contact of a unit: by the newest letter they got. Throws when no letter has come. */
export async function openContact(url: string, unit: UnitId): Promise<Contact> {
  const browser = openBrowser(url);
  const base = await linkOf(url, contactMail(unit));
  const inspection = `${base}/kiem-tra/${showRound}:${unit}`;
  const formAt = async (path: string, ends: string): Promise<PageForm | undefined> =>
    (await browser.open(path)).forms.find(({ action }) => action.endsWith(ends));

  return {
    async acknowledge() {
      const form = await formAt(inspection, '/xac-nhan');
      if (form) taken(await browser.send(form, ''));
    },

    async selfReport(again) {
      const overview = await browser.open(`${inspection}/bao-cao`);
      const steps = overview.links.filter((link) => link.startsWith(`${inspection}/bao-cao/`));
      for (const step of new Set(steps.map((link) => link.split('?')[0]!))) {
        const form = await formAt(step, step.slice(step.lastIndexOf('/')));
        if (!form) continue;
        const { fields, files } = answered(form, unit, again);
        await browser.send(form, 'save', fields, files);
      }
      const review = await browser.open(`${inspection}/xem-lai`);
      const send = review.forms.find(({ action }) => action.endsWith('/xem-lai'));
      taken(send ? await browser.send(send, '') : review);
    },

    async report(item, again) {
      const path = `${base}/viec/${item}`;
      const form = await formAt(path, `/${item}`);
      if (!form) return;
      const text = reportOf(again);
      taken(await browser.send(form, 'send', { ...blanks(form), text }, [photograph('files', again)]));
    },

    async confirm(item) {
      const form = await formAt(`${base}/viec/${item}`, `/${item}`);
      if (form) taken(await browser.send(form, 'send', { ...blanks(form), text: confirmed }));
    },

    async askForTime(item, until) {
      const form = await formAt(`${base}/viec/${item}/gia-han`, '/gia-han');
      if (!form) throw new NotTaken('the page offers no way to ask for more time');
      const [year, month, day] = until.split('-');
      taken(await browser.send(form, '', { until: `${day}/${month}/${year}`, reason: moreTime }));
    },
  };
}

/** Figures beside a report, where the page asks for some: nothing happened, everything is done. */
const blanks = (form: PageForm): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form.fields)
      .filter(([name, value]) => value === '' && !['text', 'kept', 'was'].includes(name))
      .map(([name]) => [name, '0']),
  );

function taken(page: Page): void {
  const fault = /role="alert"[^>]*>([\s\S]*?)<\/(?:div|p)>/.exec(page.text)?.[1];
  if (page.status < 400 && fault === undefined) return;
  const said = (fault ?? /<h1>([\s\S]*?)<\/h1>/.exec(page.text)?.[1] ?? '').replace(/<[^>]*>/g, ' ').trim();
  throw new NotTaken(`${page.status}: ${said}`);
}

/** Where the link of the newest letter to `mail` leads. */
async function linkOf(url: string, mail: string): Promise<string> {
  const get = async <T>(path: string): Promise<T> => (await patiently(() => fetch(`${url}${path}`))).json() as T;
  const { messages } = await get<{ messages: { n: number }[] }>(
    `/mailbox/api/messages?to=${encodeURIComponent(mail)}&limit=20`,
  );
  for (const { n } of messages) {
    const { text } = await get<{ text: string }>(`/mailbox/api/messages/${n}`);
    const link = /\/u\/[\w-]{20,}/.exec(text)?.[0];
    if (link !== undefined) return link;
  }
  throw new NotTaken(`no letter to ${mail} has a link yet`);
}

/** The questions whose better answer is Không. */
const unwanted = ['2.3', '4.2', '6.3'];

/** A step with every field answered; the first time a link stands where a file is wanted, `again` the file. */
function answered(form: PageForm, unit: UnitId, again: boolean): { fields: Record<string, string>; files: Attached[] } {
  const [dossiers, counts] = [dossiersOf(unit), countsOf(unit)];
  const fields: Record<string, string> = {};
  const files: Attached[] = [];
  for (const name of Object.keys(form.choices)) {
    if (name.startsWith('a/')) fields[name] = unwanted.includes(name.slice(2)) ? 'no' : 'yes';
  }
  for (const name of Object.keys(form.fields)) {
    const [kind, , , column] = name.split('/');
    if (kind === 'c') fields[name] = dossiers[column ?? ''] ?? '';
    if (kind === 'i') fields[name] = counts[name.slice(2)] ?? '0';
    if (kind === 'w' && form.fields[name] === '') fields[name] = 'Đơn vị đã rà soát, số liệu đúng như đã ghi.';
    if (kind === 'l' && form.fields[name] === '') fields[name] = 'https://huonggiang.example/cai-cach-hanh-chinh';
  }
  for (const name of form.files) if (again && name === 'f/1.1') files.push(photograph(name, true));
  return { fields, files };
}

const photograph = (field: string, again: boolean): Attached => ({
  field,
  name: again ? 'Ảnh chụp lại, đủ thủ tục.png' : 'Ảnh chụp kết quả.png',
  type: 'image/png',
  bytes: again ? pictures.second : pictures.first,
});

/** Two pictures of one dot, each of its own colour: files are named by their content. */
const pictures = {
  first: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
  second: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
} as const;
