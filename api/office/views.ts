import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/role.ts';
import type { SavedView } from '../../store/content/views.ts';
import { assertSignedIn } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { lineSchema } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';

/** More than anybody finds something in again. */
const mostViews = 50;

const nameSchema = lineSchema(60).meta({ description: 'Tên tự đặt', example: 'Quá hạn của khối sở' });
const viewBody = z.strictObject({
  search: z
    .record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.string().max(2000))
    .refine((search) => Object.keys(search).length <= 40, 'Quá nhiều điều kiện.')
    .meta({ description: 'Các điều kiện như trong địa chỉ của trang Theo dõi', example: { quaHan: 'co' } }),
});
const viewsSchema = z
  .object({ items: z.array(z.object({ name: z.string(), search: z.record(z.string(), z.string()) })) })
  .meta({ id: 'SavedViews' });

export type SavedViewsOut = z.output<typeof viewsSchema>;

/** The lists somebody saved for themselves, wherever they sign in. */
export const savedViews = ({ store, now }: Deps): Router => {
  const router = Router();
  const answer = async (person: PersonId) => ({ items: await store.views.of(person) }) satisfies SavedViewsOut;

  router.get('/me/views', async (req, res) => {
    res.json(await answer(whose(req)));
  });

  router.put('/me/views/:name', async (req, res) => {
    const person = whose(req);
    const view: SavedView = { name: parse(nameSchema, req.params.name), ...parse(viewBody, req.body) };
    const kept = await store.views.of(person);
    if (kept.length >= mostViews && !kept.some(({ name }) => name === view.name))
      throw new Refusal('too-many-views', { most: mostViews });
    await store.views.put(person, view, now());
    res.json(await answer(person));
  });

  router.delete('/me/views/:name', async (req, res) => {
    const person = whose(req);
    await store.views.remove(person, parse(nameSchema, req.params.name));
    res.json(await answer(person));
  });

  return router;
};

/** Of people who sign in: neither a token nor a mailed link has a desk of its own. Throws Refusal('not-allowed'). */
function whose(req: Request): PersonId {
  const { person, via } = assertSignedIn(req);
  if (person === undefined || via !== 'session') throw new Refusal('not-allowed');
  return person;
}

const pathName = z.object({ name: nameSchema });
export const savedViewPaths: Paths = {
  '/api/me/views': {
    get: describe({
      summary: 'Các danh sách theo dõi tôi đã lưu',
      answers: viewsSchema,
      refusals: ['not-allowed'],
    }),
  },
  '/api/me/views/{name}': {
    put: describe({
      summary: 'Lưu một danh sách theo dõi dưới tên này',
      path: pathName,
      body: viewBody,
      answers: viewsSchema,
      refusals: ['not-allowed', 'too-many-views'],
    }),
    delete: describe({
      summary: 'Bỏ danh sách đã lưu dưới tên này',
      path: pathName,
      answers: viewsSchema,
      refusals: ['not-allowed'],
    }),
  },
};
