import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Request, RequestHandler, Response } from 'express';
import { fold } from '../domain/fold.ts';
import { Refusal } from '../domain/refusal.ts';
import { actorOf } from './auth.ts';

interface Pace {
  limit: number;
  minutes: number;
  keyOf: (req: Request) => string;
  /** Whom it does not concern. */
  skip?: (req: Request) => boolean;
  /** Counts only what `isFailure` says was one; without it every request. */
  isFailure?: (req: Request, res: Response) => boolean;
  refuse?: RequestHandler;
}

const paced = ({ limit, minutes, keyOf, skip = () => false, isFailure, refuse }: Pace): RequestHandler =>
  rateLimit({
    windowMs: minutes * 60_000,
    limit,
    standardHeaders: false,
    legacyHeaders: false,
    skip,
    ...(isFailure
      ? {
          skipSuccessfulRequests: true,
          requestWasSuccessful: (req, res) => !isFailure(req, res),
        }
      : {}),
    keyGenerator: keyOf,
    handler(req, res, next) {
      res.setHeader('Retry-After', String(minutes * 60));
      if (refuse) return refuse(req, res, next);
      next(new Refusal('too-many-attempts', { minutes }));
    },
  });

const from = (req: Request): string => ipKeyGenerator(req.ip ?? '');
const failed = (_req: Request, res: Response): boolean => res.statusCode >= 400;

/** Guesses from one address: many people may sit behind it, so a login name has its own, smaller count there. */
export const fewGuesses = (): RequestHandler[] => [
  paced({ limit: 50, minutes: 15, keyOf: from, isFailure: failed }),
  paced({
    limit: 8,
    minutes: 15,
    isFailure: failed,
    keyOf(req) {
      const login: unknown = (req.body as { login?: unknown } | undefined)?.login;
      return `${from(req)} ${typeof login === 'string' ? fold(login).slice(0, 100) : ''}`;
    },
  }),
];

/** Links are not to be guessed either. */
export const fewLinks = (): RequestHandler => paced({ limit: 50, minutes: 15, keyOf: from, isFailure: failed });

/**
 * Links of letters, guessed from one address: a whole province may sit behind it, so it is asked of unknown links
 * alone, and those who have theirs are never held up.
 */
export const fewUnknownLinks = (refuse: RequestHandler): RequestHandler =>
  paced({ limit: 50, minutes: 15, keyOf: from, refuse });

/** Programs are paced by their token, whatever they ask for: one of them must not take the office's breath away. */
export const paceOfToken = (): RequestHandler =>
  paced({
    limit: 600,
    minutes: 1,
    keyOf: (req) => actorOf(req)?.id ?? '',
    skip: (req) => actorOf(req)?.via !== 'token',
  });

/** A page for everybody: a whole department reads it from behind one address, no program needs it a hundred times. */
export const fewReadings = (): RequestHandler => paced({ limit: 120, minutes: 1, keyOf: from });

/** Files take disk and time: far more than one person sends. */
export const paceOfUploads = (): RequestHandler =>
  paced({ limit: 120, minutes: 15, keyOf: (req) => actorOf(req)?.id ?? from(req) });

/** Letters to oneself, to see whether letters leave: a few are enough, and nobody's relay is filled. */
export const fewTestLetters = (): RequestHandler =>
  paced({ limit: 6, minutes: 15, keyOf: (req) => actorOf(req)?.id ?? from(req) });
