import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { workingDaysBetween } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { fold } from '../../domain/fold.ts';
import { membersOf } from '../../domain/group.ts';
import { inspectionStates } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Plan } from '../../domain/plan.ts';
import type { UnitId } from '../../domain/role.ts';
import { hands, handWords, wordsOfState } from '../../domain/tally.ts';
import { boardSteps } from '../../store/queries/board.ts';
import type { BoardCount, BoardStep, BoardUnit } from '../../store/queries/board.ts';
import type { Waiting } from '../../store/queries/progress.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, idSchema, pathId, searchSchema } from '../fields.ts';
import { surprisesSeenBy } from '../inspections/inspection-record.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageOf, pageQuery } from '../page.ts';
import { parse } from '../problem.ts';
import { columnName, columnsOf, lackingNames, lateWords, notesOf, stepNames, stepsOf } from './round-steps.ts';
import { namedSchema, planOf, roundOf, unitNames, waitingSchema } from './rounds.ts';
import type { Round } from './rounds.ts';
import { settingOf } from './setting.ts';

const boardQuery = z.object({
  ...pageQuery,
  team: idSchema.optional(),
  group: idSchema.optional().meta({ description: 'Nhóm đơn vị' }),
  late: z
    .stringbool({ error: 'Chỉ nhận true hoặc false.' })
    .optional()
    .meta({ description: 'Chỉ đơn vị có việc quá hạn' }),
  waiting: z.enum(hands).optional().meta({ description: 'Đang chờ ai' }),
  step: z.enum(boardSteps).optional().meta({ description: 'Chưa xong bước này' }),
  state: z.enum(inspectionStates).optional().meta({ description: 'Đang ở tình trạng này' }),
  search: searchSchema.optional().meta({ description: 'Một phần tên đơn vị, không cần dấu' }),
});
type BoardQuery = z.infer<typeof boardQuery>;

const handSchema = z.enum(hands);
const countsByHand = z.object({ unit: z.int(), team: z.int(), office: z.int(), outside: z.int() });
const doneOf = z.object({ done: z.int(), of: z.int() });
const rowSchema = z
  .object({
    unit: namedSchema,
    inspection: z
      .string()
      .optional()
      .meta({ description: 'Mã cuộc kiểm tra; không có khi đơn vị chỉ nhận văn bản chỉ đạo' }),
    team: namedSchema.optional(),
    state: z.enum(inspectionStates).optional(),
    words: z.string(),
    notes: z.array(z.string()),
    steps: z.array(z.object({ step: z.enum(boardSteps), text: z.string(), done: z.boolean() })),
    items: z.object({ total: z.int(), closed: z.int() }),
    late: z.object({ words: z.string(), hand: handSchema, who: z.string() }).optional(),
    waiting: z
      .array(waitingSchema.extend({ count: z.int().meta({ description: 'Bấy nhiêu việc như vậy của cùng vai trò' }) }))
      .meta({ description: 'Việc gấp nhất trước; việc giống nhau gộp một dòng' }),
  })
  .meta({ id: 'BoardRow' });
const boardSchema = pageOf(rowSchema)
  .extend({
    today: daySchema,
    all: z.int().meta({ description: 'Mọi đơn vị của bảng' }),
    found: z.int().meta({ description: 'Đơn vị đúng với bộ lọc' }),
    steps: z
      .array(
        doneOf.extend({
          step: z.enum(boardSteps),
          name: z.string(),
          lacking: z.string().meta({ description: 'Gọi tên các đơn vị chưa xong bước này' }),
        }),
      )
      .meta({ description: 'Từng bước: bao nhiêu đơn vị đã xong, trên bao nhiêu đơn vị có bước ấy' }),
    states: z.array(z.object({ state: z.enum(inspectionStates), words: z.string(), units: z.int() })),
    counts: z.object({
      units: z.int(),
      concluded: z.int(),
      reported: z.int(),
      accepted: z.int(),
      returned: z.int(),
      unsent: z.int(),
      visits: z.object({ total: z.int(), held: z.int(), signed: z.int() }),
      items: z.object({ total: z.int(), closed: z.int() }),
      proposals: z.object({ total: z.int(), closed: z.int() }),
      late: z.object({ units: z.int(), longest: z.int(), byHand: countsByHand }),
      waiting: countsByHand,
      next: z.object({ day: daySchema, units: z.int() }).optional(),
    }),
    hands: z.array(z.object({ hand: handSchema, words: z.string() })),
    teams: z.array(namedSchema),
    groups: z.array(namedSchema),
  })
  .meta({ id: 'RoundBoard' });
export type RoundBoard = z.output<typeof boardSchema>;
export type RoundBoardRow = RoundBoard['items'][number];

/** The units of a round by their steps, the most late first: filtered and paged here, counted from the tallies. */
export function roundBoard(deps: Deps): Router {
  const router = Router();
  router.get('/campaigns/:id/board', async (req: Request<{ id: string }>, res) => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    const round = await roundOf(deps, req.params.id);
    res.json(await boardOf(deps, req, { ...round, plan: await planOf(deps, round) }, parse(boardQuery, req.query)));
  });
  return router;
}

async function boardOf(
  deps: Deps,
  req: Request,
  round: Round & { plan: Plan },
  { limit, after, search, group, ...filter }: BoardQuery,
): Promise<RoundBoard> {
  const { store } = deps;
  const { plan, record, day } = round;
  const { campaign, kind, teams } = plan;
  const calendar = record?.calendar ?? (await settingOf(plan, store, today(deps))).calendar;
  const [groups, shows, proposals] = await Promise.all([
    store.groups.list({ limit: 200 }),
    surprisesSeenBy(deps, req, campaign),
    store.board.proposals(campaign),
  ]);
  const chosen = groups.find(({ id }) => id === group);
  const members = chosen && membersOf(chosen, await store.units.all(), day).map(({ id }) => id);
  const { count, all, units } = await store.board.board(campaign, calendar, {
    on: day,
    shows,
    ...filter,
    ...(group === undefined ? {} : { among: new Set(members) }),
  });
  const nameOf = await unitNames(
    store,
    units.map(({ unit }) => unit),
  );
  const wanted = fold(search ?? '').split(' ');
  const found = units.filter(({ unit }) => wanted.every((word) => fold(nameOf(unit)).includes(word)));
  // the order is by lateness, which moves on: a page goes on after the row that was seen, wherever it stands now
  const seen = after === undefined ? -1 : found.findIndex(({ unit }) => unit === after);
  assertCursor(after === undefined || seen >= 0);
  const shown = found.slice(seen + 1, seen + 1 + limit);
  const rows = await rowsOf(deps, round, shown, { calendar, shows, nameOf });
  return {
    items: rows,
    ...(found.length > seen + 1 + limit ? { next: shown.at(-1)!.unit } : {}),
    today: day,
    all,
    found: found.length,
    steps: stepCounts(kind, count),
    states: inspectionStates.flatMap((state) => count.states.find((one) => one.state === state) ?? []),
    counts: { ...count, proposals },
    hands: hands.map((hand) => ({ hand, words: handWords[hand] })),
    teams: teams.map(({ id, name }) => ({ id, name })),
    groups: groups.map(({ id, name }) => ({ id, name })),
  };
}

/** Each step of this kind of round: how many units did it, of how many that have it. */
function stepCounts(kind: Plan['kind'], count: BoardCount): RoundBoard['steps'] {
  const { having, visits, items } = count;
  const of: Record<BoardStep, { done: number; of: number }> = {
    notice: { done: count.notified, of: having.notice },
    acknowledge: { done: count.acknowledged, of: having.acknowledge },
    report: { done: count.reported, of: having.report },
    visit: { done: visits.held, of: visits.total },
    minutes: { done: visits.signed, of: visits.total },
    conclusion: { done: count.concluded, of: having.conclusion },
    items: { done: items.closed, of: items.total },
    accept: { done: count.accepted, of: having.accept },
    supplement: { done: count.returned, of: having.supplement },
    send: { done: count.unsent, of: having.send },
  };
  return columnsOf(kind).map((step) => ({
    step,
    name: columnName(kind, step),
    lacking: lackingNames[step] ?? stepNames[step].toLowerCase(),
    ...of[step],
  }));
}

async function rowsOf(
  { store }: Deps,
  { plan, day }: Round & { plan: Plan },
  shown: BoardUnit[],
  { calendar, shows, nameOf }: { calendar: Calendar; shows: Set<MatterId>; nameOf: (unit: UnitId) => string },
): Promise<RoundBoard['items']> {
  const { campaign, kind, teams } = plan;
  const [progress, loose] = await Promise.all([
    store.progress.unitsNamed(
      campaign,
      shown.map(({ unit }) => unit),
      day,
      shows,
    ),
    store.progress.waitingOfUnits(
      campaign,
      shown.filter(({ state }) => state === undefined).map(({ unit }) => unit),
      day,
    ),
  ]);
  return shown.map((one) => {
    const { unit, state, late, items } = one;
    const seen = progress.get(unit);
    const team = teams.find(({ id }) => id === one.team);
    return {
      unit: { id: unit, name: nameOf(unit) },
      ...(seen ? { inspection: seen.inspection.replace(/^inspection:/, '') } : {}),
      ...(team ? { team: { id: team.id, name: team.name } } : {}),
      ...(state ? { state } : {}),
      words: seen?.words ?? (state ? wordsOfState(state, {}) : 'chỉ nhận văn bản chỉ đạo'),
      notes: notesOf(one, seen),
      steps: stepsOf(kind, one, seen).filter((cell) => cell !== undefined),
      items,
      ...(late
        ? {
            late: {
              words: lateWords(workingDaysBetween(calendar, late.due, day)),
              hand: late.hand,
              who: handWords[late.hand],
            },
          }
        : {}),
      waiting: gatheredRows(seen?.waiting ?? loose.get(unit) ?? []),
    };
  });
}

/** The same act of the same role once, by its nearest day, with how often. */
function gatheredRows(waiting: Waiting[]): RoundBoardRow['waiting'] {
  const rows = new Map<string, RoundBoardRow['waiting'][number]>();
  for (const one of waiting) {
    const key = `${one.kind} ${one.role}`;
    const row = rows.get(key);
    if (row) row.count++;
    else rows.set(key, { ...one, count: 1 });
  }
  return [...rows.values()];
}

export const roundBoardPaths: Paths = {
  '/api/campaigns/{id}/board': {
    get: describe({
      summary: 'Bảng theo dõi: từng đơn vị qua các bước, đơn vị quá hạn lâu nhất trước; lọc và tìm',
      operation: 'read-campaign',
      path: pathId('Mã đợt kiểm tra'),
      query: boardQuery,
      answers: boardSchema,
    }),
  },
};
