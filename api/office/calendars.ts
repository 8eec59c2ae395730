import { Router } from 'express';
import { z } from 'zod';
import { assertCalendarYear } from '../../domain/calendar.ts';
import type { CalendarYear } from '../../domain/calendar.ts';
import { knownYears } from '../../domain/calendars/known.ts';
import { Refusal } from '../../domain/refusal.ts';
import { broadcastIdOf } from '../../workflows/messages.ts';
import { assertMay } from '../auth.ts';
import { reachEveryone } from './broadcasts.ts';
import { effectOf } from './calendar-effect.ts';
import { newId, today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, lineSchema } from '../fields.ts';
import { once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';

const yearNumber = z.coerce.number().int().min(1990).max(2199);
const source = lineSchema(500);
const yearFields = {
  off: z
    .array(
      z.strictObject({
        day: daySchema,
        kind: z.enum(['holiday', 'compensatory', 'swap']),
        name: lineSchema(100),
        source: source.exactOptional(),
      }),
    )
    .max(60),
  makeUp: z.array(z.strictObject({ day: daySchema, for: daySchema, source: source.exactOptional() })).max(20),
  source: source.meta({ description: 'Văn bản công bố lịch nghỉ' }),
  provisional: z.literal(true).exactOptional().meta({ description: 'Chưa có thông báo chính thức' }),
};
const newYear = z.strictObject({ year: z.int().min(1990).max(2199), ...yearFields });
const yearSchema = z
  .object({ year: z.int(), version: z.int(), ...yearFields })
  .meta({ id: 'CalendarYear' }) satisfies z.ZodType<CalendarYear>;
export type CalendarYearView = z.output<typeof yearSchema>;
const effectSchema = z.object({
  version: z.int().meta({ description: 'Phiên bản sẽ mang số này' }),
  matters: z.int().meta({ description: 'Hồ sơ đang mở sẽ tính lại theo lịch này' }),
  later: z.int().meta({ description: 'Hạn sẽ lùi về sau' }),
  earlier: z.int().meta({ description: 'Hạn chưa báo cho ai sẽ sớm lên' }),
  kept: z.int().meta({ description: 'Hạn đã báo nên giữ nguyên, dù lịch mới tính ra ngày sớm hơn' }),
  units: z.int().meta({ description: 'Số đơn vị có hạn thay đổi' }),
});
export type CalendarEffectView = z.output<typeof effectSchema>;
export type CalendarYears = z.output<typeof yearsSchema>;
const yearQuery = z.object({
  version: z.coerce.number().int().min(0).optional().meta({ description: 'Để trống: phiên bản mới nhất' }),
});
const yearsSchema = z.object({
  items: z.array(
    z.object({ year: z.int(), version: z.int(), provisional: z.literal(true).optional(), source: z.string() }),
  ),
});

/** Which days are worked, year by year. A new notice is a new version; the older ones stay, with what was reckoned by them. */
export const calendars = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();

  router.get('/calendars', async (req, res) => {
    assertMay(req, 'read-office');
    const years = new Set([...knownYears.map(({ year }) => year), ...(await store.calendars.years())]);
    const items = await Promise.all([...years].sort((a, b) => a - b).map((year) => store.calendars.year(year)));
    res.json({
      items: items.map(({ year, version, provisional, source: from }) => ({
        year,
        version,
        ...(provisional && { provisional }),
        source: from,
      })),
    });
  });

  router.post('/calendars', async (req, res) => {
    const { id: by } = assertMay(req, 'change-calendars');
    const body = parse(newYear, req.body);
    const { about } = await once(deps, req, { what: 'calendar-added', body }, async (session) => {
      const version = await store.calendars.add(body, { by, at: now() }, session);
      return `${body.year}@${version}`;
    });
    const version = Number(about.split('@')[1]);
    await reachEveryone(deps, broadcastIdOf.calendar(`${about}:${newId('n')}`), {
      change: 'calendar',
      year: body.year,
    });
    res.status(201).json(await versionOf(body.year, version));
  });

  router.post('/calendars/check', async (req, res) => {
    assertMay(req, 'change-calendars');
    const body = parse(newYear, req.body);
    const notice = { ...body, version: (await store.calendars.year(body.year)).version + 1 };
    assertCalendarYear(notice);
    const effect = await effectOf(store, notice, today(deps));
    res.json({ version: notice.version, ...effect } satisfies CalendarEffectView);
  });

  router.get('/calendars/:year', async (req, res) => {
    assertMay(req, 'read-office');
    const year = parse(yearNumber, req.params.year);
    const { version } = parse(yearQuery, req.query);
    res.json(version === undefined ? await store.calendars.year(year) : await versionOf(year, version));
  });

  router.get('/calendars/:year/versions', async (req, res) => {
    assertMay(req, 'read-office');
    res.json({ items: await store.calendars.versions(parse(yearNumber, req.params.year)) });
  });

  return router;

  async function versionOf(year: number, version: number): Promise<CalendarYear> {
    const found = (await store.calendars.versions(year)).find((each) => each.version === version);
    if (!found) throw new Refusal('not-found');
    return found;
  }
};

const path = z.object({ year: yearNumber });
export const calendarPaths: Paths = {
  '/api/calendars': {
    get: describe({ summary: 'Các năm có lịch', operation: 'read-office', answers: yearsSchema }),
    post: describe({
      summary: 'Nhập lịch nghỉ của một năm thành phiên bản mới',
      description:
        'Mọi hồ sơ đang mở được tính lại hạn theo lịch mới: hạn đã báo không sớm lên, việc đã xong giữ nguyên. Thư nhắc kế tiếp ghi ngày mới.',
      operation: 'change-calendars',
      command: true,
      body: newYear,
      status: 201,
      answers: yearSchema,
      refusals: ['calendar-day-outside-year', 'calendar-day-twice', 'calendar-make-up-on-working-day'],
    }),
  },
  '/api/calendars/check': {
    post: describe({
      summary: 'Lịch nghỉ này, nếu nhập, sẽ chuyển bao nhiêu hạn; chưa nhập gì',
      operation: 'change-calendars',
      body: newYear,
      answers: effectSchema,
      refusals: ['calendar-day-outside-year', 'calendar-day-twice', 'calendar-make-up-on-working-day'],
    }),
  },
  '/api/calendars/{year}': {
    get: describe({
      summary: 'Lịch của một năm',
      operation: 'read-office',
      path,
      query: yearQuery,
      answers: yearSchema,
    }),
  },
  '/api/calendars/{year}/versions': {
    get: describe({
      summary: 'Mọi phiên bản lịch của một năm, mới nhất trước',
      operation: 'read-office',
      path,
      answers: z.object({ items: z.array(yearSchema) }),
    }),
  },
};
