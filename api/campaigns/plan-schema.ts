import { z } from 'zod';
import { ladderNames } from '../../domain/ladder.ts';
import type { Plan, PlannedUnit, PlannedVisit, Team } from '../../domain/plan.ts';
import { daySchema, idSchema } from '../fields.ts';
import { ladderSchema, termNames, termSchema, termsIn } from '../office/practice-schema.ts';
import { relatedPapers } from '../papers/related-papers.ts';
import { oneLine } from '../texts.ts';

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Hãy viết giờ theo mẫu 08:00.')
  .meta({ example: '08:00' });

/** One visit of the plan. */
export const plannedVisitSchema = z.strictObject({
  n: z.int().min(1).max(20),
  day: daySchema,
  session: z.enum(['morning', 'afternoon']),
  startsAt: timeOfDay,
  at: oneLine(200).meta({ description: 'Địa điểm' }),
  chair: idSchema.exactOptional().meta({ description: 'Người chủ trì thay trưởng đoàn, có thể của cơ quan khác' }),
  secretary: idSchema.exactOptional().meta({ description: 'Người ghi biên bản thay thư ký đoàn' }),
  site: idSchema.exactOptional().meta({ description: 'Trụ sở của đơn vị, nơi kiểm tra' }),
});
export const visitsSchema = z
  .array(plannedVisitSchema)
  .max(20)
  .refine((visits) => new Set(visits.map(({ n }) => n)).size === visits.length, {
    error: 'Hai buổi kiểm tra trùng số thứ tự. Hãy đánh số lại.',
  }) satisfies z.ZodType<PlannedVisit[]>;

const plannedUnit = z.strictObject({
  unit: idSchema,
  team: idSchema,
  method: z
    .enum(['on-site', 'desk', 'surprise'])
    .exactOptional()
    .meta({ description: 'Trực tiếp (nếu để trống), qua báo cáo, đột xuất' }),
  reportBy: daySchema.exactOptional().meta({ description: 'Kiểm tra qua báo cáo: hạn gửi báo cáo' }),
  visits: visitsSchema,
}) satisfies z.ZodType<PlannedUnit>;

const team = z.strictObject({
  id: idSchema,
  name: oneLine(120),
  lead: idSchema,
  secretary: idSchema,
  members: z.array(z.strictObject({ person: idSchema, area: oneLine(120).exactOptional() })).max(60),
}) satisfies z.ZodType<Team>;

const planFields = {
  title: oneLine(200),
  year: z.int().min(2000).max(2199),
  kind: z.enum(['inspection', 'reporting']).default('inspection'),
  reporting: z
    .strictObject({ cutOff: daySchema, due: daySchema })
    .exactOptional()
    .meta({ description: 'Đợt báo cáo: ngày chốt số liệu và hạn gửi báo cáo' }),
  report: z.literal(true).exactOptional().meta({ description: 'Cuối đợt phải có báo cáo tổng hợp' }),
  clock: z
    .enum(['real', 'stepped'])
    .default('real')
    .meta({ description: '`stepped`: đợt tập huấn, ngày chạy theo bước' }),
  clockFrom: daySchema
    .exactOptional()
    .meta({ description: 'Ngày bắt đầu của đợt tập huấn; để trống là ngày trình kế hoạch' }),
  bases: z.array(oneLine(500)).max(20).default([]),
  related: relatedPapers.exactOptional(),
  period: z.strictObject({ label: oneLine(120), from: daySchema, to: daySchema }),
  outline: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}@\d{1,4}$/, 'Hãy ghi mã đề cương và phiên bản, như cchc-2026@1.')
    .meta({ example: 'cchc-2026@1' }),
  teams: z
    .array(team)
    .max(60)
    .default([])
    .refine((teams) => new Set(teams.map(({ id }) => id)).size === teams.length, 'Hai đoàn trùng mã. Hãy đổi một mã.'),
  units: z.array(plannedUnit).max(5_000).default([]),
  practice: z.int().min(0).exactOptional().meta({
    description:
      'Phiên bản lịch nhắc và thời hạn chung mà đợt theo (0: như bản cài đặt). Lập đợt: để trống là bản mới nhất; lưu kế hoạch: để trống là giữ nguyên',
  }),
  ladders: z.partialRecord(z.enum(ladderNames), ladderSchema).exactOptional(),
  terms: termsIn(z.partialRecord(z.enum(termNames), termSchema)).exactOptional(),
};

export const newPlanSchema = z.strictObject({
  campaign: idSchema.meta({ description: 'Mã đợt, như binh-dinh-2026' }),
  ...planFields,
}) satisfies z.ZodType<Plan>;

/** The whole plan again; its round never changes. */
export const planSchema = z.strictObject(planFields) satisfies z.ZodType<Omit<Plan, 'campaign'>>;
