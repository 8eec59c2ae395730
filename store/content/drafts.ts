import { Schema, trusted } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import { aboutOf, asksUnits } from '../../domain/draft.ts';
import type { PaperDraft } from '../../domain/draft.ts';
import type { MatterId } from '../../domain/matter.ts';
import { paperId, paperKindWords } from '../../domain/paper.ts';
import type { PaperKind } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId, TeamId, UnitId } from '../../domain/role.ts';
import { searchLine } from '../../domain/search.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';

/** A paper as people are writing it. What was submitted is frozen elsewhere and never changes with it. */
export interface DraftedPaper {
  paper: MatterId;
  campaign: CampaignId;
  kind: PaperKind;
  n: number;
  /** Whose inspections it concludes; a notice belongs to the round. */
  team?: TeamId;
  version: number;
  draft: PaperDraft;
  createdBy: string;
  createdAt: Instant;
  savedBy: string;
  savedAt: Instant;
}

type DraftRow = Omit<DraftedPaper, 'paper'> & { _id: MatterId; search?: string[] };

const schema = new Schema<DraftRow>(
  {
    _id: String,
    campaign: { type: String, required: true },
    kind: { type: String, required: true },
    n: { type: Number, required: true },
    team: String,
    version: { type: Number, required: true },
    draft: { type: Schema.Types.Mixed, required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: String, required: true },
    savedBy: { type: String, required: true },
    savedAt: { type: String, required: true },
    search: { type: [String], default: undefined },
  },
  { ...plain, collection: 'drafts' },
);
schema.index({ campaign: 1, kind: 1, n: 1 }, { unique: true });
schema.index({ search: 1 });
schema.index({ savedAt: -1, _id: -1 });

function draftedOf(row: DraftRow): DraftedPaper {
  const { _id, search: _, ...rest } = row;
  return { paper: _id, ...rest };
}

/** The lines a search goes through, each after the requirement it is of: first the paper's own, after none. */
export const linesOf = (draft: PaperDraft): string[] => [
  `|${searchLine(paperKindWords[draft.kind], [aboutOf(draft)])}`,
  ...(asksUnits(draft) ? draft.requirements.map(({ id, text }) => `${id}|${searchLine(text)}`) : []),
];

export interface NewDraft {
  campaign: CampaignId;
  team?: TeamId | undefined;
  draft: PaperDraft;
  by: string;
  at: Instant;
}

export function createDrafts(db: Connection) {
  const model = db.model<DraftRow>('Draft', schema);

  async function get(paper: MatterId): Promise<DraftedPaper | undefined> {
    const row = await model.findById(paper).lean();
    return row ? draftedOf(row) : undefined;
  }

  return {
    model,
    get,
    /** By id, of one round or of all. `after` is the last id seen. */
    async list({
      campaign,
      limit,
      after,
    }: {
      campaign?: CampaignId | undefined;
      limit: number;
      after?: MatterId | undefined;
    }): Promise<DraftedPaper[]> {
      const rows = await model
        .find({
          ...(campaign === undefined ? {} : { campaign }),
          ...(after === undefined ? {} : { _id: trusted({ $gt: after }) }),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(draftedOf);
    },
    /** Writes the lines a search goes through where an earlier release wrote none. */
    async writeLines(): Promise<void> {
      for await (const row of model.find({ search: null }).lean().cursor({ batchSize: 20 }))
        await model.updateOne({ _id: row._id, version: row.version }, { $set: { search: linesOf(row.draft) } });
    },
    /** Those of a round that serve a unit, in the order they were begun. */
    async ofUnit(campaign: CampaignId, unit: UnitId): Promise<DraftedPaper[]> {
      const rows = await model.find({ campaign, 'draft.serves': unit }).sort({ createdAt: 1, _id: 1 }).lean();
      return rows.map(draftedOf);
    },
    /** A new paper, numbered in its round and kind. */
    async create({ campaign, team, draft, by, at }: NewDraft, session: ClientSession): Promise<MatterId> {
      const last = await model.findOne({ campaign, kind: draft.kind }, { n: 1 }, { session }).sort({ n: -1 }).lean();
      const n = (last?.n ?? 0) + 1;
      const paper = paperId(campaign, draft.kind, n);
      const row: DraftRow = {
        _id: paper,
        campaign,
        kind: draft.kind,
        n,
        ...(team === undefined ? {} : { team }),
        version: 1,
        draft,
        createdBy: by,
        createdAt: at,
        savedBy: by,
        savedAt: at,
        search: linesOf(draft),
      };
      await model.create([row], { session });
      return paper;
    },
    /** Saves over version `base`. Throws Refusal('stale-draft') when somebody saved in between. */
    async save(
      paper: MatterId,
      draft: PaperDraft,
      { base, by, at }: { base: number; by: string; at: Instant },
      session?: ClientSession,
    ): Promise<void> {
      const { matchedCount } = await model
        .updateOne(
          { _id: paper, version: base },
          { $set: { draft, search: linesOf(draft), version: base + 1, savedBy: by, savedAt: at } },
        )
        .session(session ?? null);
      if (matchedCount === 0) throw new Refusal('stale-draft');
    },
  };
}
