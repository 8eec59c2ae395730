import type { Request } from 'express';
import { z } from 'zod';
import { dayAt, vnDay, vnTime } from '../../domain/day.ts';
import { itemStates, itemWords } from '../../domain/remediation.ts';
import { Refusal } from '../../domain/refusal.ts';
import { scopesFor } from '../../domain/rights.ts';
import type { LetterRow } from '../../store/records/letters.ts';
import { verdictWords } from '../../domain/verification.ts';
import { dutyWords, roleWords, rungWords } from '../../domain/why.ts';
import type { ItemRow } from '../../store/queries/item-rows.ts';
import type { Waiting } from '../../store/queries/progress.ts';
import { dueCell } from '../../web/pages/board-lists.ts';
import type { ListPart, ListsView } from '../../web/pages/board-lists.ts';
import type { ReadRound } from './board.ts';
import { frameOf, lettersPart, most, papersOf } from './board-papers.ts';
import { boardPath, pageSize } from './board-view.ts';
import { assertSignedIn } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { viewOf as itemView } from '../items/item-views.ts';
import { itemFor, itemId, owedFor } from '../items/item-record.ts';
import { askingOf, namedPaper, namedPapers } from '../papers/issued.ts';
import { officeLine } from '../pages/page-frame.ts';
import { parse } from '../problem.ts';
import { roundWords } from '../campaigns/round-steps.ts';
import { unitNames } from '../campaigns/rounds.ts';
import { seenUnits } from '../campaigns/seen-plan.ts';

const at = encodeURIComponent;

/** Every round there is. */
export async function roundsList(deps: Deps, req: Request): Promise<ListsView> {
  const { store } = deps;
  const drafts = await store.plans.list({ limit: most });
  const records = await store.progress.rounds(drafts.map(({ campaign }) => campaign));
  const seen = await Promise.all(drafts.map(({ plan }) => seenUnits(deps, req, plan)));
  return {
    office: await officeLine(deps),
    title: 'Các đợt kiểm tra',
    lists: [
      {
        title: `${drafts.length} đợt`,
        columns: ['Đợt', 'Năm', 'Đơn vị', 'Tình trạng'],
        none: 'Chưa có đợt nào.',
        rows: drafts.map(({ campaign, plan }, i) => {
          const record = records.get(campaign);
          return {
            href: boardPath(campaign),
            cells: [
              `${plan.title}${plan.clock === 'stepped' ? ' · tập huấn' : ''}`,
              String(plan.year),
              String(seen[i]!.units.length),
              record ? roundWords(plan.kind, record.state) : 'đang soạn kế hoạch, chưa trình',
            ],
          };
        }),
      },
    ],
  };
}

/** One unit in one round: what is open, its items, papers and letters. */
export async function unitLists(deps: Deps, req: Request, round: ReadRound, id: string): Promise<ListsView> {
  const { store } = deps;
  const { plan, day } = round;
  const [unit, progress, loose, items, papers, letters] = await Promise.all([
    store.units.get(id),
    store.progress.unitsNamed(plan.campaign, [id], day),
    store.progress.waitingOfUnits(plan.campaign, [id], day),
    itemRows(deps, req, round, { unit: id }),
    papersOf(deps, round, id),
    store.letters.list({ campaign: plan.campaign, unit: id, limit: 20 }),
  ]);
  const seen = progress.get(id);
  if (!unit || (!seen && items.length === 0 && !loose.has(id))) throw new Refusal('not-found');
  const team = plan.teams.find((one) => one.id === seen?.team)?.name;
  return {
    ...(await frameOf(deps, round, unit.name)),
    lead: `${seen?.words ?? 'chỉ nhận văn bản chỉ đạo'}${seen?.again === undefined ? '' : ` · kiểm tra lại: ${seen.again}`}${team === undefined ? '' : ` · ${team}`} · tính đến ${vnDay(day)}`,
    lists: [
      waitingList(seen?.waiting ?? loose.get(id) ?? []),
      await itemsPart(deps, round, items, 'Nội dung khắc phục'),
      papers,
      await lettersPart(deps, round, letters, {
        href: `${boardPath(plan.campaign)}/thu?don-vi=${at(id)}`,
        name: 'Mọi lá thư của đơn vị',
      }),
    ],
  };
}

const waitingList = (waiting: Waiting[]): ListPart => ({
  title: 'Đang chờ',
  columns: ['Việc', 'Ở tay ai', 'Hạn', ''],
  none: 'Không chờ ai.',
  rows: waiting.map(({ what, who, words, overdue, due, followUpOn }) => ({
    late: overdue,
    cells: [what, who, dueCell({ ...(due ? { due } : {}), ...(followUpOn ? { followUpOn } : {}) }), words],
  })),
});

const itemsQuery = z.object({
  'don-vi': z.string().max(100).optional().catch(undefined),
  'tinh-trang': z.enum(itemStates).optional().catch(undefined),
  tre: z.literal('co').optional().catch(undefined),
  sau: z.string().max(300).optional().catch(undefined),
});

async function itemRows(
  deps: Deps,
  req: Request,
  { plan }: ReadRound,
  {
    unit,
    limit = most,
    ...more
  }: { unit?: string | undefined; limit?: number } & Partial<Parameters<Deps['store']['unitWork']['items']>[0]>,
): Promise<ItemRow[]> {
  return deps.store.unitWork.items({
    campaign: plan.campaign,
    ...(unit === undefined ? {} : { units: [unit] }),
    scopes: scopesFor(assertSignedIn(req).standings, 'read-item'),
    today: today(deps),
    limit,
    ...more,
  });
}

/** Items by the words of their requirements and the number of their papers; `nameOf` where units differ. */
async function itemsPart(
  deps: Deps,
  { plan }: ReadRound,
  rows: ItemRow[],
  title: string,
  nameOf?: (unit: string) => string,
): Promise<ListPart> {
  const papers = [...new Set(rows.map(({ paper }) => paper))];
  const [named, asking] = await Promise.all([
    namedPapers(deps.store, papers),
    Promise.all(papers.map(async (paper) => [paper, await askingOf(deps.store, paper)] as const)),
  ]);
  const askedBy = new Map(asking);
  const words = ({ paper, n, requirement }: ItemRow): string => {
    const text = askedBy.get(paper)?.requirements.find(({ id }) => id === requirement)?.text;
    return text === undefined ? `Nội dung ${n}` : `${n}. ${shortened(text)}`;
  };
  return {
    title,
    columns: ['Nội dung', ...(nameOf ? ['Đơn vị'] : []), 'Văn bản', 'Tình trạng', 'Hạn', 'Ở tay ai'],
    none: 'Không có nội dung nào.',
    rows: rows.map((row) => ({
      href: `${boardPath(plan.campaign)}/noi-dung/${at(itemId(row.remediation, row.n))}`,
      late: row.late,
      cells: [
        words(row),
        ...(nameOf ? [nameOf(row.unit)] : []),
        named.get(row.paper)?.name ?? '–',
        itemWords[row.state],
        row.state === 'closed' ? '–' : dueCell(row, row.late ? 'quá hạn' : undefined),
        row.waiting.length === 0 ? '–' : row.waiting.map((role) => roleWords[role]).join(', '),
      ],
    })),
  };
}

/** Enough to know an item by, cut between words. */
const shortened = (text: string, most = 120): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, '')}…`;

export async function itemsList(deps: Deps, req: Request, round: ReadRound): Promise<ListsView> {
  const query = parse(itemsQuery, req.query);
  const [, remediation, n] = /^(.+):(\d{1,4})$/.exec(query.sau ?? '') ?? [];
  const rows = await itemRows(deps, req, round, {
    unit: query['don-vi'],
    state: query['tinh-trang'],
    ...(query.tre ? { late: true } : {}),
    limit: pageSize + 1,
    ...(remediation === undefined ? {} : { after: { remediation: `remediation:${remediation}`, n: Number(n) } }),
  });
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const path = `${boardPath(round.plan.campaign)}/noi-dung`;
  const kept = Object.entries(query).filter(([name, value]) => name !== 'sau' && value !== undefined) as [
    string,
    string,
  ][];
  const nameOf = await unitNames(
    deps.store,
    shown.map(({ unit }) => unit),
  );
  const part = await itemsPart(deps, round, shown, query.tre ? 'Quá hạn' : 'Nội dung khắc phục', nameOf);
  return {
    ...(await frameOf(deps, round, `Nội dung khắc phục: ${round.plan.title}`)),
    facts: [
      { name: 'Chỉ xem', text: 'việc quá hạn', href: `${path}?tre=co` },
      { name: '', text: 'chờ thẩm tra', href: `${path}?tinh-trang=reported` },
      { name: '', text: 'tất cả', href: path },
    ].filter(({ name }, i) => name !== '' || i > 0),
    lists: [
      {
        ...part,
        ...(rows.length > pageSize && last
          ? {
              more: {
                href: `${path}?${new URLSearchParams([...kept, ['sau', itemId(last.remediation, last.n)]]).toString()}`,
                name: 'Trang sau →',
              },
            }
          : {}),
      },
    ],
  };
}

/** One item: what is asked, why this day, what was reported and answered, and every letter about it. */
export async function itemLists(deps: Deps, req: Request, round: ReadRound, id: string): Promise<ListsView> {
  const found = await itemFor(deps, req, id, 'read-item');
  const { campaign } = round.plan;
  if (found.remediation.place.campaign !== campaign) throw new Refusal('not-found');
  const owed = owedFor(found);
  const duties = found.remediation.duties.filter(({ about }) => about === found.item.n);
  const [item, paper, letters] = await Promise.all([
    itemView(deps, found, false),
    namedPaper(deps.store, found.remediation.paper),
    deps.store.letters.list({ matter: found.remediation.id, limit: 50 }),
  ]);
  return {
    ...(await frameOf(deps, round, item.requirement.text || `Nội dung ${item.n}`, {
      href: `${boardPath(campaign)}/don-vi/${at(item.unit.id)}`,
      name: item.unit.name,
    })),
    lead: `${item.unit.name} · ${item.words}`,
    facts: [
      {
        name: 'Theo',
        text: `Nội dung số ${item.n}, ${paper.full}`,
        href: `${boardPath(campaign)}/van-ban/${at(found.remediation.paper.replace(/^paper:/, ''))}`,
      },
      ...(owed?.due ? [{ name: 'Hạn theo văn bản', text: vnDay(owed.due.day) }] : []),
      ...(owed && !owed.due && owed.followUpOn ? [{ name: 'Mốc theo dõi của Sở', text: vnDay(owed.followUpOn) }] : []),
      ...(item.why === undefined ? [] : [{ name: 'Vì sao hạn là ngày này?', text: item.why }]),
      ...(item.requirement.proof === undefined ? [] : [{ name: 'Tài liệu cần nộp', text: item.requirement.proof }]),
    ],
    lists: [
      {
        title: 'Báo cáo và kết quả thẩm tra',
        columns: ['Nhận lúc', 'Nội dung', 'Tài liệu', 'Thẩm tra'],
        none: 'Đơn vị chưa báo cáo.',
        rows: item.reports.map(({ at: received, receipt, text, evidence, verdict, remarks }) => ({
          cells: [
            `${moment(received)} · ${receipt}`,
            text,
            evidence.map(({ name }) => name).join(', ') || '–',
            verdict === undefined ? 'chưa' : `${verdictWords[verdict]}${remarks ? `: ${remarks}` : ''}`,
          ],
        })),
      },
      {
        title: 'Hạn và thời gian',
        columns: ['Việc', 'Hạn', 'Dời hạn', 'Đã nhắc'],
        none: 'Chưa có việc nào.',
        rows: duties.map((duty) => ({
          cells: [
            `${dutyWords[duty.kind]}${duty.ended ? ` (xong ${vnDay(duty.ended.on)})` : ''}`,
            dueCell({
              ...(duty.due ? { due: duty.due.day } : {}),
              ...(duty.followUpOn ? { followUpOn: duty.followUpOn } : {}),
            }),
            duty.moves.map(({ from, to }) => `${vnDay(from)} → ${vnDay(to)}`).join(', ') || '–',
            duty.told
              .filter(({ skipped }) => !skipped)
              .map(({ rung, on }) => `${rungWords(rung)} ${vnDay(on)}`)
              .join(', ') || '–',
          ],
        })),
      },
      await lettersPart(deps, round, letters),
    ],
  };
}

const moment = (instant: string): string =>
  `${vnTime(instant as LetterRow['frozenAt'])}, ${vnDay(dayAt(instant as LetterRow['frozenAt']))}`;
