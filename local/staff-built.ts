import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { StartFailure } from './start-failure.ts';

const here = fileURLToPath(import.meta.url);
const root = resolve(dirname(here), '..');

/**
 * The staff's application as files in `dist/web-staff`, and the script of the units' pages in `dist/web-unit`: built
 * anew when their sources have changed since. Beside the compiled program they were made together with it. Throws
 * StartFailure.
 */
export async function staffBuilt(say: (line: string) => void = () => undefined): Promise<void> {
  if (!here.endsWith('.ts')) return;
  await built('unit', ['web/unit', 'web/pages', 'domain'], () => undefined);
  await built('staff', ['web/staff', 'web/pages', 'domain'], () => say('Đang dựng ứng dụng của cán bộ…'));
}

async function built(name: 'staff' | 'unit', folders: string[], say: () => void): Promise<void> {
  const print = await fingerprint(folders);
  const printed = join(root, `dist/web-${name}/.print`);
  if ((await readFile(printed, 'utf8').catch(() => '')) === print) return;
  say();
  const vite = join(dirname(createRequire(here).resolve('vite/package.json')), 'bin/vite.js');
  const config = join(root, `web/${name}/vite.config.ts`);
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
  }).catch((error: Error & { stderr?: string }) => {
    throw new StartFailure(`Không dựng được trang web (${name}): ${(error.stderr || error.message).trim()}`);
  });
  await writeFile(printed, print);
}

/** Of all that goes into the files. */
async function fingerprint(folders: string[]): Promise<string> {
  const hash = createHash('sha256');
  const sources = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    ),
  );
  for (const file of [join(root, 'package-lock.json'), ...sources.flat().sort()])
    hash
      .update(`${file}\0`)
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}
