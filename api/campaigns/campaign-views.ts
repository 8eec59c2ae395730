import { campaignMatterId, campaignStates } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Plan } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId } from '../../domain/role.ts';
import { whyThisDay } from '../../domain/why.ts';
import { contentHash } from '../../store/content/snapshots.ts';
import { waitingOf } from '../../store/queries/progress.ts';
import type { Request } from 'express';
import { z } from 'zod';
import { playingSchema } from './clock.ts';
import { mayDo } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, instantSchema, versionSchema } from '../fields.ts';
import { unseenBy } from '../inspections/inspection-record.ts';
import { pageOf } from '../page.ts';
import { readRelated, relatedView } from '../papers/related-papers.ts';
import { roundWords } from './round-steps.ts';
import { byOf, bySchema, namesOf, peopleOf, planOf, waitingSchema } from './rounds.ts';
import type { Round } from './rounds.ts';
import { seenUnits } from './seen-plan.ts';
import { troubleSchema, troublesOf } from '../office/troubles.ts';

const rowFields = {
  id: z.string(),
  title: z.string(),
  year: z.int(),
  training: z.boolean(),
  kind: z.enum(['inspection', 'reporting']),
  units: z.int(),
  state: z.enum(['draft', ...campaignStates]),
  words: z.string(),
};
const campaignRow = z.object(rowFields).meta({ id: 'CampaignRow' });
export type CampaignRow = z.output<typeof campaignRow>;
export const roundsSchema = pageOf(campaignRow).extend({
  years: z.array(z.int()).meta({ description: 'Những năm có đợt, mới nhất trước' }),
});
export type Rounds = z.output<typeof roundsSchema>;
const personNamed = z.object({
  id: z.string(),
  name: z.string(),
  post: z.string().optional(),
  unit: z.string().optional(),
});
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
      people: z.array(personNamed).meta({ description: 'Những người kế hoạch nêu tên' }),
    }),
    record: z
      .object({
        version: z.int(),
        plan: z.object({
          sha256: z.string(),
          units: z.int(),
          firstVisit: daySchema.optional().meta({ description: 'Không có khi mọi đơn vị đều kiểm tra đột xuất' }),
          lastVisit: daySchema.optional(),
        }),
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
    sentBack: z
      .object({ by: bySchema, at: instantSchema, points: z.array(z.string()) })
      .optional()
      .meta({ description: 'Kế hoạch bị trả lại: ai, lúc nào, cần sửa những gì' }),
    cancelled: z
      .object({ by: bySchema, at: instantSchema, reason: z.string() })
      .optional()
      .meta({ description: 'Đợt bị hủy: ai, lúc nào, vì sao' }),
    scored: z.boolean().meta({ description: 'Đề cương của đợt có thang điểm' }),
    related: z.array(relatedView).meta({ description: 'Văn bản liên quan: như đã ghi và đã chuẩn hóa' }),
    waiting: z.array(waitingSchema.extend({ why: z.string().meta({ description: 'Vì sao hạn là ngày này' }) })),
    troubles: z.array(troubleSchema).meta({ description: 'Hồ sơ của đợt hiện không nhắc hạn được' }),
  })
  .meta({ id: 'Campaign' });
export type CampaignView = z.output<typeof campaignSchema>;
/** What of a round changes by itself. */
export const standingSchema = z
  .object({
    state: z.enum(['draft', ...campaignStates]),
    today: daySchema,
    clock: z.object({ now: daySchema, playing: playingSchema.optional() }).optional(),
    units: z.int(),
    launched: z.int(),
  })
  .meta({ id: 'RoundStanding', description: 'Phần của đợt tự thay đổi: đã triển khai tới đâu, ngày của đợt' });
export type RoundStanding = z.output<typeof standingSchema>;
/** What a round is called on screen before it is submitted. */
export const draftWords = 'đang soạn kế hoạch, chưa trình';

export const rowOf = (campaign: CampaignId, plan: Plan, record: Pick<Campaign, 'state'> | undefined) => ({
  id: campaign,
  title: plan.title,
  year: plan.year,
  training: plan.clock === 'stepped',
  kind: plan.kind,
  units: plan.units.length,
  state: record?.state ?? ('draft' as const),
  words: record ? roundWords(plan.kind, record.state) : draftWords,
});

/** How far a round is, without its plan: what a page asks again and again while it is launched, or its clock runs. */
export async function standingOf(deps: Deps, req: Request, campaign: CampaignId): Promise<RoundStanding> {
  const { matters, clocks, plans } = deps.store;
  const [record, clock] = await Promise.all([matters.get<Campaign>(campaignMatterId(campaign)), clocks.get(campaign)]);
  // only who may know of every surprise is told how many units the plan has, without the plan being read
  const knowsAll = record !== undefined && record.plan.snapshot !== '' && mayDo(req, 'read-surprise', { campaign });
  const draft = knowsAll ? undefined : await plans.get(campaign);
  if (!knowsAll && !draft) throw new Refusal('not-found');
  const units = knowsAll
    ? record.plan.units
    : (
        await seenUnits(
          deps,
          req,
          await planOf(deps, { draft: draft!, ...(record ? { record } : {}), day: today(deps) }),
        )
      ).units.length;
  return {
    state: record?.state ?? 'draft',
    today: clock?.now ?? today(deps),
    ...(clock ? { clock: { now: clock.now, ...(clock.playing ? { playing: clock.playing } : {}) } } : {}),
    units,
    launched: Math.min(record?.launched ?? 0, units),
  };
}

/** Everybody a plan names, as people know them. */
async function namedBy(store: Deps['store'], plan: Plan): Promise<z.output<typeof personNamed>[]> {
  const people = await store.people.getMany(peopleOf(plan));
  return people.map(({ _id, name, post, unit }) => ({
    id: _id,
    name,
    ...(post === undefined ? {} : { post }),
    ...(unit === undefined ? {} : { unit }),
  }));
}

/** What is open now, of what whoever asks may know of. */
async function openNow(deps: Deps, req: Request, campaign: CampaignId) {
  const unseen = await unseenBy(deps, req, campaign);
  const [matters, inspections] = await Promise.all([
    deps.store.matters.countOpen(campaign, ['inspection', 'paper', 'remediation', 'proposal'], unseen),
    deps.store.matters.countOpen(campaign, ['inspection'], unseen),
  ]);
  return { matters, inspections };
}

const whyOf = ({ duties, calendar }: Campaign, id: string): string => {
  const duty = duties.find((one) => one.id === id);
  return duty ? whyThisDay(duty, calendar, () => undefined) : '';
};

/** What was written with a round's last decision of that kind: why the plan was returned, why the round was given up. */
async function writtenWith({ asks, snapshots }: Deps['store'], { id }: Campaign, message: 'sendBack' | 'cancel') {
  const asked = await asks.lastOf(id, message);
  const kept = asked && (await snapshots.get<{ text?: string; points?: string[] }>(`remarks:${asked._id}`));
  if (!kept) return undefined;
  const { by, at, body } = kept;
  return { by, at, points: body.points ?? (body.text ?? '').split('\n').filter((line) => line.trim() !== '') };
}

/**
 * One round: its plan as it is being written, and what its process has recorded. Surprises that are not opened are in
 * no list and no count, but for those who prepare them.
 */
export async function viewOf(deps: Deps, req: Request, round: Round) {
  const { store } = deps;
  const { draft, record, day } = round;
  const sent = record !== undefined && record.plan.sha256 === contentHash(draft.plan);
  const plan = await seenUnits(deps, req, draft.plan);
  const frozen = sent || !record ? plan : await seenUnits(deps, req, await planOf(deps, round));
  const units = frozen.units.length;
  const clock = draft.plan.clock === 'stepped' ? await store.clocks.get(draft.campaign) : undefined;
  const remarks = record?.state === 'sent-back' ? await writtenWith(store, record, 'sendBack') : undefined;
  const givenUp = record?.state === 'cancelled' ? await writtenWith(store, record, 'cancel') : undefined;
  const names = await namesOf(store, [
    draft.savedBy,
    ...(record?.approved ? [record.approved.by] : []),
    ...(remarks ? [remarks.by] : []),
    ...(givenUp ? [givenUp.by] : []),
  ]);
  return {
    ...rowOf(draft.campaign, plan, record),
    today: day,
    ...(clock ? { clock: { now: clock.now, ...(clock.playing ? { playing: clock.playing } : {}) } } : {}),
    draft: {
      version: draft.version,
      plan,
      savedAt: draft.savedAt,
      savedBy: byOf(draft.savedBy, names),
      sent,
      people: await namedBy(store, plan),
    },
    ...(record
      ? {
          record: {
            version: record.version,
            plan: {
              sha256: record.plan.sha256,
              units,
              ...(record.plan.firstVisit ? { firstVisit: record.plan.firstVisit } : {}),
              ...(record.plan.lastVisit ? { lastVisit: record.plan.lastVisit } : {}),
            },
            ...(record.approved ? { approved: { on: record.approved.on, by: byOf(record.approved.by, names) } } : {}),
            launched: Math.min(record.launched, units),
            ...(record.noticed ? { noticed: record.noticed } : {}),
            ...(record.open ? { open: { ...(await openNow(deps, req, draft.campaign)), on: day } } : {}),
            ...(record.inspectionEnded ? { inspectionEnded: record.inspectionEnded } : {}),
            ...(record.carried ? { carried: record.carried } : {}),
            ...(record.reported ? { reported: record.reported } : {}),
            ...(record.closed ? { closed: record.closed } : {}),
          },
        }
      : {}),
    ...(remarks ? { sentBack: { ...remarks, by: byOf(remarks.by, names) } } : {}),
    ...(givenUp
      ? { cancelled: { by: byOf(givenUp.by, names), at: givenUp.at, reason: givenUp.points.join('\n') } }
      : {}),
    scored: (await store.outlines.get(draft.plan.outline))?.scale !== undefined,
    related: readRelated(draft.plan.related),
    waiting: record
      ? waitingOf(record, record.calendar, day).map((one) => ({ ...one, why: whyOf(record, one.duty) }))
      : [],
    troubles: record ? await troublesOf(deps, req, draft.campaign) : [],
  };
}
