import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from '@jest/globals';
import axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { kept } from './shown-pages.ts';

/** The programs a Chromium goes by. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium on PATH. Throws, saying what to install, when there is none. */
function chromiumProgram(): string {
  for (const name of names)
    for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter((one) => one !== '')) {
      const program = join(folder, name);
      try {
        accessSync(program, constants.X_OK);
        return program;
      } catch {
        continue; // not there
      }
    }
  throw new Error(`No Chromium on PATH (${names.join(', ')}). Install it: apt-get install chromium`);
}

/** What a person uses: a phone whose pages run no script, or a desk where they may. */
export interface Device {
  width: number;
  height: number;
  script: boolean;
}
export const phone: Device = { width: 390, height: 844, script: false };
export const desktop: Device = { width: 1280, height: 900, script: true };

/** A window of one person, with everything the browser complained of. */
export interface Window {
  page: Page;
  device: Device;
  /** Errors on the console, refused by the content policy, failed requests; in order. */
  complaints: string[];
  /** What keeps people out of the page shown by WCAG 2.2 AA, one line each. */
  barriers(): Promise<string[]>;
  /** How far the page shown reaches to the right, CSS pixels. */
  reach(): Promise<number>;
  /** Another tab of the same person. */
  tab(): Promise<Window>;
}

/**
 * The words of the page shown, once nothing about it keeps anybody out: no barrier by WCAG 2.2 AA, nothing beyond the
 * right edge, nothing the browser complained of, no raw value. `PICTURES=folder` keeps a picture of each by its name.
 */
export async function seen(
  { page, device, complaints, ...window }: Window,
  picture: string,
  expected: RegExp = /$^/,
): Promise<string> {
  await keepPicture(page, device, picture);
  expect([picture, await window.barriers()]).toEqual([picture, []]);
  expect([picture, (await window.reach()) <= device.width]).toEqual([picture, true]);
  expect([picture, complaints.filter((said) => !expected.test(said))]).toEqual([picture, []]);
  const words = (await page.locator('body').innerText()).replace(/\s+/g, ' ');
  expect([picture, /\d{4}-\d{2}-\d{2}|undefined|NaN|\[object/.exec(words)]).toEqual([picture, null]);
  return words;
}

/** As `seen`, in the window as wide as it is and as wide as the other of the two; gives the words of the first. */
export async function seenAtBoth(window: Window, picture: string, expected?: RegExp): Promise<string> {
  const { page, device } = window;
  const words = await seen(window, picture, expected);
  const { width, height } = device.width === phone.width ? desktop : phone;
  await page.setViewportSize({ width, height });
  await seen({ ...window, device: { ...device, width, height } }, picture, expected);
  await page.setViewportSize(device);
  return words;
}

/** A picture of the whole page under that name, where `PICTURES=folder` asks for them. */
export async function keepPicture(page: Page, { width }: Device, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (!folder) return;
  await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  await kept(folder, width, new URL(page.url()).pathname);
}

export interface TestBrowser {
  open(device: Device): Promise<Window>;
  stop(): Promise<void>;
}

export async function startBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: chromiumProgram(),
    // as root, in a container without what its sandbox needs
    chromiumSandbox: false,
    args: ['--disable-dev-shm-usage', '--disable-gpu', '--disable-extensions', '--disable-component-update'],
  });
  const contextOf = async ({ width, height, script }: Device): Promise<BrowserContext> => {
    const context = await browser.newContext({
      viewport: { width, height },
      javaScriptEnabled: script,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
    });
    context.setDefaultTimeout(30_000);
    return context;
  };
  // one for all windows: a browser full of mirrors takes the time of the pages themselves
  const mirror = (await contextOf({ ...desktop, script: true })).newPage();
  return {
    open: async (device) => windowOf(await contextOf(device), device, await mirror),
    stop: () => browser.close(),
  };
}

async function windowOf(context: BrowserContext, device: Device, mirror: Page): Promise<Window> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // a page that comes back with what is wrong says so in its status too
    if (message.type() === 'error' && !/status of (401|409|422)/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${why}`);
  });
  return {
    page,
    device,
    complaints,
    barriers: async () => barriersOf(mirror, page.viewportSize() ?? device, page.url(), await page.content()),
    reach: () => page.evaluate<number>('Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)'),
    tab: () => windowOf(context, device, mirror),
  };
}

/** Judged in a mirror: the rules are a script, which the page's own window may not run. */
async function barriersOf(
  mirror: Page,
  { width, height }: Pick<Device, 'width' | 'height'>,
  url: string,
  body: string,
): Promise<string[]> {
  await mirror.setViewportSize({ width, height });
  // as the person sees it now: an application started anew in the mirror would show somebody who is not signed in
  const still = body.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '');
  await mirror.route(url, (route) => route.fulfill({ body: still, contentType: 'text/html; charset=utf-8' }));
  await mirror.goto(url);
  await mirror.unroute(url);
  await mirror.evaluate(axe.source);
  const { violations } = await mirror.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(asked)})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const asked: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};
