import { randomUUID } from 'node:crypto';
import { cookieName, later } from '../../api/auth.ts';
import { newId } from '../../api/deps.ts';
import { newSecret, secretHash } from '../../api/secret.ts';
import type { Config } from '../../config.ts';
import { dayAt, yearOf } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import type { PersonId } from '../../domain/role.ts';
import { outlineKey } from '../../store/content/outlines.ts';
import type { Store } from '../../store/index.ts';
import { sampleAppointments, sampleOffice, samplePeople, unitsCsv } from './province.ts';
import { samplePlan, sampleRound } from './round.ts';

export interface SampleDeps {
  store: Store;
  config: Config;
  /** Where the API answers from here. */
  url: string;
  now: () => Instant;
}

/** Somebody of the sample, signed in. Resolves with the body; rejects with what the API said. */
type Act = <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object | string) => Promise<T>;

/**
 * A province to look at: its units, its office and one round ready to be launched. The round came about as any other:
 * drafted by its planner, submitted, approved by the signer. Repeating it ends in the same.
 * An office somebody uses already is left as it is.
 */
export async function loadSample(deps: SampleDeps): Promise<void> {
  if (await isInUse(deps)) return;
  await openOffice(deps);
  await signedIn(deps, 'chuyen-vien-cchc', async (planner) => {
    await planner('POST', '/api/units/import', unitsCsv());
    await draftRound(deps, planner);
    if ((await stateOf(planner)) === 'draft') await planner('POST', `/api/campaigns/${sampleRound}/submit`, {});
  });
  await signedIn(deps, 'giam-doc', async (signer) => {
    if ((await stateOf(signer)) === 'submitted') await signer('POST', `/api/campaigns/${sampleRound}/approve`, {});
  });
}

/** Somebody has an account, and not because of the sample. */
const isInUse = async ({ store }: SampleDeps): Promise<boolean> =>
  (await store.accounts.any()) && (await store.people.get('chuyen-vien-cchc')) === undefined;

/** What must be there before anybody can sign in: the office, its people and their roles. */
async function openOffice({ store, now }: SampleDeps): Promise<void> {
  const written = { key: 'sample/office', what: 'sample-loaded', body: 'office', by: 'installation', at: now() };
  await store.changes.once(written, async (session) => {
    const { version } = await store.office.get();
    if (version === 0) await store.office.save(sampleOffice, version, session);
    for (const person of samplePeople) await store.people.create(person, session);
    for (const appointment of sampleAppointments) await store.appointments.create(appointment, session);
    if (!(await store.outlines.get(outlineKey(sampleOutline2026)))) {
      await store.outlines.create(sampleOutline2026, { by: 'installation', at: now() }, session);
    }
    return 'office';
  });
}

/** A draft left by a broken start is written again: its visits must be ahead of today. */
async function draftRound({ store, now }: SampleDeps, planner: Act): Promise<void> {
  const today = dayAt(now());
  const plan = samplePlan(today, await store.calendars.compact([yearOf(today), yearOf(today) + 1]));
  const before = await store.plans.get(sampleRound);
  if (!before) return planner('POST', '/api/campaigns', plan);
  if ((await stateOf(planner)) !== 'draft') return;
  const { campaign: _, ...fields } = plan;
  await planner('PUT', `/api/campaigns/${sampleRound}/plan`, { ...fields, base: before.version });
}

const stateOf = async (act: Act): Promise<string> =>
  (await act<{ state: string }>('GET', `/api/campaigns/${sampleRound}`)).state;

/** Acts as one of the sample's people and signs them out again: nobody has a password here. */
async function signedIn(
  { store, config, url, now }: SampleDeps,
  person: PersonId,
  work: (act: Act) => Promise<void>,
): Promise<void> {
  const secret = newSecret();
  const id = newId('s');
  const at = now();
  const session = {
    _id: id,
    secretHash: secretHash(secret),
    person,
    device: 'Dữ liệu mẫu',
    createdAt: at,
    seenAt: at,
    endsAt: later(at, 3_600_000),
  };
  await store.sessions.open(session);
  try {
    await work(caller(url, `${cookieName({ config })}=${secret}`));
  } finally {
    await store.sessions.end(person, id);
  }
}

const patience = 60_000;

/** Repeats under the same key while the workers are still coming up. */
function caller(url: string, cookie: string): Act {
  return async <T>(method: string, path: string, body?: object | string): Promise<T> => {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const headers = {
      cookie,
      origin: url,
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': type }),
    };
    const until = Date.now() + patience;
    for (;;) {
      const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
      const answer = await fetch(`${url}${path}`, { method, headers, ...sent });
      if (answer.ok) return (await answer.json()) as T;
      if (answer.status !== 503 || Date.now() > until)
        throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  };
}
