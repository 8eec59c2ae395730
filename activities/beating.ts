import { Context } from '@temporalio/activity';

/** Lets the server know every `everyMs` that this worker still lives, so that a killed one is soon replaced. Ends early when cancelled. */
export async function beating<T>(work: () => Promise<T>, everyMs = 5_000): Promise<T> {
  const context = Context.current();
  context.heartbeat();
  const timer = setInterval(() => context.heartbeat(), everyMs);
  try {
    return await Promise.race([work(), context.cancelled]);
  } finally {
    clearInterval(timer);
  }
}
