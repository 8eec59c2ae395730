import { afterAll, expect, jest, test } from '@jest/globals';

import { createPapers } from '../../activities/pdf/pool.ts';
import { renderPaper } from '../../activities/pdf/render.ts';
import { sampleConclusion, sampleNotice } from '../../activities/pdf/samples.ts';

jest.setTimeout(60_000);
const papers = createPapers({ threads: 1 });
afterAll(() => papers.close());

test('a thread makes the same bytes', async () => {
  const { bytes, sha256, pages } = await papers.render(sampleConclusion);
  const here = await renderPaper(sampleConclusion);
  expect({ sha256, pages }).toEqual({ sha256: here.sha256, pages: here.pages });
  expect(Buffer.compare(bytes, here.bytes)).toBe(0);
});

test('a sign without a glyph arrives as a refusal', async () => {
  await expect(papers.render({ ...sampleNotice, abstract: 'Kiểm tra 😀' })).rejects.toMatchObject({
    name: 'Refusal',
    code: 'glyph-missing',
  });
});

test('a paper that cannot be made leaves the thread fit for the next', async () => {
  await expect(papers.render({ ...sampleNotice, abstract: 5 as unknown as string })).rejects.toMatchObject({
    code: 'paper-unprintable',
    facts: { cause: expect.stringContaining('text only') },
  });
  expect((await papers.render(sampleNotice)).pages).toBe(5);
});

test('the event loop goes on while twenty papers are made', async () => {
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 2);
  await Promise.all(Array.from({ length: 20 }, () => papers.render(sampleNotice)));
  clearInterval(beat);
  expect(longest).toBeLessThan(500);
});

test('what takes longer than allowed is given up', async () => {
  const hurried = createPapers({ timeoutMs: 1 });
  await expect(hurried.render(sampleNotice)).rejects.toMatchObject({ name: 'AbortError' });
  await hurried.close();
});
