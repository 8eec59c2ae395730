import { Router } from 'express';
import { z } from 'zod';
import { startBroadcast } from '../../client/ask.ts';
import { Refusal } from '../../domain/refusal.ts';
import { broadcastIdOf } from '../../workflows/messages.ts';
import { assertMay } from '../auth.ts';
import { newId } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { once } from '../key.ts';
import { failure } from '../log.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';

const patienceMs = 5_000;
const renewalSchema = z.object({
  id: z.string().meta({ description: 'Tên của lượt chuyển, thấy được trong Temporal' }),
});

/** After a release: every running process goes on by the code of today, so that older branches may be taken out. */
export const renewals = (deps: Deps): Router => {
  const { temporal, queuePrefix, log } = deps;
  const router = Router();
  router.post('/renewals', async (req, res) => {
    assertMay(req, 'administer');
    const { about } = await once(deps, req, { what: 'renewed', body: {} }, async () => newId('r'));
    const id = broadcastIdOf.renew(about);
    try {
      await temporal.withDeadline(Date.now() + patienceMs, () =>
        startBroadcast({ temporal, queuePrefix }, id, { change: 'renew' }),
      );
    } catch (error) {
      log.warn({ broadcast: id, err: failure(error) }, 'not started');
      throw new Refusal('unavailable');
    }
    res.status(202).json({ id } satisfies z.infer<typeof renewalSchema>);
  });
  return router;
};

export const renewalPaths: Paths = {
  '/api/renewals': {
    post: describe({
      summary: 'Sau khi cập nhật: cho mọi tiến trình đang chạy đi tiếp theo bản mới',
      operation: 'administer',
      command: true,
      status: 202,
      answers: renewalSchema,
      refusals: ['unavailable'],
    }),
  },
};
