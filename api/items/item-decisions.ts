import type { Request } from 'express';
import type { Day } from '../../domain/day.ts';
import { printable } from '../../domain/document.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { Operation } from '../../domain/rights.ts';
import type { Verdict } from '../../domain/verification.ts';
import { ask } from '../ask.ts';
import type { Deps } from '../deps.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { assertTheirs } from './item-acts.ts';
import { carriedOn, itemFor } from './item-record.ts';
import type { FoundItem } from './item-record.ts';
import { problemOf } from '../problem.ts';
import type { Problem } from '../problem.ts';

// What is decided about an item; the same for the JSON interface and for the units' pages.

interface Decision {
  operation: Operation;
  message: string;
  key: string;
  /** What is frozen beside the text, for whoever reads it later. */
  kept?: object;
  /** What goes with the act though nobody said it. */
  taken?: object;
  /** The act's own fields, by the name under which the frozen text goes. */
  body(text: string, by: string): object;
}

/** Freezes the text that goes with a decision, foreseen to be taken, and lets the process decide. */
async function decide(
  deps: Deps,
  found: FoundItem & { by: string },
  typed: string,
  { message, key, kept = {}, taken = {}, body }: Omit<Decision, 'operation'>,
): Promise<Remediation> {
  const { remediation, item, by } = found;
  const text = printable(typed).trim();
  const remarks = `remarks:${key}`;
  const asked = { item: item.n, ...body(remarks, by) };
  await assertForeseen(deps, { matter: remediation, message, body: asked, key });
  await deps.store.snapshots.freeze({
    id: remarks,
    kind: 'remarks',
    matter: remediation.id,
    body: { item: item.n, ...kept, text },
    by,
    at: deps.now(),
  });
  return ask<Remediation>(deps, { matter: remediation.id, message, body: asked, taken, key, by });
}

async function decideItem(
  deps: Deps,
  req: Request,
  id: string,
  typed: string,
  { operation, ...decision }: Decision,
): Promise<Remediation> {
  return decide(deps, await itemFor(deps, req, id, operation), typed, decision);
}

export interface VerdictContent {
  report: string;
  verdict: Verdict;
  /** The day what is left is due, where the office names one. */
  until?: Day | undefined;
  remarks: string;
}

/** The office finds a report met, met in part with the remainder, or returns it with the reason. */
export async function verifyItem(
  deps: Deps,
  req: Request,
  id: string,
  { report, verdict, until, remarks: typed }: VerdictContent,
  key: string,
): Promise<Remediation> {
  const found = await itemFor(deps, req, id, 'verify-item');
  const { by } = found;
  const remarks = printable(typed).trim();
  const named = until === undefined ? {} : { until };
  // before the act: an answer counts once its act was taken
  const answer = { key, report, verdict, ...named, remarks, at: deps.now(), by };
  const body = { item: found.item.n, report, verdict, ...named, remarks: `remarks:${key}`, by };
  await assertForeseen(deps, { matter: found.remediation, message: 'verify', body, key });
  await deps.store.itemReports.addAnswer(id, answer);
  return decide(deps, found, remarks, {
    message: 'verify',
    key,
    kept: { report, verdict, ...named },
    body: (text) => ({ report, verdict, ...named, remarks: text, by }),
  });
}

/** An item found met is closed, by another hand than the one that verified it. */
export async function closeItem(deps: Deps, req: Request, id: string, key: string): Promise<Remediation> {
  const { remediation, item, by } = await itemFor(deps, req, id, 'close-item');
  return ask<Remediation>(deps, { matter: remediation.id, message: 'close', body: { item: item.n, by }, key, by });
}

export interface ExtensionContent {
  until: Day;
  reason: string;
  evidence: string[];
}

/** The unit asks for more time. */
export async function requestExtension(
  deps: Deps,
  req: Request,
  id: string,
  { until, reason, evidence }: ExtensionContent,
  key: string,
): Promise<Remediation> {
  const found = await itemFor(deps, req, id, 'request-extension');
  await assertTheirs(deps, found, evidence);
  return decide(deps, found, reason, {
    message: 'requestExtension',
    key,
    kept: { until, evidence: [...new Set(evidence)] },
    body: (text) => ({ until, reason: text }),
  });
}

/** A leader grants more time, to the day asked or another, or not. */
export const decideExtension = (
  deps: Deps,
  req: Request,
  id: string,
  { granted, until, remarks }: { granted: boolean; until?: Day | undefined; remarks: string },
  key: string,
): Promise<Remediation> =>
  decideItem(deps, req, id, remarks, {
    operation: 'decide-extension',
    message: 'decideExtension',
    key,
    kept: { granted },
    body: (text, by) => ({ granted, ...(until === undefined ? {} : { until }), remarks: text, by }),
  });

/** Follow-up rests, goes on, or begins once more: each with its reason. */
const changes = {
  suspend: 'suspend-item',
  resume: 'suspend-item',
  reopen: 'reopen-item',
  reviewIncidents: 'review-incidents',
} as const satisfies Record<string, Operation>;

export async function changeItem(
  deps: Deps,
  req: Request,
  id: string,
  message: keyof typeof changes,
  { reason, until }: { reason: string; until?: Day | undefined },
  key: string,
): Promise<Remediation> {
  const found = await itemFor(deps, req, id, changes[message]);
  return decide(deps, found, reason, {
    message,
    key,
    // opened again after its round was closed, it is followed where the round's other leftovers are
    ...(message === 'reopen' ? { taken: await carriedOn(deps, found.remediation.place.campaign) } : {}),
    body: (text) => ({ remarks: text, ...(until === undefined ? {} : { until }) }),
  });
}

export interface Outcome {
  id: string;
  /** The item as then recorded; `problem` is why not. */
  after?: Remediation;
  problem?: Problem;
}

/**
 * Acts on several items, each by itself under a key of its own: what is refused holds up no other. The same key with
 * the same list gives the same outcomes. Throws Refusal('key-reused').
 */
export async function actOnEach<T extends { id: string }>(
  deps: Deps,
  all: readonly T[],
  { key, by, act }: { key: string; by: string; act: (one: T, key: string) => Promise<Remediation> },
): Promise<Outcome[]> {
  const list = { id: `list:${key}`, kind: 'remarks', matter: 'items', body: all, by, at: deps.now() } as const;
  await deps.store.snapshots.freeze(list);
  const outcomes: Outcome[] = [];
  for (const one of all) {
    try {
      outcomes.push({ id: one.id, after: await act(one, `${key}/${one.id}`) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      outcomes.push({ id: one.id, problem: problemOf(error, '') });
    }
  }
  return outcomes;
}
