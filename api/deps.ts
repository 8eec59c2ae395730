import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { dayAt } from '../domain/day.ts';
import type { Day, Instant } from '../domain/day.ts';
import type { Store } from '../store/index.ts';
import type { AskOutcome } from './ask.ts';

/** What every router is given. Built once, in `main.ts` or by a test. */
export interface Deps {
  store: Store;
  temporal: Client;
  /** Before the names of the task queues; empty but in tests that share a server. */
  queuePrefix: string;
  config: Config;
  log: Logger;
  now: () => Instant;
  /** Told how each decision ended: counted for Prometheus. */
  asked?: (message: string, outcome: AskOutcome) => void;
}

/** The day in Vietnam. A campaign with a stepped clock has its own: `store.clocks`. */
export const today = ({ now }: Pick<Deps, 'now'>): Day => dayAt(now());

/** A new opaque id, `p-` and 20 letters and digits for a person. */
export const newId = (prefix: string): string => `${prefix}-${randomUUID().replaceAll('-', '').slice(0, 20)}`;
