import type { Request, RequestHandler } from 'express';
import { addDays } from '../domain/day.ts';
import type { Day, Instant } from '../domain/day.ts';
import type { Matter, MatterId } from '../domain/matter.ts';
import { Refusal } from '../domain/refusal.ts';
import { may } from '../domain/rights.ts';
import type { Operation, Standing } from '../domain/rights.ts';
import type { Appointment, PersonId, Place } from '../domain/role.ts';
import { today } from './deps.ts';
import type { Deps } from './deps.ts';
import { secretHash } from './secret.ts';

/** Who asks. `id` goes into `by`: a person, a token or a link, always opaque. */
export interface Actor {
  id: string;
  person?: PersonId;
  standings: Standing[];
  via: 'session' | 'token' | 'link';
  /** The only matters a mailed link opens, whatever its person holds; without it, all they may see. */
  opens?: ReadonlySet<MatterId>;
  /** The session they came by. */
  session?: string;
}

const actors = new WeakMap<Request, Actor>();

/** The person behind a mailed link, or a test's. */
export const withActor = (req: Request, actor: Actor): void => void actors.set(req, actor);

export const actorOf = (req: Request): Actor | undefined => actors.get(req);

/** Throws Refusal('not-signed-in'). */
export function assertSignedIn(req: Request): Actor {
  const actor = actorOf(req);
  if (!actor) throw new Refusal('not-signed-in');
  return actor;
}

/**
 * May whoever asks do this there? For a matter, `place` is its record's; for lists and the office itself `{}`.
 * Throws Refusal('not-signed-in'), 401; Refusal('not-allowed'), 403, or with `hidden` Refusal('not-found'), 404,
 * where even the existence is nobody else's business.
 */
export function assertMay(req: Request, operation: Operation, place: Place = {}, hidden = false): Actor {
  const actor = assertSignedIn(req);
  if (!may(actor.standings, operation, place)) throw new Refusal(hidden ? 'not-found' : 'not-allowed');
  return actor;
}

/** Of the matters whoever asks may see by their roles, those that the way they came by opens. */
export const isOpened = (req: Request, matter: MatterId): boolean => actorOf(req)?.opens?.has(matter) ?? true;

/**
 * May whoever asks do this to a matter that only those know of who may read it? Throws Refusal('not-signed-in'), 401;
 * Refusal('not-found'), 404, for whoever may not `reading` it, as if it were not there; Refusal('not-allowed'), 403,
 * for a reader without the right.
 */
export function assertMayAt(
  req: Request,
  operation: Operation,
  reading: Operation,
  { id, place }: Pick<Matter, 'id' | 'place'>,
): Actor {
  assertSignedIn(req);
  if (!isOpened(req, id)) throw new Refusal('not-found');
  assertMay(req, reading, place, true);
  return assertMay(req, operation, place);
}

/** The same as a question: to leave rows out of a list. */
export const mayDo = (req: Request, operation: Operation, place: Place = {}): boolean =>
  may(actorOf(req)?.standings ?? [], operation, place);

/** What appointments let their holder do on `day`. */
export const standingsOn = (appointments: Appointment[], day: Day): Standing[] =>
  appointments
    .filter(({ from, to }) => from <= day && (to === undefined || day <= to))
    .map(({ role, scope }) => ({ role, scope }));

/** A session ends after this long without use, and after its whole length whatever happens. */
export const sessionIdleHours = 12;
export const sessionDays = 7;
const seenEveryMs = 60_000;
const hourMs = 3_600_000;

export const later = (instant: Instant, ms: number): Instant =>
  new Date(Date.parse(instant) + ms).toISOString() as Instant;
export const idleSince = (now: Instant): Instant => later(now, -sessionIdleHours * hourMs);
export const sessionEnd = (now: Instant): Instant => later(now, sessionDays * 24 * hourMs);

/** Over https the name forbids that a neighbouring host sets it. */
export const cookieName = ({ config }: Pick<Deps, 'config'>): string =>
  isSecure({ config }) ? '__Host-dondoc' : 'dondoc';
export const isSecure = ({ config }: Pick<Deps, 'config'>): boolean => config.publicUrl.startsWith('https:');

/** Finds who asks, by cookie or token. An unknown cookie is nobody; an unknown token is refused. */
export const authenticate =
  (deps: Deps): RequestHandler =>
  async (req, _res, next) => {
    const bearer = /^Bearer ([\w-]{1,200})$/.exec(req.headers.authorization ?? '')?.[1];
    if (req.headers.authorization !== undefined) withActor(req, await actorOfToken(deps, bearer));
    else {
      const actor = await actorOfSession(deps, cookie(req, cookieName(deps)));
      if (actor) withActor(req, actor);
    }
    next();
  };

async function actorOfToken({ store, now }: Deps, secret: string | undefined): Promise<Actor> {
  const token = secret === undefined ? undefined : await store.tokens.withSecret(secretHash(secret), now());
  if (!token) throw new Refusal('not-signed-in');
  if (token.usedAt === undefined || Date.parse(now()) - Date.parse(token.usedAt) > seenEveryMs) {
    await store.tokens.used(token._id, now());
  }
  return { id: token._id, standings: [{ role: token.role, scope: token.scope }], via: 'token' };
}

async function actorOfSession(deps: Deps, secret: string | undefined): Promise<Actor | undefined> {
  if (secret === undefined) return undefined;
  const { store, now } = deps;
  const found = await store.sessions.withSecret(secretHash(secret), { now: now(), idleSince: idleSince(now()) });
  if (!found || found.closed) return undefined;
  const { session, appointments } = found;
  if (Date.parse(now()) - Date.parse(session.seenAt) > seenEveryMs) await store.sessions.seen(session._id, now());
  const standings = standingsOn(appointments, today(deps));
  return { id: session.person, person: session.person, standings, via: 'session', session: session._id };
}

function cookie(req: Request, name: string): string | undefined {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

const safe = ['GET', 'HEAD', 'OPTIONS'];

/**
 * What changes something is believed of a browser only on our own pages. A token is never sent by a browser by
 * itself; a caller without any of a browser's marks may sign in, but a cookie alone proves nothing.
 */
export const sameOrigin =
  ({ config }: Deps): RequestHandler =>
  (req, _res, next) => {
    if (safe.includes(req.method) || actorOf(req)?.via === 'token') return next();
    const site = req.headers['sec-fetch-site'];
    const { origin, host } = req.headers;
    const ours = [new URL(config.publicUrl).origin, `${req.protocol}://${host ?? ''}`];
    const believed =
      site !== undefined
        ? site === 'same-origin'
        : origin !== undefined
          ? ours.includes(origin)
          : actorOf(req) === undefined;
    if (!believed) throw new Refusal('from-another-site');
    next();
  };

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/** A browser or program on this machine, and an office that is nowhere else: no proxy can be in between. */
export const isOnThisMachine = (req: Request, { publicUrl }: Deps['config']): boolean =>
  loopback.test(new URL(publicUrl).hostname) &&
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(req.headers.host ?? '') &&
  /^(::ffff:)?127\.|^::1$/.test(req.socket.remoteAddress ?? '') &&
  req.headers['x-forwarded-for'] === undefined;

/** The day before, on which somebody replaced from `day` still holds their role. */
export const dayBefore = (day: Day): Day => addDays(day, -1);
