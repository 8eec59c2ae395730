import { z } from 'zod';
import { appraisals } from '../../domain/score.ts';
import type { Mark } from '../../domain/score.ts';
import { codePattern, codeWords } from '../../domain/scale.ts';
import type { Criterion, Declared, Scale } from '../../domain/scale.ts';
import { instantSchema, lineSchema } from '../fields.ts';
import { bySchema } from '../campaigns/rounds.ts';
import { paragraphs } from '../texts.ts';

export const criterionCode = z.string().regex(codePattern, codeWords);

const points = z.number().min(-1_000).max(1_000);
const percent = z.number().min(0).max(1_000);
const ruleSchema = z.union([
  z.strictObject({ by: z.literal('yes-no'), better: z.enum(['yes', 'no']) }),
  z.strictObject({
    by: z.literal('ratio'),
    bands: z
      .array(z.strictObject({ from: percent, gives: z.union([z.literal('full'), z.literal('share'), points]) }))
      .max(20),
  }),
  z.strictObject({ by: z.literal('count'), step: points }),
  z.strictObject({ by: z.literal('deduction'), step: points }),
  z.strictObject({ by: z.literal('manual') }),
]);
const criterionSchema = z.strictObject({
  code: criterionCode,
  text: lineSchema(1_000),
  most: points,
  least: points.exactOptional(),
  rule: ruleSchema,
  optional: z.literal(true).exactOptional(),
  from: z
    .union([
      z.strictObject({ question: criterionCode }),
      z.strictObject({ indicator: criterionCode }),
      z.strictObject({ rate: criterionCode }),
    ])
    .exactOptional()
    .meta({ description: 'Số kê khai lấy từ câu hỏi, chỉ tiêu hoặc tỷ lệ của báo cáo tự kiểm tra' }),
  evidence: lineSchema(1_000).exactOptional(),
}) satisfies z.ZodType<Criterion>;

export const scaleSchema = z.strictObject({
  most: points
    .exactOptional()
    .meta({ description: 'Các nhóm tính điểm phải cộng lại bằng số này, theo văn bản ban hành thang' }),
  groups: z
    .array(
      z.strictObject({
        code: criterionCode,
        name: lineSchema(300),
        counts: z.enum(['scored', 'bonus', 'deducted']),
        most: points.exactOptional().meta({ description: 'Các tiêu chí của nhóm phải cộng lại bằng số này' }),
        criteria: z.array(criterionSchema).min(1).max(200),
      }),
    )
    .min(1)
    .max(30),
}) satisfies z.ZodType<Scale>;

const reason = paragraphs(2_000);
/** As it is being written: a reason may still be missing. */
const unfinished = z.string().max(2_000);
const declaredSchema = z.union([
  z.strictObject({ answer: z.enum(['yes', 'no']) }),
  z.strictObject({ percent: z.number() }),
  z.strictObject({ count: z.number() }),
  z.strictObject({ points: z.number(), reason: unfinished }),
  z.strictObject({ notApplicable: unfinished }),
]) satisfies z.ZodType<Declared>;
const markSchema = z.strictObject({
  declared: declaredSchema,
  reason: unfinished.exactOptional(),
}) satisfies z.ZodType<Mark>;

export const marksBody = z.strictObject({
  base: z.int().min(0).optional().meta({ description: 'Phiên bản đang sửa, thay cho `If-Match`' }),
  marks: z.record(criterionCode, markSchema),
});
export const reopenBody = z.strictObject({ appraisal: z.enum(appraisals), reason });

const totalSchema = z.object({
  points: z.number(),
  most: z.number(),
  applicable: z.number().meta({ description: 'Điểm tối đa của các tiêu chí áp dụng' }),
  earned: z.number().meta({ description: 'Điểm trước khi quy về cả thang, không kể điểm cộng, trừ' }),
  groups: z.array(z.object({ group: z.string(), points: z.number(), most: z.number(), applicable: z.number() })),
  blank: z.array(z.string()),
  unapproved: z.array(z.string()),
});
const columnSchema = z.object({
  version: z.int(),
  marks: z.array(
    markSchema.extend({
      criterion: z.string(),
      points: z.number().optional().meta({ description: 'Không có: không áp dụng' }),
      by: bySchema,
      at: instantSchema,
    }),
  ),
  total: totalSchema.meta({ description: 'Điểm tính tới cột này' }),
  faults: z.array(z.object({ criterion: z.string(), sentence: z.string() })),
  confirmed: z.object({ by: bySchema, at: instantSchema }).optional(),
  may: z.boolean().meta({ description: 'Tôi chấm được cột này, và cột chưa chốt' }),
});

/** Three columns of one unit's scores, each with its lines and its total. */
export const scoresSchema = z
  .object({
    unit: z.object({ id: z.string(), name: z.string() }),
    outline: z.string(),
    official: z.boolean(),
    kind: z.string().meta({ description: 'Loại đơn vị: không áp dụng được duyệt cho cả loại' }),
    groups: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        counts: z.enum(['scored', 'bonus', 'deducted']),
        criteria: z.array(
          criterionSchema.extend({
            words: z.string().meta({ description: 'Cách tính điểm' }),
            exempt: z.string().optional().meta({ description: 'Đã duyệt không áp dụng cho loại đơn vị này, vì sao' }),
          }),
        ),
      }),
    ),
    self: columnSchema.optional(),
    first: columnSchema.optional(),
    second: columnSchema.optional(),
    mayReopen: z.boolean(),
  })
  .meta({ id: 'Scores' });
export type ScoresView = z.output<typeof scoresSchema>;
