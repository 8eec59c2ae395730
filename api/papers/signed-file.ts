import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { Refusal } from '../../domain/refusal.ts';
import type { Form } from '../pages/uploads.ts';

/** A paper as it was signed: a PDF, small enough to be kept in one record. */
export interface SignedFile {
  name: string;
  sha256: string;
  bytes: Buffer;
  pages: number;
}

const mostBytes = 15_000_000;

/**
 * The one PDF of a form. Throws Refusal('file-missing' | 'files-too-many' | 'file-empty' | 'paper-file-not-pdf' |
 * 'paper-file-too-large' | 'body-too-large').
 */
export async function signedFileOf({ files, cutShort }: Form): Promise<SignedFile> {
  if (cutShort) throw new Refusal('body-too-large');
  const [file, second] = files.filter(({ name, size }) => name !== '' || size > 0);
  if (!file) throw new Refusal('file-missing');
  if (second) throw new Refusal('files-too-many', { most: 1, name: second.name });
  const { name, sha256, size, path } = file;
  if (size > mostBytes || path === undefined) throw new Refusal('paper-file-too-large', { name });
  if (size === 0) throw new Refusal('file-empty', { name });
  const bytes = await readFile(path);
  if (!bytes.subarray(0, 1_024).includes('%PDF-')) throw new Refusal('paper-file-not-pdf', { name });
  return { name, sha256, bytes, pages: pagesOf(bytes) };
}

/** Objects of type Page, also within compressed object streams (PDF 1.5); 1 where none can be seen. */
function pagesOf(bytes: Buffer): number {
  const text = bytes.toString('latin1');
  const page = /\/Type\s*\/Page(?![A-Za-z])/g;
  let count = text.match(page)?.length ?? 0;
  for (const { index, 0: found } of text.matchAll(/\/Type\s*\/ObjStm[\s\S]{0,400}?stream\r?\n/g)) {
    const from = index + found.length;
    const to = text.indexOf('endstream', from);
    count += inflated(bytes.subarray(from, to))?.match(page)?.length ?? 0;
  }
  return Math.max(1, count);
}

/** Undefined: it is packed another way. */
function inflated(bytes: Buffer): string | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: 50_000_000 }).toString('latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
