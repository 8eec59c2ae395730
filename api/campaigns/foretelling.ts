import type { Day } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId } from '../../domain/role.ts';
import type { Deps } from '../deps.ts';
import { newId } from '../deps.ts';
import { rehearsalOf } from './rehearsing.ts';
import type { Rehearsing } from './rehearsing.ts';
import { planOf, roundOf } from './rounds.ts';

/** A foretelling being made: how far it is, or why it could not be. */
export interface Making {
  from?: Day;
  day?: Day;
  to?: Day;
  refused?: string;
}

/** What approved plans foretell, made beside what the server does and kept once. */
export interface Foretellings {
  /** Makes and keeps what the approved plan of a round foretells, unless it is kept or under way. */
  begin(campaign: CampaignId): void;
  making(campaign: CampaignId): Making | undefined;
}

/** What could not be made is not tried again before. */
const restsMs = 10 * 60_000;

export function foretellings(deps: Deps, rehearse: Rehearsing): Foretellings {
  const under = new Map<CampaignId, Making>();
  const failed = new Map<CampaignId, { refused: string; at: number }>();

  async function make(campaign: CampaignId, mine: Making): Promise<void> {
    const { store, now } = deps;
    const round = await roundOf(deps, campaign);
    const { record, day } = round;
    if (!record?.approved) return;
    const { sha256 } = record.plan;
    if ((await store.foretold.get(campaign))?.sha256 === sha256) return;
    const submitted = record.duties.findLast(({ kind }) => kind === 'approve-plan')?.opened ?? record.approved.on;
    const { clock, calendar, ladders, terms } = record;
    const input = await rehearsalOf(deps, {
      plan: await planOf(deps, round),
      setting: { clock, calendar, ladders, terms },
      from: submitted,
      // the usual case: units do what they are asked on the day it is due
      pace: 'on-due-day',
    });
    Object.assign(mine, { from: input.from, to: input.to });
    const found = await rehearse({ ...input, whole: true }, (reached) => void (mine.day = reached));
    const { letters, papers, officialLetters, closes, list } = found;
    await store.foretold.keep(
      {
        campaign,
        sha256,
        from: input.from,
        madeOn: day,
        at: now(),
        letters,
        papers,
        officialLetters,
        ...(closes ? { closes } : {}),
      },
      newId('f'),
      list,
    );
  }

  return {
    begin(campaign) {
      const before = failed.get(campaign);
      if (under.has(campaign) || (before && Date.now() - before.at < restsMs)) return;
      const mine: Making = {};
      under.set(campaign, mine);
      failed.delete(campaign);
      make(campaign, mine)
        .catch((error: unknown) => {
          deps.log.warn({ error, campaign }, 'a round could not be foretold');
          const refused = error instanceof Refusal ? error.message : 'Máy chủ chưa chạy thử xong. Sẽ tự thử lại sau.';
          failed.set(campaign, { refused, at: Date.now() });
        })
        .finally(() => under.delete(campaign));
    },
    making: (campaign) => under.get(campaign) ?? failed.get(campaign),
  };
}
