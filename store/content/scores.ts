import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { MatterId } from '../../domain/matter.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import type { Appraisal, Mark } from '../../domain/score.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';
import { isDuplicate } from './snapshots.ts';

/** One line as it was last scored: by whom and when. */
export interface KeptMark extends Mark {
  criterion: string;
  by: string;
  at: Instant;
}

/** One column of a unit's scores. Confirmed, it stands. */
export interface ScoreColumn {
  version: number;
  marks: KeptMark[];
  confirmed?: { by: string; at: Instant };
}

/** What a unit was scored in one inspection. */
export interface Scores extends Partial<Record<Appraisal, ScoreColumn>> {
  inspection: MatterId;
  campaign: CampaignId;
  unit: UnitId;
}

type ScoresRow = Omit<Scores, 'inspection'> & { _id: MatterId };

const column = { type: Schema.Types.Mixed, required: false };
const schema = new Schema<ScoresRow>(
  {
    _id: String,
    campaign: { type: String, required: true },
    unit: { type: String, required: true },
    self: column,
    first: column,
    second: column,
  },
  { ...plain, collection: 'scores' },
);
schema.index({ campaign: 1, _id: 1 });

/** A line of a scale that does not concern units of a kind, approved once for all of them. */
export interface Exemption {
  /** `<outline>@<version>`. */
  outline: string;
  /** Of unit: `so`, `xa`. */
  kind: string;
  criterion: string;
  reason: string;
  by: string;
  at: Instant;
}

type ExemptionRow = Exemption & { _id: string };

const exemptionSchema = new Schema<ExemptionRow>(
  {
    _id: String,
    outline: { type: String, required: true },
    kind: { type: String, required: true },
    criterion: { type: String, required: true },
    reason: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: String, required: true },
  },
  { ...plain, collection: 'exemptions' },
);
exemptionSchema.index({ outline: 1 });

const exemptionId = ({ outline, kind, criterion }: Pick<Exemption, 'outline' | 'kind' | 'criterion'>): string =>
  `${outline}/${kind}/${criterion}`;

export function createScores(db: Connection) {
  const model = db.model<ScoresRow>('Scores', schema);
  const exemptions = db.model<ExemptionRow>('Exemption', exemptionSchema);
  const scoresOf = ({ _id, ...rest }: ScoresRow): Scores => ({ inspection: _id, ...rest });

  /** Writes one column where it stands as `wanted`. Throws Refusal('stale-draft'). */
  async function write(
    { inspection, campaign, unit }: Pick<Scores, 'inspection' | 'campaign' | 'unit'>,
    appraisal: Appraisal,
    base: number,
    next: ScoreColumn,
    session?: ClientSession,
  ): Promise<void> {
    const at = base === 0 ? { [appraisal]: trusted({ $exists: false }) } : { [`${appraisal}.version`]: base };
    try {
      const { matchedCount, upsertedCount } = await model.updateOne(
        { _id: inspection, ...at },
        { $set: { [appraisal]: next }, $setOnInsert: { campaign, unit } },
        { upsert: base === 0, ...inside(session) },
      );
      if (matchedCount + upsertedCount === 0) throw new Refusal('stale-draft');
    } catch (error) {
      if (isDuplicate(error)) throw new Refusal('stale-draft');
      throw error;
    }
  }

  return {
    model,
    async get(inspection: MatterId): Promise<Scores | undefined> {
      const row = await model.findById(inspection).lean();
      return row ? scoresOf(row) : undefined;
    },
    async getMany(inspections: readonly MatterId[]): Promise<Map<MatterId, Scores>> {
      const rows = await model.find({ _id: trusted({ $in: inspections }) }).lean();
      return new Map(rows.map((row) => [row._id, scoresOf(row)]));
    },
    async ofCampaign(campaign: CampaignId): Promise<Scores[]> {
      return (await model.find({ campaign }).sort({ _id: 1 }).lean()).map(scoresOf);
    },
    write,
    async exempt(exemption: Exemption, session?: ClientSession): Promise<void> {
      const _id = exemptionId(exemption);
      await exemptions.replaceOne({ _id }, { _id, ...exemption }, { upsert: true, ...inside(session) });
    },
    async withdraw(
      exemption: Pick<Exemption, 'outline' | 'kind' | 'criterion'>,
      session?: ClientSession,
    ): Promise<void> {
      await exemptions.deleteOne({ _id: exemptionId(exemption) }, inside(session));
    },
    async exemptionsOf(outline: string): Promise<Exemption[]> {
      return exemptions.find({ outline }, { _id: 0 }).sort({ _id: 1 }).lean<Exemption[]>();
    },
  };
}
