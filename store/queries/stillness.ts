import type { Day } from '../../domain/day.ts';
import type { Matter, MatterId } from '../../domain/matter.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import type { Connection } from '../connection.ts';

/** An open matter whose days cannot be reckoned just now, and why. */
export interface Troubled {
  matter: MatterId;
  campaign: CampaignId;
  unit?: UnitId;
  trouble: NonNullable<Matter['trouble']>;
}

/** What should have moved and did not. */
export function createStillness(db: Connection) {
  return {
    /** Open matters of real rounds whose wake was planned for `day` or before. */
    async unwoken(day: Day): Promise<number> {
      return db.collection('matters').countDocuments({ open: true, stepped: false, nextWake: { $lte: day } });
    },
    /** Open matters that cannot be chased: of one round, or of all. */
    async troubled(campaign?: CampaignId): Promise<Troubled[]> {
      const rows = await db
        .collection<{ _id: MatterId; campaign: CampaignId; unit?: UnitId; state: Matter }>('matters')
        .find({ open: true, 'state.trouble': { $exists: true }, ...(campaign === undefined ? {} : { campaign }) })
        .project<{ _id: MatterId; campaign: CampaignId; unit?: UnitId; state: Pick<Matter, 'trouble'> }>({
          campaign: 1,
          unit: 1,
          'state.trouble': 1,
        })
        .sort({ _id: 1 })
        .limit(500)
        .toArray();
      return rows.map(({ _id, campaign: of, unit, state }) => ({
        matter: _id,
        campaign: of,
        ...(unit === undefined ? {} : { unit }),
        trouble: state.trouble!,
      }));
    },
    /** How many open matters of real rounds cannot be chased. */
    async inTrouble(): Promise<number> {
      return db
        .collection('matters')
        .countDocuments({ open: true, stepped: false, 'state.trouble': { $exists: true } });
    },
  };
}
