import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * pdfmake as the papers use it: the four faces of Tinos (the measures of Times New Roman, all Vietnamese
 * letters) from memory, and neither addresses nor files may be opened.
 */
export const FAMILY = 'Tinos';

const FILES = {
  normal: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italics: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  bolditalics: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
} as const;
type Style = keyof typeof FILES;

// pdfmake and pdfkit have no types for what is used of their inside; pdfmake is pinned exactly.

/** A font file as fontkit has read it. */
interface Parsed {
  hasGlyphForCodePoint(codePoint: number): boolean;
}
/** One document's use of a face: it collects the glyphs to embed. */
interface Face {
  readonly font: Parsed;
  readonly id: string;
  readonly name: string;
  readonly constructor: new (document: PdfDocument, font: Parsed, id: string) => Face;
  widthOfString(text: string, size: number): number;
}
interface PdfDocument {
  fonts: Record<string, Record<string, string>>;
  fontCache: Record<string, Partial<Record<Style, Face>>>;
  _fontFamilies: Record<string, Face>;
  _fontCount: number;
  _pdfMakePages: Page[];
  info: Record<string, unknown>;
  _addInfo(): void;
  getFontType(bold: boolean, italics: boolean): Style;
  provideFont(family: string, bold: boolean, italics: boolean): Face;
}
/** What was laid out on a page: of the items only lines are read. */
export interface Page {
  items: { type: string; item: { y: number; inlines: { text: string }[] } }[];
  pageSize: { height: number };
  pageMargins: { top: number; bottom: number };
}
interface Pdfmake {
  virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void };
  setFonts(fonts: Record<string, Record<Style, string>>): void;
  setUrlAccessPolicy(allows: () => boolean): void;
  setLocalAccessPolicy(allows: () => boolean): void;
  createPdf(definition: object): { getStream(): Promise<PdfDocument>; getBuffer(): Promise<Buffer> };
}

const require = createRequire(import.meta.url);
export const pdfmake = require('pdfmake') as Pdfmake;
const { default: Document } = require('pdfmake/js/PDFDocument.js') as {
  default: {
    new (
      fonts: object,
      images: object,
      patterns: object,
      attachments: object,
      options: object,
      files: object,
    ): PdfDocument;
    prototype: PdfDocument;
  };
};

const FONTS = { [FAMILY]: { ...FILES } };
for (const file of Object.values(FILES)) {
  pdfmake.virtualfs.writeFileSync(file, readFileSync(require.resolve(`@expo-google-fonts/tinos/${file}`)));
}
pdfmake.setFonts(FONTS);
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);

// pdfkit writes title and organ into XML as they are: “Sở VH&TT” would make it unreadable.

// oxlint-disable-next-line typescript/unbound-method -- called with its document below
const stockAddInfo = Document.prototype._addInfo;
Document.prototype._addInfo = function (this: PdfDocument): void {
  const plain = this.info;
  this.info = Object.fromEntries(
    Object.entries(plain).map(([key, value]) => [key, typeof value === 'string' ? xml(value) : value]),
  );
  stockAddInfo.call(this);
  this.info = plain;
};

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

// Reading a font file takes most of the time of a short paper, so it is read once per thread.

// oxlint-disable-next-line typescript/unbound-method -- put back or called with its document
const stockProvideFont = Document.prototype.provideFont;
const kept = new Map<string, { parsed: Parsed; FaceOf: Face['constructor'] }>();

/** False gives stock pdfmake back, for the bench and the test that compare with it. */
export function keepParsedFonts(keep: boolean): void {
  Document.prototype.provideFont = keep ? provideFont : stockProvideFont;
}

function provideFont(this: PdfDocument, family: string, bold: boolean, italics: boolean): Face {
  const style = this.getFontType(bold, italics);
  const here = this.fontCache[family]?.[style];
  if (here) return here;
  const file = this.fonts[family]?.[style] ?? '';
  let known = kept.get(file);
  let id: string;
  if (known) {
    id = `F${++this._fontCount}`;
  } else {
    const first = stockProvideFont.call(this, family, bold, italics);
    known = { parsed: first.font, FaceOf: first.constructor };
    kept.set(file, known);
    id = first.id;
  }
  const face = new known.FaceOf(this, ownView(known.parsed), id);
  this._fontFamilies[face.name] = face;
  (this.fontCache[family] ??= {})[style] = face;
  return face;
}

/**
 * The parsed font as one document sees it. A glyph remembers the first character it was asked for, so each
 * document has glyphs of its own: else its bytes would depend on the papers printed before it.
 */
const ownView = (parsed: Parsed): Parsed => Object.create(parsed, { _glyphs: { value: {}, writable: true } }) as Parsed;

keepParsedFonts(true);

const ruler = new Document(FONTS, {}, {}, {}, { autoFirstPage: false, font: null }, pdfmake.virtualfs);
const faceOf = (style: Style) => ruler.provideFont(FAMILY, style.startsWith('bold'), style.endsWith('italics'));

/** The width of a line of text, in points. */
export const widthOf = (text: string, size: number, style: Style = 'normal'): number =>
  faceOf(style).widthOfString(text, size);

/** The first character of a text that some face cannot print. */
export function unprintable(text: string): string | undefined {
  for (const character of text) {
    if (character === '\n') continue;
    const codePoint = character.codePointAt(0)!;
    if (!printableCodes.has(codePoint)) {
      if (!STYLES.every((style) => faceOf(style).font.hasGlyphForCodePoint(codePoint))) return character;
      printableCodes.add(codePoint);
    }
  }
  return undefined;
}
const STYLES = Object.keys(FILES) as Style[];
const printableCodes = new Set<number>();
