import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

export interface LogFile {
  readonly path: string;
  /** The last lines, for a message about what went wrong. */
  readonly tail: string[];
  write(line: string): void;
  close(): Promise<void>;
}

const largest = 10 * 1024 * 1024;

/** What a child says, in at most two files of 10 MB: `path` and the one before it, `path.1`. */
export function openLog(path: string): LogFile {
  let size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let brokenAt: number | undefined;
  const tail: string[] = [];
  let file = open();

  /** A full disk must not end us: the tail is still shown, and writing goes on when there is room. */
  function orBroken<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch {
      brokenAt = Date.now();
      return undefined;
    }
  }
  function open(): number | undefined {
    brokenAt = undefined;
    return orBroken(() => openSync(path, 'a'));
  }
  function shut(): void {
    const open = file;
    file = undefined;
    if (open !== undefined) orBroken(() => closeSync(open));
  }
  function rotate(): void {
    shut();
    size = 0;
    try {
      renameSync(path, `${path}.1`);
    } catch (error) {
      // A log is not worth the machine: it goes on in the file it has.
      tail.push(`${path}: ${(error as Error).message}`);
    }
    file = open();
  }
  return {
    path,
    tail,
    write(line) {
      tail.push(line);
      if (tail.length > 40) tail.shift();
      size += Buffer.byteLength(line) + 1;
      if (brokenAt !== undefined) {
        if (Date.now() - brokenAt < 1_000) return;
        shut();
        file = open();
      }
      if (size > largest) rotate();
      const to = file;
      if (to !== undefined) orBroken(() => writeSync(to, `${line}\n`));
    },
    close: async () => shut(),
  };
}
