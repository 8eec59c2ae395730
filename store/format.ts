import mongoose from 'mongoose';
import type { Connection } from './connection.ts';

const { MongoServerError } = mongoose.mongo;
type Database = NonNullable<Connection['db']>;

/** Counts up with a release whose records an earlier one cannot read. */
export const storeFormat = 1;

/** Why these records are not opened, in a sentence for whoever runs the machine. */
export class StoreRefused extends Error {
  override name = 'StoreRefused';
}

/** For a `main.ts`: the sentence alone, and exit 1. */
export function orExit(error: unknown): never {
  if (!(error instanceof StoreRefused)) throw error;
  console.error(error.message);
  process.exit(1);
}

export const formatsCollection = 'formats';
const formats = (db: Database) => db.collection<{ _id: string; is: number }>(formatsCollection);
const own = { _id: 'records' } as const;

/** The format that records were written in; the first where nothing says so. */
export const formatOf = async (db: Database): Promise<number> => (await formats(db).findOne(own))?.is ?? 1;

/** Why records of that format are not for this release. */
export const formatTrouble = (is: number): string | undefined =>
  is <= storeFormat
    ? undefined
    : `Dữ liệu này do một bản Đôn Đốc mới hơn ghi (dạng ${is}, bản này đọc được đến dạng ${storeFormat}). Hãy chạy bản mới hơn ấy, hoặc khôi phục một bản sao lưu ghi trước khi cập nhật.`;

/**
 * Brings the indexes of existing records to those of this release and says that it wrote here. One that means another
 * thing than it did is made anew. Throws `StoreRefused` where what is there cannot be so.
 */
export async function bringUpToDate({ db, models }: Connection): Promise<void> {
  const trouble = formatTrouble(await formatOf(db!));
  if (trouble) throw new StoreRefused(trouble);
  for (const model of Object.values(models)) {
    try {
      await model.createIndexes().catch(async (error: unknown) => {
        if (!isOf(error, 'IndexOptionsConflict', 'IndexKeySpecsConflict')) throw error;
        await model.syncIndexes();
      });
    } catch (error) {
      // what the driver says of it repeats what people wrote
      if (!isOf(error, 'DuplicateKey')) throw error;
      throw new StoreRefused(
        `Không lập được chỉ mục của ${model.collection.name}: dữ liệu có sẵn có bản ghi trùng. Hãy chạy bản Đôn Đốc cũ và báo cho người phát triển.`,
      );
    }
  }
  await formats(db!).updateOne(own, { $max: { is: storeFormat } }, { upsert: true });
}

const isOf = (error: unknown, ...names: string[]): boolean =>
  error instanceof MongoServerError &&
  (names.includes(error.codeName ?? '') || (names.includes('DuplicateKey') && error.code === 11_000));
