import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { readBackup, writeBackup } from '../../local/archive.ts';
import { storeFormat } from '../../store/format.ts';
import { openStore } from '../../store/index.ts';

const uri = process.env['TEST_MONGODB_URI']!.replace('/?', '/dang-du-lieu?');
let client: InstanceType<typeof mongoose.mongo.MongoClient>;
beforeEach(async () => {
  client = await new mongoose.mongo.MongoClient(uri).connect();
  await client.db().dropDatabase();
});
afterEach(() => client.close());
afterAll(async () => {
  const last = await new mongoose.mongo.MongoClient(uri).connect();
  await last.db().dropDatabase();
  await last.close();
});

const opened = async () => (await openStore(uri)).close();
const formats = () => client.db().collection<{ _id: string; is: number }>('formats');
const indexes = async (collection: string) =>
  Object.fromEntries((await client.db().collection(collection).indexes()).map((index) => [index.name, index]));

test('opened for the first time, by many at once, it says in which format it is kept', async () => {
  await Promise.all([opened(), opened(), opened()]);
  expect(await formats().find().toArray()).toEqual([{ _id: 'records', is: storeFormat }]);
});

test('records of before there were formats are opened, with the indexes of today', async () => {
  await client
    .db()
    .collection<{ _id: string; name: string; mail: string; version: number }>('people')
    .insertOne({ _id: 'p-hoa', name: 'Nguyễn Thị Hoa', mail: 'hoa@thu.vn', version: 1 });
  await opened();
  expect(await formats().findOne()).toEqual({ _id: 'records', is: storeFormat });
  expect(Object.keys(await indexes('audit'))).toContain('matter_1_seq_1');
});

test('an index that meant another thing in an earlier release is made anew', async () => {
  await client.db().collection('audit').createIndex({ matter: 1, seq: 1 });
  await opened();
  expect((await indexes('audit'))['matter_1_seq_1']).toMatchObject({ unique: true });
});

test('an index that old records contradict is told in words, without what they say', async () => {
  const twice = ['a', 'b'].map((_id) => ({ _id, matter: 'matter:bi-mat', seq: 1 }));
  await client.db().collection<{ _id: string }>('audit').insertMany(twice);
  const refused = await opened().catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'StoreRefused', message: expect.stringContaining('chỉ mục của audit') });
  expect(String(refused)).not.toContain('bi-mat');
});

describe('of a later release', () => {
  test('records are not opened, and stay as they are', async () => {
    await opened();
    await formats().updateOne({}, { $set: { is: storeFormat + 1 } });
    await client.db().collection('audit').dropIndexes();
    await expect(opened()).rejects.toMatchObject({
      name: 'StoreRefused',
      message: expect.stringMatching(
        /^Dữ liệu này do một bản Đôn Đốc mới hơn ghi \(dạng 2, bản này đọc được đến dạng 1\)/,
      ),
    });
    expect(Object.keys(await indexes('audit'))).toEqual(['_id_']);
    expect(await formats().findOne()).toMatchObject({ is: storeFormat + 1 });
  });

  test('a backup is refused before anything is touched', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dondoc-dang-'));
    try {
      await opened();
      await formats().updateOne({}, { $set: { is: storeFormat + 1 } });
      const to = join(folder, 'ban');
      expect((await writeBackup(uri, to, '2026-11-22T09:00:00.000Z')).records).toBe(storeFormat + 1);
      await expect(readBackup(to)).rejects.toThrow(/bản Đôn Đốc mới hơn ghi/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
