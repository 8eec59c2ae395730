import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { Plan } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId, TeamId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { isDuplicate } from './snapshots.ts';

/** A round as its planner is writing it. What was submitted is frozen elsewhere and never changes with it. */
export interface PlanDraft {
  campaign: CampaignId;
  version: number;
  plan: Plan;
  createdBy: string;
  createdAt: Instant;
  savedBy: string;
  savedAt: Instant;
}

interface PlanRow extends Omit<PlanDraft, 'campaign'> {
  _id: CampaignId;
  year: number;
}

const schema = new Schema<PlanRow>(
  {
    _id: String,
    version: { type: Number, required: true },
    year: { type: Number, required: true },
    plan: { type: Schema.Types.Mixed, required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: String, required: true },
    savedBy: { type: String, required: true },
    savedAt: { type: String, required: true },
  },
  { ...plain, collection: 'plans' },
);
schema.index({ year: -1, _id: 1 });
schema.index({ 'plan.teams.id': 1 });

const draftOf = ({ _id, version, plan, createdBy, createdAt, savedBy, savedAt }: PlanRow): PlanDraft => ({
  campaign: _id,
  version,
  plan,
  createdBy,
  createdAt,
  savedBy,
  savedAt,
});

export function createPlans(db: Connection) {
  const model = db.model<PlanRow>('Plan', schema);

  async function get(campaign: CampaignId): Promise<PlanDraft | undefined> {
    const row = await model.findById(campaign).lean();
    return row ? draftOf(row) : undefined;
  }

  return {
    model,
    get,
    async getMany(campaigns: readonly CampaignId[]): Promise<PlanDraft[]> {
      if (campaigns.length === 0) return [];
      return (await model.find({ _id: trusted({ $in: campaigns }) }).lean()).map(draftOf);
    },
    /** The latest year first. `after` is the id of the last one seen. */
    async list({
      limit,
      after,
      year,
      among,
      without,
    }: {
      limit: number;
      after?: CampaignId | undefined;
      year?: number | undefined;
      /** Only these rounds, and none of those. */
      among?: readonly CampaignId[] | undefined;
      without?: readonly CampaignId[] | undefined;
    }): Promise<PlanDraft[]> {
      const seen = after === undefined ? null : await model.findById(after, { year: 1 }).lean();
      const beyond = seen
        ? { $or: [{ year: trusted({ $lt: seen.year }) }, { year: seen.year, _id: trusted({ $gt: seen._id }) }] }
        : {};
      const wanted = [
        beyond,
        ...(year === undefined ? [] : [{ year }]),
        ...(among === undefined ? [] : [{ _id: trusted({ $in: [...among] }) }]),
        ...(without === undefined ? [] : [{ _id: trusted({ $nin: [...without] }) }]),
      ];
      const rows = await model.find({ $and: wanted }).sort({ year: -1, _id: 1 }).limit(limit).lean();
      return rows.map(draftOf);
    },
    async count({ without }: { without: readonly CampaignId[] }): Promise<number> {
      return model.countDocuments({ _id: trusted({ $nin: [...without] }) });
    },
    /** How many rounds were begun under each version of the office's practice. */
    async countByPractice(): Promise<Map<number, number>> {
      const rows = await model.aggregate<{ _id: number; rounds: number }>([
        { $group: { _id: { $ifNull: ['$plan.practice', 0] }, rounds: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, rounds }) => [_id, rounds]));
    },
    /** The years there are rounds of, the latest first. */
    async years(): Promise<number[]> {
      return (await model.distinct('year')).sort((a, b) => b - a);
    },
    /** A new round, at version 1. Throws Refusal('campaign-exists') when the id is taken. */
    async create(plan: Plan, { by, at }: { by: string; at: Instant }, session?: ClientSession): Promise<void> {
      const row = {
        _id: plan.campaign,
        version: 1,
        year: plan.year,
        plan,
        createdBy: by,
        createdAt: at,
        savedBy: by,
        savedAt: at,
      };
      try {
        await model.create([row], { session: session ?? null });
      } catch (error) {
        throw isDuplicate(error) ? new Refusal('campaign-exists', { campaign: plan.campaign }) : error;
      }
    },
    /** Saves over version `base`. Throws Refusal('stale-draft') when somebody saved in between. */
    async save(
      plan: Plan,
      { base, by, at }: { base: number; by: string; at: Instant },
      session?: ClientSession,
    ): Promise<void> {
      const { matchedCount } = await model
        .updateOne(
          { _id: plan.campaign, version: base },
          { $set: { plan, year: plan.year, version: base + 1, savedBy: by, savedAt: at } },
        )
        .session(session ?? null);
      if (matchedCount === 0) throw new Refusal('stale-draft');
    },
    /** The rounds, other than `campaign`, whose plan has a team of one of these ids. */
    async withTeams(teams: TeamId[], campaign: CampaignId): Promise<PlanDraft[]> {
      const rows = await model
        .find({ _id: trusted({ $ne: campaign }), 'plan.teams.id': trusted({ $in: teams }) })
        .lean();
      return rows.map(draftOf);
    },
  };
}
