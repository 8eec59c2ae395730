import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import express, { Router } from 'express';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { Refusal } from '../domain/refusal.ts';
import { isSecure } from './auth.ts';
import type { Deps } from './deps.ts';

/** Where the application's pages begin: it tells itself which of its addresses there are. */
const places = [
  'viec-cua-toi',
  'dot',
  'kiem-tra',
  'theo-doi',
  'viec',
  'van-ban',
  'don-vi',
  'tinh-hinh',
  'quan-tri',
  'tai-khoan',
].map((place) => `/${place}{/*rest}`);
const nonceMark = /__NONCE__/g;

/** The application of the office's people, as it was built into `folder`: its files, and one page for every address. */
export function staff(deps: Deps, folder = staffFolder): Router {
  const router = Router({ caseSensitive: true });
  router.use(
    '/staff',
    express.static(new URL('staff', folder).pathname, { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  router.get(places, withNonce(deps), async (_req, res) => {
    const page = await readFile(new URL('index.html', folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new Refusal('staff-not-built');
      throw error;
    });
    res.setHeader('Cache-Control', 'no-store');
    res.type('html').send(page.replace(nonceMark, res.locals['nonce'] as string));
  });
  return router;
}

/** Beside the sources in `dist/`, or inside `dist/` itself where the compiled program runs. */
export const staffFolder = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/web-staff/' : '../web-staff/',
  import.meta.url,
);

/** Scripts of our own only; the styles that components bring carry the nonce of the page. */
function withNonce(deps: Deps): RequestHandler {
  return (req, res, next) => {
    const nonce = randomBytes(16).toString('base64');
    res.locals['nonce'] = nonce;
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", `'nonce-${nonce}'`],
          connectSrc: ["'self'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          // a paper beside its draft: made on the page, by nobody else
          frameSrc: ['blob:'],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: isSecure(deps) ? { maxAge: 180 * 24 * 3600 } : false,
    })(req, res, next);
  };
}
