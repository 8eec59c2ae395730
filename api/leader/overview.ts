import { Router } from 'express';
import { z } from 'zod';
import { addDays, weekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { dutyKinds } from '../../domain/duty.ts';
import type { DutyKind } from '../../domain/duty.ts';
import { itemKinds } from '../../domain/remediation.ts';
import { roles, unitRoles } from '../../domain/role.ts';
import type { UnitId } from '../../domain/role.ts';
import { hands, handWords } from '../../domain/tally.ts';
import type { Hand } from '../../domain/tally.ts';
import { dutyWords } from '../../domain/why.ts';
import { waitingOf } from '../../store/queries/progress.ts';
import { assertMay } from '../auth.ts';
import { roundWords } from '../campaigns/round-steps.ts';
import { namedSchema, unitNames, waitingSchema } from '../campaigns/rounds.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, idSchema } from '../fields.ts';
import { itemId } from '../items/item-record.ts';
import { roundsWithin, scopeFields } from '../items/item-scope.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { paperPathId } from '../papers/paper-case.ts';
import { parse } from '../problem.ts';
import { saveAs } from '../papers/files.ts';
import { xlsxType } from '../sheet.ts';
import { countedOf, groupings, groupingWords, groupsOf } from './overview-groups.ts';
import type { Counted } from './overview-groups.ts';
import { countedRounds } from './overview-rounds.ts';
import type { CountedRound } from './overview-rounds.ts';
import { overviewSheet } from './overview-sheet.ts';
import { yearsOf } from './overview-years.ts';
import { subjectsOf } from '../office/subjects.ts';
import { unitsAmong } from './unit-groups.ts';

const roundsFields = {
  campaign: idSchema.optional().meta({ description: 'Chỉ một đợt đang mở' }),
  training: z
    .stringbool({ error: 'Chỉ nhận true hoặc false.' })
    .optional()
    .meta({ description: 'Các đợt tập huấn; để trống thì đợt thật, chưa có đợt thật nào thì đợt tập huấn' }),
};
const roundsQuery = z.object(roundsFields);
const groupsQuery = z.object({
  ...roundsFields,
  by: z.enum(groupings),
  place: z.string().max(100).optional().meta({ description: 'Chỉ các đơn vị của khối, địa bàn này' }),
  head: z.string().max(100).optional().meta({ description: 'Chỉ các đơn vị của người đứng đầu này' }),
  area: z.string().max(100).optional().meta({ description: 'Chỉ nội dung của lĩnh vực này; -: không ghi lĩnh vực' }),
  kind: z.enum(itemKinds).optional().meta({ description: 'Chỉ nội dung loại này' }),
  year: scopeFields.year.meta({ description: 'Mọi đợt của năm này, cả đợt đã đóng, thay cho các đợt đang mở' }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
const owedQuery = z.object({
  ...roundsFields,
  what: z.enum(dutyKinds).optional(),
  hand: z
    .enum([...hands, 'ours'])
    .optional()
    .meta({ description: 'Ở tay ai; ours: đoàn kiểm tra hoặc Sở' }),
  late: z.stringbool({ error: 'Chỉ nhận true hoặc false.' }).optional(),
  by: daySchema.optional().meta({ description: 'Đến hạn đúng ngày này, chưa quá hạn' }),
  unit: z.string().max(100).optional(),
  place: z.string().max(100).optional().meta({ description: 'Chỉ các đơn vị của khối, địa bàn này' }),
  head: z.string().max(100).optional().meta({ description: 'Chỉ các đơn vị của người đứng đầu này' }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

const handCounts = z.object({ unit: z.int(), team: z.int(), office: z.int(), outside: z.int() });
const yearSchema = z.object({
  year: z.int(),
  rounds: z.int(),
  units: z.int(),
  items: z.int(),
  closed: z.int(),
  late: z.int(),
});
const repeatSchema = z.object({
  unit: namedSchema,
  area: namedSchema,
  years: z.array(z.object({ year: z.int(), items: z.int() })),
  open: z.int(),
  units: z
    .array(z.string())
    .meta({ description: 'Những đơn vị đang giữ nội dung trong dòng này: chính nó, và đơn vị trước đó' }),
});
const overviewSchema = z
  .object({
    today: daySchema,
    training: z.boolean(),
    rounds: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        kind: z.string(),
        words: z.string(),
        today: daySchema,
        units: z.int(),
        visits: z.object({ held: z.int(), total: z.int() }),
        reported: z.int(),
        concluded: z.int(),
        lacking: z
          .object({ report: z.int(), visit: z.int(), conclusion: z.int() })
          .meta({ description: 'Đơn vị chưa xong bước ấy' }),
        items: z.object({ total: z.int(), closed: z.int() }),
        lateUnits: z.int().meta({ description: 'Đơn vị có việc quá hạn, ở tay ai cũng vậy' }),
        lateByHand: handCounts.meta({ description: 'Các đơn vị ấy theo tay đang giữ việc quá hạn lâu nhất' }),
      }),
    ),
    hands: z
      .array(
        z.object({
          hand: z.enum(hands),
          words: z.string(),
          open: z.int(),
          late: z.int(),
          units: z.int().meta({ description: 'Đơn vị liên quan đến việc quá hạn' }),
          longest: z.int().meta({ description: 'Ngày làm việc' }),
          days: z.int().meta({ description: 'Tổng số ngày làm việc đang chậm' }),
        }),
      )
      .meta({ description: 'Ai đang chậm, ở tay ai: mốc riêng của Sở không tính là quá hạn' }),
    week: z.object({
      from: daySchema,
      to: daySchema,
      days: z.array(z.object({ day: daySchema, unit: z.int(), ours: z.int(), outside: z.int() })),
    }),
    stuck: z
      .array(
        z.object({
          what: z.enum(dutyKinds),
          words: z.string(),
          hand: z.enum(hands),
          count: z.int(),
          late: z.int(),
          longest: z.int(),
          oldest: daySchema.optional().meta({ description: 'Hạn sớm nhất' }),
        }),
      )
      .meta({ description: 'Việc đang nằm ở phía Sở, theo loại' }),
    years: z.array(yearSchema),
    repeats: z.object({ total: z.int(), items: z.array(repeatSchema) }),
  })
  .meta({ id: 'Overview' });
const groupSchema = z.object({
  id: z.string(),
  name: z.string(),
  units: z.int(),
  items: z.int(),
  closed: z.int(),
  late: z.int().meta({ description: 'Nội dung quá hạn ở tay đơn vị' }),
  ours: z.int().meta({ description: 'Nội dung chờ phía Sở thẩm tra hoặc đóng' }),
  days: z
    .object({ unit: z.int(), ours: z.int() })
    .optional()
    .meta({ description: 'Hai đồng hồ: tổng ngày làm việc các việc đang chậm, ở đơn vị và ở phía Sở' }),
});
const groupsSchema = z
  .object({ by: z.enum(groupings), words: z.string(), total: z.int(), items: z.array(groupSchema) })
  .meta({ id: 'OverviewGroups' });
const owedRow = waitingSchema.extend({
  campaign: namedSchema,
  subject: z.string().optional().meta({ description: 'Nội dung văn bản yêu cầu, tên văn bản, hoặc kiến nghị' }),
  unit: namedSchema.optional().meta({ description: 'Đơn vị nay chịu trách nhiệm' }),
  receivedFrom: namedSchema.optional().meta({ description: 'Đơn vị cũ, có tên trong văn bản' }),
  item: z.string().optional(),
  inspection: z.string().optional(),
  paper: z.string().optional(),
});
const owedSchema = z
  .object({
    total: z.int(),
    unitsTotal: z.int(),
    days: z.int().meta({ description: 'Cộng các ngày làm việc đang chậm' }),
    units: z
      .array(namedSchema.extend({ count: z.int(), longest: z.int(), days: z.int() }))
      .meta({ description: 'Những đơn vị liên quan, chậm nhiều nhất trước' }),
    items: z.array(owedRow),
  })
  .meta({ id: 'OverviewOwed' });

export type Overview = z.output<typeof overviewSchema>;
export type OverviewGroups = z.output<typeof groupsSchema>;
export type OverviewOwed = z.output<typeof owedSchema>;

const ours: readonly Hand[] = ['team', 'office'];
const staffRoles = roles.filter((role) => !unitRoles.includes(role) && role !== 'superior');
/** Of what was found again, so many on the page; the sheet has all. */
const mostRepeats = 30;

/** The leaders' page (trang thứ Hai): how far, who is late and by whose hand, what lies with us. */
export const overview = (deps: Deps): Router => {
  const router = Router();

  router.get('/overview', async (req, res) => {
    assertMay(req, 'read-campaign');
    const { rounds, training } = await countedRounds(deps, parse(roundsQuery, req.query));
    res.json(await overviewOf(deps, rounds, training));
  });

  router.get('/overview/groups', async (req, res) => {
    assertMay(req, 'read-campaign');
    const { by, year, limit, campaign, training, ...within } = parse(groupsQuery, req.query);
    const open = await countedRounds(deps, year === undefined ? { campaign, training } : { training });
    const ofYear = year === undefined ? undefined : await roundsWithin(deps, { year, training: open.training });
    const rows = await groupsOf(deps, await countedOf(deps, open.rounds, ofYear), by, within);
    res.json({
      by,
      words: groupingWords[by],
      total: rows.length,
      items: rows.slice(0, limit),
    } satisfies OverviewGroups);
  });

  router.get('/overview/owed', async (req, res) => {
    assertMay(req, 'read-campaign');
    const { campaign, training, ...asked } = parse(owedQuery, req.query);
    const { rounds } = await countedRounds(deps, { campaign, training });
    res.json(await owedList(deps, rounds, asked));
  });

  router.get('/overview/sheet', async (req, res) => {
    assertMay(req, 'read-campaign');
    const { rounds, training } = await countedRounds(deps, parse(roundsQuery, req.query));
    const counted = await countedOf(deps, rounds);
    const [seen, years, ...groups] = await Promise.all([
      overviewOf(deps, rounds, training),
      yearsOf(deps, training),
      ...groupings
        .filter((by) => by !== 'round')
        .map(async (by) => ({ words: groupingWords[by], rows: await groupsOf(deps, counted, by) })),
    ]);
    const sheet = await overviewSheet(
      { ...seen, repeats: { total: years.repeats.length, items: years.repeats } },
      groups,
    );
    saveAs(res, { name: `Trang thứ Hai ${seen.today}.xlsx`, type: xlsxType, size: sheet.length });
    res.end(sheet);
  });

  return router;
};

async function overviewOf(deps: Deps, rounds: CountedRound[], training: boolean): Promise<Overview> {
  const { store } = deps;
  const [boards, owed, stuck, { years, repeats }] = await Promise.all([
    Promise.all(rounds.map(({ campaign, calendar, day }) => store.board.board(campaign, calendar, { on: day }))),
    store.overview.owedIn(rounds.map(({ campaign }) => campaign)),
    owedByOffice(deps, rounds),
    yearsOf(deps, training),
  ]);
  return {
    today: rounds.length === 1 ? rounds[0]!.day : today(deps),
    training,
    rounds: rounds.map(({ campaign, plan, state, day }, i) => {
      const { count } = boards[i]!;
      return {
        id: campaign,
        title: plan.title,
        kind: plan.kind,
        words: roundWords(plan.kind, state),
        today: day,
        units: count.units,
        visits: { held: count.visits.held, total: count.visits.total },
        reported: count.reported,
        concluded: count.concluded,
        lacking: {
          report: count.lacking.report,
          visit: count.lacking.visit,
          conclusion: count.lacking.conclusion,
        },
        items: count.items,
        lateUnits: count.late.units,
        lateByHand: count.late.byHand,
      };
    }),
    hands: hands.map((hand) => handOf(hand, rounds, owed)),
    week: weekOf(rounds, owed, today(deps)),
    stuck: stuckOf(stuck),
    years,
    repeats: { total: repeats.length, items: repeats.slice(0, mostRepeats) },
  };
}

function handOf(hand: Hand, rounds: CountedRound[], all: Counted['owed']): Overview['hands'][number] {
  const roundOf = new Map(rounds.map((round) => [round.campaign, round]));
  const mine = all.filter((one) => one.hand === hand);
  const late = mine.flatMap(({ campaign, unit, due, count }) => {
    const round = roundOf.get(campaign)!;
    return due !== undefined && due < round.day ? [{ unit, count, past: round.past(due) }] : [];
  });
  const sum = (counts: { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
  return {
    hand,
    words: handWords[hand],
    open: sum(mine),
    late: sum(late),
    units: new Set(late.flatMap(({ unit }) => unit ?? [])).size,
    longest: late.reduce((most, { past }) => Math.max(most, past), 0),
    days: late.reduce((total, { past, count }) => total + past * count, 0),
  };
}

/** From today to Sunday, each round by its own day; a day on which nothing is due is left out. */
function weekOf(rounds: CountedRound[], owed: Counted['owed'], on: Day): Overview['week'] {
  const endOf = (day: Day): Day => addDays(day, (7 - weekday(day)) % 7);
  const roundOf = new Map(rounds.map((round) => [round.campaign, round]));
  const days = new Map<Day, Overview['week']['days'][number]>();
  for (const { campaign, hand, due, count } of owed) {
    const { day: now } = roundOf.get(campaign)!;
    if (due === undefined || due < now || due > endOf(now)) continue;
    const day = days.get(due) ?? { day: due, unit: 0, ours: 0, outside: 0 };
    days.set(due, day);
    day[hand === 'unit' ? 'unit' : hand === 'outside' ? 'outside' : 'ours'] += count;
  }
  const from = rounds.map(({ day }) => day).sort()[0] ?? on;
  return { from, to: endOf(from), days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

type Owed = Awaited<ReturnType<typeof owedByOffice>>[number];

/** What our people owe in these rounds, a surprise that is not opened left out. */
async function owedByOffice(deps: Deps, rounds: CountedRound[], of: readonly (typeof roles)[number][] = staffRoles) {
  const { store } = deps;
  const roundOf = new Map(rounds.map((round) => [round.campaign, round]));
  const [owing, hidden] = await Promise.all([store.owed.owedBy(of), store.progress.hiddenOf()]);
  const unseen = new Set(hidden.map(({ id }) => id));
  return owing.flatMap((matter) => {
    const round = roundOf.get(matter.place.campaign ?? '');
    if (!round || unseen.has(matter.id)) return [];
    return matter.duties.flatMap((duty) =>
      waitingOf({ id: matter.id, duties: [duty] }, round.calendar, round.day).map((row) => ({
        row,
        round,
        matter,
        duty,
        holder: matter.heldBy ?? matter.place.unit,
        hand: duty.owedBy.unit === undefined ? handOfRole(row.role) : ('outside' as const),
      })),
    );
  });
}

const teamRoles: readonly string[] = ['lead', 'secretary', 'member', 'chair'];
const handOfRole = (role: (typeof roles)[number]): Hand =>
  unitRoles.includes(role) ? 'unit' : role === 'superior' ? 'outside' : teamRoles.includes(role) ? 'team' : 'office';

function stuckOf(owed: Owed[]): Overview['stuck'] {
  const kinds = [...new Set(owed.filter(({ hand }) => ours.includes(hand)).map(({ row }) => row.kind))];
  return kinds
    .map((what: DutyKind) => {
      const of = owed.filter(({ row, hand }) => row.kind === what && ours.includes(hand));
      const [oldest] = of.flatMap(({ row }) => row.due ?? []).sort();
      const late = of.filter(({ row }) => row.overdue);
      return {
        what,
        words: dutyWords[what],
        hand: of[0]!.hand,
        count: of.length,
        late: late.length,
        longest: late.reduce((most, { row }) => Math.max(most, row.past), 0),
        ...(oldest ? { oldest } : {}),
      };
    })
    .sort((a, b) => b.late - a.late || b.longest - a.longest || b.count - a.count);
}

async function owedList(
  deps: Deps,
  rounds: CountedRound[],
  { what, hand, late, by, unit, place, head, limit }: Omit<z.output<typeof owedQuery>, 'campaign' | 'training'>,
): Promise<OverviewOwed> {
  const isAsked = (one: Hand) => hand === undefined || (hand === 'ours' ? ours.includes(one) : one === hand);
  const asked = roles.filter((role) => hand === 'outside' || isAsked(handOfRole(role)));
  const [all, among] = await Promise.all([
    owedByOffice(deps, rounds, asked),
    unitsAmong(deps, { place, head }, today(deps)),
  ]);
  const within = among && new Set(among);
  const owed = all
    .filter(
      (one) =>
        (what === undefined || one.row.kind === what) &&
        isAsked(one.hand) &&
        (late === undefined || one.row.overdue === late) &&
        (by === undefined || (one.row.due === by && !one.row.overdue)) &&
        (unit === undefined || one.holder === unit) &&
        (within === undefined || (one.holder !== undefined && within.has(one.holder))),
    )
    .sort((a, b) => b.row.past - a.row.past || (a.matter.id < b.matter.id ? -1 : 1));
  const shown = owed.slice(0, limit);
  const concerned = unitsOf(owed);
  const units = concerned.slice(0, limit);
  const [subjectOf, nameOf] = await Promise.all([
    subjectsOf(
      deps,
      shown.map(({ matter }) => matter),
    ),
    unitNames(deps.store, [
      ...units.map(({ id }) => id),
      ...shown.flatMap(({ holder, matter: { heldBy, place } }) =>
        [holder ?? [], heldBy ? (place.unit ?? []) : []].flat(),
      ),
    ]),
  ]);
  return {
    total: owed.length,
    unitsTotal: concerned.length,
    days: daysOf(owed),
    units: units.map((one) => ({ ...one, name: nameOf(one.id) })),
    items: shown.map(({ row, round, holder, matter, duty }) => {
      const { id, process, place, heldBy } = matter;
      const { subject } = subjectOf(matter, duty);
      return {
        ...row,
        campaign: { id: round.campaign, name: round.plan.title },
        ...(subject === undefined ? {} : { subject }),
        ...(holder ? { unit: { id: holder, name: nameOf(holder) } } : {}),
        ...(heldBy && place.unit ? { receivedFrom: { id: place.unit, name: nameOf(place.unit) } } : {}),
        ...(process === 'remediation' && duty.about !== undefined ? { item: itemId(id, duty.about) } : {}),
        ...(process === 'inspection' ? { inspection: id.replace(/^inspection:/, '') } : {}),
        ...(process === 'paper' ? { paper: paperPathId(id) } : {}),
      };
    }),
  };
}

const daysOf = (owed: Owed[]): number => owed.reduce((all, { row }) => all + (row.overdue ? row.past : 0), 0);

/** The units these are about, the most days late first. */
function unitsOf(owed: Owed[]): { id: UnitId; count: number; longest: number; days: number }[] {
  const byUnit = new Map<UnitId, Owed[]>();
  for (const one of owed) {
    const { holder } = one;
    if (holder !== undefined) byUnit.set(holder, [...(byUnit.get(holder) ?? []), one]);
  }
  return [...byUnit]
    .map(([id, of]) => ({
      id,
      count: of.length,
      longest: of.reduce((most, { row }) => Math.max(most, row.overdue ? row.past : 0), 0),
      days: daysOf(of),
    }))
    .sort((a, b) => b.days - a.days || b.count - a.count || (a.id < b.id ? -1 : 1));
}

const read = { operation: 'read-campaign' } as const;
export const overviewPaths: Paths = {
  '/api/overview': {
    get: describe({
      ...read,
      summary:
        'Trang thứ Hai: các đợt đang mở, ai đang chậm và ở tay ai, việc tuần này, việc nằm ở phía Sở, qua các năm',
      query: roundsQuery,
      answers: overviewSchema,
    }),
  },
  '/api/overview/groups': {
    get: describe({
      ...read,
      summary: 'Nội dung khắc phục theo đơn vị, khối, người đứng đầu, lĩnh vực hoặc loại; chậm nhiều nhất trước',
      query: groupsQuery,
      answers: groupsSchema,
    }),
  },
  '/api/overview/owed': {
    get: describe({
      ...read,
      summary: 'Từng việc phía sau một con số của Trang thứ Hai, quá hạn lâu nhất trước',
      query: owedQuery,
      answers: owedSchema,
    }),
  },
  '/api/overview/sheet': {
    get: describe({
      ...read,
      summary: 'Trang thứ Hai thành tệp Excel',
      query: roundsQuery,
      answerType: xlsxType,
    }),
  },
};
