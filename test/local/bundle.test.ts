import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { bundle } from '../../worker/bundle.ts';

jest.setTimeout(60_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dondoc-bundle-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the workflows are bundled once for the same sources, and older bundles go', async () => {
  await writeFile(join(folder, 'workflows-of-yesterday.js'), 'old');
  const first = await bundle(folder);
  expect(first).toContain('__TEMPORAL__');
  const kept = await readdir(folder);
  expect(kept).toEqual([expect.stringMatching(/^workflows-[0-9a-f]{32}\.js$/)]);

  await writeFile(join(folder, kept[0]!), 'kept');
  expect(await bundle(folder)).toBe('kept');
});

test('the domain is loaded once for all processes, and no source text is carried along', async () => {
  const code = await bundle(folder);
  const preloaded = /preloadModules = function preloadModules\(\) \{([^}]*)\}/.exec(code);
  expect(preloaded?.[1]).toContain('workflows/index');
  const map = JSON.parse(Buffer.from(code.slice(code.lastIndexOf('base64,') + 7), 'base64').toString());
  expect(map.sources).toContainEqual(expect.stringContaining('domain/chase'));
  expect(map.sourcesContent ?? []).toEqual([]);
});

test('where nothing can be kept, it is made all the same', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  expect(await bundle(join(file, 'below'))).toContain('__TEMPORAL__');
});
