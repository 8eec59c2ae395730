/** Markup that is safe to write out: everything put into it was escaped, or was markup itself. */
export interface Html {
  readonly html: string;
}

export type Part = Html | string | number | undefined | null | false | readonly Part[];

/** A piece of a page. Texts are escaped, pieces are taken as they are, lists are joined, `undefined` and `false` write nothing. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html => ({
  html: strings.reduce((text, next, i) => text + written(parts[i - 1]) + next),
});

function written(part: Part): string {
  if (part === undefined || part === null || part === false) return '';
  if (typeof part === 'object') return 'html' in part ? part.html : part.map(written).join('');
  return escaped(String(part));
}

/** Plain JSON for a script of the page, as the text of a `<template>`. */
export const data = (value: unknown): Html => ({
  html: JSON.stringify(value).replace(/[&<>]/g, (mark) => ENTITIES[mark]!),
});

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark]!);
