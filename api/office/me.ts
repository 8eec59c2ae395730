import { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { assertSignedIn } from '../auth.ts';
import { fewGuesses } from '../attempts.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, roleSchema } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertPassword, isPassword, longestPassword, passwordHash } from './password.ts';
import { parse } from '../problem.ts';

const newPassword = z.strictObject({
  current: z.string().min(1).max(longestPassword),
  password: z.string().min(1).max(longestPassword),
});
const meSchema = z
  .object({
    id: z.string(),
    via: z.enum(['session', 'token', 'link']),
    person: z
      .object({ id: z.string(), name: z.string(), post: z.string().optional(), login: z.string().optional() })
      .optional(),
    roles: z.array(z.object({ role: roleSchema, scope: z.string() })),
    today: daySchema,
  })
  .meta({ id: 'Me' });

export type Me = z.output<typeof meSchema>;

/** Who I am here, and what I hold today. */
export const me = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();

  router.get('/me', async (req, res) => {
    const { id, via, person: personId, standings } = assertSignedIn(req);
    const [person, account] =
      personId === undefined ? [] : await Promise.all([store.people.get(personId), store.accounts.get(personId)]);
    res.json({
      id,
      via,
      ...(person
        ? {
            person: {
              id: person._id,
              name: person.name,
              ...(person.post ? { post: person.post } : {}),
              ...(account ? { login: account.login } : {}),
            },
          }
        : {}),
      roles: standings,
      today: today(deps),
    });
  });

  router.put('/me/password', ...fewGuesses(), async (req, res) => {
    const { person: id, session } = assertSignedIn(req);
    const { current, password } = parse(newPassword, req.body);
    const [account, person] = id === undefined ? [] : await Promise.all([store.accounts.get(id), store.people.get(id)]);
    if (!(await isPassword(account?.passwordHash, current)) || !account || !person) throw new Refusal('sign-in-failed');
    assertPassword(password, [account.login, person.name, person.mail]);
    const hash = await passwordHash(password);
    await store.db.transaction(async (transaction) => {
      await store.accounts.set(
        { person: account._id, login: account.login, passwordHash: hash, at: now() },
        transaction,
      );
      await store.sessions.endAll(account._id, session, transaction);
    });
    res.status(204).end();
  });

  return router;
};

export const mePaths: Paths = {
  '/api/me': { get: describe({ summary: 'Tôi là ai, đang giữ vai trò nào', answers: meSchema }) },
  '/api/me/password': {
    put: describe({
      summary: 'Đổi mật khẩu và đăng xuất khỏi các thiết bị khác',
      body: newPassword,
      refusals: ['sign-in-failed', 'password-too-short', 'password-common', 'too-many-attempts'],
    }),
  },
};
