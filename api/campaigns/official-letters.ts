import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { Calendar } from '../../domain/calendar.ts';
import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Line } from '../../domain/duty.ts';
import { readPaperSymbol } from '../../domain/paper-symbol.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId, Role } from '../../domain/role.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { dutyWords, roleWords, rungWords, standing } from '../../domain/why.ts';
import type { ListedMatter } from '../../store/records/matters.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { today } from '../deps.ts';
import { daySchema, pathId } from '../fields.ts';
import { itemId } from '../items/item-record.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { assertNumberFree } from '../papers/entered-number.ts';
import { saveAs } from '../papers/files.ts';
import { askingOf } from '../papers/issued.ts';
import { parse, wrongPlaces } from '../problem.ts';
import { writeSheets, xlsxType } from '../sheet.ts';
import type { SheetTable } from '../sheet.ts';
import { namedSchema, roundOf, unitNames } from './rounds.ts';
import type { Round } from './rounds.ts';
import { settingOf } from './setting.ts';

const wantedRow = z
  .object({
    line: z.string(),
    unit: namedSchema.optional(),
    matter: z.string(),
    item: z.string().optional().meta({ description: 'Mã nội dung khắc phục' }),
    text: z.string().optional().meta({ description: 'Nội dung phải khắc phục' }),
    duty: z.string().optional(),
    what: z.string(),
    role: z.string(),
    who: z.string().meta({ description: 'Những người của đơn vị được nhắc về việc này' }),
    day: daySchema.meta({ description: 'Ngày đến mức nhắc này' }),
    rung: z.int().optional(),
    rungWords: z.string().optional(),
    due: daySchema.optional(),
    overdue: z.boolean(),
    words: z.string(),
  })
  .meta({ id: 'OfficialLetterLine' });
const wantedSchema = pageOf(wantedRow)
  .extend({
    units: z.int(),
    lines: z.int().meta({ description: 'Số việc; một việc nhắc nhiều người vẫn là một' }),
  })
  .meta({ id: 'OfficialLettersWanted', description: 'Một công văn cho tất cả: theo đơn vị, việc trễ lâu nhất trước' });
export type OfficialLettersWanted = z.output<typeof wantedSchema>;

/** What one official letter to all late units would carry, unit by unit. */
export function officialLetters(deps: Deps): Router {
  const router = Router();

  router.get('/campaigns/:id/official-letters', async (req: Request<{ id: string }>, res) => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    const { limit, after } = parse(z.object(pageQuery), req.query);
    const { late: sorted, rowsOf } = await wanted(deps, req.params.id);
    const seen = after === undefined ? -1 : sorted.findIndex(({ id }) => id === after);
    assertCursor(after === undefined || seen >= 0);
    const shown = sorted.slice(seen + 1, seen + 2 + limit);
    const rowOf = await rowsOf(shown);
    res.json({
      units: new Set(sorted.map(({ unit }) => unit)).size,
      lines: sorted.length,
      ...pageFrom(shown, limit, ({ id }) => id, rowOf),
    } satisfies OfficialLettersWanted);
  });

  router.get('/campaigns/:id/official-letters/sheet', async (req: Request<{ id: string }>, res) => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    const { late, rowsOf } = await wanted(deps, req.params.id);
    const rowOf = await rowsOf(late);
    const bytes = await writeSheets([
      { name: 'Phụ lục công văn đôn đốc', columns, rows: late.map(rowOf).map(cellsOf) },
    ]);
    saveAs(res, { name: `Phụ lục công văn đôn đốc ${req.params.id}.xlsx`, type: xlsxType, size: bytes.length });
    res.end(bytes);
  });

  return router;
}

/**
 * A letter has a number no other paper of the office has, and a day that is here, on which something had come so far.
 * Throws the places that are wrong, Refusal('paper-number-taken').
 */
export async function assertFitsLetter(
  deps: Deps,
  { draft, day: today }: Round,
  { number, day }: { number: string; day: Day },
): Promise<void> {
  const symbol = readPaperSymbol(number);
  const lines = await deps.store.lines.officialLetterLines(draft.campaign, today);
  const since = lines.map((line) => line.day).sort()[0];
  const wrong = [
    ...(symbol ? [] : [{ at: 'number', sentence: new Refusal('paper-number-unread', { number }).message }]),
    ...(day > today
      ? [{ at: 'day', sentence: `Ngày ${vnDay(day)} chưa tới. Hãy ghi ngày của công văn đã gửi.` }]
      : since !== undefined && day < since
        ? [
            {
              at: 'day',
              sentence: `Ngày ${vnDay(day)} chưa việc nào đến mức công văn; việc đầu tiên đến ngày ${vnDay(since)}.`,
            },
          ]
        : []),
  ];
  if (!symbol || wrong.length > 0) throw wrongPlaces(wrong);
  const { letterhead } = await deps.store.office.get();
  const entry = { on: day, normalised: symbol.normalised, issuer: letterhead.organ };
  await assertNumberFree(deps, entry, { training: draft.plan.clock === 'stepped' ? draft.campaign : undefined });
}

const columns = [
  { head: 'STT', width: 6 },
  { head: 'Đơn vị', width: 30 },
  { head: 'Nội dung chưa thực hiện', width: 60 },
  { head: 'Việc phải làm', width: 28 },
  { head: 'Người phải làm', width: 22 },
  { head: 'Hạn theo văn bản', width: 14 },
  { head: 'Đến nay', width: 22 },
];

const cellsOf = (row: OfficialLettersWanted['items'][number], at: number): SheetTable['rows'][number] => [
  at + 1,
  row.unit?.name,
  row.text,
  row.what,
  row.who,
  row.due && vnDay(row.due),
  row.words,
];

/** What is late, each once: one line of it, and everybody of the unit who is to hear of it. */
interface Late extends Line {
  roles: Role[];
}

/** What one letter would carry on the round's own day, by the name of the unit. */
async function wanted(deps: Deps, campaign: CampaignId) {
  const { store } = deps;
  const { draft, record, day } = await roundOf(deps, campaign);
  const lines = await store.lines.officialLetterLines(draft.campaign, day);
  const nameOf = await unitNames(
    store,
    lines.flatMap(({ unit }) => unit ?? []),
  );
  const calendar = record?.calendar ?? (await settingOf(draft.plan, store, today(deps))).calendar;
  const order = ({ unit = '', day: since, id }: Line) => `${nameOf(unit)}\n${unit}\n${since}\n${id}`;
  const late = new Map<string, Late>();
  for (const line of lines.sort((a, b) => order(a).localeCompare(order(b), 'vi'))) {
    const of = line.duty === undefined ? line.id : `${line.matter}/${line.duty}`;
    const first = late.get(of) ?? { ...line, roles: [] };
    late.set(of, { ...first, roles: [...new Set([...first.roles, line.role])] });
  }
  return {
    late: [...late.values()],
    rowsOf: (shown: Late[]) => rowsFor(deps, shown, { nameOf, calendar, day }),
  };
}

/** What a line asks, in the words of its paper and of its duty as it stands. */
async function rowsFor(
  { store }: Deps,
  shown: Late[],
  { nameOf, calendar, day }: { nameOf: (unit: string) => string; calendar: Calendar; day: Day },
): Promise<(line: Late) => OfficialLettersWanted['items'][number]> {
  const matters = await store.matters.listed([...new Set(shown.map(({ matter }) => matter))]);
  const papers = [...new Set([...matters.values()].flatMap((matter) => ofRemediation(matter)?.paper ?? []))];
  const asking = new Map(await Promise.all(papers.map(async (id) => [id, await askingOf(store, id)] as const)));
  return ({ id, unit, matter, duty: dutyId, role, roles, day: since, rung }) => {
    const record = matters.get(matter);
    const duty = record?.duties.find((one) => one.id === dutyId);
    const remediation = record && ofRemediation(record);
    const item = remediation?.items.find(({ n }) => n === duty?.about);
    const text = item && asking.get(remediation!.paper)?.requirements.find((one) => one.id === item.requirement)?.text;
    const stands = duty && standing(duty, calendar, day);
    return {
      line: id,
      ...(unit ? { unit: { id: unit, name: nameOf(unit) } } : {}),
      matter,
      ...(item ? { item: itemId(matter, item.n) } : {}),
      ...(text ? { text } : {}),
      ...(dutyId ? { duty: dutyId } : {}),
      what: duty ? dutyWords[duty.kind] : 'Việc đã quá hạn',
      role,
      who: roles.map((one) => roleWords[one]).join(', '),
      day: since,
      ...(rung === undefined ? {} : { rung: rung + 1, rungWords: rungWords(rung) }),
      ...(duty?.due ? { due: duty.due.day } : {}),
      overdue: stands?.overdue ?? false,
      words: stands?.words ?? '',
    };
  };
}

const ofRemediation = (matter: ListedMatter): Pick<Remediation, 'paper' | 'items'> | undefined =>
  matter.process === 'remediation' ? (matter as unknown as Remediation) : undefined;

export const officialLetterSheetPaths: Paths = {
  '/api/campaigns/{id}/official-letters/sheet': {
    get: describe({
      summary: 'Phụ lục của công văn đôn đốc: tệp Excel',
      operation: 'read-campaign',
      path: pathId('Mã đợt kiểm tra'),
      answerType: xlsxType,
    }),
  },
};
export const officialLetterPaths: Paths[string] = {
  get: describe({
    summary: 'Những việc đang chờ công văn đôn đốc, theo đơn vị',
    operation: 'read-campaign',
    path: pathId('Mã đợt kiểm tra'),
    query: z.object(pageQuery),
    answers: wantedSchema,
  }),
};
