import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { PostActivities } from '../activities/letters.ts';
import type { Instant } from '../domain/day.ts';
import type { CampaignId, PersonId } from '../domain/role.ts';
import { queueFor } from './queues.ts';

/** Whose letters: of all real rounds, or of one stepped campaign. */
export interface Post {
  person: PersonId;
  campaign?: CampaignId;
}

/** Lines were written for this person. */
export const linesWaiting = defineSignal('linesWaiting');

const historyBound = 200;
/** A letter that should have left and did not is looked at again after this. */
const pause = 60_000;

/**
 * The letters of one person: waits until the next may leave, hands over what may leave, and ends
 * when nothing waits. What waits is in Mongo, so a post that is lost is only to be woken again.
 */
export async function post({ person, campaign }: Post): Promise<void> {
  const { planNext, deliver } = proxyActivities<PostActivities>({
    taskQueue: queueFor('mail'),
    startToCloseTimeout: '30 minutes',
    heartbeatTimeout: '20s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
  });
  const whose = campaign === undefined ? { person } : { person, campaign };

  let woken = 0;
  setHandler(linesWaiting, () => {
    woken += 1;
  });

  for (;;) {
    const heard = woken;
    const { next } = await planNext({ ...whose, now: clock() });
    if (next === 'now') {
      const { done } = await deliver({ ...whose, now: clock() });
      if (done === 0) await condition(() => woken !== heard, pause);
    } else if (next !== undefined) {
      await condition(() => woken !== heard, Math.max(1, Date.parse(next) - Date.now()));
    } else if (woken === heard) {
      return;
    }
    if (workflowInfo().historyLength > historyBound) await continueAsNew<typeof post>(whose);
  }
}

const clock = (): Instant => new Date(Date.now()).toISOString() as Instant;
