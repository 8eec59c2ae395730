import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf } from './process-identity.ts';

export interface Holder {
  pid: number;
  /** See `identityOf`: a number used again after a crash must not look like the old holder. */
  identity: string;
}

export type Lock = { held: true; release: () => void } | { held: false; by: Holder };

/**
 * One holder of `file` at a time on this machine. What a killed holder left behind is taken over.
 * Returns at once; `held: false` says who has it.
 */
export async function take(file: string): Promise<Lock> {
  for (;;) {
    if (claim(file)) return { held: true, release: () => releaseOwn(file) };
    const holder = holderOf(file);
    if (holder) return { held: false, by: holder };

    // Two starters may both find the old lock dead: only who holds the guard may remove it, and looks again first.
    const guard = `${file}.takeover`;
    if (claim(guard)) {
      try {
        if (!holderOf(file)) rmSync(file, { force: true });
      } finally {
        rmSync(guard, { force: true });
      }
    } else {
      if (ageOf(guard) > 10_000) rmSync(guard, { force: true });
      await pause(20);
    }
  }
}

/** Who holds `file` now; nobody who has ended. */
export function holderOf(file: string): Holder | undefined {
  const holder = readHolder(file);
  return holder && identityOf(holder.pid) === holder.identity ? holder : undefined;
}

/** Waits until the lock is ours; `waiting` is called once, when somebody else has it. */
export async function takeWhenFree(file: string, waiting: (by: Holder) => void): Promise<() => void> {
  for (let told = false; ;) {
    const lock = await take(file);
    if (lock.held) return lock.release;
    if (!told) waiting(lock.by);
    told = true;
    await pause(300);
  }
}

/** Link is atomic and the content is complete before the name exists. */
function claim(file: string): boolean {
  const own = `${file}.${process.pid}.${randomUUID()}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function releaseOwn(file: string): void {
  if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined; // released meanwhile, or unreadable after a power cut: nobody holds it
  }
}

function ageOf(file: string): number {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}
