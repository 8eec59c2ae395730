import { columns } from './figures.ts';
import type { Area } from './outline.ts';
import type { RateCode } from './rate.ts';
import type { Examined, Step } from './report-step.ts';
import { emptyAnswer, isTyped } from './typed-report.ts';
import type { Findings, TypedAnswer, TypedReport, TypedRow, TypedTable } from './typed-report.ts';

/** Files kept for one question. */
export type NewEvidence = { question: string; evidence: string }[];

/**
 * The typed report with the fields of one step as the form has them; a field that did not arrive stays as it was.
 * `act` is the button: `drop/<question>/<file>`, `fill/<field>/<value>`, `add/<table>`, `remove/<table>/<row>`.
 */
export function withStep(
  { typed, outline, found }: Pick<Examined, 'typed' | 'outline' | 'found'>,
  step: Step,
  fields: Record<string, string>,
  act: string,
  files: NewEvidence,
): TypedReport {
  const [verb = '', ...rest] = act.split('/');
  const filled = verb === 'fill' ? { ...fields, [rest.slice(0, -1).join('/')]: rest.at(-1)! } : fields;
  const explanations = { ...typed.explanations, ...explainedIn(found, filled) };
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

/** What a form says about the warnings there are. */
export const explainedIn = ({ checks }: Findings, fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    checks.flatMap(({ key }) => (fields[`w/${key}`] === undefined ? [] : [[key, fields[`w/${key}`]!]])),
  );

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

export const planCells = ['task', 'person', 'from', 'to', 'product'] as const;

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
  value === 'yes' || value === 'no' || value === 'not-applicable';

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
