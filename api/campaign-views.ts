import { campaignStates, campaignWords } from '../domain/campaign.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Plan } from '../domain/plan.ts';
import type { CampaignId } from '../domain/role.ts';
import { contentHash } from '../store/content/snapshots.ts';
import { waitingOf } from '../store/queries/progress.ts';
import { z } from 'zod';
import { playingSchema } from './clock.ts';
import type { Deps } from './deps.ts';
import { daySchema, instantSchema, versionSchema } from './fields.ts';
import { readRelated, relatedView } from './related-papers.ts';
import { byOf, bySchema, namesOf, waitingSchema } from './rounds.ts';
import type { Round } from './rounds.ts';
import { troubleSchema, troublesOf } from './troubles.ts';

const rowFields = {
  id: z.string(),
  title: z.string(),
  year: z.int(),
  training: z.boolean(),
  units: z.int(),
  state: z.enum(['draft', ...campaignStates]),
  words: z.string(),
};
export const campaignRow = z.object(rowFields).meta({ id: 'CampaignRow' });
export const campaignSchema = z
  .object({
    ...rowFields,
    today: daySchema.meta({ description: 'Ngày của đợt; đợt tập huấn có ngày riêng' }),
    clock: z.object({ now: daySchema, playing: playingSchema.optional() }).optional(),
    draft: z.object({
      version: versionSchema,
      plan: z.looseObject({}),
      savedAt: instantSchema,
      savedBy: bySchema,
      sent: z.boolean(),
    }),
    record: z
      .object({
        version: z.int(),
        plan: z.object({ sha256: z.string(), units: z.int(), firstVisit: daySchema, lastVisit: daySchema }),
        approved: z.object({ on: daySchema, by: bySchema }).optional(),
        launched: z.int(),
        noticed: daySchema.optional(),
        open: z.object({ matters: z.int(), inspections: z.int(), on: daySchema }).optional(),
        inspectionEnded: daySchema.optional(),
        carried: z.object({ to: z.string(), matters: z.int() }).optional(),
        reported: daySchema.optional().meta({ description: 'Ngày báo cáo tổng hợp được ban hành' }),
        closed: daySchema.optional(),
      })
      .optional(),
    related: z.array(relatedView).meta({ description: 'Văn bản liên quan: như đã ghi và đã chuẩn hóa' }),
    waiting: z.array(waitingSchema),
    troubles: z.array(troubleSchema).meta({ description: 'Hồ sơ của đợt hiện không nhắc hạn được' }),
  })
  .meta({ id: 'Campaign' });
/** What a round is called on screen before it is submitted. */
export const draftWords = 'đang soạn kế hoạch, chưa trình';

export const rowOf = (campaign: CampaignId, plan: Plan, record: Pick<Campaign, 'state'> | undefined) => ({
  id: campaign,
  title: plan.title,
  year: plan.year,
  training: plan.clock === 'stepped',
  units: plan.units.length,
  state: record?.state ?? ('draft' as const),
  words: record ? campaignWords[record.state] : draftWords,
});

/** One round: its plan as it is being written, and what its process has recorded. */
export async function viewOf(deps: Deps, { draft, record, day }: Round) {
  const { store } = deps;
  const clock = draft.plan.clock === 'stepped' ? await store.clocks.get(draft.campaign) : undefined;
  const names = await namesOf(store, [draft.savedBy, ...(record?.approved ? [record.approved.by] : [])]);
  return {
    ...rowOf(draft.campaign, draft.plan, record),
    today: day,
    ...(clock ? { clock: { now: clock.now, ...(clock.playing ? { playing: clock.playing } : {}) } } : {}),
    draft: {
      version: draft.version,
      plan: draft.plan,
      savedAt: draft.savedAt,
      savedBy: byOf(draft.savedBy, names),
      sent: record !== undefined && record.plan.sha256 === contentHash(draft.plan),
    },
    ...(record
      ? {
          record: {
            version: record.version,
            plan: {
              sha256: record.plan.sha256,
              units: record.plan.units,
              firstVisit: record.plan.firstVisit,
              lastVisit: record.plan.lastVisit,
            },
            ...(record.approved ? { approved: { on: record.approved.on, by: byOf(record.approved.by, names) } } : {}),
            launched: record.launched,
            ...(record.noticed ? { noticed: record.noticed } : {}),
            ...(record.open ? { open: record.open } : {}),
            ...(record.inspectionEnded ? { inspectionEnded: record.inspectionEnded } : {}),
            ...(record.carried ? { carried: record.carried } : {}),
            ...(record.reported ? { reported: record.reported } : {}),
            ...(record.closed ? { closed: record.closed } : {}),
          },
        }
      : {}),
    related: readRelated(draft.plan.related),
    waiting: record ? waitingOf(record, record.calendar, day) : [],
    troubles: record ? await troublesOf(deps, draft.campaign) : [],
  };
}
