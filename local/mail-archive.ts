import { appendFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { decodeWords } from 'postal-mime';
import type { Email } from 'postal-mime';

/** One received message, as the list shows it. A message that came twice is there twice. */
export interface MailEntry {
  /** Order of arrival, from 1. */
  n: number;
  receivedAt: string;
  /** Of a training round: its day when the letter was written, `2026-12-28`. */
  trainingDay?: string;
  /** Of the envelope: who was really meant, also where the header says otherwise. */
  sender: string;
  recipients: string[];
  subject: string;
  messageId: string;
  size: number;
  attachmentCount: number;
  /** 1 for the first message with this Message-ID, 2 for its first repeat. */
  copy: number;
}

export interface Mail extends MailEntry {
  headers: { name: string; value: string }[];
  text: string;
  html: string;
  files: { name: string; type: string; contentId: string; content: Uint8Array }[];
}

export interface MailArchive {
  /** Resolves when the message is on disk for good. */
  keep(raw: Buffer, envelope: { sender: string; recipients: string[] }): Promise<MailEntry>;
  /** Newest first. */
  list(filter?: { to?: string; subject?: string; messageId?: string }): MailEntry[];
  read(n: number): Promise<Mail | undefined>;
  raw(n: number): Promise<Buffer | undefined>;
}

type Indexed = Omit<MailEntry, 'copy'>;

/**
 * Messages as files `00000001.eml` in `folder`. They are the truth; `index.jsonl` only spares reading
 * all of them at each start, and what it lacks is read again.
 */
export async function openMailArchive(folder: string): Promise<MailArchive> {
  await mkdir(folder, { recursive: true });
  const index = join(folder, 'index.jsonl');
  const entries: MailEntry[] = [];
  const copies = new Map<string, number>();
  const enter = (entry: Indexed): MailEntry => {
    const copy = (copies.get(entry.messageId) ?? 0) + 1;
    if (entry.messageId) copies.set(entry.messageId, copy);
    const whole = { ...entry, copy: entry.messageId ? copy : 1 };
    entries.push(whole);
    return whole;
  };

  /** The message is kept already: a refusal now would bring it a second time. */
  const note = async (entry: Indexed): Promise<void> => {
    await appendFile(index, `${JSON.stringify(entry)}\n`).catch((error: unknown) =>
      console.error(JSON.stringify({ level: 'warn', msg: 'index not written', error: String(error) })),
    );
  };

  const known = await readIndex(index);
  const all = await readdir(folder);
  for (const torn of all.filter((name) => /^\.\d+\.eml$/.test(name))) await rm(join(folder, torn));
  const files = all.filter((name) => /^\d+\.eml$/.test(name)).sort();
  for (const name of files) {
    const n = Number.parseInt(name, 10);
    const indexed = known.get(n) ?? indexOf(n, await readFile(join(folder, name)), await parse(folder, n));
    if (!known.has(n)) await note(indexed);
    enter(indexed);
  }
  let last = entries.at(-1)?.n ?? 0;

  return {
    async keep(raw, { sender, recipients }) {
      const n = ++last;
      const head = [
        `Return-Path: <${sender}>`,
        ...recipients.map((to) => `Delivered-To: ${to}`),
        `X-Received-At: ${new Date().toISOString()}`,
      ];
      const whole = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n`), raw]);
      await writeDurably(folder, fileName(n), whole);
      const entry = indexOf(n, whole, await PostalMime.parse(whole));
      await note(entry);
      return enter(entry);
    },
    list({ to, subject, messageId } = {}) {
      const wanted = (text: string, part: string | undefined) => !part || fold(text).includes(fold(part));
      return entries
        .filter((entry) => wanted(entry.recipients.join(' '), to) && wanted(entry.subject, subject))
        .filter((entry) => !messageId || entry.messageId === messageId)
        .reverse();
    },
    async read(n) {
      const entry = entries.find((one) => one.n === n);
      if (!entry) return undefined;
      const email = await parse(folder, n);
      return {
        ...entry,
        headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value: decodeWords(value) })),
        text: email.text ?? '',
        html: email.html ?? '',
        files: email.attachments.map((file, i) => ({
          name: file.filename ?? `tep-${i + 1}`,
          type: file.mimeType,
          contentId: (file.contentId ?? '').replace(/^<|>$/g, ''),
          content: typeof file.content === 'string' ? Buffer.from(file.content) : new Uint8Array(file.content),
        })),
      };
    },
    async raw(n) {
      return entries.some((entry) => entry.n === n) ? readFile(join(folder, fileName(n))) : undefined;
    },
  };
}

const fileName = (n: number): string => `${String(n).padStart(8, '0')}.eml`;

/** Search without diacritics: đ is a letter of its own to Unicode. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

async function parse(folder: string, n: number): Promise<Email> {
  return PostalMime.parse(await readFile(join(folder, fileName(n))));
}

function indexOf(n: number, whole: Buffer, email: Email): Indexed {
  // Ours come first; the message may carry such headers of its own further down.
  const ours = email.headers.slice(0, email.headers.findIndex((header) => header.key === 'x-received-at') + 1);
  const all = (key: string) => ours.filter((header) => header.key === key).map((header) => header.value);
  const trainingDay = email.headers.find(({ key }) => key === 'x-training-day')?.value;
  return {
    n,
    ...(trainingDay !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(trainingDay) ? { trainingDay } : {}),
    receivedAt: all('x-received-at')[0] ?? '',
    sender: (all('return-path')[0] ?? '').replace(/^<|>$/g, ''),
    recipients: all('delivered-to'),
    subject: email.subject ?? '',
    messageId: email.messageId ?? '',
    size: whole.length,
    attachmentCount: email.attachments.length,
  };
}

/** A line cut off by a power cut is not counted: its message is read again. */
async function readIndex(file: string): Promise<Map<number, Indexed>> {
  const known = new Map<number, Indexed>();
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  for (const line of text.split('\n')) {
    if (!line.endsWith('}')) continue;
    try {
      const entry = JSON.parse(line) as Indexed;
      known.set(entry.n, entry);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return known;
}

/** The name appears only when the bytes are on disk, and the answer to the sender waits for the name, too. */
async function writeDurably(folder: string, name: string, bytes: Buffer): Promise<void> {
  const temp = join(folder, `.${name}`);
  try {
    const file = await open(temp, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temp, join(folder, name));
    const directory = await open(folder, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  } catch (error) {
    await rm(temp, { force: true });
    throw error;
  }
}
