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
const built = join(root, 'dist/web-staff');
const printed = join(built, '.print');

/**
 * The staff's application as files in `dist/web-staff`: built anew when its sources have changed since. Beside the
 * compiled program they were made together with it. Throws StartFailure.
 */
export async function staffBuilt(say: (line: string) => void = () => undefined): Promise<void> {
  if (!here.endsWith('.ts')) return;
  const print = await fingerprint();
  if ((await readFile(printed, 'utf8').catch(() => '')) === print) return;
  say('Đang dựng ứng dụng của cán bộ…');
  const vite = join(dirname(createRequire(here).resolve('vite/package.json')), 'bin/vite.js');
  const config = join(root, 'web/staff/vite.config.ts');
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
  }).catch((error: Error & { stderr?: string }) => {
    throw new StartFailure(`Không dựng được ứng dụng của cán bộ: ${(error.stderr || error.message).trim()}`);
  });
  await writeFile(printed, print);
}

/** Of all that goes into the files. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const sources = await Promise.all(
    ['web/staff', 'domain'].map(async (folder) =>
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
