import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { asksUnits } from '../../domain/draft.ts';
import type {
  AskingDraft,
  ConclusionDraft,
  FrozenPaper,
  NoticeDraft,
  PaperDraft,
  PaperEntry,
} from '../../domain/draft.ts';
import type { Matter, MatterId } from '../../domain/matter.ts';
import { paperKinds } from '../../domain/paper.ts';
import type { Paper, PaperKind } from '../../domain/paper.ts';
import { symbolInFull } from '../../domain/paper-symbol.ts';
import type { Store } from '../../store/index.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';

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
  /** Of a paper issued in another system: its number and symbol, and how the paper writes them. */
  inFull?: string;
  /** SHA-256 of the issued file. */
  file?: string;
}

type Issues = Pick<Store, 'registers' | 'matters' | 'snapshots'>;

export async function namedPaper(store: Issues, id: MatterId): Promise<NamedPaper> {
  const kind = paperKinds.find((each) => id.includes(`:${each}:`)) ?? 'conclusion';
  const issue = await issueOf(store, id);
  if (!issue) return { id, name: kindWords[kind], full: kindWords[kind] };
  const { number, day, inFull, file } = issue;
  const name = `${kindWords[kind]} số ${number}`;
  return {
    id,
    name,
    on: day,
    full: `${name} ngày ${vnDay(day)}`,
    ...(inFull ? { inFull } : {}),
    ...(file === undefined ? {} : { file }),
  };
}

/** The number, day and file a paper was issued under: in our register, or as it was entered from another system. */
async function issueOf(
  { registers, matters, snapshots }: Issues,
  id: MatterId,
): Promise<{ number: string; day: Day; inFull?: string; file?: string } | undefined> {
  const row = await registers.ofPaper(id);
  if (row) {
    const number = `${String(row.number).padStart(2, '0')}/${row.symbol}`;
    return { number, day: row.day, ...(row.file === undefined ? {} : { file: row.file }) };
  }
  const elsewhere = (await matters.get<Paper>(id))?.elsewhere;
  const entry = elsewhere && (await snapshots.get<PaperEntry>(elsewhere.entry))?.body;
  return entry && { number: entry.normalised, day: entry.on, inFull: symbolInFull(entry), file: entry.file };
}

/** Each of these papers, named. */
export async function namedPapers(store: Issues, ids: readonly MatterId[]): Promise<Map<MatterId, NamedPaper>> {
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

/** What an issued paper that asks units says: a conclusion, a result notice or a directive. */
export async function askingOf(
  store: Pick<Store, 'matters' | 'snapshots'>,
  id: MatterId,
): Promise<AskingDraft | undefined> {
  const draft = (await frozenOf(store, id))?.draft;
  return draft && asksUnits(draft) ? draft : undefined;
}

/** A paper as it was submitted last. */
async function frozenOf(
  { matters, snapshots }: Pick<Store, 'matters' | 'snapshots'>,
  id: MatterId,
): Promise<FrozenPaper | undefined> {
  const paper = await matters.get<Paper>(id);
  return paper && (await snapshots.get<FrozenPaper>(paper.content.snapshot))?.body;
}

async function draftOf<K extends PaperKind>(
  store: Pick<Store, 'matters' | 'snapshots'>,
  id: MatterId,
  kind: K,
): Promise<Extract<PaperDraft, { kind: K }> | undefined> {
  const draft = (await frozenOf(store, id))?.draft;
  return draft?.kind === kind ? (draft as Extract<PaperDraft, { kind: K }>) : undefined;
}

/** The day it is for a matter: a round with a stepped clock has its own. */
export async function dayOf(
  deps: Pick<Deps, 'store' | 'now'>,
  { clock, place }: Pick<Matter, 'clock' | 'place'>,
): Promise<Day> {
  if (clock.kind === 'real') return today(deps);
  return (await deps.store.clocks.get(place.campaign ?? ''))?.now ?? clock.now;
}
