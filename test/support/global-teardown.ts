export default async function globalTeardown(): Promise<void> {
  const servers = globalThis.testServers;
  globalThis.testServers = undefined;
  await servers?.stop();
}
