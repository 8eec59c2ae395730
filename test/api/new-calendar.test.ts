import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { trusted } from 'mongoose';
import { reconcile } from '../../activities/index.ts';
import { ask } from '../../api/ask.ts';
import { addWorkingDays } from '../../domain/calendar.ts';
import { knownYear } from '../../domain/calendars/known.ts';
import { addDays, dayAt, yearOf } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { isOpen, owe } from '../../domain/duty.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { nothingToTell } from '../../domain/letter.ts';
import { emptyWorld } from '../../domain/rehearsal.ts';
import { foretoldLetters } from '../../domain/rehearsed-letters.ts';
import { newRemediation } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { reckon } from '../../domain/term.ts';
import type { Caller } from '../support/api.ts';
import {
  binhDinhAppointments,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  vanHoa,
} from '../support/binh-dinh.ts';
import { launched } from '../support/launched.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { aSetting, calendar } from '../support/round.ts';

jest.setTimeout(90_000);

const campaign = 'tap-huan-lich-2026';
const inspection = `inspection:${campaign}:${vanHoa}`;
let office: TestOffice;
let planner: Caller;
beforeAll(async () => {
  office = await openOffice({
    units: binhDinhUnits,
    people: binhDinhPeople,
    appointments: binhDinhAppointments,
    outline: binhDinhOutline,
  });
  // owed six working days after the notice of Monday the 28th: on the 6th
  const due = reckon(calendar, {
    from: '2026-09-28',
    count: 6,
    unit: 'working-day',
    basis: 'rule:supplement-self-report',
  });
  const owed = owe({
    id: 'supplement-self-report:1',
    kind: 'supplement-self-report',
    owedBy: { role: 'unit-contact' },
    due,
    ladder: 'B',
    opened: '2026-09-28',
  });
  const plan = { ...binhDinhPlan, campaign, units: binhDinhPlan.units.filter(({ unit }) => unit === vanHoa) };
  await launched(office.stack.store, plan, '2026-09-30', () => ({
    noticed: { paper: 'paper:x:notice:1', on: '2026-09-28' },
    duties: [owed],
  }));
  planner = await office.as('planner');
});
afterAll(() => office?.stop());

/** A year as it is known, with one more day off. */
const withDayOff = (day: Day) => {
  const { version: _, provisional: __, ...year } = knownYear(yearOf(day));
  const off = { day, kind: 'swap', name: 'Nghỉ hoán đổi' } as const;
  return { ...year, off: [...year.off, off], source: `Thông báo hoán đổi ngày làm việc ${day}` };
};
const record = async () => (await office.stack.store.matters.get<Inspection>(inspection))!;
const reminders = async () =>
  (await office.stack.store.letters.model.find({ campaign, kind: 'reminder' }).lean())
    .map(({ composedOn, recipient }) => `${composedOn} ${recipient}`)
    .sort();

describe('a swap announced a day late, in a training round', () => {
  test('moves what is owed, on record and with its audit', async () => {
    await office.stepTo(campaign, '2026-10-02');
    expect((await record()).duties[0]!.due!.day).toBe('2026-10-06');
    await ok(planner.post('/api/calendars', withDayOff('2026-10-05')));
    const moved = await eventually(record, ({ duties }) => duties[0]!.moves.length > 0);
    expect(moved.duties[0]).toMatchObject({
      due: { day: '2026-10-07' },
      moves: [{ from: '2026-10-06', to: '2026-10-07', on: '2026-10-02', why: 'calendar', basis: 'calendar:2026.2' }],
    });
    const { store } = office.stack;
    expect((await store.audit.of(inspection)).map(({ act }) => [act.message, act.by])).toEqual([
      ['newCalendar', 'calendar'],
    ]);
    // the round itself reckons by it too: what is born later is born with it
    const round = await eventually(
      () => store.matters.get(`campaign:${campaign}`),
      (matter) => matter!.calendar.version.includes('2026.2'),
    );
    expect(round!.closed).toBeUndefined();
  });

  test('is explained', async () => {
    const { body } = await planner.get(`/api/inspections/${campaign}:${vanHoa}`);
    expect(JSON.stringify(body)).toContain('Đã chuyển từ 06/10/2026 sang 07/10/2026: lịch nghỉ thay đổi.');
  });

  test('the letters that follow are those foretold by the new calendar, one by one', async () => {
    const { store } = office.stack;
    const [sent, state] = [await reminders(), await record()];
    const now = await store.calendars.compact([2025, 2026, 2027]);
    const world = emptyWorld(() => false);
    world.matters.set(inspection, state);
    const foretold = foretoldLetters(
      world,
      { from: '2026-10-03', to: '2026-10-09' },
      { calendar: now, appointments: binhDinhAppointments, acts: () => [] },
    ).map(({ day, recipient }) => `${day} ${recipient}`);
    // a working day before the new day; before the old one it would have been the day off
    expect(foretold).toContain(`2026-10-06 dau-moi-${vanHoa}`);
    await office.stepTo(campaign, '2026-10-09');
    expect(await reminders()).toEqual([...sent, ...foretold].sort());
    expect((await reminders()).filter((letter) => letter.startsWith('2026-10-05'))).toEqual([]);
    const [last] = await store.letters.model
      .find({ campaign, composedOn: '2026-10-06', recipient: `dau-moi-${vanHoa}` })
      .lean();
    expect(last!.text).toContain('07/10/2026');
  });

  test('nothing is left that lacks it, and what is entered again finds nothing to do', async () => {
    const before = (await record()).version;
    const { store } = office.stack;
    await eventually(
      () => store.matters.calendarsAfter('', 100),
      (open) => open.every(({ calendar: version }) => version.includes('2026.2')),
    );
    expect((await record()).version).toBe(before);
  });
});

test('by the real clock too: a letter not yet sent that says the old day is dropped', async () => {
  const { stack, api } = office;
  const today = dayAt(new Date().toISOString() as Instant);
  const years = [-1, 0, 1, 2].map((n) => yearOf(today) + n);
  const real = await stack.store.calendars.compact(years);
  const due = reckon(real, { from: today, count: 8, unit: 'working-day', basis: 'paper:that:conclusion:1' });
  const off = addWorkingDays(real, today, 5);
  const born = newRemediation(
    aSetting({ clock: { kind: 'real' }, calendar: real }),
    { campaign: 'dot-that', unit: vanHoa, team: 'doan-1' },
    'paper:that:conclusion:1',
    today,
    [{ n: 1, requirement: 'yc-1', due }],
    false,
  );
  const asked = { matter: born.id, message: 'begin', body: {}, by: 'paper', fresh: () => Promise.resolve(born) };
  await ask<Remediation>({ ...stack, queuePrefix: stack.queuePrefix }, { ...asked, key: 'k-begin' });
  // one line that was written against the day it had
  const line = {
    id: `${born.id}/remediate:1/0/${due.day}/unit-contact`,
    letter: 'reminder' as const,
    matter: born.id,
    duty: 'remediate:1',
    rung: 0,
    against: due.day,
    role: 'unit-contact' as const,
    unit: vanHoa,
    day: addDays(today, -1),
  };
  await stack.store.db.transaction((session) =>
    stack.store.lines.insert([{ ...line, people: [`dau-moi-${vanHoa}`] }], false, session),
  );
  api.at(new Date().toISOString() as Instant);
  const caller = await api.signIn('chuyen-vien');
  const current = await stack.store.calendars.year(yearOf(off));
  const { version: _, provisional: __, ...fields } = current;
  await ok(
    caller.post('/api/calendars', {
      ...fields,
      off: [...fields.off, { day: off, kind: 'swap', name: 'Nghỉ hoán đổi' }],
      source: 'Thông báo hoán đổi',
    }),
  );
  const later = await eventually(
    () => stack.store.matters.get<Remediation>(born.id),
    (matter) => matter!.duties[0]!.moves.length > 0,
  );
  expect(later!.duties[0]).toMatchObject({
    due: { day: addWorkingDays(real, due.day, 1) },
    moves: [{ from: due.day, on: today, why: 'calendar' }],
  });
  expect(later!.items[0]!.due).toEqual(later!.duties[0]!.due);
  expect(later!.duties.filter(isOpen)).toHaveLength(1);
  // its post looks at it when it composes: nothing is sent of it
  expect(nothingToTell(line, later)).toBe('moved');
  expect(await stack.store.letters.model.find({ lines: trusted({ $in: [`${line.id}/dau-moi-${vanHoa}`] }) })).toEqual(
    [],
  );
});

test('what the API could not bring is brought by the reconciler', async () => {
  const { stack } = office;
  const { version: _, provisional: __, ...fields } = await stack.store.calendars.year(2027);
  await stack.store.calendars.add(
    { ...fields, off: [...fields.off, { day: '2027-06-15', kind: 'swap', name: 'Nghỉ hoán đổi' }] },
    { by: 'chuyen-vien', at: '2026-10-09T02:00:00.000Z' },
  );
  const { version } = await stack.store.calendars.year(2027);
  const found = await reconcile(stack.deps);
  expect(found.calendars).toContain(2027);
  await eventually(record, ({ calendar: now }) => now.version.includes(`2027.${version}`));
});
