import type { Place } from '../../domain/check.ts';
import { columnCodes } from '../../domain/figures.ts';
import type { TypedReport, TypedRow } from '../../domain/typed-report.ts';
import { fingerprint } from './page-frame.ts';
import { stepOf } from '../../domain/report-step.ts';
import type { Step } from '../../domain/report-step.ts';
import type { Writing } from './self-report-steps.ts';
import { planCells } from '../../domain/step-form.ts';
import { emptyAnswer } from '../../domain/typed-report.ts';

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
  for (const { code } of outline.indicators)
    if (isHere({ indicator: code })) fields[`i/${code}`] = typed.indicators[code] ?? '';
  if ('area' in step) {
    for (const { code } of step.area.questions) {
      const { value = '', text, links } = typed.answers[code] ?? emptyAnswer;
      Object.assign(fields, { [`a/${code}`]: value, [`x/${code}`]: text, [`l/${code}`]: links });
      (typed.answers[code]?.plan ?? []).forEach((item, i) =>
        planCells.forEach((cell) => (fields[`t/${code}/${i}/${cell}`] = item[cell])),
      );
    }
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
const isBox = (name: string): boolean => /^[nkb]\//.test(name);
const isField = (name: string): boolean => /^[axlicpnokwtsdmby]\//.test(name);

/** What a page says it showed: a fingerprint for each field that is not empty. */
export const shownFields = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${encodeURIComponent(name)}=${fingerprint(text)}`)
    .join(' ');

/** What a page shows once those fields of it were saved as it has them. */
export function shownAfter(shown: string, saved: Record<string, string>): string {
  const others = shown.split(' ').filter((pair) => !Object.hasOwn(saved, decodeURIComponent(pair.split('=')[0]!)));
  return [...others, shownFields(saved)].filter((part) => part !== '').join(' ');
}

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
