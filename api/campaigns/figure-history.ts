import { z } from 'zod';
import { placeKey } from '../../domain/check.ts';
import { dayAt } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { figureChanges } from '../../domain/figure-change.ts';
import { vnCell } from '../../domain/number.ts';
import type { Cell } from '../../domain/number.ts';
import type { Outline } from '../../domain/outline.ts';
import type { FigureCorrection, SentSelfReport, SelfReportStory } from '../../store/content/self-reports.ts';
import type { Deps } from '../deps.ts';
import { taken } from '../inspections/inspection-record.ts';
import type { FrozenSelfReport } from '../inspections/inspection-record.ts';

const cellSchema = z
  .union([z.number(), z.object({ value: z.number(), qualifier: z.enum(['more_than', 'less_than']) })])
  .nullable();

export const correctionSchema = z
  .object({
    at: z.string().meta({ example: 'ho-so/tong/resolved_total' }),
    name: z.string(),
    was: cellSchema,
    wasText: z.string(),
    now: cellSchema,
    nowText: z.string(),
    by: z.string(),
    who: z.string().meta({ description: 'Ai sửa, bằng lời', example: 'Đầu mối Sở Xây dựng' }),
    when: z.string(),
    on: z.string().meta({ description: 'Ngày của đợt', example: '2026-06-15' }),
    why: z.string().optional(),
    stage: z.enum(['draft', 'resubmitted', 'by-office']),
  })
  .meta({ id: 'FigureCorrection', description: 'Một số liệu đã sửa: số cũ, số mới, ai, khi nào, vì sao' });

/** One figure that was changed, as it is read. */
export type CorrectionView = z.infer<typeof correctionSchema>;

/** A change of a figure with how it came about. */
export interface HistoryEntry extends Omit<FigureCorrection, 'version'> {
  /** The day in the round. */
  on: Day;
  stage: 'draft' | 'resubmitted' | 'by-office';
}

/**
 * Every figure of a unit's report that was changed, oldest first: while it was written until it was first sent,
 * then from one sending to the next.
 */
export async function figureHistory(
  { store }: Pick<Deps, 'store'>,
  outline: Outline,
  story: SelfReportStory,
): Promise<HistoryEntry[]> {
  const [sent, reviews] = await Promise.all([taken({ store }, story.sent), taken({ store }, story.reviews)]);
  const bodies = await store.snapshots.getMany<FrozenSelfReport>(sent.map(({ id }) => id));
  const first = sent[0]?.version;
  const written = (story.changes ?? [])
    .filter(({ version }) => first === undefined || version <= first)
    .map((change): HistoryEntry => ({ ...change, stage: 'draft' }));
  const later = sent.slice(1).flatMap((now, i) => {
    const before = sent[i]!;
    const [was, is] = [bodies.get(before.id)?.body, bodies.get(now.id)?.body];
    if (!was || !is) return [];
    const why = now.corrects ?? reviews.findLast((review) => review.report === before.id)?.points.join(' ');
    return figureChanges(outline, was, is).map((change): HistoryEntry => ({
      ...change,
      ...stamp(now),
      ...(why ? { why } : {}),
    }));
  });
  return [...written, ...later];
}

const stamp = ({ by, at, on, corrects }: SentSelfReport) => ({
  by,
  when: at,
  on: on ?? dayAt(at),
  stage: corrects === undefined ? ('resubmitted' as const) : ('by-office' as const),
});

/** `names`: of the people it may have been. */
export const correctionView = (entry: HistoryEntry, names: Readonly<Record<string, string>>): CorrectionView => {
  const { at, name, was, now, by, when, on, why, stage } = entry;
  const text = (cell: Cell) => vnCell(cell);
  return {
    at: placeKey(at),
    name,
    was,
    wasText: text(was),
    now,
    nowText: text(now),
    by,
    who: names[by] ?? (by.startsWith('link:') ? 'đơn vị, qua đường dẫn trong thư' : 'chương trình'),
    when,
    on,
    ...(why ? { why } : {}),
    stage,
  };
};
