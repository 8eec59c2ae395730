import { randomBytes } from 'node:crypto';
import {
  chmodSync,
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
  /** The training round that plays by itself after the first start. */
  show?: 'begun' | 'over';
}
export interface Ports {
  web: number;
  mongodb: number;
  temporal: number;
  temporalUi: number;
  smtp: number;
  mailbox: number;
  workerMetrics: number;
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
  const memoryFile = join(path, 'machine.json');
  let memory: Memory;
  try {
    const stuck = await endLeftovers(readHolders(children));
    if (stuck.length > 0) {
      throw new StartFailure(
        `Tiến trình ${stuck.join(', ')} còn lại của lần chạy trước không dừng được. Hãy tự dừng nó, hoặc khởi động lại máy.`,
      );
    }
    memory = readMemory(memoryFile);
  } catch (error) {
    lock.release();
    throw error;
  }
  // Also what was there before, such as a backup put back, is for its owner only.
  const folder = (name: string) => {
    mkdirSync(join(path, name), { recursive: true, mode: 0o700 });
    chmodSync(join(path, name), 0o700);
    return join(path, name);
  };
  const secretFile = (name: string) => {
    const file = join(folder('secrets'), name);
    if (existsSync(file)) chmodSync(file, 0o600);
    else writeWhole(file, randomBytes(48).toString('base64'));
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
        // Only the second net below the keeper: a disk that is full or broken must not end what still runs.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC')
          console.error(`Không ghi được ${children}: ${(error as Error).message}`);
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

/** Bytes; no end of them where the system does not say. */
function spaceLeft(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return Infinity; // a warning must not end what still runs
  }
}

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);

/** What cannot be read is no reason not to start: the keeper has ended them, but for the rarest of ends. */
function readHolders(file: string): Holder[] {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(read) ? (read as Holder[]) : [];
  } catch {
    return [];
  }
}

function readMemory(file: string): Memory {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Memory;
  } catch (error) {
    throw new StartFailure(
      `Tệp ${file} hỏng (${(error as Error).message}). Hãy xoá tệp ấy rồi chạy lại: dữ liệu không mất, chỉ các cổng được chọn lại.`,
    );
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
