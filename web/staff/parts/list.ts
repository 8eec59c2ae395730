/** The list with one of its rows changed, gone, or changed places with another. */
export const replaced = <Row>(rows: readonly Row[], i: number, row: Row): Row[] =>
  rows.map((one, n) => (n === i ? row : one));
export const without = <Row>(rows: readonly Row[], i: number): Row[] => rows.filter((_, n) => n !== i);
export const swapped = <Row>(rows: readonly Row[], i: number, j: number): Row[] =>
  rows.map((row, n) => (n === i ? rows[j]! : n === j ? rows[i]! : row));
