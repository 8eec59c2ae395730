/** Markup that may stand in a page as it is; everything else is escaped. */
export interface Html {
  readonly html: string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

type Value = string | number | Html | readonly Html[] | undefined | false;

const markup = (value: Value): string => {
  if (value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(({ html: part }) => part).join('');
  return typeof value === 'object' ? (value as Html).html : escaped(String(value));
};

/** Markup with its values escaped: html`<p>${text}</p>`. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Html => ({
  html: parts.map((part, i) => (i < values.length ? part + markup(values[i]) : part)).join(''),
});
