import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusalCode, Refusal, refusals, sentenceOf } from '../../domain/refusal.ts';
import type { RefusalCode } from '../../domain/refusal.ts';

const codes = Object.keys(refusals) as RefusalCode[];
const factsWanted = (code: RefusalCode): string[] =>
  [...refusals[code].matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

describe('a refusal', () => {
  test('carries its code, its facts and the sentence for people', () => {
    const refusal = new Refusal('visit-already-held', { visit: 2 });
    expect(refusal).toBeInstanceOf(Error);
    const { name, code, facts, message } = refusal;
    expect({ name, code, facts, message }).toEqual({
      name: 'Refusal',
      code: 'visit-already-held',
      facts: { visit: 2 },
      message: 'Buổi kiểm tra số 2 đã được ghi nhận.',
    });
  });

  test('may have no facts', () => {
    expect(new Refusal('not-signed-in').facts).toEqual({});
    expect(new Refusal('not-signed-in').message).toBe('Hãy đăng nhập rồi thực hiện lại.');
  });

  test('says the same fact wherever the sentence wants it, and only those it wants', () => {
    expect(sentenceOf('campaign-not-ready', { act: 'trình', state: 'đã hủy', other: 'x' })).toBe(
      'Không trình được: đợt kiểm tra đã hủy.',
    );
    expect(sentenceOf('item-unknown', { item: 0 })).toBe('Không có nội dung khắc phục số 0 trong văn bản này.');
  });

  test('leaves a mark where a fact is missing, never a name of ours', () => {
    expect(sentenceOf('visit-already-held')).toBe('Buổi kiểm tra số … đã được ghi nhận.');
  });

  test.each([
    ['paper-changed', true],
    ['toString', false],
    ['constructor', false],
    ['', false],
    [undefined, false],
    [42, false],
    [['paper-changed'], false],
  ])('%j is a code: %s', (code, is) => {
    expect(isRefusalCode(code)).toBe(is);
  });
});

describe('every sentence', () => {
  test.each(codes)('%s is Vietnamese, whole, and filled by its facts', (code) => {
    const said = sentenceOf(code, Object.fromEntries(factsWanted(code).map((name) => [name, `<${name}>`])));
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(said).not.toMatch(/[{}…]/);
    expect(said).toMatch(/[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i);
    expect(said).toMatch(/^[\p{Lu}“<].*(\.|<first>)$/u);
    expect(said).not.toMatch(/\s{2}|\s[.,:;]|^\s|\s$/);
    expect(said).toBe(said.normalize('NFC'));
  });

  test('no two codes say the same', () => {
    expect(new Set(Object.values(refusals)).size).toBe(codes.length);
  });
});

/** Every `new Refusal('code', { … })` written out in the product, with the text of its facts. */
function thrown(): { file: string; code: RefusalCode; facts: string }[] {
  const root = join(import.meta.dirname, '..', '..');
  return ['domain', 'workflows', 'store', 'activities', 'api'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) =>
        [
          ...readFileSync(join(root, folder, file), 'utf8').matchAll(
            /new (?:Detailed)?Refusal\(\s*'([a-z-]+)'(\)|,\s*\{((?:[^{}]|\{[^{}]*\})*)\})/g,
          ),
        ].map(([, code, end, facts]) => ({
          file: join(folder, file),
          code: code as RefusalCode,
          facts: end === ')' ? '' : facts!,
        })),
      ),
  );
}

describe('wherever a rule refuses', () => {
  const all = thrown();

  test('there are many such places', () => {
    expect(all.length).toBeGreaterThan(60);
  });

  test('the code is known and every fact its sentence wants is given', () => {
    const wanting = all.flatMap(({ file, code, facts }) =>
      isRefusalCode(code)
        ? factsWanted(code)
            .filter((name) => !new RegExp(`(^|[\\s,])${name}\\s*(:|,|$)`).test(facts))
            .map((name) => `${file}: ${code} without ${name}`)
        : [`${file}: ${String(code)} unknown`],
    );
    expect(wanting).toEqual([]);
  });
});
