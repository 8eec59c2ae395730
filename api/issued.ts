import { vnDay } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import type { ConclusionDraft, FrozenPaper, NoticeDraft, PaperDraft } from '../domain/draft.ts';
import type { Matter, MatterId } from '../domain/matter.ts';
import { paperKinds } from '../domain/paper.ts';
import type { Paper, PaperKind } from '../domain/paper.ts';
import type { Store } from '../store/index.ts';
import { today } from './deps.ts';
import type { Deps } from './deps.ts';

const kindWords: Record<PaperKind, string> = {
  notice: 'Thông báo kiểm tra',
  conclusion: 'Thông báo kết luận kiểm tra',
  'result-notice': 'Thông báo kết quả kiểm tra',
  directive: 'Công văn',
  report: 'Báo cáo',
};

/** A paper as sentences name it. */
export interface NamedPaper {
  id: MatterId;
  /** `Thông báo kết luận kiểm tra số 05/TB-SNV`; without a number while it has none. */
  name: string;
  on?: Day;
  /** With its day: `… số 05/TB-SNV ngày 23/02/2026`. */
  full: string;
  /** SHA-256 of the issued file. */
  file?: string;
}

export async function namedPaper({ registers }: Pick<Store, 'registers'>, id: MatterId): Promise<NamedPaper> {
  const kind = paperKinds.find((each) => id.includes(`:${each}:`)) ?? 'conclusion';
  const row = await registers.ofPaper(id);
  if (!row) return { id, name: kindWords[kind], full: kindWords[kind] };
  const name = `${kindWords[kind]} số ${String(row.number).padStart(2, '0')}/${row.symbol}`;
  return {
    id,
    name,
    on: row.day,
    full: `${name} ngày ${vnDay(row.day)}`,
    ...(row.file === undefined ? {} : { file: row.file }),
  };
}

/** Each of these papers, named. */
export async function namedPapers(
  store: Pick<Store, 'registers'>,
  ids: readonly MatterId[],
): Promise<Map<MatterId, NamedPaper>> {
  const named = await Promise.all([...new Set(ids)].map((id) => namedPaper(store, id)));
  return new Map(named.map((paper) => [paper.id, paper]));
}

/** What an issued conclusion says, frozen with its submission. */
export const conclusionOf = (
  store: Pick<Store, 'matters' | 'snapshots'>,
  id: MatterId,
): Promise<ConclusionDraft | undefined> => draftOf(store, id, 'conclusion');

/** What an issued notice says. */
export const noticeOf = (store: Pick<Store, 'matters' | 'snapshots'>, id: MatterId): Promise<NoticeDraft | undefined> =>
  draftOf(store, id, 'notice');

async function draftOf<K extends PaperKind>(
  { matters, snapshots }: Pick<Store, 'matters' | 'snapshots'>,
  id: MatterId,
  kind: K,
): Promise<Extract<PaperDraft, { kind: K }> | undefined> {
  const paper = await matters.get<Paper>(id);
  const frozen = paper && (await snapshots.get<FrozenPaper>(paper.content.snapshot));
  return frozen?.body.draft.kind === kind ? (frozen.body.draft as Extract<PaperDraft, { kind: K }>) : undefined;
}

/** The day it is for a matter: a round with a stepped clock has its own. */
export async function dayOf(
  deps: Pick<Deps, 'store' | 'now'>,
  { clock, place }: Pick<Matter, 'clock' | 'place'>,
): Promise<Day> {
  if (clock.kind === 'real') return today(deps);
  return (await deps.store.clocks.get(place.campaign ?? ''))?.now ?? clock.now;
}
