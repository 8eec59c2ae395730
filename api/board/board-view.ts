import { z } from 'zod';
import { campaignWords } from '../../domain/campaign.ts';
import type { CampaignState } from '../../domain/campaign.ts';
import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { membersOf } from '../../domain/group.ts';
import type { Plan } from '../../domain/plan.ts';
import { hands, handWords, wordsOfState } from '../../domain/tally.ts';
import { methodWords } from '../../domain/inspection.ts';
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

/** The columns of a round of inspections, and of one that only asks for reports. */
const columnsOf = (kind: Plan['kind']): readonly BoardStep[] =>
  kind === 'reporting'
    ? ['report', 'accept', 'supplement', 'send']
    : ['notice', 'acknowledge', 'report', 'visit', 'minutes', 'conclusion', 'items'];

const stepNames: Record<BoardStep, string> = {
  notice: 'Thông báo',
  acknowledge: 'Xác nhận',
  report: 'Báo cáo',
  visit: 'Kiểm tra',
  minutes: 'Biên bản',
  conclusion: 'Kết luận',
  items: 'Khắc phục',
  accept: 'Đã chấp nhận',
  supplement: 'Trả lại',
  send: 'Chưa gửi',
};
const columnName = (kind: Plan['kind'], step: BoardStep): string =>
  kind === 'reporting' && step === 'report' ? 'Đã gửi' : stepNames[step];

/** What is chosen to see who has not come that far. */
const lackingNames: Partial<Record<BoardStep, string>> = {
  accept: 'chấp nhận báo cáo',
  supplement: 'bổ sung báo cáo bị trả lại',
  send: 'gửi báo cáo lần đầu',
};

/** A round that asks for reports inspects nobody. */
export const roundWords = (kind: Plan['kind'], state: CampaignState): string =>
  kind === 'reporting' ? { ...campaignWords, ...reportingWords }[state] : campaignWords[state];
const reportingWords: Partial<Record<CampaignState, string>> = {
  running: 'đang nhận báo cáo',
  'inspection-ended': 'đã hết kỳ nhận báo cáo',
};

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

/** On the days off after a due no working day has passed yet. */
const lateWords = (past: number): string => (past === 0 ? 'đã quá hạn' : `quá ${past} ngày làm việc`);

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
    const waiting = seen?.waiting ?? alone;
    const team = teamName(unit.team);
    const next = waiting.find(({ due, followUpOn }) => (due ?? followUpOn ?? '') >= day);
    return {
      unit: nameOf(unit.unit),
      href: path,
      ...(team === undefined ? {} : { team }),
      ...noteOf(unit, seen),
      steps: stepsOf(
        plan.kind,
        unit,
        seen,
        `${boardPath(plan.campaign)}/noi-dung?don-vi=${encodeURIComponent(unit.unit)}`,
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

/** The same act of the same role is said once, with how often. */
function gathered(waiting: Waiting[]): string[] {
  const counts = new Map<string, number>();
  for (const { who, what } of waiting)
    counts.set(`${who}: ${lower(what)}`, (counts.get(`${who}: ${lower(what)}`) ?? 0) + 1);
  return [...counts].map(([text, n]) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${n > 1 ? ` (${n})` : ''}`);
}
const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** Beside the unit: how it is inspected where that is not at its place by notice, and a re-inspection. */
function noteOf({ state, method }: BoardUnit, seen: UnitProgress | undefined): Pick<BoardRow, 'notes'> {
  const notes = [
    ...(state === 'cancelled' ? [wordsOfState(state, {})] : []),
    ...(method === 'desk' || method === 'surprise' ? [methodWords[method]] : []),
    ...(seen?.again === undefined ? [] : [`kiểm tra lại: ${seen.again}`]),
  ];
  return notes.length > 0 ? { notes } : {};
}

function stepsOf(
  kind: Plan['kind'],
  unit: BoardUnit,
  seen: UnitProgress | undefined,
  items: string,
): BoardRow['steps'] {
  const on = (done: boolean, day: Day | undefined) => ({ text: day ? vnDay(day) : done ? 'xong' : 'chưa', done });
  const of = (done: number, total: number, day: Day | undefined) =>
    total === 0 ? undefined : { text: day ? vnDay(day) : `${done}/${total}`, done: done === total };
  const { steps } = seen ?? {};
  const { selfReport, silent } = steps ?? {};
  const cells: Record<BoardStep, () => BoardRow['steps'][number]> = {
    notice: () => on(unit.notified, steps?.notified),
    acknowledge: () => on(unit.acknowledged, steps?.acknowledged),
    report: () => {
      if (kind === 'reporting') return selfReport && { text: vnDay(selfReport.sent), done: unit.reported };
      if (silent)
        return { text: `${selfReport ? 'chưa bổ sung' : 'không gửi'}, ghi nhận ${vnDay(silent)}`, done: false };
      return selfReport?.state === 'returned'
        ? { text: 'đang bổ sung', done: false }
        : on(unit.reported, selfReport?.sent);
    },
    visit: () => of(unit.visits.held, unit.visits.total, steps?.held),
    minutes: () => of(unit.visits.signed, unit.visits.total, steps?.minutesSigned),
    conclusion: () => on(unit.concluded, steps?.concluded),
    items: () =>
      unit.items.total === 0
        ? undefined
        : {
            text: `${unit.items.closed}/${unit.items.total}`,
            done: unit.items.closed === unit.items.total,
            href: items,
          },
    accept: () =>
      selfReport && on(selfReport.state === 'accepted', selfReport.state === 'accepted' ? selfReport.on : undefined),
    supplement: () => (selfReport?.state === 'returned' ? { text: vnDay(selfReport.on), done: false } : undefined),
    send: () =>
      selfReport ? undefined : { text: silent ? `không gửi, ghi nhận ${vnDay(silent)}` : 'chưa gửi', done: false },
  };
  return columnsOf(kind).map((step) => (unit.has.has(step) ? cells[step]() : undefined));
}
