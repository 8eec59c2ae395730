import { Client, Connection } from '@temporalio/client';
import { reconcile } from '../activities/index.ts';
import type { Config } from '../config.ts';
import type { Instant } from '../domain/day.ts';
import { openStore } from '../store/index.ts';

const now = () => new Date().toISOString() as Instant;

/** Holds the records against the running processes once, and lets go of both servers. */
export async function reconcileOnce(config: Pick<Config, 'mongodbUri' | 'temporalAddress' | 'temporalNamespace'>) {
  const store = await openStore(config.mongodbUri);
  const connection = await Connection.connect({ address: config.temporalAddress });
  try {
    const temporal = new Client({ connection, namespace: config.temporalNamespace });
    return await reconcile({ store, door: { temporal, queuePrefix: '' }, now });
  } finally {
    await connection.close();
    await store.close();
  }
}
