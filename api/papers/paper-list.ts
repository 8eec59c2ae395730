import { Router } from 'express';
import { z } from 'zod';
import type { PaperDraft, PaperEntry } from '../../domain/draft.ts';
import { fold } from '../../domain/fold.ts';
import type { MatterId } from '../../domain/matter.ts';
import { paperKinds, paperKindWords, paperStages, stageStates } from '../../domain/paper.ts';
import { recipients } from '../../domain/role.ts';
import type { CampaignId, PersonId } from '../../domain/role.ts';
import type { DraftedPaper } from '../../store/content/drafts.ts';
import { waitingOf } from '../../store/queries/progress.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { idSchema, instantSchema, searchSchema } from '../fields.ts';
import { dayOfRound, settingOf } from '../campaigns/setting.ts';
import { byOf, bySchema, namesOf, unitNames, waitingSchema } from '../campaigns/rounds.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse } from '../problem.ts';
import { paperPathId } from './paper-case.ts';
import { paperRow, rowOf } from './paper-views.ts';

const papersQuery = z.object({
  ...pageQuery,
  campaign: idSchema.optional(),
  kind: z.enum(paperKinds).optional(),
  stage: z
    .enum(paperStages)
    .optional()
    .meta({ description: 'Đang soạn, chờ thẩm định, chờ ký, chờ cấp số, đã phát hành, đã hủy' }),
  q: searchSchema.optional().meta({ description: 'Trích yếu, số, loại hoặc tên đơn vị; không cần dấu' }),
  mine: z
    .stringbool({ error: 'Chỉ nhận true hoặc false.' })
    .default(false)
    .meta({ description: 'Chỉ văn bản đang chờ tôi, hoặc tôi đang soạn' }),
});

const listedPaper = paperRow
  .extend({
    about: z.string().meta({ description: 'Văn bản nói gì: loại, trích yếu' }),
    units: z
      .object({ total: z.int(), first: z.array(z.string()) })
      .meta({ description: 'Nhóm và đơn vị của văn bản, vài tên đầu' }),
    round: z.object({ title: z.string(), training: z.boolean() }),
    savedAt: instantSchema,
    savedBy: bySchema,
    waiting: z.array(waitingSchema),
  })
  .meta({ id: 'ListedPaper' });
const papersSchema = pageOf(listedPaper);
export type PapersPage = z.output<typeof papersSchema>;
export type ListedPaper = PapersPage['items'][number];

const namedAtFirst = 3;

/** The papers of all rounds, what was touched last first. */
export const paperList = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.get('/papers', async (req, res) => {
    const { id, person } = assertMay(req, 'read-paper');
    const { limit, campaign, kind, stage, q, mine, after } = parse(papersQuery, req.query);
    const last = after === undefined ? undefined : await store.drafts.get(`paper:${after}`);
    if (after !== undefined) assertCursor(last !== undefined && (campaign === undefined || last.campaign === campaign));
    const rows = await store.paperList.list({
      campaign,
      kind,
      states: stage && stageStates[stage],
      papers: mine ? await minePapers(deps, id, person) : undefined,
      words: q === undefined ? undefined : await wordsOf(deps, q),
      limit: limit + 1,
      after: last && { paper: last.paper, savedAt: last.savedAt },
    });
    const shown = await showing(deps, rows.slice(0, limit));
    res.json(pageFrom(rows, limit, ({ paper }) => paperPathId(paper), shown) satisfies z.input<typeof papersSchema>);
  });

  return router;
};

/** Each word, with the units and the kinds whose names have it. */
const wordsOf = ({ store }: Deps, q: string) =>
  Promise.all(
    fold(q)
      .split(' ')
      .filter(Boolean)
      .map(async (word) => ({
        word,
        units: (await store.units.list({ q: word, limit: 5_000 })).map(({ id }) => id),
        kinds: paperKinds.filter((kind) => fold(paperKindWords[kind]).includes(word)),
      })),
  );

/** What waits for this person, by the same hearing as their letters, and what only they have written yet. */
async function minePapers(deps: Deps, id: string, person: PersonId | undefined): Promise<MatterId[]> {
  const { store } = deps;
  const written = store.paperList.writtenBy(id);
  if (person === undefined) return written;
  const [owing, appointments] = await Promise.all([
    store.owed.owedBy(['planner', 'lead', 'secretary', 'division-head', 'signer', 'clerk']),
    store.appointments.all(),
  ]);
  const papers = owing.filter(({ process }) => process === 'paper');
  const rounds = await roundsOf(
    deps,
    papers.flatMap(({ place }) => place.campaign ?? []),
  );
  const told = papers.filter(({ duties, place }) =>
    duties.some(({ owedBy: { role } }) =>
      recipients(appointments, role, place, rounds.get(place.campaign ?? '')?.day ?? today(deps)).people.includes(
        person,
      ),
    ),
  );
  return [...new Set([...told.map(({ id: paper }) => paper), ...(await written)])];
}

/** Title, day and calendar of each of these rounds. */
async function roundsOf(deps: Deps, campaigns: readonly CampaignId[]) {
  const found = await Promise.all(
    [...new Set(campaigns)].map(async (campaign) => {
      const plan = (await deps.store.plans.get(campaign))?.plan;
      if (!plan) throw new Error(`${campaign} has papers, and its plan is not kept`);
      const day = await dayOfRound(plan, deps.store, today(deps));
      const { calendar } = await settingOf(plan, deps.store, today(deps));
      return [campaign, { title: plan.title, training: plan.clock === 'stepped', day, calendar }] as const;
    }),
  );
  return new Map(found);
}

/** What a row of these papers says. */
async function showing(deps: Deps, rows: DraftedPaper[]) {
  const { store } = deps;
  const [known, rounds, unitOf, groups, names] = await Promise.all([
    store.progress.papers(rows.map(({ paper }) => paper)),
    roundsOf(
      deps,
      rows.map(({ campaign }) => campaign),
    ),
    unitNames(
      store,
      rows.flatMap(({ draft }) => addressedBy(draft).slice(0, namedAtFirst)),
    ),
    store.groups.getMany([...new Set(rows.flatMap(({ draft }) => (draft.kind === 'directive' ? draft.groups : [])))]),
    namesOf(
      store,
      rows.map(({ savedBy }) => savedBy),
    ),
  ]);
  const entries = await store.snapshots.getMany<PaperEntry>(
    [...known.values()].flatMap(({ record }) => record.elsewhere?.entry ?? []),
  );
  const nameOf = (one: string) => groups.find(({ id }) => id === one)?.name ?? unitOf(one);
  return (row: DraftedPaper) => {
    const listed = known.get(row.paper);
    const { title, training, day, calendar } = rounds.get(row.campaign)!;
    const units = addressedBy(row.draft);
    return {
      ...rowOf(row, listed, entries.get(listed?.record.elsewhere?.entry ?? '')?.body),
      about: aboutOf(row.draft),
      units: { total: units.length, first: units.slice(0, namedAtFirst).map(nameOf) },
      round: { title, training },
      savedAt: row.savedAt,
      savedBy: byOf(row.savedBy, names),
      waiting: listed ? waitingOf(listed.record, calendar, day) : [],
    };
  };
}

/** Ids of groups as a whole, then of units by name. */
const addressedBy = (draft: PaperDraft): string[] =>
  draft.kind === 'directive' ? [...draft.groups, ...draft.named] : draft.serves;

/** `Công văn về việc chấn chỉnh …`, `Báo cáo: Kết quả …`; the other kinds are named by their units. */
function aboutOf(draft: PaperDraft): string {
  const name = paperKindWords[draft.kind];
  if (draft.kind === 'directive') return `${name} V/v ${draft.subject}`;
  return draft.kind === 'report' ? `${name}: ${draft.title}` : name;
}

export const paperListPaths: Paths = {
  '/api/papers': {
    get: describe({
      summary: 'Các văn bản, văn bản vừa sửa trước',
      operation: 'read-paper',
      query: papersQuery,
      answers: papersSchema,
    }),
  },
};
