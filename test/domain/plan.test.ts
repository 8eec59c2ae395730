import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '../../domain/day.ts';
import { defaultTerms } from '../../domain/duty-terms.ts';
import { planWarnings } from '../../domain/plan-warnings.ts';
import type { Watched } from '../../domain/plan-warnings.ts';
import { frozenPlan, planGaps } from '../../domain/plan.ts';
import type { Plan, PlanContext, PlannedUnit, PlannedVisit, Team } from '../../domain/plan.ts';
import type { Unit } from '../../domain/unit.ts';
import { refusalCode } from '../support/rules.ts';
import { calendar } from '../support/round.ts';

const names: Record<string, string> = {
  'p-lan': 'Nguyễn Thị Lan',
  'p-minh': 'Trần Văn Minh',
  'p-hoa': 'Lê Thị Hoa',
  'p-son': 'Phạm Ngọc Sơn',
  'p-hai': 'Võ Thanh Hải',
};

const aUnit = (id: string, name: string, unit: Partial<Unit> = {}): Unit => ({
  id,
  name,
  aliases: [],
  kind: 'so',
  level: 'province',
  from: '2020-01-01',
  ...unit,
});
const units = [
  aUnit('so-van-hoa', 'Sở Văn hóa và Thể thao'),
  aUnit('so-y-te', 'Sở Y tế'),
  aUnit('cuc-hai-quan', 'Cục Hải quan', { level: 'central-vertical', vertical: true }),
];

const aTeam = (team: Partial<Team> = {}): Team => ({
  id: 'doan-1',
  name: 'Đoàn kiểm tra số 1',
  lead: 'p-lan',
  secretary: 'p-minh',
  members: [],
  ...team,
});
const aVisit = (visit: Partial<PlannedVisit> = {}): PlannedVisit => ({
  n: 1,
  day: '2026-04-06',
  session: 'morning',
  startsAt: '08:00',
  at: 'Trụ sở',
  ...visit,
});
const planned = (unit: string, visits: PlannedVisit[] = [aVisit()], team = 'doan-1'): PlannedUnit => ({
  unit,
  team,
  visits,
});

const aPlan = (plan: Partial<Plan> = {}): Plan => ({
  campaign: 'binh-dinh-2026',
  title: 'Kiểm tra công tác cải cách hành chính năm 2026',
  year: 2026,
  kind: 'inspection',
  clock: 'real',
  bases: [],
  period: { label: 'Quý I năm 2026', from: '2026-01-01', to: '2026-03-31' },
  outline: 'cchc-2026@1',
  teams: [aTeam()],
  units: [planned('so-van-hoa')],
  ...plan,
});

const context = (change: Partial<PlanContext> = {}): PlanContext => ({
  calendar,
  units,
  hasContact: () => true,
  worksAt: () => undefined,
  nameOf: (person) => names[person],
  knowsOutline: true,
  alsoTeamOf: () => undefined,
  today: '2026-03-02',
  ...change,
});

const afternoon = { session: 'afternoon' as const, startsAt: '14:00' };

describe('a plan without a fault', () => {
  test.each<[string, Plan]>([
    ['one unit', aPlan()],
    [
      'two units of one team, morning and afternoon',
      aPlan({ units: [planned('so-van-hoa'), planned('so-y-te', [aVisit(afternoon)])] }),
    ],
    [
      'two units of one team on two days',
      aPlan({ units: [planned('so-van-hoa'), planned('so-y-te', [aVisit({ day: '2026-04-07' })])] }),
    ],
    [
      'two sites of one unit in one morning',
      aPlan({ units: [planned('cuc-hai-quan', [aVisit(), aVisit({ n: 2, at: 'Quy Nhơn' })])] }),
    ],
    [
      'two teams in one morning',
      aPlan({
        teams: [aTeam(), aTeam({ id: 'doan-2', lead: 'p-hoa', secretary: 'p-son' })],
        units: [planned('so-van-hoa'), planned('so-y-te', [aVisit()], 'doan-2')],
      }),
    ],
    [
      'a member of two teams: members follow their areas',
      aPlan({
        teams: [
          aTeam({ members: [{ person: 'p-hai' }] }),
          aTeam({ id: 'doan-2', lead: 'p-hoa', secretary: 'p-son', members: [{ person: 'p-hai' }] }),
        ],
        units: [planned('so-van-hoa'), planned('so-y-te', [aVisit()], 'doan-2')],
      }),
    ],
    [
      'a lead of two teams who sends somebody to chair',
      aPlan({
        teams: [aTeam(), aTeam({ id: 'doan-2', secretary: 'p-son' })],
        units: [planned('so-van-hoa'), planned('so-y-te', [aVisit({ chair: 'p-hoa' })], 'doan-2')],
      }),
    ],
    ['a period of one day', aPlan({ period: { label: 'Ngày 31/3', from: '2026-03-31', to: '2026-03-31' } })],
    ['a visit tomorrow', aPlan({ units: [planned('so-van-hoa', [aVisit({ day: '2026-03-03' })])] })],
    [
      'a visit on Saturday 22/8, worked instead of Monday 31/8',
      aPlan({ units: [planned('so-van-hoa', [aVisit({ day: '2026-08-22' })])] }),
    ],
  ])('%s', (_, plan) => {
    expect(planGaps(plan, context())).toEqual([]);
  });
});

describe('what must be mended', () => {
  const gap = (code: string, at: string, sentence: string) => ({ code, at, sentence });

  test.each<[string, Partial<Plan>, Partial<PlanContext>, object[]]>([
    ['no unit', { units: [] }, {}, [gap('plan-without-units', 'units', 'Kế hoạch chưa có đơn vị nào.')]],
    [
      'a period written backwards',
      { period: { label: 'Quý I', from: '2026-03-31', to: '2026-03-30' } },
      {},
      [gap('period-reversed', 'period', 'Kỳ kiểm tra có ngày cuối trước ngày đầu.')],
    ],
    [
      'an outline whose scale is still being written',
      {},
      { outlineFaults: [{ sentence: 'Mã I.1 đã dùng ở trên. Hãy đặt mã khác.' }, { sentence: 'Thiếu.' }] },
      [
        gap(
          'outline-unfinished',
          'outline',
          'Thang điểm của đề cương chưa dùng được. Mã I.1 đã dùng ở trên. Hãy đặt mã khác. Còn 1 chỗ khác phải sửa.',
        ),
      ],
    ],
    [
      'an outline nobody made',
      {},
      { knowsOutline: false },
      [
        gap(
          'outline-unknown',
          'outline',
          'Không có đề cương “cchc-2026@1”. Hãy chọn một đề cương và phiên bản có sẵn.',
        ),
      ],
    ],
    [
      'a team of another round',
      {},
      { alsoTeamOf: (team) => (team === 'doan-1' ? { title: 'Kiểm tra năm 2025', campaign: 'kt-2025' } : undefined) },
      [
        gap(
          'team-of-another-round',
          'teams[0]',
          'Mã đoàn “doan-1” đã dùng ở đợt “Kiểm tra năm 2025” (mã kt-2025). Hãy đặt mã khác để không lẫn thành viên hai đợt.',
        ),
      ],
    ],
    [
      'people nobody knows, each once',
      {
        teams: [
          aTeam(),
          aTeam({
            id: 'doan-2',
            lead: 'p-la',
            secretary: 'p-la',
            members: [{ person: 'p-khach' }, { person: 'p-lan' }],
          }),
        ],
      },
      {},
      [
        gap(
          'person-unknown',
          'teams[1]',
          'Không có người mang mã “p-la” trong danh bạ. Hãy thêm người này hoặc chọn người khác.',
        ),
        gap(
          'person-unknown',
          'teams[1]',
          'Không có người mang mã “p-khach” trong danh bạ. Hãy thêm người này hoặc chọn người khác.',
        ),
      ],
    ],
    [
      'a unit nobody knows',
      { units: [planned('so-la', [])] },
      {},
      [gap('unit-unknown', 'units[0]', 'Không có đơn vị “so-la” trong danh mục.')],
    ],
    [
      'a unit twice',
      {
        units: [
          planned('so-van-hoa'),
          planned('so-y-te', [aVisit(afternoon)]),
          planned('so-van-hoa', [aVisit({ day: '2026-04-07' })]),
        ],
      },
      {},
      [gap('unit-twice', 'units[2]', 'Sở Văn hóa và Thể thao có hai lần trong kế hoạch. Hãy bỏ bớt một.')],
    ],
    [
      'a unit that ended',
      {},
      { units: [aUnit('so-van-hoa', 'Sở Văn hóa và Thể thao', { to: '2026-03-01', successors: ['so-vhttdl'] })] },
      [gap('unit-ended', 'units[0]', 'Sở Văn hóa và Thể thao không còn hoạt động. Hãy chọn đơn vị kế thừa.')],
    ],
    [
      'a unit without a contact',
      { units: [planned('so-van-hoa'), planned('so-y-te', [aVisit(afternoon)])] },
      { hasContact: (unit) => unit !== 'so-y-te' },
      [gap('unit-without-contact', 'units[1]', 'Sở Y tế chưa có đầu mối nhận thư. Hãy ghi đầu mối trước.')],
    ],
    [
      'a unit without a team',
      { units: [planned('so-van-hoa', [aVisit()], 'doan-9')] },
      {},
      [gap('unit-without-team', 'units[0]', 'Sở Văn hóa và Thể thao chưa được phân cho đoàn nào.')],
    ],
    [
      'a unit without a visit',
      { units: [planned('so-van-hoa', [])] },
      {},
      [gap('unit-without-visit', 'units[0]', 'Sở Văn hóa và Thể thao chưa có buổi kiểm tra.')],
    ],
    [
      'a chair nobody knows, named once',
      {
        units: [planned('so-van-hoa', [aVisit({ chair: 'p-la' }), aVisit({ n: 2, day: '2026-04-07', chair: 'p-la' })])],
      },
      {},
      [gap('person-unknown', 'units[0]', 'Không có người mang mã “p-la” trong danh bạ. Hãy chọn người khác chủ trì.')],
    ],
    [
      'a visit that is past',
      { units: [planned('so-van-hoa', [aVisit({ day: '2026-04-06' }), aVisit({ n: 2, day: '2026-02-27' })])] },
      {},
      [
        gap(
          'visit-in-past',
          'units[0].visits[1]',
          'Buổi kiểm tra Sở Văn hóa và Thể thao ngày 27/02/2026 không còn ở phía trước.',
        ),
      ],
    ],
    [
      'a visit today',
      { units: [planned('so-van-hoa', [aVisit({ day: '2026-03-02' })])] },
      {},
      [
        gap(
          'visit-in-past',
          'units[0].visits[0]',
          'Buổi kiểm tra Sở Văn hóa và Thể thao ngày 02/03/2026 không còn ở phía trước.',
        ),
      ],
    ],
  ])('%s', (_, plan, change, gaps) => {
    expect(planGaps(aPlan(plan), context(change))).toEqual(gaps);
  });

  test.each<[Day, string]>([
    ['2026-04-05', 'Chủ nhật'],
    ['2026-04-11', 'thứ Bảy'],
    ['2026-04-27', 'Giỗ Tổ Hùng Vương (nghỉ bù)'],
    ['2026-08-31', 'Quốc khánh (nghỉ hoán đổi)'],
  ])('a visit on %s, a day off: %s', (day, why) => {
    const [gap, ...others] = planGaps(
      aPlan({ units: [planned('so-van-hoa', [aVisit(), aVisit({ n: 2, day })])] }),
      context(),
    );
    const date = day.split('-').reverse().join('/');
    expect(gap).toEqual({
      code: 'visit-on-day-off',
      at: 'units[0].visits[1]',
      sentence: `Buổi kiểm tra Sở Văn hóa và Thể thao ngày ${date} rơi vào ngày nghỉ (${why}).`,
    });
    expect(others).toEqual([]);
  });

  test.each([
    ['lead', 'p-lan', 'Nguyễn Thị Lan'],
    ['secretary', 'p-minh', 'Trần Văn Minh'],
    ['member', 'p-hai', 'Võ Thanh Hải'],
    ['chair', 'p-hoa', 'Lê Thị Hoa'],
  ])('the %s is an inspector of their own unit', (_, person, name) => {
    const plan = aPlan({
      teams: [aTeam({ members: [{ person: 'p-hai' }] })],
      units: [planned('so-van-hoa', [aVisit({ chair: 'p-hoa' })]), planned('so-y-te', [aVisit(afternoon)])],
    });
    expect(planGaps(plan, context({ worksAt: (who) => (who === person ? 'so-van-hoa' : 'so-noi-vu') }))).toEqual([
      {
        code: 'inspector-of-own-unit',
        at: 'units[0]',
        sentence: `${name} thuộc Sở Văn hóa và Thể thao nên không được kiểm tra đơn vị này.`,
      },
    ]);
  });

  test('an unknown inspector of their own unit is named by their id; a chair without a team counts too', () => {
    const plan = aPlan({ units: [planned('so-van-hoa', [aVisit({ chair: 'p-la' })], 'doan-9')] });
    const gaps = planGaps(plan, context({ worksAt: (who) => (who === 'p-la' ? 'so-van-hoa' : undefined) }));
    expect(gaps.map(({ code }) => code)).toEqual(['unit-without-team', 'person-unknown', 'inspector-of-own-unit']);
    expect(gaps[2]!.sentence).toContain('p-la thuộc');
  });

  test.each<[string, Plan, string]>([
    [
      'the lead, on two units in one morning',
      aPlan({
        teams: [aTeam(), aTeam({ id: 'doan-2', secretary: 'p-son' })],
        units: [planned('so-van-hoa'), planned('so-y-te', [aVisit()], 'doan-2')],
      }),
      'Nguyễn Thị Lan',
    ],
    [
      'the secretary of both teams',
      aPlan({
        teams: [aTeam(), aTeam({ id: 'doan-2', lead: 'p-hoa' })],
        units: [planned('so-van-hoa'), planned('so-y-te', [aVisit()], 'doan-2')],
      }),
      'Trần Văn Minh',
    ],
    [
      'a chair who leads another team',
      aPlan({
        teams: [aTeam(), aTeam({ id: 'doan-2', lead: 'p-hoa', secretary: 'p-son' })],
        units: [planned('so-van-hoa'), planned('so-y-te', [aVisit({ chair: 'p-lan' })], 'doan-2')],
      }),
      'Nguyễn Thị Lan',
    ],
  ])('a person in two places: %s', (_, plan, name) => {
    expect(planGaps(plan, context())).toEqual([
      {
        code: 'person-in-two-places',
        at: 'units[1].visits[0]',
        sentence: `${name} phải có mặt ở hai nơi trong buổi sáng 06/04/2026. Hãy đổi giờ, đổi đoàn hoặc cử người khác chủ trì.`,
      },
    ]);
  });

  test('in the afternoon too, by their id where nobody knows their name', () => {
    const plan = aPlan({
      teams: [aTeam({ secretary: 'p-la' }), aTeam({ id: 'doan-2', lead: 'p-hoa', secretary: 'p-la' })],
      units: [planned('so-van-hoa', [aVisit(afternoon)]), planned('so-y-te', [aVisit(afternoon)], 'doan-2')],
    });
    expect(planGaps(plan, context()).at(-1)!.sentence).toMatch(
      /^p-la phải có mặt ở hai nơi trong buổi chiều 06\/04\/2026\./,
    );
  });

  test('three visits on 23/7/2026 by one team: each after the first is named', () => {
    const thrice = aPlan({
      units: ['so-van-hoa', 'so-y-te', 'cuc-hai-quan'].map((unit) => planned(unit, [aVisit({ day: '2026-07-23' })])),
    });
    expect(planGaps(thrice, context()).map(({ code, at }) => `${code} ${at}`)).toEqual([
      'person-in-two-places units[1].visits[0]',
      'person-in-two-places units[1].visits[0]',
      'person-in-two-places units[2].visits[0]',
      'person-in-two-places units[2].visits[0]',
    ]);
  });

  test('faults of the plan come first, then of teams, of units, and clashes last', () => {
    const plan = aPlan({
      teams: [aTeam({ members: [{ person: 'p-la' }] })],
      units: [planned('so-van-hoa'), planned('so-y-te'), planned('so-la')],
    });
    expect(planGaps(plan, context({ knowsOutline: false })).map(({ code }) => code)).toEqual([
      'outline-unknown',
      'person-unknown',
      'unit-unknown',
      'person-in-two-places',
      'person-in-two-places',
      'person-in-two-places',
      'person-in-two-places',
    ]);
  });

  test('a visit in a year without a calendar is refused, not passed over', () => {
    expect(
      refusalCode(() =>
        planGaps(aPlan({ units: [planned('so-van-hoa', [aVisit({ day: '2030-04-08' })])] }), context()),
      ),
    ).toBe('calendar-missing');
  });
});

test('property: a clash is found exactly when two visits at different units share person, day and half-day', () => {
  const people = Object.keys(names);
  const team = (id: string) =>
    fc
      .record({ lead: fc.constantFrom(...people), secretary: fc.constantFrom(...people) })
      .map(({ lead, secretary }) => aTeam({ id, lead, secretary }));
  const visit = fc
    .record({
      day: fc.constantFrom<Day>('2026-04-06', '2026-04-07'),
      session: fc.constantFrom('morning' as const, 'afternoon' as const),
      chair: fc.option(fc.constantFrom(...people), { nil: undefined }),
    })
    .map(({ day, session, chair }) => aVisit({ day, session, ...(chair ? { chair } : {}) }));
  const plans = fc
    .record({
      teams: fc.tuple(team('doan-1'), team('doan-2')),
      units: fc.array(
        fc.record({
          unit: fc.constantFrom(...units.map(({ id }) => id)),
          team: fc.constantFrom('doan-1', 'doan-2'),
          visits: fc.array(visit, { maxLength: 2 }),
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ teams, units }) => aPlan({ teams, units }));
  fc.assert(
    fc.property(plans, (plan) => {
      const present = plan.units.flatMap((unit) =>
        unit.visits.map((visit) => {
          const { lead, secretary } = plan.teams.find(({ id }) => id === unit.team)!;
          return { unit: unit.unit, when: `${visit.day} ${visit.session}`, people: [visit.chair ?? lead, secretary] };
        }),
      );
      const clash = present.some((a) =>
        present.some(
          (b) => a.unit !== b.unit && a.when === b.when && a.people.some((person) => b.people.includes(person)),
        ),
      );
      expect(planGaps(plan, context()).some(({ code }) => code === 'person-in-two-places')).toBe(clash);
    }),
    { numRuns: 500 },
  );
});

describe('what a round keeps of its plan', () => {
  const frozen = (plan: Partial<Plan>) => frozenPlan(aPlan(plan), { snapshot: 'kh', sha256: 'a' });
  const surprise = { ...planned('so-y-te', [aVisit({ day: '2026-03-30' })]), method: 'surprise' as const };

  test('the days announced, not those of a surprise', () => {
    expect(frozen({ units: [planned('so-van-hoa'), surprise] })).toEqual({
      snapshot: 'kh',
      sha256: 'a',
      units: 2,
      firstVisit: '2026-04-06',
      lastVisit: '2026-04-06',
    });
  });

  test('of surprises alone no day at all, whatever period they look at', () => {
    expect(frozen({ units: [surprise] })).toEqual({ snapshot: 'kh', sha256: 'a', units: 1 });
  });

  test('a day left over from another method is asked of nobody', () => {
    expect(frozen({ units: [{ ...planned('so-van-hoa'), reportBy: '2026-03-16' }] }).firstVisit).toBe('2026-04-06');
    const desk = { ...planned('so-van-hoa', []), method: 'desk' as const, reportBy: '2026-03-16' as Day };
    expect(frozen({ units: [desk] }).firstVisit).toBe('2026-03-16');
  });

  test('whether several teams inspect', () => {
    expect(frozen({ teams: [aTeam(), aTeam({ id: 'doan-2' })] }).severalTeams).toBe(true);
  });
});

describe('what does not hold a plan up', () => {
  const warnings = (day: Day, more: Partial<PlanContext> = {}, method?: 'surprise') =>
    planWarnings(aPlan({ units: [{ ...planned('so-van-hoa', [aVisit({ day })]), ...(method ? { method } : {}) }] }), {
      ...context(more),
      terms: defaultTerms,
    }).map(({ code, at }) => `${code} ${at}`);

  test('a visit fifteen working days ahead leaves time for everything', () => {
    expect(warnings('2026-03-23')).toEqual([]);
  });

  test('nearer, its notice is late; nearer still, its report is late too', () => {
    expect(warnings('2026-03-20')).toEqual(['notice-late units[0].visits[0]']);
    expect(warnings('2026-03-09')).toEqual(['notice-late units[0].visits[0]', 'report-late units[0].visits[0]']);
  });

  test('how long before is what the round goes by', () => {
    const terms = {
      'issue-notice': { count: -10, unit: 'working-day' as const },
      'self-report': { count: -2, unit: 'working-day' as const },
    };
    const found = (day: Day) =>
      planWarnings(aPlan({ units: [planned('so-van-hoa', [aVisit({ day })])] }), { ...context(), terms });
    expect(found('2026-03-20')).toEqual([]);
    expect(found('2026-03-09').map(({ code }) => code)).toEqual(['notice-late']);
    expect(found('2026-03-09')[0]!.sentence).toContain('trước ít nhất 10 ngày làm việc');
  });

  test.each<[string, Partial<Watched>, string | undefined]>([
    [
      'another round visits it within half a year',
      { alsoVisited: () => [{ day: '2026-08-03', title: 'Đợt hè' }] },
      'đợt “Đợt hè”',
    ],
    ['later than that', { alsoVisited: () => [{ day: '2026-12-01', title: 'Đợt đông' }] }, undefined],
    [
      'of the team, somebody answered for it last year',
      { onceAt: () => [{ unit: 'so-van-hoa', to: '2025-06-30' }] },
      'từng là đầu mối hoặc thủ trưởng của Sở Văn hóa',
    ],
    ['long ago', { onceAt: () => [{ unit: 'so-van-hoa', to: '2020-06-30' }] }, undefined],
    ['for another unit', { onceAt: () => [{ unit: 'so-y-te', to: '2025-06-30' }] }, undefined],
    [
      'somebody works at what became it',
      {
        worksAt: () => 'so-du-lich',
        units: [...units, { ...units[0]!, id: 'so-du-lich', name: 'Sở Du lịch', successors: ['so-van-hoa'] }],
      },
      'thuộc Sở Du lịch, nay là Sở Văn hóa',
    ],
  ])('a unit inspected again, an inspector where they once answered: %s', (_, watched, words) => {
    const found = planWarnings(aPlan({ units: [planned('so-van-hoa', [aVisit({ day: '2026-04-06' })])] }), {
      ...context(),
      terms: defaultTerms,
      ...watched,
    });
    expect(found.every(({ at, sentence }) => at === 'units[0]' && sentence.includes(words ?? '-'))).toBe(true);
    expect(found.length > 0).toBe(words !== undefined);
  });

  test('a surprise is told to nobody; what is past is a gap already', () => {
    expect(warnings('2026-03-09', {}, 'surprise')).toEqual([]);
    expect(warnings('2020-03-09')).toEqual([]);
  });
});

describe('a visit’s day and hour', () => {
  const found = (visit: Partial<PlannedVisit>) =>
    planGaps(aPlan({ units: [planned('so-van-hoa', [aVisit(visit)])] }), context()).map(
      ({ code, at }) => `${code} ${at}`,
    );

  test.each<[Partial<PlannedVisit>, string[]]>([
    [{ startsAt: '11:59' }, []],
    [{ startsAt: '14:00' }, ['visit-hour-of-other-half units[0].visits[0]']],
    [{ session: 'afternoon', startsAt: '12:00' }, []],
    [{ session: 'afternoon', startsAt: '08:00' }, ['visit-hour-of-other-half units[0].visits[0]']],
    [{ day: '2020-03-09' }, ['visit-in-past units[0].visits[0]']],
  ])('%j', (visit, gaps) => {
    expect(found(visit)).toEqual(gaps);
  });
});
