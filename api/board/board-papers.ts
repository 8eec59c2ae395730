import type { Request } from 'express';
import { z } from 'zod';
import { dayAt, vnDay, vnTime } from '../../domain/day.ts';
import { paperWords } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { LetterRow } from '../../store/records/letters.ts';
import type { ListPart, ListsView } from '../../web/pages/board-lists.ts';
import type { ReadRound } from './board.ts';
import { boardPath, pageSize } from './board-view.ts';
import type { Deps } from '../deps.ts';
import { namedPaper } from '../papers/issued.ts';
import { officeLine } from '../pages/page-frame.ts';
import { parse } from '../problem.ts';
import { namesOf, unitNames } from '../campaigns/rounds.ts';

export const most = 200;
const at = encodeURIComponent;

/** What all pages of one round begin with. */
export async function frameOf(
  deps: Deps,
  { plan }: ReadRound,
  title: string,
  back = { href: boardPath(plan.campaign), name: 'Bảng theo dõi' },
) {
  return { office: await officeLine(deps), training: plan.clock === 'stepped', title, back };
}

/** The papers of the round; with `unit`, those that serve it. */
export async function papersOf(deps: Deps, { plan }: ReadRound, unit?: string): Promise<ListPart> {
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
    store.letters.list({ campaign, about: paper, limit: lettersShown + 1 }),
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
      ...(name.inFull ? [{ name: 'Số và ký hiệu', text: name.inFull }] : []),
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
      await lettersPart(
        deps,
        round,
        letters.slice(0, lettersShown),
        letters.length > lettersShown
          ? { href: `${boardPath(campaign)}/thu?van-ban=${at(id)}`, name: 'Mọi lá thư về văn bản này' }
          : undefined,
      ),
    ],
  };
}

const lettersShown = 50;

const lettersQuery = z.object({
  'van-ban': z.string().max(200).optional().catch(undefined),
  'don-vi': z.string().max(100).optional().catch(undefined),
  sau: z.string().max(300).optional().catch(undefined),
});

export async function lettersList(deps: Deps, req: Request, round: ReadRound): Promise<ListsView> {
  const { 'van-ban': paper, 'don-vi': unit, sau } = parse(lettersQuery, req.query);
  const { campaign } = round.plan;
  const rows = await deps.store.letters.list({
    campaign,
    ...(unit === undefined ? {} : { unit }),
    ...(paper === undefined ? {} : { about: `paper:${paper}` }),
    limit: pageSize + 1,
    after: sau,
  });
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const path = `${boardPath(campaign)}/thu`;
  const part = await lettersPart(deps, round, shown);
  const next = new URLSearchParams([
    ...(unit === undefined ? [] : [['don-vi', unit] as [string, string]]),
    ...(paper === undefined ? [] : [['van-ban', paper] as [string, string]]),
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

export async function lettersPart(
  deps: Deps,
  { plan }: ReadRound,
  letters: Omit<LetterRow, 'text' | 'html'>[],
  more?: ListPart['more'],
): Promise<ListPart> {
  const names = await namesOf(
    deps.store,
    letters.map(({ recipient }) => recipient),
  );
  return {
    title: 'Thư',
    columns: ['Thư', 'Người nhận', 'Ngày', 'Máy chủ thư'],
    none: 'Chưa có thư nào.',
    rows: letters.map(({ _id, subject, recipient, phase, ...letter }) => ({
      href: `${boardPath(plan.campaign)}/thu/${at(_id)}`,
      cells: [
        subject,
        names[recipient] ?? 'một người',
        dayOfLetter(letter),
        phase === 'accepted' ? 'đã nhận' : 'chưa nhận',
      ],
    })),
    ...(more === undefined ? {} : { more }),
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
    lead: `Gửi ${names[letter.recipient] ?? 'một người'} · ${dayOfLetter(letter)}`,
    text: letter.text,
    lists: [],
  };
}

/** The day a letter says it was written on; of a training round, whose day is stepped, also when it really left. */
const dayOfLetter = ({
  stepped,
  composedOn,
  frozenAt,
  acceptedAt = frozenAt,
}: Pick<LetterRow, 'stepped' | 'composedOn' | 'frozenAt' | 'acceptedAt'>): string =>
  stepped
    ? `${vnDay(composedOn)} (đợt tập huấn; gửi thật lúc ${vnTime(acceptedAt)} ${vnDay(dayAt(acceptedAt))})`
    : vnDay(composedOn);
