import { setTimeout as pause } from 'node:timers/promises';
import type { Child, Command, Nursery } from './child.ts';
import type { LogFile } from './log-file.ts';
import { StartFailure } from './start-failure.ts';

/** A part of the machine that must always run. */
export interface Part<Ready> {
  command: Command;
  log: LogFile;
  /** Resolves when it can be used; rejects when it will not come up. */
  ready(child: Child, lines: Lines): Promise<Ready>;
  /** Is told what it gives each time it is ready again. */
  again?(ready: Ready): void;
  /** Looks at what it said before it failed, and may remove the cause before the next attempt. */
  repair?(tail: string[]): void;
}

export interface Lines {
  /** The first line of which `pick` makes something. */
  first<T>(pick: (line: string) => T | undefined): Promise<T>;
}

export interface Kept<Ready> {
  /** What it gave when it was ready the first time. */
  ready: Ready;
  readonly pid: number;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export interface Manners {
  say: (line: string) => void;
  /** A cause known from elsewhere, such as a full disk. */
  explain?: () => string | undefined;
  /** First pause before a restart in ms, doubled each time up to the longest; a run longer than that starts anew. */
  firstPause?: number;
  longestPause?: number;
}

const attempts = 3;

/**
 * Starts a part, and again whenever it ends, each time after a longer pause. Resolves when it is ready the first time;
 * throws `StartFailure` when it did not come up in three attempts.
 */
export async function keepRunning<Ready>(nursery: Nursery, part: Part<Ready>, manners: Manners): Promise<Kept<Ready>> {
  const { say, explain = () => undefined, firstPause = 500, longestPause = 30_000 } = manners;
  const { command, log } = part;
  const stopping = new AbortController();
  let child: Child | undefined;

  const start = async (): Promise<Ready> => {
    const lines = openLines();
    const started = nursery.start(command, (line) => {
      log.write(line.replace(/\/(setup|u)\/[\w-]+/g, '/$1/…'));
      lines.push(line);
    });
    child = started;
    const dead = started.ended.then((how) => {
      throw new Error(how);
    });
    try {
      return await Promise.race([part.ready(started, lines), dead]);
    } catch (error) {
      await started.stop(2_000);
      throw error;
    } finally {
      dead.catch(() => undefined); // `watch` sees a later end
    }
  };
  const why = (error: unknown) => explain() ?? (error instanceof Error ? error.message : String(error));

  /** Runs until stopped: waits for its end, pauses, starts it again. */
  const watch = async (): Promise<void> => {
    let wait = firstPause;
    for (;;) {
      const since = Date.now();
      const how = await (child as Child).ended;
      if (stopping.signal.aborted) return;
      if (Date.now() - since > longestPause) wait = firstPause;
      say(`${command.name} đã dừng (${why(new Error(how))}), khởi động lại…`);
      for (;;) {
        const rested = await pause(wait, true, { signal: stopping.signal }).catch(() => false);
        wait = Math.min(wait * 2, longestPause);
        if (!rested) return;
        try {
          const ready = await start();
          say(`${command.name} đã chạy lại.`);
          part.again?.(ready);
          break;
        } catch (error) {
          if (stopping.signal.aborted) return;
          part.repair?.(log.tail);
          say(
            `${command.name} chưa chạy lại được (${why(error)}), thử lại sau ${Math.ceil(wait / 1000)} giây. Nhật ký: ${log.path}`,
          );
        }
      }
    }
  };

  for (let attempt = 1; ; attempt++) {
    try {
      const ready = await start();
      const watching = watch();
      return {
        ready,
        get pid() {
          return child?.pid ?? -1;
        },
        async stop() {
          stopping.abort();
          await child?.stop();
          await watching;
          await log.close();
        },
      };
    } catch (error) {
      if (explain() || attempt >= attempts) {
        const said = telling(log.tail).map((line) => `  ${line.slice(0, 300)}`);
        throw new StartFailure(
          [`${command.name} không chạy được: ${why(error)}. Nhật ký: ${log.path}`, ...said].join('\n'),
        );
      }
      part.repair?.(log.tail);
      await pause(firstPause);
    }
  }
}

/** The lines that look like a reason, else the last ones. */
function telling(tail: string[]): string[] {
  const reasons = tail.filter((line) =>
    /^(\w*Error|[A-Z][A-Z_]+): |"s":"[EF]"|"level":"(error|fatal)"|"level":[56]0/.test(line),
  );
  return [...new Set(reasons.length > 0 ? reasons : tail)].slice(-3);
}

function openLines(): Lines & { push(line: string): void } {
  const waiting = new Set<(line: string) => void>();
  return {
    push(line) {
      for (const look of waiting) look(line);
    },
    first: (pick) =>
      new Promise((resolve) => {
        const look = (line: string) => {
          const found = pick(line);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
      }),
  };
}
