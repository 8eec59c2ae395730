import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { PersonId } from '../../domain/role.ts';
import { desktop, phone, seen, startBrowser } from './browser.ts';
import type { Device, Window } from './browser.ts';
import { openOffice } from './office.ts';
import type { OfficePeople, TestOffice } from './office.ts';
import { sittingAt } from './staff-desk.ts';
import { walkOf } from './walked-round.ts';

/** What an inspector holds in somebody else's meeting room. */
export const tablet: Device = { width: 820, height: 1180, script: true };
/** A unit's contact between two meetings. */
export const pocket: Device = { ...phone, script: true };

/** A scenario walked by people in their own windows: whoever came once keeps the window open. */
export interface Walking {
  office: TestOffice;
  walk: ReturnType<typeof walkOf>;
  /** That person's own window, at `path`. */
  at(person: PersonId, path: string, device?: Device): Promise<Window>;
  /** The unit's window, at the page behind the newest letter to that person about `subject`. */
  mailed(person: PersonId, subject?: RegExp, device?: Device): Promise<Window>;
  stop(): Promise<void>;
}

export async function openWalk(people: OfficePeople, round: string): Promise<Walking> {
  const [office, browser] = await Promise.all([openOffice(people), startBrowser()]);
  const walk = walkOf(office, round);
  const sit = sittingAt(office, browser);
  const windows = new Map<string, Window>();
  const kept = async (name: string, url: string, open: () => Promise<Window>): Promise<Window> => {
    const known = windows.get(name);
    const window = known ?? (await open());
    windows.set(name, window);
    if (!known && window.page.url() === url) return window;
    // as it stands now, also where they never left it
    await (window.page.url() === url ? window.page.reload() : window.page.goto(url));
    return window;
  };
  return {
    office,
    walk,
    at: (person, path, device = desktop) =>
      kept(`${person} ${device.width}`, office.api.url + path, () => sit(person, path, device)),
    async mailed(person, subject = /./, device = pocket) {
      const path = await walk.linkOf(person, subject);
      return kept(`${person} link`, office.api.url + path, () => browser.open(device));
    },
    async stop() {
      await browser.stop();
      await office.stop();
    },
  };
}

/** Presses an act, fills in its dialog, confirms, and gives what the dialog said. */
export async function act(
  { page }: Window,
  name: string,
  {
    confirm = name,
    fill,
    counts,
  }: { confirm?: string; fill?: (dialog: Locator) => Promise<void>; counts?: RegExp } = {},
): Promise<string> {
  await page.getByRole('button', { name, exact: true }).first().click();
  const dialog = page.getByRole('dialog').filter({ visible: true });
  if (counts) await dialog.getByText(counts).first().waitFor();
  await fill?.(dialog);
  const said = (await dialog.innerText()).replace(/\s+/g, ' ');
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  return said;
}

/** A choice of a list one types into, found without diacritics. */
export async function pick(within: Page | Locator, label: string, typed: string, name: string): Promise<void> {
  const field = within.getByRole('combobox', { name: label });
  await field.click();
  if (typed !== '') await field.fill(typed);
  const page = 'keyboard' in within ? within : within.page();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: name }).first().click();
}

/** Waits for the words, then judges the page by what every page is held to; gives all its words. */
export async function reads(window: Window, picture: string, ...words: (string | RegExp)[]): Promise<string> {
  for (const one of words) await window.page.getByText(one).first().waitFor();
  const all = await seen(window, picture);
  for (const one of words) expect(all).toMatch(typeof one === 'string' ? new RegExp(escaped(one)) : one);
  return all;
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Steps of one walk, each where the one before left off: what comes after a failed one is not waited for. */
export function stepsInTurn(): (name: string, walked: () => Promise<void>) => void {
  let failed: string | undefined;
  return (name, walked) =>
    test(name, async () => {
      if (failed !== undefined) throw new Error(`Not walked: “${failed}” failed before`);
      failed = name;
      await walked();
      failed = undefined;
    });
}
