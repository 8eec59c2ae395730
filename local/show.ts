import { configOrExit, readConfig } from '../config.ts';
import type { Instant } from '../domain/day.ts';
import { orExit } from '../store/format.ts';
import { openStore } from '../store/index.ts';
import { playShow } from './show/play.ts';

const config = configOrExit(readConfig);
// An address that means every network card answers on this machine's own.
const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
const store = await openStore(config.mongodbUri).catch(orExit);
try {
  const isOver = await playShow({
    store,
    config,
    url: `http://${host}:${config.port}`,
    site: config.publicUrl,
    now: () => new Date().toISOString() as Instant,
    say: (line) => console.log(JSON.stringify({ said: line })),
    note: (line) => console.error(line),
    signal: stopping.signal,
  });
  if (!isOver) process.exitCode = 3;
} finally {
  await store.close();
}
