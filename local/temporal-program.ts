import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFile, fillCache } from './cache.ts';
import type { Cached } from './cache.ts';
import { onPath, run } from './command.ts';
import { download, downloadText } from './download.ts';
import { assertVersion, findProgram } from './program.ts';

const version = '1.5.1';
/** The oldest server with update-with-start as we use it. */
const leastServer = '1.28.0';
const releases = 'https://github.com/temporalio/cli/releases/download';

/** Temporal's command line program, which holds its development server. Gives the path of the binary. */
export function findTemporal(options: {
  cache: string;
  say: (line: string) => void;
  env?: NodeJS.ProcessEnv;
}): Promise<string> {
  const { cache, say, env = process.env } = options;
  const wanted: Cached = { cache, folder: `temporal-${version}`, file: 'temporal' };
  return findProgram({
    name: 'Temporal',
    ways: [
      { name: 'lệnh temporal trong PATH', get: async () => usable(await onPath('temporal', env)) },
      { name: `bộ đệm ${join(cache, wanted.folder)}`, get: () => usable(cachedFile(wanted)) },
      { name: 'bản tải của Temporal', get: async () => usable(await fromVendor(wanted, say)) },
      { name: 'mã nguồn Go', get: async () => usable(await fromGo(wanted, say, env)) },
    ],
    advice:
      'Hãy cài Temporal CLI (https://docs.temporal.io/cli) hoặc Go (https://go.dev/dl), hoặc đặt TEMPORAL_ADDRESS trỏ tới máy chủ Temporal đã có.',
  });
}

/** The server's version, for example 1.29.1. */
export async function temporalServerVersion(binary: string): Promise<string> {
  const found = /Server (\d+\.\d+\.\d+)/.exec(await run(binary, ['--version'], { timeout: 20_000 }))?.[1];
  assertVersion(found, leastServer);
  return found as string;
}

async function usable(file: string | undefined): Promise<string> {
  if (!file) throw new Error('không có');
  await temporalServerVersion(file);
  return file;
}

async function fromVendor(wanted: Cached, say: (line: string) => void): Promise<string> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const archive = `temporal_cli_${version}_${process.platform}_${arch}.tar.gz`;
  const sums = await downloadText(`${releases}/v${version}/checksums.txt`);
  const sha256 = sums
    .split('\n')
    .find((line) => line.trim().endsWith(archive))
    ?.split(/\s+/)[0];
  if (!sha256) throw new Error(`không có bản cho ${process.platform} ${arch}`);
  return fillCache(wanted, say, async (dir) => {
    say('Đang tải Temporal, khoảng 80 MB…');
    const file = join(dir, archive);
    await download(`${releases}/v${version}/${archive}`, file, sha256);
    await run('tar', ['-xzf', file, '-C', dir]);
    await rm(file);
  });
}

/** The Go proxy's module is checked by Go itself against the public checksum database. */
async function fromGo(wanted: Cached, say: (line: string) => void, env: NodeJS.ProcessEnv): Promise<string> {
  if (!(await onPath('go', env))) throw new Error('máy không có Go');
  return fillCache(wanted, say, async (dir) => {
    say('Đang dựng Temporal từ mã nguồn Go, khoảng 5 phút (chỉ lần đầu)…');
    const bin = join(dir, 'bin');
    await mkdir(bin);
    await run('go', ['install', '-ldflags=-s -w', `github.com/temporalio/cli/cmd/temporal@v${version}`], {
      cwd: dir,
      env: { ...env, CGO_ENABLED: '0', GOBIN: bin },
      timeout: 30 * 60_000,
    });
    await copyFile(join(bin, 'temporal'), join(dir, 'temporal'));
    await rm(bin, { recursive: true });
  });
}
