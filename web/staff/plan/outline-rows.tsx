/** The list with one of its rows changed, gone, or changed places with another. */
export const replaced = <Row,>(rows: readonly Row[], i: number, row: Row): Row[] =>
  rows.map((one, n) => (n === i ? row : one));
export const without = <Row,>(rows: readonly Row[], i: number): Row[] => rows.filter((_, n) => n !== i);
export const swapped = <Row,>(rows: readonly Row[], i: number, j: number): Row[] =>
  rows.map((row, n) => (n === i ? rows[j]! : n === j ? rows[i]! : row));

/** A code nobody has yet: answers are kept under it, so it never changes. */
export const freshCode = (taken: readonly string[], start: string): string => {
  for (let n = taken.length + 1; ; n += 1) if (!taken.includes(`${start}${n}`)) return `${start}${n}`;
};

/** What is wrong with a field, below it. */
export const Wrong = ({ of }: { of: readonly string[] | undefined }) =>
  of && of.length > 0 ? (
    <p className="late" role="alert">
      {of.join(' ')}
    </p>
  ) : undefined;
