import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { urlencoded } from 'express';
import type { Request, Response } from 'express';
import { fileTypeFromFile } from 'file-type';
import multer from 'multer';
import { printable } from '../../domain/document.ts';
import type { MatterId } from '../../domain/matter.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { UnitId } from '../../domain/role.ts';
import type { Evidence } from '../../store/content/evidence.ts';
import type { Deps } from '../deps.ts';

/** Bytes of one file, and files of one request; what is beyond is read and left, so that the rest of the form arrives. */
export const mostBytes = 20_000_000;
export const mostFiles = 10;
/** Letters of one field: far beyond what a page offers room for, and a whole form of them still fits one record. */
const mostLetters = 100_000;

/** A form with files as it arrived: texts as typed, files on disk until `done`. */
export interface Form {
  fields: Record<string, string>;
  files: ArrivedFile[];
  /** The form broke off, or was beyond all measure: `fields` are those that came before. */
  cutShort: boolean;
  /** Removes what is still on disk. */
  done(): Promise<void>;
}

export interface ArrivedFile {
  field: string;
  name: string;
  size: number;
  sha256: string;
  /** Undefined: not kept, for its size or its number. */
  path?: string;
}

const storage = (leaveFiles: boolean): multer.StorageEngine => ({
  _handleFile(req, file, done) {
    keep(file.stream, !leaveFiles && count(req) <= mostFiles).then(
      ({ path, ...kept }) => done(null, { ...kept, ...(path === undefined ? {} : { path }) }),
      done,
    );
  },
  _removeFile(_req, file, done) {
    remove(file.path).then(() => done(null), done);
  },
});

const counts = new WeakMap<Request, number>();
const count = (req: Request): number => {
  const n = (counts.get(req) ?? 0) + 1;
  counts.set(req, n);
  return n;
};

async function keep(stream: Readable, wanted: boolean): Promise<{ path?: string; size: number; sha256: string }> {
  if (!wanted) {
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) size += chunk.length;
    return { size, sha256: '' };
  }
  const path = join(tmpdir(), `dondoc-${process.pid}-${randomUUID()}`);
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) continue;
      hash.update(chunk);
      await file.write(chunk);
    }
  } catch (error) {
    await remove(path);
    throw error;
  } finally {
    await file.close();
  }
  const sha256 = hash.digest('hex');
  if (size <= mostBytes) return { path, size, sha256 };
  await remove(path);
  return { size, sha256 };
}

const remove = (path: string | undefined): Promise<void> =>
  path === undefined ? Promise.resolve() : rm(path, { force: true });

const parser = (leaveFiles: boolean) =>
  multer({
    storage: storage(leaveFiles),
    defParamCharset: 'utf8',
    // Of a form with a film in it the fields behind the film are wanted too: a file may be of any size, it is only not
    // kept; an empty file field counts as a file. Beyond the rest nobody fills in a form.
    limits: { files: 1_000, fields: 2_000, fieldSize: 1_000_000, fieldNameSize: 400 },
  }).any();
const keepingParser = parser(false);
const leavingParser = parser(true);

const plainForm = urlencoded({ extended: false, limit: '1mb', parameterLimit: 2_000 });

/**
 * Reads a form, with files or without. Only what a client did wrong cuts it short; what we do wrong throws. With
 * `leaveFiles` only its texts are wanted.
 */
export async function formOf(req: Request, res: Response, leaveFiles = false): Promise<Form> {
  const read = req.is('multipart/form-data') ? (leaveFiles ? leavingParser : keepingParser) : plainForm;
  const failure = await new Promise<unknown>((resolve) => read(req, res, resolve));
  const arrived = Array.isArray(req.files) ? req.files : [];
  const files = failure === undefined ? arrived.map(arrivedFile) : [];
  const form: Form = {
    fields: textsOf(req.body),
    files,
    cutShort: failure !== undefined,
    done: async () => void (await Promise.all(files.map(({ path }) => remove(path)))),
  };
  if (failure instanceof Error && failure.name !== 'MulterError' && 'code' in failure) throw failure;
  return form;
}

const arrivedFile = (file: Express.Multer.File): ArrivedFile => ({
  field: file.fieldname,
  name: file.originalname,
  size: file.size,
  sha256: (file as Express.Multer.File & { sha256: string }).sha256,
  ...((file.path as string | undefined) === undefined ? {} : { path: file.path }),
});

/** Every text of a form, printable and in one spelling (NFC); a name that came twice counts once. */
function textsOf(body: unknown): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    const text = Array.isArray(value)
      ? ((value as unknown[]).find((one) => typeof one === 'string' && one !== '') ?? value[0])
      : value;
    if (typeof text === 'string') texts[name.normalize('NFC')] = printable(text).slice(0, mostLetters);
  }
  return texts;
}

/** What was kept of the files of a form, and why the others were not. */
export interface Kept {
  evidence: { field: string; evidence: Evidence }[];
  refused: { field: string; refusal: Refusal }[];
}

/** Stores the files of a form as evidence of a unit, each judged by its content. */
export async function keepFiles(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  files: readonly ArrivedFile[],
  about: { unit: UnitId; matter: MatterId; by: string },
): Promise<Kept> {
  const kept: Kept = { evidence: [], refused: [] };
  for (const file of files) {
    if (file.name === '' && file.size === 0) continue; // a file field left empty
    try {
      const { type, name } = await judged(file);
      const bytes = createReadStream(file.path!);
      const evidence = await store.evidence.put({
        ...about,
        name,
        type,
        size: file.size,
        sha256: file.sha256,
        at: now(),
        bytes,
      });
      kept.evidence.push({ field: file.field, evidence });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      kept.refused.push({ field: file.field, refusal: error });
    }
  }
  return kept;
}

/** What may be shown as proof: media types by content, and the ending their names carry. */
const accepted: Record<string, string[]> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/webp': ['.webp'],
  'image/heic': ['.heic'],
  'image/heif': ['.heic', '.heif'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/msword': ['.doc'],
  'application/vnd.ms-excel': ['.xls'],
  'text/csv': ['.csv'],
  'text/plain': ['.txt'],
};

async function judged({ name: given, path, size }: ArrivedFile): Promise<{ type: string; name: string }> {
  const name = fileName(given);
  if (size > mostBytes) throw new Refusal('file-too-large', { name });
  if (path === undefined) throw new Refusal('files-too-many', { most: mostFiles, name });
  if (size === 0) throw new Refusal('file-empty', { name });
  const type = await typeOf(path, extname(name).toLowerCase());
  const endings = type === undefined ? undefined : accepted[type];
  if (type === undefined || endings === undefined) throw new Refusal('file-type-refused', { name });
  return { type, name: endings.includes(extname(name).toLowerCase()) ? name : `${name}${endings[0]!}` };
}

/** The media type by content; the name only tells one plain text from another. */
async function typeOf(path: string, ending: string): Promise<string | undefined> {
  const found = await fileTypeFromFile(path);
  if (found?.mime === 'application/x-cfb') return officeOf(await readFile(path));
  if (found) return found.mime;
  if (ending !== '.csv' && ending !== '.txt') return undefined;
  return isText(await readFile(path)) ? (ending === '.csv' ? 'text/csv' : 'text/plain') : undefined;
}

/** Word and Excel before 2007 share their container with installers: the stream inside tells. */
function officeOf(bytes: Buffer): string | undefined {
  const holds = (stream: string) => bytes.includes(Buffer.from(`${stream}\0`, 'utf16le'));
  if (holds('WordDocument')) return 'application/msword';
  return holds('Workbook') || holds('Book') ? 'application/vnd.ms-excel' : undefined;
}

function isText(bytes: Buffer): boolean {
  try {
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
    // oxlint-disable-next-line no-control-regex -- a text has no control characters but these
    return !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return false; // not in that encoding
  }
}

/** A name as people wrote it, without folders and what no file system likes. */
function fileName(given: string): string {
  const bare = printable(given)
    .replace(/[\n\r]/g, ' ')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[<>:"|?*]/g, '_')
    .trim();
  const ending = extname(bare).slice(0, 12);
  const stem = bare.slice(0, bare.length - extname(bare).length).slice(0, 150);
  return `${stem || 'tai-lieu'}${ending}`;
}
