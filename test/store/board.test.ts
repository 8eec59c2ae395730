import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { workingDaysBetween } from '../../domain/calendar.ts';
import { newCampaign } from '../../domain/campaign.ts';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen, isPaused, owe } from '../../domain/duty.ts';
import type { Duty, DutyKind } from '../../domain/duty.ts';
import { inspectionState, newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter } from '../../domain/matter.ts';
import { newRemediation } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { Role } from '../../domain/role.ts';
import { handOf, hands, readTally, tallyOf, tallyText } from '../../domain/tally.ts';
import type { Hand } from '../../domain/tally.ts';
import { fixedDue } from '../../domain/term.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { aSetting, calendar } from '../support/round.ts';

jest.setTimeout(60_000);

const today: Day = '2026-03-18';
let store: Store;
beforeAll(async () => {
  store = await openStore(process.env['TEST_MONGODB_URI']!.replace('/?', '/board?'));
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
});

const someDay = fc.integer({ min: -20, max: 30 }).map((n) => addDays(today, n));
const roles: Role[] = ['unit-contact', 'unit-head', 'secretary', 'lead', 'chair', 'signer', 'planner', 'superior'];
const someDuty = fc
  .record({
    role: fc.constantFrom(...roles),
    kind: fc.constantFrom<DutyKind>('self-report', 'remediate', 'verify', 'sign', 'minutes'),
    day: someDay,
    how: fc.constantFrom('due', 'milestone', 'none', 'ended', 'resting', 'elsewhere'),
  })
  .map(({ role, kind, day, how }): Omit<Duty, 'id'> => ({
    ...owe({
      id: '',
      kind,
      owedBy: { role, ...(how === 'elsewhere' ? { unit: 'so-tu-phap' } : {}) },
      ...(how === 'milestone' ? { followUpOn: day } : how === 'none' ? {} : { due: fixedDue(calendar, day, 'kl') }),
      ladder: 'C',
      opened: '2026-02-02',
    }),
    ...(how === 'ended' ? { ended: { how: 'met' as const, on: today } } : {}),
    ...(how === 'resting' ? { pauses: [{ from: '2026-03-02', basis: 'x' }] } : {}),
  }));
const duties = fc.array(someDuty, { maxLength: 6 }).map((all) => all.map((one, n) => ({ ...one, id: `d${n}` })));
const maybeDay = fc.option(someDay, { nil: undefined });

const someUnit = fc.record({
  duties,
  noticed: fc.boolean(),
  acknowledged: fc.boolean(),
  report: fc.constantFrom('none', 'submitted', 'returned', 'accepted'),
  held: maybeDay,
  signed: fc.boolean(),
  visits: fc.integer({ min: 0, max: 3 }),
  concluded: fc.boolean(),
  hidden: fc.boolean(),
  remediations: fc.array(fc.record({ items: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), duties }), {
    maxLength: 2,
  }),
});

let rounds = 0;

/** The records of a round nobody else has. */
function recordsOf(units: (typeof someUnit extends fc.Arbitrary<infer U> ? U : never)[]): {
  campaign: string;
  matters: Matter[];
} {
  const campaign = `dot-${(rounds += 1)}`;
  const setting = aSetting();
  const matters: Matter[] = [{ ...newCampaign(setting, campaign, '2026-02-02'), state: 'running' } as Matter];
  units.forEach((one, at) => {
    const unit = `don-vi-${at}`;
    const place = { campaign, team: 'doan-1', unit };
    const on = '2026-03-02' as Day;
    const inspection: Inspection = {
      ...newInspection(
        setting,
        {
          place,
          method: one.hidden ? 'surprise' : 'on-site',
          visits: Array.from({ length: one.visits }, (_, n) => ({ n: n + 1, day: today, session: 'morning' as const })),
          vertical: false,
        },
        on,
      ),
      duties: one.duties,
    };
    if (one.noticed) inspection.noticed = { paper: 'p', on };
    if (one.acknowledged) inspection.acknowledged = { on, by: 'p' };
    if (one.report !== 'none') inspection.selfReport = { submissions: 1, latest: 'x', state: one.report, on };
    inspection.visits = inspection.visits.map((visit) => ({
      ...visit,
      ...(one.held ? { held: one.held, ...(one.signed ? { minutesSigned: one.held } : {}) } : {}),
    }));
    if (one.concluded) inspection.concluded = { paper: 'p', on };
    matters.push(inspection);
    one.remediations.forEach(({ items, duties: owed }, n) => {
      const born = newRemediation(
        setting,
        place,
        `paper:${campaign}:conclusion:${n + 1}`,
        on,
        items.map((_, i) => ({ n: i + 1, requirement: `yc-${i + 1}` })),
        false,
      );
      const remediation: Remediation = {
        ...born,
        duties: owed,
        items: born.items.map((item, i) => ({ ...item, state: items[i] ? 'closed' : 'open' })),
      };
      matters.push(remediation);
    });
  });
  return { campaign, matters };
}

/** The same figures counted from the records themselves, one by one. */
function recounted(matters: Matter[]) {
  const inspections = matters.filter((one): one is Inspection => one.process === 'inspection');
  const open = inspections.filter(({ hidden }) => !hidden);
  const remediations = matters.filter((one): one is Remediation => one.process === 'remediation');
  const units = [...new Set([...open, ...remediations].map(({ place }) => place.unit))];
  const owedBy = (unit: string): { hand: Hand; due?: Day }[] =>
    [...open, ...remediations]
      .filter(({ place }) => place.unit === unit)
      .flatMap((one) => one.duties)
      .filter((duty) => isOpen(duty) && !isPaused(duty))
      .map(({ owedBy: { role, unit: other }, due }) => ({
        hand: other === undefined ? handOf(role) : ('outside' as const),
        ...(due ? { due: due.day } : {}),
      }));
  const pasts = units.map((unit) =>
    owedBy(unit)
      .flatMap(({ due }) => (due !== undefined && due < today ? [due] : []))
      .sort(),
  );
  const earliest = pasts.flatMap(([first]) => first ?? []).sort()[0];
  const visits = open.filter(({ cancelled }) => !cancelled).flatMap((one) => one.visits);
  const items = remediations.flatMap((one) => one.items);
  return {
    units: open.length,
    acknowledged: open.filter(({ acknowledged }) => acknowledged).length,
    reported: open.filter(({ selfReport }) => selfReport && selfReport.state !== 'returned').length,
    concluded: open.filter(({ concluded }) => concluded).length,
    visits: {
      total: visits.length,
      held: visits.filter(({ held }) => held).length,
      signed: visits.filter(({ minutesSigned }) => minutesSigned).length,
    },
    items: { total: items.length, closed: items.filter(({ state }) => state === 'closed').length },
    late: pasts.filter((one) => one.length > 0).length,
    longest: earliest === undefined ? 0 : workingDaysBetween(calendar, earliest, today),
    waiting: Object.fromEntries(
      hands.map((hand) => [hand, units.filter((unit) => owedBy(unit).some((one) => one.hand === hand)).length]),
    ),
    states: Object.fromEntries(
      [...new Set(open.map((one) => inspectionState(one)))]
        .sort()
        .map((state) => [state, open.filter((one) => inspectionState(one) === state).length]),
    ),
  };
}

test('bảng theo dõi khớp với đếm lại từng hồ sơ, dù đợt thế nào', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someUnit, { minLength: 1, maxLength: 8 }), async (units) => {
      const { campaign, matters } = recordsOf(units);
      for (const matter of matters) await store.matters.born(matter);
      const { count } = await store.board.board(campaign, calendar, { on: today });
      expect({
        units: count.units,
        acknowledged: count.acknowledged,
        reported: count.reported,
        concluded: count.concluded,
        visits: count.visits,
        items: count.items,
        late: count.late.units,
        longest: count.late.longest,
        waiting: count.waiting,
        states: Object.fromEntries(
          count.states.map(({ state, units: of }) => [state, of] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      }).toEqual(recounted(matters));
      expect(await store.matters.recount(campaign)).toEqual({ counted: matters.length, differing: [] });
    }),
    { numRuns: 40 },
  );
});

test('một dòng đếm đọc lại được nguyên vẹn', () => {
  fc.assert(
    fc.property(fc.array(someUnit, { minLength: 1, maxLength: 3 }), (units) => {
      for (const matter of recordsOf(units).matters) {
        const tally = tallyOf(matter);
        expect(readTally(tallyText(tally))).toEqual(tally);
      }
    }),
  );
});

test('đếm lại gọi tên hồ sơ có số đếm sai, và sửa lại', async () => {
  const { campaign, matters } = recordsOf(fc.sample(someUnit, { numRuns: 3, seed: 7 }));
  for (const matter of matters) await store.matters.born(matter);
  const wrong = matters[1]!.id;
  await store.matters.model.updateOne({ _id: wrong }, { $set: { tally: 'planned;;unit>2020-01-01*9' } });
  await store.matters.model.updateOne({ _id: matters[2]!.id }, { $unset: { tally: 1 } });
  const { differing } = await store.matters.recount(campaign);
  expect(differing.map(({ matter, was }) => [matter, was])).toEqual(
    [
      [wrong, 'planned;;unit>2020-01-01*9'],
      [matters[2]!.id, undefined],
    ].sort(([a], [b]) => (a! < b! ? -1 : 1)),
  );
  expect(await store.matters.recount(campaign)).toEqual({ counted: matters.length, differing: [] });
});

test('mốc theo dõi của Sở không bao giờ là quá hạn; việc tạm dừng không chờ ai', async () => {
  const { campaign, matters } = recordsOf([
    {
      ...fc.sample(someUnit, { numRuns: 1, seed: 3 })[0]!,
      hidden: false,
      remediations: [],
      duties: [
        owe({
          id: 'm',
          kind: 'remediate',
          owedBy: { role: 'unit-contact' },
          followUpOn: '2026-01-05',
          ladder: 'C',
          opened: '2026-01-02',
        }),
        {
          ...owe({
            id: 'p',
            kind: 'remediate',
            owedBy: { role: 'lead' },
            due: fixedDue(calendar, '2026-01-06', 'kl'),
            ladder: 'C',
            opened: '2026-01-02',
          }),
          pauses: [{ from: '2026-01-07', basis: 'x' }],
        },
      ],
    },
  ]);
  for (const matter of matters) await store.matters.born(matter);
  const { count, units } = await store.board.board(campaign, calendar, { on: today });
  expect(count.late).toMatchObject({ units: 0, longest: 0 });
  expect(units[0]).toMatchObject({ waiting: ['unit'] });
  expect(units[0]).not.toHaveProperty('late');
});

test('lọc theo đoàn, quá hạn, đang chờ ai, chưa xong bước; quá hạn lâu nhất đứng đầu', async () => {
  const base = {
    ...fc.sample(someUnit, { numRuns: 1, seed: 5 })[0]!,
    hidden: false,
    remediations: [],
    concluded: false,
  };
  const due = (day: Day, role: Role) =>
    owe({
      id: day,
      kind: 'self-report',
      owedBy: { role },
      due: fixedDue(calendar, day, 'kl'),
      ladder: 'B',
      opened: '2026-01-02',
    });
  const { campaign, matters } = recordsOf([
    { ...base, duties: [due('2026-03-16', 'unit-contact')] },
    { ...base, duties: [due('2026-03-10', 'signer')] },
    { ...base, duties: [due('2026-03-25', 'secretary')], concluded: true },
  ]);
  for (const matter of matters) await store.matters.born(matter);
  const seen = async (filter: object) =>
    (await store.board.board(campaign, calendar, { on: today, ...filter })).units.map(({ unit }) => unit.slice(-1));
  expect(await seen({})).toEqual(['1', '0', '2']);
  expect(await seen({ late: true })).toEqual(['1', '0']);
  expect(await seen({ waiting: 'team' })).toEqual(['2']);
  expect(await seen({ step: 'conclusion' })).toEqual(['1', '0']);
  expect(await seen({ team: 'doan-9' })).toEqual([]);
  expect(await seen({ among: new Set(['don-vi-0']) })).toEqual(['0']);
});
