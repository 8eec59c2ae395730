import { Schema, trusted } from 'mongoose';
import type { QueryFilter } from 'mongoose';
import type { Day, Instant } from '../../domain/day.ts';
import type { LetterKind } from '../../domain/duty.ts';
import type { CalendarFile } from '../../domain/invitation.ts';
import { letterId } from '../../domain/letter.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { CampaignId, PersonId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import type { LineRow } from './lines.ts';

/**
 * How far a letter got: `unfrozen` (failed before its bytes left; composed anew under the same name),
 * `withdrawn` (then there was nothing left to say), `frozen`, `connecting`, `data` (bytes may have
 * left), `data-sent` (the final dot may have been sent, no answer), and the three ends.
 */
export const letterPhases = [
  'unfrozen',
  'withdrawn',
  'frozen',
  'connecting',
  'data',
  'data-sent',
  'accepted',
  'refused',
  'given-up',
] as const;
export type LetterPhase = (typeof letterPhases)[number];

const underWay: readonly LetterPhase[] = ['frozen', 'connecting', 'data', 'data-sent'];

/** One attempt to hand a letter over, where it ended and what the server said. */
export interface Attempt {
  at: Instant;
  phase: LetterPhase;
  answer: string;
}

/** What a letter says, frozen; links stand in it as `{{link}}`. */
export interface LetterContent {
  subject: string;
  text: string;
  html: string;
  /** Files by their SHA-256, under the name the recipient sees. */
  attachments: { sha256: string; name: string }[];
  /** Calendar entries it carries, written as .ics when it leaves; absent in letters before there were any. */
  calendars?: CalendarFile[];
}

/** One letter, for ever: one row, one Message-ID. */
export interface LetterRow extends LetterContent {
  /** `<kind>/<recipient>/<day>/<n>`. */
  _id: string;
  kind: LetterKind;
  recipient: PersonId;
  day: Day;
  n: number;
  /** What makes it one letter. */
  gathers: string;
  /** The day it says it was written on; later than `day` when it was composed anew. */
  composedOn: Day;
  /** The stepped campaign whose post sends it. */
  campaign?: CampaignId;
  stepped: boolean;
  /** Rounds, matters and units it speaks of: what lists are asked by. */
  campaigns: CampaignId[];
  matters: string[];
  units: string[];
  /** Whom `{{link}}` lets in: one person to their page, or the staff to the application. */
  link: 'page' | 'office';
  /** The page under our address that a link of the staff opens; absent in letters before there were any. */
  opens?: string;
  /** Ids of its lines' rows. */
  lines: string[];
  messageId: string;
  phase: LetterPhase;
  phaseAt: Instant;
  frozenAt: Instant;
  /** Names the attempt under way: another one takes the letter from it before the final dot. */
  attempt?: string;
  attempts: Attempt[];
  notBefore?: Instant;
  acceptedAt?: Instant;
  serverAnswer?: string;
  /** The server vanished between the final dot and its answer: what followed may be a repeat. */
  ambiguous?: true;
  /** When the records were put back from a backup: it may have left before that, with nothing left to say so. */
  restored?: Instant;
}

const schema = new Schema<LetterRow>(
  {
    _id: String,
    kind: { type: String, required: true },
    recipient: { type: String, required: true },
    day: { type: String, required: true },
    n: { type: Number, required: true },
    gathers: { type: String, required: true },
    composedOn: { type: String, required: true },
    campaign: String,
    stepped: { type: Boolean, required: true },
    campaigns: [String],
    matters: [String],
    units: [String],
    subject: { type: String, required: true },
    text: { type: String, required: true },
    html: { type: String, required: true },
    attachments: [{ _id: false, sha256: String, name: String }],
    calendars: Schema.Types.Mixed,
    link: { type: String, required: true },
    opens: String,
    lines: [String],
    messageId: { type: String, required: true },
    phase: { type: String, required: true },
    phaseAt: { type: String, required: true },
    frozenAt: { type: String, required: true },
    attempt: String,
    attempts: [{ _id: false, at: String, phase: String, answer: String }],
    notBefore: String,
    acceptedAt: String,
    serverAnswer: String,
    ambiguous: Boolean,
    restored: String,
  },
  { ...plain, collection: 'letters' },
);
schema.index({ recipient: 1, phase: 1, stepped: 1 });
schema.index({ recipient: 1, kind: 1, composedOn: 1 });
schema.index({ kind: 1, campaign: 1, composedOn: 1 });
schema.index({ messageId: 1 }, { unique: true });
schema.index({ campaigns: 1, frozenAt: -1, _id: 1 });
schema.index({ campaigns: 1, phaseAt: -1 });
schema.index({ matters: 1, frozenAt: -1 });
schema.index({ units: 1, frozenAt: -1 });
schema.index({ phase: 1, frozenAt: -1 });
schema.index({ kind: 1, frozenAt: -1, _id: 1 });
schema.index({ frozenAt: -1, _id: 1 });

const ofPost = (recipient: PersonId, campaign: CampaignId | undefined) =>
  campaign === undefined ? { recipient, stepped: false } : { recipient, stepped: true, campaign };

/** What lists are asked by. */
export interface LetterTraits {
  campaign?: CampaignId | undefined;
  matter?: string | undefined;
  unit?: string | undefined;
  recipient?: PersonId | undefined;
  kind?: LetterKind | undefined;
  /** Refused, given up, perhaps repeated, or failing again and again. */
  trouble?: boolean | undefined;
  /** Of this paper: its own matter, and every letter that brought it. */
  about?: MatterId | undefined;
}

export interface LetterFilter extends LetterTraits {
  limit: number;
  /** Id of the last one seen. */
  after?: string | undefined;
}

const inTrouble = (): QueryFilter<LetterRow> => ({
  $or: [
    { phase: trusted({ $in: ['refused', 'given-up'] }) },
    { ambiguous: true, phase: trusted({ $ne: 'accepted' }) },
    { phase: trusted({ $in: ['unfrozen', 'data'] }), 'attempts.2': trusted({ $exists: true }) },
  ],
});

const having = ({ campaign, matter, unit, recipient, kind }: LetterTraits) => ({
  ...(campaign ? { campaigns: campaign } : {}),
  ...(matter ? { matters: matter } : {}),
  ...(unit ? { units: unit } : {}),
  ...(recipient ? { recipient } : {}),
  ...(kind ? { kind } : {}),
});

/** The ledger of letters. */
export function createLetters(db: Connection) {
  const model = db.model<LetterRow>('Letter', schema);

  /** What a list is asked for. What a paper brings is told by the units' matters: the line names the paper. */
  async function asked({ about, ...traits }: LetterTraits): Promise<QueryFilter<LetterRow>[]> {
    const brought =
      about === undefined
        ? undefined
        : await db.collection<LineRow>('lines').distinct('inLetter', { 'about.paper': about });
    return [
      having(traits),
      ...(traits.trouble ? [inTrouble()] : []),
      ...(brought ? [{ $or: [{ matters: about! }, { _id: trusted({ $in: brought }) }] }] : []),
    ];
  }

  return {
    model,

    async get(id: string): Promise<LetterRow | undefined> {
      return (await model.findById(id).lean()) ?? undefined;
    },

    /** A name no letter ever had. */
    async freeId(
      kind: LetterKind,
      recipient: PersonId,
      day: Day,
      session: ClientSession,
    ): Promise<{ id: string; n: number }> {
      const last = await model.findOne({ kind, recipient, day }, { n: 1 }, { session }).sort({ n: -1 }).lean();
      const n = (last?.n ?? 0) + 1;
      return { id: letterId(kind, recipient, day, n), n };
    },

    /** The letter that failed before it left and is to be composed anew. */
    async unfrozen(
      recipient: PersonId,
      gathers: string,
      campaign: CampaignId | undefined,
      session: ClientSession,
    ): Promise<LetterRow | undefined> {
      return (
        (await model.findOne({ ...ofPost(recipient, campaign), gathers, phase: 'unfrozen' }, {}, { session }).lean()) ??
        undefined
      );
    },

    async allUnfrozen(recipient: PersonId, campaign?: CampaignId): Promise<LetterRow[]> {
      return model
        .find({ ...ofPost(recipient, campaign), phase: 'unfrozen' })
        .sort({ _id: 1 })
        .lean();
    },

    /** Keeps the content for good: of a new letter, or of one composed anew. */
    async freeze(row: LetterRow, session: ClientSession): Promise<void> {
      const { _id, ...rest } = row;
      const { modifiedCount } = await model.replaceOne({ _id, phase: 'unfrozen' }, rest, { session });
      if (modifiedCount === 0) await model.create([row], { session });
    },

    /** Letters frozen and not yet at their end. */
    async underWay(recipient: PersonId, campaign?: CampaignId): Promise<LetterRow[]> {
      return model
        .find({ ...ofPost(recipient, campaign), phase: trusted({ $in: underWay }) })
        .sort({ _id: 1 })
        .lean();
    },

    /** Had this person, by this post, a reminder of that day? */
    async reminded(recipient: PersonId, day: Day, campaign?: CampaignId): Promise<boolean> {
      const found = await model.exists({
        ...ofPost(recipient, campaign),
        kind: 'reminder',
        composedOn: day,
        phase: trusted({ $nin: ['unfrozen', 'withdrawn'] }),
      });
      return found !== null;
    },

    /** Begins an attempt, taking the letter from any other that is not past its final dot; undefined when it is at its end. */
    async begin(
      id: string,
      from: readonly LetterPhase[],
      attempt: string,
      at: Instant,
      known: Pick<LetterRow, 'ambiguous' | 'restored'>,
    ): Promise<LetterRow | undefined> {
      const row = await model
        .findOneAndUpdate(
          { _id: id, phase: trusted({ $in: from }) },
          {
            $set: { phase: 'connecting', phaseAt: at, attempt, ...known },
            $unset: { notBefore: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean();
      return row ?? undefined;
    },

    /** Notes how far this attempt got, before it goes further; false when another attempt has taken the letter. */
    async enter(id: string, attempt: string, phase: LetterPhase, at: Instant): Promise<boolean> {
      const { matchedCount } = await model.updateOne({ _id: id, attempt }, { $set: { phase, phaseAt: at } });
      return matchedCount === 1;
    },

    /** Ends an attempt; false when another one has taken the letter. */
    async conclude(
      id: string,
      attempt: string,
      end: { phase: LetterPhase; at: Instant; answer: string; reached: LetterPhase; notBefore?: Instant },
      session: ClientSession,
    ): Promise<boolean> {
      const { phase, at, answer, reached, notBefore } = end;
      const { matchedCount } = await model.updateOne(
        { _id: id, attempt },
        {
          $set: {
            phase,
            phaseAt: at,
            serverAnswer: answer,
            ...(notBefore ? { notBefore } : {}),
            ...(phase === 'accepted' ? { acceptedAt: at } : {}),
          },
          $push: { attempts: { at, phase: reached, answer } },
        },
        { session },
      );
      return matchedCount === 1;
    },

    /** There was nothing left to say. */
    async withdraw(id: string, at: Instant): Promise<void> {
      await model.updateOne({ _id: id, phase: 'unfrozen' }, { $set: { phase: 'withdrawn', phaseAt: at } });
    },

    /** Letters in trouble, the latest first: refused, given up, perhaps repeated, or failing again and again. The office delivers them otherwise. */
    async inTrouble(filter: { campaign?: CampaignId; limit?: number } = {}): Promise<LetterRow[]> {
      return model
        .find({
          ...(filter.campaign ? { campaigns: filter.campaign } : {}),
          ...inTrouble(),
        })
        .sort({ frozenAt: -1, _id: 1 })
        .limit(filter.limit ?? 200)
        .lean();
    },

    /** Changes when a letter of the round is composed, or comes to another phase. */
    async stampOf(campaign: CampaignId): Promise<string> {
      const [count, last] = await Promise.all([
        model.countDocuments({ campaigns: campaign }),
        model.findOne({ campaigns: campaign }, { phaseAt: 1 }).sort({ phaseAt: -1 }).lean(),
      ]);
      return `${count} ${last?.phaseAt ?? ''}`;
    },

    /** The letters of a round that left or are on their way, in order, without those of the matters `without`: what they are known by. */
    async posted(
      campaign: CampaignId,
      without: readonly string[],
    ): Promise<Pick<LetterRow, '_id' | 'kind' | 'recipient' | 'composedOn' | 'units' | 'phase'>[]> {
      return model
        .find(
          {
            campaigns: campaign,
            phase: trusted({ $nin: ['unfrozen', 'withdrawn'] }),
            ...(without.length > 0 ? { matters: trusted({ $nin: [...without] }) } : {}),
          },
          { kind: 1, recipient: 1, composedOn: 1, units: 1, phase: 1 },
        )
        .sort({ composedOn: 1, _id: 1 })
        .lean();
    },

    /** These letters: to whom, and of which units. */
    async named(ids: readonly string[]): Promise<Map<string, Pick<LetterRow, '_id' | 'recipient' | 'units'>>> {
      const rows = await model.find({ _id: trusted({ $in: [...ids] }) }, { recipient: 1, units: 1 }).lean();
      return new Map(rows.map((row) => [row._id, row]));
    },

    /** Is this one of the letters a list asked by these traits shows? */
    async has(id: string, traits: LetterTraits): Promise<boolean> {
      return (await model.exists({ $and: [{ _id: id }, ...(await asked(traits))] })) !== null;
    },

    /** The ledger, the latest first, without the letters' bodies. */
    async list({ limit, after, ...traits }: LetterFilter): Promise<Omit<LetterRow, 'text' | 'html'>[]> {
      const seen = after === undefined ? null : await model.findById(after, { frozenAt: 1 }).lean();
      return model
        .find(
          {
            $and: [
              ...(await asked(traits)),
              ...(seen
                ? [
                    {
                      $or: [
                        { frozenAt: trusted({ $lt: seen.frozenAt }) },
                        { frozenAt: seen.frozenAt, _id: trusted({ $gt: seen._id }) },
                      ],
                    },
                  ]
                : []),
              {},
            ],
          },
          { text: 0, html: 0 },
        )
        .sort({ frozenAt: -1, _id: 1 })
        .limit(limit)
        .lean();
    },
  };
}
