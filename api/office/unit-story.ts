import { Router } from 'express';
import { z } from 'zod';
import type { Day } from '../../domain/day.ts';
import { inspectionState, methodWords } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { holders, unitRoles } from '../../domain/role.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import { isHeldBy } from '../../domain/succession.ts';
import { wordsOfState } from '../../domain/tally.ts';
import type { Unit } from '../../domain/unit.ts';
import { roleWords } from '../../domain/why.ts';
import { columnCodes, columns } from '../../domain/figures.ts';
import { consolidated } from '../../store/queries/figures.ts';
import { waitingOf } from '../../store/queries/progress.ts';
import { assertMay } from '../auth.ts';
import { namedSchema, namesOf, waitingSchema } from '../campaigns/rounds.ts';
import { dayOfRound, settingOf } from '../campaigns/setting.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, instantSchema, pathId, roleSchema } from '../fields.ts';
import { itemId } from '../items/item-record.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { namedPapers } from '../papers/issued.ts';
import type { NamedPaper } from '../papers/issued.ts';
import { paperPathId } from '../papers/paper-case.ts';

/** More than a page shows of what one unit owes; the page says how many there are. */
const mostWaiting = 200;

const roundSchema = z.object({ id: z.string(), title: z.string(), training: z.boolean() });
const eventSchema = z.object({
  on: daySchema,
  words: z.string(),
  paper: z.string().optional(),
  inspection: z.string().optional(),
  campaign: z.string(),
  unit: z.string().optional().meta({ description: 'Tên cũ, khi việc là của đơn vị tiền thân' }),
});
const storySchema = z
  .object({
    today: daySchema,
    parent: namedSchema.optional(),
    through: namedSchema.optional(),
    superior: namedSchema.optional(),
    successors: z.array(namedSchema),
    predecessors: z.array(namedSchema),
    parts: z.array(namedSchema).meta({ description: 'Trụ sở và bộ phận trực thuộc' }),
    answers: z
      .array(
        z.object({
          role: roleSchema,
          words: z.string(),
          person: z.object({
            id: z.string(),
            name: z.string(),
            post: z.string().optional(),
            mail: z.string(),
            phone: z.string().optional(),
          }),
          at: namedSchema.optional().meta({ description: 'Cơ quan chủ quản trả lời thay' }),
        }),
      )
      .meta({ description: 'Ai trả lời cho đơn vị hôm nay' }),
    handOvers: z
      .array(
        z.object({
          id: z.string(),
          from: namedSchema,
          to: namedSchema,
          at: instantSchema,
          reason: z.string(),
          undone: z.object({ at: instantSchema, reason: z.string() }).optional(),
          barred: z.string().optional().meta({ description: 'Vì sao không trả lại được nữa' }),
        }),
      )
      .meta({ description: 'Đầu mối tự chuyển việc cho người khác, mới nhất trước' }),
    rounds: z.array(roundSchema),
    inspections: z.array(
      z.object({ id: z.string(), campaign: z.string(), year: z.int(), words: z.string(), method: z.string() }),
    ),
    items: z.object({
      total: z.int(),
      closed: z.int(),
      passed: z.int().meta({ description: 'Từng thuộc đơn vị, nay đã bàn giao' }),
    }),
    owes: z.object({
      total: z.int(),
      late: z.int(),
      items: z.array(
        waitingSchema.extend({
          campaign: z.string(),
          about: z.string().optional().meta({ description: 'Nội dung được yêu cầu' }),
          item: z.string().optional(),
          inspection: z.string().optional(),
        }),
      ),
    }),
    events: z.array(eventSchema).meta({ description: 'Mới nhất trước' }),
    figures: z
      .object({
        campaign: z.string(),
        inspection: z.string(),
        words: z.string(),
        tables: z.array(
          z.object({ title: z.string(), figures: z.array(z.object({ name: z.string(), text: z.string() })) }),
        ),
      })
      .optional()
      .meta({ description: 'Số liệu của báo cáo mới nhất' }),
  })
  .meta({ id: 'UnitStory' });
export type UnitStory = z.output<typeof storySchema>;
type Event = UnitStory['events'][number];

/** One unit over all rounds: what it owes now, what came of each year, who answers for it. */
export const unitStories = (deps: Deps): Router => {
  const router = Router();
  router.get('/units/:id/story', async (req, res) => {
    assertMay(req, 'read-office');
    const unit = await deps.store.units.get(req.params.id);
    if (!unit) throw new Refusal('not-found');
    res.json(await storyOf(deps, unit));
  });
  return router;
};

/** As many as a unit's page shows. */
const handOversShown = 10;

async function handedOver({ store }: Deps, unit: UnitId, day: Day): Promise<UnitStory['handOvers']> {
  const rows = await store.handOvers.ofUnit(unit, handOversShown);
  const [names, began] = await Promise.all([
    namesOf(
      store,
      rows.flatMap(({ from, to }) => [from, to]),
    ),
    store.appointments.getMany(rows.map((row) => row.began)),
  ]);
  const named = (id: string) => ({ id, name: names[id] ?? id });
  return rows.map(({ id, from, to, at, reason, undone, began: made }) => {
    const last = began.find((one) => one.id === made)?.to;
    return {
      id,
      from: named(from),
      to: named(to),
      at,
      reason,
      ...(undone ? { undone: { at: undone.at, reason: undone.reason } } : {}),
      ...(!undone && last !== undefined && last <= day ? { barred: new Refusal('hand-over-over').message } : {}),
    };
  });
}

const isInspection = (matter: Inspection | Remediation): matter is Inspection => matter.process === 'inspection';
const inspectionPath = ({ id }: Inspection): string => id.replace(/^inspection:/, '');

async function storyOf(deps: Deps, unit: Unit): Promise<UnitStory> {
  const { store } = deps;
  const day = today(deps);
  const all = await store.units.all();
  const named = (ids: readonly UnitId[]) =>
    ids.map((id) => ({ id, name: all.find((other) => other.id === id)?.name ?? id }));
  const before = predecessorsOf(unit.id, all);
  const found = await store.unitWork.mattersOf([unit.id, ...before]);
  const rounds = await roundsOf(deps, [...new Set(found.map(({ place }) => place.campaign))]);
  const matters = found.filter(({ place }) => rounds.has(place.campaign));
  const own = matters.filter(({ place }) => place.unit === unit.id);
  // what it took over, and no more what passed to a successor
  const held = matters.filter((matter) => isHeldBy(matter, unit.id));
  const papers = await namedPapers(store, [...new Set(matters.flatMap(papersOf))]);
  const [owes, answers, figures, handed] = await Promise.all([
    owedBy(deps, held, rounds),
    answersOf(deps, unit, named, day),
    figuresOf(deps, own),
    handedOver(deps, unit.id, day),
  ]);
  const itemsOf = (of: readonly (Inspection | Remediation)[]) =>
    of.flatMap((matter) => (isInspection(matter) ? [] : matter.items));
  const items = itemsOf(held);
  const ever = matters.filter(
    ({ place, custody = [] }) => place.unit === unit.id || custody.some(({ to }) => to === unit.id),
  );
  const one = (id: UnitId | undefined) => (id === undefined ? undefined : named([id])[0]);
  return {
    today: day,
    ...(unit.parent ? { parent: one(unit.parent)! } : {}),
    ...(unit.through ? { through: one(unit.through)! } : {}),
    ...(unit.superior ? { superior: one(unit.superior)! } : {}),
    successors: named(unit.successors ?? []),
    predecessors: named(before),
    parts: named(all.filter(({ parent }) => parent === unit.id).map(({ id }) => id)),
    answers,
    handOvers: handed,
    rounds: [...rounds.values()].map(({ id, title, training }) => ({ id, title, training })),
    inspections: own.filter(isInspection).map((inspection) => ({
      id: inspectionPath(inspection),
      campaign: inspection.place.campaign,
      year: rounds.get(inspection.place.campaign)!.year,
      words: wordsOfState(inspectionState(inspection), {
        method: inspection.method,
        n: inspection.n,
        report: inspection.selfReport?.state,
        silent: inspection.silent,
      }),
      method: methodWords[inspection.method],
    })),
    items: {
      total: items.length,
      closed: items.filter(({ state }) => state === 'closed').length,
      passed: itemsOf(ever).length - items.length,
    },
    owes,
    events: matters
      .flatMap((matter) => eventsOf(matter, papers, matter.place.unit === unit.id ? undefined : one(matter.place.unit)))
      // a paper that asks something is told once, with what it asks
      .filter(
        ({ paper, words }, _, told) =>
          !told.some((other) => other.paper === paper && paper !== undefined && other.words.startsWith(`${words}: `)),
      )
      .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1)),
    ...(figures ? { figures } : {}),
  };
}

/** Every unit that ended in this one, however many steps ago. */
function predecessorsOf(unit: UnitId, all: Unit[]): UnitId[] {
  const found: UnitId[] = [];
  for (let from = [unit]; from.length > 0;) {
    const next = all
      .filter(({ id, successors = [] }) => successors.some((one) => from.includes(one)) && id !== unit)
      .map(({ id }) => id)
      .filter((id) => !found.includes(id));
    found.push(...next);
    from = next;
  }
  return found;
}

const papersOf = (matter: Inspection | Remediation): string[] =>
  isInspection(matter)
    ? [matter.noticed?.paper, matter.concluded?.paper].filter((paper) => paper !== undefined)
    : [matter.paper];

interface KnownRound {
  id: CampaignId;
  title: string;
  training: boolean;
  year: number;
  day: Day;
  setting: Awaited<ReturnType<typeof settingOf>>;
}

/** The rounds a unit was ever in, with the day it is there: few. */
async function roundsOf(deps: Deps, campaigns: readonly CampaignId[]): Promise<Map<CampaignId, KnownRound>> {
  const { store } = deps;
  const plans = await store.plans.getMany(campaigns);
  const found = await Promise.all(
    plans.map(async ({ campaign, plan }) => ({
      id: campaign,
      title: plan.title,
      training: plan.clock === 'stepped',
      year: plan.year,
      day: await dayOfRound(plan, store, today(deps)),
      setting: await settingOf(plan, store, today(deps)),
    })),
  );
  return new Map(found.map((round) => [round.id, round]));
}

async function owedBy(
  { store }: Deps,
  matters: (Inspection | Remediation)[],
  rounds: Map<CampaignId, KnownRound>,
): Promise<UnitStory['owes']> {
  const owed = matters
    .flatMap((matter) => {
      const { campaign } = matter.place;
      const round = rounds.get(campaign);
      const mine = matter.duties.filter(({ owedBy: { role, unit } }) => unitRoles.includes(role) && unit === undefined);
      return round === undefined
        ? []
        : waitingOf({ id: matter.id, duties: mine }, round.setting.calendar, round.day).map((row) => ({
            row,
            matter,
            item: matter.duties.find(({ id }) => id === row.duty)?.about,
          }));
    })
    .sort((a, b) => b.row.past - a.row.past);
  const lines = await store.unitWork.linesOf([
    ...new Set(owed.flatMap(({ matter }) => (isInspection(matter) ? [] : [matter.paper]))),
  ]);
  const textOf = (matter: Remediation, n: number) => {
    const requirement = matter.items.find((item) => item.n === n)?.requirement;
    return lines.find((line) => line.paper === matter.paper && line.requirement === requirement)?.text;
  };
  return {
    total: owed.length,
    late: owed.filter(({ row }) => row.overdue).length,
    items: owed.slice(0, mostWaiting).map(({ row, matter, item }) => {
      const about = isInspection(matter) || item === undefined ? undefined : textOf(matter, item);
      return {
        ...row,
        campaign: matter.place.campaign,
        ...(about === undefined ? {} : { about }),
        ...(isInspection(matter)
          ? { inspection: inspectionPath(matter) }
          : item === undefined
            ? {}
            : { item: itemId(matter.id, item) }),
      };
    }),
  };
}

async function answersOf(
  { store }: Deps,
  { id, through }: Unit,
  named: (ids: readonly UnitId[]) => { id: UnitId; name: string }[],
  day: Day,
): Promise<UnitStory['answers']> {
  const appointments = (
    await Promise.all([id, ...(through ? [through] : [])].map((unit) => store.appointments.at(`unit:${unit}`)))
  ).flat();
  const held = unitRoles.flatMap((role) =>
    holders(appointments, role, { unit: id, ...(through ? { through } : {}) }, day).map((person) => ({ role, person })),
  );
  const people = await store.people.getMany(held.map(({ person }) => person));
  return held.flatMap(({ role, person }) => {
    const found = people.find(({ _id }) => _id === person);
    if (!found) return [];
    const isOwn = appointments.some((one) => one.person === person && one.role === role && one.scope === `unit:${id}`);
    return [
      {
        role,
        words: roleWords[role],
        person: {
          id: person,
          name: found.name,
          mail: found.mail,
          ...(found.post ? { post: found.post } : {}),
          ...(found.phone ? { phone: found.phone } : {}),
        },
        ...(isOwn || !through ? {} : { at: named([through])[0]! }),
      },
    ];
  });
}

/** What the latest report in the office's hands declares, summed over its rows. */
async function figuresOf(
  { store }: Deps,
  matters: (Inspection | Remediation)[],
): Promise<UnitStory['figures'] | undefined> {
  const latest = matters
    .filter(isInspection)
    .filter(({ selfReport }) => selfReport !== undefined && selfReport.state !== 'returned')
    .sort((a, b) => (a.selfReport!.on < b.selfReport!.on ? 1 : -1))[0];
  if (!latest) return undefined;
  const { campaign, unit } = latest.place;
  const draft = await store.plans.get(campaign);
  const outline = draft && (await store.outlines.get(draft.plan.outline));
  if (!outline) return undefined;
  const { tables } = consolidated(outline, await store.roundFigures.declared(campaign, [unit]));
  const shown = tables.flatMap(({ title, units: [one] }) => {
    const figures = columnCodes.flatMap((column) => {
      const figure = one?.total[column];
      return figure === undefined || figure.value === null ? [] : [{ name: columns[column].name, text: figure.text }];
    });
    return figures.length === 0 ? [] : [{ title, figures }];
  });
  if (shown.length === 0) return undefined;
  const words = latest.selfReport!.state === 'accepted' ? 'đã chấp nhận' : 'chờ xem';
  return { campaign, inspection: inspectionPath(latest), words, tables: shown };
}

/** What happened in one matter, each thing with the paper or the inspection it leads to. */
function eventsOf(
  matter: Inspection | Remediation,
  papers: Map<string, NamedPaper>,
  old: { name: string } | undefined,
): Event[] {
  const { campaign } = matter.place;
  const named = (paper: string) => papers.get(paper)?.name ?? paper;
  const of = (on: Day | undefined, words: string, leads: Partial<Event>): Event[] =>
    on === undefined ? [] : [{ on, words, campaign, ...leads, ...(old ? { unit: old.name } : {}) }];
  const byPaper = (paper: string) => ({ paper: paperPathId(paper) });
  if (!isInspection(matter)) {
    const closed = matter.items.filter(({ state }) => state === 'closed').length;
    return [
      ...of(
        matter.issued,
        `${named(matter.paper)}: ${matter.items.length} nội dung khắc phục, đã đóng ${closed}`,
        byPaper(matter.paper),
      ),
      ...of(matter.closed, `Khắc phục xong mọi nội dung của ${named(matter.paper)}`, byPaper(matter.paper)),
    ];
  }
  const here = { inspection: inspectionPath(matter) };
  const { noticed, selfReport, silent, visits, concluded, cancelled } = matter;
  return [
    ...(noticed ? of(noticed.on, named(noticed.paper), byPaper(noticed.paper)) : []),
    ...of(matter.acknowledged?.on, 'Đơn vị xác nhận đã nhận thông báo', here),
    ...(selfReport
      ? of(
          selfReport.on,
          `Báo cáo tự kiểm tra: ${{ submitted: 'đã gửi', returned: 'đề nghị bổ sung', accepted: 'đã chấp nhận' }[selfReport.state]}${selfReport.late ? `, chậm ${selfReport.late} ngày làm việc` : ''}`,
          here,
        )
      : []),
    ...of(silent?.on, 'Ghi nhận đơn vị không gửi báo cáo', here),
    ...visits.flatMap((visit) => of(visit.held, 'Kiểm tra tại đơn vị', here)),
    ...(concluded && concluded.paper !== noticed?.paper
      ? of(concluded.on, named(concluded.paper), byPaper(concluded.paper))
      : []),
    ...of(cancelled?.on, 'Cuộc kiểm tra đã hủy', here),
  ];
}

export const unitStoryPaths: Paths = {
  '/api/units/{id}/story': {
    get: describe({
      summary: 'Một đơn vị qua các năm: đang nợ gì, ai trả lời, văn bản và số liệu',
      operation: 'read-office',
      path: pathId('Mã đơn vị'),
      answers: storySchema,
    }),
  },
};
