import { blocking, placeKey } from './check.ts';
import type { Check, Place } from './check.ts';
import { readDay, vnDay } from './day.ts';
import type { Day } from './day.ts';
import { columnCodes, label } from './figures.ts';
import type { Cells, FigureRow, Period } from './figures.ts';
import { readNumber, readPercent, vnCell } from './number.ts';
import type { Cell } from './number.ts';
import { checkSelfReport, emptySelfReport } from './outline.ts';
import type { Answer, Outline, Question, SelfReport, Table, TableAnswer } from './outline.ts';
import type { PlanItem } from './plan-item.ts';
import { rates } from './rate.ts';
import type { Denominator, RateCode, StatedRate } from './rate.ts';
import { Refusal } from './refusal.ts';
import type { Unit } from './unit.ts';

/** One row of a table as it is being typed; cells by column, as text. */
export interface TypedRow {
  id: string;
  name: string;
  under?: string;
  site?: true;
  cells: Record<string, string>;
}

export interface TypedTable {
  /** `05/01/2026`, or anything else somebody typed. */
  from: string;
  to: string;
  /** The statement that there are no figures, with its reason. */
  none?: { reason: string };
  rows: TypedRow[];
}

/** One line of a plan as it is being typed. */
export interface TypedPlanItem {
  task: string;
  person: string;
  /** `05/01/2026`, or anything else somebody typed. */
  from: string;
  to: string;
  product: string;
}

export interface TypedAnswer {
  value?: 'yes' | 'no' | 'not-applicable';
  /** The explanation, or the answer to a question in words. */
  text: string;
  /** Addresses, one a line. */
  links: string;
  evidence: string[];
  /** The lines of a plan. */
  plan?: TypedPlanItem[];
}

export interface TypedRate {
  /** `98,68%`, `hơn 94%`. */
  stated: string;
  /** The code of a denominator. */
  of?: string;
}

/** A self-assessment as it is being typed: every field as text, whatever it says, so that nothing is ever lost. */
export interface TypedReport {
  /** By code of the question. */
  answers: Record<string, TypedAnswer>;
  /** By code of the table. */
  tables: Record<string, TypedTable>;
  /** By code of the indicator. */
  indicators: Record<string, string>;
  claims: string[];
  /** By code of the rate: as stated, and what it is a share of. */
  rates?: Record<string, TypedRate>;
  /** What the unit says about a warning, by key of the check. */
  explanations: Record<string, string>;
}

/** A field whose text could not be read, where it stands. */
export interface Unread {
  at: Place;
  sentence: string;
}

/** A typed self-assessment as the domain understands it. */
export interface ReadSelfReport {
  report: SelfReport;
  unread: Unread[];
}

export const emptyTyped: TypedReport = { answers: {}, tables: {}, indicators: {}, claims: [], explanations: {} };
export const emptyAnswer: TypedAnswer = { text: '', links: '', evidence: [] };

/** The period the round asks figures for: what a table's period is until somebody types another. */
export type AskedPeriod = { label: string; from: Day; to: Day };

/** A table before anybody typed: one row for each site of the unit, or one for the whole unit. */
export function freshTable(table: Table, sites: Unit[], period: AskedPeriod): TypedTable {
  const named: Omit<TypedRow, 'cells'>[] = table.rows
    ? table.rows.map(({ id, name, under }) => ({ id, name, ...(under === undefined ? {} : { under }) }))
    : table.perSite && sites.length > 0
      ? sites.map(({ id, name }) => ({ id, name, site: true as const }))
      : [{ id: 'tong', name: 'Toàn đơn vị' }];
  return { from: vnDay(period.from), to: vnDay(period.to), rows: named.map((row) => ({ ...row, cells: {} })) };
}

/** Reads every typed field; what cannot be read is left out of the report and listed with its place. */
export function readTyped(outline: Outline, typed: TypedReport, period: AskedPeriod): ReadSelfReport {
  const unread: Unread[] = [];
  const number = (text: string | undefined, at: Place, name: string): Cell => {
    try {
      return readNumber(text ?? '', name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      unread.push({ at, sentence: error.message });
      return null;
    }
  };
  const questions = outline.areas.flatMap((area) => area.questions);
  const report: SelfReport = {
    ...emptySelfReport,
    answers: collected(
      questions.map((question) => [question.code, readAnswer(question, typed.answers[question.code], unread)]),
    ),
    tables: collected(
      outline.tables.map((table) => [table.code, readTable(table, typed.tables[table.code], period, number, unread)]),
    ),
    indicators: Object.fromEntries(
      outline.indicators.map(({ code, name }) => [code, number(typed.indicators[code], { indicator: code }, name)]),
    ),
    rates: (outline.rates ?? []).flatMap((code) => readRate(code, typed.rates?.[code], unread) ?? []),
    claims: outline.claims.map(({ code }) => code).filter((code) => typed.claims.includes(code)),
    explanations: typed.explanations,
  };
  return { report, unread };
}

const collected = <T>(entries: [string, T | undefined][]): Record<string, T> =>
  Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined));

function readAnswer({ code, answer }: Question, typed: TypedAnswer | undefined, unread: Unread[]): Answer | undefined {
  if (!typed) return undefined;
  const text = typed.text.trim();
  const evidence = typed.evidence.length > 0 ? { evidence: typed.evidence } : {};
  if (answer === 'plan') {
    const plan = (typed.plan ?? []).filter(isTyped).map((item, i) => readPlanItem(code, item, i + 1, unread));
    return plan.length === 0 ? undefined : { plan, ...evidence };
  }
  if (answer === 'text') return text === '' ? undefined : { text, ...evidence };
  if (typed.value === undefined) return undefined;
  const links = linksOf(typed.links);
  return {
    value: typed.value,
    ...(text === '' ? {} : { explanation: text }),
    ...(links.length > 0 ? { links } : {}),
    ...evidence,
  };
}

/** A line of a plan in which somebody wrote something. */
export const isTyped = ({ task, person, from, to, product }: TypedPlanItem): boolean =>
  [task, person, from, to, product].some((text) => text.trim() !== '');

function readPlanItem(question: string, item: TypedPlanItem, n: number, unread: Unread[]): PlanItem {
  const at = { question, row: String(n) };
  const [from, to] = [dayOrUnread(item.from, at, unread), dayOrUnread(item.to, at, unread)];
  return {
    task: item.task.trim(),
    person: item.person.trim(),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    product: item.product.trim(),
  };
}

/** A day as typed; undefined where nothing is typed, or what cannot be read, which is listed with its place. */
function dayOrUnread(text: string, at: Place, unread: Unread[]): Day | undefined {
  if (text.trim() === '') return undefined;
  try {
    return readDay(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    unread.push({ at, sentence: error.message });
    return undefined;
  }
}

function readRate(code: RateCode, typed: TypedRate | undefined, unread: Unread[]): StatedRate | undefined {
  try {
    const stated = readPercent(typed?.stated ?? '', rates[code].name);
    const of = readableOver(code).find((each) => each === typed?.of);
    return stated === null ? undefined : { code, stated, ...(of ? { of } : {}) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    unread.push({ at: { rate: code }, sentence: error.message });
    return undefined;
  }
}

/** What a rate may be a share of, the usual first. */
export const readableOver = (code: RateCode): Denominator[] => [rates[code].of, ...rates[code].or];

const linksOf = (typed: string): string[] => typed.split(/[\s;]+/).filter((link) => link !== '');

type ReadNumber = (text: string | undefined, at: Place, name: string) => Cell;

function readTable(
  table: Table,
  typed: TypedTable | undefined,
  period: AskedPeriod,
  number: ReadNumber,
  unread: Unread[],
): TableAnswer | undefined {
  if (!typed) return undefined;
  if (typed.none) return { noFigures: typed.none.reason.trim() };
  return {
    period: readPeriod(table, typed, period, unread),
    rows: typed.rows.map((row) => readRow(table, row, typed.rows.length, number)),
  };
}

function readRow(
  table: Table,
  { id, name, under, site, cells: typed }: TypedRow,
  rows: number,
  number: ReadNumber,
): FigureRow {
  const cells: Cells = {};
  for (const column of columnCodes) {
    const named = rows > 1 ? `${name}, ${label(column)}` : label(column);
    const cell = number(typed[column], { table: table.code, row: id, column }, named);
    if (cell !== null) cells[column] = cell;
  }
  return { id, name, ...(under === undefined ? {} : { under }), ...(site ? { site } : {}), cells };
}

function readPeriod({ code }: Table, { from, to }: TypedTable, asked: AskedPeriod, unread: Unread[]): Period {
  const day = (text: string, column: 'from' | 'to') => dayOrUnread(text, { table: code, column }, unread);
  const [first, last] = [day(from, 'from'), day(to, 'to')];
  if (first === undefined || last === undefined) return 'unknown';
  const isAsked = first === asked.from && last === asked.to;
  return { label: isAsked ? asked.label : `${vnDay(first)} – ${vnDay(last)}`, from: first, to: last };
}

/** Everything found in a typed self-assessment about to be sent: what the rules say, and what could not be read. */
export interface Findings {
  read: ReadSelfReport;
  checks: Check[];
  /** What holds it back, in the order of the outline's places. */
  faults: Unread[];
}

/** What cannot be read is said once, not again as missing. */
const unreadSaid: Check['code'][] = ['indicator-blank', 'plan-item-incomplete'];

export function examine(outline: Outline, typed: TypedReport, period: AskedPeriod, previous?: SelfReport): Findings {
  const read = readTyped(outline, typed, period);
  const checks = checkSelfReport(outline, read.report, previous);
  const unreadAt = new Set(read.unread.map(({ at }) => placeKey(at)));
  // a figure that cannot be read is said once, as unreadable, not again as missing
  const told = blocking(checks).filter(
    (check) => !(unreadSaid.includes(check.code) && unreadAt.has(placeKey(check.at[0] ?? {}))),
  );
  return {
    read,
    checks: checks.filter((check) => !unreadSaid.includes(check.code) || !unreadAt.has(placeKey(check.at[0] ?? {}))),
    faults: [...read.unread, ...told.map(({ at, sentence }) => ({ at: at[0] ?? {}, sentence }))],
  };
}

/** The evidence a self-assessment names. */
export const evidenceIn = ({ answers }: TypedReport): string[] =>
  Object.values(answers).flatMap(({ evidence }) => evidence);

/** The figures whose text is not how they are printed, `140. 683` or `3541`, by place: kept as they were typed. */
export function writtenAs(typed: TypedReport, { tables, indicators }: SelfReport): Record<string, string> {
  const cells = Object.entries(typed.tables).flatMap(([table, { rows }]) => {
    const answer = tables[table];
    return rows.flatMap(({ id, cells: texts }) =>
      columnCodes.flatMap((column) => {
        const read = answer && 'rows' in answer ? answer.rows.find((row) => row.id === id)?.cells[column] : undefined;
        return [[placeKey({ table, row: id, column }), texts[column], read] as const];
      }),
    );
  });
  const single = Object.entries(typed.indicators).map(
    ([indicator, text]) => [placeKey({ indicator }), text, indicators[indicator]] as const,
  );
  return Object.fromEntries(
    [...cells, ...single].flatMap(([at, text, cell]) =>
      text !== undefined && cell !== undefined && cell !== null && text !== vnCell(cell) ? [[at, text]] : [],
    ),
  );
}
