import { compose } from '../../activities/mail-data.ts';
import type { Composed } from '../../activities/mail-data.ts';
import { instantAt } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Line } from '../../domain/duty.ts';
import { planLetters } from '../../domain/letter.ts';
import type { Matter, Step } from '../../domain/matter.ts';
import type { Plan } from '../../domain/plan.ts';
import { campaign, issued } from './letters-world.ts';
import type { LettersWorld } from './letters-world.ts';
import { calendar } from './round.ts';

/** A round of two units, one of them vertically managed. */
export const plan: Plan = {
  campaign,
  title: 'Kế hoạch kiểm tra công tác cải cách hành chính năm 2026',
  year: 2026,
  kind: 'inspection',
  clock: 'real',
  bases: [],
  period: { label: 'năm 2025', from: '2025-01-01', to: '2025-12-31' },
  outline: 'cchc@1',
  teams: [{ id: 'doan-1', name: 'Đoàn kiểm tra số 1', lead: 'khoi', secretary: 'dung', members: [] }],
  units: [
    {
      unit: 'so-xay-dung',
      team: 'doan-1',
      visits: [{ n: 1, day: '2026-03-12', session: 'morning', startsAt: '08:00', at: 'Trụ sở Sở Xây dựng' }],
    },
    {
      unit: 'cuc-thue',
      team: 'doan-1',
      visits: [{ n: 1, day: '2026-03-12', session: 'afternoon', startsAt: '14:00', at: 'Trụ sở Cục Thuế tỉnh' }],
    },
  ],
};

/** The office that writes, its staff, a vertically managed agency, and the plan of its round. */
export async function setOffice({ store }: LettersWorld): Promise<void> {
  await store.office.save(
    {
      organ: 'SNV',
      letterhead: { organ: 'Sở Nội vụ', place: 'Hương Giang' },
      divisionName: 'Phòng Cải cách hành chính',
      phone: '0258.3822.456',
      signers: {},
      workingHours: [],
    },
    0,
  );
  await store.units.create({
    id: 'cuc-thue',
    name: 'Cục Thuế tỉnh',
    aliases: [],
    kind: 'ngành dọc',
    level: 'central-vertical',
    vertical: true,
    from: '2020-01-01',
  });
  await store.people.create({ _id: 'thue', name: 'Hồ Văn Thuế', mail: 'thue@hop-thu.example' });
  await store.appointments.create({
    id: 'bn-thue',
    role: 'unit-contact',
    scope: 'unit:cuc-thue',
    person: 'thue',
    from: '2026-01-01',
  });
  for (const [person, role] of [
    ['van-thu', 'clerk'],
    ['pho-gd', 'deputy-director'],
    ['gd', 'director'],
    ['thu-ky-ld', 'leader-secretary'],
    ['lap-kh', 'planner'],
  ] as const) {
    await store.people.create({ _id: person, name: `Cán bộ ${person}`, mail: `${person}@hop-thu.example` });
    await store.appointments.create({ id: `bn-${person}`, role, scope: 'office', person, from: '2026-01-01' });
  }
  await store.snapshots.freeze({
    id: 'plan:k1',
    kind: 'plan',
    matter: `campaign:${campaign}`,
    body: plan,
    by: 'lap-kh',
    at: instantAt(issued, 8),
  });
  await store.matters.model.deleteOne({ _id: `campaign:${campaign}` });
}

/** The letters one step of a matter leads to on `day`, by person. */
export async function lettersOf(
  world: LettersWorld,
  step: Step<Matter>,
  day: Day,
  remembered: Line[] = [],
): Promise<Map<string, Composed>> {
  const { store } = world;
  await world.save({ ...step, lines: [] });
  const appointments = await store.appointments.all();
  const ids = new Set([...remembered, ...step.lines].map(({ matter }) => matter));
  const states = new Map(await Promise.all([...ids].map(async (id) => [id, await store.matters.get(id)] as const)));
  const { letters } = planLetters([...remembered, ...step.lines], {
    matter: (id) => states.get(id),
    appointments,
    calendar,
    day,
    reminded: () => false,
  });
  const composed = await Promise.all(
    letters.map(async (letter) => [letter.recipient, await compose(store, appointments, letter, day)] as const),
  );
  return new Map(composed);
}

/** A text somebody wrote to go with an act, frozen under its name. */
export async function freezeText({ store }: LettersWorld, id: string, body: unknown): Promise<void> {
  await store.snapshots.freeze({
    id,
    kind: 'remarks',
    matter: `campaign:${campaign}`,
    body,
    by: 'khoi',
    at: instantAt(issued, 8),
  });
}
