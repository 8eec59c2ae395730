import { createHash } from 'node:crypto';
import {
  isGrpcServiceError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { askMatter } from '../client/ask.ts';
import type { Matter, MatterId } from '../domain/matter.ts';
import { isRefusalCode, Refusal } from '../domain/refusal.ts';
import type { Facts, RefusalCode } from '../domain/refusal.ts';
import type { Store } from '../store/index.ts';

/** Whom an ask goes through. */
export interface AskDeps {
  store: Pick<Store, 'asks' | 'matters' | 'clocks'>;
  temporal: Client;
  /** Before the names of the task queues; empty but in tests. */
  queuePrefix?: string;
  /** Told how it ended. */
  asked?: (message: string, outcome: AskOutcome) => void;
}

/** `repeated`: under a key that was answered before. */
export type AskOutcome = 'answered' | 'repeated' | 'failed' | RefusalCode;

export interface AskOfApi {
  matter: MatterId;
  message: string;
  body: object;
  /** What goes with the body though the caller did not say it, such as the calendars of today: another in a repeat is the same ask. */
  taken?: object;
  /** The caller's idempotency key, namespaced by who calls. */
  key: string;
  by: string;
  /** The state at version 0, when the matter was not born yet. */
  fresh?: () => Promise<Matter>;
}

const patience = 5_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks a process to decide, and answers with the matter as then recorded. The same key gives the
 * same answer for ever. Throws the process's Refusal; `unavailable` when nobody answered in 5 s,
 * after which repeating with the same key is harmless.
 */
export async function ask<S extends Matter>(deps: AskDeps, of: AskOfApi): Promise<S> {
  const { asked = () => undefined } = deps;
  try {
    const { record, repeated } = await decided(deps, of);
    asked(of.message, repeated ? 'repeated' : 'answered');
    return record as S;
  } catch (error) {
    asked(of.message, error instanceof Refusal ? error.code : 'failed');
    throw error;
  }
}

async function decided(
  deps: AskDeps,
  { matter, message, body, taken, key, by, fresh }: AskOfApi,
): Promise<{ record: Matter; repeated: boolean }> {
  const answered = async (repeated: boolean) => ({ record: await recorded<Matter>(deps, matter), repeated });
  const hash = createHash('sha256')
    .update(JSON.stringify([matter, message, body]))
    .digest('hex');
  const until = Date.now() + patience;
  for (;;) {
    if (await wasAnswered(deps, key, hash)) return answered(true);
    const record = (await deps.store.matters.get(matter)) ?? (await fresh?.());
    if (!record) throw new Refusal('not-found');
    const clock =
      record.clock.kind === 'stepped' ? await deps.store.clocks.get(record.place.campaign ?? '') : undefined;
    try {
      const door = { temporal: deps.temporal, queuePrefix: deps.queuePrefix ?? '' };
      const sent = { key, hash, by, body: { ...body, ...taken }, ...(clock ? { day: clock.now } : {}) };
      await deps.temporal.withDeadline(until, () => askMatter(door, record, message, sent));
      return await answered(false);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal && (await wasAnswered(deps, key, hash))) return answered(true);
      if (refusal) throw refusal;
      if (!isPassing(error)) throw error;
      if (Date.now() > until - 200) throw new Refusal('unavailable');
      await pause(150);
    }
  }
}

/** Was this very ask answered before? The same key with another body is refused. */
async function wasAnswered(deps: AskDeps, key: string, hash: string): Promise<boolean> {
  const before = await deps.store.asks.get(key);
  if (before && before.hash !== hash) throw new Refusal('key-reused');
  return before !== undefined;
}

async function recorded<S extends Matter>(deps: AskDeps, matter: MatterId): Promise<S> {
  const record = await deps.store.matters.get<S>(matter);
  if (!record) throw new Error(`${matter} answered but has no record`);
  return record;
}

/** The Refusal a process's validator threw; undefined for every other failure. */
function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return undefined;
  const { type, details } = error.cause;
  return isRefusalCode(type) ? new Refusal(type, (details?.[0] ?? {}) as Facts) : undefined;
}

/** Failures after which the same ask may be repeated: away, closing, overtaken by another run. */
const isPassing = (error: unknown): boolean =>
  error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
  error instanceof WorkflowUpdateFailedError ||
  error instanceof WorkflowFailedError ||
  error instanceof WorkflowNotFoundError ||
  isGrpcServiceError(error) ||
  (error instanceof Error && isGrpcServiceError(error.cause));
