import { workingDaysBetween } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignState } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import type { Plan } from '../../domain/plan.ts';
import type { CampaignId } from '../../domain/role.ts';
import { dayOfRound } from '../campaigns/setting.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';

/** One open round as the leaders' page counts it. */
export interface CountedRound {
  campaign: CampaignId;
  plan: Plan;
  state: CampaignState;
  day: Day;
  calendar: Calendar;
  /** Working days past a due on the round's day. */
  past(due: Day): number;
}

/**
 * The open rounds a leader looks at: real ones, or training ones where that is asked for or there are no others; only
 * one where it is named. Throws Refusal('not-found') for one that is not open.
 */
export async function countedRounds(
  deps: Deps,
  { campaign, training }: { campaign?: CampaignId | undefined; training?: boolean | undefined },
): Promise<{ rounds: CountedRound[]; training: boolean }> {
  const { store } = deps;
  const open = await store.overview.openRounds();
  const named = open.find((round) => round.campaign === campaign);
  if (campaign !== undefined && !named) throw new Refusal('not-found');
  const stepped = named ? named.stepped : (training ?? open.every((round) => round.stepped));
  const chosen = named ? [named] : open.filter((round) => round.stepped === stepped);
  const plans = new Map(
    (await store.plans.getMany(chosen.map((round) => round.campaign))).map((draft) => [draft.campaign, draft.plan]),
  );
  const rounds = await Promise.all(
    chosen.flatMap((round) => {
      const plan = plans.get(round.campaign);
      return plan ? [counted(deps, round, plan)] : [];
    }),
  );
  return { rounds, training: rounds.length > 0 && stepped };
}

async function counted(
  deps: Deps,
  { campaign, state, calendar }: { campaign: CampaignId; state: CampaignState; calendar: Calendar },
  plan: Plan,
): Promise<CountedRound> {
  const day = await dayOfRound(plan, deps.store, today(deps));
  const known = new Map<Day, number>();
  const past = (due: Day): number => {
    const days = known.get(due) ?? workingDaysBetween(calendar, due, day);
    known.set(due, days);
    return days;
  };
  return { campaign, plan, state, day, calendar, past };
}
