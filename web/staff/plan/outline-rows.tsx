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
