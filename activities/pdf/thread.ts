import type { Printable } from '../../domain/minutes.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Facts, RefusalCode } from '../../domain/refusal.ts';
import { renderPaper } from './render.ts';
import type { RenderedPaper } from './render.ts';

/** A refusal loses its class between threads, so it travels as data. */
export type Outcome = { rendered: RenderedPaper } | { refused: { code: RefusalCode; facts: Facts } };

/**
 * What a worker thread of `createPapers` runs. The same data always gives the same file or the same error, so whatever
 * is thrown here is said of the content, never of the machine: trying again would not help.
 */
export async function renderInThread(document: Printable): Promise<Outcome> {
  try {
    return { rendered: await renderPaper(document) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: { code: error.code, facts: error.facts } };
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { refused: { code: 'paper-unprintable', facts: { cause } } };
  }
}
