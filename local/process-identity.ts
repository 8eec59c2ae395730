import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A running process told apart from a later one that got the same number: boot and start time.
 * Undefined when no such process runs.
 */
export function identityOf(pid: number): string | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // no such process
  }
  // The name in parentheses may hold spaces: count from the last one. State is field 3, start time field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
}

function fromPs(pid: number): string | undefined {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const [state, ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { env })
      .toString()
      .trim()
      .split(/\s+/);
    return !state || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined; // ps ends with an error when there is no such process
  }
}

/** The npm (or pnpm, yarn) that started us through however many shells, if any. */
export function launcher(): number | undefined {
  for (let pid = process.ppid, steps = 0; pid > 1 && steps < 5; steps++) {
    const { parent, command } = family(pid);
    if (/(^|[\s/])(npm|npm-cli\.js|pnpm|yarn)(\s|$)/.test(command)) return pid;
    pid = parent;
  }
  return undefined;
}

function family(pid: number): { parent: number; command: string } {
  try {
    if (process.platform === 'linux') {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return { parent: Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0), command };
    }
    const said = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)]).toString();
    const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(said) ?? [];
    return { parent: Number(parent ?? 0), command: command ?? '' };
  } catch {
    return { parent: 0, command: '' }; // it ended just now
  }
}
