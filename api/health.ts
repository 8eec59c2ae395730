import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from './deps.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';

const healthSchema = z.object({ state: z.literal('ok'), at: z.string() });

/** Whether this process answers, and whether what it needs does. */
export const health = ({ now }: Deps): Router => {
  const router = Router();
  router.get('/health', (_req, res) => {
    res.json({ state: 'ok', at: now() } satisfies z.infer<typeof healthSchema>);
  });
  return router;
};

export const healthPaths: Paths = {
  '/api/health': { get: describe({ summary: 'Tiến trình này đang chạy', open: true, answers: healthSchema }) },
};
