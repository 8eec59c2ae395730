import { columns } from '../../domain/figures.ts';
import type { Cells, Column } from '../../domain/figures.ts';
import { NO_FIGURE, vnDifference, vnNumber } from '../../domain/number.ts';
import type { Cell } from '../../domain/number.ts';
import { vnShare } from '../../domain/document.ts';
import type { Table } from '../../domain/outline.ts';
import { rateOf } from '../../domain/rate.ts';
import type { RateCode } from '../../domain/rate.ts';
import type { FormAppendix, ReportBlock } from '../../domain/report-document.ts';
import { cellInWords, comparedWithBefore, rollUp, spanWords, sumInWords, sumOver } from '../../domain/roll-up.ts';
import type { RolledGroup, RolledRow, RolledSums } from '../../domain/roll-up.ts';
import { noReport } from '../../domain/self-report.ts';
import { plainTitle } from './compose-figures.ts';
import { counted, named } from './compose-counts.ts';
import type { PaperContext } from './compose-paper.ts';
import type { ReportedUnit } from './compose-report.ts';

const answersOf = (units: ReportedUnit[], { code }: Table) =>
  units.map(({ unit, inspection, report, before }) => {
    const missing = report ? ('no-figures' as const) : noReport(inspection);
    return {
      unit,
      answer: report?.tables[code],
      ...(missing ? { missing } : {}),
      ...(before?.tables[code] ? { before: before.tables[code] } : {}),
    };
  });

/** Figures are added up over the units that were asked for a report. */
const askedOf = (units: ReportedUnit[]): ReportedUnit[] =>
  units.filter(({ report, inspection }) => report || noReport(inspection) !== 'not-asked');

/** Form by form: the groups of units with their sums, the sum of all under them. */
export function figuresByGroup({ plan, outline, groups: by }: PaperContext, all: ReportedUnit[]): ReportBlock[] {
  const units = askedOf(all);
  if (units.length === 0) return [];
  return outline.tables.flatMap((table): ReportBlock[] => {
    const { groups, sums } = rollUp(answersOf(units, table), plan.period, by);
    const rows = groups.flatMap((group) => group.rows);
    const caption = plainTitle(table);
    if (Object.values(sums).every(({ sum }) => sum === null))
      return [{ text: `${caption} (${spanWords(plan.period)}): ${NO_FIGURE}.` }];
    return [
      {
        table: {
          caption,
          under: `Số liệu ${spanWords(plan.period)}; đơn vị tính: hồ sơ`,
          head: [
            'Nhóm đơn vị',
            'Tiếp nhận',
            'Đã giải quyết',
            'Trước và đúng hạn',
            'Quá hạn',
            'Đang giải quyết',
            'Tỷ lệ trước và đúng hạn',
          ],
          weights: [2.2, 1.3, 1.3, 1.3, 1.2, 1.3, 1.4],
          rows: [
            ...groups.map(({ name, rows: own, sums: of }) => ({ cells: [name, ...groupCells(own, of)] })),
            ...(groups.length > 1 ? [{ cells: ['Tổng cộng', ...groupCells(rows, sums)], total: true as const }] : []),
          ],
          notes: notesOn(groups, rows),
        },
      },
    ];
  });
}

function groupCells(rows: RolledRow[], sums: RolledSums): string[] {
  return [
    sumInWords(sums.received_total),
    sumInWords(sums.resolved_total),
    sumInWords(inTime(rows)),
    sumInWords(sums.resolved_late),
    sumInWords(sums.in_progress_total),
    shareInWords('rate_early_or_on_time', rows),
  ];
}

/** Early and on time of each line, kept together or apart. */
const inTimeOf = ({ resolved_early_or_on_time: both, resolved_early: early, resolved_on_time: on }: Cells): Cell =>
  both ?? (typeof early === 'number' && typeof on === 'number' ? early + on : null);

function inTime(rows: RolledRow[]) {
  return sumOver(rows.map(({ cells, apart }) => (apart === undefined ? inTimeOf(cells) : null)));
}

/** A share over the lines that have both its numbers exactly, and over how many of them that is. */
function shareInWords(code: RateCode, rows: RolledRow[]): string {
  const known = rows.flatMap(({ cells, apart }) => {
    const rate = apart === undefined ? rateOf(code, cells) : null;
    return rate && !rate.approximate ? [rate] : [];
  });
  if (known.length === 0) return NO_FIGURE;
  const share = vnShare({
    part: known.reduce((sum, { part }) => sum + part, 0),
    whole: known.reduce((sum, { whole }) => sum + whole, 0),
  });
  return known.length < rows.length ? `${share} (${known.length}/${rows.length})` : share;
}

/** Why a sum is over fewer lines than there are. */
function notesOn(groups: RolledGroup[], rows: RolledRow[]): string[] {
  const ofKind = (apart: RolledRow['apart']) => rows.filter((row) => row.apart === apart).map(({ name }) => name);
  const said: [string, string[]][] = [
    ['Không gửi báo cáo', ofKind('not-sent')],
    ['Đã gửi báo cáo, chưa bổ sung theo yêu cầu', ofKind('incomplete')],
    ['Không yêu cầu báo cáo', ofKind('not-asked')],
    ['Báo cáo chưa có số liệu', ofKind('no-figures')],
    ['Khác kỳ, không cộng', ofKind('other-period')],
  ];
  const isPartial = groups.some(({ sums }) =>
    Object.values(sums).some(({ sum, exact, of }) => sum !== null && exact < of),
  );
  return [
    ...(isPartial
      ? ['Số (a/b): tổng của a trong b đơn vị có số liệu chính xác; đơn vị chưa có số liệu không tính là 0.']
      : []),
    ...said.flatMap(([words, names]) => (names.length > 0 ? [`${words}: ${named(names)}.`] : [])),
  ];
}

/** The single indicators, each summed over the units that have it. */
export function singleFigures({ plan, outline }: PaperContext, all: ReportedUnit[]): ReportBlock[] {
  const units = askedOf(all);
  if (units.length === 0 || outline.indicators.length === 0) return [];
  const rows = outline.indicators.map(({ code, name, unitOfMeasure }) => {
    const sum = sumOver(units.map(({ report }) => report?.indicators[code] ?? null));
    return { cells: [name, unitOfMeasure, sumInWords(sum)] };
  });
  return [
    {
      table: {
        caption: 'Các chỉ tiêu khác',
        under: `Số liệu ${spanWords(plan.period)}`,
        head: ['Chỉ tiêu', 'Đơn vị tính', 'Tổng cộng'],
        weights: [4, 1.5, 1.8],
        rows,
      },
    },
  ];
}

const comparedColumns: Column[] = ['received_total', 'resolved_total', 'resolved_late', 'in_progress_overdue'];

/** This period beside the one before, where the two can be held against each other. */
export function comparison({ plan, outline }: PaperContext, units: ReportedUnit[]): ReportBlock[] {
  const [table] = outline.tables;
  if (!table) return [];
  const {
    units: kept,
    otherPeriod,
    columns: rows,
  } = comparedWithBefore(answersOf(units, table), plan.period, comparedColumns);
  const nameOf = (id: string) => units.find(({ unit }) => unit.id === id)?.unit.name ?? id;
  const apart = otherPeriod.length > 0 ? `Khác kỳ, không so sánh: ${named(otherPeriod.map(nameOf))}.` : undefined;
  if (rows.length === 0) {
    return [{ heading: 'So với kỳ trước' }, { text: apart ?? 'Chưa có số liệu của kỳ trước để so sánh.' }];
  }
  return [
    {
      table: {
        caption: 'So với kỳ trước',
        under: `${counted(kept.length)}/${counted(units.length)} đơn vị có kỳ trước so sánh được; đơn vị tính: hồ sơ`,
        head: ['Chỉ tiêu', 'Kỳ này', 'Kỳ trước', 'Tăng, giảm'],
        weights: [3.4, 1.5, 1.5, 1.5],
        rows: rows.map(({ column, now, before }) => ({
          cells: [columns[column].name, vnNumber(now), vnNumber(before), vnDifference(now - before)],
        })),
        ...(apart ? { notes: [apart] } : {}),
      },
    },
  ];
}

/** (3)–(13) of form II.06; early and on time kept together stand in (9). */
const formColumns: Column[] = [
  'received_total',
  'received_online',
  'received_direct_postal',
  'carried_over',
  'resolved_total',
  'resolved_early',
  'resolved_on_time',
  'resolved_late',
  'in_progress_total',
  'in_progress_in_time',
  'in_progress_overdue',
];

/** Together in (9), marked. */
const TOGETHER = '(*)';
/** A narrow cell: absent is a dash, said under the table. */
const short = (text: string): string => (text === NO_FIGURE ? '–' : text);

/** Each form with every unit's line, the sums of the groups and of all. */
export function formAppendices({ plan, outline, groups: by }: PaperContext, units: ReportedUnit[]): FormAppendix[] {
  if (units.length === 0) return [];
  return outline.tables.map((table): FormAppendix => {
    const { groups, sums } = rollUp(answersOf(units, table), plan.period, by);
    const rows = groups.flatMap((group) => group.rows);
    const sumRow = (name: string, of: RolledSums, own: RolledRow[]): FormAppendix['rows'][number] => ({
      kind: 'sum',
      name,
      cells: sumCells(of, own),
    });
    return {
      title: `Biểu ${table.form}: ${plainTitle(table)}`,
      unitOfMeasure: 'số hồ sơ thủ tục hành chính',
      source: 'Thông tư số 01/2020/TT-VPCP',
      rows: [
        ...groups.flatMap((group): FormAppendix['rows'] => [
          { kind: 'group', name: group.name, cells: formColumns.map(() => '') },
          ...group.rows.map((row) => ({ kind: 'unit' as const, name: nameWithWhy(row), cells: unitCells(row) })),
          sumRow('Cộng', group.sums, group.rows),
        ]),
        ...(groups.length > 1 ? [sumRow('Tổng cộng', sums, rows)] : []),
      ],
      notes: [
        `Số liệu ${spanWords(plan.period)}. Dấu “–”: ${NO_FIGURE}, không tính là 0.`,
        ...(rows.some(({ cells }) => isTogether(cells)) ? [`${TOGETHER} Gồm cả giải quyết trước hạn.`] : []),
        ...notesOn(groups, rows),
      ],
    };
  });
}

const isTogether = (cells: Cells): boolean =>
  (cells.resolved_early_or_on_time ?? null) !== null && typeof cells.resolved_on_time !== 'number';

const whyApart: Record<NonNullable<RolledRow['apart']>, string> = {
  'not-sent': 'không gửi báo cáo',
  incomplete: 'đã gửi, chưa bổ sung theo yêu cầu',
  'not-asked': 'không yêu cầu báo cáo',
  'no-figures': NO_FIGURE,
  'other-period': 'khác kỳ, không cộng',
};

const nameWithWhy = ({ name, apart }: RolledRow): string => (apart ? `${name} (${whyApart[apart]})` : name);

function unitCells({ cells }: RolledRow): string[] {
  return formColumns.map((column) => {
    if (column === 'resolved_on_time' && isTogether(cells))
      return `${cellInWords(cells.resolved_early_or_on_time)} ${TOGETHER}`;
    return short(cellInWords(cells[column]));
  });
}

function sumCells(sums: RolledSums, rows: RolledRow[]): string[] {
  const together = rows.some(({ cells, apart }) => apart === undefined && isTogether(cells));
  return formColumns.map((column) => {
    if (!together) return short(sumInWords(sums[column]));
    if (column === 'resolved_early') return '';
    if (column === 'resolved_on_time') return `${short(sumInWords(inTime(rows)))} ${TOGETHER}`;
    return short(sumInWords(sums[column]));
  });
}
