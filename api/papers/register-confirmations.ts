import { Router } from 'express';
import { z } from 'zod';
import { yearOf } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import { paperKinds } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { registerOf } from '../../domain/register.ts';
import type { RegisterId } from '../../domain/register.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, instantSchema } from '../fields.ts';
import { once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse, wrongPlaces } from '../problem.ts';

const confirmation = z.strictObject({
  register: z
    .string()
    .regex(/^[\p{L}\d-]{1,20}-(TB|CV|BC|TH)\/2\d{3}$/u, 'Hãy ghi mã sổ như SNV-TB/2026.')
    .meta({ example: 'SNV-TB/2026' }),
  last: z.int().min(0).max(99_999).meta({ description: 'Số cuối cùng đã cấp theo sổ giấy; chưa cấp số nào thì ghi 0' }),
});
const confirmationsSchema = z
  .object({
    restored: z
      .object({ at: instantSchema, backupAt: instantSchema })
      .optional()
      .meta({ description: 'Lần khôi phục gần nhất; không có nếu chưa khôi phục lần nào' }),
    opened: z
      .array(z.object({ id: z.string(), last: z.int(), day: daySchema, given: z.int(), voided: z.int() }))
      .meta({ description: 'Các sổ đã cấp số: số cuối, ngày cuối, đã cấp bao nhiêu, hủy bao nhiêu' }),
    waiting: z
      .array(z.object({ register: z.string(), known: z.int() }))
      .meta({ description: 'Sổ chưa được cấp số cho đến khi văn thư xác nhận; `known` là số cuối cùng còn trên máy' }),
  })
  .meta({ id: 'RegisterConfirmations' });
export type RegisterConfirmations = z.output<typeof confirmationsSchema>;

/** Where nothing was ever put back, what is confirmed is how far paper had come before the first number of ours. */
const beginning: Instant = '1970-01-01T00:00:00.000Z';

/**
 * After a restore the register on paper may have gone further than ours: each register waits until the clerk has
 * confirmed its last number. An office that begins in the middle of a year says the same before the first number of a
 * register. A number confirmed by mistake can be confirmed anew until the next one is given.
 */
export const registerConfirmations = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();

  router.get('/register/confirmations', async (req, res) => {
    assertMay(req, 'read-register');
    res.json(await shown());
  });

  router.post('/register/confirmations', async (req, res) => {
    const { id: by } = assertMay(req, 'number-paper');
    const { register, last } = parse(confirmation, req.body);
    await once(deps, req, { what: 'register-confirmed', body: { register, last } }, async (session) => {
      const restored = (await store.restores.latest(session))?._id ?? beginning;
      const known = await store.registers.lastRow(register, session);
      const before = await store.restores.confirmation(restored, register, session);
      const mayStill = before
        ? known <= before.last
        : known === 0 || (await store.restores.unconfirmed(register, session)) !== undefined;
      if (!mayStill) throw new Refusal('register-already-confirmed', { register });
      if (last < known)
        throw wrongPlaces([{ at: 'last', sentence: `Sổ trên máy đã có số ${known}. Hãy ghi số này hoặc số lớn hơn.` }]);
      await store.restores.confirm({ restore: restored, register, last, known, by, at: now() }, session);
      return register;
    });
    res.json(await shown());
  });

  return router;

  async function shown(): Promise<z.infer<typeof confirmationsSchema>> {
    const restore = await store.restores.latest();
    const opened = await store.registers.opened();
    if (!restore) return { opened, waiting: [] };
    const { organ } = await store.office.get();
    const year = yearOf(today(deps));
    const likely = paperKinds.map((kind) => registerOf(organ, kind, year, false));
    const registers = [...new Set([...(await store.registers.names()), ...likely])].sort();
    const waiting = await store.restores.waiting(registers);
    return {
      restored: { at: restore._id, backupAt: restore.backupAt },
      opened,
      waiting: await Promise.all(
        waiting.map(async (register) => ({ register, known: await store.registers.lastRow(register) })),
      ),
    };
  }
};

/** Throws Refusal('register-unconfirmed') while the register this paper takes its number from waits for its clerk. */
export async function assertRegisterConfirmed(deps: Deps, { kind, clock, place, number }: Paper): Promise<void> {
  if (number) return;
  const stepped = clock.kind === 'stepped' ? await deps.store.clocks.get(place.campaign ?? '') : undefined;
  const { organ } = await deps.store.office.get();
  const register: RegisterId = registerOf(organ, kind, yearOf(stepped?.now ?? today(deps)), clock.kind === 'stepped');
  if (await deps.store.restores.unconfirmed(register)) throw new Refusal('register-unconfirmed', { register });
}

export const registerConfirmationPaths: Paths = {
  '/api/register/confirmations': {
    get: describe({
      summary: 'Sổ văn bản nào chờ xác nhận số cuối cùng sau khi khôi phục dữ liệu',
      operation: 'read-register',
      answers: confirmationsSchema,
    }),
    post: describe({
      summary:
        'Xác nhận số cuối cùng đã cấp trên giấy của một sổ: sau khi khôi phục dữ liệu, hoặc trước số đầu tiên cấp tại đây',
      operation: 'number-paper',
      command: true,
      body: confirmation,
      status: 200,
      answers: confirmationsSchema,
      refusals: ['register-already-confirmed'],
    }),
  },
};
