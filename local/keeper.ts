import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { killGroup } from './child.ts';

/**
 * Ends what its parent started when the parent is gone, even killed: then the pipe on stdin closes.
 * Lines: `keep <pid>`, `forget <pid>` (process groups), `remove <folder>` (to be deleted at the end).
 */
const groups = new Set<number>();
const folders = new Set<string>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined); // only the pipe counts

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const space = line.indexOf(' ');
    const [what, value] = [line.slice(0, space), line.slice(space + 1)];
    if (what === 'keep') groups.add(Number(value));
    else if (what === 'forget') groups.delete(Number(value));
    else if (what === 'remove') folders.add(value);
  })
  .on('close', () => {
    for (const pid of groups) killGroup({ pid });
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
