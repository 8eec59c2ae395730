import { Router } from 'express';
import { isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { z } from 'zod';
import { asDay, addDays, daysBetween, vnDay } from '../../domain/day.ts';
import { campaignWords } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId } from '../../domain/role.ts';
import type { ClockRow } from '../../store/records/clocks.ts';
import { broadcastIdOf, queueName } from '../../workflows/messages.ts';
import type { Change } from '../../workflows/messages.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { daySchema, pathId } from '../fields.ts';
import { once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse, Unavailable } from '../problem.ts';
import { roundOf } from './rounds.ts';

const stepSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('next-day') }),
  z.strictObject({ step: z.literal('next-event') }),
  z.strictObject({ step: z.literal('to'), day: daySchema }),
  z.strictObject({ step: z.literal('play'), everySeconds: z.int().min(1).max(60) }),
  z.strictObject({ step: z.literal('pause') }),
]);
type ClockStep = Exclude<z.infer<typeof stepSchema>, { step: 'play' | 'pause' }>;

/** A clock at play, as people see it. */
export const playingSchema = z
  .object({ everySeconds: z.int(), until: daySchema })
  .meta({ description: 'Đợt đang tự chạy: mỗi việc tiếp theo sau bấy nhiêu giây, không quá ngày này' });

const clockSchema = z
  .object({
    now: daySchema.meta({ description: 'Ngày của đợt: đã đến đâu' }),
    target: daySchema.meta({ description: 'Ngày được yêu cầu' }),
    done: z.boolean().meta({
      description:
        'Một lần trả lời không quá 20 giây. `false`: mới đến ngày `now`, chưa đến `target`; gửi lại cùng Idempotency-Key để đi tiếp đến khi `true`',
    }),
    playing: playingSchema.optional(),
  })
  .meta({ id: 'Clock' });
export type ClockView = z.output<typeof clockSchema>;

/** A step goes no further than a year. */
const daysAtMost = 366;
/** An answer comes within this time, the step finished or not. */
const patienceMs = 20_000;

/**
 * Steps a training round's clock, day by day, so that every rung is told on its own day and every morning's letters
 * leave on theirs. A day is done when all its matters and posts have saved it.
 */
export const clock = (deps: Deps): Router => {
  const router = Router();

  router.post('/campaigns/:id/clock', async (req, res) => {
    assertMay(req, 'step-clock', { campaign: req.params.id });
    const { draft, record } = await roundOf(deps, req.params.id);
    const step = parse(stepSchema, req.body);
    const { campaign } = draft;
    if (draft.plan.clock !== 'stepped') throw new Refusal('clock-not-stepped');
    if (!record) throw new Refusal('campaign-not-ready', { act: 'chuyển ngày', state: 'chưa trình kế hoạch' });
    if (step.step === 'play' || step.step === 'pause') {
      if (record.closed !== undefined && step.step === 'play') throw over(record);
      const { repeated } = await once(deps, req, { what: 'clock-stepped', body: { campaign, ...step } }, async () =>
        Promise.resolve(campaign),
      );
      if (step.step === 'pause') await deps.store.clocks.pause(campaign);
      else if (!repeated || (await clockOf(deps, campaign)).playing) await play(deps, campaign, step.everySeconds);
      const { now, playing } = await clockOf(deps, campaign);
      return void res.json({ now, target: now, done: true, ...(playing ? { playing } : {}) });
    }
    const { about } = await once(deps, req, { what: 'clock-stepped', body: { campaign, ...step } }, () =>
      targetOf(deps, campaign, step, record),
    );
    const target = asDay(about);
    const done = await stepTo(deps, campaign, target);
    const { now, playing } = await clockOf(deps, campaign);
    res.json({ now, target, done, ...(playing ? { playing } : {}) });
  });

  return router;
};

/**
 * Lets a clock go on by itself. What turns it is a process of its own, which outlives this API and any worker; played
 * anew it begins anew, at the new pace.
 */
async function play({ store, temporal, queuePrefix }: Deps, campaign: CampaignId, everySeconds: number): Promise<void> {
  const { now } = (await store.clocks.get(campaign))!;
  await store.clocks.play(campaign, { everySeconds, until: addDays(now, daysAtMost) });
  const until = Date.now() + patienceMs;
  const change: Change = { change: 'play', campaign };
  const isStarted = await patiently(until, () =>
    temporal.withDeadline(until, async () => {
      await temporal.workflow.start('broadcast', {
        workflowId: broadcastIdOf.play(campaign),
        taskQueue: queueName('process', queuePrefix),
        args: [change],
        workflowIdConflictPolicy: 'TERMINATE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
      return true;
    }),
  );
  if (!isStarted) throw new Unavailable();
}

async function clockOf({ store }: Deps, campaign: CampaignId): Promise<Omit<ClockRow, '_id'>> {
  const row = await store.clocks.get(campaign);
  if (!row) throw new Error(`${campaign} was submitted and has no clock`);
  return row;
}

/** A round that is over has no event to come. */
const over = ({ state }: Campaign): Refusal =>
  new Refusal('campaign-not-ready', { act: 'chuyển đến việc tiếp theo', state: campaignWords[state] });

/** The day a step leads to. Throws Refusal('nothing-ahead' | 'clock-backwards' | 'campaign-not-ready'). */
async function targetOf(deps: Deps, campaign: CampaignId, step: ClockStep, record: Campaign): Promise<Day> {
  const { now } = await clockOf(deps, campaign);
  switch (step.step) {
    case 'next-day':
      return addDays(now, 1);
    case 'next-event': {
      const wake = await deps.store.progress.nextWake(campaign, now);
      if (wake === undefined) throw record.closed === undefined ? new Refusal('nothing-ahead') : over(record);
      return wake;
    }
    case 'to': {
      const ahead = daysBetween(now, step.day);
      if (ahead < 1 || ahead > daysAtMost) throw new Refusal('clock-backwards', { now: vnDay(now), most: daysAtMost });
      return step.day;
    }
  }
}

/**
 * Finishes the day a broken step left behind, then goes on from one event to the next; false when the time of one
 * answer was not enough.
 */
async function stepTo(deps: Deps, campaign: CampaignId, target: Day): Promise<boolean> {
  const until = Date.now() + patienceMs;
  const { now: today } = await clockOf(deps, campaign);
  if ((await isUnderWay(deps, campaign, today, until)) && !(await broadcastTick(deps, campaign, today, until)))
    return false;
  for (;;) {
    const { now, postsOn } = await clockOf(deps, campaign);
    if (postsOn >= target) return true;
    const wake = postsOn < now ? now : ((await deps.store.progress.nextWake(campaign, now)) ?? target);
    if (!(await broadcastTick(deps, campaign, wake < target ? wake : target, until))) return false;
  }
}

/** Are the letters of a day still leaving, whoever asked for it? */
const isUnderWay = ({ temporal }: Deps, campaign: CampaignId, day: Day, until: number): Promise<boolean> =>
  patiently(until, () =>
    temporal.withDeadline(until, async () => {
      try {
        const { status } = await temporal.workflow.getHandle(broadcastIdOf.tick(campaign, day)).describe();
        return status.name === 'RUNNING';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    }),
  );

/** Every day up to this one, brought to every matter and post of the round; one under way is joined. */
const broadcastTick = (
  { temporal, queuePrefix }: Deps,
  campaign: CampaignId,
  day: Day,
  until: number,
): Promise<boolean> =>
  patiently(until, () =>
    temporal.withDeadline(until, async () => {
      const change: Change = { change: 'tick', campaign, day };
      const handle = await temporal.workflow.start('broadcast', {
        workflowId: broadcastIdOf.tick(campaign, day),
        taskQueue: queueName('process', queuePrefix),
        args: [change],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
      await handle.result();
      return true;
    }),
  );

/** False when the time of one answer is over; throws Unavailable when Temporal is away before that. */
async function patiently(until: number, act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act();
  } catch (error) {
    if (Date.now() >= until - 200) return false;
    throw isGrpcServiceError(error) || (error instanceof Error && isGrpcServiceError(error.cause))
      ? new Unavailable()
      : error;
  }
}

export const clockPaths: Paths = {
  '/api/campaigns/{id}/clock': {
    post: describe({
      summary:
        'Chuyển ngày của đợt tập huấn: ngày sau, việc tiếp theo, đến một ngày, tự chạy, dừng. Đường dài được trả lời sau 20 giây với `done: false` và ngày đã đến: gửi lại để đi tiếp',
      operation: 'step-clock',
      path: pathId('Mã đợt tập huấn'),
      command: true,
      body: stepSchema,
      answers: clockSchema,
      refusals: ['clock-not-stepped', 'clock-backwards', 'nothing-ahead', 'campaign-not-ready'],
    }),
  },
};
