import type { Request } from 'express';
import { z } from 'zod';
import { dayAt, vnDay, vnTime } from '../domain/day.ts';
import { itemStates, itemWords } from '../domain/remediation.ts';
import { Refusal } from '../domain/refusal.ts';
import { scopesFor } from '../domain/rights.ts';
import type { LetterRow } from '../store/records/letters.ts';
import { paperWords } from '../domain/paper.ts';
import type { Paper } from '../domain/paper.ts';
import { dutyWords, roleWords, rungWords } from '../domain/why.ts';
import type { ItemRow } from '../store/queries/unit-work.ts';
import type { Waiting } from '../store/queries/progress.ts';
import { dueCell } from '../web/pages/board-lists.ts';
import type { ListPart, ListsView } from '../web/pages/board-lists.ts';
import type { ReadRound } from './board.ts';
import { boardPath, pageSize, roundWords } from './board-view.ts';
import { assertSignedIn } from './auth.ts';
import { today } from './deps.ts';
import type { Deps } from './deps.ts';
import { viewOf as itemView } from './item-views.ts';
import { itemFor, itemId, owedFor } from './item-record.ts';
import { namedPaper } from './issued.ts';
import { officeLine } from './page-frame.ts';
import { parse } from './problem.ts';
import { namesOf, unitNames } from './rounds.ts';
import { seenUnits } from './seen-plan.ts';

const most = 200;
const at = encodeURIComponent;

/** What all pages of one round begin with. */
async function frameOf(
  deps: Deps,
  { plan }: ReadRound,
  title: string,
  back = { href: boardPath(plan.campaign), name: 'Bảng theo dõi' },
) {
  return { office: await officeLine(deps), training: plan.clock === 'stepped', title, back };
}

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
      itemsPart(round, items, () => unit.name, 'Nội dung khắc phục'),
      papers,
      await lettersPart(deps, round, letters, `${boardPath(plan.campaign)}/thu?don-vi=${at(id)}`),
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

const itemsPart = (
  { plan }: ReadRound,
  rows: ItemRow[],
  nameOf: (unit: string) => string,
  title: string,
): ListPart => ({
  title,
  columns: ['Đơn vị, nội dung', 'Tình trạng', 'Hạn', 'Ở tay ai'],
  none: 'Không có nội dung nào.',
  rows: rows.map(({ remediation, unit, n, state, due, followUpOn, late, waiting }) => ({
    href: `${boardPath(plan.campaign)}/noi-dung/${at(itemId(remediation, n))}`,
    late,
    cells: [
      `${nameOf(unit)}, nội dung ${n} (${paperShort(remediation)})`,
      itemWords[state],
      state === 'closed'
        ? '–'
        : dueCell({ ...(due ? { due } : {}), ...(followUpOn ? { followUpOn } : {}) }, late ? 'quá hạn' : undefined),
      waiting.length === 0 ? '–' : waiting.map((role) => roleWords[role]).join(', '),
    ],
  })),
});

const paperShort = (remediation: string): string =>
  remediation.includes(':directive:')
    ? 'công văn chỉ đạo'
    : remediation.includes(':conclusion:')
      ? 'kết luận'
      : 'thông báo kết quả';

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
  const nameOf = await unitNames(
    deps.store,
    shown.map(({ unit }) => unit),
  );
  const last = shown.at(-1);
  const path = `${boardPath(round.plan.campaign)}/noi-dung`;
  const kept = Object.entries(query).filter(([name, value]) => name !== 'sau' && value !== undefined) as [
    string,
    string,
  ][];
  const part = itemsPart(round, shown, nameOf, query.tre ? 'Quá hạn' : 'Nội dung khắc phục');
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
            verdict === undefined ? 'chưa' : `${verdictWords[verdict] ?? verdict}${remarks ? `: ${remarks}` : ''}`,
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

const verdictWords: Record<string, string> = { met: 'đạt', 'not-met': 'chưa đạt', partly: 'đạt một phần' };
const moment = (instant: string): string =>
  `${vnTime(instant as LetterRow['frozenAt'])}, ${vnDay(dayAt(instant as LetterRow['frozenAt']))}`;

/** The papers of the round; with `unit`, those that serve it. */
async function papersOf(deps: Deps, { plan }: ReadRound, unit?: string): Promise<ListPart> {
  const { store } = deps;
  const drafts = await store.drafts.list({ campaign: plan.campaign, limit: most });
  const records = await store.progress.papers(drafts.map(({ paper }) => paper));
  const nameOf = await Promise.all(drafts.map(({ paper }) => namedPaper(store, paper)));
  const rows = drafts.map(({ paper, draft }, i) => ({
    paper,
    draft,
    name: nameOf[i]!,
    record: records.get(paper)?.record,
  }));
  const ofUnit = rows.filter(
    ({ draft, record }) =>
      unit === undefined ||
      draft.serves.includes(unit) ||
      (draft.kind === 'directive' && (draft.named.includes(unit) || record !== undefined)),
  );
  return {
    title: 'Văn bản',
    columns: ['Văn bản', 'Tình trạng', 'Phát hành'],
    none: 'Chưa có văn bản nào.',
    rows: ofUnit.map(({ paper, name, record }) => ({
      href: `${boardPath(plan.campaign)}/van-ban/${at(paper.replace(/^paper:/, ''))}`,
      cells: [
        name.name,
        record ? paperWords[record.state] : paperWords.drafted,
        record?.issued ? vnDay(record.issued.on) : '–',
      ],
    })),
  };
}

export async function papersList(deps: Deps, round: ReadRound): Promise<ListsView> {
  return { ...(await frameOf(deps, round, `Văn bản: ${round.plan.title}`)), lists: [await papersOf(deps, round)] };
}

/** One paper: its steps, its file, whom it serves and the letters that brought it. */
export async function paperLists(deps: Deps, round: ReadRound, id: string): Promise<ListsView> {
  const { store } = deps;
  const { campaign } = round.plan;
  const paper = `paper:${id}`;
  const [drafted, record] = await Promise.all([store.drafts.get(paper), store.matters.get<Paper>(paper)]);
  if ((drafted?.campaign ?? record?.place.campaign) !== campaign) throw new Refusal('not-found');
  const [name, letters] = await Promise.all([
    namedPaper(store, paper),
    store.letters.list({ campaign, matter: paper, limit: 50 }),
  ]);
  const frozen = record?.content.snapshot
    ? await store.snapshots.get<{ draft: { serves: string[] } }>(record.content.snapshot)
    : undefined;
  const serves = frozen?.body.draft.serves ?? drafted?.draft.serves ?? [];
  const nameOf = await unitNames(store, serves);
  return {
    ...(await frameOf(deps, round, name.full, { href: `${boardPath(campaign)}/van-ban`, name: 'Văn bản của đợt' })),
    lead: record ? paperWords[record.state] : paperWords.drafted,
    facts: [
      ...(record?.issued ? [{ name: 'Tệp', text: `${name.name} (PDF)`, href: `/api/papers/${id}/file` }] : []),
      ...(record?.appraised ? [{ name: 'Thẩm định', text: vnDay(record.appraised.on) }] : []),
      ...(record?.signed ? [{ name: 'Ký', text: vnDay(record.signed.on) }] : []),
      ...(record?.issued ? [{ name: 'Phát hành', text: vnDay(record.issued.on) }] : []),
    ],
    lists: [
      {
        title: `Gửi ${serves.length} đơn vị`,
        columns: ['Đơn vị'],
        none: 'Chưa chốt đơn vị nhận.',
        rows: serves
          .slice(0, most)
          .map((unit) => ({ href: `${boardPath(campaign)}/don-vi/${at(unit)}`, cells: [nameOf(unit)] })),
      },
      await lettersPart(deps, round, letters),
    ],
  };
}

const lettersQuery = z.object({
  'don-vi': z.string().max(100).optional().catch(undefined),
  sau: z.string().max(300).optional().catch(undefined),
});

export async function lettersList(deps: Deps, req: Request, round: ReadRound): Promise<ListsView> {
  const { 'don-vi': unit, sau } = parse(lettersQuery, req.query);
  const { campaign } = round.plan;
  const rows = await deps.store.letters.list({
    campaign,
    ...(unit === undefined ? {} : { unit }),
    limit: pageSize + 1,
    after: sau,
  });
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const path = `${boardPath(campaign)}/thu`;
  const part = await lettersPart(deps, round, shown);
  const next = new URLSearchParams([
    ...(unit === undefined ? [] : [['don-vi', unit] as [string, string]]),
    ['sau', last?._id ?? ''],
  ]);
  return {
    ...(await frameOf(deps, round, `Thư: ${round.plan.title}`)),
    lists: [
      {
        ...part,
        ...(rows.length > pageSize ? { more: { href: `${path}?${next.toString()}`, name: 'Trang sau →' } } : {}),
      },
    ],
  };
}

async function lettersPart(
  deps: Deps,
  { plan }: ReadRound,
  letters: Omit<LetterRow, 'text' | 'html'>[],
  all?: string,
): Promise<ListPart> {
  const names = await namesOf(
    deps.store,
    letters.map(({ recipient }) => recipient),
  );
  return {
    title: 'Thư',
    columns: ['Thư', 'Người nhận', 'Ngày', 'Máy chủ thư'],
    none: 'Chưa có thư nào.',
    rows: letters.map(({ _id, subject, recipient, composedOn, phase }) => ({
      href: `${boardPath(plan.campaign)}/thu/${at(_id)}`,
      cells: [
        subject,
        names[recipient] ?? 'một người',
        vnDay(composedOn),
        phase === 'accepted' ? 'đã nhận' : 'chưa nhận',
      ],
    })),
    ...(all === undefined ? {} : { more: { href: all, name: 'Mọi lá thư của đơn vị' } }),
  };
}

/** One letter as it left; the recipient's own links never stand in what is kept. */
export async function letterText(deps: Deps, round: ReadRound, id: string): Promise<ListsView> {
  const { campaign } = round.plan;
  const letter = await deps.store.letters.get(id);
  if (!letter?.campaigns.includes(campaign)) throw new Refusal('not-found');
  const names = await namesOf(deps.store, [letter.recipient]);
  return {
    ...(await frameOf(deps, round, letter.subject, { href: `${boardPath(campaign)}/thu`, name: 'Thư của đợt' })),
    lead: `Gửi ${names[letter.recipient] ?? 'một người'} · ${vnDay(letter.composedOn)}`,
    text: letter.text,
    lists: [],
  };
}
