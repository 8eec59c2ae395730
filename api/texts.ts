import { z } from 'zod';
import { nfc } from '../domain/fold.ts';

/** What people write: composed, without blanks around it; nothing invisible that could hide in a paper. */

// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]/;
// direction marks turn the text around them: “‮” makes a name read backwards
const hidden = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

const clean = (text: string): boolean => !control.test(text) && !hidden.test(text) && !/\p{Surrogate}/u.test(text);
const unclean = 'Có ký tự ẩn hoặc ký tự điều khiển. Hãy xóa đi rồi gõ lại.';

/** Several lines: blanks at the ends of lines are dropped. */
export const paragraphs = (most: number) =>
  z
    .string()
    .refine(clean, unclean)
    .transform((text) =>
      nfc(text)
        .replace(/\r\n?/g, '\n')
        .replace(/[ \t]+$/gm, '')
        .trim(),
    )
    .pipe(z.string().min(1).max(most));

/** One line. */
export const oneLine = (most: number) =>
  z
    .string()
    .refine((text) => clean(text) && !/[\r\n]/.test(text.trim()), unclean)
    .transform((text) => nfc(text).replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1).max(most));

/** Why something is returned: one text, or point by point. */
export const remarksSchema = z
  .strictObject({
    text: paragraphs(4_000).exactOptional(),
    points: z.array(paragraphs(1_000)).min(1).max(50).exactOptional(),
  })
  .refine(({ text, points }) => text !== undefined || points !== undefined, {
    error: 'Hãy ghi lý do: một đoạn (text) hoặc từng điểm (points).',
    path: ['points'],
  })
  .meta({ id: 'Remarks' });

export const reasonSchema = z.strictObject({ reason: paragraphs(2_000) });
