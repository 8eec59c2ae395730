import { Router } from 'express';
import { frontPage } from '../web/pages/front.ts';
import { actorOf, authenticate, isOnThisMachine } from './auth.ts';
import type { Deps } from './deps.ts';
import { show } from './pages/page-answers.ts';
import { officeLine } from './pages/page-frame.ts';

/** The page at `/`: whoever is signed in goes to their work. Who sits at this machine sees the way to the mailbox, too. */
export const front = (deps: Deps): Router =>
  Router().get('/', authenticate(deps), async (req, res) => {
    if (actorOf(req)?.via === 'session') return res.redirect(303, '/viec-cua-toi');
    const mailbox = deps.config.mailboxUrl !== undefined && isOnThisMachine(req, deps.config);
    const progress = (await deps.store.office.get()).publicProgress?.on === true;
    show(res, frontPage({ office: await officeLine(deps), mailbox, progress }));
  });
