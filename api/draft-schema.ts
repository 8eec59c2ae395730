import { z } from 'zod';
import type { ConclusionDraft, NoticeDraft, PaperDraft } from '../domain/draft.ts';
import type { Concerns, Finding, Strength } from '../domain/finding.ts';
import type { Requirement, RequirementDue } from '../domain/requirement.ts';
import { daySchema, idSchema } from './fields.ts';
import { oneLine, paragraphs } from './texts.ts';

const unitIds = z.array(idSchema).max(5_000);

const concerns = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ units: unitIds }),
]) satisfies z.ZodType<Concerns>;

const area = oneLine(120).meta({ description: 'Mã lĩnh vực trong đề cương', example: 'cai_cach_tthc' });

const strength = z.strictObject({
  id: idSchema,
  text: paragraphs(3_000),
  area,
  concerns,
}) satisfies z.ZodType<Strength>;

const finding = z.strictObject({
  id: idSchema,
  text: paragraphs(3_000),
  area,
  concerns,
  basis: oneLine(500).exactOptional().meta({ description: 'Quy định chưa thực hiện đúng' }),
  evidence: paragraphs(3_000).exactOptional(),
  cause: paragraphs(2_000).exactOptional(),
  illustrates: idSchema.exactOptional().meta({ description: 'Là ví dụ của tồn tại khác, không đòi hỏi riêng' }),
  noWork: paragraphs(500).exactOptional().meta({ description: 'Nhận định chung, không giao việc: ghi lý do' }),
}) satisfies z.ZodType<Finding>;

const due = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('term'),
    count: z.int().min(1).max(400),
    unit: z.enum(['working-day', 'calendar-day', 'month']),
  }),
  z.strictObject({ kind: z.literal('day'), day: daySchema }),
  z.strictObject({ kind: z.literal('milestone'), day: daySchema }),
  z.strictObject({ kind: z.literal('recurring'), every: z.enum(['month', 'quarter']), until: daySchema }),
]) satisfies z.ZodType<RequirementDue>;

const requirement = z.strictObject({
  id: idSchema,
  text: paragraphs(3_000),
  mode: z.enum(['do', 'avoid', 'prohibit']).default('do'),
  area,
  concerns,
  answers: z.array(idSchema).max(100).default([]).meta({ description: 'Các tồn tại được trả lời' }),
  untracked: paragraphs(500).exactOptional().meta({ description: 'Không theo dõi thành việc: ghi lý do' }),
  due: due.exactOptional(),
  proof: oneLine(500).exactOptional().meta({ description: 'Sản phẩm, tài liệu kiểm chứng cần nộp' }),
  responsible: oneLine(200).exactOptional(),
}) satisfies z.ZodType<Requirement>;

const conclusion = z.strictObject({
  kind: z.literal('conclusion'),
  serves: unitIds,
  strengths: z.array(strength).max(300).default([]),
  findings: z.array(finding).max(300).default([]),
  requirements: z.array(requirement).max(300).default([]),
  proposals: z
    .array(z.strictObject({ unit: idSchema, text: paragraphs(2_000), answer: paragraphs(2_000).exactOptional() }))
    .max(100)
    .default([]),
}) satisfies z.ZodType<ConclusionDraft>;

const notice = z.strictObject({
  kind: z.literal('notice'),
  serves: unitIds,
  requests: z.array(oneLine(500)).max(30).default([]),
}) satisfies z.ZodType<NoticeDraft>;

export const draftSchema = z.discriminatedUnion('kind', [conclusion, notice]) satisfies z.ZodType<PaperDraft>;
