import { EventEmitter, once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerSession } from 'smtp-server';

/** A letter whose last byte arrived; `answered` is false when the sender was left without an answer. */
export interface SunkLetter {
  messageId: string;
  sender: string;
  recipients: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  attachments: { name: string; type: string; content: Uint8Array }[];
  raw: string;
  answered: boolean;
}

/** A mail server that can be told how to misbehave. */
export interface MailSink {
  /** For `SMTP_URL`; the port stays the same over `stop` and `start`. */
  url: string;
  port: number;
  /** Every letter that arrived whole, in order, repeats included. */
  letters: SunkLetter[];
  /** Every recipient refused at RCPT, in order. */
  refusals: { recipient: string; code: number }[];
  /** How often each Message-ID arrived whole. */
  copies(messageId: string): number;
  lettersTo(recipient: string): SunkLetter[];
  /** Refuses a recipient (`*` is everyone) with 4xx or 5xx until `accept`. */
  refuse(recipient: string, code: number, said?: string): void;
  /** Refuses everyone with 451 as long as `away` says so, asked at each recipient. */
  refuseWhile(away: () => Promise<boolean>): void;
  accept(recipient: string): void;
  /** Refuses the next letters after their final dot. */
  refuseAfterDot(code: number, times?: number): void;
  /** Takes the next letters whole and hangs up instead of answering. */
  vanishAfterDot(times?: number): void;
  /** Accepts connections and answers nothing at all, until `silence(false)`, which drops them. */
  silence(on?: boolean): void;
  /** Resolves when `enough` holds for the letters so far; throws after `within` ms naming what came. */
  until(enough: (letters: SunkLetter[]) => boolean, within?: number): Promise<SunkLetter[]>;
  /** As if the machine were switched off: connections drop, new ones are refused. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Forgets letters and faults. */
  clear(): void;
}

export async function openMailSink(): Promise<MailSink> {
  const refused = new Map<string, { code: number; said: string }>();
  let away: () => Promise<boolean> = async () => false;
  const arrivals = new EventEmitter();
  const sockets = new Set<Socket>();
  let afterDot: { what: 'vanish' | number; times: number } | undefined;
  let silent = false;
  let server: SMTPServer | undefined;

  const reply = (code: number, said: string) => Object.assign(new Error(said), { responseCode: code });
  const hangUp = (session: SMTPServerSession) => {
    for (const connection of server?.connections ?? []) if (connection.id === session.id) connection._socket.destroy();
  };

  const sink: MailSink = {
    url: '',
    port: 0,
    letters: [],
    refusals: [],
    copies: (messageId) => sink.letters.filter((letter) => letter.messageId === messageId).length,
    lettersTo: (recipient) => sink.letters.filter((letter) => letter.recipients.includes(recipient)),
    refuse: (recipient, code, said = 'refused by the test') => void refused.set(recipient, { code, said }),
    refuseWhile(asked) {
      away = asked;
    },
    accept: (recipient) => void refused.delete(recipient),
    refuseAfterDot(code, times = 1) {
      afterDot = { what: code, times };
    },
    vanishAfterDot(times = 1) {
      afterDot = { what: 'vanish', times };
    },
    silence(on = true) {
      silent = on;
      if (!on) for (const socket of sockets) socket.destroy();
    },
    async until(enough, within = 10_000) {
      const tooLong = AbortSignal.timeout(within);
      while (!enough(sink.letters)) {
        try {
          await once(arrivals, 'letter', { signal: tooLong });
        } catch (error) {
          const came = sink.letters.map((letter) => `${letter.recipients.join(',')}: ${letter.subject}`).join('\n');
          throw new Error(`after ${within} ms only these letters came:\n${came}`, { cause: error });
        }
      }
      return sink.letters;
    },
    async stop() {
      const stopping = server;
      if (!stopping) return;
      server = undefined;
      const closed = new Promise<void>((resolve) => stopping.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async start() {
      if (server) return;
      const starting = createServer();
      await new Promise<void>((resolve, reject) => {
        starting.once('error', reject);
        starting.listen(sink.port, '127.0.0.1', () => resolve());
      });
      starting.on('error', () => undefined); // broken connections are what this sink is for
      server = starting;
      sink.port = (starting.server.address() as AddressInfo).port;
      sink.url = `smtp://127.0.0.1:${sink.port}`;
    },
    clear() {
      sink.letters.length = 0;
      sink.refusals.length = 0;
      refused.clear();
      away = async () => false;
      afterDot = undefined;
      sink.silence(false);
    },
  };

  function createServer(): SMTPServer {
    const made = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 500,
      onConnect: (_session, done) => void (silent || done()),
      onMailFrom: (_address, _session, done) => void (silent || done()),
      onRcptTo({ address }, _session, done) {
        if (silent) return;
        const answer = (refusal: { code: number; said: string } | undefined) => {
          if (!refusal) return done();
          sink.refusals.push({ recipient: address, code: refusal.code });
          done(reply(refusal.code, refusal.said));
        };
        const refusal = refused.get(address) ?? refused.get('*');
        if (refusal) return answer(refusal);
        away().then((gone) => answer(gone ? { code: 451, said: 'away for the test' } : undefined), done);
      },
      onData(stream, session, done) {
        buffer(stream)
          .then((raw) => receive(raw, session, done))
          .catch((error: unknown) => done(reply(451, String(error))));
      },
    });
    made.server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    return made;
  }

  async function receive(raw: Buffer, session: SMTPServerSession, done: (error?: Error | null) => void): Promise<void> {
    const fault = afterDot;
    if (fault && --fault.times === 0) afterDot = undefined;
    if (typeof fault?.what === 'number') return done(reply(fault.what, 'refused by the test after the dot'));
    const email = await PostalMime.parse(raw);
    const { mailFrom, rcptTo } = session.envelope;
    const answered = !silent && fault?.what !== 'vanish';
    sink.letters.push({
      messageId: email.messageId ?? '',
      sender: mailFrom ? mailFrom.address : '',
      recipients: rcptTo.map(({ address }) => address),
      subject: email.subject ?? '',
      text: email.text ?? '',
      html: email.html ?? '',
      headers: Object.fromEntries(email.headers.map(({ key, value }) => [key, value])),
      attachments: email.attachments.map((file) => ({
        name: file.filename ?? '',
        type: file.mimeType,
        content: typeof file.content === 'string' ? Buffer.from(file.content) : new Uint8Array(file.content),
      })),
      raw: raw.toString('utf8'),
      answered,
    });
    if (answered) done();
    else if (fault) hangUp(session);
    arrivals.emit('letter');
  }

  await sink.start();
  return sink;
}
