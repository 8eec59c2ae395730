import type { Request } from 'express';
import { placeKey } from '../../domain/check.ts';
import type { Day } from '../../domain/day.ts';
import { printable } from '../../domain/document.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { TypedReport } from '../../domain/typed-report.ts';
import type { Review, SelfReportDraft } from '../../store/content/self-reports.ts';
import { ask } from '../ask.ts';
import type { Deps } from '../deps.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { inspectionFor, selfReportCase } from './inspection-record.ts';
import type { FrozenSelfReport } from './inspection-record.ts';
import { draftChanges } from '../campaigns/figure-corrections.ts';
import { dayOf } from '../papers/issued.ts';
import { withCurrent, wrongPlaces } from '../problem.ts';
import { textUnder } from '../campaigns/rounds.ts';
import { evidenceIn, examine, writtenAs } from '../../domain/typed-report.ts';

// The same for the JSON interface and for the units' pages.

/** The unit says it has the notice. */
export async function acknowledgeNotice(deps: Deps, req: Request, id: string, key: string): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'acknowledge');
  const body = { by };
  await assertForeseen(deps, { matter: inspection, message: 'acknowledge', body, key });
  await deps.store.receipts.take({ key, kind: 'acknowledgement', matter: inspection.id, at: deps.now(), by });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'acknowledge', body, key, by });
}

/** Keeps what was typed, whatever it says. Throws a refusal with the newer version when somebody saved in between. */
export async function saveSelfReport(
  deps: Deps,
  req: Request,
  id: string,
  typed: TypedReport,
  base: number,
): Promise<SelfReportDraft> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'draft-self-report');
  const { unit } = inspection.place;
  const known = await deps.store.evidence.getMany(evidenceIn(typed));
  const stranger = evidenceIn(typed).find((one) => known.get(one)?.unit !== unit);
  if (stranger !== undefined) throw new Refusal('evidence-unknown', { evidence: stranger });
  const changes = draftChanges(await selfReportCase(deps, inspection), typed, await dayOf(deps, inspection));
  return deps.store.selfReports
    .save(inspection.id, unit, { base, typed, at: deps.now(), by, changes })
    .catch(withCurrent(async () => (await deps.store.selfReports.get(inspection.id, unit)).draft));
}

/**
 * Sends the draft as it stood at `version`. Throws Refusal('self-report-incomplete') with the address of every point
 * that holds it back: a field that cannot be read, an error, a warning without a word about it.
 */
export async function submitSelfReport(
  deps: Deps,
  req: Request,
  id: string,
  version: number,
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'submit-self-report');
  const { outline, period, story, previous } = await selfReportCase(deps, inspection);
  const submission = `self-report:${key}`;
  const body = { submission, by };
  const before = story.sent.find((sent) => sent.key === key);
  if (before && (await deps.store.asks.get(key))) {
    if (before.version !== version) throw new Refusal('key-reused');
    return ask<Inspection>(deps, { matter: inspection.id, message: 'submitSelfReport', body, key, by });
  }
  const { draft } = story;
  if (draft?.version !== version) return withCurrent(() => Promise.resolve(draft))(new Refusal('stale-draft'));
  await assertForeseen(deps, { matter: inspection, message: 'submitSelfReport', body, key });
  const { read, checks, faults } = examine(outline, draft.typed, period, previous);
  if (faults.length > 0)
    throw wrongPlaces(
      faults.map(({ at, sentence }) => ({ at: placeKey(at), sentence })),
      'self-report-incomplete',
    );
  const at = deps.now();
  const frozen: FrozenSelfReport = {
    ...read.report,
    outline: `${outline.id}@${outline.version}`,
    checks,
    written: writtenAs(draft.typed, read.report),
  };
  await deps.store.snapshots.freeze({
    id: submission,
    kind: 'self-report',
    matter: inspection.id,
    body: frozen,
    by,
    at,
  });
  await deps.store.receipts.take({ key, kind: 'self-report', matter: inspection.id, at, by });
  await deps.store.selfReports.addSent(inspection.id, inspection.place.unit, {
    id: submission,
    key,
    version,
    at,
    by,
    on: await dayOf(deps, inspection),
  });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'submitSelfReport', body, key, by });
}

/** The team returns a self-report with the points to be mended. */
export async function sendBackSelfReport(
  deps: Deps,
  req: Request,
  id: string,
  points: string[],
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'review-self-report');
  const written = points.map((point) => printable(point).trim());
  const body = { remarks: `remarks:${key}`, points: written.length };
  await assertForeseen(deps, { matter: inspection, message: 'sendBackSelfReport', body, key });
  await deps.store.snapshots.freeze({
    id: body.remarks,
    kind: 'remarks',
    matter: inspection.id,
    body: { points: written },
    by,
    at: deps.now(),
  });
  await review(deps, inspection, { key, decision: 'sent-back', points: written, by });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'sendBackSelfReport', body, key, by });
}

export async function acceptSelfReport(deps: Deps, req: Request, id: string, key: string): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'review-self-report');
  await assertForeseen(deps, { matter: inspection, message: 'acceptSelfReport', body: {}, key });
  await review(deps, inspection, { key, decision: 'accepted', points: [], by });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'acceptSelfReport', body: {}, key, by });
}

async function review(
  { store, now }: Deps,
  { id, place, selfReport }: Inspection,
  decided: Omit<Review, 'at' | 'report'>,
): Promise<void> {
  await store.selfReports.addReview(id, place.unit, { ...decided, report: selfReport?.latest ?? '', at: now() });
}

/** A visit was held, or its day is put right before the minutes are signed: the reason is frozen. */
export async function holdVisit(
  deps: Deps,
  req: Request,
  id: string,
  n: number,
  { on, reason }: { on: Day; reason?: string },
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'hold-visit', n);
  const why =
    reason === undefined
      ? undefined
      : textUnder(deps, { key, kind: 'remarks', matter: inspection.id, body: { text: reason }, by });
  const body = { visit: n, on, ...(why ? { reason: why.id } : {}) };
  await assertForeseen(deps, { matter: inspection, message: 'hold', body, key });
  await why?.freeze();
  return ask<Inspection>(deps, { matter: inspection.id, message: 'hold', body, key, by });
}

/** The reason is frozen as remarks; the record names it only by its id. */
export async function cancelInspection(
  deps: Deps,
  req: Request,
  id: string,
  reason: string,
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'cancel-inspection');
  const body = { reason: `remarks:${key}` };
  await assertForeseen(deps, { matter: inspection, message: 'cancel', body, key });
  await deps.store.snapshots.freeze({
    id: body.reason,
    kind: 'remarks',
    matter: inspection.id,
    body: { text: printable(reason).trim() },
    by,
    at: deps.now(),
  });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'cancel', body, key, by });
}
