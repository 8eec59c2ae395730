import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { vnNumber } from '../../domain/number.ts';
import { ownReason, pointsOf, ruleWords } from '../../domain/scale.ts';
import type { Scale } from '../../domain/scale.ts';
import { declaredWords } from '../../domain/score-form.ts';
import { appraisals, appraisalWords } from '../../domain/score.ts';
import type { Columns } from '../../domain/score.ts';
import { writeSheets } from '../sheet.ts';
import type { Ranking } from './ranking.ts';

/** A unit as it was scored, column by column. */
export interface ScoredUnit {
  unit: string;
  inspection: string;
  marks: Columns;
}

/** The ranking, every line of every unit in its three columns, and how the points came about. */
export const rankingSheet = (ranking: Ranking, scored: readonly ScoredUnit[], scale: Scale, on: Day): Promise<Buffer> =>
  writeSheets([placesSheet(ranking), linesSheet(scored, scale), wordsSheet(ranking, on)]);

const placesSheet = ({ items, unscored, most }: Ranking) => ({
  name: 'Xếp hạng',
  columns: [
    { head: 'Hạng', width: 8 },
    { head: 'Đơn vị', width: 36 },
    ...appraisals.map((one) => ({ head: appraisalWords[one], width: 14 })),
    { head: `Điểm (thang ${vnNumber(most)})`, width: 14 },
    { head: 'So với thang (%)', width: 14 },
    { head: 'Điểm được', width: 12 },
    { head: 'Trên điểm áp dụng', width: 14 },
    { head: 'Tiêu chí không áp dụng', width: 34 },
    { head: 'Tình trạng', width: 34 },
  ],
  rows: [
    ...items.map((row) => [
      row.tied ? `${row.place} (đồng hạng)` : row.place,
      row.unit.name,
      row.self,
      row.first,
      row.second,
      row.points,
      row.percent,
      row.earned,
      row.applicable,
      row.exempt.map(({ criterion, text }) => `${criterion}. ${text}`).join('; '),
      `${row.settled ? 'Đã chốt' : 'Đang chấm'} ${appraisalWords[row.upTo].toLowerCase()}${row.unapproved > 0 ? `; ${row.unapproved} tiêu chí chờ duyệt không áp dụng` : ''}${row.blank > 0 ? `; ${row.blank} tiêu chí chưa có số kê khai` : ''}`,
    ]),
    ...unscored.map(({ unit }) => [
      undefined,
      unit.name,
      ...Array.from({ length: 8 }, () => undefined),
      'Chưa có điểm',
    ]),
  ],
});

const linesSheet = (scored: readonly ScoredUnit[], scale: Scale) => ({
  name: 'Theo tiêu chí',
  columns: [
    { head: 'Đơn vị', width: 30 },
    { head: 'Mã', width: 10 },
    { head: 'Tiêu chí', width: 44 },
    { head: 'Điểm tối đa', width: 10 },
    { head: 'Cách tính', width: 34 },
    ...appraisals.flatMap((one) => [
      { head: `${appraisalWords[one]}: kê khai`, width: 14 },
      { head: `${appraisalWords[one]}: điểm`, width: 12 },
      { head: `${appraisalWords[one]}: lý do`, width: 30 },
    ]),
  ],
  rows: scored.flatMap(({ unit, marks }) =>
    scale.groups.flatMap(({ criteria }) =>
      criteria.map((criterion) => [
        unit,
        criterion.code,
        criterion.text,
        criterion.most,
        ruleWords(criterion),
        ...appraisals.flatMap((one) => {
          const mark = marks[one]?.[criterion.code];
          return mark
            ? [
                declaredWords(mark.declared),
                pointsOf(criterion, mark.declared),
                mark.reason ?? ownReason(mark.declared),
              ]
            : [undefined, undefined, undefined];
        }),
      ]),
    ),
  ),
});

const wordsSheet = ({ title, official, most, scored, units }: Ranking, on: Day) => ({
  name: 'Ghi chú',
  columns: [{ head: 'Ghi chú', width: 100 }],
  rows: [
    title,
    ...(official ? [] : ['Thang điểm mẫu, không phải bộ chính thức.']),
    `Lập ngày ${vnDay(on)}: ${scored}/${units} đơn vị đã có điểm.`,
    'Điểm là của cột sau cùng đã chốt; chưa cột nào chốt thì của cột đang chấm.',
    `Tiêu chí không áp dụng đã duyệt thì rời thang: điểm được chia cho điểm áp dụng rồi quy về ${vnNumber(most)}; điểm cộng, điểm trừ không quy đổi.`,
    'Đơn vị bằng điểm thì cùng hạng, hạng sau bỏ trống.',
  ].map((text) => [text]),
});
