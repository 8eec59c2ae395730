import type { Day } from '../../domain/day.ts';
import { holderOf } from '../../domain/matter.ts';
import type { MatterId } from '../../domain/matter.ts';
import { paperKindWords } from '../../domain/paper.ts';
import type { PaperKind } from '../../domain/paper.ts';
import { numberWith } from '../../domain/paper-symbol.ts';
import type { RegisterRow } from '../../domain/register.ts';
import { remediationId } from '../../domain/remediation.ts';
import type { ItemState, Remediation } from '../../domain/remediation.ts';
import type { CampaignId, PersonId, Scope, UnitId } from '../../domain/role.ts';
import { fitOf, lookOf, patternsOf, rankOf, searchLine } from '../../domain/search.ts';
import type { Look } from '../../domain/search.ts';
import type { Connection } from '../connection.ts';
import type { MatterRow } from '../records/matters.ts';
import { within } from './item-rows.ts';

export interface UnitHit {
  id: UnitId;
  name: string;
  aliases: string[];
  level: string;
  to?: Day;
  successors?: UnitId[];
}

export interface PersonHit {
  id: PersonId;
  name: string;
  post?: string;
  unit?: UnitId;
}

export interface PaperHit {
  paper: MatterId;
  campaign: CampaignId;
  kind: PaperKind;
  n: number;
  /** After `số`, where it has one. */
  number?: string;
  about: string;
  /** Of the units it serves, those that were asked for. */
  units: UnitId[];
}

export interface ItemHit {
  remediation: MatterId;
  n: number;
  /** Whose it is now. */
  unit: UnitId;
  paper: MatterId;
  state: ItemState;
  text: string;
}

/** More than anybody reads: among these the best are chosen. */
const mostPapers = 400;
/** Units meant by the words a paper does not have. */
const mostUnits = 30;
const mostRequirements = 12;

interface Lined {
  _id: MatterId;
  campaign: CampaignId;
  kind: PaperKind;
  n: number;
  about: string;
  search: string[];
  texts: { id: string; text: string }[];
}

/** A line of a draft with the words that are not in it. */
interface Fit {
  paper: Lined;
  rank: number;
  left: Look | undefined;
}

/** What people type in the one field that finds everything: lines are gone through in the database, ranked here. */
export function createSearch(db: Connection) {
  const rows = <Row extends { _id: string }>(name: string) => db.collection<Row>(name);
  const all = (field: string, look: Look) => ({
    $and: patternsOf(look).map((pattern) => ({ [field]: { $regex: pattern } })),
  });

  /** The best first; of equals those that still exist, then the shorter name. */
  async function units(look: Look, limit: number): Promise<UnitHit[]> {
    const found = await rows<{ _id: UnitId; search: string; to?: Day }>('units')
      .find(all('search', look), { projection: { search: 1, to: 1 } })
      .toArray();
    const best = ranked(found, look, ({ to }) => (to === undefined ? 0 : 5)).slice(0, limit);
    const full = new Map(
      (
        await rows<Omit<UnitHit, 'id'> & { _id: UnitId }>('units')
          .find({ _id: { $in: best } })
          .toArray()
      ).map((row) => [row._id, row]),
    );
    return best.flatMap((id) => {
      const row = full.get(id);
      if (!row) return [];
      const { name, aliases, level, to, successors } = row;
      return [{ id, name, aliases, level, ...(to ? { to } : {}), ...(successors ? { successors } : {}) }];
    });
  }

  /** The newest papers one of whose lines has one of the words, and those of a number that was typed. */
  async function candidates(look: Look, numbered: readonly MatterId[], issued: boolean): Promise<Lined[]> {
    const patterns = patternsOf(look);
    const any = patterns.join('|');
    return rows<Lined & { draft: unknown; savedAt: string }>('drafts')
      .aggregate<Lined>([
        {
          $match: {
            $or: [
              { search: { $regex: issued ? `^[^|]+\\|.*(?:${any})` : `^\\|.*(?:${any})` } },
              { _id: { $in: [...numbered] } },
            ],
          },
        },
        { $sort: { savedAt: -1, _id: 1 } },
        { $limit: mostPapers },
        {
          $project: {
            campaign: 1,
            kind: 1,
            n: 1,
            about: { $ifNull: ['$draft.subject', { $ifNull: ['$draft.title', ''] }] },
            search: issued ? 1 : { $slice: ['$search', 1] },
            texts: issued
              ? {
                  $map: {
                    input: { $ifNull: ['$draft.requirements', []] },
                    in: { id: '$$this.id', text: '$$this.text' },
                  },
                }
              : [],
          },
        },
      ])
      .toArray();
  }

  /** The units each set of words means that a paper does not have: asked once for each set. */
  function meaning() {
    const known = new Map<string, Promise<UnitId[]>>();
    return (left: Look): Promise<UnitId[]> => {
      const found = known.get(left.whole) ?? units(left, mostUnits).then((hits) => hits.map(({ id }) => id));
      known.set(left.whole, found);
      return found;
    };
  }

  /** The papers a typed number may mean, with the number of each. */
  async function withNumber(look: Look): Promise<Map<MatterId, string>> {
    const typed = look.words.flatMap(({ ways }) => ways.flat()).filter((part) => /^\d{1,6}$/.test(part));
    if (typed.length === 0) return new Map();
    const [own, entered] = await Promise.all([
      db
        .collection<RegisterRow>('registers')
        .find({ number: { $in: typed.map(Number) } }, { projection: { number: 1, symbol: 1, paper: 1 } })
        .toArray(),
      rows<{ _id: string; papers: { paper: MatterId }[] }>('enteredNumbers')
        .find({ _id: { $regex: `(?:^|/)\\d{4}/0*(?:${typed.map(Number).join('|')})/` } })
        .toArray(),
    ]);
    return new Map([
      ...entered.flatMap(({ _id, papers }) =>
        papers.map(({ paper }): [MatterId, string] => [paper, /\d{4}\/(.*)$/.exec(_id)![1]!]),
      ),
      ...own.map(({ paper, symbol, number }): [MatterId, string] => [paper, numberWith(symbol, number)]),
    ]);
  }

  /** The number each of these papers has. */
  async function numbersOf(papers: readonly MatterId[]): Promise<Map<MatterId, string>> {
    const [own, entered] = await Promise.all([
      db
        .collection<RegisterRow>('registers')
        .find({ paper: { $in: [...papers] } }, { projection: { number: 1, symbol: 1, paper: 1 } })
        .toArray(),
      rows<{ _id: string; papers: { paper: MatterId }[] }>('enteredNumbers')
        .find({ 'papers.paper': { $in: [...papers] } })
        .toArray(),
    ]);
    return new Map([
      ...entered.flatMap(({ _id, papers: of }) =>
        of.map(({ paper }): [MatterId, string] => [paper, /\d{4}\/(.*)$/.exec(_id)![1]!]),
      ),
      ...own.map(({ paper, symbol, number }): [MatterId, string] => [paper, numberWith(symbol, number)]),
    ]);
  }

  return {
    units,

    /** The best first. */
    async people(look: Look, limit: number): Promise<PersonHit[]> {
      const found = await rows<{ _id: PersonId; search: string }>('people')
        .find(all('search', look), { projection: { search: 1 } })
        .toArray();
      const best = ranked(found, look).slice(0, limit);
      const full = await rows<Omit<PersonHit, 'id'> & { _id: PersonId }>('people')
        .find({ _id: { $in: best } }, { projection: { name: 1, post: 1, unit: 1 } })
        .toArray();
      return best.flatMap((id) => {
        const row = full.find(({ _id }) => _id === id);
        return row
          ? [{ id, name: row.name, ...(row.post ? { post: row.post } : {}), ...(row.unit ? { unit: row.unit } : {}) }]
          : [];
      });
    },

    /** Rounds by their title and year, the newest of equals first. */
    async rounds(look: Look, limit: number): Promise<CampaignId[]> {
      const found = await rows<{ _id: CampaignId; year: number; plan: { title: string } }>('plans')
        .find({}, { projection: { year: 1, 'plan.title': 1 } })
        .sort({ year: -1, _id: 1 })
        .toArray();
      const lines = found.map(({ _id, year, plan }) => ({ _id, search: searchLine(plan.title, [String(year), _id]) }));
      return ranked(lines, look).slice(0, limit);
    },

    /** Papers by kind, number, subject and round; words they do not have name the units they serve. */
    async papers(look: Look, limit: number): Promise<PaperHit[]> {
      const [numbered, plans] = await Promise.all([
        withNumber(look),
        rows<{ _id: CampaignId; plan: { title: string } }>('plans')
          .find({}, { projection: { 'plan.title': 1 } })
          .toArray(),
      ]);
      const titles = new Map(plans.map(({ _id, plan }) => [_id, plan.title]));
      const found = await candidates(look, [...numbered.keys()], false);
      const meant = meaning();
      const fitting = found.flatMap((paper) => {
        const number = numbered.get(paper._id);
        const line = searchLine(`${paperKindWords[paper.kind]}${number === undefined ? '' : ` số ${number}`}`, [
          ...(number === undefined ? [] : [String(Number.parseInt(number, 10))]),
          paper.about,
          titles.get(paper.campaign) ?? '',
        ]);
        return fitted(paper, look, line);
      });
      const served = await servedBy(fitting, meant);
      const hits = fitting
        .flatMap(({ paper, rank, left }) => {
          const ids = left === undefined ? [] : (served.get(`${paper._id} ${left.whole}`) ?? []);
          return left !== undefined && ids.length === 0
            ? []
            : [{ paper, rank: rank + (left === undefined ? 0 : 30), ids }];
        })
        .sort((a, b) => a.rank - b.rank)
        .slice(0, limit);
      const numbers = await numbersOf(hits.map(({ paper }) => paper._id));
      return hits.map(({ paper: { _id, campaign, kind, n, about }, ids }) => ({
        paper: _id,
        campaign,
        kind,
        n,
        ...(numbers.has(_id) ? { number: numbers.get(_id)! } : {}),
        about,
        units: ids,
      }));
    },

    /** Items by what is asked of the unit; words it does not have name the unit. Only what stands in one of `scopes`. */
    async items(look: Look, scopes: readonly Scope[], limit: number): Promise<ItemHit[]> {
      const found = await candidates(look, [], true);
      const meant = meaning();
      const fitting = found
        .flatMap((paper) =>
          paper.search.slice(1).flatMap((row) => {
            const at = row.indexOf('|');
            const text = paper.texts.find(({ id }) => id === row.slice(0, at))?.text ?? '';
            return fitted(paper, look, row.slice(at + 1)).map((fit) => ({ ...fit, id: row.slice(0, at), text }));
          }),
        )
        .sort((a, b) => a.rank + (a.left ? 30 : 0) - b.rank - (b.left ? 30 : 0));
      const hits: ItemHit[] = [];
      for (let at = 0; at < fitting.length && hits.length < limit; at += mostRequirements) {
        const each = await Promise.all(
          fitting.slice(at, at + mostRequirements).map(async (fit) => itemsOf(fit, scopes, limit, meant)),
        );
        hits.push(...each.flat());
        if (at >= 4 * mostRequirements) break;
      }
      return hits.slice(0, limit);
    },
  };

  /** Which of the units the words mean each of these papers serves. */
  async function servedBy(fitting: Fit[], meant: (left: Look) => Promise<UnitId[]>): Promise<Map<string, UnitId[]>> {
    const lefts = new Map(fitting.flatMap(({ left }) => (left ? [[left.whole, left] as const] : [])));
    const served = new Map<string, UnitId[]>();
    for (const [whole, left] of lefts) {
      const ids = await meant(left);
      const papers = fitting.filter((one) => one.left?.whole === whole).map(({ paper }) => paper._id);
      const found =
        ids.length === 0
          ? []
          : await rows<{ _id: MatterId; draft: { serves: UnitId[] } }>('drafts')
              .aggregate<{ _id: MatterId; serves: UnitId[] }>([
                { $match: { _id: { $in: papers }, 'draft.serves': { $in: ids } } },
                { $project: { serves: { $setIntersection: ['$draft.serves', ids] } } },
              ])
              .toArray();
      for (const one of found) served.set(`${one._id} ${whole}`, one.serves);
    }
    return served;
  }

  async function itemsOf(
    { paper, left, id, text }: Fit & { id: string; text: string },
    scopes: readonly Scope[],
    limit: number,
    meant: (left: Look) => Promise<UnitId[]>,
  ): Promise<ItemHit[]> {
    const prefix = remediationId(paper._id, '');
    const asked = left && (await meant(left)).map((unit) => remediationId(paper._id, unit));
    if (asked?.length === 0) return [];
    const records = await db
      .collection<MatterRow>('matters')
      .find(
        {
          _id: asked ? { $in: asked } : { $gte: prefix, $lt: `${prefix}\uffff` },
          'state.items.requirement': id,
          ...(scopes.includes('office') ? {} : { $or: scopes.map(within) }),
        },
        { projection: { unit: 1, 'state.items': 1, 'state.custody': 1, 'state.place': 1 } },
      )
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return records.flatMap(({ _id, state }) => {
      const { items, ...held } = state as unknown as Pick<Remediation, 'items' | 'place' | 'custody'>;
      return items
        .filter(({ requirement }) => requirement === id)
        .map((item) => ({
          remediation: _id,
          n: item.n,
          unit: holderOf(held),
          paper: paper._id,
          state: item.state,
          text,
        }));
    });
  }
}

/** A paper whose line has a word at least; the rest of the words may mean units. */
function fitted(paper: Lined, look: Look, line: string): Fit[] {
  const { rank, left } = fitOf(look, line);
  if (left.length === look.words.length) return [];
  return [{ paper, rank, left: left.length === 0 ? undefined : lookOf(left) }];
}

/** The ids of the rows that fit, the best first; of equals the shorter line. */
function ranked<Row extends { _id: string; search: string }>(
  found: Row[],
  look: Look,
  more: (row: Row) => number = () => 0,
): string[] {
  return found
    .flatMap((row) => {
      const rank = rankOf(look, row.search);
      return rank === undefined ? [] : [{ id: row._id, rank: rank + more(row), length: row.search.length }];
    })
    .sort((a, b) => a.rank - b.rank || a.length - b.length || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
