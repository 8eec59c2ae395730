import { startServers } from './servers.ts';
import type { Servers } from './servers.ts';

declare global {
  var testServers: Servers | undefined;
}

/** Once for all projects of a run; test files find the addresses in their environment, `own-temporal.ts` chooses theirs. */
// oxlint-disable-next-line import/no-default-export -- jest asks for it
export default async function globalSetup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  if (globalThis.testServers) return;
  const servers = await startServers(process.env, maxWorkers);
  globalThis.testServers = servers;
  process.env['TEST_MONGODB_URI'] = servers.mongodbUri;
  process.env['TEST_TEMPORAL_ADDRESSES'] = servers.temporalAddresses.join();
  process.env['TEST_SKIPPING_ADDRESS'] = servers.skippingAddress;
  if (servers.bundlePath) process.env['TEST_BUNDLE_PATH'] = servers.bundlePath;
}
