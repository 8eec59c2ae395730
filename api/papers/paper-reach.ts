import { Router } from 'express';
import { z } from 'zod';
import { yearOf } from '../../domain/day.ts';
import type { FrozenPaper, PaperDraft } from '../../domain/draft.ts';
import { numberWith } from '../../domain/paper-symbol.ts';
import { paperKindWords } from '../../domain/paper.ts';
import { registerOf, symbolOf } from '../../domain/register.ts';
import { recipients } from '../../domain/role.ts';
import type { Role } from '../../domain/role.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { pathId } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { planOf, roundOf } from '../campaigns/rounds.ts';
import { addressed, reachOf } from './addressing.ts';
import { paperCase } from './paper-case.ts';
import type { PaperCase } from './paper-case.ts';

const reachSchema = z
  .object({
    paper: z.string().meta({ description: 'Loại văn bản', example: 'Thông báo kết luận kiểm tra' }),
    units: z.int(),
    items: z.int().meta({ description: 'Số việc sẽ giao' }),
    letters: z.int().meta({ description: 'Số người nhận thư khi phát hành; người nhiều đơn vị nhận một thư' }),
    number: z
      .string()
      .optional()
      .meta({ description: 'Số dự kiến; không có nếu cơ quan khác cấp số', example: '15/TB-SNV' }),
  })
  .meta({ id: 'PaperReach' });
export type PaperReach = z.output<typeof reachSchema>;

/** What follows when a paper is issued, in numbers: said before anybody submits, signs or numbers it. */
export const paperReach = (deps: Deps): Router => {
  const router = Router();
  router.get('/papers/:id/reach', async (req, res) => {
    assertMay(req, 'read-paper');
    res.json(await consequences(deps, await paperCase(deps, req.params.id)));
  });
  return router;
};

async function consequences(deps: Deps, found: PaperCase): Promise<PaperReach> {
  const { drafted, record } = found;
  const { store } = deps;
  const sent =
    record && record.state !== 'drafted' ? await store.snapshots.get<FrozenPaper>(record.content.snapshot) : undefined;
  const units = await store.units.all();
  const { draft, groups } = sent
    ? { draft: sent.body.draft, groups: sent.body.groups ?? [] }
    : await addressed(store, drafted.draft, units, found.day);
  const [letters, number] = await Promise.all([lettersOf(deps, found, draft), expectedNumber(deps, found, draft)]);
  return {
    paper: paperKindWords[draft.kind],
    units: draft.serves.length,
    items: reachOf({ draft, groups })?.items ?? 0,
    letters,
    ...(number === undefined ? {} : { number }),
  };
}

/** How many people hear of the issue: each unit's, those above a vertical one, and who inspected them. */
async function lettersOf(deps: Deps, { drafted, day }: PaperCase, draft: PaperDraft): Promise<number> {
  const { store } = deps;
  if (draft.kind === 'report') return 0;
  const [units, appointments, plan] = await Promise.all([
    store.units.getMany(draft.serves),
    store.appointments.all(),
    roundOf(deps, drafted.campaign).then((round) => planOf(deps, round)),
  ]);
  const teamOf = new Map(plan.units.map(({ unit, team }) => [unit, team]));
  const told = units.flatMap(({ id: unit, through, vertical }) => {
    const team = drafted.team ?? teamOf.get(unit);
    const place = { campaign: drafted.campaign, unit, ...(through ? { through } : {}), ...(team ? { team } : {}) };
    const roles: Role[] = [
      'unit-contact',
      'unit-head',
      ...(vertical && draft.kind !== 'notice' ? (['superior'] as const) : []),
      ...(draft.kind === 'directive' ? [] : (['lead', 'secretary'] as const)),
    ];
    return roles.flatMap((role) => recipients(appointments, role, place, day).people);
  });
  return new Set(told).size;
}

async function expectedNumber(
  { store }: Deps,
  { drafted, record, day }: PaperCase,
  draft: PaperDraft,
): Promise<string | undefined> {
  const registered = record && (await store.registers.ofPaper(drafted.paper));
  if (registered) return numberWith(registered.symbol, registered.number);
  if (record?.elsewhere || (draft.kind === 'directive' && draft.issuer === 'parent')) return undefined;
  const office = await store.office.get();
  const training = record
    ? record.clock.kind === 'stepped'
    : (await store.plans.get(drafted.campaign))?.plan.clock === 'stepped';
  const row = {
    register: registerOf(office.organ, draft.kind, yearOf(day), training),
    symbol: symbolOf(office, draft.kind, training),
    day,
  };
  return numberWith(row.symbol, await store.registers.expected(row, office.letterhead.organ));
}

export const paperReachPaths: Paths = {
  '/api/papers/{id}/reach': {
    get: describe({
      summary: 'Phát hành thì có gì theo sau: số đơn vị, số việc, số thư, số dự kiến',
      operation: 'read-paper',
      path: pathId('Mã văn bản, như binh-dinh-2026:conclusion:1'),
      answers: reachSchema,
    }),
  },
};
