import { setTimeout as pause } from 'node:timers/promises';
import type { Command, Nursery } from './child.ts';
import type { LogFile } from './log-file.ts';

export interface ShowPart {
  command: Command;
  log: LogFile;
  say: (line: string) => void;
  /** The round is closed: nothing is left to play. */
  over: () => void;
}

const attempts = 5;
const firstPause = 2_000;

/**
 * Plays in the background what is left of the training round, until it is closed. It is no part that others need: one
 * that fails again and again is left, with a word, until the next start.
 */
export function startShow(nursery: Nursery, { command, log, say, over }: ShowPart): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let child: ReturnType<Nursery['start']> | undefined;
  const playing = async (): Promise<void> => {
    for (let failed = 0; failed < attempts && !stopping.signal.aborted; failed++) {
      child = nursery.start(command, (line) => {
        log.write(line);
        if (line.startsWith('{"said":')) say((JSON.parse(line) as { said: string }).said);
      });
      const how = await child.ended;
      if (stopping.signal.aborted) return;
      if (how === 'mã 0') return over();
      await pause(firstPause * 2 ** failed, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    if (!stopping.signal.aborted)
      say(`Đợt trình diễn tạm dừng; lần khởi động sau sẽ chạy tiếp từ chỗ đó. Nhật ký: ${log.path}`);
  };
  const played = playing();
  return {
    async stop() {
      stopping.abort();
      await child?.stop(5_000);
      await played;
      await log.close();
    },
  };
}
