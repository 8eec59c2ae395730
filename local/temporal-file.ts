import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';

/** Temporal's file is disposable: what it held is started again from the records. */
export function temporalFile(data: DataFolder): { file: string; discard: () => void } {
  const file = join(data.folder('temporal'), 'temporal.sqlite');
  return {
    file,
    discard() {
      for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
    },
  };
}
