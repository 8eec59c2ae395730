import { Schema } from 'mongoose';
import type { MatterId } from '../../domain/matter.ts';
import { sameIssuer } from '../../domain/paper-symbol.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

/** A number another system gave: an organ gives each once a year (NĐ 30/2020, art. 15). */
export interface EnteredNumber {
  /** A training round keeps its numbers to itself. */
  training?: CampaignId | undefined;
  year: number;
  /** `1770/UBND-KSTT`. */
  normalised: string;
  issuer: string;
}

interface Row {
  /** `2026/1770/UBND-KSTT`, in a training round `<round>/2026/…`. */
  _id: string;
  /** One an organ: several may write the same symbol. */
  papers: { issuer: string; paper: MatterId }[];
}

const schema = new Schema<Row>(
  { _id: String, papers: [{ _id: false, issuer: String, paper: String }] },
  { ...plain, collection: 'enteredNumbers' },
);
schema.index({ 'papers.paper': 1 });

const idOf = ({ training, year, normalised }: EnteredNumber): string =>
  `${training === undefined ? '' : `${training}/`}${year}/${normalised}`;

/** Which paper has a number that was given in another system. */
export function createEnteredNumbers(db: Connection) {
  const model = db.model<Row>('EnteredNumber', schema);

  /** The paper that has this number; undefined: none has. */
  async function paperOf(entered: EnteredNumber, session?: ClientSession): Promise<MatterId | undefined> {
    const row = await model.findById(idOf(entered), {}, inside(session)).lean();
    return row?.papers.find(({ issuer }) => sameIssuer(issuer, entered.issuer))?.paper;
  }

  /** A paper that was given up, or got another number, has none any more. */
  async function release(paper: MatterId, session?: ClientSession): Promise<void> {
    await model.updateMany({ 'papers.paper': paper }, { $pull: { papers: { paper } } }, inside(session));
  }

  return {
    model,
    paperOf,
    release,
    /** Gives the number to the paper. Throws Refusal('paper-number-taken'), which names the paper that has it. */
    async take(entered: EnteredNumber, paper: MatterId, session: ClientSession): Promise<void> {
      const _id = idOf(entered);
      await release(paper, session);
      // written before it is read: of two at the same moment the second is begun again, and finds the first
      await model.updateOne(
        { _id },
        { $push: { papers: { issuer: entered.issuer, paper } } },
        { upsert: true, session },
      );
      const having = await paperOf(entered, session);
      if (having !== undefined && having !== paper) throw numberTaken(entered, having);
    },
  };
}

/** A number is there already, in this paper. */
export const numberTaken = ({ normalised, issuer, year }: EnteredNumber, paper: MatterId): Refusal =>
  new Refusal('paper-number-taken', { number: normalised, issuer, year, paper: paper.replace(/^paper:/, '') });
