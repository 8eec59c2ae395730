import type { Instant } from '../../domain/day.ts';
import type { PersonId } from '../../domain/role.ts';
import { later } from '../../api/auth.ts';
import { openSession } from './api.ts';
import { desktop, phone, startBrowser } from './browser.ts';
import type { Device, TestBrowser, Window } from './browser.ts';
import { deskPlan, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import type { TestOffice } from './office.ts';

/** What staff sit at: the two widths every page is looked at in. */
export const staffDevices: [string, Device][] = [
  ['điện thoại', { ...phone, script: true }],
  ['máy bàn', desktop],
];

/** The desk's round with a browser beside it. */
export interface StaffDesk extends Desk {
  browser: TestBrowser;
  /** A window in which that person is signed in, at `path`. */
  sit(person: PersonId, path: string, device?: Device): Promise<Window>;
}

export async function openStaffDesk(): Promise<StaffDesk> {
  const [desk, browser] = await Promise.all([openDesk(), startBrowser()]);
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: '2026-03-11T01:00:00.000Z' });
  return {
    ...desk,
    browser,
    sit: sittingAt(desk.office, browser),
    async stop() {
      await browser.stop();
      await desk.stop();
    },
  };
}

/** Opens windows of people who are signed in at this office. */
export const sittingAt =
  ({ api }: Pick<TestOffice, 'api'>, browser: TestBrowser): StaffDesk['sit'] =>
  async (person, path, device = desktop) => {
    const at: Instant = api.deps.now();
    const secret = await openSession(api.store, person, at, later(at, 10 * 365 * 24 * 3_600_000));
    const window = await browser.open(device);
    await window.page.context().addCookies([{ name: 'dondoc', value: secret, url: api.url, httpOnly: true }]);
    await window.page.goto(`${api.url}${path}`);
    return window;
  };
