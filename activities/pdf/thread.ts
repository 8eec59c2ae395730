import type { PaperDocument } from '../../domain/document.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Facts, RefusalCode } from '../../domain/refusal.ts';
import { renderPaper } from './render.ts';
import type { RenderedPaper } from './render.ts';

/** A refusal loses its class between threads, so it travels as data. */
export type Outcome = { rendered: RenderedPaper } | { refused: { code: RefusalCode; facts: Facts } };

/** What a worker thread of `createPapers` runs. */
export async function renderInThread(document: PaperDocument): Promise<Outcome> {
  try {
    return { rendered: await renderPaper(document) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: { code: error.code, facts: error.facts } };
    throw error;
  }
}
