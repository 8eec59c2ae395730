import { vnNumber } from '../../domain/number.ts';
import type { Scale } from '../../domain/scale.ts';
import type { ColumnScore, LineScore } from '../../domain/score-form.ts';
import type { Marks } from '../../domain/score.ts';
import { html } from './html.ts';
import type { Part } from './html.ts';

/** What the page of a unit's own scores is reckoned from, small enough to go with it. */
export interface LiveScore {
  scale: Scale;
  /** What the report declares. */
  declared: Marks;
  /** Lines approved as not concerning units of this kind. */
  exempt: string[];
}

/** A scale as far as points come of it: no text of it. */
export const bareScale = ({ groups }: Scale): Scale => ({
  groups: groups.map(({ criteria, ...group }) => ({
    ...group,
    name: '',
    criteria: criteria.map(({ code, most, least, rule, optional }) => ({
      code,
      text: '',
      most,
      rule,
      ...(least === undefined ? {} : { least }),
      ...(optional ? { optional } : {}),
    })),
  })),
});

/** What one line comes to, beside it: written by the server, and anew by the page while somebody types. */
export const besideLine = ({ points, out, fault }: LineScore): Part => [
  fault !== undefined && html`<p class="fault" role="alert">${fault}</p>`,
  out === 'approved' &&
    html`<p><span class="tag done">Không áp dụng</span> Đã duyệt cho loại đơn vị này: không tính vào thang điểm.</p>`,
  out === 'unapproved' &&
    html`<p class="warned">Không áp dụng: tính 0 điểm cho đến khi lãnh đạo phòng duyệt cho loại đơn vị này.</p>`,
  points !== undefined && html`<p><strong class="whole">${vnNumber(points)} điểm</strong></p>`,
  points === undefined && out === undefined && fault === undefined && html`<p class="soft">Chưa kê khai: 0 điểm</p>`,
];

/** The sum, and what still takes from it. */
export function besideSum({ total, faults }: ColumnScore): Part {
  const { points, most, blank, unapproved } = total;
  const left = [
    ...(faults > 0 ? [`${faults} tiêu chí cần sửa`] : []),
    ...(blank.length > 0 ? [`${blank.length} tiêu chí chưa kê khai, tính 0 điểm`] : []),
    ...(unapproved.length > 0 ? [`${unapproved.length} tiêu chí không áp dụng chưa được duyệt, tính 0 điểm`] : []),
  ];
  return html`<p class="receipt">Tổng tự chấm: ${vnNumber(points)}/${vnNumber(most)} điểm</p>${left.length > 0 && html`<p>${left.join(' · ')}.</p>`}`;
}

/** Of a group: `11/15 điểm`; of bonus and deductions only what they come to. */
export const groupPoints = (
  { total }: ColumnScore,
  { code, counts }: Pick<Scale['groups'][number], 'code' | 'counts'>,
): string => {
  const group = total.groups.find((one) => one.group === code);
  if (!group) return '';
  return counts === 'scored'
    ? `${vnNumber(group.points)}/${vnNumber(group.most)} điểm`
    : `${vnNumber(group.points)} điểm`;
};
