import { itemKindWords, itemWords } from '../../domain/remediation.ts';
import { lineKey } from '../../store/queries/item-rows.ts';
import type { ItemRow } from '../../store/queries/item-rows.ts';
import { unitNames } from '../campaigns/rounds.ts';
import type { Deps } from '../deps.ts';
import { namedPapers } from '../papers/issued.ts';
import { areaNames } from './area-names.ts';
import { itemId } from './item-record.ts';
import type { ItemRowOut } from './item-views.ts';

type Named = Pick<ItemRow, 'unit' | 'heldBy' | 'paper' | 'requirement'>;

/** What units, papers and lines are called; read once for all of these items. */
export async function itemNames(
  { store }: Pick<Deps, 'store'>,
  rows: readonly Named[],
): Promise<(row: Named) => Pick<ItemRowOut, 'unitName' | 'heldByName' | 'paperName' | 'text'>> {
  const papers = [...new Set(rows.map(({ paper }) => paper))];
  const [lines, named, nameOf] = await Promise.all([
    store.unitWork.linesOf(papers),
    namedPapers(store, papers),
    unitNames(
      store,
      rows.flatMap(({ unit, heldBy }) => [unit, ...(heldBy === undefined ? [] : [heldBy])]),
    ),
  ]);
  const texts = new Map(lines.map(({ paper, requirement, text }) => [lineKey(paper, requirement), text]));
  return ({ unit, heldBy, paper, requirement }) => ({
    unitName: nameOf(unit),
    ...(heldBy === undefined ? {} : { heldByName: nameOf(heldBy) }),
    paperName: named.get(paper)?.name ?? '',
    text: texts.get(lineKey(paper, requirement)) ?? '',
  });
}

/** Rows in words, in their order. */
export async function rowsOut(deps: Deps, rows: readonly (ItemRow & { by?: string })[]): Promise<ItemRowOut[]> {
  const [wordsOf, areaOf] = await Promise.all([
    itemNames(deps, rows),
    areaNames(deps, [...new Set(rows.map(({ campaign }) => campaign))]),
  ]);
  return rows.map((row) => {
    const { remediation, by: _by, ...shown } = row;
    return {
      id: itemId(remediation, row.n),
      ...shown,
      ...wordsOf(row),
      words: itemWords[row.state],
      kindWords: itemKindWords[row.kind],
      ...(row.area === undefined ? {} : { areaName: areaOf(row.area) }),
    };
  });
}
