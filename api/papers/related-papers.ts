import { z } from 'zod';
import { readPaperSymbol } from '../../domain/paper-symbol.ts';
import type { RelatedPaper } from '../../domain/paper-symbol.ts';
import { daySchema } from '../fields.ts';
import { oneLine } from '../texts.ts';

const relatedPaper = z.strictObject({
  type: oneLine(60).meta({ description: 'Tên loại văn bản', example: 'Công văn' }),
  asWritten: oneLine(80)
    .refine((text) => readPaperSymbol(text) !== undefined, 'Hãy ghi số và ký hiệu, như 1770/UBND-KSTT.')
    .meta({ description: 'Số và ký hiệu, giữ nguyên như đã ghi', example: '1770/ UBND - KSTT' }),
  on: daySchema.exactOptional(),
  issuer: oneLine(200).exactOptional(),
  about: oneLine(500)
    .exactOptional()
    .meta({ description: 'Trích yếu', example: 'về việc đôn đốc cải cách hành chính' }),
}) satisfies z.ZodType<RelatedPaper>;

/** Văn bản liên quan of a round or a report. */
export const relatedPapers = z.array(relatedPaper).max(50).meta({ description: 'Văn bản liên quan' });

export const relatedView = z.object({
  asWritten: z.string(),
  normalised: z.string().meta({ description: 'Theo Nghị định 30/2020/NĐ-CP', example: '1770/UBND-KSTT' }),
});

/** Each number and symbol as written and as read. */
export const readRelated = (papers: RelatedPaper[] | undefined): z.infer<typeof relatedView>[] =>
  (papers ?? []).map(({ asWritten }) => ({
    asWritten,
    normalised: readPaperSymbol(asWritten)?.normalised ?? asWritten,
  }));
