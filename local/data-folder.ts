import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { endLeftovers } from './child.ts';
import { take } from './lock.ts';
import type { Holder } from './lock.ts';
import { StartFailure } from './start-failure.ts';

/** What a data folder remembers about the machine it runs on. */
export interface Memory {
  ports?: Ports;
  /** The binary that wrote the data so far. */
  mongod?: string;
  /** The server version that wrote Temporal's file. */
  temporal?: string;
  /** Whether the sample was wanted at the first start, and whether it is in. */
  sample?: 'loaded' | 'declined';
}
export interface Ports {
  web: number;
  mongodb: number;
  temporal: number;
  temporalUi: number;
  smtp: number;
  mailbox: number;
}

export interface DataFolder {
  path: string;
  memory: Readonly<Memory>;
  remember(news: Memory): void;
  /** A folder in it, made when absent. */
  folder(name: string): string;
  /** File of a secret, made at first use, readable by its owner only. */
  secretFile(name: string): string;
  secret(name: string): string;
  /** Writes a secret that changes, readable by its owner only. */
  keepSecret(name: string, text: string): void;
  recordChildren(living: Holder[]): void;
  release(): void;
}

const leastSpace = 500 * 1024 * 1024;

/** Opens the folder for this process alone and ends what an earlier one left running. Throws `StartFailure`. */
export async function openDataFolder(at: string): Promise<DataFolder> {
  const path = resolve(at);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartFailure(`Không tạo được thư mục dữ liệu ${path}: ${(error as Error).message}`);
  }
  const little = littleSpace(path);
  if (little) throw new StartFailure(little);
  const lock = await take(join(path, 'lock')).catch((error: unknown) => {
    throw new StartFailure(`Không ghi được vào thư mục dữ liệu ${path}: ${(error as Error).message}`);
  });
  if (!lock.held) {
    throw new StartFailure(`Thư mục dữ liệu ${path} đang được tiến trình ${lock.by.pid} dùng.`);
  }
  const children = join(path, 'children.json');
  await endLeftovers((readJson(children) as Holder[] | undefined) ?? []);

  const memoryFile = join(path, 'machine.json');
  let memory = (readJson(memoryFile) as Memory | undefined) ?? {};
  const folder = (name: string) => {
    mkdirSync(join(path, name), { recursive: true, mode: 0o700 });
    return join(path, name);
  };
  const secretFile = (name: string) => {
    const file = join(folder('secrets'), name);
    if (!existsSync(file)) writeWhole(file, randomBytes(48).toString('base64'));
    return file;
  };
  return {
    path,
    get memory() {
      return memory;
    },
    remember(news) {
      memory = { ...memory, ...news };
      writeWhole(memoryFile, JSON.stringify(memory, undefined, 2));
    },
    folder,
    secretFile,
    secret: (name) => readFileSync(secretFile(name), 'utf8'),
    keepSecret: (name, text) => writeWhole(join(folder('secrets'), name), text),
    recordChildren(living) {
      try {
        writeWhole(children, JSON.stringify(living));
      } catch (error) {
        // Only the second net below the keeper: a full disk must not end what still runs.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    release: lock.release,
  };
}

/** Says so when the disk has hardly any room left. */
export function littleSpace(path: string): string | undefined {
  const left = spaceLeft(path);
  if (left >= leastSpace) return undefined;
  return `Đĩa chứa ${path} sắp đầy: còn ${megabytes(left)} MB, cần ít nhất ${megabytes(leastSpace)} MB.`;
}

/** Says so when a failure is explained by a full disk. */
export function fullDisk(path: string): string | undefined {
  const left = spaceLeft(path);
  return left < leastSpace / 10 ? `đĩa chứa ${path} đầy, còn ${megabytes(left)} MB` : undefined;
}

function spaceLeft(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);

function readJson(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartFailure(`Tệp ${file} hỏng: ${(error as Error).message}`);
  }
}

/** Whole or not at all, also after a power cut. */
function writeWhole(file: string, text: string): void {
  const temp = `${file}.new`;
  const opened = openSync(temp, 'w', 0o600);
  try {
    writeSync(opened, text);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  renameSync(temp, file);
}
