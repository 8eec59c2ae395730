import { configOrExit, readConfig } from '../config.ts';
import type { Instant } from '../domain/day.ts';
import { orExit } from '../store/format.ts';
import { openStore } from '../store/index.ts';
import { loadSample } from './sample/load.ts';

const config = configOrExit(readConfig);
// An address that means every network card answers on this machine's own.
const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
const store = await openStore(config.mongodbUri).catch(orExit);
try {
  await loadSample({
    store,
    config,
    url: `http://${host}:${config.port}`,
    now: () => new Date().toISOString() as Instant,
  });
} finally {
  await store.close();
}
