import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { vnDay } from '../domain/day.ts';
import { paperKindWords } from '../domain/paper.ts';
import { Refusal } from '../domain/refusal.ts';
import { itemWords } from '../domain/remediation.ts';
import { scopesFor } from '../domain/rights.ts';
import { lookFor } from '../domain/search.ts';
import type { Look } from '../domain/search.ts';
import { assertSignedIn, mayDo } from './auth.ts';
import { roundWords } from './campaigns/round-steps.ts';
import { unitNames } from './campaigns/rounds.ts';
import type { Deps } from './deps.ts';
import { searchSchema } from './fields.ts';
import { itemId } from './items/item-record.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';
import { paperPathId } from './papers/paper-case.ts';
import { parse } from './problem.ts';

export const searchKinds = ['unit', 'round', 'paper', 'item', 'person'] as const;
type SearchKind = (typeof searchKinds)[number];

const kindWords: Record<SearchKind, string> = {
  unit: 'Đơn vị',
  round: 'Đợt kiểm tra',
  paper: 'Văn bản',
  item: 'Nội dung khắc phục',
  person: 'Người',
};

const searchQuery = z.object({
  q: searchSchema.meta({ description: 'Chữ cần tìm: không cần dấu, viết tắt được (so vhtt, TTHC, 05/TB-SNV)' }),
  kind: z.enum(searchKinds).optional().meta({ description: 'Chỉ tìm một loại' }),
  limit: z.coerce.number().int().min(1).max(50).default(5).meta({ description: 'Nhiều nhất bao nhiêu mỗi loại' }),
});
const hitSchema = z.object({
  id: z.string(),
  name: z.string(),
  detail: z.string().optional().meta({ description: 'Phân biệt với cái cùng tên' }),
  unit: z.string().optional().meta({ description: 'Đơn vị của người này' }),
});
const foundSchema = z
  .object({
    groups: z.array(
      z.object({
        kind: z.enum(searchKinds),
        words: z.string(),
        hits: z.array(hitSchema).meta({ description: 'Khớp nhất trước' }),
        more: z.boolean().meta({ description: 'Còn nữa: gõ thêm để thu hẹp' }),
      }),
    ),
  })
  .meta({ id: 'Found', description: 'Chỉ những loại người hỏi được đọc và có kết quả' });

export type Found = z.output<typeof foundSchema>;
type Hit = z.output<typeof hitSchema>;

/** Finds what people know the name of: everything they may read, each kind by its own rule. */
export function search(deps: Deps): Router {
  const router = Router();
  router.get('/search', async (req, res) => {
    const actor = assertSignedIn(req);
    const { q, kind, limit } = parse(searchQuery, req.query);
    const finders = findersOf(deps, req);
    const may = searchKinds.filter((one) => finders[one] !== undefined);
    // a mailed link opens its own matters and nothing else
    if (may.length === 0 || actor.opens !== undefined) throw new Refusal('not-allowed');
    const look = lookFor(q);
    const asked = look === undefined ? [] : may.filter((one) => kind === undefined || one === kind);
    const groups = await Promise.all(
      asked.map(async (one) => {
        const hits = await finders[one]!(look!, limit + 1);
        return { kind: one, words: kindWords[one], hits: hits.slice(0, limit), more: hits.length > limit };
      }),
    );
    res.json({ groups: groups.filter(({ hits }) => hits.length > 0) } satisfies Found);
  });
  return router;
}

type Finder = (look: Look, limit: number) => Promise<Hit[]>;

/** How each kind is found by whoever asks; undefined: they may not read it. */
function findersOf({ store }: Deps, req: Request): Record<SearchKind, Finder | undefined> {
  const readsOffice = mayDo(req, 'read-office');
  const scopes = scopesFor(assertSignedIn(req).standings, 'read-item');
  return {
    unit: readsOffice ? (look, limit) => unitHits(store, look, limit) : undefined,
    round: mayDo(req, 'read-campaign') ? (look, limit) => roundHits(store, look, limit) : undefined,
    paper: mayDo(req, 'read-paper') ? (look, limit) => paperHits(store, look, limit) : undefined,
    item:
      scopes.length === 0
        ? undefined
        : async (look, limit) => {
            const found = await store.search.items(look, scopes, limit);
            const nameOf = await unitNames(
              store,
              found.map(({ unit }) => unit),
            );
            return found.map(({ remediation, n, unit, state, text }) => ({
              id: itemId(remediation, n),
              name: text,
              detail: `${nameOf(unit)} · ${itemWords[state]}`,
            }));
          },
    person: readsOffice
      ? async (look, limit) => {
          const found = await store.search.people(look, limit);
          const nameOf = await unitNames(
            store,
            found.flatMap(({ unit }) => unit ?? []),
          );
          return found.map(({ id, name, post, unit }) => {
            const detail = [post, unit === undefined ? undefined : nameOf(unit)].filter(Boolean).join(', ');
            return { id, name, ...(detail === '' ? {} : { detail }), ...(unit === undefined ? {} : { unit }) };
          });
        }
      : undefined,
  };
}

async function unitHits(store: Deps['store'], look: Look, limit: number): Promise<Hit[]> {
  const found = await store.search.units(look, limit);
  const nameOf = await unitNames(
    store,
    found.flatMap(({ successors = [] }) => successors),
  );
  return found.map(({ id, name, aliases, to, successors = [] }) => {
    const ended =
      to === undefined
        ? undefined
        : `đến ${vnDay(to)}${successors.length > 0 ? `, nay là ${successors.map(nameOf).join(', ')}` : ''}`;
    const detail = ended ?? aliases[0];
    return { id, name, ...(detail === undefined ? {} : { detail }) };
  });
}

async function roundHits(store: Deps['store'], look: Look, limit: number): Promise<Hit[]> {
  const ids = await store.search.rounds(look, limit);
  const [plans, records] = await Promise.all([
    Promise.all(ids.map((id) => store.plans.get(id))),
    store.progress.rounds(ids),
  ]);
  return plans.flatMap((draft) => {
    if (!draft) return [];
    const { campaign, plan } = draft;
    const record = records.get(campaign);
    const words = record ? roundWords(plan.kind, record.state) : 'đang soạn kế hoạch';
    return [{ id: campaign, name: plan.title, detail: plan.clock === 'stepped' ? `tập huấn · ${words}` : words }];
  });
}

async function paperHits(store: Deps['store'], look: Look, limit: number): Promise<Hit[]> {
  const found = await store.search.papers(look, limit);
  const [nameOf, records] = await Promise.all([
    unitNames(
      store,
      found.flatMap(({ units }) => units),
    ),
    Promise.all([...new Set(found.map(({ campaign }) => campaign))].map((campaign) => store.plans.get(campaign))),
  ]);
  const titles = new Map(records.flatMap((draft) => (draft ? [[draft.campaign, draft.plan.title] as const] : [])));
  return found.map(({ paper, campaign, kind, n, number, about, units }) => ({
    id: paperPathId(paper),
    name: `${paperKindWords[kind]} ${number === undefined ? `(dự thảo ${n})` : `số ${number}`}`,
    detail: [units.slice(0, 3).map(nameOf).join(', '), about, titles.get(campaign)].filter(Boolean).join(' · '),
  }));
}

export const searchPaths: Paths = {
  '/api/search': {
    get: describe({
      summary: 'Tìm đơn vị, đợt, văn bản, nội dung khắc phục, người',
      description:
        'Không cần dấu; hiểu chữ viết tắt hay dùng, tên viết tắt và chữ cái đầu của tên đơn vị. Mỗi người chỉ thấy những gì mình được đọc.',
      query: searchQuery,
      answers: foundSchema,
      refusals: ['not-allowed'],
    }),
  },
};
