import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { ErrorRequestHandler } from 'express';
import type { Instant } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import { openMessagePage } from '../../web/pages/open-frame.ts';
import { publicProgressPage } from '../../web/pages/public-progress.ts';
import { fewReadings } from '../attempts.ts';
import type { Deps } from '../deps.ts';
import { show } from '../pages/page-answers.ts';
import { officeLine } from '../pages/page-frame.ts';
import { problemOf } from '../problem.ts';
import { publicRounds } from './public-rounds.ts';

const keptMinutes = 5;

interface Kept {
  /** Of the office's settings it was made under. */
  version: number;
  at: Instant;
  page: Promise<{ body: string; etag: string }>;
}

/**
 * How the rounds stand that the office shows to everybody, at `/cong-khai`. It is counted once in five minutes, however
 * many read it; switched off it is at once as unknown as any other address.
 */
export function publicProgress(deps: Deps): Router {
  const { store, now } = deps;
  let kept: Kept | undefined;

  const made = async (rounds: readonly string[], at: Instant) => {
    const [office, shown] = await Promise.all([officeLine(deps), publicRounds(deps, rounds)]);
    const body = publicProgressPage({ office, at, rounds: shown });
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
  };

  /** A browser is told in a page; what is switched off is not there. */
  const refused: ErrorRequestHandler = async (error: unknown, _req, res, next) => {
    const { status, detail } = problemOf(error, '');
    if (![429, 503].includes(status) || res.headersSent) return next(error);
    if (status === 503) res.setHeader('Retry-After', '60');
    res.setHeader('Cache-Control', 'no-store');
    show(res, openMessagePage('Chưa xem được', detail), status);
  };

  const router = Router({ caseSensitive: true, strict: true });
  router.get('/', fewReadings(), async (req, res) => {
    const { publicProgress: asked, version } = await store.office.get();
    if (!asked?.on) throw new Refusal('not-found');
    const at = now();
    if (kept?.version !== version || Date.parse(at) - Date.parse(kept.at) >= keptMinutes * 60_000) {
      const fresh: Kept = { version, at, page: made(asked.rounds, at) };
      kept = fresh;
      fresh.page.catch(() => {
        if (kept === fresh) kept = undefined;
      });
    }
    const { body, etag } = await kept.page;
    res.setHeader('Cache-Control', `public, max-age=${keptMinutes * 60}`);
    res.setHeader('ETag', etag);
    show(res, body);
  });
  router.use(refused);
  return router;
}
