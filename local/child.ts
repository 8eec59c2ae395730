import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { identityOf } from './process-identity.ts';
import type { Holder } from './lock.ts';

/** What to start. Children are told nothing but their environment; each leads a process group of its own. */
export interface Command {
  name: string;
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd?: string;
}

export interface Child {
  readonly pid: number;
  /** Settles when it has ended, with how. */
  readonly ended: Promise<string>;
  readonly running: boolean;
  /** SIGTERM, then SIGKILL after `patience` ms. Resolves when it has ended. */
  stop(patience?: number): Promise<void>;
}

/** Starts children and makes sure that none outlives this process, however that ends. */
export interface Nursery {
  start(command: Command, onLine: (line: string) => void): Child;
  /** A folder to delete should this process be killed before it can. */
  removeAfterwards(folder: string): void;
  /** Ends the keeper; call after every child has ended. */
  close(): Promise<void>;
}

/** How to run one of our own files with this Node, as source or compiled. */
export function nodeArgs(url: URL): string[] {
  const file = fileURLToPath(url);
  if (!['.ts', '.mts'].includes(extname(file))) return [file];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, file];
}

/** `record` is told who lives at each change, so that a later start can end what even the keeper could not. */
export function openNursery(record: (living: Holder[]) => void = () => undefined): Nursery {
  const living = new Map<number, Holder>();
  const folders = new Set<string>();
  let closed = false;
  let keeper = startKeeper();

  /** A killed keeper is replaced and told everything again. */
  function startKeeper(): ChildProcess {
    const process_ = spawn(
      process.execPath,
      nodeArgs(new URL(`./keeper${extname(import.meta.url)}`, import.meta.url)),
      {
        stdio: ['pipe', 'ignore', 'inherit'],
        detached: true,
      },
    );
    process_.stdin?.on('error', () => undefined); // its end is seen by 'exit'
    process_.on('exit', () => {
      if (closed) return;
      keeper = startKeeper();
    });
    for (const pid of living.keys()) process_.stdin?.write(`keep ${pid}\n`);
    for (const folder of folders) process_.stdin?.write(`remove ${folder}\n`);
    // It must not keep a finished test run or a failed start alive.
    process_.unref();
    (process_.stdin as unknown as { unref?(): void }).unref?.();
    return process_;
  }
  const tell = (line: string) => keeper.stdin?.write(`${line}\n`);

  return {
    start(command, onLine) {
      const child = spawn(command.file, command.args, {
        cwd: command.cwd,
        env: command.env,
        stdio: ['ignore', 'pipe', 'pipe'],
        // Ctrl-C in a terminal goes to the whole group: ours alone shall hear it and stop the others in order.
        detached: true,
      });
      const { pid } = child;
      if (pid !== undefined) {
        tell(`keep ${pid}`);
        living.set(pid, { pid, identity: identityOf(pid) ?? '' });
        record([...living.values()]);
      }
      let running = pid !== undefined;
      const ended = new Promise<string>((resolve) => {
        child.on('error', (error) => resolve(error.message));
        child.on('close', (code, signal) => {
          running = false;
          if (pid !== undefined) {
            living.delete(pid);
            tell(`forget ${pid}`);
            record([...living.values()]);
          }
          resolve(signal ? `bị dừng bằng ${signal}` : `mã ${code}`);
        });
      });
      for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine);
      return {
        pid: pid ?? -1,
        ended,
        get running() {
          return running;
        },
        async stop(patience = 15_000) {
          if (!running) return;
          child.kill('SIGTERM');
          const force = setTimeout(() => killGroup(child), patience);
          await ended;
          clearTimeout(force);
        },
      };
    },
    removeAfterwards(folder) {
      folders.add(folder);
      tell(`remove ${folder}`);
    },
    async close() {
      closed = true;
      const gone = new Promise((resolve) => keeper.once('exit', resolve));
      keeper.ref();
      keeper.stdin?.end();
      await gone;
    },
  };
}

/**
 * Ends those of `holders` that still run, with their groups; what got their number since is left alone.
 * Gives the numbers of those that would not end: another's, or stuck in the system.
 */
export async function endLeftovers(holders: Holder[], patience = 10_000): Promise<number[]> {
  const until = Date.now() + patience;
  for (;;) {
    const living = holders.filter(({ pid, identity }) => identity !== '' && identityOf(pid) === identity);
    if (living.length === 0 || Date.now() > until) return living.map(({ pid }) => pid);
    for (const holder of living) killGroup(holder);
    await pause(50);
  }
}

export function killGroup({ pid }: { pid?: number | undefined }): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended. EPERM: so say some systems of a group that has ended, too, but was not yet waited for.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => {
    if (rest) onLine(rest);
  });
}
