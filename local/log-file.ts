import { createWriteStream, renameSync, statSync } from 'node:fs';
import type { WriteStream } from 'node:fs';

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
  let stream = open();
  const tail: string[] = [];

  function open(): WriteStream {
    brokenAt = undefined;
    const opened = createWriteStream(path, { flags: 'a' });
    // A full disk must not end us: the tail is still shown, and writing goes on when there is room.
    return opened.on('error', () => {
      if (stream === opened) brokenAt = Date.now();
    });
  }
  function rotate(): void {
    stream.end();
    size = 0;
    try {
      renameSync(path, `${path}.1`);
    } catch (error) {
      // A log is not worth the machine: it goes on in the file it has.
      tail.push(`${path}: ${(error as Error).message}`);
    }
    stream = open();
  }
  return {
    path,
    tail,
    write(line) {
      tail.push(line);
      if (tail.length > 40) tail.shift();
      size += line.length + 1;
      if (brokenAt !== undefined) {
        if (Date.now() - brokenAt < 1_000) return;
        stream = open();
      }
      if (size > largest) rotate();
      stream.write(`${line}\n`);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
