import { Schema, trusted } from 'mongoose';
import type { Day, Instant } from '../../domain/day.ts';
import type { MatterId } from '../../domain/matter.ts';
import { plain } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { isDuplicate } from './snapshots.ts';

export type ReceiptKind =
  | 'acknowledgement'
  | 'self-report'
  | 'item-report'
  | 'confirmation'
  | 'proposal'
  | 'proposal-answer'
  | 'explanation'
  | 'comment'
  | 'another-day';

/** Số biên nhận: what a unit holds in hand once it has answered. Numbers run on for ever and are never reused. */
export interface Receipt {
  /** The idempotency key of the act it is for; it counts once that act was accepted. */
  _id: string;
  number: number;
  kind: ReceiptKind;
  matter: MatterId;
  /** The item, for reports and confirmations. */
  item?: number;
  at: Instant;
  by: string;
  /** Entered by the office for the unit: the day it really came. */
  arrived?: Day;
}

const schema = new Schema<Receipt>(
  {
    _id: String,
    number: { type: Number, required: true },
    kind: { type: String, required: true },
    matter: { type: String, required: true },
    item: Number,
    at: { type: String, required: true },
    by: { type: String, required: true },
    arrived: String,
  },
  { ...plain, collection: 'receipts' },
);
schema.index({ number: 1 }, { unique: true });
schema.index({ matter: 1 });

/** `BN-0417`. */
export const receiptNumber = (number: number): string => `BN-${String(number).padStart(4, '0')}`;

export function createReceipts(db: Connection) {
  const model = db.model<Receipt>('Receipt', schema);
  return {
    model,
    /** The next number for this act; the same act keeps the number it got first. An act that is refused leaves a gap. */
    async take({ key, ...receipt }: Omit<Receipt, '_id' | 'number'> & { key: string }): Promise<Receipt> {
      for (;;) {
        const taken = await model.findById(key).lean();
        if (taken) return taken;
        const highest = await model.findOne({}, { number: 1 }).sort({ number: -1 }).lean();
        try {
          const row: Receipt = { _id: key, number: (highest?.number ?? 0) + 1, ...receipt };
          await model.create(row);
          return row;
        } catch (error) {
          // somebody took the number, or the same act came twice at once
          if (!isDuplicate(error)) throw error;
        }
      }
    },
    async get(key: string): Promise<Receipt | undefined> {
      return (await model.findById(key).lean()) ?? undefined;
    },
    /** Latest first; those of refused acts are among them. */
    async ofMatters(matters: readonly MatterId[]): Promise<Receipt[]> {
      return model
        .find({ matter: trusted({ $in: matters }) })
        .sort({ number: -1 })
        .lean();
    },
  };
}
