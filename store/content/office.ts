import { Schema } from 'mongoose';
import type { Day } from '../../domain/day.ts';
import type { Authority, Letterhead } from '../../domain/document.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId, PersonId } from '../../domain/role.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

/** From and to, `['07:30', '11:30']`, clock of Vietnam. */
export type Hours = [string, string];

/** What the office says of itself: on its papers, under its letters, and when it works. */
export interface Office {
  _id: 'office';
  /** As in a paper's symbol: `SNV` in `05/TB-SNV`. */
  organ: string;
  letterhead: Letterhead;
  /** `Phòng Cải cách hành chính`: who the letters come from. */
  divisionName: string;
  phone: string;
  /** How each signer signs; `authorityLines(authority)` gives the lines as printed. */
  signers: Record<PersonId, { authority: Authority; post?: string }>;
  /** The newest entry not after a day holds on that day. */
  workingHours: { from: Day; morning: Hours; afternoon: Hours }[];
  /** The page anybody may read how rounds stand on: whether it is on, and which of them it shows. Absent: off. */
  publicProgress?: { on: boolean; rounds: CampaignId[] };
  version: number;
}

/** Until an administrator has filled them in; the papers say so. */
const unsettled: Office = {
  _id: 'office',
  organ: 'SNV',
  letterhead: { parentOrgan: 'UBND tỉnh …', organ: 'Sở Nội vụ', place: '…' },
  divisionName: 'Phòng Cải cách hành chính',
  phone: '',
  signers: {},
  workingHours: [{ from: '2025-01-01', morning: ['07:30', '11:30'], afternoon: ['13:30', '17:00'] }],
  version: 0,
};

const schema = new Schema<Office>(
  {
    _id: String,
    organ: String,
    letterhead: Schema.Types.Mixed,
    divisionName: String,
    phone: String,
    signers: Schema.Types.Mixed,
    workingHours: Schema.Types.Mixed,
    publicProgress: Schema.Types.Mixed,
    version: { type: Number, required: true },
  },
  { ...plain, collection: 'office' },
);

export function createOffice(db: Connection) {
  const model = db.model<Office>('Office', schema);
  return {
    model,
    async get(): Promise<Office> {
      return (await model.findById('office').lean()) ?? unsettled;
    },
    /** Writes over version `base`. Throws Refusal('stale-draft') when somebody saved in between. */
    async save(office: Omit<Office, '_id' | 'version'>, base: number, session?: ClientSession): Promise<void> {
      if (base === 0) {
        if (await model.findById('office', { _id: 1 }, inside(session)).lean()) throw new Refusal('stale-draft');
        await model.create([{ _id: 'office', ...office, version: 1 }], inside(session));
        return;
      }
      const { matchedCount } = await model.replaceOne(
        { _id: 'office', version: base },
        { _id: 'office', ...office, version: base + 1 },
        inside(session),
      );
      if (matchedCount === 0) throw new Refusal('stale-draft');
    },
  };
}
