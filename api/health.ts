import { Router } from 'express';
import proto from '@temporalio/proto';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { queueKinds, queueName } from '../workflows/messages.ts';
import type { QueueKind } from '../workflows/messages.ts';
import type { Deps } from './deps.ts';
import { instantSchema } from './fields.ts';
import { failure } from './log.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';

const healthSchema = z.object({ state: z.literal('ok'), at: instantSchema });
const partNames = ['mongodb', 'temporal', 'workers', 'mail'] as const;
type PartName = (typeof partNames)[number];
const partSchema = z.object({
  part: z.enum(partNames),
  state: z.enum(['ok', 'away']),
  hint: z.string().optional().meta({ description: 'Cần làm gì' }),
});
const readySchema = z.object({ state: z.enum(['ok', 'away']), parts: z.array(partSchema) });
export type Ready = z.output<typeof readySchema>;

const patience = 3_000;

/** Resolves as `what` does, or rejects when it took too long. */
async function within<T>(what: Promise<T>, ms = patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  return Promise.race([what, late]).finally(() => clearTimeout(timer));
}

/** Is somebody taking work from this queue? Temporal remembers a poller for five minutes; one polls at least each minute. */
async function isPolled({ temporal, queuePrefix, config }: Deps, kind: QueueKind): Promise<boolean> {
  const taskQueue = { name: queueName(kind, queuePrefix) };
  const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = proto.temporal.api.enums.v1.TaskQueueType;
  const taskQueueType = kind === 'process' ? TASK_QUEUE_TYPE_WORKFLOW : TASK_QUEUE_TYPE_ACTIVITY;
  const { pollers } = await temporal.withDeadline(Date.now() + patience, () =>
    temporal.workflowService.describeTaskQueue({ namespace: config.temporalNamespace, taskQueue, taskQueueType }),
  );
  return (pollers ?? []).some(
    ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1_000 < 90_000,
  );
}

const queueWords: Record<QueueKind, string> = { process: 'quy trình', papers: 'văn bản', mail: 'thư' };

/** Each part: what is tried, and what to do when it fails. */
const tries = (deps: Deps): Record<PartName, () => Promise<string | undefined>> => ({
  async mongodb() {
    await within(deps.store.db.db?.admin().ping() ?? Promise.reject(new Error('no connection')));
    return undefined;
  },
  async temporal() {
    const { temporal, config } = deps;
    await temporal.withDeadline(Date.now() + patience, () =>
      temporal.workflowService.describeNamespace({ namespace: config.temporalNamespace }),
    );
    return undefined;
  },
  async workers() {
    const idle = [];
    for (const kind of queueKinds) if (!(await isPolled(deps, kind))) idle.push(queueWords[kind]);
    return idle.length === 0 ? undefined : `Chưa có bộ xử lý nào nhận việc: ${idle.join(', ')}. Hãy khởi động worker.`;
  },
  async mail() {
    const transport = createTransport({
      url: deps.config.smtpUrl,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
    });
    try {
      await transport.verify();
    } finally {
      transport.close();
    }
    return undefined;
  },
});

const hints: Record<PartName, string> = {
  mongodb: 'Không kết nối được MongoDB. Hãy kiểm tra MONGODB_URI và máy chủ MongoDB.',
  temporal: 'Không kết nối được Temporal. Hãy kiểm tra TEMPORAL_ADDRESS và máy chủ Temporal.',
  workers: 'Chưa hỏi được Temporal về bộ xử lý. Hãy kiểm tra Temporal trước.',
  mail: 'Máy chủ thư không nhận kết nối. Hãy kiểm tra SMTP_URL; thư chờ sẽ được gửi lại khi thông.',
};

/** Trying everything takes connections: asked often, the answer of the last seconds is given. */
const askedAnewMs = 5_000;

/** Whether this process answers, and whether what it needs does. */
export const health = (deps: Deps): Router => {
  const router = Router();
  const attempts = tries(deps);

  async function look(part: PartName): Promise<z.infer<typeof partSchema>> {
    try {
      const hint = await attempts[part]();
      return hint === undefined ? { part, state: 'ok' } : { part, state: 'away', hint };
    } catch (error) {
      deps.log.warn({ part, err: failure(error) }, 'away');
      return { part, state: 'away', hint: hints[part] };
    }
  }

  let last: { at: number; parts: Promise<z.infer<typeof partSchema>[]> } | undefined;
  const parts = () => {
    if (!last || Date.now() - last.at > askedAnewMs) last = { at: Date.now(), parts: Promise.all(partNames.map(look)) };
    return last.parts;
  };

  router.get('/health', (_req, res) => {
    res.json({ state: 'ok', at: deps.now() } satisfies z.infer<typeof healthSchema>);
  });

  router.get('/ready', async (_req, res) => {
    const found = await parts();
    const state = found.every((part) => part.state === 'ok') ? 'ok' : 'away';
    if (state === 'away') res.setHeader('Retry-After', '5');
    res.status(state === 'ok' ? 200 : 503).json({ state, parts: found } satisfies z.infer<typeof readySchema>);
  });

  return router;
};

export const healthPaths: Paths = {
  '/api/health': { get: describe({ summary: 'Tiến trình này đang chạy', open: true, answers: healthSchema }) },
  '/api/ready': {
    get: describe({
      summary: 'MongoDB, Temporal, bộ xử lý, thư: phần nào đang dùng được',
      open: true,
      answers: readySchema,
      description: '503 khi có phần chưa dùng được; nội dung trả lời như nhau, mỗi phần kèm gợi ý cần làm gì.',
    }),
  },
};
