import { Router } from 'express';
import { z } from 'zod';
import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { queueName } from '../../workflows/messages.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { instantSchema } from '../fields.ts';
import { failure } from '../log.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';

const runningSchema = z.object({
  broadcasts: z
    .array(z.object({ id: z.string(), words: z.string(), since: instantSchema }))
    .optional()
    .meta({ description: 'Lượt báo tin đang chạy; không có khi chưa hỏi được Temporal' }),
  matters: z.int().meta({ description: 'Hồ sơ đang mở' }),
  unwoken: z.int().meta({ description: 'Hồ sơ đến ngày mà chưa được rà' }),
  troubled: z.int().meta({ description: 'Hồ sơ không tính được ngày nhắc' }),
  waiting: z.int().meta({ description: 'Dòng nhắc chờ vào thư' }),
  underWay: z.int().meta({ description: 'Thư đã soạn, chưa tới nơi' }),
  lateSeconds: z.int().meta({ description: 'Dòng nhắc lẽ ra đã đi, dòng lâu nhất chờ bao nhiêu giây; 0 là không có' }),
});

export type Running = z.output<typeof runningSchema>;

const patienceMs = 3_000;
const most = 50;

/** What a broadcast brings, as its id says. */
function wordsOf(id: string): string {
  const [, kind = '', ...rest] = id.split(':');
  const [about = '', day = ''] = rest;
  if (kind === 'calendar') return `Tính lại hạn theo lịch năm ${about.replace('@', ', phiên bản ')}`;
  if (kind === 'unheard') return 'Chuyển dòng nhắc chưa ai nhận tới người vừa được phân công';
  if (kind === 'renew') return 'Cho mọi tiến trình đi tiếp theo bản mới';
  if (about === 'tick') return `Chuyển đợt ${kind} sang ngày ${vnDay(day as Day)}`;
  if (about === 'play') return `Đợt ${kind} đang tự chạy`;
  return 'Báo một thay đổi tới các hồ sơ liên quan';
}

/** What the machine is busy with, and what it owes. */
export const running = (deps: Deps): Router => {
  const { store, temporal, queuePrefix, now, log } = deps;
  const router = Router();

  router.get('/running', async (req, res) => {
    assertMay(req, 'administer');
    const [broadcasts, unwoken, troubled, figures] = await Promise.all([
      broadcastsNow(),
      store.stillness.unwoken(today(deps)),
      store.stillness.inTrouble(),
      store.gauges(now()),
    ]);
    const sum = (rows: { count: number }[]) => rows.reduce((all, { count }) => all + count, 0);
    const under = ['frozen', 'connecting', 'data', 'data-sent', 'unfrozen'];
    res.json({
      ...(broadcasts ? { broadcasts } : {}),
      matters: sum(figures.matters),
      unwoken,
      troubled,
      waiting: sum(figures.lines),
      underWay: sum(figures.letters.filter(({ phase }) => under.includes(phase))),
      lateSeconds: Math.round(figures.postLag),
    } satisfies Running);
  });

  return router;

  async function broadcastsNow(): Promise<Running['broadcasts']> {
    const query = `WorkflowType = 'broadcast' AND ExecutionStatus = 'Running' AND TaskQueue = '${queueName('process', queuePrefix)}'`;
    const found: NonNullable<Running['broadcasts']> = [];
    try {
      await temporal.withDeadline(Date.now() + patienceMs, async () => {
        for await (const { workflowId, startTime } of temporal.workflow.list({ query, pageSize: most })) {
          found.push({ id: workflowId, words: wordsOf(workflowId), since: startTime.toISOString() });
          if (found.length === most) break;
        }
      });
      return found;
    } catch (error) {
      log.warn({ err: failure(error) }, 'the running broadcasts are not known');
      return undefined;
    }
  }
};

export const runningPaths: Paths = {
  '/api/running': {
    get: describe({
      summary: 'Hệ thống đang làm gì, còn nợ gì: lượt báo tin, hồ sơ chưa rà, thư chưa đi',
      operation: 'administer',
      answers: runningSchema,
    }),
  },
};
