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
import { paperKinds, paperKindWords } from '../../domain/paper.ts';
import type { Paper, PaperKind } from '../../domain/paper.ts';
import { symbolInFull } from '../../domain/paper-symbol.ts';
import type { RegisterRow } from '../../domain/register.ts';
import type { Store } from '../../store/index.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';

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

/** The number, day and file a paper was issued under. */
interface Issue {
  number: string;
  day: Day;
  inFull?: string;
  file?: string;
}

export async function namedPaper(store: Issues, id: MatterId): Promise<NamedPaper> {
  return named(id, await issueOf(store, id));
}

function named(id: MatterId, issue: Issue | undefined): NamedPaper {
  const kind = paperKinds.find((each) => id.includes(`:${each}:`)) ?? 'conclusion';
  if (!issue) return { id, name: paperKindWords[kind], full: paperKindWords[kind] };
  const { number, day, inFull, file } = issue;
  const name = `${paperKindWords[kind]} số ${number}`;
  return {
    id,
    name,
    on: day,
    full: `${name} ngày ${vnDay(day)}`,
    ...(inFull ? { inFull } : {}),
    ...(file === undefined ? {} : { file }),
  };
}

/** As a paper was issued: in our register, or as it was entered from another system. */
async function issueOf({ registers, matters, snapshots }: Issues, id: MatterId): Promise<Issue | undefined> {
  const row = await registers.ofPaper(id);
  if (row) return registeredAs(row);
  const elsewhere = (await matters.get<Paper>(id))?.elsewhere;
  const entry = elsewhere && (await snapshots.get<PaperEntry>(elsewhere.entry))?.body;
  return entry && enteredAs(entry);
}

const registeredAs = ({ number, symbol, day, file }: RegisterRow & { file?: string }): Issue => ({
  number: `${String(number).padStart(2, '0')}/${symbol}`,
  day,
  ...(file === undefined ? {} : { file }),
});

const enteredAs = (entry: PaperEntry): Issue => ({
  number: entry.normalised,
  day: entry.on,
  inFull: symbolInFull(entry),
  file: entry.file,
});

/** Each of these papers, named; asked for together. */
export async function namedPapers(
  { registers, progress, snapshots }: Pick<Store, 'registers' | 'progress' | 'snapshots'>,
  ids: readonly MatterId[],
): Promise<Map<MatterId, NamedPaper>> {
  const all = [...new Set(ids)];
  const rows = await registers.ofPapers(all);
  const others = await progress.papers(all.filter((id) => !rows.has(id)));
  const entryOf = (id: MatterId) => others.get(id)?.record.elsewhere?.entry;
  const entries = await snapshots.getMany<PaperEntry>(all.flatMap((id) => entryOf(id) ?? []));
  return new Map(
    all.map((id) => {
      const row = rows.get(id);
      const entry = entries.get(entryOf(id) ?? '')?.body;
      return [id, named(id, row ? registeredAs(row) : entry && enteredAs(entry))];
    }),
  );
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
