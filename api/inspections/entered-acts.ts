import type { Request } from 'express';
import type { Inspection } from '../../domain/inspection.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Origin } from '../../domain/visit-texts.ts';
import type { TypedReport } from '../../domain/typed-report.ts';
import { ask } from '../ask.ts';
import type { Deps } from '../deps.ts';
import { assertOwnEvidence } from '../pages/exchange-acts.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { inspectionFor, selfReportCase } from './inspection-record.ts';
import type { FrozenSelfReport } from './inspection-record.ts';
import { dayOf } from '../papers/issued.ts';
import { textUnder } from '../campaigns/rounds.ts';
import { evidenceIn, examine } from '../../domain/typed-report.ts';

// What the office enters for a unit (nhập hộ): how it came is kept beside it.

/** A paper is not taken without its file, nor before it came. Throws Refusal('file-missing' | 'arrived-in-future' | 'evidence-unknown'). */
export async function assertOrigin(deps: Deps, inspection: Inspection, origin: Origin): Promise<void> {
  if (origin.by === 'paper' && origin.file === undefined) throw new Refusal('file-missing');
  if (origin.arrived > (await dayOf(deps, inspection))) throw new Refusal('arrived-in-future');
  await assertOwnEvidence(deps, inspection.place.unit, origin.file === undefined ? [] : [origin.file]);
}

/** The unit said on paper or by telephone that it has the notice. */
export async function enterAcknowledgement(
  deps: Deps,
  req: Request,
  id: string,
  origin: Origin,
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'enter-for-unit');
  await assertOrigin(deps, inspection, origin);
  const body = { by, arrived: origin.arrived };
  await assertForeseen(deps, { matter: inspection, message: 'acknowledge', body, key });
  await textUnder(deps, { key, kind: 'remarks', matter: inspection.id, body: { text: '', origin }, by }).freeze();
  await deps.store.receipts.take({
    key,
    kind: 'acknowledgement',
    matter: inspection.id,
    at: deps.now(),
    by,
    arrived: origin.arrived,
  });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'acknowledge', body, key, by });
}

/** The report came on paper: entered as it says, whatever it lacks; what does not add up is seen at its review. */
export async function enterSelfReport(
  deps: Deps,
  req: Request,
  id: string,
  { typed, origin }: { typed: TypedReport; origin: Origin },
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'enter-for-unit');
  const { unit } = inspection.place;
  await assertOrigin(deps, inspection, origin);
  await assertOwnEvidence(deps, unit, evidenceIn(typed));
  const submission = `self-report:${key}`;
  const body = { submission, by, arrived: origin.arrived };
  if (!(await deps.store.asks.get(key))) {
    await assertForeseen(deps, { matter: inspection, message: 'submitSelfReport', body, key });
    const { outline, period, previous, story } = await selfReportCase(deps, inspection);
    const { read, checks } = examine(outline, typed, period, previous);
    const frozen: FrozenSelfReport = {
      ...read.report,
      outline: `${outline.id}@${outline.version}`,
      checks,
      origin,
    };
    await textUnder(deps, { key, kind: 'self-report', matter: inspection.id, body: frozen, by }).freeze();
    const at = deps.now();
    await deps.store.receipts.take({
      key,
      kind: 'self-report',
      matter: inspection.id,
      at,
      by,
      arrived: origin.arrived,
    });
    const version = story.draft?.version ?? 0;
    await deps.store.selfReports.addSent(inspection.id, unit, {
      id: submission,
      key,
      version,
      at,
      by,
      on: origin.arrived,
    });
  }
  return ask<Inspection>(deps, { matter: inspection.id, message: 'submitSelfReport', body, key, by });
}
