import { columns } from '../domain/figures.ts';
import type { Area } from '../domain/outline.ts';
import type { TypedReport, TypedRow, TypedTable } from '../store/content/self-reports.ts';
import { said } from '../web/pages/self-report.ts';
import type { Step, Writing } from './self-report-steps.ts';
import { emptyAnswer } from './typed-report.ts';

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
  const after = { ...typed, explanations, indicators };
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
        },
      ];
    }),
  );
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
  if (table.rows === undefined && verb === 'add' && name !== '') {
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
