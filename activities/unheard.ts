import type { Day } from '../domain/day.ts';
import { addressed } from '../domain/letter.ts';
import type { CampaignId, PersonId } from '../domain/role.ts';
import type { ActivityDeps } from './deps.ts';
import { wakePosts } from './letters.ts';

/**
 * Lines written while nobody held their role, nor anybody was there to be told instead, go to those who are there on
 * the day of their round. Resolves with how many found somebody. Repeating is harmless.
 */
export async function readdress(
  { store, door }: Pick<ActivityDeps, 'store' | 'door'>,
  today: () => Day,
  campaign?: CampaignId,
): Promise<number> {
  const rows = await store.lines.withoutPerson(campaign);
  if (rows.length === 0) return 0;
  const appointments = await store.appointments.all();
  const days = new Map<CampaignId, Day>();
  const dayOf = async (stepped: CampaignId): Promise<Day> => {
    const day = days.get(stepped) ?? (await store.clocks.get(stepped))?.now ?? today();
    days.set(stepped, day);
    return day;
  };
  const woken = new Map<string, { campaign?: CampaignId; people: Set<PersonId> }>();
  let found = 0;
  for (const row of rows) {
    const stepped = row.stepped ? row.campaign : undefined;
    const day = stepped === undefined ? today() : await dayOf(stepped);
    const line = addressed(store.lines.lineOf(row), appointments, day);
    const { people } = line;
    if (people.length === 0) continue;
    found += 1;
    await store.db.transaction(async (session) => {
      await store.lines.insert([line], row.stepped, session);
      await store.lines.settle([row._id], 'dropped', { why: 'holder-changed' }, session);
    });
    const post = woken.get(stepped ?? '') ?? {
      ...(stepped === undefined ? {} : { campaign: stepped }),
      people: new Set(),
    };
    for (const person of people) post.people.add(person);
    woken.set(stepped ?? '', post);
  }
  for (const { people, campaign: of } of woken.values()) await wakePosts(door, [...people], of);
  return found;
}
