/** A figure that is promised. */
export interface Promised {
  name: string;
  figure: number;
  atMost?: number;
  atLeast?: number;
}

/** Prints what was measured as one line of JSON, each promise with its limit beside it; exit 1 when one is missed. */
export function judge(measured: Record<string, unknown>, promises: Promised[]): void {
  const missed = promises.filter(
    ({ figure, atMost = Infinity, atLeast = -Infinity }) => !(figure <= atMost && figure >= atLeast),
  );
  const promised = Object.fromEntries(promises.map(({ name, ...rest }) => [name, rest]));
  console.log(JSON.stringify({ ...measured, promised, missed: missed.map(({ name }) => name) }));
  if (missed.length > 0) process.exitCode = 1;
}
