import { dayAt, yearOf } from '../../domain/day.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import { sampleScoredOutline2026 } from '../../domain/outlines/sample-scored-2026.ts';
import type { PersonId } from '../../domain/role.ts';
import { outlineKey } from '../../store/content/outlines.ts';
import { signIn } from './people.ts';
import type { Act, SampleDeps } from './people.ts';
import { sampleGroups } from './groups.ts';
import { sampleAppointments, sampleOffice, samplePeople, unitsCsv } from './province.ts';
import { samplePlan, sampleRound } from './round.ts';

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
    for (const group of sampleGroups) {
      if (!(await deps.store.groups.get(group.id))) await planner('POST', '/api/groups', group);
    }
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
    for (const outline of [sampleOutline2026, sampleScoredOutline2026])
      if (!(await store.outlines.get(outlineKey(outline))))
        await store.outlines.create(outline, { by: 'installation', at: now() }, session);
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

/** Acts as one of the sample's people and signs them out again. */
async function signedIn(deps: SampleDeps, person: PersonId, work: (act: Act) => Promise<void>): Promise<void> {
  const { act, signOut } = await signIn(deps, person, 'Dữ liệu mẫu');
  try {
    await work(act);
  } finally {
    await signOut();
  }
}
