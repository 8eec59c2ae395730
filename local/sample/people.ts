import { randomUUID } from 'node:crypto';
import { cookieName, later } from '../../api/auth.ts';
import { newId } from '../../api/deps.ts';
import { newSecret, secretHash } from '../../api/secret.ts';
import type { Config } from '../../config.ts';
import type { Instant } from '../../domain/day.ts';
import type { PersonId } from '../../domain/role.ts';
import type { Store } from '../../store/index.ts';

export interface SampleDeps {
  store: Store;
  config: Config;
  /** Where the API answers from here. */
  url: string;
  now: () => Instant;
}

/** Somebody of the sample, signed in. Resolves with the body; rejects with `Refused` or the network's error. */
export type Act = <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object | string) => Promise<T>;

/** What the API said when it did not do what it was asked. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  constructor(status: number, said: string) {
    super(said);
    this.status = status;
  }
}

/** Nobody of the sample has a password: a session is opened for whoever acts, and ended when they have. */
export interface SignedIn {
  act: Act;
  signOut: () => Promise<void>;
}

const sessionMs = 3_600_000;

export async function signIn(
  { store, config, url, now }: SampleDeps,
  person: PersonId,
  device: string,
): Promise<SignedIn> {
  const secret = newSecret();
  const id = newId('s');
  const at = now();
  await store.sessions.open({
    _id: id,
    secretHash: secretHash(secret),
    person,
    device,
    createdAt: at,
    seenAt: at,
    endsAt: later(at, sessionMs),
  });
  return {
    act: caller(url, `${cookieName({ config })}=${secret}`),
    signOut: async () => void (await store.sessions.end(person, id)),
  };
}

const patience = 60_000;

/** Repeats under the same key while the API or the workers are away or still coming up. */
function caller(url: string, cookie: string): Act {
  return async <T>(method: string, path: string, body?: object | string): Promise<T> => {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const headers = {
      cookie,
      origin: url,
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': type }),
    };
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const answer = await patiently(() => fetch(`${url}${path}`, { method, headers, ...sent }));
    const text = await answer.text();
    if (!answer.ok) throw new Refused(answer.status, `${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  };
}

/** Asks again, for a minute, while nobody answers or the answer is that somebody is away. */
export async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (const until = Date.now() + patience; ;) {
    const answer = await ask().catch((error: unknown) => {
      // `fetch failed`: nobody listens just now
      if (!(error instanceof TypeError) || Date.now() > until) throw error;
      return undefined;
    });
    if (answer && (answer.status !== 503 || Date.now() > until)) return answer;
    await answer?.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
