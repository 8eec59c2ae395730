import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Express } from 'express';

export interface Serving {
  port: number;
  /** Lets what is on its way arrive, takes nothing new, lets what runs end, and after `patience` ms ends it. */
  stop(patience?: number): Promise<void>;
}

/** Milliseconds a request may take to arrive: a unit's files from a phone where the network is poor. */
const slowest = 30 * 60_000;
/** Milliseconds for requests whose connection is being made when we are told to stop: they would be cut off unheard. */
const arriving = 500;

/** Listens until stopped. Port 0 takes a free one. Rejects when the port is taken. */
export async function serve(app: Express, { host, port }: { host: string; port: number }): Promise<Serving> {
  let stopping = false;
  const server = createServer({ requestTimeout: slowest }, (req, res) => {
    // A kept connection would be used again for a request that nobody answers any more.
    if (stopping) res.setHeader('Connection', 'close');
    app(req, res);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop(patience = 10_000) {
      stopping = true;
      await pause(arriving);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const idle = setInterval(() => server.closeIdleConnections(), 100);
      const force = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearInterval(idle);
      clearTimeout(force);
    },
  };
}
