import type { Calendar } from '../../domain/calendar.ts';
import type { CampaignState } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import { processNames } from '../../domain/matter.ts';
import type { ProcessName } from '../../domain/matter.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import { readTally } from '../../domain/tally.ts';
import type { Hand } from '../../domain/tally.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';

/** A round that is not over, with what its days are counted by. */
export interface OpenRound {
  campaign: CampaignId;
  state: CampaignState;
  stepped: boolean;
  calendar: Calendar;
}

/** Open duties of one matter in one hand with one day. */
export interface OwedCount {
  campaign: CampaignId;
  process: ProcessName;
  /** Whose work the matter's own is now. */
  unit?: UnitId;
  hand: Hand;
  due?: Day;
  count: number;
}

/** What stands open over all rounds at once, counted from the tallies: no record is opened. */
export function createOverview(db: Connection) {
  const rows = () => db.collection<MatterRow>('matters');
  return {
    async openRounds(): Promise<OpenRound[]> {
      const found = await rows()
        .find(
          { process: 'campaign', open: true },
          { projection: { campaign: 1, stepped: 1, 'state.state': 1, 'state.calendar': 1 } },
        )
        .sort({ _id: 1 })
        .toArray();
      return found.map(({ campaign, stepped, state }) => {
        const { state: stands, calendar } = state as unknown as { state: CampaignState; calendar: Calendar };
        return { campaign, stepped, state: stands, calendar };
      });
    },
    /** Of these rounds; what a surprise that is not opened owes is not among them. */
    async owedIn(campaigns: readonly CampaignId[]): Promise<OwedCount[]> {
      const found = (await rows()
        .find(
          { campaign: { $in: [...campaigns] }, process: { $in: [...processNames] } },
          { projection: { _id: 0, campaign: 1, process: 1, unit: 1, tally: 1 } },
        )
        .hint({ campaign: 1, process: 1, unit: 1, team: 1, tally: 1 })
        .toArray()) as unknown as Pick<MatterRow, 'campaign' | 'process' | 'unit' | 'tally'>[];
      return found.flatMap(({ campaign, process, unit, tally: text }) => {
        const tally = readTally(text ?? '');
        if (tally.hidden) return [];
        const holder = tally.heldBy ?? unit;
        return tally.owed.map(({ hand, due, count }) => ({
          campaign,
          process,
          ...(holder === undefined ? {} : { unit: holder }),
          hand,
          ...(due === undefined ? {} : { due }),
          count,
        }));
      });
    },
  };
}
