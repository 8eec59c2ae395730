import type { Door } from '../client/ask.ts';
import type { Instant } from '../domain/day.ts';
import type { Printable } from '../domain/minutes.ts';
import type { Store } from '../store/index.ts';

/** What activities are given: built once in the worker's main. */
export interface ActivityDeps {
  store: Store;
  door: Door;
  papers: { render(document: Printable): Promise<{ bytes: Uint8Array; sha256: string; pages: number }> };
  now: () => Instant;
}
