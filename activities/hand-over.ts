import { createHash, createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../domain/day.ts';
import type { LetterPhase, LetterRow } from '../store/records/letters.ts';
import type { Store } from '../store/index.ts';
import { icsOf } from './mail/invitation.ts';
import { LINK } from './mail/letter.ts';
import { openRelay } from './relay.ts';
import type { Handed, Mail } from './relay.ts';

/** What handing letters over needs. */
export interface MailDeps {
  store: Store;
  now: () => Instant;
  linkSecret: string;
  publicUrl: string;
  /** `Đôn Đốc <dondoc@tinh.gov.vn>`: the address is the sender, its domain names the letters. */
  mailFrom: string;
  smtpUrl: string;
  /** Where letters of training campaigns go, and nowhere else; without it they are only kept in the ledger. */
  mailboxSmtpUrl?: string | undefined;
  /** How long a mail server may be silent, 60 s at most. */
  mailTimeoutMs?: number | undefined;
}

const minutes = 60_000;
/** Between attempts; the last one again and again. */
const backoff = [1, 5, 15, 30, 60, 120, 240].map((n) => n * minutes);
const givenUpAfter = 5 * 24 * 60 * minutes;

export const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString() as Instant;

/** Another attempt took the letter: this one must not go on. */
class Overtaken extends Error {}

/** What the server answered must not be lost because MongoDB is away for a moment: it would look like no answer. */
async function persistently(write: () => Promise<void>): Promise<void> {
  for (const until = performance.now() + 5 * minutes; ;) {
    try {
      return await write();
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(1_000);
    }
  }
}

/** A calendar file as an attachment; its type says what it does, as its METHOD does. */
const asFile = ({ method, filename, content }: { method: string; filename: string; content: string }) => ({
  filename,
  content,
  contentType: `text/calendar; charset=utf-8; method=${method}`,
});

/** How an attempt ends in the ledger. */
interface End {
  phase: LetterPhase;
  notBefore?: Instant;
}

/** The token of a letter's link for its recipient: derived, never stored; only its hash is. */
export const tokenOf = (secret: string, letter: string, person: string): string =>
  createHmac('sha256', secret).update(`${letter}/${person}`).digest('base64url');

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What hands frozen letters to the relay and keeps the ledger of it. */
export interface HandOver {
  /** The domain of the letters' Message-IDs. */
  domain: string;
  /** When a frozen letter may be handed over: one whose dot may have left is given time for its answer. */
  readyAt: (letter: LetterRow) => Instant;
  /**
   * One attempt to hand a frozen letter over; its next is not before what `open` allows. A letter
   * whose final dot may have left without an answer goes once more, under the same Message-ID, on
   * record as a possible repeat.
   */
  handOver: (id: string, at: () => Instant, open: (at: Instant) => Instant) => Promise<void>;
}

export function createHandOver(deps: MailDeps): HandOver {
  const { store } = deps;
  const timeoutMs = Math.min(deps.mailTimeoutMs ?? 60_000, 60_000);
  const mailboxTimeoutMs = Math.min(timeoutMs, 10_000); // on this machine: nothing there is silent for long
  const relay = openRelay(deps.smtpUrl, { timeoutMs });
  const mailbox =
    deps.mailboxSmtpUrl === undefined
      ? undefined
      : openRelay(deps.mailboxSmtpUrl, { timeoutMs: mailboxTimeoutMs, rate: 0 });
  const sender = /<([^<>]+)>\s*$/.exec(deps.mailFrom)?.[1] ?? deps.mailFrom.trim();
  const domain = sender.slice(sender.lastIndexOf('@') + 1);

  /** The letter as it leaves: links in their places, files and calendar entries attached. */
  async function mailOf(
    row: LetterRow,
    { name: called, mail: address }: { name: string; mail: string },
  ): Promise<Mail> {
    const { letterhead, divisionName } = await store.office.get();
    const link = await linkOf(row);
    const placed = (text: string) => text.replaceAll(LINK, link);
    const attachments = await Promise.all(
      row.attachments.map(async ({ sha256, name }) => {
        const file = await store.files.get(sha256);
        if (!file) throw new Error(`${row._id} carries the file ${sha256}, which is not stored`);
        return { filename: name, content: file.bytes, contentType: file.type };
      }),
    );
    const office = { name: `${divisionName}, ${letterhead.organ}`, address: sender };
    const attendee = { name: called, address };
    const calendars = (row.calendars ?? []).map((file) => ({
      method: file.method,
      filename: file.name,
      content: icsOf({ file, organizer: office, attendee, domain, stamp: row.frozenAt }),
    }));
    // the first invitation is the one a mail program shows with its buttons; each is a file of its own besides
    const shown = calendars.find(({ method }) => method !== 'PUBLISH');
    return {
      messageId: row.messageId,
      envelope: { from: sender, to: address },
      from: office,
      replyTo: office,
      to: address,
      subject: row.subject,
      text: placed(row.text),
      html: placed(row.html),
      date: row.frozenAt,
      attachments: [...attachments, ...calendars.filter((each) => each !== shown).map(asFile)],
      ...(shown ? { icalEvent: shown } : {}),
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Content-Language': 'vi',
        // the mailbox shows the day of the round first
        ...(row.stepped ? { 'X-Training-Day': row.composedOn } : {}),
      },
    };
  }

  async function linkOf(row: LetterRow): Promise<string> {
    if (row.link === 'office' || !row.text.includes(LINK)) return `${deps.publicUrl}${row.opens ?? '/'}`;
    const token = tokenOf(deps.linkSecret, row._id, row.recipient);
    await store.links.put({ tokenHash: hashOf(token), letter: row._id, person: row.recipient, at: row.frozenAt });
    return `${deps.publicUrl}/u/${token}`;
  }

  async function attempt(row: LetterRow, name: string): Promise<Handed> {
    if (row.stepped && !mailbox)
      return { end: 'accepted', reached: 'connecting', answer: 'kept in the ledger: no mailbox for training' };
    const person = await store.people.get(row.recipient);
    if (!person?.mail) return { end: 'refused', reached: 'connecting', answer: 'no address is known' };
    const enter = async (phase: LetterPhase): Promise<void> => {
      if (!(await store.letters.enter(row._id, name, phase, deps.now()))) throw new Overtaken(row._id);
    };
    let mail: Mail;
    try {
      mail = await mailOf(row, { name: person.name, mail: person.mail });
    } catch (error) {
      return { end: 'deferred', reached: 'connecting', answer: String(error) };
    }
    const through = row.stepped && mailbox ? mailbox : relay;
    return through.hand(mail, { data: () => enter('data'), dot: () => enter('data-sent') });
  }

  /** Bytes of it may have left before: what it says stays as it is. */
  const mayHaveLeft = (row: LetterRow): boolean =>
    row.ambiguous === true ||
    row.phase === 'data' ||
    row.phase === 'data-sent' ||
    row.attempts.some(({ phase }) => phase !== 'connecting');

  function endOf(row: LetterRow, { end, reached }: Handed, at: Instant, open: (at: Instant) => Instant): End {
    if (end === 'accepted' || end === 'refused') return { phase: end };
    const notBefore = open(later(at, backoff[Math.min(row.attempts.length, backoff.length - 1)]!));
    if (end === 'vanished') return row.ambiguous ? { phase: 'given-up' } : { phase: 'data-sent', notBefore };
    const first = row.attempts[0]?.at ?? at;
    if (Date.parse(at) - Date.parse(first) > givenUpAfter) return { phase: 'given-up' };
    return { phase: mayHaveLeft(row) || reached !== 'connecting' ? 'data' : 'unfrozen', notBefore };
  }

  async function conclude(
    row: LetterRow,
    name: string,
    handed: Handed,
    at: Instant,
    open: (at: Instant) => Instant,
  ): Promise<void> {
    const end = endOf(row, handed, at, open);
    await store.db.transaction(async (session) => {
      const { phase, notBefore } = end;
      const { reached, answer } = handed;
      if (
        !(await store.letters.conclude(row._id, name, { ...end, at, answer: answer.slice(0, 500), reached }, session))
      )
        return;
      if (phase === 'accepted') await store.lines.settleLetter(row._id, 'sent', session);
      else if (phase === 'refused' || phase === 'given-up')
        await store.lines.settleLetter(row._id, 'undeliverable', session);
      else if (phase === 'unfrozen') await store.lines.takeOut(row._id, notBefore!, session);
      else await store.lines.holdLetter(row._id, notBefore!, session);
    });
  }

  async function handOver(id: string, at: () => Instant, open: (at: Instant) => Instant): Promise<void> {
    const row = await store.letters.get(id);
    if (!row) return;
    const name = randomUUID();
    const again = row.phase === 'data-sent';
    const restore = await store.restores.latest();
    const mine = await store.letters.begin(id, again ? ['data-sent'] : ['frozen', 'connecting', 'data'], name, at(), {
      ...(again ? { ambiguous: true } : {}),
      // it was under way in the backup already: how far it got since, nobody knows
      ...(restore && row.frozenAt <= restore._id ? { restored: restore._id } : {}),
    });
    if (!mine) return;
    if (again && row.ambiguous) {
      await conclude(
        row,
        name,
        { end: 'vanished', reached: 'data-sent', answer: row.serverAnswer ?? 'no answer' },
        at(),
        open,
      );
      return;
    }
    try {
      const handed = await attempt(mine, name);
      const before = { ...row, ...(again ? { ambiguous: true as const } : {}) };
      await persistently(() => conclude(before, name, handed, at(), open));
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }

  const readyAt = ({ phase, phaseAt, notBefore, stepped }: LetterRow): Instant =>
    notBefore ?? (phase === 'data-sent' ? later(phaseAt, 2 * (stepped ? mailboxTimeoutMs : timeoutMs)) : phaseAt);

  return { domain, readyAt, handOver };
}
