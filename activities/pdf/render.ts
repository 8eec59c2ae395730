import { createHash } from 'node:crypto';

import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

import { printableDocument } from '../../domain/document.ts';
import type { Printable } from '../../domain/minutes.ts';
import { Refusal } from '../../domain/refusal.ts';
import { conclusion } from './conclusion.ts';
import { directive } from './directive.ts';
import { pdfmake, unprintable } from './fonts.ts';
import type { Page } from './fonts.ts';
import { minutes } from './minutes.ts';
import { notice } from './notice.ts';
import { report } from './report.ts';

export interface RenderedPaper {
  bytes: Uint8Array;
  /** Of the bytes, hex. */
  sha256: string;
  pages: number;
}

/**
 * The PDF of a paper; the same data always gives the same bytes.
 * Blocks its thread: servers use `createPapers`. Throws Refusal('glyph-missing' | 'unit-not-in-paper' | 'paper-text-lost').
 */
export async function renderPaper(document: Printable): Promise<RenderedPaper> {
  const printed = printableDocument(document);
  assertGlyphs(printed);
  const definition = definitionOf(printed);
  const expected = textLength(definition.content);
  const output = pdfmake.createPdf(definition);
  const { _pdfMakePages: pages } = await output.getStream();
  assertNothingLost(expected, pages);
  const bytes = await output.getBuffer();
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), pages: pages.length };
}

/** The pdfmake definition of a paper whose text is printable. */
export function definitionOf(document: Printable): TDocumentDefinitions {
  switch (document.kind) {
    case 'notice':
      return notice(document);
    case 'conclusion':
      return conclusion(document);
    case 'minutes':
      return minutes(document);
    case 'report':
      return report(document);
    case 'directive':
      return directive(document);
  }
}

/** pdfmake prints a missing glyph as an empty box without a word. */
function assertGlyphs(value: unknown): void {
  if (typeof value === 'string') {
    const glyph = unprintable(value);
    if (glyph === undefined) return;
    const code = glyph.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    throw new Refusal('glyph-missing', { glyph: `${glyph} (U+${code})`, text: excerpt(value, glyph) });
  }
  if (value !== null && typeof value === 'object') Object.values(value).forEach(assertGlyphs);
}

function excerpt(text: string, glyph: string): string {
  const at = text.indexOf(glyph);
  const from = Math.max(0, at - 30);
  return `${from > 0 ? '…' : ''}${text.slice(from, at + 30)}${at + 30 < text.length ? '…' : ''}`;
}

/** pdfmake drops without a word what of an unbreakable block does not fit on one page. Throws Refusal('paper-text-lost'). */
export function assertNothingLost(expected: number, pages: Page[]): void {
  const inlines = new Set<{ text: string }>();
  for (const { items, pageSize, pageMargins } of pages) {
    for (const { type, item } of items) {
      const inBody = type === 'line' && item.y >= pageMargins.top - 1 && item.y <= pageSize.height - pageMargins.bottom;
      // a repeated table head is the same objects again
      if (inBody) item.inlines.forEach((inline) => inlines.add(inline));
    }
  }
  const found = [...inlines].reduce((sum, { text }) => sum + letters(text), 0);
  if (found !== expected) throw new Refusal('paper-text-lost', { expected, found });
}

export function textLength(node: unknown): number {
  if (typeof node === 'string') return letters(node);
  if (Array.isArray(node)) return node.reduce<number>((sum, part) => sum + textLength(part), 0);
  if (node === null || typeof node !== 'object') return 0;
  const { section, stack, columns, table, text } = node as Record<string, unknown>;
  return [section, stack, columns, (table as { body?: unknown } | undefined)?.body, text].reduce<number>(
    (sum, part) => sum + textLength(part),
    0,
  );
}

const letters = (text: string) => text.replace(/\s/g, '').length;
