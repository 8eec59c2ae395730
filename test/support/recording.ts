import { writeFileSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

/**
 * Keeps the histories of these processes for the replay tests, when RECORD_HISTORIES is set: after
 * a change to a process that old runs need not survive, and with each new branch.
 */
export async function recordHistories(temporal: Client, named: Record<string, string>): Promise<void> {
  if (process.env['RECORD_HISTORIES'] === undefined) return;
  for (const [name, workflowId] of Object.entries(named)) {
    const history = historyToJSON(await temporal.workflow.getHandle(workflowId).fetchHistory());
    const file = new URL(`../replay/histories/${name}.json`, import.meta.url);
    writeFileSync(file, `${JSON.stringify({ workflowId, history: JSON.parse(history) as unknown })}\n`);
  }
}
