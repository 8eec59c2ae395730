import { z } from 'zod';
import { defaultTerms } from '../../domain/duty-terms.ts';
import type { DutyTerm, TermName } from '../../domain/duty-terms.ts';
import { ladderNames } from '../../domain/ladder.ts';
import type { Ladder } from '../../domain/ladder.ts';
import type { Plan, PlannedUnit, PlannedVisit, Team } from '../../domain/plan.ts';
import { roles } from '../../domain/role.ts';
import { daySchema, idSchema } from '../fields.ts';
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

const rung = z.strictObject({
  offset: z.int().min(-60).max(250).meta({ description: 'Số ngày làm việc tính từ hạn; âm là trước hạn' }),
  to: z
    .array(z.enum([...roles, 'who-owes']))
    .min(1)
    .max(10),
  does: z.enum(['tell', 'call', 'draft-official-letter', 'put-to-leader']),
  when: z.enum(['vertical-agency', 'own-agency', 'approved']).exactOptional(),
});
const ladder = z
  .strictObject({
    rungs: z.array(rung).min(1).max(12),
    thenEvery: z.int().min(1).max(60).exactOptional(),
    until: z.literal('visit-held').exactOptional(),
  })
  .refine(({ rungs }) => rungs.every(({ offset }, i) => i === 0 || offset >= rungs[i - 1]!.offset), {
    error: 'Các mức nhắc phải xếp từ sớm đến muộn.',
    path: ['rungs'],
  }) satisfies z.ZodType<Ladder>;

const term = z.strictObject({
  count: z.int().min(-120).max(250),
  unit: z.enum(['working-day', 'calendar-day', 'month']),
}) satisfies z.ZodType<DutyTerm>;

const termNames = Object.keys(defaultTerms) as [TermName, ...TermName[]];
/** A term counted back from a visit stays so, and the others run forward. */
const sameDirection = (name: TermName, { count }: DutyTerm): boolean =>
  defaultTerms[name].count < 0 ? count < 0 : count >= 0;

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
  ladders: z.partialRecord(z.enum(ladderNames), ladder).exactOptional(),
  terms: z
    .partialRecord(z.enum(termNames), term)
    .superRefine((terms, issues) => {
      for (const [name, one] of Object.entries(terms) as [TermName, DutyTerm][]) {
        if (!sameDirection(name, one)) {
          issues.addIssue({
            code: 'custom',
            path: [name, 'count'],
            message:
              defaultTerms[name].count < 0
                ? 'Thời hạn này tính lùi nên phải là số âm.'
                : 'Thời hạn này tính tới nên phải từ 0 trở lên.',
          });
        }
      }
    })
    .exactOptional(),
};

export const newPlanSchema = z.strictObject({
  campaign: idSchema.meta({ description: 'Mã đợt, như binh-dinh-2026' }),
  ...planFields,
}) satisfies z.ZodType<Plan>;

/** The whole plan again; its round never changes. */
export const planSchema = z.strictObject(planFields) satisfies z.ZodType<Omit<Plan, 'campaign'>>;
