import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { Calendar } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import type { Line } from '../../domain/duty.ts';
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
import { askingOf } from '../papers/issued.ts';
import { parse } from '../problem.ts';
import { namedSchema, roundOf, unitNames } from './rounds.ts';
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
    who: z.string(),
    day: daySchema.meta({ description: 'Ngày đến mức nhắc này' }),
    rung: z.int().optional(),
    rungWords: z.string().optional(),
    due: daySchema.optional(),
    overdue: z.boolean(),
    words: z.string(),
  })
  .meta({ id: 'OfficialLetterLine' });
const wantedSchema = pageOf(wantedRow)
  .extend({ units: z.int(), lines: z.int() })
  .meta({ id: 'OfficialLettersWanted', description: 'Một công văn cho tất cả: theo đơn vị, việc trễ lâu nhất trước' });
export type OfficialLettersWanted = z.output<typeof wantedSchema>;

/** What one official letter to all late units would carry, unit by unit. */
export function officialLetters(deps: Deps): Router {
  const { store } = deps;
  const router = Router();

  router.get('/campaigns/:id/official-letters', async (req: Request<{ id: string }>, res) => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    const { draft, record, day } = await roundOf(deps, req.params.id);
    const { limit, after } = parse(z.object(pageQuery), req.query);
    const lines = await store.lines.officialLetterLines(draft.campaign, day);
    const nameOf = await unitNames(
      store,
      lines.flatMap(({ unit }) => unit ?? []),
    );
    const order = ({ unit = '', day: since, id }: Line) => `${nameOf(unit)}\n${unit}\n${since}\n${id}`;
    const sorted = lines.sort((a, b) => order(a).localeCompare(order(b), 'vi'));
    const seen = after === undefined ? -1 : sorted.findIndex(({ id }) => id === after);
    assertCursor(after === undefined || seen >= 0);
    const shown = sorted.slice(seen + 1, seen + 2 + limit);
    const calendar = record?.calendar ?? (await settingOf(draft.plan, store, today(deps))).calendar;
    const rowOf = await rowsFor(deps, shown, { nameOf, calendar, day });
    res.json({
      units: new Set(lines.map(({ unit }) => unit)).size,
      lines: lines.length,
      ...pageFrom(shown, limit, ({ id }) => id, rowOf),
    } satisfies OfficialLettersWanted);
  });

  return router;
}

/** What a line asks, in the words of its paper and of its duty as it stands. */
async function rowsFor(
  { store }: Deps,
  shown: Line[],
  { nameOf, calendar, day }: { nameOf: (unit: string) => string; calendar: Calendar; day: Day },
): Promise<(line: Line) => OfficialLettersWanted['items'][number]> {
  const matters = await store.matters.listed([...new Set(shown.map(({ matter }) => matter))]);
  const papers = [...new Set([...matters.values()].flatMap((matter) => ofRemediation(matter)?.paper ?? []))];
  const asking = new Map(await Promise.all(papers.map(async (id) => [id, await askingOf(store, id)] as const)));
  return ({ id, unit, matter, duty: dutyId, role, day: since, rung }) => {
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
      who: roleWords[role],
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

export const officialLetterPaths: Paths[string] = {
  get: describe({
    summary: 'Những việc đang chờ công văn đôn đốc, theo đơn vị',
    operation: 'read-campaign',
    path: pathId('Mã đợt kiểm tra'),
    query: z.object(pageQuery),
    answers: wantedSchema,
  }),
};
