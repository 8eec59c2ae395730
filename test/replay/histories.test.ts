import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

const folder = new URL('histories/', import.meta.url);
const recorded = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('recorded histories run against today’s code', () => {
  beforeAll(() => {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      shutdownSignals: [],
      telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } },
    });
  });
  afterAll(() => Runtime.instance().shutdown());

  test('every process has a recorded history', () => {
    const processes = ['broadcast', 'campaign', 'inspection', 'paper', 'post', 'proposal', 'remediation'];
    expect(processes.filter((process) => !recorded.some((name) => name.startsWith(process)))).toEqual([]);
  });

  test.each(recorded)('%s', async (name) => {
    const { workflowId, history } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
      workflowId: string;
      history: object;
    };
    await Worker.runReplayHistory(
      { workflowBundle: { codePath: process.env['TEST_BUNDLE_PATH'] ?? '' } },
      history,
      workflowId,
    );
  });
});
