import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { Instant } from '../domain/day.ts';
import { formatOf, formatsCollection, formatTrouble } from '../store/format.ts';
import { restoresCollection } from '../store/records/restores.ts';
import { StartFailure } from './start-failure.ts';

const { MongoClient, MongoServerError, BSON } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;
type Database = ReturnType<Client['db']>;

/** One collection in a backup: its documents one after the other as BSON, as `mongodump` writes them. */
interface Kept {
  name: string;
  documents: number;
  bytes: number;
  /** Of the file, hex. */
  sha256: string;
  /** As `createIndexes` takes them; that of `_id` is always there. */
  indexes: Record<string, unknown>[];
}

/** What a backup says of itself. */
export interface Manifest {
  format: 'dondoc-backup';
  version: 1;
  at: Instant;
  /** What its records were written in. */
  records: number;
  collections: Kept[];
}

const manifestFile = 'manifest.json';
/** For people too: `sha256sum -c SHA256SUMS`. */
const sumsFile = 'SHA256SUMS';
const fileOf = (name: string): string => `${name}.bson`;
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Copies everything the office remembers, as it was at one moment, into a new folder while people go on working:
 * whole or not at all. Throws `StartFailure` where the folder is there already.
 */
export async function writeBackup(uri: string, to: string, at: Instant): Promise<Manifest> {
  const folder = resolve(to);
  const part = `${folder}.part`;
  await mkdir(dirname(folder), { recursive: true });
  if (await isThere(folder)) throw new StartFailure(`${folder} đã có. Hãy chọn nơi khác cho bản sao lưu.`);
  const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 }).connect();
  try {
    for (let attempt = 1; ; attempt++) {
      await rm(part, { recursive: true, force: true });
      await mkdir(part, { mode: 0o700 });
      try {
        const manifest = await writeMoment(client, part, at);
        await rename(part, folder);
        await flushed(dirname(folder));
        return manifest;
      } catch (error) {
        // a collection or an index was being made at that moment
        if (!isSnapshotTrouble(error, 'SnapshotUnavailable') || attempt === 10) throw worded(error);
        await pause(500);
      }
    }
  } finally {
    await rm(part, { recursive: true, force: true });
    await client.close();
  }
}

/** Everything is read in one session at one moment of the replica set. */
async function writeMoment(client: Client, folder: string, at: Instant): Promise<Manifest> {
  const db = client.db();
  if (await db.collection(restoresCollection).findOne({ state: 'under-way' }))
    throw new StartFailure('Lần khôi phục trước bị dở nên dữ liệu chưa đủ để sao lưu. Hãy khôi phục lại trước.');
  const records = await formatOf(db);
  const names = await collectionsOf(db);
  const indexes = new Map<string, Record<string, unknown>[]>();
  for (const name of names) {
    const found = await db.collection(name).listIndexes().toArray();
    const wanted = found.filter(({ name: index }) => index !== '_id_');
    indexes.set(
      name,
      wanted.map(({ v: _v, ns: _ns, ...index }) => index),
    );
  }
  const session = client.startSession({ snapshot: true });
  try {
    const collections: Kept[] = [];
    for (const name of names) {
      const file = await open(join(folder, fileOf(name)), 'wx', 0o600);
      const hash = createHash('sha256');
      let [documents, bytes] = [0, 0];
      try {
        const cursor = db.collection(name).find({}, { raw: true, session, batchSize: 200 });
        for await (const document of cursor as AsyncIterable<unknown>) {
          const raw = document as Uint8Array;
          await file.writeFile(raw);
          hash.update(raw);
          documents += 1;
          bytes += raw.byteLength;
        }
        await file.sync();
      } finally {
        await file.close();
      }
      collections.push({ name, documents, bytes, sha256: hash.digest('hex'), indexes: indexes.get(name)! });
    }
    const manifest: Manifest = { format: 'dondoc-backup', version: 1, at, records, collections };
    const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
    const sums = [
      ...collections.map(({ name, sha256: sum }) => `${sum}  ${fileOf(name)}`),
      `${sha256(text)}  ${manifestFile}`,
    ];
    await writeFlushed(join(folder, manifestFile), text);
    await writeFlushed(join(folder, sumsFile), `${sums.join('\n')}\n`);
    await flushed(folder);
    return manifest;
  } finally {
    await session.endSession();
  }
}

/** Reads a backup through and holds every file against its checksum. Throws `StartFailure` that names what is wrong. */
export async function readBackup(from: string): Promise<Manifest> {
  const folder = resolve(from);
  const text = await readFile(join(folder, manifestFile), 'utf8').catch(() => undefined);
  const listed = await readFile(join(folder, sumsFile), 'utf8').catch(() => undefined);
  if (text === undefined || listed === undefined)
    throw new StartFailure(`${folder} không phải bản sao lưu: thiếu ${manifestFile} hoặc ${sumsFile}.`);
  const sums = new Map(
    listed
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
  );
  if (sums.get(manifestFile) !== sha256(text)) throw damaged(folder, manifestFile);
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 'dondoc-backup' || manifest.version !== 1)
    throw new StartFailure(`${folder} do một bản Đôn Đốc khác ghi; bản này không đọc được.`);
  const trouble = formatTrouble(manifest.records);
  if (trouble) throw new StartFailure(trouble);
  const files = new Set((await readdir(folder)).filter((name) => name.endsWith('.bson')));
  for (const { name, documents, sha256: sum } of manifest.collections) {
    const hash = createHash('sha256');
    let count = 0;
    try {
      for await (const document of documentsOf(join(folder, fileOf(name)))) {
        hash.update(document);
        count += 1;
      }
    } catch {
      throw damaged(folder, fileOf(name));
    }
    if (hash.digest('hex') !== sum || sums.get(fileOf(name)) !== sum || count !== documents)
      throw damaged(folder, fileOf(name));
    files.delete(fileOf(name));
  }
  const [stranger] = files;
  if (stranger !== undefined) throw damaged(folder, stranger);
  return manifest;
}

/**
 * Puts a backup that was read through into a database that holds nothing, or in place of what it holds. Before
 * anything of it goes, `forget` drops what was driven by it. Broken off, the database says so to whoever opens it,
 * until it is restored again. Throws `StartFailure`.
 */
export async function restoreBackup(
  uri: string,
  from: string,
  { at: backupAt, collections }: Manifest,
  { replace, at, forget }: { replace: boolean; at: Instant; forget?: () => Promise<void> | void },
): Promise<void> {
  const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 }).connect();
  try {
    const db = client.db();
    const filled = await filledCollections(db);
    if (filled.length > 0 && !replace)
      throw new StartFailure(
        `Cơ sở dữ liệu này đang có dữ liệu (${filled.slice(0, 3).join(', ')}…). Muốn bỏ hết và thay bằng bản sao lưu, hãy thêm --replace.`,
      );
    await forget?.();
    // no moment without the mark: whatever is there is overwritten only after it
    const safe = { writeConcern: { w: 'majority' as const, j: true } };
    const marks = db.collection<{ _id: string; backupAt: string; state: string }>(restoresCollection);
    const mark = { _id: at as string, backupAt, state: 'under-way' };
    await marks.replaceOne({ _id: mark._id }, mark, { upsert: true, ...safe });
    for (const name of await collectionsOf(db)) if (name !== restoresCollection) await db.dropCollection(name);
    await marks.deleteMany({ _id: { $ne: mark._id } });
    for (const { name, indexes } of collections) {
      const collection = db.collection(name);
      if (indexes.length > 0) await db.command({ createIndexes: name, indexes, ...safe });
      let [batch, bytes]: [mongoose.mongo.Document[], number] = [[], 0];
      const write = async () => {
        if (batch.length > 0) await collection.insertMany(batch, { ordered: false, ...safe });
        [batch, bytes] = [[], 0];
      };
      for await (const raw of documentsOf(join(resolve(from), fileOf(name)))) {
        // numbers stay what they were: a whole number does not become a float
        batch.push(BSON.deserialize(raw, { promoteValues: false, promoteBuffers: false, bsonRegExp: true }));
        bytes += raw.byteLength;
        if (batch.length === 500 || bytes > 8_000_000) await write();
      }
      await write();
    }
    await marks.updateOne({ _id: mark._id }, { $set: { state: 'done' } }, safe);
  } finally {
    await client.close();
  }
}

/** Names of the collections of a database that hold something; that it was opened once is nothing. */
async function filledCollections(db: Database): Promise<string[]> {
  const filled: string[] = [];
  for (const name of await collectionsOf(db))
    if (name !== formatsCollection && (await db.collection(name).findOne({}))) filled.push(name);
  return filled;
}

async function collectionsOf(db: Database): Promise<string[]> {
  const found = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  return found
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.'))
    .sort();
}

/** The documents of a file, each as it stands there. Throws where the file ends in the middle of one. */
async function* documentsOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1_048_576 })) {
    rest = rest.byteLength === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    while (rest.byteLength - at >= 4) {
      const length = rest.readInt32LE(at);
      if (length < 5) throw new Error('not a document');
      if (rest.byteLength - at < length) break;
      yield rest.subarray(at, at + length);
      at += length;
    }
    rest = rest.subarray(at);
  }
  if (rest.byteLength > 0) throw new Error('a document is cut off');
}

const damaged = (folder: string, file: string): StartFailure =>
  new StartFailure(`Bản sao lưu ${folder} hỏng: tệp ${file} không còn như lúc ghi. Hãy dùng một bản khác.`);

const isSnapshotTrouble = (error: unknown, code: string): boolean =>
  error instanceof MongoServerError && error.codeName === code;

const worded = (error: unknown): unknown =>
  isSnapshotTrouble(error, 'SnapshotTooOld')
    ? new StartFailure(
        'Sao lưu lâu hơn thời gian MongoDB giữ lại một thời điểm. Hãy tăng minSnapshotHistoryWindowInSeconds của MongoDB, hoặc dừng Đôn Đốc rồi sao lưu.',
      )
    : error;

const isThere = async (path: string): Promise<boolean> =>
  readdir(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );

async function writeFlushed(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600, flag: 'wx', flush: true });
}

/** What was named in a folder stays named there, also after a power cut. */
async function flushed(folder: string): Promise<void> {
  const opened = await open(folder, 'r');
  await opened.sync();
  await opened.close();
}
