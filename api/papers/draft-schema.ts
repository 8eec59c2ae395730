import { z } from 'zod';
import type {
  AskingDraft,
  ConclusionDraft,
  DirectiveDraft,
  NoticeDraft,
  PaperDraft,
  ReportDraft,
} from '../../domain/draft.ts';
import type { Concerns, Finding, Strength } from '../../domain/finding.ts';
import type { Requirement, RequirementDue } from '../../domain/requirement.ts';
import { daySchema, idSchema } from '../fields.ts';
import { relatedPapers } from './related-papers.ts';
import { oneLine, paragraphs } from '../texts.ts';

const unitIds = z.array(idSchema).max(5_000);

const concerns = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ units: unitIds }),
]) satisfies z.ZodType<Concerns>;

/** A directive speaks of whole groups, too. */
const groupConcerns = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ groups: z.array(idSchema).min(1).max(50), units: unitIds.default([]) }),
  z.strictObject({ units: unitIds }),
]) satisfies z.ZodType<Concerns>;

const area = oneLine(120).meta({ description: 'Mã lĩnh vực trong đề cương', example: 'cai_cach_tthc' });

const strength = z.strictObject({
  id: idSchema,
  text: paragraphs(3_000),
  area,
  concerns,
  exemplary: z.literal(true).exactOptional().meta({ description: 'Cách làm hay, đơn vị khác có thể học theo' }),
}) satisfies z.ZodType<Strength>;

const finding = z.strictObject({
  id: idSchema,
  text: paragraphs(3_000),
  area,
  concerns,
  unnamed: z
    .literal(true)
    .exactOptional()
    .meta({ description: '“Một số cơ quan, đơn vị”: không in tên, danh sách vẫn giữ để theo dõi' }),
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
  z.strictObject({ kind: z.literal('event'), event: oneLine(300), latest: daySchema }).meta({
    description: 'Khi một việc xảy ra, chậm nhất một ngày',
    example: { kind: 'event', event: 'khi ban hành kế hoạch năm sau', latest: '2026-12-31' },
  }),
  z.strictObject({ kind: z.literal('recurring'), every: z.enum(['month', 'quarter']), until: daySchema }),
]) satisfies z.ZodType<RequirementDue>;

/** A paper as addresses name it, with or without its `paper:`; kept as its process is named. */
const paperName = z
  .string()
  .regex(/^(?:paper:)?[a-z0-9-]{1,64}:(?:conclusion|result-notice|directive):[1-9]\d{0,5}$/, 'Không phải mã văn bản.')
  .transform((id) => `paper:${id.replace(/^paper:/, '')}`)
  .meta({ example: 'binh-dinh-2026:conclusion:1' });

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
  target: z
    .strictObject({ of: oneLine(200), percent: z.number().min(0).max(1_000) })
    .exactOptional()
    .meta({ description: 'Tỷ lệ phải đạt', example: { of: 'nhiệm vụ trong kế hoạch', percent: 100 } }),
  cooperates: unitIds.exactOptional().meta({ description: 'Cơ quan phối hợp' }),
  meetsWith: z
    .strictObject({ paper: paperName, requirement: idSchema })
    .exactOptional()
    .meta({ description: '“Đã có tại kết luận số …”: một báo cáo đáp ứng cả hai' }),
}) satisfies z.ZodType<Requirement>;

const concludingFields = {
  serves: unitIds,
  n: z
    .int()
    .min(1)
    .max(99)
    .exactOptional()
    .meta({ description: 'Cuộc kiểm tra thứ mấy của các đơn vị này; kiểm tra lại là 2 trở lên' }),
  strengths: z.array(strength).max(300).default([]),
  findings: z.array(finding).max(300).default([]),
  requirements: z.array(requirement).max(300).default([]),
  proposals: z
    .array(
      z.strictObject({
        unit: idSchema,
        text: paragraphs(2_000),
        answer: paragraphs(2_000).exactOptional(),
        proposal: z
          .string()
          .max(300)
          .exactOptional()
          .meta({ description: 'Kiến nghị được theo dõi riêng', example: 'khanh-hoa-2026:xa-ninh-ich:1' }),
      }),
    )
    .max(100)
    .default([]),
};
const conclusion = z.strictObject({
  kind: z.literal('conclusion'),
  ...concludingFields,
}) satisfies z.ZodType<ConclusionDraft>;
const resultNotice = z
  .strictObject({ kind: z.literal('result-notice'), ...concludingFields })
  .meta({ description: 'Thông báo kết quả kiểm tra qua báo cáo' }) satisfies z.ZodType<ConclusionDraft>;

const directive = z
  .strictObject({
    kind: z.literal('directive'),
    issuer: z.enum(['office', 'parent']).meta({ description: 'Cơ quan mình, hoặc UBND cấp trên ký và phát hành' }),
    subject: oneLine(500).meta({ description: 'Sau “V/v”' }),
    leadIn: z.array(paragraphs(3_000)).max(20).default([]),
    groups: z
      .array(idSchema)
      .max(50)
      .default([])
      .meta({ description: 'Các nhóm nhận văn bản, chốt danh sách khi trình' }),
    named: unitIds.default([]).meta({ description: 'Đơn vị nhận đích danh, ngoài các nhóm' }),
    serves: z.array(idSchema).max(0).default([]).meta({ description: 'Để trống: lấy theo groups và named khi trình' }),
    strengths: z
      .array(strength.extend({ concerns: groupConcerns }))
      .max(300)
      .default([]),
    findings: z
      .array(finding.extend({ concerns: groupConcerns }))
      .max(300)
      .default([]),
    requirements: z
      .array(requirement.extend({ concerns: groupConcerns }))
      .max(300)
      .default([]),
  })
  .meta({ description: 'Công văn chỉ đạo, chấn chỉnh' }) satisfies z.ZodType<DirectiveDraft>;

const notice = z.strictObject({
  kind: z.literal('notice'),
  serves: unitIds,
  requests: z.array(oneLine(500)).max(30).default([]),
}) satisfies z.ZodType<NoticeDraft>;

const report = z.strictObject({
  kind: z.literal('report'),
  serves: unitIds.default([]).meta({ description: 'Các đơn vị được tổng hợp; để trống ở đợt kiểm tra' }),
  groups: z.array(idSchema).min(1).max(50).exactOptional().meta({
    description: 'Các nhóm để cộng số liệu, theo thứ tự; để trống: theo cấp. Đơn vị ở hai nhóm cộng ở nhóm trước',
  }),
  title: oneLine(300).meta({ description: 'Trích yếu', example: 'Kết quả kiểm soát thủ tục hành chính quý II' }),
  sections: z
    .array(z.strictObject({ title: oneLine(200), paragraphs: z.array(paragraphs(5_000)).max(50) }))
    .max(30)
    .default([]),
  tasks: z.array(paragraphs(2_000)).max(100).default([]).meta({ description: 'Nhiệm vụ trọng tâm, đề xuất' }),
  related: relatedPapers.exactOptional(),
}) satisfies z.ZodType<ReportDraft>;

/** The kinds that may have been issued before anybody drafted them here. */
export const enteredDraftSchema = z.discriminatedUnion('kind', [
  conclusion,
  resultNotice,
  directive,
]) satisfies z.ZodType<AskingDraft>;

export const draftSchema = z.discriminatedUnion('kind', [
  conclusion,
  resultNotice,
  notice,
  directive,
  report,
]) satisfies z.ZodType<PaperDraft>;
