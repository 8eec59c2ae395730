import type { Window } from './browser.ts';
import { act, pick } from './walking.ts';

/** What a planner types first of a round. */
export interface RoundBegun {
  kind: 'inspection' | 'reporting';
  title: string;
  code: string;
  period: [label: string, from: string, to: string];
  /** The training day it starts on. */
  clockFrom: string;
}

const saved = ({ page }: Window) => page.getByText(/^Đã lưu \d/).waitFor();

/** A training round from nothing to the page of its first step, saved. */
export async function beginRound(planner: Window, { kind, title, code, period, clockFrom }: RoundBegun): Promise<void> {
  const { page } = planner;
  if (kind === 'reporting') await page.getByRole('radio', { name: 'đợt báo cáo kỳ' }).check();
  await page.getByLabel('Tên đợt').fill(title);
  await page.getByLabel('Mã đợt').fill(code);
  const [label, from, to] = period;
  await page.getByLabel('Tên kỳ').fill(label);
  await page.getByLabel('Từ ngày').fill(from);
  await page.getByLabel('Đến ngày').fill(to);
  await page.getByRole('button', { name: 'Lập đợt' }).click();
  await page.getByRole('heading', { name: `Kế hoạch: ${title}` }).waitFor();
  await page.getByRole('radio', { name: 'ngày tập huấn' }).check();
  await page.getByLabel('Tập huấn bắt đầu từ ngày').fill(clockFrom);
}

export async function planStep(planner: Window, name: string): Promise<void> {
  const { page } = planner;
  await page
    .getByRole('navigation', { name: 'Các bước lập kế hoạch' })
    .getByRole('link', { name: new RegExp(name) })
    .click();
  await page.locator(`a[aria-current=page]:has-text("${name}")`).waitFor();
}

/** Presses the button by its whole name, wherever on the step it is. */
export const press = ({ page }: Window, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).filter({ visible: true }).first().click();

/** A team of these people, found by their posts typed without diacritics. */
export async function addTeam(
  planner: Window,
  { name, lead, secretary }: { name: string; lead: [string, string]; secretary: [string, string] },
): Promise<void> {
  const { page } = planner;
  await press(planner, 'Thêm đoàn');
  const dialog = page.getByRole('dialog').filter({ visible: true });
  await dialog.getByLabel('Tên đoàn').fill(name);
  await pick(dialog, 'Trưởng đoàn', ...lead);
  await pick(dialog, 'Thư ký đoàn', ...secretary);
  await dialog.getByRole('button', { name: 'Thêm đoàn' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** The plan to the signer; gives what the page said it comes to. */
export async function submitPlan(planner: Window): Promise<string> {
  await planStep(planner, 'Trình duyệt');
  await saved(planner);
  const said = await act(planner, 'Trình kế hoạch');
  await planner.page.getByRole('heading', { name: 'Kế hoạch đã trình, chờ phê duyệt' }).waitFor();
  return said;
}

/** From their work to the plan that waits for them, and approved. */
export async function approveFromWork(signer: Window, title: string): Promise<string> {
  const { page } = signer;
  await page.getByRole('link', { name: 'Phê duyệt kế hoạch kiểm tra' }).first().click();
  await page.getByRole('heading', { name: title }).waitFor();
  const said = await act(signer, 'Phê duyệt', { confirm: 'Phê duyệt kế hoạch' });
  await page.getByText('Đã phê duyệt, chờ triển khai').first().waitFor();
  return said;
}
