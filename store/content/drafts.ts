import { Schema } from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import type { PaperDraft } from '../../domain/draft.ts';
import type { MatterId } from '../../domain/matter.ts';
import { paperId } from '../../domain/paper.ts';
import type { PaperKind } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId, TeamId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { contentHash, isDuplicate } from './snapshots.ts';

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

interface DraftRow extends Omit<DraftedPaper, 'paper'> {
  _id: MatterId;
  /** The creation this row came from: repeated, it gives the same row. */
  created: { key: string; sha256: string };
}

const schema = new Schema<DraftRow>(
  {
    _id: String,
    campaign: { type: String, required: true },
    kind: { type: String, required: true },
    n: { type: Number, required: true },
    team: String,
    version: { type: Number, required: true },
    draft: { type: Schema.Types.Mixed, required: true },
    created: { type: Schema.Types.Mixed, required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: String, required: true },
    savedBy: { type: String, required: true },
    savedAt: { type: String, required: true },
  },
  { ...plain, collection: 'drafts' },
);
schema.index({ campaign: 1, kind: 1, n: 1 }, { unique: true });
schema.index({ 'created.key': 1 }, { unique: true });

const draftedOf = ({ _id, created: _, ...rest }: DraftRow): DraftedPaper => ({ paper: _id, ...rest });

export interface NewDraft {
  campaign: CampaignId;
  team?: TeamId | undefined;
  draft: PaperDraft;
  key: string;
  by: string;
  at: Instant;
}

export function createDrafts(db: Connection) {
  const model = db.model<DraftRow>('Draft', schema);

  async function get(paper: MatterId): Promise<DraftedPaper | undefined> {
    const row = await model.findById(paper).lean();
    return row ? draftedOf(row) : undefined;
  }

  async function createdBy(key: string, sha256: string): Promise<DraftedPaper | undefined> {
    const row = await model.findOne({ 'created.key': key }).lean();
    if (row && row.created.sha256 !== sha256) throw new Refusal('key-reused');
    return row ? draftedOf(row) : undefined;
  }

  return {
    model,
    get,
    async ofCampaign(campaign: CampaignId): Promise<DraftedPaper[]> {
      const rows = await model.find({ campaign }).sort({ kind: -1, n: 1 }).lean();
      return rows.map(draftedOf);
    },
    /**
     * A new paper, numbered in its round and kind. The same key gives the same paper.
     * Throws Refusal('key-reused') when the key was used with another draft.
     */
    async create({ campaign, team, draft, key, by, at }: NewDraft): Promise<DraftedPaper> {
      const sha256 = contentHash({ campaign, draft });
      for (;;) {
        const before = await createdBy(key, sha256);
        if (before) return before;
        const last = await model.findOne({ campaign, kind: draft.kind }, { n: 1 }).sort({ n: -1 }).lean();
        const n = (last?.n ?? 0) + 1;
        const row: DraftRow = {
          _id: paperId(campaign, draft.kind, n), campaign, kind: draft.kind, n, ...(team === undefined ? {} : { team }),
          version: 1, draft, created: { key, sha256 }, createdBy: by, createdAt: at, savedBy: by, savedAt: at,
        };
        try {
          await model.create(row);
          return draftedOf(row);
        } catch (error) {
          // somebody took the same number or used the same key meanwhile
          if (!isDuplicate(error)) throw error;
        }
      }
    },
    /** Saves over version `base`. Throws Refusal('stale-draft') when somebody saved in between. */
    async save(paper: MatterId, draft: PaperDraft, { base, by, at }: { base: number; by: string; at: Instant }): Promise<DraftedPaper> {
      const row = await model
        .findOneAndUpdate(
          { _id: paper, version: base },
          { $set: { draft, version: base + 1, savedBy: by, savedAt: at } },
          { returnDocument: 'after' },
        )
        .lean();
      if (row) return draftedOf(row);
      const kept = await get(paper);
      // the same save repeated, its answer lost on the way
      if (kept?.version === base + 1 && kept.savedBy === by && contentHash(kept.draft) === contentHash(draft)) return kept;
      throw new Refusal('stale-draft');
    },
  };
}
