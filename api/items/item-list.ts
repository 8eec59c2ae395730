import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { asDay } from '../../domain/day.ts';
import { dutyKinds } from '../../domain/duty.ts';
import { fold } from '../../domain/fold.ts';
import { Refusal } from '../../domain/refusal.ts';
import { itemKinds, itemStates, itemWords } from '../../domain/remediation.ts';
import { scopesFor } from '../../domain/rights.ts';
import { roles, scopesOf, unitRoles } from '../../domain/role.ts';
import type { CampaignId, Role, Scope } from '../../domain/role.ts';
import { levelWords } from '../../domain/unit.ts';
import { lineKey } from '../../store/queries/item-rows.ts';
import type { FoundWord, ItemFilter } from '../../store/queries/item-rows.ts';
import { assertSignedIn } from '../auth.ts';
import { unitNames } from '../campaigns/rounds.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { searchSchema } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { saveAs } from '../papers/files.ts';
import { unitsAmong, unnamed } from '../leader/unit-groups.ts';
import { namedPapers } from '../papers/issued.ts';
import { parse } from '../problem.ts';
import { xlsxType } from '../sheet.ts';
import { areaNames } from './area-names.ts';
import { findItem, itemId } from './item-record.ts';
import type { FoundItem } from './item-record.ts';
import { rowsOut } from './item-rows.ts';
import { roundsWithin, scopeFields } from './item-scope.ts';
import { itemSheet } from './item-sheet.ts';
import { itemRowSchema } from './item-views.ts';

const filterFields = {
  campaign: z.string().max(100).optional().meta({ description: 'Đợt kiểm tra' }),
  unit: z
    .string()
    .max(2000)
    .optional()
    .meta({ description: 'Một đơn vị, hoặc nhiều đơn vị cách nhau bằng dấu phẩy; kể cả nội dung đã bàn giao' }),
  heldBy: z
    .string()
    .max(2000)
    .optional()
    .meta({ description: 'Chỉ nội dung nay thuộc trách nhiệm của đơn vị, hoặc của các đơn vị này' }),
  ...scopeFields,
  closed: z
    .stringbool({ error: 'Chỉ nhận true hoặc false.' })
    .optional()
    .meta({ description: 'Chỉ nội dung đã đóng, hoặc chỉ nội dung chưa đóng' }),
  paper: z
    .string()
    .max(300)
    .optional()
    .meta({ description: 'Văn bản yêu cầu', example: 'binh-dinh-2026:conclusion:1' }),
  area: z.string().max(100).optional().meta({ description: 'Lĩnh vực của yêu cầu; -: không ghi lĩnh vực' }),
  waiting: z
    .enum([...roles, 'unit', 'office'])
    .optional()
    .meta({ description: 'Đang chờ ai: một vai trò, hoặc unit (đơn vị), office (phía Sở)' }),
  awaits: z.enum(dutyKinds).optional().meta({ description: 'Đang chờ việc gì: verify, close, decide-extension…' }),
  carriedTo: z.string().max(100).optional().meta({ description: 'Chuyển theo dõi dưới tên này khi đóng đợt' }),
  state: z.enum(itemStates).optional(),
  kind: z.enum(itemKinds).optional(),
  late: z
    .enum(['true', 'false'])
    .optional()
    .transform((value) => (value === undefined ? undefined : value === 'true')),
  search: searchSchema
    .optional()
    .meta({ description: 'Các chữ trong nội dung, số văn bản hoặc tên đơn vị; không cần dấu' }),
};
const filterQuery = z.object(filterFields);
const listQuery = z.object({
  ...pageQuery,
  after: z.string().min(1).max(320).optional().meta({ description: 'Giá trị `next` của trang trước' }),
  ...filterFields,
  order: z
    .enum(['paper', 'urgency'])
    .default('paper')
    .meta({ description: 'Theo văn bản và đơn vị, hoặc ngày gần nhất trước' }),
});

const choiceSchema = z.object({ id: z.string(), name: z.string(), count: z.int() });
export const countsSchema = z
  .object({
    total: z.int(),
    late: z.int(),
    states: z.array(z.object({ state: z.enum(itemStates), words: z.string(), count: z.int() })),
    campaigns: z.array(choiceSchema),
    units: z.array(choiceSchema),
    areas: z.array(choiceSchema),
    conditions: z
      .object({
        heldBy: z.string().optional(),
        place: z.string().optional(),
        head: z.string().optional(),
        paper: z.string().optional(),
      })
      .meta({ description: 'Tên của đơn vị, khối, người đứng đầu, văn bản mà danh sách được lọc theo' }),
  })
  .meta({ id: 'ItemCounts' });
export type ItemCounts = z.output<typeof countsSchema>;

/** The items one may read: by pages, counted, and as a sheet. */
export function listedItems(deps: Deps): Router {
  const router = Router();

  router.get('/items', async (req, res) => {
    const scopes = scopesToRead(req);
    const { limit, after, order, ...asked } = parse(listQuery, req.query);
    const last = after === undefined ? undefined : await lastSeen(deps, after, order, scopes);
    const rows = await deps.store.unitWork.items({
      ...(await filterOf(deps, scopes, asked)),
      order,
      limit: limit + 1,
      after: last,
    });
    const shown = await rowsOut(deps, rows.slice(0, limit));
    const views = new Map(shown.map((row) => [row.id, row]));
    const cursor = ({ remediation, n, by }: (typeof rows)[number]) =>
      `${order === 'urgency' ? `${by}~` : ''}${itemId(remediation, n)}`;
    res.json(pageFrom(rows, limit, cursor, ({ remediation, n }) => views.get(itemId(remediation, n))!));
  });

  router.get('/items/counts', async (req, res) => {
    const scopes = scopesToRead(req);
    const asked = parse(filterQuery, req.query);
    const [counts, conditions] = await Promise.all([
      filterOf(deps, scopes, asked).then((filter) => countsOf(deps, filter)),
      conditionsOf(deps, asked),
    ]);
    res.json({ ...counts, conditions } satisfies ItemCounts);
  });

  router.get('/items/sheet', async (req, res) => {
    const scopes = scopesToRead(req);
    const sheet = await itemSheet(deps, await filterOf(deps, scopes, parse(filterQuery, req.query)));
    saveAs(res, { name: `Nội dung khắc phục ${today(deps)}.xlsx`, type: xlsxType });
    await pipeline(sheet, res);
  });

  return router;
}

/** Where whoever asks may read items. Throws Refusal('not-allowed'). */
function scopesToRead(req: Request): Scope[] {
  const scopes = scopesFor(assertSignedIn(req).standings, 'read-item');
  if (scopes.length === 0) throw new Refusal('not-allowed');
  return scopes;
}

/** The item a page ended with. To whoever may not read it, it is as unknown as one that does not exist. */
async function lastSeen(deps: Deps, after: string, order: 'paper' | 'urgency', scopes: readonly Scope[]) {
  const [, by, id] = /^(?:(\d{4}-\d{2}-\d{2})~)?(.+)$/.exec(after) ?? [];
  const unknown = (error: unknown) => {
    if (error instanceof Refusal) return undefined;
    throw error;
  };
  const found: FoundItem | undefined = await findItem(deps, id ?? '').catch(unknown);
  assertCursor(
    found !== undefined &&
      (by !== undefined) === (order === 'urgency') &&
      (by === undefined || isDay(by)) &&
      scopesOf(found.remediation.place).some((scope) => scopes.includes(scope)),
  );
  return { remediation: found!.remediation.id, n: found!.item.n, by };
}

function isDay(text: string): boolean {
  try {
    return asDay(text) === text;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function filterOf(
  deps: Deps,
  scopes: readonly Scope[],
  { unit, heldBy, open, training, year, place, head, paper, waiting, search, ...same }: z.output<typeof filterQuery>,
): Promise<ItemFilter> {
  const [campaigns, among] = await Promise.all([
    roundsWithin(deps, { open, training, year }),
    unitsAmong(deps, { place, head }, today(deps)),
  ]);
  const holders = heldBy?.split(',').filter((id) => among?.includes(id) ?? true) ?? among;
  return {
    ...same,
    ...(campaigns === undefined ? {} : { campaigns }),
    ...(unit === undefined ? {} : { units: unit.split(',') }),
    ...(holders === undefined ? {} : { holders }),
    ...(paper === undefined ? {} : { paper: `paper:${paper.replace(/^paper:/, '')}` }),
    ...(waiting === undefined ? {} : { waiting: rolesOf(waiting) }),
    ...(search === undefined ? {} : { words: await foundWords(deps, search, same.campaign) }),
    scopes,
    today: today(deps),
  };
}

/** The roles a list may wait for by one word. */
const rolesOf = (waiting: Role | 'unit' | 'office'): readonly Role[] =>
  waiting === 'unit' ? unitRoles : waiting === 'office' ? roles.filter((role) => !unitRoles.includes(role)) : [waiting];

/** More words than anybody searches by. */
const mostWords = 12;

/** Where each word of a search stands: in a unit's name, in what a line asks, in the number of its paper. */
async function foundWords({ store }: Deps, search: string, campaign?: CampaignId): Promise<FoundWord[]> {
  const words = [...new Set(fold(search).split(' ').filter(Boolean))].slice(0, mostWords);
  if (words.length === 0) return [];
  const [units, papers] = await Promise.all([store.units.all(), store.unitWork.askingPapers(campaign)]);
  const [lines, named] = await Promise.all([store.unitWork.linesOf(papers), namedPapers(store, papers)]);
  const ofUnits = units.map(({ id, name, aliases }) => ({ id, text: fold([name, ...aliases].join(' ')) }));
  const ofLines = lines.map(({ paper, requirement, text }) => ({
    id: lineKey(paper, requirement),
    text: fold(`${text} ${named.get(paper)?.name ?? ''}`),
  }));
  const having = (all: { id: string; text: string }[], word: string) =>
    all.filter(({ text }) => text.includes(word)).map(({ id }) => id);
  return words.map((word) => ({ units: having(ofUnits, word), lines: having(ofLines, word) }));
}

/** What a list was narrowed to has a name; what nobody knows keeps its id. */
async function conditionsOf(
  { store }: Deps,
  { heldBy, place, head, paper }: z.output<typeof filterQuery>,
): Promise<ItemCounts['conditions']> {
  const matter = paper === undefined ? undefined : `paper:${paper.replace(/^paper:/, '')}`;
  const isLevel = place !== undefined && place in levelWords;
  const holders = heldBy?.split(',') ?? [];
  const [nameOf, person, papers] = await Promise.all([
    unitNames(store, [...holders, ...(place === undefined || isLevel ? [] : [place])]),
    head === undefined || head === unnamed ? undefined : store.people.get(head),
    namedPapers(store, matter === undefined ? [] : [matter]),
  ]);
  return {
    ...(heldBy === undefined ? {} : { heldBy: holders.map(nameOf).join(', ') }),
    ...(place === undefined ? {} : { place: isLevel ? levelWords[place as keyof typeof levelWords] : nameOf(place) }),
    ...(head === undefined
      ? {}
      : { head: head === unnamed ? 'chưa có thủ trưởng trong danh bạ' : (person?.name ?? head) }),
    ...(matter === undefined ? {} : { paper: papers.get(matter)?.name ?? paper! }),
  };
}

async function countsOf(deps: Deps, filter: ItemFilter): Promise<Omit<ItemCounts, 'conditions'>> {
  const { store } = deps;
  const rows = await store.unitWork.countItems(filter);
  const sum = (of: typeof rows) => of.reduce((all, { count }) => all + count, 0);
  const by = (keys: (row: (typeof rows)[number]) => (string | undefined)[]) => {
    const counts = new Map<string, number>();
    for (const row of rows)
      for (const id of new Set(keys(row))) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + row.count);
    return counts;
  };
  const ids = {
    campaigns: by(({ campaign }) => [campaign]),
    // as the list of a unit finds them: what is its own now, and what it passed on
    units: by(({ unit, holder }) => [unit, holder]),
    areas: by(({ area }) => [area]),
  };
  const campaigns = [...ids.campaigns.keys()];
  const [plans, nameOf, areaOf] = await Promise.all([
    Promise.all(campaigns.map((campaign) => store.plans.get(campaign))),
    unitNames(store, [...ids.units.keys()]),
    areaNames(deps, campaigns),
  ]);
  const titles = new Map(plans.flatMap((draft) => (draft ? [[draft.campaign, draft.plan.title] as const] : [])));
  const choices = (counts: Map<string, number>, name: (id: string) => string) =>
    [...counts]
      .map(([id, count]) => ({ id, name: name(id), count }))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  return {
    total: sum(rows),
    late: sum(rows.filter(({ late }) => late)),
    states: itemStates.flatMap((state) => {
      const count = sum(rows.filter((row) => row.state === state));
      return count === 0 ? [] : [{ state, words: itemWords[state], count }];
    }),
    campaigns: choices(ids.campaigns, (id) => titles.get(id) ?? id),
    units: choices(ids.units, nameOf),
    areas: choices(ids.areas, areaOf),
  };
}

export const listedItemPaths: Paths = {
  '/api/items': {
    get: describe({
      summary: 'Các nội dung khắc phục',
      description: 'Mỗi người chỉ thấy nội dung ở nơi mình giữ vai trò: cả Sở, một đợt, một đoàn hoặc một đơn vị.',
      query: listQuery,
      answers: pageOf(itemRowSchema),
      refusals: ['not-allowed'],
    }),
  },
  '/api/items/counts': {
    get: describe({
      summary: 'Bao nhiêu nội dung khắc phục, theo tình trạng, đợt, đơn vị và lĩnh vực',
      query: filterQuery,
      answers: countsSchema,
      refusals: ['not-allowed'],
    }),
  },
  '/api/items/sheet': {
    get: describe({
      summary: 'Các nội dung khắc phục thành tệp Excel',
      query: filterQuery,
      answerType: xlsxType,
      refusals: ['not-allowed'],
    }),
  },
};
