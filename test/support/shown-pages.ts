import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where it is written down which addresses a picture was kept of, one `width path` a line. */
const ledger = 'addresses.txt';

/** Writes down that a picture of the page at `path` was kept. */
export const kept = (folder: string, width: number, path: string): Promise<void> =>
  appendFile(join(folder, ledger), `${width} ${path}\n`);

/** Before a run: what an earlier one kept is no picture of this one. */
export const forgotten = (folder: string): Promise<void> => rm(join(folder, ledger), { force: true });

/** A page a picture is wanted of: its address with `*` where a name stands. */
interface Address {
  path: string;
  widths: readonly number[];
}

const both = [390, 1280] as const;

/** The addresses of the staff's application, of the source of its routes. What only leads elsewhere is no page. */
export function staffAddresses(source: string): Address[] {
  const parents = new Map<string, string>([['root', '']]);
  const pages = new Map<string, boolean>();
  for (const chunk of source.split('createRoute(').slice(1)) {
    const [, parent = ''] = /getParentRoute: \(\) => (\w+)/.exec(chunk) ?? [];
    const [, own] = /path: '([^']*)'/.exec(chunk) ?? [];
    if (own === undefined) continue;
    const path = `${parents.get(parent) ?? ''}/${own}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
    const [, named] = new RegExp(`const (\\w+) = createRoute\\(${escaped(chunk.slice(0, 60))}`).exec(source) ?? [];
    if (named !== undefined) parents.set(named, path);
    const leads = /redirect\(/.test(chunk);
    pages.set(path, leads ? false : (pages.get(path) ?? true));
  }
  return [...pages].filter(([, isPage]) => isPage).map(([path]) => ({ path: starred(path), widths: both }));
}

/** The addresses of the units' pages, of the source that answers them; files are no pages. */
export function unitAddresses(source: string): Address[] {
  const around = [...source.matchAll(/\['([\w-]+(?:\/:n)?)', show\w+, answer\w+\]/g)].map(
    ([, path]) => `/kiem-tra/:id/${path}`,
  );
  const own = [...source.matchAll(/\bget\('([^']*)'/g)].map(([, path]) => path!);
  return [...own, ...around]
    .filter((path) => !/\.xlsx|bien-ban|\/tep\/|^\/van-ban/.test(path))
    .map((path) => ({ path: starred(`/u/:token${path}`), widths: both }));
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const starred = (path: string): string => path.replace(/[$:]\w+/g, '*');
const parts = (path: string): string[] => path.split('/').filter((part) => part !== '');
const fits = (path: string, address: string): boolean => {
  const [here, wanted] = [parts(path), parts(address)];
  return here.length === wanted.length && wanted.every((part, i) => part === '*' || part === here[i]);
};
const told = (address: string): number => parts(address).filter((part) => part !== '*').length;

/** Which addresses have no picture at which width. A path is that of the address that says most of it. */
export function unpictured(addresses: readonly Address[], lines: readonly string[]): string[] {
  const seen = new Set<string>();
  for (const line of lines) {
    const [width = '', path = ''] = line.split(' ');
    const [best] = addresses.filter((one) => fits(path, one.path)).sort((a, b) => told(b.path) - told(a.path));
    if (best) seen.add(`${width} ${best.path}`);
  }
  return addresses.flatMap(({ path, widths }) =>
    widths.filter((width) => !seen.has(`${width} ${path}`)).map((width) => `${path} at ${width} px`),
  );
}

/** Every page of the product. */
export async function allAddresses(): Promise<Address[]> {
  const root = new URL('../../', import.meta.url);
  const [staff, units] = await Promise.all(
    ['web/staff/routes.tsx', 'api/pages/pages.ts'].map((file) => readFile(new URL(file, root), 'utf8')),
  );
  return [...staffAddresses(staff!), ...unitAddresses(units!)];
}

/** What a whole run of the pictures left out. */
export async function missingIn(folder: string): Promise<string[]> {
  const lines = await readFile(join(folder, ledger), 'utf8').catch(() => '');
  return unpictured(await allAddresses(), lines.split('\n'));
}
