import { startBroadcast } from '../../client/ask.ts';
import type { Change } from '../../workflows/messages.ts';
import type { Deps } from '../deps.ts';
import { failure } from '../log.ts';

const patienceMs = 2_000;

/**
 * Lets a change to the office's content reach everyone it concerns. The content is stored already: where Temporal is
 * away, the reconciler of the next start or night brings it.
 */
export async function reachEveryone(
  { temporal, queuePrefix, log }: Pick<Deps, 'temporal' | 'queuePrefix' | 'log'>,
  id: string,
  change: Change,
  delayMs?: number,
): Promise<void> {
  try {
    await temporal.withDeadline(Date.now() + patienceMs, () =>
      startBroadcast({ temporal, queuePrefix }, id, change, delayMs),
    );
  } catch (error) {
    log.warn({ broadcast: id, err: failure(error) }, 'left to the reconciler');
  }
}
