import express, { Router } from 'express';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/refusal.ts';
import { listsPage, signInPage } from '../../web/pages/board-lists.ts';
import { roundBoardPage } from '../../web/pages/board.ts';
import { fewGuesses } from '../attempts.ts';
import { actorOf, assertMay, sameOrigin } from '../auth.ts';
import { itemLists, itemsList, roundsList, unitLists } from './board-lists.ts';
import { lettersList, letterText, paperLists, papersList } from './board-papers.ts';
import { boardQuery, boardView } from './board-view.ts';
import type { Deps } from '../deps.ts';
import { part, show } from '../pages/page-answers.ts';
import { officeLine } from '../pages/page-frame.ts';
import { parse, problemOf } from '../problem.ts';
import { planOf, roundOf } from '../campaigns/rounds.ts';
import type { Round } from '../campaigns/rounds.ts';
import type { Plan } from '../../domain/plan.ts';
import { signInWith } from '../office/sessions.ts';

/** One round as its board reads it. */
export interface ReadRound extends Round {
  plan: Plan;
}

const home = '/bang-theo-doi';

/** A field of a form. */
function typed(req: Request, name: string): string {
  const value: unknown = (req.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/** Where somebody wanted to go: never to another site, whatever the form says. */
function wantedPage(req: Request): string {
  const to = typed(req, 'to');
  return /^\/bang-theo-doi(?:[/?#][^\\]*)?$/.test(to) ? to : home;
}

/** The pages for leaders, mounted at `/bang-theo-doi`: reading only, without a script, each figure with its list. */
export function board(deps: Deps): Router {
  const router = Router({ caseSensitive: true });

  const askToSignIn = async (res: Response, to: string, login = '', fault?: string, status = 401): Promise<void> => {
    const said = fault === undefined ? {} : { said: { kind: 'fault' as const, text: fault } };
    const view = { office: await officeLine(deps), action: `${home}/dang-nhap`, to, login, ...said };
    show(res, signInPage(view), status);
  };

  /** Only for who may read rounds; whoever is nobody yet is asked who they are. */
  const reading =
    (answer: (req: Request, res: Response) => Promise<void>): RequestHandler =>
    async (req, res) => {
      res.setHeader('Cache-Control', 'no-store');
      if (!actorOf(req)) return askToSignIn(res, req.originalUrl);
      assertMay(req, 'read-campaign');
      await answer(req, res);
    };

  /** A browser is told why in a page, also by what stands before a route. */
  const refused: ErrorRequestHandler = async (error: unknown, req, res, next) => {
    const { status, detail } = problemOf(error, '');
    if (status === 500 || res.headersSent) return next(error);
    if (status === 503) res.setHeader('Retry-After', '5');
    if (req.path === '/dang-nhap' && status !== 404)
      return askToSignIn(res, wantedPage(req), typed(req, 'login'), detail, status);
    const title = status === 404 ? 'Không có trang này' : 'Chưa xem được';
    const office = await officeLine(deps);
    show(res, listsPage({ office, title, lead: detail, lists: [], back: { href: home, name: 'Các đợt' } }), status);
  };
  const round = async (req: Request): Promise<ReadRound> => {
    const found = await roundOf(deps, part(req, 'round'));
    return { ...found, plan: await planOf(deps, found) };
  };

  router.get(
    '/',
    reading(async (req, res) => show(res, listsPage(await roundsList(deps, req)))),
  );

  router.post(
    '/dang-nhap',
    sameOrigin(deps),
    // before the guesses are counted: each login name has a count of its own
    express.urlencoded({ extended: false, limit: '10kb' }),
    ...fewGuesses(),
    async (req, res) => {
      const to = wantedPage(req);
      try {
        await signInWith(deps, req, res, { login: typed(req, 'login'), password: typed(req, 'password') });
        res.redirect(303, to);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await askToSignIn(res, to, typed(req, 'login'), error.message);
      }
    },
  );

  router.get(
    '/:round',
    reading(async (req, res) =>
      show(res, roundBoardPage(await boardView(deps, await round(req), parse(boardQuery, req.query)))),
    ),
  );
  router.get(
    '/:round/don-vi/:unit',
    reading(async (req, res) => show(res, listsPage(await unitLists(deps, req, await round(req), part(req, 'unit'))))),
  );
  router.get(
    '/:round/noi-dung',
    reading(async (req, res) => show(res, listsPage(await itemsList(deps, req, await round(req))))),
  );
  router.get(
    '/:round/noi-dung/:item',
    reading(async (req, res) => show(res, listsPage(await itemLists(deps, req, await round(req), part(req, 'item'))))),
  );
  router.get(
    '/:round/van-ban',
    reading(async (req, res) => show(res, listsPage(await papersList(deps, await round(req))))),
  );
  router.get(
    '/:round/van-ban/:paper',
    reading(async (req, res) => show(res, listsPage(await paperLists(deps, await round(req), part(req, 'paper'))))),
  );
  router.get(
    '/:round/thu',
    reading(async (req, res) => show(res, listsPage(await lettersList(deps, req, await round(req))))),
  );
  router.get(
    '/:round/thu/:letter',
    reading(async (req, res) => show(res, listsPage(await letterText(deps, await round(req), part(req, 'letter'))))),
  );
  router.use(refused);
  return router;
}
