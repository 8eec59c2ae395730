import { Schema, trusted } from 'mongoose';
import { dayOf, yearOf } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { numberWith } from '../../domain/paper-symbol.ts';
import { Refusal } from '../../domain/refusal.ts';
import { nextNumber } from '../../domain/register.ts';
import type { RegisterRow } from '../../domain/register.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import type { createEnteredNumbers } from '../content/entered-numbers.ts';
import type { createRestores } from './restores.ts';

interface Row extends RegisterRow {
  _id: string;
  /** SHA-256 of the issued file: the first one rendered wins. */
  file?: string;
  pages?: number;
}

const schema = new Schema<Row>(
  {
    _id: String,
    register: { type: String, required: true },
    number: { type: Number, required: true },
    symbol: String,
    day: String,
    paper: { type: String, required: true },
    kind: String,
    about: String,
    signer: String,
    recipients: [String],
    voided: Schema.Types.Mixed,
    file: String,
    pages: Number,
  },
  { ...plain, collection: 'registers' },
);
schema.index({ register: 1, number: 1 }, { unique: true });
schema.index({ paper: 1 }, { unique: true });

/** The outgoing registers: one row a paper, one number a row, never reused. */
export function createRegisters(
  db: Connection,
  {
    restores,
    enteredNumbers,
  }: { restores: ReturnType<typeof createRestores>; enteredNumbers: ReturnType<typeof createEnteredNumbers> },
) {
  const model = db.model<Row>('RegisterRow', schema);

  /** The highest number of a row; 0 when there is none. */
  async function lastRow(register: string, session?: ClientSession): Promise<number> {
    const row = await model
      .findOne({ register }, {}, session ? { session } : {})
      .sort({ number: -1 })
      .lean();
    return row?.number ?? 0;
  }

  /** As a clerk confirmed it after a restore, the register on paper may have gone further than the rows. */
  async function free(
    { register, symbol, day }: Pick<RegisterRow, 'register' | 'symbol' | 'day'>,
    organ: string | undefined,
    session?: ClientSession,
  ): Promise<number> {
    const confirmed = await restores.lastConfirmed(register, session);
    let number = nextNumber(Math.max(confirmed, await lastRow(register, session)));
    const isOut = async () =>
      organ !== undefined &&
      (await enteredNumbers.paperOf(
        { year: yearOf(day), normalised: numberWith(symbol, number), issuer: organ },
        session,
      )) !== undefined;
    while (await isOut()) number += 1;
    return number;
  }

  return {
    lastRow,
    /** The number a paper would get now; another may take it first. */
    expected: (row: Pick<RegisterRow, 'register' | 'symbol' | 'day'>, organ: string): Promise<number> =>
      free(row, organ),
    async ofPaper(paper: string): Promise<Row | undefined> {
      return (await model.findOne({ paper }).lean()) ?? undefined;
    },
    /** The rows of those among these papers that have a number. */
    async ofPapers(papers: readonly string[]): Promise<Map<string, Row>> {
      const rows = await model.find({ paper: trusted({ $in: papers }) }).lean();
      return new Map(rows.map((row) => [row.paper, row]));
    },
    /** The paper an own number was given to; undefined: to none. */
    async paperWith(symbol: string, number: number, year: number): Promise<string | undefined> {
      const ofYear = trusted({ $gte: dayOf(year, 1, 1), $lte: dayOf(year, 12, 31) });
      return (await model.findOne({ symbol, number, day: ofYear }, { paper: 1 }).lean())?.paper;
    },
    /**
     * Takes the register's next number for a paper; a paper that has one keeps it. A number under which a paper of
     * `organ` was entered is out already: the next one is taken. Throws Refusal('register-unconfirmed') after a
     * restore, until the clerk has confirmed the last number.
     */
    async take(row: Omit<RegisterRow, 'number'>, session: ClientSession, organ?: string): Promise<Row> {
      const taken = await model.findOne({ paper: row.paper }, {}, { session }).lean();
      if (taken) return taken;
      const unconfirmed = await restores.unconfirmed(row.register, session);
      if (unconfirmed) throw new Refusal('register-unconfirmed', { register: row.register });
      const number = await free(row, organ, session);
      const next: Row = { _id: `${row.register}/${number}`, ...row, number };
      await model.create([next], { session });
      return next;
    },
    /** Ties the issued file to the row; the first file stays, and a voided number has none. */
    async tieFile(paper: string, file: string, pages: number): Promise<{ file: string; pages: number }> {
      const free = trusted({ $exists: false });
      await model.updateOne({ paper, file: free, voided: free }, { $set: { file, pages } });
      const row = await model.findOne({ paper }).lean();
      return { file: row?.file ?? file, pages: row?.pages ?? pages };
    },
    /** Writes why a number cannot be used: it stays taken, the first reason stays. The paper must have a row. */
    async void(paper: string, voided: NonNullable<RegisterRow['voided']>): Promise<Row> {
      await model.updateOne(
        { paper, voided: trusted({ $exists: false }) },
        { $set: { voided }, $unset: { file: '', pages: '' } },
      );
      const row = await model.findOne({ paper }).lean();
      if (!row) throw new Error(`${paper} has no row in a register`);
      return row;
    },
    async list(register: string, after = 0, limit = 100): Promise<Row[]> {
      return model
        .find({ register, number: trusted({ $gt: after }) })
        .sort({ number: 1 })
        .limit(limit)
        .lean();
    },
    /** Every register that gave a number: how far it is, on which day, how many were given and how many of them voided. */
    async opened(): Promise<{ id: string; last: number; day: Day; given: number; voided: number }[]> {
      const rows = await model.aggregate<{ _id: string; last: number; day: Day; given: number; voided: number }>([
        {
          $group: {
            _id: '$register',
            last: { $max: '$number' },
            day: { $max: '$day' },
            given: { $sum: 1 },
            voided: { $sum: { $cond: [{ $ifNull: ['$voided', false] }, 1, 0] } },
          },
        },
        { $sort: { _id: 1 } },
      ]);
      return rows.map(({ _id: id, ...rest }) => ({ id, ...rest }));
    },
    async names(): Promise<string[]> {
      return model.distinct('register');
    },
  };
}
