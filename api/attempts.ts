import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Request, RequestHandler } from 'express';
import { fold } from '../domain/fold.ts';
import { Refusal } from '../domain/refusal.ts';

const minutes = 15;

const limited = (limit: number, keyOf: (req: Request) => string): RequestHandler =>
  rateLimit({
    windowMs: minutes * 60_000,
    limit,
    standardHeaders: false,
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    keyGenerator: keyOf,
    handler(_req, res, next) {
      res.setHeader('Retry-After', String(minutes * 60));
      next(new Refusal('too-many-attempts', { minutes }));
    },
  });

const from = (req: Request): string => ipKeyGenerator(req.ip ?? '');

/** Guesses from one address: many people may sit behind it, so a login name has its own, smaller count there. */
export const fewGuesses = (): RequestHandler[] => [
  limited(50, from),
  limited(8, (req) => {
    const login: unknown = (req.body as { login?: unknown } | undefined)?.login;
    return `${from(req)} ${typeof login === 'string' ? fold(login).slice(0, 100) : ''}`;
  }),
];

/** Links are not to be guessed either. */
export const fewLinks = (): RequestHandler => limited(50, from);
