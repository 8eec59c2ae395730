import type { FormColumn } from '../../domain/document.ts';

/** The columns that hold cells. */
export const leavesOf = (column: FormColumn): FormColumn[] => column.columns?.flatMap(leavesOf) ?? [column];
const depthOf = ({ columns }: FormColumn): number => 1 + Math.max(0, ...(columns ?? []).map(depthOf));

/** The rows of a nested head: a heading spans its columns, a column without sub-columns spans the rows below. */
export function formHead(columns: FormColumn[]) {
  const depth = Math.max(...columns.map(depthOf));
  const rows: { text: string; colSpan?: number; rowSpan?: number }[][] = Array.from({ length: depth }, () => []);
  const put = (column: FormColumn, row: number) => {
    const width = leavesOf(column).length;
    const height = column.columns ? 1 : depth - row;
    for (let down = 0; down < height; down++) {
      for (let right = 0; right < width; right++) {
        rows[row + down]!.push(
          down + right > 0 ? { text: '' } : { text: column.label, colSpan: width, rowSpan: height },
        );
      }
    }
    column.columns?.forEach((part) => put(part, row + 1));
  };
  columns.forEach((column) => put(column, 0));
  return rows;
}
