import { dayAt } from '../../domain/day.ts';
import type { HistoryRow, HistoryView } from '../../web/pages/history.ts';
import type { Deps } from '../deps.ts';
import { inspectionPathId } from '../inspections/inspection-record.ts';
import { itemId } from '../items/item-record.ts';
import { answeredRow, homeContext, itemText, paperRows } from './home-page.ts';
import type { Visitor } from './links.ts';
import { isInspection, places } from './page-frame.ts';
import { answeredAsAgency } from './proposal-page.ts';
import { scoreStates } from './score-state.ts';

/** Entries of one page. */
const shown = 20;

/** Everything the visitor's units sent, received and finished, over all rounds; `n` is the page, from 1. */
export async function historyView(deps: Deps, visitor: Visitor, n: number): Promise<HistoryView> {
  const { matters, base } = visitor;
  const [context, asAgency, scores] = await Promise.all([
    homeContext(deps, visitor),
    answeredAsAgency(deps, visitor),
    scoreStates(deps, matters.filter(isInspection)),
  ]);
  const { frame, known, receipts } = context;
  const several = known.length > 1;
  const nameOf = new Map(known.map(({ id, name }) => [id, name]));
  const unit = (id: string): Pick<HistoryRow, 'unit'> => (several ? { unit: nameOf.get(id) ?? id } : {});
  const mine = new Map(matters.map((matter) => [matter.id, matter]));
  const sent = receipts.flatMap((receipt): HistoryRow[] => {
    const matter = mine.get(receipt.matter);
    if (!matter) return [];
    const row = answeredRow(receipt, matter, context);
    return [{ kind: 'sent', ...row, ...unit(matter.place.unit), day: receipt.arrived ?? dayAt(receipt.at) }];
  });
  const answered = [...asAgency].flatMap(([id, rows]) =>
    rows.map((row): HistoryRow => ({ kind: 'sent', ...row, ...unit(id), day: row.arrived ?? dayAt(row.at) })),
  );
  const scored = [...scores].flatMap(([id, { sent: when, words }]): HistoryRow[] => {
    const matter = mine.get(id);
    if (!when || !matter || !isInspection(matter)) return [];
    const href = places(base).score(inspectionPathId(matter));
    return [
      {
        kind: 'sent',
        what: 'Bảng tự chấm điểm',
        ...unit(matter.place.unit),
        day: dayAt(when.at),
        at: when.at,
        state: words,
        href,
      },
    ];
  });
  const papers = known.flatMap(({ id }) =>
    paperRows(
      matters.filter(({ place }) => place.unit === id),
      context,
    ).flatMap(({ name, read, href, on }): HistoryRow[] =>
      on === undefined ? [] : [{ kind: 'paper', what: name, ...unit(id), day: on, href: read ?? href }],
    ),
  );
  const closed = matters.flatMap((matter) =>
    isInspection(matter)
      ? []
      : matter.items.flatMap(({ n: item, closedOn }): HistoryRow[] =>
          closedOn === undefined
            ? []
            : [
                {
                  kind: 'closed',
                  what: itemText(matter, item, context),
                  ...unit(matter.place.unit),
                  day: closedOn,
                  href: places(base).item(itemId(matter.id, item)),
                },
              ],
        ),
  );
  const rows = [...sent, ...answered, ...scored, ...papers, ...closed].sort((a, b) =>
    a.day === b.day ? ((a.at ?? '') < (b.at ?? '') ? 1 : -1) : a.day < b.day ? 1 : -1,
  );
  const pages = Math.max(1, Math.ceil(rows.length / shown));
  const here = Math.min(Math.max(1, n), pages);
  return {
    ...frame,
    whose: several ? `${known.length} đơn vị` : (known[0]?.name ?? ''),
    rows: rows.slice((here - 1) * shown, here * shown),
    total: rows.length,
    n: here,
    pages,
    href: (page) => `${places(base).history}?trang=${page}`,
  };
}
