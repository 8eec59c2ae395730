import { hash, verify } from '@node-rs/argon2';
import { fold } from '../../domain/fold.ts';
import { Refusal } from '../../domain/refusal.ts';

const least = 12;
export const longestPassword = 200;

/** The same password from any keyboard: composed or decomposed accents, full-width forms. */
const normal = (password: string): string => password.normalize('NFKC');

/** What people put around a number and think it long. */
const commonWords = [
  'password',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'matkhau',
  'm@tkhau',
  'qwerty',
  'asdfgh',
  'zxcvbn',
  'iloveyou',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'quantri',
  'root',
  'dondoc',
  'sonoivu',
  'cchc',
  'caicachhanhchinh',
  'vietnam',
  'anhyeuem',
  'emyeuanh',
  'abc',
  'test',
];
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
];

/**
 * Length, and not what everybody tries first. Throws Refusal('password-too-short' | 'password-common').
 * `own` are words that belong to the person: login name, name, address.
 */
export function assertPassword(password: string, own: string[]): void {
  const given = normal(password);
  if (Array.from(given).length < least) throw new Refusal('password-too-short', { least });
  if (
    isCommon(
      fold(given).replaceAll(' ', ''),
      own.flatMap((word) => fold(word).split(/[\s@.]+/)),
    )
  )
    throw new Refusal('password-common');
}

/** Mostly one known word, one run of the keyboard, or few different letters: short in truth. */
function isCommon(bare: string, own: string[]): boolean {
  if (new Set(bare).size <= 4) return true;
  const left = [...commonWords, ...own.filter((word) => word.length >= 3)].reduce(
    (rest, word) => rest.replaceAll(word, ''),
    bare,
  );
  const letters = left.replace(/[\d\W_]+/g, '');
  if (left.length < bare.length && letters.length < 4) return true;
  return runs.some((run) => [run, backwards(run)].some((way) => longestShared(bare, way) >= bare.length - 3));
}

const backwards = (text: string): string => text.split('').reverse().join('');

/** The longest piece of `text` that is a piece of `run`. */
function longestShared(text: string, run: string): number {
  let longest = 0;
  for (let start = 0; start < text.length; start += 1) {
    while (start + longest < text.length && run.includes(text.slice(start, start + longest + 1))) longest += 1;
  }
  return longest;
}

/** Argon2id (19 MiB, two passes). */
export const passwordHash = (password: string): Promise<string> => hash(normal(password));

/** Takes as long for nobody as for somebody: a login name is not told apart by the time of the answer. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await nobodys()), normal(password));
  return fits && stored !== undefined;
}

let hashOfNobody: Promise<string> | undefined;
const nobodys = (): Promise<string> => (hashOfNobody ??= passwordHash(crypto.randomUUID()));
