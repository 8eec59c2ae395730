import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Ports of this machine that nobody listens on now. They are all held open until chosen, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * Ports that nobody listens on now, below those that systems give to outgoing connections: nobody comes by one of them
 * while its owner is away for a moment.
 */
export async function lastingPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(20_000, 32_000);
    if ((await portTrouble(port)) === undefined) ports.add(port);
  }
  return [...ports];
}

export type PortTrouble = 'taken' | 'not allowed' | 'not this machine';

/** Why nobody could listen there now. */
export async function portTrouble(port: number, host = '127.0.0.1'): Promise<PortTrouble | undefined> {
  try {
    const server = await listen(port, host);
    await new Promise((resolve) => server.close(resolve));
    return undefined;
  } catch (error) {
    const trouble = troubles[(error as NodeJS.ErrnoException).code ?? ''];
    if (!trouble) throw error;
    return trouble;
  }
}

const troubles: Record<string, PortTrouble> = {
  EADDRINUSE: 'taken',
  EACCES: 'not allowed',
  EADDRNOTAVAIL: 'not this machine',
  ENOTFOUND: 'not this machine',
  EAI_AGAIN: 'not this machine',
  EINVAL: 'not this machine',
};

function listen(port: number, host = '127.0.0.1'): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
