import { Schema, trusted } from 'mongoose';
import type { Day, Instant } from '../../domain/day.ts';
import type { Achieved } from '../../domain/item-report.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Verdict } from '../../domain/verification.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { isDuplicate } from './snapshots.ts';

/** A report as it is being written: kept whatever it says. */
export interface ItemDraft {
  version: number;
  text: string;
  evidence: string[];
  /** Its figures as they were typed. */
  figures?: TypedFigures;
  savedAt: Instant;
  savedBy: string;
}

/** Of a requirement with a target: done, of how many; of a prohibition: incidents. */
export interface TypedFigures {
  done?: string;
  total?: string;
  incidents?: string;
  /** Which incident a file belongs to, by the file's id; '0': to none of them. */
  incidentOf?: Record<string, string>;
}

/** How a report that the office entered for the unit came (nhập hộ). */
export interface ItemEntry {
  origin: 'paper' | 'telephone';
  /** Number, day and signer of the unit's paper. */
  number?: string;
  day?: Day;
  signer?: string;
  /** The day it came. */
  arrived: Day;
}

/** A report as it was sent. `key` is the act's idempotency key: the report counts once that act was accepted. */
export interface SentReport {
  /** The frozen snapshot. */
  id: string;
  key: string;
  text: string;
  evidence: string[];
  at: Instant;
  by: string;
  /** The last day of the period a standing item was confirmed for. */
  period?: Day;
  achieved?: Achieved;
  /** Of a prohibition: incidents of the period; each has a file of its own in `evidence`. */
  incidents?: number;
  /** The files of each incident, in order, where the unit says which are whose. */
  incidentFiles?: string[][];
  entry?: ItemEntry;
}

/** What the office answered; counts once the act under `key` was accepted. */
export interface Answer {
  key: string;
  /** The snapshot of the report it answers. */
  report: string;
  verdict: Verdict;
  /** The day the office named for what is left. */
  until?: Day;
  remarks: string;
  at: Instant;
  by: string;
}

/** What was written about one item, by the unit and by the office. The state is in the matter's record. */
export interface ItemStory {
  /** The item's id as in addresses, `binh-dinh-2026:conclusion:1:so-noi-vu:2`. */
  item: string;
  draft?: ItemDraft;
  sent: SentReport[];
  answers: Answer[];
}

interface StoryRow extends Omit<ItemStory, 'item'> {
  _id: string;
}

const schema = new Schema<StoryRow>(
  {
    _id: String,
    draft: Schema.Types.Mixed,
    sent: { type: [Schema.Types.Mixed], default: [] },
    answers: { type: [Schema.Types.Mixed], default: [] },
  } as never,
  { ...plain, collection: 'item_reports' },
);

const storyOf = ({ _id, draft, sent, answers }: StoryRow): ItemStory => ({
  item: _id,
  ...(draft ? { draft } : {}),
  sent,
  answers,
});

export function createItemReports(db: Connection) {
  const model = db.model<StoryRow>('ItemReport', schema);

  async function get(item: string): Promise<ItemStory> {
    const row = await model.findById(item).lean();
    return row ? storyOf(row) : { item, sent: [], answers: [] };
  }

  return {
    model,
    get,
    async getMany(items: readonly string[]): Promise<Map<string, ItemStory>> {
      const rows = await model.find({ _id: trusted({ $in: items }) }).lean();
      return new Map(rows.map((row) => [row._id, storyOf(row)]));
    },
    /** Saves the draft over version `base` (0: there was none). Throws Refusal('stale-draft') when somebody saved in between. */
    async save(
      item: string,
      {
        base,
        text,
        evidence,
        figures,
        at,
        by,
      }: Pick<ItemDraft, 'text' | 'evidence' | 'figures'> & { base: number; at: Instant; by: string },
    ): Promise<ItemDraft> {
      const draft: ItemDraft = {
        version: base + 1,
        text,
        evidence,
        ...(figures ? { figures } : {}),
        savedAt: at,
        savedBy: by,
      };
      try {
        const { matchedCount, upsertedCount } = await model.updateOne(
          { _id: item, ...(base === 0 ? { draft: null } : { 'draft.version': base }) },
          { $set: { draft } },
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
    async addSent(item: string, report: SentReport): Promise<void> {
      await model.updateOne({ _id: item }, { $setOnInsert: { answers: [] } }, { upsert: true });
      await model.updateOne({ _id: item, 'sent.key': trusted({ $ne: report.key }) }, { $push: { sent: report } });
    },
    async addAnswer(item: string, answer: Answer): Promise<void> {
      await model.updateOne({ _id: item }, { $setOnInsert: { sent: [] } }, { upsert: true });
      await model.updateOne({ _id: item, 'answers.key': trusted({ $ne: answer.key }) }, { $push: { answers: answer } });
    },
    /** What was sent is no draft any more; a draft that went on since stays. */
    async clearDraft(item: string, version: number): Promise<void> {
      await model.updateOne({ _id: item, 'draft.version': version }, { $unset: { draft: 1 } });
    },
  };
}
