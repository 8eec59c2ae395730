import { once } from 'node:events';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { createApp } from '../../api/app.ts';
import { secretHash } from '../../api/secret.ts';
import { later } from '../../api/auth.ts';
import { createLog } from '../../api/log.ts';
import type { Deps } from '../../api/deps.ts';
import { readConfig } from '../../config.ts';
import type { Instant } from '../../domain/day.ts';
import type { PersonId, Role, Scope } from '../../domain/role.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';

export interface Answer<T = unknown> {
  status: number;
  body: T;
  text: string;
  /** A file, as it came. */
  bytes: Uint8Array;
  headers: Headers;
}

export interface Sent {
  /** A random Idempotency-Key goes with every unsafe request unless one is given; `''` sends none. */
  key?: string;
  headers?: Record<string, string>;
}

/** Somebody who talks to the API. Answers are JSON, or text when they are not. */
export interface Caller {
  /** What goes into `by`. */
  id: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads the answer it expects
  get<T = any>(path: string, sent?: Sent): Promise<Answer<T>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  post<T = any>(path: string, body?: unknown, sent?: Sent): Promise<Answer<T>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  put<T = any>(path: string, body: unknown, sent?: Sent): Promise<Answer<T>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  delete<T = any>(path: string, sent?: Sent): Promise<Answer<T>>;
}

export interface TestApi {
  url: string;
  deps: Deps;
  store: Store;
  /** What was logged, one JSON line each. */
  logged: string[];
  /** The day and hour the API believes; `at` moves it. */
  at(instant: Instant): void;
  anonymous: Caller;
  /**
   * A person signed in by cookie who holds `role` at `scope` (the office unless said) since 2020. The same role and
   * scope is the same person; `person` names another.
   */
  as(role: Role, scope?: Scope, person?: PersonId): Promise<Caller>;
  /** A person who is in the records already, signed in by cookie. */
  signIn(person: PersonId): Promise<Caller>;
  /** A person signed in who holds no role. */
  nobody(): Promise<Caller>;
  /** A program with a token of that role. */
  token(role: Role, scope?: Scope): Promise<Caller>;
  stop(): Promise<void>;
}

export interface TestApiOptions {
  /** A database of its own for each test file. */
  database: string;
  /** 2026-03-02T02:00Z, a Monday morning at nine, unless said. */
  now?: Instant;
  queuePrefix?: string;
  env?: Record<string, string>;
  temporalAddress?: string;
  /** Says nothing of a 500: the test is about one. */
  quiet?: boolean;
}

/** The real app on a free port, with a real store. */
export async function startApi({
  database,
  now = '2026-03-02T02:00:00.000Z',
  queuePrefix = '',
  env = {},
  temporalAddress,
  quiet = false,
}: TestApiOptions): Promise<TestApi> {
  const mongodbUri = databaseUri(database);
  const address = temporalAddress ?? process.env['TEST_TEMPORAL_ADDRESS'] ?? '127.0.0.1:1';
  const config = readConfig({
    MONGODB_URI: mongodbUri,
    TEMPORAL_ADDRESS: address,
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'Đôn Đốc <dondoc@thu.vn>',
    PUBLIC_URL: 'http://dondoc.thu.vn',
    LINK_SECRET: 'x'.repeat(40),
    ...env,
  });
  const store = await openStore(mongodbUri);
  await emptied(store);
  const connection = Connection.lazy({ address });
  const logged: string[] = [];
  const write = (line: string) => {
    logged.push(line);
    // a 500 is a bug: its test should show what was logged of it
    if (!quiet && line.includes('"msg":"failed"')) process.stderr.write(line);
  };
  const log = createLog('debug', { write });
  let clock = now;
  const deps: Deps = { store, temporal: new Client({ connection }), queuePrefix, config, log, now: () => clock };
  const server: Server = createApp(deps).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** However far a test moves the clock, its people stay signed in. */
  const lasting = () => later(clock, 10 * 365 * 24 * 3_600_000);
  const signedIn = (person: PersonId): Promise<Caller> => signIn(store, url, person, clock, lasting());
  const people = new Map<string, Promise<Caller>>();
  const arrive = async (person: PersonId, role?: Role, scope: Scope = 'office'): Promise<Caller> => {
    if (!(await store.people.get(person)))
      await store.people.create({ _id: person, name: `Người ${person}`, mail: `${person}@thu.vn` });
    if (role)
      await store.appointments.create({ id: `a-${person}-${role}-${scope}`, role, scope, person, from: '2020-01-01' });
    return signedIn(person);
  };

  return {
    url,
    deps,
    store,
    logged,
    at: (instant) => {
      clock = instant;
    },
    anonymous: caller(url, '', {}),
    as(role, scope = 'office', person = `p-${role}-${scope.replace(/[^a-z0-9]+/gi, '-')}`) {
      const who = `${person}/${role}/${scope}`;
      const known = people.get(who) ?? arrive(person, role, scope);
      people.set(who, known);
      return known;
    },
    signIn: signedIn,
    nobody: () => arrive(`p-${randomUUID()}`),
    async token(role, scope = 'office') {
      const secret = `dd_${randomBytes(32).toString('base64url')}`;
      const id = `t-${randomUUID()}`;
      await store.tokens.create({
        _id: id,
        name: 'Thử',
        role,
        scope,
        secretHash: secretHash(secret),
        createdBy: 'p-test',
        createdAt: clock,
        endsAt: lasting(),
      });
      return caller(url, id, { authorization: `Bearer ${secret}` });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await connection.close();
      await store.close();
    },
  };
}

/** Opens a session of that person, begun at `at` and lasting till `until`. */
export async function signIn(
  store: Store,
  url: string,
  person: PersonId,
  at: Instant,
  until: Instant,
): Promise<Caller> {
  const secret = await openSession(store, person, at, until);
  return caller(url, person, { cookie: `dondoc=${secret}`, 'sec-fetch-site': 'same-origin' });
}

/** A session as its cookie keeps it. */
export async function openSession(store: Store, person: PersonId, at: Instant, until: Instant): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await store.sessions.open({
    _id: `s-${randomUUID()}`,
    secretHash: secretHash(secret),
    person,
    device: 'Thử',
    createdAt: at,
    seenAt: until,
    endsAt: until,
  });
  return secret;
}

/** The shared MongoDB's address with a database of that name. */
export function databaseUri(database: string): string {
  const uri = new URL(process.env['TEST_MONGODB_URI'] ?? 'mongodb://127.0.0.1:27017/');
  uri.pathname = `/${database}`;
  return uri.href;
}

const emptied = (store: Store): Promise<unknown> =>
  Promise.all(Object.values(store.db.models).map((model) => model.deleteMany({})));

/** Somebody who shows `identity` at `url`. */
export function caller(url: string, id: string, identity: Record<string, string>): Caller {
  const send = async (
    method: string,
    path: string,
    body: unknown,
    { key = randomUUID(), headers = {} }: Sent = {},
  ): Promise<Answer<never>> => {
    const isRaw =
      typeof body === 'string' ||
      body instanceof Uint8Array ||
      body instanceof FormData ||
      body instanceof URLSearchParams;
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...identity,
        ...(method === 'GET' || key === '' ? {} : { 'idempotency-key': key }),
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: (isRaw ? body : JSON.stringify(body)) as BodyInit }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: (isJson ? JSON.parse(text) : text) as never,
      text,
      bytes,
      headers: response.headers,
    };
  };
  return {
    id,
    get: (path, sent) => send('GET', path, undefined, sent),
    post: (path, body, sent) => send('POST', path, body, sent),
    put: (path, body, sent) => send('PUT', path, body, sent),
    delete: (path, sent) => send('DELETE', path, undefined, sent),
  };
}
