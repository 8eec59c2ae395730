import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const here = fileURLToPath(import.meta.url);
const root = resolve(dirname(here), '..');
const sdk = createRequire(here).resolve('@temporalio/worker/package.json');

/** Beside the packages; sources and what was compiled of them do not put each other out. */
const cache = join(sdk, '../../../.cache/dondoc', extname(here).slice(1));

/**
 * The workflows as one script, for every worker of a release. Made once for the same sources and kept: the first start
 * takes some seconds, the next reads a file.
 */
export async function bundle(folder = cache): Promise<string> {
  const print = await fingerprint();
  const file = join(folder, `workflows-${print}.js`);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const code = await make();
  // sources edited meanwhile, or a folder nobody may write to: made again next time
  if ((await fingerprint()) === print) await keep(file, code).catch(() => undefined);
  return code;
}

/** Of all that goes into the bundle. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const sources = await Promise.all(['workflows', 'domain'].map((folder) => filesUnder(join(root, folder))));
  for (const file of [here, sdk, ...sources.flat()])
    hash
      .update(`${file}\0`)
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex').slice(0, 32);
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && extname(entry.name) === extname(here))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * The workflows and the domain are loaded once for all processes of a worker, frozen, instead of once for each:
 * that halves what a process keeps in memory. So no module there may keep anything between calls.
 */
async function make(): Promise<string> {
  const workflowsPath = join(root, `workflows/index${extname(here)}`);
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    // lines for stack traces, without the sources themselves
    webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-cheap-module-source-map' }),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
  });
  return code;
}

/** Whole or not at all, and without those of earlier sources. */
async function keep(file: string, code: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const older = (await readdir(folder)).filter((name) => name.startsWith('workflows-'));
  const part = join(folder, `${process.pid}.part`);
  await writeFile(part, code);
  await rename(part, file);
  for (const name of older) if (name !== basename(file)) await rm(join(folder, name), { force: true });
}
