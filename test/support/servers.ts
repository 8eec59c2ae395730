import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir } from '../../local/cache.ts';
import { openNursery } from '../../local/child.ts';
import type { Child, Command, Nursery } from '../../local/child.ts';
import { findMongod } from '../../local/mongod-program.ts';
import { mongodCommand, mongodReady, mongodUri } from '../../local/mongod.ts';
import { freePorts } from '../../local/ports.ts';
import { findSkippingServer } from '../../local/skipping-server-program.ts';
import { findTemporal } from '../../local/temporal-program.ts';
import { temporalCommand, temporalReady } from '../../local/temporal.ts';

export interface Servers {
  /** A replica set of one, no database named: each test file takes a name of its own. */
  mongodbUri: string;
  /** Real development servers, in memory: one for each file that runs at a time, whose processes have the same names. */
  temporalAddresses: string[];
  /** The time-skipping server: its time is one for all who use it. */
  skippingAddress: string;
  /** File with the code of the workflow bundle, for `workflowBundle: { codePath }`. */
  bundlePath: string | undefined;
  stop(): Promise<void>;
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

/**
 * The servers that tests share, on free ports, nothing kept. An address in the environment replaces a server.
 * A Temporal that is given is one for all files: run them with `--maxWorkers=1`.
 * None of them outlives this process, even when it is killed.
 */
export async function startServers(env: NodeJS.ProcessEnv = process.env, atOnce = 1): Promise<Servers> {
  const found = { cache: cacheDir(env), say, env };
  const nursery = openNursery();
  const folder = await mkdtemp(join(tmpdir(), 'dondoc-test-'));
  nursery.removeAfterwards(folder);
  const children: Child[] = [];
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop(5_000)));
    await rm(folder, { recursive: true, force: true });
    await nursery.close();
  };
  const start = (command: Command) => startNoted(nursery, children, command);

  try {
    const ports = await freePorts(2 + atOnce);
    const [mongoPort, skippingPort, ...temporalPorts] = ports as [number, number, ...number[]];
    const mongodb = async () => {
      const given = env['TEST_MONGODB_URI'];
      if (given) return given;
      const mongod = { binary: await findMongod(found), port: mongoPort, dbPath: folder, cacheGB: 0.25 };
      await start(mongodCommand(mongod)).until((alive) => mongodReady(mongod, alive));
      return mongodUri(mongod);
    };
    const temporal = async (port: number) => {
      const given = env['TEST_TEMPORAL_ADDRESS'];
      if (given) return given;
      // The server looks ahead in its timers only once a second; a test should not wait for that.
      const dynamicConfig = { 'history.timerProcessorMaxTimeShift': '"1ms"' };
      const command = temporalCommand({ binary: await findTemporal(found), port, dynamicConfig });
      await start(command).until((alive) => temporalReady(`127.0.0.1:${port}`, alive));
      return `127.0.0.1:${port}`;
    };
    const skipping = async () => {
      const given = env['TEST_SKIPPING_ADDRESS'];
      if (given) return given;
      const file = await findSkippingServer(found);
      const command = { name: 'time-skipping server', file, args: [String(skippingPort)], env };
      await start(command).until((alive) => temporalReady(`127.0.0.1:${skippingPort}`, alive));
      return `127.0.0.1:${skippingPort}`;
    };
    const [mongodbUri, temporalAddresses, skippingAddress, bundlePath] = await Promise.all([
      mongodb(),
      Promise.all(temporalPorts.map(temporal)),
      skipping(),
      env['TEST_BUNDLE_PATH'] ?? makeBundle(folder),
    ]);
    return { mongodbUri, temporalAddresses, skippingAddress, bundlePath, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts a server and keeps what it says, to be shown should it not come up. */
function startNoted(nursery: Nursery, children: Child[], command: Command) {
  const said: string[] = [];
  const child = nursery.start(command, (line) => {
    said.push(line);
    if (said.length > 30) said.shift();
  });
  children.push(child);
  return {
    async until(ready: (alive: () => boolean) => Promise<void>): Promise<void> {
      try {
        await ready(() => child.running);
      } catch (error) {
        throw new Error(`${command.name} did not come up:\n${said.join('\n')}`, { cause: error });
      }
    },
  };
}

/** Bundling takes seconds: once for all test files. Workflows that do not bundle fail the tests that need them only. */
async function makeBundle(folder: string): Promise<string | undefined> {
  const path = join(folder, 'workflow-bundle.js');
  try {
    const { bundle } = await import('../../worker/bundle.ts');
    await writeFile(path, await bundle());
    return path;
  } catch (error) {
    say(`The workflows could not be bundled: ${error instanceof Error ? error.stack : String(error)}`);
    return undefined;
  }
}
