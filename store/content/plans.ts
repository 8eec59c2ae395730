import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { Plan } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { contentHash, isDuplicate } from './snapshots.ts';

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
  /** The creation this row came from: repeated, it gives the same row. */
  created: { key: string; sha256: string };
}

const schema = new Schema<PlanRow>(
  {
    _id: String,
    version: { type: Number, required: true },
    year: { type: Number, required: true },
    plan: { type: Schema.Types.Mixed, required: true },
    created: { type: Schema.Types.Mixed, required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: String, required: true },
    savedBy: { type: String, required: true },
    savedAt: { type: String, required: true },
  },
  { ...plain, collection: 'plans' },
);
schema.index({ year: -1, _id: 1 });

const draftOf = ({ _id, version, plan, createdBy, createdAt, savedBy, savedAt }: PlanRow): PlanDraft => ({
  campaign: _id, version, plan, createdBy, createdAt, savedBy, savedAt,
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
    /** The latest year first. `after` is the id of the last one seen. */
    async list({ limit, after }: { limit: number; after?: CampaignId | undefined }): Promise<PlanDraft[]> {
      const seen = after === undefined ? null : await model.findById(after, { year: 1 }).lean();
      const beyond = seen ? { $or: [{ year: trusted({ $lt: seen.year }) }, { year: seen.year, _id: trusted({ $gt: seen._id }) }] } : {};
      const rows = await model.find(beyond).sort({ year: -1, _id: 1 }).limit(limit).lean();
      return rows.map(draftOf);
    },
    /**
     * A new round, at version 1. Throws Refusal('campaign-exists') when the id is taken, 'key-reused' when the
     * same key created it from another plan.
     */
    async create(plan: Plan, { key, by, at }: { key: string; by: string; at: Instant }): Promise<PlanDraft> {
      const sha256 = contentHash(plan);
      const row: PlanRow = {
        _id: plan.campaign, version: 1, year: plan.year, plan, created: { key, sha256 },
        createdBy: by, createdAt: at, savedBy: by, savedAt: at,
      };
      try {
        await model.create(row);
        return draftOf(row);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const kept = await model.findById(plan.campaign).lean();
        if (kept?.created.key !== key) throw new Refusal('campaign-exists', { campaign: plan.campaign });
        if (kept.created.sha256 !== sha256) throw new Refusal('key-reused');
        return draftOf(kept);
      }
    },
    /** Saves over version `base`. Throws Refusal('stale-draft') when somebody saved in between. */
    async save(plan: Plan, { base, by, at }: { base: number; by: string; at: Instant }): Promise<PlanDraft> {
      const row = await model
        .findOneAndUpdate(
          { _id: plan.campaign, version: base },
          { $set: { plan, year: plan.year, version: base + 1, savedBy: by, savedAt: at } },
          { returnDocument: 'after' },
        )
        .lean();
      if (row) return draftOf(row);
      const kept = await get(plan.campaign);
      // the same save repeated, its answer lost on the way
      if (kept?.version === base + 1 && kept.savedBy === by && contentHash(kept.plan) === contentHash(plan)) return kept;
      throw new Refusal('stale-draft');
    },
  };
}
