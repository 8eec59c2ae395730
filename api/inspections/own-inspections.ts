import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import {
  byReport,
  inspectionMethods,
  inspectionState,
  inspectionStates,
  methodWords,
} from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { scopesFor } from '../../domain/rights.ts';
import { unitRoles } from '../../domain/role.ts';
import type { CampaignId, Role, Scope, UnitId } from '../../domain/role.ts';
import { wordsOfState } from '../../domain/tally.ts';
import type { ListedInspection } from '../../store/queries/own-inspections.ts';
import { assertMay, assertSignedIn } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, idSchema, searchSchema } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse } from '../problem.ts';
import { namedSchema, namesOf, unitNames } from '../campaigns/rounds.ts';
import { dayOfRound } from '../campaigns/setting.ts';
import { maySee, unseenBy } from './inspection-record.ts';
import { placedVisits, presidingAt } from './visit-places.ts';
import type { PlacedVisit } from './visit-places.ts';

const roundSchema = z.object({ id: z.string(), title: z.string(), training: z.boolean(), today: daySchema });
const rowFields = {
  inspection: z.string(),
  campaign: roundSchema,
  team: namedSchema,
  unit: namedSchema,
  again: z.int().optional().meta({ description: 'Kiểm tra lại, đột xuất: lần thứ mấy trong đợt' }),
  method: z.enum(inspectionMethods),
  methodWords: z.string(),
  words: z.string(),
};
const visitRow = z
  .object({
    ...rowFields,
    n: z.int(),
    day: daySchema,
    session: z.enum(['morning', 'afternoon']),
    startsAt: z.string(),
    at: z.string(),
    site: namedSchema.optional(),
    chair: z.array(z.string()),
    secretary: z.array(z.string()),
    past: z.boolean().meta({ description: 'Đã qua ngày của đợt' }),
    postponed: daySchema.optional(),
    held: daySchema.optional(),
    minutesSigned: daySchema.optional(),
    missing: z.array(z.string()).meta({ description: 'Còn thiếu gì, mỗi điều một cụm từ' }),
  })
  .meta({ id: 'OwnVisit' });
export type OwnVisit = z.output<typeof visitRow>;
const inspectionRow = z
  .object({
    ...rowFields,
    state: z.enum(inspectionStates),
    next: daySchema.optional().meta({ description: 'Buổi kiểm tra sắp tới, hoặc hạn gửi báo cáo khi không có buổi' }),
  })
  .meta({ id: 'OwnInspection' });
export type OwnInspection = z.output<typeof inspectionRow>;

const visitsQuery = z.object({
  ...pageQuery,
  campaign: idSchema.optional(),
  when: z.enum(['ahead', 'over']).default('ahead').meta({
    description: 'ahead: chưa ký biên bản, buổi sớm nhất trước; over: đã ký hoặc đã kết luận, buổi mới nhất trước',
  }),
});
const inspectionsQuery = z.object({ ...pageQuery, campaign: idSchema.optional(), search: searchSchema.optional() });

const teamRoles: readonly Role[] = ['lead', 'secretary', 'member', 'chair'];

/** Where whoever asks belongs to a team; those who belong to none see all they may read. */
function ownScopes(req: Request): Scope[] {
  const staff = assertSignedIn(req).standings.filter(({ role }) => !unitRoles.includes(role));
  const own = staff.filter(({ role }) => teamRoles.includes(role)).map(({ scope }) => scope);
  return own.length > 0 ? [...new Set(own)] : scopesFor(staff, 'read-inspection');
}

interface Rounds {
  of: (campaign: CampaignId) => z.infer<typeof roundSchema>;
  team: (campaign: CampaignId, team: string) => string;
}

async function roundsOf({ store, ...deps }: Deps, campaigns: readonly CampaignId[]): Promise<Rounds> {
  const found = await Promise.all(
    [...new Set(campaigns)].map(async (id) => {
      const plan = (await store.plans.get(id))?.plan;
      const day = plan ? await dayOfRound(plan, store, today(deps)) : today(deps);
      const round = { id, title: plan?.title ?? id, training: plan?.clock === 'stepped', today: day };
      return [id, { round, teams: plan?.teams ?? [] }] as const;
    }),
  );
  const known = new Map(found);
  return {
    of: (campaign) => known.get(campaign)!.round,
    team: (campaign, team) => known.get(campaign)?.teams.find(({ id }) => id === team)?.name ?? team,
  };
}

const pathId = ({ id }: Pick<Inspection, 'id'>): string => id.replace(/^inspection:/, '');

function rowOf(inspection: ListedInspection, rounds: Rounds, unitName: (unit: UnitId) => string) {
  const { place, n, method, selfReport, silent } = inspection;
  return {
    inspection: pathId(inspection),
    campaign: rounds.of(place.campaign),
    team: { id: place.team, name: rounds.team(place.campaign, place.team) },
    unit: { id: place.unit, name: unitName(place.unit) },
    ...(n > 1 ? { again: n } : {}),
    method,
    methodWords: methodWords[method],
    words: wordsOfState(inspectionState(inspection as Inspection), { method, n, report: selfReport?.state, silent }),
  };
}

/** What a visit still lacks on `day`, in the order one sees to it. */
function missingOf(inspection: ListedInspection, visit: PlacedVisit, day: string): string[] {
  const { acknowledged, selfReport, silent, noticed, method, n } = inspection;
  const announced = method === 'on-site' && n === 1;
  if (!isAhead(inspection, visit)) return [];
  if (visit.held) return ['chưa ký biên bản'];
  return [
    ...(visit.postponed ? ['đang hoãn, chưa có ngày mới'] : []),
    ...(!visit.postponed && visit.day < day ? ['đã qua ngày, chưa ghi nhận buổi kiểm tra'] : []),
    ...(announced && !noticed ? ['chưa thông báo cho đơn vị'] : []),
    ...(announced && noticed && !acknowledged && !selfReport ? ['đơn vị chưa xác nhận'] : []),
    ...(announced && noticed && !silent && (!selfReport || selfReport.state === 'returned')
      ? [selfReport ? 'chờ đơn vị bổ sung báo cáo' : 'chưa có báo cáo tự kiểm tra']
      : []),
    ...(selfReport?.state === 'submitted' ? ['chưa xem báo cáo tự kiểm tra'] : []),
  ];
}

/** There is still something to be done about it. */
const isAhead = ({ concluded }: ListedInspection, { minutesSigned }: PlacedVisit): boolean =>
  !minutesSigned && !concluded;

/** A place in the list of visits: by day, then by inspection. A visit without a day comes after all others. */
const placeOf = (inspection: ListedInspection, { day, startsAt, postponed, n }: PlacedVisit): string =>
  `${postponed ? '9999' : day} ${startsAt} ${pathId(inspection)}#${n}`;

/** What the teams I belong to have before them. */
export const ownInspections = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.get('/me/visits', async (req, res) => {
    assertMay(req, 'read-campaign');
    const { limit, after, campaign, when } = parse(visitsQuery, req.query);
    const inspections = (
      await store.ownInspections.list({
        scopes: ownScopes(req),
        campaign,
        visited: true,
        without: await unseenBy(deps, req),
      })
    ).filter(({ cancelled }) => !cancelled);
    const places = await placedVisits(store, inspections);
    const all = inspections
      .flatMap((inspection) =>
        places.get(inspection.id)!.map((visit) => ({ inspection, visit, place: placeOf(inspection, visit) })),
      )
      .filter(({ inspection, visit }) => isAhead(inspection, visit) === (when === 'ahead'))
      .sort((a, b) => (a.place < b.place ? -1 : 1) * (when === 'ahead' ? 1 : -1));
    assertCursor(after === undefined || all.some(({ place }) => place === after));
    const from = after === undefined ? 0 : all.findIndex(({ place }) => place === after) + 1;
    const rows = all.slice(from, from + limit + 1);
    const appointments = await store.appointments.all();
    const presiding = new Map(
      rows.map(({ inspection, visit, place }) => [place, presidingAt(appointments, inspection, visit)]),
    );
    const [rounds, unitName, people] = await Promise.all([
      roundsOf(
        deps,
        rows.map(({ inspection }) => inspection.place.campaign),
      ),
      unitNames(
        store,
        rows.flatMap(({ inspection, visit }) => [inspection.place.unit, ...(visit.site ? [visit.site] : [])]),
      ),
      namesOf(
        store,
        [...presiding.values()].flatMap(({ chair, secretary }) => [...chair, ...secretary]),
      ),
    ]);
    const named = (ids: readonly string[]) => ids.flatMap((id) => people[id] ?? []);
    res.json(
      pageFrom(
        rows,
        limit,
        ({ place }) => place,
        ({ inspection, visit, place }): z.input<typeof visitRow> => {
          const { n, day, session, startsAt, at, site, postponed, held, minutesSigned } = visit;
          const row = rowOf(inspection, rounds, unitName);
          return {
            ...row,
            n,
            day,
            session,
            startsAt,
            at,
            ...(site ? { site: { id: site, name: unitName(site) } } : {}),
            chair: named(presiding.get(place)!.chair),
            secretary: named(presiding.get(place)!.secretary),
            past: !postponed && day < row.campaign.today,
            ...(postponed ? { postponed } : {}),
            ...(held ? { held } : {}),
            ...(minutesSigned ? { minutesSigned } : {}),
            missing: missingOf(inspection, visit, row.campaign.today),
          };
        },
      ),
    );
  });

  router.get('/me/inspections', async (req, res) => {
    assertMay(req, 'read-campaign');
    const { limit, after, campaign, search } = parse(inspectionsQuery, req.query);
    if (after !== undefined) {
      const last = await store.matters.get<Inspection>(`inspection:${after}`);
      assertCursor(last !== undefined && maySee(req, last));
    }
    const filter = {
      scopes: ownScopes(req),
      campaign,
      without: await unseenBy(deps, req),
      units: search?.trim() ? (await store.units.list({ q: search, limit: 5_000 })).map(({ id }) => id) : undefined,
    };
    const rows = await store.ownInspections.list({
      ...filter,
      limit: limit + 1,
      after: after === undefined ? undefined : `inspection:${after}`,
    });
    const [rounds, unitName] = await Promise.all([
      roundsOf(
        deps,
        rows.map(({ place }) => place.campaign),
      ),
      unitNames(
        store,
        rows.map(({ place }) => place.unit),
      ),
    ]);
    res.json(
      pageFrom(rows, limit, pathId, (inspection): z.input<typeof inspectionRow> => {
        const next = nextOf(inspection);
        return {
          ...rowOf(inspection, rounds, unitName),
          state: inspectionState(inspection as Inspection),
          ...(next ? { next } : {}),
        };
      }),
    );
  });

  return router;
};

const nextOf = (inspection: ListedInspection) =>
  byReport(inspection)
    ? inspection.selfReport
      ? undefined
      : inspection.reportBy
    : inspection.visits
        .filter(({ held, postponed }) => !held && !postponed)
        .map(({ day }) => day)
        .sort()[0];

export const ownInspectionPaths: Paths = {
  '/api/me/visits': {
    get: describe({
      summary: 'Lịch của đoàn tôi: từng buổi kiểm tra và điều còn thiếu',
      operation: 'read-campaign',
      query: visitsQuery,
      answers: pageOf(visitRow),
    }),
  },
  '/api/me/inspections': {
    get: describe({
      summary: 'Các cuộc kiểm tra của đoàn tôi, đợt mới trước',
      operation: 'read-campaign',
      query: inspectionsQuery,
      answers: pageOf(inspectionRow),
    }),
  },
};
