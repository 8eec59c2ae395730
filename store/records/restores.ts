import { Schema, trusted } from 'mongoose';
import { dayAt, yearOf } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import type { RegisterId } from '../../domain/register.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';

export const restoresCollection = 'restores';

/** The office's memory was put back from a backup: what was done between the two moments may be lost. */
export interface Restore {
  /** When it was put back. */
  _id: Instant;
  backupAt: Instant;
  /** What is under way is not whole: nobody may work on it. */
  state: 'under-way' | 'done';
}

/** The last number a register gave, as its clerk knows it from paper after a restore. */
export interface Confirmation {
  _id: string;
  restore: Instant;
  register: RegisterId;
  last: number;
  /** The last number the backup knew. */
  known: number;
  by: string;
  at: Instant;
}

const restoreSchema = new Schema<Restore>(
  {
    _id: String,
    backupAt: { type: String, required: true },
    state: { type: String, required: true },
  },
  { ...plain, collection: restoresCollection },
);

const confirmationSchema = new Schema<Confirmation>(
  {
    _id: String,
    restore: { type: String, required: true },
    register: { type: String, required: true },
    last: { type: Number, required: true },
    known: { type: Number, required: true },
    by: { type: String, required: true },
    at: { type: String, required: true },
  },
  { ...plain, collection: 'confirmations' },
);
confirmationSchema.index({ register: 1 });

/** A backup may be older than the last paper that left: no register gives a number before its clerk confirmed the last. */
export function createRestores(db: Connection) {
  const restores = db.model<Restore>('Restore', restoreSchema);
  const confirmations = db.model<Confirmation>('Confirmation', confirmationSchema);
  const latest = async (session?: ClientSession): Promise<Restore | undefined> =>
    (await restores
      .findOne({ state: 'done' }, {}, session ? { session } : {})
      .sort({ _id: -1 })
      .lean()) ?? undefined;

  return {
    latest,
    async isUnderWay(): Promise<boolean> {
      return (await restores.exists({ state: 'under-way' })) !== null;
    },
    /** The restore after which nobody has confirmed this register yet. Registers of later years began after it. */
    async unconfirmed(register: RegisterId, session?: ClientSession): Promise<Restore | undefined> {
      const restore = await latest(session);
      if (!restore || Number(register.split('/').at(-1)) > yearOf(dayAt(restore._id))) return undefined;
      const done = await confirmations.findById(confirmationId(restore._id, register), {}, session ? { session } : {});
      return done === null ? restore : undefined;
    },
    /** What was confirmed of a register after this restore. */
    async confirmation(
      restore: Instant,
      register: RegisterId,
      session: ClientSession,
    ): Promise<Confirmation | undefined> {
      return (await confirmations.findById(confirmationId(restore, register), {}, { session }).lean()) ?? undefined;
    },
    /** Writes what the clerk confirms, over what they confirmed by mistake. */
    async confirm(confirmation: Omit<Confirmation, '_id'>, session: ClientSession): Promise<void> {
      const _id = confirmationId(confirmation.restore, confirmation.register);
      await confirmations.replaceOne({ _id }, confirmation, { upsert: true, session });
    },
    /** The highest number ever confirmed of a register; 0 when none was. */
    async lastConfirmed(register: RegisterId, session?: ClientSession): Promise<number> {
      const rows = await confirmations.find({ register }, { last: 1 }, session ? { session } : {}).lean();
      return Math.max(0, ...rows.map(({ last }) => last));
    },
    /** Of these registers, those nobody has confirmed since the last restore. */
    async waiting(registers: readonly RegisterId[]): Promise<RegisterId[]> {
      const restore = await latest();
      if (!restore) return [];
      const ids = registers.map((register) => confirmationId(restore._id, register));
      const done = new Set(await confirmations.distinct('register', { _id: trusted({ $in: ids }) }));
      const year = yearOf(dayAt(restore._id));
      return registers.filter((register) => !done.has(register) && Number(register.split('/').at(-1)) <= year);
    },
  };
}

const confirmationId = (restore: Instant, register: RegisterId): string => `${restore}/${register}`;
