// oxlint-disable-next-line import/no-default-export -- jest asks for it
export default async function globalTeardown(): Promise<void> {
  const servers = globalThis.testServers;
  globalThis.testServers = undefined;
  await servers?.stop();
}
