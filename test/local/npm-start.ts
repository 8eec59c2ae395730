import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Holder } from '../../local/lock.ts';
import { identityOf } from '../../local/process-identity.ts';

/** `npm …` as somebody types it, in a process group of its own as a terminal gives it. */
export interface Typed {
  /** What it said, without what npm itself says. */
  lines: string[];
  complaints: string[];
  /** Ctrl-C, or `kill -9`, of the whole group. */
  signal(name: 'SIGINT' | 'SIGKILL'): void;
  /** `kill -9` of npm alone. */
  killNpm(): void;
  /** Resolves when it has ended and nothing that it started still holds its output. */
  ended: Promise<{ code: number | null; signal: string | null }>;
  /** Resolves with the first line that matches; rejects when it ended without. */
  said(what: RegExp): Promise<RegExpExecArray>;
}

const root = new URL('../..', import.meta.url);
const patience = 90_000;

export function type(args: string[], more: NodeJS.ProcessEnv = {}, before: string[] = []): Typed {
  const [file, ...rest] = [...before, 'npm', ...args] as [string, ...string[]];
  const child: ChildProcess = spawn(file, rest, {
    cwd: root,
    env: { ...plainEnvironment(), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const [lines, complaints]: [string[], string[]] = [[], []];
  createInterface({ input: child.stdout! }).on('line', (line) => {
    if (line.trim() !== '' && !line.startsWith('> ')) lines.push(line);
  });
  createInterface({ input: child.stderr! }).on('line', (line) => {
    if (line.trim() !== '' && !line.startsWith('npm ')) complaints.push(line);
  });
  let over = false;
  const ended = once(child, 'close').then(([code, signal]) => {
    over = true;
    return { code: code as number | null, signal: signal as string | null };
  });
  return {
    lines,
    complaints,
    signal: (name) => void process.kill(-child.pid!, name),
    killNpm: () => void process.kill(child.pid!, 'SIGKILL'),
    ended,
    async said(what) {
      for (const until = Date.now() + patience; ; await pause(50)) {
        const found = lines.map((line) => what.exec(line)).find((match) => match !== null);
        if (found) return found;
        if (over || Date.now() > until) throw new Error([`never ${what}:`, ...lines, ...complaints].join('\n'));
      }
    },
  };
}

/** As in a shell: nothing of jest, of the npm that runs the tests, or of parts somebody runs elsewhere. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(npm_|TEST_|NODE_OPTIONS$|JEST_|MONGODB_URI$|TEMPORAL_|SMTP_URL$|PUBLIC_URL$|LINK_SECRET|PORT$|HOST$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

const programs = {
  api: /api\/main/,
  worker: /worker\/main/,
  mailbox: /mailbox-main/,
  mongod: /mongod /,
  temporal: /temporal server/,
} as const;
export type PartName = keyof typeof programs;

/** The processes of a data folder, as its machine records them. */
export const holdersOf = (data: string): Holder[] => {
  const file = join(data, 'children.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Holder[]) : [];
};
export const living = (holders: Holder[]): Holder[] =>
  holders.filter(({ pid, identity }) => identityOf(pid) === identity);

/** The number of a part that runs, if it does. */
export function pidOf(data: string, part: PartName): number | undefined {
  return living(holdersOf(data)).find(({ pid }) => programs[part].test(commandOf(pid)))?.pid;
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)]).toString();
  } catch {
    return ''; // it ended just now
  }
}

/** The processes of this machine that name `text`, other than those that look for it. */
export const naming = (text: string): string[] =>
  execFileSync('ps', ['-eo', 'pid=,args='])
    .toString()
    .split('\n')
    .filter((line) => line.includes(text));

/** Repeats until it holds; servers may be away meanwhile. */
export async function eventually<T>(read: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> {
  for (const until = Date.now() + patience; ; await pause(100)) {
    const [outcome] = await Promise.allSettled([(async () => read())()]);
    if (outcome.status === 'fulfilled' && holds(outcome.value)) return outcome.value;
    if (Date.now() > until) {
      throw new Error(
        `still ${outcome.status === 'fulfilled' ? JSON.stringify(outcome.value) : String(outcome.reason)}`,
      );
    }
  }
}
