import { describe, expect, test } from '@jest/globals';
import { allAddresses, unpictured } from '../support/shown-pages.ts';

describe('pictures of every page', () => {
  test('each address of the application and of the units’ pages is known', async () => {
    const paths = (await allAddresses()).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        '/viec-cua-toi',
        '/dot/*',
        '/dot/*/ke-hoach/can-cu',
        '/dot/*/xep-hang',
        '/kiem-tra/*/*',
        '/quan-tri/lich/*/nhap',
        '/u/*',
        '/u/*/kiem-tra/*/bao-cao/*',
        '/u/*/kiem-tra/*/doi-ngay/*',
        '/u/*/viec/*/gia-han',
      ]),
    );
    expect(paths).not.toContain('/dot/*/ke-hoach');
    expect(paths.length).toBeGreaterThan(55);
  });

  test('a page without a picture at a width is named; an address stands for what it says most of', () => {
    const widths = [390, 1280];
    const addresses = ['/dot', '/dot/*', '/dot/moi'].map((path) => ({ path, widths }));
    const lines = ['390 /dot', '1280 /dot', '390 /dot/moi', '1280 /dot/moi', '1280 /dot/cchc-2026', ''];
    expect(unpictured(addresses, lines)).toEqual(['/dot/* at 390 px']);
  });
});
