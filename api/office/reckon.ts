import { Router } from 'express';
import { z } from 'zod';
import { yearOf } from '../../domain/day.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/refusal.ts';
import { explainDue, reckon } from '../../domain/term.ts';
import type { Due, Term } from '../../domain/term.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { daySchema, lineSchema } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';

const reckonQuery = z.object({
  from: daySchema,
  count: z.coerce.number().int().min(-500).max(1_000).meta({ description: 'Số âm: tính lùi' }),
  unit: z.enum(['working-day', 'calendar-day', 'month']),
  words: lineSchema(200)
    .default('ngày bắt đầu')
    .meta({ description: 'Gọi tên ngày đầu trong câu giải thích', example: 'ngày ban hành Thông báo số 05/TB-SNV' }),
});
const dueSchema = z
  .object({
    day: daySchema,
    reckoned: z.object({
      from: daySchema,
      count: z.int(),
      unit: z.enum(['working-day', 'calendar-day', 'month']),
      basis: z.string(),
      calendar: z.string().meta({ description: 'Các năm và phiên bản lịch đã dùng', example: '2026.1' }),
      provisional: z.literal(true).optional(),
      rolled: daySchema.optional(),
    }),
  })
  .meta({ id: 'Due' });
const answerSchema = z.object({ due: dueSchema, sentence: z.string() });
export type Reckoned = z.output<typeof answerSchema>;

/** A term reckoned on the years it touches, and no others. */
async function reckonOver(
  calendars: Deps['store']['calendars'],
  term: Term,
): Promise<{ due: Due; calendar: Calendar }> {
  const years = [yearOf(term.from)];
  for (;;) {
    const calendar = await calendars.compact(years);
    try {
      return { due: reckon(calendar, term), calendar };
    } catch (error) {
      const missing =
        error instanceof Refusal && error.code === 'calendar-missing' ? Number(error.facts['year']) : undefined;
      if (missing === undefined || years.includes(missing)) throw error;
      years.push(missing);
    }
  }
}

/** The day a term ends, and the sentence that explains it. */
export const reckoning = ({ store }: Deps): Router => {
  const router = Router();
  router.get('/reckon', async (req, res) => {
    assertMay(req, 'read-office');
    const { words, ...term } = parse(reckonQuery, req.query);
    const { due, calendar } = await reckonOver(store.calendars, { ...term, basis: 'reckon' });
    res.json({ due, sentence: explainDue(due, { from: words }, calendar) });
  });
  return router;
};

export const reckonPaths: Paths = {
  '/api/reckon': {
    get: describe({
      summary: 'Hạn là ngày nào, vì sao',
      operation: 'read-office',
      query: reckonQuery,
      answers: answerSchema,
    }),
  },
};
