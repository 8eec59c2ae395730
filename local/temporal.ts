import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { Command } from './child.ts';

export interface Temporal {
  binary: string;
  port: number;
  /** Without it no web page is served. */
  uiPort?: number;
  /** Without it everything is kept in memory. */
  file?: string;
  /** Made beside `default`, which is always there. */
  namespace?: string;
  dynamicConfig?: Record<string, string>;
}

/** Temporal's development server. Its file is flushed at each commit: what was acknowledged survives a power cut. */
export function temporalCommand({ binary, port, uiPort, file, namespace, dynamicConfig = {} }: Temporal): Command {
  const args = [
    'server',
    'start-dev',
    '--ip=127.0.0.1',
    `--port=${port}`,
    '--log-level=error',
    ...(uiPort === undefined ? ['--headless'] : ['--ui-ip=127.0.0.1', `--ui-port=${uiPort}`]),
    ...(file === undefined
      ? []
      : [`--db-filename=${file}`, '--sqlite-pragma=journal_mode=wal', '--sqlite-pragma=synchronous=full']),
    ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
    ...Object.entries(dynamicConfig).map(([key, value]) => `--dynamic-config-value=${key}=${value}`),
  ];
  return { name: 'Temporal', file: binary, args, env: { ...process.env, TZ: 'UTC' } };
}

/** Resolves when the namespace can be used. */
export async function temporalReady(
  address: string,
  alive: () => boolean,
  within = 60_000,
  namespace = 'default',
): Promise<void> {
  const until = Date.now() + within;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 2_000 });
      try {
        return void (await connection.workflowService.describeNamespace({ namespace }));
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (!alive() || Date.now() > until) throw error;
      await pause(100);
    }
  }
}
