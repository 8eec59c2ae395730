import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { takeWhenFree } from './lock.ts';

/** Outside the repository, shared by every copy of it on this machine. */
export const cacheDir = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'dondoc');

export interface Cached {
  cache: string;
  /** Folder in the cache, carrying the version. */
  folder: string;
  /** The file in it that is wanted. */
  file: string;
}

export const cachedFile = ({ cache, folder, file }: Cached): string | undefined => {
  const path = join(cache, folder, file);
  return existsSync(path) ? path : undefined;
};

/**
 * Fills a folder of the cache through `make`, which gets an empty folder to fill. The folder appears whole or not at all,
 * and two processes that want it at the same time make it once.
 */
export async function fillCache(
  wanted: Cached,
  say: (line: string) => void,
  make: (dir: string) => Promise<void>,
): Promise<string> {
  const { cache, folder, file } = wanted;
  await mkdir(cache, { recursive: true });
  const release = await takeWhenFree(join(cache, `${folder}.lock`), (by) =>
    say(`Tiến trình ${by.pid} đang lấy ${folder}, chờ nó xong…`),
  );
  try {
    const made = cachedFile(wanted);
    if (made) return made;
    const temp = await mkdtemp(join(cache, `.${folder}-`));
    try {
      await make(temp);
      if (!existsSync(join(temp, file))) throw new Error(`lấy về rồi mà không thấy tệp ${file}`);
      await rm(join(cache, folder), { recursive: true, force: true });
      await rename(temp, join(cache, folder));
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
    return join(cache, folder, file);
  } finally {
    release();
  }
}
