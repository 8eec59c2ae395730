import { Router } from 'express';
import { frontPage } from '../web/pages/front.ts';
import { isOnThisMachine } from './auth.ts';
import type { Deps } from './deps.ts';
import { show } from './pages/page-answers.ts';
import { officeLine } from './pages/page-frame.ts';

/** The page at `/`. Who sits at this machine is shown the way to the mailbox, too. */
export const front = (deps: Deps): Router =>
  Router().get('/', async (req, res) => {
    const mailbox = deps.config.mailboxUrl !== undefined && isOnThisMachine(req, deps.config);
    show(res, frontPage({ office: await officeLine(deps), mailbox }));
  });
