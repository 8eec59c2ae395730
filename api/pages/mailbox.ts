import { request } from 'node:http';
import type { RequestHandler } from 'express';
import { Refusal } from '../../domain/refusal.ts';
import { assertMay, isOnThisMachine } from '../auth.ts';
import type { Deps } from '../deps.ts';

/** The built-in mailbox under our own address. It sets its own policies, so nothing is added to its answers. */
export const mailbox =
  ({ config }: Deps): RequestHandler =>
  (req, res, next) => {
    if (config.mailboxUrl === undefined) throw new Refusal('not-found');
    // Letters hold everybody's links: who does not sit at this machine must be an administrator.
    if (!isOnThisMachine(req, config)) assertMay(req, 'administer');
    const target = new URL(config.mailboxUrl);
    const forwarded = request(
      {
        host: target.hostname,
        port: target.port,
        method: req.method,
        path: req.originalUrl,
        headers: { host: `127.0.0.1:${target.port}` },
        timeout: 10_000,
      },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
        answer.on('error', (error) => res.destroy(error));
      },
    );
    forwarded.on('timeout', () => forwarded.destroy(new Error('the mailbox did not answer')));
    forwarded.on('error', (error) => {
      if (res.headersSent) return void res.destroy(error);
      req.log.warn({ err: error }, 'mailbox');
      next(new Refusal('unavailable'));
    });
    res.on('close', () => forwarded.destroy());
    req.pipe(forwarded);
  };
