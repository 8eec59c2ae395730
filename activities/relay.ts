import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';

/** A letter ready to be handed over; its Message-ID names it. */
export type Mail = SendMailOptions & { messageId: string; envelope: { from: string; to: string } };

/** What the sender notes before a letter may get further; what these throw ends the attempt before that. */
export interface Watch {
  /** The server said 354: the first byte is about to leave. */
  data: () => Promise<void>;
  /** Every byte but the final dot was handed to the connection. */
  dot: () => Promise<void>;
}

/**
 * How an attempt ended: `accepted`; `refused` for good by the server's 5xx to this recipient or this
 * letter; `deferred`: not taken, try again; `vanished`: the final dot was sent and nobody answered.
 */
export interface Handed {
  end: 'accepted' | 'refused' | 'deferred' | 'vanished';
  /** How far it got. */
  reached: 'connecting' | 'data' | 'data-sent';
  answer: string;
}

export interface Relay {
  hand(mail: Mail, watch: Watch): Promise<Handed>;
  close(): void;
}

export interface RelaySettings {
  /** For the connection, the greeting and each answer; the library's own are up to ten minutes. */
  timeoutMs?: number;
  /** Letters a second; 0: as many as it takes. */
  rate?: number;
}

/** Of nodemailer 10, newer than its published types. */
type PoolOptions = SMTPPool.Options & { maxRequeues: number; idleTimeout: number };

/**
 * The office's mail server. The library hides whether the final dot was sent, which decides whether
 * a repeat is possible: the letter's own stream tells, for it is not read before the server said
 * 354, and the dot follows its end.
 */
export function openRelay(url: string, { timeoutMs = 60_000, rate = 10 }: RelaySettings = {}): Relay {
  const options: PoolOptions = {
    url,
    pool: true,
    maxConnections: 3,
    maxMessages: 100,
    maxRequeues: 0,
    idleTimeout: 2_000,
    rateLimit: rate,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transporter = createTransport(options);
  const watched = new Map<string, Watch>();
  transporter.use('stream', (mail, done) => {
    const watch = watched.get(String(mail.data.messageId));
    if (watch) mail.message.processFunc((source) => Readable.from(announced(source, watch), { objectMode: false }));
    done();
  });

  const attempt = async (mail: Mail, watch: Watch): Promise<Handed & { code?: string }> => {
    let reached: Handed['reached'] = 'connecting';
    let stopped: { why: unknown } | undefined;
    const noting = async (next: Handed['reached'], note: () => Promise<void>): Promise<void> => {
      try {
        await note();
      } catch (why) {
        stopped = { why };
        throw why;
      }
      reached = next;
    };
    watched.set(mail.messageId, {
      data: () => noting('data', watch.data),
      dot: () => noting('data-sent', watch.dot),
    });
    try {
      const { response } = await transporter.sendMail(mail);
      return { end: 'accepted', reached, answer: response };
    } catch (error) {
      if (stopped) throw stopped.why;
      return { ...ending(error as SmtpError, reached), reached };
    } finally {
      watched.delete(mail.messageId);
    }
  };

  return {
    async hand(mail, watch) {
      const { code, ...first } = await attempt(mail, watch);
      // A kept connection that the server had closed meanwhile: nothing left, a new one may do.
      if (code !== 'ECONNECTION' || first.reached !== 'connecting') return first;
      const { code: _, ...second } = await attempt(mail, watch);
      return second;
    },
    close: () => transporter.close(),
  };
}

async function* announced(source: Readable, watch: Watch): AsyncGenerator<Buffer> {
  await watch.data();
  for await (const chunk of source) yield chunk as Buffer;
  await watch.dot();
}

type SmtpError = Error & {
  code?: string;
  responseCode?: number | false;
  command?: string | false;
  response?: string | false;
};

/** Answers to these are about this recipient or this letter; any other refusal is about us, and passes. */
const aboutTheLetter = ['RCPT TO', 'DATA'];

function ending(
  { message, code, responseCode, command, response }: SmtpError,
  reached: Handed['reached'],
): Omit<Handed, 'reached'> & { code?: string } {
  if (!responseCode)
    return { end: reached === 'data-sent' ? 'vanished' : 'deferred', answer: message, ...(code ? { code } : {}) };
  const forGood = responseCode >= 500 && typeof command === 'string' && aboutTheLetter.includes(command);
  return { end: forGood ? 'refused' : 'deferred', answer: response || message };
}
