import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { configOrExit, readConfig } from '../config.ts';
import type { Instant } from '../domain/day.ts';
import { orExit } from '../store/format.ts';
import { openStore } from '../store/index.ts';
import { createApp } from './app.ts';
import type { Deps } from './deps.ts';
import { createLog } from './log.ts';
import { serve } from './serve.ts';
import { firstAdministratorLink } from './office/setup.ts';
import { startWatch } from './watch.ts';

const config = configOrExit(readConfig);
// stdout is for the one ready line.
const log = createLog(config.logLevel, pino.destination(2));
const store = await openStore(config.mongodbUri).catch(orExit);
// Without Temporal everything can still be read.
const connection = Connection.lazy({ address: config.temporalAddress });
const temporal = new Client({ connection, namespace: config.temporalNamespace });
const deps: Deps = { store, temporal, queuePrefix: '', config, log, now: () => new Date().toISOString() as Instant };

const serving = await serve(createApp(deps), config);
const watch = startWatch(deps);
const adminLink = await firstAdministratorLink(deps);
console.log(JSON.stringify({ ready: true, ...(adminLink === undefined ? {} : { adminLink }) }));

const stop = async () => {
  watch.stop();
  await serving.stop();
  await connection.close();
  await store.close();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
