import { Router } from 'express';
import { z } from 'zod';
import { letterKinds } from '../../domain/duty.ts';
import type { LetterKind } from '../../domain/duty.ts';
import { chasedWords } from '../../domain/practice.ts';
import type { CampaignId } from '../../domain/role.ts';
import { dutyWords, roleWords } from '../../domain/why.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, pathId, roleSchema } from '../fields.ts';
import { eventWords } from '../letters.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse, wrongPlaces } from '../problem.ts';
import { paces } from './rehearsal-acts.ts';
import { rehearsalOf } from './rehearsing.ts';
import type { Rehearsing } from './rehearsing.ts';
import { gapsOf, namesOf, roundOf, unitNames } from './rounds.ts';
import { seenUnits } from './seen-plan.ts';
import { settingOf } from './setting.ts';

const rehearsalSchema = z.strictObject({
  units: z
    .enum(paces)
    .default('on-due-day')
    .meta({ description: 'Giả định về các đơn vị: làm ngay, đúng ngày hạn, trễ ba ngày làm việc, hoặc không trả lời' }),
});
const rehearsedSchema = z
  .object({
    from: daySchema,
    chasedBy: z.string().meta({ description: 'Nhắc theo phiên bản thường lệ nào, có gì riêng của đợt' }),
    closes: daySchema.optional().meta({ description: 'Ngày đợt tự đóng; không có là đến cuối kỳ vẫn còn việc' }),
    letters: z.int(),
    byKind: z.partialRecord(z.enum(letterKinds), z.int()),
    kinds: z.array(z.object({ kind: z.enum(letterKinds), words: z.string(), letters: z.int() })),
    list: z
      .array(
        z.object({
          day: daySchema,
          words: z.string(),
          to: z.string(),
          who: z.string(),
          units: z.array(z.string()),
          duties: z.array(z.string()),
        }),
      )
      .meta({ description: 'Nhiều nhất 2.000 lá thư đầu: ngày, vì sao, gửi ai với vai trò gì, về đơn vị và việc nào' }),
    days: z.array(z.object({ day: daySchema, letters: z.int(), reminders: z.int() })),
    people: z.array(
      z.object({
        person: z.object({ id: z.string(), name: z.string().optional() }),
        letters: z.int(),
        onOneDay: z.int(),
      }),
    ),
    weeks: z.array(z.object({ week: daySchema, role: roleSchema, who: z.string(), duties: z.int() })),
    papers: z.int(),
    officialLetters: z.int(),
    unheld: z.array(z.object({ role: roleSchema, who: z.string() })),
  })
  .meta({ id: 'Rehearsed', description: 'Chạy thử: thư từng ngày, việc từng tuần của từng vai trò' });
const progressSchema = z
  .object({
    running: z.boolean(),
    from: daySchema.optional(),
    day: daySchema.optional().meta({ description: 'Ngày đang chạy tới' }),
    to: daySchema.optional(),
  })
  .meta({ id: 'RehearsalProgress' });
export type RehearsalProgress = z.output<typeof progressSchema>;
export type RehearsedView = z.output<typeof rehearsedSchema>;

/** Runs a plan through on paper before anybody approves it: every letter, every week's load. Nothing is recorded. */
export const rehearsal = (deps: Deps, rehearse: Rehearsing): Router => {
  const { store } = deps;
  const router = Router();
  /** How far the rehearsals of this server are, by round. */
  const progress = new Map<CampaignId, RehearsalProgress>();

  router.post('/campaigns/:id/rehearsal', async (req, res) => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    const { draft, day: from } = await roundOf(deps, req.params.id);
    const { units: pace } = parse(rehearsalSchema, req.body ?? {});
    const plan = await seenUnits(deps, req, draft.plan);
    const setting = await settingOf(plan, store, today(deps));
    const gaps = await gapsOf(deps, plan, setting.calendar, from);
    if (gaps.length > 0) throw wrongPlaces(gaps, 'plan-incomplete');
    const input = await rehearsalOf(deps, { plan, setting, from, pace });
    const mine: RehearsalProgress = { running: true, from, to: input.to };
    progress.set(plan.campaign, mine);
    const found = await rehearse(input, (day) => void (mine.day = day)).finally(() => {
      if (progress.get(plan.campaign) === mine) progress.delete(plan.campaign);
    });
    const shown = found.people.slice(0, 50);
    const [names, unitName] = await Promise.all([
      namesOf(store, [...shown.map(({ person }) => person), ...found.list.map(({ recipient }) => recipient)]),
      unitNames(
        store,
        found.list.flatMap((letter) => letter.units),
      ),
    ]);
    const { byKind, days, closes, letters, papers, officialLetters } = found;
    res.json({
      from,
      chasedBy: chasedWords(plan),
      ...(closes ? { closes } : {}),
      letters,
      byKind,
      days,
      papers,
      officialLetters,
      people: shown.map(({ person, ...got }) => ({
        person: { id: person, ...(names[person] === undefined ? {} : { name: names[person] }) },
        ...got,
      })),
      kinds: (Object.entries(found.byKind) as [LetterKind, number][])
        .map(([kind, letters]) => ({ kind, words: lettersWords(kind), letters }))
        .sort((a, b) => b.letters - a.letters),
      list: found.list.map(({ day, kind, recipient, role, units: about, duties }) => ({
        day,
        words: lettersWords(kind),
        to: names[recipient] ?? recipient,
        who: roleWords[role],
        units: about.map(unitName),
        duties: duties.map((duty) => dutyWords[duty]),
      })),
      weeks: found.weeks.map((week) => ({ ...week, who: roleWords[week.role] })),
      unheld: found.unheld.map((role) => ({ role, who: roleWords[role] })),
    });
  });

  router.get('/campaigns/:id/rehearsal', async (req, res) => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    const { draft } = await roundOf(deps, req.params.id);
    res.json(progress.get(draft.campaign) ?? { running: false });
  });

  return router;
};

/** `Kết luận kiểm tra đã ban hành`, as the ledger of letters says it. */
export const lettersWords = (kind: LetterKind): string => eventWords[kind].replace(/\.$/, '');

export const rehearsalPaths: Paths = {
  '/api/campaigns/{id}/rehearsal': {
    get: describe({
      summary: 'Lần chạy thử đang chạy tới ngày nào',
      operation: 'read-campaign',
      path: pathId('Mã đợt kiểm tra'),
      answers: progressSchema,
    }),
    post: describe({
      summary: 'Chạy thử kế hoạch đang soạn: mọi lá thư, khối lượng việc từng tuần',
      operation: 'read-campaign',
      path: pathId('Mã đợt kiểm tra'),
      body: rehearsalSchema,
      answers: rehearsedSchema,
      refusals: ['plan-incomplete', 'visit-in-past', 'calendar-missing'],
    }),
  },
};
