import { placeKey } from '../../domain/check.ts';
import type { Check, Place } from '../../domain/check.ts';
import { repairs } from '../../domain/correction.ts';
import { cellBefore, figuresBefore, isAlike, trendOf } from '../../domain/figure-trend.ts';
import { follows } from '../../domain/figures.ts';
import type { Column } from '../../domain/figures.ts';
import { vnCell } from '../../domain/number.ts';
import { emptySelfReport } from '../../domain/outline.ts';
import type { Outline, SelfReport } from '../../domain/outline.ts';
import { denominators, rates } from '../../domain/rate.ts';
import { groups, labelOf, stepOf, suggestedIn } from '../../domain/report-step.ts';
import type { Examined, Step } from '../../domain/report-step.ts';
import { readableOver } from '../../domain/typed-report.ts';
import type { AskedPeriod, TypedReport, TypedRow } from '../../domain/typed-report.ts';
import { besideNumber, besideRow, remarksOf } from './fields.ts';
import type { NumberField, RateField, Remarks } from './fields.ts';
import type { Part } from './html.ts';
import type { FiguresStep, StepFrame } from './self-report.ts';

/** What stands at one place. Blanks are told only where somebody looks for what is left (`all`). */
export function remarksAt({ typed, found, early }: Examined, place: Place, all: boolean): Remarks {
  const here = placeKey(place);
  const isHere = ({ at }: { at: Place[] }) => placeKey(at[0] ?? {}) === here;
  const isTold = ({ key }: Check) =>
    all || early.some((check) => check.key === key) || (typed.explanations[key] ?? '') !== '';
  const checks = found.checks.filter((check) => isHere(check) && isTold(check));
  return {
    faults: [
      ...found.read.unread.filter(({ at }) => placeKey(at) === here).map(({ sentence }) => sentence),
      ...checks.filter(({ level }) => level === 'error').map(({ sentence }) => sentence),
    ],
    warnings: checks
      .filter(({ level }) => level === 'warning')
      .map(({ key, sentence }) => ({ key, sentence, explanation: typed.explanations[key] ?? '' })),
  };
}

export const rateFields = (written: Examined, all: boolean): RateField[] =>
  (written.outline.rates ?? []).map((code) => {
    const { stated = '', of } = written.typed.rates?.[code] ?? {};
    return {
      code,
      label: rates[code].name,
      typed: stated,
      ...(of === undefined ? {} : { of }),
      over: readableOver(code).map((each) => ({ code: each, name: denominators[each].name })),
      ...remarksAt(written, { rate: code }, all),
    };
  });

/** The single figures of an area, each beside the one of the period before. */
export const indicatorFields = (written: Examined, step: Step, all: boolean): NumberField[] =>
  written.outline.indicators
    .filter(({ code }) => stepOf(written, { indicator: code }) === step)
    .map(({ code, name, unitOfMeasure }) => {
      const trend = trendOf(
        'Kỳ trước',
        written.found.read.report.indicators[code],
        written.previous?.indicators[code] ?? null,
        true,
      );
      return {
        field: `i/${code}`,
        label: name,
        unitOfMeasure,
        typed: written.typed.indicators[code] ?? '',
        ...remarksAt(written, { indicator: code }, all),
        ...(trend ? { trend } : {}),
      };
    });

const repairsShown = 3;

/** What the page of one row of a table shows beside its frame. */
export type FiguresFields = Omit<FiguresStep, keyof StepFrame>;

export function figuresFields(written: Examined, step: Extract<Step, { row: TypedRow }>, all: boolean): FiguresFields {
  const { table, typed, row, first } = step;
  const { code, title } = table;
  const answer = written.found.read.report.tables[code];
  const rows = answer && 'rows' in answer ? answer.rows : [];
  const suggested = suggestedIn(written, { table, row });
  const at = (place: Place) => remarksAt(written, { table: code, ...place }, all);
  const before = figuresBefore(written.previous, code);
  const period = answer && 'rows' in answer ? answer.period : 'unknown';
  const alike = before !== undefined && isAlike(period, before.period);
  const named = before === undefined || before.period === 'unknown' ? 'Kỳ trước' : before.period.label;
  const read = rows.find(({ id }) => id === row.id)?.cells ?? {};
  const ofWhole = first ? at({}) : { faults: [], warnings: [] };
  const ofRow = at({ row: row.id });
  const cellField = (column: Column): NumberField => {
    const field = `c/${code}/${row.id}/${column}`;
    const text = row.cells[column] ?? '';
    const suggestion = suggested.find((one) => one.column === column);
    const was = before && cellBefore(before, row.id, column, typed.rows.length);
    const left =
      before && follows(period, before.period)
        ? cellBefore(before, row.id, 'in_progress_total', typed.rows.length)
        : null;
    const trend =
      column === 'carried_over' && left !== null
        ? { before: `${named}: còn ${vnCell(left)} hồ sơ đang giải quyết` }
        : was === undefined
          ? undefined
          : trendOf(named, read[column], was, alike);
    return {
      field,
      label: labelOf(column),
      typed: text,
      ...at({ row: row.id, column }),
      ...(suggestion ? { suggestion } : {}),
      ...(trend ? { trend } : {}),
    };
  };
  const day = (end: 'from' | 'to', label: string): NumberField => ({
    field: `p/${code}/${end}`,
    label,
    typed: typed[end],
    ...at({ column: end }),
  });
  const own = table.rows === undefined;
  return {
    table: { code, title },
    row: { name: row.name, ...(own && typed.rows.length > 1 ? { removable: `remove/${code}/${row.id}` } : {}) },
    ...(first
      ? {
          period: { from: day('from', 'Từ ngày'), to: day('to', 'Đến ngày') },
          none: {
            field: `n/${code}`,
            checked: typed.none !== undefined,
            reason: { field: `o/${code}`, label: 'Lý do', typed: typed.none?.reason ?? '', faults: [], warnings: [] },
          },
        }
      : {}),
    groups: groups.map(({ name, columns: which }) => ({ name, cells: which.map(cellField) })),
    // those of no area are asked for where the tables begin
    indicators: indicatorFields(written, step, all),
    remarks: { faults: [...ofWhole.faults, ...ofRow.faults], warnings: [...ofWhole.warnings, ...ofRow.warnings] },
    repairs: repairs(rows)
      .flatMap(({ corrections }) => corrections.filter((one) => one.at.row === row.id))
      .slice(0, repairsShown)
      .map(({ sentence }) => sentence),
    rates: first && written.outline.tables[0] === table ? rateFields(written, all) : [],
    claims: first && written.outline.tables[0] === table ? claimFields(written, all) : [],
    ...(own
      ? {
          addRow: {
            field: `r/${code}`,
            label: table.perSite ? 'Thêm một trụ sở' : 'Thêm một lĩnh vực',
            act: `add/${code}`,
          },
        }
      : {}),
  };
}

const claimFields = (written: Examined, all: boolean): FiguresFields['claims'] =>
  written.outline.claims.map(({ code, text }) => ({
    code,
    text,
    checked: written.typed.claims.includes(code),
    remarks: remarksAt(written, { claim: code }, all),
  }));

/** What a step is reckoned from, small enough to go with its page: no question, no answer, no file. */
export interface LiveStep {
  /** Of the step. */
  id: string;
  /** Blanks are told too. */
  all: boolean;
  outline: Outline;
  typed: TypedReport;
  period: AskedPeriod;
  previous?: SelfReport;
}

/** Undefined where the step has no figure. */
export function liveStep(written: Examined, period: AskedPeriod, step: Step, all: boolean): LiveStep | undefined {
  const { typed, previous } = written;
  const { scale: _, ...outline } = written.outline;
  const isHere = (at: Place | undefined) => stepOf(written, at ?? {}) === step;
  const hasFigures =
    'row' in step ||
    outline.indicators.some(({ code }) => isHere({ indicator: code })) ||
    ((outline.rates ?? []).length > 0 && isHere({ rate: '' }));
  if (!hasFigures) return undefined;
  const tables = Object.entries(typed.tables).map(([code, table]) => [
    code,
    { ...table, rows: table.rows.map((row) => ({ ...row, cells: filled(row.cells) })) },
  ]);
  const here = written.found.checks.filter(({ at }) => isHere(at[0])).map(({ key }) => key);
  return {
    id: step.id,
    all,
    outline: { ...outline, title: '', areas: outline.areas.map(({ code }) => ({ code, name: '', questions: [] })) },
    typed: {
      ...typed,
      answers: {},
      tables: Object.fromEntries(tables) as TypedReport['tables'],
      explanations: Object.fromEntries(Object.entries(typed.explanations).filter(([key]) => here.includes(key))),
    },
    period,
    ...(previous ? { previous: { ...emptySelfReport, tables: previous.tables, indicators: previous.indicators } } : {}),
  };
}

const filled = (cells: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== ''));

/** What stands beside each field of a step with figures, by the field's name; `row`: above all of them. */
export function besides(written: Examined, step: Step, all: boolean): Record<string, { html: Part; wrong: boolean }> {
  const wrong = ({ faults }: Remarks) => faults.length > 0;
  const number = (field: NumberField) => [field.field, { html: besideNumber(field), wrong: wrong(field) }] as const;
  const rate = (field: RateField) => [`s/${field.code}`, { html: remarksOf(field), wrong: wrong(field) }] as const;
  if ('area' in step)
    return Object.fromEntries([
      ...indicatorFields(written, step, all).map(number),
      ...(stepOf(written, { rate: '' }) === step ? rateFields(written, all).map(rate) : []),
    ]);
  const {
    groups: grouped,
    indicators,
    period,
    rates: stated = [],
    claims,
    remarks,
    repairs: mended,
  } = figuresFields(written, step, all);
  return Object.fromEntries([
    ['row', { html: besideRow(remarks, mended), wrong: wrong(remarks) }],
    ...(period ? [number(period.from), number(period.to)] : []),
    ...grouped.flatMap(({ cells }) => cells.map(number)),
    ...indicators.map(number),
    ...stated.map(rate),
    ...claims.map(
      ({ code, remarks: found }) => [`k/${code}`, { html: remarksOf(found), wrong: wrong(found) }] as const,
    ),
  ]);
}
