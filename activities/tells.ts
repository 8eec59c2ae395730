import { createHash } from 'node:crypto';
import { heartbeat } from '@temporalio/activity';
import { askMatter, startBroadcast } from '../client/ask.ts';
import type { Matter, MatterId, Tell } from '../domain/matter.ts';
import type { Change } from '../workflows/messages.ts';
import { beating } from './beating.ts';
import type { ActivityDeps } from './deps.ts';

const isBroadcast = (to: string): boolean => to.startsWith('broadcast:');

/** Brings a process's words to others; said again under the same key they change nothing. */
export function createTells({ store, door }: ActivityDeps) {
  const bring = async (from: MatterId, tell: Tell, fresh?: Matter): Promise<void> => {
    const record = (await store.matters.get(tell.to)) ?? fresh;
    if (!record) throw new Error(`${from} tells ${tell.to}, which was never born`);
    const hash = createHash('sha256').update(JSON.stringify(tell.body)).digest('hex');
    await askMatter(door, record, tell.message, { key: tell.key, hash, by: from, day: tell.day, body: tell.body });
  };

  /** Joins a broadcast under way. Only its end makes the tell delivered: until then it may be lost with Temporal's file. */
  const broadcast = async (tell: Tell): Promise<void> => {
    const running = await startBroadcast(door, tell.to, tell.body as unknown as Change);
    await running.result();
  };

  return {
    bring,
    async deliverTells(from: MatterId, tells: Tell[]): Promise<void> {
      for (const tell of tells) {
        heartbeat(tell.key);
        if (isBroadcast(tell.to)) await beating(() => broadcast(tell));
        else await bring(from, tell);
      }
    },
  };
}
