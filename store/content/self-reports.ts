import { Schema, trusted } from 'mongoose';
import type { Day, Instant } from '../../domain/day.ts';
import type { FigureChange } from '../../domain/figure-change.ts';
import type { MatterId } from '../../domain/matter.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { UnitId } from '../../domain/role.ts';
import type { TypedReport } from '../../domain/typed-report.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { isDuplicate } from './snapshots.ts';

export interface SelfReportDraft {
  version: number;
  typed: TypedReport;
  savedAt: Instant;
  savedBy: string;
}

/** A report as it was sent; it counts once the act under `key` was accepted. */
export interface SentSelfReport {
  /** The frozen snapshot. */
  id: string;
  key: string;
  /** Of the draft that was sent. */
  version: number;
  at: Instant;
  by: string;
  /** The day in its round. */
  on?: Day;
  /** The office corrected figures on the unit's word: why. */
  corrects?: string;
}

/** A figure that was saved and then changed: what it said, what it says, and what had been wrong with it. */
export interface FigureCorrection extends FigureChange {
  /** Of the draft that says it so. */
  version: number;
  when: Instant;
  /** The day in the round. */
  on: Day;
  by: string;
  why?: string;
}

/** The office returned or accepted a report; counts once the act under `key` was accepted. */
export interface Review {
  key: string;
  report: string;
  decision: 'sent-back' | 'accepted';
  points: string[];
  at: Instant;
  by: string;
}

/** What was written about one unit's self-assessment in one round. The state is in the matter's record. */
export interface SelfReportStory {
  inspection: MatterId;
  unit: UnitId;
  draft?: SelfReportDraft;
  sent: SentSelfReport[];
  reviews: Review[];
  /** Of the draft, oldest first. */
  changes?: FigureCorrection[];
}

interface StoryRow extends Omit<SelfReportStory, 'inspection'> {
  _id: MatterId;
}

const schema = new Schema<StoryRow>(
  {
    _id: String,
    unit: { type: String, required: true },
    draft: Schema.Types.Mixed,
    sent: { type: [Schema.Types.Mixed], default: [] },
    reviews: { type: [Schema.Types.Mixed], default: [] },
    changes: { type: [Schema.Types.Mixed], default: undefined },
  } as never,
  { ...plain, collection: 'self_reports' },
);
schema.index({ unit: 1 });

const storyOf = ({ _id, unit, draft, sent, reviews, changes }: StoryRow): SelfReportStory => ({
  inspection: _id,
  unit,
  ...(draft ? { draft } : {}),
  sent,
  reviews,
  ...(changes ? { changes } : {}),
});

/** As many changes of one draft are kept. */
const changesKept = 500;

export function createSelfReports(db: Connection) {
  const model = db.model<StoryRow>('SelfReport', schema);

  const begun = (inspection: MatterId, unit: UnitId) =>
    model.updateOne({ _id: inspection }, { $setOnInsert: { unit, sent: [], reviews: [] } }, { upsert: true });

  return {
    model,
    async get(inspection: MatterId, unit: UnitId): Promise<SelfReportStory> {
      const row = await model.findById(inspection).lean();
      return row ? storyOf(row) : { inspection, unit, sent: [], reviews: [] };
    },
    /** All rounds of one unit. */
    async ofUnit(unit: UnitId): Promise<SelfReportStory[]> {
      return (await model.find({ unit }, { draft: 0 }).lean()).map(storyOf);
    },
    /** Saves the draft over version `base` (0: there was none). Throws Refusal('stale-draft') when somebody saved in between. */
    async save(
      inspection: MatterId,
      unit: UnitId,
      {
        base,
        typed,
        at,
        by,
        changes = [],
      }: {
        base: number;
        typed: TypedReport;
        at: Instant;
        by: string;
        changes?: Omit<FigureCorrection, 'version' | 'when' | 'by'>[];
      },
    ): Promise<SelfReportDraft> {
      const draft: SelfReportDraft = { version: base + 1, typed, savedAt: at, savedBy: by };
      try {
        const { matchedCount, upsertedCount } = await model.updateOne(
          { _id: inspection, ...(base === 0 ? { draft: null } : { 'draft.version': base }) },
          {
            $set: { draft },
            $setOnInsert: { unit, sent: [], reviews: [] },
            ...(changes.length > 0
              ? {
                  $push: {
                    changes: {
                      $each: changes.map((one) => ({ ...one, version: draft.version, when: at, by })),
                      $slice: -changesKept,
                    },
                  },
                }
              : {}),
          },
          { upsert: base === 0 },
        );
        if (matchedCount + upsertedCount === 1) return draft;
      } catch (error) {
        // upserting over a draft that appeared meanwhile
        if (!isDuplicate(error)) throw error;
      }
      throw new Refusal('stale-draft');
    },
    /** Adds a report about to be sent; the same act again adds nothing. */
    async addSent(inspection: MatterId, unit: UnitId, report: SentSelfReport): Promise<void> {
      await begun(inspection, unit);
      await model.updateOne({ _id: inspection, 'sent.key': trusted({ $ne: report.key }) }, { $push: { sent: report } });
    },
    async addReview(inspection: MatterId, unit: UnitId, review: Review): Promise<void> {
      await begun(inspection, unit);
      await model.updateOne(
        { _id: inspection, 'reviews.key': trusted({ $ne: review.key }) },
        { $push: { reviews: review } },
      );
    },
  };
}
