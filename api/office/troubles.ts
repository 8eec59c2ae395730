import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId } from '../../domain/role.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { daySchema } from '../fields.ts';
import { unseenBy } from '../inspections/inspection-record.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';

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
export type Trouble = z.output<typeof troubleSchema>;

/** The matters that cannot be chased just now, as whoever asks may know of them: of one round, or of all. */
export async function troublesOf(
  deps: Pick<Deps, 'store'>,
  req: Request,
  campaign?: CampaignId,
): Promise<z.infer<typeof troubleSchema>[]> {
  const [troubled, unseen] = await Promise.all([
    deps.store.stillness.troubled(campaign),
    unseenBy(deps, req, campaign),
  ]);
  const seen = troubled.filter(({ matter }) => !unseen.includes(matter));
  return seen.map(({ trouble: { code, facts, on }, ...where }) => ({
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
    res.json({ items: await troublesOf(deps, req) });
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
