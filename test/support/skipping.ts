import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Instant } from '../../domain/day.ts';
import { cacheDir } from '../../local/cache.ts';
import { openNursery } from '../../local/child.ts';
import { freePorts } from '../../local/ports.ts';
import { findSkippingServer } from '../../local/skipping-server-program.ts';
import { temporalReady } from '../../local/temporal.ts';

/** A time-skipping server whose time nobody else moves. */
export interface SkippingServer {
  address: string;
  now(): Promise<Instant>;
  /** Lets time fly until then, timer by timer; work under way holds it. */
  sleepUntil(at: Instant): Promise<void>;
  stop(): Promise<void>;
}

export async function openSkippingServer(): Promise<SkippingServer> {
  const file = await findSkippingServer({
    cache: cacheDir(),
    say: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
  });
  const [port] = (await freePorts(1)) as [number];
  const nursery = openNursery();
  const address = `127.0.0.1:${port}`;
  const child = nursery.start(
    { name: 'time-skipping server', file, args: [String(port)], env: process.env },
    () => undefined,
  );
  await temporalReady(address, () => child.running);
  // typed private, but the only way to skip on a server that runs already
  const environments = TestWorkflowEnvironment as unknown as {
    create(options: object): Promise<TestWorkflowEnvironment>;
  };
  let opened: Promise<TestWorkflowEnvironment> | undefined;
  // not before it is needed: by then the stack has installed the runtime that it shares
  const skipping = () =>
    (opened ??= environments.create({
      server: { type: 'existing' },
      address,
      supportsTimeSkipping: true,
      namespace: 'default',
    }));
  const now = async (): Promise<Instant> => new Date(await (await skipping()).currentTimeMs()).toISOString() as Instant;
  return {
    address,
    now,
    async sleepUntil(at) {
      const ms = Date.parse(at) - Date.parse(await now());
      if (ms > 0) await (await skipping()).sleep(ms);
    },
    async stop() {
      await (await opened)?.connection.close();
      await child.stop();
      await nursery.close();
    },
  };
}
