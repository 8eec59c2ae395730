import express from 'express';
import type { Express, RequestHandler } from 'express';
import helmet from 'helmet';
import { authenticate, isSecure, sameOrigin } from './auth.ts';
import type { Deps } from './deps.ts';
import { health, healthPaths } from './health.ts';
import { logRequests } from './log.ts';
import { mailbox } from './mailbox.ts';
import { contract, openapi, openapiPaths } from './openapi.ts';
import type { Paths } from './openapi.ts';
import { errorHandler, nowhere } from './problem.ts';

/** What each router says of itself; the whole is `/api/openapi.json`. */
export const routerPaths: Paths[] = [healthPaths, openapiPaths];

/**
 * The HTTP door. Routers declare whole nouns (`/campaigns/:id/submit`) and are mounted at `/api`; `pages` serves the
 * units' links at `/u`. Who asks is found before any router runs; whether they may, each route says first.
 */
export function createApp(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', deps.config.trustProxy);
  app.use(logRequests(deps.log));
  app.use('/mailbox', authenticate(deps), mailbox(deps));
  app.use(policies(deps));

  app.use('/api', fresh, health(deps), openapi(() => contract(routerPaths, deps.config.publicUrl)));
  app.use('/api', authenticate(deps), sameOrigin(deps), express.json({ limit: '2mb' }));

  app.use(nowhere);
  app.use(errorHandler);
  return app;
}

/** No script, nothing from elsewhere, in nobody's frame. */
const policies = (deps: Deps): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The Origin of our own forms stays; elsewhere nobody learns that somebody came from a mailed link.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure(deps) ? { maxAge: 180 * 24 * 3600 } : false,
  });

const fresh: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};
