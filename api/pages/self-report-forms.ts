import type { Place } from '../../domain/check.ts';
import { columnCodes, columns } from '../../domain/figures.ts';
import type { Area } from '../../domain/outline.ts';
import type { RateCode } from '../../domain/rate.ts';
import type { TypedAnswer, TypedReport, TypedRow, TypedTable } from '../../store/content/self-reports.ts';
import { said } from '../../web/pages/self-report.ts';
import { fingerprint } from './page-frame.ts';
import { stepOf } from './self-report-steps.ts';
import type { Step, Writing } from './self-report-steps.ts';
import { emptyAnswer, isTyped } from './typed-report.ts';

/** Every field of a step's form as it is saved, by name; a box not ticked is empty. */
export function fieldsOf({ typed, outline, found, ...written }: Writing, step: Step): Record<string, string> {
  const isHere = (place: Place) => stepOf({ outline, steps: written.steps }, place) === step;
  const fields: Record<string, string> = {};
  for (const { key, at } of found.checks) if (isHere(at[0] ?? {})) fields[`w/${key}`] = typed.explanations[key] ?? '';
  for (const rate of outline.rates ?? []) {
    if (!isHere({ rate })) continue;
    fields[`s/${rate}`] = typed.rates?.[rate]?.stated ?? '';
    fields[`d/${rate}`] = typed.rates?.[rate]?.of ?? '';
  }
  if ('area' in step) {
    for (const { code } of step.area.questions) {
      const { value = '', text, links } = typed.answers[code] ?? emptyAnswer;
      Object.assign(fields, { [`a/${code}`]: value, [`x/${code}`]: text, [`l/${code}`]: links });
      (typed.answers[code]?.plan ?? []).forEach((item, i) =>
        planCells.forEach((cell) => (fields[`t/${code}/${i}/${cell}`] = item[cell])),
      );
    }
    for (const { code } of outline.indicators)
      if (isHere({ indicator: code })) fields[`i/${code}`] = typed.indicators[code] ?? '';
    return fields;
  }
  const { code } = step.table;
  for (const column of columnCodes) fields[`c/${code}/${step.row.id}/${column}`] = step.row.cells[column] ?? '';
  if (!step.first) return fields;
  const { from, to, none } = step.typed;
  Object.assign(fields, { [`p/${code}/from`]: from, [`p/${code}/to`]: to });
  Object.assign(fields, { [`n/${code}`]: none ? 'yes' : '', [`o/${code}`]: none?.reason ?? '' });
  for (const claim of outline.claims) fields[`k/${claim.code}`] = typed.claims.includes(claim.code) ? 'yes' : '';

  return fields;
}

/** A box that is not ticked does not arrive. */
const isBox = (name: string): boolean => /^[nk]\//.test(name);
const isField = (name: string): boolean => /^[axlicpnokwtsd]\//.test(name);

/** What a page says it showed: a fingerprint for each field that is not empty. */
export const shownFields = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${encodeURIComponent(name)}=${fingerprint(text)}`)
    .join(' ');

/** A form over what is saved now. */
export interface MergedFields {
  /** Every field as it should be saved: what was changed in the form, the rest as it is saved. */
  fields: Record<string, string>;
  /** What was changed in the form. */
  changed: Record<string, string>;
  /** Changed here and, since the form was shown, to something else by somebody: as the form has it. Not in `fields`. */
  clashing: Record<string, string>;
}

/** `shown` is what the form says it was shown; without it every field that arrived counts as changed. */
export function mergedFields(
  saved: Record<string, string>,
  arrived: Record<string, string>,
  shown: string | undefined,
): MergedFields {
  const prints = new Map((shown ?? '').split(' ').map((pair) => pair.split('=') as [string, string]));
  const print = (name: string) => prints.get(encodeURIComponent(name)) ?? fingerprint('');
  const boxes = Object.fromEntries(
    Object.keys(saved)
      .filter(isBox)
      .map((name) => [name, '']),
  );
  const merged: MergedFields = { fields: { ...saved }, changed: {}, clashing: {} };
  for (const [name, text] of Object.entries({ ...boxes, ...arrived })) {
    if (!isField(name)) merged.fields[name] = text;
    else if (shown === undefined || fingerprint(text) !== print(name)) {
      const there = saved[name] ?? '';
      if (text === there) continue;
      merged.changed[name] = text;
      if (shown !== undefined && fingerprint(there) !== print(name)) merged.clashing[name] = text;
      else merged.fields[name] = text;
    }
  }
  return merged;
}

/**
 * A row somebody removed while its page was open, with what its form brought: put back, or the figures would be lost.
 * Undefined when there is nothing to put back.
 */
export function withRowBack(
  { typed, outline }: Writing,
  name: string,
  fields: Record<string, string>,
): TypedReport | undefined {
  const table = outline.tables.find(({ code, rows }) => rows === undefined && name.startsWith(`${code}.`));
  const id = table && name.slice(table.code.length + 1);
  const isTyped = Object.entries(fields).some(([field, text]) => field.startsWith('c/') && text.trim() !== '');
  if (!table || !id || !isTyped || !/^[\w-]{1,100}$/.test(id)) return undefined;
  const mine = typed.tables[table.code]!;
  const row: TypedRow = {
    id,
    name: (fields['row'] ?? '').trim().slice(0, 200) || 'Dòng thêm lại',
    ...(table.perSite ? { site: true as const } : {}),
    cells: {},
  };
  return { ...typed, tables: { ...typed.tables, [table.code]: { ...mine, rows: [...mine.rows, row] } } };
}

/** Files kept for one question. */
export type NewEvidence = { question: string; evidence: string }[];

/**
 * The typed report with the fields of one step as the form has them; a field that did not arrive stays as it was.
 * `act` is the button: `drop/<question>/<file>`, `fill/<field>/<value>`, `add/<table>`, `remove/<table>/<row>`.
 */
export function withStep(
  { typed, outline, found }: Writing,
  step: Step,
  fields: Record<string, string>,
  act: string,
  files: NewEvidence,
): TypedReport {
  const [verb = '', ...rest] = act.split('/');
  const filled = verb === 'fill' ? { ...fields, [rest.slice(0, -1).join('/')]: rest.at(-1)! } : fields;
  const explanations = { ...typed.explanations };
  for (const { key } of found.checks) if (filled[`w/${key}`] !== undefined) explanations[key] = filled[`w/${key}`]!;
  const indicators = { ...typed.indicators };
  for (const { code } of outline.indicators)
    if (filled[`i/${code}`] !== undefined) indicators[code] = filled[`i/${code}`]!;
  const rates = outline.rates ? { rates: ratesIn(outline.rates, typed, filled) } : {};
  const after = { ...typed, explanations, indicators, ...rates };
  if ('area' in step) {
    const dropped = verb === 'drop' ? rest : [];
    return { ...after, answers: { ...typed.answers, ...answersIn(typed, step.area, filled, files, dropped) } };
  }
  return {
    ...after,
    tables: { ...typed.tables, [step.table.code]: tableIn(step, filled, verb, rest) },
    claims: claimsIn(typed, step, filled),
  };
}

function answersIn(
  { answers }: TypedReport,
  { questions }: Area,
  fields: Record<string, string>,
  files: NewEvidence,
  [from, file]: string[],
): TypedReport['answers'] {
  return Object.fromEntries(
    questions.map(({ code }) => {
      const was = answers[code] ?? emptyAnswer;
      const value = fields[`a/${code}`];
      const added = files.filter(({ question }) => question === code).map(({ evidence }) => evidence);
      const evidence = [...new Set([...was.evidence, ...added])].filter((one) => !(from === code && one === file));
      return [
        code,
        {
          ...(isYesNo(value) ? { value } : was.value === undefined ? {} : { value: was.value }),
          text: fields[`x/${code}`] ?? was.text,
          links: fields[`l/${code}`] ?? was.links,
          evidence,
          ...planIn(code, was, fields),
        },
      ];
    }),
  );
}

const planCells = ['task', 'person', 'from', 'to', 'product'] as const;

/** The lines of a plan as the form has them; those without a word are left out. */
function planIn(code: string, was: TypedAnswer, fields: Record<string, string>): Pick<TypedAnswer, 'plan'> {
  const rows = new Map((was.plan ?? []).map((item, i) => [i, { ...item }]));
  for (const [name, text] of Object.entries(fields)) {
    const [, n, cell] = name.startsWith(`t/${code}/`) ? (/\/(\d{1,3})\/(\w+)$/.exec(name) ?? []) : [];
    const known = planCells.find((one) => one === cell);
    if (n === undefined || !known) continue;
    const row = rows.get(Number(n)) ?? { task: '', person: '', from: '', to: '', product: '' };
    rows.set(Number(n), { ...row, [known]: text });
  }
  if (rows.size === 0) return {};
  const plan = [...rows].sort(([a], [b]) => a - b).map(([, item]) => item);
  return { plan: plan.filter(isTyped) };
}

const isYesNo = (value: string | undefined): value is 'yes' | 'no' | 'not-applicable' =>
  value !== undefined && Object.hasOwn(said, value);

function tableIn(
  { table, typed, row, first }: Extract<Step, { row: TypedRow }>,
  fields: Record<string, string>,
  verb: string,
  [, which]: string[],
): TypedTable {
  const prefix = `c/${table.code}/${row.id}/`;
  const typedCells = Object.entries(fields).filter(
    ([name]) => name.startsWith(prefix) && name.slice(prefix.length) in columns,
  );
  const cells = {
    ...row.cells,
    ...Object.fromEntries(typedCells.map(([name, text]) => [name.slice(prefix.length), text])),
  };
  let rows = typed.rows.map((one) => (one.id === row.id ? { ...one, cells } : one));
  const name = (fields[`r/${table.code}`] ?? '').trim();
  // the same form again adds nothing again
  if (table.rows === undefined && verb === 'add' && name !== '' && !rows.some((one) => one.name === name)) {
    const n = rows.reduce((most, { id }) => Math.max(most, Number(/^r(\d+)$/.exec(id)?.[1] ?? 0)), 0) + 1;
    rows = [
      ...rows.map((one) => (table.perSite ? { ...one, site: true as const } : one)),
      { id: `r${n}`, name, ...(table.perSite ? { site: true as const } : {}), cells: {} },
    ];
  }
  if (table.rows === undefined && verb === 'remove' && rows.length > 1) rows = rows.filter(({ id }) => id !== which);
  const { none, ...rest } = typed;
  if (!first) return { ...typed, rows };
  const reason = fields[`o/${table.code}`] ?? none?.reason ?? '';
  return {
    ...rest,
    from: fields[`p/${table.code}/from`] ?? typed.from,
    to: fields[`p/${table.code}/to`] ?? typed.to,
    ...(fields[`n/${table.code}`] === 'yes' ? { none: { reason } } : {}),
    rows,
  };
}

function ratesIn(
  codes: readonly RateCode[],
  { rates = {} }: TypedReport,
  fields: Record<string, string>,
): NonNullable<TypedReport['rates']> {
  return Object.fromEntries(
    codes.map((code) => {
      const of = fields[`d/${code}`] ?? rates[code]?.of ?? '';
      return [code, { stated: fields[`s/${code}`] ?? rates[code]?.stated ?? '', ...(of === '' ? {} : { of }) }];
    }),
  );
}

function claimsIn(
  typed: TypedReport,
  { first }: Extract<Step, { row: TypedRow }>,
  fields: Record<string, string>,
): string[] {
  if (!first) return typed.claims;
  return Object.entries(fields)
    .filter(([name, value]) => name.startsWith('k/') && value === 'yes')
    .map(([name]) => name.slice(2));
}
