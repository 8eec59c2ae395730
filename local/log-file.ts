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
  let stream = open();
  const tail: string[] = [];

  function open(): WriteStream {
    // A full disk must not end us: the tail is still shown, and writing goes on when there is room.
    return createWriteStream(path, { flags: 'a' }).on('error', () => (size = largest));
  }
  return {
    path,
    tail,
    write(line) {
      tail.push(line);
      if (tail.length > 40) tail.shift();
      size += line.length + 1;
      if (size > largest) {
        stream.end();
        if (statSync(path, { throwIfNoEntry: false })) renameSync(path, `${path}.1`);
        stream = open();
        size = 0;
      }
      stream.write(`${line}\n`);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
