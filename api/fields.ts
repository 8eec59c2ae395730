import { z } from 'zod';
import { asDay } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import { nfc } from '../domain/fold.ts';
import { Refusal } from '../domain/refusal.ts';
import { roles } from '../domain/role.ts';
import type { Scope } from '../domain/role.ts';

/** Fields that many bodies have, each saying in Vietnamese what it wants. */

const isDay = (text: string): boolean => {
  try {
    return asDay(text) === text;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

export const daySchema = z
  .string()
  .refine(isDay, 'Không phải một ngày. Hãy viết theo mẫu 2026-03-05.')
  .meta({ description: 'Ngày ở Việt Nam', example: '2026-03-05', format: 'date' }) as unknown as z.ZodType<Day, Day>;

/** Ours and readable: `so-noi-vu`, `khanh-hoa-2020`. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'Mã chỉ gồm chữ thường không dấu, số và gạch ngang, như so-noi-vu.')
  .meta({ example: 'so-noi-vu' });

export const scopeSchema = z
  .string()
  .regex(
    /^(?:office|(?:unit|team|campaign):[a-z0-9][a-z0-9:-]{0,100})$/,
    'Hãy ghi office, unit:<mã đơn vị>, team:<mã đoàn> hoặc campaign:<mã đợt>.',
  )
  .meta({ example: 'unit:so-noi-vu' }) as unknown as z.ZodType<Scope, Scope>;

export const roleSchema = z.enum(roles).meta({ id: 'Role' });

/** One line of text in composed form, without blanks around it. */
export const lineSchema = (most: number) =>
  z
    .string()
    .transform((text) => nfc(text).trim())
    .pipe(z.string().min(1).max(most));

/** What a list is searched by. MongoDB cannot look for the sign that ends its own patterns. */
export const searchSchema = z
  .string()
  .max(100)
  .refine((text) => !text.includes('\0'), 'Có ký tự không đọc được. Hãy gõ lại chữ cần tìm.');

export const mailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const instantSchema = z
  .string()
  .meta({ description: 'Thời điểm, ISO 8601 UTC', example: '2026-03-05T01:00:00.000Z' });
export const versionSchema = z.int().min(0).meta({ description: 'Gửi lại trong `If-Match` hoặc `base` khi sửa' });
export const baseField = {
  base: z.int().min(0).optional().meta({ description: 'Phiên bản đang sửa, thay cho `If-Match`' }),
};

export const pathId = (description: string) => z.object({ id: z.string().meta({ description }) });
