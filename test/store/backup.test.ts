import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Instant } from '../../domain/day.ts';
import { readBackup, restoreBackup, writeBackup } from '../../local/archive.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';

const { Int32, Double, Long, Binary, ObjectId } = mongoose.mongo;
const uriOf = (name: string): string => process.env['TEST_MONGODB_URI']!.replace('/?', `/${name}?`);
const at: Instant = '2026-11-22T09:00:00.000Z';
const later: Instant = '2026-11-22T10:00:00.000Z';

let folder: string;
let store: Store;
const opened: Store[] = [];
const copies = ['sao-luu-dich', 'sao-luu-khac'];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dondoc-sao-luu-'));
  store = await openStore(uriOf('sao-luu-nguon'));
  await store.people.create({ _id: 'p-hoa', name: 'Nguyễn Thị Hòa', mail: 'hoa@snv.vn' });
  await store.evidence.put({
    unit: 'so-y-te',
    matter: 'remediation:x',
    name: 'Ảnh niêm yết.txt',
    type: 'text/plain',
    size: 7,
    sha256: 'a'.repeat(64),
    by: 'p-hoa',
    at,
    bytes: Readable.from([Buffer.from('Đã làm')]),
  });
  await store.files.put('b'.repeat(64), {
    name: 'x.pdf',
    type: 'application/pdf',
    bytes: Buffer.from([0, 255, 13]),
    at,
  });
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  for (const name of copies) await store.db.getClient().db(name).dropDatabase();
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
  rmSync(folder, { recursive: true });
});

let n = 0;
const newFolder = (): string => join(folder, `ban-${(n += 1)}`);
const restored = async (from: string, name = copies[0]!, replace = false): Promise<Store> => {
  await restoreBackup(uriOf(name), from, await readBackup(from), { replace, at: later });
  const copy = await openStore(uriOf(name));
  opened.push(copy);
  return copy;
};
const everything = async ({ db }: Store) => {
  const found = await db.db!.listCollections().toArray();
  const names = found.map(({ name }) => name).filter((name) => name !== 'restores');
  return Promise.all(
    names
      .sort()
      .map(async (name) => [
        name,
        await db.collection(name).find({}, { promoteValues: false }).sort({ _id: 1 }).toArray(),
      ]),
  );
};
const indexesOf = async ({ db }: Store, name: string) =>
  (await db.collection(name).indexes()).map(({ name: index, unique }) => `${index}${unique ? ' unique' : ''}`).sort();

test('every document comes back as it was, kinds of numbers and bytes included, with its indexes and files', async () => {
  const odd = store.db.db!.collection('tap-ghi');
  await odd.insertOne({
    whole: new Int32(7),
    fraction: new Double(7),
    long: Long.fromString('9007199254740993'),
    bytes: new Binary(Buffer.from([0, 1, 2, 255])),
    id: new ObjectId(),
    when: new Date(0),
    nothing: null,
    pattern: /^đôn/iu,
    nested: { 'a.b': [1.5, { $set: 'chữ' }] },
  });
  const to = newFolder();
  const manifest = await writeBackup(uriOf('sao-luu-nguon'), to, at);
  const copy = await restored(to);
  expect(await everything(copy)).toEqual(await everything(store));
  expect(manifest.collections.find(({ name }) => name === 'people')).toMatchObject({ documents: 1 });
  for (const { name } of manifest.collections)
    expect({ name, indexes: await indexesOf(copy, name) }).toEqual({ name, indexes: await indexesOf(store, name) });
  expect((await copy.files.get('b'.repeat(64)))?.bytes).toEqual(Buffer.from([0, 255, 13]));
  const [evidence] = await copy.evidence.model.find().lean();
  expect(await text((await copy.evidence.open(evidence!._id))!)).toBe('Đã làm');
  await odd.drop();
});

test('it is one moment, whatever is written meanwhile', async () => {
  const { db } = store;
  const purses = ['tui-trai', 'tui-phai'].map((name) => db.db!.collection<{ _id: number; sum: number }>(name));
  for (const purse of purses) await purse.insertMany(Array.from({ length: 400 }, (_, i) => ({ _id: i, sum: 10 })));
  let going = true;
  let moves = 0;
  const moving = (async () => {
    for (; going; moves += 1)
      await db.transaction(async (session) => {
        await purses[0]!.updateOne({ _id: moves % 400 }, { $inc: { sum: -1 } }, { session });
        await purses[1]!.updateOne({ _id: (moves * 7) % 400 }, { $inc: { sum: 1 } }, { session });
      });
  })();
  try {
    for (let round = 0; round < 3; round += 1) {
      const to = newFolder();
      const before = moves;
      await writeBackup(uriOf('sao-luu-nguon'), to, at);
      expect(moves).toBeGreaterThan(before);
      const copy = await restored(to, copies[0], round > 0);
      const sums = await Promise.all(
        ['tui-trai', 'tui-phai'].map(async (name) =>
          (await copy.db.db!.collection<{ _id: number; sum: number }>(name).find().toArray()).reduce(
            (all, { sum }) => all + sum,
            0,
          ),
        ),
      );
      expect(sums[0]! + sums[1]!).toBe(8_000);
    }
  } finally {
    going = false;
    await moving;
    for (const purse of purses) await purse.drop();
  }
});

describe('a backup that is not as it was written is refused, named, before anything is touched', () => {
  const damages: [string, (at: string) => void, RegExp][] = [
    ['a byte changed', (to) => changeByte(join(to, 'people.bson')), /people\.bson/],
    [
      'a document cut off',
      (to) => writeFileSync(join(to, 'people.bson'), readFileSync(join(to, 'people.bson')).subarray(0, -3)),
      /people\.bson/,
    ],
    ['a collection emptied', (to) => writeFileSync(join(to, 'people.bson'), ''), /people\.bson/],
    [
      'a document doubled',
      (to) => appendFileSync(join(to, 'people.bson'), readFileSync(join(to, 'people.bson'))),
      /people\.bson/,
    ],
    ['a collection gone', (to) => rmSync(join(to, 'people.bson')), /people\.bson/],
    ['a collection too many', (to) => writeFileSync(join(to, 'la.bson'), ''), /la\.bson/],
    ['the list changed', (to) => appendFileSync(join(to, 'manifest.json'), ' '), /manifest\.json/],
    ['no list', (to) => rmSync(join(to, 'manifest.json')), /không phải bản sao lưu/],
  ];
  test.each(damages)('%s', async (_, damage, said) => {
    const to = newFolder();
    await writeBackup(uriOf('sao-luu-nguon'), to, at);
    damage(to);
    await expect(readBackup(to)).rejects.toThrow(said);
  });
  const changeByte = (file: string): void => {
    const bytes = readFileSync(file);
    bytes[bytes.length - 5]! ^= 1;
    writeFileSync(file, bytes);
  };
});

test('a folder that is there is not written into, and a failure leaves nothing behind', async () => {
  await expect(writeBackup(uriOf('sao-luu-nguon'), folder, at)).rejects.toThrow(/đã có/);
  const to = newFolder();
  await expect(writeBackup('mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=200', to, at)).rejects.toThrow();
  expect(readdirSync(folder).filter((name) => name.startsWith(to.split('/').at(-1)!))).toEqual([]);
});

describe('where it is put back', () => {
  test('a database that holds something is left alone, unless told', async () => {
    const to = newFolder();
    await writeBackup(uriOf('sao-luu-nguon'), to, at);
    const there = await openStore(uriOf(copies[0]!));
    opened.push(there);
    await there.people.create({ _id: 'p-cu', name: 'Người cũ', mail: 'cu@snv.vn' });
    await expect(restored(to)).rejects.toThrow(/--replace/);
    expect(await there.people.get('p-cu')).toBeDefined();
    const copy = await restored(to, copies[0], true);
    expect(await copy.people.get('p-cu')).toBeUndefined();
    expect(await copy.people.get('p-hoa')).toBeDefined();
  });

  test('indexes alone are no obstacle', async () => {
    const to = newFolder();
    await writeBackup(uriOf('sao-luu-nguon'), to, at);
    await (await openStore(uriOf(copies[0]!))).close();
    expect(await (await restored(to)).people.get('p-hoa')).toBeDefined();
  });

  test('what was driven by the old records is dropped before they go, and only then', async () => {
    const to = newFolder();
    await writeBackup(uriOf('sao-luu-nguon'), to, at);
    const manifest = await readBackup(to);
    const there = await openStore(uriOf(copies[0]!));
    opened.push(there);
    await there.people.create({ _id: 'p-cu', name: 'Người cũ', mail: 'cu@snv.vn' });
    let seen: unknown;
    const forgotten = async (replace: boolean) => {
      const forget = async () => void (seen = await there.people.get('p-cu'));
      await restoreBackup(uriOf(copies[0]!), to, manifest, { replace, at: later, forget });
    };
    await expect(forgotten(false)).rejects.toThrow(/--replace/);
    expect(seen).toBeUndefined();
    await forgotten(true);
    expect(seen).toMatchObject({ name: 'Người cũ' });
  });

  test('what was broken off opens to nobody until it is restored again', async () => {
    const to = newFolder();
    await writeBackup(uriOf('sao-luu-nguon'), to, at);
    const manifest = await readBackup(to);
    rmSync(join(to, 'people.bson'));
    await expect(restoreBackup(uriOf(copies[1]!), to, manifest, { replace: false, at: later })).rejects.toThrow();
    await expect(openStore(uriOf(copies[1]!))).rejects.toThrow(/khôi phục trước bị dở/);
    await expect(writeBackup(uriOf(copies[1]!), newFolder(), at)).rejects.toThrow(/chưa đủ để sao lưu/);
    const whole = newFolder();
    await writeBackup(uriOf('sao-luu-nguon'), whole, at);
    expect(await (await restored(whole, copies[1], true)).people.get('p-hoa')).toBeDefined();
  });
});

describe('after a restore', () => {
  const register = 'SNV-TB/2026';
  const row = (paper: string, of = register) => ({
    register: of,
    symbol: 'TB-SNV',
    day: '2026-11-20' as const,
    paper,
    kind: 'notice' as const,
    about: 'Thông báo kiểm tra',
    signer: 'p-hoa',
    recipients: [],
  });
  const take = ({ db, registers }: Store, paper: string, of = register) =>
    db.transaction((session) => registers.take(row(paper, of), session));
  const confirm = ({ db, restores }: Store, last: number, of = register) =>
    db.transaction((session) =>
      restores.confirm({ restore: later, register: of, last, known: 1, by: 'p-van-thu', at: later }, session),
    );

  test('no register gives a number until its clerk has confirmed the last; a number given is the same as before', async () => {
    await take(store, 'paper:a');
    const to = newFolder();
    await writeBackup(uriOf('sao-luu-nguon'), to, at);
    const copy = await restored(to);
    const refusal = { code: 'register-unconfirmed' };
    await expect(take(copy, 'paper:b')).rejects.toMatchObject(refusal);
    await expect(take(copy, 'paper:b', 'SNV-BC/2026')).rejects.toMatchObject(refusal);
    await expect(take(copy, 'paper:b', 'SNV-TB/2025')).rejects.toMatchObject(refusal);
    expect((await take(copy, 'paper:a')).number).toBe(1);
    expect((await take(copy, 'paper:next', 'SNV-TB/2027')).number).toBe(1);
    await confirm(copy, 5);
    expect((await take(copy, 'paper:b')).number).toBe(6);
    expect((await take(copy, 'paper:c')).number).toBe(7);
    await expect(take(copy, 'paper:d', 'SNV-BC/2026')).rejects.toMatchObject(refusal);
    expect(await copy.restores.waiting([register, 'SNV-BC/2026', 'SNV-TB/2027'])).toEqual(['SNV-BC/2026']);
    expect(await store.restores.waiting([register])).toEqual([]);
    await store.registers.names();
    await store.db.collection('registers').deleteMany({});
  });
});
