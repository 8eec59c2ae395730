import { performance } from 'node:perf_hooks';

/** How long a reading takes, ms: once it is warm, `times` times. */
export async function measured(
  read: () => Promise<unknown>,
  times: number,
  warm = 5,
): Promise<{ median: number; p95: number }> {
  for (let i = 0; i < warm; i++) await read();
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await read();
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  return { median: tenths(took[Math.floor(times / 2)]!), p95: tenths(took[Math.ceil(times * 0.95) - 1]!) };
}

export const tenths = (figure: number): number => Math.round(figure * 10) / 10;
