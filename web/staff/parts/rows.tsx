import type { ReactNode } from 'react';

/** One column of a list: its head, what a row says there. */
export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Figures, to the right. */
  figures?: true;
  /** For the styles of its room. */
  className?: string;
}

/** A list as a table; on a narrow screen each row is a card with its heads beside what they say. */
export function Rows<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}) {
  return (
    <table className="rows">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ head, figures, className }) => (
            <th key={head} scope="col" className={figures ? 'figures' : className}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ head, cell, figures, className }) => (
              <td key={head} data-head={head} className={figures ? 'figures' : className}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
