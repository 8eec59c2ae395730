import { Schema, trusted } from 'mongoose';
import type { Calendar } from '../../domain/calendar.ts';
import { campaignMatterId } from '../../domain/campaign.ts';
import type { Day, Instant } from '../../domain/day.ts';
import type { Line } from '../../domain/duty.ts';
import { mayLeaveOn, nothingToTell } from '../../domain/letter.ts';
import type { DropReason } from '../../domain/letter.ts';
import type { Matter } from '../../domain/matter.ts';
import type { CampaignId, PersonId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';

/**
 * `waiting` until a relay took its letter; `gathered` into an official letter; `undeliverable` when
 * its letter was refused or given up; `dropped` when there was nothing left to tell.
 */
export const lineStatuses = ['waiting', 'sent', 'gathered', 'undeliverable', 'dropped'] as const;
export type LineStatus = (typeof lineStatuses)[number];

/** One line for one person. A line that nobody hears has a row without a person. */
export interface LineRow extends Omit<Line, 'id'> {
  /** `<line>/<person>`. */
  _id: string;
  line: string;
  person?: PersonId;
  stepped: boolean;
  status: LineStatus;
  /** The letter it stands in, while that is under way too; or the paper it was gathered into. */
  inLetter?: string;
  why?: DropReason;
  /** Not to be tried again before: its letter failed, or a lower rung is still under way. */
  notBefore?: Instant;
  /** Held back for a lower rung that is on its way to somebody else. */
  held?: true;
  createdAt: Date;
}

const schema = new Schema<LineRow>(
  {
    _id: String,
    line: { type: String, required: true },
    person: String,
    stepped: { type: Boolean, required: true },
    status: { type: String, required: true },
    inLetter: String,
    why: String,
    notBefore: String,
    held: Boolean,
    createdAt: Date,
    letter: { type: String, required: true },
    matter: { type: String, required: true },
    duty: String,
    rung: Number,
    act: String,
    against: String,
    role: { type: String, required: true },
    unit: String,
    campaign: String,
    team: String,
    visit: String,
    through: String,
    instead: Boolean,
    only: String,
    day: { type: String, required: true },
    about: Schema.Types.Mixed,
  },
  { ...plain, collection: 'lines' },
);
schema.index({ person: 1, status: 1, stepped: 1 });
schema.index({ status: 1, stepped: 1, day: 1 });
schema.index({ campaign: 1, status: 1, letter: 1 });
schema.index({ matter: 1, duty: 1, against: 1 });
schema.index({ inLetter: 1 });
schema.index({ line: 1 });
schema.index({ act: 1 }, { partialFilterExpression: { act: 'put-to-leader' } });
schema.index({ 'about.paper': 1 }, { partialFilterExpression: { 'about.paper': { $exists: true } } });

/** The line as the domain knows it. */
function lineOf(row: LineRow): Line {
  const {
    _id: _,
    line: id,
    person: __,
    stepped: ___,
    status: ____,
    inLetter: _____,
    why: ______,
    notBefore: _______,
    held: ________,
    createdAt: _________,
    ...line
  } = row;
  return { id, ...line };
}

/** Of one duty and one due, told on an earlier day, to somebody else. */
const isLowerRung = (lower: LineRow, row: LineRow): boolean =>
  lower.matter === row.matter &&
  lower.duty === row.duty &&
  lower.against === row.against &&
  lower.rung! < row.rung! &&
  lower.day < row.day &&
  lower.person !== row.person;

const isOfPost = (person: PersonId, campaign: CampaignId | undefined) =>
  campaign === undefined ? { person, stepped: false } : { person, stepped: true, campaign };

/** What people must be told, one row for each line and person, until it was told or there was nothing to tell. */
export function createLines(db: Connection) {
  const model = db.model<LineRow>('Line', schema);

  /** Lines of a campaign that wait for an official letter and still have something to tell. */
  async function officialLetterRows(
    campaign: CampaignId,
    until: object,
  ): Promise<{ owed: LineRow[]; over: Map<DropReason, string[]> }> {
    const rows = await model
      .find({ campaign, letter: 'official-letter', status: 'waiting', day: trusted(until) })
      .sort({ day: 1, _id: 1 })
      .lean();
    const told = await statesOf([...new Set(rows.map(({ matter }) => matter))]);
    const owed: LineRow[] = [];
    const over = new Map<DropReason, string[]>();
    for (const row of rows) {
      const why = nothingToTell(lineOf(row), told.get(row.matter));
      if (why === undefined) owed.push(row);
      else over.set(why, [...(over.get(why) ?? []), row._id]);
    }
    return { owed, over };
  }

  async function statesOf(matters: string[]): Promise<Map<string, Pick<Matter, 'duties' | 'closed'>>> {
    const found = db
      .collection<{ _id: string; state: Matter }>('matters')
      .find({ _id: { $in: matters } }, { projection: { 'state.duties': 1, 'state.closed': 1 } });
    return new Map((await found.toArray()).map(({ _id, state }) => [_id, state]));
  }

  async function calendarOf(campaign: CampaignId): Promise<Calendar | undefined> {
    const rounds = db.collection<{ _id: string; state: Matter }>('matters');
    return (await rounds.findOne({ _id: campaignMatterId(campaign) }, { projection: { 'state.calendar': 1 } }))?.state
      .calendar;
  }

  /** Ends lines for good: told by a letter, gathered into a paper, undeliverable, or dropped with the reason why. */
  async function settle(
    ids: readonly string[],
    status: Exclude<LineStatus, 'waiting'>,
    by: { letter: string } | { why: DropReason },
    session?: ClientSession,
  ): Promise<void> {
    const end = 'why' in by ? { why: by.why } : { inLetter: by.letter };
    await model.updateMany(
      { _id: trusted({ $in: ids }), status: 'waiting' },
      { $set: { status, ...end }, $unset: { notBefore: 1 } },
      session ? { session } : {},
    );
  }

  return {
    model,
    lineOf,

    /** Writes each line once for each of its people; written again nothing changes. */
    async insert(
      lines: readonly (Line & { people: readonly PersonId[] })[],
      stepped: boolean,
      session: ClientSession,
    ): Promise<void> {
      const createdAt = new Date();
      const operations = lines.flatMap(({ people, id, ...line }) =>
        (people.length > 0 ? people : [undefined]).map((person) => ({
          updateOne: {
            filter: { _id: `${id}/${person ?? ''}` },
            update: {
              $setOnInsert: {
                line: id,
                ...(person === undefined ? {} : { person }),
                stepped,
                status: 'waiting' as const,
                createdAt,
                ...line,
              },
            },
            upsert: true,
          },
        })),
      );
      if (operations.length === 0) return;
      await model.bulkWrite(operations, { session });
      // handed back to somebody it was taken from before anybody told them
      await model.updateMany(
        {
          _id: trusted({ $in: operations.map(({ updateOne }) => updateOne.filter._id) }),
          status: 'dropped',
          why: 'holder-changed',
        },
        { $set: { status: 'waiting' }, $unset: { why: 1, inLetter: 1, notBefore: 1 } },
        { session },
      );
    },

    /** What a post still has to tell, the lines of letters under way included; not what waits for a paper. */
    async waitingFor(person: PersonId, campaign?: CampaignId): Promise<LineRow[]> {
      return model
        .find({ ...isOfPost(person, campaign), status: 'waiting', letter: trusted({ $ne: 'official-letter' }) })
        .sort({ day: 1, _id: 1 })
        .lean();
    },

    /** Puts waiting lines into a letter under way; false, and nothing changed, when one is not free any more. */
    async putInto(ids: readonly string[], letter: string, session: ClientSession): Promise<boolean> {
      const { matchedCount } = await model.updateMany(
        { _id: trusted({ $in: ids }), status: 'waiting', inLetter: null },
        { $set: { inLetter: letter }, $unset: { notBefore: 1, held: 1 } },
        { session },
      );
      return matchedCount === ids.length;
    },

    /** Takes the lines of a letter out of it again: it never left. */
    async takeOut(letter: string, notBefore: Instant, session: ClientSession): Promise<void> {
      await model.updateMany(
        { inLetter: letter, status: 'waiting' },
        { $unset: { inLetter: 1 }, $set: { notBefore } },
        { session },
      );
    },

    /** Their letter is tried again at `notBefore`. */
    async holdLetter(letter: string, notBefore: Instant, session: ClientSession): Promise<void> {
      await model.updateMany({ inLetter: letter, status: 'waiting' }, { $set: { notBefore } }, { session });
    },

    async hold(ids: readonly string[], notBefore: Instant): Promise<void> {
      await model.updateMany({ _id: trusted({ $in: ids }), status: 'waiting' }, { $set: { notBefore } });
    },

    settle,

    /** Ends the lines of a letter. */
    async settleLetter(letter: string, status: 'sent' | 'undeliverable', session: ClientSession): Promise<void> {
      await model.updateMany(
        { inLetter: letter, status: 'waiting' },
        { $set: { status }, $unset: { notBefore: 1 } },
        { session },
      );
    },

    /** Holds back those of `rows` whose duty has an earlier rung still on its way to somebody else; resolves with them. */
    async holdBack(rows: readonly LineRow[], notBefore: Instant): Promise<LineRow[]> {
      const reminders = rows.filter(({ letter, duty }) => letter === 'reminder' && duty !== undefined);
      if (reminders.length === 0) return [];
      const matters = [...new Set(reminders.map(({ matter }) => matter))];
      const waiting = await model
        .find({ matter: trusted({ $in: matters }), letter: 'reminder', status: 'waiting' })
        .lean();
      const held = reminders.filter((row) => waiting.some((lower) => isLowerRung(lower, row)));
      await model.updateMany(
        { _id: trusted({ $in: held.map(({ _id }) => _id) }), status: 'waiting' },
        { $set: { notBefore, held: true } },
      );
      return held;
    },

    /** Lets go what was held back for the lines of a letter that is at its end; resolves with whom to wake. */
    async release(letter: string): Promise<PersonId[]> {
      const rows = await model.find({ inLetter: letter, status: trusted({ $ne: 'waiting' }) }, { matter: 1 }).lean();
      const held = {
        matter: trusted({ $in: [...new Set(rows.map(({ matter }) => matter))] }),
        status: 'waiting' as const,
        held: true as const,
      };
      const people = await model.distinct('person', held);
      if (people.length > 0) await model.updateMany(held, { $unset: { notBefore: 1, held: 1 } });
      return people.filter((person) => person !== undefined);
    },

    /** How many duties of a campaign, of days before `before`, wait for an official letter and are still owed. */
    async waitingOfficialLetters(campaign: CampaignId, before: Day): Promise<number> {
      const { owed } = await officialLetterRows(campaign, { $lt: before });
      return new Set(owed.map(({ matter, duty }) => `${matter}/${duty}`)).size;
    },

    /** The lines one official letter would carry, each once, the earliest first. */
    async officialLetterLines(campaign: CampaignId, upTo: Day): Promise<Line[]> {
      const { owed } = await officialLetterRows(campaign, { $lte: upTo });
      return [...new Map(owed.map((row) => [row.line, lineOf(row)])).values()];
    },

    /** One official letter carries every line up to `upTo` that is still owed; the others are dropped. Resolves with how many rows that settled. */
    async gatherOfficialLetters(campaign: CampaignId, letter: string, upTo: Day): Promise<number> {
      const { owed, over } = await officialLetterRows(campaign, { $lte: upTo });
      await settle(
        owed.map(({ _id }) => _id),
        'gathered',
        { letter },
      );
      for (const [why, ids] of over) await settle(ids, 'dropped', { why });
      return owed.length + [...over.values()].flat().length;
    },

    /** People of a stepped campaign with a letter to leave on `day`. What failed or is held back is not waited for. */
    async recipientsWaiting(campaign: CampaignId, day: Day): Promise<PersonId[]> {
      const rows = await model
        .find(
          {
            campaign,
            stepped: true,
            status: 'waiting',
            letter: trusted({ $ne: 'official-letter' }),
            person: trusted({ $ne: null }),
            notBefore: null,
          },
          { person: 1, letter: 1, instead: 1, day: 1, inLetter: 1 },
        )
        .lean();
      if (rows.length === 0) return [];
      const calendar = await calendarOf(campaign);
      if (!calendar) throw new Error(`${campaign} has no record`);
      const said = { kind: 'reminder', campaign, composedOn: day, phase: { $nin: ['unfrozen', 'withdrawn'] } };
      const reminded = new Set<unknown>(await db.collection('letters').distinct('recipient', said));
      const leaves = (row: Pick<LineRow, 'letter' | 'instead' | 'day' | 'inLetter' | 'person'>): boolean =>
        row.inLetter !== undefined ||
        (mayLeaveOn(row, calendar, day) && !(row.letter === 'reminder' && reminded.has(row.person)));
      return [...new Set(rows.filter(leaves).map(({ person }) => person!))].sort();
    },

    /** Everybody with something to be told, and the stepped campaign whose post tells them. */
    async everyoneWaiting(): Promise<{ person: PersonId; campaign?: CampaignId }[]> {
      const posts = await model.aggregate<{ _id: { person: PersonId; campaign?: CampaignId } }>([
        { $match: { status: 'waiting', letter: { $ne: 'official-letter' }, person: { $ne: null } } },
        { $group: { _id: { person: '$person', campaign: { $cond: ['$stepped', '$campaign', '$$REMOVE'] } } } },
        { $sort: { _id: 1 } },
      ]);
      return posts.map(({ _id: { person, campaign } }) => ({ person, ...(campaign ? { campaign } : {}) }));
    },

    /** Lines that nobody was there to hear when they were written; of one stepped campaign, or of all. */
    async withoutPerson(campaign?: CampaignId): Promise<LineRow[]> {
      return model
        .find({
          status: 'waiting',
          person: null,
          letter: trusted({ $ne: 'official-letter' }),
          ...(campaign === undefined ? {} : { stepped: true, campaign }),
        })
        .sort({ _id: 1 })
        .lean();
    },

    /** How many lines of real rounds should have left by the morning of `day` and did not, those nobody hears included. */
    async withoutLetterBefore(day: Day): Promise<number> {
      return model.countDocuments({
        stepped: false,
        status: 'waiting',
        letter: trusted({ $ne: 'official-letter' }),
        $or: [{ letter: 'reminder', day: trusted({ $lte: day }) }, { day: trusted({ $lt: day }) }],
      });
    },

    /** Every row of these lines, whoever hears them. */
    async rowsOf(lines: readonly string[]): Promise<LineRow[]> {
      return model.find({ line: trusted({ $in: lines }) }).lean();
    },

    /** Every line of a matter, the earliest first: what was told to whom, or why not. */
    async ofMatter(matter: string): Promise<LineRow[]> {
      return model.find({ matter }).sort({ day: 1, _id: 1 }).lean();
    },

    /** The lines of these matters. */
    async ofMatters(matters: readonly string[]): Promise<LineRow[]> {
      return model.find({ matter: trusted({ $in: [...matters] }) }).lean();
    },

    async ofLetter(letter: string): Promise<LineRow[]> {
      return model.find({ inLetter: letter }).sort({ day: 1, _id: 1 }).lean();
    },
  };
}
