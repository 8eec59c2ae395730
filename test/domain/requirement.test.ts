import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '../../domain/day.ts';
import { addDays } from '../../domain/day.ts';
import { concernedUnits } from '../../domain/finding.ts';
import type { Concerns, Finding } from '../../domain/finding.ts';
import { coverageGaps, periodEnd, wantedItems } from '../../domain/requirement.ts';
import type { Gap, Requirement, RequirementDue } from '../../domain/requirement.ts';
import { aRequirement, calendar } from '../support/round.ts';

/** The four units of Bình Định. */
const served = ['cuc-hai-quan', 'bql-khu-kinh-te', 'so-van-hoa', 'so-lao-dong'];
const paper = 'paper:binh-dinh-2026:conclusion:1';
const issued: Day = '2026-02-23';
const zone: Concerns = { units: ['bql-khu-kinh-te'] };

const aFinding = (finding: Partial<Finding> = {}): Finding => ({
  id: 'tt-1',
  text: 'Hồ sơ nhận và trả qua bưu chính công ích còn ít',
  area: 'mot-cua',
  concerns: { all: true },
  ...finding,
});

/** Four shortcomings; the third names the economic zone only and is an example of the second. */
const findings: Finding[] = [
  aFinding(),
  aFinding({ id: 'tt-2', text: 'Chưa đẩy mạnh dịch vụ công trực tuyến', area: 'chinh-quyen-so' }),
  aFinding({
    id: 'tt-3',
    text: 'Chín tháng chỉ có 1 hồ sơ mức độ 4, chưa có hồ sơ mức độ 3',
    area: 'chinh-quyen-so',
    concerns: zone,
  }),
  aFinding({ id: 'tt-4', text: 'Tuyên truyền cải cách hành chính chưa thường xuyên', area: 'chi-dao' }),
];
const requirements: Requirement[] = findings.map(({ id, concerns }) =>
  aRequirement({ id: `yc-${id}`, answers: [id], concerns }),
);

const without = (field: keyof Requirement, requirement: Requirement): Requirement => {
  const { [field]: _, ...rest } = requirement;
  return rest as Requirement;
};
const codes = (gaps: Gap[]) => gaps.map(({ code, at }) => `${code} ${at}`);

describe('acceptance a-3 of Bình Định: four shortcomings, one naming the economic zone', () => {
  const items = served.map((unit) => wantedItems(calendar, paper, requirements, served, unit, issued));

  test.each([
    ['for all', 'yc-tt-1', 4],
    ['for all', 'yc-tt-2', 4],
    ['naming the economic zone', 'yc-tt-3', 1],
    ['for all', 'yc-tt-4', 4],
  ])('a shortcoming %s (%s) makes %s items', (_, requirement, count) => {
    expect(items.flat().filter((item) => item.requirement === requirement)).toHaveLength(count);
  });

  test('each unit owes its own, numbered without a hole', () => {
    expect(items.map((own) => own.map(({ n, requirement }) => `${n} ${requirement}`))).toEqual([
      ['1 yc-tt-1', '2 yc-tt-2', '3 yc-tt-4'],
      ['1 yc-tt-1', '2 yc-tt-2', '3 yc-tt-3', '4 yc-tt-4'],
      ['1 yc-tt-1', '2 yc-tt-2', '3 yc-tt-4'],
      ['1 yc-tt-1', '2 yc-tt-2', '3 yc-tt-4'],
    ]);
  });

  test('the paper may be issued', () => {
    expect(coverageGaps(findings, requirements, served, issued)).toEqual([]);
  });

  test('a unit the paper does not serve owes nothing', () => {
    expect(wantedItems(calendar, paper, requirements, served, 'so-y-te', issued)).toEqual([]);
  });
});

describe('what a requirement becomes for a unit', () => {
  test.each<[string, RequirementDue | undefined, object]>([
    [
      '15 days from the issue',
      { kind: 'term', count: 15, unit: 'calendar-day' },
      {
        due: {
          day: '2026-03-10',
          reckoned: { from: issued, count: 15, unit: 'calendar-day', basis: paper, calendar: calendar.version },
        },
      },
    ],
    [
      '10 working days',
      { kind: 'term', count: 10, unit: 'working-day' },
      { due: expect.objectContaining({ day: '2026-03-09' }) },
    ],
    ['two months', { kind: 'term', count: 2, unit: 'month' }, { due: expect.objectContaining({ day: '2026-04-23' }) }],
    [
      'a day that is a Saturday',
      { kind: 'day', day: '2026-03-14' },
      {
        due: expect.objectContaining({
          day: '2026-03-16',
          reckoned: expect.objectContaining({ basis: paper, count: 0, rolled: '2026-03-14' }),
        }),
      },
    ],
    ['the office’s milestone on a Sunday', { kind: 'milestone', day: '2026-03-15' }, { followUpOn: '2026-03-16' }],
    [
      'thường xuyên',
      { kind: 'recurring', every: 'quarter', until: '2026-12-31' },
      { recurs: { every: 'quarter', until: '2026-12-31' } },
    ],
    ['without a day', undefined, {}],
  ])('due %s', (_, due, item) => {
    const requirement = due ? aRequirement({ due }) : without('due', aRequirement());
    expect(wantedItems(calendar, paper, [requirement], served, 'so-van-hoa', issued)).toEqual([
      { n: 1, requirement: 'yc-1', area: 'mot-cua', ...item },
    ]);
  });

  test.each([
    ['khuyến nghị', []],
    ['   ', [1]],
  ])('a requirement not tracked because “%s”', (untracked, numbers) => {
    expect(
      wantedItems(calendar, paper, [aRequirement({ untracked })], served, 'so-van-hoa', issued).map(({ n }) => n),
    ).toEqual(numbers);
  });

  test('one left out leaves no hole in the numbers', () => {
    const three = [
      aRequirement({ id: 'a' }),
      aRequirement({ id: 'b', untracked: 'phương hướng' }),
      aRequirement({ id: 'c' }),
    ];
    expect(
      wantedItems(calendar, paper, three, served, 'so-van-hoa', issued).map(
        ({ n, requirement }) => `${n}${requirement}`,
      ),
    ).toEqual(['1a', '2c']);
  });
});

describe('the coverage gate', () => {
  const gapsOf = (finding: Partial<Finding>, answered: Requirement[] = []) =>
    codes(coverageGaps([aFinding(finding)], answered, served, issued));

  test('a finding no requirement answers has no decision', () => {
    expect(coverageGaps([aFinding()], [], served, issued)).toEqual([
      {
        code: 'finding-uncovered',
        at: 'tt-1',
        sentence:
          'Tồn tại “Hồ sơ nhận và trả qua bưu chính công ích còn ít” chưa có yêu cầu nào trả lời. Hãy gắn một yêu cầu, hoặc ghi lý do không giao việc.',
      },
    ]);
  });

  test('a general remark needs its reason', () => {
    expect(gapsOf({ noWork: 'Nhận định chung' })).toEqual([]);
    expect(gapsOf({ noWork: '  ' })).toEqual(['finding-uncovered tt-1']);
  });

  test('a finding for all, answered for one, names the units left out', () => {
    expect(coverageGaps([aFinding()], [aRequirement({ answers: ['tt-1'], concerns: zone })], served, issued)).toEqual([
      {
        code: 'finding-unanswered-for-unit',
        at: 'tt-1',
        sentence:
          'Tồn tại “Hồ sơ nhận và trả qua bưu chính công ích còn ít” còn 3 đơn vị chưa được yêu cầu khắc phục: cuc-hai-quan, so-van-hoa, so-lao-dong.',
      },
    ]);
  });

  test('several requirements together may answer one finding', () => {
    const rest = served.filter((unit) => unit !== 'bql-khu-kinh-te');
    expect(
      gapsOf({}, [
        aRequirement({ answers: ['tt-1'], concerns: zone }),
        aRequirement({ id: 'yc-2', answers: ['tt-1'], concerns: { units: rest } }),
      ]),
    ).toEqual([]);
  });

  test.each<[string, Finding[], string[]]>([
    ['of a covered finding', [aFinding(), aFinding({ id: 'tt-2', illustrates: 'tt-1', concerns: zone })], []],
    [
      'of an example of it',
      [aFinding(), aFinding({ id: 'tt-2', illustrates: 'tt-1' }), aFinding({ id: 'tt-3', illustrates: 'tt-2' })],
      [],
    ],
    [
      'of a remark without work',
      [aFinding({ noWork: 'Nhận định chung' }), aFinding({ id: 'tt-2', illustrates: 'tt-1' })],
      [],
    ],
    [
      'of nothing in the paper',
      [aFinding(), aFinding({ id: 'tt-2', illustrates: 'tt-9' })],
      ['finding-uncovered tt-2'],
    ],
    ['of itself', [aFinding({ id: 'tt-2', illustrates: 'tt-2' })], ['finding-uncovered tt-2']],
    [
      'of each other',
      [aFinding({ id: 'tt-2', illustrates: 'tt-3' }), aFinding({ id: 'tt-3', illustrates: 'tt-2' })],
      ['finding-uncovered tt-2', 'finding-uncovered tt-3'],
    ],
    [
      'of a finding of other units',
      [aFinding({ concerns: zone }), aFinding({ id: 'tt-2', illustrates: 'tt-1' })],
      ['finding-unanswered-for-unit tt-2'],
    ],
  ])('an example %s', (_, drafted, gaps) => {
    const answer = aRequirement({ answers: drafted[0]!.id === 'tt-1' ? ['tt-1'] : [], concerns: drafted[0]!.concerns });
    expect(codes(coverageGaps(drafted, [answer], served, issued))).toEqual(gaps);
  });

  const gapOf = (requirement: Requirement, on: Day = issued) =>
    coverageGaps([aFinding({ noWork: 'x' })], [requirement], served, on);
  const named = 'Yêu cầu “Bổ sung niêm yết các thủ tục mới tại Bộ phận Một cửa”';

  test.each<[string, Requirement, Omit<Gap, 'at'>]>([
    [
      'units',
      aRequirement({ concerns: { units: ['so-y-te'] } }),
      { code: 'requirement-without-unit', sentence: `${named} chưa có đơn vị thực hiện.` },
    ],
    [
      'a known finding',
      aRequirement({ answers: ['tt-1', 'tt-9'] }),
      { code: 'requirement-answers-unknown', sentence: `${named} trả lời tồn tại “tt-9” không có trong văn bản.` },
    ],
    [
      'a target or due',
      without('due', aRequirement()),
      {
        code: 'requirement-without-due',
        sentence: `${named} chưa có hạn. Hãy ghi hạn theo văn bản, mốc theo dõi của Sở, hoặc “thường xuyên”.`,
      },
    ],
    [
      'the proof wanted',
      without('proof', aRequirement()),
      { code: 'requirement-without-proof', sentence: `${named} chưa ghi sản phẩm hoặc tài liệu kiểm chứng cần nộp.` },
    ],
    [
      'a proof that says something',
      aRequirement({ proof: ' ' }),
      { code: 'requirement-without-proof', sentence: `${named} chưa ghi sản phẩm hoặc tài liệu kiểm chứng cần nộp.` },
    ],
    [
      'a day after the issue',
      aRequirement({ due: { kind: 'day', day: '2026-02-22' } }),
      { code: 'requirement-due-passed', sentence: `${named} có hạn 22/02/2026 không sau ngày ban hành.` },
    ],
  ])('a requirement without %s', (_, requirement, gap) => {
    expect(gapOf(requirement)).toEqual([{ ...gap, at: 'yc-1' }]);
  });

  test.each<[RequirementDue, boolean]>([
    [{ kind: 'day', day: '2026-02-23' }, true],
    [{ kind: 'day', day: '2026-02-24' }, false],
    [{ kind: 'milestone', day: '2026-02-23' }, true],
    [{ kind: 'milestone', day: '2026-02-24' }, false],
    [{ kind: 'recurring', every: 'month', until: '2026-02-23' }, true],
    [{ kind: 'recurring', every: 'month', until: '2026-02-24' }, false],
    [{ kind: 'term', count: 1, unit: 'calendar-day' }, false],
  ])('issued on 23/02/2026, %j is past: %s', (due, isPast) => {
    expect(codes(gapOf(aRequirement({ due })))).toEqual(isPast ? ['requirement-due-passed yc-1'] : []);
  });

  test('a requirement that is not tracked needs neither due nor proof, but units and known findings', () => {
    const bare = without('due', without('proof', aRequirement({ untracked: 'khuyến nghị' })));
    expect(gapOf(bare)).toEqual([]);
    expect(codes(gapOf({ ...bare, concerns: { units: [] }, answers: ['tt-9'] }))).toEqual([
      'requirement-without-unit yc-1',
      'requirement-answers-unknown yc-1',
    ]);
    expect(codes(gapOf({ ...bare, untracked: ' ' }))).toEqual([
      'requirement-without-due yc-1',
      'requirement-without-proof yc-1',
    ]);
  });

  test('findings come before requirements, each in its order', () => {
    expect(
      codes(
        coverageGaps(
          [aFinding(), aFinding({ id: 'tt-2' })],
          [without('due', without('proof', aRequirement()))],
          served,
          issued,
        ),
      ),
    ).toEqual([
      'finding-uncovered tt-1',
      'finding-uncovered tt-2',
      'requirement-without-due yc-1',
      'requirement-without-proof yc-1',
    ]);
  });

  test.each([
    [60, 'a'.repeat(60)],
    [61, `${'a'.repeat(57)}…`],
  ])('a text of %s letters is quoted so that the sentence stays short', (length, quoted) => {
    const [gap] = coverageGaps([aFinding({ text: 'a'.repeat(length) })], [], served, issued);
    expect(gap!.sentence).toContain(`“${quoted}”`);
  });
});

describe('properties', () => {
  const concerns: fc.Arbitrary<Concerns> = fc.oneof(
    fc.constant<Concerns>({ all: true }),
    fc.record({ units: fc.subarray([...served, 'so-y-te']) }),
  );
  const ids = ['tt-1', 'tt-2', 'tt-3'];
  const aDraft = fc.record({
    findings: fc
      .array(
        fc.record({
          concerns,
          illustrates: fc.option(fc.constantFrom(...ids), { nil: undefined }),
          noWork: fc.option(fc.constantFrom('lý do', ' '), { nil: undefined, freq: 2 }),
        }),
        { maxLength: 3 },
      )
      .map((some) =>
        some.map(({ concerns, illustrates, noWork }, at) =>
          aFinding({ id: ids[at]!, concerns, ...(illustrates ? { illustrates } : {}), ...(noWork ? { noWork } : {}) }),
        ),
      ),
    requirements: fc
      .array(
        fc.record({
          concerns,
          answers: fc.subarray(ids),
          untracked: fc.option(fc.constantFrom('khuyến nghị', ' '), { nil: undefined, freq: 2 }),
        }),
        { maxLength: 4 },
      )
      .map((some) =>
        some.map(({ untracked, ...rest }, at) =>
          aRequirement({ id: `yc-${at + 1}`, ...rest, ...(untracked ? { untracked } : {}) }),
        ),
      ),
  });

  test('no gap: every concerned unit of every finding owes an item for it, or there is a reason', () => {
    let passed = 0;
    fc.assert(
      fc.property(aDraft, ({ findings: drafted, requirements: wanted }) => {
        if (coverageGaps(drafted, wanted, served, issued).length > 0) return;
        passed += 1;
        const byId = new Map(drafted.map((finding) => [finding.id, finding]));
        for (const finding of drafted) {
          const meant = [
            finding,
            byId.get(finding.illustrates ?? ''),
            byId.get(byId.get(finding.illustrates ?? '')?.illustrates ?? ''),
          ].filter((f) => f !== undefined);
          if (meant.some(({ noWork }) => noWork?.trim())) continue;
          const answering = wanted.filter(({ answers }) => meant.some(({ id }) => answers.includes(id)));
          for (const unit of concernedUnits(finding.concerns, served)) {
            const items = wantedItems(calendar, paper, wanted, served, unit, issued).map(
              ({ requirement }) => requirement,
            );
            const isAsked = answering.some(
              ({ id, untracked, concerns }) =>
                items.includes(id) || (untracked?.trim() && concernedUnits(concerns, served).includes(unit)),
            );
            expect(isAsked).toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(passed).toBeGreaterThan(20);
  });

  test('items of a unit are numbered from 1 without a hole, one for each tracked requirement that names it', () => {
    fc.assert(
      fc.property(aDraft, fc.constantFrom(...served), ({ requirements: wanted }, unit) => {
        const items = wantedItems(calendar, paper, wanted, served, unit, issued);
        expect(items.map(({ n }) => n)).toEqual(items.map((_, at) => at + 1));
        expect(new Set(items.map(({ requirement }) => requirement)).size).toBe(items.length);
      }),
    );
  });

  test('a period holds the day, ends with a month or quarter or the last day, and the next begins after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 729 }),
        fc.constantFrom('month' as const, 'quarter' as const),
        (n, every) => {
          const day = addDays('2026-01-01', n);
          const end = periodEnd(day, every, '2027-12-31');
          expect(end >= day).toBe(true);
          expect(addDays(end, 1).slice(8)).toBe('01');
          const month = Number(end.slice(5, 7));
          expect(
            every === 'month'
              ? month === Number(day.slice(5, 7))
              : month % 3 === 0 && month - Number(day.slice(5, 7)) < 3,
          ).toBe(true);
        },
      ),
    );
  });
});

describe('the end of a period', () => {
  test.each<[Day, 'month' | 'quarter', Day, Day]>([
    ['2026-01-01', 'quarter', '2026-12-31', '2026-03-31'],
    ['2026-03-31', 'quarter', '2026-12-31', '2026-03-31'],
    ['2026-04-01', 'quarter', '2026-12-31', '2026-06-30'],
    ['2026-08-15', 'quarter', '2026-12-31', '2026-09-30'],
    ['2026-12-01', 'quarter', '2026-12-31', '2026-12-31'],
    ['2026-11-20', 'quarter', '2026-12-15', '2026-12-15'],
    ['2026-02-10', 'month', '2026-12-31', '2026-02-28'],
    ['2028-02-10', 'month', '2028-12-31', '2028-02-29'],
    ['2026-12-10', 'month', '2027-12-31', '2026-12-31'],
    ['2027-01-05', 'quarter', '2026-12-31', '2026-12-31'],
  ])('of %s by %s until %s is %s', (day, every, until, end) => {
    expect(periodEnd(day, every, until)).toBe(end);
  });
});

describe('a directive’s lines', () => {
  const groups = [{ id: 'so', name: 'Các sở', units: ['so-van-hoa', 'so-lao-dong'] }];
  const wanted = (requirement: Requirement, unit = 'so-van-hoa') =>
    wantedItems(calendar, paper, [requirement], served, unit, issued, groups);
  const gapsOf = (requirement: Requirement, on: Day = issued) =>
    codes(coverageGaps([], [requirement], served, on, groups));

  test('to a whole group: each member owes it, nobody else', () => {
    const toGroup = aRequirement({ concerns: { groups: ['so'], units: ['cuc-hai-quan'] } });
    expect(served.map((unit) => wanted(toGroup, unit).length)).toEqual([1, 0, 1, 1]);
  });

  test('on an event: due by the last day the paper names, rolled to a working day', () => {
    const event = { kind: 'event', event: 'khi ban hành kế hoạch năm sau', latest: '2026-03-14' } as const;
    expect(wanted(aRequirement({ due: event }))[0]!.due).toMatchObject({
      day: '2026-03-16',
      reckoned: { basis: paper },
    });
    expect(gapsOf(aRequirement({ due: { ...event, latest: issued } }))).toEqual(['requirement-due-passed yc-1']);
  });

  test('with a share to be reached: the item knows it', () => {
    expect(wanted(aRequirement({ target: { of: 'nhiệm vụ', percent: 100 } }))[0]).toMatchObject({
      target: { percent: 100 },
    });
  });

  test.each([
    [100, []],
    [0.5, []],
    [0, ['target-out-of-range yc-1']],
    [101, ['target-out-of-range yc-1']],
    [Number.NaN, ['target-out-of-range yc-1']],
  ])('a share of %s%%', (percent, gaps) => {
    expect(gapsOf(aRequirement({ target: { of: 'nhiệm vụ', percent } }))).toEqual(gaps);
  });

  test('a prohibition is standing, never done once', () => {
    const standing = { kind: 'recurring', every: 'quarter', until: '2026-12-31' } as const;
    expect(gapsOf(aRequirement({ mode: 'prohibit' }))).toEqual(['prohibition-not-standing yc-1']);
    expect(gapsOf(aRequirement({ mode: 'prohibit', due: standing }))).toEqual([]);
    expect(wanted(aRequirement({ mode: 'prohibit', due: standing }))[0]).toMatchObject({
      prohibits: true,
      recurs: { every: 'quarter' },
    });
    expect(wanted(aRequirement({ mode: 'avoid', due: standing }))[0]).not.toHaveProperty('prohibits');
  });

  test('a day is never invented: without one the gate says what may be chosen', () => {
    const [gap] = coverageGaps([], [without('due', aRequirement())], served, issued);
    expect(gap!.sentence).toContain('hạn theo văn bản, mốc theo dõi của Sở, hoặc “thường xuyên”');
    expect(wanted(without('due', aRequirement()))[0]).not.toHaveProperty('due');
  });

  test('one that was asked before says where', () => {
    const meetsWith = { paper: 'paper:dot:conclusion:1', requirement: 'yc-9' };
    expect(wanted(aRequirement({ meetsWith }))[0]).toMatchObject({ meetsWith });
  });

  test('a finding of units the paper does not address wants an answer all the same', () => {
    const communes = aFinding({ concerns: { groups: ['cap-xa'], units: [] }, unnamed: true });
    expect(codes(coverageGaps([communes], [], served, issued, groups))).toEqual(['finding-uncovered tt-1']);
    expect(codes(coverageGaps([communes], [aRequirement({ answers: ['tt-1'] })], served, issued, groups))).toEqual([]);
  });
});
