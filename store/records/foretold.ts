import { Schema, trusted } from 'mongoose';
import type { Day, Instant } from '../../domain/day.ts';
import type { DutyId, DutyKind, LetterKind } from '../../domain/duty.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { CampaignId, PersonId, Role, UnitId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';

/** What the rehearsal of a round's approved plan foretold, in numbers; its letters are kept one by one beside it. */
export interface Foretelling {
  campaign: CampaignId;
  /** The plan it is of. */
  sha256: string;
  /** The day the plan was submitted: the first one played. */
  from: Day;
  /** The round's own day when it was played: before the launch, or later where nothing was kept. */
  madeOn: Day;
  at: Instant;
  closes?: Day;
  letters: number;
  papers: number;
  officialLetters: number;
}

/** One letter that was foretold. */
export interface ForetoldRow {
  /** `<run>/<n>`: in the order in which they would leave. */
  _id: string;
  run: string;
  n: number;
  day: Day;
  kind: LetterKind;
  recipient: PersonId;
  role: Role;
  units: UnitId[];
  duties: DutyKind[];
  /** What its first lines tell of. */
  lines: { matter: MatterId; duty?: DutyId; rung?: number }[];
}

interface Row extends Omit<Foretelling, 'campaign'> {
  _id: string;
  /** Its letters are those of this run. */
  run: string;
}

const head = new Schema<Row>(
  {
    _id: String,
    run: { type: String, required: true },
    sha256: { type: String, required: true },
    from: { type: String, required: true },
    madeOn: { type: String, required: true },
    at: { type: String, required: true },
    closes: String,
    letters: { type: Number, required: true },
    papers: { type: Number, required: true },
    officialLetters: { type: Number, required: true },
  },
  { ...plain, collection: 'foretellings' },
);
const letter = new Schema<ForetoldRow>(
  {
    _id: String,
    run: { type: String, required: true },
    n: { type: Number, required: true },
    day: { type: String, required: true },
    kind: { type: String, required: true },
    recipient: { type: String, required: true },
    role: { type: String, required: true },
    units: [String],
    duties: [String],
    lines: Schema.Types.Mixed,
  },
  { ...plain, collection: 'foretold-letters' },
);
letter.index({ run: 1, n: 1 });

/** Rows written at once. */
const batch = 2_000;

/** What was foretold of each round, kept to be held against what happened. */
export function createForetold(db: Connection) {
  const model = db.model<Row>('Foretelling', head);
  const letters = db.model<ForetoldRow>('ForetoldLetter', letter);
  return {
    model,
    letters,

    async get(campaign: CampaignId): Promise<(Foretelling & { run: string }) | undefined> {
      const row = await model.findById(campaign).lean();
      if (!row) return undefined;
      const { _id, ...rest } = row;
      return { campaign: _id, ...rest };
    },

    /** Keeps a foretelling instead of the one before: the letters first, then what names them. */
    async keep(
      { campaign, ...told }: Foretelling,
      run: string,
      foretold: readonly Omit<ForetoldRow, '_id' | 'run' | 'n'>[],
    ): Promise<void> {
      for (let from = 0; from < foretold.length; from += batch)
        await letters.insertMany(
          foretold.slice(from, from + batch).map((row, i) => ({ ...row, _id: `${run}/${from + i}`, run, n: from + i })),
          { ordered: false, lean: true },
        );
      const before = await model.findOneAndReplace({ _id: campaign }, { ...told, run }, { upsert: true }).lean();
      if (before && before.run !== run) await letters.deleteMany({ run: before.run });
    },

    /** The letters of a run in order, without those about any of `without`: what they are known by. */
    async posted(
      run: string,
      without: readonly UnitId[],
    ): Promise<Pick<ForetoldRow, 'n' | 'day' | 'kind' | 'recipient' | 'units'>[]> {
      return letters
        .find(
          { run, ...(without.length > 0 ? { units: trusted({ $nin: [...without] }) } : {}) },
          { n: 1, day: 1, kind: 1, recipient: 1, units: 1, _id: 0 },
        )
        .sort({ n: 1 })
        .lean();
    },

    /** These letters of a run, whole. */
    async of(run: string, ns: readonly number[]): Promise<Map<number, ForetoldRow>> {
      const rows = await letters.find({ run, n: trusted({ $in: [...ns] }) }).lean();
      return new Map(rows.map((row) => [row.n, row]));
    },
  };
}
