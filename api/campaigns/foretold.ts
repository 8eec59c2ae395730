import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { letterKinds } from '../../domain/duty.ts';
import type { LetterKind } from '../../domain/duty.ts';
import { fates } from '../../domain/foretold.ts';
import type { UnitId } from '../../domain/role.ts';
import { dutyWords, roleWords } from '../../domain/why.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { daySchema, pathId } from '../fields.ts';
import { unseenBy } from '../inspections/inspection-record.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse } from '../problem.ts';
import type { Foretellings } from './foretelling.ts';
import { letterComparisons } from './foretold-letters.ts';
import type { HeldLetter, HeldLetters } from './foretold-letters.ts';
import { asPlanned, heldVisits, visitFates } from './foretold-visits.ts';
import type { HeldVisit } from './foretold-visits.ts';
import { lettersWords } from './rehearsal.ts';
import { namedSchema, namesOf, planOf, roundOf, unitNames } from './rounds.ts';
import type { Round } from './rounds.ts';
import { seenUnits } from './seen-plan.ts';
import { whyMissing } from './why-missing.ts';

const hows = [...fates, 'unforeseen'] as const;
const sessions = ['morning', 'afternoon'] as const;
const counts = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, z.int()]));

const lettersQuery = z.object({
  ...pageQuery,
  how: z
    .enum(hows)
    .optional()
    .meta({ description: 'left: đi đúng ngày; other-day: ngày khác; missing: không đi; unforeseen: ngoài dự kiến' }),
  day: daySchema.optional().meta({ description: 'Ngày dự kiến; thư ngoài dự kiến thì ngày đã gửi' }),
  kind: z.enum(letterKinds).optional(),
});

const overviewSchema = z
  .object({
    today: daySchema,
    making: z
      .object({
        from: daySchema.optional(),
        day: daySchema.optional(),
        to: daySchema.optional(),
        refused: z.string().optional().meta({ description: 'Vì sao chưa lập được dự kiến' }),
      })
      .optional()
      .meta({ description: 'Dự kiến đang được lập từ kế hoạch đã duyệt' }),
    foretold: z
      .object({
        from: daySchema,
        madeOn: daySchema,
        late: z.boolean().meta({ description: 'Lập sau khi đợt đã triển khai' }),
        ofPlan: z.boolean().meta({ description: 'Của đúng kế hoạch đang chạy' }),
        closes: daySchema.optional(),
        letters: z.int(),
        papers: z.int(),
        officialLetters: z.int(),
      })
      .optional(),
    happened: z.object({
      closed: daySchema.optional(),
      open: z.int().meta({ description: 'Hồ sơ còn mở' }),
      papers: z.int().meta({ description: 'Văn bản đã phát hành' }),
      officialLetters: z.int(),
    }),
    letters: z.object(counts([...hows, 'sent', 'foretold', 'trouble'])),
    days: z.array(
      z.object({ day: daySchema, foretold: z.int(), sent: z.int(), missing: z.int(), unforeseen: z.int() }),
    ),
    visits: z.object({
      planned: z.int(),
      asPlanned: z.int(),
      added: z.int().meta({ description: 'Buổi thêm sau khi duyệt kế hoạch' }),
      ...(counts(visitFates) as Record<HeldVisit['fate'], z.ZodInt>),
    }),
  })
  .meta({ id: 'Foretold', description: 'Chạy thử lúc duyệt, đặt cạnh những gì đã diễn ra' });
export type ForetoldView = Omit<z.output<typeof overviewSchema>, 'letters'> & { letters: HeldLetters['counts'] };

const letterSchema = z
  .object({
    id: z.string(),
    day: daySchema,
    how: z.enum(hows),
    kind: z.enum(letterKinds),
    words: z.string(),
    to: z.string(),
    who: z.string().optional(),
    units: z.array(z.string()),
    duties: z.array(z.string()),
    letter: z.string().optional().meta({ description: 'Mã thư trong sổ thư' }),
    sent: daySchema.optional(),
    trouble: z.literal(true).optional(),
    why: z.string().optional().meta({ description: 'Vì sao không đi' }),
  })
  .meta({ id: 'ForetoldLetter' });
const lettersSchema = pageOf(letterSchema).extend({ found: z.int() });
export type ForetoldLetters = z.output<typeof lettersSchema>;

const visitRow = z
  .object({
    unit: namedSchema,
    n: z.int(),
    day: daySchema,
    session: z.enum(sessions),
    fate: z.enum(visitFates),
    words: z.string(),
    inspection: z.string().optional(),
  })
  .meta({ id: 'ForetoldVisit' });
const visitsSchema = pageOf(visitRow);
export type ForetoldVisits = z.output<typeof visitsSchema>;

/** What the approved plan foretold, held against what happened. */
export function foretold(deps: Deps, kept: Foretellings): Router {
  const { store } = deps;
  const router = Router();
  const compare = letterComparisons(deps);

  const reading = async (req: Request<{ id: string }>) => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    const round = await roundOf(deps, req.params.id);
    const { campaign } = round.draft;
    const told = await store.foretold.get(campaign);
    const whole = await planOf(deps, round);
    const plan = await seenUnits(deps, req, whole);
    const seen = new Set(plan.units.map(({ unit }) => unit));
    const units = whole.units.map(({ unit }) => unit).filter((unit) => !seen.has(unit));
    return { round, told, plan, hidden: { units, matters: await unseenBy(deps, req, campaign) } };
  };
  type Reading = Awaited<ReturnType<typeof reading>>;

  const heldOf = async ({ round, told, hidden }: Reading): Promise<HeldLetters | undefined> =>
    told &&
    compare({
      campaign: round.draft.campaign,
      run: told.run,
      today: round.day,
      isOver: round.record?.closed !== undefined,
      hidden,
    });

  const visitsOf = async ({ round: { draft, day }, plan, hidden }: Reading) => {
    const inspections = (await store.progress.everyInspection(draft.campaign)).filter(
      ({ id }) => !hidden.matters.includes(id),
    );
    const planned = new Set(plan.units.map(({ unit }) => unit));
    const added = inspections.filter(({ n, place }) => n > 1 || !planned.has(place.unit));
    return {
      held: heldVisits(plan, inspections, day),
      added: added.reduce((sum, { visits }) => sum + visits.length, 0),
    };
  };

  router.get('/campaigns/:id/foretold', async (req: Request<{ id: string }>, res) => {
    const read = await reading(req);
    const { round, told, hidden } = read;
    const { record, draft, day } = round;
    const { campaign } = draft;
    const ofPlan = told !== undefined && told.sha256 === record?.plan.sha256;
    // rounds approved before anything was kept are foretold once somebody looks
    if (record?.approved && !ofPlan) kept.begin(campaign);
    const [held, visits, issued, open] = await Promise.all([
      heldOf(read),
      visitsOf(read),
      store.progress.issuedOf(campaign),
      store.matters.countOpen(campaign, ['inspection', 'paper', 'remediation', 'proposal'], hidden.matters),
    ]);
    const now = ofPlan ? undefined : kept.making(campaign);
    res.json({
      today: day,
      ...(now ? { making: now } : {}),
      ...(told ? { foretold: toldOf(told, round, ofPlan) } : {}),
      happened: { ...(record?.closed ? { closed: record.closed } : {}), open, ...issued },
      letters: held?.counts ?? noLetters,
      days: held?.days ?? [],
      visits: {
        planned: visits.held.length,
        asPlanned: visits.held.filter(({ fate }) => asPlanned.includes(fate)).length,
        added: visits.added,
        ...visitCounts(visits.held),
      },
    } satisfies ForetoldView);
  });

  router.get('/campaigns/:id/foretold/letters', async (req: Request<{ id: string }>, res) => {
    const read = await reading(req);
    const { limit, after, how, day, kind } = parse(lettersQuery, req.query);
    const { list = [] } = (await heldOf(read)) ?? {};
    const found = list.filter(
      (one) =>
        (how === undefined || one.how === how) &&
        (day === undefined || one.day === day) &&
        (kind === undefined || one.kind === kind),
    );
    const seen = after === undefined ? -1 : found.findIndex(({ id }) => id === after);
    assertCursor(after === undefined || seen >= 0);
    const shown = found.slice(seen + 1, seen + 2 + limit);
    const rowOf = await letterRows(deps, read, shown.slice(0, limit));
    res.json({ found: found.length, ...pageFrom(shown, limit, ({ id }) => id, rowOf) } satisfies ForetoldLetters);
  });

  router.get('/campaigns/:id/foretold/visits', async (req: Request<{ id: string }>, res) => {
    const read = await reading(req);
    const { limit, after } = parse(z.object(pageQuery), req.query);
    const differing = (await visitsOf(read)).held
      .filter(({ fate }) => !asPlanned.includes(fate))
      .sort((a, b) => (`${a.day} ${a.unit}` < `${b.day} ${b.unit}` ? -1 : 1));
    const idOf = ({ unit, n }: HeldVisit) => `${unit}:${n}`;
    const seen = after === undefined ? -1 : differing.findIndex((one) => idOf(one) === after);
    assertCursor(after === undefined || seen >= 0);
    const shown = differing.slice(seen + 1, seen + 2 + limit);
    const nameOf = await unitNames(
      store,
      shown.map(({ unit }) => unit),
    );
    res.json(
      pageFrom(shown, limit, idOf, ({ unit, ...visit }) => ({
        unit: { id: unit, name: nameOf(unit) },
        ...visit,
      })) satisfies ForetoldVisits,
    );
  });

  return router;
}

const noLetters: HeldLetters['counts'] = {
  foretold: 0,
  sent: 0,
  left: 0,
  'other-day': 0,
  missing: 0,
  'to-come': 0,
  unforeseen: 0,
  trouble: 0,
};

const visitCounts = (held: readonly HeldVisit[]) =>
  Object.fromEntries(visitFates.map((fate) => [fate, held.filter((one) => one.fate === fate).length])) as Record<
    HeldVisit['fate'],
    number
  >;

function toldOf(
  {
    from,
    madeOn,
    closes,
    letters,
    papers,
    officialLetters,
  }: NonNullable<Awaited<ReturnType<Deps['store']['foretold']['get']>>>,
  { record }: Round,
  ofPlan: boolean,
): NonNullable<ForetoldView['foretold']> {
  return {
    from,
    madeOn,
    late: record?.approved !== undefined && madeOn > record.approved.on,
    ofPlan,
    ...(closes ? { closes } : {}),
    letters,
    papers,
    officialLetters,
  };
}

/** The letters of one page with names, what they tell of, and why they did not leave. */
async function letterRows(
  deps: Deps,
  { round, told }: { round: Round; told?: { run: string } | undefined },
  shown: readonly HeldLetter[],
): Promise<(one: HeldLetter) => ForetoldLetters['items'][number]> {
  const { store } = deps;
  const { campaign } = round.draft;
  const [rows, ledger] = await Promise.all([
    told
      ? store.foretold.of(
          told.run,
          shown.filter(({ how }) => how !== 'unforeseen').map(({ id }) => Number(id)),
        )
      : new Map<number, never>(),
    store.letters.named(shown.filter(({ how }) => how === 'unforeseen').map(({ id }) => id)),
  ]);
  const missing = shown.filter(({ how }) => how === 'missing').flatMap(({ id }) => rows.get(Number(id)) ?? []);
  const aboutUnits = [...rows.values(), ...ledger.values()].flatMap((one): UnitId[] => one.units);
  const [why, names, nameOf] = await Promise.all([
    whyMissing(deps, campaign, missing),
    namesOf(
      store,
      [...rows.values(), ...ledger.values()].map(({ recipient }) => recipient),
    ),
    unitNames(store, aboutUnits),
  ]);
  return ({ id, day, how, kind, letter, sent, trouble }) => {
    const row = how === 'unforeseen' ? undefined : rows.get(Number(id));
    const { recipient = '', units = [] } = row ?? ledger.get(id) ?? {};
    return {
      id,
      day,
      how,
      kind: kind as LetterKind,
      words: lettersWords(kind as LetterKind),
      to: names[recipient] ?? recipient,
      ...(row ? { who: roleWords[row.role] } : {}),
      units: units.map(nameOf),
      duties: (row?.duties ?? []).map((duty) => dutyWords[duty]),
      ...(letter ? { letter } : {}),
      ...(sent ? { sent } : {}),
      ...(trouble ? { trouble } : {}),
      ...(row && how === 'missing' ? { why: why(row) } : {}),
    };
  };
}

const path = pathId('Mã đợt kiểm tra');
const read = { operation: 'read-campaign', path } as const;
export const foretoldPaths: Paths = {
  '/api/campaigns/{id}/foretold': {
    get: describe({
      ...read,
      summary: 'Chạy thử lúc duyệt so với thực tế: từng ngày, buổi, ngày kết thúc',
      answers: overviewSchema,
    }),
  },
  '/api/campaigns/{id}/foretold/letters': {
    get: describe({
      ...read,
      summary: 'Từng thư: đi đúng ngày, ngày khác, không đi và vì sao, ngoài dự kiến',
      query: lettersQuery,
      answers: lettersSchema,
    }),
  },
  '/api/campaigns/{id}/foretold/visits': {
    get: describe({
      ...read,
      summary: 'Những buổi kiểm tra không như kế hoạch',
      query: z.object(pageQuery),
      answers: visitsSchema,
    }),
  },
};
