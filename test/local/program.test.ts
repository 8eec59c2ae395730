import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fillCache } from '../../local/cache.ts';
import { download } from '../../local/download.ts';
import { assertVersion, findProgram } from '../../local/program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dondoc-program-'));
});
afterEach(() => rm(folder, { recursive: true }));

const fails = (name: string, why: string) => ({ name, get: () => Promise.reject(new Error(why)) });
const gives = (name: string) => ({ name, get: async () => `/bin/${name}` });
const never = { name: 'never', get: () => Promise.reject(new Error('asked although an earlier way worked')) };

test('the first way that works, and no later one is tried', async () => {
  const ways = [fails('PATH', 'không có'), gives('cache'), never];
  expect(await findProgram({ name: 'mongod', ways, advice: '' })).toBe('/bin/cache');
});

test('when all fail, every way and its reason is named', async () => {
  const ways = [fails('PATH', 'không có'), fails('bản tải', 'fastdl.mongodb.org: không trả lời')];
  await expect(findProgram({ name: 'MongoDB', ways, advice: 'Hãy cài MongoDB.' })).rejects.toThrow(
    'Không tìm được MongoDB. Đã thử:\n  – PATH: không có\n  – bản tải: fastdl.mongodb.org: không trả lời\nHãy cài MongoDB.',
  );
});

test.each([
  ['1.29.1', true],
  ['1.28.0', true],
  ['2.0.0', true],
  ['1.27.9', false],
  [undefined, false],
])('version %s against 1.28.0', (found, enough) => {
  const check = () => assertVersion(found, '1.28.0');
  if (enough) expect(check).not.toThrow();
  else expect(check).toThrow();
});

test('two that want the same folder of the cache make it once; a failure leaves nothing', async () => {
  const wanted = { cache: folder, folder: 'mongodb-6.0.5', file: 'mongod' };
  await expect(
    fillCache(
      wanted,
      () => undefined,
      () => Promise.reject(new Error('mất mạng')),
    ),
  ).rejects.toThrow('mất mạng');
  let made = 0;
  const make = async (dir: string) => {
    made++;
    await writeFile(join(dir, 'mongod'), 'binary');
  };
  const paths = await Promise.all([1, 2, 3].map(() => fillCache(wanted, () => undefined, make)));
  expect(new Set(paths)).toEqual(new Set([join(folder, 'mongodb-6.0.5', 'mongod')]));
  expect(made).toBe(1);
});

test('a download with another hash is refused, as is a host that is not there', async () => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/file' ? 200 : 404;
    response.end('bytes');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = join(folder, 'file');
  const right = createHash('sha256').update('bytes').digest('hex');
  try {
    await download(`${base}/file`, file, right);
    expect(await readFile(file, 'utf8')).toBe('bytes');
    await expect(download(`${base}/file`, file, '0'.repeat(64))).rejects.toThrow('SHA-256');
    await expect(download(`${base}/other`, file)).rejects.toThrow('404');
    await expect(download('http://127.0.0.1:9/x', file)).rejects.toThrow('127.0.0.1:9');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
