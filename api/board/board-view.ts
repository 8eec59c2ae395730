import { z } from 'zod';
import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { membersOf } from '../../domain/group.ts';
import type { Plan } from '../../domain/plan.ts';
import { hands, handWords } from '../../domain/tally.ts';
import { workingDaysBetween } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { boardSteps } from '../../store/queries/board.ts';
import type { BoardCount, BoardStep, BoardUnit } from '../../store/queries/board.ts';
import type { UnitProgress, Waiting } from '../../store/queries/progress.ts';
import { html } from '../../web/pages/html.ts';
import type { Part } from '../../web/pages/html.ts';
import type { BoardRow, BoardView, Choice, Figure } from '../../web/pages/board.ts';
import type { ReadRound } from './board.ts';
import type { Deps } from '../deps.ts';
import { officeLine } from '../pages/page-frame.ts';
import {
  columnName,
  columnsOf,
  gathered,
  lackingNames,
  lateWords,
  notesOf,
  roundWords,
  stepNames,
  stepsOf,
} from '../campaigns/round-steps.ts';
import { unitNames } from '../campaigns/rounds.ts';
import { settingOf } from '../campaigns/setting.ts';
import { today } from '../deps.ts';

/** A filter nobody chose from arrives empty. */
const chosen = z
  .string()
  .max(100)
  .transform((text) => (text === '' ? undefined : text))
  .optional()
  .catch(undefined);

/** Only what a filter knows; anything else in the address is as if it were not there. */
export const boardQuery = z.object({
  nhom: chosen,
  doan: chosen,
  tre: z.literal('co').optional().catch(undefined),
  cho: z.enum(hands).optional().catch(undefined),
  buoc: z.enum(boardSteps).optional().catch(undefined),
  trang: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
type BoardQuery = z.infer<typeof boardQuery>;

export const boardPath = (round: string): string => `/bang-theo-doi/${encodeURIComponent(round)}`;
export const pageSize = 50;

const addressOf = (path: string, query: Partial<Record<keyof BoardQuery, string | number | undefined>>): string => {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== 1);
  const search = new URLSearchParams(kept.map(([name, value]) => [name, String(value)] as [string, string])).toString();
  return `${path}${search === '' ? '' : `?${search}`}#bang`;
};

export async function boardView(deps: Deps, round: ReadRound, query: BoardQuery): Promise<BoardView> {
  const { store } = deps;
  const { plan, record, day } = round;
  const calendar = record?.calendar ?? (await settingOf(plan, store, today(deps))).calendar;
  const groups = await store.groups.list({ limit: 200 });
  const group = groups.find(({ id }) => id === query.nhom);
  const among = group && new Set(membersOf(group, await store.units.all(), day).map(({ id }) => id));
  const { count, all, units } = await store.board.board(plan.campaign, calendar, {
    on: day,
    team: query.doan,
    among,
    late: query.tre === 'co',
    waiting: query.cho,
    step: query.buoc,
  });
  const last = Math.max(1, Math.ceil(units.length / pageSize));
  const n = Math.min(query.trang, last);
  const shown = units.slice((n - 1) * pageSize, n * pageSize);
  const path = boardPath(plan.campaign);
  const address = (more: Parameters<typeof addressOf>[1]) => addressOf(path, { ...query, trang: undefined, ...more });
  const [office, rows] = await Promise.all([officeLine(deps), rowsOf(deps, round, shown, calendar)]);
  return {
    office,
    training: plan.clock === 'stepped',
    back: { href: '/bang-theo-doi', name: 'Các đợt' },
    title: plan.title,
    state: record ? roundWords(plan.kind, record.state) : 'đang soạn kế hoạch, chưa trình',
    today: day,
    summary: summaryOf(plan.kind, count, path),
    figures: figuresOf(plan.kind, count, path),
    stepNames: columnsOf(plan.kind).map((step) => columnName(plan.kind, step)),
    rows,
    found: units.length,
    of: all,
    page: { n, last, href: (to) => address({ trang: to }) },
    filters: filtersOf(query, groups, plan),
    filtered: [query.nhom, query.doan, query.tre, query.cho, query.buoc].some((one) => one !== undefined),
    path,
  };
}

const to = ({ text, href }: Figure) => html`<a href="${href}">${text}</a>`;

/** How far, who is late, in whose hands: in words. */
function summaryOf(kind: Plan['kind'], count: BoardCount, path: string): Part[] {
  const units = (n: number, query: Parameters<typeof addressOf>[1]) =>
    to({ text: `${n} đơn vị`, href: addressOf(path, query) });
  const { late, waiting, items, next } = count;
  const list = (parts: Part[]): Part[] =>
    parts.flatMap((one, i) => (i === 0 ? [one] : [i === parts.length - 1 ? ' và ' : ', ', one]));
  const lateBy = hands.filter((hand) => late.byHand[hand] > 0);
  const waited = hands.filter((hand) => waiting[hand] > 0);
  return [
    kind === 'reporting'
      ? `${count.units} đơn vị: ${count.reported} đã gửi báo cáo, ${count.accepted} báo cáo đã chấp nhận, ${count.returned} trả lại, ${count.unsent} chưa gửi.`
      : html`${count.units} đơn vị: ${count.concluded} đã có kết luận, ${count.visits.held}/${count.visits.total} buổi kiểm tra đã làm${items.total > 0 && html`, ${items.closed}/${items.total} nội dung khắc phục đã đóng`}.`,
    late.units === 0
      ? 'Không đơn vị nào có việc quá hạn.'
      : html`${units(late.units, { tre: 'co' })} có việc quá hạn${late.longest > 0 && `, lâu nhất ${late.longest} ngày làm việc`}: ${list(
          lateBy.map((hand) => html`${late.byHand[hand]} ở tay ${handWords[hand]}`),
        )}.`,
    waited.length === 0
      ? 'Hiện không chờ ai.'
      : html`Đang chờ: ${list(waited.map((hand) => html`${handWords[hand]} (${units(waiting[hand], { cho: hand })})`))}.`,
    next === undefined ? undefined : html`Hạn tới gần nhất: ${vnDay(next.day)}, ${next.units} đơn vị.`,
  ].filter((sentence) => sentence !== undefined);
}

function figuresOf(kind: Plan['kind'], count: BoardCount, path: string): BoardView['figures'] {
  const { having, visits, items } = count;
  const figure = (name: string, text: string, href: string) => ({ name, figure: { text, href } });
  /** So many of the units that have this step; it leads to those that lack it. */
  const step = (name: string, lacking: BoardStep, n: number) =>
    figure(name, `${n}/${having[lacking]}`, addressOf(path, { buoc: lacking }));
  const alone = (name: string, lacking: BoardStep, n: number) =>
    figure(name, String(n), addressOf(path, { buoc: lacking }));
  return [
    ...(kind === 'reporting'
      ? [
          step('Đã gửi báo cáo', 'report', count.reported),
          step('Đã chấp nhận', 'accept', count.accepted),
          alone('Trả lại', 'supplement', count.returned),
          alone('Chưa gửi', 'send', count.unsent),
        ]
      : [
          step('Đã thông báo', 'notice', count.notified),
          step('Đã xác nhận', 'acknowledge', count.acknowledged),
          step('Đã gửi báo cáo', 'report', count.reported),
          figure('Buổi đã kiểm tra', `${visits.held}/${visits.total}`, addressOf(path, { buoc: 'visit' })),
          figure('Biên bản đã ký', `${visits.signed}/${visits.total}`, addressOf(path, { buoc: 'minutes' })),
          step('Đã kết luận', 'conclusion', count.concluded),
        ]),
    ...(kind === 'reporting' && items.total === 0
      ? []
      : [figure('Khắc phục đã đóng', `${items.closed}/${items.total}`, `${path}/noi-dung`)]),
    figure('Có việc quá hạn', String(count.late.units), addressOf(path, { tre: 'co' })),
    figure('Văn bản', 'xem', `${path}/van-ban`),
    figure('Thư', 'xem', `${path}/thu`),
  ];
}

function filtersOf(
  { nhom, doan, tre, cho, buoc }: BoardQuery,
  groups: { id: string; name: string }[],
  { kind, teams }: Plan,
): BoardView['filters'] {
  const choices = (all: string, options: [string, string][], chosen: string | undefined): Choice[] => [
    { name: all, value: '', chosen: chosen === undefined },
    ...options.map(([value, name]) => ({ name, value, chosen: value === chosen })),
  ];
  const named = (rows: { id: string; name: string }[]) => rows.map(({ id, name }) => [id, name] as [string, string]);
  return [
    ...(groups.length > 0 ? [{ field: 'nhom', label: 'Nhóm', choices: choices('mọi nhóm', named(groups), nhom) }] : []),
    { field: 'doan', label: 'Đoàn', choices: choices('mọi đoàn', named(teams), doan) },
    { field: 'tre', label: 'Quá hạn', choices: choices('tất cả', [['co', 'có việc quá hạn']], tre) },
    {
      field: 'cho',
      label: 'Đang chờ',
      choices: choices(
        'bất kỳ ai',
        hands.map((hand) => [hand, handWords[hand]]),
        cho,
      ),
    },
    {
      field: 'buoc',
      label: 'Chưa xong bước',
      choices: choices(
        'không lọc',
        columnsOf(kind).map((step) => [step, lackingNames[step] ?? stepNames[step]]),
        buoc,
      ),
    },
  ];
}

/** The units of one page, with what each step says and in whose hands what is open is. */
async function rowsOf(
  deps: Deps,
  { plan, day }: ReadRound,
  shown: BoardUnit[],
  calendar: Calendar,
): Promise<BoardRow[]> {
  const { store } = deps;
  const ids = shown.map(({ unit }) => unit);
  const [progress, nameOf, loose] = await Promise.all([
    store.progress.unitsNamed(plan.campaign, ids, day),
    unitNames(store, ids),
    store.progress.waitingOfUnits(
      plan.campaign,
      shown.filter(({ state }) => state === undefined).map(({ unit }) => unit),
      day,
    ),
  ]);
  const teamName = (team: string | undefined) => plan.teams.find(({ id }) => id === team)?.name;
  return shown.map((unit) => rowOf(unit, progress.get(unit.unit), loose.get(unit.unit) ?? []));

  function rowOf(unit: BoardUnit, seen: UnitProgress | undefined, alone: Waiting[]): BoardRow {
    const path = `${boardPath(plan.campaign)}/don-vi/${encodeURIComponent(unit.unit)}`;
    const items = `${boardPath(plan.campaign)}/noi-dung?don-vi=${encodeURIComponent(unit.unit)}`;
    const notes = notesOf(unit, seen);
    const waiting = seen?.waiting ?? alone;
    const team = teamName(unit.team);
    const next = waiting.find(({ due, followUpOn }) => (due ?? followUpOn ?? '') >= day);
    return {
      unit: nameOf(unit.unit),
      href: path,
      ...(team === undefined ? {} : { team }),
      ...(notes.length > 0 ? { notes } : {}),
      steps: stepsOf(plan.kind, unit, seen).map(
        (cell) => cell && { ...cell, ...(cell.step === 'items' ? { href: items } : {}) },
      ),
      ...(unit.late
        ? {
            late: `${lateWords(workingDaysBetween(calendar, unit.late.due, day))} · chờ ${handWords[unit.late.hand]}`,
          }
        : {}),
      waiting: gathered(waiting),
      ...(next
        ? { next: { day: (next.due ?? next.followUpOn) as Day, what: next.what, milestone: next.due === undefined } }
        : {}),
    };
  }
}
