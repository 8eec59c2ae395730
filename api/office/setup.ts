import express, { Router } from 'express';
import type { ErrorRequestHandler, Request } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import type { Invitation } from '../../store/content/invitations.ts';
import type { Person } from '../../store/content/people.ts';
import { later, sameOrigin } from '../auth.ts';
import { fewLinks } from '../attempts.ts';
import { newId, today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { lineSchema, mailSchema } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertPassword, longestPassword, passwordHash } from './password.ts';
import { DetailedRefusal, parse, problemOf, wrongPlaces } from '../problem.ts';
import type { WrongPlace } from '../problem.ts';
import { derivedSecret, secretHash } from '../secret.ts';
import { openSession } from './sessions.ts';
import { setupDonePage, setupEndedPage, setupLabels, setupPage, setupRefusedPage } from '../pages/setup-pages.ts';

const linkHours = 24;

const login = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{2,59}$/, 'Tên đăng nhập có từ 3 đến 60 ký tự: chữ không dấu, số, dấu chấm, gạch.'),
  );
const password = z.string().min(1).max(longestPassword);
const invited = z.object({ login, password });
const first = z.object({ name: lineSchema(120), mail: mailSchema, login, password });
const doneSchema = z.object({ person: z.string(), login: z.string() });

/**
 * While nobody has an account: the one-time link by which the first administrator sets login name and password. It
 * outlives the process that showed it: derived from `LINK_SECRET`, it is shown again until it is used or its last hour
 * has begun; then a new one ends it. Undefined once there is an account.
 */
export async function firstAdministratorLink({
  store,
  config,
  now,
}: Pick<Deps, 'store' | 'config' | 'now'>): Promise<string | undefined> {
  if (await store.accounts.any()) return undefined;
  const shown = await store.invitations.first(later(now(), 3_600_000));
  const id = shown?._id ?? newId('i');
  const secret = derivedSecret(config.linkSecret, id);
  if (shown?.secretHash !== secretHash(secret)) {
    await store.invitations.create({
      _id: id,
      secretHash: secretHash(secret),
      createdBy: 'installation',
      createdAt: now(),
      endsAt: later(now(), linkHours * 3_600_000),
    });
  }
  return `${config.publicUrl}/setup/${secret}`;
}

/** The one-time links by which people get their account. Looking at one does not use it up. */
export const setup = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();

  const invitationOf = async (req: Request): Promise<{ invitation: Invitation; person: Person | undefined }> => {
    const invitation = await store.invitations.look(secretHash(String(req.params['token'])), now());
    const person = invitation?.person === undefined ? undefined : await store.people.get(invitation.person);
    const isStale = invitation?.person === undefined ? await store.accounts.any() : person === undefined;
    if (!invitation || isStale) throw new Refusal('invitation-ended');
    return { invitation, person };
  };

  /** The login name somebody has already; none otherwise. */
  const loginOf = async (person: Person | undefined): Promise<string> =>
    (person && (await store.accounts.get(person._id))?.login) ?? '';

  router.get('/:token', fewLinks(), async (req, res) => {
    try {
      const { person } = await invitationOf(req);
      const login = await loginOf(person);
      res.type('html').send(setupPage(person?.name, { name: '', mail: '', login }, login !== ''));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      res.status(410).type('html').send(setupEndedPage());
    }
  });

  router.post(
    '/:token',
    fewLinks(),
    sameOrigin(deps),
    express.urlencoded({ extended: false, limit: '10kb' }),
    express.json({ limit: '10kb' }),
    async (req, res) => {
      const isForm = req.is('application/x-www-form-urlencoded') !== false;
      const typed = (name: string): string => {
        const value: unknown = (req.body as Record<string, unknown> | undefined)?.[name];
        return typeof value === 'string' ? value : '';
      };
      let who: Person | undefined;
      try {
        const { invitation, person } = await invitationOf(req);
        who = person;
        // a form asks twice: what was mistyped once is known to nobody
        if (isForm && typed('again') !== typed('password'))
          throw wrongPlaces([{ at: 'again', sentence: 'Hai lần nhập không giống nhau.' }]);
        const made = await makeAccount(req, invitation, person);
        await openSession(deps, res, made.person, req.get('User-Agent') ?? '');
        if (isForm) res.type('html').send(setupDonePage(made.login));
        else res.status(201).json(made);
      } catch (error) {
        if (!isForm || !(error instanceof Refusal)) throw error;
        if (error.code === 'invitation-ended') return void res.status(410).type('html').send(setupEndedPage());
        res
          .status(422)
          .type('html')
          .send(
            setupPage(
              who?.name,
              { name: typed('name'), mail: typed('mail'), login: typed('login') },
              (await loginOf(who)) !== '',
              saidOnPage(error),
            ),
          );
      }
    },
  );

  router.use(refused);
  return router;

  async function makeAccount(
    req: Request,
    invitation: Invitation,
    person: Person | undefined,
  ): Promise<z.infer<typeof doneSchema>> {
    const body = person
      ? { ...parse(invited, req.body), name: person.name, mail: person.mail }
      : parse(first, req.body);
    assertPassword(body.password, [body.login, body.name, body.mail]);
    const hash = await passwordHash(body.password);
    const id = person?._id ?? newId('p');
    const { repeated } = await store.changes.once(
      {
        key: `setup/${invitation._id}`,
        what: person ? 'account-set' : 'administrator-set',
        body: { invitation: invitation._id },
        by: id,
        at: now(),
      },
      async (session) => {
        if (!(await store.invitations.use(invitation.secretHash, now(), session)))
          throw new Refusal('invitation-ended');
        if (!person) {
          await store.people.create({ _id: id, name: body.name, mail: body.mail }, session);
          await store.appointments.create(
            { id: newId('a'), role: 'administrator', scope: 'office', person: id, from: today(deps) },
            session,
          );
        }
        await store.accounts.set({ person: id, login: body.login, passwordHash: hash, at: now() }, session);
        await store.sessions.endAll(id, undefined, session);
        return id;
      },
    );
    // two answered one invitation at once: the other was first
    if (repeated) throw new Refusal('invitation-ended');
    return { person: id, login: body.login };
  }
};

/** What is wrong, field by field under the names the page has for them. */
function saidOnPage(error: Refusal): string {
  const places = error instanceof DetailedRefusal ? (error.members['errors'] as WrongPlace[] | undefined) : undefined;
  if (!places) return error.message;
  return places.map(({ at, sentence }) => `${setupLabels[at] ?? at}: ${sentence}`).join(' ');
}

/** Whoever came with a browser is told why in a page; a program gets its JSON. */
const refused: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const { status, detail } = problemOf(error, '');
  const isProgram = Boolean(req.is('application/json')) || req.accepts(['html', 'json']) === 'json';
  if (status === 500 || res.headersSent || isProgram) return next(error);
  res.status(status).type('html').send(setupRefusedPage(detail));
};

export const setupPaths: Paths = {
  '/setup/{token}': {
    get: describe({
      summary: 'Trang đặt tên đăng nhập và mật khẩu',
      open: true,
      path: z.object({ token: z.string() }),
      answerType: 'text/html',
      refusals: ['invitation-ended'],
    }),
    post: describe({
      summary: 'Đặt tên đăng nhập và mật khẩu, rồi đăng nhập',
      open: true,
      path: z.object({ token: z.string() }),
      status: 201,
      description: `Đường dẫn dùng một lần, trong ${linkHours} giờ. Người quản trị đầu tiên ghi thêm họ tên và địa chỉ thư.`,
      body: z.union([first, invited]),
      answers: doneSchema,
      refusals: [
        'invitation-ended',
        'password-too-short',
        'password-common',
        'login-taken',
        'from-another-site',
        'too-many-attempts',
      ],
    }),
  },
};
