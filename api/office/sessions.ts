import { Router } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/role.ts';
import {
  assertMay,
  assertSignedIn,
  cookieName,
  idleSince,
  isSecure,
  sessionDays,
  sessionEnd,
  sessionIdleHours,
} from '../auth.ts';
import type { Actor } from '../auth.ts';
import { fewGuesses } from '../attempts.ts';
import { newId } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { instantSchema, pathId } from '../fields.ts';
import { once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { isPassword, longestPassword } from './password.ts';
import { parse } from '../problem.ts';
import { newSecret, secretHash } from '../secret.ts';

const credentials = z.strictObject({
  login: z.string().min(1).max(100),
  password: z.string().min(1).max(longestPassword),
});
const sessionSchema = z
  .object({
    id: z.string(),
    device: z.string(),
    createdAt: instantSchema,
    seenAt: instantSchema,
    endsAt: instantSchema,
    current: z.boolean().meta({ description: 'Phiên đang dùng' }),
  })
  .meta({ id: 'Session' });
const sessionsSchema = z.object({ items: z.array(sessionSchema) });
export type Sessions = z.output<typeof sessionsSchema>;

/** Signs a person in on this device: a new secret in a cookie that scripts cannot read. */
export async function openSession(deps: Deps, res: Response, person: PersonId, userAgent: string): Promise<void> {
  const { store, now } = deps;
  const secret = newSecret();
  await store.sessions.sweep(now());
  await store.sessions.open({
    _id: newId('s'),
    secretHash: secretHash(secret),
    person,
    device: deviceOf(userAgent),
    createdAt: now(),
    seenAt: now(),
    endsAt: sessionEnd(now()),
  });
  res.cookie(cookieName(deps), secret, { ...cookieOptions(deps), maxAge: sessionDays * 24 * 3_600_000 });
}

/** Signs in whoever's login and password these are. Throws Refusal('sign-in-failed'). */
export async function signInWith(
  deps: Deps,
  req: Request,
  res: Response,
  { login, password }: z.infer<typeof credentials>,
): Promise<PersonId> {
  const account = await deps.store.accounts.withLogin(login);
  const isOpen = account !== undefined && account.closedAt === undefined;
  const fits = await isPassword(account?.passwordHash, password);
  if (!isOpen || !fits) throw new Refusal('sign-in-failed');
  await openSession(deps, res, account._id, req.get('User-Agent') ?? '');
  return account._id;
}

const cookieOptions = (deps: Deps) => ({ httpOnly: true, sameSite: 'lax', secure: isSecure(deps), path: '/' }) as const;

/** `Chrome trên Windows`: enough to tell one's devices apart. */
function deviceOf(userAgent: string): string {
  const first = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = first([
    [/Edg/, 'Edge'],
    [/CocCoc|coc_coc/i, 'Cốc Cốc'],
    [/OPR/, 'Opera'],
    [/Firefox/, 'Firefox'],
    [/Chrom/, 'Chrome'],
    [/Safari/, 'Safari'],
  ]);
  const system = first([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return `${browser ?? 'Trình duyệt khác'}${system ? ` trên ${system}` : ''}`;
}

/** Signing in and out, and the devices one is signed in on. */
export const sessions = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();
  const clock = () => ({ now: now(), idleSince: idleSince(now()) });
  const bySession = (actor: Actor): actor is Actor & { person: PersonId; session: string } =>
    actor.session !== undefined;
  const assertSession = (actor: Actor) => {
    if (!bySession(actor)) throw new Refusal('not-signed-in');
    return actor;
  };

  router.post('/sessions', ...fewGuesses(), async (req, res) => {
    const person = await signInWith(deps, req, res, parse(credentials, req.body));
    res.status(201).json({ person, endsAt: sessionEnd(now()) });
  });

  router.get('/sessions', async (req, res) => {
    const { person, session } = assertSession(assertSignedIn(req));
    res.json(await devicesOf(person, session));
  });

  router.delete('/sessions/current', async (req, res) => {
    const { person, session } = assertSession(assertSignedIn(req));
    await store.sessions.end(person, session);
    res.clearCookie(cookieName(deps), cookieOptions(deps));
    res.status(204).end();
  });

  router.delete('/sessions/:id', async (req, res) => {
    const { person } = assertSession(assertSignedIn(req));
    if (!(await store.sessions.end(person, req.params.id))) throw new Refusal('not-found');
    res.status(204).end();
  });

  // an administrator, for somebody who lost a phone or left

  router.get('/people/:id/sessions', async (req, res) => {
    const { session } = assertMay(req, 'administer');
    res.json(await devicesOf(await knownPerson(req.params.id), session));
  });

  router.delete('/people/:id/sessions', async (req, res) => {
    assertMay(req, 'administer');
    const person = await knownPerson(req.params.id);
    await once(deps, req, { what: 'sessions-ended', body: { person } }, async (session) => {
      await store.sessions.endAll(person, undefined, session);
      return person;
    });
    res.status(204).end();
  });

  router.delete('/people/:id/sessions/:session', async (req, res) => {
    assertMay(req, 'administer');
    const person = await knownPerson(req.params.id);
    const ended = req.params.session;
    await once(deps, req, { what: 'session-ended', body: { person, session: ended } }, async (session) => {
      if (!(await store.sessions.end(person, ended, session))) throw new Refusal('not-found');
      return person;
    });
    res.status(204).end();
  });

  return router;

  async function devicesOf(person: PersonId, current: string | undefined): Promise<z.infer<typeof sessionsSchema>> {
    const rows = await store.sessions.of(person, clock());
    return {
      items: rows.map(({ _id, device, createdAt, seenAt, endsAt }) => ({
        id: _id,
        device,
        createdAt,
        seenAt,
        endsAt,
        current: _id === current,
      })),
    };
  }

  async function knownPerson(id: string): Promise<PersonId> {
    if (!(await store.people.get(id))) throw new Refusal('not-found');
    return id;
  }
};

export const sessionPaths: Paths = {
  '/api/sessions': {
    post: describe({
      summary: 'Đăng nhập',
      open: true,
      body: credentials,
      status: 201,
      description: `Trả cookie của phiên. Phiên hết sau ${sessionIdleHours} giờ không dùng, và chậm nhất sau ${sessionDays} ngày.`,
      answers: z.object({ person: z.string(), endsAt: instantSchema }),
      refusals: ['sign-in-failed', 'too-many-attempts', 'from-another-site'],
    }),
    get: describe({ summary: 'Các thiết bị đang đăng nhập', answers: sessionsSchema }),
  },
  '/api/sessions/current': { delete: describe({ summary: 'Đăng xuất' }) },
  '/api/sessions/{id}': { delete: describe({ summary: 'Đăng xuất khỏi một thiết bị', path: pathId('Mã phiên') }) },
  '/api/people/{id}/sessions': {
    get: describe({
      summary: 'Các thiết bị một người đang đăng nhập',
      operation: 'administer',
      path: pathId('Mã người'),
      answers: sessionsSchema,
    }),
    delete: describe({
      summary: 'Đăng xuất một người khỏi mọi thiết bị',
      operation: 'administer',
      path: pathId('Mã người'),
      command: true,
    }),
  },
  '/api/people/{id}/sessions/{session}': {
    delete: describe({
      summary: 'Đăng xuất một người khỏi một thiết bị',
      operation: 'administer',
      path: z.object({ id: z.string(), session: z.string() }),
      command: true,
    }),
  },
};
