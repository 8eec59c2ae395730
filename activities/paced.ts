/**
 * Does `act` for each of `items` in their order, `atOnce` of them at a time. `through` is told how many from the
 * beginning are over, and how many failed by then. Resolves with why those failed: one that fails stops no other.
 * Begins nothing more when `signal` is aborted.
 */
export async function paced<T>(
  items: readonly T[],
  act: (item: T) => Promise<void>,
  {
    atOnce,
    through,
    signal,
  }: { atOnce: number; through: (count: number, failed: number) => void; signal: AbortSignal },
): Promise<unknown[]> {
  const failed: unknown[] = [];
  const done = new Set<number>();
  let next = 0;
  let first = 0;
  const hand = async () => {
    while (next < items.length && !signal.aborted) {
      const at = next++;
      try {
        await act(items[at]!);
      } catch (error) {
        failed.push(error);
      }
      if (signal.aborted) return;
      done.add(at);
      while (done.delete(first)) first += 1;
      through(first, failed.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, hand));
  return failed;
}
