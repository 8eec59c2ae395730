import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Piscina } from 'piscina';

import type { Printable } from '../../domain/minutes.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RenderedPaper } from './render.ts';
import type * as thread from './thread.ts';

export interface Papers {
  /**
   * The PDF of a paper, made in a worker thread; the same data always gives the same bytes.
   * Throws a Refusal where the content cannot be printed: 'glyph-missing' | 'unit-not-in-paper' | 'paper-text-lost' |
   * 'paper-unprintable'. Anything else is said of the machine: a thread that died, AbortError when the paper is not
   * there within the time allowed.
   */
  render(document: Printable): Promise<RenderedPaper>;
  /** Finishes what has begun, then ends the threads. */
  close(): Promise<void>;
}

const THREAD: keyof typeof thread = 'renderInThread';
/** `.ts` under tsx and jest, `.js` in `dist`; a URL in a string is not rewritten by the compiler. */
const extension = extname(import.meta.url);

/**
 * Threads that render papers, so that fonts and layout never hold up the event loop.
 * They start with the first paper and end after a minute without one. `timeoutMs` counts the wait for a thread.
 */
export function createPapers({
  threads = 1,
  timeoutMs = 60_000,
}: { threads?: number; timeoutMs?: number } = {}): Papers {
  const pool = new Piscina<Printable, thread.Outcome>({
    filename: new URL(`./thread${extension}`, import.meta.url).href,
    name: THREAD,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
    ...(extension === '.ts' ? { execArgv: ['--import', typescriptLoader()] } : {}),
  });
  return {
    async render(document) {
      const outcome = await pool.run(document, { signal: AbortSignal.timeout(timeoutMs) });
      if ('refused' in outcome) throw new Refusal(outcome.refused.code, outcome.refused.facts);
      return outcome.rendered;
    },
    close: () => pool.close(),
  };
}

const typescriptLoader = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
