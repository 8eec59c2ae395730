import { trusted } from 'mongoose';
import { auditHash } from './audit.ts';
import type { AuditEntry, createAudit } from './audit.ts';
import type { AskRow, createAsks } from './asks.ts';
import { contentChain } from './chain-ends.ts';
import type { ChainEnd, createChainEnds } from './chain-ends.ts';
import type { createMatters } from './matters.ts';

/**
 * What is wrong with an entry: it is not there; it is not what was written; it does not follow from the one before it;
 * it stands before an older one; nobody asked for it; or its matter's record knows nothing of it.
 */
export const breakReasons = ['missing', 'changed', 'unlinked', 'out-of-order', 'unasked', 'unrecorded'] as const;

/** One entry of a matter's chain that is not as it was written, or not there. */
export interface BrokenLink {
  matter: string;
  seq: number;
  /** The version of the record it brought about; of a lost one nothing else tells of, the least it can have been. */
  version: number;
  reason: (typeof breakReasons)[number];
}

/** What a record knows of its chain. */
export interface RecordSeen {
  version: number;
  /** The latest keys the matter was asked under. */
  heard: readonly string[];
}

/** Everything that tells of one matter's chain. */
export interface ChainSeen {
  matter: string;
  entries: readonly AuditEntry[];
  asks: readonly AskRow[];
  end?: ChainEnd | undefined;
  record?: RecordSeen | undefined;
}

/** Every entry that is wrong or lost, in order. A chain is compared with its own end, the asks answered, and the record. */
export function breaksOf(chain: ChainSeen): BrokenLink[] {
  const found = new Map<number, BrokenLink>();
  for (const link of [...wrong(chain), ...lost(chain)]) if (!found.has(link.seq)) found.set(link.seq, link);
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

function* wrong({ matter, entries, asks, end, record }: ChainSeen): Generator<BrokenLink> {
  const asked = new Map(asks.map((ask) => [ask._id, ask]));
  const seen = new Set<string>();
  let before: AuditEntry | undefined;
  for (const entry of entries) {
    const { seq, act } = entry;
    const ask = asked.get(act.key);
    const isFirst = !seen.has(act.key);
    seen.add(act.key);
    const follows = seq !== (before?.seq ?? 0) + 1 || entry.previous === (before?.hash ?? '');
    const isAsAsked = !ask || !isFirst || isOf(entry, ask);
    const isLast = seq === end?.seq;
    const reason =
      auditHash(entry) !== entry.hash || !isAsAsked || (isLast && entry.hash !== end.hash)
        ? 'changed'
        : !follows
          ? 'unlinked'
          : before && before.act.version >= act.version
            ? 'out-of-order'
            : !ask
              ? 'unasked'
              : (record?.version ?? -1) < act.version || seq > (end?.seq ?? 0)
                ? 'unrecorded'
                : undefined;
    if (reason) yield { matter, seq, version: act.version, reason };
    before = entry;
  }
}

const isOf = ({ act }: AuditEntry, { message, hash, version }: AskRow): boolean =>
  act.message === message && act.hash === hash && act.version === version;

/** Entries that are gone: numbers left out, what was asked without an entry, what the record heard of. */
function* lost({ matter, entries, asks, end, record }: ChainSeen): Generator<BrokenLink> {
  const keys = new Set(entries.map(({ act }) => act.key));
  const unwritten = asks.filter(({ _id }) => !keys.has(_id)).map(({ version }) => version);
  const known = new Set([...keys, ...asks.map(({ _id }) => _id)]);
  const unknown = (record?.heard ?? []).filter((key) => !known.has(key)).map(() => record!.version);
  const versions = [...unwritten, ...unknown].sort((a, b) => a - b);
  const last = Math.max(entries.at(-1)?.seq ?? 0, end?.seq ?? 0);
  const present = new Map(entries.map(({ seq, act }) => [seq, act.version]));
  let least = 0;
  // an end far off is itself forged: no more are named than anything tells of, and one
  const most = entries.length + versions.length + 1;
  for (let seq = 1, named = 0; (seq <= last || versions.length > 0) && named <= most; seq += 1) {
    const version = present.get(seq);
    if (version !== undefined) {
      least = version;
      continue;
    }
    named += 1;
    least = versions.shift() ?? least + 1;
    yield { matter, seq, version: least, reason: 'missing' };
  }
}

const atOnce = 200;
/** A chain that grew while it was looked at is looked at again. */
const looks = 3;

function grouped<Row extends { matter: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.matter, [...(groups.get(row.matter) ?? []), row]);
  return groups;
}

/** Tells whether the chains of acts are whole. */
export function createAuditVerdict({
  audit,
  asks,
  ends,
  matters,
}: {
  audit: ReturnType<typeof createAudit>;
  asks: ReturnType<typeof createAsks>;
  ends: ReturnType<typeof createChainEnds>;
  matters: ReturnType<typeof createMatters>;
}) {
  async function chainsOf(ids: readonly string[]): Promise<ChainSeen[]> {
    const [entries, asked, endsOf, records] = await Promise.all([
      audit.ofMany(ids),
      asks.ofMany(ids),
      ends.getMany(ids),
      matters.model
        .find({ _id: trusted({ $in: ids }) }, { version: 1, 'state.heard': 1 })
        .lean<{ _id: string; version: number; state: { heard?: string[] } }[]>(),
    ]);
    const entriesOf = grouped(entries);
    const asksOf = grouped(asked);
    const recordOf = new Map(records.map(({ _id, version, state }) => [_id, { version, heard: state.heard ?? [] }]));
    return ids.map((matter) => ({
      matter,
      entries: entriesOf.get(matter) ?? [],
      asks: asksOf.get(matter) ?? [],
      end: endsOf.get(matter),
      record: recordOf.get(matter),
    }));
  }

  /** Everything wrong with the chains of these matters, by matter and number. */
  async function breaks(ids: readonly string[]): Promise<BrokenLink[]> {
    let broken: BrokenLink[] = [];
    let doubtful = ids;
    for (let look = 0; look < looks && doubtful.length > 0; look += 1) {
      broken = [];
      for (let from = 0; from < doubtful.length; from += atOnce)
        broken.push(...(await chainsOf(doubtful.slice(from, from + atOnce))).flatMap(breaksOf));
      doubtful = [...new Set(broken.map(({ matter }) => matter))];
    }
    return broken;
  }

  return {
    breaks,
    /** The first thing wrong with one matter's chain; undefined when it is whole. */
    async verify(matter: string): Promise<BrokenLink | undefined> {
      return (await breaks([matter]))[0];
    },
    /** Every matter anything tells of: a record, an entry, an ask or an end. */
    async chains(): Promise<string[]> {
      const known = await Promise.all([matters.model.distinct('_id'), audit.matters(), asks.matters(), ends.ids()]);
      return [...new Set(known.flat())].filter((id) => id !== contentChain).sort();
    },
  };
}
