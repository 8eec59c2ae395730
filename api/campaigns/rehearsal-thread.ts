import type { Day } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Facts, RefusalCode } from '../../domain/refusal.ts';
import { rehearsed } from './rehearsal-run.ts';
import type { Rehearsal, Rehearsed } from './rehearsal-run.ts';

/** A refusal loses its class between threads, so it travels as data. */
export type RehearsalOutcome = { rehearsed: Rehearsed } | { refused: { code: RefusalCode; facts: Facts } };

/** What the thread of one rehearsal runs. */
export function rehearseInThread({
  port,
  ...rehearsal
}: Rehearsal & { port: { postMessage(day: Day): void } }): RehearsalOutcome {
  try {
    return { rehearsed: rehearsed(rehearsal, (day) => port.postMessage(day)) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: { code: error.code, facts: error.facts } };
    throw error;
  }
}
