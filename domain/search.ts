import { abbreviations } from './abbreviation.ts';
import { fold, nfc } from './fold.ts';

/*
 * What is searched is kept as one line of text, so that a database can look through it before anything is ranked:
 * ` so van hoa va the thao | so vh tt vhtt | van hoa the thao ~svhvtt svhtt`: the name, what it is also called, what
 * short forms in it stand for, then the initials of the name.
 */

/** Mỹ and Mĩ, Lý and Lí are one word. */
const sameVowel = (text: string): string => text.replace(/(?<=\b[bcdghklmnprstvx]{1,3})y\b/g, 'i');

const standsFor = (short: string): string[] => (abbreviations.get(fold(short)) ?? []).map(sameVowel);

const bareChunks = (text: string): string[] =>
  sameVowel(fold(text))
    .replace(/\s*&\s*/g, '&')
    .split(/[^a-z0-9&/.–-]+/)
    .filter((chunk) => /[a-z0-9]/.test(chunk));

const partsOf = (chunk: string): string[] => chunk.split(/[^a-z0-9]+/).filter((part) => part !== '');

/** `Sở VH&TT` is `so vh tt vhtt`: what is written in one is found in parts and as a whole. */
const wordsOf = (text: string): string[] =>
  bareChunks(text).flatMap((chunk) => {
    const parts = partsOf(chunk);
    return parts.length > 1 ? [...parts, parts.join('')] : parts;
  });

/** Short forms are written in capitals; `tt` inside a sentence is none. */
const shortForms = (text: string): string[] =>
  nfc(text)
    .split(/[^\p{L}\p{N}&.-]+/u)
    .map((chunk) => chunk.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((chunk) => chunk.length > 1 && chunk === chunk.toUpperCase() && /\p{L}/u.test(chunk));

/** Before they are folded: `Tài nguyên` is not joined by `tại`. */
const joining: ReadonlySet<string> = new Set(['và', 'của', 'cho', 'với', 'các', 'về', 'tại', 'trên']);

/** `svhvtt` and `svhtt` of `Sở Văn hóa và Thể thao`; a short form in a name stands for itself, `ubndxpl`. */
function initialsOf(name: string): string[] {
  const short = new Set(shortForms(name));
  const words = nfc(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const of = (all: string[]) => fold(all.map((word) => (short.has(word) ? word : word.slice(0, 1))).join(''));
  const full = of(words);
  const without = of(words.filter((word, i) => i === 0 || !joining.has(word.toLowerCase())));
  return [...new Set([full, without])].filter((one) => one.length > 1);
}

/** The line of one thing: its name, what else it is called or says. `named`: also found by the initials of its name. */
export function searchLine(name: string, also: readonly string[] = [], { named = false } = {}): string {
  const meant = [name, ...also].flatMap((text) => shortForms(text).flatMap(standsFor));
  const segments = [[name], also, meant].map((texts) => ` ${texts.flatMap(wordsOf).join(' ')}`);
  return `${segments.join(' |')} ~${named ? initialsOf(name).join(' ') : ''}`;
}

/** One word as it was typed. All of one of `ways` must be there. */
interface Sought {
  ways: string[][];
  /** What it stands for as a short form. */
  meant: readonly string[];
}

/** What somebody looks for, read once. */
export interface Look {
  /** As one phrase. */
  whole: string;
  words: Sought[];
}

const mostWords = 12;

/** Undefined: nothing was typed that could be looked for. */
export function lookFor(typed: string): Look | undefined {
  const words = bareChunks(typed)
    .slice(0, mostWords)
    .map((chunk): Sought => {
      const parts = partsOf(chunk);
      const joined = parts.join('');
      return { ways: parts.length > 1 ? [[joined], parts] : [parts], meant: standsFor(joined) };
    });
  return words.length === 0 ? undefined : { whole: words.map(({ ways }) => ways.at(-1)!.join(' ')).join(' '), words };
}

/** How well one word fits, 0 best; undefined: it is not there. */
function levelOf({ ways, meant }: Sought, { name, words, initials }: ReadLine): number | undefined {
  const levels = ways.map((parts) => {
    const each = parts.map((part) => partLevel(part, name, words, initials));
    return each.every((level) => level !== undefined) ? Math.max(...each) : undefined;
  });
  if (meant.some((phrase) => words.includes(` ${phrase}`))) levels.push(1);
  const known = levels.filter((level) => level !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function partLevel(part: string, name: string, words: string, initials: string[]): number | undefined {
  if (name.includes(` ${part}`)) return 0;
  if (words.includes(` ${part}`)) return 1;
  // of two letters only the beginning or the end of the initials means the unit: `nv` is Sở Nội vụ
  if (part.length > 1 && initials.some((all) => all.startsWith(part))) return 1;
  if (part.length > 2 ? initials.some((all) => all.includes(part)) : part.length === 2 && endsOne(initials, part))
    return 2;
  return part.length > 2 && words.includes(part) ? 3 : undefined;
}

const endsOne = (initials: string[], part: string): boolean =>
  initials.some((all) => all.length <= 4 && all.endsWith(part));

interface ReadLine {
  name: string;
  words: string;
  initials: string[];
}

function readLine(line: string): ReadLine {
  const at = line.lastIndexOf('~');
  const words = line.slice(0, at);
  return {
    words,
    name: words.slice(0, words.indexOf(' |')),
    initials: line
      .slice(at + 1)
      .split(' ')
      .filter((one) => one !== ''),
  };
}

/** How well a line fits: smaller is better, undefined when some word is not in it. */
export function rankOf(look: Look, line: string): number | undefined {
  const { rank, left } = fitOf(look, line);
  return left.length === 0 ? rank : undefined;
}

/** How well the words fit that are in the line, and those that are not: they may mean something beside it. */
export function fitOf({ whole, words }: Look, line: string): { rank: number; left: Sought[] } {
  const read = readLine(line);
  const levels = words.map((word) => levelOf(word, read));
  const left = words.filter((_, i) => levels[i] === undefined);
  const found = levels.filter((level) => level !== undefined);
  const first = left.length === 0 && (`${read.name} `.startsWith(` ${whole}`) || read.initials.includes(whole));
  const sum = found.reduce((all, level) => all + level, 0);
  return { rank: first ? 0 : 100 + 20 * Math.max(0, ...found) + sum, left };
}

/** These words as a look of their own. */
export const lookOf = (words: Sought[]): Look => ({
  whole: words.map(({ ways }) => ways.at(-1)!.join(' ')).join(' '),
  words,
});

/** Is all of what was typed there? Nothing typed is everywhere. */
export const fits = (look: Look | undefined, line: string): boolean =>
  look === undefined || rankOf(look, line) !== undefined;

/** For a database: each word as a pattern that every line which fits it contains. It may let others through. */
export const patternsOf = ({ words }: Look): string[] =>
  words.map(({ ways, meant }) => {
    const any = ways.map((parts) => (parts.length === 1 ? partPattern(parts[0]!) : parts.map(aheadOf).join('')));
    return [...any, ...meant.map((phrase) => ` ${phrase}`)].join('|');
  });

/** Short words stand at the beginning of one, or at either end of the initials. */
const partPattern = (part: string): string =>
  part.length > 2 ? part : part.length === 2 ? `[ ~]${part}|${part}(?: |$)` : ` ${part}`;
const aheadOf = (part: string): string => `(?=.*(?:${partPattern(part)}))`;
