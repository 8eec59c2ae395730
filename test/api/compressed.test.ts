import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ database: `t${randomBytes(5).toString('hex')}` });
});
afterAll(() => api?.stop());

/** The bytes as they came over the line. */
async function asSent(path: string, accept?: string): Promise<{ answer: IncomingMessage; bytes: Buffer }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    request(api.url + path, { headers: accept === undefined ? {} : { 'accept-encoding': accept } }, resolve)
      .on('error', reject)
      .end(),
  );
  return { answer, bytes: await buffer(answer) };
}

test.each([
  ['gzip', gunzipSync],
  ['br', brotliDecompressSync],
])('a long answer is small on the line for whoever takes %s, and the same words', async (coding, unpack) => {
  const plain = await asSent('/api/openapi.json');
  expect(plain.answer.headers['content-encoding']).toBeUndefined();
  const { answer, bytes } = await asSent('/api/openapi.json', coding);
  expect([answer.headers['content-encoding'], answer.headers['vary']]).toEqual([coding, 'Accept-Encoding']);
  expect(answer.headers['content-type']).toBe(plain.answer.headers['content-type']);
  expect(bytes.length).toBeLessThan(plain.bytes.length / 4);
  expect(unpack(bytes).equals(plain.bytes)).toBe(true);
});

test('a page of a unit’s link goes small, too; a short answer as it is', async () => {
  const page = await asSent('/u/khong-co-duong-dan-nay-dau', 'gzip');
  expect(page.answer.headers['content-type']).toMatch(/^text\/html; charset=utf-8/);
  const short = await asSent('/api/me', 'gzip');
  expect(short.answer.headers['content-encoding']).toBeUndefined();
});
