import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { openMailArchive } from './mail-archive.ts';
import type { MailArchive } from './mail-archive.ts';
import { letterHtml, listPage, messagePage, missingPage, styleSheet } from './mail-pages.ts';

export interface Mailbox {
  smtpPort: number;
  httpPort: number;
  close(): Promise<void>;
}

const largest = 40 * 1024 * 1024;

/** A post office of this machine only: takes every letter, keeps it in `folder` and shows it. Port 0 takes a free one. */
export async function openMailbox(options: { folder: string; smtpPort: number; httpPort: number }): Promise<Mailbox> {
  const archive = await openMailArchive(options.folder);
  const smtp = createSmtp(archive);
  const http = createServer((request, response) => {
    answer(archive, request, response).catch((error: unknown) => {
      console.error(JSON.stringify({ level: 'error', msg: 'mailbox page', error: String(error) }));
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(options.smtpPort, '127.0.0.1', () => resolve());
  });
  // A client that goes away in the middle is not our trouble.
  smtp.on('error', (error) => console.error(JSON.stringify({ level: 'warn', msg: 'smtp', error: error.message })));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.httpPort, '127.0.0.1', () => resolve());
  });
  return {
    smtpPort: (smtp.server.address() as AddressInfo).port,
    httpPort: (http.address() as AddressInfo).port,
    async close() {
      http.closeAllConnections();
      await Promise.all([
        new Promise((resolve) => http.close(resolve)),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ]);
    },
  };
}

function createSmtp(archive: MailArchive): SMTPServer {
  return new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largest,
    rejectOversized: true,
    closeTimeout: 2_000,
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      const envelope = {
        sender: mailFrom ? mailFrom.address : '',
        recipients: rcptTo.map((recipient) => recipient.address),
      };
      buffer(stream)
        .then((raw) => archive.keep(raw, envelope))
        // The 250 means that it is on disk.
        .then(
          ({ n }) => done(null, `kept as ${n}`),
          (error: NodeJS.ErrnoException) =>
            done(Object.assign(new Error(`not kept: ${error.code ?? error.message}`), { responseCode: 452 })),
        );
    },
  });
}

const pagePolicy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A letter is somebody else's HTML: no script, nothing loaded, an origin of its own. */
const letterPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'self'";

async function answer(archive: MailArchive, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, type: string, body: string | Uint8Array, more: Record<string, string> = {}) => {
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': Buffer.byteLength(body),
      'Content-Security-Policy': pagePolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      ...more,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  const html = (status: number, body: string) => send(status, 'text/html; charset=utf-8', body);
  const json = (status: number, body: unknown) => send(status, 'application/json; charset=utf-8', JSON.stringify(body));
  const asFile = (name: string) => ({
    'Content-Disposition': `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`,
  });

  if (request.method !== 'GET' && request.method !== 'HEAD') return html(405, missingPage());
  // A page elsewhere that points its own name at this machine must not read letters.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return html(421, missingPage());

  const url = new URL(request.url ?? '/', 'http://mailbox');
  const query = (name: string) => url.searchParams.get(name)?.trim() ?? '';
  const filter = { to: query('to'), subject: query('subject'), messageId: query('messageId') };
  if (url.pathname === '/mailbox' || url.pathname === '/mailbox/') {
    const page = Math.max(1, Math.trunc(Number(query('page'))) || 1);
    return html(200, listPage(archive.list(filter), { to: filter.to, page }));
  }
  if (url.pathname === '/mailbox/style.css') {
    return send(200, 'text/css; charset=utf-8', styleSheet, { 'Cache-Control': 'max-age=3600' });
  }
  if (url.pathname === '/mailbox/api/messages') {
    const found = archive.list(filter);
    const limit = Math.min(1000, Math.max(1, Math.trunc(Number(query('limit'))) || 100));
    return json(200, { total: found.length, messages: found.slice(0, limit) });
  }
  const [, api, number, part, piece] =
    /^\/mailbox\/(api\/)?messages\/(\d{1,9})(?:\/(html|raw|attachments)(?:\/(\d{1,3}))?)?$/.exec(url.pathname) ?? [];
  const mail = number === undefined ? undefined : await archive.read(Number(number));
  if (!mail) return api ? json(404, { title: 'Không có thư này' }) : html(404, missingPage());
  const base = `/mailbox/messages/${mail.n}`;
  if (part === 'html') {
    return send(200, 'text/html; charset=utf-8', letterHtml(mail), { 'Content-Security-Policy': letterPolicy });
  }
  if (part === 'raw') {
    return send(200, 'message/rfc822', (await archive.raw(mail.n)) ?? '', asFile(`thu-${mail.n}.eml`));
  }
  if (part === 'attachments') {
    const file = mail.files[Number(piece) - 1];
    if (!file) return html(404, missingPage());
    return send(200, 'application/octet-stream', file.content, asFile(file.name));
  }
  if (!api) return html(200, messagePage(mail));
  const { files, ...rest } = mail;
  return json(200, {
    ...rest,
    attachments: files.map(({ name, type, content }, i) => ({
      name,
      type,
      size: content.byteLength,
      url: `${base}/attachments/${i + 1}`,
    })),
  });
}
