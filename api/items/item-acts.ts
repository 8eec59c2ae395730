import type { Request } from 'express';
import type { Day } from '../../domain/day.ts';
import { printable } from '../../domain/document.ts';
import type { Achieved } from '../../domain/item-report.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { Operation } from '../../domain/rights.ts';
import type { ItemDraft, ItemEntry, SentReport, TypedFigures } from '../../store/content/item-reports.ts';
import { ask } from '../ask.ts';
import type { Deps } from '../deps.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { itemFor } from './item-record.ts';
import type { FoundItem } from './item-record.ts';
import { withCurrent, wrongPlaces } from '../problem.ts';

/** The id of a file. */
export const fileId = /^[0-9a-f-]{36}$/;

/** Letters of one report. */
export const mostReportLetters = 20_000;

export interface ReportContent {
  text: string;
  evidence: string[];
  /** Of a requirement with a target. */
  achieved?: Achieved;
  /** Of a prohibition, for its period: each has a file of its own in `evidence`. */
  incidents?: number;
  /** Of each incident, in order: the files of its own among the `evidence`. */
  incidentFiles?: string[][];
}

/**
 * Keeps a report as it is being written, whatever it says and whether or not it can be sent now. Throws
 * Refusal('stale-draft') with the newer draft when somebody saved since version `base`.
 */
export async function saveItemDraft(
  deps: Deps,
  req: Request,
  id: string,
  { text, evidence, figures }: { text: string; evidence: string[]; figures?: TypedFigures },
  base: number,
): Promise<ItemDraft> {
  const found = await itemFor(deps, req, id, 'report-item');
  const { by } = found;
  await assertTheirs(deps, found, evidence);
  return deps.store.itemReports
    .save(id, {
      base,
      text,
      evidence: [...new Set(evidence)],
      ...(figures ? { figures } : {}),
      at: deps.now(),
      by,
    })
    .catch(withCurrent(async () => (await deps.store.itemReports.get(id)).draft));
}

/** The unit reports an item with evidence. Answers with the record; the same key gives the same answer. */
export const reportItem = (deps: Deps, req: Request, id: string, content: ReportContent, key: string) =>
  sendReport(deps, req, id, { content, key, operation: 'report-item' });

/** The unit confirms a standing item for the period that ends on `period`. */
export const confirmItem = (
  deps: Deps,
  req: Request,
  id: string,
  { period, ...content }: ReportContent & { period: Day },
  key: string,
) => sendReport(deps, req, id, { content, period, key, operation: 'report-item' });

/** The office enters what came on paper or by telephone (nhập hộ): a report, or a confirmation of `period`. */
export const enterItem = (
  deps: Deps,
  req: Request,
  id: string,
  { entry, period, ...content }: ReportContent & { entry: ItemEntry; period?: Day },
  key: string,
) => sendReport(deps, req, id, { content, entry, ...(period ? { period } : {}), key, operation: 'enter-for-unit' });

interface Sending {
  content: ReportContent;
  period?: Day;
  entry?: ItemEntry;
  key: string;
  operation: Operation;
}

async function sendReport(
  deps: Deps,
  req: Request,
  id: string,
  { content, period, entry, key, operation }: Sending,
): Promise<Remediation> {
  const found = await itemFor(deps, req, id, operation);
  const { by, item, remediation } = found;
  const { text, evidence, achieved, incidents, incidentFiles } = await checkedContent(deps, found, content);
  if (entry && evidence.length === 0) throw new Refusal('report-without-evidence', { item: item.n });
  const sent = {
    item: item.n,
    report: reportId(key),
    ...(entry ? { arrived: entry.arrived } : {}),
  };
  const act =
    period === undefined
      ? {
          message: 'report',
          body: { ...sent, evidence: evidence.length, ...(achieved ? { achieved } : {}) },
        }
      : {
          message: 'confirmPeriod',
          body: {
            ...sent,
            period,
            ...(incidents === undefined ? {} : { incidents, files: incidentFiles?.length ?? evidence.length }),
          },
        };
  await assertForeseen(deps, { matter: remediation, ...act, key });
  await freezeReport(
    deps,
    found,
    {
      text,
      evidence,
      ...(period ? { period } : {}),
      ...(achieved && period === undefined ? { achieved } : {}),
      ...(incidents === undefined || period === undefined ? {} : { incidents }),
      ...(incidentFiles === undefined || period === undefined ? {} : { incidentFiles }),
      ...(entry ? { entry } : {}),
    },
    { key, by },
  );
  const after = await ask<Remediation>(deps, { matter: remediation.id, ...act, key, by });
  // what the office enters leaves the unit's own draft where it is
  if (!entry) await endDraft(deps, id, text);
  return after;
}

async function checkedContent(
  deps: Deps,
  found: FoundItem,
  { text: typed, evidence, ...figures }: ReportContent,
): Promise<ReportContent> {
  const text = printable(typed).trim();
  if (text === '') throw new Refusal('report-empty');
  await assertTheirs(deps, found, evidence);
  const files = [...new Set(evidence)];
  const { incidents, incidentFiles } = figures;
  // what is shown of one incident is all its own
  const own = incidentFiles ?? (incidents === 1 && files.length > 0 ? [files] : undefined);
  if (own) assertOwnFiles(own, incidents, files, found.item.n);
  return { ...figures, text, evidence: files, ...(own ? { incidentFiles: own } : {}) };
}

/** Each incident has files of its own among those sent. Throws 422 at the wrong list, or Refusal('incidents-without-file'). */
function assertOwnFiles(
  own: readonly string[][],
  incidents: number | undefined,
  files: readonly string[],
  item: number,
) {
  if (own.length !== (incidents ?? 0))
    throw wrongPlaces([
      {
        at: 'incidentFiles',
        sentence: `Hãy ghi tệp của từng vụ: ${incidents ?? 0} vụ thì ${incidents ?? 0} danh sách.`,
      },
    ]);
  if (own.some((list) => list.length === 0)) throw new Refusal('incidents-without-file', { item });
  const all = own.flat();
  const wrong = own.findIndex((list) =>
    list.some((file) => !files.includes(file) || all.indexOf(file) !== all.lastIndexOf(file)),
  );
  if (wrong >= 0)
    throw wrongPlaces([
      { at: `incidentFiles.${wrong}`, sentence: 'Tệp của một vụ phải có trong `evidence` và chỉ thuộc vụ ấy.' },
    ]);
}

/** Throws Refusal('evidence-unknown') for a file that is not the unit's. */
export async function assertTheirs(
  { store }: Deps,
  { item, remediation }: FoundItem,
  evidence: string[],
): Promise<void> {
  const known = await store.evidence.getMany(evidence);
  const stranger = evidence.find((one) => known.get(one)?.unit !== remediation.place.unit);
  if (stranger !== undefined) throw new Refusal('evidence-unknown', { evidence: stranger, item: item.n });
}

/** Freezes a report under the key of its act, with its place in the item's story and its receipt. */
async function freezeReport(
  { store, now }: Deps,
  { id, remediation, item }: FoundItem,
  content: Omit<SentReport, 'id' | 'key' | 'at' | 'by'>,
  { key, by }: { key: string; by: string },
): Promise<void> {
  const at = now();
  const known = await store.evidence.getMany(content.evidence);
  const files = content.evidence.map((one) => ({
    id: one,
    sha256: known.get(one)?.sha256,
    ...incidentOf(content.incidentFiles, one),
  }));
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
    ...(content.entry ? { arrived: content.entry.arrived } : {}),
  });
  await store.itemReports.addSent(id, { id: reportId(key), key, ...content, at, by });
}

/** The incident a file belongs to, counted from 1. */
export function incidentOf(own: readonly string[][] | undefined, file: string): { incident?: number } {
  const at = own?.findIndex((list) => list.includes(file)) ?? -1;
  return at < 0 ? {} : { incident: at + 1 };
}

const reportId = (key: string): string => `item-report:${key}`;

async function endDraft({ store }: Deps, id: string, text: string): Promise<void> {
  const { draft } = await store.itemReports.get(id);
  if (draft && printable(draft.text).trim() === text) await store.itemReports.clearDraft(id, draft.version);
}
