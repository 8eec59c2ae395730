import { ApplicationFailure } from '@temporalio/workflow';
import { Refusal } from '../domain/refusal.ts';

/** Runs a rule's check; a refusal leaves the process as the only failure a client may see. */
export function refusing(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Refusal) throw ApplicationFailure.nonRetryable(error.message, error.code, error.facts);
    throw ApplicationFailure.nonRetryable('The rule failed', 'rule-failed', { message: String(error) });
  }
}
