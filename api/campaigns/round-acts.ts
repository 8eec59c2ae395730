import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import {
  campaignRules,
  cancellableCampaign,
  approvable,
  closableCampaign,
  endable,
  launchable,
} from '../../domain/campaign.ts';
import type { Campaign, CampaignState } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import { inspectionState } from '../../domain/inspection.ts';
import { methodOf } from '../../domain/plan.ts';
import type { Plan } from '../../domain/plan.ts';
import { chasedWords } from '../../domain/practice.ts';
import { Refusal } from '../../domain/refusal.ts';
import { wordsOfState } from '../../domain/tally.ts';
import { paperWords } from '../../domain/paper.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { daySchema, pathId } from '../fields.ts';
import { unseenBy } from '../inspections/inspection-record.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { namedPapers } from '../papers/issued.ts';
import { namedSchema, planOf, roundOf, unitNames } from './rounds.ts';
import { seenUnits } from './seen-plan.ts';

/** What can be done with a round, by its state. */
const actStates = {
  approve: approvable,
  'send-back': approvable,
  launch: launchable,
  add: ['running', 'inspection-ended'],
  'end-inspection': endable,
  close: closableCampaign,
  cancel: cancellableCampaign,
} as const satisfies Record<string, readonly CampaignState[]>;
type ActName = keyof typeof actStates;
const actNames = Object.keys(actStates) as ActName[];

const shownAtMost = 20;

const actsSchema = z
  .object({
    acts: z
      .array(
        z.object({
          act: z.enum(actNames as [ActName, ...ActName[]]),
          barred: z.string().optional().meta({ description: 'Vì sao chưa làm được' }),
        }),
      )
      .meta({ description: 'Những việc của tình trạng hiện tại' }),
    plan: z.object({
      units: z.int(),
      visits: z.int(),
      teams: z.int(),
      firstVisit: daySchema.optional(),
      lastVisit: daySchema.optional(),
      notified: z.int().meta({ description: 'Số đơn vị được báo trước bằng thông báo hoặc thư' }),
      reportDue: daySchema.optional().meta({ description: 'Hạn gửi báo cáo của đợt báo cáo kỳ' }),
      chasedBy: z.string().meta({ description: 'Nhắc theo phiên bản thường lệ nào, có gì riêng của đợt' }),
    }),
    open: z
      .object({
        inspections: z.int(),
        papers: z.int(),
        items: z.int(),
        proposals: z.int(),
        units: z.int().meta({ description: 'Số đơn vị còn nội dung khắc phục hoặc kiến nghị' }),
      })
      .meta({ description: 'Còn mở lúc này' }),
    inspections: z.array(z.object({ id: z.string(), unit: namedSchema, words: z.string() })),
    papers: z.array(z.object({ id: z.string(), name: z.string(), words: z.string() })),
  })
  .meta({ id: 'RoundActs', description: `Còn mở: nêu tên nhiều nhất ${shownAtMost} cuộc, ${shownAtMost} văn bản` });
export type RoundActs = z.output<typeof actsSchema>;

/** What can be done with a round now, what would follow in numbers, and why something cannot be done yet. */
export function roundActs(deps: Deps): Router {
  const { store } = deps;
  const router = Router();

  router.get('/campaigns/:id/acts', async (req: Request<{ id: string }>, res) => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    const round = await roundOf(deps, req.params.id);
    const { campaign } = round.draft;
    const unseen = await unseenBy(deps, req, campaign);
    const [plan, left, inspections, papers] = await Promise.all([
      planOf(deps, round).then((frozen) => seenUnits(deps, req, frozen)),
      store.progress.leftOpen(campaign),
      store.progress.openInspections(campaign, unseen),
      store.progress.openPapers(campaign),
    ]);
    const [nameOf, named] = await Promise.all([
      unitNames(
        store,
        inspections.slice(0, shownAtMost).map(({ place }) => place.unit),
      ),
      namedPapers(
        store,
        papers.slice(0, shownAtMost).map(({ id }) => id),
      ),
    ]);
    const open = { ...left, inspections: inspections.length, papers: papers.length };
    res.json({
      acts: round.record ? actsOf(round.record, open, round.day) : [{ act: 'cancel' }],
      plan: planCounts(plan),
      open,
      inspections: inspections.slice(0, shownAtMost).map((one) => ({
        id: one.id.replace(/^inspection:/, ''),
        unit: { id: one.place.unit, name: nameOf(one.place.unit) },
        words: wordsOfState(inspectionState(one), { method: one.method, n: one.n }),
      })),
      papers: papers.slice(0, shownAtMost).map(({ id, state }) => ({
        id: id.replace(/^paper:/, ''),
        name: named.get(id)?.name ?? id,
        words: paperWords[state],
      })),
    } satisfies RoundActs);
  });

  return router;
}

const planCounts = (plan: Plan): RoundActs['plan'] => {
  const days = plan.units.flatMap(({ visits }) => visits.map(({ day }) => day)).sort();
  const [first, last] = [days[0], days.at(-1)];
  return {
    units: plan.units.length,
    visits: days.length,
    teams: plan.teams.length,
    ...(first ? { firstVisit: first } : {}),
    ...(last ? { lastVisit: last } : {}),
    notified: plan.units.filter((planned) => methodOf(plan, planned) !== 'surprise').length,
    ...(plan.kind === 'reporting' && plan.reporting ? { reportDue: plan.reporting.due } : {}),
    chasedBy: chasedWords(plan),
  };
};

/** The acts of the state a round is in; the rule itself says why one cannot be done yet. */
function actsOf(record: Campaign, open: RoundActs['open'], day: Day): RoundActs['acts'] {
  const left = { papers: open.papers, inspections: open.inspections, matters: open.items, units: open.units };
  const bodies: Partial<Record<ActName, { message: string; body: object }>> = {
    'end-inspection': { message: 'endInspection', body: { openInspections: open.inspections } },
    // where the leftovers go is asked in the act itself
    close: { message: 'close', body: { ...left, to: '-' } },
  };
  return actNames
    .filter((act) => (actStates[act] as readonly CampaignState[]).includes(record.state))
    .map((act) => {
      const rule = bodies[act];
      const barred = rule && refusedWith(() => campaignRules.messages[rule.message]?.accepts(record, rule.body, day));
      return { act, ...(barred === undefined ? {} : { barred }) };
    });
}

function refusedWith(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

export const roundActPaths: Paths = {
  '/api/campaigns/{id}/acts': {
    get: describe({
      summary: 'Những việc làm được với đợt lúc này, kéo theo gì, vì sao chưa làm được',
      operation: 'read-campaign',
      path: pathId('Mã đợt kiểm tra'),
      answers: actsSchema,
    }),
  },
};
