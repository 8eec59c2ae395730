import { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { CampaignId } from '../domain/role.ts';
import { assertMay } from './auth.ts';
import type { Deps } from './deps.ts';
import { daySchema } from './fields.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';

export const troubleSchema = z
  .object({
    matter: z.string(),
    campaign: z.string(),
    unit: z.string().optional(),
    code: z.string(),
    sentence: z.string().meta({ description: 'Vì sao, và cần làm gì' }),
    on: daySchema.meta({ description: 'Lần rà gần nhất' }),
  })
  .meta({ id: 'Trouble', description: 'Hồ sơ hiện không tính được ngày nhắc' });

/** The matters that cannot be chased just now, with the sentence that says what to do: of one round, or of all. */
export async function troublesOf(
  { store }: Pick<Deps, 'store'>,
  campaign?: CampaignId,
): Promise<z.infer<typeof troubleSchema>[]> {
  const troubled = await store.stillness.troubled(campaign);
  return troubled.map(({ trouble: { code, facts, on }, ...where }) => ({
    ...where,
    code,
    sentence: new Refusal(code, facts).message,
    on,
  }));
}

/** What stands still for want of something only the office can enter. */
export const troubles = (deps: Deps): Router => {
  const router = Router();
  router.get('/troubles', async (req, res) => {
    assertMay(req, 'read-office');
    res.json({ items: await troublesOf(deps) });
  });
  return router;
};

export const troublePaths: Paths = {
  '/api/troubles': {
    get: describe({
      summary: 'Các hồ sơ hiện không nhắc hạn được, vì sao và cần làm gì',
      operation: 'read-office',
      answers: z.object({ items: z.array(troubleSchema) }),
    }),
  },
};
