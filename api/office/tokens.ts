import { Router } from 'express';
import { z } from 'zod';
import { addDays, instantAt } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Token } from '../../store/content/tokens.ts';
import { assertMay } from '../auth.ts';
import { newId, today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, instantSchema, lineSchema, pathId, roleSchema, scopeSchema } from '../fields.ts';
import { once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse, wrongPlaces } from '../problem.ts';
import { newSecret, secretHash } from '../secret.ts';

const newToken = z.strictObject({
  name: lineSchema(120).meta({ description: 'Dùng để làm gì', example: 'Đồng bộ danh mục đơn vị' }),
  role: roleSchema,
  scope: scopeSchema.default('office'),
  lastDay: daySchema.meta({ description: 'Ngày cuối còn dùng được, không quá một năm' }),
});
const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    scope: z.string(),
    createdBy: z.string(),
    createdAt: instantSchema,
    endsAt: instantSchema,
    usedAt: instantSchema.optional(),
    revokedAt: instantSchema.optional(),
  })
  .meta({ id: 'Token' });
const madeSchema = tokenSchema.extend({
  secret: z.string().meta({ description: 'Chỉ hiện một lần. Gửi trong `Authorization: Bearer …`' }),
});
export type TokenView = z.output<typeof tokenSchema>;
export type MadeToken = z.output<typeof madeSchema>;

function shown(row: Token) {
  const { _id, secretHash: _, ...token } = row;
  return { id: _id, ...token };
}

/** Keys for other programs: each has one role, one place and an end. */
export const tokens = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();

  router.get('/tokens', async (req, res) => {
    assertMay(req, 'administer');
    const { limit, after } = parse(z.object(pageQuery), req.query);
    if (after !== undefined) assertCursor((await store.tokens.get(after)) !== undefined);
    const rows = await store.tokens.list({ limit: limit + 1, after });
    res.json(pageFrom(rows, limit, ({ _id }) => _id, shown));
  });

  router.post('/tokens', async (req, res) => {
    const { id: by } = assertMay(req, 'administer');
    const { lastDay, ...body } = parse(newToken, req.body);
    if (lastDay < today(deps)) throw wrongPlaces([{ at: 'lastDay', sentence: 'Ngày này đã qua. Hãy chọn ngày sau.' }]);
    if (lastDay > addDays(today(deps), 366))
      throw wrongPlaces([
        { at: 'lastDay', sentence: 'Xa quá một năm. Hãy chọn ngày gần hơn, đến hạn thì tạo mã mới.' },
      ]);
    const secret = `dd_${newSecret()}`;
    const { about, repeated } = await once(
      deps,
      req,
      { what: 'token-made', body: { lastDay, ...body } },
      async (session) => {
        const _id = newId('t');
        const endsAt = instantAt(addDays(lastDay, 1), 0);
        await store.tokens.create(
          { _id, ...body, secretHash: secretHash(secret), createdBy: by, createdAt: now(), endsAt },
          session,
        );
        return _id;
      },
    );
    if (repeated) throw new Refusal('secret-shown-once');
    res.status(201).json({ ...shown(await known(about)), secret });
  });

  router.delete('/tokens/:id', async (req, res) => {
    assertMay(req, 'administer');
    const { _id } = await known(req.params.id);
    await once(deps, req, { what: 'token-revoked', body: { _id } }, async (session) => {
      await store.tokens.revoke(_id, now(), session);
      return _id;
    });
    res.status(204).end();
  });

  return router;

  async function known(id: string): Promise<Token> {
    const token = await store.tokens.get(id);
    if (!token) throw new Refusal('not-found');
    return token;
  }
};

export const tokenPaths: Paths = {
  '/api/tokens': {
    get: describe({
      summary: 'Các mã truy cập đã cấp',
      operation: 'administer',
      query: z.object(pageQuery),
      answers: pageOf(tokenSchema),
    }),
    post: describe({
      summary: 'Cấp mã truy cập cho một chương trình',
      operation: 'administer',
      command: true,
      body: newToken,
      status: 201,
      answers: madeSchema,
      refusals: ['secret-shown-once'],
    }),
  },
  '/api/tokens/{id}': {
    delete: describe({
      summary: 'Thu hồi một mã truy cập',
      operation: 'administer',
      path: pathId('Mã số của mã truy cập'),
      command: true,
    }),
  },
};
