import type { Day } from '../domain/day.ts';
import type { Line } from '../domain/duty.ts';
import type { Matter, MatterId } from '../domain/matter.ts';
import type { PaperChange } from '../domain/spreading.ts';

/** A message to a process: what is asked, by whom, under which idempotency key. Ids and days only. */
export interface Ask {
  /** The caller's idempotency key; also the Update's id. */
  key: string;
  /** SHA-256 of the caller's body: the same key with another body is another ask. */
  hash: string;
  /** An opaque person, link, token or matter id. */
  by: string;
  /** The campaign's day where its clock is stepped. */
  day?: Day;
  body: object;
}

/** One act for the audit: ids and hashes, never texts. */
export interface Act {
  version: number;
  message: string;
  key: string;
  hash: string;
  by: string;
  day: Day;
}

/** Everything one save writes in one transaction. */
export interface Batch {
  /** Names this batch; stored again it is a no-op. */
  id: string;
  /** The version the record must have. */
  base: number;
  state: Matter;
  nextWake?: Day;
  lines: Line[];
  acts: Act[];
}

/** A change that a broadcast brings to every record that lacks it. */
export type Change =
  | { change: PaperChange; paper: MatterId; on: Day }
  | { change: 'official-letter'; campaign: string; letter: string; on: Day }
  | { change: 'tick'; campaign: string; day: Day }
  /** A training clock goes on by itself, event by event, until it is paused. */
  | { change: 'play'; campaign: string }
  /** A round was closed: what is still open is carried on by name. */
  | { change: 'carry'; campaign: string; to: string; on: Day }
  /** The newest calendar of that year to every open matter. */
  | { change: 'calendar'; year: number }
  /** Lines that nobody was there to hear, to those who are there now. */
  | { change: 'unheard' }
  /** Every running matter continues as new, after a release. */
  | { change: 'renew' };

/** How far a broadcast has come: what it does next, and what it has to go over once more when it is through. */
export interface Cursor {
  after: string;
  /** Something lacked the change on this way through: what was born meanwhile may lack it too. */
  again?: true;
}

export const broadcastIdOf = {
  tick: (campaign: string, day: Day) => `broadcast:${campaign}:tick:${day}` as const,
  play: (campaign: string) => `broadcast:${campaign}:play` as const,
  calendar: (notice: string) => `broadcast:calendar:${notice}` as const,
  unheard: (appointment: string) => `broadcast:unheard:${appointment}` as const,
  renew: (renewal: string) => `broadcast:renew:${renewal}` as const,
};
export const postId = (person: string, steppedCampaign?: string): string =>
  steppedCampaign === undefined ? `post:${person}` : `post:${steppedCampaign}:${person}`;

/** The task queues: processes, papers (CPU work) and mail may run on machines of their own. */
export const queueKinds = ['process', 'papers', 'mail'] as const;
export type QueueKind = (typeof queueKinds)[number];
export const queueName = (kind: QueueKind, prefix = ''): string => `${prefix}${kind}`;
