import { Router } from 'express';
import { z } from 'zod';
import { yearOf } from '../../domain/day.ts';
import { paperKinds } from '../../domain/paper.ts';
import { numberWith } from '../../domain/paper-symbol.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { paperPathId } from './paper-case.ts';
import { parse } from '../problem.ts';
import { bySchema, byOf, namesOf } from '../campaigns/rounds.ts';

const registerQuery = z.object({
  limit: pageQuery.limit,
  after: z.coerce.number().int().min(0).default(0).meta({ description: 'Số đã xem sau cùng' }),
  organ: z
    .string()
    .regex(/^[\p{L}\d-]{1,20}$/u, 'Hãy ghi tên viết tắt của cơ quan, như SNV.')
    .optional(),
  year: z.coerce.number().int().min(2000).max(2199).optional(),
  series: z
    .enum(['TB', 'CV', 'BC', 'TH'])
    .default('TB')
    .meta({ description: 'TB: thông báo; CV: công văn; BC: báo cáo; TH: văn bản tập huấn' }),
});
const rowSchema = z
  .object({
    number: z.int(),
    symbol: z.string(),
    text: z.string().meta({ example: '05/TB-SNV' }),
    day: daySchema,
    kind: z.enum(paperKinds),
    about: z.string(),
    signer: bySchema,
    recipients: z.array(z.string()),
    paper: z.string(),
    file: z.string().optional(),
    pages: z.int().optional(),
    voided: z
      .object({ on: daySchema, by: bySchema, reason: z.string() })
      .optional()
      .meta({ description: 'Số đã hủy: vẫn giữ chỗ trong sổ, không dùng lại' }),
  })
  .meta({ id: 'RegisterRow' });
const registerSchema = pageOf(rowSchema).extend({
  register: z.string(),
  registers: z.array(z.string()).meta({ description: 'Mọi sổ đã mở' }),
});
export type RegisterPage = z.output<typeof registerSchema>;

/** The outgoing register, one organ, series and year at a time. */
export const register = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.get('/register', async (req, res) => {
    assertMay(req, 'read-register');
    const { limit, after, organ, year, series } = parse(registerQuery, req.query);
    const id = `${organ ?? (await store.office.get()).organ}-${series}/${year ?? yearOf(today(deps))}`;
    if (after > 0) assertCursor((await store.registers.list(id, after - 1, 1))[0]?.number === after);
    const [rows, registers] = await Promise.all([store.registers.list(id, after, limit + 1), store.registers.names()]);
    const [names, reasons] = await Promise.all([
      namesOf(
        store,
        rows.flatMap(({ signer, voided }) => [signer, ...(voided ? [voided.by] : [])]),
      ),
      store.snapshots.getMany<{ text?: string }>(rows.flatMap(({ voided }) => voided?.reason ?? [])),
    ]);
    const page = pageFrom(
      rows,
      limit,
      ({ number }) => String(number),
      (row) => ({
        number: row.number,
        symbol: row.symbol,
        text: numberWith(row.symbol, row.number),
        day: row.day,
        kind: row.kind,
        about: row.about,
        signer: byOf(row.signer, names),
        recipients: row.recipients,
        paper: paperPathId(row.paper),
        ...(row.file === undefined ? {} : { file: row.file, pages: row.pages }),
        ...(row.voided
          ? {
              voided: {
                on: row.voided.on,
                by: byOf(row.voided.by, names),
                reason: reasons.get(row.voided.reason)?.body.text ?? '',
              },
            }
          : {}),
      }),
    );
    res.json({ register: id, registers: registers.sort(), ...page });
  });

  return router;
};

export const registerPaths: Paths = {
  '/api/register': {
    get: describe({
      summary: 'Sổ đăng ký văn bản đi',
      operation: 'read-register',
      query: registerQuery,
      answers: registerSchema,
    }),
  },
};
