import type { Request } from 'express';
import type { Day } from '../domain/day.ts';
import { printable } from '../domain/document.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Remediation } from '../domain/remediation.ts';
import type { ItemDraft } from '../store/content/item-reports.ts';
import { ask } from './ask.ts';
import type { Deps } from './deps.ts';
import { assertForeseen } from './foreseen.ts';
import { itemFor } from './item-record.ts';
import type { FoundItem } from './item-record.ts';
import { withCurrent } from './problem.ts';

/** Letters of one report. */
export const mostReportLetters = 20_000;

export interface ReportContent {
  text: string;
  evidence: string[];
}

/**
 * Keeps a report as it is being written, whatever it says and whether or not it can be sent now. Throws
 * Refusal('stale-draft') with the newer draft when somebody saved since version `base`.
 */
export async function saveItemDraft(
  deps: Deps,
  req: Request,
  id: string,
  { text, evidence }: ReportContent,
  base: number,
): Promise<ItemDraft> {
  const found = await itemFor(deps, req, id, 'report-item');
  const { by } = found;
  await assertTheirs(deps, found, evidence);
  return deps.store.itemReports
    .save(id, { base, text, evidence: [...new Set(evidence)], at: deps.now(), by })
    .catch(withCurrent(async () => (await deps.store.itemReports.get(id)).draft));
}

/** The unit reports an item with evidence. Answers with the record; the same key gives the same answer. */
export async function reportItem(
  deps: Deps,
  req: Request,
  id: string,
  content: ReportContent,
  key: string,
): Promise<Remediation> {
  const found = await itemFor(deps, req, id, 'report-item');
  const { by } = found;
  const { text, evidence } = await checkedContent(deps, found, content);
  if (evidence.length === 0) throw new Refusal('report-without-evidence', { item: found.item.n });
  const body = { item: found.item.n, report: reportId(key), evidence: evidence.length };
  await assertForeseen(deps, { matter: found.remediation, message: 'report', body, key });
  await freezeReport(deps, found, { text, evidence }, { key, by });
  const after = await ask<Remediation>(deps, { matter: found.remediation.id, message: 'report', body, key, by });
  await endDraft(deps, id, text);
  return after;
}

/** The unit confirms a standing item for the period that ends on `period`. */
export async function confirmItem(
  deps: Deps,
  req: Request,
  id: string,
  content: ReportContent & { period: Day },
  key: string,
): Promise<Remediation> {
  const found = await itemFor(deps, req, id, 'report-item');
  const { by } = found;
  const { text, evidence } = await checkedContent(deps, found, content);
  const { period } = content;
  const body = { item: found.item.n, report: reportId(key), period };
  await assertForeseen(deps, { matter: found.remediation, message: 'confirmPeriod', body, key });
  await freezeReport(deps, found, { text, evidence, period }, { key, by });
  const after = await ask<Remediation>(deps, { matter: found.remediation.id, message: 'confirmPeriod', body, key, by });
  await endDraft(deps, id, text);
  return after;
}

async function checkedContent(
  deps: Deps,
  found: FoundItem,
  { text: typed, evidence }: ReportContent,
): Promise<ReportContent> {
  const text = printable(typed).trim();
  if (text === '') throw new Refusal('report-empty');
  await assertTheirs(deps, found, evidence);
  return { text, evidence: [...new Set(evidence)] };
}

/** Throws Refusal('evidence-unknown') for a file that is not the unit's. */
async function assertTheirs({ store }: Deps, { item, remediation }: FoundItem, evidence: string[]): Promise<void> {
  const known = await store.evidence.getMany(evidence);
  const stranger = evidence.find((one) => known.get(one)?.unit !== remediation.place.unit);
  if (stranger !== undefined) throw new Refusal('evidence-unknown', { evidence: stranger, item: item.n });
}

/** Freezes a report under the key of its act, with its place in the item's story and its receipt. */
async function freezeReport(
  { store, now }: Deps,
  { id, remediation, item }: FoundItem,
  content: ReportContent & { period?: Day },
  { key, by }: { key: string; by: string },
): Promise<void> {
  const at = now();
  const known = await store.evidence.getMany(content.evidence);
  const files = content.evidence.map((one) => ({ id: one, sha256: known.get(one)?.sha256 }));
  await store.snapshots.freeze({
    id: reportId(key),
    kind: 'item-report',
    matter: remediation.id,
    body: { item: item.n, ...content, files },
    by,
    at,
  });
  await store.receipts.take({
    key,
    kind: content.period ? 'confirmation' : 'item-report',
    matter: remediation.id,
    item: item.n,
    at,
    by,
  });
  await store.itemReports.addSent(id, { id: reportId(key), key, ...content, at, by });
}

const reportId = (key: string): string => `item-report:${key}`;

async function endDraft({ store }: Deps, id: string, text: string): Promise<void> {
  const { draft } = await store.itemReports.get(id);
  if (draft && printable(draft.text).trim() === text) await store.itemReports.clearDraft(id, draft.version);
}

interface VerdictContent {
  report: string;
  verdict: 'met' | 'not-met';
  remarks: string;
}

/** The office finds a report met, or returns it with the reason. */
export async function verifyItem(
  deps: Deps,
  req: Request,
  id: string,
  { report, verdict, remarks }: VerdictContent,
  key: string,
): Promise<Remediation> {
  const { remediation, item, by } = await itemFor(deps, req, id, 'verify-item');
  const at = deps.now();
  const text = printable(remarks).trim();
  const body = { item: item.n, report, verdict, remarks: `remarks:${key}`, by };
  await assertForeseen(deps, { matter: remediation, message: 'verify', body, key });
  await deps.store.snapshots.freeze({
    id: `remarks:${key}`,
    kind: 'remarks',
    matter: remediation.id,
    body: { item: item.n, report, verdict, text },
    by,
    at,
  });
  await deps.store.itemReports.addAnswer(id, { key, report, verdict, remarks: text, at, by });
  return ask<Remediation>(deps, { matter: remediation.id, message: 'verify', body, key, by });
}
